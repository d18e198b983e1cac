// Who is where, what breaks a rule, and the moves that put it right.
#include "quaranta/desk/audit_people.h"

#include "gmock/gmock.h"
#include "tests/desk/audit_house.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using place::Breach;

TEST(AuditDeskTest, EachBrokenRuleNamesTheRoomAndThePeople) {
  for (const Case& of : Cases()) {
    SCOPED_TRACE(of.name);
    const AuditResult result = MustAudit(of.house().Build());
    const auto found =
        std::find_if(result.findings.begin(), result.findings.end(),
                     [&of](const auto& f) { return f.breach == of.breach; });
    ASSERT_NE(found, result.findings.end());
    EXPECT_EQ(found->room, of.room);
    EXPECT_EQ(found->people, of.people);
    EXPECT_THAT(Render(found->text, Language::kEn), HasSubstr(of.english));
    EXPECT_FALSE(result.ok());
  }
}

TEST(AuditDeskTest, AfterTheMovesNothingIsWrong) {
  for (const Case& of : Cases()) {
    SCOPED_TRACE(of.name);
    House house = of.house();
    // A site for those who are in one of another grade.
    house.town.Site("S9", {{"grade", "LOW"}})
        .Floor("S9", "1", {})
        .Room("S9", "1", "101", {});
    const AuditResult result = MustAudit(house.Build());
    EXPECT_TRUE(!result.moves.empty() || !result.without.empty());
    for (const AuditMove& move : result.moves) {
      EXPECT_THAT(move.findings, Not(IsEmpty()));
    }
    const AuditResult after = MustAudit(house.Repaired(result).Build());
    EXPECT_THAT(Breaches(after.findings), IsEmpty());
    EXPECT_THAT(after.moves, IsEmpty());
  }
}

TEST(AuditDeskTest, ALawfulHouseHasNothingToMove) {
  House house;
  AskForOneRoom(house, "F");
  house.Put("A", "S1/201", {}, Shares("F"))
      .Put("B", "S1/201", {}, Shares("F"))
      .Put("C", "S1/203")
      .Put("D", "S1/301", Chain("L2"));
  const AuditResult result = MustAudit(house.Build());
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.people, 4);
  EXPECT_THAT(English(AuditLines(result)),
              ElementsAre("As of 2022-04-10 17:00: 4 people in 3 rooms of 1 "
                          "site, and no rule of placement is broken.",
                          "Nobody has to move.",
                          "Hotel S1: 3 rooms are said to be ready, but "
                          "somebody lives there."));
}

TEST(AuditDeskTest, NobodyInsideIsNoError) {
  const AuditResult result = MustAudit(Town());
  EXPECT_TRUE(result.ok());
  EXPECT_THAT(English(AuditLines(result)),
              ElementsAre("As of 2022-04-10 17:00 nobody is on record in a "
                          "room.",
                          "Nobody has to move."));
}

// --- The repair in the words of the field. ---

TEST(AuditDeskTest, TheSmallerGroupMovesAndSaysWhatIsCleanedAfter) {
  const AuditResult result = MustAudit(Cases().front().house().Build());
  EXPECT_EQ(result.report.moved, (place::Bounded{1, 1}));
  ASSERT_THAT(result.moves, SizeIs(1));
  const AuditMove& move = result.moves.front();
  EXPECT_EQ(move.people, (std::vector<std::string>{"C"}));
  EXPECT_EQ(move.from, "S1/203");
  EXPECT_EQ(move.to.substr(0, 4), "S1/3");
  EXPECT_THAT(
      English(AuditLines(result)),
      ElementsAre(
          "As of 2022-04-10 17:00: 3 people in 3 rooms of 1 site, and 1 thing "
          "is against the rules of placement.",
          "Moving 1 person puts all of it right, in any order, without "
          "disturbing anybody else.",
          HasSubstr("are on one floor"),
          "People who shared a floor or a room have met; whether their days "
          "start anew is for the tracers to say.",
          "Every plan below is a proposal; it takes effect when a named person "
          "signs it.",
          "C: from Hotel S1 203 to Hotel S1 " + move.to.substr(3) +
              "; different groups are on that floor.",
          "Hotel S1, floor 3 was free and becomes the floor of chain L2, batch "
          "L2-1, high risk.",
          "Hotel S1, floor 2: terminal disinfection of room 203 after the "
          "move; it stays empty while the floor is held.",
          "No repair leaves fewer people without a room, or moves fewer.",
          HasSubstr("3 rooms are said to be ready")));
}

