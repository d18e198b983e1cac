#include "quaranta/expr/program.h"

#include <memory>
#include <string>
#include <utility>

#include "expr/ast.h"
#include "expr/compile.h"
#include "expr/diagnostics.h"
#include "expr/explain.h"
#include "expr/fold.h"
#include "expr/interpreter.h"
#include "expr/personal.h"
#include "expr/tracer.h"

namespace quaranta::expr {

std::pair<Program, std::vector<Diagnostic>> Program::Compile(
    std::string_view source, const Environment& environment,
    const Limits& limits) {
  Program program;
  Diagnostics diagnostics(source);
  auto ast = CompileRule(source, environment, limits, diagnostics);
  if (ast != nullptr) Fold(*ast);
  program.ast_ = std::move(ast);
  return {std::move(program), diagnostics.Take()};
}

std::pair<Program, std::vector<Diagnostic>> Program::CompilePlain(
    std::string_view source, const Declarations& declarations,
    const Limits& limits) {
  Program program;
  Diagnostics diagnostics(source);
  auto ast = expr::CompilePlain(source, declarations, limits, diagnostics);
  if (ast != nullptr) Fold(*ast);
  program.ast_ = std::move(ast);
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
                        const Limits& limits) const {
  if (ast_ == nullptr) {
    return Value(Error{ErrorCode::kNoOverload, "the program is empty", 0});
  }
  return Interpreter(*ast_, activation, limits).Run();
}

Explanation Program::Explain(const Activation& activation,
                             const Limits& limits) const {
  if (ast_ == nullptr) return {Evaluate(activation, limits), "", {}, {}};
  return ExplainResult(*ast_, activation, limits);
}

Trace Program::Trace(const Activation& activation, const Limits& limits,
                     const TraceLimits& shown) const {
  if (ast_ != nullptr) return TraceResult(*ast_, activation, limits, shown);
  quaranta::expr::Trace trace;
  trace.result = Evaluate(activation, limits);
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
