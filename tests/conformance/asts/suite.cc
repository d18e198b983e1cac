#include "tests/conformance/asts/suite.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <utility>

#include "expr/compile.h"
#include "expr/plain_checker.h"
#include "tests/conformance/asts/expand.h"
#include "tests/conformance/runner/fields.h"

namespace quaranta::conformance {
namespace {

using expr::StaticType;
using Kind = StaticType::Kind;

// cel-go's own tests have the messages in another package.
std::string Renamed(std::string text) {
  const std::string from = "cel.expr.conformance.proto";
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; ++at) {
    const std::string number = text.substr(at + from.size(), 1);
    text.replace(at, from.size() + 1, "google.expr.proto" + number + ".test");
  }
  return text;
}

void RenameField(pb::FieldDescriptorProto& field) {
  if (field.has_type_name()) field.set_type_name(Renamed(field.type_name()));
  if (field.has_extendee()) field.set_extendee(Renamed(field.extendee()));
}

void RenameTypes(pb::DescriptorProto& type) {
  for (auto& field : *type.mutable_field()) RenameField(field);
  for (auto& field : *type.mutable_extension()) RenameField(field);
  for (auto& nested : *type.mutable_nested_type()) RenameTypes(nested);
}

std::string RenamedFiles() {
  pb::FileDescriptorSet set;
  set.ParseFromString(SuiteFiles());
  for (pb::FileDescriptorProto& file : *set.mutable_file()) {
    file.set_package(Renamed(file.package()));
    for (auto& type : *file.mutable_message_type()) RenameTypes(type);
    for (auto& field : *file.mutable_extension()) RenameField(field);
  }
  return set.SerializeAsString();
}

// What the tests of cel-go's checker declare when they say nothing.
void AddDefaults(expr::Declarations& declared) {
  const StaticType text = StaticType::Of(Kind::kString);
  const std::pair<const char*, Kind> kNames[] = {
      {"is", Kind::kString}, {"ii", Kind::kInt},   {"iu", Kind::kUint},
      {"iz", Kind::kBool},   {"ib", Kind::kBytes}, {"id", Kind::kDouble},
      {"ix", Kind::kNull}};
  for (const auto& [name, kind] : kNames) {
    declared.variables.push_back({name, StaticType::Of(kind)});
  }
  declared.functions.push_back({"fg_s", {{{}, text, false}}});
  declared.functions.push_back({"fi_s_s", {{{text}, text, true}}});
}

// The tree of a text, or nullptr; macros of the standard only, or of the
// libraries too.
std::shared_ptr<expr::Ast> Parsed(const std::string& source, bool libraries,
                                  std::string& mistake) {
  expr::Syntax syntax;
  syntax.rules = syntax.pairs = syntax.quoted = false;
  syntax.bindings = syntax.protos = syntax.block = libraries;
  expr::Limits limits;
  if (!libraries) limits.depth = 32;  // as the suite was made
  expr::Diagnostics diagnostics(source);
  auto ast = expr::ParseSource(source, syntax, limits, diagnostics);
  if (diagnostics.empty()) return ast;
  mistake = diagnostics.Take()[0].message;
  return nullptr;
}

// cel-go declares the indexes of a block, and what is bound within it, as dyn
// and does not look at what they are.
void DeclareBlock(expr::Ast& ast, expr::Declarations& declared) {
  const StaticType param = StaticType::Param("T");
  declared.functions.push_back(
      {"cel.@block", {{{StaticType::List({}), param}, param, false}}});
  constexpr std::size_t kMostIndexes = 64;
  for (std::size_t i = 0; i < kMostIndexes; ++i) {
    declared.variables.push_back({"@index" + std::to_string(i), {}});
  }
  const std::size_t count = ast.nodes.size();
  for (std::size_t id = 0; id < count; ++id) {
    if (ast.nodes[id].kind != expr::NodeKind::kBind ||
        ast.nodes[id].name != "block") {
      continue;
    }
    expr::Node list = ast.nodes[id];
    list.kind = expr::NodeKind::kList;
    const expr::NodeId body = list.args.back();
    list.args.pop_back();
    expr::Node& block = ast.nodes[id];
    block.kind = expr::NodeKind::kCall;
    block.name = "cel.@block";
    block.args = {static_cast<expr::NodeId>(count), body};
    ast.nodes.push_back(std::move(list));
    return;  // the tests have one at most
  }
}

std::string Unlike(const char* what, const std::string& ours,
                   const std::string& expected) {
  return std::string(what) + "\n--- is\n" + ours + "\n--- not\n" + expected;
}

Failure CompareChecked(const Example& example, const std::string& source,
                       expr::Declarations declared) {
  std::string mistake;
  auto ast = Parsed(source, true, mistake);
  if (ast == nullptr) return "with libraries is no expression: " + mistake;
  DeclareBlock(*ast, declared);
  Checked checked{*ast, *ast, {}};
  checked.ast.types = declared.types;
  checked.ast.plain = true;
  expr::Diagnostics diagnostics(source);
  expr::CheckPlain(declared, {}, checked.ast, diagnostics, &checked.types);
  if (!diagnostics.empty()) {
    if (!example.type) return std::nullopt;
    return "does not check: " + diagnostics.Take()[0].message;
  }
  const std::string type = expr::ToText(checked.ast.result_type);
  if (!example.type) return "checks, as " + type;
  if (type != *example.type) return Unlike("the type", type, *example.type);
  const std::string text = ToDebugText(Expand(checked, declared));
  if (IsExpected(text, *example.checked_ast)) return std::nullopt;
  return Unlike("the checked tree", text, *example.checked_ast);
}

}  // namespace