TEST(AuditDeskTest, WhoHasNoRoomByTheRulesIsToldWithTheReason) {
  const AuditResult result = MustAudit(House()
                                           .Put("A", "S1/201")
                                           .Put("B", "S1/202", Chain("L2"))
                                           .Put("C", "S1/302", Chain("L3"))
                                           .Build());
  EXPECT_THAT(result.moves, IsEmpty());
  ASSERT_THAT(result.without, SizeIs(1));
  EXPECT_EQ(result.without[0].reason, place::Reason::kNoRoomLeft);
  EXPECT_EQ(Render(result.headline[1], Language::kEn),
            "No move helps: 1 person has no room by the rules; ask the city "
            "command for rooms elsewhere.");
  EXPECT_THAT(Render(result.without[0].text, Language::kEn),
              AllOf(HasSubstr("because no empty room is left, neither on a "
                              "free floor nor on one of the own group, that "
                              "would do. Now in Hotel S1 20"),
                    HasSubstr(result.without[0].people[0] + ".")));
}

TEST(AuditDeskTest, ASiteThatMovesOpenComesWithItsConditions) {
  House house;
  house.town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", 6.0}});
  for (const char* floor : {"4", "5", "6", "7"}) {
    house.town.Floor("S2", floor, {});
    for (const char* n : {"01", "02", "03", "04", "05", "06", "07", "08"}) {
      house.town.Room("S2", floor, floor + std::string(n), {});
    }
  }
  house.Put("A", "S1/201").Put("B", "S1/202", Chain("L2"));
  house.Put("C", "S1/302", Chain("L3"));
  const AuditResult result = MustAudit(house.Build());
  ASSERT_THAT(result.opened_sites, SizeIs(1));
  EXPECT_EQ(result.opened_sites[0].site, "S2");
  EXPECT_THAT(result.opened_sites[0].staff_rooms, Not(IsEmpty()));
  EXPECT_THAT(English(result.conditions),
              Contains(HasSubstr("Hotel S2 must be opened first: it needs 6 h "
                                 "from the order")));
}

TEST(AuditDeskTest, AFloorThatEverybodyLeavesIsCleanedAsAWhole) {
  House house = RoomWith({{"state", "OUT_OF_ORDER"}});
  house.guests[0].stay = Chain("L7");
  const AuditResult result = MustAudit(house.Put("B", "S1/202").Build());
  // A is alone on the floor, whose other rooms are free.
  ASSERT_THAT(result.moves, SizeIs(1));
  EXPECT_FALSE(result.cleaning.at(0).whole_floor);
  House full;
  full.town = Town(1);
  full.town.Site("S2", {}).Floor("S2", "5", {}).Room("S2", "5", "501", {});
  full.town.Site("S3", {{"status", "ACCEPTED"}})
      .Floor("S3", "6", {})
      .Room("S3", "6", "601", {});
  const AuditResult moved = MustAudit(full.Put("A", "S3/601").Build());
  ASSERT_THAT(moved.cleaning, SizeIs(1));
  EXPECT_TRUE(moved.cleaning[0].whole_floor);
  EXPECT_EQ(moved.cleaning[0].rooms, (std::vector<std::string>{"S3/601"}));
}

// --- The frozen. ---

