// Whether a folded tree is told from the one it was made from.
#ifndef QUARANTA_TESTS_FUZZ_FOLDING_H_
#define QUARANTA_TESTS_FUZZ_FOLDING_H_

#include <string>

#include "expr/ast.h"
#include "expr/explain.h"
#include "expr/fold.h"
#include "expr/interpreter.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// All of a result that a caller can see.
inline std::string Told(const Value& value) {
  std::string text = ToText(value);
  if (const Error* error = value.As<Error>()) {
    text += ": " + error->message + " at " + std::to_string(error->node);
  }
  if (const Unknown* unknown = value.As<Unknown>()) {
    for (const Fact& fact : unknown->facts) {
      text += " " + std::to_string(fact.row.table) + "/" +
              std::to_string(fact.row.row) + (fact.collection ? "[" : ".") +
              std::to_string(fact.index);
    }
  }
  return text;
}

inline std::string Told(const Explanation& explanation) {
  std::string text = Told(explanation.result) + "\n" + explanation.clause;
  for (const auto& [source, value] : explanation.values) {
    text += "\n" + source + " = " + Told(value);
  }
  for (const data::RowRef row : explanation.offenders) {
    text += "\n" + std::to_string(row.table) + "/" + std::to_string(row.row);
  }
  return text;
}

// Evaluated and explained: "" when folding changes nothing, else both tales.
inline std::string FoldingChanges(const Ast& ast, const Activation& activation,
                                  const Limits& limits) {
  Ast folded = ast;
  Fold(folded);
  const auto tell = [&](const Ast& tree) {
    return Told(Interpreter(tree, activation, limits).Run()) + "\n" +
           Told(ExplainResult(tree, activation, limits));
  };
  const std::string before = tell(ast);
  const std::string after = tell(folded);
  return before == after ? "" : before + "\nbut folded\n" + after;
}

}  // namespace quaranta::expr

#endif  // QUARANTA_TESTS_FUZZ_FOLDING_H_
