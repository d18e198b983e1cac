// Resolving names and inferring types.
#ifndef QUARANTA_SRC_EXPR_CHECKER_H_
#define QUARANTA_SRC_EXPR_CHECKER_H_

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// Resolves the names of a parsed tree against the environment and the schema,
// gives every node its type, folds enum constants, and reports what cannot be
// right. What is dynamic is left to run time.
void Check(const Environment& environment, const Limits& limits, Ast& ast,
           Diagnostics& diagnostics);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CHECKER_H_
