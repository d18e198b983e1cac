// SQLite files as sheets.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "io/headers.h"
#include "io/people.h"
#include "io/reader.h"
#include "io/setup.h"
#include "io/sheet_reader.h"
#include "io/sqlite.h"
#include "quaranta/core/status.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

using text::Sqlite;
using text::SqliteName;
using text::SqliteStatement;
using text::SqliteType;
using world::Builder;
using Severity = world::Issue::Severity;

struct TableName {
  std::string name;
  bool view = false;
  bool computed = false;  // virtual: rows come from code, not from the file
  const schema::Record* record = nullptr;
};

std::string Utf8(std::string_view text) {
  return text::InvalidUtf8At(text) ? "?" : std::string(text);
}

template <class T>
std::string_view NumberText(T value, std::array<char, 32>& buffer) {
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data())};
}

class SqliteReader {
 public:
  SqliteReader(Builder& builder, std::string name, Sqlite& database,
               std::optional<Zone> zone, const ReadOptions& options)
      : builder_(builder),
        name_(std::move(name)),
        database_(database),
        options_(options),
        zone_(std::move(zone)),
        reading_{builder, options, zone_ ? &*zone_ : nullptr, {}} {}

  std::vector<SheetMapping> Read() {
    std::size_t sheets = 0;
    for (const TableName& table : Tables()) {
      if (table.name.starts_with("sqlite_")) continue;  // its own books
      if (table.name.starts_with('_')) {
        Special(table);
      } else if (table.computed || (table.view && table.record == nullptr)) {
        Report(Severity::kNote,
               table.computed ? "virtual_table" : "unknown_table", "not_read",
               table.name, {});
      } else if (++sheets > options_.sheets) {
        Report(Severity::kError, "too_many_sheets", "rest_not_read", table.name,
               std::to_string(options_.sheets));
        whole_ = false;
        break;
      } else {
        ReadTable(table);
      }
    }
    builder_.EndSource();
    CompleteReferences(reading_);
    Close();
    return std::move(mappings_);
  }

 private:
  void Report(Severity severity, std::string_view code, std::string_view action,
              std::string_view table, std::string detail,
              std::uint32_t row = 0) {
    world::Issue issue =
        FileIssue(severity, code, name_, row, action, std::move(detail));
    issue.value = Utf8(table);
    builder_.AddIssue(std::move(issue));
  }

  void Broken(std::string_view table, const absl::Status& status,
              std::string_view action, std::uint32_t row = 0) {
    whole_ = false;
    Report(Severity::kError, "broken_table", action, table,
           std::string(MessageOf(status)), row);
  }

  // In the order of the file, but regions first: they may say in which zone
  // local times are.
  std::vector<TableName> Tables() {
    std::vector<TableName> tables;
    auto rows = database_.Prepare(
        "SELECT name, type, rootpage FROM sqlite_schema WHERE type IN "
        "('table', 'view') ORDER BY rowid");
    absl::StatusOr<bool> more = rows.ok() ? rows->Step() : rows.status();
    for (; more.ok() && *more; more = rows->Step()) {
      TableName table;
      table.name = rows->Text(0);
      table.view = rows->Text(1) == "view";
      table.computed = !table.view && rows->Int(2) == 0;
      table.record = schema::FindRecord(table.name);
      tables.push_back(std::move(table));
    }
    if (!more.ok()) Broken("sqlite_schema", more.status(), "rest_not_read");
    std::stable_partition(
        tables.begin(), tables.end(), [](const TableName& table) {
          return table.record != nullptr && table.record->name == "Region";
        });
    return tables;
  }

  void ReadTable(const TableName& table) {
    auto rows = database_.Prepare("SELECT * FROM " + SqliteName(table.name));
    if (!rows.ok()) {
      Broken(table.name, rows.status(), "not_read");
      return RefuseRest(table);
    }
    GridSheet grid;
    for (int i = 0; i < rows->columns(); ++i) {
      grid.AddCell(Utf8(rows->column_name(i)));
    }
    grid.EndRow();
    spent_ = 0;
    absl::StatusOr<bool> more = false;
    bool room = true;
    while (room && (more = rows->Step()).ok() && *more) {
      if (grid.rows() > options_.rows || spent_ > options_.file_bytes) {
        room = false;
        break;
      }
      for (int i = 0; i < rows->columns(); ++i) AddCell(*rows, i, grid);
      grid.EndRow();
    }
    const auto broken_at = static_cast<std::uint32_t>(grid.rows() + 1);
    Append(grid, table);
    if (room && more.ok()) return;
    if (!room) {
      whole_ = false;
      Report(Severity::kError, "too_many_rows", "rest_not_read", table.name, {},
             broken_at);
    } else {
      Broken(table.name, more.status(), "rest_not_read", broken_at);
    }
    RefuseRest(table);
  }

