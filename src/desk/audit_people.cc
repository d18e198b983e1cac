// The audit's records: findings, moves, what they leave behind.
#include "quaranta/desk/audit_people.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/audit_in.h"
#include "desk/audit_words.h"
#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

using place::Breach;

class Recorder {
 public:
  Recorder(const AuditDraft& draft, AuditResult& result)
      : draft_(draft), result_(result), report_(result.report) {}

  void Run() {
    for (const place::Finding& finding : report_.findings) {
      result_.findings.push_back(FindingOf(finding));
    }
    for (const place::Finding& finding : report_.left) {
      result_.left.push_back(FindingOf(finding));
    }
    for (const place::Move& move : report_.moves) AddMove(move);
    for (const place::NoRoom& of : report_.without) AddWithout(of);
    for (const place::OpenedSite& of : report_.opened_sites) AddOpening(of);
    for (const place::TakenUnit& of : report_.taken_units) AddTaken(of);
    AddCleaning();
    for (const place::Inside& of : result_.inside) {
      if (!of.pinned) continue;
      result_.frozen.push_back({PartyId(of.party), Codes(of.party, of.people),
                                RoomId(of.room.value())});
    }
  }

 private:
  const std::string& PartyId(place::PartyId party) const {
    return result_.parties[party.value()].id;
  }
  const std::string& RoomId(std::size_t room) const {
    return result_.room_notes[room].id;
  }
  std::size_t UnitOf(place::RoomId room) const {
    return result_.problem.rooms[room.value()].unit.value();
  }
  const std::string& SiteId(std::size_t unit) const {
    return result_.sites[result_.units[unit].site].id;
  }
  std::vector<std::string> Codes(
      place::PartyId party, const std::vector<std::uint32_t>& people) const {
    std::vector<std::string> codes;
    for (const std::uint32_t i : people) {
      codes.push_back(result_.parties[party.value()].people[i]);
    }
    return codes;
  }

  // Where those are now whom the finding is about.
  std::vector<const place::Inside*> Concerned(
      const place::Finding& finding) const {
    std::vector<const place::Inside*> those;
    for (const place::Inside& of : result_.inside) {
      const bool here = finding.room
                            ? of.room == *finding.room
                            : finding.breach != Breach::kUnitShared ||
                                  UnitOf(of.room) == finding.unit.value();
      if (here && std::ranges::binary_search(finding.parties, of.party)) {
        those.push_back(&of);
      }
    }
    return those;
  }

  AuditFinding FindingOf(const place::Finding& finding) const {
    const auto those = Concerned(finding);
    AuditFinding record;
    record.breach = finding.breach;
    record.site = SiteId(finding.unit.value());
    record.floors = result_.units[finding.unit.value()].floors;
    if (finding.room) record.room = RoomId(finding.room->value());
    for (const place::PartyId party : finding.parties) {
      record.parties.push_back(PartyId(party));
    }
    std::vector<std::size_t> rooms;
    for (const place::Inside* of : those) {
      for (std::string& code : Codes(of->party, of->people)) {
        record.people.push_back(std::move(code));
      }
      rooms.push_back(of->room.value());
    }
    record.count = finding.people;
    if (finding.breach == Breach::kUnitShared) {
      record.groups = GroupsOf(those);
    }
    record.ask_first = AskFirst(finding, those);
    record.text = FindingText(result_, finding, record, rooms);
    return record;
  }

  std::vector<AuditGroup> GroupsOf(
      const std::vector<const place::Inside*>& those) const {
    std::map<std::uint32_t, std::int32_t> people;
    for (const place::Inside* of : those) {
      const auto& party = result_.problem.parties[of->party.value()];
      people[party.cohort.value()] +=
          static_cast<std::int32_t>(of->people.size());
    }
    std::vector<AuditGroup> groups;
    for (const auto& [cohort, count] : people) {
      groups.push_back({cohort, result_.cohorts[cohort].label, count});
    }
    std::ranges::stable_sort(groups, std::greater<>(), &AuditGroup::people);
    return groups;
  }

  // Whose record lacks what might show that nothing is broken.
  std::vector<std::string> AskFirst(
      const place::Finding& finding,
      const std::vector<const place::Inside*>& those) const {
    const bool shared = finding.breach == Breach::kUnitShared;
    if (!shared && finding.breach != Breach::kWrongGrade) return {};
    std::vector<std::string> unknown;
    std::set<std::uint32_t> known;  // groups of whom all is on record
    for (const place::Inside* of : those) {
      const Group& group = draft_.insiders.people.groups[of->party.value()];
      bool complete = true;
      for (const std::uint32_t i : of->people) {
        const schema::Person& person = group.people[i].record;
        if (person.risk_class && (!shared || Known(person.chain_id))) continue;
        complete = false;
        unknown.push_back(group.people[i].id);
      }
      if (complete) known.insert(CohortOf(of->party));
    }
    // Two groups that are known to be two are two.
    if (shared && known.size() > 1) return {};
    return unknown;
  }
  std::uint32_t CohortOf(place::PartyId party) const {
    return result_.problem.parties[party.value()].cohort.value();
  }

