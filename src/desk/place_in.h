// The steps of desk::Place, once the region and its parameters are known.
#ifndef QUARANTA_SRC_DESK_PLACE_IN_H_
#define QUARANTA_SRC_DESK_PLACE_IN_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "desk/county.h"
#include "desk/parties.h"
#include "desk/setting.h"
#include "desk/stock.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {

// What a plan was made from, for what is said about it.
struct Draft {
  const Setting& setting;
  const County& county;
  const Stock& stock;
  const Arrivals& arrivals;
};

absl::StatusOr<Plan> PlaceIn(const Setting& setting,
                             const world::World& arrivals, std::uint64_t seed,
                             std::int64_t node_limit);

// Fill plan.conditions and plan.doubts.
void AddConditions(const Draft& draft, Plan& plan);
void AddDoubts(const Draft& draft, Plan& plan);

// Fills plan.relaxations by planning again with one thing changed.
absl::Status AddRelaxations(Plan& plan);

// How many of the party's people have no room, beside plan.parties.
std::vector<std::int32_t> UnplacedByParty(const place::Problem& problem,
                                          const place::Plan& plan);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_PLACE_IN_H_
