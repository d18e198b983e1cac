#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/same_world.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;

absl::Status Append(world::Builder& builder, std::string_view record,
                    std::string_view yaml, const Zone* zone = nullptr) {
  const auto rows = text::ReadYaml(yaml, "p.yaml");
  if (!rows.ok()) return rows.status();
  return AppendRows(builder, *schema::FindRecord(record), *rows, "p.yaml",
                    zone);
}

const data::Column& Column(const world::World& world, std::string_view record,
                           std::string_view field) {
  const schema::Record& type = *schema::FindRecord(record);
  return world.table(type).columns[static_cast<std::size_t>(
      schema::FindField(type, field) - type.fields.data())];
}

TEST(AppendRowsTest, YamlRowsBecomeRecords) {
  world::Builder builder;
  ASSERT_THAT(Append(builder, "Room",
                     "- {site_id: S1, label: 304, use: ISOLATION, beds: 2,\n"
                     "   window_limiter: false, 状态: 可用}\n"
                     "- {site_id: S1, label: '-', beds: null}\n"),
              IsOk());
  ASSERT_THAT(Append(builder, "Person",
                     "- {id: P1, symptoms: [FEVER, 咳嗽], needs: []}\n"
                     "- {id: P2}\n"),
              IsOk());
  const world::World world = std::move(builder).Build().value();
  const auto room = world::Get<schema::Room>(world, 0);
  EXPECT_EQ(room.id, "S1/304");
  EXPECT_EQ(room.use, schema::RoomUse::kIsolation);
  EXPECT_EQ(room.state, schema::RoomState::kReady);
  EXPECT_EQ(room.window_limiter, false);
  EXPECT_EQ(world::Get<schema::Room>(world, 1).label, "-")
      << "a text in a row means itself";
  const auto person = world::Get<schema::Person>(world, 0);
  EXPECT_EQ(person.symptoms,
            (std::vector{schema::Symptom::kFever, schema::Symptom::kCough}));
  EXPECT_TRUE(Column(world, "Person", "needs").valid(0)) << "known to be empty";
  EXPECT_FALSE(Column(world, "Person", "needs").valid(1));
}

TEST(AppendRowsTest, AMapInPlaceOfAValueIsANote) {
  world::Builder builder;
  ASSERT_THAT(
      Append(builder, "Site",
             "- {id: A, rooms_total: {raw: 150余, state: hedged, low: 150,"
             " high: 160}}\n"
             "- {id: B, rooms_total: {state: masked, raw: '*'}}\n"
             "- {id: C, rooms_total: {value: 12, state: suspect}}\n"
             "- {id: D, rooms_total: {low: 40}}\n"
             "- {id: E, name: {value: '*'}}\n"
             "- {id: F, rooms_total: 30以上}\n"),
      IsOk());
  const world::World world = std::move(builder).Build().value();
  const data::Column& rooms = Column(world, "Site", "rooms_total");
  EXPECT_EQ(rooms.note(0)->bounds, (Interval{150, 160}));
  EXPECT_EQ(rooms.note(0)->raw, "150余");
  EXPECT_EQ(rooms.note(1)->state, data::NoteState::kMasked);
  EXPECT_EQ(rooms.GetInt(2), 12);
  EXPECT_EQ(rooms.note(2)->state, data::NoteState::kSuspect);
  EXPECT_EQ(rooms.note(3)->bounds->low, 40);
  EXPECT_EQ(rooms.note(3)->state, data::NoteState::kHedged);
  EXPECT_EQ(Column(world, "Site", "name").GetText(4), "*");
  EXPECT_EQ(Column(world, "Site", "name").note(4), nullptr);
  EXPECT_EQ(rooms.note(5)->bounds->low, 30);
}

