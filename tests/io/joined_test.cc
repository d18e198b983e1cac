// Rows that say several records, and references that they tell by half.
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
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

std::size_t Count(const world::World& world, std::string_view record) {
  return world.rows(*schema::FindRecord(record));
}

const Rows kList = {
    {"人员编号", "姓名", "年龄", "隔离点", "房间号", "隔离开始日期",
     "预计解除日期"},
    {"P1", "甲", "40", "S1", "301", "2022-04-05 02:10", "2022-04-19"},
    {"P2", "乙", "", "S1", "302", "2022-04-05 03:00", "2022-04-19"}};

TEST(JoinedTest, AListOfPeopleHoldsStaysAndRooms) {
  const Result read =
      ReadGrid("persons.xlsx", kList, {.zone = "Asia/Shanghai"});
  EXPECT_THAT(read.mapping.records,
              ElementsAre("Person", "Stay", "RoomAssignment"));
  EXPECT_EQ(Account(read.world), "rows 3 = 1 aside + 2 read");
  ASSERT_EQ(Count(read.world, "Stay"), 2u);
  const auto stay = world::Get<schema::Stay>(read.world, 0);
  EXPECT_EQ(stay.person_id, "P1");
  EXPECT_EQ(stay.site_id, "S1");
  EXPECT_EQ(stay.id, "P1/2022-04-05T02:10:00+08:00");
  const auto placed = world::Get<schema::RoomAssignment>(read.world, 0);
  EXPECT_EQ(placed.stay_id, stay.id);
  EXPECT_EQ(placed.start, stay.start) << "its key needs a start";
  EXPECT_THAT(Issues(read.world),
              Contains(HasSubstr("1 隔离点、隔离开始日期、预计解除日期= "
                                 "read_as_joined")))
      << "the headers are in the column of the issue";
}

TEST(JoinedTest, TheRoomIsFoundThroughTheSiteOfTheRow) {
  world::Builder builder;
  ASSERT_TRUE(AppendText(builder, *schema::FindRecord("Room"),
                         "隔离点,房间号\nS1,301\nS2,302\n", Format::kCsv,
                         "rooms.csv")
                  .ok());
  NamedSheet sheet{"persons.xlsx", {}, nullptr};
  sheet.sheet =
      std::make_unique<GridSheet>(std::move(testing::Grid(kList).sheet));
  ASSERT_TRUE(AppendSheet(builder, sheet, schema::FindRecord("Person"),
                          {.zone = "Asia/Shanghai"})
                  .ok());
  const world::World world = std::move(builder).Build().value();
  EXPECT_EQ(world::Get<schema::RoomAssignment>(world, 0).room_id, "S1/301");
  EXPECT_EQ(world::Get<schema::RoomAssignment>(world, 1).room_id, "302")
      << "S1 has no room 302: nothing is made up";
  EXPECT_THAT(Issues(world), Contains(HasSubstr("房间号=S1/301 "
                                                "reference_completed")));
}

TEST(JoinedTest, HeadersThatMightBelongToSeveralRecordsAreLeftOut) {
  const Result read = ReadGrid(
      "persons.csv", {{"人员编号", "采样时间"}, {"P1", "2022-04-05 02:10"}});
  EXPECT_THAT(read.mapping.records, ElementsAre("Person"));
  EXPECT_THAT(Issues(read.world), Contains(HasSubstr("unknown_header")));
}

TEST(JoinedTest, AFloorIsNoFloorWhereASiteHasOneRow) {
  const Rows sites = {
      {"编号", "名称", "楼层"}, {"S1", "东方", "6"}, {"S2", "南湖", "5"}};
  EXPECT_THAT(ReadGrid("sites.csv", sites).mapping.records, ElementsAre("Site"))
      << "six storeys, not the sixth floor";
}

