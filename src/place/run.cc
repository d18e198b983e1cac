#include "place/run.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {

// Every room of a run has an adult, or with minors free just somebody: its
// first bed is for such an anchor, the rest for anyone. A way exists when
// everyone can be served and every anchor bed be filled; a matching that does
// one and a matching that does the other combine to one that does both
// (Mendelsohn and Dulmage 1958), so paying for anchors finds it.
bool RunFinder::Divide(std::uint32_t party, std::uint32_t rooms,
                       bool minors_free, RunPlacement& run) {
  const Party& of = model_.problem->parties[party];
  const std::size_t people = of.people.size();
  transport_.Reset(people, std::size_t{rooms} * 2);
  for (std::size_t p = 0; p < people; ++p) transport_.SetDemand(p, 1, 0);
  for (std::uint32_t r = 0; r < rooms; ++r) {
    const OfferedRoom& room = model_.rooms[run.first_room + r];
    transport_.SetSupply(2 * r, 1);
    transport_.SetSupply(2 * r + 1, room.beds - 1);
    for (std::uint32_t p = 0; p < people; ++p) {
      OfferedRoom one_bed = room;
      one_bed.beds = 1;
      if (!MayEnter(model_, party, {p}, one_bed)) continue;
      RoomCost cost;
      cost.refills = CostOf(model_, party, {p}, room).substitutes;
      if (minors_free || !of.people[p].minor) {
        RoomCost anchor = cost;
        anchor.substitutes = -1;
        transport_.Allow(p, 2 * r, anchor);
      }
      transport_.Allow(p, 2 * r + 1, cost);
    }
  }
  transport_.Solve();
  if (transport_.cost().substitutes != -static_cast<std::int64_t>(rooms)) {
    return false;
  }
  for (std::size_t p = 0; p < people; ++p) {
    if (transport_.left(p) > 0) return false;
  }
  run.substitutes = transport_.cost().refills;
  ReadDivision(rooms, run);
  return true;
}

void RunFinder::ReadDivision(std::uint32_t rooms, RunPlacement& run) {
  const Party& of = model_.problem->parties[run.party];
  run.people.assign(rooms, {});
  run.beds = 0;
  run.special = 0;
  for (std::uint32_t r = 0; r < rooms; ++r) {
    for (std::uint32_t p = 0; p < of.people.size(); ++p) {
      if (transport_.flow(p, 2 * r) + transport_.flow(p, 2 * r + 1) > 0) {
        run.people[r].push_back(p);
      }
    }
    const OfferedRoom& room = model_.rooms[run.first_room + r];
    run.beds += room.beds;
    run.special += CostOf(model_, run.party, run.people[r], room).special;
  }
}

std::vector<RunPlacement> RunFinder::Find(std::uint32_t party,
                                          std::uint32_t unit,
                                          const std::vector<bool>& taken,
                                          bool minors_free) {
  const Party& of = model_.problem->parties[party];
  const UnitInfo& info = model_.units[unit];
  std::vector<RunPlacement> found;
  if (!model_.problem->pairing.Allows(
          of.risk_class, model_.problem->sites[info.site].grade)) {
    return found;
  }
  minors_free = minors_free || of.carer_named;
  const auto people = static_cast<std::int64_t>(of.people.size());
  std::int64_t anchors = people;
  if (!minors_free) {
    anchors = std::ranges::count(of.people, false, &Person::minor);
  }
  const auto is_free = [&](std::uint32_t r) {
    return taken.empty() || !taken[r];
  };
  const std::uint32_t end = info.first_room + info.room_count;
  for (std::uint32_t first = info.first_room; first < end; ++first) {
    std::int64_t beds = 0;
    for (std::uint32_t r = first; r < end && is_free(r); ++r) {
      if (r > first && model_.rooms[r].position !=
                           model_.rooms[r - 1].position + 1) {
        break;
      }
      const std::uint32_t rooms = r - first + 1;
      if (rooms > anchors) break;
      beds += model_.rooms[r].beds;
      if (beds < people) continue;
      RunPlacement run;
      run.party = party;
      run.first_room = first;
      if (Divide(party, rooms, minors_free, run)) {
        found.push_back(std::move(run));
      }
    }
  }
  std::ranges::stable_sort(found, {}, [](const RunPlacement& run) {
    return std::tuple(run.substitutes, run.people.size(), run.special,
                      run.beds);
  });
  return found;
}

}  // namespace quaranta::place::internal
