// Short ways to write a problem in a test.
#ifndef QUARANTA_TESTS_PLACE_BUILDER_H_
#define QUARANTA_TESTS_PLACE_BUILDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "quaranta/place/problem.h"

namespace quaranta::place::testing {

inline constexpr Features kAccessible = 1;
inline constexpr Features kOxygen = 2;

// Sites, units and rooms in the order in which they are added; each addition
// belongs to the last of what it needs.
struct Builder {
  Problem problem;

  Builder& OpenSite() {
    Site site;
    site.open = true;
    problem.sites.push_back(site);
    return *this;
  }
  Builder& ClosedSite(std::int32_t tier, std::int32_t staff_rooms = 0) {
    Site site;
    site.tier = tier;
    site.can_open = true;
    site.staff_rooms = staff_rooms;
    problem.sites.push_back(site);
    return *this;
  }
  Builder& Cost(std::int32_t opening_cost) {
    problem.sites.back().opening_cost = opening_cost;
    return *this;
  }
  // A unit with one room of each number of beds, side by side.
  Builder& Floor(const std::vector<std::int32_t>& beds, Features features = 0) {
    Unit unit;
    unit.site = SiteId(problem.sites.size() - 1);
    problem.units.push_back(unit);
    for (const std::int32_t of : beds) AddRoom(of, features);
    return *this;
  }
  Builder& HeldBy(int cohort) {
    problem.units.back().holder = CohortId(cohort);
    return *this;
  }
  Builder& AddRoom(std::int32_t beds, Features features = 0,
                   RoomState state = RoomState::kReady) {
    Room room;
    room.unit = UnitId(problem.units.size() - 1);
    for (const Room& other : problem.rooms) {
      room.position += other.unit == room.unit;
    }
    room.beds = beds;
    room.features = features;
    room.state = state;
    problem.rooms.push_back(room);
    return *this;
  }
  Builder& AddParty(int cohort, int adults, int minors = 0) {
    Party party;
    party.name = "P" + std::to_string(problem.parties.size());
    party.cohort = CohortId(cohort);
    party.people.resize(static_cast<std::size_t>(adults + minors));
    for (int i = adults; i < adults + minors; ++i) {
      party.people[static_cast<std::size_t>(i)].minor = true;
    }
    problem.parties.push_back(party);
    const auto cohorts = static_cast<std::uint32_t>(cohort) + 1;
    if (problem.cohorts < cohorts) problem.cohorts = cohorts;
    return *this;
  }
  Party& party() { return problem.parties.back(); }
  Room& room() { return problem.rooms.back(); }
  Unit& unit() { return problem.units.back(); }
  Site& site() { return problem.sites.back(); }
};

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_BUILDER_H_
