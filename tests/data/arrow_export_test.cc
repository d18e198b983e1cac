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
#include "quaranta/core/random.h"
#include "tests/data/arrow_made.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {
namespace {

using ::quaranta::testing::IsOk;

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
