#include "desk/why_words.h"

#include <algorithm>
#include <map>
#include <utility>

#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

Sentence Joined(const std::vector<Sentence>& items, MessageId more,
                MessageId last) {
  Sentence list = items.back();
  for (std::size_t i = items.size() - 1; i-- > 0;) {
    list = {i + 2 == items.size() ? last : more,
            {{"first", items[i]}, {"rest", std::move(list)}}};
  }
  return list;
}

// The least that any of those people need. Those in several rooms may have
// small ones, and not all of them need have the same features.
Sentence NeedOf(const place::Problem& problem,
                const place::Shortage& shortage) {
  std::size_t beds = shortage.needing.front().people.size();
  place::Features needs = ~place::Features{0};
  std::int64_t wanted = 0;
  for (const place::Lodgers& lodgers : shortage.needing) {
    wanted += lodgers.rooms;
    if (lodgers.rooms > 1) {
      beds = 1;
      needs = 0;
      continue;
    }
    beds = std::min(beds, lodgers.people.size());
    const place::Party& party = problem.parties[lodgers.party.value()];
    place::Features must = 0;
    for (const std::uint32_t i : lodgers.people) {
      must |= party.people[i].needs & ~party.substitutable;
    }
    needs &= must;
  }
  const bool accessible = (needs & kAccessible) != 0;
  const MessageArg rooms("rooms", wanted);
  if (beds < 2) {
    return {accessible ? msg::kWhyNeedAccessible : msg::kWhyNeedRooms, {rooms}};
  }
  return {accessible ? msg::kWhyNeedBoth : msg::kWhyNeedBeds,
          {rooms, {"beds", beds}}};
}

Sentence WordOf(const Turnaround& of) {
  std::vector<Sentence> words;
  if (of.waiting) words.push_back({msg::kWhyTurnaroundWaiting, {}});
  if (of.left) words.push_back({msg::kWhyTurnaroundLeft, {}});
  if (of.unclear) words.push_back({msg::kWhyTurnaroundUnclear, {}});
  if (of.mixed) words.push_back({msg::kWhyTurnaroundMixed, {}});
  if (of.frozen) words.push_back({msg::kWhyTurnaroundFrozen, {}});
  if (words.empty()) words.push_back({msg::kWhyTurnaroundWaiting, {}});
  return Joined(words, msg::kWhyListMore, msg::kWhyListOr);
}

}  // namespace

Sentence ListOf(const std::vector<Sentence>& items) {
  return Joined(items, msg::kWhyListMore, msg::kWhyListLast);
}

Sentence AllOf(const std::vector<Sentence>& items) {
  return Joined(items, msg::kWhyBoth, msg::kWhyBoth);
}

Sentence AnyOf(const std::vector<Sentence>& items) {
  return Joined(items, msg::kWhyOrMore, msg::kWhyOrMore);
}

Sentence RoleWord(Role role) {
  switch (role) {
    case Role::kDutyOfficer:
      return {msg::kWhyRoleDesk, {}};
    case Role::kSiteHead:
      return {msg::kWhyRoleSite, {}};
    case Role::kCountyCommand:
      return {msg::kWhyRoleCounty, {}};
    case Role::kCityCommand:
      return {msg::kWhyRoleCity, {}};
    case Role::kProvinceCommand:
      break;
  }
  return {msg::kWhyRoleProvince, {}};
}

Turnaround TurnaroundOf(const Plan& plan, const place::Party& party,
                        const std::vector<place::Family>& waived) {
  const auto has = [&waived](place::Family family) {
    return std::find(waived.begin(), waived.end(), family) != waived.end();
  };
  const place::Problem& problem = plan.problem;
  Turnaround found;
  for (std::size_t r = 0; r < plan.rooms.size(); ++r) {
    const place::Room& room = problem.rooms[r];
    const place::Unit& unit = problem.units[room.unit.value()];
    const place::Site& site = problem.sites[unit.site.value()];
    const NotOffered why = plan.rooms[r].why;
    const bool waits = why == NotOffered::kAwaitingDisinfection;
    const bool in_service = site.open || (site.can_open && !unit.holder);
    const bool others = unit.holder && *unit.holder != party.cohort;
    if ((room.state == place::RoomState::kOut && !waits) ||
        (!in_service && !has(place::Family::kSite)) ||
        (others && !has(place::Family::kExclusive)) ||
        (!problem.pairing.Allows(party.risk_class, site.grade) &&
         !has(place::Family::kPairing))) {
      continue;
    }
    found.left = found.left || why == NotOffered::kReleased;
    found.waiting = found.waiting || waits;
    if (!unit.closed) continue;
    const UnitState state = plan.units[room.unit.value()].state;
    found.waiting = found.waiting || state == UnitState::kAwaitingDisinfection;
    found.unclear = found.unclear || state == UnitState::kUnclear;
    found.mixed = found.mixed || state == UnitState::kMixed;
    found.frozen = found.frozen || state == UnitState::kFrozen;
  }
  return found;
}

