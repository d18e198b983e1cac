// Trees printed as text, and parsed again.
#include "expr/print.h"

#include <ostream>
#include <string>

#include "expr/compile.h"
#include "gtest/gtest.h"

namespace quaranta::expr {
namespace {

std::shared_ptr<Ast> Parsed(const std::string& source) {
  Declarations declared;
  declared.libraries.block = true;
  Diagnostics diagnostics(source);
  auto ast = ParseSource(source, SyntaxOf(declared), {}, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << source;
  return ast;
}

struct Case {
  const char* source;
  const char* printed;
};
std::ostream& operator<<(std::ostream& os, const Case& c) {
  return os << c.source;
}

class Prints : public testing::TestWithParam<Case> {};

TEST_P(Prints, AsTheSameTree) {
  const auto ast = Parsed(GetParam().source);
  const std::string text = Print(*ast);
  EXPECT_EQ(text, GetParam().printed);
  EXPECT_TRUE(SameTree(*ast, *Parsed(text)));
}

INSTANTIATE_TEST_SUITE_P(
    Brackets, Prints,
    testing::Values(
        Case{"((a))", "a"}, Case{"(a + b) * c", "(a + b) * c"},
        Case{"(a * b) + c", "a * b + c"}, Case{"a - (b - c)", "a - (b - c)"},
        Case{"(a - b) - c", "a - b - c"}, Case{"a < b < c", "a < b < c"},
        Case{"a < (b < c)", "a < (b < c)"},
        Case{"a && (b && c)", "a && (b && c)"},
        Case{"a || b && c", "a || b && c"},
        Case{"(a || b) && c", "(a || b) && c"},
        Case{"(a ? b : c) ? d : e ? f : g", "(a ? b : c) ? d : e ? f : g"},
        Case{"(a + b).c", "(a + b).c"}, Case{"(a in b)[c]", "(a in b)[c]"}));

INSTANTIATE_TEST_SUITE_P(
    Signs, Prints,
    testing::Values(Case{"-1", "-1"}, Case{"- 1", "- 1"}, Case{"-(1)", "- 1"},
                    Case{"--1", "--1"}, Case{"-(-(1))", "--1"},
                    Case{"-(-1)", "-(-1)"}, Case{"-(-1.f())", "-(-1.f())"},
                    Case{"---1", "- 1"}, Case{"-1.f()", "-1.f()"},
                    Case{"-(1.f())", "- 1.f()"}, Case{"!!a", "!!a"},
                    Case{"!!!a", "!a"}, Case{"!(!(!a))", "!!(!a)"},
                    Case{"!-a", "!-a"}, Case{"-(!a)", "-(!a)"},
                    Case{"a - -1", "a - -1"}, Case{"-(a + b)", "-(a + b)"},
                    Case{"1u.f() - 1.5", "1u.f() - 1.5"}));

INSTANTIATE_TEST_SUITE_P(
    Parts, Prints,
    testing::Values(Case{"'a\\n\"'", "\"a\\n\\\"\""},
                    Case{"b'\\xff'", "b\"\\xff\""}, Case{"1e30", "1e+30"},
                    Case{"[1, ?a, 2,]", "[1, ?a, 2]"},
                    Case{"{?'k': a, 1: 2}", "{?\"k\": a, 1: 2}"},
                    Case{".a.b{c: 1, ?d: e}", ".a.b{c: 1, ?d: e}"},
                    Case{"a.?b[?c].`d-e`.`in`", "a.?b[?c].`d-e`.`in`"},
                    Case{".f(a)", ".f(a)"}, Case{"has(a.b)", "has(a.b)"},
                    Case{"a.map(v, v > 1, v)", "a.map(v, v > 1, v)"},
                    Case{"a.exists(k, v, k == v)", "a.exists(k, v, k == v)"},
                    Case{"cel.bind(v, 1, v + v)", "cel.bind(v, 1, v + v)"},
                    Case{"cel.block([1, cel.index(0)], cel.iterVar(0, 1))",
                         "cel.block([1, cel.index(0)], cel.iterVar(0, 1))"},
                    Case{"a.all(cel.iterVar(0, 0), cel.iterVar(0, 0) > 1)",
                         "a.all(cel.iterVar(0, 0), cel.iterVar(0, 0) > 1)"},
                    Case{"proto.getExt(a, b.c)", "a.`b.c`"},
                    Case{"proto.hasExt(a, b.c)", "has(a.`b.c`)"}));

TEST(SameTree, SeesWhatDiffers) {
  for (const auto& [a, b] :
       {std::pair("a.f(b)", "f(a, b)"), std::pair("1", "1u"),
        std::pair("'a'", "b'a'"), std::pair("[a]", "[?a]"),
        std::pair("a.b", "a.?b"), std::pair("a", ".a"),
        std::pair("f()", ".f()"), std::pair("a.all(x, b)", "a.exists(x, b)"),
        std::pair("a.all(x, b)", "a.all(y, b)"),
        std::pair("a && b && c", "a && (b && c)"),
        std::pair("M{a: 1}", "M{b: 1}"), std::pair("a + b", "a - b")}) {
    EXPECT_FALSE(SameTree(*Parsed(a), *Parsed(b))) << a << " and " << b;
  }
}

}  // namespace
}  // namespace quaranta::expr
