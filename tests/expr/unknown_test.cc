// What is not known: cells, hedged numbers, open collections.
#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/time.h"
#include "quaranta/expr/program.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

using data::NoteState;

//      use        beds    window_limiter  area_m2          floor
//  r0  isolation  2       true            18               F1
//  r1  isolation  ?       false           masked           ?
//  r2  ?          3       ?               [10, 12)         F1
//  r3  office     [4, 6)  true            suspect (300)    dangling
void AddRooms(TestWorld& world) {
  for (const char* label : {"0", "1", "2", "3"}) {
    world.Add(
        "Room", std::string("S1/") + label,
        {{"site_id", Known(Value("S1"))}, {"label", Known(Value(label))}});
  }
  const Cell isolation = Known(EnumOfName("RoomUse.ISOLATION"));
  world.Set("Room", 0, "use", isolation);
  world.Set("Room", 0, "beds", Known(Value(std::int64_t{2})));
  world.Set("Room", 0, "window_limiter", Known(Value(true)));
  world.Set("Room", 0, "area_m2", Known(Value(18.0)));
  world.Set("Room", 0, "floor_id", Known(Value("F1")));
  world.Set("Room", 1, "use", isolation);
  world.Set("Room", 1, "window_limiter", Known(Value(false)));
  world.Set("Room", 1, "area_m2", Noted(NoteState::kMasked));
  world.Set("Room", 2, "beds", Known(Value(std::int64_t{3})));
  world.Set("Room", 2, "area_m2", Between(10, 12));
  world.Set("Room", 2, "floor_id", Known(Value("F1")));
  world.Set("Room", 3, "use", Known(EnumOfName("RoomUse.OFFICE")));
  world.Set("Room", 3, "beds", Between(4, 6));
  world.Set("Room", 3, "window_limiter", Known(Value(true)));
  world.Set("Room", 3, "area_m2",
            Cell{Value(300.0), NoteState::kSuspect, std::nullopt});
  world.Set("Room", 3, "floor_id", Known(Value("F9")));
}

//      start                 end      site
//  s0  8 April 10:00 local   not yet  S1
//  s1  ?                     not yet  none
//  s2  8 April 10:00 local   masked   none
void AddStays(TestWorld& world) {
  const Cell start = Known(InstantOfText("2022-04-08T10:00:00+08:00"));
  world.Add("Stay", "s0", {{"start", start}, {"site_id", Known(Value("S1"))}});
  world.Add("Stay", "s1");
  world.Add("Stay", "s2",
            {{"start", start},
             {"end", Noted(NoteState::kMasked)},
             {"batch_id", Known(Value("B1"))}});
}

TestWorld World(bool closed) {
  TestWorld world;
  world.Add("Site", "S1",
            {{"name", Known(Value("North"))},
             {"status", Known(EnumOfName("SiteStatus.OPEN"))}});
  world.Add("Floor", "F1", {{"level", Known(Value(std::int64_t{3}))}});
  AddRooms(world);
  AddStays(world);
  world.Add("Observation", "o0",
            {{"symptoms",
              Known(Value(List{{EnumOfName("Symptom.FEVER")}, {}, {}}))}});
  world.Add("Observation", "o1");
  if (closed) world.CloseAll("Site", "rooms");
  return world;
}

Environment Names() {
  Environment environment = RecordEnvironment({"Site"});
  const auto add = [&](const char* name, const char* record) {
    environment.variables.push_back(
        {name, Variable::Type::kRecord, schema::FindRecord(record)});
  };
  for (const char* name : {"r0", "r1", "r2", "r3"}) add(name, "Room");
  for (const char* name : {"s0", "s1", "s2"}) add(name, "Stay");
  for (const char* name : {"o0", "o1"}) add(name, "Observation");
  environment.variables.push_back({"as_of", Variable::Type::kInstant, nullptr});
  return environment;
}

Value Evaluated(const std::string& source, bool closed) {
  const Program program = Compiled(source, Names());
  const data::View view = World(closed).Build();
  std::vector<Value> slots = {Value(data::RowRef{TableOf("Site"), 0})};
  const auto add = [&](const char* record, std::uint32_t rows) {
    for (std::uint32_t i = 0; i < rows; ++i) {
      slots.emplace_back(data::RowRef{TableOf(record), i});
    }
  };
  add("Room", 4);
  add("Stay", 3);
  add("Observation", 2);
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  Activation activation;
  activation.as_of = ParseInstant("2022-04-10T12:00:00+08:00").value();
  slots.emplace_back(activation.as_of);
  activation.view = &view;
  activation.zone = &zone;
  activation.slots = slots;
  return program.Evaluate(activation);
}

