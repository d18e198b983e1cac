// Every fault of a horizon plan, each seen alone: a right plan is spoilt in one
// way, and whatever follows from that is said in the plan as it then is.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/verify_horizon.h"
#include "tests/place/fault_table.h"
#include "tests/place/horizon_builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using testing::ExpectACaseOfEach;
using testing::FaultsIn;
using testing::HorizonBuilder;
using ::testing::IsEmpty;
using testing::kAccessible;
using testing::NamesOf;

using Spoil = std::function<void(Horizon&, HorizonPlan&)>;
using Figure = std::int32_t DayFigures::*;

struct Case {
  HorizonFault fault;
  std::string how;
  Horizon horizon;
  Spoil spoil;
};

// --- What follows. ---

void Restate(HorizonPlan& plan) {
  bool proven = true;
  for (HorizonLevel& level : plan.levels) {
    const bool met = level.bound == level.value;
    level.status = !met     ? LevelStatus::kFeasible
                   : proven ? LevelStatus::kOptimal
                            : LevelStatus::kConditional;
    proven = proven && met;
  }
}

void Add(HorizonPlan& plan, HorizonLevelName name, std::int64_t more,
         int part = 1) {
  for (HorizonLevel& level : plan.levels) {
    if (level.name != name || level.part != part) continue;
    level.value += more;
    level.bound = std::min(level.bound, level.value);
  }
  Restate(plan);
}

void Add(HorizonPlan& plan, Figure figure, std::int32_t more,
         std::size_t first = 0, std::size_t last = 1000) {
  for (std::size_t d = first; d < std::min(plan.days.size(), last + 1); ++d) {
    plan.days[d].*figure += more;
  }
}

void Sort(HorizonPlan& plan) {
  std::ranges::sort(plan.assignments, {}, [](const HorizonAssignment& of) {
    return std::tuple(of.party, of.room);
  });
}

HorizonAssignment& Of(HorizonPlan& plan, std::uint32_t party) {
  return *std::ranges::find(plan.assignments, PartyId(party),
                            &HorizonAssignment::party);
}

UnitId UnitOf(const Horizon& horizon, RoomId room) {
  return horizon.problem.rooms[room.value()].unit;
}

Hold& HoldOf(const Horizon& horizon, HorizonPlan& plan, RoomId room) {
  return *std::ranges::find(plan.holds, UnitOf(horizon, room), &Hold::unit);
}

// A room of that unit that the plan gives to nobody.
RoomId EmptyRoom(const Horizon& horizon, const HorizonPlan& plan, UnitId unit) {
  std::uint32_t room = 0;
  while (UnitOf(horizon, RoomId(room)) != unit ||
         std::ranges::count(plan.assignments, RoomId(room),
                            &HorizonAssignment::room) > 0) {
    ++room;
  }
  return RoomId(room);
}

// Takes the room from those who were to enter it on day 0 and stay.
void Unplace(const Horizon& horizon, HorizonPlan& plan, std::size_t index,
             Reason reason, const Funnel& rooms) {
  const HorizonAssignment of = plan.assignments[index];
  const auto people = static_cast<std::int32_t>(of.people.size());
  plan.assignments.erase(plan.assignments.begin() +
                         static_cast<std::ptrdiff_t>(index));
  HorizonUnplaced left;
  left.entry.party = of.party;
  left.entry.people = of.people;
  left.entry.reason = reason;
  left.entry.rooms = rooms;
  plan.unplaced.push_back(left);
  plan.shortages.push_back({0, reason, people});
  HoldOf(horizon, plan, of.room).people -= people;
  Add(plan, HorizonLevelName::kUnplaced, people);
  plan.days[0].unplaced += people;
  plan.days[0].entering -= people;
  Add(plan, &DayFigures::taken_rooms, -1);
  Add(plan, &DayFigures::own_rooms, 1);
}

// --- Horizons. All who enter stay beyond the last day. ---

Horizon WithOne(Builder builder, int adults = 1, int minors = 0) {
  HorizonBuilder horizon(std::move(builder));
  horizon.problem.AddParty(0, adults, minors);
  horizon.parties.push_back({0, 9, 0});
  return horizon.Days(4);
}

Builder Unit(const std::vector<std::int32_t>& beds) {
  Builder builder;
  builder.OpenSite().Floor(beds);
  return builder;
}

