// The coming days: who comes when, how long floors are held, what runs out.
#include "gmock/gmock.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/desk/coming_days.h"
#include "tests/desk/days_town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Levels as "unplaced 1 0: 2".
std::vector<std::string> LevelsOf(const DaysPlan& plan,
                                  place::HorizonLevelName name) {
  std::vector<std::string> lines;
  for (const place::HorizonLevel& level : plan.plan.levels) {
    if (level.name != name) continue;
    lines.push_back(std::to_string(level.part) + " " +
                    std::to_string(level.key) + ": " +
                    std::to_string(level.value));
  }
  return lines;
}
std::vector<std::string> LevelsOf(const Plan& plan, place::LevelName name) {
  std::vector<std::string> lines;
  for (const place::Level& level : plan.plan.levels) {
    if (level.name != name) continue;
    lines.push_back(std::to_string(level.part) + " " +
                    std::to_string(level.key) + ": " +
                    std::to_string(level.value));
  }
  return lines;
}

// --- Who comes when, for how long. ---

TEST(DaysTest, PeopleComeOnTheirLocalDayAndLeaveAsTheProfileSays) {
  Bus bus;
  bus.Person("P1", On(12));
  bus.Person("P2", On(13, {{"contact_type", "ENTRANT"}, {"chain_id", "L2"}}));
  const DaysPlan plan = MustPlan(Town(), bus);
  // Seven days from the exposure of the 11th; ten of which the 13th is one.
  EXPECT_THAT(Lodged(plan),
              ElementsAre("P1 S1/201 04-12 04-18", "P2 S1/301 04-13 04-22"));
  EXPECT_THAT(
      plan.doubts,
      Not(Contains(::testing::Field(&Sentence::id, msg::kDaysDoubtExposure))));
}

TEST(DaysTest, AStayOnRecordSaysWhenSomebodyComesAndGoes) {
  Bus bus;
  bus.Person("P1", {{"contact_type", "CLOSE"}});
  bus.rows.Add("Stay", {{"id", "T1"},
                        {"person_id", "P1"},
                        {"state", "PLANNED"},
                        {"start", "2022-04-14T09:00:00+08:00"},
                        {"planned_end", "2022-04-16"}});
  // One that is over says nothing.
  bus.rows.Add("Stay", {{"id", "T0"},
                        {"person_id", "P1"},
                        {"state", "RELEASED"},
                        {"start", "2022-04-15T09:00:00+08:00"},
                        {"planned_end", "2022-04-30"}});
  const DaysPlan plan = MustPlan(Town(), bus);
  EXPECT_THAT(Lodged(plan), ElementsAre("P1 S1/201 04-14 04-16"));
  EXPECT_EQ(plan.dates[0].basis, LengthBasis::kPlannedEnd);
}

TEST(DaysTest, ARecordedEndGoesBeforeTheStateThatCameWithIt) {
  for (const auto& [end, lodged] :
       {std::pair("2022-04-16T09:00:00+08:00", "P1 S1/201 04-14 04-16"),
        std::pair("2022-04-10T09:00:00+08:00", "P1 S1/201 04-10 04-17")}) {
    Bus bus;
    bus.Person("P1", {{"contact_type", "CLOSE"}});
    // Released by now; as of the plan that is still to come, or has been.
    bus.rows.Add("Stay", {{"id", "T1"},
                          {"person_id", "P1"},
                          {"state", "RELEASED"},
                          {"start", "2022-04-14T09:00:00+08:00"},
                          {"planned_end", "2022-04-16"},
                          {"end", end}});
    EXPECT_THAT(Lodged(MustPlan(Town(), bus)), ElementsAre(lodged));
  }
}

