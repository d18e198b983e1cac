// The problem as the exact search sees it: cohorts and free units that have
// something to do with each other, both in classes, and the Hall sets that
// say which people a set of units can take.
#ifndef QUARANTA_SRC_PLACE_EXACT_COMPONENT_H_
#define QUARANTA_SRC_PLACE_EXACT_COMPONENT_H_

#include <array>
#include <cstdint>
#include <vector>

#include "place/model.h"

namespace quaranta::place::internal {

// Free units of one site with the same rooms by type: only how many of them a
// cohort takes matters.
struct UnitClass {
  std::uint32_t site = 0;  // index into Component::sites, kNone if open
  std::vector<std::uint32_t> units;
  std::vector<TypeCount> types;
  std::int64_t size() const { return static_cast<std::int64_t>(units.size()); }
};

// Lodgings of one cohort that no rule tells apart, or a party too large for
// one room, which asks for at least `rooms` rooms of one unit.
struct Demand {
  std::int32_t priority = 0;
  std::int32_t people = 0;  // of each
  std::int32_t count = 0;
  std::int32_t rooms = 1;
  std::uint32_t party = 0;  // of one of them, and its first person
  std::uint32_t person = 0;
  bool run = false;
  // Ways to be placed, by rising number of features lacking (at most so many).
  std::vector<std::int32_t> lacking;
  std::uint32_t first_variable = 0;  // one for each way
};

// Some demands, each with some of its ways, and the rooms that suit any of
// them. What is placed of them fits into those rooms.
struct HallSet {
  struct Member {
    std::uint32_t demand = 0;
    std::uint32_t way = 0;
  };
  std::vector<Member> members;
  std::int64_t wanted = 0;          // rooms, if all are placed
  std::int64_t held = 0;            // suitable rooms on units held already
  std::vector<std::int64_t> rooms;  // suitable ones, by CohortPart::choices
  // Choices by falling number of rooms.
  std::vector<std::uint32_t> by_rooms;
};

struct CohortPart {
  std::uint32_t cohort = 0;
  std::vector<Demand> demands;
  std::vector<std::uint32_t> choices;  // unit classes that it may take
  std::uint32_t first_variable = 0;    // one for each choice
  std::vector<HallSet> sets;
  // People whom no room can take, by class; of those, minors without adult.
  std::array<std::int64_t, kMaxClasses> hopeless{};
  std::array<std::int64_t, kMaxClasses> without_adult{};
};

struct Component {
  std::vector<std::uint32_t> sites;  // of the problem, not open
  // All of `sites` by index, in steps: a site of one step opens only with all
  // of the steps before it in the same order.
  std::vector<std::vector<std::vector<std::uint32_t>>> orders;
  std::uint32_t first_site_variable = 0;
  std::vector<UnitClass> classes;
  std::vector<CohortPart> parts;
  std::size_t variables = 0;
};

// Every cohort with arrivals is in one component; two components share no free
// unit and no site that could open, so a lexicographically best plan is best
// in each. Empty if one has more than `max_variables`: too large for this.
std::vector<Component> SplitIntoComponents(const Model& model,
                                           std::size_t max_variables);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_EXACT_COMPONENT_H_
