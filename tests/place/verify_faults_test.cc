// Every fault of a plan, each seen alone: a right plan is spoilt in one way,
// and whatever follows from that is said in the plan as it then is.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/audit.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
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

struct Case {
  Fault fault;
  std::string how;
  Problem problem;
  std::function<void(Plan&)> spoil;
  // What cannot but come with it.
  std::vector<Fault> also = {};
};

// --- What follows. ---

void Restate(Plan& plan) {
  bool proven = true;
  for (Level& level : plan.levels) {
    const bool met = level.bound >= level.value;
    level.status = !met     ? LevelStatus::kFeasible
                   : proven ? LevelStatus::kOptimal
                            : LevelStatus::kConditional;
    proven = proven && met;
  }
}

void Add(Plan& plan, LevelName name, std::int64_t more) {
  const auto level = std::ranges::find(plan.levels, name, &Level::name);
  level->value += more;
  level->bound = std::min(level->bound, level->value);
  Restate(plan);
}

Assignment& Of(Plan& plan, std::uint32_t party) {
  return *std::ranges::find(plan.assignments, PartyId(party),
                            &Assignment::party);
}

// A room that the plan gives to nobody, from that one on.
RoomId EmptyRoom(const Plan& plan, std::uint32_t room) {
  while (std::ranges::count(plan.assignments, RoomId(room), &Assignment::room) >
         0) {
    ++room;
  }
  return RoomId(room);
}

// --- Problems. ---

Builder Open(const std::vector<std::int32_t>& beds) {
  Builder builder;
  builder.OpenSite().Floor(beds);
  return builder;
}

// Two cohorts of two, each on a unit of three rooms.
Problem TwoCohorts() {
  return Open({1, 1, 1})
      .Floor({1, 1, 1})
      .AddParty(0, 1)
      .AddParty(0, 1)
      .AddParty(1, 1)
      .AddParty(1, 1)
      .problem;
}

Problem Two(Builder builder) {
  return builder.AddParty(0, 1).AddParty(0, 1).problem;
}

Problem OneParty(Builder builder, int adults, int minors = 0) {
  return builder.AddParty(0, adults, minors).problem;
}

// A second cohort, for which there is no unit.
Problem OneTooMany() { return Open({1}).AddParty(0, 1).AddParty(1, 1).problem; }

// --- Cases. ---

std::vector<Case> IndexCases() {
  using enum Fault;
  Builder closed;
  closed.ClosedSite(1).Floor({1});
  Problem lacks = OneParty(Open({1}), 1);
  lacks.parties[0].people[0].needs = kAccessible;
  lacks.parties[0].substitutable = kAccessible;
  return {
      {kIndexOutOfRange, "a room", TwoCohorts(),
       [](Plan& p) { p.assignments[0].room = RoomId(6); }},
      {kIndexOutOfRange, "a party", TwoCohorts(),
       [](Plan& p) { p.assignments[0].party = PartyId(4); }},
      {kIndexOutOfRange, "a person", TwoCohorts(),
       [](Plan& p) { p.assignments[0].people = {1}; }},
      {kIndexOutOfRange, "a party without a room", OneTooMany(),
       [](Plan& p) { p.unplaced[0].party = PartyId(2); }},
      {kIndexOutOfRange, "a unit in the way", OneTooMany(),
       [](Plan& p) { p.unplaced[0].blocking.at(0).unit = UnitId(1); }},
      {kIndexOutOfRange, "who lacks something", lacks,
       [](Plan& p) { p.substitutions.at(0).person = 1; }},
      {kIndexOutOfRange, "the room that lacks it", lacks,
       [](Plan& p) { p.substitutions.at(0).room = RoomId(1); }},
      {kIndexOutOfRange, "a site", OneParty(closed, 1),
       [](Plan& p) { p.opened_sites.at(0).site = SiteId(1); }},
      {kIndexOutOfRange, "a unit taken", TwoCohorts(),
       [](Plan& p) { p.taken_units.at(0).unit = UnitId(2); }},
      {kIndexOutOfRange, "a cohort", TwoCohorts(),
       [](Plan& p) { p.taken_units.at(0).cohort = CohortId(2); }},
  };
}

