// Changes of a problem that must not change its plan, at town size.
#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "benchmarks/place/families.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/place/sampler.h"
#include "tests/support/sweep.h"

namespace quaranta::place {
namespace {

using testing::Builder;
using testing::kAccessible;
using testing::kOxygen;

// 4 sites, 14 floors, 9 cohorts, 150 parties.
Problem Town(std::uint64_t seed) {
  Random random(seed);
  Builder builder;
  for (int s = 0; s < 4; ++s) {
    if (s < 2) {
      builder.OpenSite();
    } else {
      builder.ClosedSite(s, 2);
    }
    const int floors = random.Range(2, 5);
    for (int u = 0; u < floors; ++u) {
      builder.Floor({});
      if (random.Chance(1, 6)) builder.HeldBy(random.Range(0, 8));
      const int rooms = random.Range(6, 16);
      for (int r = 0; r < rooms; ++r) {
        builder.AddRoom(
            random.Range(1, 3), random.Chance(1, 8) ? kAccessible : 0,
            random.Chance(1, 20) ? RoomState::kOut : RoomState::kReady);
      }
    }
  }
  const int parties = random.Range(60, 150);
  for (int p = 0; p < parties; ++p) {
    builder.AddParty(random.Range(0, 8), random.Range(1, 2),
                     random.Chance(1, 5) ? random.Range(1, 2) : 0);
    Party& party = builder.party();
    party.priority = random.Range(0, 2);
    party.substitutable = kAccessible;
    if (random.Chance(1, 12)) party.people[0].needs = kAccessible;
    if (party.people.size() == 2 && random.Chance(1, 2)) {
      party.lodging = Lodging::kApart;
      party.carer_named = true;
    }
    for (int s = 0; s < 4; ++s) party.distance.push_back(random.Range(0, 9));
  }
  builder.problem.special_features = kAccessible;
  builder.problem.cohorts = 9;
  return builder.problem;
}

// Who is where, by names and places rather than by indices.
std::map<std::pair<std::string, std::uint32_t>, std::pair<std::uint32_t, int>>
WhereAll(const Problem& problem, const Plan& plan) {
  std::map<std::pair<std::string, std::uint32_t>, std::pair<std::uint32_t, int>>
      where;
  for (const Assignment& of : plan.assignments) {
    const Room& room = problem.rooms[of.room.value()];
    for (const std::uint32_t person : of.people) {
      where[{problem.parties[of.party.value()].name, person}] = {
          room.unit.value(), room.position};
    }
  }
  return where;
}

Plan PlanFor(const Problem& problem, std::uint64_t seed) {
  auto plan = Place(problem, {.seed = seed});
  EXPECT_TRUE(plan.ok()) << plan.status().ToString();
  return plan.ok() ? *std::move(plan) : Plan{};
}

class Metamorphic : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Metamorphic, PlanOfATownPassesTheVerifierAndItsBoundsAreShown) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, GetParam());
  const auto report = Verify(problem, plan);
  ASSERT_TRUE(report.ok());
  for (const Violation& violation : report->violations) {
    ADD_FAILURE() << NameOf(violation.fault);
  }
  for (std::size_t i = 0; i < plan.levels.size(); ++i) {
    // The verifier counts substitutes feature by feature, which is weaker.
    if (plan.levels[i].name == LevelName::kSubstitutes) continue;
    EXPECT_TRUE(report->BoundShown(plan, i)) << NameOf(plan.levels[i].name);
  }
}

TEST_P(Metamorphic, OrderOfPartiesAndRoomsDoesNotMatter) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem shuffled = problem;
  Random random(GetParam());
  random.Shuffle(std::span(shuffled.parties));
  random.Shuffle(std::span(shuffled.rooms));
  const Plan other = PlanFor(shuffled, 5);
  EXPECT_EQ(WhereAll(problem, plan), WhereAll(shuffled, other));
  EXPECT_EQ(plan.levels, other.levels);
}

TEST_P(Metamorphic, NumbersOfCohortsDoNotMatter) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem renamed = problem;
  std::vector<std::uint32_t> number(problem.cohorts);
  std::iota(number.begin(), number.end(), 0U);
  Random(GetParam()).Shuffle(std::span(number));
  for (Party& party : renamed.parties) {
    party.cohort = CohortId(number[party.cohort.value()]);
  }
  for (Unit& unit : renamed.units) {
    if (unit.holder) unit.holder = CohortId(number[unit.holder->value()]);
  }
  EXPECT_EQ(WhereAll(problem, plan), WhereAll(renamed, PlanFor(renamed, 5)));
}

TEST_P(Metamorphic, RoomsOutOfUseAndFeaturesNobodyNeedsChangeNothing) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem more = problem;
  for (Room& room : more.rooms) room.features |= kOxygen;
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    Room room;
    room.unit = UnitId(u);
    room.position = 100;
    room.beds = 4;
    room.state = RoomState::kOut;
    more.rooms.push_back(room);
  }
  const Plan other = PlanFor(more, 5);
  EXPECT_EQ(WhereAll(problem, plan), WhereAll(more, other));
  EXPECT_EQ(plan.levels, other.levels);
}

