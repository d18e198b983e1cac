// Who shares a floor with whom.
#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Floors that the plan gives away.
std::size_t Taken(const Plan& plan) { return plan.plan.taken_units.size(); }

TEST(CohortsTest, OneChainOneWindowOneClassShareAFloor) {
  const Plan plan = MustPlace(Town(), Bus().Person("P1").Person("P2"));
  EXPECT_EQ(Taken(plan), 1U);
  EXPECT_THAT(plan.cohorts, SizeIs(1));
}

TEST(CohortsTest, TwoChainsNeverShareAFloor) {
  const Plan plan =
      MustPlace(Town(), Bus().Person("P1").Person("P2", {{"chain_id", "L2"}}));
  EXPECT_EQ(Taken(plan), 2U);
}

TEST(CohortsTest, TwoRiskClassesNeverShareAFloor) {
  Town town;
  town.Site("S2", {{"grade", "MEDIUM"}}).Floor("S2", "1", {});
  town.Room("S2", "1", "101", {}).Room("S2", "1", "102", {});
  const Plan plan = MustPlace(
      town, Bus().Person("P1").Person("P2", {{"risk_class", "MEDIUM"}}));
  EXPECT_THAT(Floors(plan), ElementsAre(HasSubstr("P1 S1/"), "P2 S2/1"));
}

TEST(CohortsTest, ARecordedBatchWinsOverTheWindow) {
  const Plan plan = MustPlace(Town(), Bus()
                                          .Person("P1", {{"batch_id", "B1"}})
                                          .Person("P2", {{"batch_id", "B2"}}));
  EXPECT_EQ(Taken(plan), 2U);
}

// Somebody of the chain came at 09:00 the day before, 32 hours ago.
Town WithEarlierIntake(Cells stay = {}) {
  Town town;
  town.Inside("Q1", "S1/301",
              With({{"start", "2022-04-09T09:00:00+08:00"}}, std::move(stay)));
  return town;
}

TEST(CohortsTest, InsideTheIntakeWindowArrivalsJoinTheFloor) {
  const Plan plan = MustPlace(WithEarlierIntake(), Bus().Person("P1"),
                              MakePolicy({{"intake_window_h", "value: 48"}}));
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/3"));
  EXPECT_EQ(Taken(plan), 0U);
}

TEST(CohortsTest, AfterTheIntakeWindowTheyAreANewBatchOnAnotherFloor) {
  const Plan plan = MustPlace(WithEarlierIntake(), Bus().Person("P1"));
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/2"));
}

