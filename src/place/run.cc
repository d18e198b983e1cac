#include "place/run.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {

bool BetterWay(const RunPlacement& a, const RunPlacement& b) {
  const auto key = [](const RunPlacement& run) {
    return std::tuple(run.substitutes, run.people.size(), run.special,
                      run.beds);
  };
  return key(a) < key(b);
}

std::vector<RunPlacement> RunFinder::Find(std::uint32_t party,
                                          std::uint32_t unit,
                                          const std::vector<bool>& taken) {
  return Windows(party, unit, taken, {});
}

std::vector<RunPlacement> RunFinder::FindAll(std::uint32_t party,
                                             std::uint32_t unit,
                                             bool minors_free) {
  return Windows(party, unit, {}, {minors_free, false});
}

// Without needs any anchors first, one in each room, and the rest bed by bed.
void RunFinder::DivideWithoutNeeds(std::uint32_t rooms, bool minors_free,
                                   RunPlacement& run) const {
  const Party& of = model_.problem->parties[run.party];
  run.people.assign(rooms, {});
  std::vector<std::uint32_t> rest;
  std::uint32_t anchored = 0;
  for (std::uint32_t p = 0; p < of.people.size(); ++p) {
    if (anchored < rooms && (minors_free || !of.people[p].minor)) {
      run.people[anchored++].push_back(p);
    } else {
      rest.push_back(p);
    }
  }
  std::uint32_t r = 0;
  for (const std::uint32_t p : rest) {
    while (static_cast<std::int64_t>(run.people[r].size()) >=
           model_.rooms[run.first_room + r].beds) {
      ++r;
    }
    run.people[r].push_back(p);
  }
}

// Every room of a run has an adult, or with minors free just somebody: its
// first bed is for such an anchor, the rest for anyone. A way exists when
// everyone can be served and every anchor bed be filled; a matching that does
// one and a matching that does the other combine to one that does both
// (Mendelsohn and Dulmage 1958), so paying for anchors finds it.
bool RunFinder::Divide(std::uint32_t rooms, bool minors_free,
                       RunPlacement& run) {
  const Party& of = model_.problem->parties[run.party];
  const std::size_t people = of.people.size();
  transport_.Reset(people, std::size_t{rooms} * 2);
  for (std::size_t p = 0; p < people; ++p) transport_.SetDemand(p, 1, 0);
  for (std::uint32_t r = 0; r < rooms; ++r) {
    const OfferedRoom& room = model_.rooms[run.first_room + r];
    transport_.SetSupply(2 * r, 1);
    transport_.SetSupply(2 * r + 1, room.beds - 1);
    for (std::uint32_t p = 0; p < people; ++p) {
      const Features lacking = of.people[p].needs & ~room.features;
      if ((lacking & ~of.substitutable) != 0) continue;
      const DivisionCost cost{0, std::popcount(lacking)};
      if (minors_free || !of.people[p].minor) {
        transport_.Allow(p, 2 * r, {-1, cost.substitutes});
      }
      transport_.Allow(p, 2 * r + 1, cost);
    }
  }
  transport_.Solve();
  if (transport_.cost().anchors != -static_cast<std::int64_t>(rooms)) {
    return false;
  }
  for (std::size_t p = 0; p < people; ++p) {
    if (transport_.left(p) > 0) return false;
  }
  run.people.assign(rooms, {});
  for (std::uint32_t r = 0; r < rooms; ++r) {
    for (std::uint32_t p = 0; p < people; ++p) {
      if (transport_.flow(p, 2 * r) + transport_.flow(p, 2 * r + 1) > 0) {
        run.people[r].push_back(p);
      }
    }
  }
  return true;
}

void RunFinder::SumUp(RunPlacement& run) const {
  for (std::uint32_t r = 0; r < run.people.size(); ++r) {
    std::ranges::sort(run.people[r]);
    const OfferedRoom& room = model_.rooms[run.first_room + r];
    const RoomCost cost = CostOf(model_, run.party, run.people[r], room);
    run.substitutes += cost.substitutes;
    run.special += cost.special;
    run.beds += room.beds;
  }
}

std::vector<RunPlacement> RunFinder::Windows(std::uint32_t party,
                                             std::uint32_t unit,
                                             const std::vector<bool>& taken,
                                             const Search& search) {
  const Party& of = model_.problem->parties[party];
  const UnitInfo& info = model_.units[unit];
  std::vector<RunPlacement> found;
  if (!model_.problem->pairing.Allows(of.risk_class,
                                      model_.problem->sites[info.site].grade)) {
    return found;
  }
  const bool minors_free = search.minors_free || of.carer_named;
  const auto people = static_cast<std::int64_t>(of.people.size());
  const std::int64_t anchors =
      minors_free ? people
                  : std::ranges::count(of.people, false, &Person::minor);
  const bool needs = std::ranges::any_of(
      of.people, [](const Person& person) { return person.needs != 0; });
  const std::uint32_t end = info.first_room + info.room_count;
  for (std::uint32_t first = info.first_room; first < end; ++first) {
    std::int64_t beds = 0;
    for (std::uint32_t r = first; r < end; ++r) {
      const std::uint32_t rooms = r - first + 1;
      const bool adjacent = r == first || model_.rooms[r].position ==
                                              model_.rooms[r - 1].position + 1;
      if (!adjacent || rooms > anchors || model_.rooms[r].beds == 0 ||
          (!taken.empty() && taken[r])) {
        break;
      }
      beds += model_.rooms[r].beds;
      if (beds < people) continue;
      RunPlacement run;
      run.party = party;
      run.first_room = first;
      if (!needs) {
        DivideWithoutNeeds(rooms, minors_free, run);
      } else if (!Divide(rooms, minors_free, run)) {
        continue;
      }
      SumUp(run);
      found.push_back(std::move(run));
      if (search.shortest && found.back().substitutes == 0) break;
    }
  }
  std::ranges::stable_sort(found, BetterWay);
  return found;
}

}  // namespace quaranta::place::internal
