// Why people have no room on the day they come, and what tells horizons apart.
#include <algorithm>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/place/horizon.h"
#include "tests/place/horizon_builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// One floor of two rooms; other floors on request.
testing::Builder OneFloor() {
  testing::Builder builder;
  builder.OpenSite();
  builder.Floor({1, 1});
  return builder;
}

std::vector<Why> WhyOf(const Horizon& horizon, HorizonPlan* out = nullptr) {
  const auto plan = PlanHorizon(horizon);
  EXPECT_THAT(plan, IsOk());
  const auto why = WhyUnplaced(horizon, *plan);
  EXPECT_THAT(why, IsOk());
  if (out != nullptr) *out = *plan;
  return why.ok() ? *why : std::vector<Why>();
}

TEST(WhyHorizonTest, AFloorOfOthersIsInTheWayAsLongAsTheyHaveIt) {
  testing::Builder builder = OneFloor();
  builder.HeldBy(0);
  builder.problem.cohorts = 2;
  testing::HorizonBuilder horizon(builder);
  horizon.Until(0, 5);
  horizon.Add(1, 1, 2, 3);  // while the others are there
  horizon.Add(1, 1, 5, 3);  // while it is disinfected
  horizon.Add(1, 1, 6, 3);  // has a room
  HorizonPlan plan;
  const auto why = WhyOf(horizon.Days(8), &plan);
  ASSERT_THAT(plan.unplaced, SizeIs(2));
  ASSERT_THAT(why, SizeIs(2));
  EXPECT_THAT(why[0].families, ElementsAre(Family::kExclusive));
  EXPECT_THAT(why[1].families, ElementsAre(Family::kTurnaround));
}

TEST(WhyHorizonTest, RoomsInUseAreNoRoomsWhateverTheRules) {
  testing::HorizonBuilder horizon(OneFloor());
  horizon.Add(0, 1, 0, 5).Add(0, 1, 0, 5).Add(0, 1, 1, 2);
  HorizonPlan plan;
  const auto why = WhyOf(horizon.Days(4), &plan);
  ASSERT_THAT(why, SizeIs(1));
  EXPECT_TRUE(why[0].rooms_lack);
  EXPECT_THAT(why[0].families, IsEmpty());
}

TEST(WhyHorizonTest, AShortageNamesThePartiesOfTheHorizon) {
  // The first party has a room; the others come on another day.
  testing::HorizonBuilder horizon(OneFloor());
  horizon.Add(0, 1, 0, 1);
  for (int i = 0; i < 3; ++i) horizon.Add(0, 1, 3, 2);
  HorizonPlan plan;
  const auto why = WhyOf(horizon.Days(5), &plan);
  ASSERT_THAT(why, SizeIs(1));
  ASSERT_TRUE(why[0].shortage.has_value());
  ASSERT_THAT(why[0].shortage->needing, SizeIs(1));
  EXPECT_EQ(why[0].shortage->needing[0].party, plan.unplaced[0].entry.party);
  EXPECT_GE(why[0].shortage->needing[0].party.value(), 1u);
}

// No rule can be in the way of those for whom VerifyHorizon would say that a
// room was left.
TEST(WhyHorizonTest, EveryEntryHasAnAnswer) {
  int entries = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Horizon horizon = testing::HorizonSampler(seed).Draw(3, 3, 6, 6);
    if (!ValidateHorizon(horizon).ok()) continue;
    HorizonPlan plan;
    const auto why = WhyOf(horizon, &plan);
    ASSERT_EQ(why.size(), plan.unplaced.size()) << seed;
    for (std::size_t u = 0; u < why.size(); ++u) {
      ++entries;
      EXPECT_TRUE(why[u].complete) << seed;
      // Minors alone would have a room only if they stayed alone.
      const Unplaced& entry = plan.unplaced[u].entry;
      const Party& party = horizon.problem.parties[entry.party.value()];
      const bool alone =
          !party.carer_named &&
          std::ranges::all_of(entry.people, [&](std::uint32_t i) {
            return party.people[i].minor;
          });
      if (alone && !why[u].rooms_lack) {
        EXPECT_THAT(why[u].families, ::testing::Contains(Family::kGuardian))
            << seed;
      }
      if (why[u].shortage) {
        for (const Lodgers& of : why[u].shortage->needing) {
          EXPECT_LT(of.party.value(), horizon.problem.parties.size());
        }
      }
    }
  }
  EXPECT_GT(entries, 100);
}

TEST(WhyHorizonTest, APlanOfAnotherHorizonIsRefused) {
  testing::HorizonBuilder horizon(OneFloor());
  horizon.Add(0, 1, 0, 1);
  HorizonPlan plan;
  plan.unplaced.push_back({{.party = PartyId(7), .people = {0}}, 0});
  EXPECT_THAT(WhyUnplaced(horizon.Days(1), plan),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       ::testing::HasSubstr("plan.unplaced[0]")));
}

TEST(InputHashTest, EveryPartOfAHorizonCounts) {
  testing::Builder builder = OneFloor();
  builder.HeldBy(0);
  testing::HorizonBuilder made(builder);
  made.Add(0, 1, 0, 2);
  const Horizon horizon = made.Days(3);
  std::set<std::string> hashes = {InputHash(horizon)};
  const auto add = [&](auto change) {
    Horizon other = horizon;
    change(other);
    return hashes.insert(InputHash(other)).second;
  };
  EXPECT_FALSE(add([](Horizon&) {}));
  EXPECT_TRUE(add([](Horizon& of) { of.days = 4; }));
  EXPECT_TRUE(add([](Horizon& of) { of.sites[0].open_from = 1; }));
  EXPECT_TRUE(add([](Horizon& of) { of.sites[0].disinfection = 2; }));
  EXPECT_TRUE(add([](Horizon& of) { of.units[0].until = 0; }));
  EXPECT_TRUE(add([](Horizon& of) { of.units[0].until = 2; }));
  EXPECT_TRUE(add([](Horizon& of) { of.units[0].refill_before = 2; }));
  EXPECT_TRUE(add([](Horizon& of) { of.parties[0].arrival = 1; }));
  EXPECT_TRUE(add([](Horizon& of) { of.parties[0].stay = 3; }));
  EXPECT_TRUE(add([](Horizon& of) { of.parties[0].max_wait = 1; }));
  EXPECT_TRUE(add([](Horizon& of) { of.occupied.emplace_back(0); }));
  EXPECT_TRUE(add([](Horizon& of) { of.refill_window = 1; }));
  EXPECT_TRUE(add([](Horizon& of) { of.problem.rooms[0].beds = 2; }));
}

}  // namespace
}  // namespace quaranta::place
