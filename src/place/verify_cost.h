// The least cost of lodging everybody in single rooms, for the verifier.
#ifndef QUARANTA_SRC_PLACE_VERIFY_COST_H_
#define QUARANTA_SRC_PLACE_VERIFY_COST_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "place/verify_matching.h"

namespace quaranta::place::verify {

// What a lodging costs in a room, by kinds; nothing: it may not be there.
using CostOfPair =
    std::function<std::optional<std::int64_t>(std::uint32_t, std::uint32_t)>;

// The least sum of costs if every demand has a room of its own (weights do not
// matter). No value if they cannot all have one, or if that would take more
// than so many looks at a pair.
std::optional<std::int64_t> LeastCost(std::span<const Demand> demands,
                                      std::span<const Supply> supplies,
                                      const CostOfPair& cost_of,
                                      std::int64_t most_looks);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_COST_H_
