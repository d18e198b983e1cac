// Who goes where over the coming days: floors held, left, disinfected, free.
//
// A snapshot (place.h) asks who fits tonight. A horizon knows who is announced
// for which day and how long each stays, so that it can say on which day what
// runs out, and which floor to give to whom now so that enough are free then.
//
// Days are whole local days counted from day 0, the first that is planned.
// Someone who enters on day 3 and stays 5 days sleeps there five nights and
// leaves on day 8, the release day; what ends on day 8 is over on day 8.
#ifndef QUARANTA_PLACE_HORIZON_H_
#define QUARANTA_PLACE_HORIZON_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"
#include "quaranta/place/why.h"

namespace quaranta::place {

// Days looked ahead, of a stay, of a wait and of a disinfection are at most so
// many; other days at most ten times as many.
inline constexpr std::int32_t kMaxDays = 3660;

struct SiteDays {
  // First day with people if the plan opens the site. Not looked at where the
  // site is open already.
  std::int32_t open_from = 0;
  // Days of terminal disinfection after a hold: a unit that the last people
  // left on day d takes the next on day d + disinfection.
  std::int32_t disinfection = 1;

  friend bool operator==(const SiteDays&, const SiteDays&) = default;
};

struct UnitDays {
  // Of a held unit the day on which the last of those there now leave; more
  // people of its cohort may make it later. Of a closed unit the day on which
  // that ends, and then, if it is held too, its disinfection begins. Of any
  // other the day from which it is free, disinfection done. Nothing: held or
  // closed for longer than is known, or free now.
  std::optional<std::int32_t> until = {};
  // Up to before this day the holder's people may be put into kRefillable
  // rooms, and into rooms that others of the same hold have left.
  std::int32_t refill_before = 1;

  friend bool operator==(const UnitDays&, const UnitDays&) = default;
};

struct PartyDays {
  std::int32_t arrival = 0;
  // At least 1: whoever leaves on the day of arrival needs no room.
  std::int32_t stay = 1;
  // May enter up to so many days after arrival and then stays as long; people
  // of a kApart party may enter on different days. 0: on arrival or not at all.
  std::int32_t max_wait = 0;

