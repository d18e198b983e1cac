// Where rows came from, what became of them, and rows that are taken out.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/world/world.h"
#include "tests/support/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::world {
namespace {

using ::quaranta::testing::AddRow;
using ::quaranta::testing::IsOk;
using ::testing::ElementsAre;

World Build(Builder builder) {
  auto world = std::move(builder).Build();
  EXPECT_THAT(world, IsOk());
  return world.ok() ? *std::move(world) : World();
}

std::uint64_t Sum(const SourceRows& rows) {
  return rows.set_aside + rows.read + rows.repaired + rows.parked +
         rows.refused;
}

SourceRows Rooms(std::string file, std::uint64_t read) {
  return {
      .file = std::move(file), .record = "Room", .rows = read, .read = read};
}

TEST(SourcesTest, AWorldTellsWhatBecameOfTheRowsOfItsFiles) {
  Builder builder;
  const std::size_t first = builder.AddSource({.file = "a.csv"});
  const std::size_t second =
      builder.AddSource({.file = "b.xlsx", .sheet = "Sheet1"});
  builder.source(first).rows = 3;
  builder.source(first).refused = 3;
  builder.source(second).set_aside = 1;
  const World world = Build(std::move(builder));
  ASSERT_EQ(world.sources().size(), 2u);
  EXPECT_EQ(world.sources()[0].file, "a.csv");
  EXPECT_EQ(world.sources()[0].refused, 3u);
  EXPECT_EQ(world.sources()[1].sheet, "Sheet1");
  EXPECT_EQ(world.sources()[1].set_aside, 1u);
}

TEST(SourcesTest, ADisagreeingRowIsParkedInTheAccountOfItsOwnFile) {
  Builder builder;
  builder.AddSource(Rooms("a.csv", 2));
  AddRow(builder, "Room", {{"id", "S1/1"}, {"beds", 2}});
  AddRow(builder, "Room", {{"id", "S1/2"}, {"beds", 2}});
  builder.AddSource(Rooms("b.csv", 3));
  AddRow(builder, "Room", {{"id", "S1/1"}, {"beds", 3}});
  AddRow(builder, "Room", {{"id", "S1/2"}, {"beds", 2}});
  AddRow(builder, "Room", {{"id", "S1/3"}, {"beds", 2}});
  builder.EndSource();
  AddRow(builder, "Room", {{"id", "S1/3"}, {"beds", 9}});  // of no file
  const World world = Build(std::move(builder));
  EXPECT_EQ(world.sources()[0].read, 2u);
  EXPECT_EQ(world.sources()[0].parked, 0u);
  EXPECT_EQ(world.sources()[1].read, 2u) << "a repetition was read";
  EXPECT_EQ(world.sources()[1].parked, 1u);
  EXPECT_EQ(Sum(world.sources()[1]), world.sources()[1].rows);
}

TEST(SourcesTest, ARepairedRowThatDisagreesIsNotCountedTwice) {
  Builder builder;
  const std::uint32_t file = builder.AddFile("a.csv");
  const std::size_t source = builder.AddSource(Rooms("a.csv", 1));
  AddRow(builder, "Room", {{"id", "S1/1"}, {"beds", 2}}, Origin{file, 2});
  AddRow(builder, "Room", {{"id", "S1/1"}, {"beds", 3}}, Origin{file, 3});
  builder.AddIssue(
      {.code = "bad_value", .file = "a.csv", .row = 3, .column = "floor"});
  builder.source(source).rows = 2;
  builder.source(source).repaired = 1;
  const World world = Build(std::move(builder));
  EXPECT_EQ(world.sources()[0].read, 1u);
  EXPECT_EQ(world.sources()[0].repaired, 0u);
  EXPECT_EQ(world.sources()[0].parked, 1u);
}

TEST(SourcesTest, ARowOfSeveralRecordsIsCountedByTheFirst) {
  Builder builder;
  builder.AddSource({.file = "a.csv", .record = "Stay", .rows = 2, .read = 2});
  AddRow(builder, "Person", {{"id", "P1"}, {"age", 30}});
  AddRow(builder, "Stay", {{"id", "Y1"}});
  AddRow(builder, "Person", {{"id", "P1"}, {"age", 31}});
  AddRow(builder, "Stay", {{"id", "Y2"}});
  const World world = Build(std::move(builder));
  EXPECT_EQ(world.sources()[0].read, 2u);
  EXPECT_EQ(world.sources()[0].parked, 0u);
}

TEST(DropTest, ADroppedRowLeavesNoTraceAndOriginsStayRight) {
  Builder builder;
  const std::uint32_t file = builder.AddFile("rooms.csv");
  const schema::Record& room = *schema::FindRecord("Room");
  for (std::uint32_t i = 0; i < 5; ++i) {
    AddRow(builder, "Room",
           {{"id", "S1/" + std::to_string(i % 4)}, {"beds", 2}},
           Origin{file, 10 + i});
  }
  builder.Edit(room).columns[0].SetNote(0,
                                        {data::NoteState::kSuspect, "?", {}});
  AddRow(builder, "Room", {{"beds", 1}}, Origin{file, 15});  // no key
  builder.Drop(room, 5);
  builder.Drop(room, 0);
  builder.Drop(room, 2);
  builder.Drop(room, 2);
  const World world = Build(std::move(builder));
  ASSERT_EQ(world.rows(room), 3u);
  std::vector<std::string> rows;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const data::RowRef row{static_cast<std::uint32_t>(schema::IndexOf(room)),
                           i};
    rows.push_back(world.Subject(row) + "@" +
                   std::to_string(world.OriginOf(row)->line));
  }
  EXPECT_THAT(rows, ElementsAre("Room:S1/1@11", "Room:S1/3@13", "Room:S1/0@14"))
      << "the row that would have been the repetition of row 0 is kept";
  EXPECT_TRUE(world.issues().empty()) << world.issues()[0].code;
  EXPECT_TRUE(world.table(room).columns[0].notes().empty());
  EXPECT_FALSE(world.Find("Room:S1/2"));
}

// No rule passes because the row that breaks it could not be read.
TEST(SourcesTest, ACollectionOfWhichRowsWereRefusedStaysOpen) {
  const auto closed = [](std::uint64_t refused, std::string_view record) {
    Builder builder;
    AddRow(builder, "Site", {{"id", "S1"}});
    AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "304"}});
    builder.AddSource({.file = "a.csv",
                       .record = std::string(record),
                       .rows = refused,
                       .refused = refused});
    builder.EndSource();
    builder.Close("Site.rooms");
    const World world = Build(std::move(builder));
    const data::Table& sites = world.table(*schema::FindRecord("Site"));
    const bool said = std::any_of(world.issues().begin(), world.issues().end(),
                                  [](const Issue& issue) {
                                    return issue.code == "source_not_whole" &&
                                           issue.value == "Site.rooms";
                                  });
    EXPECT_NE(said, world.complete().size() == 1)
        << "and what is written says so too";
    return static_cast<bool>(sites.FindSegments("rooms")->closed[0]);
  };
  EXPECT_TRUE(closed(0, "Room"));
  EXPECT_FALSE(closed(1, "Room"));
  EXPECT_TRUE(closed(1, "Floor")) << "no room was lost";
}

}  // namespace
}  // namespace quaranta::world
