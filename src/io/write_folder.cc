#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "io/cells.h"
#include "io/files.h"
#include "io/reader.h"
#include "quaranta/io/io.h"
#include "quaranta/text/csv.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Table;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Columns that have anything to say, computed ones aside; `ids`, when there are
// made ones, in the place of those given.
std::vector<const Column*> ColumnsToWrite(const Table& table,
                                          const Column* ids) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) {
    if (ids != nullptr && &column == table.GivenIds()) {
      columns.push_back(ids);
      continue;
    }
    bool any = false;
    for (std::size_t row = 0; row < table.rows && !any; ++row) {
      any = column.valid(row);
    }
    if (any && !column.field().computed) columns.push_back(&column);
  }
  return columns;
}

// Ids and other texts: what a spreadsheet must leave as it is.
text::CsvColumn KindOf(const Column& column) {
  const bool text = column.kind() == schema::Kind::kString;
  return text ? text::CsvColumn::kText : text::CsvColumn::kAny;
}

std::string CsvOf(const Table& table) {
  std::optional<Column> ids;
  if (table.MakesIds()) ids = table.IdColumn();
  std::vector<const Column*> columns =
      ColumnsToWrite(table, ids ? &*ids : nullptr);
  // A header at least, so that the rows can be told from an empty file.
  if (columns.empty()) columns.push_back(&table.columns.front());
  std::string out(kByteOrderMark);
  for (const Column* column : columns) {
    if (column != columns.front()) out += ',';
    out += text::CsvCell(column->field().name);
  }
  out += "\r\n";
  for (std::size_t row = 0; row < table.rows; ++row) {
    const std::size_t begin = out.size();
    bool empty = true;
    for (const Column* column : columns) {
      if (column != columns.front()) out += ',';
      const std::string cell = CellText(*column, row);
      empty = empty && cell.empty();
      out += text::CsvCell(cell, ',', KindOf(*column));
    }
    // A row of blanks would be taken for what a spreadsheet leaves over.
    if (empty) out.insert(begin, "-");
    out += "\r\n";
  }
  return out;
}

std::string JsonLinesOf(const Table& table) {
  std::string out;
  for (std::size_t row = 0; row < table.rows; ++row) {
    text::JsonWriter json;
    WriteRow(table, row, /*computed=*/false, json);
    out += json.Take() + "\n";
  }
  return out;
}

std::string BoundText(double bound) {
  if (!std::isfinite(bound)) return {};
  std::array<char, 32> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), bound);
  return std::string(buffer.data(), result.ptr);
}

void AppendNotes(const Table& table, std::string& out) {
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    for (const Column& column : table.columns) {
      const data::Note* note = column.note(row);
      if (note == nullptr || column.field().computed) continue;
      std::vector<std::string> cells = {
          std::string(table.record->name),
          table.HasId(row) ? table.IdText(row) : "#" + std::to_string(row + 1),
          std::string(column.field().name),
          std::string(data::NoteStateName(note->state)),
          note->raw,
          note->bounds ? BoundText(note->bounds->low) : "",
          note->bounds ? BoundText(note->bounds->high) : ""};
      out += text::CsvLine(cells);
    }
  }
}

absl::Status WriteOrRemove(const std::string& path, std::string_view bytes,
                           bool wanted) {
  if (wanted) return WriteFile(path, bytes);
  RemoveFile(path);
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteFolder(const world::World& world, const std::string& path,
                         Format format) {
  QUARANTA_RETURN_IF_ERROR(MakeFolder(path));
  const std::string notes_header =
      std::string(kByteOrderMark) + "record,id,field,state,raw,low,high\r\n";
  std::string notes = notes_header;
  for (const Table& table : world.view().tables) {
    const std::string stem = path + "/" + std::string(table.record->plural);
    const bool csv = format == Format::kCsv;
    RemoveFile(stem + (csv ? ".jsonl" : ".csv"));
    RemoveFile(stem + ".tsv");
    const bool any = table.rows > 0;
    QUARANTA_RETURN_IF_ERROR(WriteOrRemove(stem + (csv ? ".csv" : ".jsonl"),
                                           !any  ? std::string()
                                           : csv ? CsvOf(table)
                                                 : JsonLinesOf(table),
                                           any));
    if (csv) AppendNotes(table, notes);
  }
  QUARANTA_RETURN_IF_ERROR(WriteOrRemove(path + "/_notes.csv", notes,
                                         notes.size() > notes_header.size()));
  std::string closed = std::string(kByteOrderMark) + "collection\r\n";
  for (const std::string& collection : world.complete()) {
    closed += text::CsvLine(std::vector<std::string>{collection});
  }
  return WriteOrRemove(path + "/_closed.csv", closed,
                       !world.complete().empty());
}

absl::Status Write(const world::World& world, const std::string& path) {
  if (Extension(path) == ".binpb") return WriteDelimited(world, path);
  if (IsSqliteName(path)) return WriteSqlite(world, path);
  return WriteFolder(world, path);
}

}  // namespace quaranta::io
