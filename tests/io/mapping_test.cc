// Mappings: read, written, and used again.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/grid.h"
#include "tests/io/same_world.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::Issues;
using testing::ReadGrid;
using testing::Result;

void ExpectEqual(const Mapping& a, const Mapping& b) {
  EXPECT_EQ(a.date_order, b.date_order);
  ASSERT_EQ(a.sheets.size(), b.sheets.size());
  for (std::size_t i = 0; i < a.sheets.size(); ++i) {
    const SheetMapping& x = a.sheets[i];
    const SheetMapping& y = b.sheets[i];
    EXPECT_EQ(x.file, y.file);
    EXPECT_EQ(x.sheet, y.sheet);
    EXPECT_EQ(x.records, y.records);
    EXPECT_EQ(x.header_row, y.header_row);
    EXPECT_EQ(x.encoding, y.encoding);
    EXPECT_EQ(x.delimiter, y.delimiter);
    ASSERT_EQ(x.columns.size(), y.columns.size());
    for (std::size_t c = 0; c < x.columns.size(); ++c) {
      EXPECT_EQ(x.columns[c].header, y.columns[c].header);
      EXPECT_EQ(x.columns[c].field, y.columns[c].field);
      EXPECT_EQ(x.columns[c].unit, y.columns[c].unit);
      EXPECT_EQ(x.columns[c].date_order, y.columns[c].date_order);
      EXPECT_EQ(x.columns[c].codes, y.columns[c].codes);
    }
  }
}

std::string RandomText(Random& random) {
  static const std::vector<std::string> kParts = {
      "a", "房间", " ", "\"", "\\", "\n", "#", ":", "'", "- ", "{", "\t",
      "0", "null", "~", "&x", "*",  "!",  "|", ">", "%", "@",  "é", "\x01"};
  std::string text = "x";
  for (int i = random.Range(0, 6); i > 0; --i) {
    text += kParts[static_cast<std::size_t>(random.Below(kParts.size()))];
  }
  return text;
}

TEST(MappingTest, WhatIsWrittenReadsBackEqual) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    Mapping mapping;
    mapping.date_order = static_cast<DateOrder>(random.Below(4));
    for (int s = random.Range(0, 3); s > 0; --s) {
      SheetMapping sheet;
      sheet.file = RandomText(random);
      sheet.sheet = random.Chance(1, 2) ? RandomText(random) : "";
      if (random.Chance(3, 4)) sheet.records = {"Person", "Stay"};
      sheet.header_row = static_cast<std::uint32_t>(random.Below(3));
      sheet.encoding = random.Chance(1, 2) ? "gb18030" : "";
      sheet.delimiter = random.Chance(1, 2) ? "\t" : ";";
      for (int c = random.Range(0, 4); c > 0; --c) {
        ColumnMapping column;
        column.header = RandomText(random);
        if (random.Chance(1, 2)) {
          column.field = "Person.age";
          column.date_order = static_cast<DateOrder>(random.Below(4));
          column.codes[RandomText(random)] = RandomText(random);
          column.codes[""] = "";
        }
        sheet.columns.push_back(column);
      }
      mapping.sheets.push_back(sheet);
    }
    const std::string yaml = WriteMapping(mapping);
    const auto again = ReadMapping(yaml, "m.yaml");
    ASSERT_THAT(again, IsOk()) << yaml;
    ExpectEqual(mapping, *again);
  }
}

struct Mistake {
  std::string yaml;
  std::string told;
};

TEST(MappingTest, MistakesPointAtTheirPlace) {
  const std::vector<Mistake> mistakes = {
      {"sheet: []",
       "m.yaml:1:1: there is no key \"sheet\" here; did you mean "
       "\"sheets\"?"},
      {"date_order: dym", "m.yaml:1:13: \"dym\" is no order of dates"},
      {"sheets:\n  - records: [Persn]",
       "m.yaml:2:15: there is no record \"Persn\"; did you mean \"Person\"?"},
      {"sheets:\n  - records: [Room]\n    columns:\n      - {header: a, field: "
       "bed}",
       "Room has no field \"bed\"; did you mean \"beds\"?"},
      {"sheets:\n  - columns:\n      - {header: a, field: label}",
       "expected RECORD.FIELD"},
      {"sheets:\n  - columns:\n      - {header: a, field: Site.beds_total, "
       "unit: 公斤}",
       "\"公斤\" is no unit of beds_total (bed)"},
      {"sheets:\n  - columns:\n      - {header: a, field: Person.sex, codes: "
       "{\"1\": MAIL}}",
       "Sex has no value \"MAIL\"; did you mean \"MALE\"?"},
      {"sheets:\n  - columns:\n      - {field: Person.sex}",
       "a column needs a header"},
      {"sheets:\n  - {encoding: latin1}", "\"latin1\" is no known encoding"},
      {"sheets:\n  - {delimiter: \",,\"}", "expected one character"},
      {"sheets:\n  - {header_row: first}", "expected the number of a row"},
      {"[]", "expected a map"},
  };
  for (const Mistake& mistake : mistakes) {
    EXPECT_THAT(
        ReadMapping(mistake.yaml, "m.yaml"),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(mistake.told)))
        << mistake.yaml;
  }
}