  void AddMove(const place::Move& move) {
    AuditMove record{PartyId(move.party),
                     Codes(move.party, move.people),
                     RoomId(move.from.value()),
                     RoomId(move.to.value()),
                     {},
                     {}};
    std::vector<std::size_t> others;
    for (std::size_t f = 0; f < report_.findings.size(); ++f) {
      const place::Finding& of = report_.findings[f];
      if (!std::ranges::binary_search(of.parties, move.party)) continue;
      const bool here = of.room ? *of.room == move.from
                                : of.breach != Breach::kUnitShared ||
                                      of.unit.value() == UnitOf(move.from);
      (here ? record.findings : others).push_back(f);
    }
    const bool alone = record.people == std::vector{record.party};
    // Somebody joins others of the party whose room is the wrong one.
    if (record.findings.empty()) record.findings = std::move(others);
    record.text = {
        alone ? msg::kAuditMoveAlone : msg::kAuditMove,
        {{"who", CodesOf(record.people)},
         {"party", record.party},
         {"from", RoomWord(result_, move.from.value())},
         {"to", RoomWord(result_, move.to.value())},
         {"why",
          MoveReason(report_.findings[record.findings.front()].breach)}}};
    result_.moves.push_back(std::move(record));
  }

  void AddWithout(const place::NoRoom& of) {
    AuditWithout record{
        PartyId(of.party), Codes(of.party, of.people), {}, of.reason, {}};
    std::vector<std::size_t> rooms;
    for (const place::Inside& in : result_.inside) {
      const bool any = std::ranges::any_of(in.people, [&of](std::uint32_t i) {
        return std::ranges::find(of.people, i) != of.people.end();
      });
      if (in.party != of.party || !any) continue;
      rooms.push_back(in.room.value());
      record.rooms.push_back(RoomId(in.room.value()));
    }
    const auto& party = result_.problem.parties[of.party.value()];
    record.text = {
        msg::kAuditWithout,
        {{"why",
          Sentence{of.reason == place::Reason::kNoRoomLeft
                       ? msg::kAuditNoRoomLeft
                       : ReasonMessage(of.reason),
                   {{"party", record.party},
                    {"people", record.people.size()},
                    {"risk", RiskWord(static_cast<int>(party.risk_class))}}}},
         {"rooms", RoomsWord(result_, rooms)},
         {"who", CodesOf(record.people)}}};
    result_.without.push_back(std::move(record));
  }

  void AddOpening(const place::OpenedSite& of) {
    AuditOpening record{result_.sites[of.site.value()].id, {}};
    for (const place::RoomId room : of.staff_rooms) {
      record.staff_rooms.push_back(RoomId(room.value()));
    }
    const std::size_t site = draft_.stock.county_site[of.site.value()];
    for (Sentence& line :
         OpeningConditions(draft_.setting, draft_.county.sites[site],
                           of.staff_rooms.size())) {
      result_.conditions.push_back(std::move(line));
    }
    result_.opened_sites.push_back(std::move(record));
  }

  void AddTaken(const place::TakenUnit& of) {
    const std::size_t unit = of.unit.value();
    result_.taken_floors.push_back(
        {result_.units[unit].floors,
         of.cohort.value(),
         {msg::kAuditTakes,
          {{"where", UnitWord(result_, unit)},
           {"cohort", result_.cohorts[of.cohort.value()].label}}}});
  }

  // Rooms that somebody leaves and nobody is in afterwards, by unit.
  void AddCleaning() {
    std::map<std::size_t, std::int64_t> people;  // by room
    std::map<std::size_t, std::int64_t> on_unit;
    const auto add = [&](place::RoomId room, std::size_t count, int sign) {
      const auto change = sign * static_cast<std::int64_t>(count);
      people[room.value()] += change;
      on_unit[UnitOf(room)] += change;
    };
    for (const place::Inside& of : result_.inside) {
      add(of.room, of.people.size(), 1);
    }
    std::map<std::size_t, std::set<std::size_t>> left;  // rooms by unit
    for (const place::Move& move : report_.moves) {
      add(move.from, move.people.size(), -1);
      add(move.to, move.people.size(), 1);
    }
    for (const place::Move& move : report_.moves) {
      if (people[move.from.value()] == 0) {
        left[UnitOf(move.from)].insert(move.from.value());
      }
    }
    for (const auto& [unit, rooms] : left) {
      AuditCleaning record;
      record.site = SiteId(unit);
      record.floors = result_.units[unit].floors;
      record.whole_floor = on_unit[unit] == 0;
      for (const std::size_t room : rooms) record.rooms.push_back(RoomId(room));
      std::vector<std::string> labels;
      for (const std::size_t room : rooms) {
        labels.push_back(result_.room_notes[room].label);
      }
      record.text = {
          record.whole_floor ? msg::kAuditCleanFloor : msg::kAuditCleanRooms,
          {{"where", UnitWord(result_, unit)},
           {"count", labels.size()},
           {"rooms", CodesOf(labels)}}};
      result_.cleaning.push_back(std::move(record));
    }
  }

