// What is copied on the way in and out, and what is not.
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/data/arrow.h"
#include "tests/data/arrow_made.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::ElementsAre;

constexpr std::int64_t kApril10 = 19'092LL * 86'400'000'000;

// A column of a room in a layout that needs no copy.
std::vector<Made> Plain() {
  Made window{.name = "window_limiter", .format = "b", .length = 3};
  window.NoBuffer().Buffer(std::vector<std::uint8_t>{0b101});
  return {
      MadeTexts<std::int32_t>("label", "u", {"301", "302", "303"}),
      MadeTexts<std::int64_t>("remark", "U", {"a", "b", "c"}),
      Numbers<std::int16_t>("beds", "s", {1, 2, 3}),
      Numbers<double>("area_m2", "g", {18, 19.5, 20}),
      Numbers<std::int64_t>("disinfected_at", "tsu:Asia/Shanghai",
                            {kApril10, kApril10, kApril10}),
      std::move(window),
  };
}

TEST(ArrowBorrowTest, OneBatchIsNotCopied) {
  // Batches without rows are none; they have the columns all the same.
  Made batch = Batch(Plain());
  Made empty = batch;
  empty.length = 0;
  Producer with_empty({empty, batch, empty});
  Table table = TableOf("Room");
  ASSERT_THAT(AppendArrow(with_empty.stream(), table), IsOk());
  for (const Made& made : batch.children) {
    const Column& column = Get(table, made.name);
    EXPECT_TRUE(column.raw().borrowed) << made.name;
    EXPECT_EQ(column.bytes().owned, 0u) << made.name;
    EXPECT_GT(column.bytes().borrowed, 0u) << made.name;
  }
  EXPECT_THAT(
      Cells(table, "disinfected_at"),
      ElementsAre("2022-04-10T08:00:00+08:00", "2022-04-10T08:00:00+08:00",
                  "2022-04-10T08:00:00+08:00"));
  std::size_t blank = 0;
  for (const Column& column : table.columns) {
    blank += column.bytes().owned + column.bytes().borrowed == 0 ? 1 : 0;
  }
  EXPECT_EQ(blank, table.columns.size() - batch.children.size());
}

TEST(ArrowBorrowTest, BuffersLiveAsLongAsAColumnThatBorrowsThem) {
  Producer producer({Batch(Plain())});
  auto table = std::make_unique<Table>(TableOf("Room"));
  ASSERT_THAT(AppendArrow(producer.stream(), *table), IsOk());
  EXPECT_EQ(producer.releases.streams, 1);
  EXPECT_EQ(producer.releases.arrays, 0);
  Column beds = Get(*table, "beds");
  table.reset();
  EXPECT_EQ(producer.releases.arrays, 0);
  EXPECT_EQ(beds.GetInt(2), 3);
  beds.AppendInt(4);
  EXPECT_EQ(producer.releases.arrays, 1) << "copied, so let go";
  EXPECT_EQ(beds.GetInt(2), 3);
}

TEST(ArrowBorrowTest, SeveralBatchesAreCopiedOnceAndReleased) {
  Producer producer({Batch(Plain()), Batch(Plain())});
  Table table = TableOf("Room");
  ASSERT_THAT(AppendArrow(producer.stream(), table), IsOk());
  EXPECT_EQ(producer.releases.arrays, 2);
  for (const Made& made : Plain()) {
    EXPECT_EQ(Get(table, made.name).bytes().borrowed, 0u) << made.name;
  }
  EXPECT_EQ(Get(table, "beds").raw().form, Form::kInt16) << "still narrow";
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("1", "2", "3", "1", "2", "3"));
  EXPECT_THAT(Cells(table, "label"),
              ElementsAre("301", "302", "303", "301", "302", "303"));
}

TEST(ArrowBorrowTest, AnOddCellCostsItsBitAndNoCopy) {
  Made area = Numbers<double>(
      "area_m2", "g",
      {18, std::numeric_limits<double>::quiet_NaN(), 20, HUGE_VAL});
  Producer producer({Batch({area})});
  Table table = TableOf("Room");
  const auto issues = AppendArrow(producer.stream(), table);
  EXPECT_THAT(Lines(issues.value()), ElementsAre("area_m2:3 bad_value inf"));
  const Column& column = Get(table, "area_m2");
  EXPECT_TRUE(column.raw().borrowed);
  EXPECT_THAT(
      Cells(table, "area_m2"),
      ElementsAre("18.000000", "blank", "20.000000", "blank!suspect(inf)"));
}

TEST(ArrowBorrowTest, TextsThatAReaderLeavesAloneAreNotCopied) {
  ArrowOptions options;
  int asked = 0;
  options.append_text = [&asked](Column& column,
                                 std::string_view text) -> std::string_view {
    ++asked;
    if (text == "*") {
      column.AppendBlank();
      column.SetNote(column.size() - 1, {NoteState::kMasked, "*", {}});
      return {};
    }
    column.AppendText(text == " x" ? "x" : text);
    return text == "??" ? "strange" : "";
  };
  options.unchanged = [](const schema::Field&, std::string_view text) {
    return text.starts_with("3");
  };
  for (const std::string last : {"y", " x"}) {
    asked = 0;
    Producer producer({Batch({MadeTexts<std::int32_t>(
        "label", "u", {"301", "302", "*", "??", last})})});
    Table table = TableOf("Room");
    const auto issues = AppendArrow(producer.stream(), table, options);
    EXPECT_THAT(Lines(issues.value()), ElementsAre("label:3 strange ??"));
    EXPECT_EQ(Get(table, "label").raw().borrowed, last == "y")
        << "a text that is changed needs a place of its own";
    EXPECT_EQ(asked, last == "y" ? 3 : 6);
    EXPECT_THAT(Cells(table, "label"),
                ElementsAre("301", "302", "blank!masked(*)", "??",
                            last == "y" ? "y" : "x"));
  }
}

