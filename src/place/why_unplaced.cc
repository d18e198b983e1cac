// Which rules stand between people and a room, and who has the rooms.
#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "place/standing.h"
#include "quaranta/core/status.h"
#include "quaranta/place/why.h"

namespace quaranta::place {
namespace {

using why::kNobody;
using why::Standing;
using Indices = std::vector<std::uint32_t>;

// A set of families that bind nobody.
using Waived = std::uint32_t;
constexpr Waived Bit(Family family) {
  return Waived{1} << static_cast<unsigned>(family);
}
constexpr Waived kAll = (Waived{1} << kFamilies) - 1;
constexpr bool Has(Waived waived, Family family) {
  return (waived & Bit(family)) != 0;
}

struct Guest {
  std::uint32_t party = 0;
  Indices people;
  bool placed = false;
};

// Who of a cohort is in which room, parties in several rooms left out.
struct Rooming {
  std::vector<Guest> guests;
  std::vector<std::uint32_t> room_of;   // by guest
  std::vector<std::uint32_t> guest_in;  // by room
};

// Everything that may be asked of one cohort.
class CohortQuestions {
 public:
  CohortQuestions(const Problem& problem, const Plan& plan,
                  const Standing& standing, const std::vector<bool>& waiting,
                  CohortId cohort, std::int64_t nodes)
      : problem_(problem),
        standing_(standing),
        waiting_(waiting),
        cohort_(cohort),
        nodes_left_(nodes) {
    rooming_.guest_in.assign(problem.rooms.size(), kNobody);
    fixed_.assign(problem.rooms.size(), false);
    for (std::size_t a = 0; a < plan.assignments.size(); ++a) {
      const Assignment& of = plan.assignments[a];
      const std::uint32_t p = of.party.value();
      if (problem.parties[p].cohort != cohort || standing.in_run[a]) {
        fixed_[of.room.value()] = true;
        if (problem.parties[p].cohort == cohort) {
          run_in_.emplace(of.room.value(), p);
        }
        continue;
      }
      rooming_.guest_in[of.room.value()] =
          static_cast<std::uint32_t>(rooming_.guests.size());
      rooming_.room_of.push_back(of.room.value());
      rooming_.guests.push_back({p, of.people, true});
    }
  }

  bool out_of_nodes() const { return nodes_left_ < 0; }

  bool CanPlace(const Unplaced& entry, Waived waived) {
    const Indices rooms = OpenRooms(waived);
    const std::uint32_t party = entry.party.value();
    if (CanAdd({{party, entry.people, false}}, rooms, waived)) return true;
    const bool together =
        problem_.parties[party].lodging == Lodging::kTogether &&
        entry.people.size() > 1;
    if (!together) return false;
    if (entry.adjacent && CanAddRun(party, rooms, waived)) return true;
    if (!Has(waived, Family::kTogether)) return false;
    return CanAdd(ByAdult(party), rooms, waived) ||
           (MinorsFree(party, waived) &&
            CanAdd(ByPerson(party), rooms, waived));
  }

  // Whom and what a search for a room reaches before it fails.
  Shortage ShortageOf(const Unplaced& entry) {
    const Indices rooms = OpenRooms(0);
    Rooming rooming = rooming_;
    Search search{rooms, 0, {}, {}};
    Shortage shortage;
    if (Add({entry.party.value(), entry.people, false}, search, rooming)) {
      return shortage;
    }
    for (const std::uint32_t room : search.reached) {
      shortage.rooms.emplace_back(room);
    }
    std::ranges::sort(shortage.rooms);
    for (const std::uint32_t g : search.queue) {
      const Guest& guest = rooming.guests[g];
      shortage.needing.push_back(
          {PartyId(guest.party), guest.people, guest.placed});
    }
    return shortage;
  }

