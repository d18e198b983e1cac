// What a horizon plan does in cases that a planner would name.
#include "quaranta/place/horizon.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify_horizon.h"
#include "tests/place/horizon_builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::HorizonBuilder;
using ::testing::IsEmpty;
using testing::kAccessible;
using testing::Sampler;
using ::testing::SizeIs;
using testing::TightHorizon;

HorizonPlan PlanOf(const Horizon& horizon, const HorizonOptions& options = {}) {
  const auto plan = PlanHorizon(horizon, options);
  EXPECT_THAT(plan, IsOk());
  if (!plan.ok()) return {};
  const auto report = VerifyHorizon(horizon, *plan);
  EXPECT_THAT(report, IsOk());
  for (const HorizonViolation& violation : report->violations) {
    ADD_FAILURE() << NameOf(violation.fault);
  }
  return *plan;
}

std::int64_t ValueOf(const HorizonPlan& plan, HorizonLevelName name,
                     int part = 1) {
  for (const HorizonLevel& level : plan.levels) {
    if (level.name == name && level.part == part) return level.value;
  }
  ADD_FAILURE() << "no level " << NameOf(name);
  return -1;
}

std::vector<std::int64_t> UnplacedOf(const HorizonPlan& plan) {
  std::vector<std::int64_t> values;
  for (const HorizonLevel& level : plan.levels) {
    if (level.name == HorizonLevelName::kUnplaced)
      values.push_back(level.value);
  }
  return values;
}

bool Proven(const HorizonPlan& plan) {
  return std::ranges::all_of(plan.levels, [](const HorizonLevel& level) {
    return level.status == LevelStatus::kOptimal;
  });
}

Builder OneUnit(const std::vector<std::int32_t>& beds) {
  Builder builder;
  builder.OpenSite().Floor(beds);
  return builder;
}

