// Columns of every form against a plain list of cells: whatever is done to
// both, they say the same.
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/data/appender.h"
#include "quaranta/data/column.h"

namespace quaranta::data {
namespace {

using schema::Kind;

// A cell: a whole number or a text, an offset from UTC, and a note.
struct Cell {
  bool valid = false;
  std::int64_t number = 0;
  std::string text;
  std::int16_t minutes = 0;
  std::string note;
};

std::vector<schema::Field> Fields() {
  const schema::Field& use =
      *schema::FindField(*schema::FindRecord("Room"), "use");
  return {{.name = "b", .kind = Kind::kBool},
          {.name = "i", .kind = Kind::kInt},
          {.name = "d", .kind = Kind::kDouble},
          {.name = "e", .kind = Kind::kEnum, .enumeration = use.enumeration},
          {.name = "day", .kind = Kind::kDate},
          {.name = "at", .kind = Kind::kInstant},
          {.name = "s", .kind = Kind::kString},
          {.name = "r", .kind = Kind::kReference}};
}

bool IsText(const schema::Field& field) {
  return field.kind == Kind::kString || field.kind == Kind::kReference;
}

Cell RandomCell(const schema::Field& field, Random& random) {
  Cell cell;
  cell.valid = !random.Chance(1, 4);
  if (!cell.valid) return cell;
  cell.number = random.Range(0, field.kind == Kind::kBool ? 1 : 6);
  if (field.kind == Kind::kEnum && random.Chance(1, 90)) cell.number = 1'000;
  if (field.kind == Kind::kInt && random.Chance(1, 9)) cell.number = -1LL << 40;
  cell.text.assign(random.Below(4), static_cast<char>('a' + random.Below(3)));
  if (field.kind == Kind::kInstant && random.Chance(1, 20)) cell.minutes = 480;
  return cell;
}

void AppendCell(Column& column, const Cell& cell) {
  const auto small = static_cast<std::int32_t>(cell.number);
  if (!cell.valid) return column.AppendBlank();
  switch (column.kind()) {
    case Kind::kBool:
      return column.AppendBool(cell.number != 0);
    case Kind::kInt:
      return column.AppendInt(cell.number);
    case Kind::kDouble:
      return column.AppendDouble(static_cast<double>(cell.number));
    case Kind::kEnum:
      return column.AppendEnum(small);
    case Kind::kDate:
      return column.AppendDay(Day{small});
    case Kind::kInstant:
      return column.AppendInstant({cell.number, cell.minutes});
    case Kind::kString:
    case Kind::kReference:
      return column.AppendText(cell.text);
  }
}

void Push(Appender& appender, const schema::Field& field, const Cell& cell) {
  const auto small = static_cast<std::int32_t>(cell.number);
  if (!cell.valid) return appender.PushBlank();
  switch (field.kind) {
    case Kind::kBool:
      return appender.PushBool(cell.number != 0);
    case Kind::kInt:
      return appender.PushInt(cell.number);
    case Kind::kDouble:
      return appender.PushDouble(static_cast<double>(cell.number));
    case Kind::kEnum:
      return appender.PushEnum(small);
    case Kind::kDate:
      return appender.PushDay(Day{small});
    case Kind::kInstant:
      return appender.PushInstant({cell.number, cell.minutes});
    case Kind::kString:
    case Kind::kReference:
      return appender.PushText(cell.text);
  }
}

void ExpectCell(const Column& column, std::size_t row, const Cell& cell) {
  ASSERT_EQ(column.valid(row), cell.valid) << row;
  const Note* note = column.note(row);
  ASSERT_EQ(note == nullptr ? "" : note->raw, cell.note) << row;
  if (!cell.valid) return;
  switch (column.kind()) {
    case Kind::kBool:
      ASSERT_EQ(column.GetBool(row), cell.number != 0);
      return;
    case Kind::kInt:
      ASSERT_EQ(column.GetInt(row), cell.number);
      return;
    case Kind::kDouble:
      ASSERT_EQ(column.GetDouble(row), static_cast<double>(cell.number));
      return;
    case Kind::kEnum:
      ASSERT_EQ(column.GetEnum(row), cell.number);
      return;
    case Kind::kDate:
      ASSERT_EQ(column.GetDay(row).days, cell.number);
      return;
    case Kind::kInstant:
      ASSERT_EQ(column.GetInstant(row).micros, cell.number);
      ASSERT_EQ(column.GetInstant(row).offset_minutes, cell.minutes) << row;
      return;
    case Kind::kString:
    case Kind::kReference:
      ASSERT_EQ(column.GetText(row), cell.text);
  }
}

// --- Columns made at once ----------------------------------------------------

struct Held {
  Buffer values;
  Buffer bytes;
  Buffer valid;
};

void PushBit(Buffer& bits, std::size_t i, bool value) {
  if (i % 8 == 0) bits.Push(std::uint8_t{0});
  auto& byte = bits.As<std::uint8_t>()[i / 8];
  byte = static_cast<std::uint8_t>(byte | ((value ? 1u : 0u) << (i % 8)));
}

Form RandomForm(const schema::Field& field, Random& random) {
  const auto one_of = [&random](std::vector<Form> forms) {
    return forms[random.Below(forms.size())];
  };
  switch (field.kind) {
    case Kind::kBool:
      return Form::kBits;
    case Kind::kInt:
      return one_of({Form::kInt8, Form::kUint8, Form::kInt16, Form::kUint16,
                     Form::kInt32, Form::kUint32, Form::kInt64});
    case Kind::kDouble:
      return one_of({Form::kFloat32, Form::kFloat64});
    case Kind::kEnum:
      return one_of({Form::kInt8, Form::kInt16, Form::kInt32});
    case Kind::kDate:
      return Form::kInt32;
    case Kind::kInstant:
      return Form::kInt64;
    default:
      return one_of({Form::kText32, Form::kText64, Form::kDictionary});
  }
}

void PushNumber(Buffer& values, Form form, std::int64_t number) {
  switch (form) {
    case Form::kInt8:
    case Form::kUint8:
      return values.Push(static_cast<std::int8_t>(number));
    case Form::kInt16:
    case Form::kUint16:
      return values.Push(static_cast<std::int16_t>(number));
    case Form::kInt32:
    case Form::kUint32:
    case Form::kDictionary:
      return values.Push(static_cast<std::int32_t>(number));
    case Form::kInt64:
      return values.Push(number);
    case Form::kFloat32:
      return values.Push(static_cast<float>(number));
    default:
      return values.Push(static_cast<double>(number));
  }
}

// A borrowing column of cells, some rows into its buffers.
Column Lent(const schema::Field& field, std::vector<Cell>& cells,
            Random& random) {
  auto held = std::make_shared<Held>();
  auto texts = std::make_shared<Texts>();
  std::vector<std::string> seen;
  Parts parts;
  parts.form = RandomForm(field, random);
  parts.offset = random.Below(11);
  const bool all_valid = random.Chance(1, 4);
  const bool each = field.kind == Kind::kInstant && random.Chance(1, 2);
  if (parts.form == Form::kText32) held->values.Push(std::int32_t{0});
  if (parts.form == Form::kText64) held->values.Push(std::int64_t{0});
  const std::size_t size = random.Below(40);
  for (std::size_t i = 0; i < parts.offset + size; ++i) {
    Cell cell = RandomCell(field, random);
    cell.number = std::min<std::int64_t>(cell.number & 127, 100);
    if (all_valid) cell.valid = true;
    cell.minutes = each ? static_cast<std::int16_t>(i % 2 * 60) : 480;
    PushBit(held->valid, i, cell.valid);
    if (parts.form == Form::kBits) {
      cell.number &= 1;
      PushBit(held->values, i, cell.number != 0);
    } else if (parts.form == Form::kDictionary) {
      std::size_t code = 0;
      while (code < seen.size() && seen[code] != cell.text) ++code;
      if (code == seen.size()) {
        seen.push_back(cell.text);
        texts->Append(cell.text);
      }
      PushNumber(held->values, parts.form, static_cast<std::int64_t>(code));
    } else if (IsText(field)) {
      held->bytes.Append(cell.text.data(), cell.text.size());
      const auto end = static_cast<std::int64_t>(held->bytes.size());
      PushNumber(held->values,
                 parts.form == Form::kText32 ? Form::kInt32 : Form::kInt64,
                 end);
    } else {
      PushNumber(held->values, parts.form, cell.number);
    }
    if (i < parts.offset) continue;
    if (each) parts.minutes_each.Push(cell.minutes);
    cells.push_back(cell);
  }
  parts.rows = size;
  parts.minutes = 480;
  parts.values = held->values.As<char>();
  parts.bytes = held->bytes.As<char>();
  if (!all_valid) parts.valid = held->valid.As<std::uint8_t>();
  parts.texts = texts;
  if (parts.form != Form::kDictionary) parts.texts = nullptr;
  if (random.Chance(1, 3) && !IsText(field) && parts.offset == 0 && size > 0) {
    parts.own_values = held->values;
    parts.own_valid = held->valid;
  }
  parts.owner = std::move(held);
  return Column::Of(field, std::move(parts));
}

// --- Steps -------------------------------------------------------------------

class Pair {
 public:
  Pair(const schema::Field& field, Random& random)
      : field_(field), random_(random), column_(field) {
    if (random_.Chance(1, 2)) column_ = Lent(field_, cells_, random_);
  }

