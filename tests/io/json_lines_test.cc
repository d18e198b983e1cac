// Rows of JSON objects: found, mapped, bounded, accounted for.
#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
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
using testing::Issues;
using ::testing::Not;

world::World ReadLines(std::string_view bytes, std::string_view record,
                       const ReadOptions& options = {}) {
  world::Builder builder;
  EXPECT_THAT(AppendText(builder, *schema::FindRecord(record), bytes,
                         Format::kJsonl, "rows.jsonl", options),
              IsOk());
  return std::move(builder).Build().value();
}

TEST(JsonLinesTest, EveryLineIsCountedOnce) {
  const world::World world = ReadLines(
      "{\"id\": \"S1\", \"colour\": 1}\n\n{\"id\": \"S2\", \"colour\": 2}\n"
      "{\"id\": \"S3\", \"beds_total\": \"many\"}\n[]\n",
      "Site");
  EXPECT_EQ(Account(world),
            "rows 5 = 1 aside + 1 read + 2 repaired + 1 refused");
  EXPECT_THAT(Issues(world),
              ElementsAre(HasSubstr("1 colour= unknown_header"),
                          HasSubstr("4 beds_total=many unreadable_number"),
                          HasSubstr("5 = unreadable_row not_read")))
      << "an unknown key is told once";
}

TEST(JsonLinesTest, NestingIsBounded) {
  std::string bomb = "{\"id\": ";
  bomb.append(100'000, '[');
  const world::World world = ReadLines(bomb + "\n{\"id\": \"S1\"}\n", "Site");
  EXPECT_EQ(world.rows(*schema::FindRecord("Site")), 1u);
  EXPECT_EQ(Account(world), "rows 2 = 1 read + 1 refused");
}

TEST(JsonLinesTest, RowsBeyondTheLimitAreRefused) {
  const world::World world =
      ReadLines("{\"id\": \"S1\"}\n{\"id\": \"S2\"}\n{\"id\": \"S3\"}\n",
                "Site", {.rows = 2});
  EXPECT_EQ(Account(world), "rows 3 = 2 read + 1 refused");
  EXPECT_THAT(Issues(world), ElementsAre(HasSubstr("3 = too_many_rows")));
}

TEST(JsonLinesTest, AMappingNamesFieldsAndCodes) {
  ReadOptions options;
  SheetMapping sheet;
  sheet.records = {"Person"};
  sheet.columns = {{.header = "g", .field = "sex", .codes = {{"1", "MALE"}}},
                   {.header = "nr", .field = "Person.id"},
                   {.header = "age", .field = ""}};
  options.mapping.sheets = {sheet};
  const world::World world =
      ReadLines("{\"nr\": \"P1\", \"g\": 1, \"age\": 7}\n", "Person", options);
  EXPECT_EQ(world::Get<schema::Person>(world, 0).sex, schema::Sex::kMale);
  EXPECT_EQ(world::Get<schema::Person>(world, 0).id, "P1");
  EXPECT_FALSE(world::Get<schema::Person>(world, 0).age);
  EXPECT_THAT(Issues(world), Not(Contains(HasSubstr("age"))));
}

}  // namespace
}  // namespace quaranta::io
