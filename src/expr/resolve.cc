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

std::string Folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

// Words of other languages.
Hint NameHabit(std::string_view name) {
  const std::string word = Folded(name);
  if (word == "true" || word == "yes") return Write("true");
  if (word == "false" || word == "no") return Write("false");
  if (word == "none" || word == "null" || word == "nil" ||
      word == "undefined" || word == "nan") {
    return Write("null");
  }
  if (word == "now" || word == "currenttimestamp" || word == "sysdate") {
    return Say(msg::kCelHintTimeIs);
  }
  if (word == "today" || word == "currentdate") {
    return Say(msg::kCelHintDayIs);
  }
  return std::nullopt;
}

// A member of the record by its name or Chinese label; "" for none.
std::string_view MemberCalled(const schema::Record& record,
                              std::string_view name) {
  if (FindMember(record, name)) return name;
  return MemberByLabel(record, name);
}

// "r.beds" for a field named without its record.
Hint OwnerHint(const Scope& scope, std::string_view name) {
  const auto hint = [&](std::string_view owner, const schema::Record& record) {
    const std::string_view member = MemberCalled(record, name);
    return member.empty()
               ? Hint()
               : DidYouMean(std::string(owner) + "." + std::string(member));
  };
  for (auto local = scope.locals.rbegin(); local != scope.locals.rend();
       ++local) {
    if (!local->type.Is(TypeKind::kRecord)) continue;
    if (Hint found = hint(local->name, *local->type.record)) return found;
  }
  for (const Variable& v : scope.environment.variables) {
    if (v.type != Variable::Type::kRecord || v.record == nullptr) continue;
    if (v.record->zh == name) return DidYouMean(v.name);
    if (Hint found = hint(v.name, *v.record)) return found;
  }
  return std::nullopt;
}

Hint NamesHere(const Scope& scope) {
  std::string names;
  for (auto local = scope.locals.rbegin(); local != scope.locals.rend();
       ++local) {
    names += (names.empty() ? "" : ", ") + std::string(local->name);
  }
  for (const Variable& v : scope.environment.variables) {
    names += (names.empty() ? "" : ", ") + v.name;
  }
  if (names.empty()) return std::nullopt;
  return Say(msg::kCelHintNames, {{"names", std::move(names)}});
}

Hint UnknownNameHint(const Scope& scope, std::string_view name) {
  if (Hint habit = NameHabit(name)) return habit;
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
  if (Hint owner = OwnerHint(scope, name)) return owner;
  // An enum value named without its enum.
  for (const schema::Enum& e : schema::Enums()) {
    for (const schema::EnumValue& value : e.values) {
      if (value.name == name || value.zh == name) {
        return DidYouMean(std::string(e.name) + "." + std::string(value.name));
      }
    }
  }
  return NamesHere(scope);
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
  Hint hint = DidYouMean(nearest);
  if (!hint) {
    std::string all;
    for (const std::string_view name : names) {
      all += (all.empty() ? "" : ", ") + std::string(name);
    }
    hint = Say(msg::kCelHintValues, {{"names", std::move(all)}});
  }
  scope.ReportName(
      node, Say(msg::kCelNoEnumValue, {{"enum", e.name}, {"name", node.name}}),
      std::move(hint));
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

// The outer variable of this name has the member, and a macro's hides it.
bool IsHidden(const Scope& scope, const Node& operand,
              std::string_view member) {
  if (operand.kind != NodeKind::kLocal) return false;
  const auto has = [&](const Type& type) {
    return type.Is(TypeKind::kRecord) && FindMember(*type.record, member);
  };
  for (const Local& local : scope.locals) {
    if (local.name == operand.name && has(local.type)) return true;
  }
  const auto slot = FindVariable(scope, operand.name);
  return slot && has(VariableType(scope.environment.variables[*slot]));
}

Hint NoFieldHint(const Scope& scope, const schema::Record& record,
                 const Node& node) {
  const Node& operand = scope.ast.nodes[node.args[0]];
  if (IsHidden(scope, operand, node.name)) {
    return Say(msg::kCelHintHidden, {{"name", operand.name}});
  }
  const std::string_view labelled = MemberByLabel(record, node.name);
  if (!labelled.empty()) {
    return Say(msg::kCelHintLabelOf, {{"name", labelled}});
  }
  const std::string nearest = Nearest(node.name, MemberNames(record));
  if (!nearest.empty()) return DidYouMean(nearest);
  return Say(msg::kCelHintFieldsListed, {{"record", record.name}});
}

void SelectOnList(Scope& scope, Node& node) {
  const Node& list = scope.At(node.args[0]);
  const std::string text = scope.Text(list);
  Hint hint;
  if (node.name == "size" || node.name == "length" || node.name == "count" ||
      node.name == "len") {
    hint = Write(text + ".size()");
  } else if (FindFunction(node.name) != Function::kNone) {
    hint = Write(text + "." + node.name + "()");
  } else if (list.type.item != nullptr &&
             list.type.item->Is(TypeKind::kRecord)) {
    hint = Say(msg::kCelHintAskEach, {{"text", text}, {"name", node.name}});
  }
  scope.ReportName(
      node,
      Say(msg::kCelNoFieldOfValue,
          {{"text", text}, {"type", TypeText(list.type)}, {"name", node.name}}),
      std::move(hint));
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
  scope.Report(node, Say(msg::kCelUnknownName, {{"name", node.name}}),
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
        scope.ReportName(node,
                         Say(msg::kCelNoField,
                             {{"record", record.name}, {"name", node.name}}),
                         NoFieldHint(scope, record, node));
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
      Hint hint;
      if (FindFunction(node.name) != Function::kNone) {
        hint = Write(node.name + "()");
      } else if (node.name == "length" && operand.Is(TypeKind::kString)) {
        hint = Write(scope.Text(scope.At(node.args[0])) + ".size()");
      }
      scope.ReportName(node,
                       Say(msg::kCelNoFieldOfValue,
                           {{"text", scope.Text(scope.At(node.args[0]))},
                            {"type", TypeText(operand)},
                            {"name", node.name}}),
                       std::move(hint));
      node.kind = NodeKind::kBroken;
      return;
    }
  }
  if (node.kind == NodeKind::kHas) node.type = Scalar(TypeKind::kBool);
}

}  // namespace quaranta::expr
