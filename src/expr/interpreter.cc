#include "expr/interpreter.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

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
  const Node& node = ast_.nodes[id];
  if (node.folded != nullptr && uses_folded_) return TakeFolded(*node.folded);
  if (!context_.Charge(1)) return context_.FailBudget();
  Value value = Compute(node, id);
  switch (node.kind) {
    case NodeKind::kCall:
    case NodeKind::kList:
    case NodeKind::kMap:
    case NodeKind::kMacro:
      return Bounded(std::move(value), id);
    default:
      return value;
  }
}

Value Interpreter::TakeFolded(const Folded& folded) {
  context_.Charge(folded.steps);
  context_.Iterate(folded.iterations);
  return context_.exhausted() ? context_.FailBudget() : folded.value;
}

// Shared parts make a value that is small in memory but large to walk.
Value Interpreter::Bounded(Value value, NodeId id) {
  const bool holds =
      value.As<List>() || value.As<Map>() || value.As<Optional>();
  const std::uint64_t most = context_.limits().value_bytes;
  if (!holds || Extent(value) <= most) return value;
  context_.node = id;
  return context_.FailSize("a value", most);
}

Value Interpreter::Compute(const Node& node, NodeId id) {
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
      return MakeMessage(node, id);
    case NodeKind::kBind:
      return Bindings(node);
    case NodeKind::kIdentifier:
      context_.node = id;
      return context_.Fail(ErrorCode::kNoSuchVariable,
                           "there is no `" + node.name + "`");
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

namespace {

// operand.name of a value that is no optional.
Value SelectFrom(const Value& operand, const Node& node, Context& context) {
  if (const auto* row = operand.As<data::RowRef>()) {
    return ReadMember(*row, node, context);
  }
  if (const Map* map = operand.As<Map>()) {
    return IndexMap(*map, Value(node.name), context);
  }
  if (const Object* object = operand.As<Object>()) {
    return object->Field(node.name);
  }
  return context.Fail(
      ErrorCode::kNoSuchField,
      TypeNameOf(operand) + " has no field `" + node.name + "`");
}

// has(operand.name).
Value HasIn(const Value& operand, const Node& node, Context& context) {
  if (const auto* row = operand.As<data::RowRef>()) {
    return HasMember(*row, node, context);
  }
  if (const Map* map = operand.As<Map>()) {
    return InMap(Value(node.name), *map, context);
  }
  if (const Object* object = operand.As<Object>()) {
    return object->HasField(node.name);
  }
  return context.Fail(ErrorCode::kNoSuchField,
                      TypeNameOf(operand) + " has no fields");
}

// operand.?name: none where operand.name is not there.
Value SelectOptional(const Value& operand, const Node& node, Context& context) {
  const Value has = HasIn(operand, node, context);
  if (has.IsFalse()) return Value(Optional{});
  if (!has.IsTrue()) return has;
  Value value = SelectFrom(operand, node, context);
  if (value.IsUnknown() || value.IsError()) return value;
  return Value(Optional{true, std::move(value)});
}

}  // namespace

Value Interpreter::Select(const Node& node, NodeId id) {
  const Value operand = Evaluate(node.args[0]);
  if (operand.IsUnknown() || operand.IsError()) return operand;
  context_.node = id;
  if (const Optional* optional = operand.As<Optional>()) {
    if (!optional->present) return operand;
    return SelectOptional(optional->value, node, context_);
  }
  if (node.optional) return SelectOptional(operand, node, context_);
  return SelectFrom(operand, node, context_);
}

Value Interpreter::Has(const Node& node, NodeId id) {
  const Value operand = Evaluate(node.args[0]);
  if (operand.IsUnknown() || operand.IsError()) return operand;
  context_.node = id;
  if (const Optional* optional = operand.As<Optional>()) {
    if (!optional->present) return Value(false);
    return HasIn(optional->value, node, context_);
  }
  return HasIn(operand, node, context_);
}

Value Interpreter::CallNode(const Node& node, NodeId id) {
  constexpr std::size_t kMost = 3;
  if (node.args.size() > kMost) {
    std::vector<Value> args;
    for (const NodeId arg : node.args) args.push_back(Evaluate(arg));
    context_.node = id;
    return Call(node, args, context_);
  }
  std::array<Value, kMost> args;
  const bool lazy = node.function == Function::kOptionalOr ||
                    node.function == Function::kOptionalOrValue;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    args[i] = Evaluate(node.args[i]);
    if (!lazy) continue;
    // The alternative of a present optional is not looked at.
    const Optional* optional = args[0].As<Optional>();
    if (optional == nullptr || !optional->present) continue;
    return node.function == Function::kOptionalOr ? args[0] : optional->value;
  }
  context_.node = id;
  return Call(node, std::span(args.data(), node.args.size()), context_);
}

bool Interpreter::Entry(const Node& node, std::size_t i, Value& value) {
  value = Evaluate(node.args[i]);
  if (node.optionals.empty() || !node.optionals[i]) return true;
  if (value.IsUnknown() || value.IsError()) return true;
  const Optional* optional = value.As<Optional>();
  if (optional == nullptr) {
    context_.node = node.args[i];
    value = context_.Fail(ErrorCode::kNoOverload,
                          TypeNameOf(value) + " is no optional");
    return true;
  }
  const bool present = optional->present;
  value = Value(optional->value);
  return present;
}

