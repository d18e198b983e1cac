// What rooms cost at given prices of units.
#ifndef QUARANTA_SRC_PLACE_PRICE_TABLE_H_
#define QUARANTA_SRC_PLACE_PRICE_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "place/price_bound.h"

namespace quaranta::place::internal {

inline constexpr std::int64_t kNever =
    std::numeric_limits<std::int64_t>::max() / 4;
// Prices are whole numbers of this part of a unit.
inline constexpr std::int64_t kScale = 1'000'000;

// The least cost of so many rooms by a gauge and so many special ones, and the
// class bought last. Special rooms beyond the table count as its last row.
struct PriceBound::Table {
  std::size_t rooms = 0;    // columns less one
  std::size_t special = 0;  // rows less one
  std::size_t gauge = 0;
  std::vector<std::int64_t> cost;
  std::vector<std::uint32_t> last;

  std::size_t At(std::int64_t d, std::int64_t s) const {
    const auto column =
        std::min(rooms, static_cast<std::size_t>(std::max<std::int64_t>(0, d)));
    const auto row = std::min(
        special, static_cast<std::size_t>(std::max<std::int64_t>(0, s)));
    return row * (rooms + 1) + column;
  }
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_PRICE_TABLE_H_
