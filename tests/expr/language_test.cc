// CEL itself: what implementers get wrong, and the plain things.
#include <ostream>
#include <string>

#include "gtest/gtest.h"
#include "quaranta/expr/program.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

Environment Dynamic() {
  Environment environment;
  for (const char* name : {"x", "y", "m", "a.b"}) {
    environment.variables.push_back({name, Variable::Type::kDynamic, nullptr});
  }
  return environment;
}

// The text of the value, with x = 5, y = "text", m = {"k": 1}, a.b = 7.
std::string ResultOf(const std::string& source) {
  const Program program = Compiled(source, Dynamic());
  const std::vector<Value> slots = {
      Value(std::int64_t{5}), Value("text"),
      Value(Map{{{Value("k"), Value(std::int64_t{1})}}, {}}),
      Value(std::int64_t{7})};
  Activation activation;
  activation.slots = slots;
  return ToText(program.Evaluate(activation));
}

struct Case {
  const char* source;
  const char* value;
};
std::ostream& operator<<(std::ostream& os, const Case& c) {
  return os << c.source;
}

class Language : public testing::TestWithParam<Case> {};

TEST_P(Language, Evaluates) {
  EXPECT_EQ(ResultOf(GetParam().source), GetParam().value) << GetParam().source;
}

INSTANTIATE_TEST_SUITE_P(
    Literals, Language,
    testing::Values(Case{"-9223372036854775808", "-9223372036854775808"},
                    Case{"0x1F", "31"}, Case{"-0x10", "-16"},
                    Case{"12u", "12u"}, Case{"0xFFu", "255u"},
                    Case{"1.5e3", "1500.0"}, Case{".5", "0.5"},
                    Case{"'a\\n\\x41\\u4e2d\\U0001F600\\101'", "\"a\\nA中😀A\""},
                    Case{"r'a\\n'", "\"a\\\\n\""},
                    Case{"\"\"\"a\n'b'\"\"\"", "\"a\\n'b'\""},
                    Case{"b'\\xff\\377a'", "b\"\\xff\\xffa\""},
                    Case{"b'中'", "b\"\\xe4\\xb8\\xad\""},
                    Case{"br'\\x'", "b\"\\\\x\""}, Case{"[1, 2,]", "[1, 2]"},
                    Case{"{'a': 1,}", "{\"a\": 1}"},
                    Case{"1 // a remark\n + 2", "3"}, Case{"null", "null"}));

INSTANTIATE_TEST_SUITE_P(
    Absorption, Language,
    testing::Values(
        Case{"1 / 0 == 1 && false", "false"},
        Case{"false && 1 / 0 == 1", "false"},
        Case{"1 / 0 == 1 || true", "true"}, Case{"true || 1 / 0 == 1", "true"},
        Case{"1 / 0 == 1 && true", "error(divide_by_zero)"},
        Case{"1 / 0 == 1 || false", "error(divide_by_zero)"},
        Case{"y && false", "false"}, Case{"false && y", "false"},
        Case{"y || true", "true"}, Case{"y && true", "error(no_such_overload)"},
        Case{"!y", "error(no_such_overload)"}, Case{"true ? 1 : 1 / 0", "1"},
        Case{"false ? 1 / 0 : 2", "2"},
        Case{"(1 / 0 > 0) ? 1 : 2", "error(divide_by_zero)"},
        Case{"[0, 1].exists(v, 1 / v == 1)", "true"},
        Case{"[0, 1].all(v, 1 / v == 2)", "false"},
        Case{"[0, 1].all(v, 1 / v == 1)", "error(divide_by_zero)"},
        Case{"[0, 1].exists_one(v, 1 / v == 1)", "error(divide_by_zero)"},
        Case{"[0, 1].filter(v, 1 / v == 1)", "error(divide_by_zero)"},
        Case{"[0, 1].map(v, 1 / v)", "error(divide_by_zero)"}));