// Two cohorts of two, each on a unit of three rooms.
Horizon TwoCohorts() {
  HorizonBuilder horizon(Unit({1, 1, 1}).Floor({1, 1, 1}));
  horizon.Add(0, 1, 0, 9).Add(0, 1, 0, 9).Add(1, 1, 0, 9).Add(1, 1, 0, 9);
  return horizon.Days(4);
}

// Two of a cohort on the first unit, and whatever else there is.
Horizon TwoBeside(Builder builder) {
  return HorizonBuilder(std::move(builder))
      .Add(0, 1, 0, 9)
      .Add(0, 1, 0, 9)
      .Days(4);
}

// A second cohort for which there is no unit.
Horizon OneTooMany() {
  return HorizonBuilder(Unit({1})).Add(0, 1, 0, 9).Add(1, 1, 0, 9).Days(4);
}

// Of three the third may have the room that the first leaves.
Horizon Refilled(std::int32_t arrival, std::int32_t max_wait) {
  Horizon horizon = HorizonBuilder(Unit({1, 1}))
                        .Add(0, 1, 0, 2)
                        .Add(0, 1, 0, 9)
                        .Add(0, 1, arrival, 4, max_wait)
                        .Days(6);
  horizon.refill_window = 5;
  return horizon;
}

// --- Cases. ---

std::vector<Case> IndexCases() {
  using enum HorizonFault;
  Horizon waits = OneTooMany();
  Builder closed;
  closed.ClosedSite(1).Floor({1});
  return {
      {kIndexOutOfRange, "a room", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.assignments[0].room = RoomId(6); }},
      {kIndexOutOfRange, "a party", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.assignments[0].party = PartyId(4); }},
      {kIndexOutOfRange, "a person", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.assignments[0].people = {1}; }},
      {kIndexOutOfRange, "the unit of a hold", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.holds[0].unit = UnitId(2); }},
      {kIndexOutOfRange, "the cohort of a hold", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.holds[0].cohort = CohortId(2); }},
      {kIndexOutOfRange, "a site", WithOne(closed),
       [](Horizon&, HorizonPlan& p) {
         p.opened_sites[0].site.site = SiteId(1);
       }},
      {kIndexOutOfRange, "a party without a room", waits,
       [](Horizon&, HorizonPlan& p) {
         p.unplaced[0].entry.party = PartyId(2);
       }},
      {kIndexOutOfRange, "nobody without a room", waits,
       [](Horizon&, HorizonPlan& p) { p.unplaced[0].entry.people.clear(); }},
      {kIndexOutOfRange, "a unit in the way", waits,
       [](Horizon&, HorizonPlan& p) {
         p.unplaced[0].entry.blocking = {{UnitId(1), CohortId(0), false, true}};
       }},
  };
}

std::vector<Case> DayCases() {
  using enum HorizonFault;
  // Whose days are wrong is in no hold.
  const auto days = [](std::int32_t more) -> Spoil {
    return [more](Horizon& h, HorizonPlan& p) {
      p.assignments[0].until += more;
      --HoldOf(h, p, p.assignments[0].room).people;
    };
  };
  return {
      {kWrongDays, "leaves a day late", TwoCohorts(), days(1)},
      {kWrongDays, "leaves a day early", TwoCohorts(), days(-1)},
      {kWrongDays, "comes before it is announced", TwoCohorts(),
       [](Horizon& h, HorizonPlan& p) {
         --p.assignments[0].from;
         --HoldOf(h, p, p.assignments[0].room).people;
         Add(p, HorizonLevelName::kWaiting, -1);
         --p.days[0].entering;
         Add(p, &DayFigures::own_rooms, 1);
       }},
      {kWrongDays, "waits though it may not", TwoCohorts(),
       [](Horizon& h, HorizonPlan& p) {
         ++p.assignments[0].from;
         ++p.assignments[0].until;
         --HoldOf(h, p, p.assignments[0].room).people;
         Add(p, HorizonLevelName::kWaiting, 1);
         --p.days[0].entering;
         ++p.days[1].entering;
         --p.days[0].taken_rooms;
         ++p.days[0].own_rooms;
       }},
  };
}

// To that room, which takes nobody, so that nobody is there.
Spoil SecondGoesWhereNobodyMay(std::uint32_t room) {
  return [room](Horizon& h, HorizonPlan& p) {
    --HoldOf(h, p, p.assignments[1].room).people;
    p.assignments[1].room = RoomId(room);
    Add(p, &DayFigures::own_rooms, 1);
  };
}

