// Rooms per 10,000 people against a standard, and what would flip the verdict.
//
// Counties were told to hold 40 isolation rooms per 10,000 residents ready
// (2022); reports often count every room. The caller compares the same
// standard under both definitions. A room whose use nobody recorded may or may
// not count, so a number of rooms is a range.
#ifndef QUARANTA_CAPACITY_STANDARD_H_
#define QUARANTA_CAPACITY_STANDARD_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"

namespace quaranta::capacity {

// Between `least` and `most` rooms, both included.
struct RoomCount {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

enum class Standing : std::uint8_t { kMet, kMissed, kUndecided };

struct StandardResult {
  RoomCount rooms;
  std::int64_t population = 0;
  std::int64_t per_10k = 0;
  // Least number of rooms that meets the standard:
  // ceil(population * per_10k / 10,000).
  std::int64_t needed = 0;
  Standing standing = Standing::kUndecided;
  // kMet: so many rooms may drop out (least - needed). kMissed: so many are
  // missing, as a negative number (most - needed). kUndecided: of the rooms in
  // doubt so many must count for the standard to be met (needed - least).
  std::int64_t margin = 0;
  // The largest population for which `rooms.least` and `rooms.most` would meet
  // the standard: rooms * 10,000 / per_10k, rounded down.
  std::int64_t holds_up_to_least = 0;
  std::int64_t holds_up_to_most = 0;
};

// kInvalidArgument when per_10k is not positive, a number is negative, or
// least > most; numbers beyond 10^14 are kOutOfRange.
absl::StatusOr<StandardResult> CompareWithStandard(RoomCount rooms,
                                                   std::int64_t population,
                                                   std::int64_t per_10k);

// What can be said of used rooms without an isolated person from two totals
// alone: at least rooms_used - people, when each person has at most one room.
std::int64_t RoomsWithoutPersonAtLeast(std::int64_t rooms_used,
                                       std::int64_t people);

}  // namespace quaranta::capacity

#endif  // QUARANTA_CAPACITY_STANDARD_H_
