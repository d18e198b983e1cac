// Verdicts: every record against the rules in force there and then.
#ifndef QUARANTA_CHECK_CHECK_H_
#define QUARANTA_CHECK_CHECK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/time.h"
#include "quaranta/data/view.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/trace.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::check {

enum class Outcome : std::uint8_t {
  kPass,
  kFail,
  kUnknown,        // `missing` names the facts that would decide it
  kNotApplicable,  // `when` is false, or the site is closed
  kNotDue,         // not yet: see due_at or due_stage
  kWaived,         // fails, and a waiver in force says so
  kError,          // the rule itself is broken for this subject
};
inline constexpr std::size_t kOutcomes = 7;
std::string_view OutcomeName(Outcome outcome);  // "PASS", "NOT_APPLICABLE"
std::optional<Outcome> ParseOutcome(std::string_view name);

// A fact that is missing, and why.
struct Missing {
  std::string fact;  // "Room:S1/304.window_limiter", "Site:S1.rooms"
  data::NoteState cause = data::NoteState::kNotRecorded;
  data::RowRef row;
  bool collection = false;
  std::uint32_t index = 0;
};

struct Verdict {
  std::uint32_t rule = 0;  // index into Report::rules
  data::RowRef subject;
  std::optional<Day> day;  // for rules with `each`
  Outcome outcome = Outcome::kError;
  std::vector<Missing> missing;   // for kUnknown
  std::optional<Instant> due_at;  // for kNotDue by time
  std::string due_stage;          // for kNotDue by stage: "ACCEPTED"
  std::string waiver;             // for kWaived: "Waiver:W1"
  std::string clause;             // what decided a failure or an unknown
  std::vector<std::pair<std::string, std::string>> values;  // its operands
  std::vector<std::string> offenders;  // subjects a quantifier failed on
  std::string measure;  // the figure to show, if the rule has one
  std::string error;    // for kError
};

// A rule as it was applied, for printing beside its verdicts.
struct RuleUse {
  const policy::Rule* rule = nullptr;
  const policy::Pack* pack = nullptr;
};

struct Counts {
  std::array<std::int64_t, kOutcomes> by_outcome{};
  std::int64_t& operator[](Outcome o) {
    return by_outcome[static_cast<std::size_t>(o)];
  }
  std::int64_t operator[](Outcome o) const {
    return by_outcome[static_cast<std::size_t>(o)];
  }
};

struct Report {
  world::World world;     // what was checked
  policy::Policy policy;  // keeps the rules alive
  Instant as_of;
  std::vector<RuleUse> rules;     // in the order of packs and rules
  std::vector<Verdict> verdicts;  // by rule, subject, day
  Counts counts;
  // Packs past their review date at as_of, historic ones left out.
  std::vector<std::string> expired_packs;
};

struct Options {
  // Knowledge time: nothing due later is late, nothing after it is counted.
  Instant as_of;
  // Only these rules or subjects; empty: all.
  std::vector<std::string> rules;
  std::vector<std::string> subjects;
  // Only records of this region and of those below it; empty: all.
  std::string region;
  expr::Limits limits;  // of each evaluation
};

// Runs all rules over the world. A broken rule gives kError verdicts, missing
// data kUnknown; kNotFound when `rules` or `subjects` names something that does
// not exist, kFailedPrecondition when no pack of the policy is in force for any
// subject at as_of. Reads no clock; safe from many threads. Linear in rules x
// subjects times the size of the expressions.
absl::StatusOr<Report> Run(const world::World& world,
                           const policy::Policy& policy,
                           const Options& options);

// Why a verdict is what it is, in full.
struct Reasons {
  // The expressions of the rule that were run, by field, in this order: `each`
  // when its days could not be told, else `when` if there is one, and `expect`
  // if the rule applies.
  std::vector<std::pair<std::string, expr::Trace>> traces;
  // Beside the missing facts of the last trace: how many unknown verdicts of
  // the report wait for each, this one included.
  std::vector<std::int64_t> verdicts;
};

// Runs a verdict of the report again, with every sub-expression; `options` are
// those of Run(). kOutOfRange when there is no such verdict. Costs as many
// evaluations of the rule as values are tried, see expr::MissingFact.
absl::StatusOr<Reasons> Explain(const Report& report, std::size_t verdict,
                                const Options& options,
                                const expr::TraceLimits& limits = {});

// Rows and facts as verdicts name them. The world must outlive what is given.
expr::TraceNames NamesOf(const world::World& world);

// Which question decides most: unknown verdicts grouped by the field they wait
// for, largest first.
struct Question {
  std::string field;          // "Room.window_limiter", "Site.rooms"
  std::int64_t facts = 0;     // distinct cells asked for
  std::int64_t verdicts = 0;  // unknown verdicts that wait for any of them
  std::int64_t alone = 0;     // of these, waiting for nothing else
  std::vector<std::string> examples;  // up to five facts
};
std::vector<Question> AskFirst(const Report& report, std::size_t most = 10);

}  // namespace quaranta::check

#endif  // QUARANTA_CHECK_CHECK_H_