TEST(DaysTest, WhatIsNotKnownOfALengthIsAssumedWithCareAndNamed) {
  Bus bus;
  bus.Person("P1", With(On(12), {{"last_exposure", "2022-04-01"}}));
  bus.Person("P2", {{"arrived_at", "2022-04-12T20:00:00+08:00"}});
  Cells untyped = On(12);
  untyped.emplace_back("contact_type", "SECOND_ORDER");
  bus.Person("P3", untyped);
  bus.Person("P4", {{"last_exposure", "2022-04-09"}});
  const DaysPlan plan = MustPlan(Town(), bus);
  // P1 should be free before coming: one night. P2 counts from the arrival. P3
  // takes the longer of both. P4 comes today.
  EXPECT_THAT(Lodged(plan),
              ElementsAre("P1 S1/301 04-12 04-13", "P2 S1/302 04-12 04-19",
                          "P3 S1/303 04-12 04-21", "P4 S1/201 04-10 04-16"));
  EXPECT_THAT(
      English(plan.doubts),
      ::testing::IsSupersetOf(
          {"1 person has no time of arrival on record; counted as coming "
           "today.",
           "1 person has no last exposure on record; the length of stay is "
           "counted from the day of arrival, which is the longest it can be.",
           "1 person has no contact type on record for which a length of stay "
           "is laid down; counted with the longest.",
           "1 person would be released on the day of arrival or before; "
           "counted with one night. Ask whether they are to be isolated at "
           "all."}));
}

TEST(DaysTest, WithoutAProfilePeopleStayToTheEndOfTheDays) {
  DaysOptions options;
  options.days = 5;
  const DaysPlan plan =
      MustPlan(Town(), Bus().Person("P1", On(12)), MakePolicy(), options);
  EXPECT_THAT(Lodged(plan), ElementsAre("P1 S1/201 04-12 04-15"));
  EXPECT_THAT(English(plan.doubts),
              Contains("No length of stay is laid down for 1 person; counted "
                       "as staying to the end of the days looked ahead."));
}

TEST(DaysTest, ADayWithoutAMeasureInForceIsADoubt) {
  DaysOptions options;
  options.as_of = ParseInstant("2022-12-30T17:00:00+08:00").value();
  const Bus bus =
      Bus().Person("P1", {{"arrived_at", "2023-01-02T09:00:00+08:00"}});
  EXPECT_THAT(English(MustPlan(Town(), bus, Rules(), options).doubts),
              Contains("1 person is announced for days on which no measure is "
                       "in force; without one nobody may be isolated."));
  options.as_of = ParseInstant("2023-01-01T17:00:00+08:00").value();
  EXPECT_THAT(Try(Town(), bus, Rules(), options),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("no measure is in force")));
}

TEST(DaysTest, APartyComesWithItsFirstAndLeavesWithItsLast) {
  Bus bus;
  bus.Party("F1", {{"one_room", true}, {"consented", true}});
  bus.Person("P1",
             With(On(12), {{"party_id", "F1"}, {"share_assessed", true}}));
  bus.Person("P2",
             With(On(14), {{"party_id", "F1"}, {"share_assessed", true}}));
  const DaysPlan plan = MustPlan(Town(), bus);
  EXPECT_THAT(Lodged(plan),
              ElementsAre("P1 S1/201 04-12 04-20", "P2 S1/201 04-12 04-20"));
  EXPECT_THAT(English(plan.doubts),
              Contains("F1: its people come on different days; it is planned "
                       "from the first on."));
}

TEST(DaysTest, WhoComesAfterTheLastDayIsNotPlanned) {
  DaysOptions options;
  options.days = 3;
  const DaysPlan plan =
      MustPlan(Town(), Bus().Person("P1", On(13)), Rules(), options);
  EXPECT_THAT(Lodged(plan), IsEmpty());
  EXPECT_EQ(Summarize(plan).beyond, 1);
  EXPECT_THAT(English(plan.doubts),
              Contains("1 person is announced for after 2022-04-12; not "
                       "planned."));
  EXPECT_THAT(English(plan.headline),
              ElementsAre("Nobody who is announced until 2022-04-12 needs a "
                          "room here.",
                          "Free floors are fewest on 2022-04-10: 2."));
}

TEST(DaysTest, TriageIsThatOfAnEvening) {
  Bus bus;
  bus.Person("P1", With(On(12), {{"test_result", "POSITIVE"}}));
  bus.Person("P2", On(12));
  const DaysPlan plan = MustPlan(Town(), bus);
  ASSERT_THAT(plan.referred, SizeIs(1));
  EXPECT_EQ(plan.referred[0].person, "P1");
  EXPECT_EQ(Summarize(plan).to_hospital, 1);
  EXPECT_EQ(Summarize(plan).asked, 2);
}

