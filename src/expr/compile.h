// From text to a checked tree.
#ifndef QUARANTA_SRC_EXPR_COMPILE_H_
#define QUARANTA_SRC_EXPR_COMPILE_H_

#include <memory>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "expr/parser.h"
#include "quaranta/expr/declarations.h"
#include "quaranta/expr/limits.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// What plain CEL with these declarations is written in.
Syntax SyntaxOf(const Declarations& declarations);

// A tree that is parsed only; with diagnostics it is incomplete, and nullptr
// when there is nothing to parse.
std::shared_ptr<Ast> ParseSource(std::string_view source, const Syntax& syntax,
                                 const Limits& limits,
                                 Diagnostics& diagnostics);

// Checked as well; nullptr when there are diagnostics. Not folded. `types`,
// when given, becomes the inferred type of every node.
std::shared_ptr<Ast> CompileRule(std::string_view source,
                                 const Environment& environment,
                                 const Limits& limits,
                                 Diagnostics& diagnostics);
std::shared_ptr<Ast> CompilePlain(std::string_view source,
                                  const Declarations& declarations,
                                  const Limits& limits,
                                  Diagnostics& diagnostics,
                                  std::vector<StaticType>* types = nullptr);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_COMPILE_H_