  void Step() {
    switch (random_.Below(10)) {
      case 9:
        return AppendMany();
      case 0: {
        const std::size_t rows = random_.Below(12);
        column_.AppendBlanks(rows);
        cells_.resize(cells_.size() + rows);
        return;
      }
      case 1:
        return AppendOther();
      case 2:
        return Take();
      case 3:
        return Set();
      case 4:
        if (random_.Chance(1, 3)) column_ = Column(column_);
        if (random_.Chance(1, 3)) column_.Reserve(cells_.size() + 50, 100);
        return;
      default:
        cells_.push_back(RandomCell(field_, random_));
        AppendCell(column_, cells_.back());
    }
  }

  void Check() const {
    ASSERT_EQ(column_.size(), cells_.size());
    for (std::size_t row = 0; row < cells_.size(); ++row) {
      ExpectCell(column_, row, cells_[row]);
    }
  }

 private:
  void AppendMany() {
    Appender appender(column_);
    const std::size_t most = random_.Chance(1, 50) ? Appender::kRows : 20;
    for (std::size_t i = random_.Below(most + 1); i > 0; --i) {
      cells_.push_back(RandomCell(field_, random_));
      std::string& text = cells_.back().text;
      if (random_.Chance(1, 9)) text.append(random_.Below(40), 'x');
      Push(appender, field_, cells_.back());
    }
  }

