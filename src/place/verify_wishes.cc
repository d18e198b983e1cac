// The levels of wishes: substitutes, refills, parties on one unit, special
// rooms and distance.
#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

#include "place/verify_bounds.h"
#include "place/verify_cost.h"

namespace quaranta::place::verify {
namespace {

constexpr std::int64_t kMostPairs = 10'000'000;
constexpr std::int64_t kMostLooks = 20'000'000;

}  // namespace

// Units at sites as the plan uses tiers, and only held ones if the plan takes
// no others.
Indices OwnBounder::PlannedUnits() const {
  Indices units = UnitsAt(planned_sites_);
  if (new_floors_ == 0) {
    std::erase_if(units, [&](std::uint32_t u) {
      return !problem_.units[u].holder.has_value();
    });
  }
  return units;
}

// Everybody of the classes that are all placed in the rooms that cost least.
// No value if that would take too long, or if the plan cannot be as it is.
template <class Cost>
std::optional<std::int64_t> OwnBounder::Cheapest(
    std::span<const std::uint32_t> units, const Cost& cost) const {
  std::vector<bool> kept(census_.kinds().size(), false);
  for (std::uint32_t k = 0; k < kept.size(); ++k) {
    kept[k] = AllPlaced(k) && !Kind(k).no_adult && Kind(k).large == kNoIndex;
  }
  const auto cost_of = [&](std::uint32_t kind, std::uint32_t room) {
    return census_.Fits(kind, room)
               ? std::optional(cost(Kind(kind), census_.rooms()[room]))
               : std::nullopt;
  };
  return LeastCost(Keep(kept).pooled, SupplyAt(units), cost_of, kMostLooks);
}

// The weight that must go without `good` rooms if all groups are placed.
template <class Weight, class Good>
std::int64_t OwnBounder::Without(std::span<const std::uint32_t> units,
                                 const Weight& weight, const Good& good) const {
  std::vector<std::int64_t> weights(census_.kinds().size(), 0);
  std::vector<bool> kept(census_.kinds().size(), false);
  for (std::uint32_t k = 0; k < weights.size(); ++k) {
    if (!AllPlaced(k) || Kind(k).no_adult || Kind(k).large != kNoIndex)
      continue;
    weights[k] = weight(Kind(k));
    kept[k] = weights[k] > 0;
  }
  std::int64_t sum = 0;
  std::vector<Demand> demands = Keep(kept).pooled;
  for (Demand& of : demands) {
    of.weight = weights[of.kind];
    sum += of.count * of.weight;
  }
  const Matcher::Fits fits = [&](std::uint32_t kind, std::uint32_t room) {
    return census_.Fits(kind, room) && good(Kind(kind), census_.rooms()[room]);
  };
  return sum - Matcher(fits, kMostPairs).Weight(demands, SupplyAt(units));
}

std::int64_t OwnBounder::Substitutes() const {
  const Indices units = UnitsAt(planned_sites_);
  const auto lacking = [&](const LodgingKind& kind, const auto& room) {
    const Party& party = facts_.party(kind.sample->party);
    std::int64_t sum = 0;
    for (const std::uint32_t i : kind.sample->people) {
      sum += std::popcount(party.people[i].needs & ~room.features);
    }
    return sum;
  };
  const auto least = Cheapest(units, lacking);
  return least ? *least : SubstitutesByFeature(units);
}

// Of those who need a feature as many get it as can be.
std::int64_t OwnBounder::SubstitutesByFeature(const Indices& units) const {
  Features needs = 0;
  for (const LodgingKind& kind : census_.kinds()) needs |= kind.needs;
  std::int64_t missing = 0;
  for (int bit = 0; bit < 64; ++bit) {
    const Features feature = Features{1} << bit;
    if ((needs & feature) == 0) continue;
    const auto need = [&](const LodgingKind& kind) {
      const Party& party = facts_.party(kind.sample->party);
      return std::int64_t{
          std::ranges::count_if(kind.sample->people, [&](std::uint32_t i) {
            return (party.people[i].needs & feature) != 0;
          })};
    };
    missing += Without(units, need, [&](const auto&, const auto& room) {
      return (room.features & feature) != 0;
    });
  }
  return missing;
}

std::int64_t OwnBounder::Refills() const {
  const Indices units = PlannedUnits();
  const auto refilled = [](const LodgingKind& kind, const auto& room) {
    return room.refill ? std::int64_t{kind.people} : 0;
  };
  const auto least = Cheapest(units, refilled);
  if (least) return *least;
  return Without(
      units, [](const LodgingKind& kind) { return std::int64_t{kind.people}; },
      [](const auto&, const auto& room) { return !room.refill; });
}

std::int64_t OwnBounder::SpecialRooms() const {
  const Indices units = PlannedUnits();
  const auto special = [&](const LodgingKind& kind, const auto& room) {
    return std::int64_t{
        (room.features & problem_.special_features & ~kind.needs) != 0};
  };
  const auto least = Cheapest(units, special);
  if (least) return *least;
  return Without(
      units, [](const LodgingKind&) { return std::int64_t{1}; },
      [&](const LodgingKind& kind, const auto& room) {
        return special(kind, room) == 0;
      });
}

std::int64_t OwnBounder::MostTogether(
    const Indices& kinds, std::span<const std::uint32_t> unit_kinds) {
  std::vector<Demand> demands;
  std::int64_t people = 0;
  for (const std::uint32_t k : kinds) {
    demands.push_back({k, kNoIndex, 1, Kind(k).people});
    people += Kind(k).people;
  }
  std::int64_t most = 0;
  for (const std::uint32_t k : unit_kinds) {
    if (most == people) break;
    most = std::max(most, matcher_.Weight(demands, SupplyOf(k)));
  }
  return most;
}

// No unit takes more of a party than can be matched to its rooms.
std::int64_t OwnBounder::Apart() {
  std::set<std::uint32_t> free_kinds;
  std::map<std::uint32_t, std::set<std::uint32_t>> held_kinds;
  for (const std::uint32_t u : PlannedUnits()) {
    const auto& holder = problem_.units[u].holder;
    (holder ? held_kinds[holder->value()] : free_kinds)
        .insert(census_.unit_kind(u));
  }
  const Indices free(free_kinds.begin(), free_kinds.end());
  std::map<Indices, std::int64_t> best;  // on free units
  std::int64_t apart = 0;
  std::size_t group = 0;
  for (std::uint32_t p = 0; p < problem_.parties.size(); ++p) {
    const std::size_t first = group;
    group += facts_.groups_of(p).size();
    const Party& party = facts_.party(p);
    if (party.lodging != Lodging::kApart ||
        unplaced_[static_cast<std::size_t>(party.priority)] != 0) {
      continue;
    }
    Indices kinds;
    std::int64_t people = 0;
    for (std::size_t g = first; g < group; ++g) {
      const std::uint32_t kind = census_.kind_of(g);
      if (Kind(kind).no_adult) continue;
      kinds.push_back(kind);
      people += Kind(kind).people;
    }
    if (kinds.size() < 2) continue;
    std::ranges::sort(kinds);
    const auto [it, added] = best.try_emplace(kinds, 0);
    if (added) it->second = MostTogether(kinds, free);
    std::int64_t most = it->second;
    const auto held = held_kinds.find(party.cohort.value());
    if (held != held_kinds.end() && most < people) {
      most = std::max(most, MostTogether(kinds, Indices(held->second.begin(),
                                                        held->second.end())));
    }
    apart += people - most;
  }
  return apart;
}

// Everyone at the nearest site with a room that would do; the unplaced of a
// class are those with the longest way.
std::int64_t OwnBounder::Distance() const {
  const Indices units = PlannedUnits();
  const auto takes = [&](std::uint32_t kind, std::uint32_t unit) {
    return std::ranges::any_of(
        census_.unit_kinds()[census_.unit_kind(unit)].kinds,
        [&](const KindCount& of) { return census_.Fits(kind, of.kind); });
  };
  // By kind of lodging: sites with free units that would do.
  std::vector<std::optional<std::set<std::uint32_t>>> sites(
      census_.kinds().size());
  std::vector<bool> planned(problem_.units.size(), false);
  for (const std::uint32_t u : units) planned[u] = true;
  std::array<std::vector<std::int64_t>, kMaxClasses> ways;
  for (std::size_t g = 0; g < facts_.groups().size(); ++g) {
    const Group& group = facts_.groups()[g];
    if (group.no_adult) continue;
    const Party& party = facts_.party(group.party);
    const std::uint32_t kind = census_.kind_of(g);
    std::optional<std::int64_t> nearest;
    const auto at = [&](std::uint32_t site) {
      const std::int64_t way = party.distance[site];
      nearest = std::min(nearest.value_or(way), way);
    };
    if (!party.distance.empty()) {
      if (!sites[kind]) {
        sites[kind].emplace();
        for (const std::uint32_t u : units) {
          const Unit& unit = problem_.units[u];
          if (!unit.holder && takes(kind, u)) {
            sites[kind]->insert(unit.site.value());
          }
        }
      }
      std::ranges::for_each(*sites[kind], at);
      for (const std::uint32_t u : facts_.held_by(party.cohort.value())) {
        if (planned[u] && takes(kind, u)) at(problem_.units[u].site.value());
      }
    }
    auto& list = ways[static_cast<std::size_t>(party.priority)];
    list.insert(list.end(), group.people.size(), nearest.value_or(0));
  }
  std::array<std::int64_t, kMaxClasses> people{};
  for (const Party& party : problem_.parties) {
    people[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int64_t>(party.people.size());
  }
  std::int64_t sum = 0;
  for (std::size_t k = 0; k < ways.size(); ++k) {
    std::ranges::sort(ways[k]);
    // A plan that breaks rules may place more or fewer than there are.
    const auto placed = std::clamp<std::int64_t>(
        people[k] - unplaced_[k], 0, static_cast<std::int64_t>(ways[k].size()));
    sum += std::accumulate(ways[k].begin(), ways[k].begin() + placed,
                           std::int64_t{0});
  }
  return sum;
}

}  // namespace quaranta::place::verify
