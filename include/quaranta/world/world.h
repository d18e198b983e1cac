// The world: every table of one or many regions, linked both ways.
//
// A World is immutable and cheap to share. It is built in one pass from
// columns (a `Builder`), whatever they were read from: references are
// resolved, collections learn whether they are complete, computed fields are
// filled, and everything odd goes to the issue list with its row.
#ifndef QUARANTA_WORLD_WORLD_H_
#define QUARANTA_WORLD_WORLD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/time.h"
#include "quaranta/data/view.h"
#include "quaranta/schema/field.h"

namespace quaranta::world {

// One remark about the input: where, what, and what was done about it.
struct Issue {
  enum class Severity : std::uint8_t { kNote, kWarning, kError };
  Severity severity = Severity::kWarning;
  std::string code;       // "dangling_reference", "duplicate_key", ...
  std::string file;       // "rooms.csv", or the record's name
  std::uint32_t row = 0;  // line in the file, from 1; 0: the whole file
  std::string column;     // header or field; empty: the whole row
  std::string value;      // as it stood there; masked when personal
  std::string action;     // message id of what was done: "kept_unknown", ...
  std::string detail;     // what was expected
};

// Where a row came from, for issues and explanations.
struct Origin {
  std::uint32_t file = 0;  // index into World::files()
  std::uint32_t line = 0;
};

// What became of the rows of one table of one file. Every physical row is
// counted exactly once:
//   rows == set_aside + read + repaired + parked + refused
struct SourceRows {
  std::string file;
  std::string sheet;   // empty when the file is one table
  std::string record;  // what its rows are; empty when that was not found
  std::uint64_t rows = 0;
  std::uint64_t set_aside = 0;  // titles, headers, totals, comments, blank rows
  std::uint64_t read = 0;       // as they stand, exact repetitions included
  std::uint64_t repaired = 0;   // with an issue on at least one cell
  std::uint64_t parked = 0;     // wait for a decision: see the issues
  std::uint64_t refused = 0;    // not in the world: see the issues
};

struct WorldImpl;

class World {
 public:
  World();

  const data::View& view() const;
  const data::Table& table(const schema::Record& record) const;
  const data::Table& table(std::size_t index) const;
  // The same table, keeping the world alive: for data::ExportArrow().
  std::shared_ptr<const data::Table> SharedTable(std::size_t index) const;
  std::size_t rows(const schema::Record& record) const;

  // The row of an id ("S1/304"), if there is one. A row without an id goes by
  // its number: "#12".
  std::optional<data::RowRef> Find(const schema::Record& record,
                                   std::string_view id) const;
  // The row of a subject ("Room:S1/304").
  std::optional<data::RowRef> Find(std::string_view subject) const;
  // "Room:S1/304".
  std::string Subject(data::RowRef row) const;
  // "Room:S1/304.window_limiter", "Site:S1.rooms".
  std::string FactName(data::RowRef row, bool collection,
                       std::uint32_t index) const;

  // The region a record belongs to: itself, its own region_id, else by way of
  // its site, its stay's site, its home (DESIGN §11); nothing when unknown.
  std::optional<data::RowRef> RegionOf(data::RowRef row) const;
  // The site a record belongs to, by the same ways; a Site is its own.
  std::optional<data::RowRef> SiteOf(data::RowRef row) const;
  // The zone of a region: its own, else that of the region above it, else UTC
  // (an issue says so). Without a region: the zone that all regions of this
  // world share, else UTC.
  const Zone& ZoneOf(std::optional<data::RowRef> region) const;

  // The latest instant recorded anywhere in an INSTANT field that is not in
  // the future by its meaning (planned and due fields do not count).
  std::optional<Instant> LatestInstant() const;

  std::span<const Issue> issues() const;
  std::span<const std::string> files() const;
  // One entry per table of a file, in the order of reading.
  std::span<const SourceRows> sources() const;
  // The collections that Builder::Close() declared complete.
  std::span<const std::string> complete() const;
  // Where a row came from; nothing for rows made in memory.
  std::optional<Origin> OriginOf(data::RowRef row) const;

