// The second evening: who stays, who moves and why, who is refused.
#include "quaranta/desk/night.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "quaranta/desk/verify_plan.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Kind = NightChange::Kind;
using Cause = NightChange::Cause;

Instant At(std::string_view time) { return ParseInstant(time).value(); }
const Instant kLater = At("2022-04-10T19:00:00+08:00");

absl::StatusOr<Plan> TryNight(const Town& town, const Bus& bus,
                              NightOptions night, Instant as_of = kLater,
                              const policy::Policy& policy = MakePolicy()) {
  PlaceOptions options;
  options.as_of = as_of;
  return PlaceNight(town.rows.Build(), bus.rows.Build(), policy, options,
                    night);
}

Plan MustNight(const Town& town, const Bus& bus, NightOptions night,
               Instant as_of = kLater,
               const policy::Policy& policy = MakePolicy()) {
  auto plan = TryNight(town, bus, std::move(night), as_of, policy);
  EXPECT_THAT(plan, IsOk());
  return plan.ok() ? *std::move(plan) : Plan();
}

NightOptions Keep(const Plan& plan, std::vector<std::string> strike = {}) {
  NightOptions night;
  night.keep = EarlierOf(plan);
  night.strike = std::move(strike);
  return night;
}

std::map<std::string, std::string> Rooms(const Plan& plan) {
  std::map<std::string, std::string> rooms;
  for (const place::Assignment& of : plan.plan.assignments) {
    for (const std::uint32_t i : of.people) {
      rooms[plan.parties[of.party.value()].people[i]] =
          plan.rooms[of.room.value()].id;
    }
  }
  return rooms;
}

const NightChange* ChangeOf(const Plan& plan, std::string_view person) {
  for (const NightChange& change : plan.night->changes) {
    for (const std::string& of : change.people) {
      if (of == person) return &change;
    }
  }
  return nullptr;
}

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

// --- At random. ---

struct Evening {
  Town town{0};
  std::vector<std::string> rooms;
};

Evening RandomTown(Random& random) {
  Evening evening;
  for (const char* site : {"S1", "S2"}) {
    if (site[1] == '2') {
      evening.town.Site(site, {{"tier", 2},
                               {"status", "ACCEPTED"},
                               {"ready_in_h", 6},
                               {"floors_total", 2}});
    }
    for (const char* floor : {"4", "5"}) {
      evening.town.Floor(site, floor, {});
      const int rooms = random.Range(2, site[1] == '2' ? 14 : 5);
      for (int i = 1; i <= rooms; ++i) {
        const std::string label = floor + std::to_string(10 + i);
        evening.town.Room(site, floor, label, {{"beds", random.Range(1, 2)}});
        evening.rooms.push_back(std::string(site) + "/" + label);
      }
    }
  }
  return evening;
}

void AddRandomPeople(Random& random, std::string_view prefix, int parties,
                     Bus& bus) {
  for (int p = 0; p < parties; ++p) {
    const std::string party = std::string(prefix) + std::to_string(p);
    const std::string chain = "L" + std::to_string(random.Range(1, 3));
    const int people = random.Range(1, 3);
    const bool together = random.Chance(1, 2);
    bus.Party(party, {{"one_room", together}, {"consented", together}});
    for (int i = 0; i < people; ++i) {
      Cells cells = {{"party_id", party},
                     {"chain_id", chain},
                     {"share_assessed", true},
                     {"age", i > 0 && random.Chance(1, 2) ? 7 : 40},
                     {"needs_accessible", random.Chance(1, 8)}};
      if (i > 0) {
        cells.emplace_back("carer_id", party + "-0");
        cells.emplace_back("carer_consents", true);
      }
      bus.Person(party + "-" + std::to_string(i), std::move(cells));
    }
  }
}

// Parties that had a struck room.
std::set<std::string> PartiesIn(const Plan& plan,
                                const std::vector<std::string>& rooms) {
  std::set<std::string> parties;
  for (const place::Assignment& of : plan.plan.assignments) {
    const std::string& room = plan.rooms[of.room.value()].id;
    if (std::find(rooms.begin(), rooms.end(), room) != rooms.end()) {
      parties.insert(plan.parties[of.party.value()].id);
    }
  }
  return parties;
}

