// Better units for the levels that come after new floors.
#ifndef QUARANTA_SRC_PLACE_REFINE_H_
#define QUARANTA_SRC_PLACE_REFINE_H_

#include <vector>

#include "place/house.h"
#include "place/search.h"

namespace quaranta::place::internal {

// Houses every cohort on its units (by cohort index; no entry's order means
// anything), then exchanges new units for free ones and between cohorts while
// that makes the housings better, for at most `node_limit` housings more.
std::vector<CohortHousing> HouseAndRefine(Divider& divider, Division& division,
                                          std::int64_t node_limit,
                                          bool& stopped_at_limit);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_REFINE_H_
