// What must come true before a plan can be carried out, and what it could not
// know.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "desk/acceptance.h"
#include "desk/audit_words.h"
#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

class Conditions {
 public:
  Conditions(const Draft& draft, Plan& plan) : draft_(draft), plan_(plan) {}

  void Add() {
    for (const Group& group : draft_.arrivals.groups) {
      if (!group.needs_carer) continue;
      for (const Sentence& remark : group.note.remarks) {
        if (remark.id == msg::kPlaceNameCarer ||
            remark.id == msg::kPlaceNameCarerOne ||
            remark.id == msg::kPlaceAskConsent) {
          plan_.conditions.push_back(remark);
        }
      }
    }
    for (const place::OpenedSite& opened : plan_.plan.opened_sites) {
      for (Sentence& line :
           OpeningConditions(draft_.setting, CountySite(opened.site.value()),
                             opened.staff_rooms.size())) {
        plan_.conditions.push_back(std::move(line));
      }
    }
    for (const place::Substitution& entry : plan_.plan.substitutions) {
      const auto& party = plan_.parties[entry.party.value()];
      Say(msg::kPlaceConditionSubstitute,
          {{"person", party.people[entry.person]},
           {"site", SiteOf(entry.room)},
           {"room", plan_.rooms[entry.room.value()].label}});
    }
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (!entry.refill) continue;
      Say(msg::kPlaceConditionRefill,
          {{"site", SiteOf(entry.room)},
           {"room", plan_.rooms[entry.room.value()].label}});
    }
    if (RoomsLack()) AddClosedSites();
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    plan_.conditions.push_back({id, std::move(args)});
  }

  const std::string& SiteOf(place::RoomId room) const {
    const auto unit = plan_.problem.rooms[room.value()].unit;
    return plan_.sites[plan_.units[unit.value()].site].name;
  }

  const SiteRow& CountySite(std::size_t s) const {
    return draft_.county.sites[draft_.stock.county_site[s]];
  }

  // Somebody is without a room for want of rooms, not of a carer.
  bool RoomsLack() const {
    return std::any_of(plan_.plan.unplaced.begin(), plan_.plan.unplaced.end(),
                       [](const place::Unplaced& entry) {
                         return entry.reason !=
                                place::Reason::kMinorWithoutAdult;
                       });
  }

  // Sites with rooms that cannot be used tonight.
  void AddClosedSites() {
    for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
      const place::Site& site = plan_.problem.sites[s];
      if (site.open || site.can_open) continue;
      const SiteRow& from = CountySite(s);
      const std::int64_t rooms = plan_.sites[s].ready_rooms > 0
                                     ? plan_.sites[s].ready_rooms
                                     : from.record.isolation_rooms.value_or(
                                           from.record.rooms_total.value_or(0));
      if (rooms == 0) continue;
      const MessageArg name("site", from.name);
      const MessageArg count("rooms", rooms);
      if (plan_.sites[s].status != schema::SiteStatus::kAccepted) {
        Say(msg::kPlaceConditionSiteStatus,
            {name, count, {"status", StatusWord(plan_.sites[s].status)}});
      } else if (from.record.ready_in_h) {
        Say(msg::kPlaceConditionSiteSlow,
            {name, count, {"hours", HoursText(*from.record.ready_in_h)}});
      } else {
        Say(msg::kPlaceConditionSiteTime, {name, count});
      }
    }
  }

  const Draft& draft_;
  Plan& plan_;
};

class Doubts {
 public:
  Doubts(const Draft& draft, Plan& plan) : draft_(draft), plan_(plan) {}