TEST(HorizonTest, MistakesAreNamed) {
  const Horizon good = HorizonBuilder(OneUnit({1})).Add(0, 1, 0, 1).Days(2);
  const auto expect = [&](const Horizon& horizon, const std::string& text) {
    EXPECT_THAT(PlanHorizon(horizon),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
    EXPECT_THAT(VerifyHorizon(horizon, {}),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  Horizon bad = good;
  bad.days = 0;
  expect(bad, "days is 0; expected 1 to 3660");
  bad = good;
  bad.parties.clear();
  expect(bad, "parties has 0 entries; expected 1");
  bad = good;
  bad.parties[0].stay = 0;
  expect(bad, "parties[0].stay is 0; expected 1 to 3660");
  bad = good;
  bad.parties[0].arrival = -1;
  expect(bad, "parties[0].arrival is -1");
  bad = good;
  bad.sites.resize(2);
  expect(bad, "sites has 2 entries; expected none or 1");
  bad = good;
  bad.sites[0].disinfection = -1;
  expect(bad, "sites[0].disinfection is -1");
  bad = good;
  bad.units[0].until = -3;
  expect(bad, "units[0].until is -3");
  bad = good;
  bad.occupied = {RoomId(0)};
  expect(bad, "occupied[0] is room 0, which is not out");
  bad.occupied = {RoomId(7)};
  expect(bad, "occupied[0] is 7; there are 1 rooms");
  bad = good;
  bad.problem.rooms[0].beds = -1;
  expect(bad, "rooms[0].beds is -1");
  bad = good;
  bad.problem.tier_policy = TierPolicy::kStrict;
  expect(bad, "problem.tier_policy is STRICT");
  HorizonOptions options;
  options.node_limit = -1;
  EXPECT_THAT(PlanHorizon(good, options),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("options.node_limit is -1")));
}

TEST(HorizonTest, AnotherCohortComesAfterReleaseAndDisinfection) {
  const auto with_second_on = [](std::int32_t day) {
    return PlanOf(HorizonBuilder(OneUnit({1}))
                      .Add(0, 1, 0, 3)
                      .Add(1, 1, day, 3)
                      .Days(10, 2));
  };
  EXPECT_EQ(ValueOf(with_second_on(5), HorizonLevelName::kUnplaced), 0);
  const HorizonPlan plan = with_second_on(4);
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 1);
  ASSERT_THAT(plan.unplaced, SizeIs(1));
  EXPECT_EQ(plan.unplaced[0].entry.reason, Reason::kNoFreeFloor);
}

TEST(HorizonTest, ShortagesSayOnWhichDayWhatRunsOut) {
  HorizonBuilder horizon(OneUnit({1, 1}));
  horizon.Add(0, 1, 0, 9).Add(0, 1, 0, 9).Add(0, 1, 2, 9).Add(1, 1, 3, 9);
  const HorizonPlan plan = PlanOf(horizon.Days(5));
  EXPECT_THAT(plan.shortages,
              ElementsAre(DayShortage{2, Reason::kNoRoomLeft, 1},
                          DayShortage{3, Reason::kNoFreeFloor, 1}));
  EXPECT_EQ(plan.days[3].arriving, 1);
  EXPECT_EQ(plan.days[3].unplaced, 1);
  EXPECT_EQ(plan.days[3].free_units, 0);
  EXPECT_EQ(plan.days[3].taken_rooms, 2);
}

TEST(HorizonTest, AFloorWithoutARoomToOfferIsNotFree) {
  Builder two = OneUnit({1, 1});
  two.Floor({}).AddRoom(1, 0, RoomState::kOut);
  HorizonBuilder horizon(two);
  const HorizonPlan plan = PlanOf(horizon.Add(0, 1, 1, 2).Days(3));
  EXPECT_EQ(plan.days[0].free_units, 1);
  EXPECT_EQ(plan.days[0].closed_units, 1);
  EXPECT_EQ(plan.days[1].free_units, 0);
}

TEST(HorizonTest, ARoomThatWasLeftStaysEmptyUnlessItMayBeRefilled) {
  HorizonBuilder horizon(OneUnit({1, 1}));
  horizon.Add(0, 1, 0, 2).Add(0, 1, 0, 9).Add(0, 1, 4, 2);
  Horizon of = horizon.Days(6, 1);
  EXPECT_EQ(ValueOf(PlanOf(of), HorizonLevelName::kUnplaced), 1);
  of.refill_window = 4;  // days 0 to 3 of the hold
  EXPECT_EQ(ValueOf(PlanOf(of), HorizonLevelName::kUnplaced), 1);
  of.refill_window = 5;
  const HorizonPlan plan = PlanOf(of);
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 0);
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kPreferences), 1);
  EXPECT_TRUE(plan.assignments[2].refill);
}

TEST(HorizonTest, MoreOfTheCohortGoToItsOwnUnit) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).Floor({1, 1, 1}).HeldBy(0);
  HorizonBuilder horizon(builder);
  horizon.Add(0, 1, 1, 4).Add(1, 1, 1, 4).Add(0, 1, 3, 4);
  horizon.Until(1, 5);
  const HorizonPlan plan = PlanOf(horizon.Days(5));
  ASSERT_THAT(plan.assignments, SizeIs(3));
  ASSERT_THAT(plan.holds, SizeIs(2));
  EXPECT_EQ(plan.holds[0].cohort, CohortId(1));
  EXPECT_TRUE(plan.holds[1].standing);
  EXPECT_EQ(plan.holds[1].until, 7);  // held longer for those who came
  EXPECT_EQ(plan.holds[1].free_again, 8);
  EXPECT_EQ(plan.holds[1].people, 2);
}

TEST(HorizonTest, EqualReleaseDatesShareAUnit) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({1, 1});
  HorizonBuilder horizon(builder);
  horizon.Add(0, 1, 0, 3).Add(0, 1, 0, 9).Add(0, 1, 0, 3).Add(0, 1, 0, 9);
  const HorizonPlan plan = PlanOf(horizon.Days(4));
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kBlockedDays), 0);
  ASSERT_THAT(plan.holds, SizeIs(2));
  EXPECT_EQ(plan.holds[0].until.value() + plan.holds[1].until.value(), 12);
}

