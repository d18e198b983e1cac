#include "place/verify_lodge.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <map>

namespace quaranta::place::verify {
namespace {

constexpr std::int64_t kMostDivisions = 50'000;
// A larger table counts as several.
constexpr std::int64_t kStepsPerTable = 4'000;

// The cheapest way to give each row a column of its own; there are at least as
// many columns as rows. Row by row along shortest paths, on which potentials
// keep all costs from being negative.
class Hungarian {
 public:
  explicit Hungarian(const std::vector<std::vector<Ledger>>& cost)
      : cost_(cost),
        rows_(cost.size()),
        columns_(cost.empty() ? 0 : cost[0].size()),
        row_price_(rows_ + 1),
        column_price_(columns_ + 1),
        row_of_(columns_ + 1, 0) {}

  Ledger Least() {
    for (std::size_t row = 1; row <= rows_; ++row) Add(row);
    Ledger sum;
    for (std::size_t j = 1; j <= columns_; ++j) {
      if (row_of_[j] != 0) sum = sum + cost_[row_of_[j] - 1][j - 1];
    }
    return sum;
  }

 private:
  void Add(std::size_t row) {
    std::vector<std::optional<Ledger>> near(columns_ + 1);
    std::vector<std::size_t> from(columns_ + 1, 0);
    std::vector<bool> done(columns_ + 1, false);
    row_of_[0] = row;
    std::size_t at = 0;
    do {
      done[at] = true;
      const std::size_t of = row_of_[at];
      std::size_t next = 0;
      for (std::size_t j = 1; j <= columns_; ++j) {
        if (done[j]) continue;
        const Ledger rest =
            cost_[of - 1][j - 1] - row_price_[of] - column_price_[j];
        if (!near[j] || rest < *near[j]) {
          near[j] = rest;
          from[j] = at;
        }
        if (next == 0 || *near[j] < *near[next]) next = j;
      }
      const Ledger step = *near[next];
      for (std::size_t j = 0; j <= columns_; ++j) {
        if (done[j]) {
          row_price_[row_of_[j]] = row_price_[row_of_[j]] + step;
          column_price_[j] = column_price_[j] - step;
        } else if (near[j]) {
          near[j] = *near[j] - step;
        }
      }
      at = next;
    } while (row_of_[at] != 0);
    while (at != 0) {
      row_of_[at] = row_of_[from[at]];
      at = from[at];
    }
  }

