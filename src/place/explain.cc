#include "place/explain.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "place/run.h"

namespace quaranta::place::internal {
namespace {

class Explainer {
 public:
  Explainer(const Model& model, const Housing& housing)
      : model_(model), housing_(housing), finder_(model) {}

  Unplaced Lodging(const LodgingInfo& lodging) {
    Unplaced entry = Entry(lodging);
    std::vector<bool> suits(model_.rooms.size(), false);
    for (std::size_t r = 0; r < model_.rooms.size(); ++r) {
      const OfferedRoom& room = model_.rooms[r];
      if (room.beds == 0) continue;
      ++entry.rooms.ready;
      if (!Paired(lodging.party, room)) continue;
      ++entry.rooms.paired;
      OfferedRoom large = room;
      large.beds = static_cast<std::int32_t>(lodging.people.size());
      if (!MayEnter(model_, lodging.party, lodging.people, large)) continue;
      ++entry.rooms.equipped;
      suits[r] = MayEnter(model_, lodging.party, lodging.people, room);
    }
    CountSuitable(suits, entry);
    entry.reason = ReasonOf(entry.rooms);
    return entry;
  }

  Unplaced Run(std::uint32_t party) {
    const Party& of = model_.problem->parties[party];
    std::vector<std::uint32_t> people(of.people.size());
    for (std::uint32_t p = 0; p < people.size(); ++p) people[p] = p;
    Unplaced entry = Entry(party, people);
    entry.adjacent = true;
    for (const OfferedRoom& room : model_.rooms) {
      if (room.beds == 0) continue;
      ++entry.rooms.ready;
      if (!Paired(party, room)) continue;
      ++entry.rooms.paired;
      entry.rooms.equipped += std::ranges::any_of(people, [&](std::uint32_t p) {
        return MayEnter(model_, party, std::span(&p, 1), room);
      });
    }
    CountSuitable(Windows(party, false), entry);
    entry.reason = ReasonOf(entry.rooms);
    if (entry.reason == Reason::kNoRoomBigEnough) {
      const std::vector<bool> if_free = Windows(party, true);
      if (std::ranges::count(if_free, true) > 0) {
        entry.reason = Reason::kMinorWithoutAdult;
      }
    }
    return entry;
  }

  Unplaced WithoutAdult(const LodgingInfo& lodging) {
    Unplaced entry = Entry(lodging);
    entry.reason = Reason::kMinorWithoutAdult;
    return entry;
  }

 private:
  static Unplaced Entry(const LodgingInfo& lodging) {
    return Entry(lodging.party, {lodging.people.begin(), lodging.people.end()});
  }
  static Unplaced Entry(std::uint32_t party,
                        std::vector<std::uint32_t> people) {
    Unplaced entry;
    entry.party = PartyId(party);
    entry.people = std::move(people);
    return entry;
  }

  bool Paired(std::uint32_t party, const OfferedRoom& room) const {
    const Site& site = model_.problem->sites[model_.units[room.unit].site];
    return model_.problem->pairing.Allows(
        model_.problem->parties[party].risk_class, site.grade);
  }

  // Rooms in any window of adjacent rooms that could take the party.
  std::vector<bool> Windows(std::uint32_t party, bool minors_free) {
    std::vector<bool> suits(model_.rooms.size(), false);
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      for (const RunPlacement& run : finder_.FindAll(party, u, minors_free)) {
        for (std::size_t r = 0; r < run.people.size(); ++r) {
          suits[run.first_room + r] = true;
        }
      }
    }
    return suits;
  }

  void CountSuitable(const std::vector<bool>& suits, Unplaced& entry) const {
    const std::uint32_t cohort =
        model_.problem->parties[entry.party.value()].cohort.value();
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      const UnitInfo& unit = model_.units[u];
      std::int32_t here = 0;
      for (std::uint32_t n = 0; n < unit.room_count; ++n) {
        here += suits[unit.first_room + n];
      }
      if (here == 0) continue;
      entry.rooms.big_enough += here;
      const std::uint32_t holder = housing_.unit_cohort[u];
      if (unit.usable && (holder == kNone || holder == cohort)) {
        entry.rooms.reachable += here;
        continue;
      }
      Blocking blocking;
      blocking.unit = UnitId(u);
      if (holder != kNone) blocking.holder = CohortId(holder);
      blocking.closed = !unit.usable;
      blocking.taken_by_plan = unit.holder == kNone && holder != kNone;
      entry.blocking.push_back(blocking);
    }
  }

  static Reason ReasonOf(const Funnel& rooms) {
    if (rooms.ready == 0) return Reason::kNoReadyRoom;
    if (rooms.paired == 0) return Reason::kNoGrade;
    if (rooms.equipped == 0) return Reason::kNoFeature;
    if (rooms.big_enough == 0) return Reason::kNoRoomBigEnough;
    if (rooms.reachable == 0) return Reason::kNoFreeFloor;
    return Reason::kNoRoomLeft;
  }

  const Model& model_;
  const Housing& housing_;
  RunFinder finder_;
};

}  // namespace

std::vector<Unplaced> ExplainUnplaced(const Model& model,
                                      const Housing& housing) {
  Explainer explainer(model, housing);
  std::vector<Unplaced> unplaced;
  for (const LodgingInfo& lodging : housing.lodgings_left) {
    unplaced.push_back(explainer.Lodging(lodging));
  }
  for (const std::uint32_t party : housing.runs_left) {
    unplaced.push_back(explainer.Run(party));
  }
  for (const LodgingInfo& lodging : model.without_adult) {
    unplaced.push_back(explainer.WithoutAdult(lodging));
  }
  std::ranges::sort(unplaced, {}, [](const Unplaced& entry) {
    return std::pair(entry.party, entry.people.front());
  });
  return unplaced;
}

}  // namespace quaranta::place::internal
