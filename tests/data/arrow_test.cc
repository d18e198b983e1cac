#include "quaranta/data/arrow.h"

#include <cerrno>
#include <cstring>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// --- Producers made by hand -------------------------------------------------

// Counts how often anything of a producer was released.
struct Releases {
  int schemas = 0;
  int arrays = 0;
  int streams = 0;
};

// A column as a producer holds it: format, buffers, children.
struct Made {
  std::string name;
  std::string format;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::int64_t null_count = -1;
  std::vector<std::vector<std::uint8_t>> buffers;
  std::vector<bool> absent;  // buffers that are nullptr
  std::vector<Made> children;
  std::vector<Made> dictionary;  // none or one

  template <class T>
  Made& Buffer(std::vector<T> values) {
    std::vector<std::uint8_t> bytes(values.size() * sizeof(T) + 1);
    std::memcpy(bytes.data(), values.data(), values.size() * sizeof(T));
    buffers.push_back(std::move(bytes));
    absent.push_back(false);
    return *this;
  }
  Made& NoBuffer() {
    buffers.emplace_back();
    absent.push_back(true);
    return *this;
  }
  Made& Text(std::string_view text) {
    return Buffer(std::vector<char>(text.begin(), text.end()));
  }
};

template <class T>
Made Numbers(std::string name, std::string format, std::vector<T> values) {
  Made made{.name = std::move(name), .format = std::move(format)};
  made.length = static_cast<std::int64_t>(values.size());
  made.NoBuffer().Buffer(std::move(values));
  return made;
}

template <class Offset>
Made Texts(std::string name, std::string format,
           const std::vector<std::string>& texts) {
  Made made{.name = std::move(name), .format = std::move(format)};
  made.length = static_cast<std::int64_t>(texts.size());
  std::vector<Offset> offsets = {0};
  std::string all;
  for (const std::string& text : texts) {
    all += text;
    offsets.push_back(static_cast<Offset>(all.size()));
  }
  made.NoBuffer().Buffer(std::move(offsets)).Text(all);
  return made;
}

// Owns the C structs of a producer for as long as the test lives; release only
// counts.
class Producer {
 public:
  explicit Producer(std::vector<Made> batches) : batches_(std::move(batches)) {
    stream_.get_schema = [](ArrowArrayStream* s, ArrowSchema* out) {
      auto& self = *static_cast<Producer*>(s->private_data);
      if (self.fail_schema != 0) return self.fail_schema;
      *out = *self.Schema(self.batches_.front());
      return 0;
    };
    stream_.get_next = [](ArrowArrayStream* s, ArrowArray* out) {
      auto& self = *static_cast<Producer*>(s->private_data);
      *out = ArrowArray{};
      if (self.next_ == self.batches_.size()) return self.fail_at_end;
      *out = *self.Array(self.batches_[self.next_++]);
      return 0;
    };
    stream_.get_last_error = [](ArrowArrayStream* s) {
      return static_cast<Producer*>(s->private_data)->error;
    };
    stream_.release = [](ArrowArrayStream* s) {
      ++static_cast<Producer*>(s->private_data)->releases.streams;
      s->release = nullptr;
    };
    stream_.private_data = this;
  }

  ArrowArrayStream* stream() { return &stream_; }

  Releases releases;
  int fail_schema = 0;
  int fail_at_end = 0;
  const char* error = nullptr;

 private:
  ArrowSchema* Schema(const Made& made) {
    ArrowSchema& schema = schemas_.emplace_back();
    schema = ArrowSchema{};
    schema.format = made.format.c_str();
    schema.name = made.name.c_str();
    schema.flags = ARROW_FLAG_NULLABLE;
    auto& children = schema_lists_.emplace_back();
    for (const Made& child : made.children) children.push_back(Schema(child));
    schema.n_children = static_cast<std::int64_t>(children.size());
    schema.children = children.data();
    if (!made.dictionary.empty()) {
      schema.dictionary = Schema(made.dictionary.front());
    }
    schema.private_data = this;
    schema.release = [](ArrowSchema* s) {
      ++static_cast<Producer*>(s->private_data)->releases.schemas;
      s->release = nullptr;
    };
    return &schema;
  }

