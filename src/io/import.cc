// Whole sources: folders of files, and files by their extension.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "io/files.h"
#include "io/frames.h"
#include "io/headers.h"
#include "io/people.h"
#include "io/reader.h"
#include "io/setup.h"
#include "io/sheet_reader.h"
#include "io/sqlite.h"
#include "io/text_reader.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"

namespace quaranta::io {
namespace {

using schema::Record;
using world::Builder;
using Severity = world::Issue::Severity;

bool IsText(const std::string& extension) {
  return extension == ".csv" || extension == ".tsv" || extension == ".txt" ||
         extension == ".jsonl";
}

bool IsForeign(const std::string& extension) {
  return extension == ".xlsx" || extension == ".xlsm" || extension == ".xls" ||
         extension == ".ods" || extension == ".parquet";
}

// The record that a name says: "rooms", "房间", or one word of
// "S1_rooms_2022-04-10"; nullptr when it says none, or several.
const Record* RecordOfName(std::string_view name) {
  if (const Record* record = schema::FindRecord(name)) return record;
  const Record* found = nullptr;
  while (!name.empty()) {
    const std::size_t end = name.find_first_of("_-. ()0123456789");
    const std::string_view word = name.substr(0, end);
    name.remove_prefix(end == std::string_view::npos ? name.size() : end + 1);
    const Record* record = word.empty() ? nullptr : schema::FindRecord(word);
    if (record == nullptr) continue;
    if (found != nullptr && found != record) return nullptr;
    found = record;
  }
  return found;
}

// One table of the folder, found but not read.
struct Table {
  SheetSource source;
  std::string extension;                  // of a text file
  std::unique_ptr<Sheet> sheet;           // of a workbook
  std::optional<ArrowArrayStream> frame;  // of a columnar file
};

// What a folder holds, and how it is read.
class FolderReader {
 public:
  FolderReader(Builder& builder, const std::string& folder,
               const ReadOptions& options)
      : builder_(builder), folder_(folder), options_(options) {}

  ~FolderReader() {
    for (Table& table : tables_) {
      if (table.frame && table.frame->release != nullptr) {
        table.frame->release(&*table.frame);
      }
    }
  }
  FolderReader(const FolderReader&) = delete;
  FolderReader& operator=(const FolderReader&) = delete;

  Mapping Read(const std::vector<FolderEntry>& entries,
               std::optional<Zone> zone) {
    for (const FolderEntry& entry : entries) Find(entry);
    // Regions first: they may say in which zone local times are.
    std::stable_partition(tables_.begin(), tables_.end(),
                          [](const Table& table) {
                            return table.source.record != nullptr &&
                                   table.source.record->name == "Region";
                          });
    Mapping mapping;
    mapping.date_order = options_.mapping.date_order;
    Reading reading{builder_, options_, zone ? &*zone : nullptr, {}};
    for (Table& table : tables_) {
      const Record* record = table.source.record;
      const bool region = record != nullptr && record->name == "Region";
      if (!region && !zone) {
        zone = ZoneOfRegions(builder_);
        reading.zone = zone ? &*zone : nullptr;
      }
      ReadTable(reading, table, mapping);
    }
    CompleteReferences(reading);
    for (const FolderEntry& entry : entries) {
      if (!entry.folder && entry.name.starts_with('_')) ReadSpecial(entry.name);
    }
    return mapping;
  }

  // The bytes of _decisions.csv.
  const std::string& decisions() const { return decisions_; }

 private:
  void Tell(Severity severity, std::string_view code, const std::string& file,
            std::string detail) {
    builder_.AddIssue(
        FileIssue(severity, code, file, 0, "not_read", std::move(detail)));
  }

