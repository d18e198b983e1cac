// The public door: nobody is placed where no measure is in force.
#include "core/status_macros.h"
#include "desk/place_in.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {

absl::StatusOr<Plan> Place(const world::World& world,
                           const world::World& arrivals,
                           const policy::Policy& policy,
                           const PlaceOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSetting(world, policy, options.region, options.as_of));
  if (setting.packs.empty()) {
    return FailedPrecondition(
        "no measure is in force in region \"" + setting.region_id + "\" on " +
        FormatDay(setting.today) + ": nobody may be isolated");
  }
  return PlaceIn(setting, arrivals, options.seed, options.node_limit);
}

}  // namespace quaranta::desk
