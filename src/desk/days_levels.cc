// The levels of the coming days in words.
#include "desk/days_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {

MessageId LevelMessage(const place::HorizonLevel& level,
                       place::TierPolicy policy) {
  using Name = place::HorizonLevelName;
  switch (level.name) {
    case Name::kUnplaced:
      return UnplacedMessage(level.key);
    case Name::kWaiting:
      return msg::kDaysLevelWaiting;
    case Name::kNewSites:
      return policy == place::TierPolicy::kCost ? msg::kPlaceLevelOpeningCost
                                                : msg::kPlaceLevelNewSites;
    case Name::kSubstitutes:
      return msg::kPlaceLevelSubstitutes;
    case Name::kNewHolds:
      return msg::kDaysLevelNewHolds;
    case Name::kBlockedDays:
      return msg::kDaysLevelBlocked;
    case Name::kPreferences:
      return level.part == 1 ? msg::kPlaceLevelRefills
                             : msg::kPlaceLevelHousehold;
    case Name::kSpecialRooms:
      return msg::kPlaceLevelSpecialRooms;
    case Name::kDistance:
      break;
  }
  return msg::kPlaceLevelDistance;
}

Sentence LevelWord(const place::HorizonLevel& level, place::TierPolicy policy) {
  using Name = place::HorizonLevelName;
  const auto as = [&](place::LevelName name) {
    place::Level other;
    other.name = name;
    other.part = level.part;
    other.key = level.key;
    return LevelWord(other, policy);
  };
  switch (level.name) {
    case Name::kUnplaced:
      return as(place::LevelName::kUnplaced);
    case Name::kWaiting:
      return {msg::kDaysWordWaiting, {}};
    case Name::kNewSites:
      return as(place::LevelName::kNewSites);
    case Name::kSubstitutes:
      return as(place::LevelName::kSubstitutes);
    case Name::kNewHolds:
      return {msg::kDaysWordNewHolds, {}};
    case Name::kBlockedDays:
      return {msg::kDaysWordBlocked, {}};
    case Name::kPreferences:
      return as(place::LevelName::kPreferences);
    case Name::kSpecialRooms:
      return as(place::LevelName::kSpecialRooms);
    case Name::kDistance:
      break;
  }
  return as(place::LevelName::kDistance);
}

}  // namespace quaranta::desk
