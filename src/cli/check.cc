// quaranta check

#include <algorithm>
#include <charconv>
#include <map>

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/check/check.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/status.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"

namespace quaranta::cli {
namespace {

using check::Outcome;

absl::StatusOr<std::string> RenderCheck(const check::Report& report,
                                        const std::string& format,
                                        const Options& options) {
  if (format == "json") return report::ToJson(report);
  if (format != "text") {
    return InvalidArgument("--report: `" + format +
                           "` is not a format; formats are text, json");
  }
  std::string text;
  for (const std::string& line :
       report::CheckText(report, *ParseLanguage(options.language),
                         static_cast<std::size_t>(std::max(0, options.most)))) {
    text += line + "\n";
  }
  return text;
}

// True when a failure is at or above --fail-on.
bool AnyFinding(const check::Report& report, const std::string& fail_on) {
  const std::map<std::string, schema::Severity> limits = {
      {"critical", schema::Severity::kCritical},
      {"major", schema::Severity::kMajor},
      {"minor", schema::Severity::kMinor}};
  const auto limit = limits.find(fail_on);
  if (limit == limits.end()) return false;
  return std::any_of(report.verdicts.begin(), report.verdicts.end(),
                     [&](const check::Verdict& verdict) {
                       const schema::Severity severity =
                           report.rules[verdict.rule].rule->text->severity;
                       return verdict.outcome == Outcome::kFail &&
                              severity <= limit->second;
                     });
}

// "HW-13=5%": more than 5 % of the rule's decided-or-unknown verdicts.
absl::StatusOr<bool> OverBudget(const check::Report& report,
                                const std::string& budget) {
  const std::size_t equals = budget.find('=');
  double percent = 0;
  const char* first = budget.data() + std::min(budget.size(), equals + 1);
  const char* last = budget.data() + budget.size();
  const auto parsed = std::from_chars(first, last, percent);
  if (equals == std::string::npos || parsed.ec != std::errc() ||
      std::string_view(parsed.ptr, last) != "%") {
    return InvalidArgument("--unknown-budget: expected RULE=N%, got `" +
                           budget + "`");
  }
  const std::string rule = budget.substr(0, equals);
  std::int64_t all = 0;
  std::int64_t unknown = 0;
  for (const check::Verdict& verdict : report.verdicts) {
    if (report.rules[verdict.rule].rule->text->id != rule ||
        verdict.outcome == Outcome::kNotApplicable) {
      continue;
    }
    ++all;
    if (verdict.outcome == Outcome::kUnknown) ++unknown;
  }
  return static_cast<double>(unknown) * 100 >
         percent * static_cast<double>(all);
}

absl::StatusOr<int> Check(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  check::Options run;
  QUARANTA_ASSIGN_OR_RETURN(run.as_of, AsOf(options, world));
  run.rules = options.rules;
  run.subjects = options.subjects;
  run.region = options.region;
  QUARANTA_ASSIGN_OR_RETURN(const check::Report report,
                            check::Run(world, policy, run));
  QUARANTA_ASSIGN_OR_RETURN(const std::string text,
                            RenderCheck(report, options.format, options));
  streams.out << text;
  for (const std::string& wanted : options.reports) {
    const std::size_t equals = wanted.find('=');
    if (equals == std::string::npos) {
      return InvalidArgument("--report: expected FORMAT=PATH, got `" + wanted +
                             "`");
    }
    QUARANTA_ASSIGN_OR_RETURN(
        const std::string bytes,
        RenderCheck(report, wanted.substr(0, equals), options));
    QUARANTA_RETURN_IF_ERROR(
        WriteFile(wanted.substr(equals + 1), bytes, streams));
  }
  int code = kOk;
  if (AnyFinding(report, options.fail_on) || !report.expired_packs.empty()) {
    code = kFindings;
  }
  for (const std::string& budget : options.budgets) {
    QUARANTA_ASSIGN_OR_RETURN(const bool over, OverBudget(report, budget));
    if (over) code = kFindings;
  }
  if (report.counts[Outcome::kError] > 0) code = kBroken;
  if (AnyUnreadable(world)) code = kUnreadable;
  return code;
}

}  // namespace

int RunCheck(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Check(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
