#include "world/duplicates.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace quaranta::world {
namespace {

using data::Column;
using data::Table;

bool SameItem(const Column& column, std::size_t a, std::size_t b) {
  switch (column.kind()) {
    case schema::Kind::kBool:
      return column.GetBool(a) == column.GetBool(b);
    case schema::Kind::kInt:
      return column.GetInt(a) == column.GetInt(b);
    case schema::Kind::kInstant:
      return column.GetInstant(a) == column.GetInstant(b);
    case schema::Kind::kDouble:
      return column.GetDouble(a) == column.GetDouble(b);
    case schema::Kind::kEnum:
      return column.GetEnum(a) == column.GetEnum(b);
    case schema::Kind::kDate:
      return column.GetDay(a) == column.GetDay(b);
    case schema::Kind::kString:
    case schema::Kind::kReference:
      return column.GetText(a) == column.GetText(b);
  }
  return false;
}

// Whether two rows hold the same in a column; both have a value.
bool SameCell(const Column& column, std::size_t a, std::size_t b) {
  if (!column.field().repeated) return SameItem(column, a, b);
  const auto first = column.ListRange(a);
  const auto second = column.ListRange(b);
  if (first.second - first.first != second.second - second.first) return false;
  for (std::size_t i = first.first, j = second.first; i < first.second;
       ++i, ++j) {
    if (!SameItem(column, i, j)) return false;
  }
  return true;
}

// The fields in which two rows disagree; they become unknown in the first.
std::string MergeInto(Table& table, const Duplicate& pair) {
  std::string differs;
  for (Column& column : table.columns) {
    if (!column.valid(pair.kept) || !column.valid(pair.dropped) ||
        SameCell(column, pair.kept, pair.dropped)) {
      continue;
    }
    if (!differs.empty()) differs += ", ";
    differs += column.field().name;
    data::Note note{data::NoteState::kConflicting, {}, std::nullopt};
    if (!column.field().repeated) {
      data::AppendIdPart(column, pair.kept, note.raw);
      note.raw += " | ";
      data::AppendIdPart(column, pair.dropped, note.raw);
    }
    column.SetBlank(pair.kept);
    column.SetNote(pair.kept, std::move(note));
  }
  return differs;
}

// Gives rows the ids that were made from parts of keys which are now unknown.
void GiveIds(Table& table, const std::map<std::uint32_t, std::string>& ids) {
  const Column* given = table.GivenIds();
  if (given == nullptr || ids.empty()) return;
  Column filled(given->field());
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    const auto it = ids.find(row);
    if (it == ids.end() || given->valid(row)) {
      filled.AppendFrom(*given, row);
      continue;
    }
    filled.AppendText(it->second);
    if (const data::Note* note = given->note(row)) filled.SetNote(row, *note);
  }
  table.columns[static_cast<std::size_t>(given - table.columns.data())] =
      std::move(filled);
}

}  // namespace

void MergeDuplicates(WorldImpl& world, std::size_t index,
                     std::span<const Duplicate> duplicates, IssueList& issues) {
  Table& table = world.view.tables[index];
  std::map<std::uint32_t, std::string> lost;  // ids of kept rows
  std::vector<std::uint32_t> parked;
  for (const Duplicate& pair : duplicates) {
    const auto known = lost.find(pair.kept);
    std::string id =
        known != lost.end() ? known->second : table.IdText(pair.kept);
    std::string differs = MergeInto(table, pair);
    const bool same = differs.empty();
    if (!same) parked.push_back(pair.dropped);
    if (!table.HasId(pair.kept)) lost.try_emplace(pair.kept, id);
    issues.Add(world.IssueAt(
        same ? Issue::Severity::kNote : Issue::Severity::kWarning,
        "duplicate_key", {static_cast<std::uint32_t>(index), pair.dropped},
        nullptr, std::move(id), same ? "dropped_repetition" : "kept_first_row",
        std::move(differs)));
  }
  GiveIds(table, lost);
  ParkRows(world, index, parked);
}

void DropRows(WorldImpl& world, std::size_t index,
              std::span<const std::uint32_t> rows) {
  Table& table = world.view.tables[index];
  for (Column& column : table.columns) {
    Column kept(column.field());
    if (IsBlank(column) && column.notes().empty()) {
      kept.AppendBlanks(table.rows - rows.size());
      column = std::move(kept);
      continue;
    }
    std::size_t first = 0;
    for (const std::uint32_t row : rows) {
      kept.Append(column, first, row);
      first = row + std::size_t{1};
    }
    kept.Append(column, first, table.rows);
    column = std::move(kept);
  }
  world.origins[index].Drop(rows);
  table.rows -= static_cast<std::uint32_t>(rows.size());
}

}  // namespace quaranta::world