TEST(HorizonTest, ASiteThatOpensLaterTakesThoseWhoCanWait) {
  Builder builder;
  builder.ClosedSite(1, 1).Floor({1, 1});
  Horizon horizon = HorizonBuilder(builder).Add(0, 1, 2, 3).Days(6);
  horizon.sites[0].open_from = 3;
  const HorizonPlan none = PlanOf(horizon);
  EXPECT_EQ(ValueOf(none, HorizonLevelName::kUnplaced), 1);
  EXPECT_EQ(none.days[2].unopened_units, 0);
  EXPECT_EQ(none.days[3].unopened_units, 1);
  horizon.parties[0].max_wait = 2;
  const HorizonPlan plan = PlanOf(horizon);
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 0);
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kWaiting), 1);
  ASSERT_THAT(plan.opened_sites, SizeIs(1));
  EXPECT_EQ(plan.opened_sites[0].day, 3);
  EXPECT_THAT(plan.opened_sites[0].site.staff_rooms, SizeIs(1));
}

TEST(HorizonTest, TheCheaperSiteOpensWhereCostDecides) {
  Builder builder;
  builder.ClosedSite(1).Floor({1, 1});
  builder.site().opening_cost = 9;
  builder.ClosedSite(2).Floor({1, 1});
  builder.site().opening_cost = 4;
  Horizon horizon = HorizonBuilder(builder).Add(0, 1, 0, 3).Days(2);
  EXPECT_EQ(PlanOf(horizon).opened_sites[0].site.site, SiteId(0));
  horizon.problem.tier_policy = TierPolicy::kCost;
  const HorizonPlan plan = PlanOf(horizon);
  EXPECT_EQ(plan.opened_sites[0].site.site, SiteId(1));
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kNewSites), 4);
}

TEST(HorizonTest, WhoArrivesAfterTheLastDayIsNotPlanned) {
  HorizonBuilder horizon(OneUnit({1}));
  horizon.Add(0, 1, 5, 3).Add(1, 1, 4, 100);
  const HorizonPlan plan = PlanOf(horizon.Days(5));
  EXPECT_THAT(plan.beyond, ElementsAre(PartyId(0)));
  ASSERT_THAT(plan.assignments, SizeIs(1));
  EXPECT_EQ(plan.assignments[0].until, 104);
  EXPECT_EQ(plan.holds[0].free_again, 105);
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 0);
}

TEST(HorizonTest, AHoldWhoseEndIsNotKnownIsNeverFree) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).HeldBy(0);
  HorizonBuilder horizon(builder);
  horizon.Add(0, 1, 2, 3).Add(1, 1, 900, 3);
  const HorizonPlan plan = PlanOf(horizon.Days(1000));
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 1);
  EXPECT_EQ(plan.holds[0].until, std::nullopt);
  EXPECT_EQ(plan.days[999].held_units, 1);
}

TEST(HorizonTest, AClosedUnitTakesNobodyUntilItsDay) {
  Builder builder;
  builder.OpenSite().Floor({1});
  builder.unit().closed = true;
  HorizonBuilder horizon(builder);
  horizon.Add(0, 1, 2, 1, 4).Until(0, 4);
  HorizonPlan plan = PlanOf(horizon.Days(9));
  ASSERT_THAT(plan.assignments, SizeIs(1));
  EXPECT_EQ(plan.assignments[0].from, 4);
  EXPECT_EQ(plan.days[3].closed_units, 1);
  horizon.problem.HeldBy(0);  // and frozen: to be disinfected then
  plan = PlanOf(horizon.Days(9, 2));
  ASSERT_THAT(plan.assignments, SizeIs(1));
  EXPECT_EQ(plan.assignments[0].from, 6);
}

TEST(HorizonTest, RoomsOfThoseWhoLeaveAreReadyForTheNextCohort) {
  Builder builder;
  builder.OpenSite().Floor({}).HeldBy(0);
  builder.AddRoom(1, 0, RoomState::kOut).AddRoom(1, 0, RoomState::kOut);
  builder.AddRoom(1, 0, RoomState::kReleased);
  HorizonBuilder horizon(builder);
  horizon.Until(0, 2).Add(1, 1, 4, 2).Add(1, 1, 4, 2).Add(1, 1, 4, 2);
  Horizon of = horizon.Days(5, 2);
  of.occupied = {RoomId(1)};
  const HorizonPlan plan = PlanOf(of);
  ASSERT_THAT(plan.assignments, SizeIs(2));
  EXPECT_EQ(std::min(plan.assignments[0].room, plan.assignments[1].room),
            RoomId(1));
}

