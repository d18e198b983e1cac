#include "tests/conformance/runner/inputs.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "quaranta/schema/field.h"
#include "tests/conformance/runner/fields.h"

namespace quaranta::conformance {
namespace {

using expr::Member;
using expr::Partial;
using expr::StaticType;
using expr::Value;
using Kind = Partial::Kind;
using TypeKind = StaticType::Kind;

TypeKind Primitive(int number) {
  constexpr TypeKind kKinds[] = {
      TypeKind::kDyn,    TypeKind::kBool,   TypeKind::kInt,  TypeKind::kUint,
      TypeKind::kDouble, TypeKind::kString, TypeKind::kBytes};
  return number >= 0 && number < 7 ? kKinds[number] : TypeKind::kDyn;
}

// What an unknown of a type may be, when a test does not say.
std::vector<Value> DomainOf(const StaticType& type) {
  const auto ints = [](std::initializer_list<std::int64_t> values) {
    return std::vector<Value>(values.begin(), values.end());
  };
  switch (type.kind) {
    case TypeKind::kBool:
      return {Value(false), Value(true)};
    case TypeKind::kInt:
      return ints({-7, -1, 0, 1, 2, 3, 9});
    case TypeKind::kUint:
      return {Value(std::uint64_t{0}), Value(std::uint64_t{1}),
              Value(std::uint64_t{9})};
    case TypeKind::kDouble:
      return {Value(-7.5), Value(0.0), Value(0.5), Value(2.0)};
    case TypeKind::kString:
      return {Value(""), Value("a"), Value("ab"), Value("b")};
    case TypeKind::kBytes:
      return {Value(expr::Bytes{""}), Value(expr::Bytes{"a"})};
    case TypeKind::kTimestamp:
      return {Value(Instant{0, 0}), Value(Instant{1649563200000000, 0})};
    case TypeKind::kDuration:
      return {Value(expr::Duration{0, 0}),
              Value(expr::Duration{3600000000, 0})};
    default:
      return {Value(), Value(true), Value(std::int64_t{1}), Value("a")};
  }
}

Partial Known(Value value) {
  Partial partial;
  partial.value = std::move(value);
  return partial;
}

expr::Ids ReadIds(const pb::Message& message, const std::string& name) {
  const pb::FieldDescriptor* field = FieldOf(message, name);
  expr::Ids ids;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
    ids.push_back(message.GetReflection()->GetRepeatedInt64(message, field, i));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

expr::Declarations DeclarationsOf(const pb::Message& test,
                                  std::shared_ptr<const message::Pool> pool) {
  expr::Declarations declared;
  declared.types = std::move(pool);
  declared.container = GetString(test, "container");
  declared.check = !GetBool(test, "disable_check");
  declared.macros = !GetBool(test, "disable_macros");
  declared.libraries.block = true;
  for (const pb::Message* decl : Items(test, "type_env")) {
    const std::string name = GetString(*decl, "name");
    if (WhichOf(*decl, "decl_kind") == "ident") {
      declared.variables.push_back(
          {name, TypeOf(GetMessage(GetMessage(*decl, "ident"), "type"))});
      continue;
    }
    expr::FunctionDeclaration function{name, {}};
    for (const pb::Message* overload :
         Items(GetMessage(*decl, "function"), "overloads")) {
      expr::FunctionForm form;
      for (const pb::Message* param : Items(*overload, "params")) {
        form.params.push_back(TypeOf(*param));
      }
      form.result = TypeOf(GetMessage(*overload, "result_type"));
      form.method = GetBool(*overload, "is_instance_function");
      function.forms.push_back(std::move(form));
    }
    declared.functions.push_back(std::move(function));
  }
  // A name that is bound but not declared may be anything.
  for (const pb::Message* binding : Items(test, "bindings")) {
    const std::string name = GetString(*binding, "key");
    bool known = false;
    for (const auto& variable : declared.variables) {
      known |= variable.name == name;
    }
    if (!known) declared.variables.push_back({name, StaticType{}});
  }
  return declared;
}

// Texts in a cell of an enum are names of its values.
void NameEnum(const schema::Enum& e, Partial& partial) {
  for (Partial& value : partial.domain) NameEnum(e, value);
  const std::string* text = partial.value.As<std::string>();
  if (text == nullptr) return;
  const auto* found = schema::FindValue(e, *text);
  partial.value =
      Value(expr::EnumNumber{&e, found == nullptr ? 0 : found->number});
}

}  // namespace

StaticType TypeOf(const pb::Message& type) {
  const std::string kind = WhichOf(type, "type_kind");
  if (kind == "null") return StaticType::Of(TypeKind::kNull);
  if (kind == "primitive") {
    return StaticType::Of(Primitive(GetEnum(type, kind)));
  }
  if (kind == "wrapper") {
    return StaticType::Wrapper(Primitive(GetEnum(type, kind)));
  }
  if (kind == "well_known") {
    constexpr TypeKind kKinds[] = {TypeKind::kDyn, TypeKind::kAny,
                                   TypeKind::kTimestamp, TypeKind::kDuration};
    return StaticType::Of(kKinds[GetEnum(type, kind) & 3]);
  }
  if (kind == "list_type") {
    return StaticType::List(
        TypeOf(GetMessage(GetMessage(type, kind), "elem_type")));
  }
  if (kind == "map_type") {
    const pb::Message& map = GetMessage(type, kind);
    return StaticType::Map(TypeOf(GetMessage(map, "key_type")),
                           TypeOf(GetMessage(map, "value_type")));
  }
  if (kind == "message_type") {
    const std::string name = GetString(type, kind);
    if (name == "google.protobuf.Timestamp") {
      return StaticType::Of(TypeKind::kTimestamp);
    }
    if (name == "google.protobuf.Duration") {
      return StaticType::Of(TypeKind::kDuration);
    }
    if (name == "google.protobuf.Any") return StaticType::Of(TypeKind::kAny);
    return StaticType::Message(name);
  }
  if (kind == "type_param") return StaticType::Param(GetString(type, kind));
  if (kind == "type") {
    return {TypeKind::kType, "", {TypeOf(GetMessage(type, kind))}};
  }
  if (kind == "abstract_type") {
    const pb::Message& abstract = GetMessage(type, kind);
    std::vector<StaticType> params;
    for (const pb::Message* param : Items(abstract, "parameter_types")) {
      params.push_back(TypeOf(*param));
    }
    return StaticType::Abstract(GetString(abstract, "name"), std::move(params));
  }
  return StaticType{};
}

Case CaseReader::Read(const pb::Message& test) const {
  Case given;
  given.declared = DeclarationsOf(test, pool_);
  for (const auto& variable : given.declared.variables) {
    given.values.push_back(
        Known(Value(expr::Error{expr::ErrorCode::kNoSuchVariable,
                                variable.name + " has no value", 0})));
    for (const pb::Message* binding : Items(test, "bindings")) {
      if (GetString(*binding, "key") != variable.name) continue;
      given.values.back() =
          ReadBinding(GetMessage(*binding, "value"), variable.type);
    }
  }
  auto zone = Zone::Load(GetString(test, "locale"));
  if (zone.ok()) given.zone = *std::move(zone);
  return given;
}

Partial CaseReader::ReadBinding(const pb::Message& binding,
                                const StaticType& type) const {
  const std::string kind = WhichOf(binding, "kind");
  if (kind == "value") return ReadValue(GetMessage(binding, kind), type);
  if (kind == "error") {
    return Known(
        Value(expr::Error{expr::ErrorCode::kInvalidArgument, "bound", 0}));
  }
  Partial unknown;
  unknown.kind = Kind::kUnknown;
  unknown.ids = ReadIds(GetMessage(binding, "unknown"), "exprs");
  for (Value& value : DomainOf(type)) {
    unknown.domain.push_back(Known(std::move(value)));
  }
  return unknown;
}

Partial CaseReader::ReadValue(const pb::Message& value,
                              const StaticType& type) const {
  const std::string kind = WhichOf(value, "kind");
  if (kind == "bool_value") return Known(Value(GetBool(value, kind)));
  if (kind == "int64_value") return Known(Value(GetInt(value, kind)));
  if (kind == "uint64_value") return Known(Value(GetUint(value, kind)));
  if (kind == "double_value") return Known(Value(GetDouble(value, kind)));
  if (kind == "string_value") return Known(Value(GetString(value, kind)));
  if (kind == "bytes_value") {
    return Known(Value(expr::Bytes{GetString(value, kind)}));
  }
  if (kind == "type_value") {
    return Known(Value(expr::TypeName{GetString(value, kind)}));
  }
  if (kind == "enum_value") {
    return Known(Value(GetInt(GetMessage(value, kind), "value")));
  }
  if (kind == "list_value" || kind == "map_value") {
    Partial partial;
    partial.kind = kind == "list_value" ? Kind::kList : Kind::kMap;
    const pb::Message& holder = GetMessage(value, kind);
    if (partial.kind == Kind::kList) {
      for (const pb::Message* item : Items(holder, "values")) {
        partial.members.push_back({{}, ReadValue(*item), {}, "", false});
      }
      return partial;
    }
    for (const pb::Message* entry : Items(holder, "entries")) {
      partial.members.push_back({ReadValue(GetMessage(*entry, "key")),
                                 ReadValue(GetMessage(*entry, "value")),
                                 {},
                                 "",
                                 false});
    }
    return partial;
  }
  if (kind == "object_value") return ReadObject(GetMessage(value, kind), type);
  return Partial{};
}

Partial CaseReader::ReadObject(const pb::Message& any,
                               const StaticType& type) const {
  constexpr std::string_view kPackage =
      "type.googleapis.com/cel.expr.conformance.partial.";
  const std::string url = GetString(any, "type_url");
  if (!url.starts_with(kPackage)) {
    auto read =
        pool_->Read("google.protobuf.Any", any.SerializePartialAsString());
    if (read.ok()) return Known(*std::move(read));
    return Known(Value(expr::Error{expr::ErrorCode::kInvalidArgument,
                                   std::string(read.status().message()), 0}));
  }
  const auto part = schema_.New(url.substr(url.find('/') + 1));
  part->ParsePartialFromString(GetString(any, "value"));
  const std::string name = url.substr(kPackage.size());
  if (name == "List") return ReadList(*part);
  if (name == "Map") return ReadMap(*part);
  if (name == "Record") return ReadRecord(*part);
  if (name == "Optional") {
    if (!Has(*part, "value")) return Known(Value(expr::Optional{}));
    const Partial value = ReadValue(GetMessage(*part, "value"));
    return Known(Value(expr::Optional{true, expr::Build({value}).slots[0]}));
  }
  Partial partial;
  partial.ids = ReadIds(*part, "ids");
  if (name == "Interval") {
    partial.kind = Kind::kInterval;
    partial.bounds = {GetDouble(*part, "low"), GetDouble(*part, "high")};
    partial.whole = GetBool(*part, "whole");
    return partial;
  }
  partial.kind = Kind::kUnknown;
  for (const pb::Message* value : Items(*part, "domain")) {
    partial.domain.push_back(ReadValue(*value));
  }
  if (!partial.domain.empty()) return partial;
  for (Value& value : DomainOf(type)) {
    partial.domain.push_back(Known(std::move(value)));
  }
  return partial;
}

Partial CaseReader::ReadList(const pb::Message& list) const {
  Partial partial;
  partial.kind = Kind::kList;
  partial.ids = ReadIds(list, "open");
  for (const pb::Message* item : Items(list, "items")) {
    partial.members.push_back({{},
                               ReadValue(GetMessage(*item, "value")),
                               ReadIds(*item, "waits_for"),
                               "",
                               false});
  }
  for (const pb::Message* value : Items(list, "more")) {
    partial.domain.push_back(ReadValue(*value));
  }
  return partial;
}

Partial CaseReader::ReadMap(const pb::Message& map) const {
  Partial partial;
  partial.kind = Kind::kMap;
  partial.ids = ReadIds(map, "open");
  const auto read = [&](const std::string& field, std::vector<Member>& into) {
    for (const pb::Message* entry : Items(map, field)) {
      into.push_back({ReadValue(GetMessage(*entry, "key")),
                      ReadValue(GetMessage(*entry, "value")),
                      {},
                      "",
                      false});
    }
  };
  read("entries", partial.members);
  read("more", partial.more);
  return partial;
}

Partial CaseReader::ReadRecord(const pb::Message& record) const {
  Partial partial;
  partial.kind = Kind::kRecord;
  partial.record = GetString(record, "type");
  partial.row = GetString(record, "id");
  const schema::Record* type = schema::FindRecord(partial.record);
  for (const pb::Message* cell : Items(record, "cells")) {
    Member member;
    member.name = GetString(*cell, "field");
    member.blank = !Has(*cell, "value");
    if (!member.blank) member.value = ReadValue(GetMessage(*cell, "value"));
    const schema::Field* field =
        type == nullptr ? nullptr : schema::FindField(*type, member.name);
    if (field != nullptr && field->enumeration != nullptr) {
      NameEnum(*field->enumeration, member.value);
    }
    partial.cells.push_back(std::move(member));
  }
  const auto rows = [&](const pb::Message& collection, const char* field) {
    std::vector<Partial> all;
    for (const pb::Message* row : Items(collection, field)) {
      all.push_back(ReadRecord(*row));
    }
    return all;
  };
  for (const pb::Message* collection : Items(record, "collections")) {
    partial.lists.push_back(
        {GetString(*collection, "name"), rows(*collection, "rows"),
         ReadIds(*collection, "open"), rows(*collection, "more")});
  }
  return partial;
}

Value Renumber(const Value& value, const expr::Inputs& inputs) {
  const auto renumber = [&](const expr::Facts& facts) {
    return expr::FactsOf(IdsOf(facts, inputs));
  };
  if (const auto* unknown = value.As<expr::Unknown>()) {
    return Value(expr::Unknown{renumber(unknown->facts)});
  }
  if (const auto* hedged = value.As<expr::Hedged>()) {
    return Value(
        expr::Hedged{hedged->interval, renumber(hedged->facts), hedged->whole});
  }
  if (const auto* list = value.As<expr::List>()) {
    expr::List renumbered;
    for (const Value& item : list->items) {
      renumbered.items.push_back(Renumber(item, inputs));
    }
    for (const expr::Facts& waits : list->waits_for) {
      renumbered.waits_for.push_back(renumber(waits));
    }
    renumbered.open = renumber(list->open);
    return Value(std::move(renumbered));
  }
  if (const auto* map = value.As<expr::Map>()) {
    expr::Map renumbered;
    for (const auto& [key, item] : map->entries) {
      renumbered.entries.emplace_back(key, Renumber(item, inputs));
    }
    renumbered.open = renumber(map->open);
    return Value(std::move(renumbered));
  }
  return value;
}

expr::Environment RuleNames(const Case& given) {
  expr::Environment environment;
  for (std::size_t i = 0; i < given.values.size(); ++i) {
    expr::Variable variable;
    variable.name = given.declared.variables[i].name;
    if (given.values[i].kind == Kind::kRecord) {
      variable.type = expr::Variable::Type::kRecord;
      variable.record = schema::FindRecord(given.values[i].record);
    }
    environment.variables.push_back(std::move(variable));
  }
  return environment;
}

}  // namespace quaranta::conformance
