#include "expr/explain.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "expr/interpreter.h"

namespace quaranta::expr {
namespace {

class Explainer {
 public:
  Explainer(const Ast& ast, Interpreter& interpreter)
      : ast_(ast), interpreter_(interpreter) {}

  void Run(Explanation& out) {
    out_ = &out;
    Walk(ast_.root, out.result);
  }

 private:
  static bool Same(const Value& a, const Value& b) {
    if (a.IsUnknown() || b.IsUnknown()) return a.IsUnknown() && b.IsUnknown();
    if (a.IsError() || b.IsError()) return a.IsError() && b.IsError();
    return a.IsTrue() == b.IsTrue() && a.IsFalse() == b.IsFalse();
  }

  // `value` is that of the node under the variables bound now.
  void Walk(NodeId id, const Value& value) {
    const Node& node = ast_.nodes[id];
    switch (node.kind) {
      case NodeKind::kAnd:
      case NodeKind::kOr:
        if (WalkChain(node, value)) return;
        break;
      case NodeKind::kNot:
        if (Descends(node.args[0])) {
          return Walk(node.args[0], interpreter_.Evaluate(node.args[0]));
        }
        break;
      case NodeKind::kConditional:
        return WalkConditional(node, value);
      case NodeKind::kMacro:
        if (WalkMacro(node, value)) return;
        break;
      default:
        break;
    }
    Conclude(id);
  }

  bool Descends(NodeId id) const {
    const NodeKind kind = ast_.nodes[id].kind;
    return kind == NodeKind::kAnd || kind == NodeKind::kOr ||
           kind == NodeKind::kNot || kind == NodeKind::kConditional ||
           kind == NodeKind::kMacro;
  }

  // The first part with the result of the whole, unless all were needed.
  bool WalkChain(const Node& node, const Value& value) {
    const bool all_needed =
        node.kind == NodeKind::kAnd ? value.IsTrue() : value.IsFalse();
    if (all_needed) return false;
    for (const NodeId arg : node.args) {
      const Value part = interpreter_.Evaluate(arg);
      const bool no_condition =
          value.IsError() && !part.As<bool>() && !part.IsUnknown();
      if (Same(part, value) || no_condition) {
        Walk(arg, part);
        return true;
      }
    }
    return false;
  }

  void WalkConditional(const Node& node, const Value& value) {
    const Value condition = interpreter_.Evaluate(node.args[0]);
    const bool* b = condition.As<bool>();
    if (b == nullptr) return Walk(node.args[0], condition);
    Walk(node.args[*b ? 1 : 2], value);
  }

  // False all, true exists and exists_one of too many: the items that decide.
  // Unknown: the first item that leaves it open, else the collection itself.
  bool WalkMacro(const Node& node, const Value& value) {
    if (node.macro != Macro::kAll && node.macro != Macro::kExists &&
        node.macro != Macro::kExistsOne) {
      return false;
    }
    auto over = interpreter_.DomainOf(node);
    if (auto* stopped = std::get_if<Value>(&over)) {
      if (!stopped->IsUnknown() && !stopped->IsError()) return false;
      Walk(node.args[0], *stopped);
      return true;
    }
    const Domain& domain = std::get<Domain>(over);
    if (value.IsUnknown()) return WalkUnknownMacro(node, domain);
    if (value.IsError()) return WalkFirst(node, domain, value);
    if (node.macro == Macro::kAll ? value.IsFalse() : value.IsTrue()) {
      return WalkOffenders(node, domain, node.macro != Macro::kAll);
    }
    if (node.macro == Macro::kExistsOne) {
      WalkOffenders(node, domain, true);
      out_->clause.clear();
      out_->values.clear();
    }
    return false;
  }

  bool WalkOffenders(const Node& node, const Domain& domain, bool wanted) {
    bool concluded = false;
    for (std::size_t i = 0; i < domain.size(); ++i) {
      if (!domain.Certain(i) || interpreter_.exhausted()) continue;
      interpreter_.Bind(node, domain, i);
      const Value part = interpreter_.Evaluate(node.args[1]);
      if (wanted ? !part.IsTrue() : !part.IsFalse()) continue;
      Offend(node, domain.first[i], part, concluded);
      concluded = true;
    }
    return concluded;
  }

  // One deciding item. Where the predicate quantifies in turn, its offenders
  // are nearer the matter than the item itself.
  void Offend(const Node& node, const Value& item, const Value& part,
              bool concluded) {
    Explanation inner;
    Explanation* const outer = std::exchange(out_, &inner);
    std::set<data::RowRef> outer_seen = std::exchange(seen_, {});
    Walk(node.args[1], part);
    out_ = outer;
    seen_ = std::move(outer_seen);
    if (!concluded) {
      out_->clause = std::move(inner.clause);
      out_->values = std::move(inner.values);
    }
    if (inner.offenders.empty()) return AddRows(item);
    for (const data::RowRef row : inner.offenders) AddRow(row);
  }

  void AddRows(const Value& item) {
    if (const auto* row = item.As<data::RowRef>()) return AddRow(*row);
    const List* list = item.As<List>();
    if (list == nullptr) return;
    for (const Value& part : list->items) AddRows(part);
  }
  void AddRow(data::RowRef row) {
    if (seen_.insert(row).second) out_->offenders.push_back(row);
  }