std::vector<Case> RoomCases() {
  using enum Fault;
  const auto to = [](std::uint32_t room) {
    return [room](Plan& p) { p.assignments[0].room = RoomId(room); };
  };
  Builder shut = Open({1}).Floor({1});
  shut.unit().closed = true;
  Builder staff;
  staff.ClosedSite(1, 1).Floor({1, 1});
  Builder graded = Open({1}).OpenSite().Floor({1});
  graded.site().grade = 1;
  Problem needs = OneParty(Open({1}).AddRoom(1, kAccessible), 1);
  needs.parties[0].people[0].needs = kAccessible;
  return {
      {kRoomNotOffered, "out of use",
       OneParty(Open({1}).AddRoom(1, 0, RoomState::kOut), 1), to(1)},
      {kRoomNotOffered, "left by somebody released",
       OneParty(Open({1}).AddRoom(1, 0, RoomState::kReleased), 1), to(1)},
      {kRoomNotOffered, "on a closed unit", OneParty(shut, 1),
       [](Plan& p) {
         p.assignments[0].room = RoomId(1);
         p.taken_units = {{UnitId(1), CohortId(0)}};
       }},
      {kStaffRoom, "of a site that opens", OneParty(staff, 1),
       [](Plan& p) {
         p.assignments[0].room = p.opened_sites.at(0).staff_rooms.at(0);
       }},
      {kRoomHoldsTwo, "parties", Two(Open({2, 2})),
       [](Plan& p) { p.assignments[1].room = p.assignments[0].room; }},
      {kTooManyPeople, "three in a room of two", OneParty(Open({3, 2}), 3),
       to(1)},
      {kEmptyAssignment, "a third room for three", OneParty(Open({2, 2, 2}), 3),
       [](Plan& p) {
         const RoomId empty = EmptyRoom(p, 0);
         p.assignments.push_back({PartyId(0), empty, {}});
         std::ranges::sort(p.assignments, {}, &Assignment::room);
       }},
      {kUnitShared, "with the other cohort", TwoCohorts(),
       [](Plan& p) {
         const bool first = Of(p, 0).room.value() < 3;
         Of(p, 3).room = EmptyRoom(p, first ? 0 : 3);
       }},
      {kWrongGrade, "of another site", OneParty(graded, 1),
       [](Plan& p) {
         p.assignments[0].room = RoomId(1);
         p.taken_units[0].unit = UnitId(1);
       }},
      {kMissingFeature, "that nothing may replace", needs,
       [](Plan& p) {
         p.assignments[0].room = RoomId(0);
         p.substitutions = {{PartyId(0), 0, RoomId(0), kAccessible}};
         Add(p, LevelName::kSubstitutes, 1);
       }},
  };
}

std::vector<Case> PartyCases() {
  using enum Fault;
  Problem apart = OneParty(Open({2, 2}), 2);
  apart.parties[0].lodging = Lodging::kApart;
  return {
      {kMinorAlone, "next door to both adults", OneParty(Open({2, 2}), 2, 1),
       [](Plan& p) {
         for (Assignment& of : p.assignments) {
           of.people = of.people.size() == 2 ? std::vector<std::uint32_t>{0, 1}
                                             : std::vector<std::uint32_t>{2};
         }
       }},
      {kPartySplit, "though there is a room of two", OneParty(Open({1, 2}), 2),
       [](Plan& p) {
         p.assignments = {{PartyId(0), RoomId(0), {0}},
                          {PartyId(0), RoomId(1), {1}}};
       }},
      {kNotAdjacent, "a room between", OneParty(Open({2, 2, 2}), 4),
       [](Plan& p) {
         p.assignments[0].room = RoomId(0);
         p.assignments[1].room = RoomId(2);
       }},
      {kPartyHalfPlaced,
       "two of four forgotten",
       OneParty(Open({2, 2}), 4),
       [](Plan& p) {
         p.assignments.pop_back();
         Add(p, LevelName::kUnplaced, 2);
       },
       {kPersonForgotten}},
      {kWrongRoommates, "adults apart in one room", apart,
       [](Plan& p) {
         p.assignments.pop_back();
         p.assignments[0].people = {0, 1};
       }},
      {kPersonTwice, "without a room", OneTooMany(),
       [](Plan& p) { p.unplaced.push_back(p.unplaced[0]); }},
      {kPersonForgotten, "who has no room", OneTooMany(),
       [](Plan& p) { p.unplaced.clear(); }},
      {kRoomWasLeft, "that the second had", Two(Open({1, 1})),
       [](Plan& p) {
         p.assignments.pop_back();
         p.unplaced = {{PartyId(1), {0}}};
         p.unplaced[0].rooms = {2, 2, 2, 2, 2};
         Add(p, LevelName::kUnplaced, 1);
       }},
  };
}