std::string ResultOf(const std::string& source, bool closed) {
  return ToText(Evaluated(source, closed));
}

struct Case {
  const char* source;
  const char* closed;          // when site.rooms is complete
  const char* open = nullptr;  // when it is not; nullptr: the same
};
std::ostream& operator<<(std::ostream& os, const Case& c) {
  return os << c.source;
}

class Unknowns : public testing::TestWithParam<Case> {};

TEST_P(Unknowns, AreDecidedWhenTheyCanBe) {
  const Case& c = GetParam();
  EXPECT_EQ(ResultOf(c.source, true), c.closed) << c.source;
  EXPECT_EQ(ResultOf(c.source, false), c.open ? c.open : c.closed) << c.source;
}

INSTANTIATE_TEST_SUITE_P(
    Cells, Unknowns,
    testing::Values(Case{"r0.beds", "2"}, Case{"r1.beds", "unknown(1)"},
                    Case{"r3.beds", "[4, 6)"}, Case{"r1.area_m2", "unknown(1)"},
                    Case{"r3.area_m2", "unknown(1)"},
                    Case{"r2.use", "unknown(1)"}, Case{"r0.id", "\"S1/0\""},
                    Case{"r0 == r0", "true"}, Case{"r0 == r1", "false"},
                    Case{"r0.use", "RoomUse.ISOLATION"},
                    Case{"r0.use == RoomUse.ISOLATION", "true"},
                    Case{"r0.use != RoomUse.OFFICE", "true"},
                    Case{"r2.use == RoomUse.ISOLATION", "unknown(1)"},
                    Case{"site.status >= SiteStatus.CONVERTED", "true"},
                    Case{"site.status < SiteStatus.OPEN", "false"},
                    Case{"s0.end", "null"}, Case{"s0.end == null", "true"},
                    Case{"s2.end == null", "unknown(1)"},
                    Case{"s0.end < as_of", "error(no_such_overload)"},
                    Case{"s0.end != null && s0.end < as_of", "false"},
                    Case{"s0.batch_id", "null"}, Case{"s2.batch_id", "\"B1\""},
                    Case{"s1.start < as_of", "unknown(1)"},
                    Case{"o0.symptoms", "[Symptom.FEVER]"},
                    Case{"o1.symptoms", "unknown(1)"},
                    Case{"Symptom.FEVER in o0.symptoms", "true"},
                    Case{"Symptom.FEVER in o1.symptoms", "unknown(1)"}));

INSTANTIATE_TEST_SUITE_P(
    Presence, Unknowns,
    testing::Values(
        Case{"has(r0.beds)", "true"}, Case{"has(r1.beds)", "unknown(1)"},
        Case{"has(r3.beds)", "true"}, Case{"has(r1.area_m2)", "unknown(1)"},
        Case{"has(s0.end)", "false"}, Case{"has(s2.end)", "unknown(1)"},
        Case{"has(s0.site)", "true"}, Case{"has(s1.site)", "false"},
        Case{"has(r1.floor)", "unknown(1)"}, Case{"has(site.rooms)", "true"},
        Case{"has(o0.symptoms)", "true"},
        Case{"has(r1.floor.level)", "unknown(1)"}));

INSTANTIATE_TEST_SUITE_P(
    Links, Unknowns,
    testing::Values(Case{"r0.site", "Site#0"}, Case{"r0.site == site", "true"},
                    Case{"r0.site.name", "\"North\""},
                    Case{"r0.floor.level", "3"}, Case{"r1.floor", "unknown(1)"},
                    Case{"r1.floor.level > 2", "unknown(1)"},
                    Case{"r3.floor", "unknown(1)"},  // dangling
                    Case{"r3.floor_id", "\"F9\""}, Case{"s1.site", "null"},
                    Case{"s1.site == null", "true"},
                    Case{"s1.site.name", "error(no_such_field)"},
                    Case{"s1.site != null && s1.site.name == 'x'", "false"},
                    Case{"site.rooms", "[Room#0, Room#1, Room#2, Room#3]",
                         "[Room#0, Room#1, Room#2, Room#3, ...]"},
                    Case{"r0.floor.rooms", "[Room#0, Room#2, ...]"}));

