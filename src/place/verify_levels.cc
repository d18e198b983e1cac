#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "place/verify_parts.h"

namespace quaranta::place::verify {
namespace {

// The levels that the plan should have, with their values.
std::vector<Level> ExpectedLevels(const Facts& facts, const Plan& plan) {
  const Problem& problem = facts.problem();
  std::map<std::int32_t, std::int64_t> unplaced;
  std::int32_t last_class = 0;
  for (const Party& party : problem.parties) {
    last_class = std::max(last_class, party.priority);
  }
  for (std::int32_t k = 0; k <= last_class; ++k) unplaced[k] = 0;
  for (const Party& party : problem.parties) {
    unplaced[party.priority] += static_cast<std::int64_t>(party.people.size());
  }
  std::map<std::int32_t, std::set<std::uint32_t>, std::greater<>> opened;
  for (const Site& site : problem.sites) opened[site.tier];
  std::set<std::uint32_t> floors;
  std::int64_t substitutes = 0, refilled = 0, special = 0, distance = 0;
  std::map<PartyId, std::map<UnitId, std::int64_t>> spread;
  for (const Assignment& of : plan.assignments) {
    const std::uint32_t r = of.room.value();
    const Party& party = facts.party(of.party.value());
    const auto people = static_cast<std::int64_t>(of.people.size());
    const std::uint32_t site = facts.unit_of(r).site.value();
    unplaced[party.priority] -= people;
    if (!facts.site_of(r).open) opened[facts.site_of(r).tier].insert(site);
    if (!facts.unit_of(r).holder) floors.insert(facts.room(r).unit.value());
    Features unused = facts.room(r).features & problem.special_features;
    for (const std::uint32_t i : of.people) {
      substitutes +=
          std::popcount(party.people[i].needs & ~facts.room(r).features);
      unused &= ~party.people[i].needs;
    }
    special += unused != 0 ? 1 : 0;
    if (facts.room(r).state == RoomState::kRefillable) refilled += people;
    if (!party.distance.empty()) distance += people * party.distance[site];
    if (party.lodging == Lodging::kApart) {
      spread[of.party][facts.room(r).unit] += people;
    }
  }
  std::int64_t apart = 0;
  for (const auto& [party, units] : spread) {
    std::int64_t most = 0;
    for (const auto& [unit, people] : units) {
      most = std::max(most, people);
      apart += people;
    }
    apart -= most;
  }
  std::vector<Level> levels;
  for (const auto& [key, value] : unplaced) {
    levels.push_back({LevelName::kUnplaced, key + 1, key, value});
  }
  int part = 0;
  for (const auto& [tier, sites] : opened) {
    levels.push_back({LevelName::kNewSites, ++part, tier,
                      static_cast<std::int64_t>(sites.size())});
  }
  levels.push_back({LevelName::kSubstitutes, 1, 0, substitutes});
  levels.push_back(
      {LevelName::kNewFloors, 1, 0, static_cast<std::int64_t>(floors.size())});
  levels.push_back({LevelName::kPreferences, 1, 0, refilled});
  levels.push_back({LevelName::kPreferences, 2, 0, apart});
  levels.push_back({LevelName::kSpecialRooms, 1, 0, special});
  levels.push_back({LevelName::kDistance, 1, 0, distance});
  return levels;
}

}  // namespace

std::vector<Level> CheckLevels(const Facts& facts, const Plan& plan,
                               Report& report) {
  std::vector<Level> expected = ExpectedLevels(facts, plan);
  const auto fail = [&](Fault fault, std::size_t i, std::int64_t said,
                        std::int64_t found) {
    report.violations.push_back(
        {.fault = fault, .level = i, .said = said, .found = found});
  };
  if (plan.levels.size() != expected.size()) {
    report.violations.push_back(
        {.fault = Fault::kWrongLevels,
         .said = static_cast<std::int64_t>(plan.levels.size()),
         .found = static_cast<std::int64_t>(expected.size())});
    return expected;
  }
  bool proven = true;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Level& level = plan.levels[i];
    if (level.name != expected[i].name || level.part != expected[i].part ||
        level.key != expected[i].key) {
      report.violations.push_back({.fault = Fault::kWrongLevels, .level = i});
      continue;
    }
    if (level.value != expected[i].value) {
      fail(Fault::kWrongValue, i, level.value, expected[i].value);
    }
    if (level.bound > level.value) {
      fail(Fault::kBoundAboveValue, i, level.bound, level.value);
    }
    const bool met = level.bound >= level.value;
    const LevelStatus status = !met     ? LevelStatus::kFeasible
                               : proven ? LevelStatus::kOptimal
                                        : LevelStatus::kConditional;
    if (level.status != status) {
      report.violations.push_back({.fault = Fault::kWrongStatus, .level = i});
    }
    proven = proven && met;
  }
  return expected;
}

}  // namespace quaranta::place::verify
