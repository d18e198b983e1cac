#include "tests/conformance/runner/runner.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "tests/conformance/runner/fields.h"

namespace quaranta::conformance {
namespace {

using expr::StaticType;
using expr::Value;

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

}  // namespace

namespace {

std::shared_ptr<const message::Pool> SuitePool() {
  auto pool = message::Pool::FromDescriptorSet(SuiteFiles());
  if (!pool.ok()) {
    std::cerr << pool.status() << "\n";
    std::abort();
  }
  return *std::move(pool);
}

}  // namespace

Runner::Runner() : cases_(SuitePool()) {}

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

namespace {

std::string Show(const Value& value) {
  std::string text = expr::ToText(value);
  if (const auto* error = value.As<expr::Error>()) text += " " + error->message;
  if (const auto* unknown = value.As<expr::Unknown>()) {
    text += " of";
    for (const expr::Fact& fact : unknown->facts) {
      text += " " + std::to_string(fact.row.row);
    }
  }
  return text;
}

Failure JudgeValue(const Value& result, const Value& expected) {
  if (expr::Identical(result, expected)) return std::nullopt;
  return "expected " + Show(expected) + ", found " + Show(result);
}

// The numbers of a cel.expr.UnknownSet.
expr::Ids IdsOfSet(const pb::Message& set) {
  expr::Ids ids;
  const pb::FieldDescriptor* field = FieldOf(set, "exprs");
  for (int i = 0; i < set.GetReflection()->FieldSize(set, field); ++i) {
    ids.push_back(set.GetReflection()->GetRepeatedInt64(set, field, i));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// Unknown, and for one of the sets of facts; none, or an empty one, stands for
// any.
Failure JudgeUnknown(const Value& result,
                     const std::vector<const pb::Message*>& sets) {
  const auto* unknown = result.As<expr::Unknown>();
  if (unknown == nullptr) return "expected unknown, found " + Show(result);
  std::string expected;
  for (const pb::Message* set : sets) {
    const expr::Ids ids = IdsOfSet(*set);
    if (ids.empty() || expr::FactsOf(ids) == unknown->facts) {
      return std::nullopt;
    }
    expected += expected.empty() ? "" : " or";
    for (const std::int64_t id : ids) expected += " " + std::to_string(id);
  }
  if (sets.empty()) return std::nullopt;
  return "expected unknown of" + expected + ", found " + Show(result);
}

}  // namespace

std::pair<expr::Program, std::vector<expr::Diagnostic>> Runner::Compile(
    const pb::Message& test, const Case& given, Language language) const {
  const std::string source = GetString(test, "expr");
  return language == Language::kPlain
             ? expr::Program::CompilePlain(source, given.declared)
             : expr::Program::Compile(source, RuleNames(given));
}

Value Runner::Evaluate(const expr::Program& program, const Case& given,
                       const expr::Inputs& inputs) {
  expr::Activation activation;
  activation.slots = inputs.slots;
  activation.view = &inputs.view;
  activation.zone = &given.zone;
  for (std::size_t i = 0; i < inputs.slots.size(); ++i) {
    const auto* instant = inputs.slots[i].As<Instant>();
    if (instant != nullptr && given.declared.variables[i].name == "as_of") {
      activation.as_of = *instant;
    }
  }
  return Renumber(program.Evaluate(activation), inputs);
}

Failure Runner::Run(const pb::Message& test) const {
  const Case given = cases_.Read(test);
  const auto [program, diagnostics] = Compile(test, given, Language::kPlain);
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
  return Judge(test, Evaluate(program, given, expr::Build(given.values)),
               program.result_type());
}

Runner::Both Runner::RunInBoth(const pb::Message& test) const {
  const Case given = cases_.Read(test);
  const expr::Inputs inputs = expr::Build(given.values);
  Both both;
  std::string mistakes;
  for (const Language language : {Language::kPlain, Language::kRule}) {
    const bool plain = language == Language::kPlain;
    const auto [program, diagnostics] = Compile(test, given, language);
    if (!diagnostics.empty()) {
      mistakes += (plain ? "" : "; as a rule: ") + diagnostics[0].message;
      continue;
    }
    (plain ? both.plain : both.rule) = true;
    Failure failure =
        Judge(test, Evaluate(program, given, inputs), program.result_type());
    if (failure && !both.failure) {
      both.failure = (plain ? "" : "as a rule: ") + *failure;
    }
  }
  if (!both.plain && !both.rule) {
    both.failure = "does not compile: " + mistakes;
  }
  return both;
}

Value Runner::ExpectedValue(const pb::Message& value) const {
  return expr::Build({cases_.ReadValue(value)}).slots[0];
}

Failure Runner::Judge(const pb::Message& test, const Value& result,
                      const StaticType& deduced) const {
  const std::string matcher = WhichOf(test, "result_matcher");
  if (matcher.empty()) return JudgeValue(result, Value(true));
  const pb::Message& expected = GetMessage(test, matcher);
  if (matcher == "value") return JudgeValue(result, ExpectedValue(expected));
  if (matcher == "typed_result") {
    if (Has(expected, "deduced_type")) {
      const StaticType type = TypeOf(GetMessage(expected, "deduced_type"));
      if (!(type == deduced)) {
        return "expected the type " + expr::ToText(type) + ", found " +
               expr::ToText(deduced);
      }
    }
    if (GetBool(test, "check_only")) return std::nullopt;
    return JudgeValue(result, ExpectedValue(GetMessage(expected, "result")));
  }
  if (matcher == "eval_error" || matcher == "any_eval_errors") {
    if (result.IsError()) return std::nullopt;
    return "expected an error, found " + Show(result);
  }
  if (matcher == "unknown") return JudgeUnknown(result, {&expected});
  return JudgeUnknown(result, Items(expected, "unknowns"));
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
