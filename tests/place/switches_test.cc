// Each switch of a problem decides something: the same night with the switch
// the other way gives another result.
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAccessible;
using ::testing::SizeIs;

// A plan in which the verifier finds nothing.
Plan PlanFor(const Problem& problem) {
  const auto plan = Place(problem);
  EXPECT_THAT(plan, IsOk());
  if (!plan.ok()) return {};
  const auto report = Verify(problem, *plan);
  EXPECT_THAT(report, IsOk());
  EXPECT_TRUE(report.ok() && report->ok());
  return *plan;
}

// By room, in the order of the assignments.
std::vector<std::uint32_t> Rooms(const Plan& plan) {
  std::vector<std::uint32_t> rooms;
  for (const Assignment& of : plan.assignments) {
    rooms.push_back(of.room.value());
  }
  return rooms;
}

std::vector<Reason> Reasons(const Plan& plan) {
  std::vector<Reason> reasons;
  for (const Unplaced& of : plan.unplaced) reasons.push_back(of.reason);
  return reasons;
}

TEST(Switches, ARefillableRoomOfTheirOwnFloorTakesThemAndAReleasedOneDoesNot) {
  Builder builder;
  builder.OpenSite().Floor({}).HeldBy(0).AddRoom(1, 0, RoomState::kRefillable);
  builder.AddParty(0, 1);
  const Plan refilled = PlanFor(builder.problem);
  ASSERT_THAT(refilled.assignments, SizeIs(1));
  EXPECT_TRUE(refilled.assignments[0].refill);
  builder.room().state = RoomState::kReleased;
  EXPECT_THAT(Reasons(PlanFor(builder.problem)),
              ElementsAre(Reason::kNoReadyRoom));
}

TEST(Switches, AFrozenFloorTakesNobodyAndTheSameFloorUnfrozenDoes) {
  Builder builder;
  builder.OpenSite().Floor({1}).HeldBy(0).AddParty(0, 1);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(0U));
  builder.unit().closed = true;
  const Plan frozen = PlanFor(builder.problem);
  ASSERT_THAT(Reasons(frozen), ElementsAre(Reason::kNoFreeFloor));
  ASSERT_THAT(frozen.unplaced[0].blocking, SizeIs(1));
  EXPECT_TRUE(frozen.unplaced[0].blocking[0].closed);
}

TEST(Switches, RoomsForTheStaffOfAnOpenedSiteAreNotOffered) {
  Builder builder;
  builder.ClosedSite(1).Floor({1, 1}).AddParty(0, 1).AddParty(0, 1);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), SizeIs(2));
  builder.site().staff_rooms = 1;
  const Plan staffed = PlanFor(builder.problem);
  // The last room is the staff's.
  EXPECT_THAT(Rooms(staffed), ElementsAre(0U));
  ASSERT_THAT(staffed.opened_sites, SizeIs(1));
  EXPECT_THAT(staffed.opened_sites[0].staff_rooms, ElementsAre(RoomId(1)));
}

TEST(Switches, ARoomInTheCleanZoneIsTheOneThatStaffTake) {
  Builder builder;
  builder.ClosedSite(1, 1).Floor({1, 1}).AddParty(0, 1);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(0U));
  builder.problem.rooms[0].clean_zone = true;
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(1U));
}

TEST(Switches, ALowRiskPartyEntersAHighGradeSiteOnlyWhereThePairingSaysSo) {
  Builder builder;
  builder.OpenSite().Floor({1}).AddParty(0, 1);
  builder.site().grade = 1;
  EXPECT_THAT(Reasons(PlanFor(builder.problem)), ElementsAre(Reason::kNoGrade));
  builder.problem.pairing = {.risk_classes = 2,
                             .grades = 2,
                             .allowed = {1, 1,  //
                                         0, 1}};
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(0U));
}

TEST(Switches, TwoWhoShareTakeOneRoomAndTwoApartTakeTwo) {
  Builder builder;
  builder.OpenSite().Floor({2, 2}).AddParty(0, 2);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), SizeIs(1));
  builder.party().lodging = Lodging::kApart;
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), SizeIs(2));
}

TEST(Switches, AMinorAloneHasARoomOnlyWithACarerNamed) {
  Builder builder;
  builder.OpenSite().Floor({1}).AddParty(0, 0, 1);
  EXPECT_THAT(Reasons(PlanFor(builder.problem)),
              ElementsAre(Reason::kMinorWithoutAdult));
  builder.party().carer_named = true;
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(0U));
}

