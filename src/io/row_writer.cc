#include "io/row_writer.h"

#include <algorithm>
#include <utility>

#include "io/files.h"
#include "io/layout.h"
#include "io/marks.h"
#include "io/numbers.h"
#include "io/reader.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Kind;
using schema::Record;

// Cells that say nothing, for the question whether a record is there at all.
bool SaysNothing(std::string_view text) {
  text = TrimSpace(text);
  return text.empty() || text == "-" || text == "/" || text == "—" ||
         text == "--" || text == "\\" || text == "——" || text == "无";
}

// Numbers are not repeated down a merged block: they would be added up.
bool FillsDown(const Field& field) {
  return field.kind != Kind::kInt && field.kind != Kind::kDouble;
}

// A number of an identity card that nobody mistyped: 17 digits and the check
// character of ISO 7064 MOD 11-2. Those that a spreadsheet cut to 15 digits end
// in 000 and name nobody.
bool IsSoundCardNumber(std::string_view text) {
  if (text.size() != 18 || text.substr(14, 3) == "000") return false;
  int remainder = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    remainder = (remainder + (text[i] - '0')) * 2 % 11;
  }
  const int check = (12 - remainder) % 11;
  const char last = text[17] == 'x' ? 'X' : text[17];
  return last == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

}  // namespace

RowWriter::RowWriter(Reading& reading, const Sheet& sheet,
                     const SheetPlan& plan, const std::string& label,
                     RowIssues& issues)
    : reading_(reading),
      sheet_(sheet),
      issues_(issues),
      label_(label),
      stem_(Stem(label)),
      file_(reading.builder.AddFile(label)),
      odd_(sheet.rows()) {
  MakeLevels(plan);
  made_ids_.resize(levels_.size());
  for (std::size_t i = 0; i < levels_.size(); ++i) MakeLinks(i);
  OrderLevels();
  const auto is_whole = [](const Slot& slot) { return slot.merged.empty(); };
  const std::vector<Slot>& slots = levels_.front().slots;
  if (levels_.size() == 1 &&
      std::all_of(slots.begin(), slots.end(), is_whole)) {
    rows_at_a_time_ = data::Appender::kRows;
  }
}

void RowWriter::MakeLevels(const SheetPlan& plan) {
  for (const Record* record : plan.levels) {
    Level level;
    level.record = record;
    level.table = &reading_.builder.Edit(*record);
    level.rows.record = record;
    level.rows.first = level.table->rows;
    level.rows.headers.resize(record->fields.size());
    level.rows.lines.reserve(sheet_.rows());
    if (const Field* id = schema::FindField(*record, "id")) {
      level.id = FieldNumber(*record, *id);
    }
    levels_.push_back(std::move(level));
  }
  for (const ColumnPlan& column : plan.columns) {
    if (column.field == nullptr) continue;
    Level& level = levels_[column.level];
    const std::size_t field = FieldNumber(*level.record, *column.field);
    level.rows.headers[field] = column.header;
    if (level.id == field) level.id_slot = level.slots.size();
    Slot slot;
    slot.plan = &column;
    slot.column = &level.table->columns[field];
    slot.first = slot.column->size();
    slot.column->Reserve(slot.first + sheet_.rows());
    slot.context = {reading_.zone, column.order, column.unit,
                    column.codes.empty() ? nullptr : &column.codes};
    for (const MergedCells& block : sheet_.merged()) {
      if (block.first_column <= column.index &&
          column.index <= block.last_column &&
          block.first_row < block.last_row && FillsDown(*column.field)) {
        slot.merged.push_back(block);
      }
    }
    level.slots.push_back(std::move(slot));
  }
}

