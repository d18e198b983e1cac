#include "quaranta/place/verify_horizon.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "place/verify_days.h"

namespace quaranta::place {
namespace {

using check::Days;
using check::Entry;
using check::Life;

class HorizonChecker {
 public:
  HorizonChecker(const Horizon& horizon, const HorizonPlan& plan)
      : days_(horizon),
        problem_(horizon.problem),
        plan_(plan),
        entries_(problem_.units.size()) {}

  HorizonReport Check() {
    if (!IndicesAreThere()) return std::move(report_);
    for (std::uint32_t a = 0; a < plan_.assignments.size(); ++a) {
      CheckAssignment(a);
    }
    for (std::uint32_t u = 0; u < problem_.units.size(); ++u) {
      lives_.push_back(days_.Live(UnitId(u), entries_[u]));
      std::ranges::copy(lives_.back().violations,
                        std::back_inserter(report_.violations));
    }
    for (std::size_t p = 0; p < problem_.parties.size(); ++p) CheckParty(p);
    check::CheckLists(days_, plan_, lives_, report_.violations);
    check::CheckLevels(days_, plan_, lives_, report_.violations);
    report_.own_bounds = check::CountBounds(days_, plan_);
    return std::move(report_);
  }

 private:
  HorizonViolation& Fail(HorizonFault fault) {
    report_.violations.emplace_back();
    report_.violations.back().fault = fault;
    return report_.violations.back();
  }
  void Fail(HorizonFault fault, const HorizonAssignment& of) {
    HorizonViolation& violation = Fail(fault);
    violation.party = of.party;
    violation.room = of.room;
    violation.day = of.from;
  }

  bool PeopleAreThere(PartyId party, const std::vector<std::uint32_t>& people) {
    if (party.value() >= problem_.parties.size()) return false;
    const std::size_t size = problem_.parties[party.value()].people.size();
    return std::ranges::all_of(people,
                               [&](std::uint32_t i) { return i < size; });
  }

  bool IndicesAreThere() {
    const auto unit = [&](UnitId id) {
      return id.value() < problem_.units.size();
    };
    bool there = true;
    for (const HorizonAssignment& of : plan_.assignments) {
      there = there && PeopleAreThere(of.party, of.people) &&
              of.room.value() < problem_.rooms.size();
    }
    for (const HorizonUnplaced& of : plan_.unplaced) {
      there = there && PeopleAreThere(of.entry.party, of.entry.people) &&
              !of.entry.people.empty();
      for (const Blocking& in : of.entry.blocking) {
        there = there && unit(in.unit);
      }
    }
    for (const Hold& of : plan_.holds) {
      there = there && unit(of.unit) && of.cohort.value() < problem_.cohorts;
    }
    for (const HorizonOpening& of : plan_.opened_sites) {
      there = there && of.site.site.value() < problem_.sites.size();
    }
    if (!there) Fail(HorizonFault::kIndexOutOfRange);
    return there;
  }

  void CheckAssignment(std::uint32_t index) {
    const HorizonAssignment& of = plan_.assignments[index];
    const Party& party = problem_.parties[of.party.value()];
    const PartyDays& when = days_.horizon().parties[of.party.value()];
    const Room& room = problem_.rooms[of.room.value()];
    if (of.from < when.arrival || of.from > when.arrival + when.max_wait ||
        of.from >= days_.horizon().days || of.until != of.from + when.stay) {
      Fail(HorizonFault::kWrongDays, of);
      return;
    }
    if (of.people.empty()) Fail(HorizonFault::kEmptyAssignment, of);
    if (!std::ranges::is_sorted(of.people)) Fail(HorizonFault::kWrongOrder, of);
    if (static_cast<std::int64_t>(of.people.size()) > room.beds) {
      Fail(HorizonFault::kTooManyPeople, of);
    }
    const Site& site =
        problem_.sites[problem_.units[room.unit.value()].site.value()];
    if (!problem_.pairing.Allows(party.risk_class, site.grade)) {
      Fail(HorizonFault::kWrongGrade, of);
    }
    bool adult = party.carer_named;
    bool minor = false;
    for (const std::uint32_t i : of.people) {
      const Features lacking = party.people[i].needs & ~room.features;
      if ((lacking & ~party.substitutable) != 0) {
        Fail(HorizonFault::kMissingFeature, of);
      }
      adult = adult || !party.people[i].minor;
      minor = minor || party.people[i].minor;
    }
    if (minor && !adult) Fail(HorizonFault::kMinorAlone, of);
    entries_[room.unit.value()].push_back(
        {party.cohort, of.room, of.from, of.until,
         static_cast<std::int32_t>(of.people.size()), index});
  }

