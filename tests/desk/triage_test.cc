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

// P1 arrives; the facts stand in the arrivals' own tables or in the county's.
Plan WithFacts(bool in_county, const Rows& facts) {
  Town town;
  Bus bus;
  bus.Person("P1");
  (in_county ? town.rows : bus.rows).AddAll(facts);
  return MustPlace(town, bus);
}

TEST(TriageTest, FactsInTheCountysTablesReferAsThoseOfTheArrivalsDo) {
  struct {
    const char* record;
    Cells cells;
    const char* reason;  // empty: gets a room
  } const cases[] = {
      {"ClinicalNeed", {{"kind", "DIALYSIS"}}, "dialysis"},
      {"ClinicalNeed", {{"kind", "INSULIN"}, {"refer_hospital", true}}, "need"},
      {"ClinicalNeed",
       {{"kind", "DIALYSIS"}, {"met_at", "2022-04-10T12:00:00+08:00"}},
       ""},
      {"Sample",
       {{"result", "POSITIVE"}, {"resulted_at", "2022-04-10T12:00:00+08:00"}},
       "tested positive"},
      {"Sample", {{"result", "POSITIVE"}}, "tested positive"},
      {"Sample",
       {{"result", "POSITIVE"}, {"resulted_at", "2022-04-10T17:01:00+08:00"}},
       ""},
      {"Sample",
       {{"result", "NEGATIVE"}, {"resulted_at", "2022-04-10T12:00:00+08:00"}},
       ""},
      {"Observation",
       {{"temperature", 38.0}, {"at", "2022-04-10T16:00:00+08:00"}},
       "fever"},
      {"Observation",
       {{"symptoms", List{"COUGH"}}, {"at", "2022-04-10T16:00:00+08:00"}},
       "symptoms"},
      {"Observation",
       {{"temperature", 38.0},
        {"at", "2022-04-10T16:00:00+08:00"},
        {"acted_at", "2022-04-10T16:30:00+08:00"}},
       ""},
  };
  for (const auto& c : cases) {
    for (const bool in_county : {false, true}) {
      SCOPED_TRACE(c.record + std::string(c.reason));
      Rows facts;
      facts.Add(c.record, With({{"id", "X1"}, {"person_id", "P1"}}, c.cells));
      const Plan plan = WithFacts(in_county, facts);
      if (*c.reason == '\0') {
        EXPECT_THAT(plan.referred, IsEmpty());
        continue;
      }
      EXPECT_THAT(Referred(plan), ElementsAre(HasSubstr(c.reason)));
      EXPECT_THAT(Where(plan), IsEmpty());
    }
  }
}

TEST(TriageTest, TheCountysOwnRowOfThePersonCountsToo) {
  for (const Cells& known :
       {Cells{{"test_result", "POSITIVE"}}, Cells{{"needs", List{"LABOUR"}}}}) {
    Rows facts;
    facts.Add("Person", With({{"id", "P1"}}, known));
    EXPECT_THAT(WithFacts(true, facts).referred, SizeIs(1));
  }
  // What the arrivals say of the moment goes before.
  Rows warm;
  warm.Add("Person", {{"id", "P1"}, {"temperature", 38.5}});
  EXPECT_THAT(WithFacts(true, warm).referred, IsEmpty());
}

TEST(TriageTest, OfAStayThatIsOverOnlyTheNeedsCount) {
  Rows before;
  before.Add("Person", {{"id", "P1"}, {"test_result", "POSITIVE"}});
  before.Add("Stay", {{"id", "T0"},
                      {"person_id", "P1"},
                      {"site_id", "S1"},
                      {"start", "2022-03-01T09:00:00+08:00"},
                      {"end", "2022-03-15T09:00:00+08:00"}});
  Rows sample = before;
  sample.Add("Sample", {{"id", "Y1"},
                        {"stay_id", "T0"},
                        {"result", "POSITIVE"},
                        {"resulted_at", "2022-03-02T09:00:00+08:00"}});
  EXPECT_THAT(WithFacts(true, sample).referred, IsEmpty());
  Rows need = before;
  need.Add("ClinicalNeed",
           {{"id", "N1"}, {"person_id", "P1"}, {"kind", "DIALYSIS"}});
  EXPECT_THAT(WithFacts(true, need).referred, SizeIs(1));
}

TEST(TriageTest, WhoCameBackFromHospitalSinceThePositiveGetsARoom) {
  for (const auto& [depart, referred] :
       {std::pair("2022-04-01T08:00:00+08:00", 1U),
        std::pair("2022-04-02T08:00:00+08:00", 0U)}) {
    Rows facts;
    facts.Add("Sample", {{"id", "Y1"},
                         {"person_id", "P1"},
                         {"result", "POSITIVE"},
                         {"resulted_at", "2022-04-01T12:00:00+08:00"}});
    facts.Add("Transfer", {{"id", "T1"},
                           {"person_id", "P1"},
                           {"kind", "HOSPITAL"},
                           {"depart", depart}});
    EXPECT_EQ(WithFacts(true, facts).referred.size(), referred) << depart;
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

TEST(TriageTest, AnImpossibleReadingIsAMissingOne) {
  Bus bus;
  bus.Person("P1", {{"temperature", 370}});
  bus.rows.Suspect("temperature");
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_THAT(plan.referred, IsEmpty());
  EXPECT_THAT(English(plan.doubts),
              ElementsAre("1 person has no temperature on record."));
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
