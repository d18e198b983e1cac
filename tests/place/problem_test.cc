// What a problem may not say, and which rooms are for staff.
#include "quaranta/place/problem.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
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

Problem Valid() {
  Builder builder;
  builder.OpenSite().Floor({2, 2}).Floor({1}).HeldBy(1);
  builder.AddParty(0, 1, 1).AddParty(1, 2);
  builder.party().distance = {3};
  return builder.problem;
}

void ExpectRefused(const Problem& problem, const std::string& message) {
  EXPECT_THAT(Validate(problem),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  EXPECT_THAT(Place(problem),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  EXPECT_THAT(Verify(problem, Plan{}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
}

TEST(Validate, AcceptsAProblemWithoutFault) {
  EXPECT_THAT(Validate(Valid()), IsOk());
  EXPECT_THAT(Validate(Problem{}), IsOk());
}

TEST(Validate, NamesTheIndexThatIsOutOfRange) {
  Problem problem = Valid();
  problem.units[1].site = SiteId(4);
  ExpectRefused(problem, "units[1].site is 4; there are 1 sites");
  problem = Valid();
  problem.units[0].holder = CohortId(2);
  ExpectRefused(problem, "units[0].holder is 2; there are 2 cohorts");
  problem = Valid();
  problem.rooms[2].unit = UnitId(9);
  ExpectRefused(problem, "rooms[2].unit is 9; there are 2 units");
  problem = Valid();
  problem.parties[1].cohort = CohortId(7);
  ExpectRefused(problem, "parties[1].cohort is 7; there are 2 cohorts");
}

TEST(Validate, NamesTheCountThatIsImpossible) {
  Problem problem = Valid();
  problem.cohorts = 4'294'967'295;
  ExpectRefused(problem, "cohorts is 4294967295; expected 0 to 1000000");
  problem = Valid();
  problem.rooms[0].beds = -1;
  ExpectRefused(problem, "rooms[0].beds is -1; expected 0 to");
  problem = Valid();
  problem.sites[0].staff_rooms = -2;
  ExpectRefused(problem, "sites[0].staff_rooms is -2");
  problem = Valid();
  problem.parties[0].priority = kMaxClasses;
  ExpectRefused(problem, "parties[0].priority is 16; expected 0 to 15");
  problem = Valid();
  problem.parties[0].people.clear();
  ExpectRefused(problem, "parties[0].people.size() is 0; expected 1 to");
  problem = Valid();
  problem.parties[1].distance = {-5};
  ExpectRefused(problem, "parties[1].distance[0] is -5");
  problem = Valid();
  problem.parties[1].distance = {1, 2};
  ExpectRefused(problem, "parties[1].distance has 2 entries");
}

TEST(Validate, TwoRoomsOfAUnitMayNotBeAtOnePlace) {
  Problem problem = Valid();
  problem.rooms[1].position = problem.rooms[0].position;
  ExpectRefused(problem, "rooms[1].position is 0, as is that of another room");
}

TEST(Validate, ACarerIsAnAdultOfThePartyAndCaresForAMinor) {
  Problem problem = Valid();
  problem.parties[0].people[1].carer = 0;
  EXPECT_THAT(Validate(problem), IsOk());
  problem.parties[0].people[1].carer = 1;
  ExpectRefused(problem, "parties[0].people[1].carer is 1, who is a minor");
  problem.parties[0].people[1].carer = 2;
  ExpectRefused(problem, "parties[0].people[1].carer is 2; there are 2 people");
  problem.parties[0].people[1].carer.reset();
  problem.parties[0].people[0].carer = 0;
  ExpectRefused(problem, "parties[0].people[0].carer is set, but this person");
}

TEST(Validate, PairingCoversEveryGradeAndRiskClassNamed) {
  Problem problem = Valid();
  problem.pairing = {1, 2, {1}};
  ExpectRefused(problem, "pairing.allowed has 1 cells; expected");
  problem.pairing = {1, 2, {1, 0}};
  EXPECT_THAT(Validate(problem), IsOk());
  problem.sites[0].grade = 2;
  ExpectRefused(problem, "sites[0].grade is 2; there are 2 grades");
  problem.sites[0].grade = 0;
  problem.parties[1].risk_class = 1;
  ExpectRefused(problem, "parties[1].risk_class is 1; there are 1 risk");
  problem.pairing = {};
  problem.parties[1].risk_class = kMaxGrades;
  ExpectRefused(problem, "parties[1].risk_class is 1000; expected 0 to 999");
}

TEST(Validate, RefusesMoreTiersThanLevelsAreKeptFor) {
  Problem problem;
  problem.sites.resize(kMaxTiers + 1);
  for (int i = 0; i <= kMaxTiers; ++i) {
    problem.sites[static_cast<std::size_t>(i)].tier = i;
  }
  ExpectRefused(problem, "sites have 17 different tiers");
}

TEST(Validate, RefusesANegativeNodeLimit) {
  EXPECT_THAT(Place(Valid(), {.seed = 0, .node_limit = -1}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("node_limit is -1")));
}

TEST(Pairing, IsEqualNumbersUnlessAMatrixSaysOtherwise) {
  Pairing pairing;
  EXPECT_TRUE(pairing.Allows(3, 3));
  EXPECT_FALSE(pairing.Allows(0, 1));
  pairing = {2, 2, {0, 1, 1, 0}};
  EXPECT_TRUE(pairing.Allows(0, 1));
  EXPECT_FALSE(pairing.Allows(1, 1));
}

TEST(StaffRooms, AreTheLastOfTheCleanZoneThenTheLastOfAll) {
  Builder builder;
  builder.ClosedSite(1, 3).Floor({1, 1, 1}).Floor({1, 1});
  builder.problem.rooms[0].clean_zone = true;
  builder.problem.rooms[1].clean_zone = true;
  EXPECT_THAT(StaffRooms(builder.problem, SiteId(0)),
              ElementsAre(RoomId(0), RoomId(1), RoomId(4)));
  builder.site().staff_rooms = 1;
  EXPECT_THAT(StaffRooms(builder.problem, SiteId(0)), ElementsAre(RoomId(1)));
}

TEST(StaffRooms, AreOnlyReadyRoomsOfFreeUnitsThatAreNotClosed) {
  Builder builder;
  builder.ClosedSite(1, 10).Floor({1}).AddParty(0, 1);
  builder.AddRoom(1, 0, RoomState::kOut).Floor({1}).HeldBy(0).Floor({1});
  builder.unit().closed = true;
  EXPECT_THAT(StaffRooms(builder.problem, SiteId(0)), ElementsAre(RoomId(0)));
  builder.site().open = true;
  EXPECT_THAT(StaffRooms(builder.problem, SiteId(0)), IsEmpty());
}

}  // namespace
}  // namespace quaranta::place
