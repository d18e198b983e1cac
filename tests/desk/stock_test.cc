// Which rooms, floors and sites are offered.
#include <cmath>

#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// One floor with the one room 501.
Town OneRoom(Cells room, Cells floor = {}) {
  Town town(0);
  town.Floor("S1", "5", std::move(floor));
  town.Room("S1", "5", "501", std::move(room));
  return town;
}

struct Case {
  const char* name;
  Cells room;
  NotOffered why;
};

class RoomTest : public ::testing::TestWithParam<Case> {};

TEST_P(RoomTest, IsOfferedOnlyWhenReadyIsolationAndNotHeldBack) {
  const Plan plan = MustPlace(OneRoom(GetParam().room), Bus().Person("P1"));
  ASSERT_THAT(plan.rooms, SizeIs(1));
  EXPECT_EQ(plan.rooms[0].why, GetParam().why);
  EXPECT_EQ(Where(plan).size(),
            GetParam().why == NotOffered::kOffered ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Facts, RoomTest,
    ::testing::Values(
        Case{"Ready", {}, NotOffered::kOffered},
        Case{"Staff", {{"use", "STAFF"}}, NotOffered::kOtherUse},
        Case{"Buffer", {{"use", "BUFFER"}}, NotOffered::kOtherUse},
        Case{"Occupied", {{"state", "OCCUPIED"}}, NotOffered::kOccupied},
        Case{"Dirty",
             {{"state", "AWAITING_DISINFECTION"}},
             NotOffered::kAwaitingDisinfection},
        Case{"Broken", {{"state", "OUT_OF_ORDER"}}, NotOffered::kOutOfOrder},
        Case{"Frozen", {{"state", "FROZEN"}}, NotOffered::kFrozen},
        Case{"Reserved", {{"reserved_for", "infants"}}, NotOffered::kHeldBack},
        Case{"NoBeds", {{"beds", 0}}, NotOffered::kNoBeds}),
    [](const auto& c) { return std::string(c.param.name); });

TEST(StockTest, RoomsOfUnknownUseOrStateAreNotOfferedAndCounted) {
  Town town(1);
  town.rows.Add("Room", {{"site_id", "S1"},
                         {"floor_id", "S1/2"},
                         {"label", "251"},
                         {"state", "READY"},
                         {"beds", 2}});
  town.rows.Add("Room", {{"site_id", "S1"},
                         {"floor_id", "S1/2"},
                         {"label", "252"},
                         {"use", "ISOLATION"},
                         {"beds", 2}});
  town.Room("S1", "", "999", {});
  const Plan plan =
      MustPlace(town, Bus().Person("P1").Person("P2").Person("P3"));
  EXPECT_THAT(Where(plan), SizeIs(2));
  const auto doubts = English(plan.doubts);
  EXPECT_THAT(doubts, Contains("Hotel S1: 1 room of unknown use is not "
                               "offered."));
  EXPECT_THAT(doubts, Contains(HasSubstr("1 isolation room of unknown state")));
  EXPECT_THAT(doubts, Contains(HasSubstr("without a floor on record")));
}

TEST(StockTest, UnknownBedsCountAsOne) {
  Town town(0);
  town.Floor("S1", "5", {});
  town.rows.Add("Room", {{"site_id", "S1"},
                         {"floor_id", "S1/5"},
                         {"label", "501"},
                         {"use", "ISOLATION"},
                         {"state", "READY"}});
  Bus bus;
  bus.Party("F1", {{"one_room", true}, {"consented", true}});
  for (const char* id : {"P1", "P2"}) {
    bus.Person(id, {{"party_id", "F1"}, {"share_assessed", true}});
  }
  const Plan plan = MustPlace(town, bus);
  EXPECT_THAT(WithoutRoom(plan),
              ElementsAre("P1 NO_ROOM_BIG_ENOUGH", "P2 NO_ROOM_BIG_ENOUGH"));
  EXPECT_THAT(English(plan.doubts),
              Contains(HasSubstr("counted as one bed each")));
}

TEST(StockTest, TheReserveShareKeepsTheLastRoomsBack) {
  Bus bus;
  for (int i = 0; i < 4; ++i) bus.Person("P" + std::to_string(i));
  const Town town = Town(2);  // four rooms
  EXPECT_THAT(Where(MustPlace(town, bus)), SizeIs(4));
  const Plan plan =
      MustPlace(town, bus, MakePolicy({{"reserve_share", "value: 0.3"}}));
  EXPECT_THAT(Where(plan), SizeIs(2));  // 1.2 rooms, rounded up
  EXPECT_EQ(plan.rooms[2].why, NotOffered::kHeldBack);
  EXPECT_EQ(plan.rooms[3].why, NotOffered::kHeldBack);
}

TEST(StockTest, AHoldClosesTheFloorUntilItEnds) {
  struct {
    Cells hold;
    bool closed;
  } const cases[] = {
      {{{"floor_id", "S1/5"}}, true},
      {{{"site_id", "S1"}}, true},
      {{{"floor_id", "S1/5"}, {"until", "2022-04-11T00:00:00+08:00"}}, true},
      {{{"floor_id", "S1/5"}, {"until", "2022-04-10T12:00:00+08:00"}}, false},
      {{{"floor_id", "S1/5"},
        {"until", "2022-04-10T12:00:00+08:00"},
        {"renewed_at", "2022-04-10T12:00:00+08:00"}},
       true},
      {{{"floor_id", "S1/5"}, {"ended_at", "2022-04-10T12:00:00+08:00"}},
       false},
      {{{"floor_id", "S1/5"}, {"start", "2022-04-11T12:00:00+08:00"}}, false},
  };
  for (const auto& c : cases) {
    Town town = OneRoom({});
    town.rows.Add("Hold", With({{"id", "H1"}}, c.hold));
    const Plan plan = MustPlace(town, Bus().Person("P1"));
    EXPECT_EQ(plan.units.back().state,
              c.closed ? UnitState::kFrozen : UnitState::kFree);
    EXPECT_EQ(Where(plan).empty(), c.closed);
  }
}

TEST(StockTest, SomebodyInTwoRoomsHoldsBothFloorsAndIsADoubt) {
  Town town;
  town.Inside("Q1", "S1/201", {{"chain_id", "L9"}});
  const auto doubts = [&town] {
    return English(MustPlace(town, Bus().Person("P1")).doubts);
  };
  EXPECT_THAT(doubts(), Not(Contains(HasSubstr("at once"))));
  town.rows.Add("RoomAssignment", {{"stay_id", "stay-Q1"},
                                   {"room_id", "S1/301"},
                                   {"start", "2022-04-06T09:00:00+08:00"}});
  EXPECT_THAT(doubts(),
              Contains("Q1 is on record in Hotel S1 201 and Hotel S1 301 at "
                       "once; all of them count as in use, and their floors "
                       "as held."));
  EXPECT_THAT(Where(MustPlace(town, Bus().Person("P1"))), IsEmpty());
}

TEST(StockTest, AFloorIsHeldAsLongAsTheHoldsOnPeopleAndRoomsThere) {
  const auto held_until = [](Cells hold) {
    Town town;
    town.Inside("Q1", "S1/201", {{"planned_end", "2022-04-12"}});
    town.rows.Add("Hold", With({{"id", "H1"}}, std::move(hold)));
    const UnitNote unit = MustPlace(town, Bus().Person("P1")).units[0];
    EXPECT_EQ(unit.state, UnitState::kHeld);
    return unit.held_until ? FormatDay(*unit.held_until) : "";
  };
  const Cells later = {{"until", "2022-04-20T08:00:00+08:00"}};
  EXPECT_EQ(held_until(With({{"stay_id", "stay-Q1"}}, later)), "2022-04-20");
  EXPECT_EQ(held_until(With({{"room_id", "S1/201"}}, later)), "2022-04-20");
  EXPECT_EQ(held_until(With({{"room_id", "S1/202"}}, later)), "2022-04-12");
  EXPECT_EQ(held_until({{"stay_id", "stay-Q1"}}), "");
  EXPECT_EQ(held_until({{"stay_id", "stay-Q1"},
                        {"until", "2022-04-11T08:00:00+08:00"}}),
            "2022-04-12");
}

TEST(StockTest, AnOpenInvestigationClosesTheFloorOfItsRooms) {
  for (const bool closed : {false, true}) {
    Town town = OneRoom({});
    Cells row = {{"id", "V1"},
                 {"room_ids", std::vector<std::string>{"S1/501"}},
                 {"positive_at", "2022-04-10T09:00:00+08:00"}};
    if (closed) row.emplace_back("closed_at", "2022-04-10T15:00:00+08:00");
    town.rows.Add("Investigation", row);
    EXPECT_EQ(Where(MustPlace(town, Bus().Person("P1"))).size(),
              closed ? 1U : 0U);
  }
}

Town Left(Cells disinfection, Cells room = {}) {
  Town town = OneRoom(std::move(room));
  town.Room("S1", "5", "502", {});
  town.Inside("Q1", "S1/501", {{"end", "2022-04-09T09:00:00+08:00"}});
  if (!disinfection.empty()) town.rows.Add("Disinfection", disinfection);
  return town;
}

TEST(StockTest, AnEmptyFloorWaitsForItsTerminalDisinfection) {
  struct {
    Cells disinfection;
    Cells room;
    bool free;
  } const cases[] = {
      {{}, {}, false},
      {{{"floor_id", "S1/5"}, {"end", "2022-04-09T12:00:00+08:00"}}, {}, true},
      // Before the last one left.
      {{{"floor_id", "S1/5"}, {"end", "2022-04-09T08:00:00+08:00"}}, {}, false},
      {{{"room_id", "S1/501"}, {"end", "2022-04-09T12:00:00+08:00"}}, {}, true},
      {{{"room_id", "S1/502"}, {"end", "2022-04-09T12:00:00+08:00"}},
       {},
       false},
      {{{"floor_id", "S1/5"},
        {"end", "2022-04-09T12:00:00+08:00"},
        {"effective", false}},
       {},
       false},
      {{}, {{"disinfected_at", "2022-04-09T12:00:00+08:00"}}, true},
  };
  for (const auto& c : cases) {
    const Cells row =
        c.disinfection.empty()
            ? Cells{}
            : With({{"id", "D1"}, {"kind", "TERMINAL"}}, c.disinfection);
    const Plan plan = MustPlace(Left(row, c.room), Bus().Person("P1"));
    EXPECT_EQ(plan.units.back().state,
              c.free ? UnitState::kFree : UnitState::kAwaitingDisinfection);
    EXPECT_EQ(Where(plan).size(), c.free ? 1U : 0U);
  }
}

TEST(StockTest, AFloorIsCalledAsItsLabelSays) {
  for (const auto& [label, zh] :
       {std::pair("5", " 5层："), std::pair("8F", " 8F：")}) {
    Town town(0);
    town.Floor("S1", label, {});
    town.Room("S1", label, "1", {{"state", "OCCUPIED"}});
    const Plan plan = MustPlace(town, Bus().Person("P1"));
    std::string text;
    for (const Sentence& s : plan.doubts) text += Render(s, Language::kZh);
    EXPECT_THAT(text, HasSubstr(zh));
  }
}

TEST(StockTest, ARoutineDisinfectionIsNotTerminal) {
  const Plan plan = MustPlace(Left({{"id", "D1"},
                                    {"kind", "ROUTINE"},
                                    {"floor_id", "S1/5"},
                                    {"end", "2022-04-09T12:00:00+08:00"}}),
                              Bus().Person("P1"));
  EXPECT_EQ(plan.units.back().state, UnitState::kAwaitingDisinfection);
  EXPECT_THAT(English(plan.doubts),
              Contains(HasSubstr("floor 5: empty, but no terminal")));
  ASSERT_THAT(plan.relaxations, SizeIs(1));
  EXPECT_EQ(plan.relaxations[0].kind, Relaxation::Kind::kDisinfectFloor);
  EXPECT_EQ(plan.relaxations[0].people, 1);
}

TEST(StockTest, ARoomInUseByNobodyOnRecordClosesAnEmptyFloor) {
  Town town = OneRoom({{"state", "OCCUPIED"}});
  town.Room("S1", "5", "502", {});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_EQ(plan.units.back().state, UnitState::kUnclear);
  EXPECT_THAT(Where(plan), IsEmpty());
}

TEST(StockTest, ARoomWhereStaffLiveClosesNothing) {
  Town town = OneRoom({{"state", "OCCUPIED"}});
  town.Room("S1", "5", "502", {});
  town.rows.Add("Staff",
                {{"id", "T1"}, {"site_id", "S1"}, {"room_id", "S1/501"}});
  EXPECT_THAT(Where(MustPlace(town, Bus().Person("P1"))),
              ElementsAre("P1 S1/502"));
}

// Q1 is still there, Q2 of the same group left room 502 this morning.
Town HalfLeft(Cells room) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  town.Room("S1", "5", "502", std::move(room));
  town.Inside("Q1", "S1/501", {{"start", "2022-04-10T08:00:00+08:00"}});
  town.Inside("Q2", "S1/502",
              {{"start", "2022-04-10T08:00:00+08:00"},
               {"end", "2022-04-10T11:00:00+08:00"}});
  return town;
}

