#include "expr/tracer.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "expr/explain.h"
#include "expr/facts.h"
#include "expr/interpreter.h"
#include "expr/leverage.h"
#include "expr/personal.h"

namespace quaranta::expr {
namespace {

using State = TraceNode::State;
using Role = TraceNode::Role;

State StateOf(const Value& value) {
  if (value.IsTrue()) return State::kTrue;
  if (value.IsFalse()) return State::kFalse;
  if (value.IsUnknown()) return State::kUnknown;
  return value.IsError() ? State::kError : State::kValue;
}

bool IsQuantifier(Macro macro) {
  return macro == Macro::kAll || macro == Macro::kExists ||
         macro == Macro::kExistsOne;
}

// Not known to the last: waits for something anywhere in it.
bool IsOpen(const Value& value) {
  FactSet facts;
  AddUnknowns(value, facts);
  return !facts.empty();
}

class Tracer {
 public:
  Tracer(const Ast& ast, Interpreter& interpreter, const TraceLimits& shown,
         Trace& out)
      : ast_(ast),
        interpreter_(interpreter),
        shown_(shown),
        out_(out),
        personal_(ast) {}

  void Run() { out_.root = Visit(ast_.root, out_.result, true); }

 private:
  TraceNode Make(NodeId id, const Value& value, bool decides) {
    const Node& node = ast_.nodes[id];
    TraceNode made;
    made.begin = node.begin;
    made.end = node.end;
    made.text = std::string(ast_.Text(node));
    made.state = StateOf(value);
    made.value = value;
    made.decides = decides;
    made.personal = personal_.Part(id);
    ++nodes_;
    return made;
  }
  TraceNode Skipped(NodeId id) {
    TraceNode made = Make(id, Value(), false);
    made.state = State::kNotEvaluated;
    return made;
  }

  // `value` is that of the node under the variables bound now.
  TraceNode Visit(NodeId id, const Value& value, bool decides) {
    TraceNode made = Make(id, value, decides);
    if (nodes_ >= shown_.nodes || interpreter_.exhausted()) return made;
    const Node& node = ast_.nodes[id];
    switch (node.kind) {
      case NodeKind::kAnd:
      case NodeKind::kOr:
        VisitChain(node, value, decides, made);
        break;
      case NodeKind::kNot:
        Add(node.args[0], interpreter_.Evaluate(node.args[0]), decides, made);
        break;
      case NodeKind::kConditional:
        VisitConditional(node, value, decides, made);
        break;
      case NodeKind::kMacro:
        VisitMacro(node, value, decides, made);
        break;
      case NodeKind::kBind:  // its parts see values that only it binds
        break;
      default:
        VisitStrict(node, value, decides, made);
    }
    return made;
  }

  void Add(NodeId id, const Value& value, bool decides, TraceNode& parent) {
    const Node& node = ast_.nodes[id];
    const bool name =
        node.kind == NodeKind::kVariable || node.kind == NodeKind::kLocal;
    if (node.kind == NodeKind::kConstant ||
        (name && value.As<data::RowRef>() != nullptr)) {
      return;
    }
    parent.children.push_back(Visit(id, value, decides));
  }

  // All operands are needed; an unknown one makes the result unknown.
  void VisitStrict(const Node& node, const Value& value, bool decides,
                   TraceNode& made) {
    for (const NodeId arg : node.args) {
      const Value part = interpreter_.Evaluate(arg);
      const bool reason =
          decides &&
          (value.IsError() ? part.IsError() : IsOpen(value) && IsOpen(part));
      Add(arg, part, reason, made);
    }
  }

