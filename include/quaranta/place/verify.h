// Checks a plan against its problem, sharing no code with the solver.
#ifndef QUARANTA_PLACE_VERIFY_H_
#define QUARANTA_PLACE_VERIFY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

// What is wrong with a plan. The first group breaks a hard rule of `Problem`;
// the second says something about the plan that is not so.
enum class Fault : std::uint8_t {
  kIndexOutOfRange,  // an id or a person that the problem does not have
  kRoomNotOffered,   // rule 1: state, closed unit, site, holder of a refill
  kStaffRoom,        // rule 1: a room that the site's staff need
  kRoomHoldsTwo,     // rule 1: two parties, or one party twice
  kTooManyPeople,    // rule 1: more people than beds
  kEmptyAssignment,  // a room with nobody
  kUnitShared,       // rule 2
  kWrongGrade,       // rule 3
  kMissingFeature,   // rule 4
  kMinorAlone,       // rule 5
  kPartySplit,       // rule 6: in several rooms though one could take it
  kNotAdjacent,      // rule 6
  kPartyHalfPlaced,  // rule 6
  kWrongRoommates,   // rule 7
  kTierSkipped,      // TierPolicy::kStrict: `site` should be opened first
  kPersonTwice,      // in two rooms, or both placed and unplaced
  kPersonForgotten,  // neither placed nor unplaced
  kWrongOrder,       // a list is not sorted as plan.h says

  kWrongLevels,  // levels missing, doubled or out of order
  kWrongValue,   // of a level
  kBoundAboveValue,
  kWrongStatus,  // of a level, given values and bounds
  kWrongRefill,
  kWrongSubstitutions,
  kWrongOpenedSites,
  kWrongTakenUnits,
  kWrongReason,  // of an unplaced entry
  kWrongFunnel,
  kWrongBlocking,
  kRoomWasLeft,       // unplaced although a suitable room is left
  kWrongCertificate,  // not well formed; `level` is that of the proof
};

struct Violation {
  Fault fault = Fault::kIndexOutOfRange;
  std::optional<PartyId> party = {};
  std::optional<std::uint32_t> person = {};
  std::optional<RoomId> room = {};
  std::optional<UnitId> unit = {};
  std::optional<SiteId> site = {};
  std::optional<std::size_t> level = {};  // index into Plan::levels
  // What the plan says and what is so, where both are numbers.
  std::optional<std::int64_t> said = {};
  std::optional<std::int64_t> found = {};
};

struct Report {
  // Every violation found; empty: the plan is what it says.
  std::vector<Violation> violations;
  // Per level, a lower bound in the sense of `LevelStatus`: what the plan's
  // certificate adds up to, or what simple counting finds, sought no further
  // than it takes to show the plan's. A claimed bound at most this one is shown
  // valid; a higher one may still be right but is not shown.
  std::vector<std::int64_t> own_bounds;

  bool ok() const { return violations.empty(); }
  bool BoundShown(const Plan& plan, std::size_t level) const {
    return level < own_bounds.size() && level < plan.levels.size() &&
           plan.levels[level].bound <= own_bounds[level];
  }
};

// Checks every hard rule, recomputes every value, reason and list, and bounds
// every level as sharply as it takes to show the plan's bound. A wrong plan is
// an outcome, not an error; fails with kInvalidArgument only where `Validate`
// does. Rooms, units and people that nothing tells apart are counted as one,
// and the work on bounds is limited: milliseconds for a county, some tenths of
// a second for a city of 5,000 units, 3,000 cohorts and 112,000 people,
// whatever the plan says. A certificate costs its number of nodes times the
// size of their components; leaves of `sets` cost finding the sets, too: mostly
// milliseconds, given up after some tens of seconds. With no more than 12 free
// units a bound that is not shown by then is sought among all ways to divide
// them: at most a second, and mostly milliseconds. Keeps no state; safe from
// many threads.
[[nodiscard]] absl::StatusOr<Report> Verify(const Problem& problem,
                                            const Plan& plan);

// "ROOM_HOLDS_TWO", ...
std::string_view NameOf(Fault fault);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_VERIFY_H_
