// What the best plan of a small problem comes to, by going through all ways to
// divide its free units.
#ifndef QUARANTA_SRC_PLACE_VERIFY_SMALL_H_
#define QUARANTA_SRC_PLACE_VERIFY_SMALL_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "place/verify_facts.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::verify {

// The value of each of the levels, which are those that a plan should have, in
// a lexicographically best plan. Nothing if the problem is too large to go
// through: more than 12 free units, or more than some ten thousand ways for a
// cohort to have given units.
std::optional<std::vector<std::int64_t>> ValuesOfBestPlan(
    const Facts& facts, const std::vector<Level>& levels);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_SMALL_H_
