// What the lines above a table say about all of it.
#ifndef QUARANTA_SRC_IO_TITLES_H_
#define QUARANTA_SRC_IO_TITLES_H_

#include <cstddef>
#include <string>

#include "io/columns.h"
#include "quaranta/io/sheet.h"

namespace quaranta::io {

struct Title {
  std::string unit;  // "万人" of "单位：万人"
  std::string day;   // as it stands there: "2022年4月10日"
};
Title ReadTitle(const Sheet& sheet, std::size_t row);

// Whether a unit in a title changes the numbers of a column: they have no unit
// of their own, it is one of the field's, and not the field's own.
bool TakesUnit(const ColumnPlan& column, const std::string& unit);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_TITLES_H_
