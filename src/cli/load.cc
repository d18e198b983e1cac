#include "cli/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/mask.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/io/issues.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/rows.h"

namespace quaranta::cli {
namespace {

namespace fs = std::filesystem;

// The YAML files of a folder, sorted by name, as "folder/file".
policy::LoadResult LoadFolder(const fs::path& folder) {
  std::map<std::string, std::string> files;
  std::error_code error;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[(folder.filename() / entry.path().filename()).string()] =
        std::string(std::istreambuf_iterator<char>(in), {});
  }
  std::vector<policy::PackFile> views(files.begin(), files.end());
  return policy::LoadPack(views);
}

}  // namespace

policy::LoadResult LoadPackByName(const std::string& name) {
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    if (loaded.pack != nullptr && loaded.pack->text.id == name) return loaded;
    if (loaded.pack == nullptr && loaded.diagnostics.front().pack == name) {
      return loaded;
    }
  }
  std::error_code error;
  if (fs::is_directory(name, error)) {
    fs::path folder = fs::path(name).lexically_normal();
    if (folder.filename().empty()) folder = folder.parent_path();
    return LoadFolder(folder);
  }
  policy::LoadResult none;
  const auto told = [&](Language language) {
    return Render(msg::kPackNotFound, language, {{"name", name}});
  };
  none.diagnostics.push_back(
      {name, "", {}, told(Language::kEn), told(Language::kZh)});
  return none;
}

absl::StatusOr<policy::Policy> LoadPolicy(const Options& options) {
  std::vector<std::string> ids;
  std::vector<std::shared_ptr<const policy::Pack>> given;
  for (const std::string& name : options.packs) {
    const policy::LoadResult loaded = LoadPackByName(name);
    if (loaded.pack == nullptr) {
      std::string text;
      for (const policy::Diagnostic& mistake : loaded.diagnostics) {
        text += (text.empty() ? "" : "\n") + mistake.text;
      }
      return InvalidArgument(text);
    }
    ids.push_back(loaded.pack->text.id);
    given.push_back(loaded.pack);
  }
  return policy::Policy::Make(ids, given);
}

absl::StatusOr<world::World> LoadWorld(const std::string& path,
                                       const Options& options,
                                       Streams streams) {
  io::ReadOptions read;
  read.zone = options.zone;
  read.foreign = options.foreign;
  QUARANTA_ASSIGN_OR_RETURN(world::World world, io::Open(path, read));
  const Language language =
      ParseLanguage(options.language).value_or(Language::kEn);
  std::map<std::string, int> by_code;
  for (const world::Issue& issue : world.issues()) {
    if (issue.severity == world::Issue::Severity::kError) {
      streams.err << io::IssueText(issue, language) << "\n";
    } else if (issue.severity == world::Issue::Severity::kWarning) {
      ++by_code[issue.code];
    }
  }
  for (const auto& [code, count] : by_code) {
    streams.err << path << ": " << code << " " << count
                << "x (quaranta import lists them)\n";
  }
  return world;
}

absl::StatusOr<world::World> ReadPeople(const Options& options,
                                        const world::World& world,
                                        Streams streams) {
  if (options.arrivals.empty()) return world::Builder().Build();
  io::ReadOptions read;
  read.zone = options.zone;
  read.foreign = options.foreign;
  if (read.zone.empty()) read.zone = ZoneName(world);
  QUARANTA_ASSIGN_OR_RETURN(const world::World arrivals,
                            io::ReadArrivals(options.arrivals, read));
  const auto issues = arrivals.issues();
  // Else the "columns" are the cells of some row.
  const bool headed =
      std::none_of(issues.begin(), issues.end(), [](const world::Issue& issue) {
        return issue.code == "no_known_header";
      });
  for (const world::Issue& issue : issues) {
    // Parties, vehicles and regions of arrivals stand in the world's tables.
    // A column with a mistyped name is a fact that nobody reads.
    if ((headed && issue.code == "unknown_header") ||
        (issue.code != "missing_table" &&
         issue.severity != world::Issue::Severity::kNote)) {
      streams.err
          << io::IssueText(
                 issue, ParseLanguage(options.language).value_or(Language::kEn))
          << "\n";
    }
  }
  return arrivals;
}

bool AnyUnreadable(const world::World& world) {
  const auto issues = world.issues();
  return std::any_of(issues.begin(), issues.end(),
                     [](const world::Issue& issue) {
                       return issue.severity == world::Issue::Severity::kError;
                     });
}

absl::StatusOr<Instant> AsOf(const Options& options,
                             const world::World& world) {
  if (!options.as_of.empty()) {
    auto instant = ParseInstant(options.as_of);
    if (!instant.ok()) {
      return InvalidArgument("--as-of: " +
                             std::string(MessageOf(instant.status())));
    }
    return instant;
  }
  const auto latest = world.LatestInstant();
  if (!latest) {
    return InvalidArgument("no time is recorded in the world: give --as-of");
  }
  return *latest;
}

std::string ZoneName(const world::World& world) {
  const std::size_t regions = world.rows(schema::RecordTable<schema::Region>());
  for (std::size_t row = 0; row < regions; ++row) {
    const auto region = world::Get<schema::Region>(world, row);
    if (region.zone) return *region.zone;
  }
  return "";
}

absl::Status WriteFile(const std::string& path, const std::string& bytes,
                       Streams streams) {
  if (path == "-") {
    streams.out << bytes;
    return absl::OkStatus();
  }
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) fs::create_directories(folder, error);
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  out.close();
  if (!out) return InvalidArgument(path + ": cannot be written");
  return absl::OkStatus();
}

int Fail(const absl::Status& status, Streams streams) {
  streams.err << "quaranta: " << MaskIdentifiers(MessageOf(status)) << "\n";
  return kBroken;
}

}  // namespace quaranta::cli
