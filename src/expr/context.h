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
  Context(const Ast& ast, const Activation& activation, const Budget& budget)
      : ast_(ast), activation_(activation), budget_(budget) {}

  const Ast& ast() const { return ast_; }
  const Activation& activation() const { return activation_; }
  const Budget& budget() const { return budget_; }
  // The zone of calendar functions: the activation's, else UTC.
  const Zone& zone() const {
    static const Zone kUtc;
    return activation_.zone == nullptr ? kUtc : *activation_.zone;
  }

  // Pays for `steps` units of work; false once the budget is used up.
  bool Charge(std::uint64_t steps) {
    used_ += steps;
    if (used_ > budget_.steps) exhausted_ = true;
    return !exhausted_;
  }
  bool exhausted() const { return exhausted_; }

  // The node that errors are charged to.
  NodeId node = 0;

  Value Fail(ErrorCode code, std::string message) const {
    return Value(Error{code, std::move(message), node});
  }
  Value FailBudget() const {
    return Fail(ErrorCode::kBudget, "the evaluation takes more than " +
                                        std::to_string(budget_.steps) +
                                        " steps");
  }

 private:
  const Ast& ast_;
  const Activation& activation_;
  const Budget& budget_;
  std::uint64_t used_ = 0;
  bool exhausted_ = false;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CONTEXT_H_
