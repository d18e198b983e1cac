#include "tests/io/same_world.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"

namespace quaranta::testing {
namespace {

using data::Column;
using schema::Kind;

std::string RandomText(Random& random) {
  constexpr std::string_view kPieces[] = {"'",    "=", "-",  "*",  " ",  "无",
                                          "不详", "|", "\\", "\n", "\"", ",",
                                          "３",   "a", "/",  "1",  ";",  "[]"};
  std::string text;
  for (int n = random.Range(1, 5); n > 0; --n) {
    text += kPieces[random.Below(std::size(kPieces))];
  }
  return text;
}

void AppendRandom(Column& column, Random& random, bool utc) {
  const schema::Field& field = column.field();
  switch (field.kind) {
    case Kind::kBool:
      return column.AppendBool(random.Chance(1, 2));
    case Kind::kInt:
      return column.AppendInt(random.Range(-5, 2'000'000'000));
    case Kind::kDouble:
      return column.AppendDouble(static_cast<double>(random.Next()) / 3e15);
    case Kind::kEnum: {
      const auto& values = field.enumeration->values;
      return column.AppendEnum(values[random.Below(values.size())].number);
    }
    case Kind::kDate:
      return column.AppendDay(Day{random.Range(0, 40'000)});
    case Kind::kInstant:
      return column.AppendInstant(Instant{
          static_cast<std::int64_t>(random.Below(4'000'000'000)) * 1'000'003,
          static_cast<std::int16_t>(utc ? 0 : random.Range(-720, 840))});
    case Kind::kReference:
      return column.AppendText("Site:" + std::to_string(random.Range(1, 9)));
    case Kind::kString:
      return column.AppendText(RandomText(random));
  }
}

void AppendCell(Column& column, std::size_t row, Random& random, bool utc) {
  if (random.Chance(1, 2)) {
    column.AppendBlank();
  } else if (column.field().repeated) {
    for (int n = random.Range(0, 2); n > 0; --n)
      AppendRandom(column, random, utc);
    column.EndList();
  } else {
    AppendRandom(column, random, utc);
  }
  if (!random.Chance(1, 8)) return;
  data::Note note;
  note.state = static_cast<data::NoteState>(random.Below(6));
  note.raw = RandomText(random);
  if (random.Chance(1, 2)) {
    note.bounds = Interval{random.Range(0, 9) / 8.0, 7.5};
    if (random.Chance(1, 3)) note.bounds->high = Interval().high;
  }
  column.SetNote(row, std::move(note));
}

void ExpectSameCell(const Column& a, const Column& b, std::size_t row,
                    const std::string& where) {
  ASSERT_EQ(a.valid(row), b.valid(row)) << where;
  const data::Note* note = a.note(row);
  ASSERT_EQ(note == nullptr, b.note(row) == nullptr) << where;
  if (note != nullptr) {
    EXPECT_EQ(note->state, b.note(row)->state) << where;
    EXPECT_EQ(note->raw, b.note(row)->raw) << where;
    EXPECT_EQ(note->bounds, b.note(row)->bounds) << where;
  }
  if (!a.valid(row)) return;
  std::pair<std::size_t, std::size_t> first{row, row + 1};
  std::pair<std::size_t, std::size_t> second = first;
  if (a.field().repeated) {
    first = a.ListRange(row);
    second = b.ListRange(row);
  }
  ASSERT_EQ(first.second - first.first, second.second - second.first) << where;
  for (std::size_t i = first.first, j = second.first; i < first.second;
       ++i, ++j) {
    switch (a.kind()) {
      case Kind::kDouble:
        EXPECT_EQ(a.GetDouble(i), b.GetDouble(j)) << where;
        break;
      case Kind::kString:
      case Kind::kReference:
        EXPECT_EQ(a.GetText(i), b.GetText(j)) << where;
        break;
      case Kind::kEnum:
      case Kind::kDate:
        EXPECT_EQ(a.GetEnum(i), b.GetEnum(j)) << where;
        break;
      case Kind::kInstant:
        EXPECT_EQ(FormatInstant(a.GetInstant(i)),
                  FormatInstant(b.GetInstant(j)))
            << where;
        break;
      case Kind::kBool:
      case Kind::kInt:
        EXPECT_EQ(a.GetInt(i), b.GetInt(j)) << where;
        break;
    }
  }
}

}  // namespace

world::World RandomWorld(std::uint64_t seed, bool utc) {
  Random random(seed);
  world::Builder builder;
  for (const schema::Record& record : schema::Records()) {
    data::Table& table = builder.Edit(record);
    const int rows = random.Range(0, 6);
    for (int row = 0; row < rows; ++row) {
      for (Column& column : table.columns) {
        if (column.field().computed) continue;
        if (column.field().name == "id") {
          column.AppendText("r" + std::to_string(row));
        } else {
          AppendCell(column, static_cast<std::size_t>(row), random, utc);
        }
      }
      builder.EndRow(table);
    }
  }
  builder.Close("Site.rooms");
  builder.Close("Stay.observations");
  auto world = std::move(builder).Build();
  EXPECT_TRUE(world.ok());
  return world.ok() ? *std::move(world) : world::World();
}

void ExpectSame(const world::World& a, const world::World& b) {
  for (std::size_t t = 0; t < a.view().tables.size(); ++t) {
    const data::Table& one = a.table(t);
    const data::Table& two = b.table(t);
    ASSERT_EQ(one.rows, two.rows) << one.record->name;
    for (std::size_t c = 0; c < one.columns.size(); ++c) {
      for (std::size_t row = 0; row < one.rows; ++row) {
        const std::string where = std::string(one.record->name) + "." +
                                  std::string(one.columns[c].field().name) +
                                  " row " + std::to_string(row);
        if (&one.columns[c] != one.GivenIds()) {
          ExpectSameCell(one.columns[c], two.columns[c], row, where);
          continue;
        }
        // Made in one world, read back as given in the other.
        ASSERT_EQ(one.HasId(row), two.HasId(row)) << where;
        ExpectSameCell(one.IdCell(row), two.IdCell(row), 0, where);
      }
    }
    ASSERT_EQ(one.segments.size(), two.segments.size());
    for (std::size_t s = 0; s < one.segments.size(); ++s) {
      EXPECT_EQ(one.segments[s].rows, two.segments[s].rows);
      for (std::size_t row = 0; row < one.rows; ++row) {
        EXPECT_EQ(one.segments[s].closed[row], two.segments[s].closed[row])
            << one.record->name << "." << one.segments[s].name;
      }
    }
  }
}

}  // namespace quaranta::testing