std::vector<Case> OfferCases() {
  using enum HorizonFault;
  Builder held = Unit({1, 1}).Floor({1}).HeldBy(0);
  held.unit().closed = true;
  Horizon later = TwoBeside(Unit({1, 1}).Floor({1}));
  later.units[1].until = 2;
  Horizon site = TwoBeside(Unit({1, 1}).ClosedSite(1).Floor({1}));
  site.sites[1].open_from = 2;
  Builder staff;
  staff.ClosedSite(1, 1).Floor({1, 1});
  Horizon refill =
      HorizonBuilder(Unit({1}).AddRoom(1, 0, RoomState::kRefillable).HeldBy(0))
          .Until(0, 5)
          .Add(0, 1, 1, 9)
          .Days(4);
  return {
      {kRoomNotOffered, "a room out of use",
       WithOne(Unit({1}).AddRoom(1, 0, RoomState::kOut)),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].room = RoomId(1);
         Add(p, &DayFigures::own_rooms, 1);
       }},
      {kRoomNotOffered, "a unit not yet free", later,
       SecondGoesWhereNobodyMay(2)},
      {kRoomNotOffered, "a closed unit of the cohort", TwoBeside(held),
       SecondGoesWhereNobodyMay(2)},
      {kRoomNotOffered, "a site not yet open", site,
       [](Horizon& h, HorizonPlan& p) {
         SecondGoesWhereNobodyMay(2)(h, p);
         p.opened_sites = {{{SiteId(1), {}}, 0}};
         Add(p, HorizonLevelName::kNewSites, 1);
         Add(p, &DayFigures::free_units, 1);
         Add(p, &DayFigures::free_rooms, 1);
         Add(p, &DayFigures::unopened_units, -1, 2);
       }},
      {kRoomNotOffered, "a room of the staff", WithOne(staff),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].room = p.opened_sites[0].site.staff_rooms.at(0);
         Add(p, &DayFigures::own_rooms, 1);
       }},
      {kRoomNotOffered, "a room that may be refilled no more", refill,
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].room = RoomId(1);
         p.assignments[0].refill = true;
         Add(p, HorizonLevelName::kPreferences, 1);
         Add(p, &DayFigures::own_rooms, 1, 1);
       }},
  };
}

std::vector<Case> RoomCases() {
  using enum HorizonFault;
  return {
      {kRoomTaken, "by the other", TwoBeside(Unit({1, 1})),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[1].room = p.assignments[0].room;
         p.assignments[1].refill = true;
         Add(p, HorizonLevelName::kPreferences, 1);
         Add(p, &DayFigures::own_rooms, 1);
       }},
      {kRoomTaken, "refilled too late", Refilled(4, 0),
       [](Horizon& h, HorizonPlan&) { h.refill_window = 4; }},
      {kRoomTaken, "refilled before it is disinfected", Refilled(2, 1),
       [](Horizon&, HorizonPlan& p) {
         HorizonAssignment& third = Of(p, 2);
         --third.from;
         --third.until;
         Add(p, HorizonLevelName::kWaiting, -1);
         Add(p, HorizonLevelName::kBlockedDays, 1);
         ++p.days[2].entering;
         --p.days[3].entering;
         ++p.days[2].taken_rooms;
         --p.days[2].empty_rooms;
       }},
      {kTooManyPeople, "three in a room of two", WithOne(Unit({3, 2}), 3),
       [](Horizon&, HorizonPlan& p) { p.assignments[0].room = RoomId(1); }},
      {kEmptyAssignment, "a third room for three", WithOne(Unit({2, 2, 2}), 3),
       [](Horizon& h, HorizonPlan& p) {
         HorizonAssignment more = p.assignments[0];
         more.room = EmptyRoom(h, p, UnitId(0));
         more.people.clear();
         p.assignments.push_back(more);
         Sort(p);
         Add(p, &DayFigures::taken_rooms, 1);
         Add(p, &DayFigures::own_rooms, -1);
       }},
      {kWrongGrade, "a site of another grade",
       [] {
         Builder builder = Unit({1}).OpenSite().Floor({1});
         builder.site().grade = 1;
         return WithOne(builder);
       }(),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].room = RoomId(1);
         p.holds[0].unit = UnitId(1);
       }},
      {kMissingFeature, "that nothing may replace",
       [] {
         Builder builder = Unit({1}).AddRoom(1, kAccessible);
         Horizon horizon = WithOne(builder);
         horizon.problem.parties[0].people[0].needs = kAccessible;
         return horizon;
       }(),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].room = RoomId(0);
         p.substitutions = {{PartyId(0), 0, RoomId(0), kAccessible}};
         Add(p, HorizonLevelName::kSubstitutes, 1);
       }},
  };
}