  friend bool operator==(const PartyDays&, const PartyDays&) = default;
};

// What stands on day 0 and who is announced. The hard rules:
//
//  1. Those of `Problem`, on every day. Nobody moves: people have the same
//     rooms from the day they enter to their release.
//  2. A *hold* begins when people enter a free unit and lasts until the last
//     release of those who entered it while it lasted; only their cohort
//     enters. Then comes the disinfection, then the unit is free and another
//     cohort, or the same, may begin the next hold. A hold that stands on day
//     0 (`Unit::holder`) goes on like any other if the site is open.
//  3. A room that was left stays empty until the unit is free again, but may
//     be *refilled* in the first `refill_window` days of its hold (of a hold
//     that stands on day 0: before `UnitDays::refill_before`), after as many
//     days of disinfection as a unit needs.
//  4. Rooms offered in a hold that stands on day 0 are those that `Problem`
//     offers. In a later hold they are the kReady ones and, if the unit was not
//     free on day 0, those that were kReleased, kRefillable or `occupied`.
//     Rooms of staff (`StaffRooms` of the problem) never are.
//  5. A site that can open does on the day on which the first enter, not
//     before `open_from`; from then on it is open.
//  6. A party is too large for one room (rule 6 of `Problem`) when no single
//     room could take it on any day on which it may enter, even if no other
//     party had to be placed. (Others of its cohort may make a hold longer:
//     one room of it may then take the party after all.)
struct Horizon {
  Problem problem;
  // Days looked ahead: people enter on days 0 to days - 1. Stays and holds may
  // end later.
  std::int32_t days = 1;
  std::vector<SiteDays> sites;     // one per site, or none: as constructed
  std::vector<UnitDays> units;     // one per unit, or none: as constructed
  std::vector<PartyDays> parties;  // one per party
  // Rooms that are kOut for no other reason than that somebody lives there.
  std::vector<RoomId> occupied;
  std::int32_t refill_window = 0;
};

// OK, or kInvalidArgument naming the first wrong field, as `Validate` of a
// problem; so is `TierPolicy::kStrict`, which has no meaning over days yet.
[[nodiscard]] absl::Status ValidateHorizon(const Horizon& horizon);

// The objective, as in plan.h: lexicographic in this order.
enum class HorizonLevelName : std::uint8_t {
  // People without a room; one part per priority class, class 0 first.
  kUnplaced,
  // Days from arrival to entering, summed over the people placed.
  kWaiting,
  // Sites that the plan opens; one part per tier, last tier first. With
  // `TierPolicy::kCost` one part: what they cost.
  kNewSites,
  // Needed features that rooms lack, summed over the people placed.
  kSubstitutes,
  // Holds that the plan begins.
  kNewHolds,
  // Equal release dates together: days that rooms stay empty because others
  // of the hold are still there, from the last release of each room used to
  // the end of the hold. Rooms `occupied` on day 0 count from
  // `UnitDays::until`; holds whose end is not known do not count.
  kBlockedDays,
  // Part 1: people put into refilled rooms. Part 2: people of a kApart party
  // placed on another unit than the most of that party.
  kPreferences,
  // Rooms with a special feature that nobody in the room needs.
  kSpecialRooms,
  // Party::distance, summed over the people placed.
  kDistance,
};

struct HorizonLevel {
  HorizonLevelName name = HorizonLevelName::kUnplaced;
  int part = 1;          // from 1 within the name
  std::int32_t key = 0;  // the priority class, the tier, else 0
  std::int64_t value = 0;
  std::int64_t bound = 0;  // with `status` as in `LevelStatus`
  LevelStatus status = LevelStatus::kFeasible;

  friend bool operator==(const HorizonLevel&, const HorizonLevel&) = default;
};

// People of one party in one room, from a day to the day they leave.
struct HorizonAssignment {
  PartyId party;
  RoomId room;
  std::vector<std::uint32_t> people;  // into Party::people, rising
  std::int32_t from = 0;
  std::int32_t until = 0;
  // The room was left in the same hold, or is kRefillable.
  bool refill = false;

  friend bool operator==(const HorizonAssignment&,
                         const HorizonAssignment&) = default;
};

struct Hold {
  UnitId unit;
  CohortId cohort;
  std::int32_t from = 0;  // 0 if it stands on day 0
  // Nothing where the end is not known (`UnitDays::until`).
  std::optional<std::int32_t> until = {};
  std::optional<std::int32_t> free_again = {};  // until + disinfection
  bool standing = false;                        // since before day 0
  std::int32_t people = 0;                      // who enter by this plan

  friend bool operator==(const Hold&, const Hold&) = default;
};

// People without a room, and why not on the day of arrival: the reason, the
// rooms counted and the units in the way are those of a snapshot of that day
// as this plan has it. A unit that would have to be left before the stay is
// over, because others are to have it, counts as held by them; one that is
// being disinfected or not yet free counts as closed.
struct HorizonUnplaced {
  Unplaced entry;
  std::int32_t day = 0;

  friend bool operator==(const HorizonUnplaced&,
                         const HorizonUnplaced&) = default;
};

struct HorizonOpening {
  OpenedSite site;
  std::int32_t day = 0;

  friend bool operator==(const HorizonOpening&,
                         const HorizonOpening&) = default;
};

// One day at its end, when all have left and entered. Units and rooms of sites
// that are open that day; those of sites that could be are `unopened`.
struct DayFigures {
  std::int32_t arriving = 0;  // people whose day of arrival it is
  std::int32_t entering = 0;
  std::int32_t leaving = 0;     // of those who entered by this plan
  std::int32_t unplaced = 0;    // people who arrive this day and get no room
  std::int32_t free_units = 0;  // with a room to offer
  std::int32_t held_units = 0;
  std::int32_t disinfected_units = 0;  // disinfection goes on
  // Closed, not yet free, or without a room to offer (a floor of the staff).
  std::int32_t closed_units = 0;
  std::int32_t unopened_units = 0;
  std::int32_t free_rooms = 0;   // offered, on free units
  std::int32_t own_rooms = 0;    // offered, to the holder of the unit only
  std::int32_t taken_rooms = 0;  // with people of this plan
  std::int32_t empty_rooms = 0;  // left by people of this plan, unit still held

