// Rooms that must be empty, and floors that become free.
#include "quaranta/place/moves.h"

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/verify_moves.h"
#include "tests/place/builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kOxygen;
using ::testing::SizeIs;

// Each party of the builder, whole, in the room of that number.
std::vector<Inside> InRooms(const Problem& problem,
                            const std::vector<std::size_t>& rooms) {
  std::vector<Inside> inside;
  for (std::size_t p = 0; p < rooms.size(); ++p) {
    Inside of{PartyId(p), RoomId(rooms[p]), {}};
    of.people.resize(problem.parties[p].people.size());
    std::iota(of.people.begin(), of.people.end(), 0U);
    inside.push_back(of);
  }
  return inside;
}

ToEmpty Rooms(const std::vector<std::size_t>& rooms) {
  ToEmpty empty;
  for (const std::size_t r : rooms) empty.rooms.push_back(RoomId(r));
  return empty;
}

// As planned, and verified.
Evacuation Evacuated(const Problem& problem, const std::vector<Inside>& inside,
                     const ToEmpty& empty,
                     const EvacuateOptions& options = {}) {
  const auto evacuation = Evacuate(problem, inside, empty, options);
  EXPECT_THAT(evacuation, IsOk());
  if (!evacuation.ok()) return {};
  const auto report =
      VerifyEvacuation(problem, inside, empty, options, *evacuation);
  EXPECT_THAT(report, IsOk());
  if (!report.ok()) return {};
  for (const MoveViolation& of : report->violations) {
    ADD_FAILURE() << NameOf(of.fault);
  }
  EXPECT_TRUE(report->bounds_shown);
  return *evacuation;
}

Freeing Freed(const Problem& problem, const std::vector<Inside>& inside,
              const FreeOptions& options = {}) {
  const auto freeing = FreeUnits(problem, inside, options);
  EXPECT_THAT(freeing, IsOk());
  if (!freeing.ok()) return {};
  const auto report = VerifyFreeing(problem, inside, options, *freeing);
  EXPECT_THAT(report, IsOk());
  if (!report.ok()) return {};
  for (const MoveViolation& of : report->violations) {
    ADD_FAILURE() << NameOf(of.fault);
  }
  EXPECT_TRUE(report->bounds_shown);
  return *freeing;
}

std::vector<UnitId> UnitsOf(const Freeing& freeing) {
  std::vector<UnitId> units;
  for (const FreedUnit& of : freeing.units) units.push_back(of.unit);
  return units;
}

// --- Rooms to empty. ---

TEST(Evacuate, NothingToEmptyMovesNobody) {
  Builder builder;
  builder.OpenSite().Floor({1, 2}).AddParty(0, 1);
  const std::vector<Inside> inside = InRooms(builder.problem, {0});
  EXPECT_EQ(Evacuated(builder.problem, inside, {}), Evacuation{});
  EXPECT_EQ(Evacuated(builder.problem, inside, Rooms({1})), Evacuation{});
}

TEST(Evacuate, ToAnEmptyRoomOfTheirOwnFloorRatherThanToAFreeOne) {
  Builder builder;
  builder.OpenSite().Floor({2, 2, 2}).Floor({2, 2});
  builder.AddParty(0, 2).AddParty(0, 1);
  const Evacuation found =
      Evacuated(builder.problem, InRooms(builder.problem, {0, 1}), Rooms({0}));
  EXPECT_THAT(found.moves,
              ElementsAre(Move{PartyId(0), {0, 1}, RoomId(0), RoomId(2)}));
  EXPECT_EQ(found.moved, (Bounded{2, 2}));
  EXPECT_EQ(found.no_room, (Bounded{0, 0}));
  EXPECT_THAT(found.taken_units, IsEmpty());
}

