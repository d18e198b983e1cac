#include "desk/words.h"

#include <algorithm>
#include <cstdint>

#include "quaranta/core/message_ids.h"

namespace quaranta::desk {

Sentence RiskWord(int risk) {
  switch (static_cast<schema::RiskLevel>(risk)) {
    case schema::RiskLevel::kLow:
      return {msg::kPlaceRiskLow, {}};
    case schema::RiskLevel::kMedium:
      return {msg::kPlaceRiskMedium, {}};
    case schema::RiskLevel::kHigh:
      return {msg::kPlaceRiskHigh, {}};
    default:
      return {msg::kPlaceRiskUnknown, {}};
  }
}

Sentence StatusWord(schema::SiteStatus status) {
  switch (status) {
    case schema::SiteStatus::kListed:
      return {msg::kPlaceStatusListed, {}};
    case schema::SiteStatus::kConverted:
      return {msg::kPlaceStatusConverted, {}};
    case schema::SiteStatus::kAccepted:
      return {msg::kPlaceStatusAccepted, {}};
    default:
      return {msg::kPlaceStatusUnknown, {}};
  }
}

Sentence LevelStatusWord(place::LevelStatus status, std::int64_t bound) {
  switch (status) {
    case place::LevelStatus::kOptimal:
      return {msg::kPlaceProven, {}};
    case place::LevelStatus::kConditional:
      return {msg::kPlaceConditional, {}};
    case place::LevelStatus::kFeasible:
      break;
  }
  return {msg::kPlaceFeasible, {{"bound", bound}}};
}

// As PriorityOf (parties.cc) has them.
MessageId UnplacedMessage(std::int32_t priority) {
  switch (priority) {
    case 0:
      return msg::kPlaceLevelUnplacedFirst;
    case 1:
      return msg::kPlaceLevelUnplacedSecond;
    case 2:
      return msg::kPlaceLevelUnplacedOthers;
    default:
      return msg::kPlaceLevelUnplaced;
  }
}

Sentence ItemWord(schema::AcceptanceItem item) {
  switch (item) {
    case schema::AcceptanceItem::kAirConditioning:
      return {msg::kPlaceItemAir, {}};
    case schema::AcceptanceItem::kVideo:
      return {msg::kPlaceItemVideo, {}};
    case schema::AcceptanceItem::kSewage:
      return {msg::kPlaceItemSewage, {}};
    case schema::AcceptanceItem::kWindowDoor:
      return {msg::kPlaceItemWindowDoor, {}};
    default:
      return {msg::kPlaceItemWaste, {}};
  }
}

Sentence CohortLabel(const CohortKey& key) {
  const MessageArg risk("risk", RiskWord(key.risk));
  switch (key.kind) {
    case CohortKey::Kind::kChain:
      return {msg::kPlaceCohortChain,
              {{"chain", key.chain}, {"batch", key.batch}, risk}};
    case CohortKey::Kind::kVehicle:
      return {msg::kPlaceCohortVehicle,
              {{"vehicle", key.tag}, {"day", key.batch}, risk}};
    case CohortKey::Kind::kParty:
      break;
  }
  // "party:F1", "person:P7": what follows the colon.
  return {msg::kPlaceCohortParty,
          {{"party", key.tag.substr(key.tag.find(':') + 1)}, risk}};
}

Sentence FloorWord(const std::string& label) {
  const bool number = !label.empty() && label.find_first_not_of(
                                            "0123456789+") == std::string::npos;
  return {number ? msg::kPlaceFloorNumber : msg::kPlaceFloorLabel,
          {{"label", label}}};
}

std::string HoursText(double hours) {
  // What is no number is as far off as can be said.
  const double most = 1e9;
  const double said = hours < most ? std::max(hours, 0.0) : most;
  const auto tenths = static_cast<std::int64_t>(said * 10 + 0.5);
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text;
}

}  // namespace quaranta::desk
