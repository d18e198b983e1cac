// The state of a check, shared by its parts.
#ifndef QUARANTA_SRC_EXPR_SCOPE_H_
#define QUARANTA_SRC_EXPR_SCOPE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

struct Local {
  std::string_view name;
  std::uint32_t index = 0;
  Type type;
};

struct Scope {
  const Environment& environment;
  const Limits& limits;
  Ast& ast;
  Diagnostics& diagnostics;
  std::vector<Local> locals;
  // Hints only: the enum that the other side of a comparison is of.
  const schema::Enum* expected = nullptr;

  // The source of a node, as messages quote it.
  std::string Text(const Node& node) const { return Quoted(ast.Text(node)); }

  Node& At(NodeId id) { return ast.nodes[id]; }
  const Type& TypeOf(NodeId id) const { return ast.nodes[id].type; }
  void Report(const Node& node, Sentence message, Hint hint = {}) {
    diagnostics.Add(node.begin, node.end, std::move(message), std::move(hint));
  }
  void ReportName(const Node& node, Sentence message, Hint hint = {}) {
    diagnostics.Add(node.name_begin, node.name_end, std::move(message),
                    std::move(hint));
  }
};

// Parts of Check() that need no recursion; each leaves the node's type set.
void ResolveIdentifier(Scope& scope, Node& node);
// `a.b.c` as one name: a variable with dots, an enum value. False: the
// selection is one of its operand, which is still to be checked.
bool ResolveDotted(Scope& scope, Node& node);
void ResolveSelection(Scope& scope, Node& node);
// Finds the function of a call; false, and reported, when there is none. Its
// operands need not be checked then, but for the target.
bool ResolveFunction(Scope& scope, Node& node);
void CheckCall(Scope& scope, Node& node);

// Advice, in habits.cc: for two values whose types do not go together, and for
// a function that there is not.
Hint MixHint(const Node& a, const Node& b);
Hint FunctionHint(const Scope& scope, const Node& node);

// The type of an environment variable.
Type VariableType(const Variable& variable);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_SCOPE_H_
