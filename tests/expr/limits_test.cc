// Every limit, at what it allows and one beyond.
#include "quaranta/expr/limits.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {
namespace {

Program Compiled(const std::string& source, const Limits& limits = {}) {
  Declarations declared;
  declared.variables = {{"x", {}}};
  auto [program, diagnostics] = Program::CompilePlain(source, declared, limits);
  EXPECT_TRUE(diagnostics.empty()) << diagnostics[0].message;
  return program;
}

Value Evaluated(const std::string& source, const Limits& limits, Value x = {}) {
  Activation activation;
  const std::vector<Value> slots = {std::move(x)};
  activation.slots = slots;
  return Compiled(source).Evaluate(activation, limits);
}

// What the only diagnostic of a text says, in plain CEL and as a rule.
std::string Mistake(const std::string& source, const Limits& limits) {
  std::string message;
  for (const auto& diagnostics :
       {Program::CompilePlain(source, {}, limits).second,
        Program::Compile(source, {}, limits).second}) {
    EXPECT_LE(diagnostics.size(), 1U) << source;
    const std::string found = diagnostics.empty() ? "" : diagnostics[0].message;
    EXPECT_TRUE(message.empty() || found == message) << found;
    message = found;
  }
  return message;
}

std::string Overrun(const Limits& limits) {
  return "the evaluation takes more than " + std::to_string(limits.steps) +
         " steps or " + std::to_string(limits.iterations) + " iterations";
}

void ExpectBudget(const Value& value, const std::string& message) {
  const Error* error = value.As<Error>();
  ASSERT_NE(error, nullptr) << ToText(value, 100);
  EXPECT_EQ(error->code, ErrorCode::kBudget);
  EXPECT_EQ(error->message, message);
}

// The least number for which the evaluation is within a limit.
template <class Set>
std::uint64_t Least(const std::string& source, Set set, const Value& x = {}) {
  std::uint64_t low = 0;
  std::uint64_t high = std::uint64_t{1} << 40;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    Limits limits;
    set(limits, middle);
    if (Evaluated(source, limits, x).IsError()) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string Nested(std::size_t depth) {
  return std::string(depth - 1, '[') + "1" + std::string(depth - 1, ']');
}

TEST(TextLimits, SourceBytes) {
  Limits limits;
  limits.source_bytes = 5;
  EXPECT_EQ(Mistake("1 + 1", limits), "");
  EXPECT_EQ(Mistake("1 + 1 ", limits), "the expression is longer than 5 bytes");
}

TEST(TextLimits, Depth) {
  Limits limits;
  limits.depth = 7;
  EXPECT_EQ(Mistake(Nested(7), limits), "");
  EXPECT_EQ(Mistake(Nested(8), limits),
            "the expression is nested more than 7 deep");
}

TEST(TextLimits, DepthNeverExceedsWhatTheStackTakes) {
  Limits limits;
  limits.depth = SIZE_MAX;
  EXPECT_EQ(Mistake(Nested(500), limits), "");
  EXPECT_EQ(Mistake(Nested(501), limits),
            "the expression is nested more than 500 deep");
}

TEST(TextLimits, Nodes) {
  Limits limits;
  limits.nodes = 4;
  EXPECT_EQ(Mistake("[1, 2, 3]", limits), "");
  EXPECT_EQ(Mistake("[1, 2, 3, 4]", limits),
            "the expression has more than 4 parts");
}

TEST(TextLimits, RegexBytes) {
  Limits limits;
  limits.regex_bytes = 3;
  EXPECT_EQ(Mistake("'x'.matches('a.c')", limits), "");
  EXPECT_EQ(Mistake("'x'.matches('a.cd')", limits),
            "not a regular expression: longer than 3 bytes");
}

TEST(TextLimits, RegexMemory) {
  Limits limits;
  EXPECT_EQ(Mistake("'x'.matches('a{900}')", limits), "");
  limits.regex_memory = 4096;
  EXPECT_NE(Mistake("'x'.matches('a{900}')", limits).find("too large"),
            std::string::npos);
}

TEST(EvaluationLimits, Steps) {
  const std::string source = "[1, 2, 3].map(i, i + 1).size() == 3";
  const auto set = [](Limits& l, std::uint64_t n) { l.steps = n; };
  const std::uint64_t least = Least(source, set);
  EXPECT_GT(least, 10U);
  Limits limits;
  limits.steps = least;
  EXPECT_TRUE(Evaluated(source, limits).IsTrue());
  limits.steps = least - 1;
  ExpectBudget(Evaluated(source, limits), Overrun(limits));
  // No `||` absorbs it.
  limits.steps = least;
  EXPECT_TRUE(Evaluated(source + " || true", limits).IsError());
}

TEST(EvaluationLimits, Iterations) {
  // Three outer items, and three inner ones for each.
  const std::string source = "[1, 2, 3].all(i, [1, 2, 3].all(j, i + j > 0))";
  Limits limits;
  limits.iterations = 12;
  EXPECT_TRUE(Evaluated(source, limits).IsTrue());
  limits.iterations = 11;
  ExpectBudget(Evaluated(source, limits), Overrun(limits));
  for (const char* macro :
       {"x.exists(i, i > 5)", "x.exists_one(i, i == 1)", "x.filter(i, i > 1)",
        "x.map(i, i)", "x.map(i, i > 1, i)", "x.transformMap(i, v, v)",
        "x.transformMapEntry(i, v, {v: i})", "x.transformList(i, v, v)"}) {
    const Value items(List{{Value(std::int64_t{1}), Value(std::int64_t{2}),
                            Value(std::int64_t{3})},
                           {},
                           {}});
    limits.iterations = 3;
    EXPECT_FALSE(Evaluated(macro, limits, items).IsError()) << macro;
    limits.iterations = 2;
    ExpectBudget(Evaluated(macro, limits, items), Overrun(limits));
  }
}

TEST(EvaluationLimits, StringBytes) {
  for (const char* source :
       {"x + 'xx'", "x.replace('aaaa', 'bbbbbb')", "[x, 'zz'].join()",
        "'%s12'.format([x])", "strings.quote(x)", "bytes(x) + b'zz'"}) {
    Limits limits;
    limits.string_bytes = 6;
    EXPECT_FALSE(Evaluated(source, limits, Value("aaaa")).IsError()) << source;
    limits.string_bytes = 5;
    const Value value = Evaluated(source, limits, Value("aaaa"));
    ASSERT_TRUE(value.IsError()) << source;
    EXPECT_EQ(value.As<Error>()->code, ErrorCode::kBudget) << source;
  }
  Limits limits;
  limits.string_bytes = 8;
  EXPECT_FALSE(
      Evaluated("base64.encode(x)", limits, Value(Bytes{"12345"})).IsError());
  limits.string_bytes = 7;
  ExpectBudget(Evaluated("base64.encode(x)", limits, Value(Bytes{"12345"})),
               "a string of more than 7 bytes");
}

TEST(EvaluationLimits, ValueBytes) {
  for (const char* source :
       {"[x, x]", "{'k': [x]}", "x.map(i, [i, i])", "optional.of([x])", "x + x",
        "x.transformMap(i, v, [v])"}) {
    const Value items(List{{Value(std::int64_t{1}), Value("two")}, {}, {}});
    const std::uint64_t most = Extent(Evaluated(source, {}, items));
    Limits limits;
    limits.value_bytes = most;
    EXPECT_FALSE(Evaluated(source, limits, items).IsError()) << source;
    limits.value_bytes = most - 1;
    ExpectBudget(Evaluated(source, limits, items),
                 "a value of more than " + std::to_string(most - 1) + " bytes");
  }
}

TEST(EvaluationLimits, PatternsThatAreMadeOfData) {
  Limits limits;
  limits.regex_bytes = 3;
  EXPECT_TRUE(Evaluated("'abc'.matches(x)", limits, Value("a.c")).IsTrue());
  ExpectBudget(Evaluated("'abc'.matches(x)", limits, Value("a.cd")),
               "not a regular expression: longer than 3 bytes");
  limits = {};
  EXPECT_TRUE(Evaluated("'abc'.matches(x)", limits, Value("a{900}")).IsFalse());
  limits.regex_memory = 4096;
  const Value large = Evaluated("'abc'.matches(x)", limits, Value("a{900}"));
  ASSERT_TRUE(large.IsError());
  EXPECT_EQ(large.As<Error>()->code, ErrorCode::kBudget);
  // A wrong pattern is no overrun.
  EXPECT_EQ(ToText(Evaluated("'abc'.matches(x)", limits, Value("("))),
            "error(invalid_argument)");
}

// 2^60 leaves of one small list in memory.
TEST(SharedValues, ThatDoubleWithEveryStepAreErrors) {
  std::string source = "x";
  for (int i = 0; i < 60; ++i) source += ".map(i, [i, i])";
  std::string bind = "v59";
  for (int i = 59; i >= 0; --i) {
    const std::string before = i == 0 ? "x" : "v" + std::to_string(i - 1);
    bind = "cel.bind(v" + std::to_string(i) + ", [" + before + ", " + before +
           "], " + bind + ")";
  }
  const Value item(List{{Value(std::int64_t{1})}, {}, {}});
  for (const std::string& made : {source, bind}) {
    const Value value = Evaluated(made, {}, item);
    if (!value.IsError()) {
      EXPECT_LE(Extent(value), Limits{}.value_bytes);
    } else {
      EXPECT_EQ(value.As<Error>()->code, ErrorCode::kBudget);
    }
  }
  EXPECT_TRUE(Evaluated(bind, {}, item).IsError());
}

TEST(SharedValues, OfAnApplicationArePrintedUpToALength) {
  Value value(std::int64_t{1});
  for (int i = 0; i < 100; ++i) {
    value = i % 2 == 0 ? Value(List{{value, value}, {}, {}})
                       : Value(Map{{{Value("k"), value}, {Value("l"), value}}});
  }
  EXPECT_GT(Extent(value), std::uint64_t{1} << 60);
  const std::string text = ToText(value, 1000);
  EXPECT_EQ(text.size(), 1003U);
  EXPECT_TRUE(text.ends_with("..."));
  EXPECT_EQ(text.substr(0, 13), "{\"k\": [{\"k\": ");
}

TEST(Text, IsWholeAtItsLengthAndCutBeforeACharacterBeyond) {
  const Value value(List{{Value("中文"), Value(std::int64_t{1})}, {}, {}});
  const std::string whole = "[\"中文\", 1]";
  EXPECT_EQ(ToText(value, whole.size()), whole);
  EXPECT_EQ(ToText(value, whole.size() - 1), "[\"中文\", 1...");
  EXPECT_EQ(ToText(value, 3), "[\"...");
  EXPECT_EQ(ToText(value, 5), "[\"中...");
}

}  // namespace
}  // namespace quaranta::expr
