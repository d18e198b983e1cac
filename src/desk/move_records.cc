#include "desk/move_records.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "desk/audit_words.h"
#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

// Who is in each room and on each unit, while people leave and come.
class Tally {
 public:
  explicit Tally(const Occupancy& now) : now_(now) {
    for (const place::Inside& of : now.inside) {
      Add(of.room.value(), static_cast<std::int64_t>(of.people.size()));
    }
  }

  void Leave(std::size_t room, std::size_t people) {
    Add(room, -static_cast<std::int64_t>(people));
    left_.insert(room);
  }
  void Come(std::size_t room, std::size_t people) {
    Add(room, static_cast<std::int64_t>(people));
  }

  // Rooms that somebody left and that are empty now, by unit.
  std::map<std::size_t, std::vector<std::size_t>> Emptied() const {
    std::map<std::size_t, std::vector<std::size_t>> rooms;
    for (const std::size_t room : left_) {
      if (in_room_.at(room) == 0) rooms[UnitOf(room)].push_back(room);
    }
    return rooms;
  }
  bool NobodyOn(std::size_t unit) const { return on_unit_.at(unit) == 0; }

 private:
  std::size_t UnitOf(std::size_t room) const {
    return now_.problem.rooms[room].unit.value();
  }
  void Add(std::size_t room, std::int64_t people) {
    in_room_[room] += people;
    on_unit_[UnitOf(room)] += people;
  }

  const Occupancy& now_;
  std::map<std::size_t, std::int64_t> in_room_, on_unit_;
  std::set<std::size_t> left_;
};

// How many of these people are of those.
std::size_t CountOf(const std::vector<std::uint32_t>& people,
                    const std::vector<std::uint32_t>& those) {
  return static_cast<std::size_t>(
      std::ranges::count_if(people, [&those](std::uint32_t i) {
        return std::ranges::find(those, i) != those.end();
      }));
}

}  // namespace

std::vector<std::string> IdsOf(const Occupancy& now, place::PartyId party,
                               const std::vector<std::uint32_t>& people) {
  std::vector<std::string> ids;
  for (const std::uint32_t i : people) {
    ids.push_back(now.parties[party.value()].people[i]);
  }
  return ids;
}

PeopleWithoutRoom WithoutOf(const Occupancy& now, const place::NoRoom& of) {
  PeopleWithoutRoom record{now.parties[of.party.value()].id,
                           IdsOf(now, of.party, of.people),
                           {},
                           of.reason,
                           {}};
  std::vector<std::size_t> rooms;
  for (const place::Inside& in : now.inside) {
    if (in.party != of.party || CountOf(in.people, of.people) == 0) continue;
    rooms.push_back(in.room.value());
    record.rooms.push_back(now.room_notes[in.room.value()].id);
  }
  const auto& party = now.problem.parties[of.party.value()];
  record.text = {
      msg::kAuditWithout,
      {{"why",
        Sentence{of.reason == place::Reason::kNoRoomLeft
                     ? msg::kAuditNoRoomLeft
                     : ReasonMessage(of.reason),
                 {{"party", record.party},
                  {"people", record.people.size()},
                  {"risk", RiskWord(static_cast<int>(party.risk_class))}}}},
       {"rooms", RoomsWord(now, rooms)},
       {"who", CodesOf(record.people)}}};
  return record;
}

FloorTaken TakenOf(const Occupancy& now, const place::TakenUnit& of) {
  const std::size_t unit = of.unit.value();
  return {now.units[unit].floors,
          of.cohort.value(),
          {msg::kAuditTakes,
           {{"where", UnitWord(now, unit)},
            {"cohort", now.cohorts[of.cohort.value()].label}}}};
}

SiteOpening OpeningOf(const AuditDraft& draft, const Occupancy& now,
                      const place::OpenedSite& of,
                      std::vector<Sentence>& conditions) {
  SiteOpening record{now.sites[of.site.value()].id, {}};
  for (const place::RoomId room : of.staff_rooms) {
    record.staff_rooms.push_back(now.room_notes[room.value()].id);
  }
  const std::size_t site = draft.stock.county_site[of.site.value()];
  for (Sentence& line : OpeningConditions(
           draft.setting, draft.county.sites[site], of.staff_rooms.size())) {
    conditions.push_back(std::move(line));
  }
  return record;
}

std::vector<RoomsToClean> CleaningAfter(
    const Occupancy& now, const std::vector<place::Move>& moves,
    const std::vector<place::NoRoom>& gone) {
  Tally tally(now);
  for (const place::Move& move : moves) {
    tally.Leave(move.from.value(), move.people.size());
    tally.Come(move.to.value(), move.people.size());
  }
  for (const place::NoRoom& of : gone) {
    for (const place::Inside& in : now.inside) {
      if (in.party != of.party) continue;
      const std::size_t people = CountOf(in.people, of.people);
      if (people > 0) tally.Leave(in.room.value(), people);
    }
  }
  std::vector<RoomsToClean> cleaning;
  for (const auto& [unit, rooms] : tally.Emptied()) {
    RoomsToClean record;
    record.site = now.sites[now.units[unit].site].id;
    record.floors = now.units[unit].floors;
    record.whole_floor = tally.NobodyOn(unit);
    std::vector<std::string> labels;
    for (const std::size_t room : rooms) {
      record.rooms.push_back(now.room_notes[room].id);
      labels.push_back(now.room_notes[room].label);
    }
    record.text = {
        record.whole_floor ? msg::kAuditCleanFloor : msg::kAuditCleanRooms,
        {{"where", UnitWord(now, unit)},
         {"count", labels.size()},
         {"rooms", LabelsOf(labels)}}};
    cleaning.push_back(std::move(record));
  }
  return cleaning;
}

}  // namespace quaranta::desk