std::vector<Case> CohortCases() {
  using enum HorizonFault;
  return {
      {kUnitShared, "with the other cohort", TwoCohorts(),
       [](Horizon& h, HorizonPlan& p) {
         --HoldOf(h, p, Of(p, 2).room).people;
         Of(p, 2).room = EmptyRoom(h, p, UnitOf(h, Of(p, 0).room));
       }},
      {kUnitShared, "entered while it is disinfected",
       HorizonBuilder(Unit({1, 1}).Floor({1, 1}))
           .Add(0, 1, 0, 1)
           .Add(1, 1, 1, 9)
           .Add(1, 1, 1, 9)
           .Days(4, 2),
       [](Horizon& h, HorizonPlan& p) {
         --HoldOf(h, p, Of(p, 1).room).people;
         Of(p, 1).room = Of(p, 0).room;
         Add(p, &DayFigures::own_rooms, 1, 1);
       }},
  };
}

std::vector<Case> PartyCases() {
  using enum HorizonFault;
  Horizon waits = WithOne(Unit({2, 2}), 4);
  waits.parties[0].max_wait = 1;
  Horizon apart = WithOne(Unit({2, 2}), 2);
  apart.problem.parties[0].lodging = Lodging::kApart;
  Horizon both = WithOne(Unit({}).AddRoom(2, 0, RoomState::kOut), 2);
  both.problem.parties[0].lodging = Lodging::kApart;
  return {
      {kMinorAlone, "next door to both adults", WithOne(Unit({2, 2}), 2, 1),
       [](Horizon&, HorizonPlan& p) {
         for (HorizonAssignment& of : p.assignments) {
           of.people = of.people.size() == 2 ? std::vector<std::uint32_t>{0, 1}
                                             : std::vector<std::uint32_t>{2};
         }
       }},
      {kPartySplit, "though there is a room of two", WithOne(Unit({1, 2}), 2),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].people = {1};
         p.assignments.insert(p.assignments.begin(), p.assignments[0]);
         p.assignments[0].people = {0};
         p.assignments[0].room = RoomId(0);
         Add(p, &DayFigures::taken_rooms, 1);
         Add(p, &DayFigures::own_rooms, -1);
       }},
      {kNotAdjacent, "a room between", WithOne(Unit({2, 2, 2}), 4),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].room = RoomId(0);
         p.assignments[1].room = RoomId(2);
       }},
      {kNotAdjacent, "a day between", waits,
       [](Horizon&, HorizonPlan& p) {
         ++p.assignments[1].from;
         ++p.assignments[1].until;
         ++*p.holds[0].until;
         ++*p.holds[0].free_again;
         Add(p, HorizonLevelName::kWaiting, 2);
         Add(p, HorizonLevelName::kBlockedDays, 1);
         p.days[0].entering -= 2;
         p.days[1].entering += 2;
         --p.days[0].taken_rooms;
         ++p.days[0].own_rooms;
       }},
      {kPartyHalfPlaced, "two of four without a room", WithOne(Unit({2, 2}), 4),
       [](Horizon& h, HorizonPlan& p) {
         Unplace(h, p, 1, Reason::kNoRoomBigEnough, {2, 2, 2, 0, 0});
       }},
      {kWrongRoommates, "adults apart in one room", apart,
       [](Horizon&, HorizonPlan& p) {
         p.assignments.pop_back();
         p.assignments[0].people = {0, 1};
         Add(p, &DayFigures::taken_rooms, -1);
         Add(p, &DayFigures::own_rooms, 1);
       }},
      {kWrongRoommates, "adults apart without one room", both,
       [](Horizon&, HorizonPlan& p) {
         p.unplaced.pop_back();
         p.unplaced[0].entry.people = {0, 1};
       }},
      {kPersonTwice, "in both rooms", WithOne(Unit({2, 2}), 3),
       [](Horizon&, HorizonPlan& p) {
         const bool first = p.assignments[0].people.size() == 1;
         auto& one = p.assignments[first ? 0 : 1].people;
         one.push_back(p.assignments[first ? 1 : 0].people[0]);
         std::ranges::sort(one);
         ++p.holds[0].people;
         ++p.days[0].entering;
       }},
      {kPersonForgotten, "one of three", WithOne(Unit({2, 2}), 3),
       [](Horizon&, HorizonPlan& p) {
         auto& people = p.assignments[0].people;
         (people.size() == 2 ? people : p.assignments[1].people).pop_back();
         --p.holds[0].people;
         --p.days[0].entering;
       }},
      {kRoomWasLeft, "that the second had", TwoCohorts(),
       [](Horizon& h, HorizonPlan& p) {
         Unplace(h, p, 1, Reason::kNoRoomLeft, {6, 6, 6, 6, 3});
       }},
  };
}

