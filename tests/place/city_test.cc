// What is meant for thousands of units, held against brute force on few.
#include "place/city.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "benchmarks/place/families.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "place/city_bound.h"
#include "place/listing.h"
#include "place/looks.h"
#include "place/refine.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/place/oracle.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using ::testing::IsEmpty;
using testing::kAccessible;
using testing::Oracle;
using testing::Sampler;
using testing::Values;

Plan PlaceAsCity(const Problem& problem, std::int64_t node_limit,
                 std::int64_t proof_limit = 0) {
  const internal::Model model = internal::MakeModel(problem, 7);
  internal::CohortEvaluator evaluator(model);
  internal::Divider divider(model, evaluator);
  const internal::Looks looks(model);
  internal::CitySearch search(divider, looks, node_limit, proof_limit);
  internal::Division division = search.Run();
  bool stopped = false;
  const internal::Housing housing = internal::AssignRooms(
      model, internal::HouseAndRefine(divider, division, node_limit, stopped));
  Plan plan = internal::ListHousing(model, housing);
  internal::BoundCityLevels(model, looks, true, search.prices(), plan);
  return plan;
}

// The best plan, and per level the least value among the plans that equal the
// given one in all levels before.
struct Truth {
  Values best;
  Values least;
};

Truth FindTruth(const Problem& problem, const Plan& plan) {
  Truth truth;
  truth.least.assign(plan.levels.size(),
                     std::numeric_limits<std::int64_t>::max());
  Oracle(problem).ForEachPlan([&](const Values& values) {
    if (truth.best.empty() || values < truth.best) truth.best = values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      truth.least[i] = std::min(truth.least[i], values[i]);
      if (values[i] != plan.levels[i].value) return;
    }
  });
  return truth;
}

// Plans keep every rule, and no bound is above what can be reached.
void Check(const Problem& problem, std::int64_t node_limit,
           std::int64_t proof_limit, int& best, const std::string& which) {
  const Plan plan = PlaceAsCity(problem, node_limit, proof_limit);
  const auto report = Verify(problem, plan);
  ASSERT_THAT(report, IsOk());
  for (const Violation& violation : report->violations) {
    ADD_FAILURE() << which << ' ' << NameOf(violation.fault);
  }
  const Truth truth = FindTruth(problem, plan);
  bool same = true;
  for (std::size_t i = 0; i < plan.levels.size(); ++i) {
    ASSERT_LE(plan.levels[i].bound, truth.least[i])
        << which << " level " << i << ' ' << NameOf(plan.levels[i].name);
    same = same && plan.levels[i].value == truth.best[i];
  }
  best += same;
}

TEST(City, PlansOfFewUnitsKeepRulesAndBoundsHold) {
  int best = 0;
  Sampler sampler(21);
  for (int i = 0; i < 4000; ++i) {
    Check(sampler.Draw(3, 3, 4), 400, i % 2 == 0 ? 0 : 5000, best,
          "drawn " + std::to_string(i));
    if (HasFailure()) return;
  }
  EXPECT_GT(best, 2000);
}

TEST(City, FirstPlansKeepRulesAndBoundsHold) {
  int best = 0;
  Sampler sampler(22);
  for (int i = 0; i < 2000; ++i) {
    Check(sampler.Draw(3, 4, 5), 0, 0, best, "drawn " + std::to_string(i));
    if (HasFailure()) return;
  }
  EXPECT_GT(best, 500);
}

// Sites, two tiers, two grades and needs, so that prices have work to do.
Problem Hamlet(std::uint64_t seed) {
  Random random(seed);
  Builder builder;
  for (int s = 0; s < 3; ++s) {
    if (s == 0) {
      builder.OpenSite();
    } else {
      builder.ClosedSite(s);
    }
    builder.Floor(std::vector<std::int32_t>(
        static_cast<std::size_t>(random.Range(1, 3)), 1));
    if (random.Chance(1, 2)) builder.Floor({2}, kAccessible);
  }
  for (int p = random.Range(2, 5); p > 0; --p) {
    builder.AddParty(random.Range(0, 1), random.Chance(1, 4) ? 2 : 1);
    if (random.Chance(1, 4)) {
      builder.party().people[0].needs = kAccessible;
      if (random.Chance(1, 2)) builder.party().substitutable = kAccessible;
    }
  }
  builder.problem.cohorts = 2;
  builder.problem.special_features = kAccessible;
  return builder.problem;
}