  void Find(const FolderEntry& entry) {
    const std::string extension = Extension(entry.name);
    if (entry.folder) {
      Tell(Severity::kNote, "folder_in_folder", entry.name, {});
    } else if (IsText(extension)) {
      // "~$persons.xlsx" and "_notes.csv" are no tables.
      if (entry.name.starts_with('_')) return;
      Table table;
      table.source = {
          entry.name, entry.name, {}, RecordOfName(Stem(entry.name)), false};
      table.extension = extension;
      tables_.push_back(std::move(table));
    } else if (IsForeign(extension) && !entry.name.starts_with('~')) {
      FindForeign(entry.name);
    } else {
      Tell(Severity::kNote, "unknown_format", entry.name, {});
    }
  }

  void FindForeign(const std::string& name) {
    if (!options_.foreign) {
      Tell(Severity::kError, "no_reader", name, Extension(name));
      return;
    }
    auto foreign = options_.foreign(folder_ + "/" + name);
    if (!foreign.ok()) {
      Tell(Severity::kError, "unreadable_file", name,
           std::string(MessageOf(foreign.status())));
      return;
    }
    if (foreign->sheets.size() > options_.sheets) {
      Tell(Severity::kError, "too_many_sheets", name,
           std::to_string(options_.sheets));
      foreign->sheets.resize(options_.sheets);
    }
    const auto filled = std::count_if(
        foreign->sheets.begin(), foreign->sheets.end(),
        [](const NamedSheet& sheet) {
          return sheet.sheet != nullptr && sheet.sheet->rows() > 0;
        });
    const Record* by_file = RecordOfName(Stem(name));
    for (NamedSheet& sheet : foreign->sheets) {
      if (sheet.sheet == nullptr) continue;
      Table table;
      const Record* by_name = RecordOfName(sheet.name);
      table.source = {
          filled > 1 ? SheetLabel(name, sheet.name) : name, name, sheet.name,
          by_name != nullptr || filled > 1 ? by_name : by_file, false};
      table.sheet = std::move(sheet.sheet);
      tables_.push_back(std::move(table));
    }
    for (NamedStream& stream : foreign->streams) {
      Table table;
      table.source = {name, name, {}, by_file, by_file != nullptr};
      table.frame = stream.stream;
      tables_.push_back(std::move(table));
    }
  }

  void ReadTable(Reading& reading, Table& table, Mapping& mapping) {
    const SheetSource& source = table.source;
    const SheetMapping* told =
        FindMapping(options_.mapping, source.file, source.name);
    if (table.sheet != nullptr) {
      mapping.sheets.push_back(ReadSheet(reading, *table.sheet, source, told));
      return;
    }
    if (table.frame) {
      auto read = ReadFrame(reading, &*table.frame, source, told);
      table.frame->release = nullptr;
      if (read.ok()) {
        mapping.sheets.push_back(*std::move(read));
        return;
      }
      Tell(Severity::kError, "unreadable_file", source.label,
           std::string(MessageOf(read.status())));
      return;
    }
    auto read = ReadTextFile(reading, folder_ + "/" + source.file,
                             table.extension, source, told);
    if (read.ok()) {
      mapping.sheets.push_back(*std::move(read));
      return;
    }
    Tell(Severity::kError, "unreadable_file", source.label,
         std::string(MessageOf(read.status())));
    RefuseFile(reading, source, 0);
  }

  void ReadSpecial(const std::string& name) {
    const bool decisions = name == kDecisionsFile;
    if (!decisions && name != "_notes.csv" && name != "_closed.csv") {
      Tell(Severity::kNote, "unknown_table", name, {});
      return;
    }
    const auto bytes = ReadFile(folder_ + "/" + name, options_.file_bytes);
    if (!bytes.ok()) {
      Tell(Severity::kError, "unreadable_file", name,
           std::string(MessageOf(bytes.status())));
      return;
    }
    if (decisions) {
      decisions_ = *bytes;
    } else {
      ReadBeside(builder_, name, *bytes, options_);
    }
  }

