// Checks evacuations and freed units, sharing no code with what plans them.
#ifndef QUARANTA_PLACE_VERIFY_MOVES_H_
#define QUARANTA_PLACE_VERIFY_MOVES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/moves.h"

namespace quaranta::place {

// What is wrong with moves. The first group breaks a rule of `Problem` or of
// moves.h; the second says something that is not so.
enum class MoveFault : std::uint8_t {
  kIndexOutOfRange,  // an id or a person that the problem does not have
  kNotThere,         // moved out of a room where they are not
  kPersonTwice,      // moved twice, or moved and without a room
  kMayNotMove,       // pinned, or not among those who may
  kNeedNotMove,      // and does
  kStillThere,       // in a room or on a unit to be left, and not accounted for
  kRoomNotOffered,   // state, closed unit, site, refill
  kStaffRoom,
  kRoomTaken,     // somebody is in it now
  kRoomHoldsTwo,  // after the moves
  kTooManyPeople,
  kUnitShared,  // with another cohort, there now or afterwards, or its unit
  kNotOwnUnit,  // of FreeUnits: to a unit not the cohort's, or freed itself
  kCannotBeFreed,
  kWrongGrade,
  kMissingFeature,
  kMinorAlone,
  kPartySplit,  // in several rooms though one could take it
  kNotAdjacent,
  kWrongRoommates,
  kTooManyMoved,  // more than `FreeOptions::most_people`
  kTierSkipped,   // TierPolicy::kStrict: `site` should be opened first
  kWrongOrder,    // a list is not sorted as moves.h says

  kWrongValue,  // of no_room, moved, or a choice
  kBoundBeyondValue,
  kWrongGroup,   // without a room are others than should share one
  kWrongReason,  // kMinorWithoutAdult, or not
  kRoomWasLeft,  // without a room although a suitable one is left
  kWrongSubstitutions,
  kWrongOpenedSites,
  kWrongTakenUnits,
  kWrongHeld,
  kWrongFreedUnit,  // its cohort, people or rooms
  kWrongChoice,     // units of a choice: their number, or no rooms for all
};

struct MoveViolation {
  MoveFault fault = MoveFault::kIndexOutOfRange;
  std::optional<PartyId> party = {};
  std::optional<std::uint32_t> person = {};
  std::optional<RoomId> room = {};
  std::optional<UnitId> unit = {};
  std::optional<SiteId> site = {};
  std::optional<std::size_t> choice = {};  // index into Freeing::choices
  // What is said and what is so, where both are numbers.
  std::optional<std::int64_t> said = {};
  std::optional<std::int64_t> found = {};
};

struct MovesReport {
  // Every violation found; empty: the moves are what they are said to be.
  std::vector<MoveViolation> violations;
  // Bounds found anew. Of an evacuation two: people without a room, and people
  // who move given that as many are without. Of freed units [n] is the fewest
  // people for n units, as many as could be.
  std::vector<std::int64_t> own_bounds;
  // Nothing better than the moves say is possible by these bounds.
  bool bounds_shown = false;

  bool ok() const { return violations.empty(); }
};

// Follows every person, applies every rule to the rooms they end in, recomputes
// every value and list, and bounds anew: by matching those who leave to rooms
// that would do, units apart; for freed units by looking at all sets of up to
// twelve units of a cohort, of more by a dynamic programme over people and
// rooms. So not all that is proven is always shown. Wrong moves are an outcome,
// not an error; fails with kInvalidArgument only where Evacuate and FreeUnits
// do. A choice with parties too large for one room is tried in thousands of
// ways at most, and then believed. Milliseconds for a county. Keeps no state;
// safe from many threads.
[[nodiscard]] absl::StatusOr<MovesReport> VerifyEvacuation(
    const Problem& problem, const std::vector<Inside>& inside,
    const ToEmpty& empty, const EvacuateOptions& options,
    const Evacuation& evacuation);
[[nodiscard]] absl::StatusOr<MovesReport> VerifyFreeing(
    const Problem& problem, const std::vector<Inside>& inside,
    const FreeOptions& options, const Freeing& freeing);

// "ROOM_TAKEN", ...
std::string_view NameOf(MoveFault fault);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_VERIFY_MOVES_H_
