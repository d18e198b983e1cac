// Which collections are known to be complete, and collections over more than
// one hop.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "quaranta/core/status.h"
#include "world/impl.h"

namespace quaranta::world {
namespace {

using data::Column;
using data::Gather;
using data::RowRef;
using data::Segments;
using data::Table;

// A Register row, resolved.
struct Statement {
  RowRef parent;
  std::string_view collection;
  std::uint32_t row = 0;  // of Register
};

// A date or an instant, made comparable: a day covers all its instants.
struct Moment {
  std::optional<Day> day;
  std::optional<Instant> instant;
};

Day LocalDayOf(Instant instant) {
  const std::int64_t local =
      instant.micros + instant.offset_minutes * kMicrosPerMinute;
  std::int64_t days = local / kMicrosPerDay;
  if (local % kMicrosPerDay < 0) --days;
  return Day{static_cast<std::int32_t>(days)};
}

// Whether `a` is after `b`; with a day on either side, by local days.
bool After(const Moment& a, const Moment& b) {
  if (a.instant && b.instant) return *a.instant > *b.instant;
  const Day day_a = a.day ? *a.day : LocalDayOf(*a.instant);
  const Day day_b = b.day ? *b.day : LocalDayOf(*b.instant);
  return day_a > day_b;
}

std::optional<Moment> MomentAt(const Column& column, std::size_t row) {
  if (!column.valid(row) || column.field().repeated) return std::nullopt;
  if (column.kind() == schema::Kind::kDate) return Moment{column.GetDay(row)};
  if (column.kind() == schema::Kind::kInstant) {
    return Moment{std::nullopt, column.GetInstant(row)};
  }
  return std::nullopt;
}

// The column that dates the rows of a record: the first part of its key that is
// a date or an instant. Rows of other records are things, not events.
int DatingColumn(const schema::Record& record) {
  for (const std::uint16_t field : record.key) {
    const schema::Kind kind = record.fields[field].kind;
    if (kind == schema::Kind::kDate || kind == schema::Kind::kInstant) {
      return field;
    }
  }
  return -1;
}

class Closer {
 public:
  explicit Closer(WorldImpl& world) : world_(world) { ReadRegister(); }

  // Closes what is known to be complete of one collection of a table.
  void Apply(std::size_t index, Segments& segments) {
    Table& table = world_.view.tables[index];
    const std::string full =
        std::string(table.record->name) + "." + segments.name;
    if (std::find(world_.to_close.begin(), world_.to_close.end(), full) !=
        world_.to_close.end()) {
      segments.closed = data::Bits(table.rows, true);
      return;
    }
    CloseByCounts(index, segments);
    CloseByStatements(index, segments);
  }

 private:
  void ReadRegister() {
    const schema::Record* record = TableOf("Register", register_);
    if (record == nullptr) return;
    const int parent = FieldIndex(*record, "parent");
    const int collection = FieldIndex(*record, "collection");
    as_of_ = FieldIndex(*record, "as_of");
    count_ = FieldIndex(*record, "count");
    if (parent < 0 || collection < 0) return;
    const Table& table = world_.view.tables[register_];
    const Column& parents = table.columns[static_cast<std::size_t>(parent)];
    const Column& names = table.columns[static_cast<std::size_t>(collection)];
    for (std::uint32_t row = 0; row < table.rows; ++row) {
      if (!parents.valid(row) || !names.valid(row)) continue;
      const auto found = world_.Find(parents.GetText(row));
      if (!found) continue;  // reported as a dangling reference
      const auto& known = world_.view.tables[found->table].record;
      if (!HasCollection(*known, names.GetText(row))) {
        world_.Report(Issue::Severity::kWarning, "unknown_collection",
                      {static_cast<std::uint32_t>(register_), row},
                      &names.field(), std::string(names.GetText(row)),
                      "kept_open", std::string(known->name));
        continue;
      }
      statements_.push_back({*found, names.GetText(row), row});
    }
    std::stable_sort(statements_.begin(), statements_.end(),
                     [](const Statement& a, const Statement& b) {
                       return a.parent < b.parent;
                     });
  }