TEST(DaysTest, FactsOfAnArrivalAreNotMissedBeforeIt) {
  const auto doubts = [](int day) {
    Bus bus;
    bus.rows.Add("Person", With(On(day), {{"id", "P1"}, {"age", 40}}));
    return English(MustPlan(Town(), bus).doubts);
  };
  const std::string missed = "1 person has no temperature on record.";
  EXPECT_THAT(doubts(10), Contains(missed));
  EXPECT_THAT(doubts(11), Not(Contains(missed)));
}

TEST(DaysTest, ThoseOfOneChainAreOneBatchWithinTheIntakeWindowOnly) {
  Bus bus;
  bus.Person("P1", On(12)).Person("P2", On(13)).Person("P3", On(14));
  const auto floors = [&bus](std::string_view hours) {
    const DaysPlan plan =
        MustPlan(Town(), bus,
                 Rules({{"intake_window_h", "value: " + std::string(hours)}}));
    return plan.cohorts.size();
  };
  EXPECT_EQ(floors("24"), 3u);
  EXPECT_EQ(floors("25"), 2u);
  EXPECT_EQ(floors("72"), 1u);
}

// --- What stands. ---

TEST(DaysTest, AHeldFloorIsLeftDisinfectedAndGivenAgain) {
  Bus bus;
  for (int i = 1; i <= 3; ++i) bus.Person("P" + std::to_string(i), On(14));
  const DaysPlan plan = MustPlan(HeldUntil13(), bus);
  EXPECT_THAT(Holds(plan), ElementsAre("S1 2: 04-10 04-13 04-14",
                                       "S1 2: 04-14 04-20 04-21"));
  // All three rooms, the one that somebody lives in now among them.
  EXPECT_THAT(Lodged(plan),
              ElementsAre("P1 S1/203 04-14 04-20", "P2 S1/201 04-14 04-20",
                          "P3 S1/202 04-14 04-20"));
  EXPECT_THAT(English(HoldLines(plan)),
              ElementsAre("Hotel S1, floor 2: held by chain L9, batch "
                          "2022-04-05 09:00, high risk until 2022-04-13; "
                          "disinfected and free again on 2022-04-14.",
                          "Hotel S1, floor 2: given on 2022-04-14 to chain "
                          "L1, batch 2022-04-14 20:00, high risk, 3 people, "
                          "until 2022-04-20; disinfected and free again on "
                          "2022-04-21."));
}

TEST(DaysTest, BeforeThatItIsSaidWhatRunsOutAndWhenTheFirstFloorIsFree) {
  Bus bus;
  bus.Person("P1", On(12)).Person("P2", On(12)).Person("P3", On(14));
  const DaysPlan plan = MustPlan(HeldUntil13(), bus);
  EXPECT_THAT(
      English(plan.headline),
      ElementsAre("On 2022-04-12 2 of 2 people who arrive have no room: every "
                  "floor with rooms that would do is held by another group, "
                  "being disinfected or closed; the first floor free again is "
                  "floor 2 of Hotel S1, on 2022-04-14.",
                  "Until 2022-04-23 2 of 3 people are without a room: before "
                  "2022-04-12 ask the city command for rooms elsewhere."));
  EXPECT_EQ(Render(plan.headline[0], Language::kZh),
            "2022-04-12到达的2人中2人没有房间：有合适房间的楼层均为他组占用、"
            "正在消毒或已关闭；最早腾出的是Hotel S1 2层（2022-04-14）。");
  EXPECT_THAT(English(ShortageLines(plan)),
              ElementsAre("2022-04-12: 2 people have no room: every floor with "
                          "rooms that would do is held by another group, being "
                          "disinfected or closed."));
}

TEST(DaysTest, TheDisinfectionTakesWholeDays) {
  const Bus bus = Bus().Person("P1", On(15));
  const auto holds = [&bus](std::string_view hours) {
    return Holds(
        MustPlan(HeldUntil13(), bus,
                 Rules({{"disinfection_h", "value: " + std::string(hours)}})));
  };
  EXPECT_THAT(holds("0"), ElementsAre("S1 2: 04-10 04-13 04-13",
                                      "S1 2: 04-15 04-21 04-21"));
  EXPECT_THAT(holds("25"), ElementsAre("S1 2: 04-10 04-13 04-15",
                                       "S1 2: 04-15 04-21 04-23"));
  EXPECT_THAT(holds("49"), ElementsAre("S1 2: 04-10 04-13 04-16"));
}

