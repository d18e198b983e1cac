// Why people got no room.
#ifndef QUARANTA_SRC_PLACE_EXPLAIN_H_
#define QUARANTA_SRC_PLACE_EXPLAIN_H_

#include <vector>

#include "place/assign.h"
#include "place/model.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// An entry for everyone without a room, by party, then people.
std::vector<Unplaced> ExplainUnplaced(const Model& model,
                                      const Housing& housing);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_EXPLAIN_H_
