// Every fault of evacuations and freed units, each seen alone: right moves are
// spoilt in one way, and whatever follows from that is said as it then is.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/moves.h"
#include "quaranta/place/verify_moves.h"
#include "tests/place/builder.h"
#include "tests/place/fault_table.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using testing::ExpectACaseOfEach;
using testing::FaultsIn;
using ::testing::IsEmpty;
using testing::kAccessible;
using testing::NamesOf;

// Room 0 is to be emptied; party p is in room p unless `inside` says else.
struct Evacuating {
  MoveFault fault;
  std::string how;
  Problem problem;
  std::vector<Inside> inside;
  std::function<void(Evacuation&)> spoil;
  // What cannot but come with it.
  std::vector<MoveFault> also = {};
  bool whole_unit = false;  // to be emptied with room 0
};

struct Liberating {
  MoveFault fault;
  std::string how;
  std::function<void(Freeing&, FreeOptions&)> spoil;
};

Inside In(std::uint32_t party, std::uint32_t room,
          std::vector<std::uint32_t> people, bool pinned = false) {
  return {PartyId(party), RoomId(room), std::move(people), pinned};
}

Move From(std::uint32_t room, std::uint32_t to,
          std::vector<std::uint32_t> people, std::uint32_t party = 0) {
  return {PartyId(party), std::move(people), RoomId(room), RoomId(to)};
}

std::vector<Inside> InRooms(const Problem& problem) {
  std::vector<Inside> inside;
  for (std::uint32_t p = 0; p < problem.parties.size(); ++p) {
    inside.push_back(In(p, p, {}));
    for (std::uint32_t i = 0; i < problem.parties[p].people.size(); ++i) {
      inside.back().people.push_back(i);
    }
  }
  return inside;
}

void SetMoved(Evacuation& e, std::int64_t people) {
  e.moved = {people, std::min(people, e.moved.bound)};
}

// --- Houses. ---

Builder Open(const std::vector<std::int32_t>& beds) {
  Builder builder;
  builder.OpenSite().Floor(beds);
  return builder;
}

// One person in room 0, and other rooms.
Problem Alone(Builder builder) { return builder.AddParty(0, 1).problem; }

// A second person of the cohort, in room 1.
Problem Two(Builder builder) {
  return builder.AddParty(0, 1).AddParty(0, 1).problem;
}

// Two adults and a minor in rooms 0 and 1, both to be emptied with the unit.
Problem Family(const std::vector<std::int32_t>& beds) {
  return Open({2, 2}).Floor(beds).AddParty(0, 2, 1).problem;
}

std::vector<Inside> FamilyInside() { return {In(0, 0, {0, 2}), In(0, 1, {1})}; }

// One in room 0, for whom there is no other.
Problem Stuck() { return Two(Open({1, 1})); }

// --- Cases. ---

std::vector<Evacuating> IndexCases() {
  using enum MoveFault;
  const Problem two = Two(Open({1, 1, 1}));
  const auto inside = InRooms(two);
  const Problem stuck = Stuck();
  return {
      {kIndexOutOfRange, "a room to go to", two, inside,
       [](Evacuation& e) { e.moves[0].to = RoomId(3); }},
      {kIndexOutOfRange, "a room left", two, inside,
       [](Evacuation& e) { e.moves[0].from = RoomId(3); }},
      {kIndexOutOfRange, "a party", two, inside,
       [](Evacuation& e) { e.moves[0].party = PartyId(2); }},
      {kIndexOutOfRange, "a person", two, inside,
       [](Evacuation& e) { e.moves[0].people = {1}; }},
      {kIndexOutOfRange, "a party without a room", stuck, InRooms(stuck),
       [](Evacuation& e) { e.without[0].party = PartyId(2); }},
      {kIndexOutOfRange, "a person without a room", stuck, InRooms(stuck),
       [](Evacuation& e) { e.without[0].people = {1}; }},
  };
}

