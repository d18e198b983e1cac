// Where and when: the region, its zone, and the parameters in force there.
#ifndef QUARANTA_SRC_DESK_SETTING_H_
#define QUARANTA_SRC_DESK_SETTING_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/role.h"
#include "quaranta/expr/value.h"
#include "quaranta/place/problem.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

// Parameters of the policy with their defaults; see desk::Place.
struct Params {
  double fever_c = 37.3;
  bool home_option = false;
  std::int64_t intake_window_h = 24;
  bool refill_allowed = false;
  std::int64_t reserve_permille = 0;  // of reserve_share
  std::int64_t reserve_floors = 0;
  std::int64_t reserve_exempt_below = 0;
  // Least and largest group; nothing: no thresholds.
  std::optional<std::pair<std::int32_t, std::int32_t>> reserve_groups;
  double open_within_h = 24;
  std::int64_t staff_group_members = 14;
  std::int64_t shifts = 3;
  std::int64_t staff_per_room = 2;
  std::int64_t unknown_risk_as = 3;
  std::int64_t minor_age = 18;
  std::int64_t old_age = 70;
  std::int64_t priority_clock_h = 8;
  std::int64_t disinfection_h = 24;
  // The same in whole days, as floors are given from one day on.
  std::int32_t DisinfectionDays() const {
    return static_cast<std::int32_t>((disinfection_h + 23) / 24);
  }
  Role more_rooms_from = Role::kCityCommand;
  // Who approves an act that would help.
  Role disinfect_by = Role::kSiteHead;
  Role consent_by = Role::kDutyOfficer;
  Role carer_by = Role::kDutyOfficer;
  Role open_site_by = Role::kCountyCommand;
  Role convert_site_by = Role::kCountyCommand;
  Role clear_floor_by = Role::kCountyCommand;
  std::optional<Role> pairing_exception_by;
  std::string pairing_rule;
  // Numbers of risk class and grade that go together; empty: equal ones.
  std::vector<std::pair<int, int>> pairs;
  std::optional<std::int64_t> rooms_per_10k;
  place::TierPolicy tier_policy = place::TierPolicy::kLexicographic;
};

// From the map `params` of rules; a name it lacks keeps its default.
// kInvalidArgument for a value of the wrong kind or out of its range.
absl::StatusOr<Params> ReadParams(const expr::Value& params);

struct Setting {
  const world::World* world = nullptr;
  std::optional<data::RowRef> region;
  std::string region_id;
  // The region and those below it; empty when the world has no regions.
  std::set<std::uint32_t> region_rows;
  Zone zone;
  Instant as_of;  // with the zone's offset
  Day today;
  Params params;
  std::vector<std::string> packs;        // in force, "id@version"
  std::vector<std::string> pack_hashes;  // beside `packs`

  // A row whose region is one of these (any row when there are no regions).
  bool Covers(data::RowRef row) const;
  std::string LocalTime(Instant instant) const;  // "2022-04-10 17:00"
};

// The region named, or the only one without a region above it. Parameters stay
// at their defaults.
absl::StatusOr<Setting> SetRegion(const world::World& world,
                                  std::string_view region, Instant as_of);

// As SetRegion, with what the policy says there on that day.
absl::StatusOr<Setting> MakeSetting(const world::World& world,
                                    const policy::Policy& policy,
                                    std::string_view region, Instant as_of);

// kFailedPrecondition when no pack is in force there on that day.
absl::StatusOr<Setting> MakeSettingInForce(const world::World& world,
                                           const policy::Policy& policy,
                                           std::string_view region,
                                           Instant as_of);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_SETTING_H_
