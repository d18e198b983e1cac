// Who approves what the desk proposes.
#ifndef QUARANTA_DESK_ROLE_H_
#define QUARANTA_DESK_ROLE_H_

#include <cstdint>
#include <string_view>

namespace quaranta::desk {

// From the desk upwards.
enum class Role : std::uint8_t {
  kDutyOfficer,  // who signs tonight's plan
  kSiteHead,
  kCountyCommand,
  kCityCommand,
  kProvinceCommand,
};

// "DUTY_OFFICER", "SITE_HEAD", "COUNTY_COMMAND", ...
std::string_view NameOf(Role role);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_ROLE_H_
