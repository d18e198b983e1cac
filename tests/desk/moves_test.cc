// Rooms that must be empty, and floors that could be free.
#include "quaranta/desk/moves_people.h"

#include <set>

#include "gmock/gmock.h"
#include "tests/desk/audit_house.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

using Ids = std::vector<std::string>;

absl::StatusOr<EvacuationResult> TryEmpty(const House& house, Ids empty,
                                          std::uint64_t shuffle = 0) {
  EvacuateOptions options;
  options.as_of = Now();
  options.empty = std::move(empty);
  return Evacuate(house.Build().rows.Build(shuffle), MakePolicy(), options);
}

EvacuationResult Empty(const House& house, Ids empty) {
  auto result = TryEmpty(house, std::move(empty));
  EXPECT_THAT(result, testing::IsOk());
  return result.ok() ? *std::move(result) : EvacuationResult();
}

absl::StatusOr<FreeingResult> TryFree(
    const House& house, FreeOptions options = {},
    const policy::Policy& policy = MakePolicy()) {
  options.as_of = Now();
  return FreeFloors(house.Build().rows.Build(), policy, options);
}

FreeingResult Free(const House& house, FreeOptions options = {},
                   const policy::Policy& policy = MakePolicy()) {
  auto result = TryFree(house, std::move(options), policy);
  EXPECT_THAT(result, testing::IsOk());
  return result.ok() ? *std::move(result) : FreeingResult();
}

Ids English(const std::vector<Sentence>& sentences) {
  Ids lines;
  for (const Sentence& of : sentences) {
    lines.push_back(Render(of, Language::kEn));
  }
  return lines;
}

template <class Of>
Ids TextsOf(const std::vector<Of>& records) {
  Ids lines;
  for (const Of& of : records) lines.push_back(Render(of.text, Language::kEn));
  return lines;
}

// --- Rooms that must be empty. ---

TEST(EvacuateDeskTest, WhoIsInARoomThatBurstGoesToARoomOfTheOwnFloor) {
  const EvacuationResult result =
      Empty(House().Put("A", "S1/201").Put("B", "S1/202"), {"S1/201"});
  EXPECT_TRUE(result.ok());
  ASSERT_THAT(result.moves, SizeIs(1));
  EXPECT_EQ(result.moves[0].people, Ids{"A"});
  EXPECT_EQ(result.moves[0].from, "S1/201");
  EXPECT_THAT(result.moves[0].to, AnyOf("S1/203", "S1/204"));
  EXPECT_EQ(result.moves[0].cause, MoveCause::kMustBeEmpty);
  EXPECT_THAT(
      English(result.headline),
      ElementsAre("As of 2022-04-10 17:00: Hotel S1 201 must be empty; 1 "
                  "person is in 1 room there.",
                  "1 person moves to other rooms, in any order, without "
                  "disturbing anybody else."));
  ASSERT_THAT(result.cleaning, SizeIs(1));
  EXPECT_EQ(result.cleaning[0].rooms, Ids{"S1/201"});
  EXPECT_FALSE(result.cleaning[0].whole_floor);
  EXPECT_THAT(result.taken_floors, IsEmpty());
}

TEST(EvacuateDeskTest, AFloorIsLeftForAFreeOne) {
  const EvacuationResult result =
      Empty(House().Put("A", "S1/201").Put("B", "S1/202"), {"S1/2"});
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.empty, Ids{"Floor:S1/2"});
  EXPECT_EQ(result.people_there, 2);
  ASSERT_THAT(result.moves, SizeIs(2));
  for (const PeopleMove& move : result.moves) {
    EXPECT_THAT(move.to, StartsWith("S1/30"));
  }
  ASSERT_THAT(result.taken_floors, SizeIs(1));
  EXPECT_EQ(result.taken_floors[0].floors, Ids{"S1/3"});
  ASSERT_THAT(result.cleaning, SizeIs(1));
  EXPECT_TRUE(result.cleaning[0].whole_floor);
}

