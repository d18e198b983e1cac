#include "place/small.h"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>
#include <limits>
#include <span>
#include <utility>

#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

constexpr std::size_t kMostFreeUnits = 12;
// Pairs of an entry of the table and a choice looked at.
constexpr std::size_t kMostPairs = 1'500'000;
// What `Verify`, which goes through the same ways, can count in one number.
constexpr std::int64_t kMostInOne = std::int64_t{1} << 47;

// Whether people by class with features lacking, and all wishes, stay small.
bool CountsAreSmall(const Problem& problem) {
  std::array<std::int64_t, kMaxClasses> people{};
  std::int64_t all = 0, way = 0, lacking = 0;
  for (const Party& party : problem.parties) {
    const auto count = static_cast<std::int64_t>(party.people.size());
    people[static_cast<std::size_t>(party.priority)] += count;
    all += count;
    for (const Person& person : party.people) {
      lacking += std::popcount(person.needs);
    }
    if (party.distance.empty()) continue;
    way += count * *std::ranges::max_element(party.distance);
  }
  const auto small = [](std::initializer_list<std::int64_t> most,
                        std::span<const std::int64_t> more) {
    std::int64_t product = 1;
    for (const auto& list : {std::span<const std::int64_t>(most), more}) {
      for (const std::int64_t of : list) {
        if (product > kMostInOne / (of + 1)) return false;
        product *= of + 1;
      }
    }
    return true;
  };
  return small({lacking}, people) && small({all, all, all, way}, {});
}

}  // namespace

bool SmallSearch::FindFreeUnits() {
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    if (unit.usable && unit.holder == kNone && unit.room_count > 0) {
      free_.push_back(u);
    }
  }
  return free_.size() <= kMostFreeUnits;
}

std::vector<std::uint32_t> SmallSearch::UnitsOf(UnitMask mask) const {
  std::vector<std::uint32_t> units;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    if ((mask >> i & 1U) != 0) units.push_back(free_[i]);
  }
  return units;
}

// Sets on which the cohort does better than on any of their subsets. Once it
// does as well as with all units there is no such set around.
bool SmallSearch::FindChoices(SmallCohort& cohort, UnitMask usable,
                              std::vector<Choice>& choices) {
  const auto all = cohort.Best(UnitsOf(usable), false, nullptr);
  if (!all) return false;
  std::vector<std::optional<SmallWorth>> first(std::size_t{usable} + 1);
  for (UnitMask mask = 0;; mask = (mask - usable) & usable) {
    bool useful = true;
    std::optional<SmallWorth> least;  // without some unit
    for (UnitMask rest = mask; rest != 0; rest &= rest - 1) {
      const UnitMask without = mask ^ (rest & (~rest + 1));
      useful = useful && first[without] > *all;
      if (!least || *first[without] < *least) least = first[without];
    }
    if (useful) {
      first[mask] = cohort.Best(UnitsOf(mask), false, nullptr);
      if (!first[mask]) return false;
      useful = !least || *first[mask] < *least;
    } else {
      first[mask] = all;
    }
    if (useful) {
      const auto worth = cohort.Best(UnitsOf(mask), true, nullptr);
      if (!worth) return false;
      choices.push_back({mask, *worth});
    }
    if (mask == usable) return true;
  }
}

bool SmallSearch::AddCohort(const std::vector<Choice>& choices) {
  if (table_.size() * choices.size() > kMostPairs) return false;
  std::vector<Entry> next(table_.size());
  auto& taken_by = taken_by_.emplace_back(table_.size(), 0);
  for (UnitMask mask = 0; mask < table_.size(); ++mask) {
    if (!table_[mask].reached) continue;
    for (const Choice& of : choices) {
      if ((mask & of.units) != 0) continue;
      const SmallWorth worth = table_[mask].worth + of.worth;
      Entry& to = next[mask | of.units];
      if (to.reached && !(worth < to.worth)) continue;
      to = {true, worth};
      taken_by[mask | of.units] = of.units;
    }
  }
  table_ = std::move(next);
  return true;
}

SmallSearch::Objective SmallSearch::ObjectiveOf(UnitMask taken,
                                                const SmallWorth& worth) const {
  Objective objective(worth.unplaced.begin(), worth.unplaced.end());
  std::vector<bool> used(model_.site_tier.size(), false);
  for (const std::uint32_t u : UnitsOf(taken))
    used[model_.units[u].site] = true;
  const std::vector<bool> opened =
      OpenedWith(*model_.problem, model_.site_on_offer, used);
  const std::size_t tiers = objective.size();
  objective.resize(tiers + model_.tiers.size(), 0);
  for (std::size_t s = 0; s < opened.size(); ++s) {
    if (opened[s])
      objective[tiers + model_.site_tier[s]] += model_.site_cost[s];
  }
  const RoomCost& cost = worth.cost;
  objective.insert(objective.end(),
                   {cost.substitutes, std::popcount(taken), cost.refills,
                    cost.apart, cost.special, cost.distance});
  return objective;
}

std::optional<std::vector<CohortHousing>> SmallSearch::Run() {
  if (!FindFreeUnits() || !CountsAreSmall(*model_.problem)) {
    return std::nullopt;
  }
  table_.resize(std::size_t{1} << free_.size());
  table_[0].reached = true;
  std::vector<SmallCohort> cohorts;
  for (const std::uint32_t c : model_.cohort_order) {
    SmallCohort& cohort = cohorts.emplace_back(model_, c, evaluations_left_);
    if (!cohort.usable()) return std::nullopt;
    UnitMask usable = 0;
    for (std::size_t i = 0; i < free_.size(); ++i) {
      if (cohort.MayUse(free_[i])) usable |= UnitMask{1} << i;
    }
    std::vector<Choice> choices;
    if (!FindChoices(cohort, usable, choices) || !AddCohort(choices)) {
      return std::nullopt;
    }
  }
  std::optional<Objective> best;
  UnitMask taken = 0;
  for (UnitMask mask = 0; mask < table_.size(); ++mask) {
    if (!table_[mask].reached) continue;
    Objective objective = ObjectiveOf(mask, table_[mask].worth);
    if (best && *best <= objective) continue;
    best = std::move(objective);
    taken = mask;
  }
  std::vector<CohortHousing> housings(model_.cohorts.size());
  evaluations_ = limit_ - evaluations_left_;
  evaluations_left_ = std::numeric_limits<std::int64_t>::max();
  for (std::size_t n = cohorts.size(); n-- > 0;) {
    const UnitMask own = taken_by_[n][taken];
    static_cast<void>(
        cohorts[n].Best(UnitsOf(own), true, &housings[model_.cohort_order[n]]));
    taken ^= own;
  }
  return housings;
}

}  // namespace quaranta::place::internal
