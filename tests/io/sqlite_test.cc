// Worlds in SQLite files: our own, those of other programs, and damaged ones.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/text/sqlite.h"
#include "quaranta/world/rows.h"
#include "tests/io/same_world.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SqliteWorldTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("quaranta_sqlite_world_" +
         std::string(
             ::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    file_ = (folder_ / "w.sqlite").string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Make(std::string_view sql) {
    std::filesystem::remove(file_);
    auto db = text::Sqlite::OpenToWrite(file_);
    ASSERT_THAT(db, IsOk());
    ASSERT_THAT(db->Run(sql), IsOk());
  }
  world::World Read(const ReadOptions& options = {}) {
    auto world = Open(file_, options);
    EXPECT_THAT(world, IsOk());
    return world.ok() ? *std::move(world) : world::World();
  }

  std::filesystem::path folder_;
  std::string file_;
};

std::vector<std::string> Issues(const world::World& world) {
  std::vector<std::string> lines;
  for (const world::Issue& issue : world.issues()) {
    if (issue.code == "dangling_reference") continue;
    lines.push_back(issue.file + ":" + std::to_string(issue.row) + " " +
                    issue.column + "=" + issue.value + " " + issue.code + " " +
                    issue.action);
  }
  return lines;
}

std::size_t Rows(const world::World& world, std::string_view record) {
  return world.rows(*schema::FindRecord(record));
}

TEST_F(SqliteWorldTest, WhatIsWrittenReadsBackEqual) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const world::World world = testing::RandomWorld(seed);
    ASSERT_THAT(Write(world, file_), IsOk());
    testing::ExpectSame(world, Read());
    EXPECT_FALSE(std::filesystem::exists(file_ + ".part"));
  }
}

TEST_F(SqliteWorldTest, WhatIsWrittenIsThereForSql) {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1", .rooms_total = 2});
  world::Append(builder, schema::Room{.site_id = "S1",
                                      .label = "0304",
                                      .use = schema::RoomUse::kIsolation,
                                      .beds = 2,
                                      .window_limiter = false});
  ASSERT_THAT(WriteSqlite(std::move(builder).Build().value(), file_), IsOk());
  auto db = text::Sqlite::OpenToRead(file_);
  ASSERT_THAT(db, IsOk());
  auto rows = db->Prepare(
      "SELECT rooms.id, use, beds, window_limiter, typeof(beds), state, value "
      "FROM rooms JOIN sites ON sites.id = rooms.site_id, _meta WHERE key = "
      "'schema'");
  ASSERT_THAT(rows, IsOk());
  ASSERT_TRUE(rows->Step().value());
  EXPECT_EQ(rows->Text(0), "S1/0304");
  EXPECT_EQ(rows->Text(1), "ISOLATION");
  EXPECT_EQ(rows->Int(2), 2);
  EXPECT_EQ(rows->type(3), text::SqliteType::kInteger);
  EXPECT_EQ(rows->Text(4), "integer");
  EXPECT_EQ(rows->type(5), text::SqliteType::kNull) << "every field is there";
  EXPECT_EQ(rows->Text(6), "quaranta.world/1");
  auto plan =
      db->Prepare("EXPLAIN QUERY PLAN SELECT * FROM rooms WHERE id = 'S1/304'");
  ASSERT_THAT(plan, IsOk());
  ASSERT_TRUE(plan->Step().value());
  EXPECT_THAT(std::string(plan->Text(3)), HasSubstr("USING INDEX rooms_id"));
}

TEST_F(SqliteWorldTest, WritingReplacesAFileAndItsLog) {
  ASSERT_THAT(WriteSqlite(testing::RandomWorld(1), file_), IsOk());
  std::ofstream(file_ + "-wal") << "left over";
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1"});
  ASSERT_THAT(WriteSqlite(std::move(builder).Build().value(), file_), IsOk());
  EXPECT_FALSE(std::filesystem::exists(file_ + "-wal"));
  const world::World world = Read();
  EXPECT_EQ(Rows(world, "Site"), 1u);
  EXPECT_EQ(Rows(world, "Room"), 0u);
  EXPECT_THAT(
      WriteSqlite(world, (folder_ / "none" / "w.sqlite").string()),
      StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("w.sqlite")));
}

