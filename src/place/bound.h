// Lower bounds for the levels of a plan.
#ifndef QUARANTA_SRC_PLACE_BOUND_H_
#define QUARANTA_SRC_PLACE_BOUND_H_

#include <vector>

#include "place/model.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// Sets `bound` and `status` of each level, in the sense of LevelStatus, from
// the values of all. Every bound is that of a relaxation solved exactly, so it
// is valid whatever plan it is for.
void BoundLevels(const Model& model, std::vector<Level>& levels);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_BOUND_H_
