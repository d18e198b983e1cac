// The second evening: who stays, who moves and why, who is refused.
#include "quaranta/desk/night.h"

#include <set>

#include "gmock/gmock.h"
#include "quaranta/desk/verify_plan.h"
#include "tests/desk/nights.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Kind = NightChange::Kind;
using Cause = NightChange::Cause;

TEST(NightDeskTest, ThoseWhoAreNotListedAgainStayAndTheNewComeBesideThem) {
  const Plan first = MustPlace(Town(), Bus().Person("P1").Person("P2"));
  const Plan second = MustNight(Town(), Bus().Person("P3"), Keep(first));
  auto rooms = Rooms(second);
  EXPECT_EQ(rooms.size(), 3u);
  for (const auto& [person, room] : Rooms(first)) {
    EXPECT_EQ(rooms[person], room) << person;
  }
  // Of one chain and batch: on the floor that they have.
  EXPECT_THAT(second.plan.taken_units, SizeIs(1));
  EXPECT_THAT(English(NightLines(second)),
              ElementsAre("The plan of 2022-04-10 17:00 stands: 2 people stay "
                          "in the rooms that it gave.",
                          "1 person is new: 1 has a room, 0 have none.",
                          "Nobody moves.",
                          "Not moving anyone costs nothing: planning everybody "
                          "anew gives no better plan."));
}

TEST(NightDeskTest, ListingEverybodyAgainComesToTheSame) {
  const Bus bus = Bus().Person("P1").Person("P2");
  const Plan first = MustPlace(Town(), bus);
  const Plan alone = MustNight(Town(), Bus().Person("P3"), Keep(first));
  Bus all = bus;
  const Plan again = MustNight(Town(), all.Person("P3"), Keep(first));
  EXPECT_EQ(Rooms(alone), Rooms(again));
}

TEST(NightDeskTest, NothingNewChangesNothing) {
  const Bus bus = Bus().Person("P1").Person("P2");
  const Plan first = MustPlace(Town(), bus);
  NightOptions keep = Keep(first);
  const Plan second = MustNight(Town(), bus, keep, Now());
  EXPECT_TRUE(second.night->same_input);
  EXPECT_EQ(second.input_hash, first.input_hash);
  EXPECT_EQ(Rooms(second), Rooms(first));
  EXPECT_EQ(second.plan.levels, first.plan.levels);
}

TEST(NightDeskTest, OnlyTheGuestsOfAStruckRoomMove) {
  const Plan first = MustPlace(Town(), Bus().Person("P1").Person("P2"));
  const auto before = Rooms(first);
  const std::string broken = before.at("P1");
  const Plan second = MustNight(Town(), Bus(), Keep(first, {broken}));
  const auto after = Rooms(second);
  EXPECT_NE(after.at("P1"), broken);
  EXPECT_EQ(after.at("P2"), before.at("P2"));
  const NightChange* change = ChangeOf(second, "P1");
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->kind, Kind::kMoves);
  EXPECT_EQ(change->cause, Cause::kStruck);
  EXPECT_EQ(change->from, broken);
  EXPECT_EQ(change->to, after.at("P1"));
  EXPECT_EQ(ChangeOf(second, "P2")->kind, Kind::kStays);
}

TEST(NightDeskTest, ARoomThatBrokeInTheRecordsIsLeftAndSaysWhy) {
  const Plan first = MustPlace(Town(), Bus().Person("P1"));
  Town town(0);
  const std::string broken = Rooms(first).at("P1");
  for (const char* floor : {"2", "3"}) {
    for (int i = 1; i <= 4; ++i) {
      const std::string label = floor + std::string("0") + std::to_string(i);
      town.Room(
          "S1", floor, label,
          {{"state", "S1/" + label == broken ? "OUT_OF_ORDER" : "READY"}});
    }
  }
  const Plan second = MustNight(town, Bus(), Keep(first));
  const NightChange* change = ChangeOf(second, "P1");
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->kind, Kind::kMoves);
  EXPECT_EQ(change->cause, Cause::kRoom);
  EXPECT_EQ(change->not_offered, NotOffered::kOutOfOrder);
  EXPECT_THAT(second.night->changed_sites, ElementsAre("Hotel S1"));
  EXPECT_THAT(English(NightLines(second)),
              Contains(HasSubstr("the room may not be given any more: it is "
                                 "out of order")));
}

