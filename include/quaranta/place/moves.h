// Moving people who are in place: out of rooms that must be empty, or together,
// so that whole units become free.
//
// A room that somebody leaves has to be disinfected before anybody else comes,
// and so has a unit. So all moves here go to rooms that are empty now (or to
// the party's own), they can be carried out in any order, and nobody is moved
// to make room for others: that would help nobody tonight.
#ifndef QUARANTA_PLACE_MOVES_H_
#define QUARANTA_PLACE_MOVES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/audit.h"
#include "quaranta/place/place.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

// For both questions `inside` and the states of rooms are as `Audit` wants
// them: everybody of every party is somewhere, a room with people has the state
// that it would have without them, and `Unit::holder` is set where others than
// these hold a unit or where it is known whose it is. Pinned people do not
// move, and neither does anybody else of their party.

// What must be empty: a burst pipe, a site to be handed back, a building that
// is to change its grade. What is named twice counts once.
struct ToEmpty {
  std::vector<RoomId> rooms;
  std::vector<UnitId> units;
  std::vector<SiteId> sites;

  friend bool operator==(const ToEmpty&, const ToEmpty&) = default;
};

struct EvacuateOptions {
  // Who may move; nothing: everyone. Others are as if pinned.
  std::optional<std::vector<PartyId>> may_move;
  // About so many placements of all who move are tried; more than one only
  // where some of a party too large for one room, or in several rooms for
  // other reasons, could keep a room, or where one unit has several cohorts.
  std::int64_t plan_limit = 10;
  // For each of these.
  Options place;
};

struct Evacuation {
  // People who have to leave and for whom there is no room by the rules; then,
  // of plans with as many, the people who move.
  Bounded no_room;
  Bounded moved;
  std::vector<Move> moves;      // by party, from, to
  std::vector<NoRoom> without;  // by party, people
  // Of those who move: needed features that their new room lacks.
  std::vector<Substitution> substitutions;  // by party, person
  std::vector<OpenedSite> opened_sites;     // that moves lead to
  std::vector<TakenUnit> taken_units;       // that were free
  // Who is in rooms that must be empty, but may not move: a named person has to
  // lift the hold first. As in the argument, by party and room.
  std::vector<Inside> held;
  std::int64_t plans = 0;  // placements that were tried
  bool stopped_at_limit = false;

  friend bool operator==(const Evacuation&, const Evacuation&) = default;
};

// Other rooms for all who are in rooms that must be empty, under all rules of
// `Problem` and with nothing to empty on offer: rooms that are empty now, on
// units where only their cohort is or that are free, sites being opened if need
// be. Advice only: nothing is changed.
//
// Those who share a room go together. So does a party that has several rooms of
// which one must be empty: it may keep the others, where all of it can be there
// and in empty rooms next to them, or in one of them. Everyone else stays,
// whatever rules they break; see `Audit` for that. Best are the fewest people
// without a room, then the fewest people who move, then the levels of `Place`
// from kNewSites on, for those who move to rooms that are none of theirs now.
// Priority classes play no part. Whether a party is too large for one room
// (rule 6) is asked with the rooms to empty gone.
//
// Nothing to empty, or nobody there: nobody moves. Fails with kInvalidArgument
// where `Audit` does, or if something to empty or a party that may move is not
// in the problem.
//
// Method: that of `Audit`, with one placement by `Place` in most cases, so that
// its cost is that of Place for those who leave. Bounds equal values as far as
// Place proves how many find no room. Keeps no state; safe from many threads.
[[nodiscard]] absl::StatusOr<Evacuation> Evacuate(
    const Problem& problem, const std::vector<Inside>& inside,
    const ToEmpty& empty, const EvacuateOptions& options = {});

struct FreeOptions {
  // At most so many people move; nothing: any number.
  std::optional<std::int64_t> most_people;
  // Which units are worth freeing; nothing: any.
  std::optional<std::vector<UnitId>> wanted;
  // Who may move; nothing: everyone. Others are as if pinned.
  std::optional<std::vector<PartyId>> may_move;
  // Of each cohort about so many sets of its units are looked into.
  std::int64_t node_limit = 20'000;
  // For the rooms of those who move, once it is settled which units they leave.
  Options place;
};

struct FreedUnit {
  UnitId unit;
  CohortId cohort;  // that leaves it
  std::int64_t people = 0;
  std::int64_t rooms = 0;  // all but those that are kOut

  friend bool operator==(const FreedUnit&, const FreedUnit&) = default;
};

// The units whose freeing moves the fewest people, among all sets of as many.
// The next longer list need not contain them.
struct FreeChoice {
  std::vector<UnitId> units;  // by index
  Bounded moved;

  friend bool operator==(const FreeChoice&, const FreeChoice&) = default;
};

struct Freeing {
  std::vector<FreedUnit> units;  // by index
  // No plan within `most_people` frees more units than that.
  std::int64_t most_units = 0;
  // Of plans that free as many, the fewest people; among equals those that
  // free the most rooms.
  Bounded moved;
  std::vector<Move> moves;                  // by party, from, to
  std::vector<Substitution> substitutions;  // as in `Evacuation`
  // What each number of freed units takes, from one unit to the most that were
  // found, whatever `most_people` says: choices[n] frees n + 1 units.
  std::vector<FreeChoice> choices;
  // No plan frees more units than that, however many people it moves.
  std::int64_t most_choices = 0;
  std::int64_t nodes = 0;  // sets of units that were looked into
  bool stopped_at_limit = false;

  friend bool operator==(const Freeing&, const Freeing&) = default;
};

// As many units as possible left by all who are on them, by moving at most so
// many people within their own cohort. A unit left is free for any cohort once
// it is disinfected, so from the next day on. Advice only.
//
// A unit *is its cohort's* if people of that cohort and no other are on it, its
// holder is that cohort or nothing, it is not closed and its site is open. Such
// a unit can be freed if it is wanted, everyone on it may move, and all who
// should share a room or adjacent rooms with someone on it are on it too. All
// who are on it then go, under all rules of `Problem`, to empty rooms on units
// that are their cohort's and are not freed themselves; everyone else stays.
// Units that are held but have nobody on them are no help: they become free by
// themselves. That a kApart party be on one unit is not sought.
//
// Fails with kInvalidArgument where `Audit` does, if a limit is negative, or if
// a wanted unit or a party that may move is not in the problem.
//
// Method: how many people move depends on the freed units alone, and cohorts
// have nothing to do with each other. For each cohort branch and bound over
// sets of its units, with bounds by sums of the lightest and by counting rooms
// that would do, and a matching of who leaves to rooms (adjacent rooms: by
// `Place`); a dynamic programme over cohorts joins them. Proven unless a limit
// was reached, or Place could not tell whether parties too large for one room
// fit. A cohort of n units has 2^n sets: in our measurements up to 60 units
// took at most some tens of milliseconds and were proven, and 200 stopped at
// the limit with a gap of some units in a hundred. Keeps no state; safe from
// many threads.
[[nodiscard]] absl::StatusOr<Freeing> FreeUnits(
    const Problem& problem, const std::vector<Inside>& inside,
    const FreeOptions& options = {});

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_MOVES_H_
