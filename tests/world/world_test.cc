#include "quaranta/world/world.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::world {
namespace {

using ::quaranta::testing::AddRow;
using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

World Build(Builder builder) {
  auto world = std::move(builder).Build();
  EXPECT_THAT(world, IsOk());
  return world.ok() ? *std::move(world) : World();
}

const schema::Record& Record(std::string_view name) {
  return *schema::FindRecord(name);
}

const data::Column& Column(const World& world, std::string_view record,
                           std::string_view field) {
  const schema::Record& type = Record(record);
  const schema::Field* found = schema::FindField(type, field);
  return world.table(type)
      .columns[static_cast<std::size_t>(found - type.fields.data())];
}

// Issues as "code file:row column=value action detail".
std::vector<std::string> Issues(const World& world) {
  std::vector<std::string> lines;
  for (const Issue& issue : world.issues()) {
    lines.push_back(issue.code + " " + issue.file + ":" +
                    std::to_string(issue.row) + " " + issue.column + "=" +
                    issue.value + " " + issue.action + " " + issue.detail);
  }
  return lines;
}

std::vector<std::string> Names(const World& world, std::string_view subject,
                               std::string_view collection) {
  const auto row = world.Find(subject);
  if (!row) return {"no such subject"};
  const data::Segments* segments =
      world.table(row->table).FindSegments(collection);
  if (segments == nullptr) return {"no such collection"};
  std::vector<std::string> names;
  for (const std::uint32_t target : segments->Of(row->row)) {
    names.push_back(world.Subject({segments->target, target}));
  }
  return names;
}

bool Closed(const World& world, std::string_view subject,
            std::string_view collection) {
  const auto row = world.Find(subject);
  return row &&
         world.table(row->table).FindSegments(collection)->closed[row->row];
}

void AddCounty(Builder& builder) {
  AddRow(builder, "Region", {{"id", "R1"}, {"zone", "Asia/Shanghai"}});
  AddRow(builder, "Site", {{"id", "S1"}, {"region_id", "R1"}});
  AddRow(builder, "Site", {{"id", "S2"}, {"region_id", "R1"}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "301"}});
  AddRow(builder, "Room", {{"site_id", "S2"}, {"label", "301"}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "302"}});
}

TEST(WorldTest, AnEmptyWorldHasTablesWithoutRows) {
  const World world;
  EXPECT_EQ(world.view().tables.size(), schema::Records().size());
  EXPECT_EQ(world.rows(Record("Room")), 0u);
  EXPECT_EQ(world.Find("Room:S1/301"), std::nullopt);
  EXPECT_EQ(world.LatestInstant(), std::nullopt);
  EXPECT_EQ(world.ZoneOf(std::nullopt).name(), "UTC");
}

TEST(WorldTest, KeysMakeIdsAndReferencesResolveBothWays) {
  Builder builder;
  AddCounty(builder);
  const World world = Build(std::move(builder));
  EXPECT_THAT(Issues(world), IsEmpty());
  const auto room = world.Find(Record("Room"), "S1/302");
  ASSERT_TRUE(room);
  EXPECT_EQ(room->row, 2u);
  EXPECT_EQ(world.Subject(*room), "Room:S1/302");
  EXPECT_EQ(world.table(room->table).IdText(2), "S1/302");
  EXPECT_FALSE(Column(world, "Room", "id").valid(2)) << "it takes no room";
  const data::Gather* site = world.table(room->table).FindGather("site");
  ASSERT_NE(site, nullptr);
  EXPECT_THAT(site->row.values(), ElementsAre(0, 1, 0));
  EXPECT_THAT(Names(world, "Site:S1", "rooms"),
              ElementsAre("Room:S1/301", "Room:S1/302"));
  EXPECT_THAT(Names(world, "Region:R1", "rooms"),
              ElementsAre("Room:S1/301", "Room:S2/301", "Room:S1/302"));
}

