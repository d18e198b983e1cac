// quaranta audit WORLD

#include "quaranta/desk/audit_people.h"

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/report/json.h"

namespace quaranta::cli {
namespace {

absl::StatusOr<int> Audit(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  desk::AuditOptions audit;
  QUARANTA_ASSIGN_OR_RETURN(audit.as_of, AsOf(options, world));
  audit.seed = options.seed;
  audit.region = options.region;
  if (options.node_limit > 0) audit.node_limit = options.node_limit;
  QUARANTA_ASSIGN_OR_RETURN(const desk::AuditResult result,
                            desk::Audit(world, policy, audit));
  if (options.format == "json") {
    streams.out << report::ToJson(result);
  } else {
    for (const Sentence& line :
         desk::AuditLines(result, static_cast<std::size_t>(options.most))) {
      streams.out << Render(line, *ParseLanguage(options.language)) << "\n";
    }
  }
  if (!options.out_path.empty()) {
    QUARANTA_RETURN_IF_ERROR(
        WriteFile(options.out_path, report::ToJson(result), streams));
  }
  if (AnyUnreadable(world)) return kUnreadable;
  return result.ok() || options.fail_on == "never" ? kOk : kFindings;
}

}  // namespace

int RunAudit(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Audit(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
