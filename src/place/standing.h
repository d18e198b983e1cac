// What holds once a plan is carried out: whose unit, whose room.
#ifndef QUARANTA_SRC_PLACE_STANDING_H_
#define QUARANTA_SRC_PLACE_STANDING_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::why {

inline constexpr std::uint32_t kNobody = 0xFFFFFFFF;

struct Standing {
  std::vector<std::optional<CohortId>> holder;  // by unit
  std::vector<std::uint32_t> taken_by;  // by room: assignment, or kNobody
  std::vector<bool> staff;              // by room
  // By assignment: of a party that has several rooms as one.
  std::vector<bool> in_run;
};

// kInvalidArgument if the problem is not valid or the plan names what it does
// not have.
absl::StatusOr<Standing> StandingOf(const Problem& problem, const Plan& plan);

}  // namespace quaranta::place::why

#endif  // QUARANTA_SRC_PLACE_STANDING_H_