INSTANTIATE_TEST_SUITE_P(
    Logic, Unknowns,
    testing::Values(Case{"r1.beds > 1 && false", "false"},
                    Case{"r1.beds > 1 && true", "unknown(1)"},
                    Case{"r1.beds > 1 || true", "true"},
                    Case{"r1.beds > 1 || false", "unknown(1)"},
                    Case{"1 / 0 > 0 && r1.beds > 1", "unknown(1)"},
                    Case{"r1.beds > 1 && 1 / 0 > 0", "unknown(1)"},
                    Case{"1 / 0 > 0 || r1.beds > 1", "unknown(1)"},
                    Case{"r1.beds > 1 && r2.window_limiter", "unknown(2)"},
                    Case{"r1.beds > 1 && r1.beds < 9", "unknown(1)"},
                    Case{"!r2.window_limiter", "unknown(1)"},
                    Case{"r2.window_limiter ? 1 : 2", "unknown(1)"},
                    Case{"true ? 1 : r1.beds", "1"},
                    Case{"true ? r1.beds : 1", "unknown(1)"},
                    Case{"r1.beds + 1 / 0", "unknown(1)"},
                    Case{"1 / 0 == r1.beds", "unknown(1)"},
                    Case{"within(r1.beds, 9, 1)", "unknown(1)"},
                    Case{"within(3, r1.beds, 2)", "false"},
                    Case{"within(3, r1.beds, null)", "unknown(1)"}));

INSTANTIATE_TEST_SUITE_P(
    Intervals, Unknowns,
    testing::Values(
        Case{"r3.beds >= 4", "true"}, Case{"r3.beds > 4", "unknown(1)"},
        Case{"r3.beds < 6", "true"}, Case{"r3.beds <= 5", "true"},
        Case{"r3.beds < 5", "unknown(1)"}, Case{"r3.beds < 4", "false"},
        Case{"r3.beds == 4.5", "false"},
        Case{"r2.area_m2 == 10.5", "unknown(1)"},
        Case{"r3.beds == 5", "unknown(1)"}, Case{"r3.beds == 6", "false"},
        Case{"r3.beds != 7", "true"}, Case{"3 < r3.beds", "true"},
        Case{"6 > r3.beds", "true"}, Case{"r3.beds > r0.beds", "true"},
        Case{"r3.beds > r2.beds", "true"}, Case{"r3.beds > 3.5", "true"},
        Case{"r3.beds == r3.beds", "unknown(1)"}, Case{"r3.beds + 1", "[5, 7)"},
        Case{"r3.beds * 10 < 60", "true"}, Case{"10 - r3.beds <= 6", "true"},
        Case{"-r3.beds < -3", "true"}, Case{"r3.beds / 2 >= 2", "true"},
        Case{"r3.beds / 2 < 3", "true"},
        Case{"r3.beds / 3 == 1", "true"},  // 4 / 3 and 5 / 3
        Case{"r3.beds / 0", "error(divide_by_zero)"},
        Case{"r3.beds % 2 == 0", "unknown(1)"},
        Case{"r2.area_m2 / 2.0 < 6.5", "true"},
        Case{"r2.area_m2 / 2.0 >= 5.0", "true"},
        Case{"1.0 / (r2.area_m2 - 11.0) > 0.0", "unknown(1)"},
        Case{"r3.beds in [1, 2, 3]", "false"},
        Case{"r3.beds in [1, 4]", "unknown(1)"},
        Case{"within(r3.beds, 1, 10)", "true"},
        Case{"within(r3.beds, 5, 10)", "unknown(1)"},
        Case{"within(r3.beds, 6, 10)", "false"},
        Case{"string(r3.beds)", "unknown(1)"},
        Case{"double(r3.beds) > 3.0", "true"},
        Case{"date('2022-04-10') + r3.beds", "unknown(1)"},
        Case{"[r0.beds, r3.beds].sum()", "[6, 8)"},
        Case{"[r0.beds, r3.beds].max()", "[4, 6)"},
        Case{"[r0.beds, r3.beds].min()", "2"}));

