// Small houses with people in them, mostly but not always as the rules say.
#ifndef QUARANTA_TESTS_PLACE_MOVES_SAMPLER_H_
#define QUARANTA_TESTS_PLACE_MOVES_SAMPLER_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <vector>

#include "quaranta/core/random.h"
#include "quaranta/place/moves.h"
#include "tests/place/sampler.h"

namespace quaranta::place::testing {

// Open sites, units without holders and parties of few, so that there is
// something to free.
inline Problem DrawHouse(Sampler& sampler, Random& random, int max_units,
                         int max_rooms, int max_parties) {
  Problem problem = sampler.Draw(max_units, max_rooms, max_parties);
  for (Unit& unit : problem.units) {
    if (random.Chance(3, 4)) unit.holder.reset();
    if (random.Chance(3, 4)) unit.closed = false;
  }
  for (Site& site : problem.sites) {
    if (random.Chance(3, 4)) site.open = true;
    if (random.Chance(3, 4)) site.grade = 0;
  }
  const bool one_cohort = random.Chance(1, 2);
  for (Party& party : problem.parties) {
    if (one_cohort) party.cohort = CohortId(0);
    if (random.Chance(3, 4)) party.risk_class = 0;
    for (Person& person : party.people) {
      if (random.Chance(1, 2)) person.needs = 0;
    }
  }
  return problem;
}

// Most of a party in one room, most rooms with one party.
inline std::vector<Inside> Settle(const Problem& problem, Random& random) {
  std::vector<Inside> inside;
  std::vector<std::size_t> order(problem.rooms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t n = order.size(); n > 1; --n) {
    std::swap(order[n - 1], order[random.Below(n)]);
  }
  std::size_t next = 0;
  for (std::size_t p = 0; p < problem.parties.size(); ++p) {
    const bool pinned = random.Chance(1, 12);
    const std::size_t home = next < order.size() && random.Chance(9, 10)
                                 ? order[next++]
                                 : random.Below(order.size());
    std::map<std::size_t, std::vector<std::uint32_t>> rooms;
    for (std::uint32_t i = 0; i < problem.parties[p].people.size(); ++i) {
      const bool astray = random.Chance(1, 10);
      // Next door, as a party with two rooms would be.
      const std::size_t near = (home + 1) % order.size();
      const std::size_t away =
          random.Chance(1, 2) ? near : random.Below(order.size());
      rooms[astray ? away : home].push_back(i);
    }
    for (const auto& [room, people] : rooms) {
      inside.push_back({PartyId(p), RoomId(room), people, pinned});
    }
  }
  return inside;
}

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_MOVES_SAMPLER_H_
