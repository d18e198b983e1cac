// References that a row tells by half: room "304" of a row that names the site
// is "S1/304", when that room is there.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "io/cells.h"
#include "io/columns.h"
#include "io/passes.h"
#include "io/reader.h"
#include "io/sheet_reader.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Record;

constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

// The field that begins the key of a record that is named by its place and a
// label (Room: site_id, label); nullptr for others.
const Field* PlaceOf(const Record& record) {
  if (record.key.size() != 2) return nullptr;
  const Field& place = record.fields[record.key[0]];
  const Field& label = record.fields[record.key[1]];
  const bool labelled =
      label.kind == schema::Kind::kString && label.ref_record.empty();
  return labelled && !place.ref_record.empty() ? &place : nullptr;
}

const data::Column& ColumnOf(const data::Table& table, const Field& field) {
  return table.columns[FieldNumber(*table.record, field)];
}

// The field of a table from a sheet that names the record of `place`: the one
// of the same name, else the first.
const Field* NamesPlace(const AppendedRows& table, const Field& place) {
  const Field* found = nullptr;
  for (const Field& field : table.record->fields) {
    if (field.repeated || field.ref_record != place.ref_record) continue;
    if (table.headers[FieldNumber(*table.record, field)].empty()) continue;
    if (field.name == place.name) return &field;
    if (found == nullptr) found = &field;
  }
  return found;
}

bool AnyHalf(const data::Column& column, std::uint32_t first,
             std::uint32_t last) {
  for (std::uint32_t row = first; row < last; ++row) {
    if (column.valid(row) &&
        column.GetText(row).find('/') == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// For each row of `of` the row of `in` that came from the same line.
std::vector<std::uint32_t> RowsBeside(const AppendedRows& of,
                                      const AppendedRows& in) {
  std::vector<std::uint32_t> rows;
  for (const std::uint32_t line : of.lines) {
    const auto it = std::lower_bound(in.lines.begin(), in.lines.end(), line);
    rows.push_back(it == in.lines.end() || *it != line
                       ? kNoRow
                       : in.first +
                             static_cast<std::uint32_t>(it - in.lines.begin()));
  }
  return rows;
}

// The ids of a table, as they will be.
absl::flat_hash_set<std::string> IdsOf(const data::Table& table) {
  absl::flat_hash_set<std::string> ids;
  const Record& record = *table.record;
  const Field* own = schema::FindField(record, "id");
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (own != nullptr && ColumnOf(table, *own).valid(row)) {
      ids.emplace(ColumnOf(table, *own).GetText(row));
      continue;
    }
    std::string key;
    for (const std::uint16_t part : record.key) {
      const data::Column& column = table.columns[part];
      if (!column.valid(row)) {
        key.clear();
        break;
      }
      if (!key.empty()) key += '/';
      key += ItemText(column, row);
    }
    if (!key.empty()) ids.insert(std::move(key));
  }
  return ids;
}

// Puts the texts of some rows in place of what stood there.
void Replace(data::Column& column,
             const std::map<std::uint32_t, std::string>& texts) {
  data::Column replaced(column.field());
  for (std::uint32_t row = 0; row < column.size(); ++row) {
    const auto it = texts.find(row);
    if (it == texts.end()) {
      replaced.AppendFrom(column, row);
      continue;
    }
    replaced.AppendText(it->second);
    if (const data::Note* note = column.note(row)) replaced.SetNote(row, *note);
  }
  column = std::move(replaced);
}

void Complete(Reading& reading, const HalfReference& half,
              const absl::flat_hash_set<std::string>& ids) {
  data::Table& table = reading.builder.Edit(*half.record);
  data::Column& column = table.columns[FieldNumber(*half.record, *half.field)];
  const data::Table& beside = reading.builder.Edit(
      half.beside != nullptr ? *half.beside : *half.record);
  const data::Column& places = ColumnOf(beside, *half.whole);
  std::map<std::uint32_t, std::string> texts;
  for (std::uint32_t row = half.first; row < half.last; ++row) {
    const std::uint32_t at =
        half.beside != nullptr ? half.rows[row - half.first] : row;
    if (at == kNoRow || !column.valid(row) || !places.valid(at)) continue;
    std::string whole(places.GetText(at));
    whole += '/';
    whole += column.GetText(row);
    if (!ids.contains(std::string(column.GetText(row))) &&
        ids.contains(whole)) {
      texts.emplace(row, std::move(whole));
    }
  }
  if (texts.empty()) return;
  world::Issue issue =
      FileIssue(world::Issue::Severity::kNote, "reference_completed", half.file,
                0, "read_with_place", std::to_string(texts.size()));
  issue.column = half.header;
  issue.value = texts.begin()->second;
  reading.builder.AddIssue(std::move(issue));
  Replace(column, texts);
}

}  // namespace

void RememberHalves(Reading& reading, const AppendedSheet& sheet) {
  for (const AppendedRows& table : sheet.tables) {
    const data::Table& rows = reading.builder.Edit(*table.record);
    for (const Field& field : table.record->fields) {
      const std::size_t number = FieldNumber(*table.record, field);
      if (field.repeated || field.ref_record.empty()) continue;
      if (table.headers[number].empty()) continue;
      const Record* target = schema::FindRecord(field.ref_record);
      const Field* place = target == nullptr ? nullptr : PlaceOf(*target);
      if (place == nullptr ||
          !AnyHalf(rows.columns[number], table.first, table.last)) {
        continue;
      }
      HalfReference half{sheet.file,
                         table.headers[number],
                         table.record,
                         &field,
                         NamesPlace(table, *place),
                         table.first,
                         table.last,
                         nullptr,
                         {}};
      for (const AppendedRows& other : sheet.tables) {
        if (half.whole != nullptr) break;
        half.whole = NamesPlace(other, *place);
        if (half.whole == nullptr) continue;
        half.beside = other.record;
        half.rows = RowsBeside(table, other);
      }
      if (half.whole != nullptr) reading.halves.push_back(std::move(half));
    }
  }
}

void CompleteReferences(Reading& reading) {
  std::map<std::string_view, absl::flat_hash_set<std::string>> ids;
  for (const HalfReference& half : reading.halves) {
    const std::string_view target = half.field->ref_record;
    auto it = ids.find(target);
    if (it == ids.end()) {
      const Record& record = *schema::FindRecord(target);
      it = ids.emplace(target, IdsOf(reading.builder.Edit(record))).first;
    }
    Complete(reading, half, it->second);
  }
  reading.halves.clear();
}

}  // namespace quaranta::io
