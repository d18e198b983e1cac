// The row interpreter: the reference for what an expression means.
#ifndef QUARANTA_SRC_EXPR_INTERPRETER_H_
#define QUARANTA_SRC_EXPR_INTERPRETER_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "expr/ast.h"
#include "expr/context.h"
#include "expr/facts.h"
#include "expr/fold.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// What a macro runs over: list items, or the keys (and values) of a map.
struct Domain {
  std::vector<Value> first;   // the only variable, or the first of two
  std::vector<Value> second;  // empty unless there are two
  std::vector<Facts> waits_for;
  Facts open;
  bool shuffled = false;

  std::size_t size() const { return first.size(); }
  bool Certain(std::size_t i) const {
    return waits_for.empty() || waits_for[i].empty();
  }
  Facts Waits(std::size_t i) const {
    return waits_for.empty() ? Facts{} : waits_for[i];
  }
};

class Interpreter {
 public:
  // With an assumption, a missing fact is taken for known; `met` counts reads
  // of missing facts.
  Interpreter(const Ast& ast, const Activation& activation,
              const Limits& limits, const Assumption* assumption = nullptr,
              FactCounts* met = nullptr)
      : ast_(ast),
        context_(ast, activation, limits, assumption, met),
        uses_folded_(MayUseFolded(limits)),
        locals_(ast.locals) {}

  // The value of the expression; kBudget once the steps are used up.
  Value Run();

  // The value of one node under the variables bound now.
  Value Evaluate(NodeId id);
  // What the range of a macro gives; a value (unknown or error) when it gives
  // nothing to run over.
  std::variant<Domain, Value> DomainOf(const Node& macro);
  // Binds the variables of a macro to item i.
  void Bind(const Node& macro, const Domain& domain, std::size_t i);
  bool exhausted() const { return context_.exhausted(); }
  const Context& context() const { return context_; }

 private:
  Value Compute(const Node& node, NodeId id);
  Value TakeFolded(const Folded& folded);
  Value Bounded(Value value, NodeId id);
  Value Chain(const Node& node);
  Value Not(const Node& node);
  Value Conditional(const Node& node);
  Value Select(const Node& node, NodeId id);
  Value Has(const Node& node, NodeId id);
  Value CallNode(const Node& node, NodeId id);
  Value MakeList(const Node& node);
  Value MakeMap(const Node& node, NodeId id);
  Value MakeMessage(const Node& node, NodeId id);
  Value Bindings(const Node& node);
  // What `?entry` stands for: a value, or nothing. False: leave it out.
  bool Entry(const Node& node, std::size_t i, Value& value);
  Value RunMacro(const Node& node, NodeId id);
  Value Condition(NodeId id);

  // The macros, in macro_runs.cc.
  Value Quantify(const Node& node, const Domain& domain);
  Value ExistsOne(const Node& node, const Domain& domain);
  Value Filter(const Node& node, const Domain& domain);
  Value MapList(const Node& node, const Domain& domain);
  Value TransformMap(const Node& node, const Domain& domain);
  Value TransformEntries(const Node& node, const Domain& domain);
  Value MapOptional(const Node& node, NodeId id);
  Value CountBy(const Node& node, const Domain& domain);
  Value SortBy(const Node& node, const Domain& domain);
  // Runs `body` for every item whose predicate may hold, with what its
  // membership waits for. An unknown or error that stops the macro.
  std::optional<Value> ForEachMember(
      const Node& node, const Domain& domain, NodeId predicate,
      const std::function<void(std::size_t, Facts)>& body);

  const Ast& ast_;
  Context context_;
  const bool uses_folded_;
  std::vector<Value> locals_;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_INTERPRETER_H_
