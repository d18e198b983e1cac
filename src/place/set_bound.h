// What integer prices of units prove when every cohort decides for itself over
// sets of units.
#ifndef QUARANTA_SRC_PLACE_SET_BOUND_H_
#define QUARANTA_SRC_PLACE_SET_BOUND_H_

#include <cstdint>
#include <vector>

#include "place/exact_bound.h"
#include "place/sets.h"

namespace quaranta::place::internal {

// What a plan within the limits, of which there is one for each level before
// the present one, may have: by part the values of its sets, and of features
// lacking at most so many.
struct Allowed {
  std::vector<std::vector<bool>> values;
  std::int32_t lacking = 0;
};
Allowed AllowedBy(const Model& model, const Component& component,
                  const std::vector<UnitSets>& sets,
                  const std::vector<std::int64_t>& limits);

// The class's site is not shut in the region.
bool MayOpen(const Component& component, const Region& region,
             std::uint32_t unit_class);

// As BoundByPrices, for prices with `sets`. No plan of the region that is
// lexicographically best on its units, with each earlier level at most its
// limit, has the level below this.
std::int64_t BoundBySets(const Model& model, const Component& component,
                         const std::vector<UnitSets>& sets,
                         const std::vector<LevelForm>& levels,
                         const std::vector<std::int64_t>& limits,
                         std::size_t level, const Region& region,
                         const Prices& prices);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_SET_BOUND_H_