void ExpectKept(const Plan& before, const Plan& after,
                const std::vector<std::string>& struck) {
  const auto had = Rooms(before);
  const auto has = Rooms(after);
  const auto concerned = PartiesIn(before, struck);
  for (const PartyNote& party : before.parties) {
    for (const std::string& person : party.people) {
      const auto room = had.find(person);
      if (room == had.end()) continue;
      const bool broken =
          std::find(struck.begin(), struck.end(), room->second) != struck.end();
      const auto now = has.find(person);
      if (broken) {
        EXPECT_TRUE(now == has.end() || now->second != room->second);
      } else if (ChangeOf(after, person)->cause == Cause::kStaff) {
        // Only where rooms of a site that opens are struck.
        EXPECT_EQ(room->second.substr(0, 3), "S2/");
        EXPECT_FALSE(concerned.contains(party.id));
      } else if (!concerned.contains(party.id)) {
        ASSERT_NE(now, has.end()) << person;
        EXPECT_EQ(now->second, room->second) << person;
      }
    }
  }
  for (const auto& [person, room] : has) {
    EXPECT_EQ(std::count(struck.begin(), struck.end(), room), 0) << person;
  }
  for (const NightChange& change : after.night->changes) {
    if (change.kind != Kind::kMoves && change.kind != Kind::kLoses) continue;
    EXPECT_EQ(change.cause,
              concerned.contains(change.party) ? Cause::kStruck : Cause::kStaff)
        << change.party;
  }
}

TEST(NightDeskPropertyTest, NobodyOfAnEarlierPlanMovesButGuestsOfStruckRooms) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Evening evening = RandomTown(random);
    Bus all;
    AddRandomPeople(random, "A", random.Range(1, 8), all);
    Plan plan = MustPlace(evening.town, all);
    std::vector<std::string> struck_so_far;  // remembered by the plan
    for (int hour = 18; hour <= 20; ++hour) {
      Bus late;
      AddRandomPeople(random,
                      std::string(1, static_cast<char>('A' + hour - 17)),
                      random.Range(1, 4), late);
      std::vector<std::string> struck;
      for (const std::string& room : evening.rooms) {
        if (random.Chance(1, 12)) struck.push_back(room);
      }
      const Instant now =
          At("2022-04-10T" + std::to_string(hour) + ":00:00+08:00");
      const Plan next = MustNight(evening.town, late, Keep(plan, struck), now);
      ASSERT_TRUE(next.night.has_value());
      EXPECT_TRUE(next.verification.ok());
      struck_so_far.insert(struck_so_far.end(), struck.begin(), struck.end());
      ExpectKept(plan, next, struck_so_far);
      // No cohort shares a floor, whoever came when.
      std::map<std::uint32_t, std::uint32_t> cohort_of;
      for (const place::Assignment& of : next.plan.assignments) {
        const auto unit = next.problem.rooms[of.room.value()].unit.value();
        const auto cohort =
            next.problem.parties[of.party.value()].cohort.value();
        EXPECT_EQ(cohort_of.try_emplace(unit, cohort).first->second, cohort);
      }
      plan = next;
    }
  }
}

// People of whom more is known every hour: of some the chain was wrong, some go
// to hospital, some were struck off the list, and others come.
class Crowd {
 public:
  explicit Crowd(Random& random) : random_(random) {}

  void Grow(int parties) {
    for (int p = 0; p < parties; ++p) {
      Of of;
      of.id = "F" + std::to_string(parties_.size());
      of.chain = random_.Range(1, 3);
      of.people = random_.Range(1, 3);
      of.together = random_.Chance(1, 2);
      parties_.push_back(of);
    }
  }
  // Whose facts change: ids of the parties.
  std::set<std::string> Learn() {
    std::set<std::string> changed;
    for (Of& of : parties_) {
      if (!random_.Chance(1, 5)) continue;
      changed.insert(of.id);
      if (random_.Chance(1, 2)) {
        of.chain = of.chain % 4 + 1;
      } else if (random_.Chance(1, 2)) {
        of.fever = true;
      } else {
        of.people = std::max(1, of.people - 1);
      }
    }
    return changed;
  }
  Bus List() const {
    Bus bus;
    for (const Of& of : parties_) {
      bus.Party(of.id, {{"one_room", of.together}, {"consented", of.together}});
      for (int i = 0; i < of.people; ++i) {
        bus.Person(of.id + "-" + std::to_string(i),
                   {{"party_id", of.id},
                    {"chain_id", "L" + std::to_string(of.chain)},
                    {"temperature", of.fever ? 38.5 : 36.5},
                    {"share_assessed", true}});
      }
    }
    return bus;
  }

