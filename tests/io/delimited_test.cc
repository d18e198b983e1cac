// Damaged files of delimited messages: what can be read is read, every message
// is accounted for.
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two sites, of which S1 has the one room, and the statement that these are
// all.
std::string Bytes() {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1"});
  world::Append(builder, schema::Site{.id = "S2"});
  world::Append(builder, schema::Room{.site_id = "S1", .label = "304"});
  builder.Close("Site.rooms");
  return ToBytes(std::move(builder).Build().value());
}

// Where each message begins, its length before it; the end of the last.
std::vector<std::size_t> Begins(std::string_view bytes) {
  std::vector<std::size_t> begins = {0};
  while (begins.back() < bytes.size()) {
    begins.push_back(begins.back() + 1 +
                     static_cast<unsigned char>(bytes[begins.back()]));
  }
  return begins;
}

world::World Read(std::string_view bytes, const ReadOptions& options = {}) {
  auto world = FromBytes(bytes, "w.binpb", options);
  EXPECT_THAT(world, IsOk());
  return world.ok() ? *std::move(world) : world::World();
}

std::vector<std::string> Issues(const world::World& world) {
  std::vector<std::string> lines;
  for (const world::Issue& issue : world.issues()) {
    if (issue.code == "dangling_reference") continue;
    lines.push_back(std::to_string(issue.row) + " " + issue.code + " " +
                    issue.action + " " + issue.detail + issue.value);
  }
  return lines;
}

// "Site 2: 0 aside, 2 read, 0 repaired, 0 parked, 0 refused"
std::vector<std::string> Accounts(const world::World& world) {
  std::vector<std::string> lines;
  for (const world::SourceRows& rows : world.sources()) {
    EXPECT_EQ(rows.rows, rows.set_aside + rows.read + rows.repaired +
                             rows.parked + rows.refused);
    lines.push_back(rows.record + " " + std::to_string(rows.rows) + ": " +
                    std::to_string(rows.set_aside) + " aside, " +
                    std::to_string(rows.read) + " read, " +
                    std::to_string(rows.repaired) + " repaired, " +
                    std::to_string(rows.parked) + " parked, " +
                    std::to_string(rows.refused) + " refused");
  }
  return lines;
}

bool RoomsClosed(const world::World& world) {
  const data::Table& sites = world.table(*schema::FindRecord("Site"));
  return sites.rows > 0 && sites.FindSegments("rooms")->closed[0];
}

TEST(DelimitedTest, EveryMessageOfAWholeFileIsReadOrSetAside) {
  const world::World world = Read(Bytes());
  EXPECT_THAT(Issues(world), IsEmpty());
  EXPECT_TRUE(RoomsClosed(world));
  EXPECT_THAT(
      Accounts(world),
      ElementsAre("Site 2: 0 aside, 2 read, 0 repaired, 0 parked, 0 refused",
                  "Room 1: 0 aside, 1 read, 0 repaired, 0 parked, 0 refused",
                  " 1: 1 aside, 0 read, 0 repaired, 0 parked, 0 refused"));
}

TEST(DelimitedTest, AFileCutInAMessageKeepsTheRowsBeforeAndOpensCollections) {
  std::string bytes = Bytes();
  const std::size_t last = Begins(bytes)[3];
  bytes.pop_back();
  const world::World world = Read(bytes);
  EXPECT_EQ(world.rows(*schema::FindRecord("Site")), 2u);
  EXPECT_THAT(
      Issues(world),
      ElementsAre("4 broken_file rest_not_read byte " + std::to_string(last),
                  "0 rows_missing kept_open 2 / 3",
                  "1 source_not_whole kept_open Site.rooms"));
  EXPECT_FALSE(RoomsClosed(world))
      << "no rule may pass because the room that breaks it was cut off";
  EXPECT_THAT(
      Accounts(world),
      ElementsAre("Site 2: 0 aside, 2 read, 0 repaired, 0 parked, 0 refused",
                  " 2: 1 aside, 0 read, 0 repaired, 0 parked, 1 refused"));
}