  void VisitChain(const Node& node, const Value& value, bool decides,
                  TraceNode& made) {
    const bool decider = node.kind == NodeKind::kOr;
    const bool* result = value.As<bool>();
    bool decided = false;
    for (const NodeId arg : node.args) {
      if (decided) {
        made.children.push_back(Skipped(arg));
        continue;
      }
      const Value part = interpreter_.Evaluate(arg);
      const bool* b = part.As<bool>();
      decided = b != nullptr && *b == decider;
      bool reason = decided;
      if (result == nullptr) {
        reason = value.IsUnknown() ? part.IsUnknown()
                                   : b == nullptr && !part.IsUnknown();
      } else if (*result != decider) {
        reason = true;  // all were needed
      }
      Add(arg, part, decides && reason, made);
    }
  }

  void VisitConditional(const Node& node, const Value& value, bool decides,
                        TraceNode& made) {
    const Value condition = interpreter_.Evaluate(node.args[0]);
    Add(node.args[0], condition, decides, made);
    const bool* b = condition.As<bool>();
    for (const std::size_t i : {1, 2}) {
      if (b != nullptr && *b == (i == 1)) {
        Add(node.args[i], value, decides, made);
      } else {
        made.children.push_back(Skipped(node.args[i]));
      }
    }
  }

  // --- Macros ---------------------------------------------------------------

  void VisitMacro(const Node& node, const Value& value, bool decides,
                  TraceNode& made) {
    const Value range = interpreter_.Evaluate(node.args[0]);
    const bool optional =
        node.macro == Macro::kOptMap || node.macro == Macro::kOptFlatMap;
    auto over = optional ? std::variant<Domain, Value>(range)
                         : interpreter_.DomainOf(node);
    const Domain* domain = std::get_if<Domain>(&over);
    bool reason = domain == nullptr && !optional;
    if (domain != nullptr && IsOpen(value)) {
      reason = IsQuantifier(node.macro) ? !domain->open.empty() : IsOpen(range);
    }
    Add(node.args[0], range, decides && reason, made);
    if (domain != nullptr) VisitElements(node, value, *domain, decides, made);
  }

  // Whether the body's value `part` for item i decided, or left undecided, the
  // macro's `value`.
  static bool Decides(const Node& node, const Value& value, const Value& part,
                      bool certain) {
    const bool hurts =
        node.macro == Macro::kAll ? !part.IsTrue() : !part.IsFalse();
    if (!IsQuantifier(node.macro) && IsOpen(value)) return IsOpen(part);
    if (value.IsUnknown()) return hurts && (part.IsUnknown() || !certain);
    if (value.IsError()) return !part.As<bool>() && !part.IsUnknown();
    if (!certain) return false;
    switch (node.macro) {
      case Macro::kAll:
        return value.IsFalse() && part.IsFalse();
      case Macro::kExists:
        return value.IsTrue() && part.IsTrue();
      case Macro::kExistsOne:
        return part.IsTrue();
      default:
        return false;
    }
  }

  void VisitElements(const Node& node, const Value& value, const Domain& domain,
                     bool decides, TraceNode& made) {
    std::vector<Value> parts;
    std::vector<bool> flagged;
    std::size_t flags = 0;
    for (std::size_t i = 0; i < domain.size(); ++i) {
      if (interpreter_.exhausted()) break;
      interpreter_.Bind(node, domain, i);
      parts.push_back(interpreter_.Evaluate(node.args[1]));
      flagged.push_back(decides &&
                        Decides(node, value, parts[i], domain.Certain(i)));
      flags += flagged[i] ? 1 : 0;
    }
    // Those that decided are shown before the others, all in their order.
    std::size_t deciding = std::min(flags, shown_.elements);
    std::size_t others = shown_.elements - deciding;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::size_t& left = flagged[i] ? deciding : others;
      const bool shown = left > 0 && nodes_ < shown_.nodes;
      if (shown) --left;
      if (!shown) ++made.more;
      if (!shown && !flagged[i]) continue;
      if (!shown && !value.As<bool>()) continue;  // no offender
      TraceNode element =
          VisitElement(node, value, domain, i, parts[i], flagged[i]);
      if (shown) made.children.push_back(std::move(element));
    }
    made.more += domain.size() - parts.size();
  }

