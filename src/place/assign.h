// From units to rooms: who is in which room.
#ifndef QUARANTA_SRC_PLACE_ASSIGN_H_
#define QUARANTA_SRC_PLACE_ASSIGN_H_

#include <cstdint>
#include <vector>

#include "place/house.h"
#include "place/model.h"

namespace quaranta::place::internal {

// Who is where, and who is nowhere.
struct Housing {
  std::vector<std::vector<Stay>> stays;    // by cohort
  KeptPeople kept;                         // of the stays of runs
  std::vector<LodgingInfo> lodgings_left;  // without `without_adult`
  std::vector<std::uint32_t> runs_left;    // parties
  std::vector<std::uint32_t> unit_cohort;  // by unit: held or used; kNone
  std::vector<bool> room_taken;            // by Model::rooms
};

// Puts the housings of all cohorts, by index, together. Then whoever is left
// takes any room that is left, on their own or on free units: the search counts
// rooms by type and tries few windows per run, and nobody may be left for whom
// there is a room.
Housing AssignRooms(const Model& model, std::vector<CohortHousing> cohorts);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_ASSIGN_H_
