#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/data/arrow.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/same_world.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::ElementsAre;

TEST(ArrowTest, AWorldPassesThroughArrow) {
  // Offsets of instants are not kept by Arrow, so they are all UTC here.
  const world::World world = testing::RandomWorld(21, /*utc=*/true);
  world::Builder builder;
  for (std::size_t i = 0; i < world.view().tables.size(); ++i) {
    ArrowArrayStream stream;
    data::ExportArrow(world.SharedTable(i), &stream);
    // The exact way: io::AppendArrow() would read "*" as masked.
    ASSERT_THAT(data::AppendArrow(&stream, builder.Edit(schema::Records()[i])),
                IsOk());
  }
  for (const std::string& collection : world.complete()) {
    builder.Close(collection);
  }
  testing::ExpectSame(world, std::move(builder).Build().value());
}

// A frame as it comes out of a spreadsheet: every column a text. The producer
// is a table of another record whose columns are texts.
TEST(ArrowTest, FramesOfTextsAreReadAsFilesAre) {
  static constexpr schema::Field kFields[] = {
      {.name = "房间号", .kind = schema::Kind::kString},
      {.name = "隔离点名称", .kind = schema::Kind::kString},
      {.name = "床位数", .kind = schema::Kind::kString},
      {.name = "窗户限位器", .kind = schema::Kind::kString},
      {.name = "颜色", .kind = schema::Kind::kString}};
  static constexpr schema::Record kSheet{.name = "Sheet", .fields = kFields};
  auto sheet = std::make_shared<data::Table>();
  sheet->record = &kSheet;
  const std::vector<std::vector<std::string>> rows = {
      {"３０１", "S1", "2张", "是", "red"},
      {"302", "S1", "近十几", "*", "blue"},
      {"303", "S1", "999", "否", ""}};
  for (std::size_t i = 0; i < std::size(kFields); ++i) {
    data::Column& column = sheet->columns.emplace_back(kFields[i]);
    for (const auto& row : rows) column.AppendText(row[i]);
  }
  sheet->rows = 3;
  ArrowArrayStream stream;
  data::ExportArrow(sheet, &stream);
  world::Builder builder;
  world::Append(builder, schema::Site{.id = "S1"});
  ASSERT_THAT(
      AppendArrow(builder, *schema::FindRecord("Room"), &stream, "rooms frame"),
      IsOk());
  const world::World world = std::move(builder).Build().value();
  const auto room = world::Get<schema::Room>(world, 0);
  EXPECT_EQ(room.id, "S1/301");
  EXPECT_EQ(room.beds, 2);
  EXPECT_EQ(room.window_limiter, true);
  std::vector<std::string> issues;
  for (const world::Issue& issue : world.issues()) {
    issues.push_back(issue.file + ":" + std::to_string(issue.row) + " " +
                     issue.column + "=" + issue.value + " " + issue.code + " " +
                     issue.action);
  }
  EXPECT_THAT(issues,
              ElementsAre("rooms frame:0 颜色= unknown_header not_read",
                          "rooms frame:2 床位数=近十几 unreadable_number "
                          "kept_unknown",
                          "rooms frame:3 床位数=999 out_of_range "
                          "kept_suspect",
                          "rooms frame:2 窗户限位器=* masked kept_unknown"));
}

}  // namespace
}  // namespace quaranta::io
