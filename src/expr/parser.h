// From tokens to a tree.
#ifndef QUARANTA_SRC_EXPR_PARSER_H_
#define QUARANTA_SRC_EXPR_PARSER_H_

#include <string>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// What is written beyond the grammar, and which calls are macros.
struct Syntax {
  bool macros = true;
  bool rules = true;  // countBy, sortBy
  bool optionals = false;
  bool bindings = false;
  bool pairs = true;     // all(k, v, ...), transformMap ...
  bool entries = false;  // transformMapEntry
  bool quoted = true;    // x.`a-b`
  bool protos = false;
  bool block = false;
};

// Parses the whole grammar of CEL into ast.nodes (ast.source is set). Macros
// become nodes of their own, chains of && and || one node each. After a
// mistake it goes on behind the next closing bracket, so that one run reports
// all; the tree is then incomplete.
void Parse(const Limits& limits, const Syntax& syntax, Ast& ast,
           Diagnostics& diagnostics);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_PARSER_H_
