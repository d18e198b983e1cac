#include "tests/conformance/runner/runner.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "tests/conformance/runner/fields.h"

namespace quaranta::conformance {
namespace {

using expr::StaticType;
using expr::Value;
using TypeKind = StaticType::Kind;

// The first mistake of a text that is no test file.
class FirstMistake : public pb::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (!text.empty()) return;
    text = std::to_string(line + 1) + ":" + std::to_string(column + 1) + ": " +
           message;
  }
  std::string text;
};

TypeKind Primitive(int number) {
  constexpr TypeKind kKinds[] = {
      TypeKind::kDyn,    TypeKind::kBool,   TypeKind::kInt,  TypeKind::kUint,
      TypeKind::kDouble, TypeKind::kString, TypeKind::kBytes};
  return number >= 0 && number < 7 ? kKinds[number] : TypeKind::kDyn;
}

bool IsNaN(const Value& value) {
  const double* d = value.As<double>();
  return d != nullptr && std::isnan(*d);
}

bool MatchLists(const expr::List& a, const expr::List& b) {
  if (a.items.size() != b.items.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!Matches(a.items[i], b.items[i])) return false;
  }
  return true;
}

bool MatchMaps(const expr::Map& a, const expr::Map& b) {
  if (a.entries.size() != b.entries.size()) return false;
  for (const auto& [key, value] : a.entries) {
    bool found = false;
    for (const auto& [k, v] : b.entries) {
      found |= Matches(key, k) && Matches(value, v);
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace

bool Matches(const Value& a, const Value& b) {
  if (a.variant().index() != b.variant().index()) return false;
  if (a.IsError() || a.IsUnknown()) return false;
  if (IsNaN(a) && IsNaN(b)) return true;
  if (const auto* x = a.As<double>()) {
    return *x == *b.As<double>() &&
           std::signbit(*x) == std::signbit(*b.As<double>());
  }
  if (const auto* x = a.As<expr::List>()) {
    return MatchLists(*x, *b.As<expr::List>());
  }
  if (const auto* x = a.As<expr::Map>())
    return MatchMaps(*x, *b.As<expr::Map>());
  if (const auto* x = a.As<expr::Object>()) {
    return x->Equals(*b.As<expr::Object>());
  }
  if (const auto* x = a.As<expr::Duration>()) {
    return *x == *b.As<expr::Duration>();
  }
  if (const auto* x = a.As<Instant>()) return *x == *b.As<Instant>();
  // The text of what is left (scalars) says all of it.
  return expr::ToText(a) == expr::ToText(b);
}

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

Runner::Runner() {
  auto pool = message::Pool::FromDescriptorSet(SuiteFiles());
  if (!pool.ok()) {
    std::cerr << pool.status() << "\n";
    std::abort();
  }
  pool_ = *std::move(pool);
}

std::variant<TestFile, std::string> Runner::Read(
    std::string name, const std::string& text) const {
  TestFile file;
  file.name = std::move(name);
  file.message = schema_.New("cel.expr.conformance.test.SimpleTestFile");
  FirstMistake mistake;
  pb::TextFormat::Parser parser;
  parser.RecordErrorsTo(&mistake);
  if (!parser.ParseFromString(text, file.message.get())) {
    return file.name + ":" + mistake.text;
  }
  return file;
}

std::vector<Test> Runner::TestsOf(const TestFile& file) {
  std::vector<Test> tests;
  for (pb::Message* section : MutableItems(*file.message, "section")) {
    for (pb::Message* test : MutableItems(*section, "test")) {
      tests.push_back({file.name + "/" + GetString(*section, "name") + "/" +
                           GetString(*test, "name"),
                       test});
    }
  }
  return tests;
}

Value Runner::ValueOf(const pb::Message& value) const {
  const std::string kind = WhichOf(value, "kind");
  if (kind == "bool_value") return Value(GetBool(value, kind));
  if (kind == "int64_value") return Value(GetInt(value, kind));
  if (kind == "uint64_value") return Value(GetUint(value, kind));
  if (kind == "double_value") return Value(GetDouble(value, kind));
  if (kind == "string_value") return Value(GetString(value, kind));
  if (kind == "bytes_value") return Value(expr::Bytes{GetString(value, kind)});
  if (kind == "type_value")
    return Value(expr::TypeName{GetString(value, kind)});
  if (kind == "enum_value") {
    return Value(GetInt(GetMessage(value, kind), "value"));
  }
  if (kind == "list_value") {
    expr::List list;
    for (const pb::Message* item : Items(GetMessage(value, kind), "values")) {
      list.items.push_back(ValueOf(*item));
    }
    return Value(std::move(list));
  }
  if (kind == "map_value") {
    expr::Map map;
    for (const pb::Message* entry : Items(GetMessage(value, kind), "entries")) {
      map.entries.emplace_back(ValueOf(GetMessage(*entry, "key")),
                               ValueOf(GetMessage(*entry, "value")));
    }
    return Value(std::move(map));
  }
  if (kind == "object_value") {
    auto read = pool_->Read("google.protobuf.Any",
                            GetMessage(value, kind).SerializePartialAsString());
    if (read.ok()) return *std::move(read);
    return Value(expr::Error{expr::ErrorCode::kInvalidArgument,
                             std::string(read.status().message()), 0});
  }
  return Value();
}

expr::Declarations Runner::DeclarationsOf(const pb::Message& test) const {
  expr::Declarations declared;
  declared.types = pool_;
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

std::vector<Value> Runner::SlotsOf(const pb::Message& test,
                                   const expr::Declarations& declared) const {
  std::vector<Value> slots;
  for (const auto& variable : declared.variables) {
    slots.emplace_back(expr::Error{expr::ErrorCode::kNoSuchVariable,
                                   variable.name + " has no value", 0});
    for (const pb::Message* binding : Items(test, "bindings")) {
      if (GetString(*binding, "key") != variable.name) continue;
      const pb::Message& value = GetMessage(*binding, "value");
      if (WhichOf(value, "kind") == "value") {
        slots.back() = ValueOf(GetMessage(value, "value"));
      }
    }
  }
  return slots;
}

Failure Runner::Run(const pb::Message& test) const {
  const expr::Declarations declared = DeclarationsOf(test);
  const auto [program, diagnostics] =
      expr::Program::CompilePlain(GetString(test, "expr"), declared);
  const std::string matcher = WhichOf(test, "result_matcher");
  if (!diagnostics.empty()) {
    if (matcher == "eval_error" || matcher == "any_eval_errors") {
      return std::nullopt;
    }
    return "does not compile: " + diagnostics[0].message;
  }
  if (GetBool(test, "check_only")) {
    return Judge(test, Value(), program.result_type());
  }
  const std::vector<Value> slots = SlotsOf(test, declared);
  expr::Activation activation;
  activation.slots = slots;
  return Judge(test, program.Evaluate(activation), program.result_type());
}

namespace {

std::string Show(const Value& value) {
  std::string text = expr::ToText(value);
  if (const auto* error = value.As<expr::Error>()) text += " " + error->message;
  return text;
}

Failure JudgeValue(const Value& result, const Value& expected) {
  if (Matches(result, expected)) return std::nullopt;
  return "expected " + Show(expected) + ", found " + Show(result);
}

}  // namespace

Failure Runner::Judge(const pb::Message& test, const Value& result,
                      const StaticType& deduced) const {
  const std::string matcher = WhichOf(test, "result_matcher");
  if (matcher.empty()) return JudgeValue(result, Value(true));
  const pb::Message& expected = GetMessage(test, matcher);
  if (matcher == "value") return JudgeValue(result, ValueOf(expected));
  if (matcher == "typed_result") {
    if (Has(expected, "deduced_type")) {
      const StaticType type = TypeOf(GetMessage(expected, "deduced_type"));
      if (!(type == deduced)) {
        return "expected the type " + expr::ToText(type) + ", found " +
               expr::ToText(deduced);
      }
    }
    if (GetBool(test, "check_only")) return std::nullopt;
    return JudgeValue(result, ValueOf(GetMessage(expected, "result")));
  }
  if (matcher == "eval_error" || matcher == "any_eval_errors") {
    if (result.IsError()) return std::nullopt;
    return "expected an error, found " + Show(result);
  }
  if (result.IsUnknown()) return std::nullopt;
  return "expected unknown, found " + Show(result);
}

std::variant<Skips, std::string> Skips::Parse(std::string_view text) {
  Skips skips;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(": ");
    if (colon == line.npos || colon + 2 >= line.size()) {
      return "a skip without a reason: " + line;
    }
    skips.entries_.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return skips;
}

const std::string* Skips::Find(const std::string& name) const {
  for (const auto& [pattern, reason] : entries_) {
    const bool all = pattern.ends_with("/*");
    const std::string_view stem =
        std::string_view(pattern).substr(0, pattern.size() - (all ? 1 : 0));
    if (all ? name.starts_with(stem) : name == stem) return &reason;
  }
  return nullptr;
}

}  // namespace quaranta::conformance
