#include "quaranta/place/night.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/place/oracle.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAccessible;
using testing::Oracle;
using testing::Sampler;
using ::testing::SizeIs;
using testing::Values;

Party Adults(int cohort, int adults) {
  Builder builder;
  builder.AddParty(cohort, adults);
  return builder.party();
}

Night StartNight(Builder builder, std::uint32_t cohorts, Reserve reserve = {}) {
  builder.problem.cohorts = cohorts;
  auto night = Night::Start(builder.problem, {}, std::move(reserve));
  EXPECT_THAT(night, IsOk());
  return *std::move(night);
}

Answer Come(Night& night, const Party& party) {
  auto answer = night.Arrive(party);
  EXPECT_THAT(answer, IsOk());
  return answer.ok() ? *answer : Answer{};
}

std::vector<RoomId> RoomsOf(const Answer& answer) {
  std::vector<RoomId> rooms;
  for (const Assignment& of : answer.assignments) rooms.push_back(of.room);
  return rooms;
}

TEST(Night, OwnUnitComesBeforeAFreeOne) {
  Builder house;
  house.OpenSite().Floor({1, 1, 1}).Floor({1, 1});
  Night night = StartNight(house, 1);
  EXPECT_THAT(Come(night, Adults(0, 1)).taken_units, ElementsAre(UnitId(1)));
  const Answer second = Come(night, Adults(0, 1));
  EXPECT_THAT(second.taken_units, IsEmpty());
  EXPECT_THAT(RoomsOf(second), ElementsAre(RoomId(4)));
  EXPECT_THAT(Come(night, Adults(0, 1)).taken_units, ElementsAre(UnitId(0)));
}

TEST(Night, SmallestRoomThatFitsIsTakenAndFeaturesAreSpared) {
  Builder house;
  house.OpenSite().Floor({}).AddRoom(4).AddRoom(1, kAccessible).AddRoom(1);
  house.problem.special_features = kAccessible;
  Night night = StartNight(house, 1);
  EXPECT_THAT(RoomsOf(Come(night, Adults(0, 1))), ElementsAre(RoomId(2)));
  // A special room is spared before beds are.
  EXPECT_THAT(RoomsOf(Come(night, Adults(0, 1))), ElementsAre(RoomId(0)));
}

TEST(Night, FreeUnitSavesASubstituteThatTheOwnUnitWouldNeed) {
  Builder house;
  house.OpenSite().Floor({1, 1}).HeldBy(0).Floor({1}, kAccessible);
  Night night = StartNight(house, 1);
  Party party = Adults(0, 1);
  party.people[0].needs = kAccessible;
  party.substitutable = kAccessible;
  EXPECT_THAT(RoomsOf(Come(night, party)), ElementsAre(RoomId(2)));
  const Answer next = Come(night, party);
  EXPECT_THAT(RoomsOf(next), ElementsAre(RoomId(0)));
  EXPECT_THAT(next.substitutions, SizeIs(1));
}

TEST(Night, SiteOfTheFirstTierOpensFirstAndSaysWhereItsStaffLive) {
  Builder house;
  house.ClosedSite(2).Floor({1, 1}).ClosedSite(1, 1).Floor({1, 1});
  Night night = StartNight(house, 2);
  const Answer first = Come(night, Adults(0, 1));
  ASSERT_THAT(first.opened_sites, SizeIs(1));
  EXPECT_EQ(first.opened_sites[0].site, SiteId(1));
  EXPECT_THAT(first.opened_sites[0].staff_rooms, ElementsAre(RoomId(3)));
  EXPECT_THAT(RoomsOf(first), ElementsAre(RoomId(2)));
  EXPECT_EQ(Come(night, Adults(1, 1)).opened_sites[0].site, SiteId(0));
}

