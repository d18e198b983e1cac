#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "place/verify_parts.h"

namespace quaranta::place::verify {
namespace {

class RuleChecker {
 public:
  RuleChecker(const Facts& facts, const Plan& plan, Report& report)
      : facts_(facts), plan_(plan), report_(report) {}

  void Check() {
    holders_ = HoldersAfter(facts_, plan_);
    for (const Assignment& of : plan_.assignments) CheckAssignment(of);
    CheckRoomsHoldOne();
    CheckEveryoneOnce();
    for (const Group& group : facts_.groups()) CheckGroup(group);
    CheckUnplacedGroups();
  }

 private:
  void Fail(Fault fault, const Assignment& of) {
    report_.violations.push_back({.fault = fault,
                                  .party = of.party,
                                  .room = of.room,
                                  .unit = facts_.room(of.room.value()).unit});
  }

  void CheckAssignment(const Assignment& of) {
    const std::uint32_t r = of.room.value();
    const std::uint32_t p = of.party.value();
    const Party& party = facts_.party(p);
    const Unit& unit = facts_.unit_of(r);
    const Room& room = facts_.room(r);
    if (of.people.empty()) Fail(Fault::kEmptyAssignment, of);
    if (facts_.IsStaffRoom(r)) {
      Fail(Fault::kStaffRoom, of);
    } else if (!facts_.Offered(r) || facts_.NoIntake(unit)) {
      Fail(Fault::kRoomNotOffered, of);
    } else if (room.state == RoomState::kRefillable &&
               unit.holder != party.cohort) {
      Fail(Fault::kRoomNotOffered, of);
    }
    if (holders_[room.unit.value()] != party.cohort) {
      Fail(Fault::kUnitShared, of);
    }
    if (static_cast<std::int64_t>(of.people.size()) > room.beds) {
      Fail(Fault::kTooManyPeople, of);
    }
    if (!facts_.Paired(p, r)) Fail(Fault::kWrongGrade, of);
    if (!facts_.Equipped(p, of.people, r)) Fail(Fault::kMissingFeature, of);
    const bool minor = std::ranges::any_of(
        of.people, [&](std::uint32_t i) { return party.people[i].minor; });
    const bool adult = std::ranges::any_of(
        of.people, [&](std::uint32_t i) { return !party.people[i].minor; });
    if (minor && !adult && !party.carer_named) Fail(Fault::kMinorAlone, of);
  }

  void CheckRoomsHoldOne() {
    std::set<RoomId> seen;
    for (const Assignment& of : plan_.assignments) {
      if (!seen.insert(of.room).second) Fail(Fault::kRoomHoldsTwo, of);
    }
  }

  void CheckEveryoneOnce() {
    std::map<std::pair<PartyId, std::uint32_t>, int> times;
    for (const Assignment& of : plan_.assignments) {
      for (const std::uint32_t i : of.people) ++times[{of.party, i}];
    }
    for (const Unplaced& of : plan_.unplaced) {
      for (const std::uint32_t i : of.people) ++times[{of.party, i}];
    }
    for (std::uint32_t p = 0; p < facts_.problem().parties.size(); ++p) {
      for (std::uint32_t i = 0; i < facts_.party(p).people.size(); ++i) {
        const auto it = times.find({PartyId(p), i});
        if (it == times.end()) {
          report_.violations.push_back({.fault = Fault::kPersonForgotten,
                                        .party = PartyId(p),
                                        .person = i});
        } else if (it->second > 1) {
          report_.violations.push_back(
              {.fault = Fault::kPersonTwice, .party = PartyId(p), .person = i});
        }
      }
    }
  }

  std::vector<const Assignment*> RoomsOf(std::uint32_t party) const {
    std::vector<const Assignment*> rooms;
    for (const Assignment& of : plan_.assignments) {
      if (of.party.value() == party) rooms.push_back(&of);
    }
    return rooms;
  }

  void CheckGroup(const Group& group) {
    const Party& party = facts_.party(group.party);
    const std::vector<const Assignment*> rooms = RoomsOf(group.party);
    if (party.lodging == Lodging::kApart) {
      for (const Assignment* of : rooms) CheckRoommates(group, *of);
      return;
    }
    if (rooms.empty()) return;
    std::size_t people = 0;
    for (const Assignment* of : rooms) people += of->people.size();
    if (people < party.people.size()) {
      Fail(Fault::kPartyHalfPlaced, *rooms.front());
    }
    if (rooms.size() == 1) return;
    if (!group.too_large) Fail(Fault::kPartySplit, *rooms.front());
    std::vector<std::pair<UnitId, std::int32_t>> places;
    for (const Assignment* of : rooms) {
      const Room& room = facts_.room(of->room.value());
      places.emplace_back(room.unit, room.position);
    }
    std::ranges::sort(places);
    for (std::size_t i = 1; i < places.size(); ++i) {
      if (places[i].first != places[i - 1].first ||
          places[i].second != places[i - 1].second + 1) {
        Fail(Fault::kNotAdjacent, *rooms.front());
        return;
      }
    }
  }

