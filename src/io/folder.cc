#include <algorithm>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "io/files.h"
#include "io/headers.h"
#include "io/numbers.h"
#include "io/reader.h"
#include "io/setup.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"

namespace quaranta::io {
namespace {

using world::Builder;
using Severity = world::Issue::Severity;

struct TableFile {
  std::string name;
  const schema::Record* record = nullptr;
};

// Which files hold which records; the others are issues.
std::vector<TableFile> FindTables(Builder& builder,
                                  const std::vector<FolderEntry>& entries) {
  std::vector<TableFile> files;
  for (const FolderEntry& entry : entries) {
    const std::string extension = Extension(entry.name);
    const bool readable =
        !entry.folder &&
        (extension == ".csv" || extension == ".tsv" || extension == ".jsonl");
    if (readable && entry.name.starts_with('_')) continue;
    const schema::Record* record =
        readable ? schema::FindRecord(Stem(entry.name)) : nullptr;
    if (record != nullptr) {
      files.push_back({entry.name, record});
      continue;
    }
    builder.AddIssue(FileIssue(readable ? Severity::kWarning : Severity::kNote,
                               entry.folder ? "folder_in_folder"
                               : readable   ? "unknown_table"
                                            : "unknown_format",
                               entry.name, 0, "not_read", {}));
  }
  // Regions first: they may say in which zone local times are.
  std::stable_partition(files.begin(), files.end(), [](const TableFile& file) {
    return file.record->name == "Region";
  });
  return files;
}

// The bytes of a file, or an issue.
std::optional<std::string> BytesOf(Builder& builder, const std::string& folder,
                                   const std::string& name,
                                   const ReadOptions& options) {
  auto bytes = ReadFile(folder + "/" + name, options.file_bytes);
  if (bytes.ok()) return *std::move(bytes);
  builder.AddIssue(FileIssue(Severity::kError, "unreadable_file", name, 0,
                             "not_read",
                             std::string(MessageOf(bytes.status()))));
  return std::nullopt;
}

// Calls row(cells by header, line) for the rows of a small table with fixed
// headers.
template <class F>
void ReadSmallTable(Builder& builder, const std::string& name,
                    std::string_view bytes,
                    const std::vector<std::string_view>& headers, F&& row) {
  if (!CheckEncoding(builder, name, bytes)) return;
  const auto table = text::ReadCsv(bytes);
  if (!table.ok() || table->rows() == 0) {
    builder.AddIssue(
        FileIssue(Severity::kError, "unreadable_file", name, 0, "not_read",
                  table.ok() ? "" : std::string(MessageOf(table.status()))));
    return;
  }
  std::vector<std::size_t> places(headers.size(), table->columns(0));
  for (std::size_t i = 0; i < table->columns(0); ++i) {
    for (std::size_t h = 0; h < headers.size(); ++h) {
      if (table->cell(0, i) == headers[h]) places[h] = i;
    }
  }
  for (std::size_t r = 1; r < table->rows(); ++r) {
    std::vector<std::string_view> cells;
    for (const std::size_t place : places) {
      cells.push_back(place < table->columns(r)
                          ? text::CsvText(table->cell(r, place))
                          : std::string_view());
    }
    row(cells, table->line(r));
  }
}

std::optional<double> BoundOf(std::string_view cell) {
  const Number number = ParseNumber(cell, "", false);
  if (number.kind != Number::Kind::kExact) return std::nullopt;
  return number.value.ToDouble();
}

void ReadNotes(Builder& builder, const std::string& name,
               std::string_view bytes) {
  const std::uint32_t file = builder.AddFile(name);
  ReadSmallTable(
      builder, name, bytes,
      {"record", "id", "field", "state", "raw", "low", "high"},
      [&](const std::vector<std::string_view>& cells, std::uint32_t line) {
        const schema::Record* record = schema::FindRecord(cells[0]);
        const schema::Field* field =
            record == nullptr ? nullptr : FindHeader(*record, cells[2]).field;
        const auto state = data::ParseNoteState(cells[3]);
        const auto low = BoundOf(cells[5]);
        const auto high = BoundOf(cells[6]);
        if (field == nullptr || !state || (low && high && *low >= *high)) {
          builder.AddIssue(FileIssue(Severity::kWarning, "unreadable_note",
                                     name, line, "not_read", {}));
          return;
        }
        data::Note note{*state, std::string(cells[4]), std::nullopt};
        if (low || high) {
          note.bounds.emplace();
          if (low) note.bounds->low = *low;
          if (high) note.bounds->high = *high;
        }
        builder.AddNote(*record, std::string(cells[1]), *field, std::move(note),
                        world::Origin{file, line});
      });
}

void ReadClosed(Builder& builder, const std::string& name,
                std::string_view bytes) {
  builder.AddFile(name);
  ReadSmallTable(
      builder, name, bytes, {"collection"},
      [&](const std::vector<std::string_view>& cells, std::uint32_t line) {
        if (IsCollection(cells[0])) {
          builder.Close(cells[0]);
          return;
        }
        auto issue = FileIssue(Severity::kWarning, "unknown_collection", name,
                               line, "not_read", {});
        issue.value = cells[0];
        builder.AddIssue(std::move(issue));
      });
}

}  // namespace

std::optional<Zone> ZoneOfRegions(Builder& builder) {
  const schema::Record* record = schema::FindRecord("Region");
  if (record == nullptr) return std::nullopt;
  const schema::Field* field = schema::FindField(*record, "zone");
  if (field == nullptr) return std::nullopt;
  const data::Column& column =
      builder.Edit(*record)
          .columns[static_cast<std::size_t>(field - record->fields.data())];
  std::string_view name;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.valid(row)) continue;
    if (!name.empty() && name != column.GetText(row)) return std::nullopt;
    name = column.GetText(row);
  }
  if (name.empty()) return std::nullopt;
  auto zone = Zone::Load(name);
  if (!zone.ok()) return std::nullopt;  // the world reports it
  return *std::move(zone);
}