  ArrowArray* Array(const Made& made) {
    ArrowArray& array = arrays_.emplace_back();
    array = ArrowArray{};
    array.length = made.length;
    array.offset = made.offset;
    array.null_count = made.null_count;
    auto& buffers = buffer_lists_.emplace_back();
    for (std::size_t i = 0; i < made.buffers.size(); ++i) {
      buffers.push_back(made.absent[i] ? nullptr : made.buffers[i].data());
    }
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
    auto& children = array_lists_.emplace_back();
    for (const Made& child : made.children) children.push_back(Array(child));
    array.n_children = static_cast<std::int64_t>(children.size());
    array.children = children.data();
    if (!made.dictionary.empty()) {
      array.dictionary = Array(made.dictionary.front());
    }
    array.private_data = this;
    array.release = [](ArrowArray* a) {
      ++static_cast<Producer*>(a->private_data)->releases.arrays;
      a->release = nullptr;
    };
    return &array;
  }

  std::vector<Made> batches_;
  std::size_t next_ = 0;
  ArrowArrayStream stream_{};
  std::deque<ArrowSchema> schemas_;
  std::deque<ArrowArray> arrays_;
  std::deque<std::vector<ArrowSchema*>> schema_lists_;
  std::deque<std::vector<ArrowArray*>> array_lists_;
  std::deque<std::vector<const void*>> buffer_lists_;
};

Made Batch(std::vector<Made> columns) {
  Made batch{.name = "", .format = "+s"};
  batch.length = columns.empty() ? 0 : columns.front().length;
  batch.NoBuffer();
  batch.children = std::move(columns);
  return batch;
}

// --- Tables -----------------------------------------------------------------

Table TableOf(std::string_view record_name) {
  Table table;
  table.record = schema::FindRecord(record_name);
  for (const schema::Field& field : table.record->fields) {
    table.columns.emplace_back(field);
  }
  return table;
}

Column& Get(Table& table, std::string_view field) {
  const schema::Field* found = schema::FindField(*table.record, field);
  return table
      .columns[static_cast<std::size_t>(found - table.record->fields.data())];
}

std::string Item(const Column& column, std::size_t i) {
  switch (column.kind()) {
    case schema::Kind::kBool:
      return column.GetBool(i) ? "true" : "false";
    case schema::Kind::kInt:
      return std::to_string(column.GetInt(i));
    case schema::Kind::kDouble:
      return std::to_string(column.GetDouble(i));
    case schema::Kind::kEnum:
      return std::to_string(column.GetEnum(i));
    case schema::Kind::kDate:
      return FormatDay(column.GetDay(i));
    case schema::Kind::kInstant:
      return FormatInstant(column.GetInstant(i));
    default:
      return std::string(column.GetText(i));
  }
}

// A cell as "value", "<item><item>", "blank", with "!state(raw)[low,high)".
std::string Cell(const Column& column, std::size_t row) {
  std::string out;
  if (!column.valid(row)) {
    out = "blank";
  } else if (column.field().repeated) {
    const auto [begin, end] = column.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) {
      out += "<" + Item(column, i) + ">";
    }
  } else {
    out = Item(column, row);
  }
  if (const Note* note = column.note(row)) {
    out +=
        "!" + std::string(NoteStateName(note->state)) + "(" + note->raw + ")";
    if (note->bounds) {
      out += "[" + std::to_string(note->bounds->low) + "," +
             std::to_string(note->bounds->high) + ")";
    }
  }
  return out;
}

