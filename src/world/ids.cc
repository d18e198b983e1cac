// Ids from keys, duplicate rows, and the index of ids.
#include <algorithm>
#include <string>

#include "world/by_parent.h"
#include "world/duplicates.h"
#include "world/impl.h"

namespace quaranta::world {
namespace {

using data::Column;
using data::Table;

// A text that is empty is no part of a key.
bool MayBeEmpty(const Column& column) {
  return column.kind() == schema::Kind::kString ||
         column.kind() == schema::Kind::kReference;
}

// Which rows have an id, column by column: as Table::HasId() says.
data::Bits RowsWithId(const Table& table) {
  bool has_key = !table.record->key.empty();
  for (const std::uint16_t field : table.record->key) {
    has_key = has_key && !table.columns[field].field().repeated;
  }
  data::Bits rows(table.rows, has_key);
  for (const std::uint16_t field : table.record->key) {
    const Column& column = table.columns[field];
    if (!has_key) break;
    const data::BitView valid = column.validity();
    if (valid.bytes == nullptr && !valid.uniform) {
      rows = data::Bits(table.rows, false);
      break;
    }
    for (std::size_t row = 0; valid.bytes != nullptr && row < table.rows;
         ++row) {
      if (!valid[row]) rows.Set(row, false);
    }
    for (std::size_t row = 0; MayBeEmpty(column) && row < table.rows; ++row) {
      if (rows[row] && column.GetText(row).empty()) rows.Set(row, false);
    }
  }
  const Column* given = table.GivenIds();
  if (given == nullptr || IsBlank(*given)) return rows;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (given->valid(row)) rows.Set(row, true);
  }
  return rows;
}

// The steps for one table. Its issues are kept apart, for tables are not taken
// in the order in which they are reported.
class IdMaker {
 public:
  // `by_parent`: may be found by way of it.
  IdMaker(WorldImpl& world, std::size_t index, bool by_parent)
      : world_(world),
        index_(index),
        by_parent_(by_parent),
        table_(world.view.tables[index]),
        issues_(world.issues.limit()) {}

  void Run() {
    Park();
    dropped_ = world_.to_drop[index_];
    std::sort(dropped_.begin(), dropped_.end());
    dropped_.erase(std::unique(dropped_.begin(), dropped_.end()),
                   dropped_.end());
    while (!dropped_.empty() && dropped_.back() >= table_.rows) {
      dropped_.pop_back();
    }
    rows_ = RowsWithId(table_);
    ReportMissing();
    for (const std::uint32_t row : dropped_) rows_.Set(row, false);
    Index();
    if (dropped_.empty() && duplicates_.empty()) return;
    std::sort(duplicates_.begin(), duplicates_.end(),
              [](const Duplicate& a, const Duplicate& b) {
                return a.dropped < b.dropped;
              });
    MergeDuplicates(world_, index_, duplicates_, issues_);
    for (const Duplicate& pair : duplicates_) dropped_.push_back(pair.dropped);
    std::sort(dropped_.begin(), dropped_.end());
    Drop();
  }

  IssueList TakeIssues() { return std::move(issues_); }

 private:
  void Park() {
    std::vector<std::uint32_t>& rows = world_.to_park[index_];
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    ParkRows(world_, index_, rows);
  }

  void ReportMissing() {
    auto dropped = dropped_.begin();
    for (std::uint32_t row = 0; row < table_.rows; ++row) {
      if (rows_[row]) continue;
      while (dropped != dropped_.end() && *dropped < row) ++dropped;
      if (dropped != dropped_.end() && *dropped == row) continue;
      issues_.Add(world_.IssueAt(Issue::Severity::kWarning, "missing_key",
                                 {static_cast<std::uint32_t>(index_), row},
                                 nullptr, {}, "kept_without_id", {}));
    }
  }

  void Index() {
    TableIndex& index = world_.index[index_];
    if (by_parent_) index.by_parent = LinkByParent(world_, index_);
    if (index.by_parent) {
      FindDuplicates(table_, *index.by_parent, rows_, duplicates_);
    }
    IndexRest();
  }

  // Indexes the rows that are not found by way of a parent that is known.
  void IndexRest() {
    TableIndex& index = world_.index[index_];
    if (!index.by_parent) {
      index.ids.Build(table_, rows_, duplicates_);
      return;
    }
    const data::Targets& parents = index.by_parent->parents;
    data::Bits orphans(table_.rows);
    for (std::uint32_t row = 0; row < table_.rows; ++row) {
      if (parents[row] < 0 && HasId(row)) orphans.Set(row, true);
    }
    index.ids.Build(table_, orphans, duplicates_);
  }

  bool HasId(std::uint32_t row) const {
    return rows_.size() > 0 ? rows_[row] : table_.HasId(row);
  }

  void Drop() {
    TableIndex& index = world_.index[index_];
    index.ids = {};
    if (index.by_parent) index.by_parent->rows = {};
    DropRows(world_, index_, dropped_);
    rows_ = {};
    if (index.by_parent) {
      DropFrom(world_, *index.by_parent, index_, dropped_);
    } else {
      rows_ = RowsWithId(table_);
    }
    duplicates_.clear();
    IndexRest();  // finds no further ones
  }

  WorldImpl& world_;
  std::size_t index_;
  bool by_parent_;
  Table& table_;
  IssueList issues_;
  std::vector<std::uint32_t> dropped_;  // ascending
  data::Bits rows_;  // that have an id and are not dropped; or not asked yet
  std::vector<Duplicate> duplicates_;
};

}  // namespace

void MakeIds(WorldImpl& world) {
  const std::size_t tables = world.view.tables.size();
  std::vector<IssueList> issues(tables, IssueList(world.issues.limit()));
  std::vector<bool> by_parent(tables);
  for (std::size_t i = 0; i < tables; ++i) {
    by_parent[i] = MayGoByParent(world, i);
  }
  // Rows that are found by way of their parents come after these.
  for (const bool second : {false, true}) {
    for (std::size_t i = 0; i < tables; ++i) {
      if (world.view.tables[i].rows == 0 || by_parent[i] != second) continue;
      IdMaker maker(world, i, second);
      maker.Run();
      issues[i] = maker.TakeIssues();
    }
  }
  for (IssueList& list : issues) world.issues.Append(std::move(list));
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
    world.issues.Add(std::move(issue));
  }
  world.notes.clear();
}

}  // namespace quaranta::world
