// Changes of a problem that must not change its plan, at town size.
#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"

namespace quaranta::place {
namespace {

using testing::Builder;
using testing::kAccessible;
using testing::kOxygen;

// 4 sites, 14 floors, 9 cohorts, 150 parties.
Problem Town(std::uint64_t seed) {
  Random random(seed);
  Builder builder;
  for (int s = 0; s < 4; ++s) {
    if (s < 2) {
      builder.OpenSite();
    } else {
      builder.ClosedSite(s, 2);
    }
    const int floors = random.Range(2, 5);
    for (int u = 0; u < floors; ++u) {
      builder.Floor({});
      if (random.Chance(1, 6)) builder.HeldBy(random.Range(0, 8));
      const int rooms = random.Range(6, 16);
      for (int r = 0; r < rooms; ++r) {
        builder.AddRoom(random.Range(1, 3),
                        random.Chance(1, 8) ? kAccessible : 0,
                        random.Chance(1, 20) ? RoomState::kOut
                                             : RoomState::kReady);
      }
    }
  }
  const int parties = random.Range(60, 150);
  for (int p = 0; p < parties; ++p) {
    builder.AddParty(random.Range(0, 8), random.Range(1, 2),
                     random.Chance(1, 5) ? random.Range(1, 2) : 0);
    Party& party = builder.party();
    party.priority = random.Range(0, 2);
    party.substitutable = kAccessible;
    if (random.Chance(1, 12)) party.people[0].needs = kAccessible;
    if (party.people.size() == 2 && random.Chance(1, 2)) {
      party.lodging = Lodging::kApart;
      party.carer_named = true;
    }
    for (int s = 0; s < 4; ++s) party.distance.push_back(random.Range(0, 9));
  }
  builder.problem.special_features = kAccessible;
  builder.problem.cohorts = 9;
  return builder.problem;
}

// Who is where, by names and places rather than by indices.
std::map<std::pair<std::string, std::uint32_t>, std::pair<std::uint32_t, int>>
WhereAll(const Problem& problem, const Plan& plan) {
  std::map<std::pair<std::string, std::uint32_t>,
           std::pair<std::uint32_t, int>>
      where;
  for (const Assignment& of : plan.assignments) {
    const Room& room = problem.rooms[of.room.value()];
    for (const std::uint32_t person : of.people) {
      where[{problem.parties[of.party.value()].name, person}] = {
          room.unit.value(), room.position};
    }
  }
  return where;
}

Plan PlanFor(const Problem& problem, std::uint64_t seed) {
  auto plan = Place(problem, {.seed = seed});
  EXPECT_TRUE(plan.ok()) << plan.status().ToString();
  return plan.ok() ? *std::move(plan) : Plan{};
}

class Metamorphic : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Metamorphic, PlanOfATownPassesTheVerifierAndItsBoundsAreShown) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, GetParam());
  const auto report = Verify(problem, plan);
  ASSERT_TRUE(report.ok());
  for (const Violation& violation : report->violations) {
    ADD_FAILURE() << NameOf(violation.fault);
  }
  for (std::size_t i = 0; i < plan.levels.size(); ++i) {
    // The verifier counts substitutes feature by feature, which is weaker.
    if (plan.levels[i].name == LevelName::kSubstitutes) continue;
    EXPECT_TRUE(report->BoundShown(plan, i)) << NameOf(plan.levels[i].name);
  }
}

TEST_P(Metamorphic, OrderOfPartiesAndRoomsDoesNotMatter) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem shuffled = problem;
  Random random(GetParam());
  random.Shuffle(std::span(shuffled.parties));
  random.Shuffle(std::span(shuffled.rooms));
  const Plan other = PlanFor(shuffled, 5);
  EXPECT_EQ(WhereAll(problem, plan), WhereAll(shuffled, other));
  EXPECT_EQ(plan.levels, other.levels);
}

TEST_P(Metamorphic, NumbersOfCohortsDoNotMatter) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem renamed = problem;
  std::vector<std::uint32_t> number(problem.cohorts);
  std::iota(number.begin(), number.end(), 0U);
  Random(GetParam()).Shuffle(std::span(number));
  for (Party& party : renamed.parties) {
    party.cohort = CohortId(number[party.cohort.value()]);
  }
  for (Unit& unit : renamed.units) {
    if (unit.holder) unit.holder = CohortId(number[unit.holder->value()]);
  }
  EXPECT_EQ(WhereAll(problem, plan), WhereAll(renamed, PlanFor(renamed, 5)));
}

TEST_P(Metamorphic, RoomsOutOfUseAndFeaturesNobodyNeedsChangeNothing) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem more = problem;
  for (Room& room : more.rooms) room.features |= kOxygen;
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    Room room;
    room.unit = UnitId(u);
    room.position = 100;
    room.beds = 4;
    room.state = RoomState::kOut;
    more.rooms.push_back(room);
  }
  const Plan other = PlanFor(more, 5);
  EXPECT_EQ(WhereAll(problem, plan), WhereAll(more, other));
  EXPECT_EQ(plan.levels, other.levels);
}

TEST_P(Metamorphic, MakingARoomLargerNeverHurtsTheBoundOnUnplaced) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem larger = problem;
  for (Room& room : larger.rooms) room.beds += 1;
  const Plan other = PlanFor(larger, 5);
  // Of the first class alone; the later ones depend on the plan before.
  EXPECT_LE(other.levels[0].bound, plan.levels[0].value);
}

INSTANTIATE_TEST_SUITE_P(Towns, Metamorphic,
                         ::testing::Range<std::uint64_t>(1, 13));

}  // namespace
}  // namespace quaranta::place