TEST(EvacuateDeskTest, OfFloorsThatShareAirOnlyTheOneThatWasNamedIsLeft) {
  House house;
  house.town = Town(0);
  for (const char* floor : {"4", "5"}) {
    house.town.Floor("S1", floor, {{"shared_air_group", "K1"}})
        .Room("S1", floor, floor + std::string("01"), {})
        .Room("S1", floor, floor + std::string("02"), {});
  }
  house.Put("A", "S1/401").Put("B", "S1/501");
  const EvacuationResult result = Empty(house, {"S1/4"});
  ASSERT_THAT(result.moves, SizeIs(1));
  EXPECT_EQ(result.moves[0].to, "S1/502");
}

TEST(EvacuateDeskTest, ASiteIsLeftForOneThatHasToOpen) {
  House house;
  house.town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", 6.0}})
      .Floor("S2", "1", {});
  for (int i = 10; i < 26; ++i) {
    house.town.Room("S2", "1", "1" + std::to_string(i), {});
  }
  house.Put("A", "S1/201").Put("B", "S1/301", Chain("L2"));
  const EvacuationResult result = Empty(house, {"S1"});
  // One floor there takes one group.
  ASSERT_THAT(result.moves, SizeIs(1));
  EXPECT_THAT(result.moves[0].to, StartsWith("S2/1"));
  ASSERT_THAT(result.without, SizeIs(1));
  EXPECT_FALSE(result.ok());
  ASSERT_THAT(result.opened_sites, SizeIs(1));
  EXPECT_EQ(result.opened_sites[0].site, "S2");
  EXPECT_FALSE(result.opened_sites[0].staff_rooms.empty());
  EXPECT_THAT(English(result.conditions), Contains(HasSubstr("Hotel S2")));
  EXPECT_THAT(English(result.headline),
              Contains("For 1 person there is no room by the rules: ask the "
                       "city command for rooms elsewhere."));
  // Whoever has no room leaves, too: both floors are to be cleaned.
  EXPECT_THAT(result.cleaning, SizeIs(2));
}

TEST(EvacuateDeskTest, WhereNobodyIsNobodyMoves) {
  const EvacuationResult result =
      Empty(House().Put("A", "S1/201"), {"S1/3", "S1/204"});
  EXPECT_TRUE(result.ok());
  EXPECT_THAT(result.moves, IsEmpty());
  EXPECT_EQ(English(result.headline),
            (Ids{"As of 2022-04-10 17:00 nobody is on record in Hotel S1, "
                 "floor 3 and Hotel S1 204.",
                 "Nobody moves."}));
}

TEST(EvacuateDeskTest, WhatHoldsSomebodyIsNamed) {
  struct HoldCase {
    Cells hold;
    HeldBy by;
    const char* said;
  };
  for (const HoldCase& of : std::vector<HoldCase>{
           {{{"stay_id", "stay-A"}}, HeldBy::kPerson, "a hold by name"},
           {{{"room_id", "S1/201"}}, HeldBy::kRoom, "the room is frozen"},
           {{{"floor_id", "S1/2"}}, HeldBy::kFloor, "the floor is frozen"},
           {{{"site_id", "S1"}}, HeldBy::kFloor, "the floor is frozen"},
           {{{"stay_id", "stay-B"}}, HeldBy::kParty, "others of F are frozen"},
       }) {
    House house;
    AskForOneRoom(house, "F");
    house.Put("A", "S1/201", {}, Shares("F"))
        .Put("B", "S1/202", {}, Shares("F"))
        .Put("C", "S1/203");
    house.town.rows.Add("Hold", With({{"id", "H1"}}, of.hold));
    const EvacuationResult result = Empty(house, {"S1/201"});
    EXPECT_THAT(result.moves, IsEmpty());
    ASSERT_THAT(result.held, SizeIs(1)) << of.said;
    EXPECT_EQ(result.held[0].people, Ids{"A"});
    EXPECT_EQ(result.held[0].room, "S1/201");
    EXPECT_EQ(result.held[0].by, of.by);
    EXPECT_THAT(
        TextsOf(result.held)[0],
        AllOf(HasSubstr("Hotel S1 201: A may not move"), HasSubstr(of.said)));
    EXPECT_FALSE(result.ok());
    EXPECT_THAT(result.cleaning, IsEmpty());
    EXPECT_THAT(English(result.headline),
                Contains("1 person may not move before a named person lifts a "
                         "hold or closes an investigation."));
  }
}

