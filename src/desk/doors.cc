// The public doors. Nobody is placed where no measure is in force.
#include <string>

#include "core/status_macros.h"
#include "desk/audit_in.h"
#include "desk/capacity_in.h"
#include "desk/moves_in.h"
#include "desk/place_in.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {

namespace {

absl::StatusOr<Plan> PlaceWith(const world::World& world,
                               const world::World& arrivals,
                               const policy::Policy& policy,
                               const PlaceOptions& options,
                               const NightOptions* night) {
  if (options.small_count < 1) {
    return InvalidArgument("options.small_count is " +
                           std::to_string(options.small_count) +
                           "; expected 1 or more");
  }
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSettingInForce(world, policy, options.region, options.as_of));
  return PlaceIn(setting, arrivals, options, night);
}

}  // namespace

absl::StatusOr<Plan> Place(const world::World& world,
                           const world::World& arrivals,
                           const policy::Policy& policy,
                           const PlaceOptions& options) {
  return PlaceWith(world, arrivals, policy, options, nullptr);
}

absl::StatusOr<Plan> PlaceNight(const world::World& world,
                                const world::World& arrivals,
                                const policy::Policy& policy,
                                const PlaceOptions& options,
                                const NightOptions& night) {
  return PlaceWith(world, arrivals, policy, options, &night);
}

absl::StatusOr<AuditResult> Audit(const world::World& world,
                                  const policy::Policy& policy,
                                  const AuditOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSettingInForce(world, policy, options.region, options.as_of));
  return AuditIn(setting, options);
}

absl::StatusOr<EvacuationResult> Evacuate(const world::World& world,
                                          const policy::Policy& policy,
                                          const EvacuateOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSettingInForce(world, policy, options.region, options.as_of));
  return EvacuateIn(setting, options);
}

absl::StatusOr<FreeingResult> FreeFloors(const world::World& world,
                                         const policy::Policy& policy,
                                         const FreeOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSettingInForce(world, policy, options.region, options.as_of));
  return FreeFloorsIn(setting, options);
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