TEST(CohortsTest, TheWindowOpensWithTheFirstIntakeNotTheLatest) {
  // A second intake 20 hours ago belongs to the window that opened 32 hours
  // ago, and does not reopen it.
  Town town = WithEarlierIntake();
  town.Inside("Q2", "S1/302", {{"start", "2022-04-09T21:00:00+08:00"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_EQ(plan.units[1].state, UnitState::kHeld);
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/2"));
}

TEST(CohortsTest, AnArrivalWithTheBatchThatHoldsTheFloorJoinsItAtAnyTime) {
  const Plan plan = MustPlace(WithEarlierIntake({{"batch_id", "B7"}}),
                              Bus().Person("P1", {{"batch_id", "B7"}}));
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/3"));
}

TEST(CohortsTest, ABatchRecordedForTheOpenWindowNamesItForAll) {
  const Plan plan =
      MustPlace(WithEarlierIntake({{"batch_id", "B7"}}), Bus().Person("P1"),
                MakePolicy({{"intake_window_h", "value: 48"}}));
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/3"));
  EXPECT_EQ(plan.cohorts[0].batch, "B7");
}

TEST(CohortsTest, UnknownChainsEqualNothingNotEvenEachOther) {
  const Plan plan = MustPlace(
      Town(),
      Bus().Person("P1", {{"chain_id", ""}}).Person("P2", {{"chain_id", ""}}));
  EXPECT_EQ(Taken(plan), 2U);
}

TEST(CohortsTest, OneVehicleBindsUnknownChains) {
  const Cells bus = {{"chain_id", ""}, {"vehicle_id", "V1"}};
  const Plan plan =
      MustPlace(Town(), Bus().Person("P1", bus).Person("P2", bus));
  EXPECT_EQ(Taken(plan), 1U);
}

TEST(CohortsTest, TheSameVehicleOnAnotherDayBindsNobody) {
  const Cells bus = {{"chain_id", ""}, {"vehicle_id", "V1"}};
  const Plan plan = MustPlace(
      Town(),
      Bus()
          .Person("P1",
                  With(bus, {{"arrived_at", "2022-04-09T10:00:00+08:00"}}))
          .Person("P2", bus));
  EXPECT_EQ(Taken(plan), 2U);
}

TEST(CohortsTest, OneHouseholdBindsUnknownChains) {
  const Plan plan = MustPlace(
      Town(), Bus()
                  .Person("P1", {{"chain_id", ""}, {"party_id", "F1"}})
                  .Person("P2", {{"chain_id", ""}, {"party_id", "F1"}}));
  EXPECT_EQ(Taken(plan), 1U);
}

TEST(CohortsTest, APartyOfTwoChainsIsKeptByItself) {
  const Plan plan = MustPlace(
      Town(), Bus()
                  .Person("P1", {{"party_id", "F1"}})
                  .Person("P2", {{"party_id", "F1"}, {"chain_id", "L2"}})
                  .Person("P3"));
  EXPECT_EQ(Taken(plan), 2U);
  EXPECT_THAT(English(plan.doubts),
              Contains(HasSubstr("F1: people of two chains")));
}

TEST(CohortsTest, APartyOfTwoClassesTakesTheHigherOne) {
  const Plan plan = MustPlace(
      Town(), Bus()
                  .Person("P1", {{"party_id", "F1"}})
                  .Person("P2", {{"party_id", "F1"}, {"risk_class", "LOW"}}));
  EXPECT_THAT(Where(plan), SizeIs(2));
  EXPECT_THAT(English(plan.doubts),
              Contains(HasSubstr("F1: people of two risk classes")));
}

TEST(CohortsTest, AnUnknownRiskClassCountsAsThePolicySays) {
  Bus unknown;
  unknown.rows.Add("Person", {{"id", "P1"}, {"chain_id", "L1"}, {"age", 30}});
  EXPECT_THAT(Where(MustPlace(Town(), unknown)), SizeIs(1));
  const Plan low =
      MustPlace(Town(), unknown, MakePolicy({{"unknown_risk_as", "value: 1"}}));
  EXPECT_THAT(WithoutRoom(low), ElementsAre("P1 NO_GRADE"));
}

TEST(CohortsTest, TwoGroupsOnOneFloorCloseItAndAreNamed) {
  Town town;
  town.Inside("Q1", "S1/301", {});
  town.Inside("Q2", "S1/302", {{"chain_id", "L2"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_EQ(plan.units[1].state, UnitState::kMixed);
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/2"));
  EXPECT_THAT(English(plan.doubts),
              Contains(HasSubstr("Hotel S1, floor 3: people of different")));
}

TEST(CohortsTest, SomebodyOfUnknownChainMakesAFloorMixedUnlessBound) {
  for (const bool bound : {false, true}) {
    Town town;
    const Cells party = bound ? Cells{{"party_id", "F1"}} : Cells{};
    town.Inside("Q1", "S1/301", {}, party);
    town.Inside("Q2", "S1/302", {{"chain_id", ""}}, party);
    const Plan plan = MustPlace(town, Bus().Person("P1"));
    EXPECT_EQ(plan.units[1].state,
              bound ? UnitState::kHeld : UnitState::kMixed);
  }
}

TEST(CohortsTest, ARoomPromisedForLaterHoldsItsFloor) {
  Town town;
  town.Inside("Q1", "", {{"state", "PLANNED"}, {"chain_id", "L2"}});
  town.rows.Add("RoomAssignment", {{"stay_id", "stay-Q1"},
                                   {"room_id", "S1/301"},
                                   {"start", "2022-04-10T20:00:00+08:00"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_EQ(plan.units[1].state, UnitState::kHeld);
  EXPECT_THAT(Floors(plan), ElementsAre("P1 S1/2"));
}

TEST(CohortsTest, FloorsThatShareAirOrACorridorAreOneUnit) {
  for (const char* field : {"shared_air_group", "corridor_group"}) {
    Town town(0);
    town.Floor("S1", "5", {{field, "G"}}).Floor("S1", "6", {{field, "G"}});
    town.Room("S1", "5", "501", {}).Room("S1", "6", "601", {});
    town.Inside("Q1", "S1/501", {{"chain_id", "L2"}});
    const Plan plan = MustPlace(town, Bus().Person("P1"));
    EXPECT_THAT(WithoutRoom(plan), ElementsAre("P1 NO_FREE_FLOOR")) << field;
    EXPECT_THAT(plan.units.back().floors, ElementsAre("S1/5", "S1/6"));
  }
}

TEST(CohortsTest, FloorsWithoutACommonGroupAreTwoUnits) {
  Town town(0);
  town.Floor("S1", "5", {{"shared_air_group", "G"}});
  town.Floor("S1", "6", {{"shared_air_group", "H"}});
  town.Room("S1", "5", "501", {}).Room("S1", "6", "601", {});
  town.Inside("Q1", "S1/501", {{"chain_id", "L2"}});
  EXPECT_THAT(Floors(MustPlace(town, Bus().Person("P1"))),
              ElementsAre("P1 S1/6"));
}

TEST(CohortsTest, SomebodyReleasedHoldsNothing) {
  Town town;
  town.Inside("Q1", "S1/301",
              {{"chain_id", "L2"}, {"end", "2022-04-10T08:00:00+08:00"}});
  town.rows.Add("Disinfection", {{"id", "D1"},
                                 {"floor_id", "S1/3"},
                                 {"kind", "TERMINAL"},
                                 {"end", "2022-04-10T10:00:00+08:00"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_EQ(plan.units[1].state, UnitState::kFree);
  EXPECT_THAT(plan.doubts, IsEmpty());
}

}  // namespace
}  // namespace quaranta::desk