TEST(Night, ExpectedPeopleAreRoomsToLookFor) {
  Builder house;
  house.OpenSite().Floor({1}).Floor({1, 1, 1}).Floor({1, 1, 1, 1, 1});
  Night alone = StartNight(house, 1);
  EXPECT_THAT(Come(alone, Adults(0, 1)).taken_units, ElementsAre(UnitId(0)));
  Night more = StartNight(house, 1);
  ASSERT_THAT(more.Expect(CohortId(0), 3), IsOk());
  EXPECT_THAT(Come(more, Adults(0, 1)).taken_units, ElementsAre(UnitId(1)));
}

TEST(Night, PartyTooLargeForARoomGetsAdjacentOnes) {
  Builder house;
  house.OpenSite().Floor({2, 1}).Floor({2, 2, 1});
  Night night = StartNight(house, 1);
  const Answer answer = Come(night, Adults(0, 4));
  EXPECT_THAT(RoomsOf(answer), ElementsAre(RoomId(2), RoomId(3)));
  EXPECT_THAT(answer.unplaced, IsEmpty());
}

TEST(Night, FullHouseIsAnOutcomeWithItsReason) {
  Builder house;
  house.OpenSite().Floor({1}).Floor({1});
  Night night = StartNight(house, 3);
  Come(night, Adults(0, 1));
  Come(night, Adults(1, 1));
  const Answer third = Come(night, Adults(2, 1));
  ASSERT_THAT(third.unplaced, SizeIs(1));
  EXPECT_EQ(third.unplaced[0].reason, Reason::kNoFreeFloor);
  ASSERT_THAT(third.unplaced[0].blocking, SizeIs(2));
  EXPECT_TRUE(third.unplaced[0].blocking[0].taken_by_plan);
  EXPECT_EQ(third.refusal, Refusal::kNone);
}

TEST(Reserve, KeptUnitsAreRefusedToNewCohortsButNotToOwnRoomsNorTheUrgent) {
  Builder house;
  house.OpenSite().Floor({1, 1}).Floor({1, 1});
  Night night = StartNight(house, 3, {.keep_units = 1, .exempt_below = 1});
  Party calm = Adults(0, 1);
  calm.priority = 1;
  EXPECT_THAT(Come(night, calm).taken_units, SizeIs(1));
  EXPECT_THAT(Come(night, calm).unplaced, IsEmpty());
  calm.cohort = CohortId(1);
  const Answer refused = Come(night, calm);
  EXPECT_EQ(refused.refusal, Refusal::kKeepUnits);
  ASSERT_THAT(refused.unplaced, SizeIs(1));
  EXPECT_EQ(refused.unplaced[0].rooms.reachable, 2);
  Party urgent = Adults(2, 1);
  EXPECT_THAT(Come(night, urgent).taken_units, SizeIs(1));
}

TEST(Reserve, PriceOfAUnitAsksForAsManyPeople) {
  Builder house;
  house.OpenSite().Floor({1, 1, 1});
  Night night = StartNight(house, 1, {.unit_price = {2000}});
  const Answer refused = Come(night, Adults(0, 1));
  EXPECT_EQ(refused.refusal, Refusal::kUnitPrice);
  ASSERT_THAT(night.Expect(CohortId(0), 1), IsOk());
  const auto again = night.AskAgain(refused.party);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->taken_units, SizeIs(1));
  EXPECT_THAT(night.AskAgain(refused.party)->assignments, IsEmpty());
}

TEST(Reserve, LargestSurplusOverThePriceIsOpenedNotTheSmallestUnit) {
  Builder house;
  house.OpenSite().Floor({1}).Floor({1, 1});
  Night free = StartNight(house, 1);
  EXPECT_THAT(Come(free, Adults(0, 1)).taken_units, ElementsAre(UnitId(0)));
  Night priced = StartNight(house, 1, {.unit_price = {900, 100}});
  EXPECT_THAT(Come(priced, Adults(0, 1)).taken_units, ElementsAre(UnitId(1)));
}

