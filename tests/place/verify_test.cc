// Every way to spoil a plan is noticed.
#include "quaranta/place/verify.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/place.h"
#include "tests/place/builder.h"

namespace quaranta::place {
namespace {

using testing::Builder;
using ::testing::Contains;
using ::testing::IsEmpty;
using testing::kAccessible;

// Party 0: three in adjacent rooms 0 and 1 (no room of three that they may
// use). Party 1: two apart. Party 2: cohort 1, alone, in need. Party 3: one of
// the wrong risk class, unplaced.
Problem Sample() {
  Builder builder;
  builder.OpenSite().Floor({2, 2}).Floor({1, 1, 1});
  builder.ClosedSite(1, 1).Floor({1, 1}).AddRoom(1, kAccessible);
  builder.AddRoom(2, 0, RoomState::kOut);
  builder.AddParty(0, 2, 1).AddParty(0, 2).AddParty(1, 1).AddParty(1, 1);
  builder.problem.parties[1].lodging = Lodging::kApart;
  builder.problem.parties[2].people[0].needs = kAccessible;
  builder.problem.parties[2].substitutable = kAccessible;
  builder.problem.parties[3].risk_class = 1;
  builder.problem.parties[0].distance = {2, 1};
  return builder.problem;
}

class Spoiled : public ::testing::Test {
 protected:
  Spoiled() : problem_(Sample()) {
    auto plan = Place(problem_);
    EXPECT_TRUE(plan.ok());
    if (plan.ok()) plan_ = *std::move(plan);
  }

  std::set<Fault> Faults() const {
    const auto report = Verify(problem_, plan_);
    EXPECT_TRUE(report.ok());
    std::set<Fault> faults;
    if (!report.ok()) return faults;
    for (const Violation& of : report->violations) faults.insert(of.fault);
    return faults;
  }

  Assignment& Of(int party, std::size_t nth = 0) {
    for (Assignment& of : plan_.assignments) {
      if (of.party == PartyId(party) && nth-- == 0) return of;
    }
    ADD_FAILURE() << "party " << party << " has no such room";
    return plan_.assignments.front();
  }

  Level& LevelOf(LevelName name, int part = 1) {
    for (Level& level : plan_.levels) {
      if (level.name == name && level.part == part) return level;
    }
    ADD_FAILURE();
    return plan_.levels.front();
  }

  Problem problem_;
  Plan plan_;
};

TEST_F(Spoiled, NotAtFirst) {
  EXPECT_THAT(Faults(), IsEmpty());
  ASSERT_EQ(plan_.unplaced.size(), 1U);
  EXPECT_EQ(plan_.unplaced[0].reason, Reason::kNoGrade);
  ASSERT_EQ(plan_.opened_sites.size(), 1U);
  ASSERT_EQ(plan_.opened_sites[0].staff_rooms.size(), 1U);
}

TEST_F(Spoiled, ByAnIndexOutOfRange) {
  const Plan good = plan_;
  Of(0).room = RoomId(99);
  EXPECT_THAT(Faults(), Contains(Fault::kIndexOutOfRange));
  plan_ = good;
  Of(0).people.push_back(17);
  EXPECT_THAT(Faults(), Contains(Fault::kIndexOutOfRange));
  plan_ = good;
  plan_.unplaced[0].party = PartyId(40);
  EXPECT_THAT(Faults(), Contains(Fault::kIndexOutOfRange));
  plan_ = good;
  plan_.taken_units[0].cohort = CohortId(9);
  EXPECT_THAT(Faults(), Contains(Fault::kIndexOutOfRange));
  plan_ = good;
  plan_.opened_sites[0].site = SiteId(5);
  EXPECT_THAT(Faults(), Contains(Fault::kIndexOutOfRange));
}

TEST_F(Spoiled, ByARoomOutOfUse) {
  Of(2).room = RoomId(8);
  EXPECT_THAT(Faults(), Contains(Fault::kRoomNotOffered));
}

TEST_F(Spoiled, ByAClosedUnit) {
  problem_.units[0].closed = true;
  EXPECT_THAT(Faults(), Contains(Fault::kRoomNotOffered));
}

TEST_F(Spoiled, ByARefillOnAnotherCohortsUnit) {
  problem_.units[0].holder = CohortId(1);
  problem_.rooms[0].state = RoomState::kRefillable;
  const std::set<Fault> faults = Faults();
  EXPECT_THAT(faults, Contains(Fault::kRoomNotOffered));
  EXPECT_THAT(faults, Contains(Fault::kUnitShared));
  EXPECT_THAT(faults, Contains(Fault::kWrongRefill));
}

TEST_F(Spoiled, ByAStaffRoom) {
  Of(2).room = plan_.opened_sites[0].staff_rooms[0];
  EXPECT_THAT(Faults(), Contains(Fault::kStaffRoom));
}

TEST_F(Spoiled, ByTwoPartiesInARoom) {
  Of(1, 1).room = Of(1, 0).room;
  EXPECT_THAT(Faults(), Contains(Fault::kRoomHoldsTwo));
}

TEST_F(Spoiled, ByMorePeopleThanBeds) {
  Of(0, 0).people = {0, 1, 2};
  EXPECT_THAT(Faults(), Contains(Fault::kTooManyPeople));
}

TEST_F(Spoiled, ByARoomWithNobody) {
  Of(0, 0).people.clear();
  EXPECT_THAT(Faults(), Contains(Fault::kEmptyAssignment));
}

TEST_F(Spoiled, ByASharedUnit) {
  problem_.parties[1].cohort = CohortId(1);
  problem_.units[problem_.rooms[Of(1).room.value()].unit.value()].holder =
      CohortId(0);
  EXPECT_THAT(Faults(), Contains(Fault::kUnitShared));
}

TEST_F(Spoiled, ByAWrongGrade) {
  problem_.parties[2].risk_class = 2;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongGrade));
}

