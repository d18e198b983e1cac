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
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::cli {
namespace {

using check::Outcome;
using check::Report;
using check::Verdict;

MessageId NameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
      return msg::kVerdictPass;
    case Outcome::kFail:
      return msg::kVerdictFail;
    case Outcome::kUnknown:
      return msg::kVerdictUnknown;
    case Outcome::kNotApplicable:
      return msg::kVerdictNotApplicable;
    case Outcome::kNotDue:
      return msg::kVerdictNotDue;
    case Outcome::kWaived:
      return msg::kVerdictWaived;
    case Outcome::kError:
      break;
  }
  return msg::kVerdictError;
}

MessageId HeadingOf(const std::string& field) {
  if (field == "when") return msg::kTraceWhen;
  return field == "each" ? msg::kTraceEach : msg::kTraceExpect;
}

class Writer {
 public:
  Writer(const Report& report, const Options& options, Streams streams)
      : report_(report),
        names_(check::NamesOf(report.world)),
        language_(ParseLanguage(options.language).value_or(Language::kEn)),
        json_(options.format == "json"),
        out_(streams.out) {}

  void Begin() {
    if (json_) out_ << "{\"schema\":\"quaranta.trace/1\",\"answers\":[\n";
  }
  void End() {
    if (json_) out_ << "\n]}\n";
  }

  void Write(const Verdict& verdict, const check::Reasons& reasons) {
    if (json_) {
      WriteJson(verdict, reasons);
    } else {
      WriteText(verdict, reasons);
    }
    ++count_;
  }

 private:
  const schema::Rule& RuleOf(const Verdict& verdict) const {
    return *report_.rules[verdict.rule].rule->text;
  }

  void WriteText(const Verdict& verdict, const check::Reasons& reasons) {
    const schema::Rule& rule = RuleOf(verdict);
    const schema::Text& title = rule.title;
    if (count_ > 0) out_ << "\n";
    out_ << Render(verdict.day ? msg::kTraceRuleDay : msg::kTraceRule,
                   language_,
                   {{"rule", rule.id},
                    {"title", language_ == Language::kZh ? title.zh : title.en},
                    {"subject", names_.row(verdict.subject)},
                    {"day", verdict.day ? FormatDay(*verdict.day) : ""},
                    {"verdict", Sentence{NameOf(verdict.outcome), {}}}})
         << "\n";
    for (const auto& [field, trace] : reasons.traces) {
      out_ << "\n"
           << Render(HeadingOf(field), language_) << "\n"
           << expr::TraceText(trace, names_, language_);
    }
    WriteVerdicts(reasons);
  }

  // Facts that hold up more than this verdict.
  void WriteVerdicts(const check::Reasons& reasons) {
    for (std::size_t i = 0; i < reasons.verdicts.size(); ++i) {
      if (reasons.verdicts[i] < 2) continue;
      const expr::Fact& fact = reasons.traces.back().second.missing[i].fact;
      out_ << "  "
           << Render(
                  msg::kTraceFactRules, language_,
                  {{"fact", names_.fact(fact)}, {"count", reasons.verdicts[i]}})
           << "\n";
    }
  }

  void WriteJson(const Verdict& verdict, const check::Reasons& reasons) {
    text::JsonWriter json;
    json.BeginObject().Key("rule").Text(RuleOf(verdict).id);
    json.Key("subject").Text(names_.row(verdict.subject));
    if (verdict.day) json.Key("day").Text(FormatDay(*verdict.day));
    json.Key("verdict").Text(check::OutcomeName(verdict.outcome));
    json.Key("traces").BeginArray();
    for (const auto& [field, trace] : reasons.traces) {
      json.BeginObject().Key("of").Text(field);
      json.Key("trace").Raw(expr::TraceJson(trace, names_)).EndObject();
    }
    json.EndArray().Key("verdicts").BeginArray();
    for (const std::int64_t count : reasons.verdicts) json.Int(count);
    json.EndArray().EndObject();
    out_ << (count_ > 0 ? ",\n" : "") << json.Take();
  }

  const Report& report_;
  const expr::TraceNames names_;
  const Language language_;
  const bool json_;
  std::ostream& out_;
  int count_ = 0;
};

absl::StatusOr<int> Trace(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.file, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  check::Options run;
  QUARANTA_ASSIGN_OR_RETURN(run.as_of, AsOf(options, world));
  run.region = options.region;
  // All rules and subjects: what holds up this verdict may hold up others.
  QUARANTA_ASSIGN_OR_RETURN(const Report report,
                            check::Run(world, policy, run));
  const auto subject = world.Find(options.subject);
  if (!subject) {
    return NotFound("subject \"" + options.subject + "\" is not there");
  }
  expr::TraceLimits limits;
  if (options.elements >= 0) {
    limits.elements = static_cast<std::size_t>(options.elements);
  }
  Writer writer(report, options, streams);
  bool found = false;
  writer.Begin();
  for (std::size_t i = 0; i < report.verdicts.size(); ++i) {
    const Verdict& verdict = report.verdicts[i];
    const std::string& rule = report.rules[verdict.rule].rule->text->id;
    const bool wanted = options.rules.empty() ||
                        std::find(options.rules.begin(), options.rules.end(),
                                  rule) != options.rules.end();
    if (verdict.subject != *subject || !wanted) continue;
    QUARANTA_ASSIGN_OR_RETURN(const check::Reasons reasons,
                              check::Explain(report, i, run, limits));
    writer.Write(verdict, reasons);
    found = true;
  }
  writer.End();
  if (!found) {
    return NotFound("no rule in force is about \"" + options.subject + "\"");
  }
  return kOk;
}

}  // namespace

int RunTrace(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Trace(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli
