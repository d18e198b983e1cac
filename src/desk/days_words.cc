// The coming days in sentences.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "desk/days_in.h"
#include "desk/night_words.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

Sentence Because(place::Reason reason) {
  switch (reason) {
    case place::Reason::kMinorWithoutAdult:
      return {msg::kDaysBecauseMinor, {}};
    case place::Reason::kNoReadyRoom:
      return {msg::kDaysBecauseReady, {}};
    case place::Reason::kNoGrade:
      return {msg::kDaysBecauseGrade, {}};
    case place::Reason::kNoFeature:
    case place::Reason::kNoRoomBigEnough:
      return {msg::kDaysBecauseFit, {}};
    case place::Reason::kNoFreeFloor:
      return {msg::kDaysBecauseFloor, {}};
    case place::Reason::kNoRoomLeft:
      break;
  }
  return {msg::kDaysBecauseRooms, {}};
}

std::int32_t PeopleOf(const DaysPlan& plan, place::PartyId party) {
  return static_cast<std::int32_t>(plan.parties[party.value()].people.size());
}

class DaysHeadline {
 public:
  DaysHeadline(const Draft& draft, DaysPlan& plan)
      : draft_(draft), plan_(plan), sum_(Summarize(plan)) {}

  void Add() {
    if (plan_.plan.shortages.empty()) {
      plan_.headline = {AllPlaced(), Fewest()};
    } else {
      plan_.headline = {WhatLacks(), WhatToDo()};
    }
  }

 private:
  std::string Date(std::int32_t day) const {
    return FormatDay(plan_.DayAt(day));
  }
  std::string Last() const { return Date(plan_.horizon.days - 1); }
  std::int32_t Asked() const { return sum_.placed + sum_.unplaced; }

  Sentence AllPlaced() const {
    return {Asked() == 0 ? msg::kDaysNobody : msg::kDaysAll,
            {{"asked", Asked()}, {"last", Last()}}};
  }

  Sentence Fewest() const {
    const auto& days = plan_.plan.days;
    const auto least = std::min_element(days.begin(), days.end(),
                                        [](const auto& a, const auto& b) {
                                          return a.free_units < b.free_units;
                                        });
    return {msg::kDaysLeast,
            {{"day", Date(static_cast<std::int32_t>(least - days.begin()))},
             {"floors", least->free_units}}};
  }

  // Of the first day on which anything runs out, what most people lack.
  place::DayShortage First() const {
    const auto& shortages = plan_.plan.shortages;
    place::DayShortage first = shortages.front();
    for (const place::DayShortage& of : shortages) {
      if (of.day == first.day && of.people > first.people) first = of;
    }
    return first;
  }

  // The first of the units in the way that is free: the day, then the unit.
  std::optional<std::pair<std::int32_t, std::uint32_t>> FirstFree(
      const place::DayShortage& of) const {
    std::optional<std::pair<std::int32_t, std::uint32_t>> first;
    for (const place::HorizonUnplaced& left : plan_.plan.unplaced) {
      if (left.day != of.day || left.entry.reason != of.reason) continue;
      for (const place::Blocking& block : left.entry.blocking) {
        const std::uint32_t unit = block.unit.value();
        const auto free = FreeAgain(plan_, unit, of.day);
        if (!free) continue;
        const std::pair at(*free, unit);
        if (!first || at < *first) first = at;
      }
    }
    return first;
  }

  Sentence WhatLacks() const {
    const place::DayShortage first = First();
    std::int32_t people = 0;
    for (const place::DayShortage& of : plan_.plan.shortages) {
      if (of.day == first.day) people += of.people;
    }
    std::vector<MessageArg> args = {
        {"day", Date(first.day)},
        {"people", people},
        {"arriving",
         plan_.plan.days[static_cast<std::size_t>(first.day)].arriving},
        {"because", Because(first.reason)}};
    const auto free = FirstFree(first);
    if (!free) return {msg::kDaysLacks, std::move(args)};
    for (MessageArg& arg : FloorArgs(plan_, free->second)) {
      args.push_back(std::move(arg));
    }
    args.emplace_back("free", Date(free->first));
    return {msg::kDaysLacksFree, std::move(args)};
  }

  Sentence When(std::int32_t day) const {
    if (day == 0) return {msg::kDaysAtOnce, {}};
    return {msg::kDaysBefore, {{"day", Date(day)}}};
  }

  Sentence WhatToDo() const {
    std::set<std::uint32_t> carers;  // parties that lack one
    bool only = true;
    for (const place::HorizonUnplaced& of : plan_.plan.unplaced) {
      if (of.entry.reason == place::Reason::kMinorWithoutAdult) {
        carers.insert(of.entry.party.value());
      } else {
        only = false;
      }
    }
    std::vector<MessageArg> args = {
        {"left", sum_.unplaced},
        {"asked", Asked()},
        {"last", Last()},
        {"when", When(plan_.plan.shortages.front().day)}};
    if (only) {
      args.emplace_back("parties", carers.size());
      return {msg::kDaysDoCarer, std::move(args)};
    }
    args.emplace_back("role", RoleWord(draft_.setting.params.more_rooms_from));
    return {msg::kDaysDoAsk, std::move(args)};
  }

