// What the best plan comes to where there are few kinds of free units.
#ifndef QUARANTA_SRC_PLACE_VERIFY_KINDS_H_
#define QUARANTA_SRC_PLACE_VERIFY_KINDS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "place/verify_facts.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::verify {

// The values of the levels up to kNewFloors, of those that a plan should have,
// in a lexicographically best plan, by a dynamic programme over how many units
// of each kind are left. Nothing if there are more than three kinds or more
// than some ten million steps, if some free unit is at a site that is not open,
// or if there are parties too large for one room or needs that may be
// substituted.
std::optional<std::vector<std::int64_t>> FirstValuesByKinds(
    const Facts& facts, const std::vector<Level>& levels);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_KINDS_H_
