// Checks a horizon plan day by day, sharing no code with the planner.
#ifndef QUARANTA_PLACE_VERIFY_HORIZON_H_
#define QUARANTA_PLACE_VERIFY_HORIZON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/horizon.h"

namespace quaranta::place {

// What is wrong with a horizon plan. The first group breaks a hard rule; the
// second says something that is not so.
enum class HorizonFault : std::uint8_t {
  kIndexOutOfRange,  // an id or a person that the problem does not have
  kWrongDays,        // enters outside its days, or leaves before or after
  kRoomNotOffered,   // that day: state, closed unit, site, staff, not yet free
  kRoomTaken,        // by others that day, or left and not to be refilled yet
  kTooManyPeople,    // more people than beds
  kEmptyAssignment,  // a room with nobody
  kUnitShared,       // held by another cohort that day, or being disinfected
  kWrongGrade,
  kMissingFeature,
  kMinorAlone,
  kPartySplit,   // in several rooms though one could take it
  kNotAdjacent,  // or entering its rooms on different days
  kPartyHalfPlaced,
  kWrongRoommates,  // of a kApart party
  kPersonTwice,
  kPersonForgotten,
  kWrongOrder,  // a list is not sorted as horizon.h says

  kWrongLevels,  // levels missing, doubled or out of order
  kWrongValue,   // of a level
  kBoundAboveValue,
  kWrongStatus,  // of a level, given values and bounds
  kWrongRefill,
  kWrongSubstitutions,
  kWrongHolds,
  kWrongOpenedSites,
  kWrongBeyond,
  kWrongUnplaced,  // the day, or a reason that its own counts do not bear out
  kWrongShortages,
  kWrongDayFigures,
  kRoomWasLeft,  // unplaced although a suitable room is free all the stay
};

struct HorizonViolation {
  HorizonFault fault = HorizonFault::kIndexOutOfRange;
  std::optional<PartyId> party = {};
  std::optional<RoomId> room = {};
  std::optional<UnitId> unit = {};
  std::optional<std::int32_t> day = {};
  std::optional<std::size_t> level = {};  // index into HorizonPlan::levels
  // What the plan says and what is so, where both are numbers.
  std::optional<std::int64_t> said = {};
  std::optional<std::int64_t> found = {};
};

struct HorizonReport {
  // Every violation found; empty: every rule is kept and every value and list
  // is right. It does not mean that the plan is as good as its bounds and
  // statuses say; for that see `BoundShown`.
  std::vector<HorizonViolation> violations;
  // Per level a lower bound by simple counting: for people without a room,
  // those of one class who need one on the same day against the rooms that
  // could be in use; 0 for every other level. A horizon plan has no certificate
  // and its bounds are not proven again.
  std::vector<std::int64_t> own_bounds;

  bool ok() const { return violations.empty(); }
  // Whether the level's bound follows from that count. One that is not shown
  // may still be right, as may the level's status, but nothing here says so:
  // `kOptimal` is checked only against the plan's own values and bounds.
  bool BoundShown(const HorizonPlan& plan, std::size_t level) const {
    return level < own_bounds.size() && level < plan.levels.size() &&
           plan.levels[level].bound <= own_bounds[level];
  }
};

// Lives through the days unit by unit: every hard rule on every day, every
// value and list recomputed. Of a reason only that its counts bear it out, and
// of a bound only what simple counting shows (`BoundShown`). A wrong plan is an
// outcome; fails with kInvalidArgument only where `ValidateHorizon` does. Keeps
// no state; safe from many threads.
[[nodiscard]] absl::StatusOr<HorizonReport> VerifyHorizon(
    const Horizon& horizon, const HorizonPlan& plan);

// "ROOM_TAKEN", ...
std::string_view NameOf(HorizonFault fault);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_VERIFY_HORIZON_H_
