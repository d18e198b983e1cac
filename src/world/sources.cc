// Accounts of the rows of files.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "world/impl.h"

namespace quaranta::world {
namespace {

using Place = std::pair<std::string, std::uint32_t>;

// The lines on which an issue names a cell.
absl::flat_hash_set<Place> RepairedLines(const WorldImpl& world) {
  absl::flat_hash_set<Place> lines;
  for (const Issue& issue : world.issues.issues()) {
    if (issue.row > 0 && !issue.column.empty()) {
      lines.emplace(issue.file, issue.row);
    }
  }
  return lines;
}

void Park(SourceRows& source, bool repaired) {
  // Issues beyond the limit are not kept, so that a repaired row may look like
  // one that was read as it stood; the sum must hold all the same.
  std::uint64_t* from = repaired ? &source.repaired : &source.read;
  if (*from == 0) from = repaired ? &source.read : &source.repaired;
  if (*from == 0) return;
  --*from;
  ++source.parked;
}

}  // namespace

namespace {

// Whether rows of a table were refused: what is there is not all of it.
bool IsWhole(const WorldImpl& world, std::size_t table) {
  const std::string_view record = world.view.tables[table].record->name;
  return std::none_of(world.sources.begin(), world.sources.end(),
                      [record](const SourceRows& source) {
                        return source.refused > 0 && source.record == record;
                      });
}

// Whether every table that a collection goes through is whole; of collections
// that do not exist Build() tells.
bool IsWhole(const WorldImpl& world, std::string_view collection) {
  const std::size_t dot = collection.find('.');
  const schema::Record* record = schema::FindRecord(
      collection.substr(0, std::min(dot, collection.size())));
  if (record == nullptr || dot == std::string_view::npos) return true;
  std::string_view path = collection.substr(dot + 1);
  for (const schema::Through& way : record->through) {
    if (way.name == path) path = way.path;
  }
  std::size_t at = schema::IndexOf(*record);
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('.'), path.size());
    const std::string_view hop = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    const data::Table& table = world.view.tables[at];
    if (const data::Gather* gather = table.FindGather(hop)) {
      at = gather->target;
    } else if (const data::Segments* segments = table.FindSegments(hop)) {
      at = segments->target;
    } else {
      return true;
    }
    if (!IsWhole(world, at)) return false;
  }
  return true;
}

}  // namespace

void KeepOpen(WorldImpl& world) {
  std::vector<std::string> whole;
  for (std::string& collection : world.to_close) {
    if (IsWhole(world, collection)) {
      whole.push_back(std::move(collection));
      continue;
    }
    Issue issue;
    issue.code = "source_not_whole";
    issue.file = collection.substr(0, collection.find('.'));
    issue.value = collection;
    issue.action = "kept_open";
    world.issues.Add(std::move(issue));
  }
  world.to_close = std::move(whole);
}

void EndSource(WorldImpl& world) {
  if (world.source_begin.empty()) return;
  const std::size_t source = world.sources.size() - 1;
  for (std::size_t i = 0; i < world.view.tables.size(); ++i) {
    const std::uint32_t rows = world.view.tables[i].rows;
    if (rows == world.source_begin[i]) continue;
    world.source_ranges[i].push_back({world.source_begin[i], rows, source});
  }
  world.source_begin.clear();
}

void ParkRows(WorldImpl& world, std::size_t table,
              const std::vector<std::uint32_t>& rows) {
  const auto& ranges = world.source_ranges[table];
  if (rows.empty() || ranges.empty()) return;
  const schema::Record& record = *world.view.tables[table].record;
  const auto repaired = RepairedLines(world);
  for (const std::uint32_t row : rows) {
    auto it = std::upper_bound(
        ranges.begin(), ranges.end(), row,
        [](std::uint32_t a, const auto& range) { return a < range.end; });
    if (it == ranges.end() || row < it->first) continue;
    SourceRows& source = world.sources[it->source];
    // A row that makes several records is counted by the first of them.
    if (!source.record.empty() && source.record != record.name) continue;
    const Place place = world.PlaceOf({static_cast<std::uint32_t>(table), row});
    Park(source, repaired.contains(place));
  }
}

}  // namespace quaranta::world