TEST(City, BoundsOfSitesAndFloorsHoldWhereSitesOpen) {
  int best = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Check(Hamlet(seed), 400, seed % 3 == 0 ? 0 : 5000, best,
          "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
  EXPECT_GT(best, 750);
}

// Too few rooms, of two grades that share nobody, and people of two classes:
// who is left out of one grade is not left out of the other.
Problem Crowd(std::uint64_t seed) {
  Random random(seed);
  Builder builder;
  for (std::uint32_t s = 0; s < 3; ++s) {
    if (random.Chance(1, 3)) {
      builder.OpenSite();
    } else {
      builder.ClosedSite(random.Range(1, 2));
    }
    builder.site().grade = s == 0 ? 0 : 1;
    for (int u = random.Range(1, 2); u > 0; --u) {
      builder.Floor(std::vector<std::int32_t>(
          static_cast<std::size_t>(random.Range(1, 2)), 1));
    }
  }
  for (int p = 0; p < 6; ++p) {
    const int cohort = random.Range(0, 3);
    builder.AddParty(cohort, 1);
    builder.party().risk_class = cohort < 1 ? 0 : 1;
    builder.party().priority = random.Chance(1, 4) ? 0 : 1;
  }
  builder.problem.cohorts = 4;
  return builder.problem;
}

TEST(City, BoundsHoldWherePeopleAreLeftOut) {
  int best = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Check(Crowd(seed), seed % 2 == 0 ? 0 : 400, 5000, best,
          "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
  EXPECT_GT(best, 1000);
}

TEST(City, LinearProgramsKeepRulesAndBoundsHold) {
  int best = 0;
  Sampler sampler(23);
  for (int i = 0; i < 2000; ++i) {
    Check(sampler.Draw(3, 4, 5), 0, 5000, best, "drawn " + std::to_string(i));
    if (HasFailure()) return;
  }
  EXPECT_GT(best, 500);
}

TEST(City, LinearProgramsStopAtTheirLimit) {
  int best = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Check(Hamlet(seed), 0, static_cast<std::int64_t>(seed % 40), best,
          "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
  EXPECT_GT(best, 100);
}

TEST(City, BoundsHoldUnderEachTierPolicy) {
  for (const TierPolicy policy : {TierPolicy::kStrict, TierPolicy::kCost}) {
    int best = 0;
    Random random(23);
    Sampler sampler(23);
    for (std::uint64_t i = 0; i < 1000; ++i) {
      const std::string which =
          std::string(NameOf(policy)) + ' ' + std::to_string(i);
      const std::int64_t proof = i % 3 == 0 ? 0 : 5000;
      Check(testing::DrawTiers(policy, sampler, random), i % 2 == 0 ? 400 : 0,
            proof, best, which);
      Problem hamlet = Hamlet(i);
      hamlet.tier_policy = policy;
      for (Site& site : hamlet.sites) site.opening_cost = random.Range(0, 5);
      Check(hamlet, 400, proof, best, which);
      if (HasFailure()) return;
    }
    EXPECT_GT(best, 1000);
  }
}

// Cohorts of 2, 3 or 5 people, 67 of 5, and so many units of 2, 3, 4 and 5
// rooms each.
Problem Town(int units_of_each) {
  Builder builder;
  for (int u = 0; u < 4 * units_of_each; ++u) {
    if (u % 10 == 0) builder.OpenSite();
    builder.Floor(
        std::vector<std::int32_t>(static_cast<std::size_t>(2 + u % 4), 1));
  }
  for (int c = 0; c < 200; ++c) {
    for (int p = c % 3 == 0 ? 5 : c % 3 + 1; p > 0; --p) {
      builder.AddParty(c, 1);
    }
  }
  return builder.problem;
}

Level FloorsOf(const Plan& plan) {
  for (const Level& level : plan.levels) {
    if (level.name == LevelName::kNewFloors) return level;
  }
  return {};
}

TEST(City, PlentifulUnitsAreProvenOptimal) {
  const Problem problem = Town(75);
  const Plan plan = PlaceAsCity(problem, 0);
  EXPECT_THAT(plan.unplaced, IsEmpty());
  EXPECT_EQ(plan.taken_units.size(), 200U);
  for (const Level& level : plan.levels) {
    EXPECT_EQ(level.status, LevelStatus::kOptimal) << NameOf(level.name);
  }
  const auto report = Verify(problem, plan);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->violations, IsEmpty());
}

// Two cohorts of five have no unit of five: 202 units. Each cohort alone could
// do with one, so only prices see more than 200.
TEST(City, PricesSeeThatLargeUnitsAreShort) {
  const Plan plan = PlaceAsCity(Town(65), 0);
  EXPECT_THAT(plan.unplaced, IsEmpty());
  EXPECT_EQ(FloorsOf(plan).value, 202);
  EXPECT_GE(FloorsOf(plan).bound, 201);
}

// Twenty units of four rooms for thirty cohorts of three: rooms for 80 of 90
// people by counting, but only for 60 as cohorts are kept apart.
TEST(City, PricesSeeWhomUnitsLeaveOut) {
  Builder builder;
  for (int u = 0; u < 20; ++u) {
    if (u % 10 == 0) builder.OpenSite();
    builder.Floor({1, 1, 1, 1});
  }
  for (int c = 0; c < 30; ++c) {
    for (int p = 0; p < 3; ++p) builder.AddParty(c, 1);
  }
  const Plan plan = PlaceAsCity(builder.problem, 0, 60'000);
  EXPECT_EQ(plan.levels[0].value, 30);
  EXPECT_EQ(plan.levels[0].bound, 30);
  EXPECT_EQ(PlaceAsCity(builder.problem, 0).levels[0].bound, 10);
}

// The same twice, for two grades: by counting 60 people need 15 of the units,
// and a plan might leave all 60 out of one grade. Prices know better.
TEST(City, PricesSeeThatAFullTownNeedsEverySite) {
  Builder builder;
  for (int u = 0; u < 40; ++u) {
    if (u % 5 == 0) builder.ClosedSite(1);
    builder.site().grade = u < 20 ? 0 : 1;
    builder.Floor({1, 1, 1, 1});
  }
  for (int c = 0; c < 60; ++c) {
    for (int p = 0; p < 3; ++p) {
      builder.AddParty(c, 1);
      builder.party().risk_class = c < 30 ? 0 : 1;
    }
  }
  const Plan plan = PlaceAsCity(builder.problem, 0, 60'000);
  EXPECT_EQ(plan.levels[0].value, 60);
  for (const Level& level : plan.levels) {
    EXPECT_EQ(level.bound, level.value) << NameOf(level.name);
  }
  EXPECT_EQ(plan.opened_sites.size(), 8U);
  EXPECT_EQ(FloorsOf(plan).value, 40);
  const auto report = Verify(builder.problem, plan);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->violations, IsEmpty());
}

// Sites of four units of three rooms in two tiers, cohorts of two, three and
// four: the last tier is opened no more than needed, and that is proven.
TEST(City, LinearProgramsFindAndProveTheFewestSites) {
  Builder builder;
  for (int s = 0; s < 12; ++s) {
    if (s < 2) {
      builder.OpenSite();
    } else {
      builder.ClosedSite(s < 6 ? 1 : 2);
    }
    for (int u = 0; u < 4; ++u) builder.Floor({1, 1, 1});
  }
  for (int c = 0; c < 30; ++c) {
    for (int p = 0; p < 2 + c % 3; ++p) builder.AddParty(c, 1);
  }
  // Ten cohorts of four have two units each, the others one: 40 units, that
  // is ten sites, of which six are of the last tier or open.
  const Plan plan = PlaceAsCity(builder.problem, 0, 60'000);
  EXPECT_THAT(plan.unplaced, IsEmpty());
  EXPECT_EQ(plan.levels[1].value, 4);
  EXPECT_EQ(plan.levels[2].value, 4);
  for (const Level& level : plan.levels) {
    EXPECT_EQ(level.status, LevelStatus::kOptimal) << NameOf(level.name);
  }
}

TEST(City, MoreNodesNeverMakeTheFirstLevelsWorse) {
  const Problem problem = Hamlet(3);
  const Plan first = PlaceAsCity(problem, 0);
  const Plan later = PlaceAsCity(problem, 1000);
  for (std::size_t i = 0; i < first.levels.size(); ++i) {
    if (first.levels[i].value == later.levels[i].value) continue;
    EXPECT_LT(later.levels[i].value, first.levels[i].value);
    break;
  }
}

TEST(Town, IsPlannedAsACountyWhereDistancesCount) {
  auto town = families::MakeFamily("growth-190", 1);
  ASSERT_TRUE(town.ok());
  town->parties[0].distance.assign(town->sites.size(), 1);
  EXPECT_EQ(internal::ScaleOf(internal::MakeModel(*town, 7)),
            internal::Scale::kCounty);
}

// Too large for the search of a county, small enough for its proofs.
TEST(Town, IsProvenFromThePlanOfACity) {
  for (const std::uint64_t seed : {1U, 2U}) {
    const auto town = families::MakeFamily("growth-190", seed);
    ASSERT_TRUE(town.ok());
    ASSERT_EQ(internal::ScaleOf(internal::MakeModel(*town, 7)),
              internal::Scale::kTown);
    const auto plan = Place(*town);
    ASSERT_THAT(plan, IsOk());
    const Plan start =
        PlaceAsCity(*town, Options{}.node_limit, Options{}.proof_limit);
    bool better = false, gap = false;
    for (std::size_t l = 0; l < plan->levels.size(); ++l) {
      const Level& level = plan->levels[l];
      if (level.name > LevelName::kNewFloors) break;
      EXPECT_EQ(level.status, LevelStatus::kOptimal) << seed << ' ' << l;
      better = better || level.value < start.levels[l].value;
      gap = gap || start.levels[l].bound < start.levels[l].value;
      if (!better) {
        EXPECT_EQ(level.value, start.levels[l].value);
      }
    }
    EXPECT_TRUE(gap) << seed;  // or the test says nothing
    const auto report = Verify(*town, *plan);
    ASSERT_THAT(report, IsOk());
    EXPECT_THAT(report->violations, IsEmpty());
    for (std::size_t l = 0; l < plan->levels.size(); ++l) {
      EXPECT_TRUE(report->BoundShown(*plan, l)) << seed << ' ' << l;
    }
  }
}

}  // namespace
}  // namespace quaranta::place
