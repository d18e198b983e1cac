#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "place/verify_moves_parts.h"
#include "quaranta/core/status.h"

namespace quaranta::place {
namespace verify {
namespace {

absl::Status CheckArguments(const Problem& problem,
                            const std::vector<Inside>& inside,
                            const ToEmpty& empty,
                            const EvacuateOptions& options) {
  QUARANTA_RETURN_IF_ERROR(CheckHouse(problem, inside, options.may_move));
  for (std::size_t n = 0; n < empty.rooms.size(); ++n) {
    QUARANTA_RETURN_IF_ERROR(CheckBelow("empty.rooms", n,
                                        empty.rooms[n].value(),
                                        problem.rooms.size(), "rooms"));
  }
  for (std::size_t n = 0; n < empty.units.size(); ++n) {
    QUARANTA_RETURN_IF_ERROR(CheckBelow("empty.units", n,
                                        empty.units[n].value(),
                                        problem.units.size(), "units"));
  }
  for (std::size_t n = 0; n < empty.sites.size(); ++n) {
    QUARANTA_RETURN_IF_ERROR(CheckBelow("empty.sites", n,
                                        empty.sites[n].value(),
                                        problem.sites.size(), "sites"));
  }
  return absl::OkStatus();
}

std::vector<bool> RoomsToEmpty(const Problem& problem, const ToEmpty& empty) {
  std::vector<bool> units(problem.units.size(), false);
  std::vector<bool> sites(problem.sites.size(), false);
  std::vector<bool> rooms(problem.rooms.size(), false);
  for (const SiteId site : empty.sites) sites[site.value()] = true;
  for (const UnitId unit : empty.units) units[unit.value()] = true;
  for (const RoomId room : empty.rooms) rooms[room.value()] = true;
  for (std::size_t r = 0; r < rooms.size(); ++r) {
    const UnitId unit = problem.rooms[r].unit;
    rooms[r] = rooms[r] || units[unit.value()] ||
               sites[problem.units[unit.value()].site.value()];
  }
  return rooms;
}

class EvacuationVerifier {
 public:
  EvacuationVerifier(const Problem& problem, const std::vector<Inside>& inside,
                     const ToEmpty& empty, const EvacuateOptions& options,
                     const Evacuation& evacuation)
      : inside_(inside),
        said_(evacuation),
        gone_(RoomsToEmpty(problem, empty)),
        house_(problem, inside, options.may_move, gone_),
        facts_(house_.facts()) {}

  MovesReport Run() {
    if (!house_.CheckIndices(said_.moves, said_.without, report_)) {
      return std::move(report_);
    }
    Ask();
    house_.Carry(said_.moves, said_.without, gone_, report_);
    house_.CheckRules(report_);
    house_.CheckSubstitutions(said_.moves, said_.substitutions, report_);
    CheckSites();
    CheckUnits();
    CheckHeld();
    CheckRoomsLeft();
    CheckValues();
    return std::move(report_);
  }

 private:
  void Ask() {
    Indices asked;
    for (std::uint32_t g = 0; g < facts_.groups().size(); ++g) {
      const Group& group = facts_.groups()[g];
      if (!house_.MustStay(group.party) && SomeIn(group, true)) {
        asked.push_back(g);
      }
    }
    house_.Ask(std::move(asked));
  }

  // Whether some of them are in rooms to empty, or in others.
  bool SomeIn(const Group& group, bool gone) const {
    return std::ranges::any_of(group.people, [&](std::uint32_t i) {
      return gone_[house_.RoomOf(group.party, i)] == gone;
    });
  }

  void CheckSites() {
    std::set<std::uint32_t> used;
    for (const auto& [room, groups] : house_.after()) {
      if (!facts_.site_of(room).open) {
        used.insert(facts_.unit_of(room).site.value());
      }
    }
    std::vector<OpenedSite> opened;
    for (const std::uint32_t s : facts_.OpenedBy(used)) {
      OpenedSite of{SiteId(s), {}};
      for (const std::uint32_t r : facts_.staff_of(s)) {
        of.staff_rooms.push_back(RoomId(r));
      }
      if (!used.contains(s) &&
          std::ranges::find(said_.opened_sites, of.site, &OpenedSite::site) ==
              said_.opened_sites.end()) {
        report_.violations.push_back(
            {.fault = MoveFault::kTierSkipped, .site = of.site});
      }
      opened.push_back(std::move(of));
    }
    if (opened != said_.opened_sites) {
      report_.violations.push_back({.fault = MoveFault::kWrongOpenedSites});
    }
  }

  void CheckUnits() {
    std::map<UnitId, CohortId> taken;
    for (const auto& [room, groups] : house_.after()) {
      const UnitId unit = facts_.room(room).unit;
      if (facts_.unit_of(room).holder ||
          !house_.CohortsOn(unit.value()).empty()) {
        continue;
      }
      taken.try_emplace(
          unit, CohortId(house_.CohortOf(facts_.groups()[*groups.begin()])));
    }
    std::vector<TakenUnit> units;
    for (const auto& [unit, cohort] : taken) units.push_back({unit, cohort});
    if (units != said_.taken_units) {
      report_.violations.push_back({.fault = MoveFault::kWrongTakenUnits});
    }
  }

  void CheckHeld() {
    std::map<std::pair<PartyId, RoomId>, Indices> held;
    for (const Inside& of : inside_) {
      if (!gone_[of.room.value()] || !house_.MustStay(of.party.value())) {
        continue;
      }
      Indices people = of.people;
      std::ranges::sort(people);
      held[{of.party, of.room}] = std::move(people);
    }
    bool same = held.size() == said_.held.size();
    std::size_t n = 0;
    for (const auto& [key, people] : held) {
      if (!same) break;
      const Inside& of = said_.held[n++];
      same = of == Inside{key.first, key.second, people, true};
    }
    if (!same) report_.violations.push_back({.fault = MoveFault::kWrongHeld});
  }

