#include <set>

#include "desk/words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {
namespace {

MessageId LevelMessage(const place::Level& level, place::TierPolicy policy) {
  switch (level.name) {
    case place::LevelName::kUnplaced:
      return UnplacedMessage(level.key);
    case place::LevelName::kNewSites:
      return policy == place::TierPolicy::kCost ? msg::kPlaceLevelOpeningCost
                                                : msg::kPlaceLevelNewSites;
    case place::LevelName::kSubstitutes:
      return msg::kPlaceLevelSubstitutes;
    case place::LevelName::kNewFloors:
      return msg::kPlaceLevelNewFloors;
    case place::LevelName::kPreferences:
      return level.part == 1 ? msg::kPlaceLevelRefills
                             : msg::kPlaceLevelHousehold;
    case place::LevelName::kSpecialRooms:
      return msg::kPlaceLevelSpecialRooms;
    case place::LevelName::kDistance:
      break;
  }
  return msg::kPlaceLevelDistance;
}

}  // namespace

PlanSummary Summarize(const Plan& plan) {
  PlanSummary summary;
  std::set<std::uint32_t> rooms;
  for (const place::Assignment& entry : plan.plan.assignments) {
    summary.placed += static_cast<std::int32_t>(entry.people.size());
    rooms.insert(entry.room.value());
  }
  for (const place::Unplaced& entry : plan.plan.unplaced) {
    const auto people = static_cast<std::int32_t>(entry.people.size());
    summary.unplaced += people;
    if (entry.reason == place::Reason::kMinorWithoutAdult) {
      summary.minors_waiting_for_a_carer += people;
    }
  }
  for (const Referral& referral : plan.referred) {
    ++(referral.outcome == schema::ReferralOutcome::kHome
           ? summary.home
           : summary.to_hospital);
  }
  summary.already_inside =
      static_cast<std::int32_t>(plan.already_inside.size());
  summary.asked = summary.placed + summary.unplaced + summary.to_hospital +
                  summary.home + summary.already_inside;
  summary.parties = static_cast<std::int32_t>(plan.parties.size());
  summary.rooms = static_cast<std::int32_t>(rooms.size());
  summary.floors_taken =
      static_cast<std::int32_t>(plan.plan.taken_units.size());
  summary.sites_opened =
      static_cast<std::int32_t>(plan.plan.opened_sites.size());
  for (const place::Level& level : plan.plan.levels) {
    summary.levels.push_back(
        {LevelMessage(level, plan.problem.tier_policy),
         {{"key", level.key},
          {"value", level.value},
          {"status", LevelStatusWord(level.status, level.bound)}}});
  }
  return summary;
}

std::string_view NameOf(AgeBand band) {
  switch (band) {
    case AgeBand::kMinor:
      return "MINOR";
    case AgeBand::kAdult:
      return "ADULT";
    case AgeBand::kOld:
      return "OLD";
    case AgeBand::kUnknown:
      break;
  }
  return "UNKNOWN";
}

std::string_view NameOf(Relaxation::Kind kind) {
  switch (kind) {
    case Relaxation::Kind::kDisinfectFloor:
      return "DISINFECT_FLOOR";
    case Relaxation::Kind::kClearFloor:
      return "CLEAR_FLOOR";
    case Relaxation::Kind::kOpenSite:
      return "OPEN_SITE";
    case Relaxation::Kind::kAskConsent:
      return "ASK_CONSENT";
    case Relaxation::Kind::kLodgeApart:
      return "LODGE_APART";
    case Relaxation::Kind::kNameCarer:
      return "NAME_CARER";
    case Relaxation::Kind::kConvertSite:
      return "CONVERT_SITE";
    case Relaxation::Kind::kPairingException:
      break;
  }
  return "PAIRING_EXCEPTION";
}

std::string_view NameOf(Role role) {
  switch (role) {
    case Role::kDutyOfficer:
      return "DUTY_OFFICER";
    case Role::kSiteHead:
      return "SITE_HEAD";
    case Role::kCountyCommand:
      return "COUNTY_COMMAND";
    case Role::kCityCommand:
      return "CITY_COMMAND";
    case Role::kProvinceCommand:
      break;
  }
  return "PROVINCE_COMMAND";
}

std::string_view NameOf(EquityRow::By by) {
  switch (by) {
    case EquityRow::By::kAge:
      return "AGE";
    case EquityRow::By::kSex:
      return "SEX";
    case EquityRow::By::kNeed:
      break;
  }
  return "NEED";
}

}  // namespace quaranta::desk