std::vector<Case> LevelCases() {
  using enum HorizonFault;
  std::vector<Case> cases = {
      {kWrongLevels, "one missing", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.levels.pop_back(); }},
      {kWrongLevels, "one doubled", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.levels.push_back(p.levels.back()); }},
      {kWrongLevels, "two exchanged", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { std::swap(p.levels[1], p.levels[2]); }},
      {kWrongLevels, "a part", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { ++p.levels[0].part; }},
      {kWrongLevels, "a key", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { ++p.levels[0].key; }},
      {kBoundAboveValue, "of the first level", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) {
         ++p.levels[0].bound;
         Restate(p);
       }},
      {kWrongStatus, "less than is proven", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) {
         p.levels[0].status = LevelStatus::kConditional;
       }},
      {kWrongStatus, "more than is proven", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) {
         --p.levels[0].bound;
         Restate(p);
         p.levels[1].status = LevelStatus::kOptimal;
       }},
  };
  // One class, one tier: ten levels.
  for (std::size_t level = 0; level < 10; ++level) {
    for (const std::int64_t more : {1, -1}) {
      cases.push_back({kWrongValue,
                       "of level " + std::to_string(level) +
                           (more > 0 ? ", more" : ", less"),
                       TwoCohorts(), [level, more](Horizon&, HorizonPlan& p) {
                         p.levels.at(level).value += more;
                         p.levels[level].bound = std::min(
                             p.levels[level].bound, p.levels[level].value);
                         Restate(p);
                       }});
    }
  }
  return cases;
}

std::vector<Case> ListCases() {
  using enum HorizonFault;
  Horizon lacks = WithOne(Unit({1}));
  lacks.problem.parties[0].people[0].needs = kAccessible;
  lacks.problem.parties[0].substitutable = kAccessible;
  Builder opens;
  opens.ClosedSite(1, 1).Floor({1, 1}).ClosedSite(2);
  Horizon beyond = HorizonBuilder(Unit({1})).Add(0, 1, 4, 1).Days(4);
  Horizon two_left = HorizonBuilder(Unit({1}))
                         .Add(0, 1, 0, 9)
                         .Add(1, 1, 0, 9)
                         .Add(1, 1, 0, 9)
                         .Days(4);
  return {
      {kWrongOrder, "of parties", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) {
         std::swap(p.assignments[0], p.assignments[1]);
       }},
      {kWrongOrder, "of people", WithOne(Unit({2}), 2),
       [](Horizon&, HorizonPlan& p) {
         std::ranges::reverse(p.assignments[0].people);
       }},
      {kWrongOrder, "of those without a room", two_left,
       [](Horizon&, HorizonPlan& p) {
         std::swap(p.unplaced[0], p.unplaced.back());
       }},
      {kWrongRefill, "that is none", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) {
         p.assignments[0].refill = true;
         Add(p, HorizonLevelName::kPreferences, 1);
       }},
      {kWrongRefill, "not said", Refilled(4, 0),
       [](Horizon&, HorizonPlan& p) {
         Of(p, 2).refill = false;
         Add(p, HorizonLevelName::kPreferences, -1);
       }},
      {kWrongSubstitutions, "not said", lacks,
       [](Horizon&, HorizonPlan& p) { p.substitutions.clear(); }},
      {kWrongSubstitutions, "of somebody who lacks nothing", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) {
         p.substitutions = {
             {PartyId(0), 0, p.assignments[0].room, kAccessible}};
       }},
      {kWrongOpenedSites, "its rooms of the staff not said", WithOne(opens),
       [](Horizon&, HorizonPlan& p) {
         p.opened_sites[0].site.staff_rooms.clear();
       }},
      {kWrongOpenedSites, "where nobody goes", WithOne(opens),
       [](Horizon&, HorizonPlan& p) {
         p.opened_sites.push_back({{SiteId(1), {}}, 0});
       }},
      {kWrongBeyond, "somebody who is planned", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.beyond = {PartyId(0)}; }},
      {kWrongBeyond, "not said", beyond,
       [](Horizon&, HorizonPlan& p) { p.beyond.clear(); }},
      {kWrongUnplaced, "a room was reachable", OneTooMany(),
       [](Horizon&, HorizonPlan& p) { ++p.unplaced[0].entry.rooms.reachable; }},
      {kWrongUnplaced, "more in pairs than there are", OneTooMany(),
       [](Horizon&, HorizonPlan& p) { p.unplaced[0].entry.rooms.ready = 0; }},
      {kWrongUnplaced, "on another day", OneTooMany(),
       [](Horizon&, HorizonPlan& p) {
         ++p.unplaced[0].day;
         ++p.shortages[0].day;
         --p.days[0].unplaced;
         ++p.days[1].unplaced;
       }},
      {kWrongShortages, "one more", OneTooMany(),
       [](Horizon&, HorizonPlan& p) { ++p.shortages[0].people; }},
      {kWrongShortages, "not said", OneTooMany(),
       [](Horizon&, HorizonPlan& p) { p.shortages.clear(); }},
  };
}

