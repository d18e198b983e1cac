// What a World holds and how it is built; only world's own sources see this.
#ifndef QUARANTA_SRC_WORLD_IMPL_H_
#define QUARANTA_SRC_WORLD_IMPL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "quaranta/core/time.h"
#include "quaranta/data/view.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"
#include "world/by_parent.h"
#include "world/id_index.h"
#include "world/issue_list.h"
#include "world/origins.h"

namespace quaranta::world {

// One step of the way from a record to its region or site: a gather of the
// table, or (`reference`) the record that a REFERENCE column names.
struct Hop {
  std::uint32_t index = 0;  // of the gather, or of the column
  bool reference = false;
};
using Route = std::vector<Hop>;
using Routes = std::vector<std::vector<Route>>;  // per table, best first

// How the rows of one table are found by their ids.
struct TableIndex {
  IdIndex ids;
  std::optional<ByParent> by_parent;
};

struct WorldImpl {
  data::View view;
  // Per table: id -> row.
  std::vector<TableIndex> index;
  std::vector<Origins> origins;  // per table
  std::vector<std::string> files;
  std::vector<SourceRows> sources;
  IssueList issues;
  std::vector<Zone> zones;                 // distinct ones; [0] is UTC
  std::vector<std::uint32_t> region_zone;  // per row of Region: into zones
  std::uint32_t only_zone = 0;             // the zone of all regions, or UTC
  std::optional<Instant> latest;

  // What the Builder collects.
  struct PendingNote {
    std::size_t table = 0;
    std::size_t field = 0;
    std::string id;
    data::Note note;
    std::optional<Origin> origin;
  };
  std::vector<PendingNote> notes;
  std::vector<std::vector<std::uint32_t>> to_drop;  // per table, any order
  std::vector<std::vector<std::uint32_t>> to_park;  // per table, any order
  // Which source rows came from, by their numbers before any is dropped.
  struct SourceRange {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    std::size_t source = 0;
  };
  std::vector<std::vector<SourceRange>> source_ranges;  // per table, ascending
  std::vector<std::uint32_t> source_begin;  // rows per table; empty: none open
  std::vector<std::string> to_close;

  WorldImpl();

  // Adds an issue about a row, unless its kind has been reported often enough.
  // `field` names the column; personal values are masked.
  void Report(Issue::Severity severity, std::string_view code, data::RowRef row,
              const schema::Field* field, std::string value,
              std::string_view action, std::string detail);
  // Such an issue, not added.
  Issue IssueAt(Issue::Severity severity, std::string_view code,
                data::RowRef row, const schema::Field* field, std::string value,
                std::string_view action, std::string detail) const;
  // The name of the file, or of the record, and the line of a row.
  std::pair<std::string, std::uint32_t> PlaceOf(data::RowRef row) const;

  std::optional<data::RowRef> Find(std::size_t table,
                                   std::string_view id) const;
  // What Find() does with ids that are not in the index.
  std::optional<data::RowRef> FindElsewhere(std::size_t table,
                                            std::string_view id) const;
  std::optional<data::RowRef> Find(std::string_view subject) const;
  std::string Subject(data::RowRef row) const;
  std::optional<data::RowRef> Follow(data::RowRef row, const Hop& hop) const;
  std::optional<data::RowRef> Walk(data::RowRef row, const Routes& routes,
                                   bool by_reference = true) const;
  std::optional<data::RowRef> RegionOf(data::RowRef row) const;
  std::optional<data::RowRef> SiteOf(data::RowRef row) const;
  const Zone& ZoneOf(std::optional<data::RowRef> region) const;
};

// The table of a record named in the sources; nullptr when the schema has no
// such record.
const schema::Record* TableOf(std::string_view record, std::size_t& index);
// The index of a field by name, or -1.
int FieldIndex(const schema::Record& record, std::string_view name);

// Whether no row of a column has a value. Reads its validity.
bool IsBlank(const data::Column& column);

// The row of the target that each row of a column of ids refers to.
data::Targets ResolveColumn(const WorldImpl& world, const data::Column& column,
                            std::size_t target);
// The same links backwards: which rows of `from` point to each of so many rows.
data::Segments Backwards(const data::Targets& targets, std::uint32_t from,
                         std::size_t rows);

// Whether the ids of a field become a gather (one id of a known record each).
bool MakesGather(const schema::Field& field);

// The ways to region and site; they follow from the schema alone.
const Routes& RegionRoutes();
const Routes& SiteRoutes();

// Ends the range of rows of the source that was added last.
void EndSource(WorldImpl& world);
// Moves rows, by their numbers before any is dropped, to `parked` in the
// accounts of their sources.
void ParkRows(WorldImpl& world, std::size_t table,
              const std::vector<std::uint32_t>& rows);

// The steps of Build(), in their order.
void MakeIds(WorldImpl& world);      // ids, duplicates, the index
void PlaceNotes(WorldImpl& world);   // notes that name their row
void CheckRanges(WorldImpl& world);  // notes on what cannot be
void LinkTables(WorldImpl& world);   // gathers and backward segments
void LoadZones(WorldImpl& world);    // zones of regions
void KeepOpen(WorldImpl& world);     // collections of which rows were refused
absl::Status CloseCollections(WorldImpl& world);  // closed bits, through
void FillComputed(WorldImpl& world);              // computed fields
void FindLatest(WorldImpl& world);

// True for an INSTANT field that tells when something happened, false for one
// that plans, limits or promises.
bool TellsOfThePast(const schema::Record& record, const schema::Field& field);

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_IMPL_H_
