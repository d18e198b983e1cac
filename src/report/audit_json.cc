// An audit as JSON: one line for each field.
#include <concepts>
#include <type_traits>

#include "quaranta/core/mask.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;

void ForFields(const desk::AuditGroup& of, auto&& visit) {
  visit("cohort", of.label);
  visit("people", of.people);
}
void ForFields(const desk::AuditFinding& of, auto&& visit) {
  visit("rule", of.breach);
  visit("site", of.site);
  visit("floors", of.floors);
  visit("room", of.room);
  visit("parties", of.parties);
  visit("people", of.people);
  visit("count", of.count);
  visit("groups", of.groups);
  visit("ask_first", of.ask_first);
  visit("text", of.text);
}
void ForFields(const desk::AuditMove& of, auto&& visit) {
  visit("party", of.party);
  visit("people", of.people);
  visit("from", of.from);
  visit("to", of.to);
  visit("findings", of.findings);
  visit("text", of.text);
}
void ForFields(const desk::AuditWithout& of, auto&& visit) {
  visit("party", of.party);
  visit("people", of.people);
  visit("rooms", of.rooms);
  visit("reason", of.reason);
  visit("text", of.text);
}
void ForFields(const desk::AuditOpening& of, auto&& visit) {
  visit("site", of.site);
  visit("staff_rooms", of.staff_rooms);
}
void ForFields(const desk::AuditTaken& of, auto&& visit) {
  visit("floors", of.floors);
  visit("text", of.text);
}
void ForFields(const desk::AuditCleaning& of, auto&& visit) {
  visit("site", of.site);
  visit("floors", of.floors);
  visit("rooms", of.rooms);
  visit("whole_floor", of.whole_floor);
  visit("text", of.text);
}
void ForFields(const desk::AuditFrozen& of, auto&& visit) {
  visit("party", of.party);
  visit("people", of.people);
  visit("room", of.room);
}
void ForFields(const place::Bounded& of, auto&& visit) {
  visit("value", of.value);
  visit("bound", of.bound);
}

// Of the whole audit; what is absent from a record is an empty list here, so
// that a reader finds every key.
void ForFields(const desk::AuditResult& of, auto&& visit) {
  visit("as_of", FormatInstant(of.as_of));
  visit("region", of.region);
  visit("seed", of.seed);
  visit("plan_limit", of.plan_limit);
  visit("node_limit", of.node_limit);
  visit("policy", of.packs);
  visit("policy_hashes", of.pack_hashes);
  visit("ok", of.ok());
  visit("people", of.people);
  visit("rooms", of.rooms);
  visit("headline", of.headline);
  visit("findings", of.findings);
  visit("moved", of.report.moved);
  visit("without_room", of.report.no_room);
  visit("moves", of.moves);
  visit("without", of.without);
  visit("conditions", of.conditions);
  visit("opened_sites", of.opened_sites);
  visit("taken_floors", of.taken_floors);
  visit("cleaning", of.cleaning);
  visit("frozen", of.frozen);
  visit("left", of.left);
  visit("doubts", of.doubts);
  visit("plans", of.report.plans);
  visit("stopped_at_limit", of.report.stopped_at_limit);
}

// Declared first, so that each finds the others.
template <class T>
void Write(const T& value, JsonWriter& json);
template <class T>
void Write(const std::vector<T>& values, JsonWriter& json) {
  json.BeginArray();
  for (const T& value : values) Write(value, json);
  json.EndArray();
}

// A text, list or flag that says nothing.
template <class T>
bool IsNothing(const T& value) {
  if constexpr (std::same_as<T, bool>) return !value;
  if constexpr (requires { value.empty(); }) return value.empty();
  return false;
}

template <class T>
void Write(const T& value, JsonWriter& json) {
  if constexpr (std::same_as<T, bool>) {
    json.Bool(value);
  } else if constexpr (std::same_as<T, std::string>) {
    json.Text(value);
  } else if constexpr (std::same_as<T, Sentence>) {
    json.BeginObject();
    json.Key("en").Text(Render(value, Language::kEn));
    json.Key("zh").Text(Render(value, Language::kZh));
    json.EndObject();
  } else if constexpr (std::is_enum_v<T>) {
    json.Text(place::NameOf(value));
  } else if constexpr (std::unsigned_integral<T>) {
    json.Uint(value);
  } else if constexpr (std::signed_integral<T>) {
    json.Int(value);
  } else {
    constexpr bool kWhole = std::same_as<T, desk::AuditResult>;
    json.BeginObject();
    if constexpr (kWhole) json.Key("schema").Text("quaranta.audit/1");
    ForFields(value, [&json](std::string_view name, const auto& field) {
      if (!kWhole && IsNothing(field)) return;
      json.Key(name);
      Write(field, json);
    });
    json.EndObject();
  }
}

}  // namespace

std::string ToJson(const desk::AuditResult& result) {
  JsonWriter json(1);
  Write(result, json);
  return MaskIdentifiersInJson(json.Take()) + "\n";
}

}  // namespace quaranta::report