std::vector<Case> LevelCases() {
  using enum Fault;
  std::vector<Case> cases = {
      {kWrongLevels, "one missing", TwoCohorts(),
       [](Plan& p) { p.levels.pop_back(); }},
      {kWrongLevels, "one doubled", TwoCohorts(),
       [](Plan& p) { p.levels.push_back(p.levels.back()); }},
      {kWrongLevels, "a part", TwoCohorts(),
       [](Plan& p) { ++p.levels[0].part; }},
      {kWrongLevels, "a key", TwoCohorts(), [](Plan& p) { ++p.levels[0].key; }},
      {kBoundAboveValue, "of the first level", TwoCohorts(),
       [](Plan& p) { ++p.levels[0].bound; }},
      {kWrongStatus, "less than is proven", TwoCohorts(),
       [](Plan& p) { p.levels[0].status = LevelStatus::kConditional; }},
      {kWrongStatus, "more than is proven", TwoCohorts(),
       [](Plan& p) {
         --p.levels[0].bound;
         Restate(p);
         p.levels[1].status = LevelStatus::kOptimal;
       }},
      {kWrongCertificate, "of a level that there is not", TwoCohorts(),
       [](Plan& p) {
         p.certificate.proofs = {{99, CohortId(0), {}}};
       }},
      {kWrongCertificate, "a leaf of sets with a price of no unit",
       TwoCohorts(),
       [](Plan& p) {
         Certificate::Node leaf;
         leaf.sets = true;
         leaf.units = {{UnitId(2), 1}};
         p.certificate.proofs = {{0, CohortId(0), {leaf}}};
       }},
  };
  // One class, one tier: eight levels.
  for (std::size_t level = 0; level < 8; ++level) {
    cases.push_back({kWrongValue, "of level " + std::to_string(level),
                     TwoCohorts(), [level](Plan& p) {
                       ++p.levels.at(level).value;
                       Restate(p);
                     }});
  }
  return cases;
}

std::vector<Case> ListCases() {
  using enum Fault;
  Problem lacks = OneParty(Open({1}), 1);
  lacks.parties[0].people[0].needs = kAccessible;
  lacks.parties[0].substitutable = kAccessible;
  Builder opens;
  opens.ClosedSite(1, 1).Floor({1, 1}).ClosedSite(2);
  Problem tiers =
      OneParty(Open({}).ClosedSite(1).Floor({1}).ClosedSite(2).Floor({2}), 2);
  tiers.tier_policy = TierPolicy::kStrict;
  return {
      {kWrongOrder, "of parties", TwoCohorts(),
       [](Plan& p) { std::swap(p.assignments[0], p.assignments[1]); }},
      {kWrongOrder, "of people", OneParty(Open({2}), 2),
       [](Plan& p) { std::ranges::reverse(p.assignments[0].people); }},
      {kWrongOrder, "of those without a room",
       Open({1}).AddParty(0, 1).AddParty(0, 1).AddParty(0, 1).problem,
       [](Plan& p) { std::swap(p.unplaced.at(0), p.unplaced.at(1)); }},
      {kTierSkipped, "where nobody goes", tiers,
       [](Plan& p) { p.opened_sites.erase(p.opened_sites.begin()); }},
      {kWrongRefill, "that is none", TwoCohorts(),
       [](Plan& p) { p.assignments[0].refill = true; }},
      {kWrongSubstitutions, "not said", lacks,
       [](Plan& p) { p.substitutions.clear(); }},
      {kWrongOpenedSites, "not said", OneParty(opens, 1),
       [](Plan& p) { p.opened_sites.clear(); }},
      {kWrongOpenedSites, "its rooms of the staff not said", OneParty(opens, 1),
       [](Plan& p) { p.opened_sites.at(0).staff_rooms.clear(); }},
      {kWrongOpenedSites, "where nobody goes", OneParty(opens, 1),
       [](Plan& p) {
         p.opened_sites.push_back({SiteId(1), {}});
       }},
      {kWrongTakenUnits, "one not said", TwoCohorts(),
       [](Plan& p) { p.taken_units.pop_back(); }},
      {kWrongTakenUnits, "by the other", TwoCohorts(),
       [](Plan& p) {
         std::swap(p.taken_units[0].cohort, p.taken_units[1].cohort);
       }},
      {kWrongReason, "another", OneTooMany(),
       [](Plan& p) { p.unplaced[0].reason = Reason::kNoRoomLeft; }},
      {kWrongReason, "too large, said of one", OneTooMany(),
       [](Plan& p) { p.unplaced[0].adjacent = true; }},
      {kWrongFunnel, "one more", OneTooMany(),
       [](Plan& p) { ++p.unplaced[0].rooms.ready; }},
      {kWrongBlocking, "not said", OneTooMany(),
       [](Plan& p) { p.unplaced[0].blocking.clear(); }},
      {kWrongBlocking, "held before", OneTooMany(),
       [](Plan& p) { p.unplaced[0].blocking.at(0).taken_by_plan = false; }},
  };
}

