// What is broken now, and the fewest moves that repair it.
#include "quaranta/place/audit.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "tests/place/audit_oracle.h"
#include "tests/place/builder.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using testing::AuditOracle;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kOxygen;
using ::testing::Pair;
using testing::Sampler;
using ::testing::SizeIs;

Inside All(const Problem& problem, std::size_t party, std::size_t room) {
  Inside inside{PartyId(party), RoomId(room), {}};
  for (std::uint32_t i = 0; i < problem.parties[party].people.size(); ++i) {
    inside.people.push_back(i);
  }
  return inside;
}

// Each party of the builder in the room of that number.
std::vector<Inside> InRooms(const Problem& problem,
                            const std::vector<std::size_t>& rooms) {
  std::vector<Inside> inside;
  for (std::size_t p = 0; p < rooms.size(); ++p) {
    inside.push_back(All(problem, p, rooms[p]));
  }
  return inside;
}

AuditReport Audited(const Problem& problem, const std::vector<Inside>& inside,
                    const AuditOptions& options = {}) {
  const auto report = Audit(problem, inside, options);
  EXPECT_THAT(report, IsOk());
  return report.ok() ? *report : AuditReport{};
}

std::vector<Breach> Breaches(const AuditReport& report) {
  std::vector<Breach> breaches;
  for (const Finding& of : report.findings) breaches.push_back(of.breach);
  return breaches;
}

TEST(Audit, WhereEveryRuleHoldsThereIsNothingToDo) {
  Builder builder;
  builder.OpenSite().Floor({1, 2}).AddParty(0, 1).AddParty(0, 2);
  const AuditReport report =
      Audited(builder.problem, InRooms(builder.problem, {0, 1}));
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.moves, IsEmpty());
  EXPECT_EQ(report.plans, 0);
}

TEST(Audit, OfTwoCohortsOnAFloorTheSmallerMoves) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1, 1, 1}).Floor({1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(0, 1).AddParty(1, 1);
  builder.AddParty(1, 1);
  const AuditReport report =
      Audited(builder.problem, InRooms(builder.problem, {0, 2, 4, 1, 3}));
  ASSERT_THAT(report.findings, SizeIs(1));
  EXPECT_EQ(report.findings[0].breach, Breach::kUnitShared);
  EXPECT_EQ(report.findings[0].people, 2);
  EXPECT_THAT(report.findings[0].parties, SizeIs(5));
  EXPECT_EQ(report.moved, (Bounded{2, 2}));
  EXPECT_EQ(report.no_room, (Bounded{0, 0}));
  ASSERT_THAT(report.moves, SizeIs(2));
  EXPECT_EQ(report.moves[0].party, PartyId(3));
  EXPECT_EQ(report.moves[0].from, RoomId(1));
  EXPECT_THAT(report.taken_units,
              ElementsAre(TakenUnit{UnitId(1), CohortId(1)}));
  EXPECT_THAT(report.left, IsEmpty());
}

// The larger cohort leaves where only it has somewhere to go.
TEST(Audit, RoomForAllComesBeforeFewMoves) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).Floor({1, 1, 1}).HeldBy(0);
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(1, 1);
  const AuditReport report =
      Audited(builder.problem, InRooms(builder.problem, {0, 1, 2}));
  EXPECT_EQ(report.no_room, (Bounded{0, 0}));
  EXPECT_EQ(report.moved, (Bounded{2, 2}));
}

TEST(Audit, WhoCannotStayAndHasNowhereToGoIsSaid) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1});
  builder.AddParty(0, 1).AddParty(0, 1).AddParty(1, 1);
  const AuditReport report =
      Audited(builder.problem, InRooms(builder.problem, {0, 1, 2}));
  EXPECT_EQ(report.no_room, (Bounded{1, 1}));
  EXPECT_EQ(report.moved, (Bounded{0, 0}));
  ASSERT_THAT(report.without, SizeIs(1));
  EXPECT_EQ(report.without[0].party, PartyId(2));
  EXPECT_EQ(report.without[0].reason, Reason::kNoRoomLeft);
}

TEST(Audit, ARoomThatSomebodyLeavesIsNotForOthers) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).HeldBy(0);
  builder.AddParty(0, 1).AddParty(0, 1);
  builder.problem.rooms[1].features = kOxygen;
  builder.problem.parties[0].people[0].needs = kOxygen;
  // The one who needs the room with oxygen is next door to it.
  const AuditReport report =
      Audited(builder.problem, InRooms(builder.problem, {0, 1}));
  EXPECT_THAT(Breaches(report), ElementsAre(Breach::kMissingFeature));
  EXPECT_EQ(report.no_room, (Bounded{1, 1}));
}