TEST(WorldTest, AnExplicitIdWinsOverTheKey) {
  Builder builder;
  AddRow(builder, "Site", {{"id", "S1"}, {"name", "East Hotel"}});
  const World world = Build(std::move(builder));
  EXPECT_TRUE(world.Find("Site:S1"));
  EXPECT_FALSE(world.Find("Site:East Hotel"));
}

TEST(WorldTest, FactsAndCollectionsHaveNames) {
  Builder builder;
  AddCounty(builder);
  const World world = Build(std::move(builder));
  const data::Table& sites = world.table(Record("Site"));
  std::uint32_t rooms = 0;
  while (sites.segments[rooms].name != "rooms") ++rooms;
  EXPECT_EQ(world.FactName(*world.Find("Site:S1"), true, rooms),
            "Site:S1.rooms");
  const auto& fields = Record("Room").fields;
  const auto field = static_cast<std::uint32_t>(
      schema::FindField(Record("Room"), "beds") - fields.data());
  EXPECT_EQ(world.FactName(*world.Find("Room:S1/301"), false, field),
            "Room:S1/301.beds");
}

TEST(WorldTest, OddRowsStayAndAreReportedWithTheirLine) {
  Builder builder;
  const std::uint32_t file = builder.AddFile("rooms.csv");
  AddRow(builder, "Site", {{"id", "S1"}});
  AddRow(builder, "Room", {{"site_id", "S9"}, {"label", "1"}}, Origin{file, 5});
  AddRow(builder, "Room", {{"site_id", "S1"}}, Origin{file, 6});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "2"}}, Origin{file, 7});
  const World world = Build(std::move(builder));
  EXPECT_THAT(Issues(world),
              ElementsAre("missing_key rooms.csv:6 = kept_without_id ",
                          "dangling_reference rooms.csv:5 site_id=S9 "
                          "kept_unknown Site"));
  EXPECT_THAT(Names(world, "Site:S1", "rooms"),
              ElementsAre("Room:#2", "Room:S1/2"));
  EXPECT_EQ(
      world.Find("Room:#2"),
      (data::RowRef{static_cast<std::uint32_t>(schema::IndexOf(Record("Room"))),
                    1}));
  EXPECT_FALSE(world.Find("Room:#3")) << "it has an id";
  EXPECT_FALSE(world.Find("Room:#4")) << "there is no such row";
  EXPECT_EQ(world.OriginOf(*world.Find("Room:S1/2"))->line, 7u);
  EXPECT_EQ(world.files()[0], "rooms.csv");
}

TEST(WorldTest, AMissingTableIsOneIssueNotOnePerRow) {
  Builder builder;
  for (int i = 0; i < 5; ++i) {
    AddRow(builder, "Room", {{"site_id", "S1"}, {"label", std::to_string(i)}});
  }
  const World world = Build(std::move(builder));
  EXPECT_THAT(Issues(world),
              ElementsAre("missing_table Room:0 site_id=Site kept_unknown 5"));
}

TEST(WorldTest, DuplicateRowsThatDisagreeBecomeConflicting) {
  Builder builder;
  AddRow(builder, "Site", {{"id", "S1"}});
  AddRow(builder, "Room",
         {{"site_id", "S1"}, {"label", "1"}, {"beds", 2}, {"use", "STAFF"}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "2"}, {"beds", 1}});
  AddRow(builder, "Room",
         {{"site_id", "S1"}, {"label", "1"}, {"beds", 3}, {"use", "STAFF"}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "2"}, {"beds", 1}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "3"}, {"beds", 4}});
  const World world = Build(std::move(builder));
  EXPECT_THAT(Issues(world),
              ElementsAre("duplicate_key Room:3 =S1/1 kept_first_row beds",
                          "duplicate_key Room:4 =S1/2 dropped_repetition "));
  EXPECT_EQ(world.rows(Record("Room")), 3u);
  const data::Column& beds = Column(world, "Room", "beds");
  EXPECT_FALSE(beds.valid(0));
  ASSERT_NE(beds.note(0), nullptr);
  EXPECT_EQ(beds.note(0)->state, data::NoteState::kConflicting);
  EXPECT_EQ(beds.note(0)->raw, "2 | 3");
  EXPECT_EQ(beds.GetInt(1), 1);
  EXPECT_EQ(beds.GetInt(2), 4);
  EXPECT_TRUE(Column(world, "Room", "use").valid(0));
  EXPECT_EQ(world.Find("Room:S1/3")->row, 2u);
}

