#include "quaranta/report/reasons.h"

#include <cstdint>
#include <string_view>

#include "quaranta/core/message_ids.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::report {
namespace {

using check::Outcome;

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

MessageId HeadingOf(std::string_view field) {
  if (field == "when") return msg::kTraceWhen;
  return field == "each" ? msg::kTraceEach : msg::kTraceExpect;
}

}  // namespace

std::string ReasonsText(const check::Report& report, std::size_t verdict,
                        const check::Reasons& reasons, Language language) {
  const check::Verdict& told = report.verdicts[verdict];
  const schema::Rule& rule = *report.rules[told.rule].rule->text;
  const expr::TraceNames names = check::NamesOf(report.world);
  std::string out = Render(
      told.day ? msg::kTraceRuleDay : msg::kTraceRule, language,
      {{"rule", rule.id},
       {"title", language == Language::kZh ? rule.title.zh : rule.title.en},
       {"subject", names.row(told.subject)},
       {"day", told.day ? FormatDay(*told.day) : std::string()},
       {"verdict", Sentence{NameOf(told.outcome), {}}}});
  out += "\n";
  for (const auto& [field, trace] : reasons.traces) {
    out += "\n" + Render(HeadingOf(field), language) + "\n" +
           expr::TraceText(trace, names, language);
  }
  for (std::size_t i = 0; i < reasons.verdicts.size(); ++i) {
    if (reasons.verdicts[i] < 2) continue;
    const expr::Fact& fact = reasons.traces.back().second.missing[i].fact;
    out +=
        "  " +
        Render(msg::kTraceFactRules, language,
               {{"fact", names.fact(fact)}, {"count", reasons.verdicts[i]}}) +
        "\n";
  }
  return out;
}

std::string ReasonsJson(const check::Report& report, std::size_t verdict,
                        const check::Reasons& reasons) {
  const check::Verdict& told = report.verdicts[verdict];
  const expr::TraceNames names = check::NamesOf(report.world);
  text::JsonWriter json;
  json.BeginObject().Key("rule").Text(report.rules[told.rule].rule->text->id);
  json.Key("subject").Text(names.row(told.subject));
  if (told.day) json.Key("day").Text(FormatDay(*told.day));
  json.Key("verdict").Text(check::OutcomeName(told.outcome));
  json.Key("traces").BeginArray();
  for (const auto& [field, trace] : reasons.traces) {
    json.BeginObject().Key("of").Text(field);
    json.Key("trace").Raw(expr::TraceJson(trace, names)).EndObject();
  }
  json.EndArray().Key("verdicts").BeginArray();
  for (const std::int64_t count : reasons.verdicts) json.Int(count);
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace quaranta::report
