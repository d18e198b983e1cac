#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "place/verify_moves_parts.h"
#include "quaranta/core/status.h"

namespace quaranta::place {
namespace verify {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
// Of a cohort with more units that can be freed rooms are only counted.
constexpr std::size_t kMaxEnumerated = 12;
// Ways to put parties into adjacent rooms, for one choice.
constexpr int kMaxTries = 5'000;
// Units times units times rooms; beyond that the lightest units are taken.
constexpr std::size_t kMaxTable = 100'000'000;

absl::Status CheckArguments(const Problem& problem,
                            const std::vector<Inside>& inside,
                            const FreeOptions& options) {
  QUARANTA_RETURN_IF_ERROR(CheckHouse(problem, inside, options.may_move));
  for (std::size_t n = 0; options.wanted && n < options.wanted->size(); ++n) {
    QUARANTA_RETURN_IF_ERROR(CheckBelow("options.wanted", n,
                                        (*options.wanted)[n].value(),
                                        problem.units.size(), "units"));
  }
  if (options.most_people && *options.most_people < 0) {
    return InvalidArgument("options.most_people is negative");
  }
  return absl::OkStatus();
}

class FreeingVerifier {
 public:
  FreeingVerifier(const Problem& problem, const std::vector<Inside>& inside,
                  const FreeOptions& options, const Freeing& freeing)
      : options_(options),
        said_(freeing),
        house_(problem, inside, options.may_move, {}),
        facts_(house_.facts()),
        people_on_(problem.units.size(), 0),
        groups_on_(problem.units.size()),
        empties_on_(problem.units.size()),
        can_be_freed_(problem.units.size(), false),
        own_(problem.units.size(), false) {
    FindUnits();
  }

  MovesReport Run() {
    if (!CheckIndices()) return std::move(report_);
    const std::set<std::uint32_t> freed = CheckFreed();
    CheckMoves(freed);
    for (std::size_t n = 0; n < said_.choices.size(); ++n) CheckChoice(n);
    CheckValues(freed);
    Bound();
    return std::move(report_);
  }

 private:
  void Fail(MoveFault fault, std::uint32_t unit) {
    report_.violations.push_back({.fault = fault, .unit = UnitId(unit)});
  }

  void FindUnits() {
    for (std::uint32_t g = 0; g < facts_.groups().size(); ++g) {
      const Group& group = facts_.groups()[g];
      std::set<std::uint32_t> units;
      for (const std::uint32_t i : group.people) {
        const std::uint32_t u = house_.UnitOf(house_.RoomOf(group.party, i));
        units.insert(u);
        ++people_on_[u];
      }
      for (const std::uint32_t u : units) {
        groups_on_[u].push_back(g);
        if (units.size() > 1 || group.no_adult ||
            house_.MustStay(group.party)) {
          stuck_.insert(u);
        }
      }
    }
    for (std::uint32_t u = 0; u < own_.size(); ++u) {
      const Unit& unit = facts_.problem().units[u];
      const std::set<std::uint32_t>& cohorts = house_.CohortsOn(u);
      own_[u] = cohorts.size() == 1 && !unit.closed &&
                facts_.problem().sites[unit.site.value()].open &&
                (!unit.holder || unit.holder->value() == *cohorts.begin());
      can_be_freed_[u] = own_[u] && !stuck_.contains(u) &&
                         (!options_.wanted ||
                          std::ranges::count(*options_.wanted, UnitId(u)) > 0);
      if (own_[u]) units_of_[*cohorts.begin()].push_back(u);
      for (const std::uint32_t r : facts_.rooms_of(u)) {
        if (own_[u] && house_.IsEmpty(r) &&
            facts_.OpenTo(r, CohortId(*cohorts.begin()))) {
          empties_on_[u].push_back(r);
        }
      }
    }
  }