  bool HasCollection(const schema::Record& record, std::string_view name) {
    const Table& table = world_.view.tables[schema::IndexOf(record)];
    if (table.FindSegments(name) != nullptr) return true;
    return std::any_of(
        record.through.begin(), record.through.end(),
        [name](const schema::Through& way) { return way.name == name; });
  }

  // A recorded count that equals the rows found closes.
  void CloseByCounts(std::size_t index, Segments& segments) {
    const Table& table = world_.view.tables[index];
    for (const Column& column : table.columns) {
      const schema::Field& field = column.field();
      if (field.counts != segments.name || field.repeated ||
          field.kind != schema::Kind::kInt || IsBlank(column)) {
        continue;
      }
      for (std::uint32_t row = 0; row < table.rows; ++row) {
        if (!column.valid(row) || column.note(row) != nullptr) continue;
        const auto found = static_cast<std::int64_t>(segments.Of(row).size());
        if (column.GetInt(row) == found) {
          segments.closed.Set(row, true);
        } else if (found > 0) {
          ReportCount({static_cast<std::uint32_t>(index), row}, field,
                      column.GetInt(row), found);
        }
      }
    }
  }

  void ReportCount(RowRef row, const schema::Field& field, std::int64_t said,
                   std::int64_t found) {
    world_.Report(
        found > said ? Issue::Severity::kWarning : Issue::Severity::kNote,
        "count_differs", row, &field, std::to_string(said), "kept_open",
        std::to_string(found));
  }

  void CloseByStatements(std::size_t index, Segments& segments) {
    const auto table = static_cast<std::uint32_t>(index);
    auto it = std::lower_bound(
        statements_.begin(), statements_.end(), RowRef{table, 0},
        [](const Statement& a, RowRef b) { return a.parent < b; });
    for (; it != statements_.end() && it->parent.table == table; ++it) {
      if (it->collection != segments.name) continue;
      if (Covers(*it, segments)) segments.closed.Set(it->parent.row, true);
    }
  }

  // Whether a statement covers all rows found: none is dated after it, and its
  // count, when given, is theirs.
  bool Covers(const Statement& statement, const Segments& segments) {
    const Table& table = world_.view.tables[register_];
    const Table& target = world_.view.tables[segments.target];
    const auto rows = segments.Of(statement.parent.row);
    const RowRef at{static_cast<std::uint32_t>(register_), statement.row};
    std::int64_t covered = static_cast<std::int64_t>(rows.size());
    const int dating = DatingColumn(*target.record);
    if (as_of_ >= 0 && dating >= 0) {
      const auto until = MomentAt(
          table.columns[static_cast<std::size_t>(as_of_)], statement.row);
      const Column& dates = target.columns[static_cast<std::size_t>(dating)];
      covered -= std::count_if(rows.begin(), rows.end(), [&](auto row) {
        const auto when = MomentAt(dates, row);
        return until && when && After(*when, *until);
      });
    }
    if (count_ >= 0) {
      const Column& counts = table.columns[static_cast<std::size_t>(count_)];
      if (counts.valid(statement.row) &&
          counts.GetInt(statement.row) != covered) {
        ReportCount(at, counts.field(), counts.GetInt(statement.row), covered);
        return false;
      }
    }
    if (covered != static_cast<std::int64_t>(rows.size())) {
      world_.Report(
          Issue::Severity::kNote, "later_rows", at, nullptr,
          std::string(statement.collection), "kept_open",
          std::to_string(static_cast<std::int64_t>(rows.size()) - covered));
      return false;
    }
    return true;
  }