TEST(Audit, EveryBreachIsNamed) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1, 1, 2});  // 0 to 4
  builder.problem.rooms[0].state = RoomState::kOut;
  builder.problem.rooms[1].state = RoomState::kReleased;
  builder.problem.rooms[2].state = RoomState::kRefillable;
  builder.Floor({1});  // 5
  builder.unit().closed = true;
  builder.Floor({2, 2}).HeldBy(1);         // 6, 7
  builder.ClosedSite(1).Floor({1});        // 8
  builder.OpenSite().Floor({1, 2, 1, 1});  // 9 to 12
  builder.site().grade = 1;
  for (int p = 0; p < 5; ++p) builder.AddParty(0, 1);
  builder.AddParty(0, 3);     // 5: two rooms that are not adjacent
  builder.AddParty(0, 0, 1);  // 6: alone
  builder.AddParty(0, 1);     // 7
  builder.AddParty(0, 1).party().people[0].needs = kOxygen;  // 8
  builder.AddParty(1, 2);                                    // 9
  builder.AddParty(1, 1, 1);  // 10: the minor with the other adult
  std::vector<Inside> inside = InRooms(builder.problem, {0, 1, 2, 5, 8});
  inside.push_back({PartyId(5), RoomId(4), {0, 1}});
  inside.push_back({PartyId(5), RoomId(12), {2}});
  inside.push_back(All(builder.problem, 6, 9));
  inside.push_back(All(builder.problem, 7, 6));
  inside.push_back(All(builder.problem, 8, 3));
  inside.push_back(All(builder.problem, 9, 6));
  inside.push_back({PartyId(10), RoomId(7), {0}});
  inside.push_back({PartyId(10), RoomId(10), {1}});
  const AuditReport report = Audited(builder.problem, inside);
  const std::vector<Breach> all = Breaches(report);
  const std::set<Breach> kinds(all.begin(), all.end());
  for (const Breach breach :
       {Breach::kUnitShared, Breach::kUnitOfOther, Breach::kRoomShared,
        Breach::kTooManyPeople, Breach::kRoomOut, Breach::kRoomReleased,
        Breach::kRoomRefilled, Breach::kUnitClosed, Breach::kSiteNotOpen,
        Breach::kWrongGrade, Breach::kMissingFeature, Breach::kMinorAlone,
        Breach::kPartySplit, Breach::kNotAdjacent}) {
    EXPECT_TRUE(kinds.contains(breach)) << NameOf(breach);
  }
  EXPECT_THAT(report.left, IsEmpty());
}

TEST(Audit, APairInTwoRoomsGathersInOne) {
  Builder builder;
  builder.OpenSite().Floor({2, 2});
  builder.AddParty(0, 2, 1);
  builder.AddRoom(4);
  std::vector<Inside> inside = {{PartyId(0), RoomId(0), {0, 2}},
                                {PartyId(0), RoomId(2), {1}}};
  const AuditReport report = Audited(builder.problem, inside);
  EXPECT_THAT(Breaches(report), ElementsAre(Breach::kPartySplit));
  EXPECT_EQ(report.moved, (Bounded{2, 2}));
  ASSERT_THAT(report.moves, SizeIs(1));
  EXPECT_THAT(report.moves[0].people, ElementsAre(0, 2));
  EXPECT_EQ(report.moves[0].to, RoomId(2));
}

TEST(Audit, AnAdultWithTheWrongMinorsIsNamed) {
  Builder builder;
  builder.OpenSite().Floor({2, 2, 2});
  builder.AddParty(0, 2, 1).party().lodging = Lodging::kApart;
  builder.party().people[2].carer = 0;
  std::vector<Inside> inside = {{PartyId(0), RoomId(0), {0}},
                                {PartyId(0), RoomId(1), {1, 2}}};
  const AuditReport report = Audited(builder.problem, inside);
  EXPECT_THAT(Breaches(report),
              ElementsAre(Breach::kWrongRoommates, Breach::kWrongRoommates));
  EXPECT_EQ(report.moved, (Bounded{1, 1}));
}

