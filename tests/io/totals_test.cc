// Totals rows are no data, but a check of the rows that they add up.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/marks.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/grid.h"

namespace quaranta::io {
namespace {

using testing::Account;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Issues;
using ::testing::Not;
using testing::ReadGrid;
using testing::Result;
using testing::Rows;

// Only what is said of totals.
std::vector<std::string> Differences(const world::World& world) {
  std::vector<std::string> found;
  for (const std::string& issue : Issues(world)) {
    if (issue.find("total_differs") != std::string::npos) {
      found.push_back(issue);
    }
  }
  return found;
}

TEST(TotalsTest, MarksAreWordsAndNotParts) {
  EXPECT_EQ(TotalMarkOf("合 计："), TotalMark::kAll);
  EXPECT_EQ(TotalMarkOf("Total"), TotalMark::kAll);
  EXPECT_EQ(TotalMarkOf("合计62人"), TotalMark::kAll);
  EXPECT_EQ(TotalMarkOf("小　计"), TotalMark::kBlock);
  EXPECT_EQ(TotalMarkOf("东方酒店小计"), TotalMark::kNamedBlock);
  EXPECT_EQ(TotalMarkOf("合计酒店"), TotalMark::kNone);
  EXPECT_EQ(TotalMarkOf("设计"), TotalMark::kNone);
  EXPECT_EQ(TotalMarkOf("Totalenergies"), TotalMark::kNone);
  EXPECT_EQ(FigureOf("合计：1,062人"), "1,062");
  EXPECT_TRUE(IsNoteMark("制表人：张三"));
  EXPECT_TRUE(IsNoteMark("备注：口径同昨日"));
  EXPECT_FALSE(IsNoteMark("审美酒店有限公司东区第三分店"));
}

TEST(TotalsTest, ATotalThatAgreesIsSilent) {
  const Result read = ReadGrid("sites.csv", {{"id", "名称", "床位数"},
                                             {"S1", "东方", "120"},
                                             {"S2", "南湖", "80"},
                                             {"合计", "2", "200"}});
  EXPECT_EQ(Account(read.world), "rows 4 = 2 aside + 2 read");
  EXPECT_THAT(Differences(read.world), IsEmpty());
  EXPECT_FALSE(read.world.Find("Site:合计"));
}

TEST(TotalsTest, ATotalThatDiffersNamesBothFigures) {
  const Result read = ReadGrid("sites.csv", {{"id", "名称", "床位数"},
                                             {"S1", "东方", "120"},
                                             {"S2", "南湖", "80"},
                                             {"合计", "3个", "210张"}});
  EXPECT_THAT(
      Differences(read.world),
      ElementsAre("sites.csv:4 名称=3个 total_differs kept_rows 2",
                  "sites.csv:4 床位数=210张 total_differs kept_rows 200"));
}

TEST(TotalsTest, SubtotalsAreOfTheirBlock) {
  const Result read = ReadGrid("rooms.csv", {{"隔离点", "房间号", "床位数"},
                                             {"S1", "301", "2"},
                                             {"S1", "302", "2"},
                                             {"小计", "", "4"},
                                             {"S2", "101", "1"},
                                             {"S2小计", "", "2"},
                                             {"总计", "", "5"}});
  EXPECT_EQ(Account(read.world), "rows 7 = 4 aside + 3 read");
  EXPECT_THAT(Differences(read.world),
              ElementsAre("rooms.csv:6 床位数=2 total_differs kept_rows 1"));
}

TEST(TotalsTest, ATotalAboveItsRowsIsCheckedToo) {
  const Result read = ReadGrid(
      "sites.csv",
      {{"id", "床位数"}, {"合计", "201"}, {"S1", "120"}, {"S2", "80"}});
  EXPECT_THAT(
      Differences(read.world),
      ElementsAre("sites.csv:2 床位数=201 total_differs kept_rows 200"));
}

TEST(TotalsTest, HedgedAndMaskedRowsDecideOnlyWhatTheyCan) {
  const Rows rows = {{"id", "床位数"}, {"S1", "150余"}, {"S2", "80"}};
  Rows plausible = rows;
  plausible.push_back({"合计", "235"});
  EXPECT_THAT(Differences(ReadGrid("sites.csv", plausible).world), IsEmpty());
  Rows impossible = rows;
  impossible.push_back({"合计", "220"});
  EXPECT_THAT(Differences(ReadGrid("sites.csv", impossible).world),
              ElementsAre(HasSubstr("床位数=220 total_differs")));
  Rows masked = rows;
  masked.push_back({"S3", "*"});
  masked.push_back({"合计", "999"});
  EXPECT_THAT(Differences(ReadGrid("sites.csv", masked).world), IsEmpty());
}

TEST(TotalsTest, ARecordThatIsCalledTotalIsData) {
  const Result read =
      ReadGrid("sites.csv", {{"id", "名称", "地区", "床位数"},
                             {"S1", "东方", "R1", "120"},
                             {"总计", "总计花园酒店", "R1", "80"}});
  EXPECT_TRUE(read.world.Find("Site:总计"));
  EXPECT_EQ(Account(read.world), "rows 3 = 1 aside + 2 read");
}

TEST(TotalsTest, AnApostropheKeepsANameFromBeingAMark) {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "合计"});
  world::Append(builder, schema::Site{.id = "制表人：甲"});
  world::Append(builder, schema::Site{.id = "## x"});
  const world::World world = std::move(builder).Build().value();
  const std::string folder = ::testing::TempDir() + "totals_apostrophe";
  ASSERT_TRUE(WriteFolder(world, folder).ok());
  const auto again = ReadFolder(folder);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->rows(*schema::FindRecord("Site")), 3u);
  EXPECT_TRUE(again->Find("Site:合计"));
}

TEST(TotalsTest, TheUnitOfATitleIsAppliedWithAnIssue) {
  const Result read =
      ReadGrid("regions.csv",
               {{"各县人口", "单位：万人"}, {"id", "人口"}, {"R1", "31"}});
  EXPECT_EQ(world::Get<schema::Region>(read.world, 0).population, 310'000);
  EXPECT_THAT(Issues(read.world),
              Contains("regions.csv:1 人口=万人 unit_from_title "
                       "read_with_unit "));
  const Result office = ReadGrid(
      "regions.csv", {{"单位：卫生健康局"}, {"id", "人口"}, {"R1", "31"}});
  EXPECT_EQ(world::Get<schema::Region>(office.world, 0).population, 31)
      << "单位 is an office there";
}

}  // namespace
}  // namespace quaranta::io