TEST(WorldTest, DirectIdentifiersAreMaskedInIssues) {
  Builder builder;
  AddRow(builder, "Person", {{"id", "P1"}, {"phone", "13800000000"}});
  AddRow(builder, "Person", {{"id", "P1"}, {"phone", "13900000000"}});
  const World world = Build(std::move(builder));
  for (const std::string& issue : Issues(world)) {
    EXPECT_THAT(issue, ::testing::Not(HasSubstr("00000000")));
  }
  EXPECT_EQ(world.issues().size(), 1u);
}

TEST(WorldTest, IssuesBeyondTheLimitAreCounted) {
  Builder builder;
  builder.LimitIssues(2);
  for (int i = 0; i < 5; ++i) AddRow(builder, "Room", {{"beds", i}});
  const World world = Build(std::move(builder));
  EXPECT_THAT(Issues(world),
              ElementsAre("missing_key Room:1 = kept_without_id ",
                          "missing_key Room:2 = kept_without_id ",
                          "more_issues Room:0 =missing_key not_listed 3"));
}

TEST(WorldTest, ListsOfIdsLinkForwardsAndBackwards) {
  Builder builder;
  AddRow(builder, "Site", {{"id", "S1"}});
  AddRow(builder, "Zone", {{"site_id", "S1"}, {"label", "A"}});
  AddRow(builder, "Zone", {{"site_id", "S1"}, {"label", "B"}});
  using List = std::vector<std::string>;
  AddRow(builder, "Passage",
         {{"site_id", "S1"},
          {"label", "p"},
          {"zone_ids", List{"S1/B", "S1/A", "S1/B"}}});
  AddRow(
      builder, "Passage",
      {{"site_id", "S1"}, {"label", "q"}, {"zone_ids", List{"S1/B", "S1/X"}}});
  AddRow(builder, "Passage", {{"site_id", "S1"}, {"label", "r"}});
  const World world = Build(std::move(builder));
  EXPECT_THAT(Names(world, "Zone:S1/B", "passages"),
              ElementsAre("Passage:S1/p", "Passage:S1/q"));
  const data::Segments& zones = world.table(Record("Passage")).segments.front();
  EXPECT_EQ(std::vector(zones.Of(0).begin(), zones.Of(0).end()),
            (std::vector<std::uint32_t>{0, 1}));
  EXPECT_TRUE(zones.closed[0]);
  EXPECT_FALSE(zones.closed[1]) << "one zone was not found";
  EXPECT_FALSE(zones.closed[2]) << "nobody wrote the zones down";
  EXPECT_THAT(Issues(world),
              ElementsAre("dangling_reference Passage:2 zone_ids=S1/X "
                          "kept_unknown Zone"));
}

// --- Completeness ---------------------------------------------------------

TEST(CompletenessTest, CollectionsAreOpenUntilSomebodySaysOtherwise) {
  Builder builder;
  AddCounty(builder);
  const World world = Build(std::move(builder));
  EXPECT_FALSE(Closed(world, "Site:S1", "rooms"));
  EXPECT_FALSE(Closed(world, "Region:R1", "rooms"));
}

TEST(CompletenessTest, ARegisterClosesOneParent) {
  Builder builder;
  AddCounty(builder);
  AddRow(builder, "Register",
         {{"parent", "Site:S1"},
          {"collection", "rooms"},
          {"as_of", "2022-04-10"}});
  const World world = Build(std::move(builder));
  EXPECT_TRUE(Closed(world, "Site:S1", "rooms"));
  EXPECT_FALSE(Closed(world, "Site:S2", "rooms"));
}

