#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "place/verify_parts.h"

namespace quaranta::place::verify {
namespace {

// Sums over the assignments.
struct Sums {
  std::map<std::int32_t, std::int64_t> placed;  // by priority class
  std::set<std::uint32_t> sites;                // opened
  std::set<std::uint32_t> floors;               // taken
  std::int64_t substitutes = 0;
  std::int64_t refilled = 0;
  std::int64_t special = 0;
  std::int64_t distance = 0;
  // Of each kApart party, people by unit.
  std::map<PartyId, std::map<UnitId, std::int64_t>> spread;
};

void Add(const Facts& facts, const Assignment& of, Sums& sums) {
  const std::uint32_t r = of.room.value();
  const Room& room = facts.room(r);
  const Party& party = facts.party(of.party.value());
  const auto people = static_cast<std::int64_t>(of.people.size());
  const std::uint32_t site = facts.unit_of(r).site.value();
  sums.placed[party.priority] += people;
  if (!facts.site_of(r).open) sums.sites.insert(site);
  if (!facts.unit_of(r).holder) sums.floors.insert(room.unit.value());
  Features unused = room.features & facts.problem().special_features;
  for (const std::uint32_t i : of.people) {
    sums.substitutes += std::popcount(party.people[i].needs & ~room.features);
    unused &= ~party.people[i].needs;
  }
  sums.special += unused != 0 ? 1 : 0;
  if (room.state == RoomState::kRefillable) sums.refilled += people;
  if (!party.distance.empty()) sums.distance += people * party.distance[site];
  if (party.lodging == Lodging::kApart) {
    sums.spread[of.party][room.unit] += people;
  }
}

std::int64_t Apart(const Sums& sums) {
  std::int64_t apart = 0;
  for (const auto& [party, units] : sums.spread) {
    std::int64_t most = 0;
    for (const auto& [unit, people] : units) {
      most = std::max(most, people);
      apart += people;
    }
    apart -= most;
  }
  return apart;
}

// The levels that the plan should have, with their values.
std::vector<Level> ExpectedLevels(const Facts& facts, const Plan& plan) {
  Sums sums;
  for (const Assignment& of : plan.assignments) Add(facts, of, sums);
  std::int32_t last_class = 0;
  std::map<std::int32_t, std::int64_t> people;
  for (const Party& party : facts.problem().parties) {
    last_class = std::max(last_class, party.priority);
    people[party.priority] += static_cast<std::int64_t>(party.people.size());
  }
  std::map<std::int32_t, std::int64_t, std::greater<>> tiers;
  for (std::uint32_t s = 0; s < facts.problem().sites.size(); ++s) {
    tiers[facts.KeyOf(s)] = 0;
  }
  for (const std::uint32_t s : facts.OpenedBy(sums.sites)) {
    tiers[facts.KeyOf(s)] += facts.CostOf(s);
  }
  std::vector<Level> levels;
  for (std::int32_t k = 0; k <= last_class; ++k) {
    levels.push_back(
        {LevelName::kUnplaced, k + 1, k, people[k] - sums.placed[k]});
  }
  int part = 0;
  for (const auto& [tier, opened] : tiers) {
    levels.push_back({LevelName::kNewSites, ++part, tier, opened});
  }
  levels.push_back({LevelName::kSubstitutes, 1, 0, sums.substitutes});
  levels.push_back({LevelName::kNewFloors, 1, 0,
                    static_cast<std::int64_t>(sums.floors.size())});
  levels.push_back({LevelName::kPreferences, 1, 0, sums.refilled});
  levels.push_back({LevelName::kPreferences, 2, 0, Apart(sums)});
  levels.push_back({LevelName::kSpecialRooms, 1, 0, sums.special});
  levels.push_back({LevelName::kDistance, 1, 0, sums.distance});
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