TEST(AppendRowsTest, MistakesNameTheirPlace) {
  struct Mistake {
    std::string_view record;
    std::string_view yaml;
    std::string_view message;
  };
  const std::vector<Mistake> mistakes = {
      {"Room", "a: 1", "p.yaml:1:1: expected a list of rows"},
      {"Room", "- 1", "p.yaml:1:3: expected a map of fields"},
      {"Room", "- id: x\n  colour: red",
       "p.yaml:2:3: Room has no field \"colour\""},
      {"Room", "- {beds: many}",
       "p.yaml:1:10: Room.beds: unreadable_number \"many\", expected bed"},
      {"Room", "- {beds: 2, 床位: 3}", "p.yaml:1:17: Room.beds: header_twice"},
      {"Room", "- {use: PARTY}", "Room.use: unknown_value \"PARTY\""},
      {"Room", "- {window_limiter: 3}", "Room.window_limiter: unreadable_bool"},
      {"Room", "- {beds: [1]}", "Room.beds: unreadable_value"},
      {"Room", "- {beds: {value: 1, colour: red}}", "{value, raw, state"},
      {"Room", "- {beds: {state: odd}}", "Room.beds: unreadable_value"},
      {"Room", "- {beds: {low: 5, high: 5}}", "low < high"},
      {"Person", "- {symptoms: FEVER}", "expected a list"},
      {"Person", "- {symptoms: [FEVER, 3]}", "Person.symptoms"},
      {"Stay", "- {start: 2022-04-05 02:10}", "Stay.start: zone_missing"},
      {"Finding", "- {about: S1}", "Finding.about: unreadable_reference"},
  };
  for (const Mistake& mistake : mistakes) {
    world::Builder builder;
    EXPECT_THAT(Append(builder, mistake.record, mistake.yaml),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(std::string(mistake.message))))
        << mistake.yaml;
  }
}

TEST(AppendRowsTest, DirectIdentifiersStayOutOfErrors) {
  world::Builder builder;
  EXPECT_THAT(Append(builder, "Person", "- {phone: [13800000000]}"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       ::testing::Not(HasSubstr("138"))));
}

TEST(AppendRowsTest, LocalTimesAreReadWhereAZoneIsGiven) {
  world::Builder builder;
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  ASSERT_THAT(
      Append(builder, "Stay", "- {id: Y, start: 2022-04-05 02:10}", &zone),
      IsOk());
  const world::World world = std::move(builder).Build().value();
  EXPECT_EQ(FormatInstant(*world::Get<schema::Stay>(world, 0).start),
            "2022-04-05T02:10:00+08:00");
}

TEST(AppendRowsTest, NoRowsAreNoMistake) {
  world::Builder builder;
  EXPECT_THAT(Append(builder, "Room", ""), IsOk());
  EXPECT_THAT(Append(builder, "Room", "[]"), IsOk());
  EXPECT_EQ(std::move(builder).Build()->rows(*schema::FindRecord("Room")), 0u);
}

TEST(RowJsonTest, ShowsValuesAndNotesInTheOrderOfTheRecord) {
  world::Builder builder;
  ASSERT_THAT(Append(builder, "Site",
                     "- {name: East, id: S1, rooms_total: 150余,\n"
                     "   detached: true, latitude: 34.5, status: OPEN,\n"
                     "   listed_date: 2022-04-01, beds_total: 70000}\n"),
              IsOk());
  const world::World world = std::move(builder).Build().value();
  text::JsonWriter json;
  WriteRowJson(world, *world.Find("Site:S1"), json);
  EXPECT_EQ(json.Take(),
            "{\"id\":\"S1\",\"name\":\"East\",\"status\":\"OPEN\","
            "\"latitude\":34.5,"
            "\"rooms_total\":{\"state\":\"hedged\",\"raw\":\"150余\","
            "\"low\":150,\"high\":160},"
            "\"beds_total\":{\"value\":70000,\"state\":\"suspect\","
            "\"raw\":\"70000\"},"
            "\"detached\":true,\"listed_date\":\"2022-04-01\"}");
}

TEST(RowJsonTest, RowsReadBackThroughAppendRows) {
  const world::World world = testing::RandomWorld(11);
  world::Builder builder;
  for (std::uint32_t t = 0; t < world.view().tables.size(); ++t) {
    text::JsonWriter json;
    json.BeginArray();
    for (std::uint32_t row = 0; row < world.table(t).rows; ++row) {
      WriteRowJson(world, {t, row}, json);
    }
    json.EndArray();
    const auto rows = text::ReadJson(json.Take(), "j");
    ASSERT_THAT(rows, IsOk());
    ASSERT_THAT(AppendRows(builder, schema::Records()[t], *rows, "j"), IsOk());
  }
  for (const std::string& collection : world.complete()) {
    builder.Close(collection);
  }
  testing::ExpectSame(world, std::move(builder).Build().value());
}

}  // namespace
}  // namespace quaranta::io
