#include "data/arrow_column.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "data/column_storage.h"

namespace quaranta::data {
namespace {

using schema::Kind;
using Tag = ArrowValue::Tag;

// How many texts of a column are remembered with their cells, and how long.
constexpr std::size_t kMostTexts = 4'096;
constexpr std::size_t kLongestText = 64;

Form WholeForm(ArrowType type) {
  switch (type) {
    case ArrowType::kInt8:
      return Form::kInt8;
    case ArrowType::kUint8:
      return Form::kUint8;
    case ArrowType::kInt16:
      return Form::kInt16;
    case ArrowType::kUint16:
      return Form::kUint16;
    case ArrowType::kInt32:
      return Form::kInt32;
    case ArrowType::kUint32:
      return Form::kUint32;
    case ArrowType::kInt64:
    case ArrowType::kUint64:
      return Form::kInt64;
    default:
      return Form::kBlank;
  }
}

// The values of a chunk from its first row on; nullptr where a pointer to T
// must not point.
template <class T>
const T* ValuesOf(const ColumnChunk& from) {
  const auto* values = static_cast<const T*>(from.chunk.array().buffers[1]);
  if (reinterpret_cast<std::uintptr_t>(values) % alignof(T) != 0) {
    return nullptr;
  }
  return values + from.chunk.begin();
}

BitView ValidityOf(const ColumnChunk& from) {
  return {from.chunk.valid_bits(), static_cast<std::size_t>(from.chunk.begin()),
          true};
}

// The chunk's own buffers as a column.
Parts Lend(const ColumnChunk& from, Form form) {
  Parts parts;
  parts.form = form;
  parts.rows = from.rows;
  parts.values = from.chunk.array().buffers[1];
  parts.valid = from.chunk.valid_bits();
  parts.offset = static_cast<std::size_t>(from.chunk.begin());
  parts.owner = from.owner;
  return parts;
}

// New values with the validity of the chunk.
Parts Give(const ColumnChunk& from, Form form, Buffer values) {
  Parts parts;
  parts.form = form;
  parts.rows = from.rows;
  parts.own_values = std::move(values);
  const BitView valid = ValidityOf(from);
  if (valid.bytes == nullptr) return parts;
  Buffer bits;
  for (std::size_t i = 0; i < from.rows; ++i) AppendBits(bits, i, valid[i], 1);
  parts.own_valid = std::move(bits);
  return parts;
}

bool AllBlank(const ColumnChunk& from) {
  for (std::size_t row = 0; row < from.rows; ++row) {
    if (!from.IsNull(row)) return false;
  }
  return true;
}

// Bytes of text in a chunk of texts with offsets.
std::size_t TextBytes(const ColumnChunk& from) {
  const auto size = [&from](auto sample) -> std::size_t {
    const auto* offsets = ValuesOf<decltype(sample)>(from);
    if (offsets == nullptr) return 0;
    const auto bytes = offsets[from.rows] - offsets[0];
    return bytes > 0 && offsets[from.rows] <= from.chunk.text_end()
               ? static_cast<std::size_t>(bytes)
               : 0;
  };
  const ArrowColumnType& type = from.chunk.type();
  if (type.dictionary) return 0;
  if (type.type == ArrowType::kText32) return size(std::int32_t{});
  return type.type == ArrowType::kText64 ? size(std::int64_t{}) : 0;
}

}  // namespace

ColumnReader::ColumnReader(const ArrowOptions& options,
                           const ArrowColumnType& type,
                           const schema::Field& field)
    : options_(options),
      type_(type),
      field_(field),
      writer_(options, type),
      as_text_(options.as_text && options.as_text(field) &&
               !quaranta::data::IsText(type.type)) {
  texts_seen_.cells = Column(field);
}

bool ColumnReader::holds_texts() const {
  return field_.kind == Kind::kString || field_.kind == Kind::kReference;
}

Column ColumnReader::Read(const std::vector<ColumnChunk>& chunks,
                          std::vector<RowTrouble>& troubles) {
  troubles_ = &troubles;
  first_ = 0;
  if (type_.dictionary && quaranta::data::IsText(type_.type) && holds_texts() &&
      !field_.repeated) {
    return ReadCodes(chunks);
  }
  Column column(field_);
  std::size_t rows = 0;
  std::size_t text_bytes = 0;
  for (const ColumnChunk& from : chunks) {
    rows += from.rows;
    if (holds_texts() && chunks.size() > 1) text_bytes += TextBytes(from);
  }
  for (const ColumnChunk& from : chunks) {
    Column piece = ReadChunk(from);
    if (chunks.size() == 1) return piece;
    const bool first_values =
        column.raw().form == Form::kBlank && piece.raw().form != Form::kBlank;
    column.Append(piece, 0, piece.size());
    // Now that the form is known, room for all at once.
    if (first_values && !field_.repeated) {
      column.Reserve(rows, text_bytes);
    }
    first_ += from.rows;
  }
  return column;
}

Column ColumnReader::ReadChunk(const ColumnChunk& from) {
  if (AllBlank(from)) {
    Column blank(field_);
    blank.AppendBlanks(from.rows);
    return blank;
  }
  if (quaranta::data::IsList(type_.type)) return ReadLists(from);
  if (type_.dictionary) return ReadDictionary(from);
  if (!field_.repeated && !as_text_ && from.parent == nullptr) {
    Rows odd;
    std::optional<Column> column = ReadFast(from, odd);
    if (column && Patch(from, odd, *column)) return *std::move(column);
  }
  return ReadCells(from);
}

void ColumnReader::Trouble(std::size_t row,
                           std::optional<CellTrouble> trouble) {
  if (trouble) troubles_->push_back({first_ + row, *std::move(trouble)});
}

// --- Cell by cell ------------------------------------------------------------

bool ColumnReader::Unchanged(std::string_view text) const {
  if (options_.unchanged) return options_.unchanged(field_, text);
  return !options_.append_text;
}

void ColumnReader::AppendCell(Column& column, const ArrowValue& value) {
  if (value.tag == Tag::kText && !field_.repeated) {
    if (!holds_texts()) return AppendRemembered(column, value.text);
    if (Unchanged(value.text)) return column.AppendText(value.text);
  }
  if (as_text_ && value.tag != Tag::kText && value.tag != Tag::kNull &&
      !(value.tag == Tag::kDouble && std::isnan(value.real))) {
    return AppendRemembered(column, ToPlainText(value));
  }
  const std::size_t row = column.size();
  Trouble(row, writer_.Append(column, value));
}

// What a text means for the field, thought about once.
void ColumnReader::AppendRemembered(Column& column, std::string_view text) {
  const std::size_t row = column.size();
  const auto found = by_text_.find(text);
  std::size_t cell = 0;
  if (found != by_text_.end()) {
    cell = found->second;
  } else if (by_text_.size() == kMostTexts || text.size() > kLongestText) {
    return Trouble(row, writer_.AppendText(column, text));
  } else {
    cell = texts_seen_.cells.size();
    texts_seen_.troubles.push_back(writer_.AppendText(texts_seen_.cells, text));
    by_text_.emplace(keys_.emplace_back(text), cell);
  }
  Trouble(row, texts_seen_.troubles[cell]);
  column.AppendFrom(texts_seen_.cells, cell);
}

Column ColumnReader::ReadCells(const ColumnChunk& from) {
  Column column(field_);
  for (std::size_t row = 0; row < from.rows; ++row) {
    if (from.IsNull(row)) {
      column.AppendBlank();
    } else {
      AppendCell(column, from.chunk.At(static_cast<std::int64_t>(row)));
    }
  }
  return column;
}

Column ColumnReader::ReadLists(const ColumnChunk& from) {
  Column column(field_);
  const ArrowChunk items = from.chunk.Child(0);
  for (std::size_t row = 0; row < from.rows; ++row) {
    if (from.IsNull(row)) {
      column.AppendBlank();
      continue;
    }
    std::int64_t first = 0;
    std::int64_t second = 0;
    const bool good =
        from.chunk.ListRange(static_cast<std::int64_t>(row), &first, &second);
    Trouble(row, writer_.AppendList(column, items, first, second, good));
  }
  return column;
}

// --- Chunks as they are ------------------------------------------------------

std::optional<Column> ColumnReader::ReadFast(const ColumnChunk& from,
                                             Rows& odd) {
  switch (field_.kind) {
    case Kind::kBool:
      if (type_.type != ArrowType::kBool) return std::nullopt;
      return Column::Of(field_, Lend(from, Form::kBits));
    case Kind::kInt:
      if (type_.type == ArrowType::kFloat64) {
        return WholeFromFloats<double>(from, odd);
      }
      if (type_.type == ArrowType::kFloat32) {
        return WholeFromFloats<float>(from, odd);
      }
      return LendWhole(from, odd);
    case Kind::kDouble:
      if (type_.type == ArrowType::kFloat64) {
        return LendFloats<double>(from, Form::kFloat64, odd);
      }
      if (type_.type == ArrowType::kFloat32) {
        return LendFloats<float>(from, Form::kFloat32, odd);
      }
      return std::nullopt;
    case Kind::kDate:
      return LendDays(from, odd);
    case Kind::kInstant:
      return ReadInstants(from, odd);
    case Kind::kString:
    case Kind::kReference:
      if (type_.type == ArrowType::kText32) {
        return LendTexts<std::int32_t>(from, Form::kText32, odd);
      }
      if (type_.type == ArrowType::kText64) {
        return LendTexts<std::int64_t>(from, Form::kText64, odd);
      }
      return std::nullopt;
    case Kind::kEnum:
      return std::nullopt;
  }
  return std::nullopt;
}

Column& ColumnReader::Scratch() {
  if (scratch_.size() == 0 || scratch_.size() >= 4'096) {
    scratch_ = Column(field_);
  }
  return scratch_;
}

bool ColumnReader::Patch(const ColumnChunk& from, const Rows& odd,
                         Column& column) {
  const std::size_t troubles = troubles_->size();
  for (const std::uint32_t row : odd) {
    Column& scratch = Scratch();
    Trouble(row, writer_.Append(scratch,
                                from.chunk.At(static_cast<std::int64_t>(row))));
    const std::size_t made = scratch.size() - 1;
    if (!scratch.valid(made)) {
      column.SetBlank(row);
    } else if (!holds_texts() || scratch.GetText(made) != column.GetText(row)) {
      troubles_->resize(troubles);  // the other way tells them
      return false;
    }
    if (const Note* note = scratch.note(made)) column.SetNote(row, *note);
  }
  return true;
}

std::optional<Column> ColumnReader::LendWhole(const ColumnChunk& from,
                                              Rows& odd) {
  const Form form = WholeForm(type_.type);
  if (form == Form::kBlank) return std::nullopt;
  bool aligned = false;
  WithNumber(form, [&](auto sample) {
    aligned = ValuesOf<decltype(sample)>(from) != nullptr;
  });
  if (!aligned) return std::nullopt;
  if (type_.type == ArrowType::kUint64) {
    const BitView valid = ValidityOf(from);
    const auto* values = ValuesOf<std::int64_t>(from);
    for (std::size_t row = 0; row < from.rows; ++row) {
      if (values[row] < 0 && valid[row]) {
        odd.push_back(static_cast<std::uint32_t>(row));
      }
    }
  }
  return Column::Of(field_, Lend(from, form));
}

template <class T>
std::optional<Column> ColumnReader::WholeFromFloats(const ColumnChunk& from,
                                                    Rows& odd) {
  const T* values = ValuesOf<T>(from);
  if (values == nullptr) return std::nullopt;
  const BitView valid = ValidityOf(from);
  Buffer wholes;
  wholes.Reserve(from.rows * sizeof(std::int64_t));
  for (std::size_t row = 0; row < from.rows; ++row) {
    const bool known = valid[row];
    const auto whole =
        known ? WholeOf(static_cast<double>(values[row])) : std::nullopt;
    if (known && !whole) odd.push_back(static_cast<std::uint32_t>(row));
    wholes.Push(whole.value_or(0));
  }
  return Column::Of(field_, Give(from, Form::kInt64, std::move(wholes)));
}

template <class T>
std::optional<Column> ColumnReader::LendFloats(const ColumnChunk& from,
                                               Form form, Rows& odd) {
  const T* values = ValuesOf<T>(from);
  if (values == nullptr) return std::nullopt;
  const BitView valid = ValidityOf(from);
  for (std::size_t row = 0; row < from.rows; ++row) {
    if (!std::isfinite(values[row]) && valid[row]) {
      odd.push_back(static_cast<std::uint32_t>(row));
    }
  }
  return Column::Of(field_, Lend(from, form));
}

std::optional<Column> ColumnReader::LendDays(const ColumnChunk& from,
                                             Rows& odd) {
  if (type_.type != ArrowType::kDate32) return std::nullopt;
  const auto* values = ValuesOf<std::int32_t>(from);
  if (values == nullptr) return std::nullopt;
  const BitView valid = ValidityOf(from);
  for (std::size_t row = 0; row < from.rows; ++row) {
    const bool possible = values[row] >= kFirstDay && values[row] <= kLastDay;
    if (!possible && valid[row]) odd.push_back(static_cast<std::uint32_t>(row));
  }
  return Column::Of(field_, Lend(from, Form::kInt32));
}

std::optional<Column> ColumnReader::ReadInstants(const ColumnChunk& from,
                                                 Rows& odd) {
  const bool local = type_.zone.empty();
  if (type_.type != ArrowType::kTimestamp ||
      (local && writer_.wall() == nullptr)) {
    return std::nullopt;
  }
  const BitView valid = ValidityOf(from);
  const bool lend = !local && type_.per_second == kMicrosPerSecond &&
                    ValuesOf<std::int64_t>(from) != nullptr;
  Buffer micros;
  if (!lend) micros.Reserve(from.rows * sizeof(std::int64_t));
  Buffer each;
  std::optional<std::int16_t> all;
  for (std::size_t row = 0; row < from.rows; ++row) {
    Instant instant{0, all.value_or(0)};
    if (valid[row]) {
      const ArrowValue value = from.chunk.At(static_cast<std::int64_t>(row));
      const bool possible = value.tag != Tag::kBad &&
                            value.integer >= kFirstMicros &&
                            value.integer <= kLastMicros;
      if (!possible) {
        odd.push_back(static_cast<std::uint32_t>(row));
      } else if (local) {
        instant = writer_.wall()->FromWall(value.integer);
      } else {
        instant = {value.integer,
                   writer_.label() != nullptr
                       ? writer_.label()->MinutesAt(value.integer)
                       : writer_.fixed_minutes()};
      }
      if (possible && !all) all = instant.offset_minutes;
    }
    if (!lend) micros.Push(instant.micros);
    if (each.size() == 0 && instant.offset_minutes != all.value_or(0)) {
      for (std::size_t i = 0; i < row; ++i) each.Push(*all);
    }
    if (each.size() > 0 || instant.offset_minutes != all.value_or(0)) {
      each.Push(instant.offset_minutes);
    }
  }
  Parts parts = lend ? Lend(from, Form::kInt64)
                     : Give(from, Form::kInt64, std::move(micros));
  parts.minutes = all.value_or(0);
  parts.minutes_each = std::move(each);
  return Column::Of(field_, std::move(parts));
}

template <class T>
std::optional<Column> ColumnReader::LendTexts(const ColumnChunk& from,
                                              Form form, Rows& odd) {
  const T* offsets = ValuesOf<T>(from);
  const auto* bytes = static_cast<const char*>(from.chunk.array().buffers[2]);
  if (offsets == nullptr || offsets[0] < 0 ||
      offsets[from.rows] > from.chunk.text_end() ||
      (bytes == nullptr && offsets[from.rows] > 0)) {
    return std::nullopt;
  }
  for (std::size_t row = 0; row < from.rows; ++row) {
    if (offsets[row + 1] < offsets[row]) return std::nullopt;
  }
  if (options_.append_text) {
    const BitView valid = ValidityOf(from);
    for (std::size_t row = 0; row < from.rows; ++row) {
      const auto begin = static_cast<std::size_t>(offsets[row]);
      const auto end = static_cast<std::size_t>(offsets[row + 1]);
      if (valid[row] && !Unchanged({bytes + begin, end - begin})) {
        odd.push_back(static_cast<std::uint32_t>(row));
      }
    }
  }
  Parts parts = Lend(from, form);
  parts.bytes = bytes;
  return Column::Of(field_, std::move(parts));
}

}  // namespace quaranta::data
