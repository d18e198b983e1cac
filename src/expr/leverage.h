// What each missing fact could do by itself.
#ifndef QUARANTA_SRC_EXPR_LEVERAGE_H_
#define QUARANTA_SRC_EXPR_LEVERAGE_H_

#include "expr/ast.h"
#include "expr/context.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/trace.h"

namespace quaranta::expr {

// Fills trace.missing when trace.result is unknown; reads trace.root for
// values to try.
void AddLeverage(const Ast& ast, const Activation& activation,
                 const Limits& limits, const TraceLimits& shown,
                 const FactCounts& met, Trace& trace);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_LEVERAGE_H_
