// A horizon as its planner sees it: the rooms of every day as one model, what
// stands on day 0, and what is to be lodged from when to when.
#ifndef QUARANTA_SRC_PLACE_HORIZON_MODEL_H_
#define QUARANTA_SRC_PLACE_HORIZON_MODEL_H_

#include <array>
#include <compare>
#include <cstdint>
#include <vector>

#include "place/model.h"
#include "quaranta/place/horizon.h"

namespace quaranta::place::internal {

inline constexpr std::int32_t kNoDay = 1 << 28;

// People who share a room, or all of a party too large for one.
struct StayItem {
  std::uint32_t party = 0;
  std::uint32_t cohort = 0;
  std::vector<std::uint32_t> people;
  std::uint32_t kind = kNone;  // into Model::kinds; a run has none
  bool run = false;
  std::int32_t first = 0;  // may enter from this day
  std::int32_t last = 0;   // to this day
  std::int32_t stay = 1;
  std::int32_t priority = 0;
  std::int32_t size = 1;
  // It could go nowhere on any of its days, whoever else is placed or not.
  bool hopeless = false;
};

// A room of Model::rooms: whether it is offered in the hold that stands on day
// 0, and in later ones.
struct StayRoom {
  bool now = false;
  bool later = false;
  bool refillable = false;
};

struct StayUnit {
  std::uint32_t holder = kNone;
  // Of the hold that stands; of another unit when it is free. kNoDay if not
  // known.
  std::int32_t until = 0;
  bool intake = false;  // into the hold that stands
  // Some of the holder's cohort may enter it, who make it longer.
  bool extendable = false;
  std::int32_t refill_before = 0;
  std::int32_t tau = 0;
  std::int32_t open_from = 0;  // of the site; kNoDay: it never opens
  std::int32_t occupied = 0;   // rooms of Horizon::occupied
  std::uint32_t kind = 0;      // equal for units of one site with equal rooms

  // First day of a hold of the plan if nobody enters before.
  std::int32_t FreeFrom() const {
    const std::int32_t free = holder == kNone ? until : until + tau;
    return free > open_from ? free : open_from;
  }
};

struct StayModel {
  const Horizon* horizon = nullptr;
  Problem open;  // all units free, all rooms ready that ever are offered
  Model model;   // of `open`
  std::vector<StayUnit> units;
  std::vector<StayRoom> rooms;                       // as Model::rooms
  std::vector<StayItem> items;                       // by cohort
  std::vector<LodgingInfo> without_adult;            // of parties not beyond
  std::vector<std::vector<std::uint32_t>> items_of;  // by cohort
  std::vector<bool> staff;                           // by Problem::rooms

  bool Suits(const StayItem& item, std::uint32_t room) const {
    return model.missing[item.kind][model.rooms[room].type] >= 0;
  }
};

// The horizon must be valid and outlive the model, which must not be moved:
// parts of it point to others.
void MakeStayModel(const Horizon& horizon, std::uint64_t seed,
                   StayModel& stays);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HORIZON_MODEL_H_
