// Who gets which room, how good that is, and why some get none.
#ifndef QUARANTA_PLACE_PLAN_H_
#define QUARANTA_PLACE_PLAN_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "quaranta/place/certificate.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

// The objective: the levels below in this order, each to be as small as
// possible without making an earlier one larger.
enum class LevelName : std::uint8_t {
  // People without a room; one part per priority class, class 0 first.
  kUnplaced,
  // Sites that the plan opens; one part per tier, last tier first. With
  // `TierPolicy::kCost` one part: what they cost.
  kNewSites,
  // Needed features that rooms lack, summed over the people placed.
  kSubstitutes,
  // Free units that the plan gives to a cohort.
  kNewFloors,
  // Part 1: people put into refilled rooms. Part 2: people of a kApart party
  // placed on another unit than the most of that party.
  kPreferences,
  // Rooms with a special feature that nobody in the room needs.
  kSpecialRooms,
  // Party::distance, summed over the people placed.
  kDistance,
};

// What is known of a level. The bound is always conditional on the levels
// before it: *no feasible plan that has this plan's values in all earlier
// levels has a value below `bound` in this one*. So:
enum class LevelStatus : std::uint8_t {
  // value == bound, and so in all earlier levels: this is the value of every
  // lexicographically best plan.
  kOptimal,
  // value == bound, but some earlier level is not proven: best among the plans
  // that equal this one so far; a plan that is better earlier may be anything.
  kConditional,
  // value > bound. The gap is absolute when all earlier levels are kOptimal,
  // otherwise conditional in the same sense.
  kFeasible,
};

struct Level {
  LevelName name = LevelName::kUnplaced;
  int part = 1;  // from 1 within the name
  // The priority class of kUnplaced, the tier of kNewSites (0 where it is a
  // cost), else 0.
  std::int32_t key = 0;
  std::int64_t value = 0;
  std::int64_t bound = 0;
  LevelStatus status = LevelStatus::kFeasible;

  friend bool operator==(const Level&, const Level&) = default;
};

// People of one party in one room; indices into `Party::people`, rising.
struct Assignment {
  PartyId party;
  RoomId room;
  std::vector<std::uint32_t> people;
  // The room is kRefillable: those still on the unit are exposed anew.
  bool refill = false;

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

// A person whose room lacks needed features: each is a task for someone.
struct Substitution {
  PartyId party;
  std::uint32_t person = 0;
  RoomId room;
  Features missing = 0;

  friend bool operator==(const Substitution&, const Substitution&) = default;
};

// With `TierPolicy::kStrict` it may have nobody: a later tier was needed.
struct OpenedSite {
  SiteId site;
  std::vector<RoomId> staff_rooms;  // as StaffRooms says

  friend bool operator==(const OpenedSite&, const OpenedSite&) = default;
};

struct TakenUnit {
  UnitId unit;
  CohortId cohort;

  friend bool operator==(const TakenUnit&, const TakenUnit&) = default;
};

// Why people got no room: the first question that no room answers with yes.
enum class Reason : std::uint8_t {
  // The party has minors and no adult who could be with them; name a carer.
  kMinorWithoutAdult,
  // No room is offered at all, at any site that is open or can open.
  kNoReadyRoom,
  // Rooms are offered, but none at a site paired with the risk class.
  kNoGrade,
  // None of those has the needed features.
  kNoFeature,
  // None of those has beds enough; for a party too large for one room, there
  // are no adjacent rooms that could take it.
  kNoRoomBigEnough,
  // All of those are on units that are closed or held by other cohorts; see
  // `Unplaced::blocking`.
  kNoFreeFloor,
  // Those on the cohort's own and on free units are all taken; of a party too
  // large for one room: too few adjacent ones are left.
  kNoRoomLeft,
};

// Rooms that pass each question in turn; each counts a subset of the one
// before. For a party too large for one room, `equipped` asks for the features
// that any one of the people needs, and `big_enough` and `reachable` count
// rooms in a run of adjacent rooms that could take the party.
struct Funnel {
  std::int32_t ready = 0;   // offered as rule 1 says, closed and holders aside
  std::int32_t paired = 0;  // at a site of a grade that rule 3 allows
  std::int32_t equipped = 0;    // with the needed features, as rule 4 says
  std::int32_t big_enough = 0;  // with beds enough
  std::int32_t reachable = 0;   // on a unit that this plan leaves open to them

  friend bool operator==(const Funnel&, const Funnel&) = default;
};

// A unit with rooms that would do, but for those who hold it.
struct Blocking {
  UnitId unit;
  // Nothing: the unit is closed and nobody's.
  std::optional<CohortId> holder;
  // No intake: Unit::closed, or held at a site that is not open.
  bool closed = false;
  // Held because this plan gave it away, not before.
  bool taken_by_plan = false;

  friend bool operator==(const Blocking&, const Blocking&) = default;
};

// People of one party without a room, for one reason: all of a kTogether
// party, or those of a kApart party who would share one room.
struct Unplaced {
  PartyId party;
  std::vector<std::uint32_t> people;
  Reason reason = Reason::kNoRoomLeft;
  // Too large for one room: adjacent rooms were looked for.
  bool adjacent = false;
  Funnel rooms;
  // Units with rooms counted in `big_enough` but not in `reachable`, by index.
  std::vector<Blocking> blocking;

  friend bool operator==(const Unplaced&, const Unplaced&) = default;
};

// A proposal: it takes effect when a named person signs it.
struct Plan {
  std::vector<Level> levels;                // in the order of the objective
  std::vector<Assignment> assignments;      // by party, then room
  std::vector<Unplaced> unplaced;           // by party, then people
  std::vector<Substitution> substitutions;  // by party, then person
  std::vector<OpenedSite> opened_sites;     // by site
  std::vector<TakenUnit> taken_units;       // by unit
  // Shows bounds of the first levels that are beyond simple counting; see
  // `Report::BoundShown`. Empty where counting is enough.
  Certificate certificate;
  // Work done, in evaluations of one cohort on a set of units, and whether
  // improvement or proof stopped because a limit of Options was reached.
  std::int64_t nodes = 0;
  bool stopped_at_limit = false;

  friend bool operator==(const Plan&, const Plan&) = default;
};

// "unplaced", "new_sites", ... ; "OPTIMAL", ... ; "NO_FREE_FLOOR", ...
std::string_view NameOf(LevelName name);
std::string_view NameOf(LevelStatus status);
std::string_view NameOf(Reason reason);
// "LEXICOGRAPHIC", "STRICT", "COST".
std::string_view NameOf(TierPolicy policy);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_PLAN_H_
