// Where in a sheet the table is: header rows, data, remarks below it.
#ifndef QUARANTA_SRC_IO_LAYOUT_H_
#define QUARANTA_SRC_IO_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/io/mapping.h"
#include "quaranta/io/sheet.h"
#include "quaranta/schema/field.h"

namespace quaranta::io {

// Rows that are searched for the header.
inline constexpr std::size_t kHeaderRows = 50;

struct Layout {
  bool found = false;      // a row with at least one known header
  std::size_t header = 0;  // index of the row that names the columns
  std::size_t first = 0;   // first row below the headers
  std::size_t last = 0;    // rows from here on are blank or remarks
  // Per column: its header as a person reads it, with the group above it where
  // that makes it known ("体温(上午)"), and what a second header row calls it.
  std::vector<std::string> headers;
  std::vector<std::string> others;
};

// Finds the header row by the number of distinct fields that its cells name:
// of `record`, or of whichever record has most when it is nullptr. A mapping
// settles the row, or its headers count as known.
Layout FindLayout(const Sheet& sheet, const schema::Record* record,
                  const SheetMapping* mapping);

// A cell's text; empty beyond the end of a row and for blanks.
std::string_view TextAt(const Sheet& sheet, std::size_t row,
                        std::size_t column);
bool IsBlankRow(const Sheet& sheet, std::size_t row);
// Whether a row in the data says the headers once more (a page break).
bool RepeatsHeader(const Sheet& sheet, std::size_t row, const Layout& layout);
// "##" before a line of data, or nothing but a comment in the row.
bool IsCommentRow(const Sheet& sheet, std::size_t row);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_LAYOUT_H_
