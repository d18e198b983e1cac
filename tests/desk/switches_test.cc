// Each switch of a policy decides something: the same night under a policy with
// the switch the other way gives another result.
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The plan under a policy with that value of one parameter, all else by
// default.
Plan With(const Town& town, const Bus& bus, std::string name,
          std::string value) {
  return MustPlace(town, bus,
                   MakePolicy({{std::move(name), std::move(value)}}));
}

TEST(PolicySwitches, TwoBatchesOfAChainShareAFloorOnlyWhereTheWindowSpansBoth) {
  Town town;
  town.Inside("Q1", "S1/301", {{"start", "2022-04-08T09:00:00+08:00"}});
  const Bus bus = Bus().Person("P1");
  EXPECT_THAT(Floors(With(town, bus, "intake_window_h", "value: 24")),
              ElementsAre("P1 S1/2"));
  EXPECT_THAT(Floors(With(town, bus, "intake_window_h", "value: 240")),
              ElementsAre("P1 S1/3"));
}

TEST(PolicySwitches,
     TriageSendsAFeverToHospitalAndALimitOutOfReachSendsNobody) {
  const Bus bus = Bus().Person("P1", {{"temperature", 37.5}});
  const Plan triaged = With(Town(), bus, "fever_c", "value: 37.3");
  EXPECT_THAT(triaged.referred, SizeIs(1));
  EXPECT_THAT(Where(triaged), IsEmpty());
  const Plan not_triaged = With(Town(), bus, "fever_c", "value: 45");
  EXPECT_THAT(not_triaged.referred, IsEmpty());
  EXPECT_THAT(Where(not_triaged), SizeIs(1));
}

TEST(PolicySwitches, WhoMayStayAtHomeTakesARoomOnlyWithoutTheHomeOption) {
  const Bus bus = Bus().Person("P1", {{"home_suitable", true}});
  EXPECT_THAT(Where(With(Town(), bus, "home_option", "value: 0")), SizeIs(1));
  const Plan home = With(Town(), bus, "home_option", "value: 1");
  EXPECT_THAT(Where(home), IsEmpty());
  EXPECT_EQ(Summarize(home).home, 1);
}

TEST(PolicySwitches, AMinorIsWhoThePolicySaysAndSharesWithTheCarer) {
  Bus bus;
  bus.Person("A1", {{"party_id", "F1"}, {"carer_consents", true}});
  bus.Person("C1", {{"party_id", "F1"}, {"age", 15}, {"carer_id", "A1"}});
  EXPECT_EQ(Summarize(With(Town(), bus, "minor_age", "value: 18")).rooms, 1);
  EXPECT_EQ(Summarize(With(Town(), bus, "minor_age", "value: 14")).rooms, 2);
}

TEST(PolicySwitches, ARoomLeftThisMorningIsGivenAgainOnlyWhereThatIsAllowed) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  town.Room("S1", "5", "502",
            {{"disinfected_at", "2022-04-10T13:00:00+08:00"}});
  town.Inside("Q1", "S1/501", {{"start", "2022-04-10T08:00:00+08:00"}});
  town.Inside("Q2", "S1/502",
              {{"start", "2022-04-10T08:00:00+08:00"},
               {"end", "2022-04-10T11:00:00+08:00"}});
  const Bus bus = Bus().Person("P1");
  EXPECT_THAT(Where(With(town, bus, "refill_allowed", "value: 0")), IsEmpty());
  EXPECT_THAT(Where(With(town, bus, "refill_allowed", "value: 1")),
              ElementsAre("P1 S1/502"));
}

TEST(PolicySwitches, StaffWhoNeedNoRoomLeaveTheWholeSiteToGuests) {
  Town town(0);
  town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", 6}, {"tier", 2}});
  town.Floor("S2", "1", {}).Room("S2", "1", "101", {});
  town.Room("S2", "1", "102", {});
  const Bus bus = Bus().Person("P1").Person("P2");
  const auto placed = [&](std::string members) {
    return Where(MustPlace(town, bus,
                           MakePolicy({{"staff_group_members", members},
                                       {"shifts", "value: 0"}})));
  };
  EXPECT_THAT(placed("value: 0"), SizeIs(2));
  EXPECT_THAT(placed("value: 2"), SizeIs(1));
}

TEST(PolicySwitches, ASiteThatIsReadyLaterThanThePolicyWaitsStaysShut) {
  Town town(0);
  town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", 20}, {"tier", 2}});
  town.Floor("S2", "1", {});
  for (int i = 1; i <= 4; ++i) {
    town.Room("S2", "1", "10" + std::to_string(i), {});
  }
  const auto placed = [&](std::string hours) {
    return Where(MustPlace(town, Bus().Person("P1"),
                           MakePolicy({{"open_within_h", hours},
                                       {"staff_group_members", "value: 1"},
                                       {"shifts", "value: 1"}})));
  };
  EXPECT_THAT(placed("value: 24"), SizeIs(1));
  EXPECT_THAT(placed("value: 12"), IsEmpty());
}

TEST(PolicySwitches, GradesGoTogetherAsThePairsSay) {
  Town town(0);
  town.Site("S2", {{"grade", "MEDIUM"}}).Floor("S2", "1", {});
  town.Room("S2", "1", "101", {});
  const Bus bus = Bus().Person("P1");
  EXPECT_THAT(Where(With(town, bus, "pairs", "text: HIGH-HIGH MEDIUM-MEDIUM")),
              IsEmpty());
  EXPECT_THAT(Where(With(town, bus, "pairs", "text: HIGH-MEDIUM")),
              ElementsAre("P1 S2/101"));
}

TEST(PolicySwitches, AnUnknownRiskClassIsTheOneThatThePolicySays) {
  Town town;
  town.Site("S2", {{"grade", "LOW"}}).Floor("S2", "1", {});
  town.Room("S2", "1", "101", {});
  Bus bus;
  bus.rows.Add("Person", {{"id", "P1"}, {"age", 40}, {"chain_id", "L1"}});
  EXPECT_THAT(Floors(With(town, bus, "unknown_risk_as", "value: 1")),
              ElementsAre("P1 S2/1"));
  EXPECT_THAT(Floors(With(town, bus, "unknown_risk_as", "value: 3")),
              ElementsAre("P1 S1/2"));
}

TEST(PolicySwitches, AReserveIsKeptBack) {
  const Bus bus = Bus().Person("P1").Person("P2");
  EXPECT_THAT(Where(With(Town(1), bus, "reserve_share", "value: 0")),
              SizeIs(2));
  EXPECT_THAT(Where(With(Town(1), bus, "reserve_share", "value: 0.5")),
              SizeIs(1));
}

}  // namespace
}  // namespace quaranta::desk