  bool Considered(std::size_t p) const {
    return days_.horizon().parties[p].arrival < days_.horizon().days;
  }

  void CheckParty(std::size_t p) {
    const Party& party = problem_.parties[p];
    std::vector<int> seen(party.people.size(), 0);
    std::vector<const HorizonAssignment*> mine;
    std::vector<const Unplaced*> left;
    for (const HorizonAssignment& of : plan_.assignments) {
      if (of.party != PartyId(p)) continue;
      mine.push_back(&of);
      for (const std::uint32_t i : of.people) ++seen[i];
    }
    for (const HorizonUnplaced& of : plan_.unplaced) {
      if (of.entry.party != PartyId(p)) continue;
      left.push_back(&of.entry);
      for (const std::uint32_t i : of.entry.people) ++seen[i];
    }
    const int wanted = Considered(p) ? 1 : 0;
    for (const int times : seen) {
      if (times == wanted) continue;
      Fail(times > wanted ? HorizonFault::kPersonTwice
                          : HorizonFault::kPersonForgotten)
          .party = PartyId(p);
    }
    if (!Considered(p)) return;
    if (party.lodging == Lodging::kApart) {
      CheckApart(p, mine, left);
    } else {
      CheckTogether(p, mine, left);
    }
  }

  void CheckApart(std::size_t p,
                  const std::vector<const HorizonAssignment*>& mine,
                  const std::vector<const Unplaced*>& left) {
    std::map<std::vector<std::uint32_t>, bool> allowed;
    for (const auto& of : check::LodgingsOf(problem_.parties[p], PartyId(p))) {
      allowed[of.people] = of.without_adult;
    }
    for (const HorizonAssignment* of : mine) {
      const auto it = allowed.find(of->people);
      if (it == allowed.end() || it->second) {
        Fail(HorizonFault::kWrongRoommates, *of);
      }
    }
    for (const Unplaced* of : left) {
      const auto it = allowed.find(of->people);
      if (it == allowed.end()) {
        Fail(HorizonFault::kWrongRoommates).party = PartyId(p);
      } else if (!it->second && SomeRoomIsLeft(p, of->people)) {
        Fail(HorizonFault::kRoomWasLeft).party = PartyId(p);
      }
    }
  }

  void CheckTogether(std::size_t p,
                     const std::vector<const HorizonAssignment*>& mine,
                     const std::vector<const Unplaced*>& left) {
    const auto all = check::LodgingsOf(problem_.parties[p], PartyId(p)).front();
    if (!mine.empty() && !left.empty()) {
      Fail(HorizonFault::kPartyHalfPlaced).party = PartyId(p);
    }
    if (left.size() == 1 && !all.without_adult &&
        SomeRoomIsLeft(p, all.people)) {
      Fail(HorizonFault::kRoomWasLeft).party = PartyId(p);
    }
    if (mine.size() < 2) return;
    if (OneRoomCouldDo(p, all.people)) {
      Fail(HorizonFault::kPartySplit, *mine.front());
    }
    std::map<std::int32_t, const HorizonAssignment*> by_position;
    for (const HorizonAssignment* of : mine) {
      const Room& room = problem_.rooms[of->room.value()];
      const Room& first = problem_.rooms[mine.front()->room.value()];
      if (room.unit != first.unit || of->from != mine.front()->from) {
        Fail(HorizonFault::kNotAdjacent, *of);
      }
      by_position[room.position] = of;
    }
    const std::int64_t span =
        by_position.rbegin()->first - by_position.begin()->first + 1;
    if (span != static_cast<std::int64_t>(mine.size())) {
      Fail(HorizonFault::kNotAdjacent, *mine.front());
    }
  }

  std::int32_t LastDay(std::size_t p) const {
    const PartyDays& when = days_.horizon().parties[p];
    return std::min(when.arrival + when.max_wait, days_.horizon().days - 1);
  }

  bool OneRoomCouldDo(std::size_t p,
                      const std::vector<std::uint32_t>& people) const {
    const Party& party = problem_.parties[p];
    for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
      if (check::Suits(problem_, party, people, RoomId(r)) &&
          days_.EverOffered(RoomId(r), party.cohort,
                            days_.horizon().parties[p].arrival, LastDay(p))) {
        return true;
      }
    }
    return false;
  }

