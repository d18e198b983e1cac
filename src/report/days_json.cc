// The coming days as JSON.
#include "quaranta/core/mask.h"
#include "quaranta/desk/verify_days.h"
#include "quaranta/report/days.h"
#include "quaranta/text/json_writer.h"
#include "report/days_fields.h"
#include "report/plan_parts.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;

class Writer {
 public:
  explicit Writer(const desk::DaysPlan& plan) : plan_(plan) {}

  std::string Write() {
    json_.BeginObject();
    WriteHead();
    WriteSentences("headline", plan_.headline, json_);
    WriteSentences("conditions", plan_.conditions, json_);
    WriteLevels(plan_.plan.levels, json_);
    WriteDays();
    WriteShortages();
    WriteParties();
    WriteRooms();
    WriteUnplaced();
    WriteHolds();
    WriteOpenings();
    WriteBeyond();
    WriteReferred(plan_.referred, json_);
    json_.Key("already_inside").BeginArray();
    for (const std::string& person : plan_.already_inside) json_.Text(person);
    json_.EndArray();
    WriteSubstitutions();
    WriteSentences("doubts", plan_.doubts, json_);
    WriteEquity(desk::Equity(plan_), plan_.small_count, json_);
    WriteExplanations(plan_, json_);
    WriteSentences("rooms_text", desk::RoomLines(plan_), json_);
    WriteSentences("holds_text", desk::HoldLines(plan_), json_);
    WriteBasis();
    json_.EndObject();
    return MaskIdentifiersInJson(json_.Take()) + "\n";
  }

 private:
  void WriteHead() {
    json_.Key("schema").Text(kDaysSchema);
    json_.Key("as_of").Text(FormatInstant(plan_.as_of));
    json_.Key("region").Text(plan_.region);
    json_.Key("today").Text(FormatDay(plan_.today));
    json_.Key("seed").Uint(plan_.seed);
    json_.Key("node_limit").Int(plan_.node_limit);
    json_.Key("policy").BeginArray();
    for (const std::string& pack : plan_.packs) json_.Text(pack);
    json_.EndArray().Key("policy_hashes").BeginArray();
    for (const std::string& hash : plan_.pack_hashes) json_.Text(hash);
    json_.EndArray();
    json_.Key("input").Text(plan_.input_hash);
  }

  // What `quaranta verify` needs of those who come.
  void WriteBasis() {
    json_.Key("basis").BeginObject();
    WriteEarlier(desk::EarlierOf(plan_), json_);
    json_.Key("batches").BeginArray();
    for (const desk::EarlierPlan::Group& group : plan_.batches) {
      json_.BeginObject();
      json_.Key("chain").Text(group.key.chain);
      json_.Key("since").Text(FormatInstant(group.since));
      json_.EndObject();
    }
    json_.EndArray().EndObject();
  }

  void Day(std::string_view key, std::int32_t day) {
    json_.Key(key).Text(FormatDay(plan_.DayAt(day)));
  }
  // Null: not known.
  void Day(std::string_view key, std::optional<std::int32_t> day) {
    if (day) return Day(key, *day);
    json_.Key(key).Null();
  }
  const desk::PartyNote& Party(place::PartyId party) const {
    return plan_.parties[party.value()];
  }

