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
    rooms_of_.Fill(facts_.problem().parties.size(), [&](const auto& give) {
      for (const Assignment& of : plan_.assignments) {
        give(of.party.value(), &of);
      }
    });
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
    std::vector<bool> seen(facts_.problem().rooms.size(), false);
    for (const Assignment& of : plan_.assignments) {
      if (seen[of.room.value()]) Fail(Fault::kRoomHoldsTwo, of);
      seen[of.room.value()] = true;
    }
  }

  void CheckEveryoneOnce() {
    const std::vector<Party>& parties = facts_.problem().parties;
    std::vector<std::size_t> first = {0};
    for (const Party& party : parties) {
      first.push_back(first.back() + party.people.size());
    }
    std::vector<std::uint32_t> times(first.back(), 0);
    const auto count = [&](PartyId party, const Indices& people) {
      for (const std::uint32_t i : people) ++times[first[party.value()] + i];
    };
    for (const Assignment& of : plan_.assignments) count(of.party, of.people);
    for (const Unplaced& of : plan_.unplaced) count(of.party, of.people);
    for (std::uint32_t p = 0; p < parties.size(); ++p) {
      for (std::uint32_t i = 0; i < parties[p].people.size(); ++i) {
        const std::uint32_t found = times[first[p] + i];
        if (found == 1) continue;
        report_.violations.push_back({.fault = found == 0
                                                   ? Fault::kPersonForgotten
                                                   : Fault::kPersonTwice,
                                      .party = PartyId(p),
                                      .person = i});
      }
    }
  }

  void CheckGroup(const Group& group) {
    const Party& party = facts_.party(group.party);
    const auto rooms = rooms_of_[group.party];
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
    for (const Unplaced& of : plan_.unplaced) {
      if (std::ranges::find(facts_.groups_of(of.party.value()), of.people,
                            &Group::people) ==
          facts_.groups_of(of.party.value()).end()) {
        report_.violations.push_back(
            {.fault = Fault::kWrongRoommates, .party = of.party});
      }
    }
  }

  const Facts& facts_;
  const Plan& plan_;
  Report& report_;
  std::vector<std::optional<CohortId>> holders_;
  Lists<const Assignment*> rooms_of_;  // by party
};

// The staff rooms that the plan should name for a site.
std::vector<RoomId> StaffOf(const Facts& facts, std::uint32_t site) {
  const Indices& rooms = facts.staff_of(site);
  return {rooms.begin(), rooms.end()};
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
