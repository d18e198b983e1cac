#include "tests/conformance/asts/expand.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "expr/plain_names.h"

namespace quaranta::conformance {
namespace {

using expr::Function;
using expr::Macro;
using expr::Node;
using expr::NodeId;
using expr::NodeKind;
using expr::StaticType;
using expr::Value;
using Kind = StaticType::Kind;

std::string OperatorName(Function function) {
  switch (function) {
    case Function::kIn:
      return "@in";
    case Function::kIndex:
      return "_[_]";
    case Function::kNegate:
      return "-_";
    default:
      return "_" + std::string(expr::FunctionName(function)) + "_";
  }
}

std::string KindOf(const Part& part) {
  switch (part.kind) {
    case Part::Kind::kIdentifier:
      return "Expr_IdentExpr";
    case Part::Kind::kSelect:
      return "Expr_SelectExpr";
    case Part::Kind::kCall:
      return "Expr_CallExpr";
    case Part::Kind::kList:
      return "Expr_ListExpr";
    case Part::Kind::kMap:
    case Part::Kind::kMessage:
      return "Expr_StructExpr";
    case Part::Kind::kComprehension:
      return "Expr_ComprehensionExpr";
    case Part::Kind::kConstant:
      break;
  }
  const Value& value = part.constant;
  return value.As<bool>()            ? "Constant_BoolValue"
         : value.As<std::int64_t>()  ? "Constant_Int64Value"
         : value.As<std::uint64_t>() ? "Constant_Uint64Value"
         : value.As<double>()        ? "Constant_DoubleValue"
         : value.As<std::string>()   ? "Constant_StringValue"
         : value.As<expr::Bytes>()   ? "Constant_BytesValue"
                                     : "Constant_NullValue";
}

class Expander {
 public:
  Expander(const expr::Ast& parsed, const Checked* checked,
           const expr::Declarations* declared)
      : parsed_(parsed), checked_(checked), declared_(declared) {}

  Part Of(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    switch (node.kind) {
      case NodeKind::kConstant:
        return Constant(node.constant, TypeOf(id));
      case NodeKind::kIdentifier:
      case NodeKind::kSelect:
        return NameOrField(id);
      case NodeKind::kHas: {
        Part part = Field(id);
        part.test_only = true;
        return part;
      }
      case NodeKind::kCall:
        return Call(id);
      case NodeKind::kList:
      case NodeKind::kMap:
      case NodeKind::kMessage:
        return Holder(id);
      case NodeKind::kBind:
        return Bind(id);
      case NodeKind::kAnd:
      case NodeKind::kOr:
        return Pairs(id, 0, node.args.size() - 2);
      case NodeKind::kNot:
        return Sign(id, "!_");
      case NodeKind::kConditional:
        return Operator("_?_:_",
                        {Of(node.args[0]), Of(node.args[1]), Of(node.args[2])},
                        TypeOf(id));
      case NodeKind::kMacro:
        return Expanded(id);
      case NodeKind::kVariable:
      case NodeKind::kLocal:
      case NodeKind::kBroken:
        break;
    }
    return Identifier("?", {});
  }

 private:
  StaticType TypeOf(NodeId id) const {
    return checked_ == nullptr ? StaticType{} : checked_->types[id];
  }
  Part Marked(Part part, const StaticType& type,
              const std::string& reference = "") const {
    part.mark = checked_ == nullptr ? "^#*expr." + KindOf(part) + "#"
                                    : "~" + expr::ToText(type) + reference;
    return part;
  }
  Part Constant(Value value, const StaticType& type) const {
    Part part;
    part.constant = std::move(value);
    return Marked(std::move(part), type);
  }
  Part Identifier(const std::string& name, const StaticType& type) const {
    Part part;
    part.kind = Part::Kind::kIdentifier;
    part.name = name;
    return Marked(std::move(part), type, "^" + name);
  }
  Part Operator(std::string name, std::vector<Part> parts,
                const StaticType& type, bool method = false) const {
    Part part;
    part.kind = Part::Kind::kCall;
    part.name = std::move(name);
    part.parts = std::move(parts);
    part.method = method;
    return Marked(std::move(part), type, std::string(1, kAnyOverload));
  }
  Part List(std::vector<Part> parts, const StaticType& type) const {
    Part part;
    part.kind = Part::Kind::kList;
    part.parts = std::move(parts);
    return Marked(std::move(part), type);
  }

  // --- Names ----------------------------------------------------------------

  // "a.b.c" of a chain of selections.
  std::string PathOf(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    return node.kind == NodeKind::kSelect
               ? PathOf(node.args[0]) + "." + node.name
               : node.name;
  }
  bool IsAbsolute(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    return node.kind == NodeKind::kSelect ? IsAbsolute(node.args[0])
                                          : node.absolute;
  }

