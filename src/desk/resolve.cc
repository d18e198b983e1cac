#include "core/status_macros.h"
#include "desk/setting.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {

absl::StatusOr<Setting> MakeSetting(const world::World& world,
                                    const policy::Policy& policy,
                                    std::string_view region, Instant as_of) {
  QUARANTA_ASSIGN_OR_RETURN(Setting setting, SetRegion(world, region, as_of));
  const policy::InForce in_force =
      policy.Resolve(setting.region_id, setting.today);
  QUARANTA_ASSIGN_OR_RETURN(setting.params, ReadParams(in_force.params));
  for (const policy::Pack* pack : in_force.packs) {
    setting.packs.push_back(pack->text.id + "@" + pack->text.version);
    setting.pack_hashes.push_back(pack->hash);
  }
  for (const policy::InForce::Entry& entry : in_force.rules) {
    // Nobody may approve an exception to a rule that is not waivable.
    if (entry.rule->text->id == setting.params.pairing_rule &&
        entry.rule->text->waivable == false) {
      setting.params.pairing_exception_by.reset();
    }
  }
  return setting;
}

absl::StatusOr<Setting> MakeSettingInForce(const world::World& world,
                                           const policy::Policy& policy,
                                           std::string_view region,
                                           Instant as_of) {
  QUARANTA_ASSIGN_OR_RETURN(Setting setting,
                            MakeSetting(world, policy, region, as_of));
  if (!setting.packs.empty()) return setting;
  return FailedPrecondition(
      "no measure is in force in region \"" + setting.region_id + "\" on " +
      FormatDay(setting.today) + ": nobody may be isolated");
}

}  // namespace quaranta::desk