TEST(DelimitedTest, AFileCutBetweenMessagesIsKnownByItsCount) {
  const std::string bytes = Bytes();
  const world::World world = Read(bytes.substr(0, Begins(bytes)[3]));
  EXPECT_THAT(Issues(world),
              ElementsAre("0 rows_missing kept_open 2 / 3",
                          "1 source_not_whole kept_open Site.rooms"));
  EXPECT_FALSE(RoomsClosed(world));
}

TEST(DelimitedTest, AGarbledMessageIsRefusedAndTheNextOnesAreRead) {
  std::string bytes = Bytes();
  const auto begins = Begins(bytes);
  bytes[begins[1] + 1] = '\x07';  // a tag that cannot be
  const world::World world = Read(bytes);
  EXPECT_EQ(world.rows(*schema::FindRecord("Site")), 1u);
  EXPECT_EQ(world.rows(*schema::FindRecord("Room")), 1u);
  EXPECT_THAT(
      Issues(world),
      ElementsAre("2 unreadable_row not_read byte " + std::to_string(begins[1]),
                  "0 rows_missing kept_open 2 / 3",
                  "1 source_not_whole kept_open Site.rooms"));
  EXPECT_THAT(
      Accounts(world),
      ElementsAre("Site 1: 0 aside, 1 read, 0 repaired, 0 parked, 0 refused",
                  "Room 1: 0 aside, 1 read, 0 repaired, 0 parked, 0 refused",
                  " 2: 1 aside, 0 read, 0 repaired, 0 parked, 1 refused"));
}

TEST(DelimitedTest, TwoFilesOneBehindTheOtherAreOneFile) {
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S3"});
  const std::string more = ToBytes(std::move(builder).Build().value());
  const world::World world = Read(Bytes() + more);
  EXPECT_THAT(Issues(world), IsEmpty());
  EXPECT_EQ(world.rows(*schema::FindRecord("Site")), 3u);
}

TEST(DelimitedTest, BombsAreRefused) {
  ReadOptions options;
  options.message_bytes = 1'000;
  // A long message is passed over, and what comes behind it is read.
  const std::string text(2'000, 'a');
  std::string bytes = "\xD3\x0F\x0A\xD0\x0F" + text + Bytes();
  EXPECT_THAT(Issues(Read(bytes, options)),
              ElementsAre("1 message_too_long not_read byte 0",
                          "2 source_not_whole kept_open Site.rooms"));
  // Groups in groups.
  bytes = "\x28" + std::string(20, '\x3B') + std::string(20, '\x3C');
  EXPECT_THAT(Issues(Read(bytes)),
              ElementsAre("1 unreadable_row not_read byte 0"));
  // Messages of nothing.
  EXPECT_THAT(Issues(Read(std::string(2, '\0'))),
              ElementsAre("1 unreadable_row not_read byte 0",
                          "2 unreadable_row not_read byte 1"));
  // A length beyond 32 bits, and one that never ends.
  EXPECT_THAT(Issues(Read("\xFF\xFF\xFF\xFF\x7Fxx")),
              ElementsAre("1 broken_file rest_not_read byte 0"));
  EXPECT_THAT(Issues(Read("\xFF\xFF\xFF")),
              ElementsAre("1 broken_file rest_not_read byte 0"));
  options.rows = 1;
  EXPECT_THAT(Issues(Read(Bytes(), options)),
              ElementsAre("2 too_many_rows rest_not_read 1",
                          "0 rows_missing kept_open 0 / 3",
                          "1 source_not_whole kept_open Site.rooms"));
}

TEST(DelimitedTest, RowsOfTablesThatNobodyKnowsAreRefusedOneByOne) {
  const std::string bytes = "\x08\x0A\x06Ghosts" + Bytes();
  const world::World world = Read(bytes);
  EXPECT_THAT(Issues(world), ElementsAre("1 unknown_table not_read Ghosts"));
  EXPECT_TRUE(RoomsClosed(world)) << "no room is a ghost";
  EXPECT_EQ(world.sources().back().refused, 1u);
}

}  // namespace
}  // namespace quaranta::io