TEST(Evacuate, NeverToTheFloorOfAnotherCohort) {
  Builder builder;
  builder.OpenSite().Floor({1}).Floor({1, 1, 1}).Floor({1, 1}).HeldBy(1);
  builder.AddParty(0, 1).AddParty(1, 1);
  const Evacuation found =
      Evacuated(builder.problem, InRooms(builder.problem, {0, 1}), Rooms({0}));
  EXPECT_THAT(found.moves, IsEmpty());
  EXPECT_EQ(found.no_room, (Bounded{1, 1}));
  ASSERT_THAT(found.without, SizeIs(1));
  EXPECT_EQ(found.without[0].party, PartyId(0));
  EXPECT_EQ(found.without[0].reason, Reason::kNoRoomLeft);
}

TEST(Evacuate, AWholeSiteGoesToOneThatOpens) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({1, 1, 1});
  builder.ClosedSite(1, 1).Floor({1, 1}).Floor({1, 1});
  builder.AddParty(0, 1).AddParty(1, 1);
  ToEmpty empty;
  empty.sites.push_back(SiteId(0));
  const Evacuation found =
      Evacuated(builder.problem, InRooms(builder.problem, {0, 2}), empty);
  EXPECT_EQ(found.moved, (Bounded{2, 2}));
  ASSERT_THAT(found.opened_sites, SizeIs(1));
  EXPECT_EQ(found.opened_sites[0].site, SiteId(1));
  EXPECT_THAT(found.opened_sites[0].staff_rooms, ElementsAre(RoomId(8)));
  EXPECT_THAT(found.taken_units, SizeIs(2));
}

TEST(Evacuate, ARoomThatOthersLeaveIsNotForThem) {
  Builder builder;
  builder.OpenSite().Floor({2}).Floor({2}).Floor({1});
  builder.AddParty(0, 2).AddParty(1, 2);
  const Evacuation found = Evacuated(
      builder.problem, InRooms(builder.problem, {0, 1}), Rooms({0, 1}));
  // They cannot exchange rooms, and nobody fits into the third.
  EXPECT_EQ(found.no_room, (Bounded{4, 4}));
  EXPECT_THAT(found.moves, IsEmpty());
}

TEST(Evacuate, ThePinnedAreHeldAndNamed) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(0, 1);
  std::vector<Inside> inside = InRooms(builder.problem, {0, 1, 2});
  inside[0].pinned = true;
  EvacuateOptions options;
  options.may_move = {{PartyId(0), PartyId(2)}};
  ToEmpty empty;
  empty.rooms = {RoomId(0), RoomId(1)};
  const Evacuation found = Evacuated(builder.problem, inside, empty, options);
  EXPECT_THAT(found.moves, IsEmpty());
  ASSERT_THAT(found.held, SizeIs(2));
  EXPECT_EQ(found.held[0].party, PartyId(0));
  EXPECT_EQ(found.held[1].party, PartyId(1));
}

TEST(Evacuate, OfThoseLodgedApartOnlyTheyLeaveWhoMust) {
  Builder builder;
  builder.OpenSite().Floor({2, 2, 2});
  builder.AddParty(0, 2, 1).party().lodging = Lodging::kApart;
  builder.party().people[2].carer = 1;
  const std::vector<Inside> inside = {{PartyId(0), RoomId(0), {0}},
                                      {PartyId(0), RoomId(1), {1, 2}}};
  const Evacuation found = Evacuated(builder.problem, inside, Rooms({1}));
  EXPECT_THAT(found.moves,
              ElementsAre(Move{PartyId(0), {1, 2}, RoomId(1), RoomId(2)}));
}

TEST(Evacuate, AFamilyInTwoRoomsKeepsTheOneNextToAnEmptyOne) {
  Builder builder;
  builder.OpenSite().Floor({2, 2, 2}).Floor({2, 2});
  builder.AddParty(0, 2, 2);
  const std::vector<Inside> inside = {{PartyId(0), RoomId(0), {0, 2}},
                                      {PartyId(0), RoomId(1), {1, 3}}};
  const Evacuation found = Evacuated(builder.problem, inside, Rooms({0}));
  EXPECT_THAT(found.moves,
              ElementsAre(Move{PartyId(0), {0, 2}, RoomId(0), RoomId(2)}));
  // With the rooms on the corner gone all go to the other floor.
  const Evacuation all = Evacuated(builder.problem, inside, Rooms({0, 2}));
  EXPECT_EQ(all.moved, (Bounded{4, 4}));
}

