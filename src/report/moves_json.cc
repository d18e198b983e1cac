// Moves as JSON.
#include "quaranta/desk/moves_people.h"
#include "quaranta/report/json.h"
#include "report/fields_json.h"

namespace quaranta::report {
namespace {

struct MovesFields : OccupancyFields {
  using OccupancyFields::For;

  static void For(const desk::PeopleMove& of, auto&& visit) {
    visit("party", of.party);
    visit("people", of.people);
    visit("from", of.from);
    visit("to", of.to);
    visit("cause", desk::NameOf(of.cause));
    visit("text", of.text);
  }
  static void For(const desk::Substitute& of, auto&& visit) {
    visit("person", of.person);
    visit("room", of.room);
    visit("text", of.text);
  }
  static void For(const desk::HeldPeople& of, auto&& visit) {
    visit("party", of.party);
    visit("people", of.people);
    visit("room", of.room);
    visit("by", desk::NameOf(of.by));
    visit("text", of.text);
  }
  static void For(const desk::UnseenPerson& of, auto&& visit) {
    visit("person", of.person);
    visit("site", of.site);
    visit("room", of.room);
    visit("text", of.text);
  }
  static void For(const desk::FreedFloor& of, auto&& visit) {
    visit("site", of.site);
    visit("floors", of.floors);
    visit("cohort", of.group);
    visit("people", of.people);
    visit("rooms", of.rooms);
    visit("text", of.text);
  }
  static void For(const desk::FloorChoice& of, auto&& visit) {
    visit("count", of.floors);
    visit("people", of.people);
    visit("bound", of.bound);
    visit("floors", of.which);
    visit("text", of.text);
  }

  static void Head(const desk::MovesResult& of, auto&& visit) {
    visit("as_of", FormatInstant(of.as_of));
    visit("region", of.region);
    visit("seed", of.seed);
    visit("node_limit", of.node_limit);
    visit("policy", of.packs);
    visit("policy_hashes", of.pack_hashes);
    visit("people", of.people);
    visit("rooms", of.rooms);
  }

  static void For(const desk::EvacuationResult& of, auto&& visit) {
    visit("question", "EVACUATE");
    Head(of, visit);
    visit("plan_limit", of.plan_limit);
    visit("empty", of.empty);
    visit("ok", of.ok());
    visit("people_there", of.people_there);
    visit("rooms_there", of.rooms_there);
    visit("headline", of.headline);
    visit("moved", of.evacuation.moved);
    visit("without_room", of.evacuation.no_room);
    visit("moves", of.moves);
    visit("without", of.without);
    visit("held", of.held);
    visit("unseen", of.unseen);
    visit("substitutes", of.substitutes);
    visit("conditions", of.conditions);
    visit("opened_sites", of.opened_sites);
    visit("taken_floors", of.taken_floors);
    visit("cleaning", of.cleaning);
    visit("doubts", of.doubts);
    visit("plans", of.evacuation.plans);
    visit("stopped_at_limit", of.evacuation.stopped_at_limit);
  }

  static void For(const desk::FreeingResult& of, auto&& visit) {
    visit("question", "FREE");
    Head(of, visit);
    visit("most_people", of.most_people);
    visit("wanted", of.wanted);
    visit("headline", of.headline);
    visit("choices", of.choices);
    visit("most_choices", of.freeing.most_choices);
    visit("floors", of.floors);
    visit("most_floors", of.freeing.most_units);
    visit("rooms_gained", of.rooms_gained);
    visit("free_from", FormatDay(of.free_from));
    visit("moved", of.freeing.moved);
    visit("moves", of.moves);
    visit("substitutes", of.substitutes);
    visit("conditions", of.conditions);
    visit("cleaning", of.cleaning);
    visit("doubts", of.doubts);
    visit("nodes", of.freeing.nodes);
    visit("stopped_at_limit", of.freeing.stopped_at_limit);
  }
};

}  // namespace

std::string ToJson(const desk::EvacuationResult& result) {
  return FieldsWriter<MovesFields>::Write("quaranta.moves/1", result);
}

std::string ToJson(const desk::FreeingResult& result) {
  return FieldsWriter<MovesFields>::Write("quaranta.moves/1", result);
}

}  // namespace quaranta::report