TEST(NightDeskTest, AFloorThatWentToAnotherGroupIsLeft) {
  const Plan first = MustPlace(Town(), Bus().Person("P1"));
  const std::string floor = Floors(first).front().substr(3);
  Town other;
  other.Inside("Q1", "S1/" + floor.substr(3) + "04",
               {{"chain_id", "L9"}, {"start", "2022-04-10T18:00:00+08:00"}});
  const Plan second = MustNight(other, Bus(), Keep(first));
  const NightChange* change = ChangeOf(second, "P1");
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->kind, Kind::kMoves);
  EXPECT_EQ(change->cause, Cause::kFloor);
  EXPECT_NE(Floors(second).front().substr(3), floor);
}

TEST(NightDeskTest, WhoCameInMeanwhileIsNoLongerInThePlan) {
  const Plan first = MustPlace(Town(), Bus().Person("P1").Person("P2"));
  Town town;
  town.Inside("P1", Rooms(first).at("P1"),
              {{"start", "2022-04-10T18:00:00+08:00"}});
  const Plan second = MustNight(town, Bus().Person("P3"), Keep(first));
  EXPECT_EQ(ChangeOf(second, "P1")->kind, Kind::kInside);
  EXPECT_EQ(Rooms(second).at("P2"), Rooms(first).at("P2"));
  EXPECT_FALSE(Rooms(second).contains("P1"));
  // The batch that the plan opened is the one of those who came in since.
  const std::set<std::string> floors = {Floors(second)[0].substr(3),
                                        Floors(second)[1].substr(3)};
  EXPECT_THAT(floors, SizeIs(1));
  EXPECT_THAT(English(NightLines(second)),
              Contains(HasSubstr("1 person of that plan came in meanwhile")));
}

TEST(NightDeskTest, TheRoomOfOneWhoGoesToHospitalIsGivenToNobody) {
  const Plan first = MustPlace(Town(2), Bus().Person("P1"));
  const std::string room = Rooms(first).at("P1");
  const Bus bus = Bus()
                      .Person("P1", {{"temperature", 38.5}})
                      .Person("P2")
                      .Person("P3")
                      .Person("Q1", {{"chain_id", "L2"}});
  const Plan second = MustNight(Town(2), bus, Keep(first));
  EXPECT_EQ(ChangeOf(second, "P1")->kind, Kind::kAway);
  EXPECT_THAT(second.referred, SizeIs(1));
  EXPECT_THAT(second.night->out, Contains(room));
  // One of the group has the other room of the floor, which is still theirs.
  const auto rooms = Rooms(second);
  std::set<std::string> on_floor;
  for (const auto& [person, at] : rooms) {
    EXPECT_NE(at, room) << person;
    if (at.substr(0, 4) == room.substr(0, 4)) on_floor.insert(person);
  }
  EXPECT_THAT(on_floor, SizeIs(1));
  EXPECT_FALSE(on_floor.contains("Q1"));
  EXPECT_THAT(English(NightLines(second)),
              Contains(AllOf(HasSubstr("before terminal disinfection nobody is "
                                       "put there"),
                             HasSubstr("Hotel S1 " + room.substr(3)))));
}

TEST(NightDeskTest, AFloorWhosePeopleWentAwayTakesNoOtherGroup) {
  const Plan first = MustPlace(Town(2), Bus().Person("P1"));
  const std::string floor = Rooms(first).at("P1").substr(0, 4);
  Bus bus = Bus().Person("P1", {{"temperature", 38.5}});
  for (const char* chain : {"L2", "L3"}) {
    bus.Person("Q" + std::string(chain), {{"chain_id", chain}});
  }
  const Plan second = MustNight(Town(2), bus, Keep(first));
  ASSERT_THAT(Rooms(second), SizeIs(1));
  EXPECT_NE(Rooms(second).begin()->second.substr(0, 4), floor);
  EXPECT_THAT(WithoutRoom(second), SizeIs(1));
  // Nor on the third evening, when nobody of the group is on any list.
  const Plan third =
      MustNight(Town(2), Bus(), Keep(second), At("2022-04-10T20:00:00+08:00"));
  EXPECT_EQ(Rooms(third), Rooms(second));
  EXPECT_THAT(third.night->out, SizeIs(2));
}