std::vector<std::string> Cells(Table& table, std::string_view field) {
  std::vector<std::string> cells;
  const Column& column = Get(table, field);
  for (std::size_t row = 0; row < column.size(); ++row) {
    cells.push_back(Cell(column, row));
  }
  return cells;
}

// The cells of one column after importing it alone.
std::vector<std::string> Imported(std::string_view record, Made column,
                                  const ArrowOptions& options = {}) {
  const std::string field = column.name;
  Producer producer({Batch({std::move(column)})});
  Table table = TableOf(record);
  const auto issues = AppendArrow(producer.stream(), table, options);
  EXPECT_THAT(issues, IsOk());
  return Cells(table, field);
}

std::vector<std::string> Lines(const std::vector<ArrowIssue>& issues) {
  std::vector<std::string> lines;
  for (const ArrowIssue& issue : issues) {
    lines.push_back(issue.column + (issue.cell ? ":" : "") +
                    (issue.cell ? std::to_string(issue.row) : "") + " " +
                    issue.code + " " + issue.value);
  }
  return lines;
}

// --- Import -----------------------------------------------------------------

TEST(ArrowImportTest, NumbersOfEveryWidthReachTheirField) {
  EXPECT_THAT(Imported("Room", Numbers<std::int8_t>("beds", "c", {-1, 2})),
              ElementsAre("-1", "2"));
  EXPECT_THAT(Imported("Room", Numbers<std::uint8_t>("beds", "C", {255})),
              ElementsAre("255"));
  EXPECT_THAT(Imported("Room", Numbers<std::int16_t>("beds", "s", {-300})),
              ElementsAre("-300"));
  EXPECT_THAT(Imported("Room", Numbers<std::uint16_t>("beds", "S", {65535})),
              ElementsAre("65535"));
  EXPECT_THAT(Imported("Room", Numbers<std::int32_t>("beds", "i", {-70000})),
              ElementsAre("-70000"));
  EXPECT_THAT(
      Imported("Room", Numbers<std::uint32_t>("beds", "I", {4'000'000'000u})),
      ElementsAre("4000000000"));
  EXPECT_THAT(Imported("Room", Numbers<std::int64_t>("beds", "l", {1, 2})),
              ElementsAre("1", "2"));
  EXPECT_THAT(
      Imported("Room", Numbers<std::uint64_t>("beds", "L", {7, UINT64_MAX})),
      ElementsAre("7", "blank!suspect(18446744073709551615)"));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(
      Imported("Room", Numbers<double>("beds", "g", {2, 2.5, nan, 1e19})),
      ElementsAre("2", "blank!suspect(2.5)", "blank", "blank!suspect(1e+19)"))
      << "whole numbers with gaps arrive as floats";
  EXPECT_THAT(Imported("Site", Numbers<float>("latitude", "f", {34.5f})),
              ElementsAre("34.500000"));
  EXPECT_THAT(Imported("Site", Numbers<std::int32_t>("latitude", "i", {34})),
              ElementsAre("34.000000"));
  EXPECT_THAT(Imported("Room", Numbers<std::int32_t>("label", "i", {304})),
              ElementsAre("304"))
      << "room numbers arrive as numbers";
}

TEST(ArrowImportTest, BitsAndValidity) {
  Made bits{.name = "window_limiter", .format = "b", .length = 10};
  bits.Buffer(std::vector<std::uint8_t>{0b11101111, 0b10});
  bits.Buffer(std::vector<std::uint8_t>{0b00000101, 0b10});
  EXPECT_THAT(Imported("Room", bits),
              ElementsAre("true", "false", "true", "false", "blank", "false",
                          "false", "false", "blank", "true"));
  Made none{.name = "window_limiter", .format = "n", .length = 2};
  EXPECT_THAT(Imported("Room", none), ElementsAre("blank", "blank"));
}

TEST(ArrowImportTest, OffsetsOfStructAndChildAddUp) {
  Made beds = Numbers<std::int32_t>("beds", "i", {0, 1, 2, 3, 4, 5});
  beds.offset = 2;
  beds.length = 4;
  Made label = Texts<std::int32_t>("label", "u", {"a", "b", "c", "d"});
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

TEST(ArrowImportTest, TextsInEveryLayout) {
  EXPECT_THAT(
      Imported("Room", Texts<std::int32_t>("label", "u", {"301", "", "房"})),
      ElementsAre("301", "", "房"));
  EXPECT_THAT(Imported("Room", Texts<std::int64_t>("label", "U", {"301"})),
              ElementsAre("301"));
  // A view: length, then 12 bytes inline, or prefix, buffer and offset.
  Made view{.name = "label", .format = "vu", .length = 2};
  std::vector<std::int32_t> views(8);
  views[0] = 3;
  std::memcpy(&views[1], "301", 3);
  views[4] = 14;
  std::memcpy(&views[5], "the ", 4);
  views[6] = 0;
  views[7] = 2;
  view.NoBuffer()
      .Buffer(views)
      .Text("__the long room__")
      .Buffer(std::vector<std::int64_t>{17});
  view.children.clear();
  EXPECT_THAT(Imported("Room", view), ElementsAre("301", "the long room_"));
}

TEST(ArrowImportTest, DictionariesWithBlanksOnBothSides) {
  Made use{.name = "use", .format = "c", .length = 4};
  use.Buffer(std::vector<std::uint8_t>{0b1011});
  use.Buffer(std::vector<std::int8_t>{1, 0, 0, 2});
  Made names = Texts<std::int32_t>("", "u", {"ISOLATION", "STAFF", "x"});
  names.buffers[0] = {0b011};
  names.absent[0] = false;
  use.dictionary = {names};
  EXPECT_THAT(Imported("Room", use), ElementsAre("2", "1", "blank", "blank"));
  Made broken = use;
  broken.buffers[1] = {9, 0, 0, 0};
  EXPECT_EQ(Imported("Room", broken)[0], "blank!suspect()")
      << "a code that is not in the dictionary";
}

TEST(ArrowImportTest, DatesAndTimestamps) {
  EXPECT_THAT(
      Imported("Site", Numbers<std::int32_t>("listed_date", "tdD", {19092})),
      ElementsAre("2022-04-10"));
  EXPECT_THAT(
      Imported("Site", Numbers<std::int64_t>("listed_date", "tdm",
                                             {19092LL * 86'400'000, -1})),
      ElementsAre("2022-04-10", "1969-12-31"));
  EXPECT_THAT(
      Imported("Site", Numbers<std::int64_t>(
                           "listed_date",
                           "tsn:", {19092LL * 86'400'000'000'000, 1'000})),
      ElementsAre("2022-04-10", "blank!suspect(1970-01-01T00:00:00.000001)"));
  // 2022-04-10T09:00Z in every resolution.
  const std::int64_t second = 19092LL * 86'400 + 9 * 3'600;
  for (const auto& [format, per_second] :
       std::map<std::string, std::int64_t>{{"tss:", 1},
                                           {"tsm:", 1'000},
                                           {"tsu:", 1'000'000},
                                           {"tsn:", 1'000'000'000}}) {
    EXPECT_THAT(Imported("Stay", Numbers<std::int64_t>("start",
                                                       format + "Asia/Shanghai",
                                                       {second * per_second})),
                ElementsAre("2022-04-10T17:00:00+08:00"));
  }
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:+05:00", {second})),
      ElementsAre("2022-04-10T14:00:00+05:00"));
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:Mars/Base", {second})),
      ElementsAre("2022-04-10T09:00:00Z"))
      << "the zone is only a label";
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:", {second})),
      ElementsAre("blank!suspect(2022-04-10T09:00:00)"));
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  EXPECT_THAT(Imported("Stay", Numbers<std::int64_t>("start", "tss:", {second}),
                       {.zone = &zone}),
              ElementsAre("2022-04-10T09:00:00+08:00"));
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:UTC", {INT64_MAX})),
      ElementsAre("blank!suspect()"));
}

TEST(ArrowImportTest, ListsGoToRepeatedFields) {
  Made list{.name = "zone_ids", .format = "+l", .length = 4};
  list.Buffer(std::vector<std::uint8_t>{0b1101});
  list.Buffer(std::vector<std::int32_t>{0, 2, 2, 2, 3});
  list.children = {Texts<std::int32_t>("item", "u", {"A", "B", "C"})};
  EXPECT_THAT(Imported("Passage", list),
              ElementsAre("<A><B>", "blank", "", "<C>"));
  Made bad{.name = "symptoms", .format = "+l", .length = 2};
  bad.NoBuffer().Buffer(std::vector<std::int32_t>{0, 1, 3});
  bad.children = {
      Texts<std::int32_t>("item", "u", {"FEVER", "FEVER", "HICCUPS"})};
  EXPECT_THAT(Imported("Person", bad), ElementsAre("<1>", "blank!suspect()"))
      << "what is left of a list must not pass for all of it";
}

TEST(ArrowImportTest, WhatDoesNotFitIsReported) {
  Producer producer({Batch({
      Numbers<std::int32_t>("beds", "i", {1, 2}),
      Numbers<std::int32_t>("beds", "i", {3, 4}),
      Numbers<std::int32_t>("colour", "i", {0, 0}),
      Numbers<std::int64_t>("label", "ttu", {0, 0}),
      Texts<std::int32_t>("window_limiter", "u", {"true", "maybe"}),
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
      Texts<std::int32_t>("state", "u", {"", "hedged", "odd"}),
      Texts<std::int32_t>("raw", "u", {"", "10余", "?"}),
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
      {Batch({Texts<std::int32_t>("床位", "u", {"两张", "几张"})})});
  Table table = TableOf("Room");
  const auto issues = AppendArrow(producer.stream(), table, options);
  ASSERT_THAT(issues, IsOk());
  EXPECT_THAT(Cells(table, "beds"), ElementsAre("2", "blank"));
  EXPECT_THAT(Lines(*issues), ElementsAre("床位:1 unreadable_number 几张"));
}

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

TEST(ArrowImportTest, BrokenTextOffsetsSpoilTheirCellOnly) {
  Made label = Texts<std::int32_t>("label", "u", {"ab", "cd", "ef"});
  std::vector<std::int32_t> offsets = {0, 2, 1, 6};
  std::memcpy(label.buffers[1].data(), offsets.data(), 16);
  EXPECT_THAT(Imported("Room", label),
              ElementsAre("ab", "blank!suspect()", "bcdef"));
}

// --- Export -----------------------------------------------------------------

void AppendRandom(Column& column, Random& random) {
  const schema::Field& field = column.field();
  switch (field.kind) {
    case schema::Kind::kBool:
      return column.AppendBool(random.Chance(1, 2));
    case schema::Kind::kInt:
      return column.AppendInt(static_cast<std::int64_t>(random.Next() >> 1));
    case schema::Kind::kDouble:
      return column.AppendDouble(random.Range(-99, 99) / 8.0);
    case schema::Kind::kEnum: {
      const auto& values = field.enumeration->values;
      return column.AppendEnum(values[random.Below(values.size())].number);
    }
    case schema::Kind::kDate:
      return column.AppendDay(Day{random.Range(-9'999, 40'000)});
    case schema::Kind::kInstant:
      return column.AppendInstant(
          Instant{random.Range(-9'999, 99'999) * 1'000'003LL, 0});
    case schema::Kind::kString:
    case schema::Kind::kReference:
      return column.AppendText(
          std::string(static_cast<std::size_t>(random.Range(0, 20)), 'x'));
  }
}

void FillRandom(Table& table, Random& random) {
  table.rows = static_cast<std::uint32_t>(random.Range(0, 20));
  for (Column& column : table.columns) {
    for (std::uint32_t row = 0; row < table.rows; ++row) {
      if (column.field().computed || random.Chance(1, 3)) {
        column.AppendBlank();
      } else if (column.field().repeated) {
        for (int n = random.Range(0, 3); n > 0; --n) {
          AppendRandom(column, random);
        }
        column.EndList();
      } else {
        AppendRandom(column, random);
      }
      if (column.field().computed || !random.Chance(1, 30)) continue;
      Note note{static_cast<NoteState>(random.Below(6)), "raw", {}};
      if (random.Chance(1, 2)) note.bounds = Interval{1.5, 2};
      if (random.Chance(1, 2)) note.bounds = Interval{.low = 3};
      column.SetNote(row, note);
    }
  }
}

TEST(ArrowExportTest, EveryTableComesBackAsItWas) {
  Random random(5);
  for (const schema::Record& record : schema::Records()) {
    for (int round = 0; round < 3; ++round) {
      auto table = std::make_shared<Table>(TableOf(record.name));
      FillRandom(*table, random);
      ArrowArrayStream stream;
      ExportArrow(table, &stream);
      Table again = TableOf(record.name);
      const auto issues = AppendArrow(&stream, again);
      ASSERT_THAT(issues, IsOk());
      for (const ArrowIssue& issue : *issues) {
        EXPECT_EQ(issue.code, "computed_field");
      }
      ASSERT_EQ(again.rows, table->rows);
      // Ids that are made from keys are there for everybody to see.
      for (std::uint32_t row = 0; row < table->rows; ++row) {
        EXPECT_EQ(again.GivenIds()->valid(row), table->HasId(row));
        EXPECT_EQ(again.IdText(row), table->IdText(row));
      }
      for (const schema::Field& field : record.fields) {
        if (field.name == "id") continue;
        EXPECT_EQ(Cells(again, field.name), Cells(*table, field.name))
            << record.name << "." << field.name;
      }
    }
  }
}

TEST(ArrowExportTest, NumbersAndTextsAreNotCopiedAndStayAlive) {
  auto table = std::make_shared<Table>(TableOf("Room"));
  Get(*table, "beds").AppendInt(2);
  Get(*table, "label").AppendText("a room with a long name");
  table->rows = 1;
  for (Column& column : table->columns) {
    if (column.size() == 0) column.AppendBlank();
  }
  const void* beds = Get(*table, "beds").raw().values;
  const void* label = Get(*table, "label").raw().bytes;
  std::weak_ptr<Table> alive = table;
  ArrowArrayStream stream;
  ExportArrow(std::move(table), &stream);
  ArrowSchema schema;
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  ArrowArray batch;
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  ArrowArray end;
  ASSERT_EQ(stream.get_next(&stream, &end), 0);
  EXPECT_EQ(end.release, nullptr) << "one batch";
  stream.release(&stream);
  EXPECT_FALSE(alive.expired()) << "the batch keeps the table";
  // A consumer moves one child out and releases the rest first.
  ArrowArray moved{};
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const std::string_view name = schema.children[i]->name;
    if (name == "beds") {
      EXPECT_EQ(batch.children[i]->buffers[1], beds);
      EXPECT_STREQ(schema.children[i]->format, "l");
    }
    if (name == "label") {
      EXPECT_STREQ(schema.children[i]->format, "U");
      moved = *batch.children[i];
      batch.children[i]->release = nullptr;
    }
  }
  batch.release(&batch);
  schema.release(&schema);
  ASSERT_FALSE(alive.expired());
  EXPECT_EQ(moved.buffers[2], label);
  moved.release(&moved);
  EXPECT_TRUE(alive.expired());
  EXPECT_EQ(batch.release, nullptr);
  EXPECT_EQ(schema.release, nullptr);
}

}  // namespace
}  // namespace quaranta::data