// Unknown items stay items, so that what is known of the others counts.
Value Interpreter::MakeList(const Node& node) {
  List list;
  list.items.reserve(node.args.size());
  FactSet facts;
  FactSet absent;  // facts on which the presence of an item waits
  std::optional<Value> error;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    Value value;
    if (!Entry(node, i, value)) continue;
    if (value.IsUnknown()) facts.Add(value);
    if (!node.optionals.empty() && node.optionals[i]) absent.Add(value);
    if (value.IsError() && !error) error = value;
    list.items.push_back(std::move(value));
  }
  if (!absent.empty()) return facts.TakeUnknown();
  if (error) return facts.empty() ? *std::move(error) : facts.TakeUnknown();
  return Value(std::move(list));
}

namespace {

// 2.0 and 2 are one key, and a key is a whole number, a bool or a string.
bool IsKey(const Value& key) {
  return key.As<bool>() || key.As<std::int64_t>() || key.As<std::uint64_t>() ||
         key.As<std::string>();
}

}  // namespace

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
    Value value;
    const bool present = Entry(node, i + 1, value);
    const bool optional = !node.optionals.empty() && node.optionals[i + 1];
    if (key.IsUnknown() || value.IsUnknown()) {
      if (key.IsUnknown()) facts.Add(key);
      if (value.IsUnknown()) facts.Add(value);
      unknown_key |= optional;  // perhaps it is not there
    }
    if (key.As<Hedged>()) facts.Add(key);
    unknown_key |= key.IsUnknown() || key.As<Hedged>() != nullptr;
    context_.node = id;
    if (key.IsError()) fail(key);
    if (value.IsError()) fail(value);
    if (!present) continue;
    const bool usable = IsKey(key);
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

Value Interpreter::MakeMessage(const Node& node, NodeId id) {
  std::vector<std::pair<std::string, Value>> fields;
  FactSet facts;
  std::optional<Value> error;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    Value value;
    if (!Entry(node, i, value)) continue;
    if (!context_.Charge(Extent(value) / 16)) return context_.FailBudget();
    AddUnknowns(value, facts);
    if (value.IsError() && !error) error = value;
    fields.emplace_back(node.variables[i], std::move(value));
  }
  if (!facts.empty()) return facts.TakeUnknown();
  if (error) return *std::move(error);
  context_.node = id;
  if (ast_.types == nullptr || !ast_.types->HasMessage(node.name)) {
    return context_.Fail(
        ErrorCode::kNoOverload,
        "there is no message type for `" + std::string(ast_.Text(node)) + "`");
  }
  std::uint64_t extent = 0;
  for (const auto& [name, value] : fields) extent += Extent(value);
  if (!context_.Charge(fields.size() + extent / 16)) {
    return context_.FailBudget();
  }
  return ast_.types->Build(node.name, fields);
}

// A value that is an error or unknown counts only where it is used.
Value Interpreter::Bindings(const Node& node) {
  for (std::size_t i = 0; i < node.variables.size(); ++i) {
    locals_[node.local + i] = Evaluate(node.args[i]);
  }
  return Evaluate(node.args.back());
}

Value Interpreter::MapOptional(const Node& node, NodeId id) {
  Value target = Evaluate(node.args[0]);
  if (target.IsUnknown() || target.IsError()) return target;
  context_.node = id;
  const Optional* optional = target.As<Optional>();
  if (optional == nullptr) {
    return context_.Fail(
        ErrorCode::kNoOverload,
        "`" + node.name + "` needs an optional, not " + TypeNameOf(target));
  }
  if (!optional->present) return target;
  locals_[node.local] = optional->value;
  Value value = Evaluate(node.args[1]);
  if (value.IsUnknown() || value.IsError()) return value;
  if (node.macro == Macro::kOptMap) {
    return Value(Optional{true, std::move(value)});
  }
  if (value.As<Optional>()) return value;
  context_.node = id;
  return context_.Fail(ErrorCode::kNoOverload,
                       TypeNameOf(value) + " is no optional");
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
    domain.shuffled = list->shuffled;
  } else if (const Map* map = range.As<Map>()) {
    for (const auto& [key, value] : map->entries) {
      domain.first.push_back(key);
      if (two) domain.second.push_back(value);
    }
    domain.open = map->open;
    domain.shuffled = !map->open.empty();
  } else {
    context_.node = macro.args[0];
    return context_.Fail(
        ErrorCode::kNoOverload,
        "`" + macro.name + "` needs a list, not " + TypeNameOf(range));
  }
  if (!context_.Charge(domain.size())) return context_.FailBudget();
  return domain;
}

void Interpreter::Bind(const Node& macro, const Domain& domain, std::size_t i) {
  context_.Iterate(1);
  locals_[macro.local] = domain.first[i];
  if (macro.variables.size() == 2) locals_[macro.local + 1] = domain.second[i];
}

Value Interpreter::RunMacro(const Node& node, NodeId id) {
  if (node.macro == Macro::kOptMap || node.macro == Macro::kOptFlatMap) {
    return MapOptional(node, id);
  }
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
    case Macro::kTransformMapEntry:
      return TransformEntries(node, over);
    case Macro::kOptMap:
    case Macro::kOptFlatMap:
      break;
    case Macro::kCountBy:
      return CountBy(node, over);
    case Macro::kSortBy:
      return SortBy(node, over);
  }
  return Value(Null{});
}

}  // namespace quaranta::expr
