// Dictionaries: each distinct value is thought about once.
#include <utility>

#include "data/arrow_column.h"
#include "data/column_storage.h"

namespace quaranta::data {
namespace {

constexpr std::int32_t kUnseen = -1;
constexpr std::int32_t kBlankCell = -2;
constexpr std::int32_t kFirstCell = -3;  // -3 - n: the nth cell remembered

// Whether two arrays are the same values: producers often send a dictionary
// with each chunk.
bool SameValues(const ArrowArray& a, const ArrowArray& b) {
  if (a.length != b.length || a.offset != b.offset ||
      a.n_buffers != b.n_buffers || a.null_count != b.null_count) {
    return false;
  }
  for (std::int64_t i = 0; i < a.n_buffers; ++i) {
    if (a.buffers[i] != b.buffers[i]) return false;
  }
  return a.n_children == 0 && b.n_children == 0;
}

}  // namespace

// Forgets the codes of another dictionary than this.
void ColumnReader::Remember(const ArrowArray& dictionary) {
  if (dictionary_ != nullptr && SameValues(*dictionary_, dictionary)) return;
  dictionary_ = &dictionary;
  by_code_.assign(static_cast<std::size_t>(dictionary.length), kUnseen);
  codes_seen_ = {Column(field_), {}};
}

// The cell remembered for a code of the dictionary at hand.
std::size_t ColumnReader::CellOf(const ColumnChunk& from, std::int64_t code) {
  std::int32_t& cell = by_code_[static_cast<std::size_t>(code)];
  if (cell == kUnseen) {
    cell = static_cast<std::int32_t>(codes_seen_.cells.size());
    codes_seen_.troubles.push_back(
        writer_.Append(codes_seen_.cells, from.chunk.dictionary().At(code)));
  }
  return static_cast<std::size_t>(cell);
}

// A dictionary of anything for a field of no texts.
Column ColumnReader::ReadDictionary(const ColumnChunk& from) {
  Remember(*from.chunk.array().dictionary);
  if (field_.kind == schema::Kind::kEnum && !field_.repeated) {
    if (auto column = ReadEnumCodes(from)) return *std::move(column);
  }
  Column column(field_);
  for (std::size_t row = 0; row < from.rows; ++row) {
    if (from.IsNull(row)) {
      column.AppendBlank();
      continue;
    }
    const std::int64_t code = from.chunk.Code(static_cast<std::int64_t>(row));
    if (code < 0) {
      AppendCell(column, {ArrowValue::Tag::kBad});
      continue;
    }
    const std::size_t cell = CellOf(from, code);
    Trouble(row, codes_seen_.troubles[cell]);
    column.AppendFrom(codes_seen_.cells, cell);
  }
  return column;
}

// The same for what most dictionaries are: names of an enum of a byte, each as
// good as the other. Nothing when a cell is odd.
std::optional<Column> ColumnReader::ReadEnumCodes(const ColumnChunk& from) {
  if (EnumForm(*field_.enumeration) != Form::kInt8) return std::nullopt;
  Buffer numbers;
  Buffer valid;
  numbers.Reserve(from.rows);
  valid.Reserve(from.rows / 8 + 1);
  const Column& cells = codes_seen_.cells;
  for (std::size_t row = 0; row < from.rows; ++row) {
    std::int8_t number = 0;
    if (!from.IsNull(row)) {
      const std::int64_t code = from.chunk.Code(static_cast<std::int64_t>(row));
      if (code < 0) return std::nullopt;
      const std::size_t cell = CellOf(from, code);
      if (codes_seen_.troubles[cell] || cells.note(cell) != nullptr ||
          cells.raw().form > Form::kInt8) {
        return std::nullopt;
      }
      // No listed value has the number 0.
      if (cells.valid(cell)) {
        number = static_cast<std::int8_t>(cells.GetEnum(cell));
      }
    }
    numbers.Push(number);
    AppendBits(valid, row, number != 0, 1);
  }
  Parts parts;
  parts.form = Form::kInt8;
  parts.rows = from.rows;
  parts.own_values = std::move(numbers);
  parts.own_valid = std::move(valid);
  return Column::Of(field_, std::move(parts));
}

std::int32_t ColumnReader::Intern(std::string_view text) {
  const auto next = static_cast<std::int32_t>(texts_->size());
  const auto [found, added] = code_of_text_.emplace(text, next);
  if (added) texts_->Append(text);
  return found->second;
}

// What becomes of a code of the dictionary at hand.
std::int32_t ColumnReader::CodeOf(const ArrowChunk& dictionary,
                                  std::int64_t code) {
  const ArrowValue value = dictionary.At(code);
  if (value.tag == ArrowValue::Tag::kNull) return kBlankCell;
  if (value.tag == ArrowValue::Tag::kText && Unchanged(value.text)) {
    return Intern(value.text);
  }
  Column& cells = codes_seen_.cells;
  const auto cell = static_cast<std::int32_t>(cells.size());
  codes_seen_.troubles.push_back(writer_.Append(cells, value));
  const bool plain = codes_seen_.troubles.back() == std::nullopt &&
                     cells.note(cells.size() - 1) == nullptr;
  if (plain && !cells.valid(cells.size() - 1)) return kBlankCell;
  if (plain) {
    keys_.emplace_back(cells.GetText(cells.size() - 1));
    return Intern(keys_.back());
  }
  return kFirstCell - cell;
}

// Texts by their codes, of one dictionary for all chunks.
Column ColumnReader::ReadCodes(const std::vector<ColumnChunk>& chunks) {
  texts_ = std::make_shared<Texts>();
  std::size_t rows = 0;
  for (const ColumnChunk& from : chunks) rows += from.rows;
  Buffer codes;
  Buffer valid;
  codes.Reserve(rows * sizeof(std::int32_t));
  valid.Reserve(rows / 8 + 1);
  bool any_blank = false;
  std::vector<std::pair<std::uint32_t, Note>> notes;
  for (const ColumnChunk& from : chunks) {
    Remember(*from.chunk.array().dictionary);
    for (std::size_t row = 0; row < from.rows; ++row) {
      std::int32_t code = kBlankCell;
      const auto at = static_cast<std::int64_t>(row);
      const std::int64_t theirs = from.IsNull(row) ? 0 : from.chunk.Code(at);
      if (theirs < 0) {
        // A code that no dictionary has: a cell of its own.
        code = kFirstCell - static_cast<std::int32_t>(codes_seen_.cells.size());
        codes_seen_.troubles.push_back(
            writer_.Append(codes_seen_.cells, {ArrowValue::Tag::kBad}));
      } else if (!from.IsNull(row)) {
        std::int32_t& mine = by_code_[static_cast<std::size_t>(theirs)];
        if (mine == kUnseen) mine = CodeOf(from.chunk.dictionary(), theirs);
        code = mine;
      }
      if (code <= kFirstCell) {
        const auto cell = static_cast<std::size_t>(kFirstCell - code);
        Trouble(row, codes_seen_.troubles[cell]);
        if (const Note* note = codes_seen_.cells.note(cell)) {
          notes.emplace_back(static_cast<std::uint32_t>(first_ + row), *note);
        }
        code = kBlankCell;
        if (codes_seen_.cells.valid(cell)) {
          keys_.emplace_back(codes_seen_.cells.GetText(cell));
          code = Intern(keys_.back());
        }
      }
      AppendBits(valid, first_ + row, code >= 0, 1);
      codes.Push(code >= 0 ? code : 0);
      any_blank = any_blank || code < 0;
    }
    first_ += from.rows;
  }
  Parts parts;
  parts.form = Form::kDictionary;
  parts.rows = rows;
  parts.own_values = std::move(codes);
  if (any_blank) parts.own_valid = std::move(valid);
  parts.texts = std::move(texts_);
  Column column = Column::Of(field_, std::move(parts));
  for (auto& [row, note] : notes) column.SetNote(row, std::move(note));
  return column;
}

}  // namespace quaranta::data