TEST(StockTest, AReleasedRoomOnAHeldFloorStaysEmpty) {
  const Cells clean = {{"disinfected_at", "2022-04-10T13:00:00+08:00"}};
  const Plan plan = MustPlace(HalfLeft(clean), Bus().Person("P1"));
  EXPECT_EQ(plan.rooms[1].why, NotOffered::kReleased);
  EXPECT_THAT(Where(plan), IsEmpty());
}

TEST(StockTest, ThePolicyMayAllowRefillingInsideTheWindowAfterDisinfection) {
  const Cells clean = {{"disinfected_at", "2022-04-10T13:00:00+08:00"}};
  const auto refill = MakePolicy({{"refill_allowed", "value: 1"}});
  const Plan plan = MustPlace(HalfLeft(clean), Bus().Person("P1"), refill);
  EXPECT_THAT(Where(plan), ElementsAre("P1 S1/502"));
  EXPECT_TRUE(plan.plan.assignments[0].refill);
  EXPECT_THAT(English(plan.conditions),
              Contains(HasSubstr("those still on that floor are exposed")));
  // Not before disinfection, and not when the window is over.
  EXPECT_THAT(Where(MustPlace(HalfLeft({}), Bus().Person("P1"), refill)),
              IsEmpty());
  EXPECT_THAT(Where(MustPlace(HalfLeft(clean), Bus().Person("P1"),
                              MakePolicy({{"refill_allowed", "value: 1"},
                                          {"intake_window_h", "value: 6"}}))),
              IsEmpty());
}

