// A positive result of somebody inside freezes the floor.
#include "quaranta/desk/coming_days.h"
#include "tests/desk/audit_house.h"

namespace quaranta::desk {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kDoubt =
    "Hotel S1, floor 2: Q1 tested positive, and neither a hold of the floor "
    "nor an investigation is on record; counted as frozen: nobody comes in, "
    "moves or is released until an investigation closes.";

// Q1 of chain L1 inside on floor 2, the only floor; the batch still takes
// people in.
Town OneFloor(Cells who = {}) {
  Town town(0);
  for (const char* label : {"201", "202"}) town.Room("S1", "2", label, {});
  town.Inside("Q1", "S1/201", {{"start", "2022-04-10T09:00:00+08:00"}},
              std::move(who));
  return town;
}

Town Found(Cells sample = {}) {
  Town town = OneFloor();
  town.rows.Add("Sample",
                NoBlanks(With({{"id", "N1"},
                               {"person_id", "Q1"},
                               {"sampled_at", "2022-04-10T10:00:00+08:00"},
                               {"resulted_at", "2022-04-10T15:30:00+08:00"},
                               {"result", "POSITIVE"}},
                              std::move(sample))));
  return town;
}

bool TakesPeople(const Town& town) {
  return !Where(MustPlace(town, Bus().Person("P1"))).empty();
}

TEST(PositivesTest, NobodyIsPutOnTheFloorAndTheReasonIsSaid) {
  EXPECT_TRUE(TakesPeople(OneFloor()));
  const Plan plan = MustPlace(Found(), Bus().Person("P1"));
  EXPECT_THAT(Where(plan), IsEmpty());
  EXPECT_EQ(plan.units[0].state, UnitState::kFrozen);
  EXPECT_THAT(English(plan.doubts), Contains(kDoubt));
  std::vector<std::string> chinese;
  for (const Sentence& doubt : plan.doubts) {
    chinese.push_back(Render(doubt, Language::kZh));
  }
  EXPECT_THAT(chinese, Contains(HasSubstr("Q1检测阳性")));
}

TEST(PositivesTest, TheResultOnThePersonsOwnRecordCountsToo) {
  EXPECT_FALSE(TakesPeople(OneFloor({{"test_result", "POSITIVE"}})));
  EXPECT_TRUE(TakesPeople(OneFloor({{"test_result", "NEGATIVE"}})));
  EXPECT_TRUE(TakesPeople(OneFloor({{"test_result", "PENDING"}})));
}

TEST(PositivesTest, OnlyWhatIsKnownByNowCounts) {
  EXPECT_FALSE(TakesPeople(Found({{"resulted_at", ""}})));
  EXPECT_FALSE(TakesPeople(Found({{"person_id", ""}, {"stay_id", "stay-Q1"}})));
  EXPECT_TRUE(
      TakesPeople(Found({{"resulted_at", "2022-04-10T17:30:00+08:00"}})));
  EXPECT_TRUE(TakesPeople(Found({{"result", "NEGATIVE"}})));
}

TEST(PositivesTest, AResultWithoutATimeCountsAsKnown) {
  Town town = OneFloor();
  town.rows.Add("Sample",
                {{"id", "N1"}, {"person_id", "Q1"}, {"result", "POSITIVE"}});
  EXPECT_FALSE(TakesPeople(town));
}

TEST(PositivesTest, WhoLeftForHospitalAfterwardsFreezesNothing) {
  for (const auto& [depart, takes] :
       {std::pair("2022-04-10T14:00:00+08:00", false),
        std::pair("2022-04-10T16:00:00+08:00", true)}) {
    Town town = Found();
    town.rows.Add("Transfer", {{"id", "T1"},
                               {"person_id", "Q1"},
                               {"kind", "HOSPITAL"},
                               {"depart", depart}});
    EXPECT_EQ(TakesPeople(town), takes) << depart;
  }
}

TEST(PositivesTest, AnInvestigationThatClosedAfterTheResultEndsTheFreeze) {
  for (const auto& [closed, takes] :
       {std::pair("2022-04-10T15:00:00+08:00", false),
        std::pair("2022-04-10T16:30:00+08:00", true)}) {
    for (const Cells& where :
         {Cells{{"floor_id", "S1/2"}},
          Cells{{"room_ids", std::vector<std::string>{"S1/201"}}}, Cells{}}) {
      Town town = Found();
      town.rows.Add("Investigation", With({{"id", "V1"},
                                           {"site_id", "S1"},
                                           {"state", "CLOSED"},
                                           {"closed_at", closed}},
                                          where));
      EXPECT_EQ(TakesPeople(town), takes) << closed;
    }
  }
  // Of another floor.
  Town town = Found();
  town.rows.Add("Investigation", {{"id", "V1"},
                                  {"site_id", "S1"},
                                  {"floor_id", "S1/3"},
                                  {"state", "CLOSED"},
                                  {"closed_at", "2022-04-10T16:30:00+08:00"}});
  EXPECT_FALSE(TakesPeople(town));
}

TEST(PositivesTest, WhereAHoldIsOnRecordTheFreezeIsNoDoubtAndOutlivesIt) {
  Town town = Found();
  town.rows.Add("Hold", {{"id", "H1"},
                         {"floor_id", "S1/2"},
                         {"until", "2022-04-11T09:00:00+08:00"}});
  EXPECT_THAT(English(MustPlace(town, Bus().Person("P1")).doubts),
              Not(Contains(HasSubstr("tested positive"))));
  auto days =
      PlanDays(town.rows.Build(),
               Bus()
                   .Person("P1", {{"arrived_at", "2022-04-13T09:00:00+08:00"}})
                   .rows.Build(),
               MakePolicy(), {.as_of = Now()});
  ASSERT_THAT(days, testing::IsOk());
  EXPECT_THAT(days->plan.assignments, IsEmpty());
}

TEST(PositivesTest, TheDaysGiveTheFloorToNobody) {
  Bus bus;
  bus.Person("P1",
             {{"arrived_at", "2022-04-22T09:00:00+08:00"}, {"chain_id", "L9"}});
  const auto plan = [&bus](const Town& town) {
    auto made = PlanDays(town.rows.Build(), bus.rows.Build(), MakePolicy(),
                         {.as_of = Now()});
    EXPECT_THAT(made, testing::IsOk());
    return made.ok() ? *std::move(made) : DaysPlan();
  };
  EXPECT_THAT(plan(OneFloor()).plan.assignments, SizeIs(1));
  const DaysPlan frozen = plan(Found());
  EXPECT_THAT(frozen.plan.assignments, IsEmpty());
  EXPECT_THAT(English(frozen.doubts), Contains(kDoubt));
}

TEST(PositivesTest, TheAuditMovesNobodyOfTheFloor) {
  Town town = Cases().front().house().Build();
  ASSERT_THAT(MustAudit(town).moves, Not(IsEmpty()));
  town.rows.Add("Sample", {{"id", "N1"},
                           {"person_id", "C"},
                           {"resulted_at", "2022-04-10T15:30:00+08:00"},
                           {"result", "POSITIVE"}});
  const AuditResult result = MustAudit(town);
  EXPECT_THAT(result.moves, IsEmpty());
  EXPECT_THAT(result.frozen, SizeIs(3));
  EXPECT_THAT(English(result.doubts), Contains(HasSubstr("C tested positive")));
}

TEST(PositivesTest, WhoShouldLeaveTheFloorTodayLacksTheEndOfTheFreeze) {
  const auto lacks = [](const Town& town) {
    auto view = Tonight(town.rows.Build(), MakePolicy(), {.as_of = Now()});
    EXPECT_THAT(view, testing::IsOk());
    bool hold = false;
    for (const Leaving& of : view->leaving) {
      hold = hold || std::find(of.lacks.begin(), of.lacks.end(),
                               LeavingLack::kHold) != of.lacks.end();
    }
    return hold;
  };
  Town town = OneFloor();
  town.Inside("Q2", "S1/202", {{"planned_end", "2022-04-10"}});
  EXPECT_FALSE(lacks(town));
  Town positive = Found();
  positive.Inside("Q2", "S1/202", {{"planned_end", "2022-04-10"}});
  EXPECT_TRUE(lacks(positive));
}

}  // namespace
}  // namespace quaranta::desk
