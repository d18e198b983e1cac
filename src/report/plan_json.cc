// The plan as JSON.

#include "quaranta/core/mask.h"
#include "quaranta/desk/night.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"
#include "report/plan_parts.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;

// "en":...,"zh":...
void WriteTexts(const Sentence& sentence, JsonWriter& json) {
  json.Key("en").Text(Render(sentence, Language::kEn));
  json.Key("zh").Text(Render(sentence, Language::kZh));
}

}  // namespace

void WriteSentence(const Sentence& sentence, JsonWriter& json) {
  json.BeginObject();
  WriteTexts(sentence, json);
  json.EndObject();
}

void WriteSentences(std::string_view key,
                    const std::vector<Sentence>& sentences, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const Sentence& sentence : sentences) WriteSentence(sentence, json);
  json.EndArray();
}

void WritePeople(const desk::PartyNote& party,
                 const std::vector<std::uint32_t>& people, JsonWriter& json) {
  json.Key("people").BeginArray();
  for (const std::uint32_t person : people) json.Text(party.people[person]);
  json.EndArray();
}

void WriteFloors(const desk::UnitNote& unit, JsonWriter& json) {
  json.Key("floors").BeginArray();
  for (const std::string& floor : unit.floors) json.Text(floor);
  json.EndArray();
}

