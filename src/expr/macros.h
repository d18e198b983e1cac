// Which calls are macros.
#ifndef QUARANTA_SRC_EXPR_MACROS_H_
#define QUARANTA_SRC_EXPR_MACROS_H_

#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "expr/parser.h"

namespace quaranta::expr {

// Turns a parsed call into a macro or has() node when its name says so; a
// wrong shape is reported and gives a broken node.
void ExpandMacro(const Syntax& syntax, Ast& ast, Node& call,
                 Diagnostics& diagnostics);

// Names of all macros, for suggestions.
std::vector<std::string_view> MacroNames();

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_MACROS_H_
