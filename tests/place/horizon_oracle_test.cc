// Every horizon plan against brute force: feasible, bounds valid, gaps counted.
#include "tests/place/horizon_oracle.h"

#include <cstdint>
#include <functional>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/place/horizon.h"
#include "quaranta/place/verify_horizon.h"
#include "tests/place/horizon_builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::HorizonOracle;
using testing::HorizonSampler;
using testing::TightHorizon;
using Values = HorizonOracle::Values;

constexpr double kMostPlans = 40'000;

struct Tally {
  int instances = 0;
  int best = 0;         // in every level
  int best_first = 0;   // in people without a room
  int proven = 0;       // every level OPTIMAL
  int tight_first = 0;  // first level's bound met
};

struct Truth {
  Values best;
  Values least_given_earlier;
  bool plan_is_feasible = false;
};

Values ValuesOf(const HorizonPlan& plan) {
  Values values;
  for (const HorizonLevel& level : plan.levels) values.push_back(level.value);
  return values;
}

Truth FindTruth(HorizonOracle& oracle, const Values& mine) {
  Truth truth;
  truth.least_given_earlier.assign(mine.size(),
                                   std::numeric_limits<std::int64_t>::max());
  oracle.ForEachPlan([&](const Values& values) {
    if (truth.best.empty() || values < truth.best) truth.best = values;
    truth.plan_is_feasible = truth.plan_is_feasible || values == mine;
    for (std::size_t n = 0; n < mine.size(); ++n) {
      truth.least_given_earlier[n] =
          std::min(truth.least_given_earlier[n], values[n]);
      if (values[n] != mine[n]) break;
    }
  });
  return truth;
}

std::string Describe(const Horizon& horizon, const HorizonPlan& plan) {
  std::string text = "days " + std::to_string(horizon.days) + " window " +
                     std::to_string(horizon.refill_window);
  const auto add = [&](const char* name, std::int64_t value) {
    text += std::string(" ") + name + " " + std::to_string(value);
  };
  for (std::size_t s = 0; s < horizon.sites.size(); ++s) {
    text += "\nsite";
    add("open", horizon.problem.sites[s].open);
    add("can", horizon.problem.sites[s].can_open);
    add("staff", horizon.problem.sites[s].staff_rooms);
    add("from", horizon.sites[s].open_from);
    add("tau", horizon.sites[s].disinfection);
  }
  for (std::size_t u = 0; u < horizon.units.size(); ++u) {
    const Unit& unit = horizon.problem.units[u];
    text += "\nunit";
    add("site", unit.site.value());
    if (unit.holder) add("holder", unit.holder->value());
    add("closed", unit.closed);
    if (horizon.units[u].until) add("until", *horizon.units[u].until);
    add("refill", horizon.units[u].refill_before);
  }
  for (const Room& room : horizon.problem.rooms) {
    text += "\nroom";
    add("unit", room.unit.value());
    add("pos", room.position);
    add("beds", room.beds);
    add("features", static_cast<std::int64_t>(room.features));
    add("state", static_cast<int>(room.state));
  }
  for (const RoomId room : horizon.occupied) add("occupied", room.value());
  for (std::size_t p = 0; p < horizon.parties.size(); ++p) {
    const Party& party = horizon.problem.parties[p];
    text += "\nparty";
    add("cohort", party.cohort.value());
    add("apart", party.lodging == Lodging::kApart);
    add("people", std::ssize(party.people));
    add("arrival", horizon.parties[p].arrival);
    add("stay", horizon.parties[p].stay);
    add("wait", horizon.parties[p].max_wait);
  }
  for (const HorizonAssignment& of : plan.assignments) {
    text += "\nin";
    add("party", of.party.value());
    add("room", of.room.value());
    add("from", of.from);
    add("until", of.until);
  }
  for (const HorizonLevel& level : plan.levels) {
    text += "\n" + std::string(NameOf(level.name));
    add("value", level.value);
    add("bound", level.bound);
  }
  return text;
}

void ExpectNoFault(const Horizon& horizon, const HorizonPlan& plan) {
  const auto report = VerifyHorizon(horizon, plan);
  ASSERT_THAT(report, IsOk());
  for (const HorizonViolation& violation : report->violations) {
    ADD_FAILURE() << NameOf(violation.fault) << " party "
                  << violation.party.value_or(PartyId(-1)) << " said "
                  << violation.said.value_or(-1) << " found "
                  << violation.found.value_or(-1);
  }
  for (std::size_t n = 0; n < plan.levels.size(); ++n) {
    EXPECT_LE(report->own_bounds[n], plan.levels[n].value) << n;
  }
}

using Draw = std::function<Horizon(std::uint64_t seed)>;