  // Whether they could enter some room on some day, all others as planned.
  bool SomeRoomIsLeft(std::size_t p,
                      const std::vector<std::uint32_t>& people) const {
    const Party& party = problem_.parties[p];
    const PartyDays& when = days_.horizon().parties[p];
    for (std::size_t u = 0; u < problem_.units.size(); ++u) {
      if (!lives_[u].violations.empty()) continue;
      for (const RoomId room : days_.rooms(UnitId(u))) {
        if (!check::Suits(problem_, party, people, room) ||
            !days_.EverOffered(room, party.cohort, 0, days_.horizon().days)) {
          continue;
        }
        for (std::int32_t day = when.arrival; day <= LastDay(p); ++day) {
          std::vector<Entry> entries = entries_[u];
          entries.push_back({party.cohort, room, day, day + when.stay,
                             static_cast<std::int32_t>(people.size()), ~0U});
          if (days_.Live(UnitId(u), std::move(entries)).violations.empty()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  const Days days_;
  const Problem& problem_;
  const HorizonPlan& plan_;
  std::vector<std::vector<Entry>> entries_;  // by unit
  std::vector<Life> lives_;
  HorizonReport report_;
};

}  // namespace

absl::StatusOr<HorizonReport> VerifyHorizon(const Horizon& horizon,
                                            const HorizonPlan& plan) {
  QUARANTA_RETURN_IF_ERROR(ValidateHorizon(horizon));
  return HorizonChecker(horizon, plan).Check();
}

std::string_view NameOf(HorizonFault fault) {
  switch (fault) {
    case HorizonFault::kIndexOutOfRange:
      return "INDEX_OUT_OF_RANGE";
    case HorizonFault::kWrongDays:
      return "WRONG_DAYS";
    case HorizonFault::kRoomNotOffered:
      return "ROOM_NOT_OFFERED";
    case HorizonFault::kRoomTaken:
      return "ROOM_TAKEN";
    case HorizonFault::kTooManyPeople:
      return "TOO_MANY_PEOPLE";
    case HorizonFault::kEmptyAssignment:
      return "EMPTY_ASSIGNMENT";
    case HorizonFault::kUnitShared:
      return "UNIT_SHARED";
    case HorizonFault::kWrongGrade:
      return "WRONG_GRADE";
    case HorizonFault::kMissingFeature:
      return "MISSING_FEATURE";
    case HorizonFault::kMinorAlone:
      return "MINOR_ALONE";
    case HorizonFault::kPartySplit:
      return "PARTY_SPLIT";
    case HorizonFault::kNotAdjacent:
      return "NOT_ADJACENT";
    case HorizonFault::kPartyHalfPlaced:
      return "PARTY_HALF_PLACED";
    case HorizonFault::kWrongRoommates:
      return "WRONG_ROOMMATES";
    case HorizonFault::kPersonTwice:
      return "PERSON_TWICE";
    case HorizonFault::kPersonForgotten:
      return "PERSON_FORGOTTEN";
    case HorizonFault::kWrongOrder:
      return "WRONG_ORDER";
    case HorizonFault::kWrongLevels:
      return "WRONG_LEVELS";
    case HorizonFault::kWrongValue:
      return "WRONG_VALUE";
    case HorizonFault::kBoundAboveValue:
      return "BOUND_ABOVE_VALUE";
    case HorizonFault::kWrongStatus:
      return "WRONG_STATUS";
    case HorizonFault::kWrongRefill:
      return "WRONG_REFILL";
    case HorizonFault::kWrongSubstitutions:
      return "WRONG_SUBSTITUTIONS";
    case HorizonFault::kWrongHolds:
      return "WRONG_HOLDS";
    case HorizonFault::kWrongOpenedSites:
      return "WRONG_OPENED_SITES";
    case HorizonFault::kWrongBeyond:
      return "WRONG_BEYOND";
    case HorizonFault::kWrongUnplaced:
      return "WRONG_UNPLACED";
    case HorizonFault::kWrongShortages:
      return "WRONG_SHORTAGES";
    case HorizonFault::kWrongDayFigures:
      return "WRONG_DAY_FIGURES";
    case HorizonFault::kRoomWasLeft:
      return "ROOM_WAS_LEFT";
  }
  return "";
}

}  // namespace quaranta::place