TEST(StockTest, ARoomEmptySinceAnEarlierGroupIsReady) {
  Town town(0);
  town.Floor("S1", "5", {{"disinfected_at", "2022-04-03T12:00:00+08:00"}});
  town.Room("S1", "5", "501", {}).Room("S1", "5", "502", {});
  town.Inside("Q0", "S1/502",
              {{"start", "2022-03-20T08:00:00+08:00"},
               {"end", "2022-04-03T08:00:00+08:00"}});
  town.Inside("Q1", "S1/501", {{"start", "2022-04-10T08:00:00+08:00"}});
  EXPECT_THAT(Where(MustPlace(town, Bus().Person("P1"))),
              ElementsAre("P1 S1/502"));
}

// A second site of four rooms, and no room free at the first.
Town WithSecondSite(Cells site) {
  Town town(0);
  town.Site("S2", With({{"status", "ACCEPTED"}, {"ready_in_h", 6}, {"tier", 2}},
                       std::move(site)));
  town.Floor("S2", "1", {});
  for (int i = 1; i <= 4; ++i) {
    town.Room("S2", "1", "10" + std::to_string(i), {});
  }
  return town;
}
const std::vector<std::pair<std::string, std::string>> kFewStaff = {
    {"staff_group_members", "value: 1"}, {"shifts", "value: 1"}};

