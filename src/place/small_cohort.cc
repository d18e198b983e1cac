#include "place/small_cohort.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {
namespace {

constexpr std::int64_t kMostDivisions = 20'000;

// One transport of so many lodgings, in evaluations: a large one counts as
// several, for `Verify` too, which counts them alike and allows three times as
// many, so that it shows what is found here.
std::int64_t WorkOf(std::int64_t lodgings) {
  return 1 + lodgings * lodgings * lodgings / 2'000;
}

}  // namespace

SmallCohort::SmallCohort(const Model& model, std::uint32_t cohort,
                         std::int64_t& evaluations_left)
    : model_(model),
      cohort_(cohort),
      info_(model.cohorts[cohort]),
      evaluations_left_(evaluations_left),
      taken_(model.rooms.size(), false) {
  FindWindows();
  FindApart();
}

void SmallCohort::FindWindows() {
  RunFinder finder(model_);
  for (const RunInfo& run : info_.runs) {
    auto& by_unit = windows_.emplace_back(model_.units.size());
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (!model_.CanUse(cohort_, u)) continue;
      for (RunPlacement& found : finder.FindAll(run.party, u, false)) {
        Window window{std::move(found), {}};
        if (!DivideBest(window)) usable_ = false;
        by_unit[u].push_back(std::move(window));
      }
      KeepBest(by_unit[u]);
    }
  }
}

// Whoever has a window has no need of one around it that costs no less.
void SmallCohort::KeepBest(std::vector<Window>& windows) const {
  const auto last = [](const Window& of) {
    return of.run.first_room + of.run.people.size();
  };
  std::ranges::sort(windows, {}, [&](const Window& of) {
    return std::pair(of.run.people.size(), of.run.first_room);
  });
  std::vector<Window> kept;
  for (Window& of : windows) {
    const bool needless = std::ranges::any_of(kept, [&](const Window& in) {
      return in.run.first_room >= of.run.first_room && last(in) <= last(of) &&
             in.cost <= of.cost;
    });
    if (!needless) kept.push_back(std::move(of));
  }
  windows = std::move(kept);
}

// All ways to divide the party among the rooms of the window.
bool SmallCohort::DivideBest(Window& window) const {
  RunPlacement& run = window.run;
  const Party& party = model_.problem->parties[run.party];
  const std::size_t rooms = run.people.size();
  std::int64_t ways = 1;
  for (std::size_t p = 0; p < party.people.size(); ++p) {
    ways *= static_cast<std::int64_t>(rooms);
    if (ways > kMostDivisions) return false;
  }
  std::vector<std::vector<std::uint32_t>> in(rooms);
  std::optional<RoomCost> best;
  const auto room = [&](std::size_t r) -> const OfferedRoom& {
    return model_.rooms[run.first_room + r];
  };
  const auto accept = [&] {
    RoomCost sum;
    for (std::size_t r = 0; r < rooms; ++r) {
      const bool adult = std::ranges::any_of(in[r], [&](std::uint32_t p) {
        return party.carer_named || !party.people[p].minor;
      });
      if (!adult) return;
      sum = sum + CostOf(model_, run.party, in[r], room(r));
    }
    if (best && !(sum < *best)) return;
    best = sum;
    run.people = in;
  };
  const std::function<void(std::uint32_t)> divide = [&](std::uint32_t p) {
    if (p == party.people.size()) return accept();
    for (std::size_t r = 0; r < rooms; ++r) {
      if (static_cast<std::int64_t>(in[r].size()) >= room(r).beds ||
          (party.people[p].needs & ~room(r).features & ~party.substitutable) !=
              0) {
        continue;
      }
      in[r].push_back(p);
      divide(p + 1);
      in[r].pop_back();
    }
  };
  divide(0);
  window.cost = best.value_or(RoomCost{});
  return best.has_value();
}

void SmallCohort::FindApart() {
  std::map<std::uint32_t, int> lodgings;
  for (const LodgingInfo& of : info_.lodgings) ++lodgings[of.party];
  for (const auto& [party, count] : lodgings) {
    if (count > 1) apart_.push_back(party);
  }
  for (const LodgingInfo& of : info_.lodgings) {
    apart_of_.push_back(static_cast<std::size_t>(
        std::ranges::find(apart_, of.party) - apart_.begin()));
  }
}

bool SmallCohort::MayUse(std::uint32_t unit) const {
  if (!model_.CanUse(cohort_, unit)) return false;
  return std::ranges::any_of(
             windows_, [&](const auto& of) { return !of[unit].empty(); }) ||
         std::ranges::any_of(info_.kinds, [&](const KindCount& kind) {
           return std::ranges::any_of(
               model_.units[unit].types, [&](const TypeCount& of) {
                 return model_.missing[kind.kind][of.type] >= 0;
               });
         });
}

std::optional<SmallWorth> SmallCohort::Best(
    const std::vector<std::uint32_t>& units, bool full,
    CohortHousing* housing) {
  full_ = full;
  housing_ = housing;
  units_ = info_.held_units;
  units_.insert(units_.end(), units.begin(), units.end());
  std::ranges::sort(units_);
  chosen_.assign(info_.runs.size(), nullptr);
  home_.assign(apart_.size(), kNone);
  best_.reset();
  return PlaceRuns(0) ? best_ : std::nullopt;
}

