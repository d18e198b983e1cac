#include <optional>
#include <string>
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

using List = std::vector<std::string>;

// A computed number as a rule sees it: "3", "[1, 4)", "unknown".
std::string Value(const World& world, std::string_view subject,
                  std::string_view field) {
  const auto row = world.Find(subject);
  if (!row) return "no such subject";
  const data::Table& table = world.table(row->table);
  const schema::Field* spec = schema::FindField(*table.record, field);
  const data::Column& column = table.columns[static_cast<std::size_t>(
      spec - table.record->fields.data())];
  if (column.valid(row->row)) return std::to_string(column.GetInt(row->row));
  const data::Note* note = column.note(row->row);
  if (note == nullptr || !note->bounds) return "unknown";
  const auto bound = [](double x) {
    return x > 1e300 ? std::string("inf")
                     : std::to_string(static_cast<std::int64_t>(x));
  };
  return "[" + bound(note->bounds->low) + ", " + bound(note->bounds->high) +
         ")";
}

class CrossingsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    AddRow(builder_, "Site", {{"id", "S1"}});
    AddRow(builder_, "Zone", {{"id", "clean"}, {"type", "CLEAN"}});
    AddRow(builder_, "Zone", {{"id", "buffer"}, {"type", "BUFFER"}});
    AddRow(builder_, "Zone", {{"id", "ward"}, {"type", "CONTAMINATED"}});
    AddRow(builder_, "Zone", {{"id", "odd"}});
  }
  void Way(const std::string& label, const std::string& kind, List zones) {
    AddRow(builder_, "Passage",
           {{"site_id", "S1"},
            {"label", label},
            {"kind", kind},
            {"zone_ids", std::move(zones)}});
  }
  World Build(bool complete) {
    if (complete) builder_.Close("Site.passages");
    auto world = std::move(builder_).Build();
    EXPECT_THAT(world, IsOk());
    return world.ok() ? *world : World();
  }
  Builder builder_;
};

TEST_F(CrossingsTest, WaysCrossInSharedZonesThatAreNotContaminated) {
  Way("staff", "STAFF", {"clean", "buffer", "ward"});
  Way("goods", "GOODS", {"clean", "buffer"});
  Way("guests", "ISOLATED", {"buffer", "ward"});
  Way("waste", "WASTE", {"ward", "clean"});
  const World world = Build(true);
  EXPECT_EQ(Value(world, "Site:S1", "passage_crossings"), "2");
  EXPECT_EQ(Value(world, "Passage:S1/staff", "crossings"), "2");
  EXPECT_EQ(Value(world, "Passage:S1/guests", "crossings"), "1");
}

TEST_F(CrossingsTest, SeparateWaysDoNotCross) {
  Way("staff", "STAFF", {"clean", "ward"});
  Way("guests", "ISOLATED", {"ward"});
  EXPECT_EQ(Value(Build(true), "Site:S1", "passage_crossings"), "0");
}

TEST_F(CrossingsTest, AnOpenListIsALowerBoundOnly) {
  Way("staff", "STAFF", {"clean", "ward"});
  Way("guests", "ISOLATED", {"ward"});
  EXPECT_EQ(Value(Build(false), "Site:S1", "passage_crossings"), "unknown");
}

TEST_F(CrossingsTest, FoundCrossingsCountEvenWhenTheListIsOpen) {
  Way("staff", "STAFF", {"clean"});
  Way("guests", "ISOLATED", {"clean"});
  EXPECT_EQ(Value(Build(false), "Site:S1", "passage_crossings"), "[1, inf)");
}

TEST_F(CrossingsTest, AZoneOfUnknownTypeMayBeACrossing) {
  Way("staff", "STAFF", {"clean", "odd"});
  Way("guests", "ISOLATED", {"clean", "odd"});
  EXPECT_EQ(Value(Build(true), "Site:S1", "passage_crossings"), "[1, 3)");
}

TEST_F(CrossingsTest, DoorsLeadAWayIntoTheZonesOnBothSides) {
  Way("staff", "STAFF", {"clean"});
  Way("guests", "ISOLATED", {"ward"});
  AddRow(builder_, "Door",
         {{"site_id", "S1"},
          {"label", "d"},
          {"passage_id", "S1/guests"},
          {"from_zone_id", "clean"},
          {"to_zone_id", "ward"}});
  EXPECT_EQ(Value(Build(true), "Site:S1", "passage_crossings"), "1");
}

TEST_F(CrossingsTest, AGivenValueIsKept) {
  AddRow(builder_, "Site", {{"id", "S2"}, {"passage_crossings", 7}});
  EXPECT_EQ(Value(Build(true), "Site:S2", "passage_crossings"), "7");
}

class PostGapsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    AddRow(builder_, "Region", {{"id", "R"}, {"zone", "Asia/Shanghai"}});
    AddRow(builder_, "Site", {{"id", "S1"}, {"region_id", "R"}});
    AddRow(builder_, "TeamPost",
           {{"id", "door"},
            {"site_id", "S1"},
            {"place", "DOOR"},
            {"round_the_clock", true}});
    AddRow(builder_, "TeamPost",
           {{"id", "video"},
            {"site_id", "S1"},
            {"place", "VIDEO"},
            {"hours_from", 480},
            {"hours_to", 1200}});
  }
  void Shift(const std::string& post, const std::string& from,
             const std::string& to, bool planned = false) {
    AddRow(builder_, "Shift",
           {{"id", "h" + std::to_string(++shifts_)},
            {"post_id", post},
            {"start", "2022-04-" + from + ":00+08:00"},
            {"end", "2022-04-" + to + ":00+08:00"},
            {"planned_only", planned}});
  }
  World Build(bool shifts_complete) {
    builder_.Close("Site.posts");
    if (shifts_complete) builder_.Close("TeamPost.shifts");
    auto world = std::move(builder_).Build();
    EXPECT_THAT(world, IsOk());
    return world.ok() ? *world : World();
  }
  Builder builder_;
  int shifts_ = 0;
};

TEST_F(PostGapsTest, GapsAreMeasuredWithinTheRecordedTime) {
  Shift("door", "10T00:00", "10T12:00");
  Shift("door", "10T11:00", "10T18:00");
  Shift("door", "10T18:30", "11T08:00");
  Shift("door", "10T18:00", "10T18:30", /*planned=*/true);
  Shift("video", "10T09:00", "10T20:00");
  Shift("video", "11T08:00", "12T00:00");
  const World world = Build(true);
  // The door: half an hour, and 16 h of the 11th, for the video room's shift
  // shows that the record goes on until midnight.
  EXPECT_EQ(Value(world, "Site:S1", "post_gap_minutes"),
            std::to_string(30 + 16 * 60 + 60));
  EXPECT_EQ(Value(world, "Site:S1", "video_gap_minutes"), "60");
}

TEST_F(PostGapsTest, ShiftsThatNobodyReportedMayFillTheGap) {
  Shift("door", "10T00:00", "10T12:00");
  Shift("door", "10T12:30", "11T00:00");
  Shift("video", "10T08:00", "10T20:00");
  const World world = Build(false);
  EXPECT_EQ(Value(world, "Site:S1", "post_gap_minutes"), "[0, 31)");
  EXPECT_EQ(Value(world, "Site:S1", "video_gap_minutes"), "0");
}

TEST_F(PostGapsTest, WithoutShiftsNothingIsKnown) {
  EXPECT_EQ(Value(Build(true), "Site:S1", "post_gap_minutes"), "unknown");
}

}  // namespace
}  // namespace quaranta::world
