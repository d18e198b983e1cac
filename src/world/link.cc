// Forward gathers and backward segments.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "world/bytes.h"
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
    world_.issues.Add(std::move(issue));
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
  segments.closed = data::Bits(rows);
  if (pairs_in_row_order.empty()) return segments;
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
  return segments;
}

// Reports the ids of a column that lead nowhere.
void ReportDangling(WorldImpl& world, std::size_t index, const Gather& gather) {
  const Table& table = world.view.tables[index];
  const Column& column = table.columns[gather.field];
  if (IsBlank(column)) return;
  MissingTables missing(world);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    if (gather.row[row] >= 0 || !column.valid(row)) continue;
    missing.Dangling({static_cast<std::uint32_t>(index), row}, column.field(),
                     gather.target, column.GetText(row));
  }
  missing.Flush(table, column.field(), gather.target);
}

// All (row, target row) pairs of a list of ids, and whether a row's list is
// recorded and every id in it was found.
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
Pairs ListPairs(WorldImpl& world, std::size_t index, const Column& column,
                std::size_t target, MissingTables& missing,
                data::Bits& complete) {
  const Table& table = world.view.tables[index];
  Pairs pairs;
  if (IsBlank(column)) {
    complete = data::Bits(table.rows,
                          column.field().absent != schema::Absent::kUnknown);
    return pairs;
  }
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

// A list of ids: segments both ways.
void LinkList(WorldImpl& world, std::size_t index, std::uint32_t field,
              std::size_t target) {
  Table& table = world.view.tables[index];
  Table& other = world.view.tables[target];
  const schema::Field& spec = table.columns[field].field();
  MissingTables missing(world);
  data::Bits complete;
  const Pairs pairs =
      ListPairs(world, index, table.columns[field], target, missing, complete);
  Segments forward =
      ToSegments(std::string(spec.ref_name), static_cast<std::uint32_t>(target),
                 table.rows, pairs);
  forward.closed = std::move(complete);
  table.segments.push_back(std::move(forward));
  if (spec.ref_as.empty()) return;
  Pairs back;
  back.reserve(pairs.size());
  for (const auto& [from, to] : pairs) back.emplace_back(to, from);
  other.segments.push_back(ToSegments(std::string(spec.ref_as),
                                      static_cast<std::uint32_t>(index),
                                      other.rows, back));
}

// One id: a gather, and segments backwards.
void LinkOne(WorldImpl& world, std::size_t index, std::uint32_t field,
             std::size_t target) {
  Table& table = world.view.tables[index];
  Table& other = world.view.tables[target];
  const schema::Field& spec = table.columns[field].field();
  auto& by_parent = world.index[index].by_parent;
  const bool linked = by_parent && by_parent->field == field;
  Gather gather;
  gather.name = spec.ref_name;
  gather.field = field;
  gather.target = static_cast<std::uint32_t>(target);
  gather.row = linked ? std::move(by_parent->parents)
                      : ResolveColumn(world, table.columns[field], target);
  ReportDangling(world, index, gather);
  if (linked) {
    by_parent->collection = other.segments.size();
    other.segments.push_back(std::move(by_parent->rows));
  } else if (!spec.ref_as.empty()) {
    other.segments.push_back(
        Backwards(gather.row, static_cast<std::uint32_t>(index), other.rows));
    other.segments.back().name = spec.ref_as;
  }
  table.gathers.push_back(std::move(gather));
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
  if (IsBlank(column)) return;
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

// Looks up ids a batch at a time. An id that repeats the one before it, as most
// do in a file in order, is looked up once.
class Resolver {
 public:
  Resolver(const WorldImpl& world, std::size_t target)
      : world_(world), target_(target) {}

  // The target of each id, or -1; `id_at(i)` is the id, or nothing.
  template <class IdAt>
  std::vector<std::int32_t> Run(std::size_t size, IdAt id_at) {
    std::vector<std::int32_t> targets;
    targets.reserve(size);
    for (std::size_t first = 0; first < size; first += IdIndex::kBatch) {
      std::array<std::int32_t, IdIndex::kBatch> batch{};
      batch.fill(-1);
      const auto rest =
          std::span(batch).first(std::min(size - first, IdIndex::kBatch));
      RunBatch(rest, [&](std::size_t i) { return id_at(first + i); });
      targets.insert(targets.end(), rest.begin(), rest.end());
    }
    return targets;
  }

 private:
  template <class IdAt>
  void RunBatch(std::span<std::int32_t> targets, IdAt id_at) {
    std::array<std::uint8_t, IdIndex::kBatch> which{};  // of ids_, from 1
    std::size_t size = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const std::optional<std::string_view> id = id_at(i);
      if (!id) continue;
      if (size == 0 && last_id_ && SameText(*id, *last_id_)) {
        targets[i] = last_target_;
        continue;
      }
      if (size == 0 || !SameText(ids_[size - 1], *id)) ids_[size++] = *id;
      which[i] = static_cast<std::uint8_t>(size);
    }
    if (size == 0) return;
    Look(size);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (which[i] > 0) targets[i] = found_[which[i] - std::size_t{1}];
    }
    last_id_ = ids_[size - 1];
    last_target_ = found_[size - 1];
  }

  void Look(std::size_t size) {
    std::array<std::uint32_t, IdIndex::kBatch> rows{};
    world_.index[target_].ids.FindBatch(world_.view.tables[target_],
                                        std::span(ids_).first(size), rows);
    for (std::size_t i = 0; i < size; ++i) {
      found_[i] = static_cast<std::int32_t>(rows[i]);
      if (rows[i] != IdIndex::kNone) continue;
      const auto elsewhere = world_.FindElsewhere(target_, ids_[i]);
      found_[i] = elsewhere ? static_cast<std::int32_t>(elsewhere->row) : -1;
    }
  }

  const WorldImpl& world_;
  std::size_t target_;
  std::array<std::string_view, IdIndex::kBatch> ids_{};
  std::array<std::int32_t, IdIndex::kBatch> found_{};
  std::optional<std::string_view> last_id_;
  std::int32_t last_target_ = -1;
};

}  // namespace