TEST(Reserve, ThresholdsRiseAsUnitsGo) {
  Builder house;
  house.OpenSite().Floor({1, 1}).Floor({1, 1}).Floor({1, 1});
  Night night = StartNight(house, 3, {.least_people = {0, 0, 2}});
  EXPECT_THAT(Come(night, Adults(0, 1)).unplaced, IsEmpty());
  EXPECT_THAT(Come(night, Adults(1, 1)).unplaced, IsEmpty());
  EXPECT_EQ(Come(night, Adults(2, 1)).refusal, Refusal::kLeastPeople);
  ASSERT_THAT(night.Expect(CohortId(2), 5), IsOk());
  EXPECT_THAT(Come(night, Adults(2, 1)).unplaced, IsEmpty());
}

TEST(Reserve, ThresholdsAreThoseOfTheOnlineKnapsack) {
  const auto thresholds = ThresholdsFor(1, 20, 8);
  ASSERT_THAT(thresholds, IsOk());
  // (20 e)^(k/8) / e: 0.37 0.61 1.00 1.65 2.71 4.47 7.37 12.14, rounded up.
  EXPECT_THAT(*thresholds, ElementsAre(1, 1, 1, 2, 3, 5, 8, 13));
  EXPECT_THAT(ThresholdsFor(0, 5, 3),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(ThresholdsFor(5, 4, 3),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(ThresholdsFor(1, 4, 0),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

// Ten cohorts of one and then one of ten people, on ten units of ten rooms:
// who opens for everybody keeps nothing for those who come last.
TEST(Reserve, ThresholdsSaveTheLargeCohortThatComesLast) {
  Builder house;
  house.OpenSite();
  for (int u = 0; u < 10; ++u) house.Floor(std::vector<std::int32_t>(10, 1));
  const auto last_placed = [&](Reserve reserve) {
    Night night = StartNight(house, 11, std::move(reserve));
    for (int c = 0; c < 10; ++c) Come(night, Adults(c, 1));
    EXPECT_THAT(night.Expect(CohortId(10), 10), IsOk());
    std::size_t placed = 0;
    for (int p = 0; p < 10; ++p) {
      placed += Come(night, Adults(10, 1)).assignments.size();
    }
    return placed;
  };
  EXPECT_EQ(last_placed({}), 0U);
  EXPECT_EQ(last_placed({.least_people = *ThresholdsFor(1, 10, 10)}), 10U);
}

TEST(Strike, GuestsOfTheRoomAndNobodyElseAreLodgedAnew) {
  Builder house;
  house.OpenSite().Floor({1, 1, 1});
  Night night = StartNight(house, 1);
  Come(night, Adults(0, 1));
  Come(night, Adults(0, 1));
  const auto answer = night.Strike(RoomId(0));
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->party, PartyId(0));
  EXPECT_THAT(RoomsOf(*answer), ElementsAre(RoomId(2)));
  const Plan plan = night.AsPlan();
  ASSERT_THAT(plan.assignments, SizeIs(2));
  EXPECT_EQ(plan.assignments[1].room, RoomId(1));
  const auto last = night.Strike(RoomId(2));
  ASSERT_THAT(last, IsOk());
  ASSERT_THAT(last->unplaced, SizeIs(1));
  EXPECT_EQ(last->unplaced[0].rooms.ready, 1);
  EXPECT_THAT(*Verify(night.problem(), night.AsPlan()),
              ::testing::Field(&Report::violations, IsEmpty()));
}

TEST(Strike, RoomOfTheStaffIsMadeGoodFromTheGuests) {
  Builder house;
  house.ClosedSite(1, 1).Floor({1, 1, 1});
  Night night = StartNight(house, 1);
  Come(night, Adults(0, 1));
  Come(night, Adults(0, 1));
  const auto answer = night.Strike(RoomId(2));  // the staff's
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->party, PartyId(1));
  EXPECT_THAT(answer->unplaced, SizeIs(1));
  EXPECT_THAT(*Verify(night.problem(), night.AsPlan()),
              ::testing::Field(&Report::violations, IsEmpty()));
}

TEST(Strike, UnitThatIsLeftEmptyTakesNobodyMore) {
  Builder house;
  house.OpenSite().Floor({2, 1}).Floor({2, 2, 2});
  Night night = StartNight(house, 2);
  EXPECT_THAT(RoomsOf(Come(night, Adults(0, 2))), ElementsAre(RoomId(0)));
  EXPECT_THAT(RoomsOf(*night.Strike(RoomId(0))), ElementsAre(RoomId(2)));
  const Answer next = Come(night, Adults(1, 1));
  EXPECT_THAT(next.assignments, IsEmpty());
  EXPECT_EQ(night.problem().rooms[1].state, RoomState::kOut);
}

TEST(Strike, AllRoomsThatAPartyLeavesTakeNobodyMore) {
  Builder house;
  house.OpenSite().Floor({2, 2, 1, 2, 2});
  Night night = StartNight(house, 1);
  EXPECT_THAT(RoomsOf(Come(night, Adults(0, 4))),
              ElementsAre(RoomId(0), RoomId(1)));
  EXPECT_THAT(RoomsOf(*night.Strike(RoomId(1))),
              ElementsAre(RoomId(3), RoomId(4)));
  EXPECT_EQ(night.problem().rooms[0].state, RoomState::kOut);
  EXPECT_THAT(RoomsOf(Come(night, Adults(0, 1))), ElementsAre(RoomId(2)));
  EXPECT_THAT(Come(night, Adults(0, 1)).unplaced, SizeIs(1));
  EXPECT_THAT(Verify(night.problem(), night.AsPlan())->violations, IsEmpty());
}

TEST(Strike, WhoMayHaveAdjacentRoomsNowHasThemWhenAskedAgain) {
  Builder house;
  house.OpenSite().Floor({3, 2, 1, 2, 1});
  Night night = StartNight(house, 1);
  Come(night, Adults(0, 3));
  EXPECT_THAT(Come(night, Adults(0, 3)).unplaced, SizeIs(1));
  // The only room for three goes.
  EXPECT_THAT(RoomsOf(*night.Strike(RoomId(0))),
              ElementsAre(RoomId(1), RoomId(2)));
  EXPECT_THAT(Verify(night.problem(), night.AsPlan())->violations,
              ElementsAre(AllOf(
                  ::testing::Field(&Violation::fault, Fault::kRoomWasLeft),
                  ::testing::Field(&Violation::party, PartyId(1)))));
  EXPECT_THAT(RoomsOf(*night.AskAgain(PartyId(1))),
              ElementsAre(RoomId(3), RoomId(4)));
  EXPECT_THAT(Verify(night.problem(), night.AsPlan())->violations, IsEmpty());
}

TEST(HoldFor, UnitIsOpenedByItsCohortFirstAndByNobodyElse) {
  Builder house;
  house.OpenSite().Floor({1, 1, 1}).Floor({1});
  Night night = StartNight(house, 3, {.keep_units = 1});
  ASSERT_THAT(night.HoldFor(UnitId(0), CohortId(1)), IsOk());
  // One unit is left that the reserve keeps.
  const Answer other = Come(night, Adults(0, 1));
  EXPECT_EQ(other.refusal, Refusal::kKeepUnits);
  // Their own is no unit of the reserve, and comes before a smaller one.
  EXPECT_THAT(Come(night, Adults(1, 1)).taken_units, ElementsAre(UnitId(0)));
  EXPECT_THAT(Come(night, Adults(1, 1)).taken_units, IsEmpty());
  EXPECT_THAT(night.HoldFor(UnitId(0), CohortId(0)),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(night.HoldFor(UnitId(2), CohortId(0)),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(night.HoldFor(UnitId(1), CohortId(3)),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

TEST(HoldFor, WhoMayNotOpenTheUnitIsToldWhoseItIs) {
  Builder house;
  house.OpenSite().Floor({1, 1});
  Night night = StartNight(house, 2);
  ASSERT_THAT(night.HoldFor(UnitId(0), CohortId(1)), IsOk());
  const Answer answer = Come(night, Adults(0, 1));
  ASSERT_THAT(answer.unplaced, SizeIs(1));
  EXPECT_EQ(answer.unplaced[0].reason, Reason::kNoFreeFloor);
  EXPECT_EQ(answer.unplaced[0].blocking.at(0).holder, CohortId(1));
}

TEST(Night, PriceOfNotMovingIsWhatHindsightSaves) {
  Builder house;
  house.OpenSite().Floor({1, 1}).Floor({1, 1, 1});
  Night night = StartNight(house, 2);
  // Three of cohort 0 come one by one and take both units.
  for (int i = 0; i < 3; ++i) Come(night, Adults(0, 1));
  Come(night, Adults(1, 1));
  const auto price = FindPriceOfNotMoving(night);
  ASSERT_THAT(price, IsOk());
  EXPECT_EQ(price->as_it_came.levels[0].value, 1);
  EXPECT_EQ(price->in_hindsight.levels[0].value, 0);
  EXPECT_EQ(price->price[0], 1);
}

TEST(Night, StartsFromASignedPlan) {
  Builder house;
  house.OpenSite().Floor({1, 1}).Floor({1}).AddParty(0, 1);
  const auto plan = Place(house.problem);
  ASSERT_THAT(plan, IsOk());
  auto night = Night::Start(house.problem, *plan);
  ASSERT_THAT(night, IsOk());
  EXPECT_EQ(night->AsPlan().assignments, plan->assignments);
  // The plan's unit is full or not, but it is the cohort's.
  const Answer other = Come(*night, Adults(0, 1));
  EXPECT_NE(other.assignments.at(0).room, plan->assignments[0].room);
  Plan twice = *plan;
  twice.assignments.push_back(twice.assignments[0]);
  EXPECT_THAT(Night::Start(house.problem, twice),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  twice.assignments.back().room = RoomId(99);
  EXPECT_THAT(Night::Start(house.problem, twice),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

TEST(Night, WrongInputIsRefusedAndChangesNothing) {
  Builder house;
  house.OpenSite().Floor({1});
  Night night = StartNight(house, 1);
  EXPECT_THAT(night.Arrive(Adults(1, 1)),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(night.problem().parties, IsEmpty());
  EXPECT_THAT(night.Strike(RoomId(1)),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(night.AskAgain(PartyId(0)),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(night.Expect(CohortId(0), -1),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(Night::Start(night.problem(), {}, {.keep_units = -1}),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(Night::Start(night.problem(), {}, {.unit_price = {1, 2}}),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_EQ(night.AddCohort(), CohortId(1));
  EXPECT_THAT(night.Arrive(Adults(1, 1)), IsOk());
}

// The problem that the next party meets if nobody may move: what is taken is
// out, units are held, sites in use are open.
Problem AsItIs(const Night& night) {
  Problem problem = night.problem();
  const Plan plan = night.AsPlan();
  // What opening a site or holding a unit may not change.
  for (Unit& unit : problem.units) {
    unit.closed |= unit.holder && !problem.sites[unit.site.value()].open;
  }
  for (Room& room : problem.rooms) {
    if (room.state == RoomState::kRefillable &&
        !problem.units[room.unit.value()].holder) {
      room.state = RoomState::kOut;
    }
  }
  for (const OpenedSite& of : plan.opened_sites) {
    for (const RoomId room : of.staff_rooms) {
      problem.rooms[room.value()].state = RoomState::kOut;
    }
    problem.sites[of.site.value()].open = true;
  }
  for (const Assignment& of : plan.assignments) {
    problem.rooms[of.room.value()].state = RoomState::kOut;
  }
  for (const TakenUnit& of : plan.taken_units) {
    problem.units[of.unit.value()].holder = of.cohort;
  }
  problem.parties.clear();
  return problem;
}

// Unplaced, new sites, substitutes and new floors: what the night looks at.
Values FirstLevels(const Problem& problem, Values values) {
  std::set<std::int32_t> tiers;
  for (const Site& site : problem.sites) tiers.insert(site.tier);
  values.resize(static_cast<std::size_t>(problem.parties[0].priority) + 1 +
                tiers.size() + 2);
  return values;
}

Values BestFor(const Problem& problem) {
  Values best;
  Oracle(problem).ForEachPlan([&](const Values& values) {
    if (best.empty() || values < best) best = values;
  });
  return FirstLevels(problem, best);
}

Values Measured(const Problem& before, const Answer& answer) {
  const Party& party = before.parties[0];
  Values values(static_cast<std::size_t>(party.priority), 0);
  std::int64_t unplaced = 0, substitutes = 0;
  for (const Unplaced& of : answer.unplaced) {
    unplaced += static_cast<std::int64_t>(of.people.size());
  }
  for (const Substitution& of : answer.substitutions) {
    substitutes += std::popcount(of.missing);
  }
  values.push_back(unplaced);
  std::set<std::int32_t, std::greater<>> tiers;
  for (const Site& site : before.sites) tiers.insert(site.tier);
  for (const std::int32_t tier : tiers) {
    values.push_back(
        std::ranges::count_if(answer.opened_sites, [&](const OpenedSite& of) {
          return before.sites[of.site.value()].tier == tier;
        }));
  }
  values.push_back(substitutes);
  values.push_back(static_cast<std::int64_t>(answer.taken_units.size()));
  return values;
}

// Alone in a room, or together in one: then the answer is to be the best that
// brute force finds with everyone else where they are.
TEST(Night, EachAnswerIsTheBestIfNobodyMoves) {
  Sampler sampler(11);
  int compared = 0;
  for (int i = 0; i < 3000; ++i) {
    Problem problem = sampler.Draw(3, 3, 5);
    const std::vector<Party> parties = std::exchange(problem.parties, {});
    auto night = Night::Start(problem);
    ASSERT_THAT(night, IsOk());
    for (const Party& party : parties) {
      Problem before = AsItIs(*night);
      before.parties = {party};
      const auto answer = night->Arrive(party);
      ASSERT_THAT(answer, IsOk());
      if (party.people.size() > 1) continue;
      ++compared;
      ASSERT_EQ(Measured(before, *answer), BestFor(before)) << i;
    }
  }
  EXPECT_GT(compared, 3000);
}

TEST(Night, EveryNightIsAPlanThatVerifyAccepts) {
  Sampler sampler(12);
  Random random(12);
  for (int i = 0; i < 4000; ++i) {
    Problem problem = sampler.Draw(3, 4, 6);
    const std::vector<Party> parties = std::exchange(problem.parties, {});
    const bool strikes = random.Chance(1, 2);
    auto night = Night::Start(problem);
    ASSERT_THAT(night, IsOk());
    for (const Party& party : parties) {
      const Plan before = night->AsPlan();
      ASSERT_THAT(night->Arrive(party), IsOk());
      const Plan after = night->AsPlan();
      ASSERT_TRUE(std::ranges::includes(
          after.assignments, before.assignments, [](auto& a, auto& b) {
            return std::pair(a.party, a.room) < std::pair(b.party, b.room);
          }));
      if (strikes && random.Chance(1, 3)) {
        ASSERT_THAT(night->Strike(RoomId(random.Below(problem.rooms.size()))),
                    IsOk());
      }
    }
    // A strike may make a party too large for any one room after it came.
    for (std::uint32_t p = 0; strikes && p < parties.size(); ++p) {
      ASSERT_THAT(night->AskAgain(PartyId(p)), IsOk());
    }
    const auto report = Verify(night->problem(), night->AsPlan());
    ASSERT_THAT(report, IsOk());
    for (const Violation& violation : report->violations) {
      ADD_FAILURE() << i << ' ' << NameOf(violation.fault);
    }
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace quaranta::place
