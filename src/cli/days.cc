// quaranta days

#include "quaranta/report/days.h"
#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/desk/coming_days.h"

namespace quaranta::cli {
namespace {

absl::StatusOr<int> Days(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  desk::DaysOptions days;
  QUARANTA_ASSIGN_OR_RETURN(days.as_of, AsOf(options, world));
  days.days = options.days;
  days.seed = options.seed;
  days.region = options.region;
  days.small_count = options.small_count;
  if (options.node_limit > 0) days.node_limit = options.node_limit;
  QUARANTA_ASSIGN_OR_RETURN(const world::World arrivals,
                            ReadPeople(options, world, streams));
  QUARANTA_ASSIGN_OR_RETURN(const desk::DaysPlan plan,
                            desk::PlanDays(world, arrivals, policy, days));
  if (options.format == "json") {
    streams.out << report::ToJson(plan);
  } else {
    for (const std::string& line :
         report::DaysText(plan, *ParseLanguage(options.language),
                          static_cast<std::size_t>(options.most))) {
      streams.out << line << "\n";
    }
  }
  if (!options.out_path.empty()) {
    QUARANTA_RETURN_IF_ERROR(
        WriteFile(options.out_path, report::ToJson(plan), streams));
  }
  if (AnyUnreadable(world) || AnyUnreadable(arrivals)) return kUnreadable;
  return plan.plan.unplaced.empty() ? kOk : kFindings;
}

}  // namespace

int RunDays(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Days(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
