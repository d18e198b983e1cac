// quaranta verify PLAN WORLD
#include <fstream>
#include <iterator>

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/status.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::cli {
namespace {

void WriteTexts(std::string_view key, const std::vector<std::string>& texts,
                text::JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const std::string& text : texts) json.Text(text);
  json.EndArray();
}

// What the plan's file says of itself, and where it is not so.
void WriteFile(const desk::Verified& verified, text::JsonWriter& json) {
  WriteTexts("out", verified.out, json);
  WriteTexts("refused", verified.refused, json);
  json.Key("differences").BeginArray();
  for (const desk::Difference& of : verified.differences) {
    json.BeginObject();
    json.Key("path").Text(of.path);
    json.Key("said").Text(of.said);
    json.Key("expected").Text(of.expected);
    json.EndObject();
  }
  json.EndArray();
  WriteTexts("unchecked", verified.unchecked, json);
}

std::string AsJson(const desk::Verified& verified) {
  text::JsonWriter json(1);
  json.BeginObject();
  json.Key("schema").Text("quaranta.verify/1");
  json.Key("ok").Bool(verified.ok());
  json.Key("same_input").Bool(verified.same_input);
  WriteTexts("changed_sites", verified.changed_sites, json);
  json.Key("levels").BeginArray();
  for (std::size_t i = 0; i < verified.plan.levels.size(); ++i) {
    const place::Level& level = verified.plan.levels[i];
    json.BeginObject();
    json.Key("name").Text(place::NameOf(level.name));
    json.Key("part").Int(level.part);
    json.Key("value").Int(level.value);
    json.Key("bound").Int(level.bound);
    json.Key("shown").Bool(verified.report.BoundShown(verified.plan, i));
    json.EndObject();
  }
  json.EndArray().Key("faults").BeginArray();
  for (const place::Violation& violation : verified.report.violations) {
    json.Text(place::NameOf(violation.fault));
  }
  json.EndArray();
  WriteFile(verified, json);
  json.EndObject();
  return json.Take() + "\n";
}

absl::StatusOr<int> Verify(const Options& options, Streams streams) {
  std::ifstream in(options.file, std::ios::binary);
  if (!in) return NotFound(options.file + ": cannot be read");
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  QUARANTA_ASSIGN_OR_RETURN(const desk::StoredPlan stored,
                            report::ReadStoredPlan(bytes, options.file));
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  QUARANTA_ASSIGN_OR_RETURN(const desk::Verified verified,
                            report::VerifyStored(world, policy, stored));
  if (options.format == "json") {
    streams.out << AsJson(verified);
  } else {
    for (const Sentence& line : desk::VerifyLines(verified)) {
      streams.out << Render(line, *ParseLanguage(options.language)) << "\n";
    }
  }
  if (AnyUnreadable(world)) return kUnreadable;
  return verified.ok() ? kOk : kFindings;
}

}  // namespace

int RunVerify(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Verify(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
