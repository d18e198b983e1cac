// Why people have no room, and why others have this one and not another.
//
// Questions about one plan, each answered by asking again whether people could
// be placed when something is changed. Nothing here changes a plan. Shares no
// code with the solver nor with `Verify`.
#ifndef QUARANTA_PLACE_WHY_H_
#define QUARANTA_PLACE_WHY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

// The hard rules of `Problem`, by what they protect. In the order in which one
// would rather do without: what comes early is done by working (open a site,
// disinfect), what comes late is a protection that people lose.
enum class Family : std::uint8_t {
  // Rule 1: sites are open or can open; held units take people at open sites.
  kSite,
  // Rule 1: no closed units, no rooms that somebody left
  // (`RoomState::kReleased`, `kRefillable`), none of `WhyOptions::waiting`.
  kTurnaround,
  kFeature,     // rule 4
  kTogether,    // rule 6: all in one room, or adjacent if they are too many
  kBeds,        // rule 1: no more people in a room than beds
  kPairing,     // rule 3
  kStaffRooms,  // rule 1: rooms of an opened site's own staff
  kExclusive,   // rule 2
  kGuardian,    // rule 5
};
inline constexpr int kFamilies = 9;

// People who are to share one room, or a party too large for one; indices into
// `Party::people`.
struct Lodgers {
  PartyId party;
  std::vector<std::uint32_t> people;
  bool placed = false;  // by the plan
  // How many rooms they ask for: 1; of a party too large for one, those of the
  // shortest run of adjacent rooms that could take it.
  std::int32_t rooms = 1;

  friend bool operator==(const Lodgers&, const Lodgers&) = default;
};

// Proof that somebody must go without (Hall 1935): all of `needing` are of one
// cohort and need a room each (or `Lodgers::rooms`), and `rooms` are all the
// rooms, on units open to that cohort, that would do for any of them (or be one
// of several that would). More rooms are needed than there are. Of people who
// ask for one room: rooms that the plan gives to parties in several rooms are
// not counted. Of a party too large for one room they are, with those parties.
struct Shortage {
  std::vector<Lodgers> needing;  // by party, then people
  std::vector<RoomId> rooms;     // rising

  friend bool operator==(const Shortage&, const Shortage&) = default;
};

// Why the people of one `Unplaced` entry have no room. The question behind it:
// *could they have one, beside everybody whom the plan placed, if some families
// bound nobody of their cohort?* Other cohorts keep their rooms, and a unit is
// theirs if the plan or the problem says so; parties in several rooms stay
// where they are; the rest of the cohort may change rooms. Where kTogether is
// waived, a party may also be divided: each adult has a room with an equal
// share of the minors, or each person one if no adult is asked for.
struct Why {
  // False: WhyOptions::node_limit was reached. `families`, if there are any,
  // still suffice, but may be too many, and `alone` may be too few.
  bool complete = true;
  // Not even without all families: there is no room, whatever the rules.
  bool rooms_lack = false;
  // Waiving all of these lets the people be placed and waiving fewer, whichever
  // they are, does not. Of several such sets the one whose latest family is the
  // earliest, then whose second latest is, and so on. Rising; empty when rooms
  // lack, or when no rule is in the way: `complete` and not `rooms_lack`, which
  // says that others of the cohort could make room and the plan was not best.
  std::vector<Family> families;
  // Families of which each would do by itself; empty when none is in the way.
  std::vector<Family> alone;
  // Nothing where no room is asked for, as an adult is missing, where no rule
  // is in the way, and where of a party too large for one room counting does
  // not show it: there are rooms enough, but too few side by side.
  std::optional<Shortage> shortage;

  friend bool operator==(const Why&, const Why&) = default;
};

struct WhyOptions {
  // Rooms in the state kOut that are only waiting to be disinfected.
  std::vector<RoomId> waiting;
  // Rooms looked at for one entry before giving up.
  std::int64_t node_limit = 50'000'000;
};

// One answer for each entry of `plan.unplaced`, in that order.
//
// `plan` must be one in which `Verify` finds no fault; kInvalidArgument if the
// problem is not valid, or an index of the plan or of the options is out of
// range. Deterministic; keeps no state; safe from many threads. People of one
// cohort with the same needs are answered once; each answer takes searches of
// O(lodgings of the cohort x rooms): about 20 if one family is in the way, 60
// if two, at most 530.
[[nodiscard]] absl::StatusOr<std::vector<Why>> WhyUnplaced(
    const Problem& problem, const Plan& plan, const WhyOptions& options = {});

// All rooms but the one given, each counted at the first question that it
// fails, for the people who are in that one.
struct OtherRooms {
  std::int32_t not_offered = 0;  // rule 1, without units and people
  std::int32_t wrong_grade = 0;  // rule 3
  std::int32_t lack_feature = 0;
  std::int32_t few_beds = 0;
  std::int32_t closed_floor = 0;  // no intake on the unit
  std::int32_t other_group = 0;   // the unit is another cohort's
  std::int32_t taken = 0;         // by this plan
  std::int32_t would_do = 0;

  friend bool operator==(const OtherRooms&, const OtherRooms&) = default;
};

// The best of the rooms that would do: what the plan would be with these
// people there and all others where they are.
struct Alternative {
  RoomId room;
  // First level (index into Plan::levels) at which that plan differs, and by
  // how much it is worse there; negative: better, the plan was not the best.
  // Nothing: equal in every level, so the planner's fixed order decided.
  std::optional<std::size_t> level;
  std::int64_t worse_by = 0;

  friend bool operator==(const Alternative&, const Alternative&) = default;
};

struct WhyRoom {
  OtherRooms others;
  // Nothing: no room would do, or the party is in several rooms, which would
  // have to move together.
  std::optional<Alternative> best;

  friend bool operator==(const WhyRoom&, const WhyRoom&) = default;
};

// Why `plan.assignments[assignment]` is in that room. Errors as WhyUnplaced,
// and kInvalidArgument if there is no such assignment. Among alternatives
// equally good the one with the lowest index is named. O(rooms + assignments).
[[nodiscard]] absl::StatusOr<WhyRoom> WhyHere(const Problem& problem,
                                              const Plan& plan,
                                              std::size_t assignment);

// The number that decides ties for a party, the least first: from the seed and
// the party's name only, so that nobody is last every night.
std::uint64_t TieBreak(std::uint64_t seed, std::string_view party_name);

// 32 hexadecimal digits that tell one problem from another: equal for equal
// problems, on every machine. Not a cryptographic hash.
std::string InputHash(const Problem& problem);

// "SITE", "TURNAROUND", ...
std::string_view NameOf(Family family);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_WHY_H_
