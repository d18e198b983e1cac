// quaranta explain WORLD SUBJECT: the subject's verdicts with every
// sub-expression, what decided, and what missing facts would decide.

#include <algorithm>
#include <string>

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/check/check.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/message.h"
#include "quaranta/core/status.h"
#include "quaranta/report/reasons.h"

namespace quaranta::cli {
namespace {

bool Wanted(const check::Report& report, const check::Verdict& verdict,
            data::RowRef subject, const Options& options) {
  const std::string& rule = report.rules[verdict.rule].rule->text->id;
  return verdict.subject == subject &&
         (options.rules.empty() ||
          std::find(options.rules.begin(), options.rules.end(), rule) !=
              options.rules.end());
}

absl::StatusOr<int> Trace(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.file, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  check::Options run;
  QUARANTA_ASSIGN_OR_RETURN(run.as_of, AsOf(options, world));
  run.region = options.region;
  const auto subject = world.Find(options.subject);
  if (!subject) {
    return NotFound("subject \"" + options.subject + "\" is not there");
  }
  // All rules and subjects: what holds up this verdict may hold up others.
  QUARANTA_ASSIGN_OR_RETURN(const check::Report report,
                            check::Run(world, policy, run));
  const Language language =
      ParseLanguage(options.language).value_or(Language::kEn);
  const bool json = options.format == "json";
  expr::TraceLimits limits;
  limits.elements = static_cast<std::size_t>(std::max(0, options.elements));
  std::string out;
  for (std::size_t i = 0; i < report.verdicts.size(); ++i) {
    if (!Wanted(report, report.verdicts[i], *subject, options)) continue;
    QUARANTA_ASSIGN_OR_RETURN(const check::Reasons reasons,
                              check::Explain(report, i, run, limits));
    if (!out.empty()) out += json ? ",\n" : "\n";
    out += json ? report::ReasonsJson(report, i, reasons)
                : report::ReasonsText(report, i, reasons, language);
  }
  if (out.empty()) {
    return NotFound("no rule in force is about \"" + options.subject + "\"");
  }
  if (json) {
    out = "{\"schema\":\"quaranta.reasons/1\",\"answers\":[\n" + out + "\n]}\n";
  }
  streams.out << out;
  return kOk;
}

}  // namespace

int RunTrace(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Trace(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
