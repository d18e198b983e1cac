// From tokens to a tree.
#ifndef QUARANTA_SRC_EXPR_PARSER_H_
#define QUARANTA_SRC_EXPR_PARSER_H_

#include <string>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// Parses the whole grammar of CEL into ast.nodes (ast.source is set). Macros
// become nodes of their own, chains of && and || one node each. After a
// mistake it goes on behind the next closing bracket, so that one run reports
// all; the tree is then incomplete.
void Parse(const ParseLimits& limits, Ast& ast, Diagnostics& diagnostics);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_PARSER_H_