  bool CheckIndices() {
    bool ok = house_.CheckIndices(said_.moves, {}, report_);
    const auto check = [&](UnitId unit) {
      if (unit.value() < own_.size()) return;
      if (ok) {
        report_.violations.push_back({.fault = MoveFault::kIndexOutOfRange});
      }
      ok = false;
    };
    for (const FreedUnit& of : said_.units) check(of.unit);
    for (const FreeChoice& of : said_.choices) {
      for (const UnitId unit : of.units) check(unit);
    }
    return ok;
  }

  std::set<std::uint32_t> CheckFreed() {
    std::set<std::uint32_t> freed;
    for (const FreedUnit& of : said_.units) {
      const std::uint32_t u = of.unit.value();
      if (!freed.empty() && u <= *freed.rbegin()) {
        Fail(MoveFault::kWrongOrder, u);
      }
      freed.insert(u);
      if (!can_be_freed_[u]) {
        Fail(MoveFault::kCannotBeFreed, u);
        continue;
      }
      std::int64_t rooms = 0;
      for (const std::uint32_t r : facts_.rooms_of(u)) {
        rooms += facts_.room(r).state != RoomState::kOut;
      }
      if (of.cohort.value() != *house_.CohortsOn(u).begin() ||
          of.people != people_on_[u] || of.rooms != rooms) {
        Fail(MoveFault::kWrongFreedUnit, u);
      }
    }
    return freed;
  }

  void CheckMoves(const std::set<std::uint32_t>& freed) {
    std::set<std::uint32_t> groups;
    std::vector<bool> leave(facts_.problem().rooms.size(), false);
    for (const std::uint32_t u : freed) {
      groups.insert(groups_on_[u].begin(), groups_on_[u].end());
      for (const std::uint32_t r : facts_.rooms_of(u)) leave[r] = true;
    }
    house_.Ask({groups.begin(), groups.end()});
    house_.Carry(said_.moves, {}, leave, report_);
    house_.CheckRules(report_);
    house_.CheckSubstitutions(said_.moves, said_.substitutions, report_);
    for (const auto& [room, those] : house_.after()) {
      const Group& group = facts_.groups()[*those.begin()];
      const std::uint32_t u = house_.UnitOf(room);
      MoveViolation violation{.fault = MoveFault::kNotOwnUnit,
                              .party = PartyId(group.party),
                              .room = RoomId(room)};
      if (!own_[u] || freed.contains(u) ||
          *house_.CohortsOn(u).begin() != house_.CohortOf(group)) {
        report_.violations.push_back(violation);
      }
      violation.fault = MoveFault::kRoomTaken;
      if (!house_.IsEmpty(room)) report_.violations.push_back(violation);
    }
  }

  // --- Choices. ---

  void CheckChoice(std::size_t n) {
    const FreeChoice& of = said_.choices[n];
    std::set<std::uint32_t> units;
    std::int64_t people = 0;
    bool ok = of.units.size() == n + 1 && std::ranges::is_sorted(of.units);
    for (const UnitId unit : of.units) {
      ok = ok && units.insert(unit.value()).second &&
           can_be_freed_[unit.value()];
      people += people_on_[unit.value()];
    }
    if (!ok || !HasRooms(units)) {
      report_.violations.push_back(
          {.fault = MoveFault::kWrongChoice, .choice = n});
    }
    if (of.moved.value != people) {
      report_.violations.push_back({.fault = MoveFault::kWrongValue,
                                    .choice = n,
                                    .said = of.moved.value,
                                    .found = people});
    }
    if (of.moved.bound > of.moved.value || of.moved.bound < 0) {
      report_.violations.push_back({.fault = MoveFault::kBoundBeyondValue,
                                    .choice = n,
                                    .said = of.moved.bound,
                                    .found = people});
    }
  }

  bool HasRooms(const std::set<std::uint32_t>& freed) {
    return std::ranges::all_of(units_of_, [&](const auto& of) {
      int tries = kMaxTries;
      return HasRooms(of.second, freed, tries);
    });
  }

