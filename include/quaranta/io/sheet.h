// A sheet: one grid of cells, before anybody knows what it means.
//
// Every source of cells (CSV, a worksheet, a table of SQLite, rows of a
// program) is a sheet to the one pipeline that finds the header row, knows the
// columns, reads the cells and accounts for every row. Nothing of a sheet is
// trusted.
#ifndef QUARANTA_IO_SHEET_H_
#define QUARANTA_IO_SHEET_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/data/arrow_abi.h"

namespace quaranta::io {

// How the source typed a cell. Text files know only kText; a worksheet that
// says kNumber in a column of days means a serial number of days.
enum class CellType : std::uint8_t {
  kBlank,
  kText,
  kNumber,   // plain decimal, as shortest round-trip text
  kBool,     // "true", "false"
  kDay,      // ISO day
  kInstant,  // ISO local time, or RFC 3339 when the source knows the offset
  kError,    // "#REF!": the source itself failed
};

struct SheetCell {
  std::string_view text;  // UTF-8; empty for kBlank
  CellType type = CellType::kText;
};

// A block of cells that the source shows as one; the value stands in its first
// cell. Indexes from 0, both ends inclusive.
struct MergedCells {
  std::uint32_t first_row = 0;
  std::uint32_t last_row = 0;
  std::uint32_t first_column = 0;
  std::uint32_t last_column = 0;
};

class Sheet {
 public:
  virtual ~Sheet() = default;
  virtual std::size_t rows() const = 0;
  virtual std::size_t columns(std::size_t row) const = 0;
  // Valid as long as the sheet. `row` < rows(), `column` < columns(row).
  virtual SheetCell cell(std::size_t row, std::size_t column) const = 0;
  // The cells of one column in several rows, as cell() would give them one by
  // one; blank where a row is too short. `cells` is as long as `rows`.
  virtual void Column(std::size_t column, std::span<const std::size_t> rows,
                      std::span<SheetCell> cells) const;
  // What a person calls the row: its line in a text file, its number in a
  // worksheet; from 1.
  virtual std::uint32_t line(std::size_t row) const = 0;
  virtual std::span<const MergedCells> merged() const { return {}; }
};

// A sheet in memory, filled cell by cell.
class GridSheet final : public Sheet {
 public:
  void AddCell(std::string_view text, CellType type = CellType::kText);
  // Ends a row; its line is the number of rows so far, unless given.
  void EndRow(std::uint32_t line = 0);
  void Merge(const MergedCells& cells) { merged_.push_back(cells); }

  std::size_t rows() const override { return lines_.size(); }
  std::size_t columns(std::size_t row) const override {
    return offsets_[row + 1] - offsets_[row];
  }
  SheetCell cell(std::size_t row, std::size_t column) const override;
  std::uint32_t line(std::size_t row) const override { return lines_[row]; }
  std::span<const MergedCells> merged() const override { return merged_; }

 private:
  struct Cell {
    std::size_t begin = 0;
    std::uint32_t size = 0;
    CellType type = CellType::kText;
  };
  std::string text_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> offsets_ = {0};
  std::vector<std::uint32_t> lines_;
  std::vector<MergedCells> merged_;
};

// A sheet and where it stands.
struct NamedSheet {
  std::string file;  // "persons.xlsx"
  std::string name;  // "Sheet1"; empty when the file is one table
  std::unique_ptr<Sheet> sheet;
};

// A frame and where it stands, for formats that come as Arrow (Parquet).
struct NamedStream {
  std::string file;
  ArrowArrayStream stream{};  // owned: whoever reads it releases it
};

// What a reader of a foreign format found in one file.
struct Foreign {
  std::vector<NamedSheet> sheets;
  std::vector<NamedStream> streams;
};

}  // namespace quaranta::io

#endif  // QUARANTA_IO_SHEET_H_
