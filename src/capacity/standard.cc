#include "quaranta/capacity/standard.h"

#include <algorithm>

#include "quaranta/core/status.h"

namespace quaranta::capacity {
namespace {
constexpr std::int64_t kPer = 10'000;
constexpr std::int64_t kLargest = 100'000'000'000'000;
}  // namespace

absl::StatusOr<StandardResult> CompareWithStandard(RoomCount rooms,
                                                   std::int64_t population,
                                                   std::int64_t per_10k) {
  if (per_10k <= 0) {
    return InvalidArgument("per_10k: expected a positive number of rooms");
  }
  if (rooms.least < 0 || rooms.least > rooms.most || population < 0) {
    return InvalidArgument(
        "rooms, population: expected 0 <= least <= most and population >= 0");
  }
  if (rooms.most > kLargest || population > kLargest || per_10k > kPer) {
    return OutOfRange(
        "rooms, population: expected at most 10^14; per_10k: at most 10,000");
  }
  StandardResult result{
      .rooms = rooms, .population = population, .per_10k = per_10k};
  result.needed = (population * per_10k + kPer - 1) / kPer;
  result.holds_up_to_least = rooms.least * kPer / per_10k;
  result.holds_up_to_most = rooms.most * kPer / per_10k;
  if (rooms.least >= result.needed) {
    result.standing = Standing::kMet;
    result.margin = rooms.least - result.needed;
  } else if (rooms.most < result.needed) {
    result.standing = Standing::kMissed;
    result.margin = rooms.most - result.needed;
  } else {
    result.standing = Standing::kUndecided;
    result.margin = result.needed - rooms.least;
  }
  return result;
}

std::int64_t RoomsWithoutPersonAtLeast(std::int64_t rooms_used,
                                       std::int64_t people) {
  return std::max<std::int64_t>(0, rooms_used - people);
}

}  // namespace quaranta::capacity