TEST(NightDeskTest, ARoomLeftForAnotherIsGivenToNobody) {
  Town town(0);
  town.Room("S1", "2", "201", {}).Room("S1", "2", "202", {{"beds", 3}});
  for (const char* room : {"301", "302", "303"}) {
    town.Room("S1", "3", room, {{"beds", 3}});
  }
  const auto family = [](int people) {
    Bus bus;
    bus.Party("F1", {{"one_room", true}, {"consented", true}});
    for (int i = 1; i <= people; ++i) {
      bus.Person("P" + std::to_string(i),
                 {{"party_id", "F1"}, {"share_assessed", true}});
    }
    return bus;
  };
  Plan first = MustPlace(town, family(2));
  const std::string room = Rooms(first).at("P1");
  ASSERT_EQ(room, "S1/201");
  Bus more = family(3);
  const Plan second = MustNight(town, more.Person("Q1"), Keep(first));
  EXPECT_EQ(Rooms(second).at("P3"), "S1/202");
  EXPECT_EQ(Rooms(second).at("Q1").substr(0, 4), "S1/3");
  EXPECT_THAT(second.night->out, ElementsAre("S1/201"));
}

TEST(NightDeskTest, APartyInAdjacentRoomsStaysWhereALargerRoomWasStruckBefore) {
  Town town(0);
  town.Room("S1", "2", "201", {}).Room("S1", "2", "202", {{"beds", 1}});
  town.Room("S1", "2", "203", {{"beds", 1}});
  Bus family;
  family.Party("F1", {{"one_room", true}, {"consented", true}});
  for (const char* person : {"P1", "P2"}) {
    family.Person(person, {{"party_id", "F1"}, {"share_assessed", true}});
  }
  const Plan first = MustPlace(town, family);
  ASSERT_EQ(Rooms(first).at("P1"), "S1/201");
  const Plan second = MustNight(town, family, Keep(first, {"S1/201"}));
  ASSERT_THAT(Rooms(second), SizeIs(2));
  const Plan third = MustNight(town, family, Keep(second));
  EXPECT_EQ(Rooms(third), Rooms(second));
  EXPECT_EQ(ChangeOf(third, "P1")->kind, Kind::kStays);
  EXPECT_THAT(third.night->out, ElementsAre("S1/201"));
}

TEST(NightDeskTest, WhoCameInElsewhereLeavesNothingToDisinfect) {
  const Plan first = MustPlace(Town(1), Bus().Person("P1"));
  const std::string room = Rooms(first).at("P1");
  Town town(1);
  town.Inside("P1", room == "S1/201" ? "S1/301" : "S1/201",
              {{"start", "2022-04-10T18:00:00+08:00"}});
  const Plan second =
      MustNight(town, Bus().Person("Q1", {{"chain_id", "L2"}}), Keep(first));
  EXPECT_EQ(ChangeOf(second, "P1")->kind, Kind::kInside);
  EXPECT_EQ(Rooms(second).at("Q1"), room);
}

TEST(NightDeskTest, OnlyWhoIsOfAnotherGroupNowLeavesTheFloor) {
  for (const char* wrong : {"P1", "P2", "P3", "P4"}) {
    SCOPED_TRACE(wrong);
    Bus before, now;
    for (const char* person : {"P1", "P2", "P3", "P4"}) {
      before.Person(person);
      now.Person(person, {{"chain_id", person == wrong ? "L5" : "L1"}});
    }
    const Plan first = MustPlace(Town(), before);
    const Plan second = MustNight(Town(), now, Keep(first));
    const auto had = Rooms(first);
    for (const auto& [person, room] : Rooms(second)) {
      EXPECT_EQ(room != had.at(person), person == wrong) << person;
    }
    EXPECT_EQ(ChangeOf(second, wrong)->cause, Cause::kParty);
    EXPECT_THAT(second.night->out, ElementsAre(had.at(wrong)));
  }
}

TEST(NightDeskTest, AGroupThatIsCalledAnotherNowStaysTogether) {
  Bus before, now, split;
  for (const char* person : {"P1", "P2", "P3"}) {
    before.Person(person);
    now.Person(person, {{"chain_id", "L5"}});
    split.Person(person, {{"chain_id", person[1] == '1' ? "L4" : "L5"}});
  }
  const Plan first = MustPlace(Town(), before);
  EXPECT_EQ(Rooms(MustNight(Town(), now, Keep(first))), Rooms(first));
  // Divided, most of them stay, and nobody joins them any more.
  const Plan second =
      MustNight(Town(), split.Person("P9", {{"chain_id", "L5"}}), Keep(first));
  EXPECT_EQ(ChangeOf(second, "P1")->kind, Kind::kMoves);
  EXPECT_EQ(ChangeOf(second, "P2")->kind, Kind::kStays);
  EXPECT_EQ(ChangeOf(second, "P3")->kind, Kind::kStays);
  EXPECT_EQ(ChangeOf(second, "P9")->kind, Kind::kWaits);
}