  // Whoever of the group is in the room must be there with all of it alone.
  void CheckRoommates(const Group& group, const Assignment& of) {
    const bool meets = std::ranges::any_of(of.people, [&](std::uint32_t i) {
      return std::ranges::find(group.people, i) != group.people.end();
    });
    if (!meets) return;
    Indices people = of.people;
    std::ranges::sort(people);
    if (people != group.people || group.no_adult) {
      Fail(Fault::kWrongRoommates, of);
    }
  }

  // The unplaced are listed by the groups that would have shared a room.
  void CheckUnplacedGroups() {
    std::set<std::pair<std::uint32_t, Indices>> groups;
    for (const Group& group : facts_.groups()) {
      groups.emplace(group.party, group.people);
    }
    for (const Unplaced& of : plan_.unplaced) {
      if (!groups.contains({of.party.value(), of.people})) {
        report_.violations.push_back(
            {.fault = Fault::kWrongRoommates, .party = of.party});
      }
    }
  }

  const Facts& facts_;
  const Plan& plan_;
  Report& report_;
  std::vector<std::optional<CohortId>> holders_;
};

// The staff rooms that the plan should name for a site.
std::vector<RoomId> StaffOf(const Facts& facts, std::uint32_t site) {
  std::vector<RoomId> rooms;
  for (std::uint32_t r = 0; r < facts.problem().rooms.size(); ++r) {
    if (facts.IsStaffRoom(r) && facts.unit_of(r).site == SiteId(site)) {
      rooms.push_back(RoomId(r));
    }
  }
  return rooms;
}

// `used`: sites not open before where the plan has people.
void CheckOpened(const Facts& facts, const Plan& plan,
                 const std::set<std::uint32_t>& used, Report& report) {
  std::vector<OpenedSite> opened;
  bool skipped = false;
  for (const std::uint32_t s : facts.OpenedBy(used)) {
    const SiteId site(s);
    opened.push_back({site, StaffOf(facts, s)});
    if (used.contains(s) ||
        std::ranges::find(plan.opened_sites, site, &OpenedSite::site) !=
            plan.opened_sites.end()) {
      continue;
    }
    skipped = true;
    report.violations.push_back({.fault = Fault::kTierSkipped, .site = site});
  }
  if (!skipped && opened != plan.opened_sites) {
    report.violations.push_back({.fault = Fault::kWrongOpenedSites});
  }
}

void CheckOrder(const Plan& plan, Report& report) {
  const auto fail = [&](std::optional<PartyId> party) {
    report.violations.push_back({.fault = Fault::kWrongOrder, .party = party});
  };
  for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
    const Assignment& of = plan.assignments[i];
    if (!std::ranges::is_sorted(of.people)) fail(of.party);
    if (i == 0) continue;
    const Assignment& before = plan.assignments[i - 1];
    if (std::pair(of.party, of.room) < std::pair(before.party, before.room)) {
      fail(of.party);
    }
  }
  for (std::size_t i = 1; i < plan.unplaced.size(); ++i) {
    const Unplaced& of = plan.unplaced[i];
    const Unplaced& before = plan.unplaced[i - 1];
    if (of.party < before.party ||
        (of.party == before.party && of.people < before.people)) {
      fail(of.party);
    }
  }
}

}  // namespace

void CheckRules(const Facts& facts, const Plan& plan, Report& report) {
  RuleChecker(facts, plan, report).Check();
}

void CheckLists(const Facts& facts, const Plan& plan, Report& report) {
  CheckOrder(plan, report);
  std::vector<Substitution> substitutions;
  std::set<std::uint32_t> sites;
  std::map<UnitId, CohortId> units;
  for (const Assignment& of : plan.assignments) {
    const std::uint32_t r = of.room.value();
    const Party& party = facts.party(of.party.value());
    const bool refill = facts.room(r).state == RoomState::kRefillable;
    if (of.refill != refill) {
      report.violations.push_back(
          {.fault = Fault::kWrongRefill, .party = of.party, .room = of.room});
    }
    for (const std::uint32_t i : of.people) {
      const Features missing = party.people[i].needs & ~facts.room(r).features;
      if (missing != 0)
        substitutions.push_back({of.party, i, of.room, missing});
    }
    if (!facts.site_of(r).open) sites.insert(facts.unit_of(r).site.value());
    if (!facts.unit_of(r).holder) {
      units.try_emplace(facts.room(r).unit, party.cohort);
    }
  }
  std::ranges::sort(substitutions, {}, [](const Substitution& of) {
    return std::tuple(of.party, of.person, of.room);
  });
  if (substitutions != plan.substitutions) {
    report.violations.push_back({.fault = Fault::kWrongSubstitutions});
  }
  CheckOpened(facts, plan, sites, report);
  std::vector<TakenUnit> taken;
  for (const auto& [unit, cohort] : units) taken.push_back({unit, cohort});
  if (taken != plan.taken_units) {
    report.violations.push_back({.fault = Fault::kWrongTakenUnits});
  }
}

}  // namespace quaranta::place::verify
