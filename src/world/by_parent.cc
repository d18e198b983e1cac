#include "world/by_parent.h"

#include <algorithm>
#include <compare>
#include <utility>

#include "world/impl.h"

namespace quaranta::world {
namespace {

using data::Column;
using data::Segments;
using data::Table;

// Parents with more rows would be slow to search one by one.
constexpr std::size_t kMostRows = 4096;

bool CannotHoldSlash(const Column& column) {
  if (column.field().repeated) return false;
  switch (column.kind()) {
    case schema::Kind::kBool:
    case schema::Kind::kInt:
    case schema::Kind::kDate:
    case schema::Kind::kInstant:
      return true;
    default:
      return false;
  }
}

// Whether ids of the record stand anywhere.
bool IsReferredTo(const WorldImpl& world, const schema::Record& record) {
  for (const Table& table : world.view.tables) {
    for (const Column& column : table.columns) {
      if (column.field().ref_record == record.name && !IsBlank(column)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

bool MayGoByParent(const WorldImpl& world, std::size_t index) {
  const Table& table = world.view.tables[index];
  const auto key = table.record->key;
  const Column* given = table.GivenIds();
  if (key.size() < 2 || (given != nullptr && !IsBlank(*given))) return false;
  const schema::Field& first = table.columns[key.front()].field();
  std::size_t target = 0;
  if (!MakesGather(first) || first.ref_as.empty() ||
      TableOf(first.ref_record, target) == nullptr ||
      world.view.tables[target].rows == 0 ||
      &world.view.tables[target] == &table) {
    return false;
  }
  return std::all_of(key.begin() + 1, key.end(),
                     [&table](std::uint16_t field) {
                       return CannotHoldSlash(table.columns[field]);
                     }) &&
         !IsReferredTo(world, *table.record);
}

namespace {

// The parts of a key but the first, compared as their texts would be for
// equality, in any order that is one.
class RestOfKey {
 public:
  explicit RestOfKey(const Table& table) {
    for (const std::uint16_t field : table.record->key.subspan(1)) {
      columns_.push_back(&table.columns[field]);
    }
  }

  std::strong_ordering Compare(std::uint32_t a, std::uint32_t b) const {
    for (const Column* column : columns_) {
      const auto order = CompareCells(*column, a, b);
      if (order != 0) return order;
    }
    return std::strong_ordering::equal;
  }

 private:
  static std::strong_ordering CompareCells(const Column& column,
                                           std::uint32_t a, std::uint32_t b) {
    switch (column.kind()) {
      case schema::Kind::kBool:
        return column.GetBool(a) <=> column.GetBool(b);
      case schema::Kind::kDate:
        return column.GetDay(a) <=> column.GetDay(b);
      case schema::Kind::kInstant: {
        const Instant x = column.GetInstant(a);
        const Instant y = column.GetInstant(b);
        return x != y ? x <=> y : x.offset_minutes <=> y.offset_minutes;
      }
      default:
        return column.GetInt(a) <=> column.GetInt(b);
    }
  }

  std::vector<const Column*> columns_;
};

// Rows of one parent and one rest of the key, ascending: the same id but for
// parents that can be spelt in two ways ("#7", "#07").
void CompareParents(const Column& parents, std::span<const std::uint32_t> rows,
                    std::vector<Duplicate>& duplicates) {
  std::vector<std::uint32_t> kept;
  for (const std::uint32_t row : rows) {
    const auto same = std::find_if(kept.begin(), kept.end(), [&](auto other) {
      return parents.GetText(other) == parents.GetText(row);
    });
    if (same == kept.end()) {
      kept.push_back(row);
    } else {
      duplicates.push_back({*same, row});
    }
  }
}

void LinkBack(const WorldImpl& world, ByParent& by_parent, std::size_t index) {
  const Table& table = world.view.tables[index];
  by_parent.rows =
      Backwards(by_parent.parents, static_cast<std::uint32_t>(index),
                world.view.tables[by_parent.target].rows);
  by_parent.rows.name = table.columns[by_parent.field].field().ref_as;
}

const Segments& RowsOf(const WorldImpl& world, const ByParent& by_parent) {
  if (!by_parent.collection) return by_parent.rows;
  return world.view.tables[by_parent.target].segments[*by_parent.collection];
}

}  // namespace

std::optional<ByParent> LinkByParent(const WorldImpl& world,
                                     std::size_t index) {
  const Table& table = world.view.tables[index];
  ByParent made;
  made.field = table.record->key.front();
  const schema::Field& field = table.columns[made.field].field();
  std::size_t target = 0;
  TableOf(field.ref_record, target);
  made.target = static_cast<std::uint32_t>(target);
  made.parents = ResolveColumn(world, table.columns[made.field], target);
  LinkBack(world, made, index);
  const auto& offset = made.rows.offset;
  for (std::size_t i = 1; i < offset.size(); ++i) {
    if (offset[i] - offset[i - 1] > kMostRows) return std::nullopt;
  }
  return made;
}

void DropFrom(const WorldImpl& world, ByParent& by_parent, std::size_t index,
              std::span<const std::uint32_t> dropped) {
  by_parent.parents.Drop(dropped);
  LinkBack(world, by_parent, index);
}

void FindDuplicates(const Table& table, const ByParent& by_parent,
                    const data::Bits& rows,
                    std::vector<Duplicate>& duplicates) {
  const RestOfKey rest(table);
  const Column& parents = table.columns[by_parent.field];
  const std::size_t size = by_parent.rows.offset.size();
  std::vector<std::uint32_t> sorted;
  for (std::size_t parent = 0; parent + 1 < size; ++parent) {
    const auto of = by_parent.rows.Of(parent);
    // As a rule the rows of a parent ascend by the rest of the key, too.
    bool ascend = true;
    for (std::size_t i = 0; i < of.size() && ascend; ++i) {
      ascend = rows[of[i]] && (i == 0 || rest.Compare(of[i - 1], of[i]) < 0);
    }
    if (ascend) continue;
    sorted.clear();
    std::copy_if(of.begin(), of.end(), std::back_inserter(sorted),
                 [&rows](std::uint32_t row) { return rows[row]; });
    std::stable_sort(sorted.begin(), sorted.end(), [&rest](auto a, auto b) {
      return rest.Compare(a, b) < 0;
    });
    for (auto it = sorted.begin(); it != sorted.end();) {
      const auto end = std::find_if(it, sorted.end(), [&](auto row) {
        return rest.Compare(*it, row) != 0;
      });
      if (end - it > 1) CompareParents(parents, {it, end}, duplicates);
      it = end;
    }
  }
}

std::optional<std::uint32_t> FindByParent(const WorldImpl& world,
                                          std::size_t index,
                                          std::string_view id) {
  const ByParent& by_parent = *world.index[index].by_parent;
  const Table& table = world.view.tables[index];
  // No part but the first holds a "/".
  std::size_t slash = id.size();
  for (std::size_t part = 1; part < table.record->key.size(); ++part) {
    slash = id.substr(0, slash).rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
  }
  const std::string_view parent = id.substr(0, slash);
  const auto found = world.Find(by_parent.target, parent);
  if (!found) return std::nullopt;
  std::string text;
  for (const std::uint32_t row : RowsOf(world, by_parent).Of(found->row)) {
    if (table.columns[by_parent.field].GetText(row) != parent) continue;
    text.clear();
    if (table.AppendId(row, text) && text == id) return row;
  }
  return std::nullopt;
}

}  // namespace quaranta::world