  friend bool operator==(const DayFigures&, const DayFigures&) = default;
};

// What runs out: people who arrive on a day and get no room for a reason.
struct DayShortage {
  std::int32_t day = 0;
  Reason reason = Reason::kNoRoomLeft;
  std::int32_t people = 0;

  friend bool operator==(const DayShortage&, const DayShortage&) = default;
};

struct HorizonPlan {
  std::vector<HorizonLevel> levels;            // in the order of the objective
  std::vector<HorizonAssignment> assignments;  // by party, then room
  std::vector<HorizonUnplaced> unplaced;       // by party, then people
  std::vector<Substitution> substitutions;     // by party, then person
  std::vector<Hold> holds;                     // by unit, then from
  std::vector<HorizonOpening> opened_sites;    // by site
  std::vector<PartyId> beyond;         // arrive after the last day: not planned
  std::vector<DayFigures> days;        // one per day
  std::vector<DayShortage> shortages;  // by day, then reason
  // Work done: attempts to put people into a unit, about.
  std::int64_t nodes = 0;
  bool stopped_at_limit = false;

  friend bool operator==(const HorizonPlan&, const HorizonPlan&) = default;
};

struct HorizonOptions {
  std::uint64_t seed = 0;  // ties, and the order of improvements
  // Improvement stops after about so many nodes; 0: a first plan only.
  std::int64_t node_limit = 6'000'000;
  // Nodes of an exact search over all plans, which settles small problems and
  // then proves every level; 0: none.
  std::int64_t exact_limit = 200'000;
  // `Options::proof_limit` for the day that decides the bounds.
  std::int64_t proof_limit = 10'000;
};

// A plan that keeps every hard rule of `Horizon`, good in the order of
// `HorizonLevelName`, with a valid lower bound for every level.
//
// Fails with kInvalidArgument where `ValidateHorizon` does, or for a negative
// limit. The same horizon and options give the same bytes on every machine;
// the order of parties does not matter when names are distinct. Keeps no
// state; safe from many threads.
//
// Method: two first plans, one that takes cohort after cohort (own units
// first, then the smallest free one that takes the rest of the cohort, those
// who leave on the same day together), one that plans day after day by
// `Place`. The better is improved by taking out the holds of a few units,
// cohorts or days and planning them anew in another order. Bounds are those of
// single days: whoever must be there on that day if placed at all, rooms still
// to be disinfected included, is a snapshot, and `Place` bounds it.
[[nodiscard]] absl::StatusOr<HorizonPlan> PlanHorizon(
    const Horizon& horizon, const HorizonOptions& options = {});

// As InputHash of a problem (why.h).
std::string InputHash(const Horizon& horizon);

// One answer for each entry of `plan.unplaced`, in that order: WhyUnplaced
// (why.h) of the day of arrival as the plan has it. Rooms in use on that day or
// later in the same hold are not offered; a unit that others are to have before
// the stay is over is theirs; sites that cannot be open by then cannot open.
// `Shortage` counts those without a room who come on that day and stay as long.
//
// `plan` must be one in which VerifyHorizon finds no fault; kInvalidArgument as
// ValidateHorizon, or if an index of the plan is out of range.
[[nodiscard]] absl::StatusOr<std::vector<Why>> WhyUnplaced(
    const Horizon& horizon, const HorizonPlan& plan,
    const WhyOptions& options = {});

// "unplaced", "waiting", ...
std::string_view NameOf(HorizonLevelName name);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_HORIZON_H_
