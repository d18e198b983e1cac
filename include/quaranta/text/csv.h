// Delimited text: RFC 4180 with the liberties that real files take.
#ifndef QUARANTA_TEXT_CSV_H_
#define QUARANTA_TEXT_CSV_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace quaranta::text {

struct CsvLimits {
  std::size_t bytes = std::size_t{2} << 30;
  std::size_t rows = 50'000'000;
  std::size_t columns = 4'096;
  std::size_t cell_bytes = 1u << 20;
};

// The cells of a file, row by row. Views point into the text given to
// ReadCsv or, for cells with doubled quotes, into storage of the table. A cell
// takes eight bytes.
class CsvTable {
 public:
  CsvTable() = default;
  CsvTable(CsvTable&&) = default;
  CsvTable& operator=(CsvTable&&) = default;

  std::size_t rows() const { return row_offsets_.size() - 1; }
  std::size_t columns(std::size_t row) const {
    return row_offsets_[row + 1] - row_offsets_[row];
  }
  std::string_view cell(std::size_t row, std::size_t column) const {
    const std::uint64_t packed = cells_[row_offsets_[row] + column];
    if ((packed & kAside) != 0) return aside_[packed & ~kAside];
    return {base_ + (packed >> kSizeBits), packed & kSizeMask};
  }
  // The line of the file on which a row begins, from 1.
  std::uint32_t line(std::size_t row) const { return lines_[row]; }

 private:
  friend class CsvSplitter;
  // A cell is its offset and its size in one word, or an index of `aside_`.
  static constexpr std::uint64_t kAside = std::uint64_t{1} << 63;
  static constexpr int kSizeBits = 22;
  static constexpr std::uint64_t kSizeMask =
      (std::uint64_t{1} << kSizeBits) - 1;

  const char* base_ = nullptr;
  std::vector<std::uint64_t> cells_;
  std::vector<std::size_t> row_offsets_ = {0};
  std::vector<std::uint32_t> lines_;
  std::vector<std::string_view> aside_;
  std::deque<std::string> unquoted_;  // a deque never moves its items
};

// Splits UTF-8 text (without byte-order mark) into cells. Lines end in LF, CRLF
// or CR; a quote in the middle of an unquoted cell is a plain character; rows
// may differ in length; blank lines are skipped. kInvalidArgument for a quoted
// cell that never ends (naming its line), or no usable delimiter;
// kResourceExhausted beyond a limit. Text between a closing quote and the next
// delimiter is kept as it stands. `bytes` must outlive the table. Cost: one
// pass over the bytes, 16 at a time where the machine can.
absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes,
                                 std::string_view delimiter,
                                 const CsvLimits& limits = {});
absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes, char delimiter = ',',
                                 const CsvLimits& limits = {});

// What separates the cells of a text: ",", "\t", ";", "|" or the full-width
// comma "，"; the one that stands equally often in most of the first lines,
// quoted cells aside, the header among them. "," when there is none.
std::string_view DetectDelimiter(std::string_view text);

// Whether a spreadsheet that opens a file with this cell changes it: it drops
// zeros ("0304"), digits beyond the eleventh once it saves what it shows
// ("110101199003074514"), and takes "3-12", "1E5" and "MAR1" for what they are
// not. Quotes around the cell do not help.
bool SpreadsheetChanges(std::string_view text);

// What a column holds: in one of texts an apostrophe goes before a cell that a
// spreadsheet would change; it shows, and the text stays what it is.
enum class CsvColumn : std::uint8_t { kAny, kText };

// One cell as it has to stand in a file: quoted when needed, and, for text that
// a spreadsheet would run as a formula (leading = + - @ or a control
// character, unless it is a plain number), preceded by an apostrophe.
// Reading such a cell with ReadCsv and then CsvText gives the value back.
std::string CsvCell(std::string_view value, char delimiter = ',',
                    CsvColumn column = CsvColumn::kAny);

// CsvText() of a cell that begins with an apostrophe.
std::string_view CsvTextBehindApostrophe(std::string_view cell);

// A cell without the apostrophe that CsvCell, or a spreadsheet, put before a
// would-be formula, number or date; any other cell as it is.
inline std::string_view CsvText(std::string_view cell) {
  return cell.starts_with('\'') ? CsvTextBehindApostrophe(cell) : cell;
}

// A whole line with its line end (CRLF, as RFC 4180 says). A row of one empty
// cell is written as "" so that it is no blank line.
std::string CsvLine(std::span<const std::string> values, char delimiter = ',');

}  // namespace quaranta::text

#endif  // QUARANTA_TEXT_CSV_H_