void RowWriter::MakeLinks(std::size_t index) {
  Level& level = levels_[index];
  const auto has_column = [&level](std::size_t field) {
    return !level.rows.headers[field].empty() ||
           std::any_of(level.slots.begin(), level.slots.end(),
                       [&](const Slot& slot) {
                         return slot.column == &level.table->columns[field];
                       });
  };
  const auto in_key = [&level](std::size_t field) {
    return std::find(level.record->key.begin(), level.record->key.end(),
                     field) != level.record->key.end();
  };
  for (std::size_t other = 0; other < levels_.size(); ++other) {
    if (other == index) continue;
    std::optional<std::size_t> best;
    for (std::size_t f = 0; f < level.record->fields.size(); ++f) {
      const Field& field = level.record->fields[f];
      if (field.repeated || field.ref_record != levels_[other].record->name) {
        continue;
      }
      if (has_column(f)) {
        if (in_key(f)) best.reset();
        if (in_key(f)) break;
        continue;
      }
      if (!best || (in_key(f) && !in_key(*best))) best = f;
    }
    // A reference outside the key is meant only when it is the only way.
    if (!best || (!in_key(*best) && other > index)) continue;
    level.links.push_back({*best, other});
    levels_[other].named = true;
  }
  for (const std::uint16_t key : level.record->key) {
    if (has_column(key)) continue;
    const Field& field = level.record->fields[key];
    if (!field.ref_record.empty()) continue;
    for (const Link& link : level.links) {
      const Record& there = *levels_[link.level].record;
      const Field* same = schema::FindField(there, field.name);
      if (same == nullptr || same->kind != field.kind || same->repeated ||
          field.name == "id") {
        continue;
      }
      level.inherited.push_back({key, link.level, FieldNumber(there, *same)});
      break;
    }
  }
}

void RowWriter::OrderLevels() {
  std::vector<bool> placed(levels_.size());
  while (order_.size() < levels_.size()) {
    std::size_t next = levels_.size();
    for (std::size_t i = 0; i < levels_.size() && next == levels_.size(); ++i) {
      const bool ready = std::all_of(
          levels_[i].links.begin(), levels_[i].links.end(),
          [&placed](const Link& link) { return placed[link.level]; });
      if (!placed[i] && ready) next = i;
    }
    if (next == levels_.size()) {
      // A ring of references: the first that is left gives up its links.
      next = static_cast<std::size_t>(
          std::find(placed.begin(), placed.end(), false) - placed.begin());
      std::erase_if(levels_[next].links, [&placed](const Link& link) {
        return !placed[link.level];
      });
    }
    placed[next] = true;
    order_.push_back(next);
  }
}

SheetCell RowWriter::CellOf(Slot& slot, std::size_t row) {
  const std::size_t index = slot.plan->index;
  SheetCell cell{{}, CellType::kBlank};
  if (index < sheet_.columns(row)) cell = sheet_.cell(row, index);
  if (slot.merged.empty() || !cell.text.empty()) return cell;
  for (const MergedCells& block : slot.merged) {
    if (row < block.first_row || row > block.last_row) continue;
    if (block.first_column >= sheet_.columns(block.first_row)) continue;
    const SheetCell first = sheet_.cell(block.first_row, block.first_column);
    if (first.text.empty()) continue;
    if (!slot.told) {
      world::Issue issue =
          FileIssue(world::Issue::Severity::kNote, "merged_filled", label_,
                    sheet_.line(row), "read_from_above", {});
      issue.column = slot.plan->header;
      issue.value = ShownValue(slot.plan->field, first.text);
      issues_.Add(row_, std::move(issue));
      slot.told = true;
      odd_[row] = true;
    }
    return first;
  }
  return cell;
}

bool RowWriter::SaysAnything(Level& level, std::size_t row) {
  for (Slot& slot : level.slots) {
    if (!CellOf(slot, row).text.empty()) return true;
  }
  return false;
}

// Whether a level of a joined row has a record there: its columns say
// something, or a record that is there refers to it.
bool RowWriter::Wanted(std::size_t index, std::size_t row) {
  for (Slot& slot : levels_[index].slots) {
    if (!SaysNothing(CellOf(slot, row).text)) return true;
  }
  for (std::size_t other = 0; other < levels_.size(); ++other) {
    for (const Link& link : levels_[other].links) {
      if (link.level == index && Wanted(other, row)) return true;
    }
  }
  return false;
}

bool RowWriter::SaysAnything(std::size_t row) {
  row_ = row;
  for (Level& level : levels_) {
    if (SaysAnything(level, row)) return true;
  }
  return false;
}

void RowWriter::Write(std::span<const std::size_t> rows) {
  if (rows_at_a_time_ > 1) return WriteColumns(levels_.front(), rows);
  for (const std::size_t row : rows) {
    row_ = row;
    levels_.size() == 1 ? WriteLevel(levels_.front(), row) : WriteJoined(row);
  }
}

// Rows of one record have nothing to do with one another.
void RowWriter::WriteColumns(Level& level, std::span<const std::size_t> rows) {
  for (Slot& slot : level.slots) AppendColumn(slot, rows);
  const std::size_t first = level.rows.lines.size();
  for (const std::size_t row : rows) {
    level.rows.lines.push_back(sheet_.line(row));
  }
  reading_.builder.EndRows(*level.table, file_,
                           std::span(level.rows.lines).subspan(first));
}

