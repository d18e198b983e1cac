// Puts parties into rooms so that cohorts never share a unit.
#ifndef QUARANTA_PLACE_PLACE_H_
#define QUARANTA_PLACE_PLACE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

struct Options {
  // Decides ties among parties by a hash of seed and name, so that nobody is
  // last every night.
  std::uint64_t seed = 0;
  // Improvement of the units, and after that of rooms, stops after this many
  // nodes each (see `Plan::nodes`); a first plan and its bounds are always
  // made. 0: no improvement.
  std::int64_t node_limit = 4'000;
};

// A plan that keeps every hard rule of `Problem`, good in the order of
// `LevelName`, with a valid lower bound for every level.
//
// A full house is an outcome: see `Plan::unplaced`. Fails with
// kInvalidArgument where `Validate` does. The same problem and options give
// the same bytes on every machine; the order of rooms does not matter, nor
// that of parties whose names are distinct. Keeps no state; safe from many
// threads.
//
// Method: cohorts by decreasing need take the smallest unit that finishes
// them, looking two units ahead, or when units are short the unit with the
// largest gain; sites open in tier order while people are without a room; a
// bounded local search over units follows. Within a cohort and its units
// rooms are assigned exactly, by minimum-cost flow (parties too large for one
// room, which are placed first, excepted). 60 units, 1,270 rooms and 1,000
// people take a few milliseconds; time grows with cohorts x units.
[[nodiscard]] absl::StatusOr<Plan> Place(const Problem& problem,
                                         const Options& options = {});

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_PLACE_H_