TEST_F(SqliteWorldTest, TablesOfOtherProgramsAreKnownByAnyNameTheyHave) {
  Make(
      "CREATE TABLE 地区 (地区名称 TEXT, 时区 TEXT);"
      "INSERT INTO 地区 VALUES ('渭阳县', 'Asia/Shanghai');"
      "CREATE TABLE hotel (编号 TEXT, 隔离点名称 TEXT, 房间总数, 所属地区 "
      "TEXT);"
      "INSERT INTO hotel VALUES ('S1', '东方酒店', 2, '渭阳县');"
      "CREATE VIEW sites AS SELECT 编号 AS id, 隔离点名称 AS name, 房间总数 AS "
      "rooms_total, 所属地区 AS region_id FROM hotel;"
      "CREATE TABLE Room (site_id, 房间号, 床位数, 窗户限位器);"
      "INSERT INTO Room VALUES ('S1', 301, 2, 1), ('S1', '302', 1.0, 'no');"
      "CREATE TABLE stays (id, site_id, 入住时间);"
      "INSERT INTO stays VALUES ('Y1', 'S1', '2022-04-05 02:10'), ('Y2', 'S1', "
      "1649581200);"
      "CREATE VIEW overview AS SELECT * FROM stays;");
  const world::World world = Read();
  EXPECT_EQ(world::Get<schema::Site>(world, 0).name, "东方酒店")
      << "through the view, or the table behind it";
  EXPECT_EQ(world::Get<schema::Site>(world, 0).rooms_total, 2);
  const auto room = world::Get<schema::Room>(world, 0);
  EXPECT_EQ(room.id, "S1/301");
  EXPECT_EQ(room.beds, 2);
  EXPECT_EQ(room.window_limiter, true);
  EXPECT_EQ(world::Get<schema::Room>(world, 1).beds, 1);
  EXPECT_EQ(world::Get<schema::Room>(world, 1).window_limiter, false);
  EXPECT_EQ(FormatInstant(*world::Get<schema::Stay>(world, 0).start),
            "2022-04-05T02:10:00+08:00");
  EXPECT_FALSE(world::Get<schema::Stay>(world, 1).start)
      << "seconds since when? nobody says, nobody guesses";
  const auto origin = world.OriginOf(*world.Find("Room:S1/302"));
  ASSERT_TRUE(origin);
  EXPECT_EQ(world.files()[origin->file], "w.sqlite[Room]");
  EXPECT_EQ(origin->line, 3u) << "below a line of headers";
  EXPECT_THAT(Issues(world),
              Contains("w.sqlite:0 =overview unknown_table not_read"));
}

TEST_F(SqliteWorldTest, CellsThatAreNoTextAreUnknownOneByOne) {
  Make(
      "CREATE TABLE sites (id, name, rooms_total, distance_m);"
      "INSERT INTO sites VALUES ('S1', x'FF00', 9e999, 12.5), ('S2', "
      "CAST(x'C4E3BAC3' AS TEXT), NULL, 3);");
  const world::World world = Read();
  ASSERT_EQ(Rows(world, "Site"), 2u);
  EXPECT_FALSE(world::Get<schema::Site>(world, 0).name);
  EXPECT_FALSE(world::Get<schema::Site>(world, 0).rooms_total);
  EXPECT_FALSE(world::Get<schema::Site>(world, 1).name);
  EXPECT_EQ(world.sources()[0].repaired, 2u);
}

TEST_F(SqliteWorldTest, VirtualTablesAndUnknownOnesAreLeftOut) {
  Make(
      "CREATE VIRTUAL TABLE rooms USING fts5(label, site_id);"
      "CREATE TABLE sites (id); INSERT INTO sites VALUES ('S1');"
      "CREATE TABLE _extra (a);");
  const world::World world = Read();
  EXPECT_EQ(Rows(world, "Site"), 1u);
  EXPECT_EQ(Rows(world, "Room"), 0u);
  EXPECT_THAT(Issues(world),
              Contains("w.sqlite:0 =rooms virtual_table not_read"));
  EXPECT_THAT(Issues(world),
              Contains("w.sqlite:0 =_extra unknown_table not_read"));
}

