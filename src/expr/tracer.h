// Every sub-expression of a run, and what decided.
#ifndef QUARANTA_SRC_EXPR_TRACER_H_
#define QUARANTA_SRC_EXPR_TRACER_H_

#include "expr/ast.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/trace.h"

namespace quaranta::expr {

Trace TraceResult(const Ast& ast, const Activation& activation,
                  const Limits& limits, const TraceLimits& shown);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_TRACER_H_
