// + - * / % and unary minus, on numbers, intervals, times, strings and lists.
#ifndef QUARANTA_SRC_EXPR_ARITHMETIC_H_
#define QUARANTA_SRC_EXPR_ARITHMETIC_H_

#include "expr/context.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// Operands are neither unknown nor errors. Integers overflow to an error;
// doubles follow IEEE 754; int and double do not mix.
Value Arithmetic(Function op, const Value& a, const Value& b, Context& context);
Value Negate(const Value& a, Context& context);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_ARITHMETIC_H_
