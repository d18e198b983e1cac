// Why a result is what it is.
#ifndef QUARANTA_SRC_EXPR_EXPLAIN_H_
#define QUARANTA_SRC_EXPR_EXPLAIN_H_

#include "expr/ast.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// Evaluates and then walks down to the smallest part that decided: the false
// conjunct, the predicate of the first offender, the branch taken. When all
// parts were needed, the whole of them.
Explanation ExplainResult(const Ast& ast, const Activation& activation,
                          const Limits& limits);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_EXPLAIN_H_