TEST(NightDeskTest, SomebodyWhoJoinsAPartyJoinsItsRoomIfThereIsABed) {
  const auto family = [](int people) {
    Bus bus;
    bus.Party("F1", {{"one_room", true}, {"consented", true}});
    for (int i = 1; i <= people; ++i) {
      bus.Person("P" + std::to_string(i),
                 {{"party_id", "F1"}, {"share_assessed", true}});
    }
    return bus;
  };
  const Plan first = MustPlace(Town(), family(1));
  const Plan second = MustNight(Town(), family(2), Keep(first));
  EXPECT_EQ(Rooms(second).at("P1"), Rooms(first).at("P1"));
  EXPECT_EQ(Rooms(second).at("P2"), Rooms(first).at("P1"));
  // A third has no bed there: the party gets rooms anew, and says why.
  const Plan third = MustNight(Town(), family(3), Keep(second));
  EXPECT_THAT(Rooms(third), SizeIs(3));
  for (const NightChange& change : third.night->changes) {
    if (change.kind != Kind::kMoves) continue;
    EXPECT_EQ(change.cause, Cause::kParty);
  }
}

TEST(NightDeskTest, TheNextDaysBatchDoesNotShareTheFloorOfThePlan) {
  const Plan first = MustPlace(Town(), Bus().Person("P1"));
  const Instant tomorrow = At("2022-04-11T18:00:00+08:00");
  const Plan second =
      MustNight(Town(), Bus().Person("P2"), Keep(first), tomorrow);
  EXPECT_EQ(Rooms(second).at("P1"), Rooms(first).at("P1"));
  EXPECT_NE(Floors(second)[0].substr(3), Floors(second)[1].substr(3));
  // A day after the first of them, not after the last plan.
  const Plan between = MustNight(Town(), Bus().Person("P3"), Keep(first),
                                 At("2022-04-11T09:00:00+08:00"));
  const Plan third =
      MustNight(Town(), Bus().Person("P4"), Keep(between), tomorrow);
  EXPECT_EQ(Floors(third)[0].substr(3), Floors(third)[1].substr(3));
  EXPECT_NE(Floors(third)[0].substr(3), Floors(third)[2].substr(3));
}

TEST(NightDeskTest, ThoseWithoutARoomAreAskedAgainBeforeTheNew) {
  const Plan first =
      MustPlace(Town(1), Bus()
                             .Person("P1")
                             .Person("P2", {{"chain_id", "L2"}})
                             .Person("P3", {{"chain_id", "L3"}}));
  ASSERT_THAT(first.plan.unplaced, SizeIs(1));
  const std::string waited = WithoutRoom(first).front().substr(0, 2);
  Town town(1);
  town.Floor("S1", "4", {}).Room("S1", "4", "401", {});
  const Plan second =
      MustNight(town, Bus().Person("P9", {{"chain_id", "L9"}}), Keep(first));
  EXPECT_EQ(Rooms(second).at(waited), "S1/401");
  EXPECT_THAT(WithoutRoom(second), ElementsAre("P9 NO_FREE_FLOOR"));
  EXPECT_FALSE(ChangeOf(second, waited)->is_new);
  EXPECT_TRUE(ChangeOf(second, "P9")->is_new);
}

TEST(NightDeskTest, NotMovingHasAPrice) {
  // P1 alone has the larger floor; four of another chain fit there only.
  Town town(2);
  const Plan first =
      MustPlace(town, Bus().Person("P1").Person("P2", {{"chain_id", "L2"}}));
  Bus late;
  for (int i = 3; i <= 4; ++i) {
    late.Person("P" + std::to_string(i), {{"chain_id", "L3"}});
  }
  Town larger(2);
  larger.Floor("S1", "4", {}).Room("S1", "4", "401", {});
  const Plan second = MustNight(larger, late, Keep(first));
  ASSERT_THAT(second.plan.unplaced, SizeIs(1));
  ASSERT_FALSE(second.night->price.empty());
  const NightLevel& of = second.night->price.front();
  EXPECT_EQ(second.plan.levels[of.level].name, place::LevelName::kUnplaced);
  EXPECT_EQ(second.plan.levels[of.level].value, 1);
  EXPECT_EQ(of.hindsight, 0);
  EXPECT_THAT(English(NightLines(second)),
              Contains(HasSubstr("Not moving anyone costs")));
}