  // Whom and what a party too large for one room competes with: all who have
  // one of the rooms that any of them could have, and those without who could
  // have no other. Nothing where those are rooms enough.
  std::optional<Shortage> AdjacentShortageOf(
      const Unplaced& entry, const std::vector<const Unplaced*>& others) {
    const Indices open = OpenWithRuns();
    std::vector<Asking> asking = {AskingOf(entry, open)};
    if (asking[0].rooms.empty()) return std::nullopt;
    std::vector<bool> reached(problem_.rooms.size(), false);
    std::vector<bool> guest_seen(rooming_.guests.size(), false);
    std::vector<bool> run_seen(problem_.parties.size(), false);
    for (std::size_t n = 0; n < asking.size(); ++n) {
      const Indices rooms = asking[n].rooms;
      for (const std::uint32_t r : rooms) {
        reached[r] = true;
        const std::uint32_t g = rooming_.guest_in[r];
        if (g != kNobody && !guest_seen[g]) {
          guest_seen[g] = true;
          asking.push_back(AskingOf(rooming_.guests[g], open));
        }
        const auto run = run_in_.find(r);
        if (run != run_in_.end() && !run_seen[run->second]) {
          run_seen[run->second] = true;
          asking.push_back(AskingOf(run->second, true, open));
        }
      }
      if (out_of_nodes()) return std::nullopt;
    }
    for (const Unplaced* other : others) {
      Asking of = AskingOf(*other, open);
      const bool no_other = std::ranges::all_of(
          of.rooms, [&](std::uint32_t r) -> bool { return reached[r]; });
      if (!of.rooms.empty() && no_other) asking.push_back(std::move(of));
    }
    Shortage shortage;
    std::int64_t needed = 0;
    for (Asking& of : asking) {
      needed += of.lodgers.rooms;
      shortage.needing.push_back(std::move(of.lodgers));
    }
    for (std::uint32_t r = 0; r < reached.size(); ++r) {
      if (reached[r]) shortage.rooms.emplace_back(r);
    }
    if (out_of_nodes() ||
        needed <= static_cast<std::int64_t>(shortage.rooms.size())) {
      return std::nullopt;
    }
    return shortage;
  }

  // Whether every room that would do for these people is one of those.
  bool NeedsOneOf(const Unplaced& entry, const std::vector<RoomId>& rooms) {
    const Guest guest{entry.party.value(), entry.people, false};
    for (const std::uint32_t r : OpenRooms(0)) {
      if (Fits(guest, r, 0) && !std::ranges::binary_search(rooms, RoomId(r))) {
        return false;
      }
    }
    return true;
  }

 private:
  // Who asks for rooms, and all rooms that could be one of theirs.
  struct Asking {
    Lodgers lodgers;
    Indices rooms;
  };

  // Rooms open to the cohort, those where parties in several rooms are too.
  Indices OpenWithRuns() {
    for (const auto& [room, party] : run_in_) fixed_[room] = false;
    Indices rooms = OpenRooms(0);
    for (const auto& [room, party] : run_in_) fixed_[room] = true;
    return rooms;
  }

  Asking AskingOf(const Guest& guest, const Indices& open) {
    Asking asking{{PartyId(guest.party), guest.people, guest.placed}, {}};
    nodes_left_ -= static_cast<std::int64_t>(open.size());
    std::ranges::copy_if(open, std::back_inserter(asking.rooms),
                         [&](std::uint32_t r) { return Fits(guest, r, 0); });
    return asking;
  }

  Asking AskingOf(const Unplaced& entry, const Indices& open) {
    const std::uint32_t party = entry.party.value();
    return entry.adjacent ? AskingOf(party, false, open)
                          : AskingOf({party, entry.people, false}, open);
  }

  // A party too large for one room.
  Asking AskingOf(std::uint32_t party, bool placed, const Indices& open) {
    Asking asking{{PartyId(party), {}, placed}, {}};
    for (std::uint32_t i = 0; i < problem_.parties[party].people.size(); ++i) {
      asking.lodgers.people.push_back(i);
    }
    std::size_t fewest = 0;
    ForEachRun(party, open, 0, [&](std::span<const std::uint32_t> run) {
      if (fewest == 0 || run.size() < fewest) fewest = run.size();
      asking.rooms.insert(asking.rooms.end(), run.begin(), run.end());
      return false;
    });
    asking.lodgers.rooms = static_cast<std::int32_t>(fewest);
    std::ranges::sort(asking.rooms);
    asking.rooms.erase(std::unique(asking.rooms.begin(), asking.rooms.end()),
                       asking.rooms.end());
    return asking;
  }

  // A search for a room along rooms that others could leave.
  struct Search {
    Indices unseen;
    Waived waived = 0;
    Indices queue;    // guests reached
    Indices reached;  // rooms reached
  };

  const Site& SiteOf(std::uint32_t r) const {
    return problem_.sites[UnitOf(r).site.value()];
  }
  const Unit& UnitOf(std::uint32_t r) const {
    return problem_.units[problem_.rooms[r].unit.value()];
  }

