#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Referred(const Plan& plan) {
  std::vector<std::string> lines;
  for (const Referral& referral : plan.referred) {
    lines.push_back(Render(referral.reason, Language::kEn));
  }
  return lines;
}

struct Case {
  const char* name;
  Cells facts;
  const char* reason;  // empty: gets a room
};

class TriageTest : public ::testing::TestWithParam<Case> {};

TEST_P(TriageTest, TheFactDecidesAndIsNamedWithoutItsValue) {
  const Plan plan = MustPlace(Town(), Bus().Person("P1", GetParam().facts));
  if (*GetParam().reason == '\0') {
    EXPECT_THAT(plan.referred, IsEmpty());
    EXPECT_THAT(Where(plan), SizeIs(1));
    return;
  }
  EXPECT_THAT(Referred(plan), ElementsAre(HasSubstr(GetParam().reason)));
  EXPECT_EQ(plan.referred[0].outcome, schema::ReferralOutcome::kReferHospital);
  EXPECT_THAT(Where(plan), IsEmpty());
  EXPECT_THAT(plan.plan.unplaced, IsEmpty());
  EXPECT_THAT(Referred(plan)[0], Not(HasSubstr("37")));
}

using List = std::vector<std::string>;

INSTANTIATE_TEST_SUITE_P(
    Facts, TriageTest,
    ::testing::Values(
        Case{"Well", {}, ""},
        Case{"JustBelowFever", {{"temperature", 37.2}}, ""},
        Case{"Fever", {{"temperature", 37.3}}, "fever"},
        Case{"Symptom", {{"symptoms", List{"COUGH"}}}, "symptoms"},
        Case{"NoSymptom", {{"symptoms", List{"NONE"}}}, ""},
        Case{"Positive", {{"test_result", "POSITIVE"}}, "tested positive"},
        Case{"Pending", {{"test_result", "PENDING"}}, ""},
        Case{"Dialysis", {{"needs", List{"DIALYSIS"}}}, "dialysis"},
        Case{"Labour", {{"needs", List{"LABOUR"}}}, "in labour"},
        Case{"Oxygen", {{"needs", List{"OXYGEN"}}}, "oxygen"},
        Case{"Crisis", {{"needs", List{"CRISIS"}}}, "crisis"},
        Case{"Insulin", {{"needs", List{"INSULIN"}}}, ""},
        Case{"TheGravestFactFirst",
             {{"temperature", 39.1}, {"needs", List{"LABOUR"}}},
             "in labour"}),
    [](const auto& c) { return std::string(c.param.name); });

TEST(TriageTest, TheFeverLimitIsThePolicys) {
  const Bus bus = Bus().Person("P1", {{"temperature", 37.5}});
  EXPECT_THAT(MustPlace(Town(), bus).referred, SizeIs(1));
  EXPECT_THAT(
      MustPlace(Town(), bus, MakePolicy({{"fever_c", "value: 38"}})).referred,
      IsEmpty());
}

TEST(TriageTest, HomeIsAnOutcomeOnlyWhereThePolicyAllowsIt) {
  const Bus bus = Bus().Person("P1", {{"home_suitable", true}});
  EXPECT_THAT(MustPlace(Town(), bus).referred, IsEmpty());
  const Plan plan =
      MustPlace(Town(), bus, MakePolicy({{"home_option", "value: 1"}}));
  ASSERT_THAT(plan.referred, SizeIs(1));
  EXPECT_EQ(plan.referred[0].outcome, schema::ReferralOutcome::kHome);
  EXPECT_EQ(Summarize(plan).home, 1);
}

TEST(TriageTest, HomeNeedsAnAssessment) {
  const Bus bus = Bus().Person(
      "P1", {{"home_suitable", true}, {"home_option_assessed", false}});
  EXPECT_THAT(MustPlace(Town(), bus, MakePolicy({{"home_option", "value: 1"}}))
                  .referred,
              IsEmpty());
}

TEST(TriageTest, AnUnmetClinicalNeedOnRecordRefersAndAMetOneDoesNot) {
  for (const bool met : {false, true}) {
    Bus bus;
    bus.Person("P1");
    Cells need = {{"id", "N1"}, {"person_id", "P1"}, {"kind", "DIALYSIS"}};
    if (met) need.emplace_back("met_at", "2022-04-10T12:00:00+08:00");
    bus.rows.Add("ClinicalNeed", need);
    EXPECT_EQ(MustPlace(Town(), bus).referred.size(), met ? 0U : 1U);
  }
}

TEST(TriageTest, AChildWhoseParentGoesToHospitalWaitsForANamedCarer) {
  Bus bus;
  bus.Person("A1", {{"party_id", "F1"}, {"temperature", 38.0}});
  bus.Person("C1", {{"party_id", "F1"},
                    {"age", 6},
                    {"carer_id", "A1"},
                    {"carer_consents", true}});
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_THAT(plan.referred, SizeIs(1));
  EXPECT_THAT(WithoutRoom(plan), ElementsAre("C1 MINOR_WITHOUT_ADULT"));
  ASSERT_FALSE(plan.conditions.empty());
  EXPECT_THAT(Render(plan.conditions[0], Language::kEn),
              HasSubstr("name a carer for the children of F1"));
}

TEST(TriageTest, MissingReadingsReferNobodyAndAreCountedAsDoubts) {
  Bus bus;
  bus.rows.Add("Person", {{"id", "P1"}});
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_THAT(plan.referred, IsEmpty());
  const auto doubts = English(plan.doubts);
  for (const char* text :
       {"no temperature", "symptoms on record", "no test result", "no age",
        "no chain", "no risk class", "time of naming"}) {
    EXPECT_THAT(doubts, ::testing::Contains(HasSubstr(text))) << text;
  }
}

}  // namespace
}  // namespace quaranta::desk