TEST(Switches, AMinorIsWithTheAdultNamedAsCarer) {
  Builder builder;
  builder.OpenSite().Floor({2, 1}).AddParty(0, 2, 1);
  builder.party().lodging = Lodging::kApart;
  const auto with_minor = [&](std::uint32_t carer) {
    builder.party().people[2].carer = carer;
    std::vector<std::uint32_t> people;
    for (const Assignment& of : PlanFor(builder.problem).assignments) {
      if (of.people.size() == 2) people = of.people;
    }
    return people;
  };
  EXPECT_THAT(with_minor(0), ElementsAre(0U, 2U));
  EXPECT_THAT(with_minor(1), ElementsAre(1U, 2U));
}

TEST(Switches, WithoutAnAccessibleRoomOnlyWhoMayHaveASubstituteHasARoom) {
  Builder builder;
  builder.OpenSite().Floor({1}).AddParty(0, 1);
  builder.party().people[0].needs = kAccessible;
  EXPECT_THAT(Reasons(PlanFor(builder.problem)),
              ElementsAre(Reason::kNoFeature));
  builder.party().substitutable = kAccessible;
  const Plan plan = PlanFor(builder.problem);
  EXPECT_THAT(Rooms(plan), ElementsAre(0U));
  ASSERT_THAT(plan.substitutions, SizeIs(1));
  EXPECT_EQ(plan.substitutions[0].missing, kAccessible);
}

TEST(Switches, AFloorOfAnotherGroupIsShutAndAFreeOneIsNot) {
  Builder builder;
  builder.OpenSite().Floor({1}).AddParty(0, 1);
  builder.problem.cohorts = 2;
  EXPECT_THAT(PlanFor(builder.problem).taken_units, SizeIs(1));
  builder.HeldBy(1);
  EXPECT_THAT(Reasons(PlanFor(builder.problem)),
              ElementsAre(Reason::kNoFreeFloor));
  builder.HeldBy(0);
  const Plan own = PlanFor(builder.problem);
  EXPECT_THAT(Rooms(own), ElementsAre(0U));
  EXPECT_THAT(own.taken_units, IsEmpty());
}

TEST(Switches, OneGroupSharesAFloorAndTwoDoNot) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).AddParty(0, 1).AddParty(0, 1);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), SizeIs(2));
  builder.problem.cohorts = 2;
  builder.party().cohort = CohortId(1);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), SizeIs(1));
}

TEST(Switches, ASiteThatCannotOpenInTimeIsNotUsed) {
  Builder builder;
  builder.ClosedSite(1).Floor({1}).AddParty(0, 1);
  EXPECT_THAT(PlanFor(builder.problem).opened_sites, SizeIs(1));
  builder.site().can_open = false;
  EXPECT_THAT(Reasons(PlanFor(builder.problem)),
              ElementsAre(Reason::kNoReadyRoom));
}

TEST(Switches, TheEarlierTierIsOpenedFirst) {
  Builder builder;
  builder.ClosedSite(1).Floor({1}).ClosedSite(2).Floor({1}).AddParty(0, 1);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(0U));
  std::swap(builder.problem.sites[0].tier, builder.problem.sites[1].tier);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(1U));
}

TEST(Switches, AGapBetweenPositionsKeepsALargePartyOut) {
  Builder builder;
  builder.OpenSite().Floor({2, 2}).AddParty(0, 3);
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), SizeIs(2));
  builder.room().position = 5;
  EXPECT_THAT(Reasons(PlanFor(builder.problem)),
              ElementsAre(Reason::kNoRoomBigEnough));
}

TEST(Switches, TheFirstClassIsServedFirst) {
  Builder builder;
  builder.OpenSite().Floor({1}).AddParty(0, 1).AddParty(0, 1);
  const auto placed = [&](std::int32_t first, std::int32_t second) {
    builder.problem.parties[0].priority = first;
    builder.problem.parties[1].priority = second;
    const Plan plan = PlanFor(builder.problem);
    return plan.assignments.empty() ? PartyId(9) : plan.assignments[0].party;
  };
  EXPECT_EQ(placed(0, 1), PartyId(0));
  EXPECT_EQ(placed(1, 0), PartyId(1));
}

TEST(Switches, ASpecialRoomIsKeptForThoseWhoNeedIt) {
  Builder builder;
  builder.OpenSite().Floor({}).AddRoom(1, kAccessible).AddRoom(2);
  builder.AddParty(0, 1);
  // The room of fewer beds, unless it is special.
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(0U));
  builder.problem.special_features = kAccessible;
  EXPECT_THAT(Rooms(PlanFor(builder.problem)), ElementsAre(1U));
}

}  // namespace
}  // namespace quaranta::place