std::vector<Evacuating> WhoCases() {
  using enum MoveFault;
  const Problem two = Two(Open({1, 1, 1, 1}));
  const auto inside = InRooms(two);
  auto pinned = inside;
  pinned[1].pinned = true;
  const auto also_second = [](Evacuation& e) {
    const RoomId empty(e.moves[0].to == RoomId(2) ? 3 : 2);
    e.moves.push_back({PartyId(1), {0}, RoomId(1), empty});
    SetMoved(e, 2);
  };
  return {
      {kNotThere, "but in the next room", two, inside,
       [](Evacuation& e) { e.moves[0].from = RoomId(1); }},
      {kPersonTwice, "to two rooms", two, inside,
       [](Evacuation& e) {
         e.moves = {From(0, 2, {0}), From(0, 3, {0})};
         SetMoved(e, 2);
       }},
      {kMayNotMove, "is pinned", two, pinned, also_second},
      {kNeedNotMove, "is in a room that stays", two, inside, also_second},
      {kStillThere,
       "is not moved",
       two,
       inside,
       [](Evacuation& e) {
         e.moves.clear();
         SetMoved(e, 0);
       },
       // Rooms to be emptied are on offer to nobody.
       {kRoomNotOffered}},
      {kWrongGroup, "nobody asked them to leave", two, inside,
       [](Evacuation& e) {
         e.without = {{PartyId(1), {0}, Reason::kNoRoomLeft}};
         e.no_room.value = 1;
       }},
      {kRoomWasLeft, "for who has none", two, inside,
       [](Evacuation& e) {
         e.moves.clear();
         e.without = {{PartyId(0), {0}, Reason::kNoRoomLeft}};
         e.no_room.value = 1;
         SetMoved(e, 0);
       }},
  };
}

std::vector<Evacuating> RoomCases() {
  using enum MoveFault;
  const auto to = [](std::uint32_t room) {
    return [room](Evacuation& e) { e.moves[0].to = RoomId(room); };
  };
  const Problem out = Alone(Open({1, 1}).AddRoom(1, 0, RoomState::kOut));
  const Problem refill =
      Alone(Open({1, 1}).AddRoom(1, 0, RoomState::kRefillable));
  Builder closed = Open({1, 1}).Floor({1});
  closed.unit().closed = true;
  const Problem shut = Alone(closed);
  const Problem staff = Alone(Open({1}).ClosedSite(1, 1).Floor({1, 1}));
  const Problem shared = Two(Open({2, 2, 1}));
  // Rooms 0 and 1 to be emptied with the unit.
  const Problem both = Two(Open({1, 1}).Floor({1, 1}).HeldBy(0));
  const Problem small = Open({2, 2, 1}).AddParty(0, 2).problem;
  const Problem other =
      Open({1, 1}).Floor({1, 1}).AddParty(0, 1).AddParty(1, 1).problem;
  Builder graded = Open({1}).Floor({1}).OpenSite().Floor({1});
  graded.site().grade = 1;
  const Problem grade = Alone(graded);
  Problem needs = Alone(Open({1}).AddRoom(1, kAccessible).AddRoom(1));
  needs.parties[0].people[0].needs = kAccessible;
  return {
      {kRoomNotOffered, "out of use", out, InRooms(out), to(2)},
      {kRoomNotOffered, "to be refilled by no holder", refill, InRooms(refill),
       to(2)},
      {kRoomNotOffered, "on a closed unit", shut, InRooms(shut),
       [](Evacuation& e) {
         e.moves[0].to = RoomId(2);
         e.taken_units = {{UnitId(1), CohortId(0)}};
       }},
      {kStaffRoom, "of a site that opens", staff, InRooms(staff),
       [](Evacuation& e) {
         e.moves[0].to = e.opened_sites.at(0).staff_rooms.at(0);
       }},
      {kRoomTaken, "by who stays", shared, InRooms(shared), to(1)},
      {kRoomHoldsTwo,
       "of those who move",
       both,
       InRooms(both),
       [](Evacuation& e) { e.moves[1].to = e.moves[0].to; },
       {},
       true},
      {kTooManyPeople, "for one bed", small, InRooms(small), to(2)},
      {kUnitShared,
       "with another cohort",
       other,
       {In(0, 0, {0}), In(1, 2, {0})},
       to(3)},
      {kWrongGrade, "of another site", grade, InRooms(grade),
       [](Evacuation& e) {
         e.moves[0].to = RoomId(2);
         e.taken_units = {{UnitId(2), CohortId(0)}};
       }},
      {kMissingFeature, "that nothing may replace", needs, InRooms(needs),
       [](Evacuation& e) {
         e.moves[0].to = RoomId(2);
         e.substitutions = {{PartyId(0), 0, RoomId(2), kAccessible}};
       }},
  };
}