TEST(JoinedTest, SomebodyInSeveralRowsIsOnePerson) {
  const Result read =
      ReadGrid("persons.csv",
               {{"人员编号", "姓名", "年龄", "性别", "隔离开始日期", "隔离点"},
                {"P1", "甲", "40", "", "2022-04-05 02:10", "S1"},
                {"P1", "甲", "41", "女", "2022-05-05 02:10", "S2"}},
               {.zone = "Asia/Shanghai"});
  ASSERT_EQ(Count(read.world, "Person"), 1u);
  EXPECT_EQ(Count(read.world, "Stay"), 2u);
  const auto person = world::Get<schema::Person>(read.world, 0);
  EXPECT_EQ(person.sex, schema::Sex::kFemale) << "told by the second row only";
  EXPECT_FALSE(person.age) << "the rows disagree";
  EXPECT_THAT(Issues(read.world),
              Contains("persons.csv:3 年龄=41 rows_disagree kept_unknown 2"));
  EXPECT_THAT(Issues(read.world), Not(Contains(HasSubstr("duplicate_key"))));
  EXPECT_EQ(Account(read.world), "rows 3 = 1 aside + 1 read + 1 repaired");
}

TEST(JoinedTest, PeopleWithoutANumberGetOneFromTheirRow) {
  const Result read =
      ReadGrid("persons.csv",
               {{"姓名", "身份证号", "隔离点", "隔离开始日期"},
                {"甲", "11010519491231002X", "S1", "2022-04-05 02:10"},
                {"乙", "", "S1", "2022-04-05 03:00"},
                {"甲", "11010519491231002X", "S1", "2022-05-05 02:10"}},
               {.zone = "Asia/Shanghai"});
  EXPECT_EQ(Count(read.world, "Person"), 2u) << "one card, one person";
  EXPECT_EQ(Count(read.world, "Stay"), 3u);
  EXPECT_EQ(world::Get<schema::Stay>(read.world, 2).person_id, "persons/2");
  EXPECT_THAT(Issues(read.world), Contains(HasSubstr("ids_made")));
  for (const std::string& issue : Issues(read.world)) {
    EXPECT_THAT(issue, Not(HasSubstr("11010519491231002X")));
  }
}

TEST(JoinedTest, CardNumbersCutByASpreadsheetNameNobody) {
  const Result read =
      ReadGrid("persons.csv",
               {{"姓名", "身份证号", "隔离点", "隔离开始日期"},
                {"甲", "110105194912310000", "S1", "2022-04-05 02:10"},
                {"乙", "110105194912310000", "S1", "2022-04-05 03:00"}},
               {.zone = "Asia/Shanghai"});
  EXPECT_EQ(Count(read.world, "Person"), 2u);
}

TEST(JoinedTest, ARowWithoutAStayIsAPersonOnly) {
  const Result read = ReadGrid("persons.csv",
                               {{"人员编号", "姓名", "隔离开始日期", "隔离点"},
                                {"P1", "甲", "2022-04-05 02:10", "S1"},
                                {"P2", "乙", "", "-"}},
                               {.zone = "Asia/Shanghai"});
  EXPECT_EQ(Count(read.world, "Person"), 2u);
  EXPECT_EQ(Count(read.world, "Stay"), 1u);
}

TEST(JoinedTest, AMappingSaysItExplicitly) {
  ReadOptions options;
  options.zone = "Asia/Shanghai";
  SheetMapping sheet;
  sheet.records = {"Person", "Stay", "RoomAssignment"};
  sheet.columns = {{.header = "编", .field = "Person.id"},
                   {.header = "从", .field = "Stay.start"},
                   {.header = "#3", .field = "RoomAssignment.room_id"},
                   {.header = "年龄", .field = ""}};
  options.mapping.sheets = {sheet};
  const Result read = ReadGrid(
      "liste.csv",
      {{"编", "从", "", "年龄"}, {"P1", "2022-04-05 02:10", "S1/301", "40"}},
      options);
  EXPECT_EQ(world::Get<schema::RoomAssignment>(read.world, 0).room_id,
            "S1/301");
  EXPECT_FALSE(world::Get<schema::Person>(read.world, 0).age);
  EXPECT_THAT(Issues(read.world), Not(Contains(HasSubstr("年龄"))))
      << "left out on purpose";
}

TEST(JoinedTest, ASingleRecordNeedsNoJoin) {
  const Result read =
      ReadGrid("rooms.csv", {{"隔离点", "房间号"}, {"S1", "301"}});
  EXPECT_THAT(read.mapping.records, ElementsAre("Room"));
  EXPECT_THAT(Issues(read.world), Not(Contains(HasSubstr("joined"))));
}

}  // namespace
}  // namespace quaranta::io
