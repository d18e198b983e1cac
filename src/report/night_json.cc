// What a plan keeps of an earlier one, and what a later one needs of it.
#include "report/plan_parts.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;

void WriteTexts(std::string_view key, const std::vector<std::string>& texts,
                JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const std::string& text : texts) json.Text(text);
  json.EndArray();
}

void WriteReserve(const place::Reserve& reserve, JsonWriter& json) {
  json.Key("reserve").BeginObject();
  json.Key("keep_floors").Int(reserve.keep_units);
  json.Key("least_people").BeginArray();
  for (const std::int32_t people : reserve.least_people) json.Int(people);
  json.EndArray();
  json.Key("exempt_below").Int(reserve.exempt_below);
  json.EndObject();
}

void WriteChange(const desk::NightChange& change, JsonWriter& json) {
  json.BeginObject();
  json.Key("kind").Text(desk::NameOf(change.kind));
  json.Key("party").Text(change.party);
  WriteTexts("people", change.people, json);
  if (change.is_new) json.Key("new").Bool(true);
  if (!change.from.empty()) json.Key("from").Text(change.from);
  if (!change.to.empty()) json.Key("to").Text(change.to);
  if (change.cause != desk::NightChange::Cause::kNone) {
    json.Key("cause").Text(desk::NameOf(change.cause));
  }
  if (change.refusal != place::Refusal::kNone) {
    json.Key("refusal").Text(place::NameOf(change.refusal));
  }
  json.EndObject();
}

void WriteGroup(const desk::EarlierPlan::Group& group, JsonWriter& json) {
  json.BeginObject();
  json.Key("kind").Text(desk::NameOf(group.key.kind));
  json.Key("chain").Text(group.key.chain);
  json.Key("batch").Text(group.key.batch);
  json.Key("tag").Text(group.key.tag);
  json.Key("risk").Int(group.key.risk);
  json.Key("since").Text(FormatInstant(group.since));
  json.EndObject();
}

void WriteParty(const desk::EarlierPlan::Party& party, JsonWriter& json) {
  json.BeginObject();
  json.Key("id").Text(party.id);
  json.Key("group").Uint(party.group);
  json.Key("priority").Int(party.priority);
  json.Key("together").Bool(party.lodging == place::Lodging::kTogether);
  json.Key("carer_named").Bool(party.carer_named);
  json.Key("home_assessed").Bool(party.home_assessed);
  json.Key("people").BeginArray();
  for (const desk::EarlierPlan::Person& person : party.people) {
    json.BeginObject();
    json.Key("id").Text(person.id);
    if (person.minor) json.Key("minor").Bool(true);
    if (person.accessible) json.Key("accessible").Bool(true);
    if (!person.carer.empty()) json.Key("carer").Text(person.carer);
    json.EndObject();
  }
  json.EndArray().EndObject();
}

}  // namespace

void WriteNight(const desk::Plan& plan, JsonWriter& json) {
  const desk::NightNotes& night = *plan.night;
  json.Key("night").BeginObject();
  json.Key("earlier");
  if (night.earlier) {
    json.Text(FormatInstant(*night.earlier));
  } else {
    json.Null();
  }
  json.Key("earlier_input").Text(night.earlier_input);
  json.Key("same_input").Bool(night.same_input);
  WriteTexts("struck", night.struck, json);
  WriteTexts("out", night.out, json);
  WriteReserve(night.reserve, json);
  WriteTexts("changed_sites", night.changed_sites, json);
  json.Key("price").BeginArray();
  for (const desk::NightLevel& of : night.price) {
    const place::Level& level = plan.plan.levels[of.level];
    json.BeginObject();
    json.Key("name").Text(place::NameOf(level.name));
    json.Key("part").Int(level.part);
    json.Key("value").Int(level.value);
    json.Key("hindsight").Int(of.hindsight);
    json.EndObject();
  }
  json.EndArray().Key("changes").BeginArray();
  for (const desk::NightChange& change : night.changes) {
    WriteChange(change, json);
  }
  json.EndArray().Key("lines").BeginArray();
  for (const Sentence& line : desk::NightLines(plan)) {
    json.BeginObject();
    json.Key("en").Text(Render(line, Language::kEn));
    json.Key("zh").Text(Render(line, Language::kZh));
    json.EndObject();
  }
  json.EndArray().EndObject();
}

void WriteEarlier(const desk::EarlierPlan& plan, JsonWriter& json) {
  json.Key("sites").BeginArray();
  for (const desk::EarlierPlan::SiteState& site : plan.sites) {
    json.BeginObject();
    json.Key("site").Text(site.site);
    json.Key("state").Text(site.state);
    json.EndObject();
  }
  json.EndArray().Key("groups").BeginArray();
  for (const desk::EarlierPlan::Group& group : plan.groups) {
    WriteGroup(group, json);
  }
  json.EndArray().Key("parties").BeginArray();
  for (const desk::EarlierPlan::Party& party : plan.parties) {
    WriteParty(party, json);
  }
  json.EndArray();
}

}  // namespace quaranta::report
