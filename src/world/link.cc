// Forward gathers and backward segments.
#include <algorithm>
#include <string>

#include "world/impl.h"

namespace quaranta::world {
namespace {

using data::Column;
using data::Gather;
using data::RowRef;
using data::Segments;
using data::Table;

// A reference to a table with no rows at all is one issue, not one per row.
class MissingTables {
 public:
  explicit MissingTables(WorldImpl& world) : world_(world) {}

  // Reports a dangling id, unless its table is missing.
  void Dangling(RowRef row, const schema::Field& field, std::size_t target,
                std::string_view id) {
    if (world_.view.tables[target].rows == 0) {
      ++count_;
      return;
    }
    world_.Report(Issue::Severity::kWarning, "dangling_reference", row, &field,
                  std::string(id), "kept_unknown",
                  std::string(world_.view.tables[target].record->name));
  }

  // To be called after the rows of one field.
  void Flush(const Table& table, const schema::Field& field,
             std::size_t target) {
    if (count_ == 0) return;
    Issue issue;
    issue.severity = Issue::Severity::kWarning;
    issue.code = "missing_table";
    issue.file = table.record->name;
    issue.column = field.name;
    issue.value = world_.view.tables[target].record->name;
    issue.action = "kept_unknown";
    issue.detail = std::to_string(count_);
    count_ = 0;
    if (world_.Admit(issue)) world_.issues.push_back(std::move(issue));
  }

 private:
  WorldImpl& world_;
  std::size_t count_ = 0;
};

// Pairs of (from, to) as segments of `from`; distinct, rows ascending.
Segments ToSegments(std::string name, std::uint32_t target, std::size_t rows,
                    const std::vector<std::pair<std::uint32_t, std::uint32_t>>&
                        pairs_in_row_order) {
  Segments segments;
  segments.name = std::move(name);
  segments.target = target;
  segments.offset.assign(rows + 1, 0);
  for (const auto& [from, to] : pairs_in_row_order) {
    ++segments.offset[from + 1];
  }
  for (std::size_t i = 0; i < rows; ++i) {
    segments.offset[i + 1] += segments.offset[i];
  }
  segments.rows.resize(pairs_in_row_order.size());
  std::vector<std::uint32_t> next(segments.offset.begin(),
                                  segments.offset.end() - 1);
  for (const auto& [from, to] : pairs_in_row_order) {
    segments.rows[next[from]++] = to;
  }
  segments.closed = data::Bits(rows);
  return segments;
}

// Row of the target that each row refers to, or -1.
Gather MakeGather(WorldImpl& world, std::size_t index, std::uint32_t field,
                  std::size_t target, MissingTables& missing) {
  const Table& table = world.view.tables[index];
  const Column& column = table.columns[field];
  Gather gather;
  gather.name = column.field().ref_name;
  gather.field = field;
  gather.target = static_cast<std::uint32_t>(target);
  gather.row.assign(table.rows, -1);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (!column.valid(row)) continue;
    const std::string_view id = column.GetText(row);
    if (const auto found = world.Find(target, id)) {
      gather.row[row] = static_cast<std::int32_t>(found->row);
    } else {
      missing.Dangling({static_cast<std::uint32_t>(index), row}, column.field(),
                       target, id);
    }
  }
  missing.Flush(table, column.field(), target);
  return gather;
}

// All (row, target row) pairs of a list of ids, and whether a row's list is
// recorded and every id in it was found.
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
Pairs ListPairs(WorldImpl& world, std::size_t index, const Column& column,
                std::size_t target, MissingTables& missing,
                data::Bits& complete) {
  const Table& table = world.view.tables[index];
  Pairs pairs;
  complete = data::Bits(table.rows, true);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (!column.valid(row)) {
      complete.Set(row, column.field().absent != schema::Absent::kUnknown);
      continue;
    }
    std::vector<std::uint32_t> rows;
    const auto [begin, end] = column.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) {
      if (const auto found = world.Find(target, column.GetText(i))) {
        rows.push_back(found->row);
      } else {
        complete.Set(row, false);
        missing.Dangling({static_cast<std::uint32_t>(index), row},
                         column.field(), target, column.GetText(i));
      }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const std::uint32_t to : rows) pairs.emplace_back(row, to);
  }
  missing.Flush(table, column.field(), target);
  return pairs;
}

void LinkField(WorldImpl& world, std::size_t index, std::uint32_t field,
               std::size_t target) {
  Table& table = world.view.tables[index];
  Table& other = world.view.tables[target];
  const schema::Field& spec = table.columns[field].field();
  MissingTables missing(world);
  Pairs back;
  if (spec.repeated) {
    data::Bits complete;
    const Pairs pairs = ListPairs(world, index, table.columns[field], target,
                                  missing, complete);
    Segments forward =
        ToSegments(std::string(spec.ref_name),
                   static_cast<std::uint32_t>(target), table.rows, pairs);
    forward.closed = std::move(complete);
    table.segments.push_back(std::move(forward));
    for (const auto& [from, to] : pairs) back.emplace_back(to, from);
  } else {
    table.gathers.push_back(MakeGather(world, index, field, target, missing));
    if (!spec.ref_as.empty()) {
      const Gather& gather = table.gathers.back();
      back.reserve(gather.row.size());
      for (std::uint32_t row = 0; row < table.rows; ++row) {
        if (gather.row[row] < 0) continue;
        back.emplace_back(static_cast<std::uint32_t>(gather.row[row]), row);
      }
    }
  }
  if (spec.ref_as.empty()) return;
  other.segments.push_back(ToSegments(std::string(spec.ref_as),
                                      static_cast<std::uint32_t>(index),
                                      other.rows, back));
}

// A field of kind REFERENCE names any record; it only has to exist.
void CheckReferences(WorldImpl& world, std::size_t index,
                     const Column& column) {
  const Table& table = world.view.tables[index];
  const auto check = [&](std::uint32_t row, std::string_view subject) {
    if (world.Find(subject)) return;
    world.Report(Issue::Severity::kWarning, "dangling_reference",
                 {static_cast<std::uint32_t>(index), row}, &column.field(),
                 std::string(subject), "kept_unknown", {});
  };
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (!column.valid(row)) continue;
    if (!column.field().repeated) {
      check(row, column.GetText(row));
      continue;
    }
    const auto [begin, end] = column.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) check(row, column.GetText(i));
  }
}

}  // namespace

void LinkTables(WorldImpl& world) {
  for (std::size_t i = 0; i < world.view.tables.size(); ++i) {
    const Table& table = world.view.tables[i];
    for (std::uint32_t field = 0; field < table.columns.size(); ++field) {
      const schema::Field& spec = table.columns[field].field();
      std::size_t target = 0;
      if (spec.kind == schema::Kind::kReference) {
        CheckReferences(world, i, table.columns[field]);
      } else if (!spec.ref_record.empty() &&
                 TableOf(spec.ref_record, target) != nullptr) {
        LinkField(world, i, field, target);
      }
    }
  }
}

}  // namespace quaranta::world
