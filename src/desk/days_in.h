// The steps of desk::PlanDays.
#ifndef QUARANTA_SRC_DESK_DAYS_IN_H_
#define QUARANTA_SRC_DESK_DAYS_IN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/place_in.h"
#include "quaranta/desk/coming_days.h"
#include "quaranta/policy/policy.h"

namespace quaranta::desk {

// Of each person who arrives: when, and until when.
struct Visit {
  std::optional<Instant> at;  // as recorded, past or to come
  Day arrival;                // today or later
  Day release;                // after the arrival
  LengthBasis basis = LengthBasis::kPlannedEnd;
  bool over = false;        // would be released on the day of arrival or before
  bool no_measure = false;  // nothing is in force on the day of arrival
};

// By id of the person. Rows without an id are left out.
std::map<std::string, Visit> ReadVisits(const world::World& arrivals,
                                        const Setting& setting,
                                        const policy::Policy& policy,
                                        std::int32_t days);

Announced AnnouncedOf(const std::map<std::string, Visit>& visits, Day today);

// When parties come and go, beside `groups`.
std::vector<PartyDates> DatesOf(const std::vector<Group>& groups,
                                const std::map<std::string, Visit>& visits,
                                const Setting& setting);

// How hard the planner tries, with other bounds on its work as it has them.
place::HorizonOptions DaysSearch(std::uint64_t seed, std::int64_t node_limit);

// Adds what stands on day 0 to a horizon with its problem and days: until when
// units are held or closed, when sites can open, rooms that come free. Says
// what it had to assume.
void AddStanding(const Draft& draft, const BatchBook& batches,
                 place::Horizon& horizon, DaysPlan& plan);

// Fill plan.openings, plan.conditions and plan.doubts, which may have sentences
// already, and plan.headline.
void AddOpenings(const Draft& draft, DaysPlan& plan);
void AddDateDoubts(const Draft& draft,
                   const std::map<std::string, Visit>& visits, DaysPlan& plan);
void AddDaysHeadline(const Draft& draft, DaysPlan& plan);

// "site" and "floor".
std::vector<MessageArg> FloorArgs(const DaysPlan& plan, std::uint32_t unit);
// When a unit that nobody else may enter on that day is free; nothing: not
// known.
std::optional<std::int32_t> FreeAgain(const DaysPlan& plan, std::uint32_t unit,
                                      std::int32_t day);

// The level as a line of its own, and "free floors given to a group".
MessageId LevelMessage(const place::HorizonLevel& level,
                       place::TierPolicy policy);
Sentence LevelWord(const place::HorizonLevel& level, place::TierPolicy policy);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_DAYS_IN_H_