void RowWriter::AppendColumn(Slot& slot, std::span<const std::size_t> rows) {
  cells_.resize(rows.size());
  sheet_.Column(slot.plan->index, rows, cells_);
  if (slot.column->size() == slot.first) ReserveTexts(slot);
  for (std::size_t i = 0; true; ++i) {
    i += AppendCells(*slot.column, std::span(cells_).subspan(i), slot.context);
    if (i == rows.size()) return;
    auto problem = AppendCell(*slot.column, cells_[i], slot.context);
    if (problem) {
      row_ = rows[i];
      Report(row_, *slot.plan, cells_[i].text, *std::move(problem));
    }
  }
}

// Room for texts such as the first ones.
void RowWriter::ReserveTexts(Slot& slot) {
  const Field& field = *slot.plan->field;
  if (field.kind != Kind::kString || field.repeated) return;
  std::size_t bytes = 0;
  for (const SheetCell& cell : cells_) bytes += cell.text.size();
  const std::size_t more = bytes * (sheet_.rows() / cells_.size());
  slot.column->Reserve(slot.first + sheet_.rows(), more + more / 8);
}

void RowWriter::WriteJoined(std::size_t row) {
  for (const std::size_t index : order_) {
    Level& level = levels_[index];
    level.current = index == 0 || Wanted(index, row);
    if (!level.current) continue;
    if (!level.group_of.empty() && level.group_of[row] != 0) {
      const std::size_t group = level.group_of[row] - 1;
      if (auto& known = level.row_of_group[group]) {
        level.current_row = *known;
        level.current_id =
            level.id
                ? std::string(level.table->columns[*level.id].GetText(*known))
                : std::string();
        continue;
      }
      level.row_of_group[group] = level.table->rows;
    }
    WriteLevel(level, row);
  }
}

void RowWriter::WriteLevel(Level& level, std::size_t row) {
  for (std::size_t i = 0; i < level.slots.size(); ++i) {
    if (level.named && level.id_slot == i) continue;  // AppendId() does
    AppendSlot(level.slots[i], row, level);
  }
  for (const Link& link : level.links) {
    const Level& there = levels_[link.level];
    if (!there.current || there.current_id.empty()) continue;
    level.table->columns[link.field].AppendText(there.current_id);
  }
  for (const Level::Inherited& same : level.inherited) {
    const Level& there = levels_[same.level];
    if (!there.current) continue;
    level.table->columns[same.field].AppendFrom(there.table->columns[same.from],
                                                there.current_row);
  }
  if (level.named) AppendId(level, row);
  const std::uint32_t line = sheet_.line(row);
  level.current_row =
      reading_.builder.EndRow(*level.table, world::Origin{file_, line});
  level.rows.lines.push_back(line);
}

void RowWriter::AppendSlot(Slot& slot, std::size_t row, const Level& level) {
  if (!level.group_of.empty() && level.group_of[row] != 0) {
    const auto& rows = level.groups[level.group_of[row] - 1];
    if (rows.size() > 1 && AppendAgreed(slot, rows)) return;
  }
  const SheetCell cell = CellOf(slot, row);
  auto problem = AppendCell(*slot.column, cell, slot.context);
  if (problem) Report(row, *slot.plan, cell.text, *std::move(problem));
}

// The cell that several rows of one record agree on; rows that leave it blank
// have no say. Disagreement leaves it unknown.
bool RowWriter::AppendAgreed(Slot& slot, const std::vector<std::size_t>& rows) {
  std::optional<std::size_t> first;
  for (const std::size_t row : rows) {
    const std::string_view text = TrimSpace(CellOf(slot, row).text);
    if (text.empty()) continue;
    if (!first) {
      first = row;
      continue;
    }
    const std::string_view said = TrimSpace(CellOf(slot, *first).text);
    if (said == text) continue;
    slot.column->AppendBlank();
    std::string both = std::string(said) + " | " + std::string(text);
    slot.column->SetNote(slot.column->size() - 1,
                         {data::NoteState::kConflicting, both, std::nullopt});
    Report(
        row, *slot.plan, text,
        {"rows_disagree", "kept_unknown", std::to_string(sheet_.line(*first)),
         world::Issue::Severity::kWarning});
    return true;
  }
  if (!first) return false;
  const SheetCell cell = CellOf(slot, *first);
  auto problem = AppendCell(*slot.column, cell, slot.context);
  if (problem) Report(*first, *slot.plan, cell.text, *std::move(problem));
  return true;
}

