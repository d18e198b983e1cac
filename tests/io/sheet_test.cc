// Sheets: where the table is, what its columns are, what becomes of each row.
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/grid.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using testing::Account;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Grid;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Issues;
using ::testing::Not;
using testing::ReadGrid;
using testing::Result;
using testing::Rows;

// --- Header row -----------------------------------------------------------

TEST(SheetTest, TitlesAboveTheHeaderAreSetAside) {
  const Result read =
      ReadGrid("rooms.csv", {{"某县集中隔离点房间台账"},
                             {"", "", "填报日期：2022年4月10日"},
                             {"隔离点", "房间号", "床位数"},
                             {"S1", "301", "2"},
                             {"S1", "302", "1"}});
  EXPECT_EQ(read.mapping.header_row, 3u);
  EXPECT_EQ(read.mapping.records, std::vector<std::string>{"Room"});
  EXPECT_EQ(Account(read.world), "rows 5 = 3 aside + 2 read");
  EXPECT_TRUE(read.world.Find("Room:S1/302"));
  EXPECT_THAT(Issues(read.world),
              Contains(HasSubstr("2 =2022年4月10日 date_in_title")));
}

TEST(SheetTest, ADataRowThatNamesAFieldIsNoHeader) {
  const Result read = ReadGrid(
      "sites.csv",
      {{"id", "名称", "备注"}, {"S1", "备注", "地址"}, {"S2", "南湖", ""}});
  EXPECT_EQ(read.mapping.header_row, 1u);
  EXPECT_EQ(Account(read.world), "rows 3 = 1 aside + 2 read");
}

TEST(SheetTest, ASecondHeaderRowUnderTechnicalPathsIsSetAside) {
  const Result read =
      ReadGrid("persons.csv", {{"## SORMAS export, 2022-04-10"},
                               {"uuid", "person.age", "person.sex", "phone"},
                               {"id", "Age", "Sex", "Phone"},
                               {"P1", "41", "FEMALE", "1"}});
  EXPECT_EQ(read.mapping.header_row, 3u);
  EXPECT_EQ(world::Get<schema::Person>(read.world, 0).age, 41);
  EXPECT_EQ(Account(read.world), "rows 4 = 3 aside + 1 read");
}

TEST(SheetTest, AFirstRowOfWordsBelowTheHeaderIsData) {
  const Result read = ReadGrid("sites.csv", {{"id", "name", "region_id"},
                                             {"east", "East", "weiyang"},
                                             {"south", "South", "weiyang"}});
  EXPECT_EQ(Account(read.world), "rows 3 = 1 aside + 2 read");
}

TEST(SheetTest, GroupsOfColumnsAreNamedWithTheirGroup) {
  const Result read = ReadGrid("rooms.csv", {{"隔离点", "房间", "", "床位"},
                                             {"", "房间号", "楼层", ""},
                                             {"S1", "301", "3", "2"}});
  EXPECT_EQ(Account(read.world), "rows 3 = 2 aside + 1 read");
  const auto room = world::Get<schema::Room>(read.world, 0);
  EXPECT_EQ(room.id, "S1/301");
  EXPECT_EQ(room.beds, 2);
}

TEST(SheetTest, AFirstRowUnderAColumnWithoutHeaderIsData) {
  const Result read = ReadGrid("persons.csv", {{"姓名", "", "人员编号", "年龄"},
                                               {"甲", "乙", "", ""},
                                               {"丙", "丁", "P2", "40"}});
  EXPECT_EQ(Account(read.world), "rows 3 = 1 aside + 2 read");
  EXPECT_THAT(Issues(read.world),
              Contains(HasSubstr("2 2= column_without_header")));
}

TEST(SheetTest, ARepeatedHeaderOfTheNextPageIsSetAside) {
  const Result read = ReadGrid(
      "sites.csv",
      {{"id", "名称"}, {"S1", "东方"}, {"id", "名称"}, {"S2", "南湖"}});
  EXPECT_EQ(Account(read.world), "rows 4 = 2 aside + 2 read");
}