  TraceNode VisitElement(const Node& node, const Value& value,
                         const Domain& domain, std::size_t i, const Value& part,
                         bool flagged) {
    interpreter_.Bind(node, domain, i);
    Bound own = {Variable(node, 0, domain.first[i])};
    if (node.variables.size() > 1 && i < domain.second.size()) {
      own.push_back(Variable(node, 1, domain.second[i]));
    }
    const std::size_t before = offenders_;
    const bool offends = flagged && value.As<bool>() != nullptr;
    path_.insert(path_.end(), own.begin(), own.end());
    TraceNode element = Visit(node.args[1], part, flagged);
    // Elements further in are nearer the matter; they name this one as well.
    if (offends && offenders_ == before) Offend();
    path_.resize(path_.size() - own.size());
    element.role = Role::kElement;
    element.bound = std::move(own);
    element.waits_for = domain.Waits(i);
    if (!element.waits_for.empty()) {
      AddMembership(node.args[0], domain.first[i], flagged, element);
    }
    return element;
  }

  // Rows go by their ids, which are pseudonyms.
  BoundVariable Variable(const Node& node, std::size_t i,
                         const Value& item) const {
    const auto index = node.local + static_cast<std::uint32_t>(i);
    return {node.variables[i], item,
            personal_.Local(index) && item.As<data::RowRef>() == nullptr};
  }

  void Offend() {
    ++offenders_;
    if (out_.offenders.size() < shown_.offenders) {
      out_.offenders.push_back({path_});
    } else {
      ++out_.more_offenders;
    }
  }

  // The predicate of the filter on which the membership of `item` hangs.
  void AddMembership(NodeId range, const Value& item, bool decides,
                     TraceNode& element) {
    const Node& node = ast_.nodes[range];
    const auto* row = item.As<data::RowRef>();
    if (row == nullptr || node.kind != NodeKind::kMacro ||
        node.macro != Macro::kFilter) {
      return;
    }
    auto over = interpreter_.DomainOf(node);
    const Domain* domain = std::get_if<Domain>(&over);
    for (std::size_t i = 0; domain != nullptr && i < domain->size(); ++i) {
      const auto* other = domain->first[i].As<data::RowRef>();
      if (other == nullptr || *other != *row) continue;
      interpreter_.Bind(node, *domain, i);
      const Value part = interpreter_.Evaluate(node.args[1]);
      if (part.IsUnknown()) {
        TraceNode member = Visit(node.args[1], part, decides);
        member.role = Role::kMember;
        member.bound = {Variable(node, 0, item)};
        element.children.push_back(std::move(member));
      }
      if (!domain->Certain(i)) {
        AddMembership(node.args[0], item, decides, element);
      }
      return;
    }
  }

  const Ast& ast_;
  Interpreter& interpreter_;
  const TraceLimits& shown_;
  Trace& out_;
  const PersonalParts personal_;
  Bound path_;
  std::size_t nodes_ = 0;
  std::size_t offenders_ = 0;
};

}  // namespace

bool operator==(const Offender& a, const Offender& b) {
  return std::equal(a.bound.begin(), a.bound.end(), b.bound.begin(),
                    b.bound.end(), [](const auto& x, const auto& y) {
                      return x.name == y.name &&
                             ToText(x.value) == ToText(y.value);
                    });
}

Trace TraceResult(const Ast& ast, const Activation& activation,
                  const Limits& limits, const TraceLimits& shown) {
  Trace trace;
  FactCounts met;
  trace.result = Interpreter(ast, activation, limits, nullptr, &met).Run();
  Explanation explanation = ExplainResult(ast, activation, limits);
  trace.clause = std::move(explanation.clause);
  trace.values = std::move(explanation.values);
  // A budget of its own: tracing evaluates parts again.
  Interpreter interpreter(ast, activation, limits);
  Tracer(ast, interpreter, shown, trace).Run();
  AddLeverage(ast, activation, limits, shown, met, trace);
  return trace;
}

}  // namespace quaranta::expr
