// The parts of Audit: what is broken, who could stay where, and the search.
#ifndef QUARANTA_SRC_PLACE_AUDIT_PARTS_H_
#define QUARANTA_SRC_PLACE_AUDIT_PARTS_H_

#include <cstdint>
#include <vector>

#include "place/model.h"
#include "quaranta/place/audit.h"

namespace quaranta::place::internal {

// The problem, but units with people at a site that is not open are closed: for
// they are not free.
Problem FieldOf(const Problem& problem, const std::vector<Inside>& inside);

// What is broken, in order.
std::vector<Finding> FindBreaches(const Problem& problem,
                                  const std::vector<Inside>& inside);

// Rooms in which a piece could be, some of which its party is in now.
struct Choice {
  std::uint32_t unit = 0;
  std::vector<std::uint32_t> rooms;                // into Model::rooms
  std::vector<std::vector<std::uint32_t>> people;  // by room
  std::vector<std::int64_t> staying;               // by room
  std::int64_t stays = 0;
  bool own_rooms = true;  // its party is in all of them now
};

// People of one party who are lodged as one: they share a room, or are too
// many for one.
struct Piece {
  std::uint32_t party = 0;
  std::uint32_t cohort = 0;
  std::vector<std::uint32_t> people;
  bool run = false;
  std::vector<Choice> choices;  // most staying first
};

// The piece as a party that goes to other rooms.
Party MoverOf(const Problem& problem, const Piece& piece);

// How things are, in the planner's form.
struct Scene {
  Problem problem;             // as FieldOf says
  Model model;                 // of it
  std::vector<bool> occupied;  // Model::rooms
  // By unit: cohorts that may keep it, rising; empty: nobody is there now.
  std::vector<std::vector<std::uint32_t>> keepers;
  // Pinned people of several cohorts are there: nobody else may be.
  std::vector<bool> blocked;
  std::vector<Piece> pieces;  // without those pinned
  std::vector<Inside> pinned;
  std::vector<NoRoom> hopeless;  // minors without adult
  // By party and person: the room now.
  std::vector<std::vector<std::uint32_t>> room_of;
};
Scene SetScene(const Problem& problem, const std::vector<Inside>& inside);

// Fills everything but `findings` and `left`, and returns who is where then.
// `scene.problem` gets the opened sites.
absl::StatusOr<std::vector<Inside>> Repair(Scene& scene,
                                           const AuditOptions& options,
                                           AuditReport& report);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_AUDIT_PARTS_H_
