// Every plan against brute force: feasible, bounds valid, gaps measured.
#include "tests/place/oracle.h"

#include <array>
#include <cstdint>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"
#include "tests/support/sweep.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using testing::DrawTiers;
using testing::kAccessible;
using testing::Oracle;
using testing::Sampler;
using testing::Values;

// How far plans of one family are from the best, and how much was proven.
struct Tally {
  std::int64_t instances = 0;
  std::int64_t best = 0;    // equal to the best plan in every level
  std::int64_t proven = 0;  // every level OPTIMAL
  std::int64_t levels = 0;
  std::int64_t shown = 0;  // bounds that the verifier confirms
  // Of the first level that is not the best: how often, by name.
  std::array<std::int64_t, 7> worse{};

  void Print(const std::string& family) const {
    std::cout << family << ": " << instances << " instances, best plan in "
              << best << ", proven in " << proven << ", bounds shown " << shown
              << " of " << levels << "; first level worse:";
    for (std::size_t n = 0; n < worse.size(); ++n) {
      std::cout << ' ' << NameOf(static_cast<LevelName>(n)) << ' ' << worse[n];
    }
    std::cout << '\n';
    ::testing::Test::RecordProperty(family + "_instances",
                                    std::to_string(instances));
    ::testing::Test::RecordProperty(family + "_best", std::to_string(best));
    ::testing::Test::RecordProperty(family + "_proven", std::to_string(proven));
  }
};

std::string Describe(const Problem& problem, const Plan& plan) {
  std::string text;
  const auto add = [&](const std::string& name, std::int64_t value) {
    text += name + std::to_string(value) + " ";
  };
  for (const Site& site : problem.sites) {
    add("\nsite tier ", site.tier);
    add("cost ", site.opening_cost);
    add("can ", site.can_open);
    add("open ", site.open);
    add("staff ", site.staff_rooms);
    add("grade ", site.grade);
  }
  for (const Unit& unit : problem.units) {
    add("\nunit site ", unit.site.value());
    add("closed ", unit.closed);
    if (unit.holder) add("holder ", unit.holder->value());
  }
  for (const Room& room : problem.rooms) {
    add("\nroom unit ", room.unit.value());
    add("pos ", room.position);
    add("beds ", room.beds);
    add("feat ", static_cast<std::int64_t>(room.features));
    add("state ", static_cast<int>(room.state));
  }
  for (const Party& party : problem.parties) {
    add("\nparty cohort ", party.cohort.value());
    add("class ", party.priority);
    add("risk ", party.risk_class);
    add("apart ", party.lodging == Lodging::kApart);
    add("sub ", static_cast<std::int64_t>(party.substitutable));
    add("carer ", party.carer_named);
    for (const Person& person : party.people) {
      text += person.minor ? " minor:" : " adult:";
      text += std::to_string(person.needs);
      if (person.carer) add("@", *person.carer);
    }
    for (const std::int32_t way : party.distance) add(" way ", way);
  }
  for (const Assignment& of : plan.assignments) {
    add("\nparty ", of.party.value());
    add("in room ", of.room.value());
    add("people ", static_cast<std::int64_t>(of.people.size()));
  }
  for (const Level& level : plan.levels) {
    text += "\n" + std::string(NameOf(level.name));
    add(" part ", level.part);
    add("value ", level.value);
    add("bound ", level.bound);
    text += NameOf(level.status);
  }
  return text;
}

// The values of the best plan, and per level the least value among the plans
// that equal the given one in all levels before.
struct Truth {
  Values best;
  Values least_given_earlier;
  bool plan_is_feasible = false;
};

Truth FindTruth(const Problem& problem, const Plan& plan) {
  Values mine;
  for (const Level& level : plan.levels) mine.push_back(level.value);
  Truth truth;
  truth.least_given_earlier.assign(mine.size(),
                                   std::numeric_limits<std::int64_t>::max());
  Oracle(problem).ForEachPlan([&](const Values& values) {
    if (truth.best.empty() || values < truth.best) truth.best = values;
    for (std::size_t i = 0; i < mine.size() && i < values.size(); ++i) {
      truth.least_given_earlier[i] =
          std::min(truth.least_given_earlier[i], values[i]);
      if (values[i] != mine[i]) return;
    }
    truth.plan_is_feasible = true;
  });
  return truth;
}

