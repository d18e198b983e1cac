// One day of a horizon as a problem of its own.
#ifndef QUARANTA_SRC_PLACE_HORIZON_SNAPSHOT_H_
#define QUARANTA_SRC_PLACE_HORIZON_SNAPSHOT_H_

#include <array>
#include <cstdint>
#include <vector>

#include "place/timetable.h"

namespace quaranta::place::internal {

struct Snapshot {
  Problem problem;
  std::vector<std::uint32_t> party_of;  // of the horizon, by party here
};

// The day as the table has it, for people who enter then and stay so long.
// Rooms in use are kOut, or with `taken_offered` as if they were not: people
// are told that all are taken, not that there are none. Units promised to
// others before the stay is over are held by them.
Snapshot DayAsPlanned(const Timetable& table, std::int32_t day,
                      std::int32_t stay, bool taken_offered);

void AddParty(const StayModel& stays, std::uint32_t party, Snapshot& snapshot);

// Puts people into the rooms that a plan of `DayAsPlanned` gives them, as far
// as the rules of the horizon let them.
void FollowPlan(const Plan& plan, const Snapshot& snapshot, std::int32_t day,
                const std::vector<std::uint32_t>& items, Timetable& table);

// A relaxation: whoever is in some room on that day or has left one that is
// not yet disinfected, in every plan that places them at all; parties too large
// for one room are left out.
struct MustBeThere {
  Snapshot snapshot;
  // People without a room in every plan who are not in the snapshot.
  std::array<std::int64_t, kMaxClasses> hopeless{};
  std::int64_t people = 0;
  // Units that may be held since before day 0, and count as free here.
  std::int64_t perhaps_held = 0;
};
// With parties of classes up to `last_class` only, and all of one class if
// `merged`.
MustBeThere OnThatDay(const StayModel& stays, std::int32_t day,
                      std::int32_t last_class, bool merged);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HORIZON_SNAPSHOT_H_
