// What is known of a number that was not written down exactly.
#ifndef QUARANTA_CORE_INTERVAL_H_
#define QUARANTA_CORE_INTERVAL_H_

#include <compare>
#include <limits>
#include <optional>

namespace quaranta {

// The half-open interval [low, high): "450余万" is [4500000, 4600000), "1000余"
// is [1000, infinity). Never empty: low < high.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  friend constexpr bool operator==(const Interval&, const Interval&) = default;

  constexpr bool Contains(double x) const { return low <= x && x < high; }

  // `x < value` for every x in the interval: true, false, or undecided.
  constexpr std::optional<bool> Less(double value) const {
    if (high <= value) return true;
    if (low >= value) return false;
    return std::nullopt;
  }
  // `x <= value`.
  constexpr std::optional<bool> LessEqual(double value) const {
    if (high <= value) return true;  // high itself is excluded
    if (low > value) return false;
    return std::nullopt;
  }
  // `x == value`: never certainly true, for the interval holds other numbers.
  constexpr std::optional<bool> Equal(double value) const {
    if (!Contains(value)) return false;
    return std::nullopt;
  }
};

}  // namespace quaranta

#endif  // QUARANTA_CORE_INTERVAL_H_
