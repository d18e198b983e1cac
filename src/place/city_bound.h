// Lower bounds for every level where there are thousands of units and cohorts.
#ifndef QUARANTA_SRC_PLACE_CITY_BOUND_H_
#define QUARANTA_SRC_PLACE_CITY_BOUND_H_

#include "place/looks.h"
#include "place/model.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// As BoundLevels, by counts of rooms instead of matchings unit by unit: some
// bounds are lower than those, and time grows with units + cohorts only.
void BoundCityLevels(const Model& model, const Looks& looks, Plan& plan);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_CITY_BOUND_H_
