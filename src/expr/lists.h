// List functions, where items may be uncertain and lists open.
//
// Each answers for every way the data may turn out: a value only when all of
// them agree (or an interval that holds them all), else unknown.
#ifndef QUARANTA_SRC_EXPR_LISTS_H_
#define QUARANTA_SRC_EXPR_LISTS_H_

#include <cstdint>
#include <optional>

#include "expr/ast.h"
#include "expr/context.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// How many: an int, or [least, most + 1) when that is undecided.
Value SizeOfList(const List& list);
Value SizeOfMap(const Map& map);

// x in list; x may be hedged.
Value InList(const Value& item, const List& list, Context& context);
Value InMap(const Value& key, const Map& map, Context& context);

Value IndexList(const List& list, const Value& index, Context& context);
Value IndexMap(const Map& map, const Value& key, Context& context);

// Without repeats. Items that may equal another one are uncertain members.
Value Distinct(const List& list, Context& context);
// The sum; of nothing it is a zero of the item type. Items that may be there
// or not widen it to an interval.
Value Sum(const List& list, const Type& item, Context& context);
// The least or greatest item; of no items an error.
Value Extreme(const List& list, bool greatest, Context& context);
// [a, b] for every two items, in order.
Value Pairs(const List& list, Context& context);

// Periods are lists [start, end, anything ...] with start <= end; half open,
// a null end lasts for ever. Gaps: the parts [start, end] of [from, to) that
// no period covers. Overlaps: the pairs of periods that share a moment.
Value Gaps(const List& periods, const Value& from, const Value& to,
           Context& context);
Value Overlaps(const List& periods, Context& context);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_LISTS_H_