TEST_P(Metamorphic, MakingARoomLargerNeverHurtsTheBoundOnUnplaced) {
  const Problem problem = Town(GetParam());
  const Plan plan = PlanFor(problem, 5);
  Problem larger = problem;
  for (Room& room : larger.rooms) room.beds += 1;
  const Plan other = PlanFor(larger, 5);
  // Of the first class alone; the later ones depend on the plan before.
  EXPECT_LE(other.levels[0].bound, plan.levels[0].value);
}

// Every plan of the smaller problem is one of the larger, with the same values.
void ExpectNoWorseThan(const Plan& before, const Plan& after) {
  ASSERT_EQ(before.levels.size(), after.levels.size());
  for (std::size_t i = 0; i < before.levels.size(); ++i) {
    // Levels before are equal, so `before` is a plan that this bound speaks of;
    // where the bound is the value, the value is no larger than before.
    EXPECT_LE(after.levels[i].bound, before.levels[i].value)
        << NameOf(after.levels[i].name) << ' ' << after.levels[i].part;
    if (after.levels[i].value != before.levels[i].value) return;
  }
}

// Rules 1 and 2, as things are before the plan.
bool IsOfferedTo(const Problem& problem, const Party& party, RoomId id) {
  const Room& room = problem.rooms[id.value()];
  const Unit& unit = problem.units[room.unit.value()];
  const Site& site = problem.sites[unit.site.value()];
  if (unit.closed || (unit.holder && *unit.holder != party.cohort)) {
    return false;
  }
  const bool in_service = site.open || (site.can_open && !unit.holder);
  const bool ready = room.state == RoomState::kReady ||
                     (room.state == RoomState::kRefillable && unit.holder);
  if (!in_service || !ready) return false;
  const std::vector<RoomId> staff = StaffRooms(problem, unit.site);
  return std::ranges::find(staff, id) == staff.end();
}

// Whether the room could take the whole party if nobody else had to be placed.
bool CouldTake(const Problem& problem, const Party& party, RoomId id) {
  const Room& room = problem.rooms[id.value()];
  const Site& site =
      problem.sites[problem.units[room.unit.value()].site.value()];
  bool minor = false, adult = party.carer_named;
  for (const Person& person : party.people) {
    if ((person.needs & ~party.substitutable & ~room.features) != 0) {
      return false;
    }
    (person.minor ? minor : adult) = true;
  }
  return static_cast<std::int64_t>(party.people.size()) <= room.beds &&
         problem.pairing.Allows(party.risk_class, site.grade) &&
         (adult || !minor) && IsOfferedTo(problem, party, id);
}

// Rule 6, read anew: the parties that no single room could take.
std::vector<std::size_t> TooLarge(const Problem& problem) {
  std::vector<std::size_t> parties;
  for (std::size_t p = 0; p < problem.parties.size(); ++p) {
    const Party& party = problem.parties[p];
    bool some = party.lodging == Lodging::kApart;
    for (std::size_t r = 0; r < problem.rooms.size() && !some; ++r) {
      some = CouldTake(problem, party, RoomId(r));
    }
    if (!some) parties.push_back(p);
  }
  return parties;
}

// A room of any kind on that unit, beside the last one or on its own.
void AddAnyRoom(Random& random, UnitId unit, Problem& problem) {
  Room room;
  room.unit = unit;
  room.position = random.Chance(1, 2) ? 1'000 : 0;
  for (const Room& of : problem.rooms) {
    if (of.unit == unit) {
      room.position = std::max(room.position, of.position + 1);
    }
  }
  room.beds = random.Range(1, 6);
  room.features = random.Below(4);
  room.clean_zone = random.Chance(1, 4);
  if (random.Chance(1, 6)) room.state = RoomState::kRefillable;
  problem.rooms.push_back(room);
}

// A unit for it: of those held by the cohort of a party too large for one room,
// or any.
UnitId UnitForIt(Random& random, const Problem& problem,
                 const std::vector<std::size_t>& too_large) {
  std::vector<UnitId> held;
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    for (const std::size_t p : too_large) {
      if (problem.units[u].holder == problem.parties[p].cohort) {
        held.push_back(UnitId(u));
      }
    }
  }
  if (!held.empty() && random.Chance(2, 3)) {
    return held[random.Below(held.size())];
  }
  return UnitId(random.Below(problem.units.size()));
}

// How often the law was put to the test, and how often it does not apply.
struct RoomsMore {
  int asserted = 0;
  int with_too_large = 0;  // of those, with a party too large for one room
  int changed = 0;         // a party is too large no longer

