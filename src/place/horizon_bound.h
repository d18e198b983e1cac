// Lower bounds for the levels of a horizon.
#ifndef QUARANTA_SRC_PLACE_HORIZON_BOUND_H_
#define QUARANTA_SRC_PLACE_HORIZON_BOUND_H_

#include <cstdint>
#include <vector>

#include "place/horizon_model.h"
#include "quaranta/place/horizon.h"

namespace quaranta::place::internal {

// Sets `bound` of each level, conditional on the values of those before as
// LevelStatus says, by single days and by counting.
void BoundHorizon(const StayModel& stays, const HorizonOptions& options,
                  std::vector<HorizonLevel>& levels);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HORIZON_BOUND_H_