TEST(HorizonTest, APartyTooLargeHasAdjacentRoomsAllItsStay) {
  Builder builder;
  builder.OpenSite().Floor({2, 1, 2, 2}).Floor({1, 1});
  HorizonBuilder horizon(builder);
  horizon.Add(0, 4, 1, 3).Add(0, 1, 2, 3).Add(1, 3, 5, 2);
  const HorizonPlan plan = PlanOf(horizon.Days(9));
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 0);
  std::vector<std::uint32_t> rooms;
  for (const HorizonAssignment& of : plan.assignments) {
    if (of.party == PartyId(0)) rooms.push_back(of.room.value());
  }
  EXPECT_THAT(rooms, ElementsAre(2, 3));
}

TEST(HorizonTest, APartyMayWaitForARoomThatTakesItWhole) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({2});
  HorizonBuilder horizon(builder);
  horizon.Until(1, 2).Add(0, 2, 0, 3, 2);
  const HorizonPlan plan = PlanOf(horizon.Days(5));
  ASSERT_THAT(plan.assignments, SizeIs(1));
  EXPECT_EQ(plan.assignments[0].from, 2);
}

TEST(HorizonTest, APartyTooLargeTakesTheOneRoomThatOthersKeepForIt) {
  Builder builder;
  builder.OpenSite().Floor({1, 2}).HeldBy(0);
  HorizonBuilder horizon(builder);
  horizon.Until(0, 2).Add(0, 2, 2, 2);
  EXPECT_EQ(ValueOf(PlanOf(horizon.Days(4)), HorizonLevelName::kUnplaced), 2);
  horizon.Add(0, 1, 1, 3);
  const HorizonPlan plan = PlanOf(horizon.Days(4));
  EXPECT_EQ(ValueOf(plan, HorizonLevelName::kUnplaced), 0);
  EXPECT_THAT(plan.assignments, SizeIs(2));
}

TEST(HorizonTest, NobodyIsThereIsAPlanToo) {
  const HorizonPlan plan = PlanOf(HorizonBuilder(OneUnit({1})).Days(3));
  EXPECT_THAT(plan.assignments, IsEmpty());
  EXPECT_TRUE(Proven(plan));
  EXPECT_EQ(plan.days[2].free_rooms, 1);
  EXPECT_THAT(PlanHorizon(Horizon{}), IsOk());
}

// On one day with equal stays and nobody leaving a horizon is a snapshot: never
// better than the best, and as good in the first levels.
// The unit is another cohort's until day 3 and then theirs: who comes on day 2
// finds a floor that others hold, not one of their own with its rooms taken.
TEST(HorizonTest, AFloorThatIsTheirsLaterIsStillHeldByOthers) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).HeldBy(0);
  builder.problem.cohorts = 2;
  const HorizonPlan plan = PlanOf(HorizonBuilder(builder)
                                      .Until(0, 3)
                                      .Add(1, 1, 2, 5)
                                      .Add(1, 1, 5, 2)
                                      .Days(7));
  ASSERT_EQ(plan.assignments.size(), 1U);
  EXPECT_EQ(plan.assignments[0].from, 5);
  ASSERT_EQ(plan.unplaced.size(), 1U);
  EXPECT_EQ(plan.unplaced[0].day, 2);
  EXPECT_EQ(plan.unplaced[0].entry.reason, Reason::kNoFreeFloor);
}