TEST(CompletenessTest, ARegisterWhoseCountDiffersClosesNothing) {
  Builder builder;
  AddCounty(builder);
  AddRow(builder, "Register",
         {{"parent", "Site:S1"},
          {"collection", "rooms"},
          {"as_of", "2022-04-10"},
          {"count", 2}});
  AddRow(builder, "Register",
         {{"parent", "Site:S2"},
          {"collection", "rooms"},
          {"as_of", "2022-04-10"},
          {"count", 2}});
  const World world = Build(std::move(builder));
  EXPECT_TRUE(Closed(world, "Site:S1", "rooms"));
  EXPECT_FALSE(Closed(world, "Site:S2", "rooms"));
  EXPECT_THAT(Issues(world),
              ElementsAre("count_differs Register:2 count=2 kept_open 1"));
}

TEST(CompletenessTest, ARegisterDoesNotCoverRowsDatedAfterIt) {
  for (const char* start :
       {"2022-04-10T23:59:00+08:00", "2022-04-11T00:01:00+08:00"}) {
    Builder builder;
    AddRow(builder, "Person", {{"id", "P1"}});
    AddRow(builder, "Stay", {{"person_id", "P1"}, {"start", start}});
    AddRow(builder, "Register",
           {{"parent", "Person:P1"},
            {"collection", "stays"},
            {"as_of", "2022-04-10"}});
    const World world = Build(std::move(builder));
    const bool covered = std::string_view(start).substr(8, 2) == "10";
    EXPECT_EQ(Closed(world, "Person:P1", "stays"), covered) << start;
    EXPECT_EQ(world.issues().size(), covered ? 0u : 1u);
  }
}

TEST(CompletenessTest, ARegisterOfNothingKnownIsReported) {
  Builder builder;
  AddCounty(builder);
  AddRow(builder, "Register",
         {{"parent", "Site:S1"},
          {"collection", "ghosts"},
          {"as_of", "2022-04-10"}});
  AddRow(builder, "Register",
         {{"parent", "Site:S7"},
          {"collection", "rooms"},
          {"as_of", "2022-04-10"}});
  const World world = Build(std::move(builder));
  EXPECT_THAT(Issues(world),
              ElementsAre("dangling_reference Register:2 parent=Site:S7 "
                          "kept_unknown ",
                          "unknown_collection Register:1 collection=ghosts "
                          "kept_open Site"));
}

TEST(CompletenessTest, ARecordedCountClosesWhenItEqualsTheRows) {
  Builder builder;
  AddRow(builder, "Site", {{"id", "S1"}, {"rooms_total", 1}});
  AddRow(builder, "Site", {{"id", "S2"}, {"rooms_total", 2}});
  AddRow(builder, "Site", {{"id", "S3"}, {"rooms_total", 0}});
  AddRow(builder, "Site", {{"id", "S4"}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "1"}});
  AddRow(builder, "Room", {{"site_id", "S2"}, {"label", "1"}});
  const World world = Build(std::move(builder));
  EXPECT_TRUE(Closed(world, "Site:S1", "rooms"));
  EXPECT_FALSE(Closed(world, "Site:S2", "rooms"));
  EXPECT_TRUE(Closed(world, "Site:S3", "rooms")) << "zero is a count";
  EXPECT_FALSE(Closed(world, "Site:S4", "rooms"));
  EXPECT_THAT(Issues(world),
              ElementsAre("count_differs Site:2 rooms_total=2 kept_open 1"));
}

TEST(CompletenessTest, AHedgedCountClosesNothing) {
  Builder builder;
  AddRow(builder, "Site", {{"id", "S1"}, {"rooms_total", 1}});
  AddRow(builder, "Room", {{"site_id", "S1"}, {"label", "1"}});
  data::Table& sites = builder.Edit(Record("Site"));
  for (data::Column& column : sites.columns) {
    if (column.field().name == "rooms_total") {
      column.SetNote(0, {data::NoteState::kSuspect, "1?", std::nullopt});
    }
  }
  EXPECT_FALSE(Closed(Build(std::move(builder)), "Site:S1", "rooms"));
}