TEST(Evacuate, WhoStaysBreakingARuleIsLeftInPeace) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1, 1}).Floor({1, 1});
  builder.AddParty(0, 1).AddParty(1, 1);
  const Evacuation found =
      Evacuated(builder.problem, InRooms(builder.problem, {0, 1}), Rooms({0}));
  // Two cohorts share the floor: the one who leaves does not stay on it.
  ASSERT_THAT(found.moves, SizeIs(1));
  EXPECT_EQ(found.moves[0].party, PartyId(0));
  EXPECT_THAT(found.taken_units,
              ElementsAre(TakenUnit{UnitId(1), CohortId(0)}));
}

TEST(Evacuate, AMissingFeatureIsNamedForTheTask) {
  Builder builder;
  builder.OpenSite().Floor({1}, kOxygen).AddRoom(1);
  builder.AddParty(0, 1).party().people[0].needs = kOxygen;
  builder.party().substitutable = kOxygen;
  const Evacuation found =
      Evacuated(builder.problem, InRooms(builder.problem, {0}), Rooms({0}));
  EXPECT_THAT(found.substitutions,
              ElementsAre(Substitution{PartyId(0), 0, RoomId(1), kOxygen}));
  builder.party().substitutable = 0;
  EXPECT_EQ(
      Evacuated(builder.problem, InRooms(builder.problem, {0}), Rooms({0}))
          .no_room,
      (Bounded{1, 1}));
}

// --- Floors to free. ---

// Three floors of four rooms, one cohort with 3, 2 and 1 of one person each.
Builder HalfEmpty() {
  Builder builder;
  builder.OpenSite();
  for (int u = 0; u < 3; ++u) builder.Floor({1, 1, 1, 1});
  for (int p = 0; p < 6; ++p) builder.AddParty(0, 1);
  return builder;
}
const std::vector<std::size_t> kHalfEmptyRooms = {0, 1, 2, 4, 5, 8};

TEST(FreeUnits, HalfEmptyFloorsOfOneCohortBecomeFewer) {
  const Builder builder = HalfEmpty();
  const std::vector<Inside> inside = InRooms(builder.problem, kHalfEmptyRooms);
  const Freeing one = Freed(builder.problem, inside);
  // Six people need two floors.
  EXPECT_THAT(UnitsOf(one), ElementsAre(UnitId(2)));
  EXPECT_EQ(one.most_units, 1);
  EXPECT_EQ(one.moved, (Bounded{1, 1}));
  EXPECT_EQ(one.units[0].rooms, 4);
  EXPECT_THAT(one.moves, SizeIs(1));
}

// The first floor has the fewest people, but the room that others need.
TEST(FreeUnits, TheBestChoiceIsNotAlwaysPartOfTheNext) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1, 1, 1, 1}).Floor({1, 1, 1});
  builder.Floor({1, 1, 1}).Floor({1, 1, 1});
  for (int p = 0; p < 9; ++p) builder.AddParty(0, 1);
  std::vector<Inside> inside =
      InRooms(builder.problem, {0, 1, 6, 7, 8, 9, 10, 11, 12});
  inside[8].pinned = true;
  const Freeing found = Freed(builder.problem, inside);
  ASSERT_THAT(found.choices, SizeIs(2));
  EXPECT_THAT(found.choices[0].units, ElementsAre(UnitId(0)));
  EXPECT_EQ(found.choices[0].moved, (Bounded{2, 2}));
  EXPECT_THAT(found.choices[1].units, ElementsAre(UnitId(1), UnitId(2)));
  EXPECT_EQ(found.choices[1].moved, (Bounded{6, 6}));
}