  void Append(const GridSheet& grid, const TableName& table) {
    const bool region =
        table.record != nullptr && table.record->name == "Region";
    if (!region && !zone_) {
      zone_ = ZoneOfRegions(builder_);
      reading_.zone = zone_ ? &*zone_ : nullptr;
    }
    const SheetSource source{SheetLabel(name_, Utf8(table.name)), name_,
                             Utf8(table.name), table.record, false};
    const SheetMapping* told =
        FindMapping(options_.mapping, source.file, source.name);
    SheetMapping names;
    if (told == nullptr && table.record != nullptr) {
      // The names of the columns are known: no row has to be searched for them.
      names.records = {std::string(table.record->name)};
      names.header_row = 1;
      told = &names;
    }
    mappings_.push_back(ReadSheet(reading_, grid, source, told));
  }

  // SQLite types a number as what it is, never as a day: cells are texts.
  void AddCell(const SqliteStatement& row, int column, GridSheet& grid) {
    std::array<char, 32> buffer{};
    std::string_view text;
    CellType type = CellType::kText;
    switch (row.type(column)) {
      case SqliteType::kNull:
        type = CellType::kBlank;
        break;
      case SqliteType::kInteger:
        text = NumberText(row.Int(column), buffer);
        break;
      case SqliteType::kReal:
        text = NumberText(row.Real(column), buffer);
        if (!std::isfinite(row.Real(column))) type = CellType::kError;
        break;
      case SqliteType::kText:
        text = row.Text(column);
        if (text::InvalidUtf8At(text)) {
          text = "?";
          type = CellType::kError;
        }
        break;
      case SqliteType::kBlob:
        text = "BLOB";
        type = CellType::kError;
        break;
    }
    grid.AddCell(text, type);
    spent_ += text.size() + kCellBytes;
  }

  // Nobody can say how many rows were left out: they count as one.
  void RefuseRest(const TableName& table) {
    world::SourceRows rest;
    rest.file = name_;
    rest.sheet = Utf8(table.name);
    if (table.record != nullptr) rest.record = table.record->name;
    rest.rows = 1;
    rest.refused = 1;
    builder_.AddSource(std::move(rest));
    builder_.EndSource();
  }

  // --- Tables about the others
  // ------------------------------------------------

  void Special(const TableName& table) {
    if (table.name == "_notes") return ReadNotes(table);
    if (table.name == "_closed") return ReadClosed(table);
    if (table.name == "_meta") return ReadMeta(table);
    Report(Severity::kNote, "unknown_table", "not_read", table.name, {});
  }

  // Calls take(row, number) for every row and keeps the account of them; false
  // from `take` refuses the row.
  template <class Take>
  void ReadSpecial(const TableName& table, std::string_view sql, Take&& take) {
    world::SourceRows account;
    account.file = name_;
    account.sheet = table.name;
    auto rows = database_.Prepare(sql);
    absl::StatusOr<bool> more = rows.ok() ? rows->Step() : rows.status();
    for (; more.ok() && *more; more = rows->Step()) {
      ++account.rows;
      const auto number = static_cast<std::uint32_t>(account.rows + 1);
      ++(take(*rows, number) ? account.read : account.refused);
      if (account.rows > options_.rows) break;
    }
    if (!more.ok()) {
      ++account.rows;
      ++account.refused;
      Broken(table.name, more.status(), "rest_not_read",
             static_cast<std::uint32_t>(account.rows + 1));
    }
    builder_.AddSource(std::move(account));
    builder_.EndSource();
  }

