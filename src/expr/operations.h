// Running the functions of the language.
#ifndef QUARANTA_SRC_EXPR_OPERATIONS_H_
#define QUARANTA_SRC_EXPR_OPERATIONS_H_

#include <span>

#include "expr/ast.h"
#include "expr/context.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// The value of a call, given its operands' values. Strict: an unknown operand
// makes it unknown, else an erroneous one an error. Hedged numbers go through
// arithmetic and comparison; any other function of one is unknown.
Value Call(const Node& call, std::span<const Value> args, Context& context);

// Parts, for operands that are neither unknown nor errors. Each gives an error
// kNoOverload when the operands are not of its kind.
Value ConvertTo(Function target, const Value& value, Context& context);
Value CallString(const Node& call, std::span<const Value> args,
                 Context& context);
Value CallTime(Function function, std::span<const Value> args,
               Context& context);
Value CallList(const Node& call, std::span<const Value> args, Context& context);

Value NoOverload(Function function, std::span<const Value> args,
                 const Context& context);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_OPERATIONS_H_