TEST(EvacuateDeskTest, ALargePartyKeepsARoomIfItCanBeNextToIt) {
  House house;
  AskForOneRoom(house, "F");
  house.Put("A", "S1/201", {}, Shares("F"))
      .Put("B", "S1/201", {}, Shares("F"))
      .Put("C", "S1/202", {}, Shares("F"));
  const EvacuationResult near = Empty(house, {"S1/201"});
  EXPECT_EQ(near.evacuation.moved.value, 2);
  for (const PeopleMove& move : near.moves) {
    EXPECT_EQ(move.from, "S1/201");
    EXPECT_THAT(move.to, AnyOf("S1/202", "S1/203"));
  }
  // With somebody next door all of it goes.
  house.Put("D", "S1/203");
  const EvacuationResult far = Empty(house, {"S1/201"});
  std::set<std::pair<std::string, MoveCause>> causes;
  for (const PeopleMove& move : far.moves) {
    causes.emplace(move.from, move.cause);
  }
  EXPECT_THAT(causes,
              UnorderedElementsAre(
                  std::pair(std::string("S1/201"), MoveCause::kMustBeEmpty),
                  std::pair(std::string("S1/202"), MoveCause::kParty)));
  EXPECT_THAT(TextsOf(far.moves),
              Contains(HasSubstr("to be with the others of the party.")));
}

TEST(EvacuateDeskTest, WhoCannotBeSeenIsToBePlacedByHand) {
  House house;
  house.town.Room("S1", "", "B1", {});
  house.Put("A", "S1/201").Put("X", "S1/B1").Put("Y", "");
  const EvacuationResult site = Empty(house, {"S1"});
  EXPECT_THAT(TextsOf(site.unseen),
              ElementsAre("X: in Hotel S1 B1, whose floor is not on record.",
                          "Y: inside Hotel S1, with no room on record."));
  EXPECT_THAT(English(site.headline),
              Contains("2 people more have to leave by the records, but no "
                       "room or no floor is on record for them: place them by "
                       "hand."));
  EXPECT_FALSE(site.ok());
  // The room alone, and a floor that none of them is known to be on.
  const EvacuationResult room = Empty(house, {"S1/B1"});
  ASSERT_THAT(room.unseen, SizeIs(1));
  EXPECT_EQ(room.unseen[0].person, "X");
  EXPECT_THAT(Empty(house, {"S1/2"}).unseen, IsEmpty());
}

TEST(EvacuateDeskTest, WhatElseIsInTheRoomsIsSaid) {
  House house;
  house.town.Room("S1", "2", "209", {{"state", "OCCUPIED"}});
  house.town.rows.Add("Staff", {{"id", "W1"}, {"room_id", "S1/204"}});
  house.Put("A", "S1/201")
      .Put("Z", "S1/203",
           {{"state", "PLANNED"}, {"start", "2022-04-11T09:00:00+08:00"}});
  EXPECT_THAT(
      English(Empty(house, {"S1/2"}).conditions),
      ElementsAre("Hotel S1: 1 room is in use with nobody on record; see who "
                  "is there first: 209.",
                  "Hotel S1: staff live in 1 of the rooms and have to leave, "
                  "too: 204.",
                  "Hotel S1: 1 room is promised to people who come later; give "
                  "them others: 203."));
  EXPECT_THAT(Empty(house, {"S1/201"}).conditions, IsEmpty());
}

TEST(EvacuateDeskTest, ANeedThatTheNewRoomDoesNotMeetIsATask) {
  House house;
  house.Put("A", "S1/201", {}, {{"needs_accessible", true}});
  const EvacuationResult result = Empty(house, {"S1/201"});
  ASSERT_THAT(result.substitutes, SizeIs(1));
  EXPECT_EQ(result.substitutes[0].person, "A");
  EXPECT_EQ(result.substitutes[0].room, result.moves.at(0).to);
}