  bool WalkUnknownMacro(const Node& node, const Domain& domain) {
    const bool harmless = node.macro == Macro::kAll;
    for (std::size_t i = 0; i < domain.size(); ++i) {
      interpreter_.Bind(node, domain, i);
      const Value part = interpreter_.Evaluate(node.args[1]);
      if (part.IsUnknown()) {
        Walk(node.args[1], part);
        return true;
      }
      const bool matters = harmless ? !part.IsTrue() : !part.IsFalse();
      if (!domain.Certain(i) && matters) {
        WalkMembership(node.args[0], domain.first[i]);
        return true;
      }
    }
    Conclude(CollectionOf(node.args[0]));
    return true;
  }

  // Whether `item` is a member is the question: the predicate of the filter
  // that leaves it open, else the range itself.
  void WalkMembership(NodeId range, const Value& item) {
    const Node& node = ast_.nodes[range];
    if (node.kind != NodeKind::kMacro || node.macro != Macro::kFilter) {
      return Conclude(CollectionOf(range));
    }
    auto over = interpreter_.DomainOf(node);
    const Domain* domain = std::get_if<Domain>(&over);
    const auto* row = item.As<data::RowRef>();
    for (std::size_t i = 0; domain && row && i < domain->size(); ++i) {
      const auto* other = domain->first[i].As<data::RowRef>();
      if (other == nullptr || *other != *row) continue;
      interpreter_.Bind(node, *domain, i);
      const Value part = interpreter_.Evaluate(node.args[1]);
      if (part.IsUnknown()) return Walk(node.args[1], part);
      if (!domain->Certain(i)) return WalkMembership(node.args[0], item);
    }
    Conclude(range);
  }

  // The collection that a range is made from: site.rooms of
  // site.rooms.filter(...).
  NodeId CollectionOf(NodeId range) const {
    while (ast_.nodes[range].kind == NodeKind::kMacro) {
      range = ast_.nodes[range].args[0];
    }
    return range;
  }

  bool WalkFirst(const Node& node, const Domain& domain, const Value& value) {
    for (std::size_t i = 0; i < domain.size(); ++i) {
      interpreter_.Bind(node, domain, i);
      const Value part = interpreter_.Evaluate(node.args[1]);
      if (!Same(part, value) && part.As<bool>()) continue;
      Walk(node.args[1], part);
      return true;
    }
    return false;
  }

  void Conclude(NodeId id) {
    const Node& node = ast_.nodes[id];
    out_->clause = std::string(ast_.Text(node));
    out_->values.clear();
    std::vector<NodeId> parts;
    Collect(id, true, parts);
    std::stable_sort(parts.begin(), parts.end(), [&](NodeId a, NodeId b) {
      return ast_.nodes[a].begin < ast_.nodes[b].begin;
    });
    for (const NodeId part : parts) {
      std::string text(ast_.Text(ast_.nodes[part]));
      const bool seen =
          std::any_of(out_->values.begin(), out_->values.end(),
                      [&](const auto& value) { return value.first == text; });
      if (!seen) {
        out_->values.emplace_back(std::move(text), interpreter_.Evaluate(part));
      }
    }
  }

  static bool IsLogic(const Node& node) {
    return node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr ||
           node.kind == NodeKind::kNot || node.kind == NodeKind::kConditional;
  }
  static bool IsOperatorCall(const Node& node) {
    return node.kind == NodeKind::kCall && IsOperator(node.function) &&
           node.function != Function::kIndex;
  }

  // The values to show: fields, calls and macros, not the rows, constants and
  // operators between them; of a method call its target as well.
  void Collect(NodeId id, bool top, std::vector<NodeId>& parts) const {
    const Node& node = ast_.nodes[id];
    if (IsLogic(node) || IsOperatorCall(node) || node.kind == NodeKind::kList) {
      for (const NodeId arg : node.args) Collect(arg, false, parts);
      return;
    }
    switch (node.kind) {
      case NodeKind::kConstant:
      case NodeKind::kBroken:
        return;
      case NodeKind::kVariable:
      case NodeKind::kLocal:
        if (!node.type.Is(TypeKind::kRecord)) parts.push_back(id);
        return;
      case NodeKind::kCall:
        for (const NodeId arg : node.args) Collect(arg, false, parts);
        if (!top) parts.push_back(id);
        return;
      case NodeKind::kMacro:
        Collect(node.args[0], false, parts);
        if (!top) parts.push_back(id);
        return;
      default:
        parts.push_back(id);
    }
  }

  const Ast& ast_;
  Interpreter& interpreter_;
  Explanation* out_ = nullptr;
  std::set<data::RowRef> seen_;  // the offenders of `out_`
};

}  // namespace

Explanation ExplainResult(const Ast& ast, const Activation& activation,
                          const Limits& limits) {
  Explanation explanation;
  explanation.result = Interpreter(ast, activation, limits).Run();
  // Limits of its own: explaining evaluates parts again.
  Interpreter interpreter(ast, activation, limits);
  Explainer(ast, interpreter).Run(explanation);
  return explanation;
}

}  // namespace quaranta::expr
