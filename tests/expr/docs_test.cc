// The examples of docs/concepts/cel.md are rules that compile.
#include <fstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/expr/program.h"
#include "tests/expr/test_world.h"
#include "tests/support/paths.h"

namespace quaranta::expr {
namespace {

TEST(Docs, ExamplesCompile) {
  std::ifstream page(::quaranta::testing::SourceDir() +
                     "/docs/concepts/cel.md");
  std::vector<std::string> examples;
  std::string line;
  bool inside = false;
  while (std::getline(page, line)) {
    if (line.starts_with("```")) {
      inside = line == "```cel";
    } else if (inside && !line.empty()) {
      examples.push_back(line);
    }
  }
  ASSERT_GE(examples.size(), 3U);
  for (const std::string& example : examples) {
    EXPECT_TRUE(
        Compiled(example, RecordEnvironment({"Site", "Person"})).usable());
  }
}

}  // namespace
}  // namespace quaranta::expr
