// From who is where to the lists of a plan.
#ifndef QUARANTA_SRC_PLACE_LISTING_H_
#define QUARANTA_SRC_PLACE_LISTING_H_

#include "place/assign.h"
#include "place/model.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// A plan with all but bounds, statuses and counts of work.
Plan ListHousing(const Model& model, const Housing& housing);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_LISTING_H_