std::vector<Evacuating> PartyCases() {
  using enum MoveFault;
  const Problem pair = Open({2}).Floor({2, 1}).AddParty(0, 2).problem;
  Problem apart = Open({2}).Floor({2, 2}).AddParty(0, 1, 1).problem;
  apart.parties[0].lodging = Lodging::kApart;
  apart.parties[0].carer_named = true;
  apart.parties[0].people[1].carer = 0;
  const auto two_rooms = [](Evacuation& e) {
    e.moves = {From(0, 1, {0}), From(0, 2, {1})};
  };
  return {
      {kMinorAlone,
       "next door to both adults",
       Family({2, 2}),
       FamilyInside(),
       [](Evacuation& e) {
         e.moves = {From(0, 2, {0}), From(0, 3, {2}), From(1, 2, {1})};
         SetMoved(e, 3);
       },
       {},
       true},
      {kNotAdjacent,
       "a room between",
       Family({2, 2, 2}),
       FamilyInside(),
       [](Evacuation& e) {
         e.moves = {From(0, 2, {0, 2}), From(1, 4, {1})};
         SetMoved(e, 3);
       },
       {},
       true},
      {kPartySplit, "though there is a room of two", pair, InRooms(pair),
       two_rooms},
      {kWrongRoommates, "without the one to care for", apart, InRooms(apart),
       two_rooms},
  };
}

std::vector<Evacuating> ListCases() {
  using enum MoveFault;
  const Problem both = Two(Open({1, 1}).Floor({1, 1}));
  const Problem couple = Open({2, 2}).AddParty(0, 2).problem;
  const Problem two = Two(Open({1, 1, 1}));
  const Problem stuck = Stuck();
  const Problem site = Alone(Open({1}).ClosedSite(1, 1).Floor({1, 1}));
  Problem lacks = Alone(Open({1, 1}));
  lacks.parties[0].people[0].needs = kAccessible;
  lacks.parties[0].substitutable = kAccessible;
  Problem tiers = Open({2})
                      .ClosedSite(1)
                      .Floor({1})
                      .ClosedSite(2)
                      .Floor({2})
                      .AddParty(0, 2)
                      .problem;
  tiers.tier_policy = TierPolicy::kStrict;
  std::vector<Inside> held = {In(0, 0, {0}, true), In(1, 1, {0})};
  return {
      {kWrongOrder,
       "of moves",
       both,
       InRooms(both),
       [](Evacuation& e) { std::swap(e.moves[0], e.moves[1]); },
       {},
       true},
      {kWrongOrder, "of people", couple, InRooms(couple),
       [](Evacuation& e) { std::ranges::reverse(e.moves[0].people); }},
      {kWrongOrder, "a move of nobody", two, InRooms(two),
       [](Evacuation& e) { e.moves.push_back(From(1, 2, {}, 1)); }},
      {kWrongValue, "of those without a room", stuck, InRooms(stuck),
       [](Evacuation& e) { ++e.no_room.value; }},
      {kWrongValue, "of those who move", two, InRooms(two),
       [](Evacuation& e) { ++e.moved.value; }},
      {kBoundBeyondValue, "of those without a room", stuck, InRooms(stuck),
       [](Evacuation& e) { e.no_room.bound = 2; }},
      {kBoundBeyondValue, "of those who move", two, InRooms(two),
       [](Evacuation& e) { e.moved.bound = 2; }},
      {kBoundBeyondValue, "less than nobody", two, InRooms(two),
       [](Evacuation& e) { e.moved.bound = -1; }},
      {kWrongReason, "no minor", stuck, InRooms(stuck),
       [](Evacuation& e) { e.without[0].reason = Reason::kMinorWithoutAdult; }},
      {kWrongSubstitutions, "not said", lacks, InRooms(lacks),
       [](Evacuation& e) { e.substitutions.clear(); }},
      {kWrongSubstitutions, "of somebody who lacks nothing", two, InRooms(two),
       [](Evacuation& e) {
         e.substitutions = {{PartyId(0), 0, e.moves[0].to, kAccessible}};
       }},
      {kWrongOpenedSites, "rooms of the staff not said", site, InRooms(site),
       [](Evacuation& e) { e.opened_sites.at(0).staff_rooms.clear(); }},
      {kWrongOpenedSites, "not said", site, InRooms(site),
       [](Evacuation& e) { e.opened_sites.clear(); }},
      {kTierSkipped,
       "where nobody goes",
       tiers,
       InRooms(tiers),
       [](Evacuation& e) { e.opened_sites.erase(e.opened_sites.begin()); },
       {kWrongOpenedSites}},
      {kWrongTakenUnits,
       "not said",
       both,
       InRooms(both),
       [](Evacuation& e) { e.taken_units.clear(); },
       {},
       true},
      {kWrongTakenUnits,
       "by another cohort",
       both,
       InRooms(both),
       [](Evacuation& e) { e.taken_units.at(0).cohort = CohortId(1); },
       {},
       true},
      {kWrongHeld, "not said", two, held,
       [](Evacuation& e) { e.held.clear(); }},
      {kWrongHeld, "said of who moves", two, InRooms(two),
       [](Evacuation& e) { e.held = {In(0, 0, {0}, true)}; }},
  };
}