INSTANTIATE_TEST_SUITE_P(
    Quantifiers, Unknowns,
    testing::Values(
        Case{"site.rooms.all(r, r.window_limiter)", "false"},
        Case{"site.rooms.all(r, r.label != '')", "true", "unknown(1)"},
        Case{"site.rooms.all(r, r.beds > 1)", "unknown(1)", "unknown(2)"},
        Case{"site.rooms.exists(r, r.window_limiter)", "true"},
        Case{"site.rooms.exists(r, r.label == '7')", "false", "unknown(1)"},
        Case{"site.rooms.exists(r, r.beds > 7)", "unknown(1)", "unknown(2)"},
        Case{"site.rooms.exists_one(r, r.window_limiter)", "false"},
        Case{"site.rooms.exists_one(r, r.beds == 3)", "unknown(1)",
             "unknown(2)"},
        Case{"site.rooms.exists_one(r, r.label == '1')", "true", "unknown(1)"},
        Case{"site.rooms.size()", "4", "[4, inf)"},
        Case{"site.rooms.size() >= 4", "true"},
        Case{"site.rooms.size() == 4", "true", "unknown(1)"},
        Case{"site.rooms.size() < 4", "false"},
        Case{"site.rooms.size() == 3", "false"},
        Case{"site.rooms == []", "false"},
        Case{"r2.floor.rooms == []", "false"}, Case{"r0 in site.rooms", "true"},
        Case{"r0 in r2.floor.rooms", "true"},
        Case{"r1 in r2.floor.rooms", "unknown(1)"},
        Case{"site.rooms[0] == r0", "true", "unknown(1)"},
        Case{"site.rooms[4]", "error(out_of_range)", "unknown(1)"},
        Case{"[].all(v, v)", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Filters, Unknowns,
    testing::Values(
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)",
             "[Room#0, Room#1, Room#2?]", "[Room#0, Room#1, Room#2?, ...]"},
        // One unknown `use` hides no definite failure.
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)"
             ".all(r, r.window_limiter)",
             "false"},
        // R2 waits for its use and its limiter.
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)"
             ".all(r, r.label != '1' ? r.window_limiter : true)",
             "unknown(2)", "unknown(3)"},
        // Whatever R2 is used for, it has beds.
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)"
             ".all(r, r.label == '1' || r.beds > 1)",
             "true", "unknown(1)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)"
             ".exists(r, r.beds == 2)",
             "true"},
        Case{"site.rooms.filter(r, r.use == RoomUse.CLINIC)"
             ".exists(r, r.beds == 3)",
             "unknown(1)", "unknown(2)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.CLINIC)"
             ".exists(r, r.beds == 9)",
             "false", "unknown(1)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION).size()",
             "[2, 4)", "[2, inf)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION).size() >= 2",
             "true"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION).size() > 3",
             "false", "unknown(2)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.CLINIC) == []",
             "unknown(1)", "unknown(2)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)[1] == r1",
             "true", "unknown(2)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)[2]",
             "unknown(1)", "unknown(2)"},
        Case{"r2 in site.rooms.filter(r, r.use == RoomUse.ISOLATION)",
             "unknown(1)", "unknown(2)"},
        Case{"r3 in site.rooms.filter(r, r.use == RoomUse.ISOLATION)", "false",
             "unknown(1)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.ISOLATION)"
             ".exists_one(r, r.label == '2')",
             "unknown(1)", "unknown(2)"},
        Case{"site.rooms.filter(r, r.use == RoomUse.CLINIC)"
             ".filter(r, r.beds == 9)",
             "[]", "[...]"},
        Case{"site.rooms.filter(r, 1 / r.beds > 0).size() >= 0", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Unknowns,
    testing::Values(
        Case{"site.rooms.map(r, r.beds)", "[2, unknown(1), 3, [4, 6)]",
             "[2, unknown(1), 3, [4, 6), ...]"},
        Case{"site.rooms.map(r, r.beds).sum()", "unknown(2)", "unknown(3)"},
        Case{"[r0, r2, r3].map(r, r.beds).sum() < 11", "true"},
        Case{"site.rooms.map(r, r.beds).max() >= 4", "true"},
        Case{"site.rooms.map(r, r.beds).min() > 2", "false"},
        Case{"site.rooms.map(r, r.beds).exists(b, b == 3)", "true"},
        Case{"site.rooms.map(r, r.beds).size()", "4", "[4, inf)"},
        Case{"3 in site.rooms.map(r, r.beds)", "true"},
        Case{"9 in site.rooms.map(r, r.beds)", "unknown(1)", "unknown(2)"},
        Case{"[r0.beds, r1.beds] == [3, 4]", "false"},
        Case{"[r0.beds, r1.beds] == [2, 4]", "unknown(1)"},
        // Two uses are certainly there, whatever the third is.
        Case{"site.rooms.map(r, r.use).distinct().size()", "[2, 4)",
             "[2, inf)"},
        Case{"site.rooms.map(r, r.use).distinct().size() == 1", "false"},
        Case{"site.rooms.map(r, r.label).distinct().size() == "
             "site.rooms.size()",
             "true", "unknown(1)"},
        Case{"site.rooms.countBy(r, r.use)[RoomUse.ISOLATION]", "[2, 4)",
             "[2, inf)"},
        Case{"site.rooms.countBy(r, r.use)[RoomUse.ISOLATION] < 2", "false"},
        Case{"site.rooms.countBy(r, r.use)[RoomUse.CLINIC]", "unknown(1)",
             "unknown(2)"},
        Case{"RoomUse.OFFICE in site.rooms.countBy(r, r.use)", "true"},
        Case{"site.rooms.countBy(r, r.label).all(l, n, n == 1)", "true",
             "unknown(1)"},
        Case{"site.rooms.sortBy(r, r.label)[3] == r3", "true", "unknown(1)"},
        Case{"site.rooms.sortBy(r, r.beds)", "unknown(2)"},
        Case{"site.rooms.pairs().exists(p, p[0].use != p[1].use)", "true"},
        Case{"site.rooms.pairs().size()", "6", "[6, inf)"},
        Case{"[[1, r0.beds], [r1.beds, 9]].overlaps().size()", "[0, 2)"},
        Case{"[[1, 2], [r1.beds, 9], [5, 6], [5, 7]].overlaps() == []",
             "false"},
        Case{"gaps([[0, 5], [r1.beds, 9]], 0, 5)", "[]"},
        Case{"gaps([[0, 4], [r1.beds, 9]], 0, 5)", "unknown(1)"}));