  bool StateAllows(std::uint32_t r, Waived waived) const {
    const bool turnaround = Has(waived, Family::kTurnaround);
    switch (problem_.rooms[r].state) {
      case RoomState::kReady:
        return true;
      case RoomState::kRefillable:
        return turnaround || UnitOf(r).holder == cohort_;
      case RoomState::kReleased:
        return turnaround;
      case RoomState::kOut:
        return turnaround && waiting_[r];
    }
    return false;
  }

  // Rules 1 and 2 without beds.
  bool IsOpen(std::uint32_t r, Waived waived) const {
    const Unit& unit = UnitOf(r);
    const Site& site = SiteOf(r);
    const auto& holder = standing_.holder[problem_.rooms[r].unit.value()];
    const bool in_service = site.open || (site.can_open && !unit.holder);
    return !fixed_[r] && problem_.rooms[r].beds > 0 && StateAllows(r, waived) &&
           (!unit.closed || Has(waived, Family::kTurnaround)) &&
           (in_service || Has(waived, Family::kSite)) &&
           (!standing_.staff[r] || Has(waived, Family::kStaffRooms)) &&
           (holder.value_or(cohort_) == cohort_ ||
            Has(waived, Family::kExclusive));
  }

  Indices OpenRooms(Waived waived) {
    Indices rooms;
    for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
      if (IsOpen(r, waived)) rooms.push_back(r);
    }
    nodes_left_ -= static_cast<std::int64_t>(problem_.rooms.size());
    return rooms;
  }

  bool MinorsFree(std::uint32_t party, Waived waived) const {
    return problem_.parties[party].carer_named ||
           Has(waived, Family::kGuardian);
  }

  bool Equipped(std::uint32_t party, std::uint32_t person, std::uint32_t r,
                Waived waived) const {
    const Party& of = problem_.parties[party];
    const Features must = of.people[person].needs & ~of.substitutable;
    return (must & ~problem_.rooms[r].features) == 0 ||
           Has(waived, Family::kFeature);
  }

  bool Paired(std::uint32_t party, std::uint32_t r, Waived waived) const {
    return Has(waived, Family::kPairing) ||
           problem_.pairing.Allows(problem_.parties[party].risk_class,
                                   SiteOf(r).grade);
  }

  std::size_t Beds(std::uint32_t r, std::size_t people, Waived waived) const {
    return Has(waived, Family::kBeds)
               ? people
               : static_cast<std::size_t>(problem_.rooms[r].beds);
  }

  // Rules 3, 4 and 5, and beds.
  bool Fits(const Guest& guest, std::uint32_t r, Waived waived) const {
    const Party& of = problem_.parties[guest.party];
    bool minor = false;
    bool adult = false;
    for (const std::uint32_t person : guest.people) {
      (of.people[person].minor ? minor : adult) = true;
      if (!Equipped(guest.party, person, r, waived)) return false;
    }
    return (!minor || adult || MinorsFree(guest.party, waived)) &&
           guest.people.size() <= Beds(r, guest.people.size(), waived) &&
           Paired(guest.party, r, waived);
  }

  bool CanAdd(std::vector<Guest> guests, const Indices& rooms, Waived waived) {
    Rooming rooming = rooming_;
    return std::ranges::all_of(guests, [&](Guest& guest) {
      Search search{rooms, waived, {}, {}};
      return Add(std::move(guest), search, rooming);
    });
  }

  // A room for one more guest, for whom those inside may change rooms:
  // the shortest alternating path (Hopcroft and Karp's lemma: if there is none,
  // no rooming has them all). False: `search` holds all that it reached.
  bool Add(Guest guest, Search& search, Rooming& rooming) {
    search.queue = {static_cast<std::uint32_t>(rooming.guests.size())};
    rooming.guests.push_back(std::move(guest));
    rooming.room_of.push_back(kNobody);
    return Seat(search, rooming);
  }

  // Seats the guest that the queue starts with.
  bool Seat(Search& search, Rooming& rooming) {
    std::map<std::uint32_t, std::uint32_t> reached_from;  // room: guest
    for (std::size_t head = 0; head < search.queue.size(); ++head) {
      const std::uint32_t g = search.queue[head];
      nodes_left_ -= static_cast<std::int64_t>(search.unseen.size());
      if (out_of_nodes()) return false;
      Indices unseen;
      for (const std::uint32_t r : search.unseen) {
        if (!Fits(rooming.guests[g], r, search.waived)) {
          unseen.push_back(r);
          continue;
        }
        reached_from.emplace(r, g);
        search.reached.push_back(r);
        if (rooming.guest_in[r] == kNobody) {
          Shift(r, reached_from, rooming);
          return true;
        }
        search.queue.push_back(rooming.guest_in[r]);
      }
      search.unseen = std::move(unseen);
    }
    return false;
  }