TEST(EvacuateDeskTest, AnUnknownIdNamesTheNearest) {
  const House house = House().Put("A", "S1/201");
  EXPECT_THAT(TryEmpty(house, {"S1/201", "S1/205"}),
              StatusIs(absl::StatusCode::kNotFound,
                       AllOf(HasSubstr("empty: \"S1/205\" is no room, floor "
                                       "or site of region \"R1\"; the nearest "
                                       "are \"S1/201\", \"S1/202\", "),
                             ::testing::Not(HasSubstr("S1/30")))));
  EXPECT_THAT(TryEmpty(house, {"Wing-West"}),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("ids are such as \"S1\", \"S1/2\", "
                                 "\"S1/201\"")));
  EXPECT_THAT(TryEmpty(house, {"Floor:S1/201"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("S1/201")));
  EXPECT_THAT(TryEmpty(house, {}), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr("nothing is named")));
}

TEST(EvacuateDeskTest, ARoomWithTheIdOfAFloorIsToldApart) {
  House house;
  house.town.Room("S1", "2", "3", {});
  house.Put("A", "S1/3").Put("B", "S1/301", Chain("L2"));
  EXPECT_THAT(TryEmpty(house, {"S1/3"}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("say \"Floor:S1/3\" or \"Room:S1/3\"")));
  EXPECT_EQ(Empty(house, {"Room:S1/3"}).moves.at(0).people, Ids{"A"});
  // What is named twice counts once.
  const EvacuationResult floor = Empty(house, {"Floor:S1/3", "Floor:S1/3"});
  EXPECT_EQ(floor.empty, Ids{"Floor:S1/3"});
  EXPECT_EQ(floor.people_there, 1);
}

TEST(EvacuateDeskTest, TheOrderOfRowsAndNamesDoesNotMatter) {
  House house;
  for (int i = 1; i <= 4; ++i) {
    house.Put("P" + std::to_string(i), "S1/20" + std::to_string(i));
  }
  const Ids lines =
      English(MovesLines(Empty(house, {"S1/201", "S1/202", "S1/3"}), 0));
  EXPECT_THAT(lines, SizeIs(::testing::Gt(4u)));
  for (std::uint64_t shuffle = 1; shuffle <= 5; ++shuffle) {
    const auto again = TryEmpty(house, {"S1/3", "S1/202", "S1/201"}, shuffle);
    ASSERT_THAT(again, testing::IsOk());
    EXPECT_EQ(English(MovesLines(*again, 0)), lines);
  }
}

// Every house of this family: nobody is left in what must be empty but who is
// held, and the rules hold for all who moved (or the moves would not have been
// returned, since they are verified).
TEST(EvacuateDeskTest, NobodyIsLeftButWhoIsHeld) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    House house;
    for (int room = 1; room <= 4; ++room) {
      for (const char* floor : {"2", "3"}) {
        if (random.Below(3) == 0) continue;
        const std::string id = floor + std::string("0") + std::to_string(room);
        house.Put("P" + id, "S1/" + id,
                  floor[0] == '2' ? Chain("L1") : Chain("L2"));
        if (random.Below(5) == 0) {
          house.town.rows.Add("Hold",
                              {{"id", "H" + id}, {"stay_id", "stay-P" + id}});
        }
      }
    }
    const std::string what = random.Below(2) == 0 ? "S1/2" : "S1/302";
    const EvacuationResult result = Empty(house, {what});
    std::multiset<std::string> gone;
    for (const PeopleMove& of : result.moves) {
      gone.insert(of.people.begin(), of.people.end());
    }
    for (const PeopleWithoutRoom& of : result.without) {
      gone.insert(of.people.begin(), of.people.end());
    }
    for (const HeldPeople& of : result.held) {
      gone.insert(of.people.begin(), of.people.end());
    }
    std::multiset<std::string> there;
    for (const Guest& guest : house.guests) {
      if (guest.room.starts_with(what == "S1/2" ? "S1/20" : what)) {
        there.insert(guest.id);
      }
    }
    EXPECT_EQ(gone, there) << "seed " << seed;
    EXPECT_EQ(result.people_there, static_cast<int>(there.size()));
  }
}

// --- Floors that could be free. ---

// Three people on floor 2, one on floor 3, of one group.
House TwoFloors() {
  return House()
      .Put("A", "S1/201")
      .Put("B", "S1/202")
      .Put("C", "S1/203")
      .Put("D", "S1/301");
}

