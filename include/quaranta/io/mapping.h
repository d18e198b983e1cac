// How the tables of a source are read: which sheet holds which record, which
// column which field, in which unit, order and code book.
//
// A mapping is found from the headers, shown by a dry run, corrected by a
// person, saved as YAML, and used again next month. What it says wins over what
// the headers say.
#ifndef QUARANTA_IO_MAPPING_H_
#define QUARANTA_IO_MAPPING_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace quaranta::io {

// The order of a date that is written with numbers only ("04/05/22").
enum class DateOrder : std::uint8_t {
  kUnknown,       // ambiguous dates stay unknown, each with an issue
  kYearMonthDay,  // "ymd"
  kMonthDayYear,  // "mdy"
  kDayMonthYear,  // "dmy"
};

struct ColumnMapping {
  std::string header;  // as it stands in the file; "#3" is the third column
  // "Room.label"; without a record, a field of the sheet's first record; empty:
  // the column is left out.
  std::string field;
  std::string unit;  // stands behind every number: "万"
  DateOrder date_order = DateOrder::kUnknown;
  // Cells by their text: what they are read as ("0" -> "QUARANTINE").
  std::map<std::string, std::string> codes;
};

struct SheetMapping {
  std::string file;   // "persons.xlsx"; may hold "*"; empty: any file
  std::string sheet;  // its sheet; empty: any
  // What a row is: one record, or several that are joined by it (Person, Stay,
  // RoomAssignment). A reference from one to another that no column holds is
  // filled from the same row. Empty: the sheet is left out.
  std::vector<std::string> records;
  std::uint32_t header_row = 0;  // as Sheet::line(); 0: found by score
  std::string encoding;          // "utf-8", "gb18030"; empty: decided by file
  std::string delimiter;         // empty: decided by file
  std::vector<ColumnMapping> columns;
};

struct Mapping {
  DateOrder date_order = DateOrder::kUnknown;  // of all columns that say none
  std::vector<SheetMapping> sheets;            // the first that fits is used

  bool empty() const {
    return sheets.empty() && date_order == DateOrder::kUnknown;
  }
};

// kInvalidArgument with "name:LINE:COLUMN: ..." for YAML that is no mapping, or
// names a record, field, order or unit that does not exist.
absl::StatusOr<Mapping> ReadMapping(std::string_view yaml,
                                    const std::string& name);
// YAML that ReadMapping() reads back equal.
std::string WriteMapping(const Mapping& mapping);

}  // namespace quaranta::io

#endif  // QUARANTA_IO_MAPPING_H_
