#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

CapacityLines Must(const Town& town,
                   const policy::Policy& policy = MakePolicy()) {
  CapacityOptions options;
  options.as_of = Now();
  auto lines = Capacity(town.rows.Build(), policy, options);
  EXPECT_THAT(lines, IsOk());
  return lines.ok() ? *std::move(lines) : CapacityLines();
}

// A county of one region with these fields and no sites.
Town County(Cells region) {
  Town town(0);
  town.rows = Rows();
  town.rows.Add(
      "Region",
      With({{"id", "R1"}, {"name", "River County"}, {"zone", "Asia/Shanghai"}},
           std::move(region)));
  return town;
}

TEST(PercentTest, IsRoundedHalfUpByIntegers) {
  EXPECT_EQ(PercentText({345, 587}), "58.8");
  EXPECT_EQ(PercentText({1, 8}), "12.5");
  EXPECT_EQ(PercentText({1, 16}), "6.3");  // 6.25
  EXPECT_EQ(PercentText({2, 3}), "66.7");
  EXPECT_EQ(PercentText({5, 5}), "100.0");
  EXPECT_EQ(PercentText({0, 5}), "0.0");
  EXPECT_EQ(PercentText({0, 0}), "");
}

// The county report of 10 April: 8 sites, 1,270 rooms, 3 open with 587 rooms,
// 345 in use, 262 people.
Town Report() {
  Town town = County({{"population", 310000},
                      {"population_basis", "ASSUMED"},
                      {"rooms_reported", 1270}});
  const int enabled[] = {200, 200, 187};
  const int used[] = {120, 120, 105};
  const int people[] = {90, 90, 82};
  for (int i = 0; i < 8; ++i) {
    Cells site = {{"status", i < 3 ? "OPEN" : "LISTED"},
                  {"rooms_total", i < 3 ? enabled[i] : (i < 7 ? 137 : 135)}};
    if (i < 3) {
      site = With(site, {{"rooms_enabled", enabled[i]},
                         {"rooms_used", used[i]},
                         {"people_reported", people[i]}});
    }
    town.Site("S" + std::to_string(i + 1), site);
  }
  return town;
}

TEST(CapacityTest, TheCountyReportComesOutFigureByFigure) {
  const CapacityLines lines = Must(Report());
  EXPECT_EQ(lines.sites, 8);
  EXPECT_EQ(lines.open_sites, 3);
  EXPECT_EQ(lines.rooms_all.reported, 1270);
  EXPECT_EQ(lines.rooms_open.reported, 587);
  EXPECT_EQ(lines.rooms_used.reported, 345);
  EXPECT_EQ(lines.people.reported, 262);
  EXPECT_EQ(PercentText(lines.occupancy), "58.8");
  EXPECT_EQ(lines.rooms_free, 242);
  EXPECT_EQ(lines.surplus_at_least, 83);
  ASSERT_THAT(lines.standards, SizeIs(2));
  EXPECT_EQ(Render(lines.standards[0].text, Language::kEn),
            "Rooms as reported: 1270. 40 per 10,000 people make 1240: met, 30 "
            "to spare. It holds up to 317500 people.");
  EXPECT_EQ(Render(lines.population.text, Language::kEn),
            "Population 310000: an assumption, not a record.");
}

TEST(CapacityTest, RoomsThatNobodyListedLeaveTheStrictLineUndecided) {
  const CapacityLines lines = Must(Report());
  EXPECT_EQ(lines.standards[1].rooms.least, 0);
  EXPECT_EQ(lines.standards[1].rooms.most, 1270);
  EXPECT_EQ(lines.standards[1].result->standing,
            capacity::Standing::kUndecided);
}

