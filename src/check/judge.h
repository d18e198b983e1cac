// The verdict of one rule on one subject.
#ifndef QUARANTA_SRC_CHECK_JUDGE_H_
#define QUARANTA_SRC_CHECK_JUDGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "quaranta/check/check.h"

namespace quaranta::check {

// A rule met with a subject, on a day for rules with `each`.
struct Case {
  const policy::Rule* rule = nullptr;
  std::uint32_t use = 0;  // index into Report::rules
  data::RowRef subject;
  std::optional<Day> day;
  const policy::InForce* in_force = nullptr;
};

// The days a rule with `each` is judged on, or the verdict when they cannot be
// known.
struct DaysOf {
  std::vector<Day> days;
  std::optional<Verdict> verdict;
};

class Judge {
 public:
  // Both must outlive the judge.
  Judge(const world::World& world, const Options& options)
      : world_(world), options_(options), names_(NamesOf(world)) {}

  DaysOf Days(const Case& c) const;
  Verdict Decide(const Case& c) const;
  // What Decide() ran, in full; only `each` when that is to be explained.
  std::vector<std::pair<std::string, expr::Trace>> Trace(
      const Case& c, bool each, const expr::TraceLimits& limits) const;

 private:
  struct Setting;

  Setting Set(const Case& c) const;
  Verdict Start(const Case& c) const;
  // Fills the verdict from what an expression gave: unknown or error.
  void NotDecided(const expr::Value& value, Verdict& verdict) const;
  void Explain(const expr::Program& program, const Setting& setting,
               Verdict& verdict) const;
  void ApplyStage(const Case& c, Verdict& verdict) const;
  void ApplyDue(const Case& c, const Setting& setting, Verdict& verdict) const;
  void ApplyWaiver(const Case& c, Verdict& verdict) const;
  std::string TextOf(const expr::Value& value) const;

  const world::World& world_;
  const Options& options_;
  const expr::TraceNames names_;
};

}  // namespace quaranta::check

#endif  // QUARANTA_SRC_CHECK_JUDGE_H_
