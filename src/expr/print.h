// From a tree back to text.
#ifndef QUARANTA_SRC_EXPR_PRINT_H_
#define QUARANTA_SRC_EXPR_PRINT_H_

#include <string>

#include "expr/ast.h"

namespace quaranta::expr {

// A parsed tree, not yet checked, as CEL: one line, brackets only where they
// are needed. Parsed again under the same syntax it is the same tree.
std::string Print(const Ast& ast);

// Whether two trees say the same; places in the text do not count.
bool SameTree(const Ast& a, const Ast& b);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_PRINT_H_
