// Plain problems: only people and floors count up to kNewFloors.
#ifndef QUARANTA_SRC_PLACE_PLAIN_H_
#define QUARANTA_SRC_PLACE_PLAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "place/model.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// Free units with the same rooms by type, by index.
struct UnitKind {
  std::vector<std::uint32_t> units;
  std::vector<TypeCount> types;
};

// The kinds of free units, by their first; nothing if the problem is not
// plain: some free unit is at a site that is not open, some party is too large
// for one room, or some need may be substituted by rooms there are.
std::optional<std::vector<UnitKind>> KindsIfPlain(const Model& model);

// People of each class without a room, then (at LastLoss) new units. Of two the
// one is worse that is larger where they first differ.
using Loss = std::array<std::int32_t, kMaxClasses + 1>;
inline std::size_t LastLoss(const Model& model) {
  return static_cast<std::size_t>(model.classes);
}

// Of Plan::levels the one of that part of a Loss.
std::size_t LevelOfLoss(const Model& model, std::size_t part);

// Whether the plan of a plain problem comes to this up to kNewFloors, which is
// the sum over all cohorts.
bool ComesTo(const Model& model, const Loss& sum, const Plan& plan);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_PLAIN_H_
