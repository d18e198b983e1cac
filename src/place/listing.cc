#include "place/listing.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "place/explain.h"
#include "place/staff.h"
#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

void ListStays(const Model& model, const Housing& housing, Plan& plan) {
  for (const Stay& stay : housing.stays) {
    const OfferedRoom& room = model.rooms[stay.room];
    plan.assignments.push_back(
        {PartyId(stay.party), room.id, stay.people, room.refill});
    const Party& party = model.problem->parties[stay.party];
    for (const std::uint32_t person : stay.people) {
      const Features missing = party.people[person].needs & ~room.features;
      if (missing != 0) {
        plan.substitutions.push_back(
            {PartyId(stay.party), person, room.id, missing});
      }
    }
  }
  std::ranges::sort(plan.assignments, {}, [](const Assignment& assignment) {
    return std::pair(assignment.party, assignment.room);
  });
  std::ranges::sort(plan.substitutions, {}, [](const Substitution& of) {
    return std::pair(of.party, of.person);
  });
}

void ListUnitsAndSites(const Model& model, const Housing& housing, Plan& plan) {
  std::vector<bool> used_unit(model.units.size(), false);
  std::vector<bool> used_site(model.site_tier.size(), false);
  for (const Stay& stay : housing.stays) {
    const std::uint32_t unit = model.rooms[stay.room].unit;
    used_unit[unit] = true;
    used_site[model.units[unit].site] = true;
  }
  for (std::size_t u = 0; u < used_unit.size(); ++u) {
    if (used_unit[u] && model.units[u].holder == kNone) {
      plan.taken_units.push_back({UnitId(u), CohortId(housing.unit_cohort[u])});
    }
  }
  std::vector<std::vector<RoomId>> staff = AllStaffRooms(*model.problem);
  const std::vector<bool> opened =
      OpenedWith(*model.problem, model.site_on_offer, used_site);
  for (std::size_t s = 0; s < opened.size(); ++s) {
    if (opened[s]) {
      plan.opened_sites.push_back({SiteId(s), std::move(staff[s])});
    }
  }
}

void ListLevels(const Model& model, const Housing& housing, Plan& plan) {
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
  RoomCost cost;
  for (const Stay& stay : housing.stays) {
    cost =
        cost + CostOf(model, stay.party, stay.people, model.rooms[stay.room]);
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
  add(LevelName::kPreferences, 2, 0, CountApart(model, housing.stays));
  add(LevelName::kSpecialRooms, 1, 0, cost.special);
  add(LevelName::kDistance, 1, 0, cost.distance);
}

}  // namespace

Plan ListHousing(const Model& model, const Housing& housing) {
  Plan plan;
  ListStays(model, housing, plan);
  ListUnitsAndSites(model, housing, plan);
  plan.unplaced = ExplainUnplaced(model, housing);
  ListLevels(model, housing, plan);
  return plan;
}

}  // namespace quaranta::place::internal