TEST(MappingTest, UsedAgainItReadsTheSameWorld) {
  const testing::Rows rows = {
      {"某县人员台账", "单位：岁"},
      {"人员编号", "姓名", "年龄", "隔离点", "房间号", "隔离开始日期", "颜色",
       ""},
      {"P1", "甲", "40", "S1", "301", "2022-04-05 02:10", "红", "1"},
      {"P1", "甲", "41", "S1", "302", "2022-05-05 02:10", "", ""},
      {"合计", "1", "", "", "", "", "", ""}};
  const ReadOptions options{.zone = "Asia/Shanghai"};
  const Result first = ReadGrid("persons.csv", rows, options);
  ReadOptions again = options;
  again.mapping.sheets = {first.mapping};
  const auto read = ReadMapping(WriteMapping(again.mapping), "m.yaml");
  ASSERT_THAT(read, IsOk());
  again.mapping = *read;
  const Result second = ReadGrid("persons.csv", rows, again);
  ::quaranta::testing::ExpectSame(first.world, second.world);
  ExpectEqual({{}, {first.mapping}}, {{}, {second.mapping}});
}

TEST(MappingTest, CodesUnitsAndOrdersAreThoseOfTheColumn) {
  ReadOptions options;
  options.mapping.date_order = DateOrder::kDayMonthYear;
  SheetMapping sheet;
  sheet.file = "p*.csv";
  sheet.records = {"Person"};
  sheet.columns = {
      {.header = "nr", .field = "id"},
      {.header = "g", .field = "sex", .codes = {{"1", "MALE"}, {"2", "女"}}},
      {.header = "born", .field = "birth_date"},
      {.header = "last",
       .field = "last_exposure",
       .date_order = DateOrder::kMonthDayYear},
      {.header = "gone", .field = "age"}};
  options.mapping.sheets = {sheet};
  const Result read = ReadGrid("people.csv",
                               {{"nr", "g", "born", "last"},
                                {"P1", "1", "04/05/1980", "04/05/2022"},
                                {"P2", "2", "05/04/1980", "05/04/2022"}},
                               options);
  const auto first = world::Get<schema::Person>(read.world, 0);
  EXPECT_EQ(first.sex, schema::Sex::kMale);
  EXPECT_EQ(FormatDay(first.birth_date.value()), "1980-05-04");
  EXPECT_EQ(FormatDay(first.last_exposure.value()), "2022-04-05");
  EXPECT_EQ(world::Get<schema::Person>(read.world, 1).sex,
            schema::Sex::kFemale);
  EXPECT_THAT(Issues(read.world),
              Contains(HasSubstr("gone= mapped_header_missing")));
}

TEST(MappingTest, ASheetWithoutRecordsIsLeftOut) {
  ReadOptions options;
  SheetMapping sheet;
  sheet.file = "rooms.csv";
  options.mapping.sheets = {sheet};
  const Result read =
      ReadGrid("rooms.csv", {{"隔离点", "房间号"}, {"S1", "301"}}, options);
  EXPECT_EQ(read.world.rows(*schema::FindRecord("Room")), 0u);
  EXPECT_EQ(testing::Account(read.world), "rows 2 = 2 aside");
}

TEST(MappingTest, AHeaderRowThatMovedIsFoundAgain) {
  ReadOptions options;
  SheetMapping sheet;
  sheet.records = {"Site"};
  sheet.header_row = 1;
  sheet.columns = {{.header = "nr", .field = "id"}};
  options.mapping.sheets = {sheet};
  const Result read = ReadGrid(
      "s.csv", {{"a new title"}, {"nr", "名称"}, {"S1", "东"}}, options);
  EXPECT_EQ(read.mapping.header_row, 2u);
  EXPECT_TRUE(read.world.Find("Site:S1"));
}

}  // namespace
}  // namespace quaranta::io