TEST(CompletenessTest, ALongerWayIsOpenIfAnyHopIs) {
  Builder builder;
  AddCounty(builder);
  builder.Close("Site.rooms");
  const World half = Build(std::move(builder));
  EXPECT_TRUE(Closed(half, "Site:S1", "rooms"));
  EXPECT_FALSE(Closed(half, "Region:R1", "rooms"));

  Builder whole;
  AddCounty(whole);
  whole.Close("Site.rooms");
  whole.Close("Region.sites");
  EXPECT_TRUE(Closed(Build(std::move(whole)), "Region:R1", "rooms"));
}

TEST(CompletenessTest, ABlankHopOpensUnlessBlankMeansNone) {
  for (const bool dangling : {false, true}) {
    Builder builder;
    AddCounty(builder);
    AddRow(builder, "Person", {{"id", "P1"}});
    AddRow(builder, "Stay", {{"id", "Y1"}, {"person_id", "P1"}});
    AddRow(builder, "RoomAssignment",
           {{"id", "A1"}, {"room_id", "S1/301"}, {"stay_id", "Y1"}});
    AddRow(builder, "RoomAssignment",
           {{"id", "A2"}, {"room_id", "S1/301"}, {"stay_id", "Y1"}});
    AddRow(builder, "RoomAssignment",
           {{"id", "A3"},
            {"room_id", "S1/302"},
            {"stay_id", dangling ? "Y9" : "Y1"}});
    builder.Close("Site.rooms");
    builder.Close("Room.assignments");
    const World world = Build(std::move(builder));
    EXPECT_THAT(Names(world, "Site:S1", "stays"), ElementsAre("Stay:Y1"))
        << "distinct rows";
    EXPECT_EQ(Closed(world, "Site:S1", "stays"), !dangling);
    EXPECT_TRUE(Closed(world, "Site:S2", "stays")) << "no one is in there";
  }
}

TEST(CompletenessTest, ClosingAnUnknownCollectionIsTheCallersMistake) {
  for (const char* name : {"Site.ghosts", "Nothing.rooms", "rooms"}) {
    Builder builder;
    builder.Close(name);
    EXPECT_THAT(std::move(builder).Build(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(name)));
  }
}

// --- Regions, zones and time ----------------------------------------------

TEST(RegionTest, EveryRecordBelongsWhereItsWayLeads) {
  Builder builder;
  AddCounty(builder);
  AddRow(builder, "Region", {{"id", "R2"}, {"zone", "Asia/Urumqi"}});
  AddRow(builder, "Person", {{"id", "P1"}, {"region_id", "R2"}});
  AddRow(builder, "Stay",
         {{"id", "Y1"}, {"person_id", "P1"}, {"site_id", "S1"}});
  AddRow(builder, "Stay", {{"id", "Y2"}, {"person_id", "P1"}});
  AddRow(builder, "Observation", {{"id", "O1"}, {"stay_id", "Y1"}});
  AddRow(builder, "Observation", {{"id", "O2"}, {"stay_id", "Y2"}});
  AddRow(builder, "RoomAssignment",
         {{"id", "A1"}, {"stay_id", "Y2"}, {"room_id", "S2/301"}});
  AddRow(builder, "Finding", {{"id", "F1"}, {"about", "Room:S1/301"}});
  AddRow(builder, "Register",
         {{"parent", "Site:S2"},
          {"collection", "rooms"},
          {"as_of", "2022-04-10"}});
  const World world = Build(std::move(builder));
  const auto region = [&](std::string_view subject) {
    const auto row = world.Find(subject);
    const auto found = row ? world.RegionOf(*row) : std::nullopt;
    return found ? world.Subject(*found) : "none";
  };
  const auto site = [&](std::string_view subject) {
    const auto found = world.SiteOf(*world.Find(subject));
    return found ? world.Subject(*found) : "none";
  };
  EXPECT_EQ(region("Region:R1"), "Region:R1");
  EXPECT_EQ(region("Site:S1"), "Region:R1");
  EXPECT_EQ(region("Room:S1/301"), "Region:R1");
  EXPECT_EQ(region("Person:P1"), "Region:R2");
  EXPECT_EQ(region("Stay:Y1"), "Region:R1") << "the site's, not the home's";
  EXPECT_EQ(region("Observation:O1"), "Region:R1") << "the stay's site's";
  EXPECT_EQ(region("Observation:O2"), "Region:R2") << "the home's";
  EXPECT_EQ(region("RoomAssignment:A1"), "Region:R1") << "the room's site's";
  EXPECT_EQ(region("Finding:F1"), "Region:R1");
  EXPECT_EQ(region("Register:Site:S2/rooms/2022-04-10"), "Region:R1");
  EXPECT_EQ(site("Site:S1"), "Site:S1");
  EXPECT_EQ(site("Room:S2/301"), "Site:S2");
  EXPECT_EQ(site("Observation:O1"), "Site:S1");
  EXPECT_EQ(site("RoomAssignment:A1"), "Site:S2");
  EXPECT_EQ(site("Finding:F1"), "Site:S1");
  EXPECT_EQ(site("Person:P1"), "none");
}

