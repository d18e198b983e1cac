// Who is where, as the planner and the sentences need it.
#include "quaranta/desk/occupancy.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "desk/audit_in.h"
#include "desk/place_in.h"
#include "desk/words.h"

namespace quaranta::desk {
namespace {

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
      const std::size_t r = stock_room.at(id);
      frozen = frozen || HoldOn(draft, r, id);
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
              Occupancy& now) {
  now.sites = draft.stock.site_notes;
  now.units = draft.stock.unit_notes;
  now.room_notes = draft.stock.room_notes;
  for (const auto& [key, id] : cohorts) {
    now.cohorts.push_back({CohortLabel(key), key.chain,
                           key.kind == CohortKey::Kind::kChain ? key.batch : "",
                           static_cast<schema::RiskLevel>(key.risk), key,
                           now.as_of});
  }
  for (const Group& group : draft.insiders.people.groups) {
    now.parties.push_back(group.note);
  }
  for (const auto& [room, people] : draft.insiders.in_room) {
    now.people += static_cast<std::int32_t>(people.size());
    ++now.rooms;
  }
  std::set<std::uint32_t> sites;
  for (const auto& [room, people] : draft.insiders.in_room) {
    sites.insert(now.units[draft.stock.rooms[room].unit.value()].site);
  }
  now.in_sites = static_cast<std::int32_t>(sites.size());
}

}  // namespace

std::optional<HeldBy> HoldOn(const AuditDraft& draft, std::size_t room,
                             const std::string& person) {
  const Seat& seat = draft.insiders.seats.at(person);
  const RoomRow& row = draft.county.rooms[seat.room];
  const std::size_t unit = draft.stock.rooms[room].unit.value();
  if (draft.county.stays[seat.stay].held) return HeldBy::kPerson;
  if (row.frozen || row.record.state == schema::RoomState::kFrozen) {
    return HeldBy::kRoom;
  }
  if (draft.stock.unit_notes[unit].state == UnitState::kFrozen) {
    return HeldBy::kFloor;
  }
  return std::nullopt;
}

void FillOccupancy(const AuditDraft& draft, Occupancy& now) {
  const Setting& setting = draft.setting;
  now.region = setting.region_id;
  now.as_of = setting.as_of;
  now.packs = setting.packs;
  now.pack_hashes = setting.pack_hashes;
  const auto cohorts = NumberCohorts(draft.stock, draft.insiders.people);
  now.problem =
      MakeProblem(draft.stock, draft.insiders.people, cohorts, setting.params);
  AllowUnknownGrades(now.problem.pairing);
  now.inside = InsideOf(draft);
  AddNotes(draft, cohorts, now);
}

std::string_view NameOf(HeldBy by) {
  switch (by) {
    case HeldBy::kPerson:
      return "PERSON";
    case HeldBy::kRoom:
      return "ROOM";
    case HeldBy::kFloor:
      return "FLOOR";
    case HeldBy::kParty:
      break;
  }
  return "PARTY";
}

}  // namespace quaranta::desk
