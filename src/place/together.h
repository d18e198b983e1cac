// Brings people of one kApart party to one unit.
#ifndef QUARANTA_SRC_PLACE_TOGETHER_H_
#define QUARANTA_SRC_PLACE_TOGETHER_H_

#include <cstdint>
#include <span>
#include <vector>

#include "place/house.h"
#include "place/model.h"

namespace quaranta::place::internal {

// Moves stays of one cohort between each other's rooms and `empty` ones while
// that lowers their total cost (substitutes, refills, apart, special,
// distance). Who has a room keeps one; no unit is used that was not.
void BringTogether(const Model& model, std::vector<std::uint32_t>& empty,
                   std::span<Stay> stays);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_TOGETHER_H_