Draw Everything(int units, int rooms, int parties, int days) {
  return [=](std::uint64_t seed) {
    return HorizonSampler(seed).Draw(units, rooms, parties, days);
  };
}

Draw Tight(int units, int parties, int days) {
  return [=](std::uint64_t seed) {
    return TightHorizon(seed, units, parties, days);
  };
}

Tally Compare(std::uint64_t first_seed, int seeds,
              const HorizonOptions& options, const Draw& draw) {
  Tally tally;
  for (int s = 0; s < seeds; ++s) {
    const Horizon horizon = draw(first_seed + static_cast<std::uint64_t>(s));
    HorizonOracle oracle(horizon);
    if (oracle.Size() > kMostPlans) continue;
    const auto plan = PlanHorizon(horizon, options);
    EXPECT_THAT(plan, IsOk()) << s;
    if (!plan.ok()) return tally;
    const Values mine = ValuesOf(*plan);
    const Truth truth = FindTruth(oracle, mine);
    ExpectNoFault(horizon, *plan);
    EXPECT_TRUE(truth.plan_is_feasible);
    bool proven = true;
    for (std::size_t n = 0; n < mine.size(); ++n) {
      EXPECT_LE(plan->levels[n].bound, truth.least_given_earlier[n]) << n;
      proven = proven && plan->levels[n].bound == mine[n];
    }
    if (proven) {
      EXPECT_EQ(mine, truth.best);
    }
    ++tally.instances;
    tally.best += mine == truth.best;
    tally.best_first += mine[0] == truth.best[0];
    tally.tight_first += plan->levels[0].bound == mine[0];
    tally.proven += proven;
    if (::testing::Test::HasFailure()) {
      ADD_FAILURE() << "seed " << first_seed + static_cast<std::uint64_t>(s)
                    << "\n"
                    << Describe(horizon, *plan);
      return tally;
    }
  }
  return tally;
}

void Print(const char* what, const Tally& tally) {
  std::cout << what << ": " << tally.instances << " instances, best plan in "
            << tally.best << ", first level best in " << tally.best_first
            << ", its bound met in " << tally.tight_first << ", proven in "
            << tally.proven << '\n';
}

TEST(HorizonOracleTest, PlansAreTheBestAndBoundsHold) {
  const Tally tally = Compare(1, 400, {}, Everything(2, 2, 3, 4));
  Print("tiny", tally);
  EXPECT_GE(tally.instances, 300);
  EXPECT_GE(tally.best * 1000, tally.instances * 995);
}

TEST(HorizonOracleTest, WithoutTheExactSearchPlansAreNearlyAlwaysTheBest) {
  HorizonOptions options;
  options.exact_limit = 0;
  const Tally tally = Compare(10'001, 400, options, Everything(3, 2, 4, 5));
  Print("searched", tally);
  EXPECT_GE(tally.instances, 250);
  EXPECT_GE(tally.best_first * 1000, tally.instances * 980);
  EXPECT_GE(tally.best * 1000, tally.instances * 900);
  EXPECT_GE(tally.tight_first * 1000, tally.instances * 800);
}

TEST(HorizonOracleTest, FirstPlansKeepTheRulesToo) {
  HorizonOptions options;
  options.exact_limit = 0;
  options.node_limit = 0;
  options.proof_limit = 0;
  const Tally tally = Compare(20'001, 300, options, Everything(3, 2, 4, 5));
  Print("first plans", tally);
  EXPECT_GE(tally.best_first * 100, tally.instances * 90);
}

TEST(HorizonOracleTest, TightPlansAreTheBestAndBoundsHold) {
  const Tally tally = Compare(1, 400, {}, Tight(2, 6, 4));
  Print("tight", tally);
  EXPECT_GE(tally.instances, 300);
  EXPECT_EQ(tally.best, tally.instances);
}

TEST(HorizonOracleTest, TightPlansWithoutTheExactSearchAreNearlyAlwaysTheBest) {
  HorizonOptions options;
  options.exact_limit = 0;
  const Tally tally = Compare(10'001, 400, options, Tight(2, 6, 5));
  Print("tight searched", tally);
  EXPECT_GE(tally.best_first * 1000, tally.instances * 980);
  EXPECT_GE(tally.best * 1000, tally.instances * 900);
}

TEST(HorizonOracleTest, TightFirstPlansKeepTheRulesToo) {
  HorizonOptions options;
  options.exact_limit = 0;
  options.node_limit = 0;
  options.proof_limit = 0;
  const Tally tally = Compare(20'001, 300, options, Tight(2, 6, 5));
  Print("tight first plans", tally);
  EXPECT_GE(tally.best_first * 100, tally.instances * 70);
}

}  // namespace
}  // namespace quaranta::place
