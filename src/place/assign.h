// From units to rooms: who is in which room.
#ifndef QUARANTA_SRC_PLACE_ASSIGN_H_
#define QUARANTA_SRC_PLACE_ASSIGN_H_

#include <cstdint>
#include <vector>

#include "place/cohort.h"
#include "place/model.h"
#include "place/search.h"

namespace quaranta::place::internal {

// People of one party in one room, an index into Model::rooms.
struct Stay {
  std::uint32_t party = 0;
  std::uint32_t room = 0;
  std::vector<std::uint32_t> people;
};

// Who is where, and who is nowhere.
struct Housing {
  std::vector<Stay> stays;
  std::vector<LodgingInfo> lodgings_left;  // without `without_adult`
  std::vector<std::uint32_t> runs_left;    // parties
  std::vector<std::uint32_t> unit_cohort;  // by unit: held or used; kNone
  std::vector<bool> room_taken;            // by Model::rooms
};

// Rooms for every cohort on its units: lodgings by minimum-cost flow, then
// swaps that bring kApart parties together. Then whoever is left takes any
// room that is left, on their own or on free units.
Housing AssignRooms(const Model& model, CohortEvaluator& evaluator,
                    const Division& division);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_ASSIGN_H_
