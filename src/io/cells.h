// One cell of a file into one row of a column.
#ifndef QUARANTA_SRC_IO_CELLS_H_
#define QUARANTA_SRC_IO_CELLS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/ordinary.h"
#include "quaranta/core/time.h"
#include "quaranta/data/column.h"
#include "quaranta/io/mapping.h"
#include "quaranta/io/sheet.h"
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

// As the unit of a column of days or instants: its numbers are serial numbers
// of a spreadsheet. Without it they are refused in a text file, where nothing
// says so.
inline constexpr std::string_view kSerialUnit = "serial";

// How the cells of a column are to be read, beyond what its field says. One per
// column: it also remembers what the last cells needed, so that two threads
// must not share it.
struct CellContext {
  // Where local times were read; nullptr: nobody knows.
  const Zone* zone = nullptr;
  // Of dates written with numbers only.
  DateOrder order = DateOrder::kUnknown;
  // Stands behind every number that does not have it: "万" of "人口(万)".
  std::string_view unit;
  // The code book: cells by their text, and what they are read as.
  const std::map<std::string, std::string>* codes = nullptr;

  mutable Ordinary ordinary;
};

// Appends what a cell says: a value, a blank, or a note.
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
//
// A worksheet's number in a column of days or instants is a serial number of
// days (1900 system); in a column of identity numbers it is suspect, for a
// spreadsheet keeps 15 digits; its day in a column of ids was an id once and is
// suspect too; its error is a suspect blank.
std::optional<CellProblem> AppendCell(data::Column& column, SheetCell cell,
                                      const CellContext& context);

// Does so for the cells before the first that AppendCell() has to look at, and
// returns how many they are. The same in all respects but time. At most
// data::Appender::kRows cells.
std::size_t AppendCells(data::Column& column, std::span<const SheetCell> cells,
                        const CellContext& context);

// AppendCell() for a text without a code book, by the long way only. The same
// in all respects but time; for tests, which compare the two.
std::optional<CellProblem> AppendWritten(data::Column& column,
                                         std::string_view text,
                                         const CellContext& context);

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