void WriteReferred(const std::vector<desk::Referral>& referred,
                   JsonWriter& json) {
  json.Key("referred").BeginArray();
  for (const desk::Referral& referral : referred) {
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

namespace {

void WriteFamilies(std::string_view key,
                   const std::vector<place::Family>& families,
                   JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const place::Family family : families) json.Text(place::NameOf(family));
  json.EndArray();
}

void WriteShortage(const place::Shortage& shortage,
                   const std::vector<desk::PartyNote>& parties,
                   const std::vector<desk::RoomNote>& rooms, JsonWriter& json) {
  json.Key("shortage").BeginObject().Key("needing").BeginArray();
  for (const place::Lodgers& lodgers : shortage.needing) {
    const desk::PartyNote& party = parties[lodgers.party.value()];
    json.BeginObject();
    json.Key("party").Text(party.id);
    WritePeople(party, lodgers.people, json);
    json.Key("placed").Bool(lodgers.placed);
    if (lodgers.rooms > 1) json.Key("rooms").Int(lodgers.rooms);
    json.EndObject();
  }
  json.EndArray().Key("rooms").BeginArray();
  for (const place::RoomId room : shortage.rooms) {
    json.Text(rooms[room.value()].id);
  }
  json.EndArray().EndObject();
}

}  // namespace

void WriteWhy(const place::Why& why,
              const std::vector<desk::PartyNote>& parties,
              const std::vector<desk::RoomNote>& rooms, JsonWriter& json) {
  json.Key("rooms_lack").Bool(why.rooms_lack);
  WriteFamilies("families", why.families, json);
  WriteFamilies("alone", why.alone, json);
  if (!why.complete) json.Key("complete").Bool(false);
  if (why.shortage) WriteShortage(*why.shortage, parties, rooms, json);
}

void WriteEquity(const std::vector<desk::EquityRow>& rows,
                 std::int32_t small_count, JsonWriter& json) {
  json.Key("equity").BeginObject();
  json.Key("small_count").Int(small_count);
  json.Key("rows").BeginArray();
  for (const desk::EquityRow& row : rows) {
    json.BeginObject();
    json.Key("by").Text(desk::NameOf(row.by));
    json.Key("group").Text(row.group);
    if (row.counts) {
      json.Key("asked").Int(row.counts->asked);
      json.Key("placed").Int(row.counts->placed);
      json.Key("unplaced").Int(row.counts->unplaced);
      json.Key("waiting_long").Int(row.counts->waiting_long);
    }
    WriteTexts(row.text, json);
    json.EndObject();
  }
  json.EndArray().EndObject();
}

namespace {

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

void WriteBlocking(const desk::Plan& plan, const place::Unplaced& unplaced,
                   JsonWriter& json) {
  json.Key("blocking").BeginArray();
  for (const place::Blocking& block : unplaced.blocking) {
    const desk::UnitNote& unit = plan.units[block.unit.value()];
    json.BeginObject();
    WriteFloors(unit, json);
    if (block.holder) {
      json.Key("holder");
      WriteSentence(plan.cohorts[block.holder->value()].label, json);
    }
    if (block.closed) json.Key("closed").Bool(true);
    if (block.taken_by_plan) json.Key("taken_by_plan").Bool(true);
    if (unit.held_until) json.Key("until").Text(FormatDay(*unit.held_until));
    if (unit.free_from) json.Key("free_from").Text(FormatDay(*unit.free_from));
    json.EndObject();
  }
  json.EndArray();
}

void WriteUnplaced(const desk::Plan& plan, JsonWriter& json) {
  json.Key("unplaced").BeginArray();
  for (std::size_t i = 0; i < plan.plan.unplaced.size(); ++i) {
    const place::Unplaced& unplaced = plan.plan.unplaced[i];
    const place::Why& why = plan.why[i];
    const desk::PartyNote& party = plan.parties[unplaced.party.value()];
    json.BeginObject();
    json.Key("party").Text(party.id);
    json.Key("reason").Text(place::NameOf(unplaced.reason));
    WritePeople(party, unplaced.people, json);
    WriteWhy(why, plan.parties, plan.rooms, json);
    WriteBlocking(plan, unplaced, json);
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
    json.BeginObject();
    WriteFloors(plan.units[taken.unit.value()], json);
    json.Key("cohort");
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

void WriteRelaxations(const desk::Plan& plan, JsonWriter& json) {
  json.Key("relaxations").BeginArray();
  for (const desk::Relaxation& relaxation : plan.relaxations) {
    json.BeginObject();
    json.Key("kind").Text(desk::NameOf(relaxation.kind));
    json.Key("subject").Text(relaxation.subject);
    json.Key("approver").Text(desk::NameOf(relaxation.approver));
    if (relaxation.hours) json.Key("hours").Double(*relaxation.hours);
    if (relaxation.cost) json.Key("cost").Double(*relaxation.cost);
    json.Key("people").Int(relaxation.people);
    json.Key("parties").BeginArray();
    for (const std::string& party : relaxation.parties) json.Text(party);
    json.EndArray();
    WriteTexts(relaxation.text, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteMerges(const desk::Plan& plan, JsonWriter& json) {
  json.Key("merges").BeginArray();
  for (const desk::BatchMerge& merge : plan.merges) {
    json.BeginObject();
    json.Key("chain").Text(merge.chain);
    json.Key("batches").BeginArray();
    for (const std::string& batch : merge.batches) json.Text(batch);
    json.EndArray();
    json.Key("people").Int(merge.people);
    json.Key("floors_saved").Int(merge.floors_saved);
    WriteTexts(merge.text, json);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

std::string ToJson(const desk::Plan& plan) {
  JsonWriter json(1);
  json.BeginObject();
  json.Key("schema").Text("quaranta.plan/1");
  json.Key("as_of").Text(FormatInstant(plan.as_of));
  json.Key("region").Text(plan.region);
  json.Key("mode").Text(plan.night ? "INCREMENTAL" : "SNAPSHOT");
  json.Key("seed").Uint(plan.seed);
  json.Key("node_limit").Int(plan.node_limit);
  json.Key("policy").BeginArray();
  for (const std::string& pack : plan.packs) json.Text(pack);
  json.EndArray();
  json.Key("policy_hashes").BeginArray();
  for (const std::string& hash : plan.pack_hashes) json.Text(hash);
  json.EndArray();
  json.Key("input").Text(plan.input_hash);
  WriteSentences("headline", plan.headline, json);
  if (plan.night) WriteNight(plan, json);
  WriteSentences("conditions", plan.conditions, json);
  WriteLevels(plan.plan.levels, json);
  WriteAssignments(plan, json);
  WriteUnplaced(plan, json);
  WriteReferred(plan.referred, json);
  WriteSites(plan, json);
  WriteSubstitutions(plan, json);
  WriteSentences("doubts", plan.doubts, json);
  WriteRelaxations(plan, json);
  WriteMerges(plan, json);
  WriteEquity(desk::Equity(plan), plan.small_count, json);
  WriteExplanations(plan, json);
  WriteEarlier(desk::EarlierOf(plan), json);
  WriteProof(plan.plan, json);
  json.EndObject();
  return MaskIdentifiersInJson(json.Take()) + "\n";
}

}  // namespace quaranta::report
