// Resolving names and inferring types of plain CEL.
#ifndef QUARANTA_SRC_EXPR_PLAIN_CHECKER_H_
#define QUARANTA_SRC_EXPR_PLAIN_CHECKER_H_

#include <vector>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "quaranta/expr/declarations.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// Resolves the names of a parsed tree against declarations, as Check() does
// against records. With `declarations.check`, names that do not exist and
// calls that no form takes are reported; without, they are left to fail when
// they are run. Sets ast.result_type, and `types`, when given, to the type of
// every node.
void CheckPlain(const Declarations& declarations, const Limits& limits,
                Ast& ast, Diagnostics& diagnostics,
                std::vector<StaticType>* types = nullptr);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_PLAIN_CHECKER_H_
