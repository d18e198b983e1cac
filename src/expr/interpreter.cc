#include "expr/interpreter.h"

#include <array>
#include <string>
#include <utility>

#include "expr/cells.h"
#include "expr/compare.h"
#include "expr/lists.h"
#include "expr/operations.h"
#include "expr/type_names.h"

namespace quaranta::expr {

Value Interpreter::Run() {
  Value value = Evaluate(ast_.root);
  return context_.exhausted() ? context_.FailBudget() : value;
}

Value Interpreter::Evaluate(NodeId id) {
  if (!context_.Charge(1)) return context_.FailBudget();
  const Node& node = ast_.nodes[id];
  switch (node.kind) {
    case NodeKind::kConstant:
      return node.constant;
    case NodeKind::kVariable:
      if (node.index < context_.activation().slots.size()) {
        return context_.activation().slots[node.index];
      }
      context_.node = id;
      return context_.Fail(
          ErrorCode::kNoSuchVariable,
          "`" + std::string(ast_.Text(node)) + "` was given no value");
    case NodeKind::kLocal:
      return locals_[node.index];
    case NodeKind::kSelect:
      return Select(node, id);
    case NodeKind::kHas:
      return Has(node, id);
    case NodeKind::kCall:
      return CallNode(node, id);
    case NodeKind::kList:
      return MakeList(node);
    case NodeKind::kMap:
      return MakeMap(node, id);
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return Chain(node);
    case NodeKind::kNot:
      return Not(node);
    case NodeKind::kConditional:
      return Conditional(node);
    case NodeKind::kMacro:
      return RunMacro(node, id);
    case NodeKind::kMessage:
    case NodeKind::kIdentifier:
    case NodeKind::kBroken:
      break;
  }
  context_.node = id;
  return context_.Fail(
      ErrorCode::kNoOverload,
      "`" + std::string(ast_.Text(node)) + "` cannot be evaluated");
}

// A bool, unknown or error: anything else is no condition.
Value Interpreter::Condition(NodeId id) {
  Value value = Evaluate(id);
  if (value.As<bool>() || value.IsUnknown() || value.IsError()) return value;
  context_.node = id;
  return context_.Fail(ErrorCode::kNoOverload,
                       TypeNameOf(value) + " is not a condition");
}

// && and ||: the deciding value absorbs errors and unknowns on either side,
// and an unknown hides errors.
Value Interpreter::Chain(const Node& node) {
  const bool decides = node.kind == NodeKind::kOr;
  FactSet facts;
  bool unknown = false;
  std::optional<Value> error;
  for (const NodeId arg : node.args) {
    Value value = Condition(arg);
    if (const bool* b = value.As<bool>()) {
      if (*b == decides) return value;
    } else if (value.IsUnknown()) {
      facts.Add(value);
      unknown = true;
    } else if (!error) {
      error = std::move(value);
    }
  }
  if (unknown) return facts.TakeUnknown();
  if (error) return *std::move(error);
  return Value(!decides);
}

Value Interpreter::Not(const Node& node) {
  Value value = Condition(node.args[0]);
  if (const bool* b = value.As<bool>()) return Value(!*b);
  return value;
}

Value Interpreter::Conditional(const Node& node) {
  Value condition = Condition(node.args[0]);
  const bool* b = condition.As<bool>();
  if (b == nullptr) return condition;
  return Evaluate(node.args[*b ? 1 : 2]);
}

Value Interpreter::Select(const Node& node, NodeId id) {
  Value operand = Evaluate(node.args[0]);
  if (operand.IsUnknown() || operand.IsError()) return operand;
  context_.node = id;
  if (const auto* row = operand.As<data::RowRef>()) {
    return ReadMember(*row, node, context_);
  }
  if (const Map* map = operand.As<Map>()) {
    return IndexMap(*map, Value(node.name), context_);
  }
  return context_.Fail(
      ErrorCode::kNoSuchField,
      TypeNameOf(operand) + " has no field `" + node.name + "`");
}

Value Interpreter::Has(const Node& node, NodeId id) {
  Value operand = Evaluate(node.args[0]);
  if (operand.IsUnknown() || operand.IsError()) return operand;
  context_.node = id;
  if (const auto* row = operand.As<data::RowRef>()) {
    return HasMember(*row, node, context_);
  }
  if (const Map* map = operand.As<Map>()) {
    return InMap(Value(node.name), *map, context_);
  }
  return context_.Fail(ErrorCode::kNoSuchField,
                       TypeNameOf(operand) + " has no fields");
}

Value Interpreter::CallNode(const Node& node, NodeId id) {
  constexpr std::size_t kMost = 3;
  std::array<Value, kMost> args;
  for (std::size_t i = 0; i < node.args.size() && i < kMost; ++i) {
    args[i] = Evaluate(node.args[i]);
  }
  context_.node = id;
  return Call(node, std::span(args.data(), std::min(node.args.size(), kMost)),
              context_);
}

// Unknown items stay items, so that what is known of the others counts.
Value Interpreter::MakeList(const Node& node) {
  List list;
  list.items.reserve(node.args.size());
  FactSet facts;
  std::optional<Value> error;
  for (const NodeId arg : node.args) {
    Value value = Evaluate(arg);
    if (value.IsUnknown()) facts.Add(value);
    if (value.IsError() && !error) error = value;
    list.items.push_back(std::move(value));
  }
  if (error) return facts.empty() ? *std::move(error) : facts.TakeUnknown();
  return Value(std::move(list));
}

Value Interpreter::MakeMap(const Node& node, NodeId id) {
  Map map;
  FactSet facts;
  bool unknown_key = false;
  std::optional<Value> error;
  const auto fail = [&](Value value) {
    if (!error) error = std::move(value);
  };
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
    Value key = Evaluate(node.args[i]);
    Value value = Evaluate(node.args[i + 1]);
    if (key.IsUnknown() || value.IsUnknown()) {
      if (key.IsUnknown()) facts.Add(key);
      if (value.IsUnknown()) facts.Add(value);
    }
    if (key.As<Hedged>()) facts.Add(key);
    unknown_key |= key.IsUnknown() || key.As<Hedged>() != nullptr;
    context_.node = id;
    if (key.IsError()) fail(key);
    if (value.IsError()) fail(value);
    const bool usable = key.As<bool>() || key.As<std::int64_t>() ||
                        key.As<std::uint64_t>() || key.As<std::string>();
    if (!usable && !key.IsUnknown() && !key.IsError() && !key.As<Hedged>()) {
      fail(context_.Fail(ErrorCode::kNoOverload,
                         TypeNameOf(key) + " cannot be a key"));
    } else if (usable && FindKey(map, key) != nullptr) {
      fail(context_.Fail(ErrorCode::kDuplicateKey,
                         "the key " + ToText(key) + " stands twice"));
    }
    context_.Charge(map.entries.size());
    map.entries.emplace_back(std::move(key), std::move(value));
  }
  if (unknown_key || (error && !facts.empty())) return facts.TakeUnknown();
  if (error) return *std::move(error);
  return Value(std::move(map));
}