  void Add() {
    for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
      const place::Site& site = plan_.problem.sites[s];
      if (site.open || site.can_open) AddSite(s);
    }
    AddTwoRooms();
    AddFacts();
    for (const Group& group : draft_.arrivals.groups) {
      for (const Sentence& remark : group.note.remarks) {
        if (remark.id == msg::kPlaceDoubtCarer ||
            remark.id == msg::kPlaceTwoChains ||
            remark.id == msg::kPlaceTwoBatches ||
            remark.id == msg::kPlaceTwoRisks) {
          plan_.doubts.push_back(remark);
        }
      }
    }
    if (draft_.arrivals.later > 0) {
      Say(msg::kPlaceDoubtLater, {{"people", draft_.arrivals.later},
                                  {"day", FormatDay(draft_.setting.zone.DayOf(
                                              *draft_.arrivals.first_later))}});
    }
    const std::set<std::string>& columns = draft_.arrivals.unread_columns;
    if (!columns.empty()) {
      Say(msg::kPlaceDoubtColumns,
          {{"columns", CodesOf({columns.begin(), columns.end()})},
           {"count", columns.size()}});
    }
    for (const std::string& person : plan_.already_inside) {
      Say(msg::kPlaceAlreadyInside, {{"person", person}});
    }
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    plan_.doubts.push_back({id, std::move(args)});
  }

  void AddSite(std::size_t s) {
    const SiteRow& site = draft_.county.sites[draft_.stock.county_site[s]];
    const SiteDoubts& doubts = draft_.stock.doubts[s];
    for (const auto& [rooms, message] :
         {std::pair(doubts.unknown_use, msg::kPlaceDoubtUnknownUse),
          std::pair(doubts.unknown_state, msg::kPlaceDoubtUnknownState),
          std::pair(doubts.no_floor, msg::kPlaceDoubtNoFloor),
          std::pair(doubts.unknown_beds, msg::kPlaceDoubtBeds),
          std::pair(doubts.ready_but_lodged, msg::kPlaceDoubtReadyButLodged),
          std::pair(doubts.used_by_nobody, msg::kPlaceDoubtUsedByNobody)}) {
      if (rooms == 0) continue;
      Say(message, {{"site", site.name}, {"rooms", rooms}});
    }
    if (!site.record.grade) Say(msg::kPlaceDoubtGrade, {{"site", site.name}});
    if (doubts.opening_cost && !plan_.problem.sites[s].open &&
        plan_.problem.tier_policy == place::TierPolicy::kCost) {
      Say(msg::kPlaceDoubtOpeningCost, {{"site", site.name}});
    }
    for (const UnitNote& unit : plan_.units) {
      if (unit.site == s) AddUnit(site, unit);
    }
    AddCountAge(site);
  }

  void AddUnit(const SiteRow& site, const UnitNote& unit) {
    std::optional<MessageId> message;
    switch (unit.state) {
      case UnitState::kMixed:
        message = msg::kPlaceDoubtMixed;
        break;
      case UnitState::kUnclear:
        message = msg::kPlaceDoubtUnclear;
        break;
      case UnitState::kAwaitingDisinfection:
        message = msg::kPlaceDoubtAwaiting;
        break;
      case UnitState::kFrozen:
        AddPositives(site, unit);
        return;
      case UnitState::kFree:
      case UnitState::kHeld:
        return;
    }
    Say(*message, {{"site", site.name}, {"floor", FloorWord(unit.label)}});
  }

  void AddPositives(const SiteRow& site, const UnitNote& unit) {
    if (auto doubt = PositiveDoubt(draft_.county, site.name, unit)) {
      plan_.doubts.push_back(*std::move(doubt));
    }
  }

  // People with more than one room now: each room and its floor is theirs.
  void AddTwoRooms() {
    const County& county = draft_.county;
    std::map<std::string, std::set<std::size_t>> rooms;
    for (const Lodging& lodging : county.lodgings) {
      if (!lodging.current) continue;
      const StayRow& stay = county.stays[lodging.stay];
      rooms[stay.person ? stay.person->id : stay.id].insert(lodging.room);
    }
    for (const auto& [person, of] : rooms) {
      if (of.size() < 2) continue;
      std::vector<Sentence> words;
      for (const std::size_t r : of) {
        const RoomRow& room = county.rooms[r];
        words.push_back(
            {msg::kAuditRoom,
             {{"site", county.sites[room.site].name}, {"room", room.label}}});
      }
      Say(msg::kPlaceDoubtTwoRooms,
          {{"who", person}, {"rooms", ListOf(words)}});
    }
  }

  void AddCountAge(const SiteRow& site) {
    const auto counted = LastRoomCount(draft_.setting, site);
    if (!counted) {
      Say(msg::kPlaceDoubtCountNever, {{"site", site.name}});
    } else if (*counted < draft_.setting.today) {
      Say(msg::kPlaceDoubtCountAge,
          {{"site", site.name},
           {"day", FormatDay(*counted)},
           {"days", draft_.setting.today - *counted}});
    }
  }

  void AddFacts() {
    const FactDoubts& unknown = draft_.arrivals.unknown;
    for (const auto& [people, message] :
         {std::pair(unknown.temperature, msg::kPlaceDoubtTemperature),
          std::pair(unknown.symptoms, msg::kPlaceDoubtSymptoms),
          std::pair(unknown.test_result, msg::kPlaceDoubtTestResult),
          std::pair(unknown.age, msg::kPlaceDoubtAge),
          std::pair(unknown.chain, msg::kPlaceDoubtChain),
          std::pair(unknown.named_at, msg::kPlaceDoubtNamedAt)}) {
      if (people > 0) Say(message, {{"people", people}});
    }
    if (unknown.risk > 0) {
      Say(msg::kPlaceDoubtRisk,
          {{"people", unknown.risk},
           {"risk", RiskWord(static_cast<int>(
                        draft_.setting.params.unknown_risk_as))}});
    }
    const Milder& milder = draft_.arrivals.milder;
    if (milder.asked > milder.home_assessed) {
      Say(msg::kPlaceDoubtHome,
          {{"people", milder.asked - milder.home_assessed},
           {"asked", milder.asked}});
    }
  }

  const Draft& draft_;
  Plan& plan_;
};

}  // namespace