TEST_F(Spoiled, ByAMissingFeature) {
  problem_.parties[1].people[0].needs = kAccessible;
  EXPECT_THAT(Faults(), Contains(Fault::kMissingFeature));
}

TEST_F(Spoiled, ByAMinorAlone) {
  for (Assignment& of : plan_.assignments) {
    if (of.party != PartyId(0)) continue;
    of.people = of.people == Of(0, 0).people ? std::vector<std::uint32_t>{0, 1}
                                             : std::vector<std::uint32_t>{2};
  }
  EXPECT_THAT(Faults(), Contains(Fault::kMinorAlone));
}

TEST_F(Spoiled, ByADividedPartyThatARoomCouldTake) {
  problem_.rooms[0].beds = 3;
  EXPECT_THAT(Faults(), Contains(Fault::kPartySplit));
}

TEST_F(Spoiled, ByRoomsThatAreNotAdjacent) {
  problem_.rooms[1].position = 5;
  EXPECT_THAT(Faults(), Contains(Fault::kNotAdjacent));
}

TEST_F(Spoiled, ByAPartyHalfPlaced) {
  std::erase_if(plan_.assignments, [&](const Assignment& of) {
    return of.party == PartyId(0) && of.room == RoomId(1);
  });
  const std::set<Fault> faults = Faults();
  EXPECT_THAT(faults, Contains(Fault::kPartyHalfPlaced));
  EXPECT_THAT(faults, Contains(Fault::kPersonForgotten));
}

TEST_F(Spoiled, ByPeopleInOneRoomWhoMayNotShare) {
  problem_.rooms[Of(1).room.value()].beds = 2;
  Of(1).people = {0, 1};
  const std::set<Fault> faults = Faults();
  EXPECT_THAT(faults, Contains(Fault::kWrongRoommates));
  EXPECT_THAT(faults, Contains(Fault::kPersonTwice));
}

TEST_F(Spoiled, BySomeoneForgotten) {
  plan_.unplaced.clear();
  EXPECT_THAT(Faults(), Contains(Fault::kPersonForgotten));
}

TEST_F(Spoiled, BySomeonePlacedAndUnplaced) {
  Unplaced also = plan_.unplaced[0];
  also.party = PartyId(2);
  plan_.unplaced.insert(plan_.unplaced.begin(), also);
  EXPECT_THAT(Faults(), Contains(Fault::kPersonTwice));
}