TEST(FreeFloorsDeskTest, TheFewestPeopleMoveTogether) {
  const FreeingResult result = Free(TwoFloors());
  ASSERT_THAT(result.floors, SizeIs(1));
  EXPECT_EQ(result.floors[0].floors, Ids{"S1/3"});
  EXPECT_EQ(result.floors[0].rooms, 4);
  EXPECT_EQ(result.rooms_gained, 4);
  ASSERT_THAT(result.moves, SizeIs(1));
  EXPECT_EQ(result.moves[0].people, Ids{"D"});
  EXPECT_EQ(result.moves[0].to, "S1/204");
  EXPECT_EQ(result.moves[0].cause, MoveCause::kFreesFloor);
  EXPECT_EQ(English(result.headline),
            (Ids{"As of 2022-04-10 17:00: 1 floor can be free by moving 1 "
                 "person within their own groups.",
                 "That gains 4 rooms for any group, from 2022-04-11 on if they "
                 "move today: a floor has to be disinfected first."}));
  EXPECT_EQ(TextsOf(result.choices),
            Ids{"1 floor: 1 person moves (Hotel S1, floor 3)."});
  ASSERT_THAT(result.cleaning, SizeIs(1));
  EXPECT_TRUE(result.cleaning[0].whole_floor);
}

TEST(FreeFloorsDeskTest, OnlyWhatIsWantedIsFreed) {
  FreeOptions options;
  options.wanted = {"S1/2"};
  const FreeingResult result = Free(TwoFloors(), options);
  EXPECT_EQ(result.wanted, Ids{"Floor:S1/2"});
  ASSERT_THAT(result.floors, SizeIs(1));
  EXPECT_EQ(result.floors[0].floors, Ids{"S1/2"});
  EXPECT_THAT(result.moves, SizeIs(3));
  options.wanted = {"S1"};
  EXPECT_EQ(Free(TwoFloors(), options).floors.at(0).floors, Ids{"S1/3"});
  options.wanted = {"S1/301"};
  EXPECT_THAT(TryFree(TwoFloors(), options),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("wanted: \"S1/301\" is a room")));
  options.wanted = {"S1/9"};
  EXPECT_THAT(TryFree(TwoFloors(), options),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("is no floor or site of region \"R1\"; the "
                                 "nearest are \"S1/2\", \"S1/3\"")));
}

TEST(FreeFloorsDeskTest, WhatMoreFloorsTakeIsSaidWhateverTheLimit) {
  FreeOptions options;
  options.most_people = 0;
  const FreeingResult none = Free(TwoFloors(), options);
  EXPECT_THAT(none.floors, IsEmpty());
  EXPECT_THAT(none.moves, IsEmpty());
  ASSERT_THAT(none.choices, SizeIs(1));
  EXPECT_EQ(none.choices[0].people, 1);
  EXPECT_EQ(none.choices[0].which, std::vector<Ids>{{"S1/3"}});
  EXPECT_EQ(English(none.headline),
            Ids{"As of 2022-04-10 17:00: no floor can be free by moving at "
                "most 0 people within their own groups."});
  options.most_people = -1;
  EXPECT_THAT(
      TryFree(TwoFloors(), options),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("most_people")));
}

TEST(FreeFloorsDeskTest, GroupsDoNotMix) {
  const FreeingResult result =
      Free(House().Put("A", "S1/201").Put("B", "S1/301", Chain("L2")));
  EXPECT_THAT(result.floors, IsEmpty());
  EXPECT_EQ(English(result.headline),
            Ids{"As of 2022-04-10 17:00: no floor can be free by moving people "
                "within their own groups."});
}

TEST(FreeFloorsDeskTest, ThePolicySaysHowLongDisinfectionTakes) {
  const auto from = [](const char* hours) {
    return FormatDay(
        Free(TwoFloors(), {}, MakePolicy({{"disinfection_h", hours}}))
            .free_from);
  };
  EXPECT_EQ(from("value: 24"), "2022-04-11");
  EXPECT_EQ(from("value: 30"), "2022-04-12");
  // Never on the day on which people leave it.
  EXPECT_EQ(from("value: 0"), "2022-04-11");
}