data::Targets ResolveColumn(const WorldImpl& world, const Column& column,
                            std::size_t target) {
  using Id = std::optional<std::string_view>;
  if (world.view.tables[target].rows == 0 || IsBlank(column)) return {};
  Resolver resolver(world, target);
  const auto dictionary = column.dictionary();
  if (!dictionary || dictionary->texts.size() > column.size()) {
    return data::Targets(resolver.Run(column.size(), [&](std::size_t row) {
      return column.valid(row) ? Id(column.GetText(row)) : Id();
    }));
  }
  const std::vector<std::int32_t> of_text = resolver.Run(
      dictionary->texts.size(),
      [&](std::size_t text) { return Id(dictionary->texts[text]); });
  std::vector<std::int32_t> targets(column.size(), -1);
  for (std::size_t row = 0; row < targets.size(); ++row) {
    if (!column.valid(row)) continue;
    targets[row] = of_text[static_cast<std::size_t>(dictionary->codes[row])];
  }
  return data::Targets(std::move(targets));
}

Segments Backwards(const data::Targets& targets, std::uint32_t from,
                   std::size_t rows) {
  Segments segments;
  segments.target = from;
  segments.closed = data::Bits(rows);
  if (targets.empty()) return segments;
  // Counts first; then the counts become places, and each row takes the next
  // place of its target.
  std::vector<std::uint32_t> next(rows + 1, 0);
  std::uint32_t all = 0;
  for (const std::int32_t target : targets.values()) {
    if (target < 0) continue;
    ++next[static_cast<std::size_t>(target)];
    ++all;
  }
  segments.offset.resize(rows + 1);
  std::uint32_t place = 0;
  for (std::size_t row = 0; row <= rows; ++row) {
    segments.offset[row] = place;
    place += std::exchange(next[row], place);
  }
  segments.rows.assign(all, 0);
  std::uint32_t row = 0;
  for (const std::int32_t target : targets.values()) {
    if (target >= 0) {
      segments.rows[next[static_cast<std::size_t>(target)]++] = row;
    }
    ++row;
  }
  return segments;
}

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
        spec.repeated ? LinkList(world, i, field, target)
                      : LinkOne(world, i, field, target);
      }
    }
  }
}

}  // namespace quaranta::world
