#include "quaranta/data/arrow.h"

#include <cerrno>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/arrow_made.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(ArrowImportTest, StreamsAreReleasedOnceAndUsedUp) {
  Producer producer({Batch({Numbers<std::int32_t>("beds", "i", {1})}),
                     Batch({Numbers<std::int32_t>("beds", "i", {2, 3})})});
  Table table = TableOf("Room");
  ASSERT_THAT(AppendArrow(producer.stream(), table), IsOk());
  EXPECT_EQ(table.rows, 3u);
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("1", "2", "3"));
  EXPECT_EQ(producer.releases.streams, 1);
  EXPECT_EQ(producer.releases.schemas, 1) << "children are the producer's";
  EXPECT_EQ(producer.releases.arrays, 2);
  EXPECT_THAT(AppendArrow(producer.stream(), table),
              StatusIs(kInvalid, HasSubstr("used up")));
}

TEST(ArrowImportTest, ErrorsOfTheProducerAreHandedOn) {
  const std::vector<Made> batches = {
      Batch({Numbers<std::int32_t>("beds", "i", {1})})};
  Producer spoken(batches);
  spoken.fail_at_end = EIO;
  spoken.error = "the disk is gone";
  Table table = TableOf("Room");
  EXPECT_THAT(AppendArrow(spoken.stream(), table),
              StatusIs(kInvalid, HasSubstr("the disk is gone")));
  EXPECT_EQ(table.rows, 1u) << "the batches before stay";
  EXPECT_EQ(spoken.releases.streams, 1);
  Producer silent(batches);
  silent.fail_schema = ENOMEM;
  EXPECT_THAT(AppendArrow(silent.stream(), table),
              StatusIs(kInvalid, HasSubstr("memory")));
}

TEST(ArrowImportTest, MalformedArraysAreRefused) {
  const Made good = Numbers<std::int32_t>("beds", "i", {1, 2});
  std::vector<Made> broken(7, good);
  broken[0].length = 1;  // shorter than the batch
  broken[1].offset = -1;
  broken[2].buffers.pop_back();  // no data
  broken[2].absent.pop_back();
  broken[3].absent[1] = true;
  broken[4].format = "u";   // texts have three buffers
  broken[5].format = "vu";  // views say how long their buffers are
  broken[6].dictionary = {good};
  broken[6].dictionary[0].length = -1;
  for (std::size_t i = 0; i < broken.size(); ++i) {
    Made batch = Batch({good, broken[i]});
    batch.children[1].name = "label";
    Producer producer({batch});
    Table table = TableOf("Room");
    EXPECT_THAT(AppendArrow(producer.stream(), table),
                StatusIs(kInvalid, HasSubstr("Arrow column")))
        << i;
    EXPECT_EQ(table.rows, 0u);
    EXPECT_EQ(producer.releases.arrays, 1);
  }
  Producer array({good});
  Table table = TableOf("Room");
  EXPECT_THAT(AppendArrow(array.stream(), table),
              StatusIs(kInvalid, HasSubstr("expected structs")));
}

TEST(ArrowImportTest, WhatDoesNotFitIsReported) {
  Producer producer({Batch({
      Numbers<std::int32_t>("beds", "i", {1, 2}),
      Numbers<std::int32_t>("beds", "i", {3, 4}),
      Numbers<std::int32_t>("colour", "i", {0, 0}),
      Numbers<std::int64_t>("label", "ttu", {0, 0}),
      MadeTexts<std::int32_t>("window_limiter", "u", {"true", "maybe"}),
      Numbers<std::int32_t>("use", "i", {1, 1}),
  })});
  Table table = TableOf("Room");
  const auto issues = AppendArrow(producer.stream(), table);
  ASSERT_THAT(issues, IsOk());
  EXPECT_THAT(Lines(*issues),
              ElementsAre("beds header_twice ", "colour unknown_header ",
                          "label unsupported_type ttu",
                          "window_limiter:1 bad_value maybe",
                          "use:0 bad_value 1", "use:1 bad_value 1"));
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("1", "2"));
  EXPECT_THAT(Cells(table, "window_limiter"),
              ElementsAre("true", "blank!suspect(maybe)"));
}

TEST(ArrowImportTest, DirectIdentifiersAreMaskedAndIssuesLimited) {
  Made phone{.name = "phone", .format = "g", .length = 3};
  phone.NoBuffer().Buffer(std::vector<double>{0.5, 0.5, 0.5});
  Producer producer({Batch({phone})});
  Table table = TableOf("Person");
  const auto issues = AppendArrow(producer.stream(), table, {.most_issues = 1});
  ASSERT_THAT(issues, IsOk());
  EXPECT_THAT(Lines(*issues),
              ElementsAre("phone:0 bad_value ***", " more_issues "));
}

TEST(ArrowImportTest, NotesComeInStructsBesideTheColumn) {
  Made note{.name = "beds__note", .format = "+s", .length = 3};
  note.Buffer(std::vector<std::uint8_t>{0b110});
  note.children = {
      MadeTexts<std::int32_t>("state", "u", {"", "hedged", "odd"}),
      MadeTexts<std::int32_t>("raw", "u", {"", "10余", "?"}),
      Numbers<double>("low", "g", {0, 10, 0}),
      Numbers<double>("high", "g", {0, 20, 1}),
  };
  Made beds = Numbers<std::int32_t>("beds", "i", {1, 0, 3});
  beds.buffers[0] = {0b101};
  beds.absent[0] = false;
  Producer producer({Batch({note, beds})});
  Table table = TableOf("Room");
  const auto issues = AppendArrow(producer.stream(), table);
  ASSERT_THAT(issues, IsOk());
  EXPECT_THAT(Cells(table, "beds"),
              ElementsAre("1", "blank!hedged(10余)[10.000000,20.000000)", "3"));
  EXPECT_THAT(Lines(*issues), ElementsAre("beds__note:2 unreadable_note ?"));
}

TEST(ArrowImportTest, ReadersOfTextMayBeGiven) {
  ArrowOptions options;
  options.find = [](std::string_view name) {
    return schema::FindField(*schema::FindRecord("Room"),
                             name == "床位" ? "beds" : name);
  };
  options.append_text = [](Column& column,
                           std::string_view text) -> std::string_view {
    if (text != "两张") {
      column.AppendBlank();
      return "unreadable_number";
    }
    column.AppendInt(2);
    return {};
  };
  Producer producer(
      {Batch({MadeTexts<std::int32_t>("床位", "u", {"两张", "几张"})})});
  Table table = TableOf("Room");
  const auto issues = AppendArrow(producer.stream(), table, options);
  ASSERT_THAT(issues, IsOk());
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("2", "blank"));
  EXPECT_THAT(Lines(*issues), ElementsAre("床位:1 unreadable_number 几张"));
}

TEST(ArrowImportTest, OffsetsOfStructAndChildAddUp) {
  Made beds = Numbers<std::int32_t>("beds", "i", {0, 1, 2, 3, 4, 5});
  beds.offset = 2;
  beds.length = 4;
  Made label = MadeTexts<std::int32_t>("label", "u", {"a", "b", "c", "d"});
  Made batch = Batch({beds, label});
  batch.offset = 1;
  batch.length = 2;
  Producer producer({batch});
  Table table = TableOf("Room");
  ASSERT_THAT(AppendArrow(producer.stream(), table), IsOk());
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("3", "4"));
  EXPECT_THAT(Cells(table, "label"), ElementsAre("b", "c"));
  EXPECT_THAT(Cells(table, "use"), ElementsAre("blank", "blank"))
      << "what the stream does not have is blank";
}

}  // namespace
}  // namespace quaranta::data