std::variant<std::vector<Example>, std::string> ReadExamples(
    std::string_view lines) {
  std::vector<Example> examples;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string line(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    pb::Struct object;
    if (!pb::util::JsonStringToMessage(line, &object).ok()) {
      return "line " + std::to_string(examples.size() + 1) + " is no JSON";
    }
    const auto text = [&](const char* key) -> std::optional<std::string> {
      const auto it = object.fields().find(key);
      if (it == object.fields().end()) return std::nullopt;
      return it->second.string_value();
    };
    const auto suite = text("suite");
    const auto name = text("name");
    const auto test = text("test");
    if (!suite || !name || !test) {
      return "line " + std::to_string(examples.size() + 1) +
             " has no suite, name or test";
    }
    examples.push_back(
        {*suite, *name, *test, text("ast"), text("checkedAst"), text("type")});
  }
  return examples;
}

Examiner::Examiner() {
  auto pool = message::Pool::FromDescriptorSet(RenamedFiles());
  if (!pool.ok()) std::abort();
  renamed_ = *std::move(pool);
}

Failure Examiner::Run(const Example& example) const {
  const auto test = schema_.New("cel.expr.conformance.test.SimpleTest");
  if (!pb::util::JsonStringToMessage(example.test, test.get()).ok()) {
    return "the test cannot be read";
  }
  const std::string source = GetString(*test, "expr");
  std::string mistake;
  const auto parsed = Parsed(source, false, mistake);
  if ((parsed == nullptr) != !example.ast) {
    return parsed == nullptr ? "is no expression: " + mistake
                             : std::string("is an expression");
  }
  if (parsed == nullptr) return std::nullopt;
  const std::string text = ToDebugText(Expand(*parsed));
  if (text != *example.ast) return Unlike("the tree", text, *example.ast);
  // The comprehensions of two variables were only parsed.
  if (example.suite == "comprehensions") return std::nullopt;
  expr::Declarations declared = runner_.DeclarationsOf(*test);
  declared.check = true;
  if (example.suite == "checking") {
    AddDefaults(declared);
    declared.types = renamed_;
  }
  return CompareChecked(example, source, declared);
}

}  // namespace quaranta::conformance
