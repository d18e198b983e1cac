// The three policies on which sites to open.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/night.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "quaranta/place/why.h"
#include "tests/place/builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Nobody's house is open. Two small ones of the first tier, a larger one of the
// second, and one of the third that would take everyone and costs least.
Problem OneNight(TierPolicy policy) {
  Builder builder;
  builder.ClosedSite(1).Cost(5).Floor({1, 1, 1});
  builder.ClosedSite(1).Cost(5).Floor({1, 1, 1, 1});
  builder.ClosedSite(2).Cost(5).Floor({1, 1, 1, 1, 1, 1, 1, 1});
  builder.ClosedSite(3).Cost(8).Floor(std::vector<std::int32_t>(15, 1));
  for (int p = 0; p < 11; ++p) builder.AddParty(0, 1);
  builder.problem.tier_policy = policy;
  return builder.problem;
}

std::vector<std::uint32_t> Opened(const Plan& plan) {
  std::vector<std::uint32_t> sites;
  for (const OpenedSite& of : plan.opened_sites) {
    sites.push_back(of.site.value());
  }
  return sites;
}

std::vector<std::int64_t> NewSites(const Plan& plan) {
  std::vector<std::int64_t> values;
  for (const Level& level : plan.levels) {
    if (level.name != LevelName::kNewSites) continue;
    EXPECT_EQ(level.status, LevelStatus::kOptimal);
    values.push_back(level.value);
  }
  return values;
}

Plan Placed(const Problem& problem) {
  const auto plan = Place(problem);
  EXPECT_THAT(plan, IsOk());
  if (!plan.ok()) return {};
  EXPECT_THAT(plan->unplaced, IsEmpty());
  const auto report = Verify(problem, *plan);
  EXPECT_THAT(report, IsOk());
  if (!report.ok()) return {};
  EXPECT_THAT(report->violations, IsEmpty());
  return *plan;
}

TEST(TierPolicy, ThreePoliciesGiveThreePlansOnOneNight) {
  const Plan fewest = Placed(OneNight(TierPolicy::kLexicographic));
  EXPECT_THAT(Opened(fewest), ElementsAre(0, 2));
  EXPECT_THAT(NewSites(fewest), ElementsAre(0, 1, 1));
  const Plan strict = Placed(OneNight(TierPolicy::kStrict));
  EXPECT_THAT(Opened(strict), ElementsAre(0, 1, 2));
  EXPECT_THAT(NewSites(strict), ElementsAre(0, 1, 2));
  const Plan cheapest = Placed(OneNight(TierPolicy::kCost));
  EXPECT_THAT(Opened(cheapest), ElementsAre(3));
  EXPECT_THAT(NewSites(cheapest), ElementsAre(8));
}

TEST(TierPolicy, StrictWaitsForNoSiteOfAnotherGradeOrWithoutRooms) {
  Problem problem = OneNight(TierPolicy::kStrict);
  problem.sites[0].grade = 1;
  EXPECT_THAT(Opened(Placed(problem)), ElementsAre(1, 2));
  problem = OneNight(TierPolicy::kStrict);
  problem.sites[0].can_open = false;
  EXPECT_THAT(Opened(Placed(problem)), ElementsAre(1, 2));
  problem = OneNight(TierPolicy::kStrict);
  problem.sites[0].staff_rooms = 3;
  EXPECT_THAT(Opened(Placed(problem)), ElementsAre(1, 2));
  problem = OneNight(TierPolicy::kStrict);
  problem.units[0].closed = true;
  EXPECT_THAT(Opened(Placed(problem)), ElementsAre(1, 2));
}

// Who needs oxygen can only go to the second tier: the first opens for the
// order's sake, with nobody in it.
TEST(TierPolicy, StrictOpensAnEarlierTierThatNobodyCanUse) {
  Builder builder;
  builder.ClosedSite(1).Floor({1, 1});
  builder.ClosedSite(2).Floor({1}, testing::kOxygen);
  builder.AddParty(0, 1).party().people[0].needs = testing::kOxygen;
  builder.problem.tier_policy = TierPolicy::kStrict;
  const Plan plan = Placed(builder.problem);
  EXPECT_THAT(Opened(plan), ElementsAre(0, 1));
  EXPECT_THAT(NewSites(plan), ElementsAre(1, 1));
}

