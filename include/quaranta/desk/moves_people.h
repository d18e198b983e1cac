// Moving people who are in place, in the words of the field: out of rooms that
// must be empty, or together, so that whole floors become free.
//
// Advice only: nothing is changed, and a move takes effect when a named person
// signs it. Ids of people are pseudonyms; no name, number, telephone or address
// of anybody is read or printed.
#ifndef QUARANTA_DESK_MOVES_PEOPLE_H_
#define QUARANTA_DESK_MOVES_PEOPLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/occupancy.h"
#include "quaranta/place/moves.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

enum class MoveCause : std::uint8_t {
  kMustBeEmpty,  // the room
  kParty,        // others of the party leave theirs
  kFreesFloor,
};

// People of one party from one room to another.
struct PeopleMove {
  std::string party;
  std::vector<std::string> people;
  std::string from;  // room ids
  std::string to;
  MoveCause cause = MoveCause::kMustBeEmpty;
  Sentence text;
};

// Somebody whose new room lacks what is needed: a task.
struct Substitute {
  std::string person;
  std::string room;
  Sentence text;
};

// What both questions answer.
struct MovesResult : Occupancy {
  // What is asked for and what to do now, in at most five sentences.
  std::vector<Sentence> headline;
  std::vector<PeopleMove> moves;        // in any order; by party, from, to
  std::vector<Substitute> substitutes;  // by party, person
  // What must come true before the moves can be carried out, or before the
  // rooms that were left count as empty.
  std::vector<Sentence> conditions;
  std::vector<RoomsToClean> cleaning;  // by site, floor
};

// --- These rooms must be empty. ---

struct EvacuateOptions {
  // Now: who had come and had not left by then. Nothing is read from a clock.
  Instant as_of;
  // What must be empty: ids of rooms, floors and sites. "Room:S1/3",
  // "Floor:S1/3", "Site:S1" where one id is that of several. What is named
  // twice counts once.
  std::vector<std::string> empty;
  // Decides ties among rooms to move to.
  std::uint64_t seed = 0;
  // See place::EvacuateOptions; the bound on each search.
  std::int64_t plan_limit = 10;
  std::int64_t node_limit = 4'000;
  std::string region;  // as PlaceOptions::region
};

// Who is in a room that must be empty, and may not move before a named person
// lifts what holds them.
struct HeldPeople {
  std::string party;
  std::vector<std::string> people;
  std::string room;
  HeldBy by = HeldBy::kPerson;
  Sentence text;
};

// Somebody who has to leave by the records, but could not be planned for: in no
// room, or in one whose floor is not on record.
struct UnseenPerson {
  std::string person;
  std::string site;
  std::string room;  // empty: none on record
  Sentence text;
};

struct EvacuationResult : MovesResult {
  std::int64_t plan_limit = 0;
  // What was asked, "Room:S1/304": sites, then floors, then rooms.
  std::vector<std::string> empty;
  std::int32_t people_there = 0;  // in those rooms, the held included
  std::int32_t rooms_there = 0;   // that they are in

  place::ToEmpty to_empty;  // as given to place::Evacuate, and what it said
  place::Evacuation evacuation;

  std::vector<PeopleWithoutRoom> without;  // by party, people
  std::vector<HeldPeople> held;            // by party, room
  std::vector<UnseenPerson> unseen;        // by site, person
  std::vector<SiteOpening> opened_sites;
  std::vector<FloorTaken> taken_floors;

  // Everybody who has to leave finds a room.
  bool ok() const { return without.empty() && held.empty() && unseen.empty(); }
};

// Other rooms for all who are in rooms that must be empty (see
// place::Evacuate): fewest people without a room, then fewest people who move,
// then fewest newly opened sites, substitutes and new floors. Who is where, in
// which groups, and who may not move is read as by desk::Audit. Of a floor that
// shares air with others the rooms of that floor alone must be empty.
//
// Those who have no room by the rules, those who are held and those who could
// not be planned for are outcomes. Errors as desk::Place, but that nobody
// inside is no error; kInvalidArgument for nothing to empty, an id that is both
// a room's and a floor's, or a negative limit; kNotFound, with the nearest ids,
// for one that no room, floor or site of the region has. Same tables in any row
// order, same seed and limits: same result. Verified before it is returned, by
// place::VerifyEvacuation. Keeps no state; safe from many threads.
[[nodiscard]] absl::StatusOr<EvacuationResult> Evacuate(
    const world::World& world, const policy::Policy& policy,
    const EvacuateOptions& options);

// --- Floors that could be free. ---

struct FreeOptions {
  Instant as_of;  // as EvacuateOptions
  // At most so many people move; nothing: any number.
  std::optional<std::int64_t> most_people;
  // Floors worth freeing, and sites for all of theirs; empty: any. A floor that
  // shares air with others stands for all of them.
  std::vector<std::string> wanted;
  std::uint64_t seed = 0;
  // Sets of floors that are looked into for each group.
  std::int64_t node_limit = 20'000;
  std::string region;  // as PlaceOptions::region
};

// A floor, or floors that share air, that a group leaves.
struct FreedFloor {
  std::string site;                 // id
  std::vector<std::string> floors;  // ids
  std::uint32_t cohort = 0;         // index into Occupancy::cohorts
  Sentence group;                   // its label
  std::int64_t people = 0;          // who leave it
  std::int64_t rooms = 0;           // for any group afterwards
  Sentence text;
};

// The fewest people for so many floors.
struct FloorChoice {
  std::int64_t floors = 0;
  std::int64_t people = 0;
  std::int64_t bound = 0;  // nothing frees as many by fewer
  std::vector<std::vector<std::string>> which;  // ids, as FreedFloor::floors
  Sentence text;
};

struct FreeingResult : MovesResult {
  std::optional<std::int64_t> most_people;
  std::vector<std::string> wanted;  // "Site:S1", "Floor:S1/3": sites first
  place::Freeing freeing;           // what place::FreeUnits said

  std::vector<FreedFloor> floors;  // by site, floor
  std::int64_t rooms_gained = 0;
  // From this local day on others may come, if all moves are made today: once
  // the floors were disinfected for params.disinfection_h, and never today.
  Day free_from;
  // One floor, two floors, ... whatever `most_people` says.
  std::vector<FloorChoice> choices;
};

// Which floors can become free by moving the fewest people within their own
// groups (see place::FreeUnits): as many as possible with at most
// `most_people`. Read as by desk::Audit; no floor that could be freed is an
// outcome.
//
// Errors as Evacuate, but that nothing wanted is no error; kInvalidArgument for
// a room among `wanted` or a negative number. Verified before it is returned,
// by place::VerifyFreeing. Keeps no state; safe from many threads.
[[nodiscard]] absl::StatusOr<FreeingResult> FreeFloors(
    const world::World& world, const policy::Policy& policy,
    const FreeOptions& options);

// In sentences, the headline first. Lists longer than `most` end in how many
// are left out; 0: no limit.
std::vector<Sentence> MovesLines(const EvacuationResult& result,
                                 std::size_t most = 20);
std::vector<Sentence> MovesLines(const FreeingResult& result,
                                 std::size_t most = 20);

// "MUST_BE_EMPTY", ...
std::string_view NameOf(MoveCause cause);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_MOVES_PEOPLE_H_