  const std::vector<std::vector<Ledger>>& cost_;
  std::size_t rows_, columns_;
  std::vector<Ledger> row_price_, column_price_;
  std::vector<std::size_t> row_of_;  // by column, from 1; 0: nobody
};

Ledger Times(std::int64_t count, const Ledger& of) {
  return {count * of.first, count * of.wishes};
}

}  // namespace

Scales::Scales(const Facts& facts) {
  const Problem& problem = facts.problem();
  std::array<std::int64_t, kMaxClasses> people{};
  std::int64_t all = 0, lacking = 0, way = 0;
  for (const Party& party : problem.parties) {
    const auto k = static_cast<std::size_t>(party.priority);
    classes_ = std::max(classes_, k + 1);
    const auto count = static_cast<std::int64_t>(party.people.size());
    people[k] += count;
    all += count;
    for (const Person& person : party.people) {
      lacking += std::popcount(person.needs);
    }
    if (party.distance.empty()) continue;
    way += count * std::int64_t{*std::ranges::max_element(party.distance)};
  }
  const auto grow = [&](std::int64_t& scale, std::int64_t most) {
    if (scale > kMost / (most + 1)) usable_ = false;
    if (usable_) scale *= most + 1;
  };
  std::int64_t scale = 1;
  grow(scale, lacking);
  for (std::size_t k = classes_; k-- > 0;) {
    person_[k] = scale;
    grow(scale, people[k]);
  }
  const std::array<std::int64_t, 4> most = {all, all, all, way};
  scale = 1;
  for (std::size_t w = most.size(); w-- > 0;) {
    wish_[w] = scale;
    grow(scale, most[w]);
  }
}

std::int64_t Scales::Unplaced(const Ledger& ledger,
                              std::int32_t priority) const {
  const auto k = static_cast<std::size_t>(priority);
  const std::int64_t rest =
      k == 0 ? ledger.first : ledger.first % person_[k - 1];
  return rest / person_[k];
}

std::int64_t Scales::CountOf(Wish wish, const Ledger& ledger) const {
  const std::int64_t rest =
      wish == 0 ? ledger.wishes : ledger.wishes % wish_[wish - 1U];
  return rest / wish_[wish];
}

Lodger::Lodger(const Facts& facts, const Scales& scales, std::uint32_t cohort,
               const Indices& groups, std::int64_t& tables_left)
    : facts_(facts),
      scales_(scales),
      cohort_(cohort),
      tables_left_(tables_left),
      taken_(facts.problem().rooms.size(), false) {
  std::map<std::uint32_t, int> rooms;  // by party
  for (const std::uint32_t g : groups) {
    const Group& group = facts.groups()[g];
    if (group.no_adult) continue;
    if (group.too_large) {
      large_.push_back(&group);
      ways_.push_back(WaysOf(group));
    } else {
      single_.push_back(&group);
      ++rooms[group.party];
    }
  }
  std::map<std::uint32_t, std::uint32_t> index;
  for (const auto& [party, count] : rooms) {
    if (count < 2) continue;
    index[party] = static_cast<std::uint32_t>(apart_.size());
    apart_.push_back(party);
  }
  for (const Group* group : single_) {
    const auto it = index.find(group->party);
    apart_of_.push_back(it == index.end() ? kNoIndex : it->second);
  }
}

Ledger Lodger::Unplaced(const Group& group) const {
  return Times(static_cast<std::int64_t>(group.people.size()),
               scales_.OnePerson(facts_.party(group.party).priority));
}

Ledger Lodger::CostIn(const Group& group, const Indices& people,
                      std::uint32_t r) const {
  const Party& party = facts_.party(group.party);
  const Room& room = facts_.room(r);
  const auto count = static_cast<std::int64_t>(people.size());
  std::int64_t lacking = 0;
  Features unused = room.features & facts_.problem().special_features;
  for (const std::uint32_t i : people) {
    lacking += std::popcount(party.people[i].needs & ~room.features);
    unused &= ~party.people[i].needs;
  }
  Ledger cost = Times(lacking, scales_.Lacking());
  if (room.state == RoomState::kRefillable) {
    cost = cost + Times(count, scales_.Of(Scales::kRefilled));
  }
  if (unused != 0) cost = cost + scales_.Of(Scales::kSpecial);
  if (!party.distance.empty()) {
    const std::int64_t way = party.distance[facts_.unit_of(r).site.value()];
    cost = cost + Times(count * way, scales_.Of(Scales::kWay));
  }
  return cost;
}

Lodger::Ways Lodger::WaysOf(const Group& group) {
  Ways ways;
  for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
    std::vector<Way> here;
    for (Indices& rooms : facts_.Runs(
             group.party, u,
             [&](std::uint32_t r) { return facts_.OpenTo(r, cohort_); },
             false)) {
      const auto cost = Divide(group, rooms);
      if (cost) here.push_back({std::move(rooms), *cost});
    }
    // A run around another one that costs no more is not needed.
    std::vector<Way> needed;
    for (const Way& way : here) {
      const bool around = std::ranges::any_of(here, [&](const Way& other) {
        return other.rooms.size() < way.rooms.size() &&
               other.cost <= way.cost &&
               std::search(way.rooms.begin(), way.rooms.end(),
                           other.rooms.begin(),
                           other.rooms.end()) != way.rooms.end();
      });
      if (!around) needed.push_back(way);
    }
    if (!needed.empty()) ways.emplace_back(u, std::move(needed));
  }
  return ways;
}

// Person by person into every room with a bed left; at the end nobody is
// missing in a room, nor an adult where one is needed.
std::optional<Ledger> Lodger::Divide(const Group& group, const Indices& rooms) {
  const Party& party = facts_.party(group.party);
  double ways = 1;
  for (std::size_t i = 0; i < party.people.size(); ++i) {
    ways *= static_cast<double>(rooms.size());
  }
  if (ways > static_cast<double>(kMostDivisions)) {
    usable_ = false;
    return std::nullopt;
  }
  std::optional<Ledger> best;
  std::vector<Indices> in(rooms.size());
  const std::function<void(std::uint32_t)> put = [&](std::uint32_t person) {
    if (person < party.people.size()) {
      for (std::size_t n = 0; n < rooms.size(); ++n) {
        if (static_cast<std::int64_t>(in[n].size()) ==
                facts_.room(rooms[n]).beds ||
            !facts_.Equipped(group.party, {person}, rooms[n])) {
          continue;
        }
        in[n].push_back(person);
        put(person + 1);
        in[n].pop_back();
      }
      return;
    }
    Ledger sum;
    for (std::size_t n = 0; n < rooms.size(); ++n) {
      const bool in_order =
          party.carer_named ? !in[n].empty()
                            : std::ranges::any_of(in[n], [&](std::uint32_t i) {
                                return !party.people[i].minor;
                              });
      if (!in_order) return;
      sum = sum + CostIn(group, in[n], rooms[n]);
    }
    best = best ? std::min(*best, sum) : sum;
  };
  put(0);
  return best;
}