std::vector<Case> HoldCases() {
  using enum HorizonFault;
  const std::vector<std::function<void(Hold&)>> ways = {
      [](Hold& of) { of.cohort = CohortId(1 - of.cohort.value()); },
      [](Hold& of) { ++of.from; },
      [](Hold& of) { ++*of.until; },
      [](Hold& of) { of.until.reset(); },
      [](Hold& of) { ++*of.free_again; },
      [](Hold& of) { of.standing = true; },
      [](Hold& of) { ++of.people; },
  };
  std::vector<Case> cases = {
      {kWrongHolds, "one not said", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { p.holds.pop_back(); }},
      {kWrongHolds, "in another order", TwoCohorts(),
       [](Horizon&, HorizonPlan& p) { std::swap(p.holds[0], p.holds[1]); }},
  };
  for (std::size_t w = 0; w < ways.size(); ++w) {
    cases.push_back(
        {kWrongHolds, "way " + std::to_string(w), TwoCohorts(),
         [way = ways[w]](Horizon&, HorizonPlan& p) { way(p.holds[0]); }});
  }
  using Day = DayFigures;
  const std::vector<Figure> figures = {
      &Day::arriving,          &Day::entering,     &Day::leaving,
      &Day::unplaced,          &Day::free_units,   &Day::held_units,
      &Day::disinfected_units, &Day::closed_units, &Day::unopened_units,
      &Day::free_rooms,        &Day::own_rooms,    &Day::taken_rooms,
      &Day::empty_rooms};
  for (std::size_t n = 0; n < figures.size(); ++n) {
    cases.push_back({kWrongDayFigures, "figure " + std::to_string(n),
                     TwoCohorts(),
                     [figure = figures[n]](Horizon&, HorizonPlan& p) {
                       ++(p.days[2].*figure);
                     }});
  }
  cases.push_back({kWrongDayFigures, "a day not said", TwoCohorts(),
                   [](Horizon&, HorizonPlan& p) { p.days.pop_back(); }});
  return cases;
}

std::vector<Case> Cases() {
  std::vector<Case> all;
  for (auto* const part :
       {IndexCases, DayCases, OfferCases, RoomCases, CohortCases, PartyCases,
        LevelCases, ListCases, HoldCases}) {
    std::ranges::move(part(), std::back_inserter(all));
  }
  return all;
}

TEST(VerifyHorizonFaults, EachIsSeenAndNothingElse) {
  for (const Case& of : Cases()) {
    SCOPED_TRACE(std::string(NameOf(of.fault)) + ": " + of.how);
    const auto plan = PlanHorizon(of.horizon);
    ASSERT_THAT(plan, IsOk());
    const auto right = VerifyHorizon(of.horizon, *plan);
    ASSERT_THAT(right, IsOk());
    ASSERT_THAT(FaultsIn(*right), IsEmpty());
    Horizon horizon = of.horizon;
    HorizonPlan spoilt = *plan;
    of.spoil(horizon, spoilt);
    const auto report = VerifyHorizon(horizon, spoilt);
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(FaultsIn(*report), NamesOf<HorizonFault>({of.fault}));
  }
}

TEST(VerifyHorizonFaults, NoneIsWithoutACase) {
  ExpectACaseOfEach<HorizonFault>(Cases());
}

}  // namespace
}  // namespace quaranta::place
