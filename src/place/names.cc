#include <string_view>

#include "quaranta/place/audit.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/verify.h"

namespace quaranta::place {

std::string_view NameOf(LevelName name) {
  switch (name) {
    case LevelName::kUnplaced:
      return "unplaced";
    case LevelName::kNewSites:
      return "new_sites";
    case LevelName::kSubstitutes:
      return "substitutes";
    case LevelName::kNewFloors:
      return "new_floors";
    case LevelName::kPreferences:
      return "preferences";
    case LevelName::kSpecialRooms:
      return "special_rooms";
    case LevelName::kDistance:
      return "distance";
  }
  return "";
}

std::string_view NameOf(LevelStatus status) {
  switch (status) {
    case LevelStatus::kOptimal:
      return "OPTIMAL";
    case LevelStatus::kConditional:
      return "CONDITIONAL";
    case LevelStatus::kFeasible:
      return "FEASIBLE";
  }
  return "";
}

std::string_view NameOf(Reason reason) {
  switch (reason) {
    case Reason::kMinorWithoutAdult:
      return "MINOR_WITHOUT_ADULT";
    case Reason::kNoReadyRoom:
      return "NO_READY_ROOM";
    case Reason::kNoGrade:
      return "NO_GRADE";
    case Reason::kNoFeature:
      return "NO_FEATURE";
    case Reason::kNoRoomBigEnough:
      return "NO_ROOM_BIG_ENOUGH";
    case Reason::kNoFreeFloor:
      return "NO_FREE_FLOOR";
    case Reason::kNoRoomLeft:
      return "NO_ROOM_LEFT";
  }
  return "";
}

std::string_view NameOf(TierPolicy policy) {
  switch (policy) {
    case TierPolicy::kLexicographic:
      return "LEXICOGRAPHIC";
    case TierPolicy::kStrict:
      return "STRICT";
    case TierPolicy::kCost:
      return "COST";
  }
  return "";
}

std::string_view NameOf(Breach breach) {
  switch (breach) {
    case Breach::kUnitShared:
      return "UNIT_SHARED";
    case Breach::kUnitOfOther:
      return "UNIT_OF_OTHER";
    case Breach::kRoomShared:
      return "ROOM_SHARED";
    case Breach::kTooManyPeople:
      return "TOO_MANY_PEOPLE";
    case Breach::kRoomOut:
      return "ROOM_OUT";
    case Breach::kRoomReleased:
      return "ROOM_RELEASED";
    case Breach::kRoomRefilled:
      return "ROOM_REFILLED";
    case Breach::kUnitClosed:
      return "UNIT_CLOSED";
    case Breach::kSiteNotOpen:
      return "SITE_NOT_OPEN";
    case Breach::kWrongGrade:
      return "WRONG_GRADE";
    case Breach::kMissingFeature:
      return "MISSING_FEATURE";
    case Breach::kMinorAlone:
      return "MINOR_ALONE";
    case Breach::kPartySplit:
      return "PARTY_SPLIT";
    case Breach::kNotAdjacent:
      return "NOT_ADJACENT";
    case Breach::kWrongRoommates:
      return "WRONG_ROOMMATES";
  }
  return "";
}

std::string_view NameOf(Fault fault) {
  switch (fault) {
    case Fault::kIndexOutOfRange:
      return "INDEX_OUT_OF_RANGE";
    case Fault::kRoomNotOffered:
      return "ROOM_NOT_OFFERED";
    case Fault::kStaffRoom:
      return "STAFF_ROOM";
    case Fault::kRoomHoldsTwo:
      return "ROOM_HOLDS_TWO";
    case Fault::kTooManyPeople:
      return "TOO_MANY_PEOPLE";
    case Fault::kEmptyAssignment:
      return "EMPTY_ASSIGNMENT";
    case Fault::kUnitShared:
      return "UNIT_SHARED";
    case Fault::kWrongGrade:
      return "WRONG_GRADE";
    case Fault::kMissingFeature:
      return "MISSING_FEATURE";
    case Fault::kMinorAlone:
      return "MINOR_ALONE";
    case Fault::kPartySplit:
      return "PARTY_SPLIT";
    case Fault::kNotAdjacent:
      return "NOT_ADJACENT";
    case Fault::kPartyHalfPlaced:
      return "PARTY_HALF_PLACED";
    case Fault::kWrongRoommates:
      return "WRONG_ROOMMATES";
    case Fault::kTierSkipped:
      return "TIER_SKIPPED";
    case Fault::kPersonTwice:
      return "PERSON_TWICE";
    case Fault::kPersonForgotten:
      return "PERSON_FORGOTTEN";
    case Fault::kWrongOrder:
      return "WRONG_ORDER";
    case Fault::kWrongLevels:
      return "WRONG_LEVELS";
    case Fault::kWrongValue:
      return "WRONG_VALUE";
    case Fault::kBoundAboveValue:
      return "BOUND_ABOVE_VALUE";
    case Fault::kWrongStatus:
      return "WRONG_STATUS";
    case Fault::kWrongRefill:
      return "WRONG_REFILL";
    case Fault::kWrongSubstitutions:
      return "WRONG_SUBSTITUTIONS";
    case Fault::kWrongOpenedSites:
      return "WRONG_OPENED_SITES";
    case Fault::kWrongTakenUnits:
      return "WRONG_TAKEN_UNITS";
    case Fault::kWrongReason:
      return "WRONG_REASON";
    case Fault::kWrongFunnel:
      return "WRONG_FUNNEL";
    case Fault::kWrongBlocking:
      return "WRONG_BLOCKING";
    case Fault::kRoomWasLeft:
      return "ROOM_WAS_LEFT";
    case Fault::kWrongCertificate:
      return "WRONG_CERTIFICATE";
  }
  return "";
}

}  // namespace quaranta::place
