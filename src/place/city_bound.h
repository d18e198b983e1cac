// Lower bounds for every level where there are thousands of units and cohorts.
#ifndef QUARANTA_SRC_PLACE_CITY_BOUND_H_
#define QUARANTA_SRC_PLACE_CITY_BOUND_H_

#include "place/city_pack.h"
#include "place/looks.h"
#include "place/model.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// As BoundLevels, by counts of rooms instead of matchings unit by unit: some
// bounds are lower than those, and time grows with units + cohorts only. With
// `by_prices` also those of PriceBound, for which there may be hints.
void BoundCityLevels(const Model& model, const Looks& looks, bool by_prices,
                     const CityPrices& hints, Plan& plan);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_CITY_BOUND_H_