// The id that other levels of the row refer to: as given, from the key, or made
// from file and line.
void RowWriter::AppendId(Level& level, std::size_t row) {
  level.current_id.clear();
  if (!level.id) return;
  data::Column& ids = level.table->columns[*level.id];
  if (level.id_slot &&
      !SaysNothing(CellOf(level.slots[*level.id_slot], row).text)) {
    AppendSlot(level.slots[*level.id_slot], row, level);
    const std::size_t at = ids.size() - 1;
    // A masked id names nobody: nothing can refer to this row.
    if (ids.valid(at)) level.current_id = std::string(ids.GetText(at));
    return;
  }
  level.current_id = KeyOf(level);
  if (level.current_id.empty()) {
    level.current_id = stem_ + "/" + std::to_string(sheet_.line(row));
    ++made_ids_[static_cast<std::size_t>(&level - levels_.data())];
  }
  ids.AppendText(level.current_id);
}

// The key of the row being written, as the world would make it; empty when a
// part of it is missing.
std::string RowWriter::KeyOf(const Level& level) const {
  std::string key;
  for (const std::uint16_t field : level.record->key) {
    const data::Column& column = level.table->columns[field];
    const std::size_t row = level.table->rows;
    if (column.size() <= row || !column.valid(row)) return {};
    if (!key.empty()) key += '/';
    const std::string part = ItemText(column, row);
    if (part.empty()) return {};
    key += part;
  }
  return key;
}

// What names the record of a level in a row, before anything is read; empty
// when nothing does.
std::string RowWriter::KeyText(std::size_t index, std::size_t row) {
  Level& level = levels_[index];
  if (level.id_slot) {
    return Narrow(TrimSpace(CellOf(level.slots[*level.id_slot], row).text));
  }
  std::string key;
  for (const std::uint16_t field : level.record->key) {
    std::string part;
    for (const Link& link : level.links) {
      if (link.field == field) part = KeyText(link.level, row);
    }
    for (Slot& slot : level.slots) {
      if (slot.column != &level.table->columns[field]) continue;
      part = Narrow(TrimSpace(CellOf(slot, row).text));
    }
    if (!part.empty()) {
      key += part + '\x1f';
      continue;
    }
    key.clear();
    break;
  }
  if (!key.empty()) return key;
  for (Slot& slot : level.slots) {
    if (slot.plan->field->name != "id_number") continue;
    const std::string card = Narrow(TrimSpace(CellOf(slot, row).text));
    if (IsSoundCardNumber(card)) return card;
  }
  return {};
}

void RowWriter::FindRepetitions(const std::vector<std::size_t>& rows) {
  if (levels_.size() == 1) return;
  for (std::size_t index = 0; index < levels_.size(); ++index) {
    Level& level = levels_[index];
    if (!level.named) continue;
    absl::flat_hash_map<std::string, std::uint32_t> known;
    level.group_of.resize(sheet_.rows());
    for (const std::size_t row : rows) {
      const std::string key = KeyText(index, row);
      if (key.empty()) continue;
      const auto [it, added] = known.try_emplace(
          key, static_cast<std::uint32_t>(level.groups.size() + 1));
      if (added) level.groups.emplace_back();
      level.group_of[row] = it->second;
      level.groups[it->second - 1].push_back(row);
    }
    level.row_of_group.resize(level.groups.size());
  }
}

void RowWriter::Report(std::size_t row, const ColumnPlan& column,
                       std::string_view value, CellProblem problem) {
  world::Issue issue =
      FileIssue(problem.severity, problem.code, label_, sheet_.line(row),
                problem.action, std::move(problem.detail));
  issue.column = column.header;
  issue.value = ShownValue(column.field, value);
  issues_.Add(row_, std::move(issue));
  odd_[row] = true;
}

std::vector<const data::Table*> RowWriter::Tables() const {
  std::vector<const data::Table*> tables;
  for (const Level& level : levels_) tables.push_back(level.table);
  return tables;
}

std::vector<AppendedRows> RowWriter::Take() {
  std::vector<AppendedRows> rows;
  for (Level& level : levels_) {
    level.rows.last = level.table->rows;
    rows.push_back(std::move(level.rows));
  }
  return rows;
}

}  // namespace quaranta::io
