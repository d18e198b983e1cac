// The official suite passes, but for the tests that skips.txt names.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "tests/conformance/runner/runner.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"

namespace quaranta::conformance {
namespace {

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// QUARANTA_CEL_SUITE when it is set, else a folder of the shared data.
testing::SharedData FindSuite() {
  const char* suite = std::getenv("QUARANTA_CEL_SUITE");
  if (suite == nullptr || *suite == '\0') {
    return testing::FindSharedData("cel-conformance/testdata");
  }
  return testing::ResolveSharedData("", suite, std::getenv("CI"));
}

TEST(OfficialSuite, PassesButForTheSkips) {
  const testing::SharedData suite = FindSuite();
  if (!suite.missing.empty() && suite.required) FAIL() << suite.missing;
  if (!suite.missing.empty()) GTEST_SKIP() << "left out: " << suite.missing;
  auto skips = Skips::Parse(ReadAll(::quaranta::testing::SourceDir() +
                                    "/tests/conformance/skips.txt"));
  ASSERT_TRUE(std::holds_alternative<Skips>(skips));
  const Runner runner;
  int passed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(suite.path)) {
    if (entry.path().extension() != ".textproto") continue;
    auto file =
        runner.Read(entry.path().stem().string(), ReadAll(entry.path()));
    ASSERT_TRUE(std::holds_alternative<TestFile>(file))
        << std::get<std::string>(file);
    for (const conformance::Test& test :
         Runner::TestsOf(std::get<TestFile>(file))) {
      if (std::get<Skips>(skips).Find(test.name) != nullptr) continue;
      const Failure failure = runner.Run(*test.message);
      EXPECT_FALSE(failure.has_value()) << test.name << ": " << *failure;
      ++passed;
    }
  }
  EXPECT_GT(passed, 0) << "no test in " << suite.path;
}

}  // namespace
}  // namespace quaranta::conformance