  // Everyone along the path moves one room on, the last into the free one.
  static void Shift(std::uint32_t room,
                    const std::map<std::uint32_t, std::uint32_t>& reached_from,
                    Rooming& rooming) {
    while (room != kNobody) {
      const std::uint32_t guest = reached_from.at(room);
      const std::uint32_t before = rooming.room_of[guest];
      rooming.room_of[guest] = room;
      rooming.guest_in[room] = guest;
      room = before;
    }
  }

  std::vector<Guest> ByPerson(std::uint32_t party) const {
    std::vector<Guest> guests;
    for (std::uint32_t i = 0; i < problem_.parties[party].people.size(); ++i) {
      guests.push_back({party, {i}, false});
    }
    return guests;
  }

  // Minors are dealt to adults in turn.
  std::vector<Guest> ByAdult(std::uint32_t party) const {
    std::vector<Guest> guests;
    const auto& people = problem_.parties[party].people;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
      if (!people[i].minor) guests.push_back({party, {i}, false});
    }
    if (guests.empty()) return ByPerson(party);
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
      if (!people[i].minor) continue;
      guests[next++ % guests.size()].people.push_back(i);
    }
    return guests;
  }

  // Adjacent rooms for all of a party, those inside moving elsewhere.
  bool CanAddRun(std::uint32_t party, const Indices& rooms, Waived waived) {
    return ForEachRun(party, rooms, waived,
                      [&](std::span<const std::uint32_t> run) {
                        return CanClear(run, rooms, waived);
                      });
  }

  // Runs of adjacent ones of the rooms that could take the party, until `stop`
  // says so of one; whether it did.
  template <class Stop>
  bool ForEachRun(std::uint32_t party, const Indices& rooms, Waived waived,
                  const Stop& stop) {
    Indices order;
    for (const std::uint32_t r : rooms) {
      if (Paired(party, r, waived)) order.push_back(r);
    }
    const auto place = [this](std::uint32_t r) {
      return std::pair(problem_.rooms[r].unit, problem_.rooms[r].position);
    };
    std::ranges::sort(order, {}, place);
    const std::size_t people = problem_.parties[party].people.size();
    for (std::size_t first = 0; first < order.size(); ++first) {
      for (std::size_t size = 1; size <= people && first + size <= order.size();
           ++size) {
        if (size > 1) {
          const auto [unit, position] = place(order[first + size - 2]);
          if (place(order[first + size - 1]) != std::pair(unit, position + 1)) {
            break;
          }
        }
        if (out_of_nodes()) return false;
        const std::span window(order.data() + first, size);
        if (CanDivide(party, window, waived) && stop(window)) return true;
      }
    }
    return false;
  }

  // Whether those in the window find other rooms.
  bool CanClear(std::span<const std::uint32_t> window, const Indices& rooms,
                Waived waived) {
    Rooming rooming = rooming_;
    Indices moving;
    for (const std::uint32_t r : window) {
      const std::uint32_t g = rooming.guest_in[r];
      if (g == kNobody) continue;
      rooming.guest_in[r] = kNobody;
      rooming.room_of[g] = kNobody;
      moving.push_back(g);
    }
    Indices others;
    for (const std::uint32_t r : rooms) {
      if (std::ranges::find(window, r) == window.end()) others.push_back(r);
    }
    return std::ranges::all_of(moving, [&](std::uint32_t g) {
      Search search{others, waived, {g}, {}};
      return Seat(search, rooming);
    });
  }

  // Whether all of the party fit into these rooms, somebody in each, and no
  // minor in a room without an adult. First every room gets an anchor, an
  // adult where one is asked for; then everyone else a bed. A matching of beds
  // grown one by one never empties a bed again, so this order loses nothing.
  bool CanDivide(std::uint32_t party, std::span<const std::uint32_t> rooms,
                 Waived waived) {
    const Party& of = problem_.parties[party];
    const std::size_t people = of.people.size();
    std::vector<std::pair<std::uint32_t, bool>> beds;  // room, its first?
    for (const std::uint32_t r : rooms) beds.emplace_back(r, true);
    for (const std::uint32_t r : rooms) {
      const std::size_t here = std::min(Beds(r, people, waived), people);
      for (std::size_t b = 1; b < here; ++b) beds.emplace_back(r, false);
    }
    nodes_left_ -= static_cast<std::int64_t>(beds.size() * people);
    if (beds.size() < people) return false;
    const auto may = [&](std::size_t bed, std::uint32_t i) {
      return Equipped(party, i, beds[bed].first, waived) &&
             (!beds[bed].second || !of.people[i].minor ||
              MinorsFree(party, waived));
    };
    Indices bed_of(people, kNobody);
    Indices person_in(beds.size(), kNobody);
    std::vector<bool> seen;
    const std::function<bool(std::uint32_t)> fill = [&](std::uint32_t bed) {
      for (std::uint32_t i = 0; i < people; ++i) {
        if (seen[i] || !may(bed, i)) continue;
        seen[i] = true;
        if (bed_of[i] != kNobody && !fill(bed_of[i])) continue;
        bed_of[i] = bed;
        person_in[bed] = i;
        return true;
      }
      return false;
    };
    const std::function<bool(std::uint32_t)> lodge = [&](std::uint32_t i) {
      for (std::uint32_t bed = 0; bed < beds.size(); ++bed) {
        if (seen[bed] || !may(bed, i)) continue;
        seen[bed] = true;
        if (person_in[bed] != kNobody && !lodge(person_in[bed])) continue;
        bed_of[i] = bed;
        person_in[bed] = i;
        return true;
      }
      return false;
    };
    for (std::uint32_t bed = 0; bed < rooms.size(); ++bed) {
      seen.assign(people, false);
      if (!fill(bed)) return false;
    }
    for (std::uint32_t i = 0; i < people; ++i) {
      if (bed_of[i] != kNobody) continue;
      seen.assign(beds.size(), false);
      if (!lodge(i)) return false;
    }
    return true;
  }

  const Problem& problem_;
  const Standing& standing_;
  const std::vector<bool>& waiting_;
  CohortId cohort_;
  std::int64_t nodes_left_;
  Rooming rooming_;
  std::vector<bool> fixed_;  // by room: taken, and not to be left
  // Of those the rooms of the cohort's own parties in several, and whose.
  std::map<std::uint32_t, std::uint32_t> run_in_;
};

