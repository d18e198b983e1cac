// Working out once what does not depend on the data.
#ifndef QUARANTA_SRC_EXPR_FOLD_H_
#define QUARANTA_SRC_EXPR_FOLD_H_

#include "expr/ast.h"
#include "quaranta/expr/limits.h"

namespace quaranta::expr {

// Gives the topmost nodes of a checked tree that name nothing from outside
// their value and cost. The nodes below them stay, for explanations: a folded
// tree evaluates to the same values, errors and unknowns, is explained the
// same, and uses up its limits at the same point. What reads the zone or the
// time, or takes long, is left alone.
void Fold(Ast& ast);

// Whether an evaluation within `limits` may use folded values: no value was
// made that these limits would not have allowed.
bool MayUseFolded(const Limits& limits);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_FOLD_H_
