#include "expr/compile.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "expr/checker.h"
#include "expr/plain_checker.h"
#include "expr/text.h"

namespace quaranta::expr {
namespace {

// What keeps a text from being read at all.
bool Readable(std::string_view source, const Limits& limits,
              Diagnostics& diagnostics) {
  if (source.size() > limits.source_bytes) {
    diagnostics.Add(0, 1,
                    Say(msg::kCelTooLong, {{"limit", limits.source_bytes}}));
    return false;
  }
  for (std::size_t pos = 0; pos < source.size();) {
    if (!NextCodePoint(source, pos)) {
      const auto at = static_cast<std::uint32_t>(pos);
      diagnostics.Add(at, at + 1, Say(msg::kCelNotUtf8));
      return false;
    }
  }
  return true;
}

}  // namespace

Syntax SyntaxOf(const Declarations& declarations) {
  Syntax syntax;
  syntax.macros = declarations.macros;
  syntax.rules = false;
  syntax.optionals = declarations.libraries.optionals;
  syntax.bindings = declarations.libraries.bindings;
  syntax.pairs = declarations.libraries.comprehensions;
  syntax.entries = declarations.libraries.comprehensions;
  syntax.protos = declarations.libraries.protos;
  syntax.block = declarations.libraries.block;
  return syntax;
}

std::shared_ptr<Ast> ParseSource(std::string_view source, const Syntax& syntax,
                                 const Limits& limits,
                                 Diagnostics& diagnostics) {
  if (!Readable(source, limits, diagnostics)) return nullptr;
  auto ast = std::make_shared<Ast>();
  ast->source = std::string(source);
  Parse(limits, syntax, *ast, diagnostics);
  return ast;
}

std::shared_ptr<Ast> CompileRule(std::string_view source,
                                 const Environment& environment,
                                 const Limits& limits,
                                 Diagnostics& diagnostics) {
  auto ast = ParseSource(source, Syntax{}, limits, diagnostics);
  if (ast == nullptr) return nullptr;
  for (const Variable& variable : environment.variables) {
    ast->personal_slots.push_back(variable.personal);
  }
  Check(environment, limits, *ast, diagnostics);
  return diagnostics.empty() ? ast : nullptr;
}

std::shared_ptr<Ast> CompilePlain(std::string_view source,
                                  const Declarations& declarations,
                                  const Limits& limits,
                                  Diagnostics& diagnostics,
                                  std::vector<StaticType>* types) {
  auto ast = ParseSource(source, SyntaxOf(declarations), limits, diagnostics);
  if (!diagnostics.empty()) return nullptr;
  ast->types = declarations.types;
  ast->plain = true;
  CheckPlain(declarations, limits, *ast, diagnostics, types);
  return diagnostics.empty() ? ast : nullptr;
}

}  // namespace quaranta::expr