// What decides the answer, beside the cohort.
using Profile = std::tuple<std::uint32_t, std::uint32_t, Lodging, bool, bool,
                           std::vector<std::pair<bool, Features>>>;

Profile ProfileOf(const Problem& problem, const Unplaced& entry) {
  const Party& of = problem.parties[entry.party.value()];
  std::vector<std::pair<bool, Features>> people;
  for (const std::uint32_t i : entry.people) {
    people.emplace_back(of.people[i].minor,
                        of.people[i].needs & ~of.substitutable);
  }
  return {of.cohort.value(), of.risk_class,  of.lodging,
          of.carer_named,    entry.adjacent, std::move(people)};
}

// No adult could be with them, so no room is asked for.
bool LacksAdult(const Problem& problem, const Unplaced& entry) {
  const Party& of = problem.parties[entry.party.value()];
  return !of.carer_named &&
         std::ranges::all_of(entry.people, [&of](std::uint32_t i) {
           return of.people[i].minor;
         });
}

class Answerer {
 public:
  Answerer(const Problem& problem, const Plan& plan, const Standing& standing,
           const std::vector<bool>& waiting, std::int64_t node_limit)
      : problem_(problem),
        plan_(plan),
        standing_(standing),
        waiting_(waiting),
        node_limit_(node_limit) {}

  Why Answer(const Unplaced& entry) {
    const CohortId cohort = problem_.parties[entry.party.value()].cohort;
    CohortQuestions ask(problem_, plan_, standing_, waiting_, cohort,
                        node_limit_);
    Why answer;
    if (ask.CanPlace(entry, kAll)) {
      Filter(entry, ask, answer);
    } else {
      answer.rooms_lack = !ask.out_of_nodes();
    }
    answer.complete = !ask.out_of_nodes();
    const bool in_the_way = answer.rooms_lack || !answer.families.empty();
    if (!LacksAdult(problem_, entry) && answer.complete && in_the_way) {
      answer.shortage = entry.adjacent ? AdjacentShortageOf(entry, cohort, ask)
                                       : ShortageOf(entry, cohort, ask);
    }
    return answer;
  }

