// One cell of a file into one row of a column.
#ifndef QUARANTA_SRC_IO_CELLS_H_
#define QUARANTA_SRC_IO_CELLS_H_

#include <optional>
#include <string>
#include <string_view>

#include "quaranta/core/time.h"
#include "quaranta/data/column.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// What was odd about a cell. Masked, hedged and asked-unknown cells are data,
// not problems.
struct CellProblem {
  std::string_view code;    // "unreadable_number"
  std::string_view action;  // "kept_unknown", "kept_suspect", "read"
  std::string detail;       // what was expected
  world::Issue::Severity severity = world::Issue::Severity::kWarning;
};

// Appends what the text of a CSV cell says: a value, a blank, or a note.
// Local times are in `zone`; nullptr: nobody knows where.
//
//   ""  "-"  "/"  "N/A"        blank
//   "*"  "XX"                  masked
//   "不详"                     asked, and nobody knows
//   "无"                       blank where a blank means none; no; zero
//   "450余万"                  hedged, with bounds
//   beyond the plausible       the value, and a note "suspect"
//   unreadable                 a note "suspect", and a problem
//
// Items of a list stand between "|" (or "、", ";" where no item has them).
// "[]" is an empty list. An apostrophe before a text keeps it from being read
// as any of these.
std::optional<CellProblem> AppendCell(data::Column& column,
                                      std::string_view text, const Zone* zone);

// Appends a text as it is: no masks, no hedges, nothing trimmed.
std::optional<CellProblem> AppendLiteral(data::Column& column,
                                         std::string_view text,
                                         const Zone* zone);

// One value without interpretation, as a list item or a row of a column that
// is not repeated; false, and nothing appended, when the text is none.
bool AppendItem(data::Column& column, std::string_view text, const Zone* zone);

// The text of a value that AppendCell reads back; `i` indexes the storage (a
// row, or an item of a list).
std::string ItemText(const data::Column& column, std::size_t i);

// The cell of a row: "" for a blank.
std::string CellText(const data::Column& column, std::size_t row);

// Whether AppendCell would read a text of that column as something else.
bool NeedsGuard(const schema::Field& field, std::string_view text);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_CELLS_H_