TEST(RegionTest, ZonesComeFromTheTreeAndUnknownOnesAreReported) {
  Builder builder;
  AddRow(builder, "Region", {{"id", "N"}, {"zone", "Asia/Shanghai"}});
  AddRow(builder, "Region", {{"id", "C"}, {"parent_id", "N"}});
  AddRow(builder, "Region", {{"id", "X"}, {"zone", "Asia/Nowhere"}});
  AddRow(builder, "Region", {{"id", "Y"}});
  const World world = Build(std::move(builder));
  EXPECT_EQ(world.ZoneOf(world.Find("Region:C")).name(), "Asia/Shanghai");
  EXPECT_EQ(world.ZoneOf(world.Find("Region:X")).name(), "UTC");
  EXPECT_EQ(world.ZoneOf(world.Find("Region:Y")).name(), "UTC");
  EXPECT_EQ(world.ZoneOf(std::nullopt).name(), "UTC") << "they differ";
  ASSERT_EQ(world.issues().size(), 2u);
  EXPECT_EQ(world.issues()[0].code, "unknown_zone");
  EXPECT_EQ(world.issues()[1].code, "missing_zone");
}

TEST(RegionTest, TheOnlyZoneIsTheZoneOfRecordsWithoutRegion) {
  Builder builder;
  AddCounty(builder);
  EXPECT_EQ(Build(std::move(builder)).ZoneOf(std::nullopt).name(),
            "Asia/Shanghai");
}

TEST(LatestInstantTest, PlansAndDeadlinesDoNotCount) {
  Builder builder;
  AddRow(builder, "Stay",
         {{"id", "Y1"},
          {"start", "2022-04-01T10:00:00+08:00"},
          {"end", "2022-04-08T10:00:00+08:00"}});
  AddRow(builder, "Order",
         {{"id", "D1"},
          {"issued_at", "2022-04-02T10:00:00+08:00"},
          {"review_at", "2022-05-01T10:00:00+08:00"},
          {"end_at", "2022-06-01T10:00:00+08:00"}});
  AddRow(builder, "Shift",
         {{"id", "H1"},
          {"start", "2022-04-20T08:00:00+08:00"},
          {"end", "2022-04-20T20:00:00+08:00"}});
  AddRow(builder, "Complaint",
         {{"id", "C1"}, {"due_at", "2022-04-30T08:00:00+08:00"}});
  const World world = Build(std::move(builder));
  ASSERT_TRUE(world.LatestInstant());
  EXPECT_EQ(FormatInstant(*world.LatestInstant()), "2022-04-08T10:00:00+08:00");
}

TEST(BuilderTest, ValuesWithoutARowAreTheCallersMistake) {
  Builder builder;
  AddRow(builder, "Room", {{"id", "1"}});
  builder.Edit(Record("Room")).columns[0].AppendText("stray");
  EXPECT_THAT(std::move(builder).Build(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("Room.")));
}

}  // namespace
}  // namespace quaranta::world