TEST(DaysTest, WhereTheEndIsNotKnownTheFloorIsHeldOnAllDaysAndThatIsNamed) {
  const Bus bus = Bus().Person("P1", On(20));
  const auto plan_with = [&bus](Cells stay) {
    Town town(0);
    town.Room("S1", "2", "201", {}).Room("S1", "2", "202", {});
    town.Inside("Q1", "S1/201", With({{"chain_id", "L9"}}, std::move(stay)));
    return MustPlan(town, bus);
  };
  const DaysPlan overdue = plan_with({{"planned_end", "2022-04-09"}});
  EXPECT_THAT(Holds(overdue), ElementsAre("S1 2: 04-10 - -"));
  EXPECT_THAT(English(overdue.doubts),
              Contains("Hotel S1, floor 2: all there are past the planned end, "
                       "the last of them 2022-04-09; until somebody says when "
                       "they leave, the floor counts as held on all days."));
  EXPECT_THAT(English(overdue.headline)[0],
              HasSubstr("being disinfected or closed."));
  Town town(0);
  town.Room("S1", "2", "201", {}).Room("S1", "2", "202", {});
  town.rows.Add("Stay", {{"id", "T1"},
                         {"site_id", "S1"},
                         {"state", "INSIDE"},
                         {"start", "2022-04-05T09:00:00+08:00"},
                         {"chain_id", "L9"}});
  town.rows.Add("RoomAssignment", {{"stay_id", "T1"},
                                   {"room_id", "S1/201"},
                                   {"start", "2022-04-05T09:00:00+08:00"}});
  const DaysPlan open = MustPlan(town, bus);
  EXPECT_THAT(Holds(open), ElementsAre("S1 2: 04-10 - -"));
  EXPECT_THAT(English(open.doubts),
              Contains("Hotel S1, floor 2: no planned end is on record for 1 "
                       "person there; the floor counts as held on all days."));
  const DaysPlan today = plan_with({{"planned_end", "2022-04-10"}});
  EXPECT_THAT(Holds(today), ElementsAre("S1 2: 04-10 04-11 04-12",
                                        "S1 2: 04-20 04-26 04-27"));
  EXPECT_THAT(English(today.doubts),
              Contains("Hotel S1, floor 2: the last of those there should "
                       "leave today and have not yet; counted as leaving "
                       "tomorrow."));
}

TEST(DaysTest, AHoldOnAPersonOrTheirRoomKeepsTheFloorUntilItEnds) {
  const auto plan_with = [](Cells hold) {
    Town town = HeldUntil13();
    town.rows.Add("Hold",
                  With({{"id", "H1"}, {"start", "2022-04-09T09:00:00+08:00"}},
                       std::move(hold)));
    return MustPlan(town, Bus().Person("P1", On(15)));
  };
  for (const Cells& of :
       {Cells{{"stay_id", "stay-Q1"}}, Cells{{"room_id", "S1/203"}}}) {
    const DaysPlan later =
        plan_with(With(of, {{"until", "2022-04-18T08:00:00+08:00"}}));
    EXPECT_THAT(Lodged(later), IsEmpty());
    EXPECT_THAT(Holds(later), ElementsAre("S1 2: 04-10 04-18 04-19"));
    EXPECT_THAT(English(later.doubts),
                Contains("Hotel S1, floor 2: a hold on people or rooms there "
                         "runs longer than the planned stays; the floor "
                         "counts as held until 2022-04-18, if it is not "
                         "renewed."));
    const DaysPlan open = plan_with(of);
    EXPECT_THAT(Holds(open), ElementsAre("S1 2: 04-10 - -"));
    EXPECT_THAT(English(open.doubts),
                Contains("Hotel S1, floor 2: 1 person there is under a hold "
                         "whose end is not known; the floor counts as held on "
                         "all days."));
    // One that ends before the stay, or has ended, changes nothing.
    for (const Cells& short_one :
         {Cells{{"until", "2022-04-12T08:00:00+08:00"}},
          Cells{{"until", "2022-04-18T08:00:00+08:00"},
                {"ended_at", "2022-04-10T08:00:00+08:00"}}}) {
      const DaysPlan as_planned = plan_with(With(of, short_one));
      EXPECT_THAT(Holds(as_planned)[0], "S1 2: 04-10 04-13 04-14");
      EXPECT_THAT(English(as_planned.doubts),
                  Not(Contains(HasSubstr("a hold on people"))));
    }
  }
}