  void WriteDays() {
    json_.Key("days").BeginArray();
    for (std::size_t d = 0; d < plan_.plan.days.size(); ++d) {
      const place::DayFigures& of = plan_.plan.days[d];
      json_.BeginObject();
      Day("day", static_cast<std::int32_t>(d));
      for (const auto& [key, figure] : kDayFigures) {
        json_.Key(key).Int(of.*figure);
      }
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteShortages() {
    const std::vector<Sentence> lines = desk::ShortageLines(plan_);
    json_.Key("shortages").BeginArray();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const place::DayShortage& of = plan_.plan.shortages[i];
      json_.BeginObject();
      Day("day", of.day);
      json_.Key("reason").Text(place::NameOf(of.reason));
      json_.Key("people").Int(of.people);
      json_.Key("text");
      WriteSentence(lines[i], json_);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteParties() {
    json_.Key("parties").BeginArray();
    for (std::size_t p = 0; p < plan_.parties.size(); ++p) {
      const desk::PartyDates& dates = plan_.dates[p];
      json_.BeginObject();
      json_.Key("party").Text(plan_.parties[p].id);
      json_.Key("people").BeginArray();
      for (const std::string& id : plan_.parties[p].people) json_.Text(id);
      json_.EndArray().Key("expected");
      if (dates.expected) {
        json_.Text(FormatInstant(*dates.expected));
      } else {
        json_.Null();
      }
      json_.Key("arrival").Text(FormatDay(dates.arrival));
      json_.Key("release").Text(FormatDay(dates.release));
      json_.Key("length").Text(desk::NameOf(dates.basis));
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteRooms() {
    json_.Key("rooms").BeginArray();
    for (const place::HorizonAssignment& of : plan_.plan.assignments) {
      json_.BeginObject();
      json_.Key("party").Text(Party(of.party).id);
      json_.Key("room").Text(plan_.rooms[of.room.value()].id);
      WritePeople(Party(of.party), of.people, json_);
      Day("from", of.from);
      Day("until", of.until);
      if (of.refill) json_.Key("refill").Bool(true);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteUnplaced() {
    json_.Key("unplaced").BeginArray();
    for (std::size_t u = 0; u < plan_.plan.unplaced.size(); ++u) {
      const place::HorizonUnplaced& of = plan_.plan.unplaced[u];
      json_.BeginObject();
      json_.Key("party").Text(Party(of.entry.party).id);
      WritePeople(Party(of.entry.party), of.entry.people, json_);
      Day("day", of.day);
      json_.Key("reason").Text(place::NameOf(of.entry.reason));
      if (of.entry.adjacent) json_.Key("adjacent").Bool(true);
      WriteFunnel(of.entry.rooms);
      WriteWhy(plan_.why[u], plan_.parties, plan_.rooms, json_);
      json_.Key("blocking").BeginArray();
      for (const place::Blocking& block : of.entry.blocking) {
        json_.BeginObject();
        WriteFloors(plan_.units[block.unit.value()], json_);
        if (block.closed) json_.Key("closed").Bool(true);
        json_.EndObject();
      }
      json_.EndArray().EndObject();
    }
    json_.EndArray();
  }

  void WriteFunnel(const place::Funnel& rooms) {
    json_.Key("rooms").BeginObject();
    for (const auto& [key, count] : kFunnelCounts) {
      json_.Key(key).Int(rooms.*count);
    }
    json_.EndObject();
  }

  void WriteHolds() {
    json_.Key("holds").BeginArray();
    for (const place::Hold& hold : plan_.plan.holds) {
      json_.BeginObject();
      WriteFloors(plan_.units[hold.unit.value()], json_);
      json_.Key("group").Uint(hold.cohort.value());
      json_.Key("cohort");
      WriteSentence(plan_.cohorts[hold.cohort.value()].label, json_);
      Day("from", hold.from);
      Day("until", hold.until);
      Day("free_again", hold.free_again);
      json_.Key("standing").Bool(hold.standing);
      json_.Key("people").Int(hold.people);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteOpenings() {
    json_.Key("openings").BeginArray();
    for (std::size_t i = 0; i < plan_.openings.size(); ++i) {
      const place::OpenedSite& site = plan_.plan.opened_sites[i].site;
      const desk::DaysOpening& of = plan_.openings[i];
      json_.BeginObject();
      json_.Key("site").Text(plan_.sites[site.site.value()].id);
      json_.Key("day").Text(FormatDay(of.day));
      json_.Key("order_by").Text(FormatInstant(of.order_by));
      json_.Key("late").Bool(of.late);
      json_.Key("staff_rooms").BeginArray();
      for (const place::RoomId room : site.staff_rooms) {
        json_.Text(plan_.rooms[room.value()].id);
      }
      json_.EndArray().EndObject();
    }
    json_.EndArray();
  }

  void WriteBeyond() {
    json_.Key("beyond").BeginArray();
    for (const place::PartyId party : plan_.plan.beyond) {
      json_.Text(Party(party).id);
    }
    json_.EndArray();
  }

  void WriteSubstitutions() {
    json_.Key("substitutions").BeginArray();
    for (const place::Substitution& of : plan_.plan.substitutions) {
      json_.BeginObject();
      json_.Key("person").Text(Party(of.party).people[of.person]);
      json_.Key("room").Text(plan_.rooms[of.room.value()].id);
      json_.EndObject();
    }
    json_.EndArray();
  }

  const desk::DaysPlan& plan_;
  JsonWriter json_{1};
};

}  // namespace

std::string ToJson(const desk::DaysPlan& plan) { return Writer(plan).Write(); }

}  // namespace quaranta::report
