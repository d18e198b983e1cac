// What people get wrong, and what they are told: tests/expr/golden.
//
// QUARANTA_UPDATE_GOLDEN=1 writes the files anew; read the difference.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/expr/program.h"
#include "quaranta/schema/field.h"

namespace quaranta::expr {
namespace {

Environment RuleNames() {
  Environment environment;
  environment.variables.push_back(
      {"site", Variable::Type::kRecord, schema::FindRecord("Site")});
  environment.variables.push_back(
      {"stay", Variable::Type::kRecord, schema::FindRecord("Stay")});
  environment.variables.push_back({"day", Variable::Type::kDay, nullptr});
  environment.variables.push_back({"as_of", Variable::Type::kInstant, nullptr});
  environment.variables.push_back(
      {"params", Variable::Type::kDynamic, nullptr});
  return environment;
}

// Expressions in a file, separated by lines of "---".
std::vector<std::string> ReadExpressions(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::string> all(1);
  std::string line;
  while (std::getline(in, line)) {
    if (line == "---") {
      all.emplace_back();
    } else {
      all.back() += (all.back().empty() ? "" : "\n") + line;
    }
  }
  return all;
}

std::string RenderAll(const std::vector<std::string>& expressions) {
  std::string out;
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    const auto [program, diagnostics] =
        Program::Compile(expressions[i], RuleNames());
    EXPECT_FALSE(program.usable()) << expressions[i];
    EXPECT_FALSE(diagnostics.empty()) << expressions[i];
    for (const Diagnostic& diagnostic : diagnostics) {
      out += Render(diagnostic, expressions[i], "rule" + std::to_string(i + 1));
    }
    out += "\n";
  }
  return out;
}

void CompareWithGolden(const std::string& name) {
  const std::string base =
      std::string(QUARANTA_SOURCE_DIR) + "/tests/expr/golden/" + name;
  const auto expressions = ReadExpressions(base + ".cel");
  ASSERT_GT(expressions.size(), 5U) << base;
  const std::string rendered = RenderAll(expressions);
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(base + ".txt") << rendered;
    return;
  }
  std::ifstream in(base + ".txt");
  std::stringstream golden;
  golden << in.rdbuf();
  EXPECT_EQ(rendered, golden.str());
}

TEST(Golden, MistakesInNames) { CompareWithGolden("names"); }
TEST(Golden, MistakesInTypes) { CompareWithGolden("types"); }
TEST(Golden, MistakesInSyntax) { CompareWithGolden("syntax"); }
TEST(Golden, HabitsFromOtherLanguages) { CompareWithGolden("habits"); }

TEST(Compile, AllMistakesAreReportedInTheOrderOfTheText) {
  const auto [program, diagnostics] = Program::Compile(
      "site.nmae == 'x' and site.status = 'OPEN' && nothing", RuleNames());
  EXPECT_FALSE(program.usable());
  ASSERT_EQ(diagnostics.size(), 5U);
  for (std::size_t i = 1; i < diagnostics.size(); ++i) {
    EXPECT_LE(diagnostics[i - 1].begin, diagnostics[i].begin);
  }
}

TEST(Compile, OneMistakeDoesNotCauseOthers) {
  for (const char* source :
       {"size(nothing) > 1 && nothing.x", "site.nmae + 1 < 2",
        "site.rooms.all(r, r.nothing.x == 2)", "[1, 'a\nb'] == []"}) {
    const auto diagnostics = Program::Compile(source, RuleNames()).second;
    ASSERT_FALSE(diagnostics.empty()) << source;
    const std::string first = diagnostics[0].message;
    for (const Diagnostic& d : diagnostics) {
      EXPECT_EQ(d.message, first) << source;
    }
  }
}

}  // namespace
}  // namespace quaranta::expr
