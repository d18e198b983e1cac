// The public doors. Nobody is placed where no measure is in force.
#include "core/status_macros.h"
#include "desk/capacity_in.h"
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

absl::StatusOr<CapacityLines> Capacity(const world::World& world,
                                       const policy::Policy& policy,
                                       const CapacityOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSetting(world, policy, options.region, options.as_of));
  return CapacityIn(setting);
}

absl::StatusOr<TonightView> Tonight(const world::World& world,
                                    const policy::Policy& policy,
                                    const TonightOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSetting(world, policy, options.region, options.as_of));
  return TonightIn(setting);
}

}  // namespace quaranta::desk
