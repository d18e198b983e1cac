// Prices for units in a certificate: what they show is so, whatever they are.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "gtest/gtest.h"
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
using testing::Oracle;
using testing::Sampler;
using testing::Values;

Plan PlanFor(const Problem& problem) {
  const auto plan = Place(problem);
  EXPECT_THAT(plan, IsOk());
  return plan.value_or(Plan{});
}

Report ReportOn(const Problem& problem, const Plan& plan) {
  const auto report = Verify(problem, plan);
  EXPECT_THAT(report, IsOk());
  return report.value_or(Report{});
}

std::uint32_t LevelOf(const Plan& plan, LevelName name) {
  for (std::size_t l = 0; l < plan.levels.size(); ++l) {
    if (plan.levels[l].name == name) return static_cast<std::uint32_t>(l);
  }
  ADD_FAILURE();
  return 0;
}

// Floors of four rooms and of six for two cohorts of eight and one of ten. What
// they need by themselves are two floors each, and there are three large ones.
Problem ThreeCohorts() {
  Builder builder;
  builder.OpenSite();
  for (int floor = 0; floor < 3; ++floor) {
    builder.Floor({1, 1, 1, 1}).Floor({1, 1, 1, 1, 1, 1});
  }
  builder.Floor({1, 1, 1, 1});
  for (int n = 0; n < 26; ++n) {
    builder.AddParty(n < 8 ? 0 : n < 16 ? 1 : 2, 1);
  }
  return builder.problem;
}

Certificate::Market RoomsAlone(std::uint32_t level) {
  Certificate::Market market;
  market.level = level;
  market.gauges.push_back({});
  return market;
}

TEST(Market, FloorsAtOneFloorEachCostWhatTheyNeedByThemselves) {
  const Problem problem = ThreeCohorts();
  Plan plan = PlanFor(problem);
  plan.certificate = {};
  const std::uint32_t l = LevelOf(plan, LevelName::kNewFloors);
  EXPECT_EQ(plan.levels[l].value, 6);
  plan.certificate.markets.push_back(RoomsAlone(l));
  const Report report = ReportOn(problem, plan);
  EXPECT_TRUE(report.ok());
  EXPECT_TRUE(report.BoundShown(plan, l));
}

TEST(Market, PricesShowThatMoreMustStayOutThanThereAreRoomsToo) {
  Builder builder;
  builder.OpenSite();
  for (int floor = 0; floor < 4; ++floor) builder.Floor({1, 1, 1});
  for (int n = 0; n < 12; ++n) builder.AddParty(n / 4, 1);
  // Rooms for all twelve, but three cohorts of four: two floors each, or one.
  Plan plan = PlanFor(builder.problem);
  EXPECT_EQ(plan.levels[0].value, 2);
  plan.certificate = {};
  Certificate::Market market = RoomsAlone(0);
  market.scale = 1;
  market.offers = {{UnitId(0), 1}};  // one person a floor
  plan.certificate.markets.push_back(market);
  // Each cohort pays 2: two floors, or one and somebody stays out.
  EXPECT_EQ(ReportOn(builder.problem, plan).own_bounds[0], 2);
}

TEST(Market, SitesAreFewestThatAreWorthWhatCohortsPay) {
  Builder builder;
  for (int site = 0; site < 4; ++site) {
    builder.ClosedSite(1).Floor({1, 1, 1});
  }
  for (int n = 0; n < 8; ++n) builder.AddParty(n / 4, 1);
  Plan plan = PlanFor(builder.problem);
  plan.certificate = {};
  const std::uint32_t l = LevelOf(plan, LevelName::kNewSites);
  EXPECT_EQ(plan.levels[l].value, 4);
  Certificate::Market market = RoomsAlone(l);
  market.offers = {{UnitId(0), 5}};
  plan.certificate.markets.push_back(market);
  EXPECT_EQ(ReportOn(builder.problem, plan).own_bounds[l], 4);
}

