// quaranta import

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/import_report.h"
#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/mask.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"

namespace quaranta::cli {
namespace {

namespace fs = std::filesystem;

io::DateOrder OrderOf(const std::string& text) {
  if (text == "ymd") return io::DateOrder::kYearMonthDay;
  if (text == "mdy") return io::DateOrder::kMonthDayYear;
  if (text == "dmy") return io::DateOrder::kDayMonthYear;
  return io::DateOrder::kUnknown;
}

// The bytes of a key file, all of them. The key itself is in no message.
absl::StatusOr<std::string> KeyOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string key(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || key.empty()) {
    return NotFound("--pseudonym-key-file: cannot be read, or is empty: " +
                    path);
  }
  return key;
}

absl::StatusOr<io::ReadOptions> ReadOptionsOf(const Options& options) {
  io::ReadOptions read;
  read.zone = options.zone;
  read.foreign = options.foreign;
  read.complete = options.complete;
  if (!options.key_file.empty()) {
    QUARANTA_ASSIGN_OR_RETURN(read.pseudonym_key, KeyOf(options.key_file));
  }
  if (!options.mapping.empty()) {
    std::ifstream in(options.mapping, std::ios::binary);
    if (!in) return NotFound(options.mapping + ": cannot be opened");
    const std::string yaml(std::istreambuf_iterator<char>(in), {});
    QUARANTA_ASSIGN_OR_RETURN(read.mapping,
                              io::ReadMapping(yaml, options.mapping));
  }
  if (!options.date_order.empty()) {
    read.mapping.date_order = OrderOf(options.date_order);
  }
  return read;
}

// Where the world of one of several folders goes: OUT/NAME.binpb.
std::string OutOf(const Options& options, const std::string& folder) {
  if (options.folders.size() == 1) return options.out_path;
  fs::path path = fs::path(folder).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();
  return (fs::path(options.out_path) / path.filename()).string() + ".binpb";
}

// The parent of a file is made if need be; a folder is made anyway.
absl::Status Write(const world::World& world, const std::string& path) {
  const fs::path parent = fs::path(path).parent_path();
  std::error_code error;
  if (!parent.empty()) fs::create_directories(parent, error);
  return io::Write(world, path);
}

// What is worth keeping of how the files were read: encoding and delimiter are
// found anew for every file.
absl::Status SaveMapping(const std::vector<Imported>& folders,
                         const Options& options, Streams streams) {
  io::Mapping all;
  all.date_order = OrderOf(options.date_order);
  for (const Imported& folder : folders) {
    if (!folder.status.ok()) continue;
    if (all.date_order == io::DateOrder::kUnknown) {
      all.date_order = folder.import.mapping.date_order;
    }
    for (io::SheetMapping sheet : folder.import.mapping.sheets) {
      sheet.encoding.clear();
      sheet.delimiter.clear();
      const bool known = std::any_of(
          all.sheets.begin(), all.sheets.end(), [&](const auto& other) {
            return other.file == sheet.file && other.sheet == sheet.sheet;
          });
      if (!known) all.sheets.push_back(std::move(sheet));
    }
  }
  return WriteFile(options.save_mapping, io::WriteMapping(all), streams);
}

absl::Status WriteReports(const std::vector<Imported>& folders,
                          const Options& options, Streams streams) {
  const Language language =
      ParseLanguage(options.language).value_or(Language::kEn);
  bool json = options.format == "json";
  for (const std::string& report : options.reports) {
    const std::size_t equals = report.find('=');
    if (report.substr(0, equals) != "json") {
      return InvalidArgument("--report " + report +
                             ": expected json or "
                             "json=PATH");
    }
    if (equals == std::string::npos) {
      json = true;
      continue;
    }
    QUARANTA_RETURN_IF_ERROR(WriteFile(
        report.substr(equals + 1),
        MaskIdentifiersInJson(ImportJson(folders, language)), streams));
  }
  if (json) {
    streams.out << MaskIdentifiersInJson(ImportJson(folders, language));
  } else {
    std::ostringstream text;
    PrintImport(folders, options, language, text);
    streams.out << MaskIdentifiers(text.str());
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Import(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const io::ReadOptions read, ReadOptionsOf(options));
  std::vector<Imported> folders;
  bool unreadable = false;
  for (const std::string& path : options.folders) {
    Imported folder;
    folder.path = path;
    auto import = io::ImportFrom(path, read);
    // A single folder that is not there is a slip of the pen; one of forty is
    // a county that sent nothing readable.
    if (!import.ok() && options.folders.size() == 1) return import.status();
    folder.status = import.status();
    if (import.ok()) folder.import = *std::move(import);
    unreadable =
        unreadable || !folder.status.ok() || AnyUnreadable(folder.import.world);
    if (folder.status.ok() && !options.out_path.empty() && !options.dry_run) {
      QUARANTA_RETURN_IF_ERROR(
          Write(folder.import.world, OutOf(options, path)));
    }
    folders.push_back(std::move(folder));
  }
  QUARANTA_RETURN_IF_ERROR(WriteReports(folders, options, streams));
  if (!options.save_mapping.empty()) {
    QUARANTA_RETURN_IF_ERROR(SaveMapping(folders, options, streams));
  }
  return unreadable ? kUnreadable : kOk;
}

}  // namespace

int RunImport(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Import(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