TEST(FreeUnits, NoMoreThanSoManyPeopleMove) {
  const Builder builder = HalfEmpty();
  const std::vector<Inside> inside = InRooms(builder.problem, kHalfEmptyRooms);
  FreeOptions options;
  options.most_people = 0;
  const Freeing none = Freed(builder.problem, inside, options);
  EXPECT_THAT(none.units, IsEmpty());
  EXPECT_EQ(none.most_units, 0);
  // What it would take is said all the same.
  ASSERT_THAT(none.choices, SizeIs(1));
  EXPECT_EQ(none.choices[0].moved, (Bounded{1, 1}));
  EXPECT_EQ(none.most_choices, 1);
}

TEST(FreeUnits, ACohortNeverMovesToTheFloorOfAnother) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).Floor({1, 1, 1}).Floor({1, 1, 1});
  builder.AddParty(0, 1).AddParty(1, 1);
  // The third floor is free: going there would free nothing.
  const Freeing found =
      Freed(builder.problem, InRooms(builder.problem, {0, 3}));
  EXPECT_THAT(found.units, IsEmpty());
  EXPECT_THAT(found.choices, IsEmpty());
  EXPECT_EQ(found.most_choices, 0);
}

TEST(FreeUnits, AFloorWithSomebodyPinnedIsNotFreedButTakesOthers) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).Floor({1, 1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(0, 1);
  std::vector<Inside> inside = InRooms(builder.problem, {0, 3, 4});
  inside[0].pinned = true;
  const Freeing found = Freed(builder.problem, inside);
  EXPECT_THAT(UnitsOf(found), ElementsAre(UnitId(1)));
  EXPECT_EQ(found.moved, (Bounded{2, 2}));
  builder.problem.units[0].closed = true;  // frozen: nobody comes either
  EXPECT_THAT(Freed(builder.problem, inside).units, IsEmpty());
}

TEST(FreeUnits, OnlyWantedFloorsAndPartiesThatMayMove) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).Floor({1, 1, 1}).Floor({1, 1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(0, 1);
  const std::vector<Inside> inside = InRooms(builder.problem, {0, 3, 6});
  EXPECT_THAT(Freed(builder.problem, inside).units, SizeIs(2));
  FreeOptions options;
  options.wanted = {{UnitId(1)}};
  EXPECT_THAT(UnitsOf(Freed(builder.problem, inside, options)),
              ElementsAre(UnitId(1)));
  options.wanted.reset();
  options.may_move = {{PartyId(2)}};
  EXPECT_THAT(UnitsOf(Freed(builder.problem, inside, options)),
              ElementsAre(UnitId(2)));
}

TEST(FreeUnits, AHeldFloorWithNobodyOnItIsNotFilledAgain) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({1, 1, 1}).HeldBy(0);
  builder.AddParty(0, 1);
  EXPECT_THAT(Freed(builder.problem, InRooms(builder.problem, {0})).units,
              IsEmpty());
}

