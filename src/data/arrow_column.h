// All chunks of one column of a stream as a column of a field.
#ifndef QUARANTA_SRC_DATA_ARROW_COLUMN_H_
#define QUARANTA_SRC_DATA_ARROW_COLUMN_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "data/arrow_cells.h"
#include "data/arrow_value.h"
#include "quaranta/data/arrow.h"
#include "quaranta/data/column.h"

namespace quaranta::data {

// A chunk of a column, not empty.
struct ColumnChunk {
  ArrowChunk chunk;
  std::size_t rows = 0;
  // Rows of the stream that are null altogether; nullptr: none are.
  const ArrowChunk* parent = nullptr;
  std::shared_ptr<const void> owner;  // keeps the buffers alive

  bool IsNull(std::size_t row) const {
    const auto at = static_cast<std::int64_t>(row);
    return (parent != nullptr && parent->IsNull(at)) || chunk.IsNull(at);
  }
};

// What was wrong with a row, counted from the first of the first chunk.
struct RowTrouble {
  std::size_t row = 0;
  CellTrouble trouble;
};

// Reads a column in the way that suits its type and field. Every way gives the
// cells that CellWriter gives one by one; most give them without looking at
// each, and some without copying.
class ColumnReader {
 public:
  ColumnReader(const ArrowOptions& options, const ArrowColumnType& type,
               const schema::Field& field);

  Column Read(const std::vector<ColumnChunk>& chunks,
              std::vector<RowTrouble>& troubles);

 private:
  using Rows = std::vector<std::uint32_t>;

  Column ReadChunk(const ColumnChunk& from);
  Column ReadCells(const ColumnChunk& from);
  Column ReadLists(const ColumnChunk& from);
  Column ReadDictionary(const ColumnChunk& from);
  std::optional<Column> ReadEnumCodes(const ColumnChunk& from);
  std::size_t CellOf(const ColumnChunk& from, std::int64_t code);
  Column ReadCodes(const std::vector<ColumnChunk>& chunks);

  // A column over the chunk as it is, and the rows that are not what they seem;
  // nothing when there is no such way.
  std::optional<Column> ReadFast(const ColumnChunk& from, Rows& odd);
  std::optional<Column> LendWhole(const ColumnChunk& from, Rows& odd);
  template <class T>
  std::optional<Column> WholeFromFloats(const ColumnChunk& from, Rows& odd);
  template <class T>
  std::optional<Column> LendFloats(const ColumnChunk& from, Form form,
                                   Rows& odd);
  std::optional<Column> LendDays(const ColumnChunk& from, Rows& odd);
  std::optional<Column> ReadInstants(const ColumnChunk& from, Rows& odd);
  template <class T>
  std::optional<Column> LendTexts(const ColumnChunk& from, Form form,
                                  Rows& odd);
  // Puts what CellWriter makes of the odd rows into the column; false when one
  // has another value.
  bool Patch(const ColumnChunk& from, const Rows& odd, Column& column);

  bool Unchanged(std::string_view text) const;
  bool holds_texts() const;
  void AppendCell(Column& column, const ArrowValue& value);
  void AppendRemembered(Column& column, std::string_view text);
  void Trouble(std::size_t row, std::optional<CellTrouble> trouble);
  Column& Scratch();
  void Remember(const ArrowArray& dictionary);
  std::int32_t Intern(std::string_view text);
  std::int32_t CodeOf(const ArrowChunk& dictionary, std::int64_t code);

  const ArrowOptions& options_;
  const ArrowColumnType& type_;
  const schema::Field& field_;
  CellWriter writer_;
  bool as_text_ = false;  // values that are no texts are read as if they were
  std::vector<RowTrouble>* troubles_ = nullptr;
  std::size_t first_ = 0;  // row of the chunk's first
  Column scratch_;

  // Cells by their text, or by the code of the dictionary at hand.
  struct Remembered {
    Column cells;
    std::vector<std::optional<CellTrouble>> troubles;
  };
  Remembered texts_seen_;
  absl::flat_hash_map<std::string_view, std::size_t> by_text_;

  const ArrowArray* dictionary_ = nullptr;
  Remembered codes_seen_;
  std::vector<std::int32_t> by_code_;

  // Of ReadCodes: distinct texts, and where a code is no text as it is, the
  // cell that it is.
  std::shared_ptr<Texts> texts_;
  absl::flat_hash_map<std::string_view, std::int32_t> code_of_text_;
  std::deque<std::string> keys_;  // of the maps, where no array holds them
};

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_ARROW_COLUMN_H_