TEST(HorizonTest, OneDayIsASnapshot) {
  const std::map<LevelName, HorizonLevelName> names = {
      {LevelName::kUnplaced, HorizonLevelName::kUnplaced},
      {LevelName::kNewSites, HorizonLevelName::kNewSites},
      {LevelName::kSubstitutes, HorizonLevelName::kSubstitutes},
      {LevelName::kNewFloors, HorizonLevelName::kNewHolds},
      {LevelName::kPreferences, HorizonLevelName::kPreferences},
      {LevelName::kSpecialRooms, HorizonLevelName::kSpecialRooms},
      {LevelName::kDistance, HorizonLevelName::kDistance}};
  int proven = 0, same = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Horizon horizon;
    horizon.problem = Sampler(seed).Draw(4, 4, 6);
    horizon.parties.resize(horizon.problem.parties.size(), PartyDays{0, 5, 0});
    const HorizonPlan plan = PlanOf(horizon);
    const auto snapshot = Place(horizon.problem);
    ASSERT_THAT(snapshot, IsOk());
    EXPECT_EQ(ValueOf(plan, HorizonLevelName::kWaiting), 0);
    EXPECT_EQ(ValueOf(plan, HorizonLevelName::kBlockedDays), 0);
    bool same_so_far = true;
    for (const Level& level : snapshot->levels) {
      if (!same_so_far || level.status != LevelStatus::kOptimal) break;
      const std::int64_t value =
          ValueOf(plan, names.at(level.name), level.part);
      EXPECT_GE(value, level.value) << seed << " " << NameOf(level.name);
      if (level.name <= LevelName::kNewFloors) {
        EXPECT_EQ(value, level.value) << seed << " " << NameOf(level.name);
      }
      same_so_far = value == level.value;
      ++proven;
      same += same_so_far;
    }
  }
  EXPECT_GE(proven, 1500);
  EXPECT_GE(same, proven * 99 / 100);
}

Horizon Reversed(const Horizon& horizon) {
  Horizon reversed = horizon;
  std::ranges::reverse(reversed.problem.parties);
  std::ranges::reverse(reversed.parties);
  return reversed;
}

using Stays = std::map<std::string, std::vector<std::vector<std::int64_t>>>;

Stays StaysOf(const Horizon& horizon, const HorizonPlan& plan,
              std::int32_t shift) {
  Stays stays;
  for (const HorizonAssignment& of : plan.assignments) {
    stays[horizon.problem.parties[of.party.value()].name].push_back(
        {of.room.value(), of.from - shift, of.until - shift});
  }
  return stays;
}

HorizonOptions Few() {
  HorizonOptions options;
  options.node_limit = 100'000;
  return options;
}

TEST(HorizonMetamorphicTest, TheOrderOfPartiesDoesNotMatter) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const Horizon horizon = TightHorizon(seed, 4, 14, 8);
    const Horizon reversed = Reversed(horizon);
    EXPECT_EQ(StaysOf(horizon, PlanOf(horizon, Few()), 0),
              StaysOf(reversed, PlanOf(reversed, Few()), 0))
        << seed;
  }
}

TEST(HorizonMetamorphicTest, ALaterCalendarShiftsThePlan) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const Horizon horizon = TightHorizon(seed, 4, 14, 8);
    Horizon later = horizon;
    later.days += 5;
    for (PartyDays& party : later.parties) party.arrival += 5;
    for (UnitDays& unit : later.units) *unit.until += 5;
    const HorizonPlan plan = PlanOf(horizon, Few());
    const HorizonPlan shifted = PlanOf(later, Few());
    EXPECT_EQ(plan.levels, shifted.levels) << seed;
    EXPECT_EQ(StaysOf(horizon, plan, 0), StaysOf(later, shifted, 5)) << seed;
  }
}

TEST(HorizonMetamorphicTest, TheSameHorizonGivesTheSamePlan) {
  const Horizon horizon = TightHorizon(3, 6, 40, 12);
  EXPECT_EQ(PlanOf(horizon, Few()), PlanOf(horizon, Few()));
}

// Proven plans of the horizon and of one that is changed for the worse. All
// travel alone: a party that no room takes any more would get two.
void ExpectNoBetter(void (*worsen)(Horizon&), std::uint64_t first_seed) {
  int proven = 0;
  int worse = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + 150; ++seed) {
    Horizon horizon = TightHorizon(seed, 2, 6, 5);
    for (Party& party : horizon.problem.parties) party.people.resize(1);
    Horizon changed = horizon;
    worsen(changed);
    const HorizonPlan before = PlanOf(horizon);
    const HorizonPlan after = PlanOf(changed);
    if (!Proven(before) || !Proven(after)) continue;
    ++proven;
    EXPECT_LE(UnplacedOf(before), UnplacedOf(after)) << seed;
    worse += UnplacedOf(before) < UnplacedOf(after);
  }
  EXPECT_GE(proven, 140);
  EXPECT_GT(worse, 0);
}