std::vector<Evacuating> Evacuations() {
  std::vector<Evacuating> all;
  for (auto* const part :
       {IndexCases, WhoCases, RoomCases, PartyCases, ListCases}) {
    std::ranges::move(part(), std::back_inserter(all));
  }
  return all;
}

// Party 0 is on a unit of its own, 1 and 2 on the next, where there is room;
// unit 2 is free.
Problem ToFree() {
  return Open({1})
      .Floor({1, 1, 1, 1})
      .Floor({1, 1})
      .AddParty(0, 1)
      .AddParty(0, 1)
      .AddParty(0, 1)
      .problem;
}

std::vector<Liberating> Freeings() {
  using enum MoveFault;
  return {
      {kIndexOutOfRange, "a unit of a choice",
       [](Freeing& f, FreeOptions&) { f.choices[0].units = {UnitId(3)}; }},
      {kIndexOutOfRange, "a unit",
       [](Freeing& f, FreeOptions&) { f.units[0].unit = UnitId(3); }},
      {kNotOwnUnit, "that nobody is on",
       [](Freeing& f, FreeOptions&) { f.moves[0].to = RoomId(5); }},
      {kCannotBeFreed, "nobody is on it",
       [](Freeing& f, FreeOptions&) {
         f.units.push_back({UnitId(2), CohortId(0), 0, 2});
         f.most_units = 2;
       }},
      {kTooManyMoved, "one where none may",
       [](Freeing&, FreeOptions& o) { o.most_people = 0; }},
      {kMayNotMove, "not named",
       [](Freeing& f, FreeOptions& o) {
         o.may_move = {PartyId(0)};
         const std::uint32_t to = f.moves[0].to == RoomId(3) ? 4 : 3;
         f.moves.push_back(From(1, to, {0}, 1));
         f.moved.value = 2;
       }},
      {kWrongOrder, "a unit named twice",
       [](Freeing& f, FreeOptions&) {
         f.units.push_back(f.units[0]);
         f.most_units = 2;
       }},
      {kWrongValue, "of those who move",
       [](Freeing& f, FreeOptions&) { ++f.moved.value; }},
      {kWrongValue, "of a choice",
       [](Freeing& f, FreeOptions&) { ++f.choices[0].moved.value; }},
      {kBoundBeyondValue, "of those who move",
       [](Freeing& f, FreeOptions&) { ++f.moved.bound; }},
      {kBoundBeyondValue, "of a choice",
       [](Freeing& f, FreeOptions&) { ++f.choices[0].moved.bound; }},
      {kBoundBeyondValue, "of units",
       [](Freeing& f, FreeOptions&) { f.most_units = 0; }},
      {kBoundBeyondValue, "of choices",
       [](Freeing& f, FreeOptions&) { f.most_choices = 0; }},
      {kWrongFreedUnit, "its people",
       [](Freeing& f, FreeOptions&) { ++f.units[0].people; }},
      {kWrongFreedUnit, "its rooms",
       [](Freeing& f, FreeOptions&) { ++f.units[0].rooms; }},
      {kWrongFreedUnit, "its cohort",
       [](Freeing& f, FreeOptions&) { f.units[0].cohort = CohortId(1); }},
      {kWrongChoice, "of a unit that nobody is on",
       [](Freeing& f, FreeOptions&) {
         f.choices[0] = {{UnitId(2)}, {0, 0}};
       }},
      {kWrongChoice, "that has no rooms for all",
       [](Freeing& f, FreeOptions&) {
         f.choices[0] = {{UnitId(1)}, {2, 1}};
       }},
      {kWrongChoice, "of no unit",
       [](Freeing& f, FreeOptions&) {
         f.choices[0] = {{}, {0, 0}};
       }},
  };
}