  // What a checked name stands for; "" when it is a field or a local variable.
  std::string Meaning(NodeId id) const {
    if (checked_ == nullptr) return "";
    const Node& node = checked_->ast.nodes[id];
    if (node.kind == NodeKind::kVariable) {
      return declared_->variables[node.index].name;
    }
    if (node.kind != NodeKind::kConstant) return "";
    if (const auto* type = node.constant.As<expr::TypeName>()) {
      return type->name;
    }
    for (const std::string& name : expr::CandidateNames(
             declared_->container, PathOf(id), IsAbsolute(id))) {
      if (declared_->types->EnumValue(name)) return name;
    }
    return "";
  }

  Part NameOrField(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    const std::string meaning = Meaning(id);
    if (!meaning.empty()) return Identifier(meaning, TypeOf(id));
    if (node.kind == NodeKind::kSelect) return Field(id);
    return Identifier((node.absolute ? "." : "") + node.name, TypeOf(id));
  }

  Part Field(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    Part part;
    part.kind = Part::Kind::kSelect;
    part.name = node.name;
    part.parts.push_back(Of(node.args[0]));
    return Marked(std::move(part), TypeOf(id));
  }

  // --- Calls ----------------------------------------------------------------

  std::vector<Part> All(std::span<const NodeId> ids) const {
    std::vector<Part> parts;
    for (const NodeId id : ids) parts.push_back(Of(id));
    return parts;
  }

  // Full name of a function that is named within the container.
  std::string FullName(const Node& node) const {
    for (const std::string& name :
         expr::CandidateNames(declared_->container, node.name, node.absolute)) {
      for (const auto& function : declared_->functions) {
        if (function.name == name) return name;
      }
    }
    return node.name;
  }

  Part Call(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    if (node.function == Function::kNegate) return Sign(id, "-_");
    if (node.function != Function::kNone) {
      return Operator(OperatorName(node.function), All(node.args), TypeOf(id));
    }
    if (checked_ == nullptr) {
      const std::string dot = node.absolute ? "." : "";
      return Operator(dot + node.name, All(node.args), {}, node.method);
    }
    const Node& call = checked_->ast.nodes[id];
    const std::string name = call.method ? call.name : FullName(call);
    std::vector<Part> parts = All(call.args);
    if (name == "math.greatest" || name == "math.least") {
      return Extreme(name, call, std::move(parts), TypeOf(id));
    }
    return Operator(name, std::move(parts), TypeOf(id), call.method);
  }

  // Macros of cel-go: of one or two numbers, or of a list.
  Part Extreme(const std::string& name, const Node& call,
               std::vector<Part> parts, const StaticType& type) const {
    if (parts.size() > 2) {
      StaticType item = TypeOf(call.args[0]);
      for (const NodeId arg : call.args) {
        if (!(TypeOf(arg) == item)) item = {};
      }
      std::vector<Part> items = std::move(parts);
      parts.clear();
      parts.push_back(List(std::move(items), StaticType::List(item)));
    }
    return Operator(name == "math.greatest" ? "math.@max" : "math.@min",
                    std::move(parts), type);
  }

  // Two signs in a row are none.
  Part Sign(NodeId id, const char* name) const {
    const Node& node = parsed_.nodes[id];
    const Node& inner = parsed_.nodes[node.args[0]];
    const bool pair = inner.kind == node.kind &&
                      inner.function == node.function &&
                      inner.begin == node.begin;
    if (pair) return Of(inner.args[0]);
    return Operator(name, All(node.args), TypeOf(id));
  }

  // Operators `low` to `high` of a chain, as a balanced tree.
  Part Pairs(NodeId id, std::size_t low, std::size_t high) const {
    const Node& node = parsed_.nodes[id];
    const std::size_t middle = (low + high + 1) / 2;
    Part left =
        middle == low ? Of(node.args[middle]) : Pairs(id, low, middle - 1);
    Part right = middle == high ? Of(node.args[middle + 1])
                                : Pairs(id, middle + 1, high);
    std::vector<Part> parts;
    parts.push_back(std::move(left));
    parts.push_back(std::move(right));
    return Operator(node.kind == NodeKind::kAnd ? "_&&_" : "_||_",
                    std::move(parts), TypeOf(id));
  }

  // --- Lists, maps, messages ------------------------------------------------

