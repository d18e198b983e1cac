// Placement at county size, quality beside speed.
//
// County: 8 sites (3 open, 5 in three tiers), 60 floors of 10 to 32 rooms,
// about 1,270 rooms of 1 to 4 beds, 6 % accessible; 40 cohorts of three risk
// classes. The rival in the same run is what sites do by hand: cohort by
// cohort, floor by floor in the order of the list (FirstFit).
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"

namespace quaranta::place {
namespace {

constexpr Features kAccessible = 1;

void AddHouse(Random& random, Problem& problem) {
  for (int s = 0; s < 8; ++s) {
    Site site;
    site.open = s < 3;
    site.can_open = true;
    site.tier = s < 3 ? 1 : s - 2 > 3 ? 3 : (s - 1) / 2;
    site.staff_rooms = 20;
    problem.sites.push_back(site);
  }
  problem.pairing = {3, 1, {1, 1, 1}};
  for (int u = 0; u < 60; ++u) {
    Unit unit;
    unit.site = SiteId(u * 8 / 60);
    problem.units.push_back(unit);
    const int rooms = random.Range(10, 32);
    for (int r = 0; r < rooms; ++r) {
      Room room;
      room.unit = UnitId(u);
      room.position = r;
      room.beds = random.Range(1, 4);
      if (random.Chance(6, 100)) room.features = kAccessible;
      problem.rooms.push_back(room);
    }
  }
  problem.special_features = kAccessible;
}

void AddPeople(Random& random, int cohorts, int people, Problem& problem) {
  problem.cohorts = static_cast<std::uint32_t>(cohorts);
  int left = people;
  while (left > 0) {
    Party party;
    party.name = "P" + std::to_string(problem.parties.size());
    // Cohorts of very different sizes, as chains are.
    const int a = random.Range(0, cohorts - 1);
    const int b = random.Range(0, cohorts - 1);
    party.cohort = CohortId(std::min(a, b));
    party.risk_class = party.cohort.value() % 3;
    party.priority = random.Chance(1, 8) ? 0 : random.Range(1, 2);
    int size = random.Chance(6, 10) ? 1 : random.Range(2, 4);
    if (random.Chance(2, 100)) size = 5;
    size = std::min(left, size);
    party.people.resize(static_cast<std::size_t>(size));
    for (std::size_t i = 2; i < party.people.size(); ++i) {
      party.people[i].minor = true;
    }
    if (random.Chance(5, 100)) party.people[0].needs = kAccessible;
    party.substitutable = kAccessible;
    if (size == 2 && random.Chance(1, 2)) party.lodging = Lodging::kApart;
    const int x = random.Range(0, 60);
    for (int s = 0; s < 8; ++s) {
      party.distance.push_back(std::abs(x - s * 8) + 5);
    }
    problem.parties.push_back(std::move(party));
    left -= size;
  }
}

Problem County(int cohorts, int people) {
  Random random(20220410);
  Problem problem;
  AddHouse(random, problem);
  AddPeople(random, cohorts, people, problem);
  return problem;
}

void CountQuality(benchmark::State& state, const Plan& plan) {
  std::int64_t unplaced = 0, bound = 0, sites = 0;
  for (const Level& level : plan.levels) {
    if (level.name == LevelName::kUnplaced) {
      unplaced += level.value;
      bound += level.bound;
    }
    if (level.name == LevelName::kNewSites) sites += level.value;
    if (level.name == LevelName::kNewFloors) {
      state.counters["floors"] = static_cast<double>(level.value);
      state.counters["floors_bound"] = static_cast<double>(level.bound);
    }
    if (level.name == LevelName::kDistance) {
      state.counters["distance"] = static_cast<double>(level.value);
      state.counters["distance_bound"] = static_cast<double>(level.bound);
    }
  }
  state.counters["unplaced"] = static_cast<double>(unplaced);
  state.counters["unplaced_bound"] = static_cast<double>(bound);
  state.counters["sites"] = static_cast<double>(sites);
  state.counters["nodes"] = static_cast<double>(plan.nodes);
}

void BM_PlaceCounty(benchmark::State& state) {
  const Problem problem = County(static_cast<int>(state.range(0)),
                                 static_cast<int>(state.range(1)));
  for (auto _ : state) {
    const auto plan = Place(problem);
    if (!plan.ok()) state.SkipWithError("no plan");
    benchmark::DoNotOptimize(plan);
  }
  const auto plan = Place(problem);
  if (plan.ok()) CountQuality(state, *plan);
}
BENCHMARK(BM_PlaceCounty)
    ->Args({20, 200})
    ->Args({30, 700})
    ->Args({40, 1100})
    ->Args({48, 900})
    ->Args({55, 1500})
    ->Unit(benchmark::kMillisecond);

void BM_VerifyCounty(benchmark::State& state) {
  const Problem problem = County(static_cast<int>(state.range(0)),
                                 static_cast<int>(state.range(1)));
  const auto plan = Place(problem);
  if (!plan.ok()) return state.SkipWithError("no plan");
  std::size_t violations = 0;
  for (auto _ : state) {
    const auto report = Verify(problem, *plan);
    if (!report.ok()) return state.SkipWithError("no report");
    violations = report->violations.size();
  }
  state.counters["violations"] = static_cast<double>(violations);
}
BENCHMARK(BM_VerifyCounty)->Args({40, 1100})->Unit(benchmark::kMillisecond);

// By hand: each cohort takes floor after floor as they are listed, each party
// the first room that is large enough; needs and distances are not looked at.
std::int64_t FirstFit(const Problem& problem, std::int64_t& floors) {
  std::vector<std::uint32_t> holder(problem.units.size(), problem.cohorts);
  std::vector<bool> taken(problem.rooms.size(), false);
  std::int64_t unplaced = 0;
  floors = 0;
  for (const Party& party : problem.parties) {
    const auto size = static_cast<std::int32_t>(party.people.size());
    const bool apart = party.lodging == Lodging::kApart;
    for (std::int32_t n = 0; n < (apart ? size : 1); ++n) {
      bool placed = false;
      for (std::size_t r = 0; r < problem.rooms.size() && !placed; ++r) {
        auto& of = holder[problem.rooms[r].unit.value()];
        if (taken[r] || problem.rooms[r].beds < (apart ? 1 : size) ||
            (of != problem.cohorts && of != party.cohort.value())) {
          continue;
        }
        if (of == problem.cohorts) ++floors;
        of = party.cohort.value();
        taken[r] = true;
        placed = true;
      }
      if (!placed) unplaced += apart ? 1 : size;
    }
  }
  return unplaced;
}

void BM_FirstFitCounty(benchmark::State& state) {
  const Problem problem = County(static_cast<int>(state.range(0)),
                                 static_cast<int>(state.range(1)));
  std::int64_t unplaced = 0, floors = 0;
  for (auto _ : state) {
    unplaced = FirstFit(problem, floors);
    benchmark::DoNotOptimize(unplaced);
  }
  state.counters["unplaced"] = static_cast<double>(unplaced);
  state.counters["floors"] = static_cast<double>(floors);
}
BENCHMARK(BM_FirstFitCounty)
    ->Args({20, 200})
    ->Args({30, 700})
    ->Args({40, 1100})
    ->Args({48, 900})
    ->Args({55, 1500})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace quaranta::place