TEST_F(SqliteWorldTest, ATableThatBreaksOffOpensTheCollections) {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1"});
  for (int n = 0; n < 500; ++n) {
    world::Append(builder,
                  schema::Room{.site_id = "S1", .label = std::to_string(n)});
  }
  builder.Close("Site.rooms");
  ASSERT_THAT(WriteSqlite(std::move(builder).Build().value(), file_), IsOk());
  const auto closed = [](const world::World& world) {
    const data::Table& sites = world.table(*schema::FindRecord("Site"));
    return static_cast<bool>(sites.FindSegments("rooms")->closed[0]);
  };
  ASSERT_TRUE(closed(Read()));
  // The head of one of the pages of rooms.
  std::fstream file(file_, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(4096 * 8);
  file.write("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
  file.close();
  const world::World world = Read();
  EXPECT_GT(Rows(world, "Room"), 0u);
  EXPECT_LT(Rows(world, "Room"), 500u);
  EXPECT_FALSE(closed(world));
  EXPECT_THAT(Issues(world),
              Contains(HasSubstr("=rooms broken_table rest_not_read")));
  EXPECT_THAT(Issues(world),
              Contains(HasSubstr("=Site.rooms source_not_whole kept_open")));
  std::uint64_t refused = 0;
  for (const auto& rows : world.sources()) refused += rows.refused;
  EXPECT_EQ(refused, 1u) << "the rest, however long";
}

TEST_F(SqliteWorldTest, NotesStatementsAndSchemasThatAreNoneAreReported) {
  Make(
      "CREATE TABLE sites (id); INSERT INTO sites VALUES ('S1');"
      "CREATE TABLE _notes (record, id, field, state, raw, low, high);"
      "INSERT INTO _notes VALUES ('Site', 'S1', 'rooms_total', 'hedged', "
      "'150余', 150, 160), ('Site', 'S1', 'colour', 'hedged', '', 1, 2),"
      "('Site', 'S1', 'rooms_total', 'hedged', '', 2, 1);"
      "CREATE TABLE _closed (collection); INSERT INTO _closed VALUES "
      "('Site.rooms'), ('Site.ghosts');"
      "CREATE TABLE _meta (key, value);"
      "INSERT INTO _meta VALUES ('schema', 'quaranta.world/2');");
  const world::World world = Read();
  EXPECT_THAT(Issues(world),
              ElementsAre("w.sqlite:3 =_notes unreadable_note not_read",
                          "w.sqlite:4 =_notes unreadable_note not_read",
                          "w.sqlite:3 =Site.ghosts unknown_collection not_read",
                          "w.sqlite:2 =quaranta.world/2 other_schema read"));
  const data::Table& sites = world.table(*schema::FindRecord("Site"));
  const schema::Field* total = schema::FindField(*sites.record, "rooms_total");
  const data::Note* note = sites
                               .columns[static_cast<std::size_t>(
                                   total - sites.record->fields.data())]
                               .note(0);
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->bounds, (Interval{150, 160}));
  EXPECT_TRUE(sites.FindSegments("rooms")->closed[0]);
}

TEST_F(SqliteWorldTest, AViewThatMultipliesIsCutOff) {
  Make(
      "CREATE TABLE t (a); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x "
      "+ 1 FROM n WHERE x < 1000) INSERT INTO t SELECT x FROM n;"
      "CREATE VIEW rooms AS SELECT a.a || '-' || b.a || '-' || c.a AS label "
      "FROM t a, t b, t c;");
  ReadOptions options;
  options.rows = 2'000;
  const world::World world = Read(options);
  EXPECT_LE(Rows(world, "Room"), 2'000u);
  EXPECT_THAT(Issues(world),
              Contains(HasSubstr("=rooms too_many_rows rest_not_read")));
}

TEST_F(SqliteWorldTest, OnlyAFileThatIsNoDatabaseIsAnError) {
  std::ofstream(file_) << "id,label\r\n1,2\r\n";
  EXPECT_THAT(Open(file_), StatusIs(absl::StatusCode::kInvalidArgument,
                                    HasSubstr("not a database")));
  EXPECT_THAT(Open((folder_ / "none.db").string()),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.db")));
  ReadOptions options;
  options.file_bytes = 5;
  EXPECT_THAT(ReadSqlite(file_, options),
              StatusIs(absl::StatusCode::kResourceExhausted, ::testing::_));
  Make("CREATE TABLE a (b)");
  EXPECT_EQ(Read().view().tables.size(), schema::Records().size())
      << "an empty world";
}

}  // namespace
}  // namespace quaranta::io
