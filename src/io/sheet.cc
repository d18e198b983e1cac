#include "quaranta/io/sheet.h"

namespace quaranta::io {

void Sheet::Column(std::size_t column, std::span<const std::size_t> rows,
                   std::span<SheetCell> cells) const {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    cells[i] = column < columns(rows[i]) ? cell(rows[i], column)
                                         : SheetCell{{}, CellType::kBlank};
  }
}

void GridSheet::AddCell(std::string_view text, CellType type) {
  cells_.push_back(
      {text_.size(), static_cast<std::uint32_t>(text.size()), type});
  text_ += text;
}

void GridSheet::EndRow(std::uint32_t line) {
  offsets_.push_back(cells_.size());
  lines_.push_back(line != 0 ? line
                             : static_cast<std::uint32_t>(lines_.size() + 1));
}

SheetCell GridSheet::cell(std::size_t row, std::size_t column) const {
  const Cell& cell = cells_[offsets_[row] + column];
  return {std::string_view(text_).substr(cell.begin, cell.size), cell.type};
}

}  // namespace quaranta::io
