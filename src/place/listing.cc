#include "place/listing.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "place/explain.h"
#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

// By party, then room: parties are many and mostly have one.
std::vector<const Stay*> InOrder(const Model& model, const Housing& housing) {
  std::vector<std::uint32_t> next(model.problem->parties.size() + 1, 0);
  for (const auto& stays : housing.stays) {
    for (const Stay& stay : stays) ++next[stay.party + 1];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  const std::vector<std::uint32_t> first = next;
  std::vector<const Stay*> order(first.back());
  for (const auto& stays : housing.stays) {
    for (const Stay& stay : stays) order[next[stay.party]++] = &stay;
  }
  for (std::size_t p = 0; p + 1 < first.size(); ++p) {
    if (first[p + 1] - first[p] < 2) continue;
    std::ranges::sort(
        order.begin() + first[p], order.begin() + first[p + 1], {},
        [&](const Stay* stay) { return model.rooms[stay->room].id; });
  }
  return order;
}

// The needs of its people that the room lacks.
void ListMissing(const Model& model, const Stay& stay, Plan& plan) {
  const Party& party = model.problem->parties[stay.party];
  const OfferedRoom& room = model.rooms[stay.room];
  for (const std::uint32_t person : stay.people) {
    const Features missing = party.people[person].needs & ~room.features;
    if (missing == 0) continue;
    plan.substitutions.push_back(
        {PartyId(stay.party), person, room.id, missing});
  }
}

// What the stays cost: cohort by cohort their rooms are near each other.
RoomCost ListSubstitutions(const Model& model, const Housing& housing,
                           Plan& plan) {
  RoomCost cost;
  for (const auto& stays : housing.stays) {
    for (const Stay& stay : stays) {
      const RoomCost of = CostOf(model, stay);
      cost = cost + of;
      if (of.substitutes > 0) ListMissing(model, stay, plan);
    }
    if (model.has_apart) cost.apart += CountApart(model, stays);
  }
  std::ranges::sort(plan.substitutions, {}, [](const Substitution& of) {
    return std::pair(of.party, of.person);
  });
  return cost;
}

void ListAssignments(const Model& model, const Housing& housing, Plan& plan) {
  const std::vector<const Stay*> stays = InOrder(model, housing);
  plan.assignments.reserve(stays.size());
  for (const Stay* stay : stays) {
    const OfferedRoom& room = model.rooms[stay->room];
    plan.assignments.push_back({PartyId(stay->party),
                                room.id,
                                {stay->people.begin(), stay->people.end()},
                                room.refill});
  }
}

void ListUnitsAndSites(const Model& model, const Housing& housing, Plan& plan) {
  std::vector<bool> used_unit(model.units.size(), false);
  std::vector<bool> used_site(model.site_tier.size(), false);
  for (const auto& stays : housing.stays) {
    for (const Stay& stay : stays) {
      const std::uint32_t unit = model.rooms[stay.room].unit;
      used_unit[unit] = true;
      used_site[model.units[unit].site] = true;
    }
  }
  for (std::size_t u = 0; u < used_unit.size(); ++u) {
    if (used_unit[u] && model.units[u].holder == kNone) {
      plan.taken_units.push_back({UnitId(u), CohortId(housing.unit_cohort[u])});
    }
  }
  const std::vector<bool> opened =
      OpenedWith(*model.problem, model.site_on_offer, used_site);
  for (std::size_t s = 0; s < opened.size(); ++s) {
    if (opened[s]) {
      plan.opened_sites.push_back({SiteId(s), model.staff_rooms[s]});
    }
  }
}

void ListLevels(const Model& model, const RoomCost& cost, Plan& plan) {
  std::array<std::int64_t, kMaxClasses> unplaced{};
  for (const Unplaced& entry : plan.unplaced) {
    const Party& party = model.problem->parties[entry.party.value()];
    unplaced[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int64_t>(entry.people.size());
  }
  std::vector<std::int64_t> new_sites(model.tiers.size(), 0);
  for (const OpenedSite& opened : plan.opened_sites) {
    new_sites[model.site_tier[opened.site.value()]] +=
        model.site_cost[opened.site.value()];
  }
  const auto add = [&](LevelName name, int part, std::int32_t key,
                       std::int64_t value) {
    Level level;
    level.name = name;
    level.part = part;
    level.key = key;
    level.value = value;
    plan.levels.push_back(level);
  };
  for (int k = 0; k < model.classes; ++k) {
    add(LevelName::kUnplaced, k + 1, k, unplaced[static_cast<std::size_t>(k)]);
  }
  for (std::size_t t = 0; t < model.tiers.size(); ++t) {
    add(LevelName::kNewSites, static_cast<int>(t) + 1, model.tiers[t],
        new_sites[t]);
  }
  add(LevelName::kSubstitutes, 1, 0, cost.substitutes);
  add(LevelName::kNewFloors, 1, 0,
      static_cast<std::int64_t>(plan.taken_units.size()));
  add(LevelName::kPreferences, 1, 0, cost.refills);
  add(LevelName::kPreferences, 2, 0, cost.apart);
  add(LevelName::kSpecialRooms, 1, 0, cost.special);
  add(LevelName::kDistance, 1, 0, cost.distance);
}

}  // namespace

Plan ListHousing(const Model& model, const Housing& housing) {
  Plan plan;
  plan.unplaced = ExplainUnplaced(model, housing);
  ListUnitsAndSites(model, housing, plan);
  ListAssignments(model, housing, plan);
  const RoomCost cost = ListSubstitutions(model, housing, plan);
  ListLevels(model, cost, plan);
  return plan;
}

}  // namespace quaranta::place::internal