  const AuditDraft& draft_;
  AuditResult& result_;
  const place::AuditReport& report_;
};

// Who is where, in the planner's form. People who are frozen do not move.
std::vector<place::Inside> InsideOf(const AuditDraft& draft) {
  std::map<std::string, std::size_t> stock_room;
  for (const auto& [room, people] : draft.insiders.in_room) {
    for (const std::string& id : people) stock_room[id] = room;
  }
  std::vector<place::Inside> inside;
  const auto& groups = draft.insiders.people.groups;
  for (std::size_t p = 0; p < groups.size(); ++p) {
    std::map<std::size_t, place::Inside> by_room;
    bool frozen = false;
    for (std::uint32_t i = 0; i < groups[p].people.size(); ++i) {
      const std::string& id = groups[p].people[i].id;
      const Seat& seat = draft.insiders.seats.at(id);
      const std::size_t r = stock_room.at(id);
      const RoomRow& room = draft.county.rooms[seat.room];
      const std::size_t unit = draft.stock.rooms[r].unit.value();
      frozen = frozen || draft.county.stays[seat.stay].held || room.frozen ||
               room.record.state == schema::RoomState::kFrozen ||
               draft.stock.unit_notes[unit].state == UnitState::kFrozen;
      place::Inside& of = by_room[r];
      of.party = place::PartyId(p);
      of.room = place::RoomId(r);
      of.people.push_back(i);
    }
    for (auto& [room, of] : by_room) {
      of.pinned = frozen;
      inside.push_back(std::move(of));
    }
  }
  return inside;
}

// A site whose grade is not recorded breaks no rule of grades.
void AllowUnknownGrades(place::Pairing& pairing) {
  std::vector<std::uint8_t> allowed;
  for (std::uint32_t risk = 0; risk < pairing.risk_classes; ++risk) {
    for (std::uint32_t grade = 0; grade < pairing.grades; ++grade) {
      allowed.push_back(grade == 0 || pairing.Allows(risk, grade) ? 1 : 0);
    }
  }
  pairing.allowed = std::move(allowed);
}

void AddNotes(const AuditDraft& draft,
              const std::map<CohortKey, place::CohortId>& cohorts,
              AuditResult& result) {
  result.sites = draft.stock.site_notes;
  result.units = draft.stock.unit_notes;
  result.room_notes = draft.stock.room_notes;
  for (const auto& [key, id] : cohorts) {
    result.cohorts.push_back(
        {CohortLabel(key), key.chain,
         key.kind == CohortKey::Kind::kChain ? key.batch : "",
         static_cast<schema::RiskLevel>(key.risk), key, result.as_of});
  }
  for (const Group& group : draft.insiders.people.groups) {
    result.parties.push_back(group.note);
  }
  for (const auto& [room, people] : draft.insiders.in_room) {
    result.people += static_cast<std::int32_t>(people.size());
    ++result.rooms;
  }
  std::set<std::uint32_t> sites;
  for (const auto& [room, people] : draft.insiders.in_room) {
    sites.insert(result.units[draft.stock.rooms[room].unit.value()].site);
  }
  result.in_sites = static_cast<std::int32_t>(sites.size());
}

}  // namespace

void AddAuditRecords(const AuditDraft& draft, AuditResult& result) {
  Recorder(draft, result).Run();
}

absl::StatusOr<AuditResult> AuditIn(const Setting& setting,
                                    const AuditOptions& options) {
  const County county = ReadCounty(setting);
  const AuditDraft draft = JoinAudit(setting, county);
  AuditResult result;
  result.region = setting.region_id;
  result.as_of = setting.as_of;
  result.seed = options.seed;
  result.plan_limit = options.plan_limit;
  result.node_limit = options.node_limit;
  result.packs = setting.packs;
  result.pack_hashes = setting.pack_hashes;
  const auto cohorts = NumberCohorts(draft.stock, draft.insiders.people);
  result.problem =
      MakeProblem(draft.stock, draft.insiders.people, cohorts, setting.params);
  AllowUnknownGrades(result.problem.pairing);
  result.inside = InsideOf(draft);
  AddNotes(draft, cohorts, result);
  place::AuditOptions audit;
  audit.plan_limit = options.plan_limit;
  audit.place.seed = options.seed;
  audit.place.node_limit = options.node_limit;
  QUARANTA_ASSIGN_OR_RETURN(result.report,
                            place::Audit(result.problem, result.inside, audit));
  AddAuditRecords(draft, result);
  AddAuditDoubts(draft, result);
  AddAuditHeadline(draft, result);
  return result;
}

}  // namespace quaranta::desk
