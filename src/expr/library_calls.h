// Running the functions of the libraries: strings, math, encoders, optionals.
#ifndef QUARANTA_SRC_EXPR_LIBRARY_CALLS_H_
#define QUARANTA_SRC_EXPR_LIBRARY_CALLS_H_

#include <span>
#include <string>
#include <string_view>

#include "expr/ast.h"
#include "expr/context.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// Operands are neither unknown nor errors; kNoOverload when they are not of
// the function's kind.
Value CallLibrary(const Node& call, std::span<const Value> args,
                  Context& context);

// Its parts.
Value CallStrings(const Node& call, std::span<const Value> args,
                  Context& context);
Value CallMath(const Node& call, std::span<const Value> args, Context& context);
Value CallEncoders(const Node& call, std::span<const Value> args,
                   Context& context);
Value CallOptional(const Node& call, std::span<const Value> args,
                   Context& context);

// "%d of %s".format([1, 'x']).
Value Format(std::string_view format, const List& operands, Context& context);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_LIBRARY_CALLS_H_