TEST(Audit, AFrozenFloorStaysAndTheOtherCohortLeaves) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).Floor({1, 1, 1});
  builder.problem.units[0].closed = true;
  builder.AddParty(0, 1).AddParty(1, 1).AddParty(1, 1);
  std::vector<Inside> inside = InRooms(builder.problem, {0, 1, 2});
  inside[0].pinned = true;
  const AuditReport report = Audited(builder.problem, inside);
  EXPECT_THAT(Breaches(report),
              ElementsAre(Breach::kUnitShared, Breach::kUnitClosed,
                          Breach::kUnitClosed));
  EXPECT_EQ(report.moved, (Bounded{2, 2}));
  EXPECT_THAT(report.left, IsEmpty());
  inside[1].pinned = true;
  const AuditReport two = Audited(builder.problem, inside);
  EXPECT_EQ(two.moved, (Bounded{1, 1}));
  ASSERT_THAT(two.left, SizeIs(1));
  EXPECT_EQ(two.left[0].breach, Breach::kUnitShared);
}

TEST(Audit, BadInputIsRefusedByNameAndValue) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).AddParty(0, 2);
  const auto refuses = [&](const std::vector<Inside>& inside,
                           const std::string& text,
                           const AuditOptions& options = {}) {
    EXPECT_THAT(Audit(builder.problem, inside, options),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  refuses({{PartyId(1), RoomId(0), {0}}},
          "inside[0].party is 1; there are 1 parties");
  refuses({{PartyId(0), RoomId(2), {0}}},
          "inside[0].room is 2; there are 2 rooms");
  refuses({{PartyId(0), RoomId(0), {}}}, "inside[0].people is empty");
  refuses({{PartyId(0), RoomId(0), {2}}},
          "inside[0].people is 2; there are 2 people in the party");
  refuses({{PartyId(0), RoomId(0), {0}}, {PartyId(0), RoomId(1), {0}}},
          "inside[1].people names person 0 of the party twice");
  refuses({{PartyId(0), RoomId(0), {0}}, {PartyId(0), RoomId(0), {1}}},
          "inside[1].room is 0, as in another entry");
  refuses({{PartyId(0), RoomId(0), {0}}},
          "inside does not say where parties[0].people[1] is");
  refuses({}, "options.plan_limit is -1; expected 0 or more",
          {.plan_limit = -1});
  builder.problem.rooms[0].beds = -1;
  refuses({}, "rooms[0].beds is -1");
}

// Everyone somewhere: mostly a party in one room, right or wrong.
std::vector<Inside> Scatter(const Problem& problem, Random& random) {
  std::vector<Inside> inside;
  for (std::size_t p = 0; p < problem.parties.size(); ++p) {
    const bool pinned = random.Chance(1, 12);
    std::map<std::size_t, std::vector<std::uint32_t>> rooms;
    const std::size_t home = random.Below(problem.rooms.size());
    for (std::uint32_t i = 0; i < problem.parties[p].people.size(); ++i) {
      const bool astray = random.Chance(1, 6);
      rooms[astray ? random.Below(problem.rooms.size()) : home].push_back(i);
    }
    for (const auto& [room, people] : rooms) {
      inside.push_back({PartyId(p), RoomId(room), people, pinned});
    }
  }
  return inside;
}

// Nobody twice or nowhere, every move from where they are, and all rules.
void CheckReport(const Problem& problem, const std::vector<Inside>& inside,
                 const AuditReport& report, int i) {
  std::map<std::pair<PartyId, std::uint32_t>, RoomId> at;
  std::set<PartyId> pinned;
  for (const Inside& of : inside) {
    for (const std::uint32_t n : of.people) at[{of.party, n}] = of.room;
    if (of.pinned) pinned.insert(of.party);
  }
  std::int64_t moved = 0;
  for (const Move& move : report.moves) {
    for (const std::uint32_t n : move.people) {
      ASSERT_EQ((at[{move.party, n}]), move.from) << i;
      at[{move.party, n}] = move.to;
      ++moved;
    }
    ASSERT_FALSE(pinned.contains(move.party)) << i;
  }
  ASSERT_EQ(moved, report.moved.value) << i;
  std::int64_t without = 0;
  for (const NoRoom& of : report.without) {
    for (const std::uint32_t n : of.people) {
      without += static_cast<std::int64_t>(at.erase({of.party, n}));
    }
  }
  ASSERT_EQ(without, report.no_room.value) << i;
  for (const Finding& of : report.left) {
    ASSERT_TRUE(std::ranges::any_of(
        of.parties, [&](PartyId party) { return pinned.contains(party); }))
        << i << ' ' << NameOf(of.breach);
  }
  ASSERT_EQ(report.findings.empty() && !report.moves.empty(), false) << i;
  ASSERT_EQ(at.size() + static_cast<std::size_t>(without), [&] {
    std::size_t people = 0;
    for (const Party& of : problem.parties) people += of.people.size();
    return people;
  }()) << i;
}

TEST(Audit, AgainstBruteForce) {
  int exact = 0, repaired = 0;
  Sampler sampler(31);
  Random random(31);
  for (int i = 0; i < 6000; ++i) {
    Problem problem = sampler.Draw(4, 3, 5);
    for (Unit& unit : problem.units) {
      if (random.Chance(2, 3)) unit.holder.reset();
    }
    const std::vector<Inside> inside = Scatter(problem, random);
    const AuditReport report = Audited(problem, inside);
    CheckReport(problem, inside, report, i);
    const auto best = AuditOracle(problem, inside).Best();
    ASSERT_EQ(std::pair(report.no_room.value, report.moved.value), best) << i;
    ASSERT_LE(report.no_room.bound, best.first) << i;
    ASSERT_LE(report.moved.bound, best.second) << i;
    exact +=
        report.no_room.bound == best.first && report.moved.bound == best.second;
    repaired += !report.moves.empty();
    if (HasFailure()) return;
  }
  std::cout << "repairs: " << repaired << ", proven best " << exact
            << " of 6000\n";
  EXPECT_GT(exact, 5980);
  EXPECT_GT(repaired, 2000);
}

TEST(Audit, BoundsHoldWhereTheSearchIsCutShort) {
  Sampler sampler(32);
  Random random(32);
  int gaps = 0;
  for (int i = 0; i < 2000; ++i) {
    const Problem problem = sampler.Draw(4, 3, 5);
    const std::vector<Inside> inside = Scatter(problem, random);
    const AuditOptions options{
        .plan_limit = i % 2, .place = {.node_limit = 0, .proof_limit = i % 5}};
    const AuditReport report = Audited(problem, inside, options);
    CheckReport(problem, inside, report, i);
    const auto best = AuditOracle(problem, inside).Best();
    ASSERT_GE(std::pair(report.no_room.value, report.moved.value), best) << i;
    ASSERT_LE(report.no_room.bound, best.first) << i;
    gaps += report.no_room.bound < report.no_room.value ||
            report.moved.bound < report.moved.value;
    if (HasFailure()) return;
  }
  EXPECT_GT(gaps, 10);
}

// 60 floors, 1,200 people of 40 cohorts put there by a plan, 60 of them astray.
TEST(Audit, ACountyIsRepairedAndProvenInOnePlacement) {
  Builder builder;
  for (int u = 0; u < 60; ++u) {
    if (u % 10 == 0) builder.OpenSite();
    builder.Floor(
        std::vector<std::int32_t>(static_cast<std::size_t>(15 + u % 9), 2));
  }
  for (int p = 0; p < 700; ++p) builder.AddParty(p % 40, 1 + p % 2);
  const auto plan = Place(builder.problem);
  ASSERT_THAT(plan, IsOk());
  ASSERT_THAT(plan->unplaced, IsEmpty());
  Random random(5);
  std::vector<Inside> inside;
  std::set<RoomId> taken;
  for (const Assignment& of : plan->assignments) taken.insert(of.room);
  for (const Assignment& of : plan->assignments) {
    RoomId room = of.room;
    // Into an empty room anywhere.
    for (int tries = 0; of.party.value() % 20 == 0 && tries < 1000; ++tries) {
      const RoomId other(random.Below(builder.problem.rooms.size()));
      if (!taken.insert(other).second) continue;
      room = other;
      break;
    }
    inside.push_back({of.party, room, of.people});
  }
  const AuditReport report = Audited(builder.problem, inside);
  EXPECT_FALSE(report.findings.empty());
  EXPECT_EQ(report.no_room, (Bounded{0, 0}));
  EXPECT_EQ(report.moved.bound, report.moved.value);
  EXPECT_LE(report.moved.value, 60);
  EXPECT_LE(report.plans, 2);
  EXPECT_THAT(report.left, IsEmpty());
}

}  // namespace
}  // namespace quaranta::place