  WorldImpl& world_;
  std::size_t register_ = 0;
  int as_of_ = -1;
  int count_ = -1;
  std::vector<Statement> statements_;  // by parent
};

// One step of a longer way, resolved: one of the two.
struct Step {
  const Gather* gather = nullptr;
  const Segments* segments = nullptr;
  const Column* column = nullptr;  // that the gather follows
};

// The steps of a path and the table it ends in; nothing when the path does not
// exist, which the tests of the schema exclude.
std::optional<std::pair<std::vector<Step>, std::size_t>> StepsOf(
    const WorldImpl& world, std::size_t at, std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view hop = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    const Table& table = world.view.tables[at];
    Step step;
    if ((step.gather = table.FindGather(hop)) != nullptr) {
      step.column = &table.columns[step.gather->field];
      at = step.gather->target;
    } else if ((step.segments = table.FindSegments(hop)) != nullptr) {
      at = step.segments->target;
    } else {
      return std::nullopt;
    }
    steps.push_back(step);
  }
  return std::pair(std::move(steps), at);
}

// Rows reached so far from one row of the starting table; used over and over.
class Front {
 public:
  void Start(std::uint32_t row) {
    rows_.assign(1, row);
    closed_ = true;
  }

  void Follow(const Step& step) {
    next_.clear();
    for (const std::uint32_t row : rows_) {
      step.gather != nullptr ? FollowGather(step, row)
                             : FollowSegments(*step.segments, row);
    }
    std::sort(next_.begin(), next_.end());
    next_.erase(std::unique(next_.begin(), next_.end()), next_.end());
    rows_.swap(next_);
  }

  const std::vector<std::uint32_t>& rows() const { return rows_; }
  bool closed() const { return closed_; }

 private:
  void FollowGather(const Step& step, std::uint32_t row) {
    const std::int32_t target = step.gather->row[row];
    if (target >= 0) {
      next_.push_back(static_cast<std::uint32_t>(target));
    } else if (step.column->valid(row) ||
               step.column->field().absent == schema::Absent::kUnknown) {
      closed_ = false;  // dangling, or nobody wrote it down
    }
  }

  void FollowSegments(const Segments& segments, std::uint32_t row) {
    const auto of = segments.Of(row);
    next_.insert(next_.end(), of.begin(), of.end());
    closed_ = closed_ && segments.closed[row];
  }

  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> next_;
  bool closed_ = true;
};

std::optional<Segments> Through(const WorldImpl& world, std::size_t index,
                                const schema::Through& way) {
  const auto steps = StepsOf(world, index, way.path);
  if (!steps) return std::nullopt;
  const std::uint32_t rows = world.view.tables[index].rows;
  Segments made;
  made.name = way.name;
  made.target = static_cast<std::uint32_t>(steps->second);
  made.closed = data::Bits(rows);
  made.offset.reserve(rows + std::size_t{1});
  made.offset.push_back(0);
  Front front;
  for (std::uint32_t row = 0; row < rows; ++row) {
    front.Start(row);
    for (const Step& step : steps->first) front.Follow(step);
    made.rows.insert(made.rows.end(), front.rows().begin(), front.rows().end());
    made.offset.push_back(static_cast<std::uint32_t>(made.rows.size()));
    made.closed.Set(row, front.closed());
  }
  if (made.rows.empty()) made.offset = {};
  return made;
}

// Whether "Site.rooms" names a collection.
bool Exists(const WorldImpl& world, std::string_view collection) {
  const std::size_t dot = collection.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view record = collection.substr(0, dot);
  for (const Table& table : world.view.tables) {
    if (table.record->name == record) {
      return table.FindSegments(collection.substr(dot + 1)) != nullptr;
    }
  }
  return false;
}

}  // namespace

absl::Status CloseCollections(WorldImpl& world) {
  Closer closer(world);
  for (std::size_t i = 0; i < world.view.tables.size(); ++i) {
    for (Segments& segments : world.view.tables[i].segments) {
      closer.Apply(i, segments);
    }
  }
  for (std::size_t i = 0; i < world.view.tables.size(); ++i) {
    Table& table = world.view.tables[i];
    for (const schema::Through& way : table.record->through) {
      if (auto made = Through(world, i, way)) {
        closer.Apply(i, *made);
        table.segments.push_back(*std::move(made));
      }
    }
  }
  for (const std::string& collection : world.to_close) {
    if (!Exists(world, collection)) {
      return InvalidArgument("there is no collection \"" + collection +
                             "\"; expected a name such as Site.rooms");
    }
  }
  return absl::OkStatus();
}

}  // namespace quaranta::world