TEST(CapacityTest, IsolationOnlyCountsUseAndLeavesUnknownUseInDoubt) {
  Town town = County({{"population", 1000}});
  town.Site("S1", {}).Floor("S1", "1", {});
  for (int i = 0; i < 3; ++i) {
    town.Room("S1", "1", "10" + std::to_string(i), {});
  }
  town.Room("S1", "1", "110", {{"use", "STAFF"}});
  town.rows.Add("Room",
                {{"site_id", "S1"}, {"floor_id", "S1/1"}, {"label", "120"}});
  // A closed site counts for nothing.
  town.Site("S9", {{"status", "CLOSED"}}).Floor("S9", "1", {});
  town.Room("S9", "1", "901", {});
  const CapacityLines lines = Must(town);
  EXPECT_EQ(lines.standards[0].rooms.least, 5);
  EXPECT_EQ(lines.standards[1].rooms.least, 3);
  EXPECT_EQ(lines.standards[1].rooms.most, 4);
  EXPECT_EQ(lines.standards[1].result->standing,
            capacity::Standing::kUndecided);  // needs 4
  EXPECT_THAT(Render(lines.standards[1].text, Language::kZh),
              HasSubstr("3至4间"));
}

TEST(CapacityTest, TheStandardIsThePolicysThenTheRegions) {
  Town town = County({{"population", 10000}, {"rooms_standard", 20}});
  EXPECT_EQ(Must(town).standards[0].per_10k, 20);
  EXPECT_EQ(Must(town, MakePolicy({{"rooms_per_10k", "value: 60"}}))
                .standards[0]
                .per_10k,
            60);
  EXPECT_EQ(Must(County({{"population", 10000}})).standards[0].per_10k, 40);
}

TEST(CapacityTest, WithoutAPopulationThereIsNoVerdict) {
  const CapacityLines lines = Must(County({}));
  EXPECT_FALSE(lines.standards[0].result.has_value());
  EXPECT_THAT(Render(lines.standards[0].text, Language::kEn),
              HasSubstr("population is not recorded"));
}

// Open site S1 with a room of every kind on floor 2, and floor 3 held by Q1.
Town EveryKind() {
  Town town(0);
  const std::pair<const char*, Cells> rooms[] = {
      {"201", {}},
      {"202", {{"state", "AWAITING_DISINFECTION"}}},
      {"203", {{"state", "OUT_OF_ORDER"}}},
      {"204", {{"state", "FROZEN"}}},
      {"205", {{"use", "STAFF"}, {"state", "OCCUPIED"}}},
      {"206", {{"use", "DUTY"}, {"state", "OCCUPIED"}}},
      {"207", {{"use", "BUFFER"}, {"state", "OCCUPIED"}}},
      {"208", {{"use", "WASTE"}, {"state", "OCCUPIED"}}},
      {"209", {{"use", "STORE"}}},
      {"210", {{"reserved_for", "leaving staff"}}},
  };
  for (const auto& [label, cells] : rooms) {
    town.Room("S1", label == std::string("202") ? "4" : "2", label, cells);
  }
  town.Floor("S1", "4", {});
  town.Room("S1", "4", "401", {});
  town.Room("S1", "3", "301", {{"state", "OCCUPIED"}});
  town.Room("S1", "3", "302", {});
  town.Room("S1", "3", "303", {{"state", "OCCUPIED"}});
  town.Inside("Q1", "S1/301", {});
  town.rows.Add("Staff",
                {{"id", "T1"}, {"site_id", "S1"}, {"room_id", "S1/210"}});
  return town;
}

TEST(CapacityTest, UsedRoomsWithoutAnIsolatedPersonAreExplainedOneByOne) {
  const CapacityLines lines = Must(EveryKind());
  std::vector<std::string> text;
  for (const SurplusLine& line : lines.surplus) {
    std::string rooms;
    for (const auto& room : line.rooms) rooms += " " + room;
    text.push_back(std::string(NameOf(line.kind)) + rooms);
  }
  EXPECT_THAT(text, ElementsAre("STAFF_LODGING Room:S1/205 Room:S1/210",
                                "WORK_ROOM Room:S1/206", "HOLDING Room:S1/207",
                                "STORE Room:S1/208",
                                "AWAITING_DISINFECTION Room:S1/202",
                                "UNEXPLAINED Room:S1/303"));
  EXPECT_EQ(lines.rooms_used.records, 8);
  EXPECT_EQ(lines.people.records, 1);
  EXPECT_EQ(lines.surplus_at_least, 7);
}