TEST(AuditDeskTest, FrozenPeopleDoNotMoveAndWhatStaysBrokenIsSaid) {
  const auto frozen = [](std::string_view record, Cells cells) {
    House house = Cases().front().house();
    house.town.rows.Add(record, std::move(cells));
    return MustAudit(house.Build());
  };
  for (const auto& [record, cells] : std::vector<std::pair<std::string, Cells>>{
           {"Hold", {{"id", "H1"}, {"floor_id", "S1/2"}}},
           {"Hold", {{"id", "H1"}, {"site_id", "S1"}}},
           {"Investigation",
            {{"id", "V1"}, {"site_id", "S1"}, {"floor_id", "S1/2"}}}}) {
    const AuditResult result = frozen(record, cells);
    EXPECT_EQ(Breaches(result.findings),
              (std::vector<Breach>{Breach::kUnitShared}));
    EXPECT_THAT(result.moves, IsEmpty());
    EXPECT_THAT(result.without, IsEmpty());
    EXPECT_THAT(result.frozen, SizeIs(3));
    EXPECT_EQ(Breaches(result.left),
              (std::vector<Breach>{Breach::kUnitShared}));
    EXPECT_EQ(Render(result.headline[1], Language::kEn),
              "Nobody moves: 1 thing stays as it is while people are frozen.");
    EXPECT_THAT(English(AuditLines(result)),
                Contains("3 people are frozen by a hold, an open investigation "
                         "or a positive result and do not move: A, B and "
                         "C."));
  }
  // One person who is held stays; those of the other group go.
  const AuditResult held =
      frozen("Hold", {{"id", "H1"}, {"stay_id", "stay-C"}});
  EXPECT_THAT(Moves(held), SizeIs(2));
  ASSERT_THAT(held.frozen, SizeIs(1));
  EXPECT_EQ(held.frozen[0].people, (std::vector<std::string>{"C"}));
  EXPECT_THAT(held.left, IsEmpty());
  // So is one in a frozen room.
  const AuditResult room =
      frozen("Hold", {{"id", "H1"}, {"room_id", "S1/203"}});
  EXPECT_THAT(Moves(room), SizeIs(2));
}

TEST(AuditDeskTest, AFrozenFloorInOrderIsNoFinding) {
  House house = House().Put("A", "S1/201").Put("B", "S1/202");
  house.town.rows.Add("Hold", {{"id", "H1"}, {"floor_id", "S1/2"}});
  const AuditResult result = MustAudit(house.Build());
  EXPECT_TRUE(result.ok());
  EXPECT_THAT(English(AuditLines(result)),
              Contains(HasSubstr("2 people are frozen")));
}

// --- What is not known breaks no rule, and is said. ---

TEST(AuditDeskTest, AnUnknownChainIsAskedForBeforeAnybodyMoves) {
  House house = House().Put("A", "S1/201");
  house.Put("B", "S1/202", {{"chain_id", ""}, {"batch_id", ""}});
  AuditResult result = MustAudit(house.Build());
  ASSERT_THAT(result.findings, SizeIs(1));
  EXPECT_EQ(result.findings[0].breach, Breach::kUnitShared);
  EXPECT_EQ(result.findings[0].ask_first, (std::vector<std::string>{"B"}));
  EXPECT_THAT(English(AuditLines(result)),
              AllOf(Contains(HasSubstr("Ask first: no chain or no risk class "
                                       "is on record for B")),
                    Contains(HasSubstr("1 person has no chain on record"))));
  // With a second chain for certain there is nothing to wait for.
  result = MustAudit(house.Put("C", "S1/203", Chain("L2")).Build());
  ASSERT_THAT(result.findings, SizeIs(1));
  EXPECT_THAT(result.findings[0].ask_first, IsEmpty());
}

TEST(AuditDeskTest, PeopleOfUnknownChainWhoCameInOneVehicleAreOneGroup) {
  const Cells unknown = {{"chain_id", ""}, {"batch_id", ""}};
  const Cells bus = {{"vehicle_id", "V1"}};
  EXPECT_TRUE(MustAudit(House()
                            .Put("A", "S1/201", unknown, bus)
                            .Put("B", "S1/202", unknown, bus)
                            .Build())
                  .ok());
  EXPECT_FALSE(MustAudit(House()
                             .Put("A", "S1/201", unknown)
                             .Put("B", "S1/202", unknown)
                             .Build())
                   .ok());
}

