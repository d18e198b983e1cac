// The plan as JSON.

#include "quaranta/core/mask.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;

// {"en":...,"zh":...}
void WriteSentence(const Sentence& sentence, JsonWriter& json) {
  json.BeginObject();
  json.Key("en").Text(Render(sentence, Language::kEn));
  json.Key("zh").Text(Render(sentence, Language::kZh));
  json.EndObject();
}

void WriteSentences(std::string_view key,
                    const std::vector<Sentence>& sentences, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const Sentence& sentence : sentences) WriteSentence(sentence, json);
  json.EndArray();
}

void WriteLevels(const desk::Plan& plan, JsonWriter& json) {
  json.Key("levels").BeginArray();
  for (const place::Level& level : plan.plan.levels) {
    json.BeginObject();
    json.Key("name").Text(place::NameOf(level.name));
    json.Key("part").Int(level.part);
    json.Key("key").Int(level.key);
    json.Key("value").Int(level.value);
    json.Key("bound").Int(level.bound);
    json.Key("status").Text(place::NameOf(level.status));
    json.EndObject();
  }
  json.EndArray();
}

void WritePeople(const desk::PartyNote& party,
                 const std::vector<std::uint32_t>& people, JsonWriter& json) {
  json.Key("people").BeginArray();
  for (const std::uint32_t person : people) json.Text(party.people[person]);
  json.EndArray();
}

void WriteAssignments(const desk::Plan& plan, JsonWriter& json) {
  json.Key("assignments").BeginArray();
  for (const place::Assignment& assignment : plan.plan.assignments) {
    const desk::PartyNote& party = plan.parties[assignment.party.value()];
    json.BeginObject();
    json.Key("party").Text(party.id);
    json.Key("room").Text(plan.rooms[assignment.room.value()].id);
    WritePeople(party, assignment.people, json);
    if (assignment.refill) json.Key("refill").Bool(true);
    json.EndObject();
  }
  json.EndArray();
}

void WriteUnplaced(const desk::Plan& plan, JsonWriter& json) {
  json.Key("unplaced").BeginArray();
  for (const place::Unplaced& unplaced : plan.plan.unplaced) {
    const desk::PartyNote& party = plan.parties[unplaced.party.value()];
    json.BeginObject();
    json.Key("party").Text(party.id);
    json.Key("reason").Text(place::NameOf(unplaced.reason));
    WritePeople(party, unplaced.people, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteReferred(const desk::Plan& plan, JsonWriter& json) {
  json.Key("referred").BeginArray();
  for (const desk::Referral& referral : plan.referred) {
    const schema::EnumValue* outcome =
        schema::FindValue(schema::EnumTable<schema::ReferralOutcome>(),
                          static_cast<std::int32_t>(referral.outcome));
    json.BeginObject();
    json.Key("person").Text(referral.person);
    json.Key("outcome").Text(outcome == nullptr ? "" : outcome->name);
    json.Key("reason");
    WriteSentence(referral.reason, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteSites(const desk::Plan& plan, JsonWriter& json) {
  json.Key("opened_sites").BeginArray();
  for (const place::OpenedSite& opened : plan.plan.opened_sites) {
    json.BeginObject();
    json.Key("site").Text(plan.sites[opened.site.value()].id);
    json.Key("staff_rooms").BeginArray();
    for (const place::RoomId room : opened.staff_rooms) {
      json.Text(plan.rooms[room.value()].id);
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
  json.Key("taken_floors").BeginArray();
  for (const place::TakenUnit& taken : plan.plan.taken_units) {
    json.BeginObject().Key("floors").BeginArray();
    for (const std::string& floor : plan.units[taken.unit.value()].floors) {
      json.Text(floor);
    }
    json.EndArray().Key("cohort");
    WriteSentence(plan.cohorts[taken.cohort.value()].label, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteSubstitutions(const desk::Plan& plan, JsonWriter& json) {
  json.Key("substitutions").BeginArray();
  for (const place::Substitution& s : plan.plan.substitutions) {
    json.BeginObject();
    json.Key("person").Text(plan.parties[s.party.value()].people[s.person]);
    json.Key("room").Text(plan.rooms[s.room.value()].id);
    json.EndObject();
  }
  json.EndArray();
}

// Why each party goes where it goes, for `quaranta explain`.
void WriteExplanations(const desk::Plan& plan, JsonWriter& json) {
  json.Key("explanations").BeginObject();
  for (const desk::PartyNote& party : plan.parties) {
    WriteSentences(party.id, desk::ExplainParty(plan, party.id), json);
  }
  json.EndObject();
}

}  // namespace

std::string ToJson(const desk::Plan& plan) {
  JsonWriter json(1);
  json.BeginObject();
  json.Key("schema").Text("quaranta.plan/1");
  json.Key("as_of").Text(FormatInstant(plan.as_of));
  json.Key("region").Text(plan.region);
  json.Key("seed").Uint(plan.seed);
  json.Key("node_limit").Int(plan.node_limit);
  json.Key("policy").BeginArray();
  for (const std::string& pack : plan.packs) json.Text(pack);
  json.EndArray();
  WriteSentences("conditions", plan.conditions, json);
  WriteLevels(plan, json);
  WriteAssignments(plan, json);
  WriteUnplaced(plan, json);
  WriteReferred(plan, json);
  WriteSites(plan, json);
  WriteSubstitutions(plan, json);
  WriteSentences("doubts", plan.doubts, json);
  json.Key("relaxations").BeginArray();
  for (const desk::Relaxation& relaxation : plan.relaxations) {
    WriteSentence(relaxation.text, json);
  }
  json.EndArray();
  WriteExplanations(plan, json);
  json.EndObject();
  return MaskIdentifiersInJson(json.Take()) + "\n";
}

}  // namespace quaranta::report
