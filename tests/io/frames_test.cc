// Frames: the same mapping, totals and accounts as files.
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/data/arrow.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/grid.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using testing::Account;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Issues;
using ::testing::Not;

// A frame as it comes out of a spreadsheet: texts, and whole numbers.
constexpr schema::Field kFields[] = {
    {.name = "编号", .kind = schema::Kind::kString},
    {.name = "床位数", .kind = schema::Kind::kInt},
    {.name = "人口(万)", .kind = schema::Kind::kString},
    {.name = "g", .kind = schema::Kind::kString}};
constexpr schema::Record kSheet{.name = "Sheet", .fields = kFields};

struct FrameRow {
  std::string id;
  int beds = 0;
  std::string people;
  std::string code;
};

world::World ReadFrame(const std::vector<FrameRow>& rows,
                       const std::string& record,
                       const ReadOptions& options = {}) {
  auto sheet = std::make_shared<data::Table>();
  sheet->record = &kSheet;
  for (const schema::Field& field : kFields) sheet->columns.emplace_back(field);
  for (const FrameRow& row : rows) {
    sheet->columns[0].AppendText(row.id);
    sheet->columns[1].AppendInt(row.beds);
    sheet->columns[2].AppendText(row.people);
    sheet->columns[3].AppendText(row.code);
    ++sheet->rows;
  }
  ArrowArrayStream stream;
  data::ExportArrow(sheet, &stream);
  world::Builder builder;
  EXPECT_THAT(AppendArrow(builder, *schema::FindRecord(record), &stream,
                          "frame", options),
              IsOk());
  return std::move(builder).Build().value();
}

TEST(FramesTest, ATotalIsNoDataAndIsChecked) {
  const world::World fits = ReadFrame(
      {{"S1", 120, "", ""}, {"S2", 80, "", ""}, {"合计", 200, "", ""}}, "Site");
  EXPECT_EQ(fits.rows(*schema::FindRecord("Site")), 2u);
  EXPECT_EQ(Account(fits), "rows 3 = 1 aside + 2 read");
  EXPECT_THAT(Issues(fits), Not(Contains(HasSubstr("total_differs"))));
  const world::World differs = ReadFrame(
      {{"S1", 120, "", ""}, {"S2", 80, "", ""}, {"合计", 210, "", ""}}, "Site");
  EXPECT_THAT(Issues(differs),
              Contains("frame:3 床位数=210 total_differs kept_rows 200"));
}

TEST(FramesTest, ANameWithWordsBesideItIsData) {
  const world::World world = ReadFrame(
      {{"S1", 1, "", "东方"}, {"合计", 2, "", "合计酒店"}}, "Site",
      {.mapping = {{},
                   {{.records = {"Site"},
                     .columns = {{.header = "g", .field = "Site.name"}}}}}});
  EXPECT_TRUE(world.Find("Site:合计"));
}

TEST(FramesTest, AMappingNamesFieldsAndCodes) {
  ReadOptions options;
  SheetMapping sheet;
  sheet.records = {"Person"};
  sheet.columns = {{.header = "g", .field = "sex", .codes = {{"1", "MALE"}}},
                   {.header = "床位数", .field = ""}};
  options.mapping.sheets = {sheet};
  const world::World world =
      ReadFrame({{"P1", 1, "", "1"}, {"P2", 2, "", "7"}}, "Person", options);
  EXPECT_EQ(world::Get<schema::Person>(world, 0).sex, schema::Sex::kMale);
  EXPECT_THAT(Issues(world), Contains(HasSubstr("frame:2 g=7 unknown_value")));
  EXPECT_THAT(Issues(world), Not(Contains(HasSubstr("床位数"))))
      << "left out on purpose";
  EXPECT_EQ(Account(world), "rows 2 = 1 read + 1 repaired");
}

TEST(FramesTest, UnitsOfHeadersHoldForTexts) {
  const world::World world = ReadFrame({{"R1", 1, "31", ""}}, "Region");
  EXPECT_EQ(world::Get<schema::Region>(world, 0).population, 310'000);
}

// One column of numbers under a header, beside the ids "R1", "R2", ...
world::World ReadNumbers(const std::string& header, std::string_view record,
                         const std::vector<double>& numbers,
                         const ReadOptions& options = {}) {
  const std::vector<schema::Field> fields = {
      {.name = "编号", .kind = schema::Kind::kString},
      {.name = header, .kind = schema::Kind::kDouble}};
  const schema::Record shape{.name = "Sheet", .fields = fields};
  auto sheet = std::make_shared<data::Table>();
  sheet->record = &shape;
  for (const schema::Field& field : fields) sheet->columns.emplace_back(field);
  for (const double number : numbers) {
    sheet->columns[0].AppendText("R" + std::to_string(++sheet->rows));
    sheet->columns[1].AppendDouble(number);
  }
  ArrowArrayStream stream;
  data::ExportArrow(sheet, &stream);
  world::Builder builder;
  EXPECT_THAT(AppendArrow(builder, *schema::FindRecord(record), &stream,
                          "frame", options),
              IsOk());
  return std::move(builder).Build().value();
}

TEST(FramesTest, UnitsOfHeadersHoldForNumbers) {
  const world::World world =
      ReadNumbers("人口(万)", "Region", {31, 4.5, 0.0001, 0.00003});
  EXPECT_EQ(world::Get<schema::Region>(world, 0).population, 310'000);
  EXPECT_EQ(world::Get<schema::Region>(world, 1).population, 45'000);
  EXPECT_EQ(world::Get<schema::Region>(world, 2).population, 1);
  EXPECT_EQ(world::Get<schema::Region>(world, 3).population, std::nullopt)
      << "0.3 people";
  EXPECT_THAT(Issues(world), Contains(HasSubstr("frame:4")));
}

TEST(FramesTest, CodesMayBeNumbers) {
  ReadOptions options;
  SheetMapping sheet;
  sheet.records = {"Person"};
  sheet.columns = {{.header = "g", .field = "sex", .codes = {{"1", "MALE"}}}};
  options.mapping.sheets = {sheet};
  const world::World world = ReadNumbers("g", "Person", {1, 7}, options);
  EXPECT_EQ(world::Get<schema::Person>(world, 0).sex, schema::Sex::kMale);
  EXPECT_EQ(world::Get<schema::Person>(world, 1).sex, std::nullopt);
  EXPECT_THAT(Issues(world), Contains(HasSubstr("frame:2 g=7 unknown_value")));
}

}  // namespace
}  // namespace quaranta::io