// False after a failure, so that a loop over many can stop at the first.
bool CheckAgainstOracle(const Problem& problem, Tally& tally,
                        const Options& options = {.seed = 7}) {
  const auto plan = Place(problem, options);
  EXPECT_THAT(plan, IsOk());
  if (!plan.ok()) return false;
  const auto report = Verify(problem, *plan);
  EXPECT_THAT(report, IsOk());
  if (!report.ok()) return false;
  for (const Violation& violation : report->violations) {
    ADD_FAILURE() << NameOf(violation.fault) << Describe(problem, *plan);
  }
  const Truth truth = FindTruth(problem, *plan);
  EXPECT_TRUE(truth.plan_is_feasible) << Describe(problem, *plan);
  EXPECT_EQ(truth.best.size(), plan->levels.size());
  bool proven = true;
  std::size_t first_worse = plan->levels.size();
  for (std::size_t i = 0; i < plan->levels.size(); ++i) {
    const Level& level = plan->levels[i];
    const std::int64_t least = truth.least_given_earlier[i];
    EXPECT_LE(level.bound, least) << i << Describe(problem, *plan);
    EXPECT_LE(report->own_bounds[i], least) << i << Describe(problem, *plan);
    proven = proven && level.status == LevelStatus::kOptimal;
    if (proven) {
      EXPECT_EQ(level.value, truth.best[i]) << i << Describe(problem, *plan);
    }
    if (first_worse == plan->levels.size() && level.value != truth.best[i]) {
      EXPECT_LT(truth.best[i], level.value) << i << Describe(problem, *plan);
      // The gap is absolute here: all levels before are the best.
      EXPECT_LE(level.bound, truth.best[i]) << i << Describe(problem, *plan);
      first_worse = i;
    }
    ++tally.levels;
    tally.shown += report->BoundShown(*plan, i);
  }
  ++tally.instances;
  tally.proven += proven;
  if (first_worse == plan->levels.size()) {
    ++tally.best;
  } else {
    ++tally.worse[static_cast<std::size_t>(plan->levels[first_worse].name)];
  }
  return !::testing::Test::HasFailure();
}

// All instances of two kinds of room (beds 1 or 2, accessible or not) on up to
// two units of up to two rooms, the second unit at the same site, at a site
// that could open, or held by cohort 1; and all sets of up to three parties of
// one or two people, of two cohorts, with or without a need.
class AllTinyInstances : public ::testing::TestWithParam<int> {};

constexpr int kRoomKinds = 4;
constexpr int kUnitKinds = kRoomKinds + kRoomKinds * kRoomKinds;
constexpr int kPartyKinds = 8;

void AddUnit(int kind, Builder& builder) {
  const auto add = [&](int room) {
    builder.AddRoom(1 + room % 2, room / 2 != 0 ? kAccessible : 0);
  };
  builder.Floor({});
  if (kind < kRoomKinds) {
    add(kind);
    return;
  }
  add((kind - kRoomKinds) / kRoomKinds);
  add((kind - kRoomKinds) % kRoomKinds);
}

void AddTinyParty(int kind, Builder& builder) {
  builder.AddParty(kind % 2, 1 + kind / 2 % 2);
  if (kind / 4 != 0) builder.party().people[0].needs = kAccessible;
}

bool CheckParties(const Builder& house, Tally& tally) {
  for (int a = 0; a < kPartyKinds; ++a) {
    for (int b = -1; b <= a; ++b) {
      for (int c = -1; c <= b; ++c) {
        Builder builder = house;
        builder.problem.cohorts = 2;
        AddTinyParty(a, builder);
        if (b >= 0) AddTinyParty(b, builder);
        if (c >= 0) AddTinyParty(c, builder);
        if (!CheckAgainstOracle(builder.problem, tally)) return false;
      }
    }
  }
  return true;
}

TEST_P(AllTinyInstances, PlanIsFeasibleAndBoundsHold) {
  const int first = GetParam();
  Tally tally;
  Builder one;
  one.OpenSite();
  one.problem.special_features = kAccessible;
  AddUnit(first, one);
  ASSERT_TRUE(CheckParties(one, tally));
  for (int second = 0; second < kUnitKinds; ++second) {
    for (int how = 0; how < 3; ++how) {
      // Two units of one open site are alike but for their order.
      if (how == 0 && second > first) continue;
      Builder two = one;
      if (how == 1) two.ClosedSite(2);
      AddUnit(second, two);
      if (how == 2) two.HeldBy(1);
      ASSERT_TRUE(CheckParties(two, tally));
    }
  }
  tally.Print("first unit " + std::to_string(first));
}

