// Interval arithmetic for hedged numbers.
#ifndef QUARANTA_SRC_EXPR_INTERVAL_MATH_H_
#define QUARANTA_SRC_EXPR_INTERVAL_MATH_H_

#include <optional>

#include "quaranta/core/interval.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// The possible values of an operand: [low, high], or [low, high) when open.
// Those of integers are closed and have whole ends.
struct Range {
  double low = 0;
  double high = 0;
  bool open = false;
  enum class Number { kInt, kUint, kDouble };
  Number number = Number::kDouble;
};

// Of a number or a hedged value; nullopt for others, NaN and infinities.
std::optional<Range> RangeOf(const Value& value);

// Ranges that hold every value the operation can give for values within its
// operands (overflow aside), rounded outwards. Both operands are of one
// number type, as CEL demands. nullopt: nothing is certain.
std::optional<Range> Add(const Range& a, const Range& b);
std::optional<Range> Subtract(const Range& a, const Range& b);
std::optional<Range> Multiply(const Range& a, const Range& b);
std::optional<Range> Divide(const Range& a, const Range& b);
Range Abs(const Range& a);
// Cut off towards zero, as int() does.
Range Truncate(const Range& a);

// The least range around both, which are of one number type.
Range Hull(const Range& a, const Range& b);

// A number when the range holds one only, else a hedged value; an unknown
// when there is no range or it says nothing.
Value ToHedged(const std::optional<Range>& range, Facts facts);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_INTERVAL_MATH_H_
