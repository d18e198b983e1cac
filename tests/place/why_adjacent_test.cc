// What people lack who are too many for one room.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "place/verify_facts.h"
#include "place/verify_parts.h"
#include "quaranta/place/place.h"
#include "quaranta/place/why.h"
#include "tests/place/builder.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using testing::Sampler;

using Indices = std::vector<std::uint32_t>;

std::vector<Why> WhyOf(const Problem& problem, const Plan& plan) {
  const auto why = WhyUnplaced(problem, plan);
  EXPECT_THAT(why, IsOk());
  return why.value_or(std::vector<Why>());
}

Why OnlyWhy(const Problem& problem) {
  const auto plan = Place(problem);
  EXPECT_THAT(plan, IsOk());
  if (!plan.ok()) return {};
  const auto answers = WhyOf(problem, *plan);
  EXPECT_EQ(answers.size(), 1U);
  return answers.empty() ? Why() : answers.front();
}

TEST(WhyAdjacentTest, AFamilyTooLargeForOneRoomCountsTheRoomsThatItNeeds) {
  Builder of;
  of.OpenSite().Floor({1, 1, 1, 1});
  for (int i = 0; i < 2; ++i) of.AddParty(0, 1).party().priority = 0;
  of.AddParty(0, 3).party().priority = 1;
  const Why why = OnlyWhy(of.problem);
  ASSERT_TRUE(why.shortage);
  ASSERT_EQ(why.shortage->needing.size(), 3U);
  EXPECT_EQ(why.shortage->needing[0].rooms, 1);
  EXPECT_EQ(why.shortage->needing[2].party, PartyId(2));
  EXPECT_EQ(why.shortage->needing[2].rooms, 3);
  EXPECT_FALSE(why.shortage->needing[2].placed);
  EXPECT_EQ(why.shortage->rooms.size(), 4U);
}

TEST(WhyAdjacentTest, TwoFamiliesForTheOnlyAdjacentRoomsAreBothCounted) {
  Builder of;
  of.OpenSite().Floor({1, 1, 1}).AddParty(0, 2).AddParty(0, 2);
  const Why why = OnlyWhy(of.problem);
  ASSERT_TRUE(why.shortage);
  ASSERT_EQ(why.shortage->needing.size(), 2U);
  EXPECT_EQ(why.shortage->needing[0].rooms + why.shortage->needing[1].rooms, 4);
  EXPECT_NE(why.shortage->needing[0].placed, why.shortage->needing[1].placed);
  EXPECT_EQ(why.shortage->rooms.size(), 3U);
}

TEST(WhyAdjacentTest, RoomsEnoughButNotSideBySideAreNoShortage) {
  Builder of;
  of.OpenSite().Floor({1, 1, 1}).AddParty(0, 1).AddParty(0, 2);
  // A plan that puts the one in the middle.
  Plan plan;
  plan.assignments = {{PartyId(0), RoomId(1), {0}, false}};
  plan.taken_units = {{UnitId(0), CohortId(0)}};
  plan.unplaced.push_back({PartyId(1), {0, 1}, Reason::kNoRoomLeft, true});
  const auto answers = WhyOf(of.problem, plan);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_FALSE(answers[0].shortage);
}

// All sets of rooms that the plan leaves open to the cohort and that could take
// these people, from the rules as the verifier reads them.
std::vector<Indices> WaysOf(const Problem& problem, const Plan& plan,
                            const Lodgers& lodgers) {
  const verify::Facts facts(problem);
  const auto holders = verify::HoldersAfter(facts, plan);
  const std::uint32_t party = lodgers.party.value();
  const CohortId cohort = problem.parties[party].cohort;
  std::vector<Indices> ways;
  for (std::uint32_t unit = 0; unit < problem.units.size(); ++unit) {
    if (holders[unit].value_or(cohort) != cohort) continue;
    const auto open = [&](std::uint32_t r) { return facts.OpenTo(r, cohort); };
    if (lodgers.rooms > 1) {
      for (Indices& run : facts.Runs(party, unit, open, false)) {
        ways.push_back(std::move(run));
      }
      continue;
    }
    for (const std::uint32_t r : facts.rooms_of(unit)) {
      if (open(r) && facts.Suits(party, lodgers.people, r)) ways.push_back({r});
    }
  }
  return ways;
}

TEST(WhyAdjacentTest, AShortageNamesAllRoomsThatWouldDoAndTheyAreTooFew) {
  Sampler sampler(31);
  int shortages = 0;
  for (int i = 0; i < 1'500; ++i) {
    const Problem problem = sampler.Draw(3, 5, 8);
    const auto plan = Place(problem);
    ASSERT_THAT(plan, IsOk());
    const std::vector<Why> answers = WhyOf(problem, *plan);
    for (std::size_t u = 0; u < answers.size(); ++u) {
      const Unplaced& entry = plan->unplaced[u];
      if (!answers[u].shortage || !entry.adjacent) continue;
      ++shortages;
      const Shortage& shortage = *answers[u].shortage;
      std::set<std::uint32_t> rooms;
      std::int64_t needed = 0;
      for (const Lodgers& of : shortage.needing) {
        EXPECT_EQ(problem.parties[of.party.value()].cohort,
                  problem.parties[entry.party.value()].cohort);
        needed += of.rooms;
        std::size_t fewest = problem.rooms.size();
        for (const Indices& way : WaysOf(problem, *plan, of)) {
          fewest = std::min(fewest, way.size());
          rooms.insert(way.begin(), way.end());
        }
        EXPECT_EQ(static_cast<std::size_t>(of.rooms), fewest);
      }
      std::set<std::uint32_t> said;
      for (const RoomId room : shortage.rooms) said.insert(room.value());
      EXPECT_EQ(said, rooms);
      EXPECT_GT(needed, static_cast<std::int64_t>(shortage.rooms.size()));
      EXPECT_TRUE(std::ranges::any_of(shortage.needing, [&](const Lodgers& of) {
        return of.party == entry.party;
      }));
    }
  }
  EXPECT_GT(shortages, 20);
}

}  // namespace
}  // namespace quaranta::place