std::variant<Domain, Value> Interpreter::DomainOf(const Node& macro) {
  Value range = Evaluate(macro.args[0]);
  if (range.IsUnknown() || range.IsError()) return range;
  const bool two = macro.variables.size() == 2;
  Domain domain;
  if (const List* list = range.As<List>()) {
    if (!two) {
      domain.first = list->items;
    } else {
      // Behind an uncertain item, or in an open list, so is the place.
      FactSet before;
      before.Add(list->open);
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        if (!IsCertain(*list, i)) before.Add(list->waits_for[i]);
        FactSet so_far = before;
        domain.first.push_back(so_far.empty()
                                   ? Value(static_cast<std::int64_t>(i))
                                   : so_far.TakeUnknown());
        domain.second.push_back(list->items[i]);
      }
    }
    domain.waits_for = list->waits_for;
    domain.open = list->open;
  } else if (const Map* map = range.As<Map>()) {
    for (const auto& [key, value] : map->entries) {
      domain.first.push_back(key);
      if (two) domain.second.push_back(value);
    }
    domain.open = map->open;
  } else {
    return context_.Fail(
        ErrorCode::kNoOverload,
        "`" + macro.name + "` needs a list, not " + TypeNameOf(range));
  }
  if (!context_.Charge(domain.size())) return context_.FailBudget();
  return domain;
}

void Interpreter::Bind(const Node& macro, const Domain& domain, std::size_t i) {
  locals_[macro.local] = domain.first[i];
  if (macro.variables.size() == 2) locals_[macro.local + 1] = domain.second[i];
}

Value Interpreter::RunMacro(const Node& node, NodeId id) {
  context_.node = id;
  auto domain = DomainOf(node);
  if (auto* value = std::get_if<Value>(&domain)) return std::move(*value);
  const Domain& over = std::get<Domain>(domain);
  switch (node.macro) {
    case Macro::kAll:
    case Macro::kExists:
      return Quantify(node, over);
    case Macro::kExistsOne:
      return ExistsOne(node, over);
    case Macro::kFilter:
      return Filter(node, over);
    case Macro::kMap:
      return MapList(node, over);
    case Macro::kTransformMap:
      return TransformMap(node, over);
    case Macro::kCountBy:
      return CountBy(node, over);
    case Macro::kSortBy:
      return SortBy(node, over);
  }
  return Value(Null{});
}

}  // namespace quaranta::expr
