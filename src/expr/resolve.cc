// Names: variables, enum values, types, and members of records.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expr/names.h"
#include "expr/scope.h"
#include "expr/type_names.h"

namespace quaranta::expr {
namespace {

// Types of which there are values, by their CEL names.
constexpr auto kDottedTypes = std::to_array<std::string_view>(
    {"google.protobuf.Timestamp", "google.protobuf.Duration"});

const Local* FindLocal(const Scope& scope, std::string_view name) {
  const auto it =
      std::find_if(scope.locals.rbegin(), scope.locals.rend(),
                   [&](const Local& local) { return local.name == name; });
  return it == scope.locals.rend() ? nullptr : &*it;
}

std::optional<std::uint32_t> FindVariable(const Scope& scope,
                                          std::string_view name) {
  const auto& variables = scope.environment.variables;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (variables[i].name == name) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

void SetVariable(const Scope& scope, Node& node, std::uint32_t slot) {
  node.kind = NodeKind::kVariable;
  node.index = slot;
  node.args.clear();
  node.type = VariableType(scope.environment.variables[slot]);
}

void SetConstant(Node& node, Value value, Type type) {
  node.kind = NodeKind::kConstant;
  node.constant = std::move(value);
  node.args.clear();
  node.type = std::move(type);
}

const schema::Enum* FindEnumByName(std::string_view name) {
  for (const schema::Enum& e : schema::Enums()) {
    if (e.name == name) return &e;
  }
  return nullptr;
}

const schema::Record* FindRecordByName(std::string_view name) {
  for (const schema::Record& record : schema::Records()) {
    if (record.name == name) return &record;
  }
  return nullptr;
}

std::string UnknownNameHint(const Scope& scope, std::string_view name) {
  if (name == "True" || name == "TRUE") return "write `true`";
  if (name == "False" || name == "FALSE") return "write `false`";
  if (name == "None" || name == "NULL" || name == "nil" || name == "Null") {
    return "write `null`";
  }
  if (name == "now" || name == "today") return "the time is `as_of`";
  if (scope.expected != nullptr &&
      schema::FindValue(*scope.expected, name) != nullptr) {
    const schema::EnumValue* value = schema::FindValue(*scope.expected, name);
    return DidYouMean(std::string(scope.expected->name) + "." +
                      std::string(value->name));
  }
  std::vector<std::string_view> candidates;
  for (const Local& local : scope.locals) candidates.push_back(local.name);
  for (const Variable& v : scope.environment.variables) {
    candidates.push_back(v.name);
  }
  for (const schema::Enum& e : schema::Enums()) candidates.push_back(e.name);
  const std::string nearest = Nearest(name, candidates);
  if (!nearest.empty()) return DidYouMean(nearest);
  // A field named without its record.
  for (const Local& local : scope.locals) {
    if (local.type.Is(TypeKind::kRecord) &&
        FindMember(*local.type.record, name)) {
      return DidYouMean(std::string(local.name) + "." + std::string(name));
    }
  }
  for (const Variable& v : scope.environment.variables) {
    if (v.type == Variable::Type::kRecord && v.record != nullptr &&
        FindMember(*v.record, name)) {
      return DidYouMean(v.name + "." + std::string(name));
    }
  }
  // An enum value named without its enum.
  for (const schema::Enum& e : schema::Enums()) {
    for (const schema::EnumValue& value : e.values) {
      if (value.name == name) {
        return DidYouMean(std::string(e.name) + "." + std::string(name));
      }
    }
  }
  return "";
}

void ResolveEnumValue(Scope& scope, Node& node, const schema::Enum& e) {
  std::vector<std::string_view> names;
  for (const schema::EnumValue& value : e.values) {
    if (value.name == node.name) {
      return SetConstant(node, Value(EnumNumber{&e, value.number}), EnumOf(e));
    }
    names.push_back(value.name);
  }
  std::string nearest = Nearest(node.name, names);
  for (const schema::EnumValue& value : e.values) {
    if (value.zh == node.name || schema::InList(value.synonym, node.name)) {
      nearest = value.name;
    }
  }
  std::string hint = DidYouMean(nearest);
  if (hint.empty()) {
    hint = "values:";
    for (const std::string_view name : names) hint += " " + std::string(name);
  }
  scope.ReportName(
      node, std::string(e.name) + " has no value " + Code(node.name), hint);
  node.kind = NodeKind::kBroken;
}

// "a.b.c" when the selection is one of names only, from a name that is free.
std::optional<std::string> DottedName(const Scope& scope, const Node& node) {
  std::vector<std::string_view> names = {node.name};
  const Node* at = &scope.ast.nodes[node.args[0]];
  while (at->kind == NodeKind::kSelect) {
    names.push_back(at->name);
    at = &scope.ast.nodes[at->args[0]];
  }
  if (at->kind != NodeKind::kIdentifier) return std::nullopt;
  if (!at->absolute && FindLocal(scope, at->name)) return std::nullopt;
  std::string dotted = at->name;
  for (auto it = names.rbegin(); it != names.rend(); ++it) {
    dotted += "." + std::string(*it);
  }
  return dotted;
}

std::string NoFieldHint(const schema::Record& record, const Node& node) {
  if (const schema::Field* field = FieldByLabel(record, node.name)) {
    return DidYouMean(field->name);
  }
  return DidYouMean(Nearest(node.name, MemberNames(record)));
}

void SelectOnList(Scope& scope, Node& node) {
  const Node& list = scope.At(node.args[0]);
  const std::string text(scope.ast.Text(list));
  std::string hint;
  if (node.name == "size" || node.name == "length" || node.name == "count" ||
      node.name == "len") {
    hint = "write " + Code(text + ".size()");
  } else if (FindFunction(node.name) != Function::kNone) {
    hint = "write " + Code(text + "." + node.name + "()");
  } else if (list.type.item != nullptr &&
             list.type.item->Is(TypeKind::kRecord)) {
    hint = "ask each: " + Code(text + ".all(x, x." + node.name + " ...)");
  }
  scope.ReportName(node,
                   Code(text) + " is a " + TypeText(list.type) +
                       " and has no field " + Code(node.name),
                   hint);
}

}  // namespace

Type VariableType(const Variable& variable) {
  switch (variable.type) {
    case Variable::Type::kRecord:
      return variable.record == nullptr ? Type{} : RecordOf(*variable.record);
    case Variable::Type::kDay:
      return Scalar(TypeKind::kDate);
    case Variable::Type::kInstant:
      return Scalar(TypeKind::kTimestamp);
    case Variable::Type::kDynamic:
      return Type{};
  }
  return Type{};
}

void ResolveIdentifier(Scope& scope, Node& node) {
  if (!node.absolute) {
    if (const Local* local = FindLocal(scope, node.name)) {
      node.kind = NodeKind::kLocal;
      node.index = local->index;
      node.type = local->type;
      return;
    }
  }
  if (const auto slot = FindVariable(scope, node.name)) {
    return SetVariable(scope, node, *slot);
  }
  if (IsTypeName(node.name) || FindEnumByName(node.name) ||
      FindRecordByName(node.name)) {
    return SetConstant(node, Value(TypeName{node.name}),
                       Scalar(TypeKind::kType));
  }
  scope.Report(node, "unknown name " + Code(node.name),
               UnknownNameHint(scope, node.name));
  node.kind = NodeKind::kBroken;
}

bool ResolveDotted(Scope& scope, Node& node) {
  if (node.kind != NodeKind::kSelect) return false;
  const auto dotted = DottedName(scope, node);
  if (!dotted) return false;
  if (const auto slot = FindVariable(scope, *dotted)) {
    SetVariable(scope, node, *slot);
    return true;
  }
  if (std::find(kDottedTypes.begin(), kDottedTypes.end(), *dotted) !=
      kDottedTypes.end()) {
    SetConstant(node, Value(TypeName{*dotted}), Scalar(TypeKind::kType));
    return true;
  }
  const Node& owner = scope.At(node.args[0]);
  if (owner.kind != NodeKind::kIdentifier || FindVariable(scope, owner.name)) {
    return false;
  }
  const schema::Enum* e = FindEnumByName(owner.name);
  if (e == nullptr) return false;
  ResolveEnumValue(scope, node, *e);
  return true;
}

void ResolveSelection(Scope& scope, Node& node) {
  const Type& operand = scope.TypeOf(node.args[0]);
  node.access = Access::kDynamic;
  switch (operand.kind) {
    case TypeKind::kDyn:
      break;
    case TypeKind::kMap:
      node.type = ItemOf(operand);
      break;
    case TypeKind::kRecord: {
      const schema::Record& record = *operand.record;
      const auto member = FindMember(record, node.name);
      if (!member) {
        scope.ReportName(
            node, std::string(record.name) + " has no field " + Code(node.name),
            NoFieldHint(record, node));
        node.kind = NodeKind::kBroken;
        return;
      }
      node.access = member->access;
      node.index = member->field;
      node.type = member->type;
      if (member->access == Access::kColumn ||
          member->access == Access::kGather) {
        scope.ast.reads.emplace_back(
            static_cast<std::uint32_t>(schema::IndexOf(record)), member->field);
      }
      break;
    }
    case TypeKind::kList:
      SelectOnList(scope, node);
      node.kind = NodeKind::kBroken;
      return;
    default: {
      std::string hint;
      if (FindFunction(node.name) != Function::kNone) {
        hint = "write " + Code(node.name + "()");
      }
      scope.ReportName(node,
                       Code(scope.ast.Text(scope.At(node.args[0]))) + " is " +
                           (operand.Is(TypeKind::kNull) ? "" : "a ") +
                           TypeText(operand) + " and has no field " +
                           Code(node.name),
                       hint);
      node.kind = NodeKind::kBroken;
      return;
    }
  }
  if (node.kind == NodeKind::kHas) node.type = Scalar(TypeKind::kBool);
}

}  // namespace quaranta::expr