  const Draft& draft_;
  DaysPlan& plan_;
  DaysSummary sum_;
};

}  // namespace

std::vector<MessageArg> FloorArgs(const DaysPlan& plan, std::uint32_t unit) {
  const UnitNote& note = plan.units[unit];
  return {{"site", plan.sites[note.site].name},
          {"floor", FloorWord(note.label)}};
}

void AddDaysHeadline(const Draft& draft, DaysPlan& plan) {
  DaysHeadline(draft, plan).Add();
}

void AddOpenings(const Draft& draft, DaysPlan& plan) {
  for (const place::HorizonOpening& opened : plan.plan.opened_sites) {
    const std::size_t s = opened.site.site.value();
    const SiteRow& site = draft.county.sites[draft.stock.county_site[s]];
    const double hours = site.record.ready_in_h.value_or(0);
    std::optional<Instant> first;
    for (const place::HorizonAssignment& of : plan.plan.assignments) {
      const auto unit = plan.horizon.problem.rooms[of.room.value()].unit;
      if (plan.units[unit.value()].site != s) continue;
      const Instant at =
          plan.dates[of.party.value()].expected.value_or(plan.as_of);
      if (!first || at < *first) first = at;
    }
    DaysOpening opening;
    opening.day = plan.DayAt(opened.day);
    opening.order_by = draft.setting.zone.Localize(
        {first.value_or(plan.as_of).micros -
             static_cast<std::int64_t>(hours *
                                       static_cast<double>(kMicrosPerHour)),
         0});
    opening.late = opening.order_by < plan.as_of;
    opening.order_by = std::max(opening.order_by, plan.as_of);
    plan.conditions.push_back(
        {opening.late ? msg::kDaysConditionOpenNow : msg::kDaysConditionOpen,
         {{"site", site.name},
          {"day", FormatDay(opening.day)},
          {"time", TimeText(opening.order_by)},
          {"hours", HoursText(hours)},
          {"rooms", opened.site.staff_rooms.size()}}});
    AddLacks(draft.setting, site, plan.conditions);
    plan.openings.push_back(opening);
  }
}

void AddDateDoubts(const Draft& draft,
                   const std::map<std::string, Visit>& visits, DaysPlan& plan) {
  std::map<MessageId, std::int32_t> people;
  std::vector<Sentence> parties;
  for (const Group& group : draft.arrivals.groups) {
    std::set<Day> days;
    for (const std::string& person : group.note.people) {
      const Visit& visit = visits.at(person);
      days.insert(visit.arrival);
      people[msg::kDaysDoubtArrival] += visit.at ? 0 : 1;
      people[msg::kDaysDoubtOver] += visit.over ? 1 : 0;
      people[msg::kDaysDoubtMeasure] += visit.no_measure ? 1 : 0;
      const auto count = [&](LengthBasis basis, MessageId id) {
        people[id] += visit.basis == basis ? 1 : 0;
      };
      count(LengthBasis::kFromIntake, msg::kDaysDoubtExposure);
      count(LengthBasis::kLongest, msg::kDaysDoubtType);
      count(LengthBasis::kUnknown, msg::kDaysDoubtLength);
    }
    if (days.size() > 1) {
      parties.push_back({msg::kDaysDoubtPartyDays, {{"party", group.note.id}}});
    }
  }
  for (const MessageId id :
       {msg::kDaysDoubtArrival, msg::kDaysDoubtExposure, msg::kDaysDoubtType,
        msg::kDaysDoubtLength, msg::kDaysDoubtOver, msg::kDaysDoubtMeasure}) {
    if (people[id] > 0) plan.doubts.push_back({id, {{"people", people[id]}}});
  }
  std::move(parties.begin(), parties.end(), std::back_inserter(plan.doubts));
  const DaysSummary sum = Summarize(plan);
  if (sum.beyond > 0) {
    plan.doubts.push_back(
        {msg::kDaysDoubtBeyond,
         {{"people", sum.beyond},
          {"last", FormatDay(plan.DayAt(plan.horizon.days - 1))}}});
  }
}

std::optional<std::int32_t> FreeAgain(const DaysPlan& plan, std::uint32_t unit,
                                      std::int32_t day) {
  for (const place::Hold& hold : plan.plan.holds) {
    if (hold.unit.value() != unit || hold.from > day) continue;
    if (hold.free_again && *hold.free_again <= day) continue;
    return hold.free_again;
  }
  const auto& until = plan.horizon.units[unit].until;
  if (!until || *until <= day) return std::nullopt;
  return until;
}

