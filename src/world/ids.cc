// Ids from keys, duplicate rows, and the index of ids.
#include <algorithm>
#include <string>

#include "world/impl.h"

namespace quaranta::world {
namespace {

using data::Column;
using data::Table;

// A value as it stands in an id. The column's row is valid.
void AppendKeyPart(std::string& id, const Column& column, std::size_t row) {
  switch (column.kind()) {
    case schema::Kind::kBool:
      id += column.GetBool(row) ? "true" : "false";
      return;
    case schema::Kind::kInt:
      id += std::to_string(column.GetInt(row));
      return;
    case schema::Kind::kDouble:
      id += std::to_string(column.GetDouble(row));
      return;
    case schema::Kind::kString:
    case schema::Kind::kReference:
      id += column.GetText(row);
      return;
    case schema::Kind::kDate:
      id += FormatDay(column.GetDay(row));
      return;
    case schema::Kind::kInstant:
      id += FormatInstant(column.GetInstant(row));
      return;
    case schema::Kind::kEnum: {
      const std::int32_t number = column.GetEnum(row);
      const schema::EnumValue* value =
          schema::FindValue(*column.field().enumeration, number);
      id +=
          value != nullptr ? std::string(value->name) : std::to_string(number);
      return;
    }
  }
}

// The key of a row joined by "/"; empty when a part of it is blank.
std::string KeyOf(const Table& table, std::size_t row) {
  std::string id;
  for (const std::uint16_t field : table.record->key) {
    const Column& column = table.columns[field];
    if (column.field().repeated || !column.valid(row)) return {};
    if (!id.empty()) id += '/';
    const std::size_t before = id.size();
    AppendKeyPart(id, column, row);
    if (id.size() == before) return {};
  }
  return id;
}

// Whether two rows hold the same in a column.
bool SameCell(const Column& column, std::size_t a, std::size_t b) {
  if (column.valid(a) != column.valid(b)) return false;
  if (!column.valid(a)) return true;
  std::pair<std::size_t, std::size_t> first{a, a + 1};
  std::pair<std::size_t, std::size_t> second{b, b + 1};
  if (column.field().repeated) {
    first = column.ListRange(a);
    second = column.ListRange(b);
  }
  if (first.second - first.first != second.second - second.first) return false;
  for (std::size_t i = first.first, j = second.first; i < first.second;
       ++i, ++j) {
    switch (column.kind()) {
      case schema::Kind::kBool:
      case schema::Kind::kInt:
      case schema::Kind::kInstant:
        if (column.GetInt(i) != column.GetInt(j)) return false;
        break;
      case schema::Kind::kDouble:
        if (column.GetDouble(i) != column.GetDouble(j)) return false;
        break;
      case schema::Kind::kEnum:
      case schema::Kind::kDate:
        if (column.GetEnum(i) != column.GetEnum(j)) return false;
        break;
      case schema::Kind::kString:
      case schema::Kind::kReference:
        if (column.GetText(i) != column.GetText(j)) return false;
        break;
    }
  }
  return true;
}

struct Duplicate {
  std::uint32_t kept = 0;
  std::uint32_t dropped = 0;
};

// Two rows of one id that disagree leave the cell unknown: nobody can say
// which is right.
void MergeDuplicates(WorldImpl& world, std::size_t index,
                     const std::vector<Duplicate>& duplicates) {
  Table& table = world.view.tables[index];
  std::vector<std::uint32_t> parked;
  for (const Duplicate& pair : duplicates) {
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
        AppendKeyPart(note.raw, column, pair.kept);
        note.raw += " | ";
        AppendKeyPart(note.raw, column, pair.dropped);
      }
      column.SetBlank(pair.kept);
      column.SetNote(pair.kept, std::move(note));
    }
    const bool same = differs.empty();
    if (!same) parked.push_back(pair.dropped);
    world.Report(
        same ? Issue::Severity::kNote : Issue::Severity::kWarning,
        "duplicate_key", {static_cast<std::uint32_t>(index), pair.dropped},
        nullptr, std::string(table.id.GetText(pair.kept)),
        same ? "dropped_repetition" : "kept_first_row", std::move(differs));
  }
  ParkRows(world, index, parked);
}

