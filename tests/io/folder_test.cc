#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/text/csv.h"
#include "quaranta/text/utf8.h"
#include "quaranta/world/rows.h"
#include "tests/io/same_world.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("quaranta_io_" +
         std::string(
             ::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Put(const std::string& name, std::string_view bytes) {
    const std::u8string u8(name.begin(), name.end());
    std::ofstream(folder_ / u8, std::ios::binary) << bytes;
  }
  std::string path() const { return folder_.string(); }
  world::World Read(const ReadOptions& options = {}) {
    auto world = ReadFolder(path(), options);
    EXPECT_THAT(world, IsOk());
    return world.ok() ? *world : world::World();
  }

  std::filesystem::path folder_;
};

// Issues as "file:row column=value code action detail".
std::vector<std::string> Issues(const world::World& world) {
  std::vector<std::string> lines;
  for (const world::Issue& issue : world.issues()) {
    lines.push_back(issue.file + ":" + std::to_string(issue.row) + " " +
                    issue.column + "=" + issue.value + " " + issue.code + " " +
                    issue.action + " " + issue.detail);
  }
  return lines;
}

TEST_F(FolderTest, ACountyInChineseReads) {
  Put("地区.csv", "地区名称,时区,常住人口(万)\r\n渭阳县,Asia/Shanghai,31\r\n");
  Put("隔离点.csv",
      "\xEF\xBB\xBF隔离点名称,所属地区,房间总数,距居民区距离(米),备注\r\n"
      "东方酒店,渭阳县,2,*,\r\n"
      "南湖宾馆,渭阳县,150余,30以上,不详\r\n");
  Put("rooms.csv",
      "房间号,隔离点,用途,床位数,窗户限位器\n"
      "301,东方酒店,隔离用房,2张,是\n"
      "302,东方酒店,工作人员住宿,,\n"
      ",,,,\n");
  Put("stays.jsonl",
      "{\"id\": \"Y1\", \"site_id\": \"东方酒店\", "
      "\"入住时间\": \"2022-04-05 02:10\"}\n\n");
  const world::World world = Read();
  // Nothing is wrong; what hides or hedges a value is listed.
  EXPECT_THAT(
      Issues(world),
      ElementsAre("隔离点.csv:2 距居民区距离(米)=* masked kept_unknown ",
                  "隔离点.csv:3 房间总数=150余 hedged_number kept_bounds "
                  "[150, 160)",
                  "隔离点.csv:3 距居民区距离(米)=30以上 hedged_number "
                  "kept_bounds [30, )",
                  "隔离点.csv:3 备注=*** asked_unknown kept_unknown "));
  const auto site = world::Get<schema::Site>(world, 0);
  EXPECT_EQ(site.id, "东方酒店");
  EXPECT_EQ(world::Get<schema::Region>(world, 0).population, 310'000);
  const auto room = world::Get<schema::Room>(world, 0);
  EXPECT_EQ(room.id, "东方酒店/301");
  EXPECT_EQ(room.use, schema::RoomUse::kIsolation);
  EXPECT_EQ(room.beds, 2);
  EXPECT_EQ(room.window_limiter, true);
  EXPECT_EQ(world.rows(*schema::FindRecord("Room")), 2u)
      << "the row of commas is left over from a spreadsheet";
  const auto stay = world::Get<schema::Stay>(world, 0);
  ASSERT_TRUE(stay.start);
  EXPECT_EQ(FormatInstant(*stay.start), "2022-04-05T02:10:00+08:00")
      << "in the zone of the only region";
  const data::Table& sites = world.table(*schema::FindRecord("Site"));
  EXPECT_TRUE(sites.FindSegments("rooms")->closed[0]) << "two of two";
  EXPECT_FALSE(sites.FindSegments("rooms")->closed[1]);
  const auto origin = world.OriginOf(*world.Find("Room:东方酒店/302"));
  ASSERT_TRUE(origin);
  EXPECT_EQ(world.files()[origin->file], "rooms.csv");
  EXPECT_EQ(origin->line, 3u);
}

TEST_F(FolderTest, EverythingOddIsReportedAndTheRestIsRead) {
  Put("sites.csv",
      "id,region_id,beds_total,listed_date,colour,id\n"
      "S1,R1,many,04/05/22,red,S1\n"
      "S2,R1,60000,2022-04-01,blue,S2,extra\n");
  Put("rooms.csv", "\xB7\xBF\xBC\xE4\n1\n");
  Put("floors.csv", "a,b\n1,2\n");
  Put("zones.csv", "id,label\n\"1,2\n");
  Put("persons.csv", "id,phone,age\nP1,13800000000,x1\n");
  Put("stays.jsonl",
      "{\"id\": \"Y1\", \"start\": \"2022-04-05 02:10\"}\n[1]\n{\n");
  Put("ghosts.csv", "id\n1\n");
  Put("photo.jpg", "...");
  std::filesystem::create_directories(folder_ / "sub");
  const world::World world = Read();
  EXPECT_THAT(
      Issues(world),
      ElementsAre(
          "photo.jpg:0 = unknown_format not_read ",
          "sub:0 = folder_in_folder not_read ",
          "floors.csv:1 a= unknown_header not_read Floor",
          "floors.csv:1 b= unknown_header not_read Floor",
          "floors.csv:1 = no_known_header not_read Floor",
          "ghosts.csv:0 = unknown_table not_read ",
          "persons.csv:2 age=x1 unreadable_number kept_unknown year",
          "rooms.csv:0 = decoded_gb18030 decoded 0",
          "sites.csv:1 id= header_twice not_read Site",
          "sites.csv:1 colour= unknown_header not_read Site",
          "sites.csv:2 beds_total=many unreadable_number kept_unknown bed",
          "sites.csv:2 listed_date=04/05/22 date_ambiguous kept_unknown "
          "2022-04-10",
          "sites.csv:3 7= cell_without_header not_read ",
          "sites.csv:3 beds_total=60000 out_of_range kept_suspect 0..50000",
          "stays.jsonl:1 start=2022-04-05 02:10 zone_missing kept_unknown "
          "2022-04-10T17:00:00+08:00",
          "stays.jsonl:2 = unreadable_row not_read expected an object",
          "stays.jsonl:3 = unreadable_row not_read stays.jsonl:3:2: expected a "
          "key in quotes",
          "zones.csv:0 = quote_open not_read 2",
          "rooms.csv:2 = missing_key kept_without_id ",
          "Site:0 region_id=Region missing_table kept_unknown 2"));
  EXPECT_EQ(world.rows(*schema::FindRecord("Site")), 2u);
  const data::Table& sites = world.table(*schema::FindRecord("Site"));
  for (const data::Column& column : sites.columns) {
    if (column.field().name != "beds_total") continue;
    EXPECT_FALSE(column.valid(0));
    EXPECT_EQ(column.note(0)->raw, "many");
    EXPECT_EQ(column.GetInt(1), 60000);
    EXPECT_EQ(column.note(1)->state, data::NoteState::kSuspect);
  }
}

TEST_F(FolderTest, DirectIdentifiersAreMasked) {
  Put("stays.csv", "id,reception_owner,restarted_date\nY1,Wang,Wang\n");
  Put("persons.csv", "id,birth_date\nP1,Li\n");
  for (const std::string& issue : Issues(Read())) {
    EXPECT_THAT(issue, ::testing::AnyOf(HasSubstr("restarted_date=Wang"),
                                        HasSubstr("birth_date=Li")))
        << "dates are no direct identifiers";
  }
}

TEST_F(FolderTest, LocalTimesNeedOneZone) {
  Put("regions.csv", "id,zone\nA,Asia/Shanghai\nB,Asia/Urumqi\n");
  Put("stays.csv", "id,start\nY1,2022-04-05 02:10\n");
  const world::World torn = Read();
  EXPECT_EQ(torn.issues().size(), 1u);
  EXPECT_FALSE(world::Get<schema::Stay>(torn, 0).start);
  const world::World told = Read({.zone = "Asia/Urumqi"});
  EXPECT_EQ(FormatInstant(*world::Get<schema::Stay>(told, 0).start),
            "2022-04-05T02:10:00+06:00");
  EXPECT_FALSE(ReadFolder(path(), {.zone = "Asia/Nowhere"}).ok());
}

TEST_F(FolderTest, NotesAndClosedCollectionsComeBesideTheTables) {
  Put("sites.csv", "id,rooms_total\nS1,\nS2,7\n");
  Put("_notes.csv",
      "record,id,field,state,raw,low,high\n"
      "Site,S1,rooms_total,hedged,150余,150,160\n"
      "Site,S2,rooms_total,suspect,7?,,\n"
      "隔离点,S1,床位数,masked,*,,\n"
      "Site,S9,rooms_total,masked,*,,\n"
      "Site,S1,rooms_total,odd,*,,\n");
  Put("_closed.csv", "collection\nSite.rooms\nSite.ghosts\n");
  const world::World world = Read();
  const data::Table& sites = world.table(*schema::FindRecord("Site"));
  for (const data::Column& column : sites.columns) {
    if (column.field().name == "rooms_total") {
      ASSERT_NE(column.note(0), nullptr);
      EXPECT_EQ(column.note(0)->bounds, (Interval{150, 160}));
      EXPECT_TRUE(column.valid(1));
      EXPECT_EQ(column.note(1)->state, data::NoteState::kSuspect);
    } else if (column.field().name == "beds_total") {
      EXPECT_EQ(column.note(0)->state, data::NoteState::kMasked);
    }
  }
  EXPECT_TRUE(sites.FindSegments("rooms")->closed[0]);
  EXPECT_THAT(Issues(world),
              ElementsAre("_closed.csv:3 =Site.ghosts unknown_collection "
                          "not_read ",
                          "_notes.csv:6 = unreadable_note not_read ",
                          "_notes.csv:5 rooms_total=S9 note_without_row "
                          "not_read Site"));
}

TEST_F(FolderTest, FullExportsCloseTheirCollections) {
  Put("sites.csv", "id\nS1\n");
  const world::World world = Read({.complete = {"Site.rooms"}});
  EXPECT_TRUE(world.table(*schema::FindRecord("Site"))
                  .FindSegments("rooms")
                  ->closed[0]);
  EXPECT_THAT(
      ReadFolder(path(), {.complete = {"Site.ghosts"}}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("Site.ghosts")));
}

TEST_F(FolderTest, LimitsHold) {
  Put("sites.csv", "id\nS1\nS2\nS3\n");
  EXPECT_THAT(Issues(Read({.file_bytes = 5})),
              ElementsAre(HasSubstr("more than 5 bytes")));
  EXPECT_THAT(Issues(Read({.rows = 2})),
              ElementsAre(HasSubstr("sites.csv:3 = too_many_rows")));
  Put("sites.csv", "id,beds_total\nS1,a\nS2,b\nS3,c\n");
  EXPECT_THAT(
      Issues(Read({.issues_per_code = 1})),
      ElementsAre(HasSubstr("unreadable_number"), HasSubstr("more_issues")));
}

TEST_F(FolderTest, OnlyAFolderThatCannotBeListedIsAnError) {
  EXPECT_THAT(ReadFolder(path() + "/none"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none")));
  Put("a.txt", "");
  EXPECT_THAT(ReadFolder(path() + "/a.txt"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("a.txt")));
  Put("a.pdf", "");
  EXPECT_THAT(Open(path() + "/a.pdf"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("a.pdf")));
  EXPECT_THAT(Open(path() + "/none.binpb"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.binpb")));
}

TEST_F(FolderTest, ArrivalsArePersonsOfAWorldOfTheirOwn) {
  Put("flight.csv", "人员编号,传播链,家庭编号\nP1,C1,F1\nP2,C1,\n");
  const auto world = ReadArrivals(path() + "/flight.csv");
  ASSERT_THAT(world, IsOk());
  EXPECT_EQ(world->rows(*schema::FindRecord("Person")), 2u);
  EXPECT_EQ(world::Get<schema::Person>(*world, 0).party_id, "F1");
  EXPECT_THAT(ReadArrivals(path() + "/flight.xlsx"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(".csv")));
}

// --- Writing --------------------------------------------------------------

TEST_F(FolderTest, WhatIsWrittenReadsBackEqual) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const world::World world = testing::RandomWorld(seed);
    for (const Format format : {Format::kCsv, Format::kJsonl}) {
      ASSERT_THAT(WriteFolder(world, path(), format), IsOk());
      testing::ExpectSame(world, Read());
    }
    const std::string file = path() + "/world.binpb";
    ASSERT_THAT(WriteDelimited(world, file), IsOk());
    const auto again = Open(file);
    ASSERT_THAT(again, IsOk());
    testing::ExpectSame(world, *again);
    std::filesystem::remove(file);
  }
}

// A clerk opens the file in a spreadsheet, saves it, and sends it back.
TEST_F(FolderTest, IdsSurviveASpreadsheet) {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1", .name = "=cmd|'/c calc'!A1"});
  world::Append(
      builder, schema::Room{.id = "S1/3-12", .site_id = "S1", .label = "3-12"});
  world::Append(
      builder, schema::Room{.id = "S1/0304", .site_id = "S1", .label = "0304"});
  world::Append(builder,
                schema::Room{.id = "S1/305", .site_id = "S1", .label = "305"});
  world::Append(builder, schema::Person{.id = "110101199003074514"});
  const world::World world = std::move(builder).Build().value();
  ASSERT_THAT(WriteFolder(world, path()), IsOk());
  for (const std::string name : {"rooms.csv", "persons.csv", "sites.csv"}) {
    std::ifstream file(folder_ / name, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    EXPECT_TRUE(bytes.starts_with("\xEF\xBB\xBF")) << "or it is not Chinese";
    EXPECT_TRUE(bytes.ends_with("\r\n"));
    const auto table = text::ReadCsv(text::WithoutByteOrderMark(bytes));
    ASSERT_THAT(table, IsOk());
    for (std::size_t row = 0; row < table->rows(); ++row) {
      for (std::size_t i = 0; i < table->columns(row); ++i) {
        const std::string_view cell = table->cell(row, i);
        EXPECT_FALSE(text::SpreadsheetChanges(cell)) << cell;
        EXPECT_FALSE(cell.starts_with('=')) << cell;
      }
    }
  }
  testing::ExpectSame(world, Read());
}

TEST_F(FolderTest, WritingReplacesAnEarlierWorld) {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1"});
  builder.Close("Site.rooms");
  const world::World world = std::move(builder).Build().value();
  ASSERT_THAT(WriteFolder(world, path()), IsOk());
  ASSERT_THAT(WriteFolder(world::World(), path(), Format::kJsonl), IsOk());
  EXPECT_TRUE(std::filesystem::is_empty(folder_))
      << "no table of the earlier world is left beside the new ones";
}

TEST_F(FolderTest, WritingWhereNobodyMayIsAnError) {
  Put("file", "");
  EXPECT_THAT(
      WriteFolder(world::World(), path() + "/file"),
      StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("file")));
  EXPECT_THAT(
      WriteDelimited(world::World(), path() + "/none/w.binpb"),
      StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("w.binpb")));
}

}  // namespace
}  // namespace quaranta::io