TEST(Market, ThatIsNotWellFormedIsAFaultAndShowsNothing) {
  const Problem problem = ThreeCohorts();
  Plan plan = PlanFor(problem);
  plan.certificate = {};
  const std::uint32_t l = LevelOf(plan, LevelName::kNewFloors);
  const Certificate::Market good = RoomsAlone(l);
  std::vector<Certificate::Market> bad(9, good);
  bad[0].level = 99;
  bad[1].level = LevelOf(plan, LevelName::kDistance);
  bad[2].gauges.clear();
  bad[3].joint = 1;
  bad[4].scale = 0;
  bad[5].scale = std::numeric_limits<std::int64_t>::max();
  bad[6].offers = {{UnitId(99), 1}};
  bad[7].offers = {{UnitId(0), -1}};
  bad[8].people = {-1};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    plan.certificate.markets = {bad[i]};
    const Report report = ReportOn(problem, plan);
    ASSERT_EQ(report.violations.size(), 1U) << i;
    EXPECT_EQ(report.violations[0].fault, Fault::kWrongCertificate) << i;
  }
}

// Any prices at all.
Certificate::Market DrawMarket(Random& random, const Problem& problem,
                               const Plan& plan) {
  Certificate::Market market;
  market.level = static_cast<std::uint32_t>(random.Below(plan.levels.size()));
  market.grade = random.Chance(1, 4) ? 1 : 0;
  market.scale = random.Range(1, 12);
  const int gauges = random.Range(1, 4);
  for (int g = 0; g < gauges; ++g) {
    market.gauges.push_back(
        {g == 0 ? 1 : random.Range(1, 3),
         g == 0 || random.Chance(1, 2) ? 0 : random.Below(4)});
  }
  market.joint = static_cast<std::uint32_t>(random.Below(market.gauges.size()));
  for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
    if (random.Chance(3, 4)) {
      market.offers.push_back({UnitId(u), random.Range(0, 12)});
    }
  }
  for (int k = 0; k < 2; ++k) market.people.push_back(random.Range(0, 12));
  return market;
}

TEST(Market, AtAnyPricesShowsNothingThatIsNotSo) {
  Sampler sampler(51);
  Random random(52);
  int shown = 0, beyond = 0;
  for (int i = 0; i < 3'000; ++i) {
    const Problem problem = sampler.Draw(4, 3, 5);
    Plan plan = PlanFor(problem);
    plan.certificate = {};
    if (std::ranges::none_of(plan.levels, [](const Level& level) {
          return level.name <= LevelName::kNewFloors && level.value > 0;
        })) {
      continue;
    }
    // Nothing is claimed, so nothing but prices is tried.
    for (Level& level : plan.levels) level.bound = 0;
    Values least(plan.levels.size(), std::numeric_limits<std::int64_t>::max());
    Oracle(problem).ForEachPlan([&](const Values& values) {
      for (std::size_t l = 0; l < least.size(); ++l) {
        least[l] = std::min(least[l], values[l]);
        if (values[l] != plan.levels[l].value) return;
      }
    });
    for (int n = 0; n < 25; ++n) {
      plan.certificate.markets.clear();
      const int markets = random.Range(1, 4);
      for (int m = 0; m < markets; ++m) {
        plan.certificate.markets.push_back(DrawMarket(random, problem, plan));
      }
      const Report report = ReportOn(problem, plan);
      for (std::size_t l = 0; l < least.size(); ++l) {
        EXPECT_LE(report.own_bounds[l], least[l]) << i << ' ' << l;
        shown += report.own_bounds[l] > 0;
        beyond += report.own_bounds[l] > 0 &&
                  report.own_bounds[l] == plan.levels[l].value;
      }
    }
    ASSERT_FALSE(HasFailure()) << i;
  }
  EXPECT_GT(shown, 300);
  EXPECT_GT(beyond, 200);
}

}  // namespace
}  // namespace quaranta::place