TEST(ArrowBorrowTest, ColumnsOfNullsHoldNothing) {
  Made beds = Numbers<std::int32_t>("beds", "i", {7, 7, 7});
  beds.buffers[0] = {0};
  beds.absent[0] = false;
  Producer producer({Batch({beds})});
  Table table = TableOf("Room");
  ASSERT_THAT(AppendArrow(producer.stream(), table), IsOk());
  EXPECT_EQ(Get(table, "beds").bytes().owned, 0u);
  EXPECT_EQ(Get(table, "beds").bytes().borrowed, 0u);
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("blank", "blank", "blank"));
}

Made Coded(std::string name, std::vector<std::int8_t> codes,
           const std::vector<std::string>& texts) {
  Made made = Numbers<std::int8_t>(std::move(name), "c", std::move(codes));
  made.dictionary = {MadeTexts<std::int32_t>("", "u", texts)};
  return made;
}

TEST(ArrowBorrowTest, TextDictionariesOfSeveralBatchesBecomeOne) {
  Producer producer({
      Batch({Coded("label", {1, 0, 1}, {"301", "302"})}),
      Batch({Coded("label", {0, 2}, {"302", "unused", "303"})}),
      Batch({Coded("label", {1, 9}, {"303", "301"})}),
  });
  Table table = TableOf("Room");
  const auto issues = AppendArrow(producer.stream(), table);
  EXPECT_THAT(Lines(issues.value()), ElementsAre("label:6 bad_value "));
  EXPECT_THAT(
      Cells(table, "label"),
      ElementsAre("302", "301", "302", "302", "303", "301", "blank!suspect()"));
  const auto dictionary = Get(table, "label").dictionary();
  ASSERT_TRUE(dictionary.has_value());
  EXPECT_EQ(dictionary->texts.size(), 3u);
}

TEST(ArrowBorrowTest, ADistinctTextIsReadOnce) {
  int asked = 0;
  ArrowOptions options;
  options.append_text = [&asked](Column& column,
                                 std::string_view text) -> std::string_view {
    ++asked;
    if (text == "?") {
      column.AppendBlank();
      return "unreadable";
    }
    column.AppendEnum(text == "STAFF" ? 3 : 1);
    return {};
  };
  for (const bool dictionary : {true, false}) {
    asked = 0;
    Made use =
        dictionary
            ? Coded("use", {1, 0, 1, 2, 0, 2}, {"ISOLATION", "STAFF", "?"})
            : MadeTexts<std::int32_t>(
                  "use", "u",
                  {"STAFF", "ISOLATION", "STAFF", "?", "ISOLATION", "?"});
    Producer producer({Batch({use})});
    Table table = TableOf("Room");
    const auto issues = AppendArrow(producer.stream(), table, options);
    EXPECT_EQ(asked, 3);
    EXPECT_THAT(Cells(table, "use"),
                ElementsAre("3", "1", "3", "blank", "1", "blank"));
    EXPECT_THAT(Lines(issues.value()),
                ElementsAre("use:3 unreadable ?", "use:5 unreadable ?"));
  }
}

TEST(ArrowBorrowTest, BorrowedColumnsLeaveAsTheyCame) {
  Producer producer({Batch(Plain())});
  auto table = std::make_shared<Table>(TableOf("Room"));
  ASSERT_THAT(AppendArrow(producer.stream(), *table), IsOk());
  const void* label = Get(*table, "label").raw().values;
  const void* area = Get(*table, "area_m2").raw().values;
  const void* window = Get(*table, "window_limiter").raw().values;
  ArrowArrayStream stream;
  ExportArrow(table, &stream);
  ArrowSchema schema;
  ArrowArray batch;
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  int seen = 0;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const std::string name = schema.children[i]->name;
    const ArrowArray& array = *batch.children[i];
    const std::string format = schema.children[i]->format;
    if (name == "label") {
      EXPECT_EQ(format, "u");
      EXPECT_EQ(array.buffers[1], label);
    } else if (name == "area_m2") {
      EXPECT_EQ(array.buffers[1], area);
    } else if (name == "window_limiter") {
      EXPECT_EQ(array.buffers[1], window);
    } else if (name == "beds") {
      EXPECT_EQ(format, "l") << "numbers have the type of their field";
      EXPECT_EQ(static_cast<const std::int64_t*>(array.buffers[1])[2], 3);
    } else {
      continue;
    }
    EXPECT_EQ(array.buffers[0], nullptr);
    EXPECT_EQ(array.null_count, 0);
    ++seen;
  }
  EXPECT_EQ(seen, 4);
  stream.release(&stream);
  table.reset();
  EXPECT_EQ(producer.releases.arrays, 0) << "the consumer holds the buffers";
  batch.release(&batch);
  EXPECT_EQ(producer.releases.arrays, 1);
  schema.release(&schema);
}

}  // namespace
}  // namespace quaranta::data