  void AppendOther() {
    std::vector<Cell> cells;
    Column other(field_);
    if (random_.Chance(2, 3)) {
      other = Lent(field_, cells, random_);
    } else {
      for (std::size_t i = random_.Below(20); i > 0; --i) {
        cells.push_back(RandomCell(field_, random_));
        AppendCell(other, cells.back());
      }
    }
    if (!cells.empty() && random_.Chance(1, 3)) {
      const std::size_t row = random_.Below(cells.size());
      cells[row].note = "other";
      other.SetNote(row, {NoteState::kSuspect, "other", std::nullopt});
    }
    std::size_t first = 0;
    std::size_t last = cells.size();
    if (random_.Chance(1, 2)) {
      first = random_.Below(cells.size() + 1);
      last = first + random_.Below(cells.size() - first + 1);
    }
    if (random_.Chance(1, 4)) {
      for (std::size_t row = first; row < last; ++row) {
        column_.AppendFrom(other, row);
      }
    } else {
      column_.Append(other, first, last);
    }
    cells_.insert(cells_.end(),
                  cells.begin() + static_cast<std::ptrdiff_t>(first),
                  cells.begin() + static_cast<std::ptrdiff_t>(last));
  }

  void Take() {
    if (cells_.empty()) return;
    std::vector<std::uint32_t> rows;
    std::vector<Cell> taken;
    for (std::uint32_t row = 0; row < cells_.size(); ++row) {
      if (random_.Chance(1, 3)) continue;
      rows.push_back(random_.Chance(1, 9) ? static_cast<std::uint32_t>(
                                                random_.Below(cells_.size()))
                                          : row);
      taken.push_back(cells_[rows.back()]);
    }
    column_ = column_.Take(rows);
    cells_ = std::move(taken);
  }

  void Set() {
    if (cells_.empty()) return;
    const std::size_t row = random_.Below(cells_.size());
    Cell& cell = cells_[row];
    if (random_.Chance(1, 3)) {
      cell.note = std::to_string(row);
      column_.SetNote(row, {NoteState::kMasked, cell.note, std::nullopt});
    } else if (random_.Chance(1, 2)) {
      cell.valid = false;
      column_.SetBlank(row);
    } else if (field_.kind == Kind::kBool || field_.kind == Kind::kInt ||
               field_.kind == Kind::kEnum) {
      cell.valid = true;
      cell.number = random_.Range(0, 1);
      column_.SetInt(row, cell.number);
    }
  }

  const schema::Field& field_;
  Random& random_;
  Column column_;
  std::vector<Cell> cells_;
};

TEST(ColumnModelTest, WhateverIsDoneTheCellsAreThoseOfAList) {
  Random random(11);
  const std::vector<schema::Field> fields = Fields();
  for (int round = 0; round < 400; ++round) {
    for (const schema::Field& field : fields) {
      Pair pair(field, random);
      for (int step = 0; step < 25; ++step) {
        pair.Step();
        pair.Check();
        if (::testing::Test::HasFatalFailure()) {
          FAIL() << field.name << " round " << round << " step " << step;
        }
      }
    }
  }
}

}  // namespace
}  // namespace quaranta::data
