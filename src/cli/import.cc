// quaranta import

#include <algorithm>

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::cli {
namespace {

std::string_view SeverityName(world::Issue::Severity severity) {
  switch (severity) {
    case world::Issue::Severity::kNote:
      return "note";
    case world::Issue::Severity::kWarning:
      return "warning";
    case world::Issue::Severity::kError:
      return "error";
  }
  return "";
}

std::string IssuesJson(const world::World& world) {
  text::JsonWriter json(1);
  json.BeginObject().Key("schema").Text("quaranta.import/1");
  json.Key("tables").BeginObject();
  for (const schema::Record& record : schema::Records()) {
    if (world.rows(record) == 0) continue;
    json.Key(record.name).Uint(world.rows(record));
  }
  json.EndObject().Key("issues").BeginArray();
  for (const world::Issue& issue : world.issues()) {
    json.BeginObject();
    json.Key("severity").Text(SeverityName(issue.severity));
    json.Key("code").Text(issue.code);
    json.Key("file").Text(issue.file);
    json.Key("row").Uint(issue.row);
    json.Key("column").Text(issue.column);
    json.Key("value").Text(issue.value);
    json.Key("action").Text(issue.action);
    json.Key("detail").Text(issue.detail);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take() + "\n";
}

void PrintIssues(const world::World& world, const Options& options,
                 Streams streams) {
  for (const schema::Record& record : schema::Records()) {
    if (world.rows(record) == 0) continue;
    streams.out << record.name << " " << world.rows(record) << "\n";
  }
  const auto most = static_cast<std::size_t>(std::max(0, options.most));
  std::size_t shown = 0;
  for (const world::Issue& issue : world.issues()) {
    if (shown++ == most) break;
    streams.out << SeverityName(issue.severity) << " " << IssueText(issue)
                << "\n";
  }
  if (world.issues().size() > most) {
    streams.out << "and " << world.issues().size() - most << " more\n";
  }
}

absl::StatusOr<int> Import(const Options& options, Streams streams) {
  io::ReadOptions read;
  read.zone = options.zone;
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            io::Open(options.world, read));
  if (options.format == "json") {
    streams.out << IssuesJson(world);
  } else {
    PrintIssues(world, options, streams);
  }
  if (!options.out_path.empty()) {
    QUARANTA_RETURN_IF_ERROR(io::Write(world, options.out_path));
  }
  return AnyUnreadable(world) ? kUnreadable : kOk;
}

}  // namespace

int RunImport(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Import(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