  void Try(Random& random, const Problem& problem) {
    const std::vector<std::size_t> before = TooLarge(problem);
    Problem more = problem;
    const int rooms = random.Range(1, 3);
    for (int n = 0; n < rooms; ++n) {
      AddAnyRoom(random, UnitForIt(random, problem, before), more);
    }
    if (TooLarge(more) != before) {
      ++changed;
      return;
    }
    ++asserted;
    with_too_large += !before.empty();
    ExpectNoWorseThan(PlanFor(problem, 5), PlanFor(more, 5));
  }
};

// Unless it changes who is too large for one room; see below.
TEST_P(Metamorphic, RoomsMoreNeverHurt) {
  for (const auto* family : {"tiny", "village", "ward"}) {
    RoomsMore tried;
    for (std::uint64_t i = 0; i < 20; ++i) {
      const auto problem = families::MakeFamily(family, GetParam() * 100 + i);
      ASSERT_TRUE(problem.ok());
      SCOPED_TRACE(std::string(family) + " " +
                   std::to_string(GetParam() * 100 + i));
      Random random(i);
      tried.Try(random, *problem);
    }
    EXPECT_GT(tried.asserted, 0);
  }
}

TEST(MetamorphicRooms, RoomsMoreNeverHurtPartiesTooLargeForOneRoom) {
  testing::Sampler sampler(61);
  Random random(62);
  RoomsMore tried;
  for (int i = 0; i < 3000; ++i) {
    SCOPED_TRACE(i);
    Problem problem = sampler.Draw(4, 4, 6);
    for (Party& party : problem.parties) {
      if (random.Chance(1, 3)) party.people.resize(party.people.size() + 1);
    }
    tried.Try(random, problem);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(tried.with_too_large, 500);
  EXPECT_GT(tried.changed, 200);
}

// Rule 6 asks whether a room could take the party, not whether it gets it.
TEST(MetamorphicRooms, ALargerRoomEndsTheRightToSeveralOfAllWhoFitIntoIt) {
  Builder builder;
  builder.OpenSite().Floor({2, 2, 2, 2}).AddParty(0, 3).AddParty(0, 3);
  const Plan before = PlanFor(builder.problem, 5);
  EXPECT_EQ(before.levels[0].value, 0);
  EXPECT_EQ(before.assignments.size(), 4U);

  builder.AddRoom(3);
  const Plan after = PlanFor(builder.problem, 5);
  EXPECT_EQ(after.levels[0].value, 3);
  EXPECT_EQ(after.levels[0].status, LevelStatus::kOptimal);
  ASSERT_EQ(after.unplaced.size(), 1U);
  EXPECT_EQ(after.unplaced[0].reason, Reason::kNoRoomLeft);
  EXPECT_FALSE(after.unplaced[0].adjacent);

  // Whoever is left out has rooms again once the household may be apart.
  const PartyId left = after.unplaced[0].party;
  builder.problem.parties[left.value()].lodging = Lodging::kApart;
  const Plan apart = PlanFor(builder.problem, 5);
  EXPECT_EQ(apart.levels[0].value, 0);
  EXPECT_EQ(apart.assignments.size(), 4U);
}

TEST(MetamorphicRooms, OfPartiesApartNoRoomMoreEverHurts) {
  testing::Sampler sampler(63);
  Random random(64);
  RoomsMore tried;
  for (int i = 0; i < 3000; ++i) {
    SCOPED_TRACE(i);
    Problem problem = sampler.Draw(4, 4, 6);
    for (Party& party : problem.parties) party.lodging = Lodging::kApart;
    tried.Try(random, problem);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_EQ(tried.asserted, 3000);
}

TEST_P(Metamorphic, AFloorMoreOrASiteThatCouldOpenNeverHurts) {
  for (std::uint64_t i = 0; i < 20; ++i) {
    const auto problem = families::MakeFamily("ward", GetParam() * 100 + i);
    ASSERT_TRUE(problem.ok());
    Problem more = *problem;
    const auto unit = UnitId(more.units.size());
    if (i % 2 == 0) {
      Site site = more.sites[0];
      site.open = false;
      site.can_open = true;
      site.staff_rooms = 0;
      for (Party& party : more.parties) {
        if (!party.distance.empty()) party.distance.push_back(3);
      }
      more.sites.push_back(site);
      more.units.push_back({SiteId(more.sites.size() - 1), {}, false});
    } else {
      if (!more.sites[0].open) continue;
      more.units.push_back({SiteId(0), {}, false});
    }
    // One bed: whoever is too large for one room stays so.
    more.rooms.push_back({.unit = unit});
    SCOPED_TRACE(GetParam() * 100 + i);
    ExpectNoWorseThan(PlanFor(*problem, 5), PlanFor(more, 5));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Towns, Metamorphic,
    ::testing::Range<std::uint64_t>(1, 13, quaranta::testing::kSweepStep));

}  // namespace
}  // namespace quaranta::place