TEST(DaysTest, AFrozenFloorIsClosedUntilTheHoldEnds) {
  const auto plan_with = [](Cells hold) {
    Town town(0);
    town.Room("S1", "2", "201", {});
    town.rows.Add("Hold", With({{"id", "H1"},
                                {"floor_id", "S1/2"},
                                {"start", "2022-04-09T09:00:00+08:00"}},
                               std::move(hold)));
    return MustPlan(town, Bus().Person("P1", On(12)).Person("P2", On(14)));
  };
  // Until noon of the 12th: closed all that day, then disinfected.
  const DaysPlan ends = plan_with({{"until", "2022-04-12T12:00:00+08:00"}});
  EXPECT_THAT(Lodged(ends), ElementsAre("P2 S1/201 04-14 04-20"));
  EXPECT_THAT(English(ends.doubts),
              Contains("Hotel S1, floor 2: frozen; counted as closed until "
                       "2022-04-13, if the hold is not renewed."));
  const DaysPlan open = plan_with({});
  EXPECT_THAT(Lodged(open), IsEmpty());
  EXPECT_THAT(English(open.doubts),
              Contains("Hotel S1, floor 2: frozen, and until when is not "
                       "known; counted as closed on all days."));
}

TEST(DaysTest, AFloorThatWaitsForDisinfectionIsFreeAfterItAndThatIsACondition) {
  Town town(0);
  town.Room("S1", "2", "201", {{"state", "AWAITING_DISINFECTION"}});
  const DaysPlan plan =
      MustPlan(town, Bus().Person("P1", On(10)).Person("P2", On(11)));
  EXPECT_THAT(Lodged(plan), ElementsAre("P2 S1/201 04-11 04-17"));
  EXPECT_THAT(English(plan.conditions),
              Contains("Hotel S1, floor 2: empty; disinfect it now, so that it "
                       "is free on 2022-04-11."));
  EXPECT_THAT(English(plan.doubts), Not(Contains(HasSubstr("not used"))));
}

TEST(DaysTest, AFloorOfTwoGroupsIsClosedUntilTheLastLeft) {
  Town town(0);
  for (const char* room : {"201", "202"}) town.Room("S1", "2", room, {});
  town.Inside("Q1", "S1/201",
              {{"chain_id", "L8"}, {"planned_end", "2022-04-11"}});
  town.Inside("Q2", "S1/202",
              {{"chain_id", "L9"}, {"planned_end", "2022-04-13"}});
  Bus bus;
  bus.Person("P1", On(13)).Person("P2", On(14)).Person("P3", On(14));
  const DaysPlan plan =
      MustPlan(town, bus, Rules({{"intake_window_h", "value: 1"}}));
  EXPECT_THAT(Lodged(plan),
              ElementsAre("P2 S1/201 04-14 04-20", "P3 S1/202 04-14 04-20"));
}

// --- Sites to open. ---

Town OneMore(double hours) {
  Town town(0);
  town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", hours}});
  town.Floor("S2", "1", {});
  town.Room("S2", "1", "101", {}).Room("S2", "1", "102", {});
  return town;
}
policy::Policy NoStaff() {
  return Rules({{"staff_group_members", "value: 0"},
                {"shifts", "value: 0"},
                {"open_within_h", "value: 6"}});
}

TEST(DaysTest, ASiteIsOpenedOnTheDayThatNeedsItAndOrderedInTime) {
  const DaysPlan plan =
      MustPlan(OneMore(30), Bus().Person("P1", On(13)), NoStaff());
  EXPECT_THAT(Lodged(plan), ElementsAre("P1 S2/101 04-13 04-19"));
  ASSERT_THAT(plan.openings, SizeIs(1));
  EXPECT_EQ(FormatDay(plan.openings[0].day), "2022-04-13");
  // Thirty hours before 20:00 of the 13th.
  EXPECT_EQ(FormatInstant(plan.openings[0].order_by),
            "2022-04-12T14:00:00+08:00");
  EXPECT_FALSE(plan.openings[0].late);
  EXPECT_THAT(English(plan.conditions),
              Contains("Hotel S2 must be open on 2022-04-13: order it by "
                       "2022-04-12 14:00, since it needs 30 h from the order; "
                       "0 rooms there are for its own staff."));
  EXPECT_THAT(English(plan.conditions),
              Contains("Hotel S2: no posts are on record, so nobody is known "
                       "to man it."));
}