std::vector<Case> Cases() {
  std::vector<Case> all;
  for (auto* const part :
       {IndexCases, RoomCases, PartyCases, LevelCases, ListCases}) {
    std::ranges::move(part(), std::back_inserter(all));
  }
  return all;
}

TEST(VerifyFaults, EachIsSeenAndNothingElse) {
  for (const Case& of : Cases()) {
    SCOPED_TRACE(std::string(NameOf(of.fault)) + ": " + of.how);
    const auto plan = Place(of.problem);
    ASSERT_THAT(plan, IsOk());
    auto report = Verify(of.problem, *plan);
    ASSERT_THAT(report, IsOk());
    ASSERT_THAT(FaultsIn(*report), IsEmpty());
    Plan spoilt = *plan;
    of.spoil(spoilt);
    report = Verify(of.problem, spoilt);
    ASSERT_THAT(report, IsOk());
    std::vector<Fault> expected = of.also;
    expected.push_back(of.fault);
    EXPECT_EQ(FaultsIn(*report), NamesOf(expected));
  }
}

TEST(VerifyFaults, NoneIsWithoutACase) { ExpectACaseOfEach<Fault>(Cases()); }

// --- Breaches that an audit finds where people are. ---

struct Broken {
  Breach fault;
  Problem problem;
  std::vector<Inside> inside;
};

Inside In(std::uint32_t party, std::uint32_t room,
          std::vector<std::uint32_t> people = {0}) {
  return {PartyId(party), RoomId(room), std::move(people)};
}

std::vector<Broken> Breaches() {
  using enum Breach;
  const auto in_state = [](RoomState state) {
    return OneParty(Open({}).AddRoom(1, 0, state), 1);
  };
  Problem other = OneParty(Open({1}).HeldBy(1), 1);
  other.cohorts = 2;
  Builder closed = Open({1});
  closed.unit().closed = true;
  Builder later;
  later.ClosedSite(1).Floor({1});
  Builder graded = Open({1});
  graded.site().grade = 1;
  Problem needs = OneParty(Open({1}), 1);
  needs.parties[0].people[0].needs = kAccessible;
  Problem apart = OneParty(Open({2}), 2);
  apart.parties[0].lodging = Lodging::kApart;
  return {
      {kUnitShared,
       Open({1, 1}).AddParty(0, 1).AddParty(1, 1).problem,
       {In(0, 0), In(1, 1)}},
      {kUnitOfOther, other, {In(0, 0)}},
      {kRoomShared, Two(Open({2})), {In(0, 0), In(1, 0)}},
      {kTooManyPeople, OneParty(Open({1, 2}), 2), {In(0, 0, {0, 1})}},
      {kRoomOut, in_state(RoomState::kOut), {In(0, 0)}},
      {kRoomReleased, in_state(RoomState::kReleased), {In(0, 0)}},
      {kRoomRefilled, in_state(RoomState::kRefillable), {In(0, 0)}},
      {kUnitClosed, OneParty(closed, 1), {In(0, 0)}},
      {kSiteNotOpen, OneParty(later, 1), {In(0, 0)}},
      {kWrongGrade, OneParty(graded, 1), {In(0, 0)}},
      {kMissingFeature, needs, {In(0, 0)}},
      {kMinorAlone, OneParty(Open({1}), 0, 1), {In(0, 0)}},
      {kPartySplit, OneParty(Open({1, 2}), 2), {In(0, 0), In(0, 1, {1})}},
      {kNotAdjacent,
       OneParty(Open({2, 2, 2}), 3),
       {In(0, 0, {0, 1}), In(0, 2, {2})}},
      {kWrongRoommates, apart, {In(0, 0, {0, 1})}},
  };
}

TEST(AuditBreaches, EachIsSeenAndNothingElse) {
  for (const Broken& of : Breaches()) {
    SCOPED_TRACE(NameOf(of.fault));
    const auto report = Audit(of.problem, of.inside);
    ASSERT_THAT(report, IsOk());
    std::vector<Breach> found;
    for (const Finding& finding : report->findings) {
      found.push_back(finding.breach);
    }
    EXPECT_EQ(NamesOf(found), NamesOf<Breach>({of.fault}));
  }
}

TEST(AuditBreaches, NoneIsWithoutACase) {
  ExpectACaseOfEach<Breach>(Breaches());
}

}  // namespace
}  // namespace quaranta::place
