// A plan written as JSON and read again is the plan.
#include <cstdint>
#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/report/json.h"
#include "tests/support/status_matchers.h"

namespace quaranta::report {
namespace {

using place::Certificate;
using place::CohortId;
using place::PartyId;
using place::SiteId;
using place::UnitId;
using ::quaranta::testing::IsOk;

// Each field has a value of its own, so that two mixed up would show.
Certificate EveryField() {
  Certificate certificate;
  certificate.rows.push_back(
      {CohortId(1), {{PartyId(2), 3, 4}, {PartyId(5), 6, 7}}, {UnitId(8)}, 9});
  certificate.rows.push_back({CohortId(10), {}, {UnitId(11), UnitId(12)}, -1});
  Certificate::Node split;
  split.split = true;
  split.site = SiteId(13);
  split.cohort = CohortId(14);
  split.unit = UnitId(15);
  split.at = 16;
  Certificate::Node leaf;
  leaf.rows = {{17, 18}};
  leaf.levels = {{19, std::numeric_limits<std::int64_t>::max()}};
  Certificate::Node sets;
  sets.levels = {{20, 21}};
  sets.sets = true;
  sets.units = {{UnitId(22), 23}, {UnitId(24), 25}};
  certificate.proofs.push_back({26, CohortId(27), {split, leaf, sets}});
  Certificate::Market market;
  market.level = 28;
  market.grade = 29;
  market.scale = 30;
  market.gauges = {{31, place::Features{1} << 63}, {32, 33}};
  market.joint = 34;
  market.offers = {{UnitId(35), 36}};
  market.people = {37, 38};
  certificate.markets.push_back(market);
  return certificate;
}

TEST(StoredPlan, CertificateComesBackAsItWas) {
  desk::Plan plan;
  plan.plan.certificate = EveryField();
  const auto stored = ReadStoredPlan(ToJson(plan), "plan.json");
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->plan.certificate, plan.plan.certificate);
}

TEST(StoredPlan, LevelsComeBackAsTheyWere) {
  desk::Plan plan;
  plan.plan.levels = {
      {place::LevelName::kUnplaced, 2, 1, 54, 50,
       place::LevelStatus::kFeasible},
      {place::LevelName::kNewSites, 1, 3, 2, 2,
       place::LevelStatus::kConditional},
      {place::LevelName::kNewSites, 2, -1, 1, 1,
       place::LevelStatus::kConditional},
      {place::LevelName::kNewSites, 3, std::numeric_limits<std::int32_t>::min(),
       0, 0, place::LevelStatus::kConditional}};
  const auto stored = ReadStoredPlan(ToJson(plan), "plan.json");
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->plan.levels, plan.plan.levels);
}

TEST(StoredPlan, ACutFileIsAnErrorThatNamesIt) {
  desk::Plan plan;
  plan.plan.certificate = EveryField();
  const std::string json = ToJson(plan);
  for (std::size_t size = 0; size + 2 < json.size(); size += 7) {
    const auto stored = ReadStoredPlan(json.substr(0, size), "plan.json");
    ASSERT_FALSE(stored.ok()) << size;
    EXPECT_THAT(std::string(stored.status().message()),
                ::testing::HasSubstr("plan.json"));
  }
}

}  // namespace
}  // namespace quaranta::report
