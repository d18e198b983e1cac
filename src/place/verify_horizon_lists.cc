#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <tuple>

#include "place/verify_days.h"

namespace quaranta::place::check {
namespace {

class ListChecker {
 public:
  ListChecker(const Days& days, const HorizonPlan& plan,
              const std::vector<Life>& lives,
              std::vector<HorizonViolation>& violations)
      : days_(days),
        problem_(days.horizon().problem),
        plan_(plan),
        lives_(lives),
        violations_(violations) {}

  void Check() {
    CheckOrder();
    CheckRefills();
    CheckSubstitutions();
    CheckHolds();
    CheckOpenings();
    CheckBeyond();
    CheckUnplaced();
    if (plan_.days != Figures()) Fail(HorizonFault::kWrongDayFigures);
  }

 private:
  void Fail(HorizonFault fault) {
    violations_.emplace_back();
    violations_.back().fault = fault;
  }

  void CheckOrder() {
    const bool rising =
        std::ranges::is_sorted(plan_.assignments, {},
                               [](const HorizonAssignment& of) {
                                 return std::tuple(of.party, of.room);
                               }) &&
        std::ranges::is_sorted(
            plan_.unplaced, {}, [](const HorizonUnplaced& of) {
              return std::tuple(of.entry.party, of.entry.people.front());
            });
    if (!rising) Fail(HorizonFault::kWrongOrder);
  }

  void CheckRefills() {
    std::vector<bool> refilled(plan_.assignments.size(), false);
    for (const Life& life : lives_) {
      for (const std::uint32_t index : life.refilled) refilled[index] = true;
    }
    for (std::size_t a = 0; a < refilled.size(); ++a) {
      if (plan_.assignments[a].refill == refilled[a]) continue;
      Fail(HorizonFault::kWrongRefill);
      violations_.back().room = plan_.assignments[a].room;
    }
  }

  void CheckSubstitutions() {
    std::vector<Substitution> found;
    for (const HorizonAssignment& of : plan_.assignments) {
      const Features there = problem_.rooms[of.room.value()].features;
      for (const std::uint32_t i : of.people) {
        const Features needs =
            problem_.parties[of.party.value()].people[i].needs;
        if ((needs & ~there) != 0) {
          found.push_back({of.party, i, of.room, needs & ~there});
        }
      }
    }
    std::ranges::sort(found, {}, [](const Substitution& of) {
      return std::tuple(of.party, of.person);
    });
    if (found != plan_.substitutions) Fail(HorizonFault::kWrongSubstitutions);
  }

  void CheckHolds() {
    std::vector<Hold> found;
    for (std::size_t u = 0; u < lives_.size(); ++u) {
      for (const Life::Held& held : lives_[u].holds) {
        Hold hold;
        hold.unit = UnitId(u);
        hold.cohort = *held.cohort;
        hold.from = held.from;
        if (held.until < kForever) {
          hold.until = held.until;
          hold.free_again = held.until + days_.tau(UnitId(u));
        }
        hold.standing = held.standing;
        hold.people = held.people;
        found.push_back(hold);
      }
    }
    if (found != plan_.holds) Fail(HorizonFault::kWrongHolds);
  }

  void CheckOpenings() {
    std::map<SiteId, std::int32_t> first;
    for (const HorizonAssignment& of : plan_.assignments) {
      const SiteId site = SiteOf(of.room);
      if (problem_.sites[site.value()].open) continue;
      const auto [it, added] = first.try_emplace(site, of.from);
      it->second = std::min(it->second, of.from);
    }
    std::vector<HorizonOpening> found;
    for (const auto& [site, day] : first) {
      HorizonOpening opening;
      opening.day = day;
      opening.site.site = site;
      for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
        if (days_.staff(RoomId(r)) && SiteOf(RoomId(r)) == site) {
          opening.site.staff_rooms.push_back(RoomId(r));
        }
      }
      found.push_back(opening);
    }
    if (found != plan_.opened_sites) Fail(HorizonFault::kWrongOpenedSites);
  }

  SiteId SiteOf(RoomId room) const {
    return problem_.units[problem_.rooms[room.value()].unit.value()].site;
  }

  void CheckBeyond() {
    std::vector<PartyId> found;
    for (std::size_t p = 0; p < problem_.parties.size(); ++p) {
      if (Arrival(p) >= days_.horizon().days) found.push_back(PartyId(p));
    }
    if (found != plan_.beyond) Fail(HorizonFault::kWrongBeyond);
  }

  std::int32_t Arrival(std::size_t party) const {
    return days_.horizon().parties[party].arrival;
  }