bool SmallCohort::PlaceRuns(std::size_t run) {
  if (run == info_.runs.size()) return PlaceRest(0);
  for (const std::uint32_t u : units_) {
    for (const Window& window : windows_[run][u]) {
      const auto first = taken_.begin() + window.run.first_room;
      const auto last =
          first + static_cast<std::ptrdiff_t>(window.run.people.size());
      if (std::find(first, last, true) != last) continue;
      std::fill(first, last, true);
      chosen_[run] = &window;
      const bool goes_on = PlaceRuns(run + 1);
      std::fill(first, last, false);
      if (!goes_on) return false;
    }
  }
  chosen_[run] = nullptr;
  return PlaceRuns(run + 1);
}

bool SmallCohort::PlaceRest(std::size_t apart) {
  if (!full_ || apart == apart_.size() || units_.size() < 2) return Evaluate();
  for (const std::uint32_t u : units_) {
    home_[apart] = u;
    if (!PlaceRest(apart + 1)) return false;
  }
  return true;
}

std::vector<SmallCohort::Rooms> SmallCohort::FreeRooms() const {
  using Key = std::tuple<std::uint32_t, std::uint32_t, bool>;
  std::map<Key, Rooms> alike;
  for (const std::uint32_t u : units_) {
    const UnitInfo& unit = model_.units[u];
    for (std::uint32_t n = 0; n < unit.room_count; ++n) {
      const std::uint32_t r = unit.first_room + n;
      const OfferedRoom& room = model_.rooms[r];
      if (taken_[r] || room.beds == 0) continue;
      const Key key =
          full_ ? Key{room.type, u, room.refill} : Key{room.type, 0, false};
      alike[key].rooms.push_back(r);
    }
  }
  std::vector<Rooms> rooms;
  for (auto& [key, of] : alike) rooms.push_back(std::move(of));
  return rooms;
}

RoomCost SmallCohort::CostIn(std::size_t lodging,
                             const OfferedRoom& room) const {
  const LodgingInfo& of = info_.lodgings[lodging];
  RoomCost cost;
  cost.substitutes = model_.missing[of.kind][room.type];
  if (!full_) return cost;
  cost = CostOf(model_, of.party, of.people, room);
  const std::size_t apart = apart_of_[lodging];
  if (apart < apart_.size() && home_[apart] != kNone &&
      home_[apart] != room.unit) {
    cost.apart = static_cast<std::int64_t>(of.people.size());
  }
  return cost;
}

// The lodgings in the rooms that are left; false if that was one too many.
bool SmallCohort::Evaluate() {
  if (evaluations_left_ <= 0) return false;
  const auto& lodgings = info_.lodgings;
  evaluations_left_ -= WorkOf(static_cast<std::int64_t>(lodgings.size()));
  const std::vector<Rooms> rooms = FreeRooms();
  transport_.Reset(lodgings.size(), rooms.size());
  std::int32_t rank = 0;
  for (std::size_t i = 0; i < lodgings.size(); ++i) {
    const LodgingKind& kind = model_.kinds[lodgings[i].kind];
    if (i > 0) {
      const LodgingKind& before = model_.kinds[lodgings[i - 1].kind];
      rank += before.priority != kind.priority || before.people != kind.people;
    }
    transport_.SetDemand(i, 1, rank);
    for (std::size_t j = 0; j < rooms.size(); ++j) {
      const OfferedRoom& room = model_.rooms[rooms[j].rooms.front()];
      if (model_.missing[lodgings[i].kind][room.type] < 0) continue;
      transport_.Allow(i, j, CostIn(i, room));
    }
  }
  for (std::size_t j = 0; j < rooms.size(); ++j) {
    transport_.SetSupply(j, static_cast<std::int32_t>(rooms[j].rooms.size()));
  }
  transport_.Solve();
  SmallWorth worth;
  worth.cost = transport_.cost();
  const auto leave = [&](std::uint32_t party, std::size_t people) {
    const auto priority =
        static_cast<std::size_t>(model_.problem->parties[party].priority);
    worth.unplaced[priority] += static_cast<std::int32_t>(people);
  };
  for (std::size_t i = 0; i < lodgings.size(); ++i) {
    if (transport_.left(i) > 0) {
      leave(lodgings[i].party, lodgings[i].people.size());
    }
  }
  for (std::size_t run = 0; run < chosen_.size(); ++run) {
    const std::uint32_t party = info_.runs[run].party;
    if (!chosen_[run]) {
      leave(party, model_.problem->parties[party].people.size());
    } else if (full_) {
      worth.cost = worth.cost + chosen_[run]->cost;
    } else {
      worth.cost.substitutes += chosen_[run]->cost.substitutes;
    }
  }
  if (best_ && !(worth < *best_)) return true;
  best_ = worth;
  if (housing_) Keep(rooms, *housing_);
  return true;
}

void SmallCohort::Keep(const std::vector<Rooms>& rooms,
                       CohortHousing& housing) const {
  housing = {};
  for (std::size_t run = 0; run < chosen_.size(); ++run) {
    if (!chosen_[run]) {
      housing.runs_left.push_back(info_.runs[run].party);
      continue;
    }
    const RunPlacement& of = chosen_[run]->run;
    for (std::uint32_t n = 0; n < of.people.size(); ++n) {
      housing.stays.push_back({of.party, of.first_room + n, kNone,
                               internal::Keep(of.people[n], housing.kept)});
    }
  }
  std::vector<std::size_t> used(rooms.size(), 0);
  for (std::size_t i = 0; i < info_.lodgings.size(); ++i) {
    const LodgingInfo& of = info_.lodgings[i];
    if (transport_.left(i) > 0) housing.lodgings_left.push_back(of);
    for (std::size_t j = 0; j < rooms.size(); ++j) {
      if (transport_.flow(i, j) == 0) continue;
      housing.stays.push_back(
          {of.party, rooms[j].rooms[used[j]++], of.kind, of.people});
    }
  }
}

}  // namespace quaranta::place::internal
