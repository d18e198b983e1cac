// What is said of a list of arrivals that is not read as it was meant.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/support.h"

namespace quaranta::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Ran PlaceList(const Folder& folder, const std::string& csv,
              const std::string& language) {
  folder.Write("list.csv", csv);
  return RunCli(At17("place", kCounty,
                     {"--arrivals", folder / "list.csv", "--lang", language}));
}

TEST(ArrivalsTest, AMistypedColumnIsNamedOnStderrAndInThePlan) {
  const Folder folder("arrivals");
  // 体瘟: the temperature, mistyped.
  const std::string csv = "编号,年龄,体瘟\nA-1,30,38.5\n";
  const Ran english = PlaceList(folder, csv, "en");
  EXPECT_THAT(english.err,
              AllOf(HasSubstr("体瘟"), HasSubstr("has no such field")));
  EXPECT_THAT(english.out, HasSubstr("The arrivals have 1 column of an unknown "
                                     "name, not read: 体瘟."));
  EXPECT_THAT(english.err, Not(HasSubstr("38.5")));
  EXPECT_THAT(PlaceList(folder, csv, "zh").out,
              HasSubstr("到达名单有1列列名不明，未读取：体瘟。"));
}

TEST(ArrivalsTest, AListWhoseColumnsAreAllKnownSaysNothingOfColumns) {
  const Folder folder("arrivals");
  const Ran ran = PlaceList(folder, "编号,年龄\nA-1,30\n", "en");
  EXPECT_EQ(ran.err,
            RunCli(At17("place", kCounty, {"--arrivals", kArrivals})).err);
  EXPECT_THAT(ran.out, Not(HasSubstr("unknown name")));
}

}  // namespace
}  // namespace quaranta::cli