INSTANTIATE_TEST_SUITE_P(ByFirstUnit, AllTinyInstances,
                         ::testing::Range(0, kUnitKinds,
                                          quaranta::testing::kSweepStep));

TEST(SampledInstances, TwoByTwoByThreeWithEverything) {
  Tally tally;
  Sampler sampler(1);
  for (int i = 0; i < 6000; ++i) {
    ASSERT_TRUE(CheckAgainstOracle(sampler.Draw(2, 2, 3), tally)) << i;
  }
  tally.Print("2x2x3");
}

// Plans as constructed and proofs cut short: worse, so that bounds below the
// value are tried too.
TEST(SampledInstances, ThreeByThreeByFourWithoutImprovement) {
  Tally tally;
  Sampler sampler(3);
  for (int i = 0; i < 4000; ++i) {
    const Options options{.seed = 7, .node_limit = 0, .proof_limit = i % 8};
    ASSERT_TRUE(CheckAgainstOracle(sampler.Draw(3, 3, 4), tally, options)) << i;
  }
  tally.Print("3x3x4 without improvement");
}

TEST(SampledInstances, ThreeByFourByFiveWithEverything) {
  Tally tally;
  Sampler sampler(2);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(CheckAgainstOracle(sampler.Draw(3, 4, 5), tally)) << i;
  }
  tally.Print("3x4x5");
}

class TierPolicies : public ::testing::TestWithParam<TierPolicy> {};

TEST_P(TierPolicies, PlansAndBoundsHoldAgainstBruteForce) {
  Tally tally;
  Sampler sampler(21);
  Random random(21);
  for (int i = 0; i < 2500; ++i) {
    const Problem problem = DrawTiers(GetParam(), sampler, random);
    ASSERT_TRUE(CheckAgainstOracle(problem, tally)) << i;
  }
  tally.Print("tiers " + std::string(NameOf(GetParam())));
  EXPECT_EQ(tally.worse[static_cast<std::size_t>(LevelName::kUnplaced)], 0);
  EXPECT_EQ(tally.worse[static_cast<std::size_t>(LevelName::kNewSites)], 0);
}

TEST_P(TierPolicies, BoundsHoldWithoutImprovement) {
  Tally tally;
  Sampler sampler(22);
  Random random(22);
  for (int i = 0; i < 2500; ++i) {
    const Problem problem = DrawTiers(GetParam(), sampler, random);
    const Options options{.seed = 7, .node_limit = 0, .proof_limit = i % 8};
    ASSERT_TRUE(CheckAgainstOracle(problem, tally, options)) << i;
  }
  tally.Print("tiers cut short " + std::string(NameOf(GetParam())));
}

// The test above would be idle if tiers never mattered.
TEST(SampledInstances, PoliciesOftenOpenDifferentSites) {
  Sampler sampler(21);
  Random random(21);
  int strict = 0, cost = 0;
  for (int i = 0; i < 500; ++i) {
    Problem problem = DrawTiers(TierPolicy::kLexicographic, sampler, random);
    const auto plan = Place(problem);
    problem.tier_policy = TierPolicy::kStrict;
    const auto in_order = Place(problem);
    problem.tier_policy = TierPolicy::kCost;
    const auto cheapest = Place(problem);
    ASSERT_THAT(plan, IsOk());
    ASSERT_THAT(in_order, IsOk());
    ASSERT_THAT(cheapest, IsOk());
    strict += plan->opened_sites != in_order->opened_sites;
    cost += plan->opened_sites != cheapest->opened_sites;
  }
  EXPECT_GT(strict, 10);
  EXPECT_GT(cost, 25);
}

INSTANTIATE_TEST_SUITE_P(All, TierPolicies,
                         ::testing::Values(TierPolicy::kLexicographic,
                                           TierPolicy::kStrict,
                                           TierPolicy::kCost),
                         [](const auto& policy) {
                           return std::string(NameOf(policy.param));
                         });

}  // namespace
}  // namespace quaranta::place