TEST(DaysTest, ASiteIsOfferedFromTheDayThatNeedNotWaitTooLongForIt) {
  // Ready at 23:00 of the 11th; those of a day may wait six hours from its
  // first minute on.
  const auto first = [](double hours) {
    Bus bus;
    bus.Person("P1", On(11)).Person("P2", On(12)).Person("P3", On(13));
    const auto lodged =
        Lodged(MustPlan(OneMore(hours), bus,
                        Rules({{"staff_group_members", "value: 0"},
                               {"shifts", "value: 0"},
                               {"open_within_h", "value: 6"},
                               {"intake_window_h", "value: 72"}})));
    return lodged.empty() ? std::string() : lodged.front().substr(0, 2);
  };
  EXPECT_EQ(first(30), "P2");
  EXPECT_EQ(first(13), "P1");
  EXPECT_EQ(first(13.1), "P2");
  EXPECT_EQ(first(37), "P2");
  EXPECT_EQ(first(38), "P3");
}

TEST(DaysTest, WhereTheOrderComesTooLateTheFirstWaitAndThatIsSaid) {
  const DaysPlan plan =
      MustPlan(OneMore(6), Bus().Person("P1", On(10)), NoStaff());
  ASSERT_THAT(plan.openings, SizeIs(1));
  EXPECT_TRUE(plan.openings[0].late);
  EXPECT_EQ(plan.openings[0].order_by, Now());
  EXPECT_THAT(English(plan.conditions),
              Contains("Hotel S2 must be open on 2022-04-10: order it now; it "
                       "needs 6 h from the order, so those who come first "
                       "wait; 0 rooms there are for its own staff."));
}

TEST(DaysTest, ASiteThatIsNeverReadyInTimeIsNamedWhereRoomsLack) {
  DaysOptions options;
  options.days = 3;
  const DaysPlan plan =
      MustPlan(OneMore(500), Bus().Person("P1", On(11)), NoStaff(), options);
  EXPECT_THAT(Lodged(plan), IsEmpty());
  EXPECT_THAT(English(plan.conditions),
              Contains("Hotel S2 could take people in 2 rooms, but it needs "
                       "500 h to open."));
  EXPECT_THAT(English(plan.headline)[0],
              HasSubstr("no site that is open, or can be by then, has a room "
                        "ready"));
}

// --- The same as an evening; shifted; in another order. ---

// A town with something of everything.
Town Busy() {
  Town town(3);
  town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", 6}, {"tier", 2}});
  town.Floor("S2", "1", {}).Floor("S2", "2", {});
  for (const char* room : {"101", "102", "103", "104"}) {
    town.Room("S2", "1", room, {});
  }
  for (const char* room : {"201", "202"}) town.Room("S2", "2", room, {});
  town.Site("S3", {{"status", "ACCEPTED"}, {"ready_in_h", 60}, {"tier", 3}});
  town.Floor("S3", "1", {}).Room("S3", "1", "101", {});
  town.Inside("Q1", "S1/201",
              {{"chain_id", "L1"}, {"planned_end", "2022-04-10"}});
  return town;
}
Bus ManyToday(int people, int chains) {
  Bus bus;
  for (int i = 0; i < people; ++i) {
    bus.Person("P" + std::to_string(100 + i),
               On(10, {{"chain_id", "L" + std::to_string(1 + i % chains)}}));
  }
  return bus;
}

TEST(DaysTest, OneDayIsAnEvening) {
  DaysOptions options;
  options.days = 1;
  const auto rules = Rules({{"staff_group_members", "value: 2"},
                            {"shifts", "value: 0"},
                            {"reserve_share", "value: 0.1"}});
  for (const int people : {2, 7, 12}) {
    for (const int chains : {1, 2, 3}) {
      SCOPED_TRACE(std::to_string(people) + " of " + std::to_string(chains));
      const Bus bus = ManyToday(people, chains);
      const DaysPlan days = MustPlan(Busy(), bus, rules, options);
      const Plan evening = MustPlace(Busy(), bus, rules);
      EXPECT_EQ(LevelsOf(days, place::HorizonLevelName::kUnplaced),
                LevelsOf(evening, place::LevelName::kUnplaced));
      EXPECT_EQ(LevelsOf(days, place::HorizonLevelName::kNewSites),
                LevelsOf(evening, place::LevelName::kNewSites));
    }
  }
}

