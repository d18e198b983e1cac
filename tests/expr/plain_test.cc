// Plain CEL: declared names, inferred types, the libraries, and how they treat
// what is not known. The official suite (tests/conformance) has no unknowns.
#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {
namespace {

using Kind = StaticType::Kind;

Declarations WithVariables() {
  Declarations declared;
  declared.variables = {
      {"x", {}},
      {"n", StaticType::Of(Kind::kInt)},
      {"names", StaticType::List(StaticType::Of(Kind::kString))},
      {"a.b", StaticType::Of(Kind::kString)}};
  return declared;
}

std::string Mistake(const std::string& source, const Declarations& declared) {
  const auto [program, mistakes] = Program::CompilePlain(source, declared);
  return mistakes.empty() ? "" : mistakes[0].message;
}

std::string TypeOf(const std::string& source) {
  const auto [program, mistakes] =
      Program::CompilePlain(source, WithVariables());
  return mistakes.empty() ? ToText(program.result_type()) : mistakes[0].message;
}

// With x as given, n = 5, names = ["a", "b"], a.b = "dotted".
Value Evaluated(const std::string& source, Value x = Value(),
                const Limits& limits = {}) {
  const auto [program, mistakes] =
      Program::CompilePlain(source, WithVariables());
  EXPECT_TRUE(mistakes.empty())
      << source << ": " << (mistakes.empty() ? "" : mistakes[0].message);
  const std::vector<Value> slots = {
      std::move(x), Value(std::int64_t{5}),
      Value(List{{Value("a"), Value("b")}, {}, {}}), Value("dotted")};
  Activation activation;
  activation.slots = slots;
  return program.Evaluate(activation, limits);
}

struct Case {
  const char* source;
  const char* expected;
};
std::ostream& operator<<(std::ostream& os, const Case& c) {
  return os << c.source;
}

class PlainTypes : public testing::TestWithParam<Case> {};
TEST_P(PlainTypes, AreInferred) {
  EXPECT_EQ(TypeOf(GetParam().source), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    All, PlainTypes,
    testing::Values(
        Case{"n + 1", "int"}, Case{"x + 1", "int"}, Case{"x + x", "dyn"},
        Case{"[1, 2u]", "list(dyn)"}, Case{"[[], [n]]", "list(list(int))"},
        Case{"{'a': [1.5]}", "map(string, list(double))"},
        Case{"names.map(s, s.size())", "list(int)"},
        Case{"names.filter(s, s != '')[0]", "string"},
        Case{"names.transformMap(i, s, s + s)", "map(int, string)"},
        Case{"names.transformMapEntry(i, s, {s: i})", "map(string, int)"},
        Case{"optional.of(n).optMap(v, string(v))", "optional_type(string)"},
        Case{"{'k': n}.?k.orValue(0)", "int"},
        Case{"[?optional.of(n)]", "list(int)"},
        Case{"cel.bind(t, names[0], t + t)", "string"},
        Case{"type(n)", "type(int)"},
        Case{"n > 3 ? optional.of(n) : null", "optional_type(int)"},
        Case{"math.greatest(1, 2)", "int"},
        Case{"math.greatest(1, 2.5)", "dyn"}, Case{"a.b", "string"},
        Case{"'a,b'.split(',')", "list(string)"}));

class PlainMistakes : public testing::TestWithParam<Case> {};
TEST_P(PlainMistakes, AreReported) {
  EXPECT_THAT(Mistake(GetParam().source, WithVariables()),
              testing::HasSubstr(GetParam().expected));
}
INSTANTIATE_TEST_SUITE_P(
    All, PlainMistakes,
    testing::Values(Case{"m", "unknown name `m`"},
                    Case{"n + 'a'", "no `+` for (int, string)"},
                    Case{"n ? 1 : 2", "no `?:` for (int, int, int)"},
                    Case{"1 == 'a'", "no `==` for (int, string)"},
                    Case{"f(n)", "unknown function `f`"},
                    Case{"n && true", "not a condition"},
                    Case{"n.field", "has no field `field`"},
                    Case{"Type{}", "unknown message type"},
                    Case{"n.all(v, true)", "needs a list or a map"},
                    Case{"[?n]", "behind `?` stands an optional"},
                    Case{"n.optMap(v, v)", "needs an optional"},
                    Case{"cel.bind(1, 2, 3)", "takes a variable name"},
                    Case{"math.greatest('a')", "no `math.greatest`"},
                    Case{"'%d'.format(1)", "no `format`"},
                    Case{"names.transformList(i, i, i)", "have one name"}));

class PlainValues : public testing::TestWithParam<Case> {};
TEST_P(PlainValues, AreThose) {
  EXPECT_EQ(ToText(Evaluated(GetParam().source)), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Times, PlainValues,
    testing::Values(Case{"timestamp('2022-04-10T17:00:00.000000001Z')",
                         "2022-04-10T17:00:00.000000001Z"},
                    Case{"timestamp('2022-04-10T17:00:00.1234567891+08:00')",
                         "2022-04-10T17:00:00.123456789+08:00"},
                    Case{"timestamp('2022-04-10T17:00:00Z') - duration('1ns')",
                         "2022-04-10T16:59:59.999999999Z"},
                    Case{"timestamp('2022-04-10T17:00:00.5Z') < "
                         "timestamp('2022-04-10T17:00:00.500000001Z')",
                         "true"},
                    Case{"timestamp('2022-04-10T17:00:00.000000001Z') - "
                         "timestamp('2022-04-10T17:00:00Z')",
                         "0.000000001s"},
                    Case{"duration('-1.5ns')", "-0.000000001s"},
                    Case{"duration('1.5us') + duration('-2us')", "-0.0000005s"},
                    Case{"duration('100000h')", "360000000s"},
                    Case{"duration('315576000000s')", "315576000000s"},
                    Case{"duration('1h1h1h') == duration('3h')", "true"}));
INSTANTIATE_TEST_SUITE_P(
    Libraries, PlainValues,
    testing::Values(
        Case{"'a-b-c'.split('-', 2)", "[\"a\", \"b-c\"]"},
        Case{"'日本'.split('')", "[\"日\", \"本\"]"},
        Case{"'aaa'.replace('', '-')", "\"-a-a-a-\""},
        Case{"'%5'.format([])", "error(invalid_argument)"},
        Case{"'%.65f'.format([1.0])", "error(invalid_argument)"},
        Case{"'%x'.format([-255])", "\"-ff\""},
        Case{"math.bitShiftRight(-1, 63)", "1"},
        Case{"math.bitShiftLeft(1, 64)", "0"},
        Case{"math.bitShiftLeft(1, -1)", "error(invalid_argument)"},
        Case{"base64.decode('!')", "error(invalid_argument)"},
        Case{"base64.decode('aGVsbG8=')", "b\"hello\""},
        Case{"base64.decode('aGVsbG8')", "b\"hello\""},
        Case{"base64.decode('aGVsbG8.')", "error(invalid_argument)"},
        Case{"base64.decode('aGVs bG8=')", "error(invalid_argument)"},
        Case{"base64.decode('aGVs=bG8')", "error(invalid_argument)"},
        Case{"base64.decode('a')", "error(invalid_argument)"},
        Case{"base64.decode('')", "b\"\""},
        Case{"base64.encode(b'\\xff\\xfe')", "\"//4=\""},
        Case{"[1, 2].first().value() + [1, 2].last().value()", "3"},
        Case{"[optional.of(1), optional.none()].unwrapOpt()", "[1]"},
        Case{"optional.none().value()", "error(invalid_argument)"},
        Case{"optional.of(1).orValue(1 / 0)", "1"},
        Case{"cel.bind(x, 1 / 0, true || x == 1)", "true"},
        Case{"{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: \"a\"}"},
        Case{"[1, 1].transformMapEntry(i, v, {v: i})",
             "error(duplicate_key)"}));

TEST(Plain, NamesOfTheContainerComeFirst) {
  Declarations declared;
  declared.container = "a.b";
  declared.variables = {{"v", StaticType::Of(Kind::kInt)},
                        {"a.v", StaticType::Of(Kind::kString)}};
  const auto type = [&](const std::string& source) {
    return ToText(Program::CompilePlain(source, declared).first.result_type());
  };
  EXPECT_EQ(type("v"), "string");
  EXPECT_EQ(type(".v"), "int");
}

TEST(Plain, WithoutACheckMistakesAreErrorsOfTheEvaluation) {
  Declarations declared;
  declared.check = false;
  const auto [program, mistakes] =
      Program::CompilePlain("nobody || f(1) || 1 == 'a' || true", declared);
  ASSERT_TRUE(mistakes.empty());
  EXPECT_TRUE(program.Evaluate({}).IsTrue());
  const auto [broken, none] = Program::CompilePlain("f(1)", declared);
  EXPECT_TRUE(broken.Evaluate({}).IsError());
}

TEST(Plain, DeclaredFunctionsAreCheckedAndCannotRun) {
  Declarations declared;
  declared.functions = {
      {"f",
       {{{StaticType::Of(Kind::kInt)}, StaticType::Of(Kind::kString), false}}}};
  const auto [program, mistakes] = Program::CompilePlain("f(1)", declared);
  ASSERT_TRUE(mistakes.empty());
  EXPECT_EQ(ToText(program.result_type()), "string");
  EXPECT_TRUE(program.Evaluate({}).IsError());
  EXPECT_THAT(Mistake("f('a')", declared), testing::HasSubstr("no `f`"));
}

TEST(Plain, LibrariesCanBeSwitchedOff) {
  Declarations declared;
  declared.libraries = {false, false, false, false, false, false, false, false};
  for (const char* source :
       {"'a'.trim()", "math.abs(1)", "base64.encode(b'')", "optional.none()",
        "{}.?a", "cel.bind(y, 1, y)", "[1].transformMapEntry(i, v, {i: v})",
        "cel.block([1], cel.index(0))"}) {
    EXPECT_NE(Mistake(source, declared), "") << source;
  }
}

TEST(Plain, TypesThatDoubleWithEveryStepStayWithinBounds) {
  std::string maps = "[1]";
  std::string optionals = "optional.of([])";
  for (int i = 0; i < 25; ++i) {
    maps += ".map(v, {'a': {v: v}})";
    optionals += ".optMap(v, {[v]: [v]})";
  }
  EXPECT_EQ(Mistake(maps, WithVariables()), "");
  EXPECT_EQ(Mistake(optionals, WithVariables()), "");
}

TEST(Plain, StringsThatGrowPastTheBudgetAreErrors) {
  Limits limits;
  limits.string_bytes = 1000;
  for (const char* source : {"x.replace('', 'abcdefgh')", "[x, x, x].join()",
                             "'%s%s%s'.format([x, x, x])"}) {
    const Value value = Evaluated(source, Value(std::string(500, 'a')), limits);
    ASSERT_NE(value.As<Error>(), nullptr) << source;
    EXPECT_EQ(value.As<Error>()->code, ErrorCode::kBudget) << source;
  }
}

// --- What is not known
// --------------------------------------------------------

Fact FactNumber(std::uint32_t i) {
  return Fact{data::RowRef{0, 0}, false, i, data::NoteState::kNotRecorded};
}
Value UnknownNumber(std::uint32_t i) { return Value(Unknown{{FactNumber(i)}}); }

// Expressions over x, which has gaps: whatever is decided stays so when they
// are filled.
class PlainLaw : public testing::TestWithParam<const char*> {};
TEST_P(PlainLaw, DecidedResultsSurviveEveryCompletion) {
  const std::vector<Value> fillings = {
      Value(std::int64_t{0}),
      Value(std::int64_t{1}),
      Value(2.5),
      Value("a"),
      Value(""),
      Value(true),
      Value(Null{}),
      Value(Optional{}),
      Value(Optional{true, Value(std::int64_t{1})})};
  int decided = 0;
  for (int shape = 0; shape < 4; ++shape) {
    const auto filled = [&](const Value& gap) {
      if (shape == 0) return gap;
      if (shape == 1) {
        return Value(List{{gap, Value(std::int64_t{1})}, {}, {}});
      }
      if (shape == 2) return Value(Map{{{Value("k"), gap}}, {}});
      return Value(Optional{true, gap});
    };
    const Value partial = Evaluated(GetParam(), filled(UnknownNumber(0)));
    if (partial.IsUnknown()) continue;
    ++decided;
    // An item kept in a list or map may turn out to be an error or a value.
    if (partial.As<List>() || partial.As<Map>() || partial.As<Optional>()) {
      continue;
    }
    for (const Value& filling : fillings) {
      const Value complete = Evaluated(GetParam(), filled(filling));
      EXPECT_EQ(ToText(partial), ToText(complete))
          << GetParam() << " with " << ToText(filling) << ", shape " << shape;
    }
  }
  EXPECT_GT(decided, 0) << GetParam();
}
INSTANTIATE_TEST_SUITE_P(
    All, PlainLaw,
    testing::Values("x.?k.hasValue()", "x.?absent.hasValue()",
                    "x[?0].hasValue()", "x[?1].hasValue()", "x[?7].hasValue()",
                    "optional.of(x).hasValue()", "x.hasValue()",
                    "optional.ofNonZeroValue(x).hasValue()",
                    "x.or(optional.of(3)).hasValue()", "x.orValue(3) == 3",
                    "optional.of(3).orValue(x)", "x.optMap(v, 1).orValue(2)",
                    "x.optFlatMap(v, optional.of(v)).hasValue()", "[?x].size()",
                    "{?'k': x}.size()", "x.join('-')", "'%s'.format(x)",
                    "math.greatest(x)", "cel.bind(y, x, y == 1 || true)",
                    "x.transformMapEntry(k, v, {k: v})"
                    ".size()",
                    "x.first().hasValue()", "x.last().hasValue()",
                    "x.unwrapOpt().size()", "x == optional.of(1)",
                    "base64.encode(x) == ''", "x.trim() == 'a'"));

TEST(Plain, NothingIsDecidedWhereAnyFillingWouldShow) {
  for (const char* source :
       {"'%s'.format([x])", "math.least([x, 3])", "cel.bind(y, x, y == y)",
        "optional.of(x)", "[x].join()",
        "{'k': 1}.transformMapEntry(k, v, x)"}) {
    const Value value = Evaluated(source, UnknownNumber(2));
    ASSERT_TRUE(value.IsUnknown()) << source;
    EXPECT_EQ(value.As<Unknown>()->facts, Facts{FactNumber(2)}) << source;
  }
}

TEST(Plain, AnUnknownOptionalEntryLeavesTheWholeListUnknown) {
  const Value value = Evaluated("[?x, 1]", UnknownNumber(3));
  ASSERT_TRUE(value.IsUnknown());
  EXPECT_EQ(value.As<Unknown>()->facts, Facts{FactNumber(3)});
}

TEST(Plain, AnOpenListHasNoLastItemYet) {
  List list;
  list.items = {Value(std::int64_t{1})};
  list.open = {FactNumber(4)};
  EXPECT_TRUE(Evaluated("x.last()", Value(list)).IsUnknown());
  EXPECT_TRUE(Evaluated("x.join()", Value(list)).IsUnknown());
  EXPECT_TRUE(Evaluated("math.greatest(x)", Value(list)).IsUnknown());
  EXPECT_TRUE(
      Evaluated("optional.ofNonZeroValue(x).hasValue()", Value(list)).IsTrue());
}

}  // namespace
}  // namespace quaranta::expr
