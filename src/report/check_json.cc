// The check report as JSON.

#include "quaranta/core/mask.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::report {
namespace {

using check::Outcome;
using text::JsonWriter;

void WritePolicy(const check::Report& report, JsonWriter& json) {
  json.Key("policy").BeginArray();
  for (const auto& pack : report.policy.packs()) {
    json.BeginObject();
    json.Key("id").Text(pack->text.id);
    json.Key("version").Text(pack->text.version);
    json.Key("hash").Text(pack->hash);
    json.Key("historic").Bool(pack->text.historic);
    json.EndObject();
  }
  json.EndArray();
}

void WriteCounts(const check::Counts& counts, JsonWriter& json) {
  json.Key("counts").BeginObject();
  json.Key("pass").Int(counts[Outcome::kPass]);
  json.Key("fail").Int(counts[Outcome::kFail]);
  json.Key("unknown").Int(counts[Outcome::kUnknown]);
  json.Key("not_applicable").Int(counts[Outcome::kNotApplicable]);
  json.Key("not_due").Int(counts[Outcome::kNotDue]);
  json.Key("waived").Int(counts[Outcome::kWaived]);
  json.Key("error").Int(counts[Outcome::kError]);
  json.EndObject();
}

void WriteMissing(const check::Verdict& verdict, JsonWriter& json) {
  json.Key("missing").BeginArray();
  for (const check::Missing& missing : verdict.missing) {
    json.BeginObject();
    json.Key("fact").Text(missing.fact);
    json.Key("cause").Text(data::NoteStateName(missing.cause));
    json.EndObject();
  }
  json.EndArray();
}

void WriteWhy(const check::Verdict& verdict, JsonWriter& json) {
  if (!verdict.clause.empty()) json.Key("clause").Text(verdict.clause);
  if (!verdict.values.empty()) {
    json.Key("values").BeginArray();
    for (const auto& [source, value] : verdict.values) {
      json.BeginObject().Key("of").Text(source).Key("is").Text(value);
      json.EndObject();
    }
    json.EndArray();
  }
  if (!verdict.offenders.empty()) {
    json.Key("because").BeginArray();
    for (const std::string& subject : verdict.offenders) json.Text(subject);
    json.EndArray();
  }
}

void WriteVerdict(const check::Report& report, const check::Verdict& verdict,
                  JsonWriter& json) {
  const check::RuleUse& use = report.rules[verdict.rule];
  json.BeginObject();
  json.Key("rule").Text(use.rule->text->id);
  json.Key("pack").Text(use.pack->text.id);
  json.Key("subject").Text(report.world.Subject(verdict.subject));
  if (verdict.day) json.Key("day").Text(FormatDay(*verdict.day));
  json.Key("verdict").Text(check::OutcomeName(verdict.outcome));
  if (verdict.outcome == Outcome::kUnknown) WriteMissing(verdict, json);
  if (verdict.due_at) json.Key("due_at").Text(FormatInstant(*verdict.due_at));
  if (!verdict.due_stage.empty()) {
    json.Key("due_stage").Text(verdict.due_stage);
  }
  if (!verdict.waiver.empty()) json.Key("waiver").Text(verdict.waiver);
  WriteWhy(verdict, json);
  if (!verdict.measure.empty()) json.Key("measure").Text(verdict.measure);
  if (!verdict.error.empty()) json.Key("error").Text(verdict.error);
  json.EndObject();
}

}  // namespace

std::string ToJson(const check::Report& report) {
  JsonWriter head;
  head.BeginObject().Key("schema").Text("quaranta.check/1");
  WritePolicy(report, head);
  head.Key("as_of").Text(FormatInstant(report.as_of));
  WriteCounts(report.counts, head);
  if (!report.expired_packs.empty()) {
    head.Key("expired_packs").BeginArray();
    for (const std::string& pack : report.expired_packs) head.Text(pack);
    head.EndArray();
  }
  head.Key("verdicts").BeginArray();
  std::string out = head.Take();
  bool first = true;
  for (const check::Verdict& verdict : report.verdicts) {
    JsonWriter json;
    WriteVerdict(report, verdict, json);
    out += first ? "\n" : ",\n";
    out += MaskIdentifiersInJson(json.Take());
    first = false;
  }
  return out + "\n]}\n";
}

}  // namespace quaranta::report
