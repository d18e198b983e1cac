// What every function of the language is given beside its operands.
#ifndef QUARANTA_SRC_EXPR_CONTEXT_H_
#define QUARANTA_SRC_EXPR_CONTEXT_H_

#include <cstdint>
#include <string>
#include <utility>

#include "expr/ast.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

class Context {
 public:
  Context(const Ast& ast, const Activation& activation, const Limits& limits)
      : ast_(ast), activation_(activation), limits_(limits) {}

  const Ast& ast() const { return ast_; }
  const Activation& activation() const {
    asked_ = true;
    return activation_;
  }
  const Limits& limits() const { return limits_; }
  // The zone of calendar functions: the activation's, else UTC.
  const Zone& zone() const {
    static const Zone kUtc;
    return activation().zone == nullptr ? kUtc : *activation().zone;
  }

  // Pays for `steps` units of work, or for `items` looked at by a macro; false
  // once the steps or the iterations are used up.
  bool Charge(std::uint64_t steps) {
    steps_ += steps;
    return !exhausted();
  }
  bool Iterate(std::uint64_t items) {
    iterations_ += items;
    return !exhausted();
  }
  bool exhausted() const {
    return steps_ > limits_.steps || iterations_ > limits_.iterations;
  }
  std::uint64_t steps() const { return steps_; }
  std::uint64_t iterations() const { return iterations_; }
  // Whether anything beside the expression itself was looked at.
  bool asked() const { return asked_; }
  // Whether any limit was hit.
  bool limited() const { return limited_ || exhausted(); }

  // The node that errors are charged to.
  NodeId node = 0;

  Value Fail(ErrorCode code, std::string message) const {
    limited_ |= code == ErrorCode::kBudget;
    return Value(Error{code, std::move(message), node});
  }
  // Says nothing of where or which: a folded part spends all at once.
  Value FailBudget() const {
    limited_ = true;
    return Value(Error{ErrorCode::kBudget,
                       "the evaluation takes more than " +
                           std::to_string(limits_.steps) + " steps or " +
                           std::to_string(limits_.iterations) + " iterations",
                       ast_.root});
  }
  // A value of more bytes than a limit allows.
  Value FailSize(const char* what, std::uint64_t most) const {
    return Fail(ErrorCode::kBudget, std::string(what) + " of more than " +
                                        std::to_string(most) + " bytes");
  }

 private:
  const Ast& ast_;
  const Activation& activation_;
  const Limits& limits_;
  std::uint64_t steps_ = 0;
  std::uint64_t iterations_ = 0;
  mutable bool asked_ = false;
  mutable bool limited_ = false;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CONTEXT_H_