// --- Which record ---------------------------------------------------------

TEST(SheetTest, TheRecordIsFoundByItsHeaders) {
  const Result read = ReadGrid(
      "export(1).csv",
      {{"隔离点", "房间号", "床位数", "窗户限位器"}, {"S1", "301", "2", "是"}});
  EXPECT_EQ(read.mapping.records, std::vector<std::string>{"Room"});
}

TEST(SheetTest, HeadersThatFitSeveralRecordsAreLeftToAPerson) {
  const Result read = ReadGrid("export.csv", {{"隔离点", "备注"}, {"S1", "a"}});
  EXPECT_THAT(read.mapping.records, IsEmpty());
  EXPECT_THAT(Issues(read.world), ElementsAre(HasSubstr("ambiguous_table")));
  EXPECT_EQ(Account(read.world), "rows 2 = 2 refused");
}

TEST(SheetTest, HeadersThatFitNothingAreAnUnknownTable) {
  const Result read = ReadGrid("notes.csv", {{"colour", "size"}, {"red", "3"}});
  EXPECT_THAT(Issues(read.world), ElementsAre(HasSubstr("unknown_table")));
  EXPECT_EQ(Account(read.world), "rows 2 = 2 refused");
}

// --- Rows -----------------------------------------------------------------

TEST(SheetTest, EveryRowIsCountedOnce) {
  const Result read = ReadGrid("sites.csv", {{"id", "床位数", "颜色"},
                                             {"S1", "many", ""},
                                             {"", "", ""},
                                             {"", "", "red"},
                                             {"S2", "10", ""},
                                             {"合计", "10", ""},
                                             {"制表人：张三"}});
  EXPECT_EQ(Account(read.world),
            "rows 7 = 4 aside + 1 read + 1 repaired + 1 refused");
  EXPECT_THAT(Issues(read.world),
              ElementsAre(HasSubstr("1 颜色= unknown_header"),
                          HasSubstr("2 床位数=many unreadable_number"),
                          HasSubstr("4 = row_without_values not_read"),
                          HasSubstr("7 = note_row set_aside")))
      << "a total over an unreadable cell decides nothing";
}

TEST(SheetTest, MergedCellsAreFilledDownForNamesAndNotForNumbers) {
  Grid grid(Rows{{"隔离点", "房间号", "床位数"},
                 {"S1", "301", "4"},
                 {"", "302", ""},
                 {"S2", "101", "1"},
                 {"", "102", "1"}});
  grid.sheet.Merge({1, 2, 0, 0});
  grid.sheet.Merge({1, 2, 2, 2});
  const Result read = ReadGrid("rooms.xlsx", std::move(grid));
  EXPECT_TRUE(read.world.Find("Room:S1/302"));
  EXPECT_FALSE(world::Get<schema::Room>(read.world, 1).beds);
  EXPECT_FALSE(read.world.Find("Room:S2/102"))
      << "a blank cell of no block stays blank";
  EXPECT_THAT(Issues(read.world),
              Contains(HasSubstr("3 隔离点=S1 merged_filled")));
}

TEST(SheetTest, LimitsHold) {
  const Rows rows = {{"id", "床位数"}, {"S1", "1"}, {"S2", "2"}, {"S3", "3"}};
  const Result few = ReadGrid("sites.csv", rows, {.rows = 3});
  EXPECT_EQ(Account(few.world), "rows 4 = 1 aside + 2 read + 1 refused");
  EXPECT_THAT(Issues(few.world), ElementsAre(HasSubstr("4 = too_many_rows")));
  const Result narrow = ReadGrid("sites.csv", rows, {.columns = 1});
  EXPECT_THAT(Issues(narrow.world), Contains(HasSubstr("too_many_columns")));
  EXPECT_FALSE(world::Get<schema::Site>(narrow.world, 0).beds_total);
}

}  // namespace
}  // namespace quaranta::io