bool Lodger::HasUseFor(std::uint32_t unit) const {
  return std::ranges::any_of(
             ways_,
             [&](const Ways& ways) {
               return std::ranges::any_of(
                   ways, [&](const auto& at) { return at.first == unit; });
             }) ||
         std::ranges::any_of(single_, [&](const Group* group) {
           return std::ranges::any_of(
               facts_.rooms_of(unit), [&](std::uint32_t r) {
                 return facts_.OpenTo(r, cohort_) &&
                        facts_.Suits(group->party, group->people, r);
               });
         });
}

std::optional<Ledger> Lodger::Best(const Indices& units, bool all) {
  units_ = units;
  const auto held = facts_.held_by(cohort_.value());
  units_.insert(units_.end(), held.begin(), held.end());
  rooms_.clear();
  for (const std::uint32_t u : units_) {
    for (const std::uint32_t r : facts_.rooms_of(u)) {
      if (facts_.OpenTo(r, cohort_)) rooms_.push_back(r);
    }
  }
  all_ = all;
  home_.assign(apart_.size(), kNoIndex);
  best_.reset();
  return TryLarge(0, {}) ? best_ : std::nullopt;
}

// In each way with rooms that are left, or not at all.
bool Lodger::TryLarge(std::size_t large, const Ledger& so_far) {
  if (large == large_.size()) return TryHomes(0, so_far);
  for (const auto& [unit, ways] : ways_[large]) {
    if (std::ranges::find(units_, unit) == units_.end()) continue;
    for (const Way& way : ways) {
      const auto taken = [&](std::uint32_t r) -> bool { return taken_[r]; };
      if (std::ranges::any_of(way.rooms, taken)) continue;
      for (const std::uint32_t r : way.rooms) taken_[r] = true;
      const bool goes_on = TryLarge(large + 1, so_far + way.cost);
      for (const std::uint32_t r : way.rooms) taken_[r] = false;
      if (!goes_on) return false;
    }
  }
  return TryLarge(large + 1, so_far + Unplaced(*large_[large]));
}

bool Lodger::TryHomes(std::size_t party, const Ledger& so_far) {
  if (!all_ || party == apart_.size() || units_.empty()) return Solve(so_far);
  for (const std::uint32_t u : units_) {
    home_[party] = u;
    if (!TryHomes(party + 1, so_far)) return false;
  }
  return true;
}

// Of rooms that are alike no more than there are groups.
Indices Lodger::RoomsLeft() const {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> alike;
  Indices rooms;
  for (const std::uint32_t r : rooms_) {
    if (taken_[r]) continue;
    const std::uint32_t unit = all_ ? facts_.room(r).unit.value() : 0;
    if (++alike[{facts_.kind_of(r), unit}] <= single_.size()) {
      rooms.push_back(r);
    }
  }
  return rooms;
}

// A table of rooms, and for each group a place that is none.
bool Lodger::Solve(const Ledger& so_far) {
  if (tables_left_ <= 0) return false;
  const Indices rooms = RoomsLeft();
  const auto rows = static_cast<std::int64_t>(single_.size());
  const auto columns = static_cast<std::int64_t>(rooms.size()) + rows;
  tables_left_ -= 1 + rows * rows * columns / kStepsPerTable;
  std::vector<std::vector<Ledger>> cost;
  for (std::size_t g = 0; g < single_.size(); ++g) {
    const Group& group = *single_[g];
    auto& row = cost.emplace_back();
    for (const std::uint32_t r : rooms) {
      if (!facts_.Suits(group.party, group.people, r)) {
        row.push_back(scales_.Never());
        continue;
      }
      row.push_back(CostIn(group, group.people, r));
      const std::uint32_t apart = apart_of_[g];
      if (all_ && apart != kNoIndex &&
          facts_.room(r).unit.value() != home_[apart]) {
        row.back() =
            row.back() + Times(static_cast<std::int64_t>(group.people.size()),
                               scales_.Of(Scales::kApart));
      }
    }
    row.resize(rooms.size() + single_.size(), Unplaced(group));
  }
  Ledger sum = so_far + Hungarian(cost).Least();
  if (!all_) sum.wishes = 0;
  best_ = best_ ? std::min(*best_, sum) : sum;
  return true;
}

}  // namespace quaranta::place::verify
