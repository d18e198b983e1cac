#include "tests/support/shared_data.h"
#include "tests/support/paths.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace quaranta::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(SharedDataTest, UnsetVariableLeavesTheTestOut) {
  const SharedData data = ResolveSharedData("cel", nullptr, nullptr);
  EXPECT_THAT(data.missing, HasSubstr("QUARANTA_SHARED is not set"));
  EXPECT_FALSE(data.required);
}

TEST(SharedDataTest, UnsetVariableFailsUnderCi) {
  EXPECT_TRUE(ResolveSharedData("cel", "", "true").required);
}

TEST(SharedDataTest, MissingFolderIsNamedAndFailsOnlyUnderCi) {
  const std::string here = ::quaranta::testing::SourceDir() + "/tests";
  const SharedData data = ResolveSharedData("no-such", here.c_str(), "false");
  EXPECT_THAT(data.missing, HasSubstr("/tests/no-such"));
  EXPECT_FALSE(data.required);
  EXPECT_TRUE(ResolveSharedData("no-such", here.c_str(), "true").required);
}

TEST(SharedDataTest, RelativeFolderIsAMistakeEverywhere) {
  EXPECT_TRUE(ResolveSharedData("support", "tests", nullptr).required);
}

TEST(SharedDataTest, FolderThatExistsIsGiven) {
  const std::string here = ::quaranta::testing::SourceDir() + "/tests";
  const SharedData data = ResolveSharedData("support", here.c_str(), "true");
  EXPECT_THAT(data.missing, IsEmpty());
  EXPECT_EQ(data.path, std::filesystem::path(here) / "support");
}

}  // namespace
}  // namespace quaranta::testing
