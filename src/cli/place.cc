// quaranta place, quaranta capacity, quaranta report

#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/check/check.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/status.h"
#include "quaranta/desk/night.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"

namespace quaranta::cli {
namespace {

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return NotFound(path + ": cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// What is asked of a night; nothing: a plan for everybody at once.
absl::StatusOr<std::optional<desk::NightOptions>> Night(
    const Options& options) {
  if (options.keep.empty() && options.strike.empty() &&
      options.keep_floors < 0 && options.groups.empty()) {
    return std::optional<desk::NightOptions>();
  }
  desk::NightOptions night;
  night.strike = options.strike;
  if (options.keep_floors >= 0) night.keep_floors = options.keep_floors;
  if (!options.groups.empty()) {
    night.groups = desk::ParseGroups(options.groups);
    if (!night.groups) {
      return InvalidArgument(
          "--expect-groups: expected the least and the "
          "largest group, such as 1-40, got \"" +
          options.groups + "\"");
    }
  }
  if (!options.keep.empty()) {
    QUARANTA_ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(options.keep));
    QUARANTA_ASSIGN_OR_RETURN(night.keep,
                              report::ReadPlan(bytes, options.keep));
  }
  return std::optional<desk::NightOptions>(std::move(night));
}

absl::StatusOr<desk::Plan> MakePlan(const Options& options,
                                    const world::World& world,
                                    const policy::Policy& policy, Instant as_of,
                                    Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const auto night, Night(options));
  QUARANTA_ASSIGN_OR_RETURN(const world::World arrivals,
                            ReadPeople(options, world, streams));
  desk::PlaceOptions place;
  place.as_of = as_of;
  place.seed = options.seed;
  place.region = options.region;
  place.small_count = options.small_count;
  if (options.node_limit > 0) place.node_limit = options.node_limit;
  return night ? desk::PlaceNight(world, arrivals, policy, place, *night)
               : desk::Place(world, arrivals, policy, place);
}

absl::StatusOr<int> Place(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  QUARANTA_ASSIGN_OR_RETURN(const Instant as_of, AsOf(options, world));
  QUARANTA_ASSIGN_OR_RETURN(const desk::Plan plan,
                            MakePlan(options, world, policy, as_of, streams));
  if (options.format == "json") {
    streams.out << report::ToJson(plan);
  } else {
    for (const std::string& line :
         report::PlanText(plan, *ParseLanguage(options.language),
                          static_cast<std::size_t>(options.most))) {
      streams.out << line << "\n";
    }
  }
  if (!options.out_path.empty()) {
    QUARANTA_RETURN_IF_ERROR(
        WriteFile(options.out_path, report::ToJson(plan), streams));
  }
  if (AnyUnreadable(world) || AnyUnreadable(plan.arrivals)) return kUnreadable;
  return plan.plan.unplaced.empty() ? kOk : kFindings;
}

absl::StatusOr<int> Capacity(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  QUARANTA_ASSIGN_OR_RETURN(const Instant as_of, AsOf(options, world));
  QUARANTA_ASSIGN_OR_RETURN(
      const desk::CapacityLines capacity,
      desk::Capacity(world, policy, {as_of, options.region}));
  if (options.format == "json") {
    streams.out << report::ToJson(capacity);
  } else {
    for (const std::string& line :
         report::CapacityText(capacity, *ParseLanguage(options.language))) {
      streams.out << line << "\n";
    }
  }
  return AnyUnreadable(world) ? kUnreadable : kOk;
}

absl::StatusOr<int> Report(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  check::Options run;
  QUARANTA_ASSIGN_OR_RETURN(run.as_of, AsOf(options, world));
  run.region = options.region;
  QUARANTA_ASSIGN_OR_RETURN(const check::Report checked,
                            check::Run(world, policy, run));
  QUARANTA_ASSIGN_OR_RETURN(
      const desk::CapacityLines capacity,
      desk::Capacity(world, policy, {run.as_of, options.region}));
  QUARANTA_ASSIGN_OR_RETURN(
      const desk::TonightView tonight,
      desk::Tonight(world, policy, {run.as_of, options.region}));
  report::BriefInput input{&checked, &capacity, &tonight, nullptr};
  desk::Plan plan;
  if (!options.arrivals.empty()) {
    QUARANTA_ASSIGN_OR_RETURN(
        plan, MakePlan(options, world, policy, run.as_of, streams));
    input.plan = &plan;
  }
  const report::Brief brief =
      report::MakeBrief(input, *ParseLanguage(options.language));
  const std::string text =
      options.format == "html"   ? report::ToHtml(brief, input)
      : options.format == "json" ? report::ToJson(brief)
                                 : report::ToMarkdown(brief);
  QUARANTA_RETURN_IF_ERROR(WriteFile(
      options.out_path.empty() ? "-" : options.out_path, text, streams));
  return AnyUnreadable(world) ? kUnreadable : kOk;
}

}  // namespace

int RunPlace(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Place(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

int RunCapacity(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Capacity(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

int RunReport(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Report(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
