// The rooms of the staff at all sites at once.
#ifndef QUARANTA_SRC_PLACE_STAFF_H_
#define QUARANTA_SRC_PLACE_STAFF_H_

#include <vector>

#include "quaranta/place/problem.h"

namespace quaranta::place::internal {

// `StaffRooms` of each site, in one pass.
std::vector<std::vector<RoomId>> AllStaffRooms(const Problem& problem);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_STAFF_H_