INSTANTIATE_TEST_SUITE_P(
    Days, Unknowns,
    testing::Values(Case{"days(s0)", "[2022-04-08, 2022-04-09, 2022-04-10]"},
                    Case{"days(s1)", "unknown(1)"},
                    Case{"days(s2)", "[2022-04-08?, 2022-04-09?, 2022-04-10?]"},
                    Case{"days(s2).size() > 3", "false"},
                    Case{"days(s2).all(d, d > date('2022-04-01'))", "true"},
                    Case{"days(s0.start, s2.end).size()", "[0, 4)"},
                    Case{"day(s0.start)", "2022-04-08"},
                    Case{"s0.start.getHours()", "10"},
                    Case{"s0.start.getHours('UTC')", "2"},
                    Case{"day(s1.start)", "unknown(1)"},
                    Case{"timestamp(day(as_of)) < as_of", "true"}));

TEST(Facts, NameTheCellAndItsCause) {
  const Value value = Evaluated("r1.area_m2 > 2.0", true);
  ASSERT_TRUE(value.IsUnknown());
  const Facts& facts = value.As<Unknown>()->facts;
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].row, (data::RowRef{TableOf("Room"), 1}));
  EXPECT_FALSE(facts[0].collection);
  EXPECT_EQ(facts[0].index, FieldOf("Room", "area_m2"));
  EXPECT_EQ(facts[0].cause, NoteState::kMasked);
}

TEST(Facts, ABlankReferenceAndADanglingOneNameTheirIdField) {
  for (const auto& [room, cause] : {std::pair{"r1", NoteState::kNotRecorded},
                                    std::pair{"r3", NoteState::kSuspect}}) {
    const Value value = Evaluated(std::string(room) + ".floor.level > 1", true);
    ASSERT_TRUE(value.IsUnknown()) << room;
    const Facts& facts = value.As<Unknown>()->facts;
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts[0].index, FieldOf("Room", "floor_id"));
    EXPECT_EQ(facts[0].cause, cause);
  }
}

TEST(Facts, AnOpenCollectionIsAFactOfItsOwn) {
  const Value value = Evaluated("site.rooms.all(r, r.label != '')", false);
  ASSERT_TRUE(value.IsUnknown());
  const Facts& facts = value.As<Unknown>()->facts;
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_TRUE(facts[0].collection);
  EXPECT_EQ(facts[0].row, (data::RowRef{TableOf("Site"), 0}));
  const data::View view = World(false).Build();
  const data::Table& sites = view.tables[TableOf("Site")];
  EXPECT_EQ(sites.segments[facts[0].index].name, "rooms");
}

TEST(Facts, ComeSortedAndOnce) {
  const Value value =
      Evaluated("r2.window_limiter && r1.beds > 1 && r2.window_limiter", true);
  const Facts& facts = value.As<Unknown>()->facts;
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_LT(facts[0], facts[1]);
}

TEST(Reads, ListFieldsAndIdFieldsOfReferences) {
  const Program program = Compiled(
      "site.rooms.all(r, r.beds > 1 && r.floor.level > 0) && has(site.name)",
      Names());
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> expected = [] {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> reads = {
        {TableOf("Room"), FieldOf("Room", "beds")},
        {TableOf("Room"), FieldOf("Room", "floor_id")},
        {TableOf("Floor"), FieldOf("Floor", "level")},
        {TableOf("Site"), FieldOf("Site", "name")}};
    std::sort(reads.begin(), reads.end());
    return reads;
  }();
  EXPECT_EQ(program.reads(), expected);
}

}  // namespace
}  // namespace quaranta::expr