TEST(CapacityTest, FreeRoomsAreUsableOrSayWhyNot) {
  const CapacityLines lines = Must(EveryKind());
  EXPECT_THAT(lines.usable, ElementsAre("Room:S1/201"));
  std::vector<std::string> text;
  std::size_t rooms = lines.usable.size();
  for (const UnusableLine& line : lines.unusable) {
    rooms += line.rooms.size();
    text.push_back(std::string(NameOf(line.reason)) + " " + line.rooms[0]);
  }
  EXPECT_THAT(text,
              ElementsAre("AWAITING_DISINFECTION Room:S1/401",
                          "OUT_OF_ORDER Room:S1/203", "FROZEN Room:S1/204",
                          "FLOOR_HELD Room:S1/302", "OTHER_USE Room:S1/209"));
  EXPECT_EQ(lines.free_on_record, static_cast<std::int64_t>(rooms));
  EXPECT_EQ(lines.free_floors, 1);
  EXPECT_EQ(lines.floors, 3);
}

TEST(CapacityTest, AFrozenFloorAndAReserveAreNotUsable) {
  Town town(2);
  town.rows.Add("Hold", {{"id", "H1"}, {"floor_id", "S1/3"}});
  const CapacityLines lines =
      Must(town, MakePolicy({{"reserve_share", "value: 0.5"}}));
  EXPECT_THAT(lines.usable, ElementsAre("Room:S1/201"));
  ASSERT_THAT(lines.unusable, SizeIs(2));
  EXPECT_EQ(lines.unusable[0].reason, Unusable::kFrozen);
  EXPECT_THAT(lines.unusable[0].rooms, SizeIs(2));
  EXPECT_EQ(lines.unusable[1].reason, Unusable::kHeldBack);
}

TEST(CapacityTest, TheBridgeNamesEachFigureThatDiffersFromTheRecords) {
  Town town(1);  // two rooms on two floors
  town.Site("S2", {{"rooms_total", 3},
                   {"isolation_rooms", 1},
                   {"people_reported", 1},
                   {"floors_total", 0}});
  town.Room("S2", "", "1", {});
  std::vector<std::string> text;
  for (const BridgeLine& line : Must(town).bridge) {
    EXPECT_EQ(line.subject, "Site:S2");
    text.push_back(line.figure);
  }
  EXPECT_THAT(text, ElementsAre("rooms_total", "people_reported"));
  EXPECT_THAT(Render(Must(town).bridge[0].text, Language::kEn),
              "Hotel S2: 3 rooms in all by its own figure, 1 on record.");
}

TEST(CapacityTest, ASiteThatReportsNothingIsSilentNotZero) {
  Town town = County({});
  town.Site("S1", {{"rooms_enabled", 10}, {"rooms_used", 4}});
  town.Site("S2", {});
  const CapacityLines lines = Must(town);
  EXPECT_EQ(lines.rooms_open.reported, 10);
  EXPECT_EQ(lines.rooms_open.silent, 1);
  EXPECT_EQ(lines.people.reported, std::nullopt);
  EXPECT_EQ(lines.people.silent, 2);
}

TEST(CapacityTest, NeedsNoPackInForce) {
  CapacityOptions options;
  options.as_of = ParseInstant("2030-01-01T00:00:00Z").value();
  EXPECT_THAT(Capacity(Town().rows.Build(), MakePolicy(), options), IsOk());
  options.region = "R9";
  EXPECT_THAT(Capacity(Town().rows.Build(), MakePolicy(), options),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("R9")));
}

}  // namespace
}  // namespace quaranta::desk