TEST(DaysTest, RowOrderDoesNotMatter) {
  const Town town = Busy();
  Bus bus = ManyToday(6, 2);
  for (int day = 11; day < 16; ++day) {
    bus.Person("R" + std::to_string(day), On(day, {{"chain_id", "L7"}}));
  }
  DaysOptions options;
  options.as_of = Now();
  const auto first =
      PlanDays(town.rows.Build(), bus.rows.Build(), Rules(), options);
  ASSERT_THAT(first, IsOk());
  for (std::uint64_t order = 1; order <= 4; ++order) {
    const auto again = PlanDays(town.rows.Build(order),
                                bus.rows.Build(order + 10), Rules(), options);
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(again->plan, first->plan);
    EXPECT_EQ(English(again->doubts), English(first->doubts));
    EXPECT_EQ(English(again->conditions), English(first->conditions));
  }
}

// The busy town of another zone, all its dates so many days later.
DaysPlan Shifted(std::string_view zone, std::string_view offset, int days) {
  const auto at = [&](int day, std::string_view time) {
    const Day date = ParseDay("2022-05-01").value() + (day + days);
    return FormatDay(date) + "T" + std::string(time) + std::string(offset);
  };
  const auto date = [&](int day) { return at(day, "").substr(0, 10); };
  Rows world;
  world.Add("Region", {{"id", "R1"}, {"name", "County"}, {"zone", zone}});
  world.Add("Site", {{"id", "S1"},
                     {"region_id", "R1"},
                     {"status", "OPEN"},
                     {"grade", "HIGH"}});
  for (const std::string floor : {"2", "3"}) {
    world.Add("Floor", {{"site_id", "S1"}, {"label", floor}});
    for (const std::string room : {"01", "02"}) {
      world.Add("Room", {{"site_id", "S1"},
                         {"floor_id", "S1/" + floor},
                         {"label", floor + room},
                         {"use", "ISOLATION"},
                         {"state", "READY"},
                         {"beds", 1}});
    }
  }
  world.Add("Person", {{"id", "Q1"}, {"age", 40}});
  world.Add("Stay", {{"id", "T1"},
                     {"person_id", "Q1"},
                     {"site_id", "S1"},
                     {"state", "INSIDE"},
                     {"start", at(-2, "09:00:00")},
                     {"planned_end", date(3)},
                     {"chain_id", "L9"},
                     {"risk_class", "HIGH"}});
  world.Add("RoomAssignment", {{"stay_id", "T1"},
                               {"room_id", "S1/201"},
                               {"start", at(-2, "09:00:00")}});
  Bus bus;
  // Just after midnight and just before it, local time.
  const std::vector<std::pair<int, std::string_view>> comes = {
      {1, "00:10:00"}, {1, "23:50:00"}, {4, "00:10:00"}, {4, "23:50:00"}};
  for (std::size_t i = 0; i < comes.size(); ++i) {
    bus.Person("P" + std::to_string(i),
               {{"arrived_at", at(comes[i].first, comes[i].second)},
                {"named_at", at(0, "08:00:00")},
                {"last_exposure", date(comes[i].first - 5)}});
  }
  DaysOptions options;
  options.as_of = ParseInstant(at(0, "23:30:00")).value();
  auto plan = PlanDays(world.Build(), bus.rows.Build(), Rules(), options);
  EXPECT_THAT(plan, IsOk());
  return plan.ok() ? *std::move(plan) : DaysPlan();
}