  // Rooms for all of one cohort who would leave; true if that takes too long to
  // tell.
  bool HasRooms(const Indices& units, const std::set<std::uint32_t>& freed,
                int& tries) {
    Indices singles, large, rooms, to;
    for (const std::uint32_t u : units) {
      if (!freed.contains(u)) {
        rooms.insert(rooms.end(), empties_on_[u].begin(), empties_on_[u].end());
        to.push_back(u);
        continue;
      }
      for (const std::uint32_t g : groups_on_[u]) {
        (facts_.groups()[g].too_large ? large : singles).push_back(g);
      }
    }
    if (singles.size() > rooms.size()) return false;
    if (singles.empty() && large.empty()) return true;
    return HasRoomsFor(singles, large, to, rooms, tries);
  }

  // Adjacent rooms for the last of `large`, then for the others.
  bool HasRoomsFor(const Indices& singles, Indices large, const Indices& units,
                   const Indices& rooms, int& tries) {
    if (static_cast<std::int64_t>(singles.size()) >
        MostHoused(house_, singles, rooms, false, false)) {
      return false;
    }
    if (large.empty() || --tries <= 0) return true;
    const Group& group = facts_.groups()[large.back()];
    large.pop_back();
    const std::set<std::uint32_t> usable(rooms.begin(), rooms.end());
    for (const std::uint32_t u : units) {
      const auto runs = facts_.Runs(
          group.party, u, [&](std::uint32_t r) { return usable.contains(r); },
          false);
      for (const Indices& run : runs) {
        Indices rest;
        std::ranges::copy_if(
            rooms, std::back_inserter(rest),
            [&](std::uint32_t r) { return std::ranges::count(run, r) == 0; });
        if (HasRoomsFor(singles, large, units, rest, tries)) return true;
      }
    }
    return false;
  }

  void CheckValues(const std::set<std::uint32_t>& freed) {
    const auto fail = [&](MoveFault fault, std::int64_t said,
                          std::int64_t found) {
      report_.violations.push_back(
          {.fault = fault, .said = said, .found = found});
    };
    if (said_.moved.value != house_.moved()) {
      fail(MoveFault::kWrongValue, said_.moved.value, house_.moved());
    }
    if (said_.moved.bound > said_.moved.value || said_.moved.bound < 0) {
      fail(MoveFault::kBoundBeyondValue, said_.moved.bound, house_.moved());
    }
    if (options_.most_people && house_.moved() > *options_.most_people) {
      fail(MoveFault::kTooManyMoved, house_.moved(), *options_.most_people);
    }
    const auto units = static_cast<std::int64_t>(freed.size());
    const auto choices = static_cast<std::int64_t>(said_.choices.size());
    if (said_.most_units < units) {
      fail(MoveFault::kBoundBeyondValue, said_.most_units, units);
    }
    if (said_.most_choices < choices) {
      fail(MoveFault::kBoundBeyondValue, said_.most_choices, choices);
    }
  }

  // --- Bounds. ---

  void Bound() {
    std::vector<std::int64_t> all = {0};
    for (const auto& [cohort, units] : units_of_) {
      Indices list;
      std::ranges::copy_if(units, std::back_inserter(list),
                           [&](std::uint32_t u) { return can_be_freed_[u]; });
      const std::vector<std::int64_t> least = list.size() <= kMaxEnumerated
                                                  ? Enumerate(units, list)
                                                  : CountRooms(units, list);
      std::vector<std::int64_t> sum(all.size() + least.size() - 1, kNever);
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t k = 0; k < least.size(); ++k) {
          sum[i + k] = std::min(sum[i + k], all[i] + least[k]);
        }
      }
      all = std::move(sum);
    }
    report_.own_bounds = all;
    CompareBounds();
  }

  void CompareBounds() {
    const std::vector<std::int64_t>& own = report_.own_bounds;
    std::int64_t most = 0;
    for (std::size_t k = 0; k < own.size(); ++k) {
      if (!options_.most_people || own[k] <= *options_.most_people) {
        most = static_cast<std::int64_t>(k);
      }
    }
    bool shown =
        said_.most_units >= most &&
        said_.most_choices >= static_cast<std::int64_t>(own.size()) - 1;
    const auto shows = [&](std::size_t units, std::int64_t bound) {
      return units >= own.size() || bound <= own[units];
    };
    shown = shown && shows(said_.units.size(), said_.moved.bound);
    for (std::size_t n = 0; n < said_.choices.size(); ++n) {
      shown = shown && shows(n + 1, said_.choices[n].moved.bound);
    }
    report_.bounds_shown = shown;
  }

