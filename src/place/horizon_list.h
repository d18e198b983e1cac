// From a timetable to the lists of a horizon plan.
#ifndef QUARANTA_SRC_PLACE_HORIZON_LIST_H_
#define QUARANTA_SRC_PLACE_HORIZON_LIST_H_

#include "place/timetable.h"
#include "quaranta/place/horizon.h"

namespace quaranta::place::internal {

// A plan with all but bounds, statuses and counts of work.
HorizonPlan ListTimetable(Timetable& table);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HORIZON_LIST_H_
