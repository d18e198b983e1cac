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

Sentence RoleWord(Params::Role role) {
  switch (role) {
    case Params::Role::kCounty:
      return {msg::kWhyRoleCounty, {}};
    case Params::Role::kCity:
      return {msg::kWhyRoleCity, {}};
    case Params::Role::kProvince:
      break;
  }
  return {msg::kWhyRoleProvince, {}};
}

Sentence FamilyWord(place::Family family) {
  switch (family) {
    case place::Family::kSite:
      return {msg::kWhySite, {}};
    case place::Family::kTurnaround:
      return {msg::kWhyTurnaround, {}};
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
