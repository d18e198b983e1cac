// The table view: what `world` fills and `expr` evaluates.
//
// Every table has its columns and, beside them, its links: a *gather* names
// the one row of another table that a reference points to; *segments* name the
// rows of another table that point back (or are reached through a longer way),
// with a bit per row that says whether the collection is known to be complete.
// An open collection may hold rows that nobody reported.
//
// The column "id" of a table holds the ids that its rows were given. Where none
// was given, the id is made from the key whenever somebody asks, and takes no
// room: ask the table, not the column.
#ifndef QUARANTA_DATA_VIEW_H_
#define QUARANTA_DATA_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/data/column.h"
#include "quaranta/schema/field.h"

namespace quaranta::data {

// A row of a table; the table is the record's index in schema::Records().
struct RowRef {
  std::uint32_t table = 0;
  std::uint32_t row = 0;
  friend constexpr auto operator<=>(RowRef, RowRef) = default;
};

// One target row per row, or -1. Without any target it holds nothing.
class Targets {
 public:
  Targets() = default;
  explicit Targets(std::vector<std::int32_t> rows) : rows_(std::move(rows)) {}

  // -1 beyond what is held.
  std::int32_t operator[](std::size_t row) const {
    return row < rows_.size() ? rows_[row] : -1;
  }
  // Rows held: 0 or those of the table.
  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  std::span<const std::int32_t> values() const { return rows_; }
  // Takes rows, which ascend, out; later rows move up.
  void Drop(std::span<const std::uint32_t> rows);

 private:
  std::vector<std::int32_t> rows_;
};

// A forward reference, one target per row.
struct Gather {
  std::string name;          // "site", as in room.site
  std::uint32_t field = 0;   // index of the id field it follows
  std::uint32_t target = 0;  // table index
  Targets row;               // target row; -1: blank or dangling
};

// A backward or through collection.
struct Segments {
  std::string name;                   // "rooms", as in site.rooms
  std::uint32_t target = 0;           // table index
  std::vector<std::uint32_t> offset;  // size rows + 1; empty: all are empty
  std::vector<std::uint32_t> rows;    // target rows, ascending in a segment
  Bits closed;                        // known to be complete

  std::span<const std::uint32_t> Of(std::size_t row) const {
    if (offset.empty()) return {};
    return std::span(rows).subspan(offset[row], offset[row + 1] - offset[row]);
  }
};

struct Table {
  const schema::Record* record = nullptr;
  std::uint32_t rows = 0;
  std::vector<Column> columns;  // one per field of the record, in its order
  std::vector<Gather> gathers;
  std::vector<Segments> segments;

  const Gather* FindGather(std::string_view name) const;
  const Segments* FindSegments(std::string_view name) const;

  // The column of the field "id"; nullptr when the record has none.
  const Column* GivenIds() const;
  // Whether a row has an id: one that it was given, or all parts of its key.
  bool HasId(std::size_t row) const;
  // The id that the row was given, else its key joined by "/"; empty when it
  // has none. Costs the making of the text.
  std::string IdText(std::size_t row) const;
  // Appends the id to a text; false, and nothing appended, when it has none.
  bool AppendId(std::size_t row, std::string& text) const;
  // The column "id" with the made ids in it, for writing tables out. The record
  // has the field. Makes every id of the table.
  Column IdColumn() const;
  // The same for one row: a column of one cell.
  Column IdCell(std::size_t row) const;
  // Whether IdColumn() holds more than GivenIds(). Reads the validity of the
  // key.
  bool MakesIds() const;
};

// Appends the value of a cell as it stands in an id ("304", "2022-04-10",
// "ISOLATION"). `i` is a valid row, or an item of a repeated field.
void AppendIdPart(const Column& column, std::size_t i, std::string& text);

// All tables, indexed as schema::Records(). An absent table has no rows and
// no columns beyond empty ones.
struct View {
  std::vector<Table> tables;
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_VIEW_H_
