// Equality and order, three-valued.
#ifndef QUARANTA_SRC_EXPR_COMPARE_H_
#define QUARANTA_SRC_EXPR_COMPARE_H_

#include <compare>
#include <cstdint>
#include <optional>

#include "expr/context.h"
#include "expr/facts.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

enum class Tri : std::uint8_t { kFalse, kTrue, kUnknown };

inline Tri ToTri(std::optional<bool> b) {
  if (!b) return Tri::kUnknown;
  return *b ? Tri::kTrue : Tri::kFalse;
}

// int, uint and double on one number line, exactly: nothing is rounded.
// Unordered when one is NaN; nullopt when one is not a number.
std::optional<std::partial_ordering> CompareNumbers(const Value& a,
                                                    const Value& b);

// CEL equality: values of different types are unequal, never an error. When
// undecided the facts that would decide it are added.
Tri Equal(const Value& a, const Value& b, Context& context, FactSet& facts);

// a < b, a <= b, ... for operands that are neither unknown nor errors.
Value Order(Function op, const Value& a, const Value& b, Context& context);

// Order of two known values of one orderable type, or of two numbers; nullopt
// when they have no order.
std::optional<std::partial_ordering> Compare(const Value& a, const Value& b);

// The value under a key equal to `key` (1, 1u and 1.0 are one key), or nullptr.
const Value* FindKey(const Map& map, const Value& key);

// How many items a list has: [least, most], most = nullopt for open lists.
struct SizeBounds {
  std::size_t least = 0;
  std::optional<std::size_t> most;
};
SizeBounds SizeOf(const List& list);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_COMPARE_H_