TEST(FreeFloorsDeskTest, APromisedRoomOfTheFloorIsSaid) {
  House house = TwoFloors();
  house.Put("Z", "S1/302",
            {{"state", "PLANNED"}, {"start", "2022-04-11T09:00:00+08:00"}});
  house.town.rows.Add("Staff", {{"id", "W1"}, {"room_id", "S1/304"}});
  EXPECT_EQ(English(Free(house).conditions),
            Ids{"Hotel S1: 1 room is promised to people who come later; give "
                "them others: 302."});
}

// --- Words. ---

void Gather(const Sentence& sentence, std::set<std::string_view>& names) {
  names.insert(Catalogue()[static_cast<std::size_t>(sentence.id)].name);
  for (const MessageArg& arg : sentence.args) {
    if (arg.sentence != nullptr) Gather(*arg.sentence, names);
  }
  // Nothing is left to fill in.
  for (const Language language : {Language::kEn, Language::kZh}) {
    EXPECT_EQ(Render(sentence, language).find('{'), std::string::npos)
        << Render(sentence, language);
  }
}

// A case for each sentence that the tests above do not compare.
TEST(MovesDeskTest, EverySentenceOfTheCatalogueIsSaid) {
  std::set<std::string_view> said;
  const auto tell = [&said](const auto& result) {
    for (const Sentence& line : MovesLines(result, 3)) Gather(line, said);
    for (const auto& of : result.moves) Gather(of.text, said);
  };
  House house;
  AskForOneRoom(house, "F");
  house.town.Room("S1", "", "B1", {})
      .Room("S1", "2", "209", {{"state", "OCCUPIED"}});
  house.town.rows.Add("Staff", {{"id", "W1"}, {"room_id", "S1/204"}});
  house.Put("A", "S1/201", {}, Shares("F"))
      .Put("B", "S1/201", {}, Shares("F"))
      .Put("C", "S1/202", {}, Shares("F"))
      .Put("D", "S1/203")
      .Put("X", "S1/B1")
      .Put("Y", "")
      .Put("Z", "S1/303",
           {{"state", "PLANNED"}, {"start", "2022-04-11T09:00:00+08:00"}});
  tell(Empty(house, {"S1"}));
  tell(Empty(house, {"S1/201"}));
  tell(Empty(House().Put("A", "S1/201"), {"S1/2"}));
  tell(Empty(House(), {"S1/2"}));
  for (const Cells& hold : std::vector<Cells>{{{"stay_id", "stay-A"}},
                                              {{"stay_id", "stay-C"}},
                                              {{"room_id", "S1/201"}},
                                              {{"floor_id", "S1/2"}}}) {
    House held = house;
    held.town.rows.Add("Hold", With({{"id", "H1"}}, hold));
    tell(Empty(held, {"S1/201"}));
  }
  Ids many;
  for (const char* floor : {"2", "3"}) {
    for (int i = 1; i <= 12; ++i) {
      many.push_back("S1/" + std::string(floor) + "0" + std::to_string(i));
    }
  }
  House large;
  large.town = Town(12);
  tell(Empty(large, many));
  EvacuationResult stopped = Empty(House().Put("A", "S1/201"), {"S1/2"});
  stopped.evacuation.moved.bound = 0;
  tell(stopped);

  FreeOptions options;
  tell(Free(TwoFloors()));
  FreeingResult cut = Free(TwoFloors());
  cut.freeing.most_units = 2;
  tell(cut);
  options.most_people = 1;
  tell(Free(TwoFloors(), options));
  options.most_people = 0;
  tell(Free(TwoFloors(), options));
  tell(Free(House()));
  for (const CatalogueEntry& entry : Catalogue()) {
    // Of a search that was cut short, which no small house is.
    if (entry.name == "moves.free_none_found" ||
        entry.name == "moves.choice_bound") {
      continue;
    }
    if (entry.name.starts_with("moves.")) {
      EXPECT_TRUE(said.contains(entry.name)) << entry.name;
    }
  }
}

}  // namespace
}  // namespace quaranta::desk