 private:
  friend class Builder;
  std::shared_ptr<const WorldImpl> impl_;
};

// Collects columns and makes a World of them.
//
//   Builder builder;
//   data::Table& rooms = builder.Edit(*schema::FindRecord("Room"));
//   ... append one value per column, then builder.EndRow(rooms) ...
//   absl::StatusOr<World> world = std::move(builder).Build();
class Builder {
 public:
  Builder();
  ~Builder();
  Builder(Builder&&) noexcept;
  Builder& operator=(Builder&&) noexcept;

  // The table of a record, with its columns; append to `columns[field index]`.
  data::Table& Edit(const schema::Record& record);
  // Ends a row: columns that were not appended to get a blank. Returns its
  // index. A row whose `id` is blank goes by its key.
  std::uint32_t EndRow(data::Table& table, std::optional<Origin> origin = {});
  // Ends as many rows as there are lines of the file that they came from.
  void EndRows(data::Table& table, std::uint32_t file,
               std::span<const std::uint32_t> lines);
  // Registers a file name for origins and issues.
  std::uint32_t AddFile(std::string name);
  // Takes a row that was ended out again, at Build(): its number stays taken
  // until then, no id or duplicate counts it, and its notes go with it. The
  // account of its source is the caller's to keep.
  void Drop(const schema::Record& record, std::uint32_t row);

  // Begins the account of one table of a file; returns its number. Rows of any
  // record that are added from here until the next AddSource() or EndSource()
  // come from it. Its counts may be given now or set later by source().
  std::size_t AddSource(SourceRows source);
  void EndSource();
  // The account with that number; valid until the next AddSource(). At Build()
  // a row of its record that disagrees with an earlier row of the same id moves
  // from `read` (or `repaired`, when an issue names one of its cells) to
  // `parked`; an exact repetition stays where it was counted.
  SourceRows& source(std::size_t number);
  // At Build() a row moves to `parked` in the account of its source. It stays
  // in the world and waits for a decision.
  void Park(const schema::Record& record, std::uint32_t row);
  // Where an issue about a row stands: the file and line it came from, else the
  // record and the number of the row, from 1.
  std::pair<std::string, std::uint32_t> PlaceOf(const schema::Record& record,
                                                std::uint32_t row) const;
  // Issues beyond the limit of one code and file are counted, not kept. Numbers
  // that name a person are hidden in all its texts but the file's name.
  void AddIssue(Issue issue);
  // While on, issues show no value and no header that is no field's: what
  // stands there may be anybody's name, and pseudonyms are asked for.
  void HideValues(bool on);
  // Puts a note beside the cell of a row that is named by its id (or "#12"); at
  // Build(), so the row may come later. An issue, when there is no such row.
  void AddNote(const schema::Record& record, std::string id,
               const schema::Field& field, data::Note note,
               std::optional<Origin> origin = {});
  // How many issues of one code in one file are kept (default 10,000); one
  // issue "more_issues" says how many were not.
  void LimitIssues(std::size_t per_code);
  // Declares a collection ("Site.rooms") complete for all parents: the reader
  // of a full export, or `complete:` of a pack test. It stays open all the
  // same, with an issue, when a source refused rows of a table that it goes
  // through.
  void Close(std::string_view collection);

  // Resolves everything. Never fails for bad data: of rows with one id the
  // first stays (cells in which they disagree become unknown, "conflicting"),
  // rows without a key and dangling references stay, numbers beyond the
  // plausible range of their field stay and are noted as suspect, and each is
  // an issue.
  // kInvalidArgument only for a collection name that does not exist, or for
  // values appended after the last EndRow.
  absl::StatusOr<World> Build() &&;

 private:
  std::unique_ptr<WorldImpl> impl_;
};

}  // namespace quaranta::world

#endif  // QUARANTA_WORLD_WORLD_H_