Sentence FamilyWord(place::Family family, const Turnaround& turnaround) {
  switch (family) {
    case place::Family::kSite:
      return {msg::kWhySite, {}};
    case place::Family::kTurnaround:
      return {msg::kWhyTurnaround, {{"which", WordOf(turnaround)}}};
    case place::Family::kFeature:
      return {msg::kWhyFeature, {}};
    case place::Family::kTogether:
      return {msg::kWhyTogether, {}};
    case place::Family::kBeds:
      return {msg::kWhyBeds, {}};
    case place::Family::kPairing:
      return {msg::kWhyPairing, {}};
    case place::Family::kStaffRooms:
      return {msg::kWhyStaffRooms, {}};
    case place::Family::kExclusive:
      return {msg::kWhyExclusive, {}};
    case place::Family::kGuardian:
      break;
  }
  return {msg::kWhyGuardian, {}};
}

MessageId ReasonMessage(place::Reason reason) {
  switch (reason) {
    case place::Reason::kMinorWithoutAdult:
      return msg::kPlaceNoRoomMinor;
    case place::Reason::kNoReadyRoom:
      return msg::kPlaceNoRoomReady;
    case place::Reason::kNoGrade:
      return msg::kPlaceNoRoomGrade;
    case place::Reason::kNoFeature:
      return msg::kPlaceNoRoomFeature;
    case place::Reason::kNoRoomBigEnough:
      return msg::kPlaceNoRoomBeds;
    case place::Reason::kNoFreeFloor:
      return msg::kPlaceNoRoomFloor;
    case place::Reason::kNoRoomLeft:
      break;
  }
  return msg::kPlaceNoRoomLeft;
}

Sentence ReasonClause(place::Reason reason, std::uint32_t risk_class) {
  switch (reason) {
    case place::Reason::kMinorWithoutAdult:
      break;
    case place::Reason::kNoReadyRoom:
      return {msg::kWhyBecauseReady, {}};
    case place::Reason::kNoGrade:
      return {msg::kWhyBecauseGrade,
              {{"risk", RiskWord(static_cast<int>(risk_class))}}};
    case place::Reason::kNoFeature:
      return {msg::kWhyBecauseFeature, {}};
    case place::Reason::kNoRoomBigEnough:
      return {msg::kWhyBecauseBeds, {}};
    case place::Reason::kNoFreeFloor:
      return {msg::kWhyBecauseFloor, {}};
    case place::Reason::kNoRoomLeft:
      return {msg::kWhyBecauseLeft, {}};
  }
  return {msg::kWhyBecauseMinor, {}};
}

Sentence LevelWord(const place::Level& level, place::TierPolicy policy) {
  switch (level.name) {
    case place::LevelName::kUnplaced:
      return {msg::kWhyLevelUnplaced, {{"key", level.key}}};
    case place::LevelName::kNewSites:
      if (policy == place::TierPolicy::kCost) {
        return {msg::kWhyLevelOpeningCost, {}};
      }
      return {msg::kWhyLevelNewSites, {{"key", level.key}}};
    case place::LevelName::kSubstitutes:
      return {msg::kWhyLevelSubstitutes, {}};
    case place::LevelName::kNewFloors:
      return {msg::kWhyLevelNewFloors, {}};
    case place::LevelName::kPreferences:
      return {level.part == 1 ? msg::kWhyLevelRefills : msg::kWhyLevelHousehold,
              {}};
    case place::LevelName::kSpecialRooms:
      return {msg::kWhyLevelSpecialRooms, {}};
    case place::LevelName::kDistance:
      break;
  }
  return {msg::kWhyLevelDistance, {}};
}

ShortageFacts FactsOf(const Places& places, const place::Shortage& shortage) {
  ShortageFacts facts;
  for (const place::Lodgers& lodgers : shortage.needing) {
    facts.people += static_cast<std::int64_t>(lodgers.people.size());
  }
  facts.need = NeedOf(places.problem, shortage);
  std::map<std::uint32_t, std::size_t> rooms;  // by unit
  for (const place::RoomId room : shortage.rooms) {
    ++rooms[places.problem.rooms[room.value()].unit.value()];
  }
  for (const auto& [unit, count] : rooms) {
    const UnitNote& note = places.units[unit];
    facts.floors.push_back({msg::kWhyRoomsOn,
                            {{"rooms", count},
                             {"floor", FloorWord(note.label)},
                             {"site", places.sites[note.site].name}}});
  }
  return facts;
}

}  // namespace quaranta::desk