TEST(FreeUnits, ThoseWhoNeedAFeatureGoWhereItIs) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({1, 1}).Floor({1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(0, 1);
  Problem& problem = builder.problem;
  const std::vector<Inside> inside = InRooms(problem, {0, 2, 4});
  problem.parties[0].people[0].needs = kOxygen;
  problem.rooms[0].features = kOxygen;
  // Nobody has oxygen to spare: of the three floors the first must stay.
  EXPECT_EQ(Freed(problem, inside).most_units, 1);
  EXPECT_NE(UnitsOf(Freed(problem, inside)).at(0), UnitId(0));
  problem.rooms[5].features = kOxygen;
  FreeOptions options;
  options.wanted = {{UnitId(0)}};
  const Freeing found = Freed(problem, inside, options);
  EXPECT_THAT(found.moves,
              ElementsAre(Move{PartyId(0), {0}, RoomId(0), RoomId(5)}));
}

TEST(FreeUnits, AFamilyTooLargeForOneRoomStaysTogether) {
  Builder builder;
  builder.OpenSite().Floor({2, 2}).Floor({2, 2, 2, 2, 2});
  builder.AddParty(0, 2, 2).AddParty(0, 1);
  std::vector<Inside> inside = {{PartyId(0), RoomId(0), {0, 2}},
                                {PartyId(0), RoomId(1), {1, 3}},
                                {PartyId(1), RoomId(4), {0}}};
  FreeOptions options;
  options.wanted = {{UnitId(0)}};
  const Freeing found = Freed(builder.problem, inside, options);
  EXPECT_EQ(found.moved, (Bounded{4, 4}));
  // Room 4 is in the middle of 2 to 6: two and two are left.
  std::vector<RoomId> to;
  for (const Move& of : found.moves) to.push_back(of.to);
  EXPECT_TRUE(to == std::vector({RoomId(2), RoomId(3)}) ||
              to == std::vector({RoomId(5), RoomId(6)}));
  inside[2].room = RoomId(3);
  builder.problem.rooms[5].state = RoomState::kOut;
  // Now no two that are adjacent are empty: 2, 4, 6.
  EXPECT_THAT(Freed(builder.problem, inside, options).units, IsEmpty());
}

TEST(FreeUnits, AmongEqualsTheFloorWithMoreRoomsIsFreed) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({1, 1, 1}).Floor({1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(0, 1).AddParty(0, 1);
  const Freeing found =
      Freed(builder.problem, InRooms(builder.problem, {0, 2, 5, 6}));
  // The first and the second floor have one person each.
  EXPECT_THAT(UnitsOf(found), ElementsAre(UnitId(1)));
}

// Two cohorts of twelve floors each, so that sets are many.
TEST(FreeUnits, ASearchCutShortSaysSo) {
  Builder builder;
  builder.OpenSite();
  for (int u = 0; u < 24; ++u) {
    builder.Floor(std::vector<std::int32_t>(6 + u % 3, 1 + u % 2));
  }
  std::vector<std::size_t> rooms;
  for (std::size_t r = 0; r < builder.problem.rooms.size(); ++r) {
    const std::uint32_t u = builder.problem.rooms[r].unit.value();
    if ((r * 7 + u) % 3 == 0) continue;
    builder.AddParty(static_cast<int>(u % 2), 1);
    rooms.push_back(r);
  }
  const std::vector<Inside> inside = InRooms(builder.problem, rooms);
  FreeOptions options;
  options.node_limit = 3;
  const auto cut = FreeUnits(builder.problem, inside, options);
  const auto full = FreeUnits(builder.problem, inside);
  ASSERT_THAT(cut, IsOk());
  ASSERT_THAT(full, IsOk());
  EXPECT_TRUE(cut->stopped_at_limit);
  EXPECT_GE(cut->most_units, full->most_units);
  EXPECT_LE(cut->units.size(), full->units.size());
  EXPECT_FALSE(full->stopped_at_limit);
  EXPECT_EQ(full->most_units, static_cast<std::int64_t>(full->units.size()));
  EXPECT_GE(full->units.size(), 4U);
}

// More units of one cohort than anybody would go through one by one.
TEST(FreeUnits, ALargeCohortIsProvenAndShown) {
  Builder builder;
  builder.OpenSite();
  std::vector<std::size_t> rooms;
  for (std::size_t u = 0; u < 24; ++u) {
    builder.Floor(std::vector<std::int32_t>(8 + u % 5, 2));
    const std::size_t end = builder.problem.rooms.size();
    for (std::size_t r = end - 3 - (u * 5) % 7 % 5; r < end; ++r) {
      builder.AddParty(0, 1 + static_cast<int>(r % 2));
      rooms.push_back(r);
    }
  }
  const Freeing found = Freed(builder.problem, InRooms(builder.problem, rooms));
  EXPECT_EQ(found.most_units, static_cast<std::int64_t>(found.units.size()));
  EXPECT_GE(found.units.size(), 8U);
  for (const FreeChoice& of : found.choices) {
    EXPECT_EQ(of.moved.value, of.moved.bound);
  }
}

// --- Bad input. ---

TEST(Moves, BadInputIsRefusedByNameAndValue) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).AddParty(0, 1);
  const std::vector<Inside> good = InRooms(builder.problem, {0});
  const auto refuses_to_empty = [&](const std::vector<Inside>& inside,
                                    const ToEmpty& empty,
                                    const std::string& text,
                                    const EvacuateOptions& options = {}) {
    EXPECT_THAT(Evacuate(builder.problem, inside, empty, options),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  const auto refuses_to_free = [&](const std::vector<Inside>& inside,
                                   const FreeOptions& options,
                                   const std::string& text) {
    EXPECT_THAT(FreeUnits(builder.problem, inside, options),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses_to_empty(good, Rooms({0, 2}),
                   "empty.rooms[1] is 2; there are 2 rooms");
  refuses_to_empty(good, {{}, {UnitId(1)}, {}},
                   "empty.units[0] is 1; there are 1 units");
  refuses_to_empty(good, {{}, {}, {SiteId(9)}},
                   "empty.sites[0] is 9; there are 1 sites");
  refuses_to_empty({}, {}, "inside does not say where parties[0].people[0] is");
  EvacuateOptions evacuate;
  evacuate.plan_limit = -1;
  refuses_to_empty(good, {}, "options.plan_limit is -1; expected 0 or more",
                   evacuate);
  evacuate = {};
  evacuate.may_move = {{PartyId(3)}};
  refuses_to_empty(good, {}, "options.may_move[0] is 3; there are 1 parties",
                   evacuate);
  refuses_to_free({{PartyId(0), RoomId(7), {0}}}, {},
                  "inside[0].room is 7; there are 2 rooms");
  refuses_to_free({{PartyId(0), RoomId(0), {0, 0}}}, {},
                  "inside[0].people names person 0 of the party twice");
  FreeOptions free;
  free.most_people = -2;
  refuses_to_free(good, free, "options.most_people is -2; expected 0 or more");
  free = {};
  free.node_limit = -1;
  refuses_to_free(good, free, "options.node_limit is -1; expected 0 or more");
  free = {};
  free.place.proof_limit = -5;
  refuses_to_free(good, free,
                  "options.place.proof_limit is -5; expected 0 or more");
  free = {};
  free.wanted = {{UnitId(0), UnitId(4)}};
  refuses_to_free(good, free, "options.wanted[1] is 4; there are 1 units");
  free = {};
  free.may_move = {{PartyId(1)}};
  refuses_to_free(good, free, "options.may_move[0] is 1; there are 1 parties");
  builder.problem.rooms[0].beds = -1;
  refuses_to_free(good, {}, "rooms[0].beds is -1");
  refuses_to_empty(good, {}, "rooms[0].beds is -1");
}

TEST(Moves, TheVerifierRefusesTheSameInput) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).AddParty(0, 1);
  const std::vector<Inside> good = InRooms(builder.problem, {0});
  const auto invalid =
      StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_);
  EXPECT_THAT(VerifyEvacuation(builder.problem, good, Rooms({2}), {}, {}),
              invalid);
  EXPECT_THAT(VerifyEvacuation(builder.problem, {}, {}, {}, {}), invalid);
  FreeOptions free;
  free.most_people = -2;
  EXPECT_THAT(VerifyFreeing(builder.problem, good, free, {}), invalid);
  free = {};
  free.wanted = {{UnitId(4)}};
  EXPECT_THAT(VerifyFreeing(builder.problem, good, free, {}), invalid);
  EXPECT_THAT(
      VerifyFreeing(builder.problem, {{PartyId(0), RoomId(0), {0, 0}}}, {}, {}),
      invalid);
}

}  // namespace
}  // namespace quaranta::place
