// What is worked out once, and that nobody can tell.
#include "expr/fold.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "expr/compile.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/expr/random_expression.h"
#include "tests/expr/test_world.h"
#include "tests/fuzz/folding.h"

namespace quaranta::expr {
namespace {

Declarations WithX() {
  Declarations declared;
  declared.variables = {{"x", {}}};
  return declared;
}

std::shared_ptr<Ast> Checked(const std::string& source) {
  Diagnostics diagnostics(source);
  auto ast = CompilePlain(source, WithX(), {}, diagnostics);
  EXPECT_NE(ast, nullptr) << source;
  return ast;
}

// The parts of a text that are folded, in the order of the tree.
std::vector<std::string> Folds(const std::string& source) {
  const auto ast = Checked(source);
  Fold(*ast);
  std::vector<std::string> parts;
  for (const Node& node : ast->nodes) {
    if (node.folded == nullptr) continue;
    parts.push_back(std::string(ast->Text(node)) + " = " +
                    ToText(node.folded->value));
  }
  return parts;
}

using Parts = std::vector<std::string>;

TEST(Fold, TakesTheLargestPartsThatNameNoData) {
  EXPECT_EQ(Folds("1 + 2 * 3 == 7"), Parts{"1 + 2 * 3 == 7 = true"});
  EXPECT_EQ(Folds("x + (1 + 2)"), Parts{"1 + 2 = 3"});
  EXPECT_EQ(Folds("x in [1, 2] && x > 1 - 1"),
            (Parts{"[1, 2] = [1, 2]", "1 - 1 = 0"}));
  EXPECT_EQ(Folds("x"), Parts{});
  EXPECT_EQ(Folds("1"), Parts{});
}

TEST(Fold, TakesMacrosThatBindTheirOwnVariables) {
  EXPECT_EQ(Folds("[1, 2].map(i, i * 2)"),
            Parts{"[1, 2].map(i, i * 2) = [2, 4]"});
  EXPECT_EQ(Folds("[1].all(i, [2].exists(j, j > i) && x)"),
            (Parts{"[1] = [1]", "[2] = [2]"}));
  EXPECT_EQ(Folds("cel.bind(v, 2, v * v) + x"),
            Parts{"cel.bind(v, 2, v * v) = 4"});
}

TEST(Fold, KeepsErrors) {
  EXPECT_EQ(Folds("1 / 0 > x"), Parts{"1 / 0 = error(divide_by_zero)"});
}

TEST(Fold, LeavesWhatTheZoneOrTheTimeDecides) {
  const std::string hours = "timestamp('2022-04-10T17:00:00Z').getHours()";
  EXPECT_EQ(Folds(hours), Parts{"timestamp('2022-04-10T17:00:00Z') = "
                                "2022-04-10T17:00:00Z"});
}

TEST(Fold, LeavesWhatTakesLongOrIsLarge) {
  std::string items = "[0";
  for (int i = 1; i < 50; ++i) items += ", " + std::to_string(i);
  items += "]";
  const std::string all =
      items + ".all(a, " + items + ".all(b, " + items + ".all(c, true)))";
  // What stands inside is still short.
  for (const std::string& part : Folds(all)) {
    EXPECT_EQ(part.find("all(a,"), std::string::npos) << part;
  }
  const std::string text = "'" + std::string(1000, 'a') + "'";
  EXPECT_EQ(Folds(text + ".replace('a', " + text + ").size()"), Parts{});
}

TEST(Fold, IsNotUsedWhereALimitWouldHaveBeenHit) {
  const auto ast = Checked("('ab' + 'cd').size() > x");
  Fold(*ast);
  Limits limits;
  limits.string_bytes = 3;
  const std::vector<Value> slots = {Value(std::int64_t{1})};
  Activation activation;
  activation.slots = slots;
  EXPECT_EQ(ToText(Interpreter(*ast, activation, limits).Run()),
            "error(budget)");
}

TEST(Fold, UsesUpTheStepsThatItSaves) {
  const auto ast = Checked("[1, 2, 3].exists(i, i > 2) && [x].all(i, i == 1)");
  const std::vector<Value> slots = {Value(std::int64_t{1})};
  Activation activation;
  activation.slots = slots;
  for (std::uint64_t n = 0; n < 60; ++n) {
    Limits limits;
    limits.steps = n;
    EXPECT_EQ(FoldingChanges(*ast, activation, limits), "") << n << " steps";
    limits = {};
    limits.iterations = n;
    EXPECT_EQ(FoldingChanges(*ast, activation, limits), "")
        << n << " iterations";
  }
}

TEST(Fold, ChangesNothingOfRandomRules) {
  TestWorld world;
  world.Add("Site", "S");
  for (const char* id : {"r0", "r1"}) {
    world.Add("Room", id,
              {{"site_id", Known(Value("S"))},
               {"beds", id[1] == '0' ? Between(1, 3) : BlankCell()},
               {"window_limiter", Known(Value(id[1] == '0'))}});
  }
  const data::View view = world.Build();
  Environment environment = RecordEnvironment({"Site", "Room", "Room"});
  environment.variables[1].name = "r0";
  environment.variables[2].name = "r1";
  const std::vector<Value> slots = {Value(data::RowRef{TableOf("Site"), 0}),
                                    Value(data::RowRef{TableOf("Room"), 0}),
                                    Value(data::RowRef{TableOf("Room"), 1})};
  Activation activation;
  activation.view = &view;
  activation.slots = slots;
  Random random(11);
  int folded = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string source = RandomExpression(random.Next(), true).Bool(4);
    Diagnostics diagnostics(source);
    const auto ast = CompileRule(source, environment, {}, diagnostics);
    ASSERT_NE(ast, nullptr) << source;
    ASSERT_EQ(FoldingChanges(*ast, activation, {}), "") << source;
    Fold(*ast);
    for (const Node& node : ast->nodes) folded += node.folded ? 1 : 0;
  }
  EXPECT_GT(folded, 100);
}

}  // namespace
}  // namespace quaranta::expr
