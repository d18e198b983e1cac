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

Range::Number Both(Range::Number a, Range::Number b) {
  return a == Range::Number::kEither ? b : a;
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
  range.number = Both(a.number, b.number);
  return range;
}

bool IsPoint(const Range& range) {
  return !range.open && range.low == range.high;
}

}  // namespace

std::optional<Range> RangeOf(const Value& value) {
  if (const Hedged* hedged = value.As<Hedged>()) {
    return Range{hedged->interval.low, hedged->interval.high, true};
  }
  using N = Range::Number;
  constexpr double kExact = 9007199254740992.0;  // 2^53
  const auto integer = [](double d) {
    const bool exact = std::abs(d) <= kExact;
    return Range{exact ? d : Below(d), exact ? d : Above(d), false,
                 N::kInteger};
  };
  if (const auto* i = value.As<std::int64_t>()) {
    return integer(static_cast<double>(*i));
  }
  if (const auto* u = value.As<std::uint64_t>()) {
    return integer(static_cast<double>(*u));
  }
  if (const auto* d = value.As<double>(); d != nullptr && std::isfinite(*d)) {
    return Range{*d, *d, false, N::kDouble};
  }
  return std::nullopt;
}

std::optional<Range> Add(const Range& a, const Range& b) {
  Range range;
  range.low = Sum(a.low, b.low).Down();
  range.high = Sum(a.high, b.high).Up();
  range.number = Both(a.number, b.number);
  // Integers stay below an open bound; doubles may round up onto it.
  range.open = (a.open || b.open) && range.number == Range::Number::kInteger;
  return Checked(range);
}

std::optional<Range> Subtract(const Range& a, const Range& b) {
  Range range;
  range.low = Sum(a.low, -b.high).Down();
  range.high = Sum(a.high, -b.low).Up();
  range.number = Both(a.number, b.number);
  range.open = a.open && range.number == Range::Number::kInteger;
  return Checked(range);
}

std::optional<Range> Multiply(const Range& a, const Range& b) {
  Range range = Corners(a, b, Product);
  const bool by_positive = (IsPoint(b) && b.low > 0 && a.open) ||
                           (IsPoint(a) && a.low > 0 && b.open);
  range.open = by_positive && range.number == Range::Number::kInteger;
  return Checked(range);
}

std::optional<Range> Divide(const Range& a, const Range& b) {
  if (b.low <= 0 && b.high >= 0) return std::nullopt;  // may divide by zero
  Range range = Corners(a, b, Quotient);
  // Between infinite numerator and denominator anything of the sign is
  // possible.
  if (std::isinf(b.low) || std::isinf(b.high)) {
    range.low = std::min(range.low, 0.0);
    range.high = std::max(range.high, 0.0);
    if (std::isinf(a.high))
      (b.low > 0 ? range.high : range.low) = b.low > 0 ? kInfinity : -kInfinity;
    if (std::isinf(a.low))
      (b.low > 0 ? range.low : range.high) = b.low > 0 ? -kInfinity : kInfinity;
  }
  if (range.number == Range::Number::kDouble) return Checked(range);
  // Integer division cuts off towards zero.
  if (range.low > 0) range.low = std::floor(range.low);
  if (range.high < 0) range.high = std::ceil(range.high);
  range.open = a.open && IsPoint(b) && b.low > 0 && range.high > 0 &&
               range.number == Range::Number::kInteger;
  return Checked(range);
}

Range Hull(const Range& a, const Range& b) {
  Range range = a;
  range.low = std::min(a.low, b.low);
  range.high = std::max(a.high, b.high);
  range.open =
      (a.high < range.high || a.open) && (b.high < range.high || b.open);
  if (a.number != b.number) range.number = Range::Number::kEither;
  return range;
}

Value ToHedged(const std::optional<Range>& range, Facts facts) {
  if (!range || (range->low == -kInfinity && range->high == kInfinity)) {
    return Value(Unknown{std::move(facts)});
  }
  Interval interval{range->low, range->open ? range->high : Above(range->high)};
  if (!(interval.low < interval.high)) return Value(Unknown{std::move(facts)});
  return Value(Hedged{interval, std::move(facts)});
}

}  // namespace quaranta::expr
