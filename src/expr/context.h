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
  Context(const Ast& ast, const Activation& activation, const Limits& limits,
          const Assumption* assumption = nullptr, FactCounts* met = nullptr)
      : ast_(ast),
        activation_(activation),
        limits_(limits),
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
  const Assumption* assumption_;
  FactCounts* met_;
  std::uint64_t steps_ = 0;
  std::uint64_t iterations_ = 0;
  mutable bool asked_ = false;
  mutable bool limited_ = false;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CONTEXT_H_
