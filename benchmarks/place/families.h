// Seeded families of placement problems, for benchmarks and for tests against
// other solvers. README.md beside this file says what each family is.
#ifndef QUARANTA_BENCHMARKS_PLACE_FAMILIES_H_
#define QUARANTA_BENCHMARKS_PLACE_FAMILIES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::families {

// The one special feature of the plain families, and a second one that some of
// the mixed families have.
inline constexpr Features kAccessible = 1;
inline constexpr Features kOxygen = 2;

struct Range {
  int low = 0;
  int high = 0;
};

// Floors with rooms of 1 to 4 beds, 6 % of them accessible; three risk classes,
// each with buildings of its own grade; four tiers; three priority classes. All
// that both formulations of the peers can express.
struct PlainShape {
  int sites = 0;
  int units = 0;
  Range rooms;    // of a unit
  Range cohorts;  // each has at least one party
  Range people;   // in all; {0, 0}: as many as `load` says
  int load = 0;   // parties in per cent of rooms
  // Floors of a site are alike but for every second one, as in hotels.
  bool two_plans = false;
};

// Everything that a problem can have: held, closed and refillable units, rooms
// out of use, staff rooms, pairing matrices, several needs, parties apart and
// together, with carers, too large for one room; and distances.
struct MixedShape {
  Range sites;
  Range units;
  Range rooms;
  Range cohorts;
  Range parties;
};

// The same shape and seed give the same problem on every machine. It is valid.
Problem Make(const PlainShape& shape, std::uint64_t seed);
Problem Make(const MixedShape& shape, std::uint64_t seed);

// The names that `MakeFamily` knows; "growth-N" (N units) aside.
std::vector<std::string_view> FamilyNames();

// Fails with kInvalidArgument for a name that is not known.
[[nodiscard]] absl::StatusOr<Problem> MakeFamily(std::string_view name,
                                                 std::uint64_t seed);

}  // namespace quaranta::place::families

#endif  // QUARANTA_BENCHMARKS_PLACE_FAMILIES_H_