 private:
  struct Of {
    std::string id;
    int chain = 1;
    int people = 1;
    bool together = false;
    bool fever = false;
  };
  Random& random_;
  std::vector<Of> parties_;
};

std::map<std::string, std::string> PartyOf(const Plan& plan) {
  std::map<std::string, std::string> party;
  for (const PartyNote& note : plan.parties) {
    for (const std::string& person : note.people) party[person] = note.id;
  }
  return party;
}

struct OnFloor {
  std::set<CohortKey> keys;
  std::set<std::string> people;
};
std::map<std::uint32_t, OnFloor> FloorsOf(const Plan& plan) {
  std::map<std::uint32_t, OnFloor> floors;
  for (const place::Assignment& of : plan.plan.assignments) {
    OnFloor& floor = floors[plan.problem.rooms[of.room.value()].unit.value()];
    const auto cohort = plan.problem.parties[of.party.value()].cohort;
    floor.keys.insert(plan.cohorts[cohort.value()].key);
    for (const std::uint32_t i : of.people) {
      floor.people.insert(plan.parties[of.party.value()].people[i]);
    }
  }
  return floors;
}

// A floor is another group's only if those who were there are of another one
// now; nobody joins them if others have left it.
void ExpectNoFloorChangedHands(const Plan& before, const Plan& after) {
  const auto had = FloorsOf(before);
  for (const auto& [unit, now] : FloorsOf(after)) {
    ASSERT_THAT(now.keys, SizeIs(1));
    const auto then = had.find(unit);
    if (then == had.end() || then->second.keys == now.keys) continue;
    EXPECT_TRUE(std::ranges::includes(now.people, then->second.people) ||
                std::ranges::includes(then->second.people, now.people))
        << unit;
  }
}

// Whoever has the world and the stored plan finds nothing wrong with it.
void ExpectStoredPlanHolds(const Town& town, const Plan& plan) {
  StoredPlan stored;
  stored.basis = EarlierOf(plan);
  stored.plan = plan.plan;
  stored.plan.assignments.clear();
  const auto verified =
      VerifyPlan(town.rows.Build(), MakePolicy(), std::move(stored));
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->same_input);
  EXPECT_THAT(verified->report.violations, IsEmpty());
}

TEST(NightDeskPropertyTest, WhoseFactsDidNotChangeStayAndRoomsLeftStayEmpty) {
  int stayed = 0, left = 0, moved = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Evening evening = RandomTown(random);
    Crowd crowd(random);
    crowd.Grow(random.Range(3, 9));
    Plan plan = MustPlace(evening.town, crowd.List());
    std::set<std::string> empty;  // rooms left, for ever
    for (int hour = 18; hour <= 20; ++hour) {
      const std::set<std::string> changed = crowd.Learn();
      crowd.Grow(random.Range(1, 3));
      const Plan next =
          MustNight(evening.town, crowd.List(), Keep(plan),
                    At("2022-04-10T" + std::to_string(hour) + ":00:00+08:00"));
      ASSERT_TRUE(next.night.has_value());
      EXPECT_TRUE(next.verification.ok());
      const auto has = Rooms(next);
      auto party = PartyOf(plan);
      std::set<std::string> had, kept, used;
      for (const auto& [person, room] : has) used.insert(room);
      for (const auto& [person, room] : Rooms(plan)) {
        const auto now = has.find(person);
        const bool same = now != has.end() && now->second == room;
        if (!changed.contains(party[person])) {
          EXPECT_TRUE(same) << person;
        }
        had.insert(room);
        if (same) kept.insert(room);
        stayed += same;
        moved += now != has.end() && !same;
      }
      std::ranges::set_difference(had, kept, std::inserter(empty, empty.end()));
      for (const std::string& room : empty) {
        EXPECT_FALSE(used.contains(room)) << room;
      }
      left += static_cast<int>(empty.size());
      ExpectNoFloorChangedHands(plan, next);
      ExpectStoredPlanHolds(evening.town, next);
      plan = next;
    }
  }
  EXPECT_GT(stayed, 500);
  EXPECT_GT(left, 100);
  EXPECT_GT(moved, 20);
}

}  // namespace
}  // namespace quaranta::desk
