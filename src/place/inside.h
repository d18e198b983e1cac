// Lists of who is in which room: checked, put in order, compared.
#ifndef QUARANTA_SRC_PLACE_INSIDE_H_
#define QUARANTA_SRC_PLACE_INSIDE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "quaranta/place/audit.h"

namespace quaranta::place::internal {

// kInvalidArgument if one of these, named as in the options, is negative.
absl::Status CheckLimits(
    const std::vector<std::pair<std::string, std::int64_t>>& limits);

// Everybody is somewhere, once; and each party has one entry for a room.
absl::Status CheckInside(const Problem& problem,
                         const std::vector<Inside>& inside);

// By party and room, people by index; and a party is pinned as a whole.
std::vector<Inside> Ordered(std::vector<Inside> inside);

// Who is in another room, by party, from, to. Everybody after was before.
std::vector<Move> MovesBetween(const std::vector<Inside>& before,
                               const std::vector<Inside>& after);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_INSIDE_H_
