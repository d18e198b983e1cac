// Who is where now: what breaks a rule, and the fewest moves that repair it.
#ifndef QUARANTA_PLACE_AUDIT_H_
#define QUARANTA_PLACE_AUDIT_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/place.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

// People of one party who are in one room now; indices into `Party::people`.
struct Inside {
  PartyId party;
  RoomId room;
  std::vector<std::uint32_t> people;
  // Must stay, as on a floor frozen after a positive: no repair moves anybody
  // of the party, and that their unit is closed is no breach of theirs.
  bool pinned = false;

  friend bool operator==(const Inside&, const Inside&) = default;
};

// Which rule of `Problem` is broken, and how.
enum class Breach : std::uint8_t {
  kUnitShared,      // 2: people of several cohorts on one unit
  kUnitOfOther,     // 2: on a unit whose holder is another cohort
  kRoomShared,      // 1: two parties in one room
  kTooManyPeople,   // 1: more people than beds
  kRoomOut,         // 1: the room is kOut
  kRoomReleased,    // 1: it is kReleased, so should have stayed empty
  kRoomRefilled,    // 1: it is kRefillable, but its unit not the cohort's
  kUnitClosed,      // 1
  kSiteNotOpen,     // 1
  kWrongGrade,      // 3
  kMissingFeature,  // 4
  kMinorAlone,      // 5
  kPartySplit,      // 6: in several rooms though one could take it
  kNotAdjacent,     // 6: too large for one room, and its rooms are no run
  kWrongRoommates,  // 7
};

struct Finding {
  Breach breach = Breach::kUnitShared;
  // The first room's, for a party in several.
  UnitId unit;
  // Nothing: of the unit or of a party in several rooms.
  std::optional<RoomId> room;
  // Whom it concerns, by index: of kUnitShared everyone on the unit.
  std::vector<PartyId> parties;
  // How many people: for kUnitShared all but those of the largest cohort, for
  // kTooManyPeople those beyond the beds, else all whom it concerns.
  std::int64_t people = 0;

  friend bool operator==(const Finding&, const Finding&) = default;
};

// People of one party from one room to another.
struct Move {
  PartyId party;
  std::vector<std::uint32_t> people;
  RoomId from;
  RoomId to;

  friend bool operator==(const Move&, const Move&) = default;
};

// People for whom there is no room by the rules: they would have to leave.
struct NoRoom {
  PartyId party;
  std::vector<std::uint32_t> people;
  Reason reason = Reason::kNoRoomLeft;

  friend bool operator==(const NoRoom&, const NoRoom&) = default;
};

struct Bounded {
  std::int64_t value = 0;
  std::int64_t bound = 0;  // no repair has less

  friend bool operator==(const Bounded&, const Bounded&) = default;
};

struct AuditReport {
  std::vector<Finding> findings;  // by breach, unit, room, parties
  // People for whom the repair has no room; then, of repairs with as many, the
  // people who move.
  Bounded no_room;
  Bounded moved;
  // All moves are to rooms that are empty now or the party's own, so they can
  // be carried out in any order.
  std::vector<Move> moves;               // by party, from, to
  std::vector<NoRoom> without;           // by party, people
  std::vector<OpenedSite> opened_sites;  // that moves lead to
  std::vector<TakenUnit> taken_units;    // that were free
  // What is still broken afterwards: by people who are pinned, only.
  std::vector<Finding> left;
  std::int64_t plans = 0;  // placements of movers that were tried
  bool stopped_at_limit = false;
};

struct AuditOptions {
  // About so many placements of all movers are tried.
  std::int64_t plan_limit = 10;
  // For each of these.
  Options place;
};

// Holds who is where against rules 1 to 7 of `Problem` and plans a repair.
// Advice only: nothing is changed.
//
// `inside` says where each person of each party is. In `problem` the state of
// a room with people is what it would be without them: kReady if it is in
// service. A unit's `holder` is set where others than these hold it, or where
// it is known whose it is; a unit with people at a site that is not open is no
// free unit. Priority classes play no part.
//
// In a repair every rule holds for everyone but those who are pinned and those
// without a room, and more: a room that somebody is in now is used by nobody
// but a party that is in it now, and a unit with people on it by nobody but one
// of the cohorts on it now (its `holder`, if it has one; that of those pinned,
// if any), for both would have to be disinfected first. So moving people who
// break no rule frees nothing for others, and they move only where two may not
// both stay. Those who were on one unit have met: whether their
// cohorts are still two is for the tracers to say, not for this audit.
//
// Fails with kInvalidArgument where `Validate` does; if `inside` names a party,
// person or room that the problem does not have, nobody at all, or somebody
// twice or not; or if a limit is negative.
//
// Method: branch and bound over which cohort keeps each shared unit, and which
// party each shared room, with bounds by counting who can stay and by matching
// those who cannot to rooms; movers are placed by `Place`. Where
// that ends within the limits both bounds equal the values, as far as `Place`
// proves that as many people must stay without a room. One placement costs what
// Place does for the movers alone. Keeps no state; safe from many threads.
[[nodiscard]] absl::StatusOr<AuditReport> Audit(
    const Problem& problem, const std::vector<Inside>& inside,
    const AuditOptions& options = {});

// "UNIT_SHARED", ...
std::string_view NameOf(Breach breach);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_AUDIT_H_