TEST_F(Spoiled, ByAListOutOfOrder) {
  std::swap(plan_.assignments.front(), plan_.assignments.back());
  EXPECT_THAT(Faults(), Contains(Fault::kWrongOrder));
}

TEST_F(Spoiled, ByALevelLeftOutOrRenamed) {
  const Plan good = plan_;
  plan_.levels.pop_back();
  EXPECT_THAT(Faults(), Contains(Fault::kWrongLevels));
  plan_ = good;
  LevelOf(LevelName::kNewSites).key = 4;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongLevels));
}

TEST_F(Spoiled, ByAnyWrongValue) {
  const Plan good = plan_;
  for (std::size_t i = 0; i < good.levels.size(); ++i) {
    plan_ = good;
    plan_.levels[i].value += 1;
    EXPECT_THAT(Faults(), Contains(Fault::kWrongValue)) << i;
  }
}

TEST_F(Spoiled, ByABoundAboveTheValue) {
  LevelOf(LevelName::kNewFloors).bound += 5;
  EXPECT_THAT(Faults(), Contains(Fault::kBoundAboveValue));
}

TEST_F(Spoiled, ByAStatusThatClaimsTooMuch) {
  Level& first = plan_.levels.front();
  ASSERT_GT(first.value, 0);
  first.bound = 0;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongStatus));
  first.status = LevelStatus::kFeasible;
  // All that follow are conditional now.
  EXPECT_THAT(Faults(), Contains(Fault::kWrongStatus));
}

TEST_F(Spoiled, ByABoundThatCannotBeShown) {
  const auto report = Verify(problem_, plan_);
  ASSERT_TRUE(report.ok());
  for (std::size_t i = 0; i < plan_.levels.size(); ++i) {
    EXPECT_TRUE(report->BoundShown(plan_, i)) << NameOf(plan_.levels[i].name);
    Plan bold = plan_;
    bold.levels[i].bound = report->own_bounds[i] + 1;
    EXPECT_FALSE(report->BoundShown(bold, i)) << NameOf(plan_.levels[i].name);
  }
}

TEST_F(Spoiled, ByAWrongRefillFlag) {
  Of(2).refill = true;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongRefill));
}

TEST_F(Spoiled, ByAForgottenSubstitution) {
  ASSERT_EQ(plan_.substitutions.size(), 1U);
  plan_.substitutions.clear();
  EXPECT_THAT(Faults(), Contains(Fault::kWrongSubstitutions));
}

TEST_F(Spoiled, ByWrongSitesOrUnits) {
  const Plan good = plan_;
  plan_.opened_sites.clear();
  EXPECT_THAT(Faults(), Contains(Fault::kWrongOpenedSites));
  plan_ = good;
  plan_.opened_sites[0].staff_rooms.clear();
  EXPECT_THAT(Faults(), Contains(Fault::kWrongOpenedSites));
  plan_ = good;
  plan_.taken_units.pop_back();
  EXPECT_THAT(Faults(), Contains(Fault::kWrongTakenUnits));
}

TEST_F(Spoiled, ByAWrongReason) {
  const Plan good = plan_;
  plan_.unplaced[0].reason = Reason::kNoFeature;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongReason));
  plan_ = good;
  plan_.unplaced[0].adjacent = true;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongReason));
  plan_ = good;
  plan_.unplaced[0].rooms.ready += 1;
  EXPECT_THAT(Faults(), Contains(Fault::kWrongFunnel));
  plan_ = good;
  plan_.unplaced[0].blocking.push_back({UnitId(0), CohortId(0), false, true});
  EXPECT_THAT(Faults(), Contains(Fault::kWrongBlocking));
}

TEST_F(Spoiled, BySomeoneLeftOutForWhomThereIsARoom) {
  problem_.parties[3].risk_class = 0;
  EXPECT_THAT(Faults(), Contains(Fault::kRoomWasLeft));
}

TEST(FaultNames, AreAllDifferent) {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(Fault::kWrongCertificate); ++i) {
    EXPECT_TRUE(
        names.insert(std::string(NameOf(static_cast<Fault>(i)))).second);
  }
  EXPECT_FALSE(names.contains(""));
}

}  // namespace
}  // namespace quaranta::place