TEST(DaysTest, DaysAreLocalDaysAndShiftingThemShiftsThePlan) {
  for (const auto& [zone, offset] : {std::pair("Pacific/Auckland", "+12:00"),
                                     std::pair("America/Los_Angeles", "-07:00"),
                                     std::pair("Asia/Shanghai", "+08:00")}) {
    SCOPED_TRACE(zone);
    const DaysPlan plan = Shifted(zone, offset, 0);
    EXPECT_EQ(FormatDay(plan.today), "2022-05-01");
    EXPECT_THAT(Lodged(plan),
                ElementsAre("P0 S1/301 05-02 05-04", "P1 S1/302 05-02 05-04",
                            "P2 S1/201 05-05 05-07", "P3 S1/202 05-05 05-07"));
    const DaysPlan later = Shifted(zone, offset, 40);
    EXPECT_EQ(later.plan, plan.plan);
    EXPECT_EQ(later.today - plan.today, 40);
    for (std::size_t p = 0; p < plan.dates.size(); ++p) {
      EXPECT_EQ(later.dates[p].arrival - plan.dates[p].arrival, 40);
      EXPECT_EQ(later.dates[p].release - plan.dates[p].release, 40);
    }
  }
}

// --- Other reasons, errors. ---

TEST(DaysTest, EachReasonHasItsWords) {
  const auto first = [](const Town& town, const Bus& bus) {
    return English(MustPlan(town, bus).headline)[0];
  };
  EXPECT_THAT(
      first(Town(), Bus().Person("P1", On(12, {{"risk_class", "LOW"}}))),
      HasSubstr("no site with rooms takes their risk class"));
  Town one(0);
  one.Room("S1", "2", "201", {{"beds", 1}});
  EXPECT_THAT(first(one, Bus().Person("P1", On(12)).Person("P2", On(12))),
              HasSubstr("1 of 2 people who arrive has no room: the rooms on "
                        "floors open to their group are all taken"));
  Bus family;
  family.Party("F1", {{"one_room", true}, {"consented", true}});
  for (const char* id : {"P1", "P2"}) {
    family.Person(id, On(12, {{"party_id", "F1"}, {"share_assessed", true}}));
  }
  EXPECT_THAT(first(one, family),
              HasSubstr("no room has what they need, or beds enough"));
}

TEST(DaysTest, ForAChildAloneACarerIsToBeNamedBeforeItComes) {
  const DaysPlan plan =
      MustPlan(Town(), Bus().Person("P1", On(12, {{"age", 5}})));
  EXPECT_THAT(English(plan.headline),
              ElementsAre("On 2022-04-12 1 of 1 person who arrives has no "
                          "room: a minor has no adult, and no carer is named.",
                          "Until 2022-04-23 1 of 1 person is without a room "
                          "for want of a carer: before 2022-04-12 name carers "
                          "for the children of 1 party."));
  EXPECT_THAT(English(plan.conditions),
              Contains(HasSubstr("name a carer for the minor P1")));
  const DaysPlan today =
      MustPlan(Town(), Bus().Person("P1", On(10, {{"age", 5}})));
  EXPECT_THAT(English(today.headline)[1], HasSubstr(": at once name carers"));
}

TEST(DaysTest, WhenAllHaveRoomsTheTightestDayIsNamed) {
  const DaysPlan plan =
      MustPlan(Town(), Bus().Person("P1", On(12)).Person("P2", On(12)));
  EXPECT_THAT(English(plan.headline),
              ElementsAre("All 2 people announced until 2022-04-23 have rooms.",
                          "Free floors are fewest on 2022-04-12: 1."));
}

TEST(DaysTest, EveryLevelHasALine) {
  const DaysPlan plan = MustPlan(Town(), Bus().Person("P1", On(12)));
  EXPECT_THAT(English(Summarize(plan).levels),
              ::testing::IsSupersetOf(
                  {"Days that people wait for a room: 0 (proven best).",
                   "Times that a free floor is given to a group: 1 (proven "
                   "best).",
                   "Days that rooms stand empty until the last of the floor "
                   "leaves: 0 (proven best)."}));
}

TEST(DaysTest, WhatCannotBeAskedIsRefused) {
  const Bus bus = Bus().Person("P1", On(12));
  for (const std::int32_t days : {0, place::kMaxDays + 1}) {
    DaysOptions options;
    options.days = days;
    EXPECT_THAT(Try(Town(), bus, Rules(), options),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("options.days")));
  }
  DaysOptions options;
  options.node_limit = -1;
  EXPECT_THAT(
      Try(Town(), bus, Rules(), options),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("node_limit")));
  EXPECT_THAT(Try(Town(), bus, Rules({{"tier_policy", "text: STRICT"}})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("params.tier_policy is STRICT")));
  EXPECT_THAT(Try(Town(), Bus(), Rules()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no Person rows")));
}

}  // namespace
}  // namespace quaranta::desk
