#include "place/explain.h"

#include <algorithm>
#include <cstdint>
#include <map>
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
    const Offer& offer = OfferFor(lodging);
    entry.rooms = offer.rooms;
    AskUnits(offer.units, entry);
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
    AskUnits(ByUnit(Windows(party, false)), entry);
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
  struct UnitRooms {
    std::uint32_t unit = 0;
    std::int32_t rooms = 0;  // that would do
  };

  // What all lodgings with the same people find, holders of units aside.
  struct Offer {
    Funnel rooms;
    std::vector<UnitRooms> units;  // with any
  };

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

  // In a full city thousands of lodgings are of a few sorts.
  const Offer& OfferFor(const LodgingInfo& lodging) {
    const Party& party = model_.problem->parties[lodging.party];
    LodgingKind sort;
    sort.people = static_cast<std::int32_t>(lodging.people.size());
    sort.risk_class = party.risk_class;
    sort.substitutable = party.substitutable;
    for (const std::uint32_t person : lodging.people) {
      sort.needs.push_back(party.people[person].needs);
    }
    std::ranges::sort(sort.needs);
    const auto [offer, added] = offers_.try_emplace(std::move(sort));
    if (added) offer->second = MakeOffer(lodging);
    return offer->second;
  }

  Offer MakeOffer(const LodgingInfo& lodging) const {
    Offer offer;
    std::vector<bool> suits(model_.rooms.size(), false);
    for (std::size_t r = 0; r < model_.rooms.size(); ++r) {
      const OfferedRoom& room = model_.rooms[r];
      if (room.beds == 0) continue;
      ++offer.rooms.ready;
      if (!Paired(lodging.party, room)) continue;
      ++offer.rooms.paired;
      OfferedRoom large = room;
      large.beds = static_cast<std::int32_t>(lodging.people.size());
      if (!MayEnter(model_, lodging.party, lodging.people, large)) continue;
      ++offer.rooms.equipped;
      suits[r] = MayEnter(model_, lodging.party, lodging.people, room);
    }
    offer.units = ByUnit(suits);
    return offer;
  }

  std::vector<UnitRooms> ByUnit(const std::vector<bool>& suits) const {
    std::vector<UnitRooms> units;
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      UnitRooms here{u};
      for (std::uint32_t n = 0; n < model_.units[u].room_count; ++n) {
        here.rooms += suits[model_.units[u].first_room + n];
      }
      if (here.rooms > 0) units.push_back(here);
    }
    return units;
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

  // Who may not take the rooms that would do, and why.
  void AskUnits(const std::vector<UnitRooms>& units, Unplaced& entry) const {
    const std::uint32_t cohort =
        model_.problem->parties[entry.party.value()].cohort.value();
    for (const auto [u, here] : units) {
      const UnitInfo& unit = model_.units[u];
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
  std::map<LodgingKind, Offer> offers_;
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
