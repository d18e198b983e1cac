// A table as a sheet: what a workbook shows.
#include <string>
#include <vector>

#include "io/cells.h"
#include "quaranta/io/io.h"
#include "quaranta/io/sheet.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Table;

bool HasAnything(const Column& column, std::size_t rows) {
  if (column.field().computed) return false;
  for (std::uint32_t row = 0; row < rows; ++row) {
    if (column.valid(row) || column.note(row) != nullptr) return true;
  }
  return false;
}

CellType TypeOf(const schema::Field& field) {
  if (field.repeated) return CellType::kText;
  switch (field.kind) {
    case schema::Kind::kBool:
      return CellType::kBool;
    case schema::Kind::kInt:
    case schema::Kind::kDouble:
      return CellType::kNumber;
    case schema::Kind::kDate:
      return CellType::kDay;
    case schema::Kind::kInstant:
      return CellType::kInstant;
    default:
      return CellType::kText;
  }
}

}  // namespace

GridSheet ToSheet(const Table& table) {
  GridSheet sheet;
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) {
    if (HasAnything(column, table.rows)) columns.push_back(&column);
  }
  for (const Column* column : columns) sheet.AddCell(column->field().name);
  sheet.EndRow();
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    for (const Column* column : columns) {
      const std::string text = CellText(*column, row);
      const data::Note* note = column->note(row);
      if (!text.empty()) {
        sheet.AddCell(text, TypeOf(column->field()));
      } else if (note != nullptr) {
        sheet.AddCell(note->raw);
      } else {
        sheet.AddCell("", CellType::kBlank);
      }
    }
    sheet.EndRow();
  }
  return sheet;
}

}  // namespace quaranta::io
