// Evacuations and freed units of small houses against brute force.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/moves.h"
#include "quaranta/place/verify_moves.h"
#include "tests/place/audit_oracle.h"
#include "tests/place/moves_oracle.h"
#include "tests/place/moves_sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::AuditOracle;
using testing::DrawHouse;
using testing::FreeOracle;
using testing::Sampler;
using testing::Settle;

void ExpectNoViolations(const absl::StatusOr<MovesReport>& report, int i) {
  ASSERT_THAT(report, IsOk());
  for (const MoveViolation& of : report->violations) {
    ADD_FAILURE() << i << ' ' << NameOf(of.fault) << " party "
                  << (of.party ? of.party->value() : 99) << " room "
                  << (of.room ? of.room->value() : 99);
  }
}

// Some rooms, or a unit, or a site.
ToEmpty DrawToEmpty(const Problem& problem, Random& random) {
  ToEmpty empty;
  for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
    if (random.Chance(1, 4)) empty.rooms.push_back(RoomId(r));
  }
  if (random.Chance(1, 4)) {
    empty.units.push_back(UnitId(random.Below(problem.units.size())));
  }
  if (random.Chance(1, 8)) {
    empty.sites.push_back(SiteId(random.Below(problem.sites.size())));
  }
  return empty;
}

AuditOracle::Leave LeaveFor(const Problem& problem, const ToEmpty& empty) {
  AuditOracle::Leave leave;
  for (std::uint32_t r = 0; r < problem.rooms.size(); ++r) {
    const UnitId unit = problem.rooms[r].unit;
    const SiteId site = problem.units[unit.value()].site;
    if (std::ranges::count(empty.rooms, RoomId(r)) +
            std::ranges::count(empty.units, unit) +
            std::ranges::count(empty.sites, site) >
        0) {
      leave.rooms.insert(r);
    }
  }
  return leave;
}

TEST(MovesOracle, EvacuationsAgainstBruteForce) {
  int exact = 0, moving = 0, without = 0, shown = 0;
  Sampler sampler(41);
  Random random(41);
  constexpr int kHouses = 6000;
  for (int i = 0; i < kHouses; ++i) {
    const Problem problem = DrawHouse(sampler, random, 4, 3, 5);
    const std::vector<Inside> inside = Settle(problem, random);
    const ToEmpty empty = DrawToEmpty(problem, random);
    const auto found = Evacuate(problem, inside, empty);
    ASSERT_THAT(found, IsOk());
    const auto best =
        AuditOracle(problem, inside, LeaveFor(problem, empty)).Best();
    ASSERT_EQ(std::pair(found->no_room.value, found->moved.value), best) << i;
    ASSERT_LE(found->no_room.bound, best.first) << i;
    ASSERT_LE(found->moved.bound, best.second) << i;
    const auto report = VerifyEvacuation(problem, inside, empty, {}, *found);
    ASSERT_NO_FATAL_FAILURE(ExpectNoViolations(report, i));
    ASSERT_LE(report->own_bounds[0], best.first) << i;
    ASSERT_LE(report->own_bounds[1], best.second) << i;
    shown += report->bounds_shown;
    exact +=
        found->no_room.bound == best.first && found->moved.bound == best.second;
    if (HasFailure()) return;
    moving += !found->moves.empty();
    without += best.first > 0;
  }
  std::cout << "evacuations with moves: " << moving
            << ", some without a room: " << without << ", proven best " << exact
            << ", shown " << shown << " of " << kHouses << "\n";
  EXPECT_GT(exact, kHouses - 30);
  EXPECT_GT(shown, kHouses * 9 / 10);
  EXPECT_GT(moving, 1000);
  EXPECT_GT(without, 1000);
}

FreeOptions DrawOptions(const Problem& problem, Random& random) {
  FreeOptions options;
  if (random.Chance(1, 2)) options.most_people = random.Range(0, 5);
  if (random.Chance(1, 5)) {
    options.wanted.emplace();
    for (std::size_t u = 0; u < problem.units.size(); ++u) {
      if (random.Chance(2, 3)) options.wanted->push_back(UnitId(u));
    }
  }
  if (random.Chance(1, 5)) {
    options.may_move.emplace();
    for (std::size_t p = 0; p < problem.parties.size(); ++p) {
      if (random.Chance(3, 4)) options.may_move->push_back(PartyId(p));
    }
  }
  return options;
}

TEST(MovesOracle, FreedUnitsAgainstBruteForce) {
  int exact = 0, freeing = 0, several = 0, shown = 0;
  Sampler sampler(42);
  Random random(42);
  constexpr int kHouses = 8000;
  for (int i = 0; i < kHouses; ++i) {
    const Problem problem = DrawHouse(sampler, random, 5, 4, 5);
    const std::vector<Inside> inside = Settle(problem, random);
    const FreeOptions options = DrawOptions(problem, random);
    const auto found = FreeUnits(problem, inside, options);
    ASSERT_THAT(found, IsOk());
    const FreeOracle::Least least = FreeOracle(problem, inside, options).Run();
    ASSERT_LE(found->choices.size(), least.size() - 1) << i;
    ASSERT_GE(found->most_choices, least.rbegin()->first) << i;
    bool proven = found->choices.size() == least.size() - 1;
    for (std::size_t n = 0; n < found->choices.size(); ++n) {
      const Bounded& moved = found->choices[n].moved;
      ASSERT_EQ(moved.value, least.at(n + 1).first) << i;
      ASSERT_LE(moved.bound, moved.value) << i;
      proven = proven && moved.bound == moved.value;
    }
    std::size_t most = 0;
    for (const auto& [units, cost] : least) {
      if (!options.most_people || cost.first <= *options.most_people) {
        most = units;
      }
    }
    ASSERT_GE(found->most_units, most) << i;
    proven = proven && found->most_units == static_cast<std::int64_t>(most);
    if (proven) {
      ASSERT_EQ(found->units.size(), most) << i;
      ASSERT_EQ(found->moved.value, least.at(most).first) << i;
      std::int64_t rooms = 0;
      for (const FreedUnit& of : found->units) rooms += of.rooms;
      ASSERT_EQ(rooms, -least.at(most).second) << i;
    }
    const auto report = VerifyFreeing(problem, inside, options, *found);
    ASSERT_NO_FATAL_FAILURE(ExpectNoViolations(report, i));
    ASSERT_GE(report->own_bounds.size(), least.size()) << i;
    for (const auto& [units, cost] : least) {
      ASSERT_LE(report->own_bounds[units], cost.first) << i;
    }
    shown += report->bounds_shown;
    exact += proven;
    if (HasFailure()) return;
    freeing += !found->units.empty();
    several += found->choices.size() > 1;
  }
  std::cout << "houses with freed units: " << freeing
            << ", with several: " << several << ", proven best " << exact
            << ", shown " << shown << " of " << kHouses << "\n";
  EXPECT_EQ(shown, kHouses);
  EXPECT_GT(exact, kHouses - 40);
  EXPECT_GT(freeing, 500);
  EXPECT_GT(several, 50);
}

}  // namespace
}  // namespace quaranta::place
