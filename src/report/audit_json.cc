// An audit as JSON.
#include "quaranta/report/json.h"
#include "report/fields_json.h"

namespace quaranta::report {
namespace {

struct AuditFields : OccupancyFields {
  using OccupancyFields::For;

  static void For(const desk::AuditGroup& of, auto&& visit) {
    visit("cohort", of.label);
    visit("people", of.people);
  }
  static void For(const desk::AuditFinding& of, auto&& visit) {
    visit("rule", place::NameOf(of.breach));
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
  static void For(const desk::AuditMove& of, auto&& visit) {
    visit("party", of.party);
    visit("people", of.people);
    visit("from", of.from);
    visit("to", of.to);
    visit("findings", of.findings);
    visit("text", of.text);
  }
  static void For(const desk::AuditFrozen& of, auto&& visit) {
    visit("party", of.party);
    visit("people", of.people);
    visit("room", of.room);
  }

  // Of the whole audit; what is absent from a record is an empty list here, so
  // that a reader finds every key.
  static void For(const desk::AuditResult& of, auto&& visit) {
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
};

}  // namespace

std::string ToJson(const desk::AuditResult& result) {
  return FieldsWriter<AuditFields>::Write("quaranta.audit/1", result);
}

}  // namespace quaranta::report
