// quaranta verify PLAN WORLD
#include <fstream>
#include <iterator>
#include <variant>

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
void WriteRest(const desk::Verified& verified, text::JsonWriter& json) {
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

// Of a plan for tonight or for the coming days.
bool Shown(const desk::Verified& verified, std::size_t level) {
  return verified.report.BoundShown(verified.plan, level);
}
bool Shown(const desk::VerifiedDays& verified, std::size_t level) {
  return verified.bounds[level] == desk::BoundShown::kCounted;
}

void WriteMore(const desk::Verified&, std::size_t, text::JsonWriter&) {}
void WriteMore(const desk::VerifiedDays& verified, std::size_t level,
               text::JsonWriter& json) {
  if (verified.bounds[level] != desk::BoundShown::kRepeated) return;
  json.Key("repeated").Bool(true);
}

// In which field of the file each fault is.
void WriteRest(const desk::VerifiedDays& verified, text::JsonWriter& json) {
  json.Key("fields").BeginArray();
  for (const place::HorizonViolation& of : verified.report.violations) {
    json.Text(desk::FieldOf(of.fault));
  }
  json.EndArray();
}

template <class AnyVerified>
std::string AsJson(const AnyVerified& verified) {
  text::JsonWriter json(1);
  json.BeginObject();
  json.Key("schema").Text("quaranta.verify/1");
  json.Key("ok").Bool(verified.ok());
  json.Key("same_input").Bool(verified.same_input);
  WriteTexts("changed_sites", verified.changed_sites, json);
  json.Key("levels").BeginArray();
  for (std::size_t i = 0; i < verified.plan.levels.size(); ++i) {
    const auto& level = verified.plan.levels[i];
    json.BeginObject();
    json.Key("name").Text(place::NameOf(level.name));
    json.Key("part").Int(level.part);
    json.Key("value").Int(level.value);
    json.Key("bound").Int(level.bound);
    json.Key("shown").Bool(Shown(verified, i));
    WriteMore(verified, i, json);
    json.EndObject();
  }
  json.EndArray().Key("faults").BeginArray();
  for (const auto& violation : verified.report.violations) {
    json.Text(place::NameOf(violation.fault));
  }
  json.EndArray();
  WriteRest(verified, json);
  json.EndObject();
  return json.Take() + "\n";
}

absl::StatusOr<desk::Verified> Check(const world::World& world,
                                     const policy::Policy& policy,
                                     const desk::StoredPlan& stored) {
  return report::VerifyStored(world, policy, stored);
}
absl::StatusOr<desk::VerifiedDays> Check(const world::World& world,
                                         const policy::Policy& policy,
                                         const desk::StoredDays& stored) {
  return desk::VerifyDays(world, policy, stored);
}

template <class Stored>
absl::StatusOr<int> Verify(const Stored& stored, const Options& options,
                           Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  QUARANTA_ASSIGN_OR_RETURN(const auto verified, Check(world, policy, stored));
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

absl::StatusOr<int> Verify(const Options& options, Streams streams) {
  std::ifstream in(options.file, std::ios::binary);
  if (!in) return NotFound(options.file + ": cannot be read");
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  QUARANTA_ASSIGN_OR_RETURN(const auto stored,
                            report::ReadStored(bytes, options.file));
  return std::visit(
      [&](const auto& plan) { return Verify(plan, options, streams); }, stored);
}

}  // namespace

int RunVerify(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Verify(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