 private:
  // The fewest families; of sets as small, the one without late families.
  static void Filter(const Unplaced& entry, CohortQuestions& ask, Why& answer) {
    const Waived waived = Fewest(entry, ask);
    if (waived == 0) return;
    for (int f = 0; f < kFamilies; ++f) {
      const auto family = static_cast<Family>(f);
      if (Has(waived, family)) answer.families.push_back(family);
      if (ask.CanPlace(entry, Bit(family))) answer.alone.push_back(family);
    }
  }

  // A deletion filter finds a set of which nothing can be spared, which need
  // not be a smallest one; every smaller set is tried against it. By number,
  // sets of one size come with their latest family rising.
  static Waived Fewest(const Unplaced& entry, CohortQuestions& ask) {
    Waived found = kAll;
    for (int f = kFamilies; f-- > 0;) {
      const Waived fewer = found & ~Bit(static_cast<Family>(f));
      if (ask.CanPlace(entry, fewer)) found = fewer;
    }
    for (int size = 1; size <= std::popcount(found); ++size) {
      for (Waived waived = 1; waived < kAll; ++waived) {
        const bool better = size < std::popcount(found) || waived < found;
        if (std::popcount(waived) == size && better &&
            ask.CanPlace(entry, waived)) {
          return waived;
        }
      }
    }
    return found;
  }

  Shortage ShortageOf(const Unplaced& entry, CohortId cohort,
                      CohortQuestions& ask) const {
    Shortage shortage = ask.ShortageOf(entry);
    for (const Unplaced& other : plan_.unplaced) {
      if (&other != &entry && !other.adjacent &&
          problem_.parties[other.party.value()].cohort == cohort &&
          !LacksAdult(problem_, other) &&
          ask.NeedsOneOf(other, shortage.rooms)) {
        shortage.needing.push_back({other.party, other.people, false});
      }
    }
    SortNeeding(shortage);
    return shortage;
  }

  std::optional<Shortage> AdjacentShortageOf(const Unplaced& entry,
                                             CohortId cohort,
                                             CohortQuestions& ask) const {
    std::vector<const Unplaced*> others;
    for (const Unplaced& other : plan_.unplaced) {
      if (&other != &entry && !LacksAdult(problem_, other) &&
          problem_.parties[other.party.value()].cohort == cohort) {
        others.push_back(&other);
      }
    }
    auto shortage = ask.AdjacentShortageOf(entry, others);
    if (shortage) SortNeeding(*shortage);
    return shortage;
  }

  static void SortNeeding(Shortage& shortage) {
    std::ranges::sort(shortage.needing, {}, [](const Lodgers& lodgers) {
      return std::pair(lodgers.party, lodgers.people);
    });
  }

  const Problem& problem_;
  const Plan& plan_;
  const Standing& standing_;
  const std::vector<bool>& waiting_;
  std::int64_t node_limit_;
};

}  // namespace

absl::StatusOr<std::vector<Why>> WhyUnplaced(const Problem& problem,
                                             const Plan& plan,
                                             const WhyOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const Standing standing,
                            why::StandingOf(problem, plan));
  std::vector<bool> waiting(problem.rooms.size(), false);
  for (std::size_t i = 0; i < options.waiting.size(); ++i) {
    const std::size_t room = options.waiting[i].value();
    if (room >= waiting.size()) {
      return InvalidArgument("options.waiting[" + std::to_string(i) + "] is " +
                             std::to_string(room) + "; there are " +
                             std::to_string(waiting.size()) + " rooms");
    }
    waiting[room] = true;
  }
  if (options.node_limit < 1) {
    return InvalidArgument("options.node_limit is " +
                           std::to_string(options.node_limit) +
                           "; expected 1 or more");
  }
  Answerer answerer(problem, plan, standing, waiting, options.node_limit);
  std::map<Profile, std::size_t> first;  // of that profile
  std::vector<Why> answers;
  for (std::size_t i = 0; i < plan.unplaced.size(); ++i) {
    const auto [at, added] =
        first.emplace(ProfileOf(problem, plan.unplaced[i]), i);
    answers.push_back(added ? answerer.Answer(plan.unplaced[i])
                            : answers[at->second]);
  }
  return answers;
}

std::string_view NameOf(Family family) {
  static constexpr std::array<std::string_view, kFamilies> kNames = {
      "SITE",    "TURNAROUND",  "FEATURE",   "TOGETHER", "BEDS",
      "PAIRING", "STAFF_ROOMS", "EXCLUSIVE", "GUARDIAN"};
  return kNames[static_cast<std::size_t>(family)];
}

}  // namespace quaranta::place