TEST(HorizonMetamorphicTest, LongerDisinfectionNeverHelps) {
  ExpectNoBetter([](Horizon& horizon) { ++horizon.sites[0].disinfection; },
                 100);
}

TEST(HorizonMetamorphicTest, ARoomLessNeverHelps) {
  ExpectNoBetter(
      [](Horizon& horizon) {
        horizon.problem.rooms[2].state = RoomState::kOut;
      },
      400);
}

TEST(HorizonMetamorphicTest, AUnitFreeLaterNeverHelps) {
  ExpectNoBetter(
      [](Horizon& horizon) {
        if (!horizon.problem.units[0].holder) ++*horizon.units[0].until;
      },
      700);
}

// With disinfection a shorter stay may end a hold before more of its cohort
// come; without it a hold that ends early can begin again at once.
TEST(HorizonMetamorphicTest, WithoutDisinfectionALongerStayNeverHelps) {
  int worse = 0;
  for (std::uint64_t seed = 1000; seed < 1150; ++seed) {
    Horizon horizon = TightHorizon(seed, 2, 6, 5);
    horizon.sites[0].disinfection = 0;
    for (Unit& unit : horizon.problem.units) unit.holder.reset();
    Horizon longer = horizon;
    ++longer.parties[0].stay;
    const HorizonPlan before = PlanOf(horizon);
    const HorizonPlan after = PlanOf(longer);
    if (!Proven(before) || !Proven(after)) continue;
    EXPECT_LE(UnplacedOf(before), UnplacedOf(after)) << seed;
    worse += UnplacedOf(before) < UnplacedOf(after);
  }
  EXPECT_GT(worse, 0);
}

TEST(HorizonTest, SearchIsNoWorseThanTheFirstPlanAndKeepsTheRules) {
  int better = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Horizon horizon = TightHorizon(seed, 8, 70, 14);
    HorizonOptions first = Few();
    first.node_limit = 0;
    first.exact_limit = 0;
    const auto values = [](const HorizonPlan& plan) {
      std::vector<std::int64_t> all;
      for (const HorizonLevel& level : plan.levels) {
        EXPECT_LE(level.bound, level.value);
        all.push_back(level.value);
      }
      return all;
    };
    const auto before = values(PlanOf(horizon, first));
    const auto after = values(PlanOf(horizon, Few()));
    EXPECT_LE(after, before);
    better += after < before;
  }
  EXPECT_GE(better, 9);
}

std::vector<HorizonFault> FaultsOf(const Horizon& horizon,
                                   const HorizonPlan& plan) {
  const auto report = VerifyHorizon(horizon, plan);
  EXPECT_THAT(report, IsOk());
  std::vector<HorizonFault> faults;
  for (const HorizonViolation& of : report->violations) {
    faults.push_back(of.fault);
  }
  return faults;
}

// A plan that keeps every rule but is not the best may say that it is; that is
// then not shown.
TEST(VerifyHorizonTest, AFalseOptimumIsNotShown) {
  int worse = 0;
  for (std::uint64_t seed = 5000; seed < 6200 && worse < 3; ++seed) {
    const Horizon horizon = testing::HorizonSampler(seed).Draw(2, 3, 3, 5);
    const HorizonPlan best = PlanOf(horizon);
    const auto cut = PlanHorizon(
        horizon, {.node_limit = 0, .exact_limit = 0, .proof_limit = 0});
    ASSERT_THAT(cut, IsOk());
    HorizonPlan claim = *cut;
    bool is_worse = false;
    for (std::size_t i = 0; i < best.levels.size() && !is_worse; ++i) {
      if (claim.levels[i].value < best.levels[i].value) break;
      is_worse = claim.levels[i].value > best.levels[i].value;
    }
    if (!is_worse) continue;
    ++worse;
    for (HorizonLevel& level : claim.levels) {
      level.bound = level.value;
      level.status = LevelStatus::kOptimal;
    }
    const auto report = VerifyHorizon(horizon, claim);
    ASSERT_THAT(report, IsOk());
    bool all_shown = true;
    for (std::size_t i = 0; i < claim.levels.size(); ++i) {
      all_shown = all_shown && report->BoundShown(claim, i);
    }
    EXPECT_FALSE(report->ok() && all_shown) << seed;
  }
  EXPECT_GT(worse, 0);
}

