#include "expr/interval_math.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace quaranta::expr {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

double Below(double x) { return std::nextafter(x, -kInfinity); }
double Above(double x) { return std::nextafter(x, kInfinity); }

// A rounded result and whether it is exact.
struct Rounded {
  double value = 0;
  bool exact = true;
  double Down() const { return exact ? value : Below(value); }
  double Up() const { return exact ? value : Above(value); }
};

// Knuth's two-sum: the error of a rounded sum, exactly.
Rounded Sum(double a, double b) {
  const double s = a + b;
  if (std::isinf(s)) return {s, std::isinf(a) || std::isinf(b)};
  const double b_part = s - a;
  const double error = (a - (s - b_part)) + (b - b_part);
  return {s, error == 0};
}

Rounded Product(double a, double b) {
  if (a == 0 || b == 0) return {0, true};  // also for 0 * infinity
  const double p = a * b;
  if (std::isinf(p)) return {p, std::isinf(a) || std::isinf(b)};
  return {p, std::fma(a, b, -p) == 0};
}

Rounded Quotient(double a, double b) {
  if (std::isinf(b)) return {0, true};
  const double q = a / b;
  if (std::isinf(q)) return {q, std::isinf(a)};
  return {q, std::fma(q, b, -a) == 0};
}

// A range must not claim that a finite number is infinite.
std::optional<Range> Checked(Range range) {
  if (std::isnan(range.low) || std::isnan(range.high)) return std::nullopt;
  range.low = std::min(range.low, kLargest);
  range.high = std::max(range.high, -kLargest);
  if (range.low == -kInfinity && range.high == kInfinity) return std::nullopt;
  return range;
}

template <class Op>
Range Corners(const Range& a, const Range& b, Op op) {
  const std::array<Rounded, 4> corners = {op(a.low, b.low), op(a.low, b.high),
                                          op(a.high, b.low),
                                          op(a.high, b.high)};
  Range range;
  range.low = kInfinity;
  range.high = -kInfinity;
  for (const Rounded& corner : corners) {
    range.low = std::min(range.low, corner.Down());
    range.high = std::max(range.high, corner.Up());
  }
  range.number = a.number;
  return range;
}

constexpr double kExact = 9007199254740992.0;  // 2^53

// The last whole number below an open end.
double LastBelow(double end) {
  if (std::isinf(end) || std::abs(end) > kExact) return end;
  return std::ceil(end) - 1;
}

bool IsInteger(const Range& range) {
  return range.number != Range::Number::kDouble;
}

}  // namespace

std::optional<Range> RangeOf(const Value& value) {
  using N = Range::Number;
  if (const Hedged* hedged = value.As<Hedged>()) {
    const Interval& interval = hedged->interval;
    if (!hedged->whole) return Range{interval.low, interval.high, true};
    return Range{std::ceil(interval.low), LastBelow(interval.high), false,
                 N::kInt};
  }
  const auto integer = [](double d, N number) {
    const bool exact = std::abs(d) <= kExact;
    return Range{exact ? d : Below(d), exact ? d : Above(d), false, number};
  };
  if (const auto* i = value.As<std::int64_t>()) {
    return integer(static_cast<double>(*i), N::kInt);
  }
  if (const auto* u = value.As<std::uint64_t>()) {
    return integer(static_cast<double>(*u), N::kUint);
  }
  if (const auto* d = value.As<double>(); d != nullptr && std::isfinite(*d)) {
    return Range{*d, *d, false, N::kDouble};
  }
  return std::nullopt;
}

// The results are closed: doubles below an open end may round up onto it.
std::optional<Range> Add(const Range& a, const Range& b) {
  return Checked(
      {Sum(a.low, b.low).Down(), Sum(a.high, b.high).Up(), false, a.number});
}

std::optional<Range> Subtract(const Range& a, const Range& b) {
  return Checked(
      {Sum(a.low, -b.high).Down(), Sum(a.high, -b.low).Up(), false, a.number});
}

std::optional<Range> Multiply(const Range& a, const Range& b) {
  return Checked(Corners(a, b, Product));
}

std::optional<Range> Divide(const Range& a, const Range& b) {
  if (b.low <= 0 && b.high >= 0) return std::nullopt;  // may divide by zero
  Range range = Corners(a, b, Quotient);
  // Between infinite numerator and denominator anything of the sign is
  // possible.
  if (std::isinf(b.low) || std::isinf(b.high)) {
    range.low = std::min(range.low, 0.0);
    range.high = std::max(range.high, 0.0);
    const bool positive = b.low > 0;
    if (std::isinf(positive ? a.high : a.low)) range.high = kInfinity;
    if (std::isinf(positive ? a.low : a.high)) range.low = -kInfinity;
  }
  return Checked(IsInteger(range) ? Truncate(range) : range);
}

Range Abs(const Range& a) {
  if (a.low >= 0) return a;
  Range range{0, std::max(-a.low, a.high), false, a.number};
  if (a.high <= 0) range.low = -a.high;
  return range;
}

Range Truncate(const Range& a) {
  // Above 0 what is less than a whole number is cut to the one before it.
  const double high =
      a.open && a.high > 0 ? LastBelow(a.high) : std::trunc(a.high);
  return {std::trunc(a.low), high, false, Range::Number::kInt};
}

Range Hull(const Range& a, const Range& b) {
  Range range = a;
  range.low = std::min(a.low, b.low);
  range.high = std::max(a.high, b.high);
  range.open =
      (a.high < range.high || a.open) && (b.high < range.high || b.open);
  return range;
}

Value ToHedged(const std::optional<Range>& range, Facts facts) {
  if (!range || (range->low == -kInfinity && range->high == kInfinity)) {
    return Value(Unknown{std::move(facts)});
  }
  const bool point = range->low == range->high && !range->open;
  if (!IsInteger(*range)) {
    if (point) return Value(range->low);
    const double high = range->open ? range->high : Above(range->high);
    if (!(range->low < high)) return Value(Unknown{std::move(facts)});
    return Value(Hedged{{range->low, high}, std::move(facts), false});
  }
  if (range->number == Range::Number::kUint) {
    return Value(Unknown{std::move(facts)});  // there are no hedged uints
  }
  if (point && std::abs(range->low) <= kExact) {
    return Value(static_cast<std::int64_t>(range->low));
  }
  const double high = std::max(range->high + 1, Above(range->high));
  return Value(Hedged{{range->low, high}, std::move(facts), true});
}

}  // namespace quaranta::expr
