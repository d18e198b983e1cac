// The table view: what `world` fills and `expr` evaluates.
//
// Every table has its columns and, beside them, its links: a *gather* names
// the one row of another table that a reference points to; *segments* name the
// rows of another table that point back (or are reached through a longer way),
// with a bit per row that says whether the collection is known to be complete.
// An open collection may hold rows that nobody reported.
#ifndef QUARANTA_DATA_VIEW_H_
#define QUARANTA_DATA_VIEW_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

// A forward reference, one target per row.
struct Gather {
  std::string name;               // "site", as in room.site
  std::uint32_t field = 0;        // index of the id field it follows
  std::uint32_t target = 0;       // table index
  std::vector<std::int32_t> row;  // target row; -1: blank or dangling
};

// A backward or through collection.
struct Segments {
  std::string name;                   // "rooms", as in site.rooms
  std::uint32_t target = 0;           // table index
  std::vector<std::uint32_t> offset;  // size rows + 1
  std::vector<std::uint32_t> rows;    // target rows, ascending in a segment
  Bits closed;                        // known to be complete

  std::span<const std::uint32_t> Of(std::size_t row) const {
    return std::span(rows).subspan(offset[row], offset[row + 1] - offset[row]);
  }
};

struct Table {
  const schema::Record* record = nullptr;
  std::uint32_t rows = 0;
  std::vector<Column> columns;  // one per field of the record, in its order
  Column id;                    // text: the key joined by "/" or the id given
  std::vector<Gather> gathers;
  std::vector<Segments> segments;

  const Gather* FindGather(std::string_view name) const;
  const Segments* FindSegments(std::string_view name) const;
};

// All tables, indexed as schema::Records(). An absent table has no rows and
// no columns beyond empty ones.
struct View {
  std::vector<Table> tables;
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_VIEW_H_