TEST(VerifyHorizonTest, ABoundByCountingIsShown) {
  Builder builder;
  builder.OpenSite().Floor({1});
  const Horizon horizon =
      HorizonBuilder(builder).Add(0, 1, 0, 3).Add(0, 1, 0, 3).Days(3);
  HorizonPlan plan = PlanOf(horizon);
  const auto report = VerifyHorizon(horizon, plan);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(plan.levels[0].value, 1);
  EXPECT_TRUE(report->BoundShown(plan, 0));
  plan.levels[0].bound = 2;
  EXPECT_FALSE(report->BoundShown(plan, 0));
  EXPECT_FALSE(report->BoundShown(plan, plan.levels.size()));
}

TEST(VerifyHorizonTest, EachFaultIsFound) {
  Builder builder;
  builder.OpenSite().Floor({1, 1}).Floor({1, 1});
  const Horizon horizon = HorizonBuilder(builder)
                              .Add(0, 1, 0, 3)
                              .Add(0, 1, 1, 3)
                              .Add(1, 1, 1, 3)
                              .Days(5);
  const HorizonPlan good = PlanOf(horizon);
  const auto expect = [&](auto change, HorizonFault fault) {
    HorizonPlan bad = good;
    change(bad);
    EXPECT_THAT(FaultsOf(horizon, bad), ::testing::Contains(fault))
        << NameOf(fault);
  };
  expect([](HorizonPlan& p) { p.assignments[0].from = 1; },
         HorizonFault::kWrongDays);
  expect([](HorizonPlan& p) { p.assignments[1].room = p.assignments[0].room; },
         HorizonFault::kRoomTaken);
  expect(
      [](HorizonPlan& p) {
        const std::uint32_t unit = p.assignments[0].room.value() / 2;
        p.assignments[2].room = RoomId(2 * unit);
      },
      HorizonFault::kUnitShared);
  expect([](HorizonPlan& p) { p.assignments.pop_back(); },
         HorizonFault::kPersonForgotten);
  expect([](HorizonPlan& p) { p.assignments[0].party = PartyId(9); },
         HorizonFault::kIndexOutOfRange);
  expect([](HorizonPlan& p) { p.assignments[0].people.clear(); },
         HorizonFault::kEmptyAssignment);
  expect(
      [](HorizonPlan& p) {
        p.assignments[0].people = {0, 0};
      },
      HorizonFault::kTooManyPeople);
  expect([](HorizonPlan& p) { p.assignments[0].refill = true; },
         HorizonFault::kWrongRefill);
  expect([](HorizonPlan& p) { ++p.levels[0].value; },
         HorizonFault::kWrongValue);
  expect([](HorizonPlan& p) { ++p.levels[0].bound; },
         HorizonFault::kBoundAboveValue);
  expect([](HorizonPlan& p) { p.levels[0].status = LevelStatus::kFeasible; },
         HorizonFault::kWrongStatus);
  expect([](HorizonPlan& p) { p.levels.pop_back(); },
         HorizonFault::kWrongLevels);
  expect([](HorizonPlan& p) { ++*p.holds[0].until; },
         HorizonFault::kWrongHolds);
  expect([](HorizonPlan& p) { ++p.days[1].taken_rooms; },
         HorizonFault::kWrongDayFigures);
  expect([](HorizonPlan& p) { p.beyond = {PartyId(0)}; },
         HorizonFault::kWrongBeyond);
  expect(
      [](HorizonPlan& p) {
        p.shortages = {{0, Reason::kNoGrade, 1}};
      },
      HorizonFault::kWrongShortages);
  expect(
      [](HorizonPlan& p) {
        HorizonUnplaced left;
        left.entry.party = p.assignments.back().party;
        left.entry.people = p.assignments.back().people;
        left.day = 1;
        p.assignments.pop_back();
        p.unplaced.push_back(left);
      },
      HorizonFault::kRoomWasLeft);
}

}  // namespace
}  // namespace quaranta::place
