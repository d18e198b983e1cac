// Totals rows: no data, but a check of the rows that they add up.
#ifndef QUARANTA_SRC_IO_TOTALS_H_
#define QUARANTA_SRC_IO_TOTALS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/cells.h"
#include "io/columns.h"
#include "io/marks.h"
#include "quaranta/data/view.h"
#include "quaranta/io/sheet.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// The mark of a totals row: its first cell says 合计, and beside it stand
// figures only. kNone for data.
TotalMark TotalMarkOfRow(const Sheet& sheet, std::size_t row,
                         const SheetPlan& plan);

// Adds up what was appended to the tables and compares.
class TotalsCheck {
 public:
  // `tables` by level. Rows that are appended from here on are those that a
  // totals row may add up.
  TotalsCheck(const SheetPlan& plan, std::vector<const data::Table*> tables,
              const Zone* zone);

  // Rows of data were appended.
  void CountRows(std::size_t rows) { rows_ += rows; }
  // A totals row: differences, if any, as (column, stated, added up).
  struct Difference {
    std::size_t row = 0;  // of the sheet
    std::string header;   // empty: the number of rows
    std::string stated;
    std::string counted;
  };
  std::vector<Difference> Check(const Sheet& sheet, std::size_t row,
                                TotalMark mark);
  // Totals that stood above the rows they add up.
  std::vector<Difference> Finish(const Sheet& sheet);

 private:
  // Where a range of rows begins, per level, and how many rows there were.
  struct Begin {
    std::vector<std::uint32_t> rows;
    std::uint64_t count = 0;
  };
  Begin Here() const;
  std::vector<Difference> Compare(const Sheet& sheet, std::size_t row,
                                  const std::vector<Begin>& ranges) const;
  void CompareSum(const Sheet& sheet, std::size_t row, const ColumnPlan& column,
                  const std::vector<Begin>& ranges,
                  std::vector<Difference>& differences) const;
  void CompareCount(const std::string& header, std::string_view text,
                    const ColumnPlan* column, const std::vector<Begin>& ranges,
                    std::size_t row,
                    std::vector<Difference>& differences) const;

  const SheetPlan& plan_;
  std::vector<const data::Table*> tables_;
  const Zone* zone_;
  std::uint64_t rows_ = 0;
  Begin all_;
  Begin since_total_;
  Begin block_;
  std::vector<std::size_t> above_;  // totals rows before any data
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_TOTALS_H_
