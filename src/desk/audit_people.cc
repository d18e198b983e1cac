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
#include "desk/move_records.h"
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
    for (const place::NoRoom& of : report_.without) {
      result_.without.push_back(WithoutOf(result_, of));
    }
    for (const place::OpenedSite& of : report_.opened_sites) {
      result_.opened_sites.push_back(
          OpeningOf(draft_, result_, of, result_.conditions));
    }
    for (const place::TakenUnit& of : report_.taken_units) {
      result_.taken_floors.push_back(TakenOf(result_, of));
    }
    result_.cleaning = CleaningAfter(result_, report_.moves);
    for (const place::Inside& of : result_.inside) {
      if (!of.pinned) continue;
      result_.frozen.push_back({PartyId(of.party),
                                IdsOf(result_, of.party, of.people),
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
      for (std::string& code : IdsOf(result_, of->party, of->people)) {
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
                     IdsOf(result_, move.party, move.people),
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

  const AuditDraft& draft_;
  AuditResult& result_;
  const place::AuditReport& report_;
};

}  // namespace

void AddAuditRecords(const AuditDraft& draft, AuditResult& result) {
  Recorder(draft, result).Run();
}

absl::StatusOr<AuditResult> AuditIn(const Setting& setting,
                                    const AuditOptions& options) {
  const County county = ReadCounty(setting);
  const AuditDraft draft = JoinAudit(setting, county);
  AuditResult result;
  FillOccupancy(draft, result);
  result.seed = options.seed;
  result.plan_limit = options.plan_limit;
  result.node_limit = options.node_limit;
  place::AuditOptions audit;
  audit.plan_limit = options.plan_limit;
  audit.place.seed = options.seed;
  audit.place.node_limit = options.node_limit;
  QUARANTA_ASSIGN_OR_RETURN(result.report,
                            place::Audit(result.problem, result.inside, audit));
  AddAuditRecords(draft, result);
  AddDoubtsOfInside(draft, result);
  AddAuditHeadline(draft, result);
  return result;
}

}  // namespace quaranta::desk