absl::StatusOr<std::optional<Zone>> Prepare(Builder& builder,
                                            const ReadOptions& options) {
  builder.LimitIssues(options.issues_per_code);
  for (const std::string& collection : options.complete) {
    builder.Close(collection);  // Build() refuses what does not exist
  }
  if (options.zone.empty()) return std::optional<Zone>();
  QUARANTA_ASSIGN_OR_RETURN(Zone zone, Zone::Load(options.zone));
  return std::optional<Zone>(std::move(zone));
}

bool IsCollection(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view collection = name.substr(dot + 1);
  for (const schema::Record& record : schema::Records()) {
    if (record.name == name.substr(0, dot)) {
      for (const schema::Through& way : record.through) {
        if (way.name == collection) return true;
      }
      for (const schema::Field& field : record.fields) {
        if (field.repeated && !field.ref_record.empty() &&
            field.ref_name == collection) {
          return true;
        }
      }
    }
    for (const schema::Field& field : record.fields) {
      if (field.ref_record == name.substr(0, dot) &&
          field.ref_as == collection) {
        return true;
      }
    }
  }
  return false;
}

absl::StatusOr<world::World> ReadFolder(const std::string& path,
                                        const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const std::vector<FolderEntry> entries,
                            ListFolder(path));
  Builder builder;
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  bool asked_regions = zone.has_value();
  for (const TableFile& file : FindTables(builder, entries)) {
    if (file.record->name != "Region" && !asked_regions) {
      zone = ZoneOfRegions(builder);
      asked_regions = true;
    }
    const auto bytes = BytesOf(builder, path, file.name, options);
    if (!bytes) continue;
    TableReader(builder, *file.record, file.name, zone ? &*zone : nullptr,
                options)
        .Read(*bytes, Extension(file.name));
  }
  for (const FolderEntry& entry : entries) {
    if (entry.folder || !entry.name.starts_with('_')) continue;
    const bool notes = entry.name == "_notes.csv";
    if (!notes && entry.name != "_closed.csv") {
      builder.AddIssue(FileIssue(Severity::kNote, "unknown_table", entry.name,
                                 0, "not_read", {}));
      continue;
    }
    const auto bytes = BytesOf(builder, path, entry.name, options);
    if (!bytes) continue;
    notes ? ReadNotes(builder, entry.name, *bytes)
          : ReadClosed(builder, entry.name, *bytes);
  }
  return std::move(builder).Build();
}

absl::Status ReadRows(Builder& builder, const schema::Record& record,
                      const std::string& path, const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const std::optional<Zone> zone,
                            Prepare(builder, options));
  const std::string extension = Extension(path);
  if (extension != ".csv" && extension != ".tsv" && extension != ".jsonl") {
    return InvalidArgument(path + ": expected .csv, .tsv or .jsonl");
  }
  QUARANTA_ASSIGN_OR_RETURN(const std::string bytes,
                            ReadFile(path, options.file_bytes));
  const std::size_t slash = path.find_last_of("/\\");
  TableReader(builder, record,
              slash == std::string::npos ? path : path.substr(slash + 1),
              zone ? &*zone : nullptr, options)
      .Read(bytes, extension);
  return absl::OkStatus();
}

absl::StatusOr<world::World> ReadArrivals(const std::string& path,
                                          const ReadOptions& options) {
  const schema::Record* person = schema::FindRecord("Person");
  if (person == nullptr) return Internal("the schema has no Person");
  Builder builder;
  QUARANTA_RETURN_IF_ERROR(ReadRows(builder, *person, path, options));
  return std::move(builder).Build();
}

absl::StatusOr<world::World> Open(const std::string& path,
                                  const ReadOptions& options) {
  if (IsFolder(path)) return ReadFolder(path, options);
  if (!Exists(path)) return NotFound(path + ": no such file or folder");
  if (Extension(path) == ".binpb") return ReadDelimited(path, options);
  if (IsSqliteName(path)) return ReadSqlite(path, options);
  return InvalidArgument(path +
                         ": expected a folder, a .binpb or a .sqlite file");
}

}  // namespace quaranta::io
