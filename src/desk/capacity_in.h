// The steps of desk::Capacity and desk::Tonight, once the region is known.
#ifndef QUARANTA_SRC_DESK_CAPACITY_IN_H_
#define QUARANTA_SRC_DESK_CAPACITY_IN_H_

#include "absl/status/statusor.h"
#include "desk/setting.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/tonight.h"

namespace quaranta::desk {

absl::StatusOr<CapacityLines> CapacityIn(const Setting& setting);
TonightView TonightIn(const Setting& setting);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_CAPACITY_IN_H_