INSTANTIATE_TEST_SUITE_P(
    Macros, Language,
    testing::Values(Case{"[].all(v, v > 0)", "true"},
                    Case{"[].exists(v, v > 0)", "false"},
                    Case{"[1, 2, 3].filter(v, v > 1)", "[2, 3]"},
                    Case{"[1, 2, 3].map(v, v * 2)", "[2, 4, 6]"},
                    Case{"[1, 2, 3].map(v, v > 1, v * 2)", "[4, 6]"},
                    Case{"[1, 2, 2].exists_one(v, v == 2)", "false"},
                    Case{"[1, 2, 3].existsOne(v, v == 2)", "true"},
                    Case{"{'a': 1, 'b': 2}.all(k, k < 'c')", "true"},
                    Case{"{'a': 1, 'b': 2}.map(k, k)", "[\"a\", \"b\"]"},
                    Case{"[4, 5].all(i, v, v == i + 4)", "true"},
                    Case{"{'a': 1}.exists(k, v, k == 'a' && v == 1)", "true"},
                    Case{"[4, 5].transformList(i, v, i * v)", "[0, 5]"},
                    Case{"[4, 5].transformMap(i, v, i > 0, v)", "{1: 5}"},
                    Case{"[1].all(x, x == 1)", "true"},  // shadows
                    Case{"[1].all(v, [2].all(v, v == 2) && v == 1)", "true"},
                    Case{"[[1, 2], [3]].all(l, l.all(v, v > 0))", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Language,
    testing::Values(
        Case{"1 == 1u && 1u == 1.0 && 1 == 1.0", "true"},
        Case{"-1 < 0u", "true"}, Case{"18446744073709551615u > -1", "true"},
        Case{"9007199254740993 == 9007199254740992.0", "false"},
        Case{"9007199254740993 > 9007199254740992.0", "true"},
        Case{"9223372036854775807 < 9223372036854775808.0", "true"},
        Case{"1 < 1.5 && 2 > 1.5", "true"},
        Case{"dyn(1) + 1u", "error(no_such_overload)"},
        Case{"dyn(1) + 1.0", "error(no_such_overload)"},
        Case{"9223372036854775807 + 1", "error(overflow)"},
        Case{"-9223372036854775808 - 1", "error(overflow)"},
        Case{"9223372036854775807 * 2", "error(overflow)"},
        Case{"-(-9223372036854775808)", "error(overflow)"},
        Case{"-9223372036854775808 / -1", "error(overflow)"},
        Case{"-9223372036854775808 % -1", "error(overflow)"},
        Case{"0u - 1u", "error(overflow)"},
        Case{"1 / 0", "error(divide_by_zero)"},
        Case{"1 % 0", "error(divide_by_zero)"}, Case{"1.0 / 0.0", "inf"},
        Case{"7 / -2", "-3"}, Case{"-7 % 3", "-1"},
        Case{"dyn(4.0) % dyn(2.0)", "error(no_such_overload)"},
        Case{"0.0 / 0.0 == 0.0 / 0.0", "false"},
        Case{"0.0 / 0.0 != 0.0 / 0.0", "true"},
        Case{"0.0 / 0.0 < 1.0", "false"},
        Case{"int(9223372036854775807.0)", "error(out_of_range)"},
        Case{"int(-9223372036854775808.0)", "error(out_of_range)"},
        Case{"int(-1.9)", "-1"}, Case{"uint(-1)", "error(out_of_range)"},
        Case{"int('12')", "12"}, Case{"int('1x')", "error(invalid_argument)"},
        Case{"double('1.5')", "1.5"}, Case{"string(1.0)", "\"1\""},
        Case{"string(-987.654)", "\"-987.654\""}, Case{"bool('TRUE')", "true"},
        Case{"bool('yes')", "error(invalid_argument)"}, Case{"abs(-3)", "3"},
        Case{"abs(-3.5)", "3.5"}, Case{"--3", "3"}, Case{"!!true", "true"},
        Case{"!!!true", "false"}));

INSTANTIATE_TEST_SUITE_P(
    Equality, Language,
    testing::Values(
        Case{"dyn(1) == 'a'", "false"}, Case{"dyn(1) != 'a'", "true"},
        Case{"null == null", "true"}, Case{"dyn(0) == null", "false"},
        Case{"[1, 2.0] == [1.0, 2]", "true"}, Case{"[1] == [1, 2]", "false"},
        Case{"{1: 'a'} == {1u: 'a'}", "true"},
        Case{"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"},
        Case{"{'a': 1} == {'a': 2}", "false"}, Case{"type(1) == int", "true"},
        Case{"type(type(1)) == type", "true"},
        Case{"type('') == string && type(1u) == uint", "true"},
        Case{"'a' < 'b' && b'a' < b'b' && false < true", "true"},
        Case{"x < 'a'", "error(no_such_overload)"}, Case{"2 in [1, 2]", "true"},
        Case{"2.0 in [1, 2]", "true"}, Case{"dyn('a') in [1, 2]", "false"},
        Case{"'k' in m", "true"}, Case{"1 in {1u: 2}", "true"},
        Case{"'z' in m", "false"}));

INSTANTIATE_TEST_SUITE_P(
    Collections, Language,
    testing::Values(
        Case{"{1: 'a'}[1.0]", "\"a\""}, Case{"{1: 'a'}[1u]", "\"a\""},
        Case{"m['z']", "error(no_such_key)"}, Case{"m.k", "1"},
        Case{"m.z", "error(no_such_key)"}, Case{"has(m.k)", "true"},
        Case{"has(m.z)", "false"}, Case{"has(m.z.w)", "error(no_such_key)"},
        Case{"x.z", "error(no_such_field)"}, Case{"a.b", "7"},
        Case{"{0: 1, dyn(0u): 2}", "error(duplicate_key)"},
        Case{"{dyn(3.3): 1}", "error(no_such_overload)"},
        Case{"{dyn(null): 1}", "error(no_such_overload)"},
        Case{"[1, 2][1]", "2"}, Case{"[1, 2][dyn(1u)]", "2"},
        Case{"[1, 2][dyn(1.0)]", "2"},
        Case{"[1, 2][dyn(0.1)]", "error(invalid_argument)"},
        Case{"[1, 2][2]", "error(out_of_range)"},
        Case{"[1, 2][-1]", "error(out_of_range)"}, Case{"[1] + [2]", "[1, 2]"},
        Case{"size([1, 2])", "2"}, Case{"{'a': 1}.size()", "1"},
        Case{"[dyn(null)][0] == null", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Text, Language,
    testing::Values(Case{"size('😁')", "1"}, Case{"size(b'😁')", "4"},
                    Case{"'中文'.size()", "2"}, Case{"'ab' + 'c'", "\"abc\""},
                    Case{"'hubba'.matches('ubb')", "true"},
                    Case{"'hubba'.matches('^ubb')", "false"},
                    Case{"matches('a', 'a')", "true"},
                    Case{"'a'.matches(dyn('['))", "error(invalid_argument)"},
                    Case{"'abc'.contains('bc') && 'abc'.startsWith('ab')",
                         "true"},
                    Case{"'abc'.endsWith('')", "true"},
                    Case{"string(b'\\xff')", "error(invalid_argument)"},
                    Case{"string(bytes('a')) == 'a'", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Times, Language,
    testing::Values(
        Case{"timestamp('2022-04-10T17:00:00+08:00') == "
             "timestamp('2022-04-10T09:00:00Z')",
             "true"},
        Case{"timestamp('9999-12-31T23:59:59Z') + duration('1s')",
             "error(out_of_range)"},
        Case{"timestamp('0001-01-01T00:00:00Z') - duration('1s')",
             "error(out_of_range)"},
        Case{"timestamp('2022-04-11T00:00:00Z') - "
             "timestamp('2022-04-10T00:00:00Z')",
             "86400s"},
        Case{"duration('1h30m') + minutes(30) == hours(2)", "true"},
        Case{"string(duration('1h1ms'))", "\"3600.001s\""},
        Case{"duration(dyn('1 day'))", "error(invalid_argument)"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getHours()", "17"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getHours('+08:00')", "1"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getDate('Asia/Shanghai')",
             "11"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getDayOfWeek()", "0"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getMonth()", "3"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getDayOfMonth()", "9"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getDayOfYear()", "99"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getMilliseconds()", "500"},
        Case{"timestamp('2022-04-10T17:30:15.5Z').getHours('Mars/Base')",
             "error(invalid_argument)"},
        Case{"duration('90m').getHours()", "1"},
        Case{"duration('90m').getMinutes()", "90"},
        Case{"int(timestamp('1970-01-01T00:00:02Z'))", "2"},
        Case{"date('2022-04-12') - date('2022-04-10')", "2"},
        Case{"date('2022-04-10') + 1", "2022-04-11"},
        Case{"date('2022-02-28') < date('2022-03-01')", "true"},
        Case{"date('9999-12-31') + 1", "error(out_of_range)"},
        Case{"date(dyn('2022-02-30'))", "error(invalid_argument)"},
        Case{"date('2022-04-10').getDayOfWeek()", "0"},
        Case{"day(timestamp('2022-04-10T23:30:00Z'))", "2022-04-10"},
        Case{"string(date('2022-04-10'))", "\"2022-04-10\""},
        Case{"timestamp(date('2022-04-10'))", "2022-04-10T00:00:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Extensions, Language,
    testing::Values(
        Case{"[3, 1, 3, 2].distinct()", "[3, 1, 2]"},
        Case{"[1, 2.0, 1.0].distinct().size()", "2"},
        Case{"[1, 2, 3].sum()", "6"}, Case{"[0.5, 0.25].sum()", "0.75"},
        Case{"[].sum()", "0"}, Case{"[hours(1), minutes(30)].sum()", "5400s"},
        Case{"[dyn('a')].sum()", "error(no_such_overload)"},
        Case{"[3, 1, 2].min()", "1"}, Case{"[3, 1, 2].max()", "3"},
        Case{"[].max()", "error(invalid_argument)"},
        Case{"[date('2022-04-12'), date('2022-04-10')].min()", "2022-04-10"},
        Case{"['b', 'a', 'b'].countBy(v, v)", "{\"b\": 2, \"a\": 1}"},
        Case{"[3, 1, 2].sortBy(v, -v)", "[3, 2, 1]"},
        Case{"[1, 2, 3].pairs()", "[[1, 2], [1, 3], [2, 3]]"},
        Case{"gaps([[2, 4], [6, 8]], 0, 10)", "[[0, 2], [4, 6], [8, 10]]"},
        Case{"gaps([[5, null], [0, 5]], 0, 10)", "[]"},
        Case{"[[1, 3], [2, 4], [4, 5]].overlaps()", "[[[1, 3], [2, 4]]]"},
        Case{"[[1, null], [8, 9]].overlaps().size()", "1"},
        Case{"[[1, 3], [2, 2]].overlaps().size()", "0"},
        Case{"within(3, 3, 3) && !within(4, 3, 3)", "true"},
        Case{"within(3, null, 2)", "false"}, Case{"3.within(1, null)", "true"},
        Case{"within(1 / 0, 1, 2)", "error(divide_by_zero)"}));

TEST(EvaluationLimit, StepsEndInAnError) {
  const std::string nested =
      "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, "
      "[1,2,3,4,5,6,7,8,9].all(c, a + b + c > 0)))";
  const Program program = Compiled(nested, {});
  Limits limits;
  EXPECT_EQ(ToText(program.Evaluate({}, limits)), "true");
  limits.steps = 1000;
  EXPECT_EQ(ToText(program.Evaluate({}, limits)), "error(budget)");
}

TEST(EvaluationLimit, ExhaustionIsNotAbsorbed) {
  const Program program =
      Compiled("[1,2,3,4,5,6,7,8,9].exists(a, a > 8) || true", {});
  Limits limits;
  limits.steps = 10;
  EXPECT_EQ(ToText(program.Evaluate({}, limits)), "error(budget)");
}

TEST(EvaluationLimit, LongTextsAndPatternsAreErrors) {
  Limits limits;
  limits.string_bytes = 3;
  limits.regex_bytes = 3;
  EXPECT_EQ(ToText(Compiled("'ab' + 'cd'", {}).Evaluate({}, limits)),
            "error(budget)");
  EXPECT_EQ(
      ToText(Compiled("'a'.matches('a' + 'bcd')", {}).Evaluate({}, Limits{})),
      "false");
  limits.string_bytes = 100;
  EXPECT_EQ(
      ToText(Compiled("'a'.matches('a' + 'bcd')", {}).Evaluate({}, limits)),
      "error(budget)");
}

TEST(Program, AnEmptyProgramIsAnError) {
  EXPECT_FALSE(Program().usable());
  EXPECT_TRUE(Program().Evaluate({}).IsError());
  EXPECT_TRUE(Program().reads().empty());
}

TEST(Program, ASlotThatWasNotFilledIsAnError) {
  const Program program = Compiled("x > 1", Dynamic());
  EXPECT_EQ(ToText(program.Evaluate({})), "error(no_such_variable)");
}

}  // namespace
}  // namespace quaranta::expr
