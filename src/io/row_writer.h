// Rows of a sheet into one table, or into several that are joined by the row.
#ifndef QUARANTA_SRC_IO_ROW_WRITER_H_
#define QUARANTA_SRC_IO_ROW_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "io/cells.h"
#include "io/columns.h"
#include "io/passes.h"
#include "io/row_issues.h"
#include "io/sheet_reader.h"
#include "quaranta/data/appender.h"
#include "quaranta/io/sheet.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

class RowWriter {
 public:
  // `label` names the file in issues, which go to `issues`.
  RowWriter(Reading& reading, const Sheet& sheet, const SheetPlan& plan,
            const std::string& label, RowIssues& issues);

  // Finds the rows that say the same record again; before the first Write().
  void FindRepetitions(const std::vector<std::size_t>& rows);

  // Whether any known column says anything in a row.
  bool SaysAnything(std::size_t row);
  // How many rows may be written at a time: one where rows of the sheet depend
  // on one another, because they join records or have blocks to fill down.
  std::size_t RowsAtATime() const { return rows_at_a_time_; }
  // Appends the records of rows that say something; they ascend.
  void Write(std::span<const std::size_t> rows);

  // Issues of a row make it a repaired one.
  void MarkOdd(std::size_t row) { odd_[row] = true; }
  bool IsOdd(std::size_t row) const { return odd_[row]; }

  std::vector<const data::Table*> Tables() const;
  // What was appended; the writer is done with.
  std::vector<AppendedRows> Take();
  // Records that got an id from their file and row, by level.
  const std::vector<std::size_t>& made_ids() const { return made_ids_; }

 private:
  struct Slot {
    const ColumnPlan* plan = nullptr;
    data::Column* column = nullptr;
    std::size_t first = 0;  // row of the column
    CellContext context;
    std::vector<MergedCells> merged;  // blocks to fill down
    bool told = false;                // an issue says that they were filled
  };
  // A reference from one level to another that no column holds.
  struct Link {
    std::size_t field = 0;  // of the record
    std::size_t level = 0;  // of the record it names
  };
  struct Level {
    const schema::Record* record = nullptr;
    data::Table* table = nullptr;
    std::vector<Slot> slots;
    std::optional<std::size_t> id;       // field number
    std::optional<std::size_t> id_slot;  // among slots
    std::vector<Link> links;
    // Key fields told by the field of that name elsewhere: (own, level, there).
    struct Inherited {
      std::size_t field = 0;
      std::size_t level = 0;
      std::size_t from = 0;
    };
    std::vector<Inherited> inherited;
    bool named = false;  // another level refers to it
    AppendedRows rows;
    // Rows of the sheet by the record they say, when it is said repeatedly.
    std::vector<std::uint32_t> group_of;
    std::vector<std::vector<std::size_t>> groups;
    std::vector<std::optional<std::uint32_t>> row_of_group;
    // Of the row of the sheet being written.
    std::string current_id;
    std::uint32_t current_row = 0;
    bool current = false;
  };

  void MakeLevels(const SheetPlan& plan);
  void MakeLinks(std::size_t level);
  void OrderLevels();
  SheetCell CellOf(Slot& slot, std::size_t row);
  bool SaysAnything(Level& level, std::size_t row);
  void WriteColumns(Level& level, std::span<const std::size_t> rows);
  void AppendColumn(Slot& slot, std::span<const std::size_t> rows);
  void ReserveTexts(Slot& slot);
  void WriteJoined(std::size_t row);
  bool Wanted(std::size_t level, std::size_t row);
  void WriteLevel(Level& level, std::size_t row);
  void AppendSlot(Slot& slot, std::size_t row, const Level& level);
  bool AppendAgreed(Slot& slot, const std::vector<std::size_t>& rows);
  void AppendId(Level& level, std::size_t row);
  std::string KeyOf(const Level& level) const;
  std::string KeyText(std::size_t level, std::size_t row);
  void Report(std::size_t row, const ColumnPlan& column, std::string_view value,
              CellProblem problem);

  Reading& reading_;
  const Sheet& sheet_;
  RowIssues& issues_;
  std::string label_;
  std::string stem_;
  std::uint32_t file_;
  std::vector<Level> levels_;       // as in the plan
  std::vector<std::size_t> order_;  // levels, those referred to first
  std::size_t rows_at_a_time_ = 1;
  std::size_t row_ = 0;           // whose issues are reported
  std::vector<SheetCell> cells_;  // of the column being read
  std::vector<bool> odd_;
  std::vector<std::size_t> made_ids_;
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_ROW_WRITER_H_