std::vector<Sentence> OpeningConditions(const Setting& setting,
                                        const SiteRow& site,
                                        std::size_t staff_rooms) {
  std::vector<Sentence> lines = {
      {msg::kPlaceConditionOpen,
       {{"site", site.name},
        {"hours", HoursText(site.record.ready_in_h.value_or(0))},
        {"rooms", staff_rooms}}}};
  AddLacks(setting, site, lines);
  return lines;
}

void AddLacks(const Setting& setting, const SiteRow& site,
              std::vector<Sentence>& conditions) {
  const OpeningLacks lacks = LacksOf(setting, site);
  for (const schema::AcceptanceItem item : lacks.not_accepted) {
    conditions.push_back({msg::kPlaceConditionNotAccepted,
                          {{"site", site.name}, {"item", ItemWord(item)}}});
  }
  if (lacks.posts == 0) {
    conditions.push_back({msg::kPlaceConditionNoPosts, {{"site", site.name}}});
  } else if (lacks.posts_unmanned > 0) {
    conditions.push_back(
        {msg::kPlaceConditionPosts,
         {{"site", site.name}, {"posts", lacks.posts_unmanned}}});
  }
}

std::optional<Sentence> PositiveDoubt(const County& county,
                                      const std::string& site,
                                      const UnitNote& unit) {
  std::set<std::string> people;
  for (const FloorRow& floor : county.floors) {
    if (std::find(unit.floors.begin(), unit.floors.end(), floor.id) !=
        unit.floors.end()) {
      people.insert(floor.positives.begin(), floor.positives.end());
    }
  }
  if (people.empty()) return std::nullopt;
  return Sentence{
      msg::kPlaceDoubtPositive,
      {{"site", site},
       {"floor", FloorWord(unit.label)},
       {"who", CodesOf(std::vector(people.begin(), people.end()))}}};
}

void AddConditions(const Draft& draft, Plan& plan) {
  Conditions(draft, plan).Add();
}

void AddDoubts(const Draft& draft, Plan& plan) { Doubts(draft, plan).Add(); }

}  // namespace quaranta::desk