TEST(AuditDeskTest, WhatRoomsDoNotRecordIsADoubtAndNoFinding) {
  House house;
  house.town.rows.Add("Site", {{"id", "S5"},
                               {"name", "Hotel S5"},
                               {"region_id", "R1"},
                               {"status", "OPEN"}});
  house.town.Floor("S5", "1", {});
  house.town.rows.Add(
      "Room", {{"site_id", "S5"}, {"floor_id", "S5/1"}, {"label", "101"}});
  house.Put("A", "S5/101", {{"site_id", "S5"}}, Party("F"));
  house.town.Room("S1", "", "999", {});
  house.Put("B", "S1/999").Put("C", "");
  house.Put("D", "S1/201");
  house.town.rows.Add("RoomAssignment",
                      {{"stay_id", "stay-D"},
                       {"room_id", "S1/202"},
                       {"start", "2022-04-06T09:00:00+08:00"}});
  house.Put("K", "S1/203", {},
            {{"age", 7}, {"carer_id", "elsewhere"}, {"carer_consents", true}});
  house.town.rows.Add("Staff", {{"id", "elsewhere"}, {"site_id", "S1"}});
  house.Put("W", "S1/204", {}, {{"mobility", "WHEELCHAIR"}});
  house.Put("N", "S1/205", {{"state", "PLANNED"}});
  house.town.Room("S1", "2", "205", {});
  house.Put("M", "S1/301", Chain("L3"));
  house.Put("Q", "S1/302",
            {{"chain_id", "L9"},
             {"state", "PLANNED"},
             {"start", "2022-04-11T09:00:00+08:00"}});
  house.Put("R", "S1/303",
            {{"chain_id", "L3"}, {"batch_id", "L3-1"}, {"risk_class", ""}},
            {{"age", ""}});
  house.town.Room("S1", "3", "310", {{"state", "OCCUPIED"}});
  const AuditResult result = MustAudit(house.Build());
  EXPECT_THAT(Breaches(result.findings), IsEmpty());
  EXPECT_EQ(result.people, 6);
  EXPECT_THAT(
      English(result.doubts),
      UnorderedElementsAre(
          "1 person is inside Hotel S1 with no room on record, and left out "
          "here: C.",
          "1 person is in rooms of Hotel S1 whose floor is not on record, and "
          "left out here: B.",
          "D is on record in Hotel S1 202 and Hotel S1 201 at once; Hotel S1 "
          "202 counts, as the last one given.",
          "Hotel S5: the use of 1 room with people in it is not recorded; "
          "taken as isolation.",
          "Hotel S5: the beds of 1 room with people in it are not recorded; "
          "taken as enough.",
          "Hotel S5: the risk class it takes is not recorded; whether people "
          "belong there is not known, and nobody is moved to a free floor of "
          "it.",
          "Hotel S1: 5 rooms are said to be ready, but somebody lives there.",
          "Hotel S1: 1 isolation room is in use, but nobody on record is "
          "there.",
          "Hotel S1, floor 3: rooms are promised to another group than the one "
          "that is there; give that group other rooms before it comes.",
          "K: no adult of the party is in the room; a carer is named, so see "
          "that somebody is with the child.",
          "W needs an accessible room, and Hotel S1 204 is not on record as "
          "one.",
          HasSubstr("1 person has no age on record"),
          HasSubstr("1 person has no risk class on record")));
}

// --- The clock, sharing on record, refills, widened floors. ---

TEST(AuditDeskTest, OnlyThoseWhoWereThereAtTheTimeCount) {
  const Town town =
      House()
          .Put("A", "S1/201",
               {{"end", "2022-04-10T20:00:00+08:00"}, {"state", "RELEASED"}})
          .Put("B", "S1/202", Chain("L2"))
          .Build();
  AuditOptions options;
  const auto at = [&](std::string_view time) {
    options.as_of = ParseInstant(time).value();
    return Audit(town.rows.Build(), MakePolicy(), options).value();
  };
  EXPECT_EQ(at("2022-04-05T08:00:00+08:00").people, 0);
  EXPECT_EQ(at("2022-04-10T19:59:00+08:00").findings.size(), 1u);
  EXPECT_TRUE(at("2022-04-10T20:00:00+08:00").ok());
}

TEST(AuditDeskTest, AStateOfTheTimeAfterTheyLeftIsNotHeldAgainstThem) {
  House house;
  house.town.Room("S1", "3", "309", {{"state", "AWAITING_DISINFECTION"}});
  house.Put("A", "S1/309", {{"end", "2022-04-10T20:00:00+08:00"}});
  EXPECT_TRUE(MustAudit(house.Build()).ok());
  house.guests[0].stay.clear();
  EXPECT_EQ(Breaches(MustAudit(house.Build()).findings),
            (std::vector<Breach>{Breach::kRoomOut}));
}