// Takes the dropped rows out of a table.
void DropRows(WorldImpl& world, std::size_t index,
              const std::vector<bool>& dropped) {
  Table& table = world.view.tables[index];
  const auto keep = [&dropped](const Column& from) {
    Column to(from.field());
    for (std::size_t row = 0; row < dropped.size(); ++row) {
      if (!dropped[row]) to.AppendFrom(from, row);
    }
    return to;
  };
  for (Column& column : table.columns) column = keep(column);
  table.id = keep(table.id);
  if (auto& origins = world.origins[index]; !origins.empty()) {
    origins.resize(table.rows, Origin{kNoFile, 0});
    std::size_t kept = 0;
    for (std::size_t row = 0; row < dropped.size(); ++row) {
      if (!dropped[row]) origins[kept++] = origins[row];
    }
    origins.resize(kept);
  }
  table.rows -= static_cast<std::uint32_t>(
      std::count(dropped.begin(), dropped.end(), true));
}

// Fills Table::id, and the record's own id column with it.
void FillIds(WorldImpl& world, std::size_t index,
             const std::vector<bool>& dropped) {
  Table& table = world.view.tables[index];
  const int own = FieldIndex(*table.record, "id");
  bool made = false;
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (dropped[row]) {
      table.id.AppendBlank();
      continue;
    }
    if (own >= 0 && table.columns[static_cast<std::size_t>(own)].valid(row)) {
      table.id.AppendText(
          table.columns[static_cast<std::size_t>(own)].GetText(row));
      continue;
    }
    const std::string key = KeyOf(table, row);
    if (!key.empty()) {
      table.id.AppendText(key);
      made = true;
      continue;
    }
    table.id.AppendBlank();
    world.Report(Issue::Severity::kWarning, "missing_key",
                 {static_cast<std::uint32_t>(index), row}, nullptr, {},
                 "kept_without_id", {});
  }
  if (own < 0 || !made) return;
  Column& ids = table.columns[static_cast<std::size_t>(own)];
  Column filled(ids.field());
  for (std::size_t row = 0; row < table.rows; ++row) {
    table.id.valid(row) ? filled.AppendText(table.id.GetText(row))
                        : filled.AppendBlank();
    if (const data::Note* note = ids.note(row)) filled.SetNote(row, *note);
  }
  ids = std::move(filled);
}

void IndexIds(WorldImpl& world, std::size_t index,
              std::vector<Duplicate>* duplicates) {
  const Table& table = world.view.tables[index];
  auto& ids = world.index[index];
  ids.clear();
  ids.reserve(table.rows);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (!table.id.valid(row)) continue;
    const auto [it, added] = ids.try_emplace(table.id.GetText(row), row);
    if (!added) duplicates->push_back({it->second, row});
  }
}

}  // namespace

void MakeIds(WorldImpl& world) {
  for (std::size_t i = 0; i < world.view.tables.size(); ++i) {
    const std::uint32_t rows = world.view.tables[i].rows;
    if (rows == 0) continue;
    std::vector<bool> dropped(rows);
    for (const std::uint32_t row : world.to_drop[i]) {
      if (row < rows) dropped[row] = true;
    }
    FillIds(world, i, dropped);
    std::vector<Duplicate> duplicates;
    IndexIds(world, i, &duplicates);
    if (duplicates.empty() && world.to_drop[i].empty()) continue;
    MergeDuplicates(world, i, duplicates);
    for (const Duplicate& pair : duplicates) dropped[pair.dropped] = true;
    DropRows(world, i, dropped);
    IndexIds(world, i, &duplicates);  // finds no further ones
  }
}

void PlaceNotes(WorldImpl& world) {
  for (WorldImpl::PendingNote& pending : world.notes) {
    if (const auto row = world.Find(pending.table, pending.id)) {
      world.view.tables[pending.table].columns[pending.field].SetNote(
          row->row, std::move(pending.note));
      continue;
    }
    const schema::Record& record = *world.view.tables[pending.table].record;
    Issue issue;
    issue.severity = Issue::Severity::kWarning;
    issue.code = "note_without_row";
    issue.file = pending.origin ? world.files[pending.origin->file]
                                : std::string(record.name);
    issue.row = pending.origin ? pending.origin->line : 0;
    issue.column = record.fields[pending.field].name;
    issue.value = pending.id;
    issue.action = "not_read";
    issue.detail = record.name;
    if (world.Admit(issue)) world.issues.push_back(std::move(issue));
  }
  world.notes.clear();
}

}  // namespace quaranta::world
