#include "quaranta/expr/program.h"

#include <memory>
#include <string>
#include <utility>

#include "expr/ast.h"
#include "expr/checker.h"
#include "expr/diagnostics.h"
#include "expr/explain.h"
#include "expr/interpreter.h"
#include "expr/parser.h"
#include "expr/personal.h"
#include "expr/plain_checker.h"
#include "expr/text.h"
#include "expr/tracer.h"

namespace quaranta::expr {
namespace {

// What keeps a text from being read at all.
bool Readable(std::string_view source, const ParseLimits& limits,
              Diagnostics& diagnostics) {
  if (source.size() > limits.bytes) {
    diagnostics.Add(0, 1, Say(msg::kCelTooLong, {{"limit", limits.bytes}}));
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

std::pair<Program, std::vector<Diagnostic>> Program::Compile(
    std::string_view source, const Environment& environment,
    const ParseLimits& limits) {
  Program program;
  Diagnostics diagnostics(source);
  if (!Readable(source, limits, diagnostics)) {
    return {std::move(program), diagnostics.Take()};
  }
  auto ast = std::make_shared<Ast>();
  ast->source = std::string(source);
  for (const Variable& variable : environment.variables) {
    ast->personal_slots.push_back(variable.personal);
  }
  Parse(limits, Syntax{}, *ast, diagnostics);
  Check(environment, Budget{}, *ast, diagnostics);
  if (diagnostics.empty()) program.ast_ = std::move(ast);
  return {std::move(program), diagnostics.Take()};
}

std::pair<Program, std::vector<Diagnostic>> Program::CompilePlain(
    std::string_view source, const Declarations& declarations,
    const ParseLimits& limits) {
  Program program;
  Diagnostics diagnostics(source);
  if (!Readable(source, limits, diagnostics)) {
    return {std::move(program), diagnostics.Take()};
  }
  auto ast = std::make_shared<Ast>();
  ast->source = std::string(source);
  ast->types = declarations.types;
  ast->plain = true;
  Syntax syntax;
  syntax.macros = declarations.macros;
  syntax.rules = false;
  syntax.optionals = declarations.libraries.optionals;
  syntax.bindings = declarations.libraries.bindings;
  syntax.entries = declarations.libraries.comprehensions;
  syntax.protos = declarations.libraries.protos;
  syntax.block = declarations.libraries.block;
  Parse(limits, syntax, *ast, diagnostics);
  if (diagnostics.empty()) {
    CheckPlain(declarations, Budget{}, *ast, diagnostics);
  }
  if (diagnostics.empty()) program.ast_ = std::move(ast);
  return {std::move(program), diagnostics.Take()};
}

Program::Program() = default;

std::string_view Program::source() const {
  return ast_ == nullptr ? std::string_view() : ast_->source;
}

const StaticType& Program::result_type() const {
  static const StaticType kDyn;
  return ast_ == nullptr ? kDyn : ast_->result_type;
}

bool Program::personal() const {
  return ast_ != nullptr && PersonalParts(*ast_).Part(ast_->root);
}

Value Program::Evaluate(const Activation& activation,
                        const Budget& budget) const {
  if (ast_ == nullptr) {
    return Value(Error{ErrorCode::kNoOverload, "the program is empty", 0});
  }
  return Interpreter(*ast_, activation, budget).Run();
}

Explanation Program::Explain(const Activation& activation,
                             const Budget& budget) const {
  if (ast_ == nullptr) return {Evaluate(activation, budget), "", {}, {}};
  return ExplainResult(*ast_, activation, budget);
}

Trace Program::Trace(const Activation& activation, const Budget& budget,
                     const TraceLimits& limits) const {
  if (ast_ != nullptr) return TraceResult(*ast_, activation, budget, limits);
  quaranta::expr::Trace trace;
  trace.result = Evaluate(activation, budget);
  trace.root.state = TraceNode::State::kError;
  trace.root.value = trace.result;
  return trace;
}

const std::vector<std::pair<std::uint32_t, std::uint32_t>>& Program::reads()
    const {
  static const std::vector<std::pair<std::uint32_t, std::uint32_t>> kNone;
  return ast_ == nullptr ? kNone : ast_->reads;
}

}  // namespace quaranta::expr
