// The problem as the solver sees it: offered rooms by unit, what must be
// lodged by cohort, and both sorted into few kinds.
#ifndef QUARANTA_SRC_PLACE_MODEL_H_
#define QUARANTA_SRC_PLACE_MODEL_H_

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "quaranta/place/place.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::internal {

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

// Sums over a cohort that come after unplaced people, sites and floors are
// settled, in the order of the objective.
struct RoomCost {
  std::int64_t substitutes = 0;
  std::int64_t refills = 0;
  std::int64_t apart = 0;
  std::int64_t special = 0;
  std::int64_t distance = 0;

  friend constexpr auto operator<=>(const RoomCost&, const RoomCost&) = default;
  friend constexpr RoomCost operator+(const RoomCost& a, const RoomCost& b) {
    return {a.substitutes + b.substitutes, a.refills + b.refills,
            a.apart + b.apart, a.special + b.special, a.distance + b.distance};
  }
  friend constexpr RoomCost operator-(const RoomCost& a, const RoomCost& b) {
    return {a.substitutes - b.substitutes, a.refills - b.refills,
            a.apart - b.apart, a.special - b.special, a.distance - b.distance};
  }
};

// A room that is offered; on a held unit, to the holder only. Sorted by
// (unit, position). Without beds: struck since the model was made.
struct OfferedRoom {
  RoomId id;
  std::uint32_t unit = 0;
  std::int32_t position = 0;
  std::int32_t beds = 0;
  Features features = 0;
  bool refill = false;
  std::uint32_t type = 0;
};

// Rooms that no lodging can tell apart but by site, refill and unit: beds
// beyond the largest need and features nobody needs are dropped.
struct RoomType {
  std::int32_t beds = 0;
  Features features = 0;
  std::uint32_t grade = 0;

  friend auto operator<=>(const RoomType&, const RoomType&) = default;
};

struct TypeCount {
  std::uint32_t type = 0;
  std::int32_t count = 0;
};

struct UnitInfo {
  std::uint32_t site = 0;
  std::uint32_t holder = kNone;
  // Takes people: not closed, and at a site that is open, or can open and the
  // unit is free. Others have their rooms listed too, to say what they block.
  bool usable = false;
  std::uint32_t first_room = 0;  // into Model::rooms
  std::uint32_t room_count = 0;
  std::vector<TypeCount> types;
};

// What lodgings have in common: who fits where, and what it counts.
struct LodgingKind {
  std::int32_t priority = 0;
  std::int32_t people = 0;
  std::uint32_t risk_class = 0;
  Features substitutable = 0;
  std::vector<Features> needs;  // of each person who has some, sorted

  // Of all of them together.
  Features AllNeeds() const {
    Features all = 0;
    for (const Features of : needs) all |= of;
    return all;
  }

  friend auto operator<=>(const LodgingKind&, const LodgingKind&) = default;
};

// Sets of people that others point to: they stay where they are when this is
// moved, and it cannot be copied.
using KeptPeople =
    std::vector<std::unique_ptr<const std::vector<std::uint32_t>>>;
inline std::span<const std::uint32_t> Keep(std::vector<std::uint32_t> people,
                                           KeptPeople& kept) {
  kept.push_back(
      std::make_unique<const std::vector<std::uint32_t>>(std::move(people)));
  return *kept.back();
}

// People of one party who share one room.
struct LodgingInfo {
  std::uint32_t party = 0;
  std::uint32_t kind = 0;
  std::span<const std::uint32_t> people;  // see Model::kept
};

// A party too large for one room: adjacent rooms of one unit.
struct RunInfo {
  std::uint32_t party = 0;
};

// Kinds of one cohort, by weight: priority class first, then more people.
struct KindCount {
  std::uint32_t kind = 0;
  std::int32_t count = 0;
  std::uint32_t first_lodging = 0;  // into CohortInfo::lodgings
};

struct CohortInfo {
  // Of Model::lodgings; by kind as in `kinds`, then tie-break.
  std::span<const LodgingInfo> lodgings;
  std::vector<KindCount> kinds;
  std::vector<RunInfo> runs;  // by priority, people, tie-break
  std::vector<std::uint32_t> held_units;
  std::int32_t people = 0;
  // Of its parties' tie-break hashes the least; orders cohorts.
  std::uint64_t tie = 0;
  // Cost of taking all people of the cohort to each site, and whether the
  // pairing lets any of them in.
  std::vector<std::int64_t> site_distance;  // empty: no cost anywhere
  std::vector<bool> site_paired;

  std::int64_t DistanceTo(std::uint32_t site) const {
    return site_distance.empty() ? 0 : site_distance[site];
  }
};

// May be moved, but parts of it point to others.
struct Model {
  const Problem* problem = nullptr;
  int classes = 1;
  std::array<std::int64_t, kMaxClasses> people{};  // by priority class
  std::vector<std::uint32_t> risk_classes;         // of parties, each once
  // Parts of kNewSites: last tier first. With TierPolicy::kCost one, of 0.
  std::vector<std::int32_t> tiers;
  std::vector<std::uint32_t> site_tier;          // index into `tiers`
  std::vector<std::int32_t> site_cost;           // what opening counts there
  std::vector<bool> site_on_offer;               // as SitesOnOffer says
  std::vector<bool> site_usable;                 // open, or can open
  std::vector<std::vector<RoomId>> staff_rooms;  // by site
  std::vector<OfferedRoom> rooms;
  std::vector<RoomType> types;
  std::vector<UnitInfo> units;
  std::vector<LodgingKind> kinds;
  std::vector<LodgingInfo> lodgings;  // by cohort
  // Minors who may not be in any room: never in lodgings.
  std::vector<LodgingInfo> without_adult;
  std::vector<CohortInfo> cohorts;
  std::vector<std::uint32_t> cohort_order;  // those with arrivals, by tie
  std::vector<std::uint64_t> party_tie;
  bool has_distance = false;  // of any party
  bool has_apart = false;     // any kApart party
  // Sets of people that lodgings name, but for those who are the first of
  // their party.
  KeptPeople kept;
  // missing[kind][type]: needed features that the room lacks, summed over the
  // people; -1: they may not be in such a room.
  std::vector<std::vector<std::int32_t>> missing;

  bool CanUse(std::uint32_t cohort, std::uint32_t unit) const {
    const UnitInfo& info = units[unit];
    return info.usable && (info.holder == kNone || info.holder == cohort);
  }
};

// Which people of the party would each share a room, and whom no adult can be
// with.
struct Groups {
  std::vector<std::vector<std::uint32_t>> rooms;
  std::vector<std::vector<std::uint32_t>> without_adult;
};
Groups GroupsOf(const Party& party);

// The problem must be valid.
Model MakeModel(const Problem& problem, std::uint64_t seed);

// Substitutes, refill, special room and distance of people of one party in one
// room (`apart` is left 0), whether or not they may be there.
RoomCost CostOf(const Model& model, std::uint32_t party,
                std::span<const std::uint32_t> people, const OfferedRoom& room);

// The same for a lodging of the kind in a room that it may enter: its people
// need not be asked one by one.
RoomCost CostOfKind(const Model& model, std::uint32_t party, std::uint32_t kind,
                    const OfferedRoom& room);

// Whether these people may be in that room by rules 1 to 5, holders and
// roommates aside.
bool MayEnter(const Model& model, std::uint32_t party,
              std::span<const std::uint32_t> people, const OfferedRoom& room);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_MODEL_H_
