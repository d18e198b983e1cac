// Interval arithmetic for hedged numbers.
#ifndef QUARANTA_SRC_EXPR_INTERVAL_MATH_H_
#define QUARANTA_SRC_EXPR_INTERVAL_MATH_H_

#include <optional>

#include "quaranta/core/interval.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// The possible values of an operand: [low, high], or [low, high) when open.
struct Range {
  double low = 0;
  double high = 0;
  bool open = false;
  // What the completed operand is. A hedged number keeps no type: kEither.
  enum class Number { kInteger, kDouble, kEither };
  Number number = Number::kEither;
};

// Of a number or a hedged value; nullopt for others, NaN and infinities.
std::optional<Range> RangeOf(const Value& value);

// Ranges that hold every value the operation can give for values within its
// operands, in integer as in double arithmetic (overflow aside): rounded
// outwards. nullopt: nothing is certain.
std::optional<Range> Add(const Range& a, const Range& b);
std::optional<Range> Subtract(const Range& a, const Range& b);
std::optional<Range> Multiply(const Range& a, const Range& b);
std::optional<Range> Divide(const Range& a, const Range& b);

// The hull of both.
Range Hull(const Range& a, const Range& b);

// A hedged value; an unknown when there is no range or it says nothing.
Value ToHedged(const std::optional<Range>& range, Facts facts);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_INTERVAL_MATH_H_
