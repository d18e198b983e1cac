// The comparison of trees and types reports every expectation that is wrong:
// those of a few examples are changed at random.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/conformance/asts/suite.h"

namespace quaranta::conformance {
namespace {

// In the form of scripts/cel_spec.mjs.
constexpr char kLines[] =
    R"({"suite":"own","name":"own/1","test":"{\"expr\":\"1 + 2\"}",)"
    R"("ast":"_+_(\n  1^#*expr.Constant_Int64Value#,\n)"
    R"x(  2^#*expr.Constant_Int64Value#\n)^#*expr.Expr_CallExpr#",)x"
    R"x("checkedAst":"_+_(\n  1~int,\n  2~int\n)~int^add_int64",)x"
    R"("type":"int"})"
    "\n"
    R"({"suite":"own","name":"own/2","test":"{\"expr\":\"[]\"}",)"
    R"x("ast":"[]^#*expr.Expr_ListExpr#","checkedAst":"[]~list(dyn)",)x"
    R"x("type":"list(dyn)"})x"
    "\n"
    R"({"suite":"own","name":"own/3","test":"{\"expr\":\"x.y\",)"
    R"(\"typeEnv\":[{\"name\":\"x.y\",\"ident\":{\"type\":)"
    R"({\"primitive\":\"BOOL\"}}}]}",)"
    R"("ast":"x^#*expr.Expr_IdentExpr#.y^#*expr.Expr_SelectExpr#",)"
    R"("checkedAst":"x.y~bool^x.y","type":"bool"})"
    "\n"
    R"({"suite":"own","name":"own/4","test":"{\"expr\":\"a\"}",)"
    R"("ast":"a^#*expr.Expr_IdentExpr#"})"
    "\n"
    R"({"suite":"own","name":"own/5","test":"{\"expr\":\"1 +\"}"})"
    "\n";

std::vector<Example> Examples() {
  auto read = ReadExamples(kLines);
  EXPECT_TRUE(std::holds_alternative<std::vector<Example>>(read))
      << std::get<std::string>(read);
  return std::get<std::vector<Example>>(std::move(read));
}

// Changes a character before `end`.
void AlterText(std::string& text, std::size_t end, Random& random) {
  const std::size_t at = random.Below(std::min(end, text.size()));
  text[at] = text[at] == 'q' ? 'z' : 'q';
}

void Alter(Example& example, Random& random) {
  if (!example.ast) {
    example.ast = "1^#*expr.Constant_Int64Value#";
    return;
  }
  if (!example.type) {
    if (random.Below(2) == 0)
      return AlterText(*example.ast, example.ast->size(), random);
    example.type = "int";
    example.checked_ast = "a~int^a";
    return;
  }
  switch (random.Below(5)) {
    case 0:
      return AlterText(*example.ast, example.ast->size(), random);
    case 1:  // names of overloads are cel-go's alone and not compared
      return AlterText(*example.checked_ast, example.checked_ast->find('^'),
                       random);
    case 2:
      return AlterText(*example.type, example.type->size(), random);
    case 3:
      example.type.reset();
      return;
    default:
      example.ast.reset();
  }
}

TEST(Asts, OfOurOwnExamplesAreAsExpected) {
  const Examiner examiner;
  for (const Example& example : Examples()) {
    const Failure failure = examiner.Run(example);
    EXPECT_FALSE(failure.has_value()) << example.name << ": " << *failure;
  }
}

TEST(Asts, EveryAlterationIsReported) {
  const Examiner examiner;
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    for (Example example : Examples()) {
      Alter(example, random);
      EXPECT_TRUE(examiner.Run(example).has_value())
          << example.name << "\n"
          << example.ast.value_or("no tree") << "\n"
          << example.checked_ast.value_or("") << "\n"
          << example.type.value_or("does not check");
    }
  }
}

TEST(Asts, ALineThatIsNoExampleIsRefused) {
  EXPECT_TRUE(std::holds_alternative<std::string>(ReadExamples("{\n")));
  EXPECT_TRUE(std::holds_alternative<std::string>(ReadExamples("{}\n")));
}

}  // namespace
}  // namespace quaranta::conformance
