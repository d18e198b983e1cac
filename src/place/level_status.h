// What a plan says of its levels, given their values and bounds.
#ifndef QUARANTA_SRC_PLACE_LEVEL_STATUS_H_
#define QUARANTA_SRC_PLACE_LEVEL_STATUS_H_

#include <vector>

#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// kOptimal where the bound is met and so are all before, kConditional where
// only this one is. Of a plan for tonight or for the coming days.
template <class AnyLevel>
void SetStatuses(std::vector<AnyLevel>& levels) {
  bool proven = true;
  for (AnyLevel& level : levels) {
    const bool met = level.bound >= level.value;
    level.status = !met     ? LevelStatus::kFeasible
                   : proven ? LevelStatus::kOptimal
                            : LevelStatus::kConditional;
    proven = proven && met;
  }
}

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_LEVEL_STATUS_H_
