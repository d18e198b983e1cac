// A verdict run again, with every sub-expression.
#include <algorithm>
#include <string>

#include "check/judge.h"
#include "quaranta/check/check.h"
#include "quaranta/core/status.h"

namespace quaranta::check {
namespace {

bool WaitsFor(const Verdict& verdict, const expr::Fact& fact) {
  return verdict.outcome == Outcome::kUnknown &&
         std::any_of(verdict.missing.begin(), verdict.missing.end(),
                     [&](const Missing& missing) {
                       return missing.row == fact.row &&
                              missing.collection == fact.collection &&
                              missing.index == fact.index;
                     });
}

}  // namespace

absl::StatusOr<Reasons> Explain(const Report& report, std::size_t verdict,
                                const Options& options,
                                const expr::TraceLimits& limits) {
  if (verdict >= report.verdicts.size()) {
    return OutOfRange("the report has " +
                      std::to_string(report.verdicts.size()) +
                      " verdicts, not number " + std::to_string(verdict));
  }
  const Verdict& told = report.verdicts[verdict];
  const auto region = report.world.RegionOf(told.subject);
  const Day day =
      told.day ? *told.day : report.world.ZoneOf(region).DayOf(options.as_of);
  const std::string id =
      region ? report.world.table(region->table).IdText(region->row) : "";
  const policy::InForce in_force = report.policy.Resolve(id, day);
  const policy::Rule* rule = report.rules[told.rule].rule;
  const Case c{rule, told.rule, told.subject, told.day, &in_force};
  const bool each = rule->each.usable() && !told.day;
  Reasons reasons;
  reasons.traces = Judge(report.world, options).Trace(c, each, limits);
  if (reasons.traces.empty()) return reasons;
  for (const expr::MissingFact& missing :
       reasons.traces.back().second.missing) {
    reasons.verdicts.push_back(std::count_if(
        report.verdicts.begin(), report.verdicts.end(),
        [&](const Verdict& v) { return WaitsFor(v, missing.fact); }));
  }
  return reasons;
}

expr::TraceNames NamesOf(const world::World& world) {
  expr::TraceNames names;
  names.row = [&world](data::RowRef row) { return world.Subject(row); };
  names.fact = [&world](const expr::Fact& fact) {
    return world.FactName(fact.row, fact.collection, fact.index);
  };
  return names;
}

}  // namespace quaranta::check