TEST(VerifyMovesFaults, OfAnEvacuationEachIsSeenAndNothingElse) {
  for (const Evacuating& of : Evacuations()) {
    SCOPED_TRACE(std::string(NameOf(of.fault)) + ": " + of.how);
    ToEmpty empty;
    if (of.whole_unit) {
      empty.units = {UnitId(0)};
    } else {
      empty.rooms = {RoomId(0)};
    }
    const auto right = Evacuate(of.problem, of.inside, empty);
    ASSERT_THAT(right, IsOk());
    const auto verify = [&](const Evacuation& evacuation) {
      return VerifyEvacuation(of.problem, of.inside, empty, {}, evacuation);
    };
    auto report = verify(*right);
    ASSERT_THAT(report, IsOk());
    ASSERT_THAT(FaultsIn(*report), IsEmpty());
    Evacuation spoilt = *right;
    of.spoil(spoilt);
    report = verify(spoilt);
    ASSERT_THAT(report, IsOk());
    std::vector<MoveFault> expected = of.also;
    expected.push_back(of.fault);
    EXPECT_EQ(FaultsIn(*report), NamesOf(expected));
  }
}

TEST(VerifyMovesFaults, OfFreedUnitsEachIsSeenAndNothingElse) {
  const Problem problem = ToFree();
  const std::vector<Inside> inside = InRooms(problem);
  const auto right = FreeUnits(problem, inside);
  ASSERT_THAT(right, IsOk());
  ASSERT_EQ(right->units.size(), 1U);
  ASSERT_EQ(right->units[0].unit, UnitId(0));
  for (const Liberating& of : Freeings()) {
    SCOPED_TRACE(std::string(NameOf(of.fault)) + ": " + of.how);
    auto report = VerifyFreeing(problem, inside, {}, *right);
    ASSERT_THAT(report, IsOk());
    ASSERT_THAT(FaultsIn(*report), IsEmpty());
    Freeing spoilt = *right;
    FreeOptions options;
    of.spoil(spoilt, options);
    report = VerifyFreeing(problem, inside, options, spoilt);
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(FaultsIn(*report), NamesOf<MoveFault>({of.fault}));
  }
}

TEST(VerifyMovesFaults, NoneIsWithoutACase) {
  struct Seen {
    MoveFault fault;
  };
  std::vector<Seen> all;
  for (const Evacuating& of : Evacuations()) all.push_back({of.fault});
  for (const Liberating& of : Freeings()) all.push_back({of.fault});
  ExpectACaseOfEach<MoveFault>(all);
}

}  // namespace
}  // namespace quaranta::place