  // Rooms that are empty now and that nobody is given.
  void CheckRoomsLeft() {
    for (const std::uint32_t g : house_.asked()) {
      const Group& group = facts_.groups()[g];
      if (!house_.IsWithout(g) || group.no_adult || group.too_large) continue;
      for (std::uint32_t r = 0; r < gone_.size(); ++r) {
        if (!house_.IsEmpty(r) || house_.after().contains(r) ||
            !CouldHave(group, r, true)) {
          continue;
        }
        report_.violations.push_back({.fault = MoveFault::kRoomWasLeft,
                                      .party = PartyId(group.party),
                                      .room = RoomId(r)});
        break;
      }
    }
  }

  bool CouldHave(const Group& group, std::uint32_t r, bool after) const {
    return facts_.OpenTo(r, CohortId(house_.CohortOf(group))) &&
           facts_.Suits(group.party, group.people, r) &&
           house_.MayUseUnit(house_.CohortOf(group), house_.UnitOf(r), after);
  }

  void CheckValues() {
    CheckValue(said_.no_room, house_.without());
    CheckValue(said_.moved, house_.moved());
    // Who has neither a room to keep nor another is without one; the rest of
    // those in rooms to empty move.
    std::int64_t out = 0, needing = 0, hopeless = 0;
    Indices singles, rooms;
    for (const std::uint32_t g : house_.asked()) {
      const Group& group = facts_.groups()[g];
      const auto people = static_cast<std::int64_t>(group.people.size());
      out += LeastOut(group);
      if (group.no_adult || (group.too_large && !HasRun(group, false))) {
        hopeless += people;
      } else if (!group.too_large && !MayKeepRoom(group)) {
        singles.push_back(g);
        needing += people;
      }
    }
    for (std::uint32_t r = 0; r < gone_.size(); ++r) {
      if (facts_.Offered(r) && !facts_.NoIntake(facts_.unit_of(r)) &&
          house_.IsEmpty(r) && SomebodyMayUse(house_.UnitOf(r))) {
        rooms.push_back(r);
      }
    }
    const std::int64_t no_room =
        hopeless + needing - MostHoused(house_, singles, rooms, true, true);
    report_.own_bounds = {no_room,
                          std::max<std::int64_t>(0, out - house_.without())};
    report_.bounds_shown = said_.no_room.bound <= report_.own_bounds[0] &&
                           said_.moved.bound <= report_.own_bounds[1];
  }

  // Those who cannot keep their rooms: all, or who is in one to empty.
  std::int64_t LeastOut(const Group& group) const {
    const bool some_stay =
        !group.no_adult &&
        (group.too_large ? HasRun(group, true) : MayKeepRoom(group));
    return std::ranges::count_if(group.people, [&](std::uint32_t i) {
      return !some_stay || gone_[house_.RoomOf(group.party, i)];
    });
  }

  // A room of their party that need not be empty.
  bool MayKeepRoom(const Group& group) const {
    const std::size_t people = facts_.party(group.party).people.size();
    for (std::uint32_t i = 0; i < people; ++i) {
      const std::uint32_t r = house_.RoomOf(group.party, i);
      if (!house_.SomebodyStaysIn(r) && CouldHave(group, r, false)) return true;
    }
    return false;
  }

  // Adjacent rooms, theirs or empty; some of them theirs.
  bool HasRun(const Group& group, bool theirs) const {
    std::set<std::uint32_t> own;
    for (const std::uint32_t i : group.people) {
      const std::uint32_t r = house_.RoomOf(group.party, i);
      if (!house_.SomebodyStaysIn(r)) own.insert(r);
    }
    const std::uint32_t cohort = house_.CohortOf(group);
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      if (!house_.MayUseUnit(cohort, u, false)) continue;
      const auto usable = [&](std::uint32_t r) {
        return facts_.OpenTo(r, CohortId(cohort)) &&
               (house_.IsEmpty(r) || own.contains(r));
      };
      for (const Indices& run : facts_.Runs(group.party, u, usable, false)) {
        if (!theirs || std::ranges::any_of(run, [&](std::uint32_t r) {
              return own.contains(r);
            })) {
          return true;
        }
      }
    }
    return false;
  }

  bool SomebodyMayUse(std::uint32_t unit) const {
    const std::uint32_t owner = house_.OwnerOf(unit);
    return owner == kNoIndex || house_.MayUseUnit(owner, unit, false);
  }

  void CheckValue(const Bounded& said, std::int64_t found) {
    if (said.value != found) {
      report_.violations.push_back({.fault = MoveFault::kWrongValue,
                                    .said = said.value,
                                    .found = found});
    }
    if (said.bound > said.value || said.bound < 0) {
      report_.violations.push_back({.fault = MoveFault::kBoundBeyondValue,
                                    .said = said.bound,
                                    .found = found});
    }
  }

  const std::vector<Inside>& inside_;
  const Evacuation& said_;
  const std::vector<bool> gone_;
  House house_;
  const Facts& facts_;
  MovesReport report_;
};

}  // namespace
}  // namespace verify

absl::StatusOr<MovesReport> VerifyEvacuation(const Problem& problem,
                                             const std::vector<Inside>& inside,
                                             const ToEmpty& empty,
                                             const EvacuateOptions& options,
                                             const Evacuation& evacuation) {
  QUARANTA_RETURN_IF_ERROR(
      verify::CheckArguments(problem, inside, empty, options));
  return verify::EvacuationVerifier(problem, inside, empty, options, evacuation)
      .Run();
}

}  // namespace quaranta::place