  Builder& builder_;
  std::string folder_;
  const ReadOptions& options_;
  std::vector<Table> tables_;
  std::string decisions_;
};

absl::StatusOr<Import> ImportEntries(const std::string& path,
                                     const std::vector<FolderEntry>& entries,
                                     const ReadOptions& options) {
  Builder builder;
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  FolderReader reader(builder, path, options);
  Mapping mapping = reader.Read(entries, std::move(zone));
  QUARANTA_RETURN_IF_ERROR(EndImport(builder, options, reader.decisions()));
  HideHeaders(options, mapping);
  QUARANTA_ASSIGN_OR_RETURN(world::World world, std::move(builder).Build());
  return Import{std::move(world), std::move(mapping)};
}

absl::StatusOr<Import> ImportFolder(const std::string& path,
                                    const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const std::vector<FolderEntry> entries,
                            ListFolder(path));
  return ImportEntries(path, entries, options);
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string FileOf(const std::string& path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// The rows of a workbook or frame, each of whose tables holds the record.
absl::Status ReadForeignRows(Builder& builder, const Record& record,
                             const std::string& path,
                             const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(Foreign foreign, options.foreign(path));
  absl::Status status;
  for (const NamedSheet& sheet : foreign.sheets) {
    status.Update(AppendSheet(builder, sheet, &record, options).status());
  }
  for (NamedStream& stream : foreign.streams) {
    status.Update(
        AppendArrow(builder, record, &stream.stream, stream.file, options));
  }
  return status;
}

}  // namespace

std::string SheetLabel(const std::string& file, const std::string& sheet) {
  return sheet.empty() ? file : file + "[" + sheet + "]";
}

absl::StatusOr<Import> ImportFrom(const std::string& path,
                                  const ReadOptions& options) {
  if (IsFolder(path)) return ImportFolder(path, options);
  if (!Exists(path)) return NotFound(path + ": no such file or folder");
  if (Extension(path) == ".binpb") {
    QUARANTA_ASSIGN_OR_RETURN(world::World world, ReadDelimited(path, options));
    return Import{std::move(world), {}};
  }
  if (IsSqliteName(path)) return ImportSqlite(path, options);
  if (IsText(Extension(path)) || IsForeign(Extension(path))) {
    return ImportEntries(FolderOf(path), {{FileOf(path), false}}, options);
  }
  return InvalidArgument(path +
                         ": expected a folder, a .binpb or a .sqlite file, "
                         "or a table");
}

absl::StatusOr<world::World> ReadFolder(const std::string& path,
                                        const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(Import import, ImportFolder(path, options));
  return std::move(import.world);
}

absl::StatusOr<world::World> Open(const std::string& path,
                                  const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(Import import, ImportFrom(path, options));
  return std::move(import.world);
}

absl::Status ReadRows(Builder& builder, const Record& record,
                      const std::string& path, const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  const std::string extension = Extension(path);
  if (!IsText(extension)) {
    if (options.foreign) {
      return ReadForeignRows(builder, record, path, options);
    }
    return InvalidArgument(path + ": expected .csv, .tsv or .jsonl");
  }
  if (!zone) zone = ZoneOfRegions(builder);
  Reading reading{builder, options, zone ? &*zone : nullptr, {}};
  const RowMarks marks = MarkRows(builder);
  const std::string file = FileOf(path);
  QUARANTA_RETURN_IF_ERROR(ReadTextFile(reading, path, extension,
                                        {file, file, {}, &record, true},
                                        FindMapping(options.mapping, file, {}))
                               .status());
  CompleteReferences(reading);
  return EndAppend(builder, options, marks);
}

absl::StatusOr<world::World> ReadArrivals(const std::string& path,
                                          const ReadOptions& options) {
  const Record* person = schema::FindRecord("Person");
  if (person == nullptr) return Internal("the schema has no Person");
  Builder builder;
  QUARANTA_RETURN_IF_ERROR(ReadRows(builder, *person, path, options));
  QUARANTA_RETURN_IF_ERROR(FinishPeople(builder, options));
  return std::move(builder).Build();
}

}  // namespace quaranta::io