TEST(StockTest, AnAcceptedSiteOpensAndItsStaffKeepTheirRooms) {
  // 1 + 1 x (2 + 1 floor) people at two a room: two rooms.
  const Plan plan =
      MustPlace(WithSecondSite({}), Bus().Person("P1"), MakePolicy(kFewStaff));
  EXPECT_THAT(Where(plan), SizeIs(1));
  ASSERT_THAT(plan.plan.opened_sites, SizeIs(1));
  EXPECT_THAT(plan.plan.opened_sites[0].staff_rooms, SizeIs(2));
  const auto conditions = English(plan.conditions);
  EXPECT_THAT(conditions[0],
              "Hotel S2 must be opened first: it needs 6 h from the order, and "
              "2 rooms there for its own staff.");
  EXPECT_THAT(conditions, Contains(HasSubstr("septic tank")));
  EXPECT_THAT(conditions, Contains(HasSubstr("no posts are on record")));
}

TEST(StockTest, StaffOfTheDefaultTeamNeedMoreRoomsThanThereAre) {
  // ceil((14 + 3 x 3) / 2) = 12 rooms.
  const Plan plan = MustPlace(WithSecondSite({}), Bus().Person("P1"));
  EXPECT_EQ(plan.problem.sites[1].staff_rooms, 12);
  EXPECT_THAT(Where(plan), IsEmpty());
}