  // All sets of units.
  std::vector<std::int64_t> Enumerate(const Indices& units,
                                      const Indices& list) {
    std::vector<std::int64_t> least(list.size() + 1, kNever);
    int tries = kMaxTries;
    for (std::uint32_t mask = 0; mask < 1U << list.size(); ++mask) {
      std::set<std::uint32_t> freed;
      std::int64_t people = 0;
      for (std::size_t n = 0; n < list.size(); ++n) {
        if ((mask >> n & 1) == 0) continue;
        freed.insert(list[n]);
        people += people_on_[list[n]];
      }
      if (people >= least[freed.size()]) continue;
      if (!HasRooms(units, freed, tries)) continue;
      least[freed.size()] = people;
    }
    while (least.back() == kNever) least.pop_back();
    return least;
  }

  // Whoever leaves needs a room each, and the empty rooms of what is left are
  // gone: the fewest people for each number of units and of rooms that takes.
  std::vector<std::int64_t> CountRooms(const Indices& units,
                                       const Indices& list) {
    std::size_t rooms = 0;
    for (const std::uint32_t u : units) rooms += empties_on_[u].size();
    std::vector<std::size_t> loads;
    for (const std::uint32_t u : list) {
      loads.push_back(empties_on_[u].size() + groups_on_[u].size());
    }
    std::size_t most = 0;
    std::vector<std::size_t> sorted = loads;
    std::ranges::sort(sorted);
    for (std::size_t sum = 0; most < sorted.size(); ++most) {
      sum += sorted[most];
      if (sum > rooms) break;
    }
    if (list.size() * most * rooms > kMaxTable) return LightestOf(list, most);
    std::vector<std::vector<std::int64_t>> table(
        most + 1, std::vector<std::int64_t>(rooms + 1, kNever));
    table[0].assign(rooms + 1, 0);
    for (std::size_t n = 0; n < list.size(); ++n) {
      for (std::size_t k = most; k > 0; --k) {
        for (std::size_t room = rooms + 1; room-- > loads[n];) {
          const std::int64_t before = table[k - 1][room - loads[n]];
          if (before == kNever) continue;
          table[k][room] =
              std::min(table[k][room], before + people_on_[list[n]]);
        }
      }
    }
    std::vector<std::int64_t> least;
    for (const auto& of : table) least.push_back(of[rooms]);
    return least;
  }

  std::vector<std::int64_t> LightestOf(const Indices& list, std::size_t most) {
    std::vector<std::int64_t> people;
    for (const std::uint32_t u : list) people.push_back(people_on_[u]);
    std::ranges::sort(people);
    std::vector<std::int64_t> least = {0};
    for (std::size_t k = 0; k < most; ++k) {
      least.push_back(least.back() + people[k]);
    }
    return least;
  }

  const FreeOptions& options_;
  const Freeing& said_;
  House house_;
  const Facts& facts_;
  // By unit.
  std::vector<std::int64_t> people_on_;
  std::vector<Indices> groups_on_, empties_on_;
  std::vector<bool> can_be_freed_, own_;
  std::set<std::uint32_t> stuck_;
  std::map<std::uint32_t, Indices> units_of_;  // own, by cohort
  MovesReport report_;
};

}  // namespace
}  // namespace verify

absl::StatusOr<MovesReport> VerifyFreeing(const Problem& problem,
                                          const std::vector<Inside>& inside,
                                          const FreeOptions& options,
                                          const Freeing& freeing) {
  QUARANTA_RETURN_IF_ERROR(verify::CheckArguments(problem, inside, options));
  return verify::FreeingVerifier(problem, inside, options, freeing).Run();
}

}  // namespace quaranta::place
