// From our tree, where a macro is a node, to the specification's.
#ifndef QUARANTA_TESTS_CONFORMANCE_ASTS_EXPAND_H_
#define QUARANTA_TESTS_CONFORMANCE_ASTS_EXPAND_H_

#include <string>
#include <vector>

#include "expr/ast.h"
#include "quaranta/expr/declarations.h"
#include "quaranta/expr/static_type.h"
#include "tests/conformance/asts/part.h"

namespace quaranta::conformance {

// What was parsed. Every part is marked with its kind: ^#*expr.Expr_CallExpr#.
Part Expand(const expr::Ast& parsed);

// What was checked. Every part is marked with its type, names with what they
// stand for, and calls with kAnyOverload.
struct Checked {
  expr::Ast parsed;
  expr::Ast ast;
  std::vector<expr::StaticType> types;  // of every node
};
Part Expand(const Checked& checked, const expr::Declarations& declared);

// Stands for the names of the overloads behind a call, which only cel-go has.
inline constexpr char kAnyOverload = '\x01';

// Whether a printed tree with such marks is the expected one.
bool IsExpected(const std::string& printed, const std::string& expected);

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_ASTS_EXPAND_H_