TEST(StockTest, RoomsSetApartForStaffAreNotTakenTwice) {
  Town town = WithSecondSite({});
  town.Room("S2", "1", "110", {{"use", "STAFF"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"), MakePolicy(kFewStaff));
  EXPECT_THAT(plan.plan.opened_sites[0].staff_rooms, SizeIs(1));
}

TEST(StockTest, AcceptedItemsAndMannedPostsAreNoConditions) {
  Town town = WithSecondSite({});
  for (const char* item : {"AIR_CONDITIONING", "VIDEO", "SEWAGE", "WINDOW_DOOR",
                           "WASTE_PASSAGE"}) {
    town.rows.Add("Acceptance", {{"site_id", "S2"},
                                 {"item", item},
                                 {"date", "2022-04-01"},
                                 {"result", "PASS"}});
  }
  town.rows.Add("Staff", {{"id", "T1"}, {"site_id", "S2"}});
  town.rows.Add("Staff", {{"id", "T2"}, {"site_id", "S2"}});
  town.rows.Add(
      "TeamPost",
      {{"site_id", "S2"}, {"label", "door"}, {"a_id", "T1"}, {"b_id", "T2"}});
  EXPECT_THAT(
      MustPlace(town, Bus().Person("P1"), MakePolicy(kFewStaff)).conditions,
      SizeIs(1));
  // A failed recheck takes the acceptance back.
  town.rows.Add("Acceptance", {{"site_id", "S2"},
                               {"item", "VIDEO"},
                               {"date", "2022-04-08"},
                               {"result", "FAIL"}});
  EXPECT_THAT(
      English(MustPlace(town, Bus().Person("P1"), MakePolicy(kFewStaff))
                  .conditions),
      Contains("Hotel S2: no acceptance is on record for video cameras."));
}

TEST(StockTest, SitesThatCannotOpenInTimeAreNamedWhenPeopleStayWithout) {
  struct {
    Cells site;
    const char* text;
  } const cases[] = {
      {{{"status", "LISTED"}}, "but it is listed, not converted"},
      {{{"status", "CONVERTED"}}, "but it is converted, not accepted"},
      {{{"ready_in_h", 30}}, "but it needs 30 h to open"},
  };
  for (const auto& c : cases) {
    const Plan plan = MustPlace(WithSecondSite(c.site), Bus().Person("P1"),
                                MakePolicy(kFewStaff));
    EXPECT_THAT(Where(plan), IsEmpty());
    EXPECT_THAT(English(plan.conditions), Contains(HasSubstr(c.text)));
    ASSERT_THAT(plan.relaxations, SizeIs(1));
    EXPECT_EQ(plan.relaxations[0].subject, "Site:S2");
    EXPECT_EQ(plan.relaxations[0].people, 1);
  }
  const Plan plan = MustPlace(
      WithSecondSite({{"ready_in_h", 30}}), Bus().Person("P1"),
      MakePolicy({kFewStaff[0], kFewStaff[1], {"open_within_h", "value: 48"}}));
  EXPECT_THAT(Where(plan), SizeIs(1));
}

TEST(StockTest, ASiteThatNeedsAnAgeOrNoNumberOfHoursDoesNotOpen) {
  for (const double hours : {1e300, std::nan("")}) {
    const Plan plan = MustPlace(WithSecondSite({{"ready_in_h", hours}}),
                                Bus().Person("P1"), MakePolicy(kFewStaff));
    EXPECT_THAT(Where(plan), IsEmpty()) << hours;
  }
}

TEST(StockTest, AnActThatHelpsNobodyIsNotProposed) {
  const Plan plan =
      MustPlace(WithSecondSite({{"status", "LISTED"}, {"grade", "LOW"}}),
                Bus().Person("P1"), MakePolicy(kFewStaff));
  EXPECT_THAT(Where(plan), IsEmpty());
  EXPECT_THAT(plan.relaxations, IsEmpty());
}

TEST(StockTest, ReserveSitesRaiseNoDoubts) {
  Town town;
  town.rows.Add("Site",
                {{"id", "S2"}, {"region_id", "R1"}, {"status", "LISTED"}});
  town.rows.Add("Room", {{"site_id", "S2"}, {"label", "1"}});
  EXPECT_THAT(MustPlace(town, Bus().Person("P1")).doubts, IsEmpty());
}

TEST(StockTest, ClosedSitesAreNotNamedWhenOnlyACarerIsMissing) {
  Bus bus;
  bus.Person("C1", {{"age", 9}});
  EXPECT_THAT(MustPlace(WithSecondSite({{"status", "LISTED"}}), bus).conditions,
              SizeIs(1));
}

TEST(StockTest, GradesArePairedEquallyUnlessThePolicySaysOtherwise) {
  Town town(0);
  town.Site("S2", {{"grade", "MEDIUM"}}).Floor("S2", "1", {});
  town.Room("S2", "1", "101", {});
  EXPECT_THAT(WithoutRoom(MustPlace(town, Bus().Person("P1"))),
              ElementsAre("P1 NO_GRADE"));
  EXPECT_THAT(
      Where(MustPlace(town, Bus().Person("P1"),
                      MakePolicy({{"pairs", "text: HIGH-HIGH HIGH-MEDIUM"}}))),
      ElementsAre("P1 S2/101"));
}

TEST(StockTest, ASiteOfUnknownGradeTakesNobody) {
  Town town(0);
  town.rows.Add("Site",
                {{"id", "S2"}, {"region_id", "R1"}, {"status", "OPEN"}});
  town.Floor("S2", "1", {}).Room("S2", "1", "101", {});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_THAT(WithoutRoom(plan), ElementsAre("P1 NO_GRADE"));
  EXPECT_THAT(English(plan.doubts),
              Contains(HasSubstr("S2: the risk class it takes is not")));
}

TEST(StockTest, TheAgeOfTheLastRoomCountIsADoubt) {
  Town town;
  town.Site("S2", {{"reported_at", "2022-04-07T08:00:00+08:00"}});
  town.rows.Add("Site", {{"id", "S3"},
                         {"region_id", "R1"},
                         {"status", "OPEN"},
                         {"grade", "HIGH"}});
  town.rows.Add("Register", {{"parent", "Site:S2"},
                             {"collection", "rooms"},
                             {"as_of", "2022-04-08"},
                             {"count", 0}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_THAT(
      English(plan.doubts),
      ElementsAre("Hotel S2: rooms were last counted on 2022-04-08, 2 days "
                  "ago.",
                  "S3: nobody recorded when the rooms were last counted."));
}

}  // namespace
}  // namespace quaranta::desk
