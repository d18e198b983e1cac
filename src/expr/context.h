// What every function of the language is given beside its operands.
#ifndef QUARANTA_SRC_EXPR_CONTEXT_H_
#define QUARANTA_SRC_EXPR_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "expr/ast.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// A missing fact taken for known: what would be if it were `value`. Of a
// collection: if it were complete.
struct Assumption {
  Fact fact;
  Value value;
};

// How often an evaluation met each missing fact.
using FactCounts = std::map<Fact, std::size_t>;

class Context {
 public:
  Context(const Ast& ast, const Activation& activation, const Budget& budget,
          const Assumption* assumption = nullptr, FactCounts* met = nullptr)
      : ast_(ast),
        activation_(activation),
        budget_(budget),
        assumption_(assumption),
        met_(met) {}

  // Counts the facts that a value just read waits for.
  void Meet(const Value& read) {
    if (met_ == nullptr) return;
    const auto count = [this](const Facts& facts) {
      for (const Fact& fact : facts) ++(*met_)[fact];
    };
    if (const auto* unknown = read.As<Unknown>()) count(unknown->facts);
    if (const auto* hedged = read.As<Hedged>()) count(hedged->facts);
    if (const auto* list = read.As<List>()) count(list->open);
  }

  // The value assumed for a column of a row, or for a collection; else null.
  const Value* Assumed(data::RowRef row, bool collection,
                       std::uint32_t index) const {
    if (assumption_ == nullptr) return nullptr;
    const Fact asked{row, collection, index, data::NoteState::kNotRecorded};
    return assumption_->fact == asked ? &assumption_->value : nullptr;
  }

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
  const Assumption* assumption_;
  FactCounts* met_;
  std::uint64_t used_ = 0;
  bool exhausted_ = false;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CONTEXT_H_
