#include "desk/night_floors.h"

#include <algorithm>
#include <utility>

#include "desk/night_in.h"

namespace quaranta::desk {
namespace {

using Cause = NightChange::Cause;

// Everybody who is in a room, or has been in one since then.
std::set<std::string> RecordedSince(const County& county, Instant then) {
  std::set<std::string> people;
  for (const auto& [person, room] : RoomsInside(county)) people.insert(person);
  for (const Lodging& lodging : county.lodgings) {
    const StayRow& stay = county.stays[lodging.stay];
    const auto start = lodging.start ? lodging.start : stay.record.start;
    if (!lodging.planned && stay.person && start && *start >= then) {
      people.insert(stay.person->id);
    }
  }
  return people;
}

}  // namespace

NightFloors::NightFloors(const EarlierPlan& earlier,
                         const std::vector<EarlierPlan::Group>& planned,
                         const Draft& draft, const Plan& plan)
    : earlier_(earlier),
      plan_(plan),
      recorded_(RecordedSince(draft.county, earlier.as_of)) {
  for (std::uint32_t r = 0; r < plan.rooms.size(); ++r) {
    room_of_[plan.rooms[r].id] = place::RoomId(r);
  }
  std::map<CohortKey, place::CohortId> cohorts;
  for (std::uint32_t c = 0; c < plan.cohorts.size(); ++c) {
    cohorts[plan.cohorts[c].key] = place::CohortId(c);
  }
  std::map<std::string, std::optional<place::CohortId>> cohort_of;
  for (const EarlierPlan::Party& party : earlier.parties) {
    const auto at = cohorts.find(planned[party.group].key);
    if (at != cohorts.end()) cohort_of[party.id] = at->second;
  }
  for (const EarlierPlan::Stay& stay : earlier.stays) {
    const std::optional<place::CohortId> cohort = cohort_of[stay.party];
    const auto [at, added] =
        given_to_.emplace(UnitOf(room_of_.at(stay.room)), cohort);
    // Only of a plan that was not made here.
    if (!added && at->second != cohort) at->second.reset();
  }
}

place::UnitId NightFloors::UnitOf(place::RoomId room) const {
  return plan_.problem.rooms[room.value()].unit;
}

void NightFloors::Divide(std::vector<Kept>& kept) const {
  std::map<place::UnitId, std::map<place::CohortId, std::size_t>> people;
  for (const Kept& stay : kept) {
    const auto cohort = plan_.problem.parties[stay.of.party.value()].cohort;
    people[UnitOf(stay.of.room)][cohort] += stay.of.people.size();
  }
  std::map<place::UnitId, place::CohortId> keeps;
  for (const auto& [unit, groups] : people) {
    const auto& given = given_to_.at(unit);
    if (given && groups.contains(*given)) {
      keeps[unit] = *given;
      continue;
    }
    const auto most = std::max_element(
        groups.begin(), groups.end(),
        [](const auto& a, const auto& b) { return a.second < b.second; });
    keeps[unit] = most->first;
  }
  for (Kept& stay : kept) {
    const place::UnitId unit = UnitOf(stay.of.room);
    // Of one that is held the verifier knows who may be there.
    if (plan_.problem.units[unit.value()].holder) continue;
    const place::Party& party = plan_.problem.parties[stay.of.party.value()];
    if (party.cohort == keeps.at(unit)) continue;
    // A party that is to be together leaves all its rooms.
    for (Kept& other : kept) {
      if (other.of.party == stay.of.party &&
          (&other == &stay || party.lodging == place::Lodging::kTogether)) {
        other.lost = Cause::kParty;
      }
    }
  }
}

LeftBehind NightFloors::Left(const std::vector<Kept>& kept) const {
  std::set<place::RoomId> lived_in;
  std::map<place::UnitId, place::CohortId> group_on;
  for (const Kept& stay : kept) {
    if (stay.lost != Cause::kNone) continue;
    lived_in.insert(stay.of.room);
    group_on[UnitOf(stay.of.room)] =
        plan_.problem.parties[stay.of.party.value()].cohort;
  }
  LeftBehind left;
  for (const EarlierPlan::Stay& stay : earlier_.stays) {
    const place::RoomId room = room_of_.at(stay.room);
    if (lived_in.contains(room) ||
        std::all_of(stay.people.begin(), stay.people.end(),
                    [this](const auto& id) { return IsRecorded(id); })) {
      continue;
    }
    left.rooms.insert(room);
    const place::UnitId unit = UnitOf(room);
    if (plan_.problem.units[unit.value()].holder) continue;
    const auto& given = given_to_.at(unit);
    const auto now = group_on.find(unit);
    if (now == group_on.end()) {
      left.emptied[unit] = given;
    } else if (now->second != given) {
      left.closed.insert(unit);
    }
  }
  return left;
}

}  // namespace quaranta::desk