  void ReadNotes(const TableName& table) {
    const std::uint32_t file = builder_.AddFile(name_);
    ReadSpecial(
        table, "SELECT record, id, field, state, raw, low, high FROM _notes",
        [&](const SqliteStatement& row, std::uint32_t number) {
          const schema::Record* record = schema::FindRecord(row.Text(0));
          const schema::Field* field =
              record == nullptr ? nullptr
                                : FindHeader(*record, row.Text(2)).field;
          const auto state = data::ParseNoteState(row.Text(3));
          const auto low = Bound(row, 5);
          const auto high = Bound(row, 6);
          const bool garbled = text::InvalidUtf8At(row.Text(1)) ||
                               text::InvalidUtf8At(row.Text(4));
          if (field == nullptr || !state || garbled ||
              (low && high && !(*low < *high))) {
            Report(Severity::kWarning, "unreadable_note", "not_read",
                   table.name, {}, number);
            return false;
          }
          data::Note note{*state, std::string(row.Text(4)), std::nullopt};
          if (low || high) {
            note.bounds.emplace();
            if (low) note.bounds->low = *low;
            if (high) note.bounds->high = *high;
          }
          std::string id(row.Text(1));
          if (HideInNote(options_, *record, *field, id, note).ok()) {
            builder_.AddNote(*record, std::move(id), *field, std::move(note),
                             world::Origin{file, number});
          }
          return true;
        });
  }

  static std::optional<double> Bound(const SqliteStatement& row, int column) {
    const SqliteType type = row.type(column);
    const bool number =
        type == SqliteType::kInteger || type == SqliteType::kReal;
    if (!number || !std::isfinite(row.Real(column))) return std::nullopt;
    return row.Real(column);
  }

  void ReadClosed(const TableName& table) {
    ReadSpecial(table, "SELECT collection FROM _closed",
                [&](const SqliteStatement& row, std::uint32_t number) {
                  const std::string collection = Utf8(row.Text(0));
                  if (!IsCollection(collection)) {
                    Report(Severity::kWarning, "unknown_collection", "not_read",
                           collection, {}, number);
                    return false;
                  }
                  complete_.emplace_back(collection, number);
                  return true;
                });
  }

  void ReadMeta(const TableName& table) {
    ReadSpecial(table, "SELECT \"key\", value FROM _meta",
                [&](const SqliteStatement& row, std::uint32_t number) {
                  const std::string value = Utf8(row.Text(1));
                  if (row.Text(0) == "schema" && value != kSqliteSchema) {
                    Report(Severity::kWarning, "other_schema", "read", value,
                           std::string(kSqliteSchema), number);
                  }
                  return true;
                });
  }

  // Where rows are missing nothing is complete.
  void Close() {
    for (const auto& [collection, number] : complete_) {
      if (whole_) {
        builder_.Close(collection);
      } else {
        Report(Severity::kWarning, "source_not_whole", "kept_open", collection,
               {}, number);
      }
    }
  }

  static constexpr std::size_t kCellBytes = 16;

  Builder& builder_;
  const std::string name_;
  Sqlite& database_;
  const ReadOptions& options_;
  std::optional<Zone> zone_;
  Reading reading_;
  std::size_t spent_ = 0;  // bytes of the cells of the table
  bool whole_ = true;
  std::vector<std::pair<std::string, std::uint32_t>> complete_;
  std::vector<SheetMapping> mappings_;
};

}  // namespace

text::SqliteLimits SqliteLimitsOf(const ReadOptions& options) {
  text::SqliteLimits limits;
  limits.file_bytes = options.file_bytes;
  limits.columns = static_cast<int>(std::min<std::size_t>(
      options.columns, static_cast<std::size_t>(limits.columns)));
  return limits;
}

std::vector<SheetMapping> AppendSqlite(Builder& builder,
                                       const std::string& name,
                                       Sqlite& database,
                                       std::optional<Zone> zone,
                                       const ReadOptions& options) {
  return SqliteReader(builder, name, database, std::move(zone), options).Read();
}

absl::StatusOr<Import> ImportSqlite(const std::string& path,
                                    const ReadOptions& options) {
  Builder builder;
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  QUARANTA_ASSIGN_OR_RETURN(Sqlite database,
                            Sqlite::OpenToRead(path, SqliteLimitsOf(options)));
  const std::size_t slash = path.find_last_of("/\\");
  Mapping mapping;
  mapping.date_order = options.mapping.date_order;
  mapping.sheets = AppendSqlite(
      builder, slash == std::string::npos ? path : path.substr(slash + 1),
      database, std::move(zone), options);
  QUARANTA_RETURN_IF_ERROR(EndImport(builder, options));
  HideHeaders(options, mapping);
  QUARANTA_ASSIGN_OR_RETURN(world::World world, std::move(builder).Build());
  return Import{std::move(world), std::move(mapping)};
}

absl::StatusOr<world::World> ReadSqlite(const std::string& path,
                                        const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(Import import, ImportSqlite(path, options));
  return std::move(import.world);
}

}  // namespace quaranta::io