TEST(NightDeskTest, TheReserveRefusesAndSaysSo) {
  const Plan first = MustPlace(Town(), Bus().Person("P1"));
  NightOptions night = Keep(first);
  night.keep_floors = 1;
  const Bus late = Bus().Person("P2", {{"chain_id", "L2"}}).Person("P3");
  const Plan second = MustNight(Town(), late, night);
  EXPECT_TRUE(Rooms(second).contains("P3"));  // on the floor of P1
  EXPECT_FALSE(Rooms(second).contains("P2"));
  EXPECT_EQ(ChangeOf(second, "P2")->refusal, place::Refusal::kKeepUnits);
  const std::string line =
      "1 person waits because 1 free floor is kept for groups that have not "
      "come yet.";
  EXPECT_THAT(English(NightLines(second)), Contains(line));
  EXPECT_THAT(English(ExplainParty(second, "P2")), Contains(line));
  // The policy may say so too; flags win.
  const auto policy = MakePolicy({{"reserve_floors", "value: 1"}});
  NightOptions by_policy = Keep(MustPlace(Town(), Bus().Person("P1"), policy));
  EXPECT_FALSE(
      Rooms(MustNight(Town(), late, by_policy, kLater, policy)).contains("P2"));
  by_policy.keep_floors = 0;
  EXPECT_TRUE(
      Rooms(MustNight(Town(), late, by_policy, kLater, policy)).contains("P2"));
}

TEST(NightDeskTest, APlanOfSomethingElseIsRefusedByName) {
  const Plan first = MustPlace(Town(), Bus().Person("P1"));
  const auto refused = [](std::string what) {
    return StatusIs(absl::StatusCode::kFailedPrecondition,
                    AllOf(HasSubstr("cannot be kept"), HasSubstr(what)));
  };
  NightOptions night = Keep(first);
  night.keep->region = "R7";
  EXPECT_THAT(TryNight(Town(), Bus(), night),
              refused("region \"R7\", not \"R1\""));
  night = Keep(first);
  night.keep->packs = {"test@0"};
  EXPECT_THAT(TryNight(Town(), Bus(), night), refused("rules test@0 ("));
  night = Keep(first);
  night.keep->pack_hashes = {std::string(64, '0')};
  EXPECT_THAT(TryNight(Town(), Bus(), night),
              refused("rules test@1 (00000000); in force are test@1 ("));
  EXPECT_THAT(
      TryNight(Town(), Bus(), Keep(first), At("2022-04-10T16:00:00+08:00")),
      refused("later than"));
  EXPECT_THAT(TryNight(Town(0), Bus(), Keep(first)),
              refused("rooms that the world does not have: S1/"));
  night = Keep(first);
  night.keep->sites.push_back({"S8", "0"});
  EXPECT_THAT(TryNight(Town(), Bus(), night),
              refused("sites that the world does not have: S8"));
  night = Keep(first);
  night.keep->parties[0].people[0].id = "***";
  EXPECT_THAT(TryNight(Town(), Bus(), night), refused("pseudonyms"));
}

TEST(NightDeskTest, WhatCannotBeMeantIsAnError) {
  const Plan first =
      MustPlace(Town(), Bus().Person("P1", {{"party_id", "F1"}}));
  EXPECT_THAT(TryNight(Town(), Bus(), Keep(first, {"S1/999"})),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("S1/999")));
  EXPECT_THAT(
      TryNight(Town(), Bus().Person("P2", {{"party_id", "F1"}}), Keep(first)),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("list the whole party")));
  EXPECT_THAT(
      TryNight(Town(), Bus().Person("P2", {{"age", 5}, {"carer_id", "P1"}}),
               Keep(first)),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("names \"P1\" of the earlier plan as carer")));
  NightOptions night;
  night.keep_floors = -1;
  EXPECT_THAT(TryNight(Town(), Bus().Person("P1"), night),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("keep_floors is -1")));
}

TEST(NightDeskTest, AMinorWhoseAdultIsGoneWaitsForACarer) {
  const Bus family = Bus()
                         .Party("F1")
                         .Person("P1", {{"party_id", "F1"}})
                         .Person("P2", {{"party_id", "F1"},
                                        {"age", 6},
                                        {"carer_id", "P1"},
                                        {"carer_consents", true}});
  const Plan first = MustPlace(Town(), family);
  ASSERT_EQ(Rooms(first).at("P1"), Rooms(first).at("P2"));
  Town town;
  town.Inside("P1", Rooms(first).at("P1"),
              {{"start", "2022-04-10T18:00:00+08:00"}});
  const Plan second = MustNight(town, Bus(), Keep(first));
  EXPECT_THAT(WithoutRoom(second), ElementsAre("P2 MINOR_WITHOUT_ADULT"));
  EXPECT_THAT(English(second.conditions),
              Contains(HasSubstr("name a carer for the children of F1")));
}

}  // namespace
}  // namespace quaranta::desk