  void CheckUnplaced() {
    std::map<std::tuple<std::int32_t, Reason>, std::int32_t> people;
    for (const HorizonUnplaced& of : plan_.unplaced) {
      people[{of.day, of.entry.reason}] +=
          static_cast<std::int32_t>(of.entry.people.size());
      const Funnel& rooms = of.entry.rooms;
      bool right = of.day == Arrival(of.entry.party.value());
      if (of.entry.reason != Reason::kMinorWithoutAdult) {
        const std::array<std::int32_t, 5> counts = {
            rooms.ready, rooms.paired, rooms.equipped, rooms.big_enough,
            rooms.reachable};
        right = right &&
                std::ranges::is_sorted(counts, std::ranges::greater()) &&
                counts[4] >= 0;
        const auto none = std::ranges::find(counts, 0) - counts.begin();
        right = right && static_cast<Reason>(
                             none + static_cast<int>(Reason::kNoReadyRoom)) ==
                             of.entry.reason;
      }
      if (right) continue;
      Fail(HorizonFault::kWrongUnplaced);
      violations_.back().party = of.entry.party;
    }
    std::vector<DayShortage> found;
    for (const auto& [when, count] : people) {
      found.push_back({std::get<0>(when), std::get<1>(when), count});
    }
    if (found != plan_.shortages) Fail(HorizonFault::kWrongShortages);
  }

  std::vector<DayFigures> Figures() const {
    std::vector<DayFigures> figures(
        static_cast<std::size_t>(days_.horizon().days));
    const auto count = [](std::size_t size) {
      return static_cast<std::int32_t>(size);
    };
    for (std::int32_t day = 0; day < days_.horizon().days; ++day) {
      DayFigures& of = figures[static_cast<std::size_t>(day)];
      for (std::size_t p = 0; p < problem_.parties.size(); ++p) {
        if (Arrival(p) == day)
          of.arriving += count(problem_.parties[p].people.size());
      }
      for (const HorizonAssignment& in : plan_.assignments) {
        if (in.from == day) of.entering += count(in.people.size());
        if (in.until == day) of.leaving += count(in.people.size());
        of.taken_rooms += in.from <= day && day < in.until;
      }
      for (const HorizonUnplaced& in : plan_.unplaced) {
        if (in.day == day) of.unplaced += count(in.entry.people.size());
      }
      for (std::size_t u = 0; u < lives_.size(); ++u) {
        CountUnit(UnitId(u), day, of);
      }
    }
    return figures;
  }

  std::int32_t SiteIsOpenFrom(SiteId site) const {
    if (problem_.sites[site.value()].open) return 0;
    for (const HorizonOpening& of : plan_.opened_sites) {
      if (of.site.site == site) return of.day;
    }
    return kForever;
  }

  void CountUnit(UnitId unit, std::int32_t day, DayFigures& of) const {
    const SiteId site = problem_.units[unit.value()].site;
    if (day < SiteIsOpenFrom(site)) {
      of.unopened_units += days_.SiteOpens(site) <= day;
      return;
    }
    bool before = false;
    for (const Life::Held& held : lives_[unit.value()].holds) {
      if (day < held.from) break;
      before = true;
      if (day < held.until) {
        ++of.held_units;
        CountRooms(unit, day, held, of);
        return;
      }
      if (day < held.until + days_.tau(unit)) {
        ++of.disinfected_units;
        return;
      }
    }
    if (!before && day < days_.Until(unit)) {
      ++of.closed_units;
      return;
    }
    std::int32_t rooms = 0;
    for (const RoomId room : days_.rooms(unit)) {
      rooms += Counts(room) && days_.OfferedLater(room);
    }
    ++(rooms > 0 ? of.free_units : of.closed_units);
    of.free_rooms += rooms;
  }

  // A room without beds, or of a site never used, is no room.
  bool Counts(RoomId room) const {
    return problem_.rooms[room.value()].beds > 0;
  }

  void CountRooms(UnitId unit, std::int32_t day, const Life::Held& held,
                  DayFigures& of) const {
    std::map<RoomId, bool> used;  // and still taken
    for (const HorizonAssignment& in : plan_.assignments) {
      if (problem_.rooms[in.room.value()].unit != unit || in.from < held.from ||
          in.from > day) {
        continue;
      }
      used[in.room] = used[in.room] || day < in.until;
    }
    for (const RoomId room : days_.rooms(unit)) {
      const auto it = used.find(room);
      if (it != used.end()) {
        of.empty_rooms += !it->second;
      } else if (Counts(room)) {
        of.own_rooms += held.standing
                            ? days_.Intake(unit) && days_.OfferedNow(room, day)
                            : days_.OfferedLater(room);
      }
    }
  }

  const Days& days_;
  const Problem& problem_;
  const HorizonPlan& plan_;
  const std::vector<Life>& lives_;
  std::vector<HorizonViolation>& violations_;
};

}  // namespace

void CheckLists(const Days& days, const HorizonPlan& plan,
                const std::vector<Life>& lives,
                std::vector<HorizonViolation>& violations) {
  ListChecker(days, plan, lives, violations).Check();
}

}  // namespace quaranta::place::check