TEST(TierPolicy, VerifyNamesTheSiteThatWasSkipped) {
  const Problem problem = OneNight(TierPolicy::kStrict);
  Plan plan = Placed(problem);
  // Its people to the second tier, which has no room for all: but the fault
  // looked for is in the list of sites alone.
  std::erase_if(plan.assignments, [&](const Assignment& of) {
    return problem.units[problem.rooms[of.room.value()].unit.value()].site ==
           SiteId(1);
  });
  std::erase_if(plan.opened_sites,
                [](const OpenedSite& of) { return of.site == SiteId(1); });
  const auto report = Verify(problem, plan);
  ASSERT_THAT(report, IsOk());
  std::vector<std::uint32_t> skipped;
  for (const Violation& violation : report->violations) {
    EXPECT_NE(violation.fault, Fault::kWrongOpenedSites);
    if (violation.fault != Fault::kTierSkipped) continue;
    skipped.push_back(violation.site->value());
  }
  EXPECT_THAT(skipped, ElementsAre(1));
  EXPECT_EQ(NameOf(Fault::kTierSkipped), "TIER_SKIPPED");
}

TEST(TierPolicy, ANightOpensSitesInOrderOrByCost) {
  for (const TierPolicy policy : {TierPolicy::kStrict, TierPolicy::kCost}) {
    Problem problem = OneNight(policy);
    problem.sites[3].opening_cost = 1;
    const std::vector<Party> parties = std::exchange(problem.parties, {});
    auto night = Night::Start(problem);
    ASSERT_THAT(night, IsOk());
    std::vector<std::uint32_t> opened;
    for (const Party& party : parties) {
      const auto answer = night->Arrive(party);
      ASSERT_THAT(answer, IsOk());
      for (const OpenedSite& of : answer->opened_sites) {
        opened.push_back(of.site.value());
      }
    }
    const auto report = Verify(night->problem(), night->AsPlan());
    ASSERT_THAT(report, IsOk());
    EXPECT_THAT(report->violations, IsEmpty());
    if (policy == TierPolicy::kStrict) {
      EXPECT_THAT(opened, ElementsAre(0, 1, 2));
    } else {
      EXPECT_THAT(opened, ElementsAre(3));
    }
  }
}

TEST(TierPolicy, ANightThatMustSkipOpensWhatComesBefore) {
  Builder builder;
  builder.ClosedSite(1).Floor({1, 1});
  builder.ClosedSite(2).Floor({1}, testing::kOxygen);
  builder.AddParty(0, 1).party().people[0].needs = testing::kOxygen;
  builder.problem.tier_policy = TierPolicy::kStrict;
  const Party party = builder.party();
  builder.problem.parties.clear();
  auto night = Night::Start(builder.problem);
  ASSERT_THAT(night, IsOk());
  const auto answer = night->Arrive(party);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->opened_sites.size(), 2U);
  EXPECT_EQ(night->AsPlan().opened_sites, answer->opened_sites);
}

TEST(TierPolicy, WhyHereCountsSitesAsThePolicyDoes) {
  Builder builder;
  builder.OpenSite().Floor({1});
  builder.ClosedSite(1).Cost(4).Floor({1});
  builder.ClosedSite(2).Cost(3).Floor({1});
  builder.AddParty(0, 1);
  builder.problem.tier_policy = TierPolicy::kCost;
  auto why = WhyHere(builder.problem, Placed(builder.problem), 0);
  ASSERT_THAT(why, IsOk());
  ASSERT_TRUE(why->best.has_value());
  EXPECT_EQ(why->best->room, RoomId(2));
  EXPECT_EQ(why->best->worse_by, 3);
  builder.problem.tier_policy = TierPolicy::kStrict;
  builder.problem.rooms[1].beds = 0;
  builder.problem.rooms[2].features = testing::kOxygen;
  why = WhyHere(builder.problem, Placed(builder.problem), 0);
  ASSERT_THAT(why, IsOk());
  ASSERT_TRUE(why->best.has_value());
  EXPECT_EQ(why->best->worse_by, 1);
}

TEST(TierPolicy, BadCostsAndPoliciesAreRefusedByName) {
  Problem problem = OneNight(TierPolicy::kCost);
  problem.sites[2].opening_cost = -1;
  EXPECT_THAT(
      Validate(problem),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("sites[2].opening_cost is -1; expected 0 to")));
  problem.sites[1].opening_cost = problem.sites[2].opening_cost =
      kMaxOpeningCost;
  EXPECT_THAT(
      Validate(problem),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("sites[].opening_cost adds up to 2000000013")));
  problem = OneNight(TierPolicy::kCost);
  problem.tier_policy = static_cast<TierPolicy>(7);
  EXPECT_THAT(Validate(problem),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("tier_policy is 7; expected")));
}

TEST(TierPolicy, TheInputHashKnowsPolicyAndCost) {
  const Problem problem = OneNight(TierPolicy::kCost);
  EXPECT_NE(InputHash(problem), InputHash(OneNight(TierPolicy::kStrict)));
  EXPECT_NE(InputHash(problem),
            InputHash(OneNight(TierPolicy::kLexicographic)));
  Problem dearer = problem;
  ++dearer.sites[0].opening_cost;
  EXPECT_NE(InputHash(problem), InputHash(dearer));
}

}  // namespace
}  // namespace quaranta::place
