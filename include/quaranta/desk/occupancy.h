// Who is in which room now, as desk::Audit and desk::Evacuate give it to the
// planner; and what moves among those rooms mean, whatever they are for.
#ifndef QUARANTA_DESK_OCCUPANCY_H_
#define QUARANTA_DESK_OCCUPANCY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/place/audit.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::desk {

// Who is where; desk::Audit says how records are read.
struct Occupancy {
  std::string region;  // id; empty when the world names none
  Instant as_of;       // in the region's zone
  std::uint64_t seed = 0;
  std::int64_t node_limit = 0;
  std::vector<std::string> packs;        // in force, "cn-quarantine@9"
  std::vector<std::string> pack_hashes;  // SHA-256, beside `packs`

  std::int32_t people = 0;  // who are in a room that could be looked at
  std::int32_t rooms = 0;   // that they are in
  std::int32_t in_sites = 0;

  // As given to the planner; by index of these notes.
  place::Problem problem;
  std::vector<place::Inside> inside;
  std::vector<SiteNote> sites;
  std::vector<UnitNote> units;
  std::vector<RoomNote> room_notes;
  std::vector<CohortNote> cohorts;
  std::vector<PartyNote> parties;

  // What could not be known, and whom nobody could see.
  std::vector<Sentence> doubts;
};

// Why somebody may not move: a hold that is in force, or an open investigation.
enum class HeldBy : std::uint8_t {
  kPerson,  // a hold on somebody in the room by name
  kRoom,
  kFloor,  // or its site
  kParty,  // one of these on somebody of the party
};
std::string_view NameOf(HeldBy by);  // "PERSON", ...

// People for whom there is no room by the rules: they would have to go
// elsewhere.
struct PeopleWithoutRoom {
  std::string party;
  std::vector<std::string> people;
  std::vector<std::string> rooms;  // where they are now
  place::Reason reason = place::Reason::kNoRoomLeft;
  Sentence text;
};

// A site that moves open.
struct SiteOpening {
  std::string site;                      // id
  std::vector<std::string> staff_rooms;  // for its own people
};

// A free floor that moves lead to.
struct FloorTaken {
  std::vector<std::string> floors;  // ids; free before
  std::uint32_t cohort = 0;         // index into Occupancy::cohorts
  Sentence text;
};

// What moves leave behind.
struct RoomsToClean {
  std::string site;                 // id
  std::vector<std::string> floors;  // ids
  // Rooms that are empty afterwards: terminal disinfection, and nobody else
  // before it; on a floor that stays held they stay empty.
  std::vector<std::string> rooms;
  bool whole_floor = false;  // nobody is on the floor any more
  Sentence text;
};

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_OCCUPANCY_H_