TEST(AuditDeskTest, SharingWhoseReasonIsOnRecordIsNoBreach) {
  const Cells basis = {{"share_basis", "a doctor asked for it"}};
  House house = House()
                    .Put("A", "S1/201", {}, Party("F"), basis)
                    .Put("B", "S1/201", {}, Party("F"), basis);
  EXPECT_TRUE(MustAudit(house.Build()).ok());
  house.guests[1].assignment.clear();
  EXPECT_FALSE(MustAudit(house.Build()).ok());
}

TEST(AuditDeskTest, ARefillTheRulesAllowIsNoBreach) {
  House house =
      House()
          .Put("A", "S1/202")
          .Put("B", "S1/201", {{"end", "2022-04-05T10:00:00+08:00"}})
          .Put("C", "S1/201", {{"start", "2022-04-05T20:00:00+08:00"}});
  house.town.rows.Add("Disinfection", {{"id", "D1"},
                                       {"kind", "TERMINAL"},
                                       {"room_id", "S1/201"},
                                       {"end", "2022-04-05T15:00:00+08:00"}});
  EXPECT_FALSE(MustAudit(house.Build()).ok());
  const policy::Policy refill = MakePolicy({{"refill_allowed", "value: 1"}});
  EXPECT_TRUE(MustAudit(house.Build(), refill).ok());
  // But not a room that was not disinfected before C came.
  house.guests[2].stay = {{"start", "2022-04-05T12:00:00+08:00"}};
  EXPECT_EQ(Breaches(MustAudit(house.Build(), refill).findings),
            (std::vector<Breach>{Breach::kRoomReleased}));
}

TEST(AuditDeskTest, SomebodyWhoStaysWhenTheirPartyLeavesBreaksNothing) {
  House house;
  AskForOneRoom(house, "F");
  house.Put("A", "S1/201", {}, Shares("F"))
      .Put("B", "S1/201", {{"end", "2022-04-07T10:00:00+08:00"}}, Shares("F"));
  EXPECT_TRUE(MustAudit(house.Build()).ok());
}

TEST(AuditDeskTest, FloorsThatShareAirAreOne) {
  House house;
  house.town = Town(0);
  for (const char* floor : {"4", "5"}) {
    house.town.Floor("S1", floor, {{"shared_air_group", "K1"}})
        .Room("S1", floor, floor + std::string("01"), {});
  }
  house.Put("A", "S1/401").Put("B", "S1/501", Chain("L2"));
  const AuditResult result = MustAudit(house.Build());
  ASSERT_THAT(result.findings, SizeIs(1));
  EXPECT_EQ(result.findings[0].floors,
            (std::vector<std::string>{"S1/4", "S1/5"}));
  EXPECT_THAT(Render(result.findings[0].text, Language::kEn),
              HasSubstr("Hotel S1, floor 4+5"));
}

TEST(AuditDeskTest, TheOrderOfRowsDoesNotMatter) {
  House house;
  AskForOneRoom(house, "F");
  house.Put("A", "S1/201", {}, Shares("F"))
      .Put("B", "S1/203", {}, Shares("F"))
      .Put("C", "S1/203", Chain("L2"))
      .Put("D", "S1/301", Chain("L3"))
      .Put("E", "S1/301", Chain("L3"));
  const Town town = house.Build();
  const AuditResult first = MustAudit(town);
  EXPECT_FALSE(first.ok());
  for (std::uint64_t shuffle = 1; shuffle <= 5; ++shuffle) {
    const AuditResult again = MustAudit(town, MakePolicy(), shuffle);
    EXPECT_EQ(English(AuditLines(first, 0)), English(AuditLines(again, 0)));
    EXPECT_EQ(first.report.findings, again.report.findings);
    EXPECT_EQ(first.report.moves, again.report.moves);
  }
}

// --- Errors. ---

TEST(AuditDeskTest, MistakesAreNamed) {
  const world::World world = Town().rows.Build();
  AuditOptions options;
  options.region = "nowhere";
  EXPECT_THAT(TryAudit(world, MakePolicy(), options),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("nowhere")));
  options.region = "";
  options.plan_limit = -1;
  EXPECT_THAT(TryAudit(world, MakePolicy(), options),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("plan_limit is -1")));
  options.as_of = ParseInstant("2019-04-10T17:00:00+08:00").value();
  EXPECT_THAT(Audit(world, MakePolicy(), options),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("no measure is in force")));
}

}  // namespace
}  // namespace quaranta::desk