DaysSummary Summarize(const DaysPlan& plan) {
  DaysSummary sum;
  for (const place::HorizonAssignment& of : plan.plan.assignments) {
    sum.placed += static_cast<std::int32_t>(of.people.size());
  }
  for (const place::HorizonUnplaced& of : plan.plan.unplaced) {
    sum.unplaced += static_cast<std::int32_t>(of.entry.people.size());
  }
  for (const place::PartyId party : plan.plan.beyond) {
    sum.beyond += PeopleOf(plan, party);
  }
  for (const Referral& referral : plan.referred) {
    ++(referral.outcome == schema::ReferralOutcome::kHome ? sum.home
                                                          : sum.to_hospital);
  }
  sum.already_inside = static_cast<std::int32_t>(plan.already_inside.size());
  sum.asked = sum.placed + sum.unplaced + sum.beyond + sum.to_hospital +
              sum.home + sum.already_inside;
  for (const place::HorizonLevel& level : plan.plan.levels) {
    sum.levels.push_back(
        {LevelMessage(level, plan.horizon.problem.tier_policy),
         {{"key", level.key},
          {"value", level.value},
          {"status", LevelStatusWord(level.status, level.bound)}}});
  }
  return sum;
}

std::vector<Sentence> ShortageLines(const DaysPlan& plan) {
  std::vector<Sentence> lines;
  for (const place::DayShortage& of : plan.plan.shortages) {
    lines.push_back({msg::kDaysShortage,
                     {{"day", FormatDay(plan.DayAt(of.day))},
                      {"people", of.people},
                      {"because", Because(of.reason)}}});
  }
  return lines;
}

std::vector<Sentence> RoomLines(const DaysPlan& plan) {
  std::vector<std::tuple<std::int32_t, place::PartyId, Sentence>> lines;
  for (const place::HorizonAssignment& of : plan.plan.assignments) {
    const UnitNote& unit =
        plan.units[plan.horizon.problem.rooms[of.room.value()].unit.value()];
    lines.emplace_back(of.from, of.party,
                       Sentence{msg::kDaysGoesTo,
                                {{"party", plan.parties[of.party.value()].id},
                                 {"people", of.people.size()},
                                 {"site", plan.sites[unit.site].name},
                                 {"room", plan.rooms[of.room.value()].label},
                                 {"from", FormatDay(plan.DayAt(of.from))},
                                 {"until", FormatDay(plan.DayAt(of.until))}}});
  }
  for (const place::HorizonUnplaced& of : plan.plan.unplaced) {
    const place::PartyId party = of.entry.party;
    lines.emplace_back(of.day, party,
                       Sentence{msg::kDaysGoesNowhere,
                                {{"party", plan.parties[party.value()].id},
                                 {"people", of.entry.people.size()},
                                 {"day", FormatDay(plan.DayAt(of.day))},
                                 {"because", Because(of.entry.reason)}}});
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) {
                     return std::tie(std::get<0>(a), std::get<1>(a)) <
                            std::tie(std::get<0>(b), std::get<1>(b));
                   });
  std::vector<Sentence> sentences;
  for (auto& [day, party, line] : lines) sentences.push_back(std::move(line));
  return sentences;
}

std::vector<Sentence> HoldLines(const DaysPlan& plan) {
  std::vector<std::pair<std::int32_t, Sentence>> lines;
  for (const place::Hold& hold : plan.plan.holds) {
    if (!hold.until || !hold.free_again) continue;
    if (hold.standing && *hold.until >= plan.horizon.days) continue;
    std::vector<MessageArg> args = FloorArgs(plan, hold.unit.value());
    args.emplace_back("cohort", plan.cohorts[hold.cohort.value()].label);
    args.emplace_back("from", FormatDay(plan.DayAt(hold.from)));
    args.emplace_back("people", hold.people);
    args.emplace_back("until", FormatDay(plan.DayAt(*hold.until)));
    args.emplace_back("free", FormatDay(plan.DayAt(*hold.free_again)));
    lines.emplace_back(
        hold.standing ? *hold.until : hold.from,
        Sentence{hold.standing ? msg::kDaysHoldStanding : msg::kDaysHoldNew,
                 std::move(args)});
  }
  std::stable_sort(
      lines.begin(), lines.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Sentence> sentences;
  for (auto& [day, line] : lines) sentences.push_back(std::move(line));
  return sentences;
}

std::string_view NameOf(LengthBasis basis) {
  switch (basis) {
    case LengthBasis::kPlannedEnd:
      return "PLANNED_END";
    case LengthBasis::kProfile:
      return "PROFILE";
    case LengthBasis::kFromIntake:
      return "FROM_INTAKE";
    case LengthBasis::kLongest:
      return "LONGEST";
    case LengthBasis::kUnknown:
      break;
  }
  return "UNKNOWN";
}

}  // namespace quaranta::desk