  Part Holder(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    Part part;
    part.parts = All(node.args);
    if (node.kind == NodeKind::kList) {
      part.kind = Part::Kind::kList;
    } else if (node.kind == NodeKind::kMap) {
      part.kind = Part::Kind::kMap;
    } else {
      part.kind = Part::Kind::kMessage;
      part.fields = node.variables;
      part.name = (node.absolute ? "." : "") + node.name;
      if (checked_ != nullptr) part.name = checked_->ast.nodes[id].name;
      return Marked(std::move(part), TypeOf(id), "^" + part.name);
    }
    return Marked(std::move(part), TypeOf(id));
  }

  // --- Macros ---------------------------------------------------------------

  // range, init, condition, step, result.
  Part Loop(std::string variable, std::string accumulator,
            std::vector<Part> parts, const StaticType& type) const {
    Part part;
    part.kind = Part::Kind::kComprehension;
    part.name = std::move(variable);
    part.accumulator = std::move(accumulator);
    part.parts = std::move(parts);
    return Marked(std::move(part), type);
  }

  Part Bind(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    const StaticType boolean = StaticType::Of(Kind::kBool);
    std::vector<Part> values = All(node.args);
    Part body = std::move(values.back());
    values.pop_back();
    const StaticType type = TypeOf(node.args[0]);
    return Loop("#unused", node.variables[0],
                {List({}, StaticType::List({})), std::move(values[0]),
                 Constant(Value(false), boolean),
                 Identifier(node.variables[0], type), std::move(body)},
                TypeOf(id));
  }

  Part Expanded(NodeId id) const {
    const Node& node = parsed_.nodes[id];
    const std::string result = "@result";
    const StaticType boolean = StaticType::Of(Kind::kBool);
    const StaticType whole = StaticType::Of(Kind::kInt);
    const StaticType type =
        node.macro == Macro::kExistsOne ? whole : TypeOf(id);
    const Part accumulated = Identifier(result, type);
    const auto loop = [&](Part init, Part condition, Part step, Part out) {
      return Loop(node.variables[0], result,
                  {Of(node.args[0]), std::move(init), std::move(condition),
                   std::move(step), std::move(out)},
                  TypeOf(id));
    };
    Part body = Of(node.args[1]);
    const Part always = Constant(Value(true), boolean);
    switch (node.macro) {
      case Macro::kAll:
      case Macro::kExists: {
        const bool all = node.macro == Macro::kAll;
        Part goes_on =
            all ? accumulated : Operator("!_", {accumulated}, boolean);
        return loop(
            Constant(Value(all), boolean),
            Operator("@not_strictly_false", {std::move(goes_on)}, boolean),
            Operator(all ? "_&&_" : "_||_", {accumulated, std::move(body)},
                     boolean),
            accumulated);
      }
      case Macro::kExistsOne: {
        const Part one = Constant(Value(std::int64_t{1}), whole);
        return loop(
            Constant(Value(std::int64_t{0}), whole), always,
            Operator("_?_:_",
                     {std::move(body),
                      Operator("_+_", {accumulated, one}, whole), accumulated},
                     whole),
            Operator("_==_", {accumulated, one}, boolean));
      }
      default:
        break;
    }
    // filter and map: items are added.
    const bool filter = node.macro == Macro::kFilter;
    StaticType item = filter ? StaticType{} : TypeOf(node.args[1]);
    if (filter && type.Is(Kind::kList)) item = type.params[0];
    Part added = filter ? Identifier(node.variables[0], item) : body;
    Part step = Operator(
        "_+_", {accumulated, List({std::move(added)}, StaticType::List(item))},
        type);
    const bool chosen = filter || node.args.size() > 2;
    if (chosen) {
      Part predicate = filter ? std::move(body) : Of(node.args[2]);
      step = Operator(
          "_?_:_", {std::move(predicate), std::move(step), accumulated}, type);
    }
    return loop(List({}, type), always, std::move(step), accumulated);
  }

  const expr::Ast& parsed_;
  const Checked* checked_;
  const expr::Declarations* declared_;
};

}  // namespace

Part Expand(const expr::Ast& parsed) {
  return Expander(parsed, nullptr, nullptr).Of(parsed.root);
}

Part Expand(const Checked& checked, const expr::Declarations& declared) {
  return Expander(checked.parsed, &checked, &declared).Of(checked.parsed.root);
}

bool IsExpected(const std::string& printed, const std::string& expected) {
  constexpr std::string_view kNames =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@|-";
  std::size_t at = 0;
  for (const char c : printed) {
    if (c == kAnyOverload) {
      if (at >= expected.size() || expected[at] != '^') return false;
      at = expected.find_first_not_of(kNames, at + 1);
      if (at == expected.npos) at = expected.size();
    } else if (at >= expected.size() || expected[at++] != c) {
      return false;
    }
  }
  return at == expected.size();
}

}  // namespace quaranta::conformance
