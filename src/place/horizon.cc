#include "quaranta/place/horizon.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "place/horizon_bound.h"
#include "place/horizon_exact.h"
#include "place/horizon_list.h"
#include "place/horizon_search.h"
#include "place/horizon_snapshot.h"
#include "place/level_status.h"
#include "place/timetable.h"
#include "quaranta/core/status.h"
#include "quaranta/place/place.h"

namespace quaranta::place {
namespace {

using internal::Booking;
using internal::Snapshot;
using internal::StayItem;
using internal::StayModel;
using internal::StayValue;
using internal::Timetable;

// An exact search is begun only if so few steps decide everything.
constexpr std::int64_t kExactSteps = 60;
constexpr std::int64_t kRollNodes = 0;

absl::Status InRange(const std::string& field, std::int64_t value,
                     std::int64_t low, std::int64_t high) {
  if (value >= low && value <= high) return absl::OkStatus();
  return InvalidArgument(field + " is " + std::to_string(value) +
                         "; expected " + std::to_string(low) + " to " +
                         std::to_string(high));
}

absl::Status HasSize(const std::string& field, std::size_t size,
                     std::size_t expected, bool or_none) {
  if (size == expected || (or_none && size == 0)) return absl::OkStatus();
  return InvalidArgument(field + " has " + std::to_string(size) +
                         " entries; expected " + (or_none ? "none or " : "") +
                         std::to_string(expected));
}

std::string At(std::string_view table, std::size_t row,
               std::string_view field) {
  return std::string(table) + "[" + std::to_string(row) + "]." +
         std::string(field);
}

absl::Status CheckOccupied(const Horizon& horizon) {
  for (std::size_t i = 0; i < horizon.occupied.size(); ++i) {
    const std::uint32_t room = horizon.occupied[i].value();
    const std::string field = "occupied[" + std::to_string(i) + "]";
    if (room >= horizon.problem.rooms.size()) {
      return InvalidArgument(
          field + " is " + std::to_string(room) + "; there are " +
          std::to_string(horizon.problem.rooms.size()) + " rooms");
    }
    if (horizon.problem.rooms[room].state != RoomState::kOut) {
      return InvalidArgument(field + " is room " + std::to_string(room) +
                             ", which is not out; expected one that is");
    }
    if (!horizon.problem.units[horizon.problem.rooms[room].unit.value()]
             .holder) {
      return InvalidArgument(field + " is room " + std::to_string(room) +
                             " of a unit that nobody holds");
    }
  }
  return absl::OkStatus();
}

// The best of day after day planned by `Place`.
void Roll(Timetable& table, const HorizonOptions& options) {
  const StayModel& stays = table.stays();
  std::set<std::int32_t> days;
  for (const StayItem& item : stays.items) {
    if (!item.hopeless) days.insert(item.first);
  }
  Options each;
  each.seed = options.seed;
  if (days.size() > 1) {
    each.node_limit = kRollNodes;
    each.proof_limit = 0;
  }
  for (const std::int32_t day : days) {
    Snapshot snapshot = internal::DayAsPlanned(table, day, 1, false);
    std::vector<std::uint32_t> items;
    std::vector<std::uint32_t> parties;
    for (std::uint32_t i = 0; i < stays.items.size(); ++i) {
      const StayItem& item = stays.items[i];
      if (item.hopeless || item.first > day || day > item.last ||
          table.Placed(i)) {
        continue;
      }
      items.push_back(i);
      parties.push_back(item.party);
    }
    std::ranges::sort(parties);
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
    for (const std::uint32_t party : parties) {
      internal::AddParty(stays, party, snapshot);
    }
    const auto plan = Place(snapshot.problem, each);
    if (!plan.ok()) return;
    internal::FollowPlan(*plan, snapshot, day, items, table);
  }
}

std::vector<Booking> Save(const Timetable& table) {
  std::vector<Booking> bookings;
  for (std::uint32_t i = 0; i < table.stays().items.size(); ++i) {
    bookings.push_back(table.booking(i));
  }
  return bookings;
}

// Two first plans; the table ends with the better.
void FirstPlan(const HorizonOptions& options, Timetable& table,
               internal::HorizonSearch& search) {
  search.Construct();
  const StayValue value = table.Value();
  const std::vector<Booking> bookings = Save(table);
  table.Rollback(0);
  Roll(table, options);
  search.Construct();
  if (value < table.Value()) {
    table.Rollback(0);
    for (std::uint32_t i = 0; i < bookings.size(); ++i) {
      table.Put(i, bookings[i]);
    }
  }
  table.Forget();
}

}  // namespace

absl::Status ValidateHorizon(const Horizon& horizon) {
  const Problem& problem = horizon.problem;
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  if (problem.tier_policy == TierPolicy::kStrict) {
    return InvalidArgument(
        "problem.tier_policy is STRICT; a horizon knows LEXICOGRAPHIC and "
        "COST");
  }
  QUARANTA_RETURN_IF_ERROR(InRange("days", horizon.days, 1, kMaxDays));
  QUARANTA_RETURN_IF_ERROR(
      InRange("refill_window", horizon.refill_window, 0, 10 * kMaxDays));
  QUARANTA_RETURN_IF_ERROR(
      HasSize("sites", horizon.sites.size(), problem.sites.size(), true));
  QUARANTA_RETURN_IF_ERROR(
      HasSize("units", horizon.units.size(), problem.units.size(), true));
  QUARANTA_RETURN_IF_ERROR(HasSize("parties", horizon.parties.size(),
                                   problem.parties.size(), false));
  for (std::size_t s = 0; s < horizon.sites.size(); ++s) {
    const SiteDays& site = horizon.sites[s];
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("sites", s, "open_from"), site.open_from, 0, 10 * kMaxDays));
    QUARANTA_RETURN_IF_ERROR(InRange(At("sites", s, "disinfection"),
                                     site.disinfection, 0, kMaxDays));
  }
  for (std::size_t u = 0; u < horizon.units.size(); ++u) {
    const UnitDays& unit = horizon.units[u];
    QUARANTA_RETURN_IF_ERROR(InRange(At("units", u, "until"),
                                     unit.until.value_or(0), 0, 10 * kMaxDays));
    QUARANTA_RETURN_IF_ERROR(InRange(At("units", u, "refill_before"),
                                     unit.refill_before, 0, 10 * kMaxDays));
  }
  for (std::size_t p = 0; p < horizon.parties.size(); ++p) {
    const PartyDays& party = horizon.parties[p];
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("parties", p, "arrival"), party.arrival, 0, 10 * kMaxDays));
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("parties", p, "stay"), party.stay, 1, kMaxDays));
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("parties", p, "max_wait"), party.max_wait, 0, kMaxDays));
  }
  return CheckOccupied(horizon);
}

absl::StatusOr<HorizonPlan> PlanHorizon(const Horizon& horizon,
                                        const HorizonOptions& options) {
  QUARANTA_RETURN_IF_ERROR(ValidateHorizon(horizon));
  constexpr std::int64_t kMost = std::int64_t{1} << 60;
  QUARANTA_RETURN_IF_ERROR(
      InRange("options.node_limit", options.node_limit, 0, kMost));
  QUARANTA_RETURN_IF_ERROR(
      InRange("options.exact_limit", options.exact_limit, 0, kMost));
  QUARANTA_RETURN_IF_ERROR(
      InRange("options.proof_limit", options.proof_limit, 0, kMost));
  StayModel stays;
  internal::MakeStayModel(horizon, options.seed, stays);
  Timetable table(stays);
  internal::HorizonSearch search(table, options.seed);
  FirstPlan(options, table, search);
  search.Improve(options.node_limit);
  internal::HorizonExact exact(table);
  const bool proven = options.exact_limit > 0 && exact.steps() <= kExactSteps &&
                      exact.Run(options.exact_limit);
  HorizonPlan plan = internal::ListTimetable(table);
  plan.nodes = table.nodes();
  plan.stopped_at_limit = search.stopped_at_limit();
  internal::BoundHorizon(stays, options, plan.levels);
  for (HorizonLevel& level : plan.levels) {
    const bool shown =
        level.name <= HorizonLevelName::kBlockedDays || !exact.has_runs();
    if (proven && shown) level.bound = level.value;
  }
  internal::SetStatuses(plan.levels);
  return plan;
}

std::string_view NameOf(HorizonLevelName name) {
  switch (name) {
    case HorizonLevelName::kUnplaced:
      return "unplaced";
    case HorizonLevelName::kWaiting:
      return "waiting";
    case HorizonLevelName::kNewSites:
      return "new_sites";
    case HorizonLevelName::kSubstitutes:
      return "substitutes";
    case HorizonLevelName::kNewHolds:
      return "new_holds";
    case HorizonLevelName::kBlockedDays:
      return "blocked_days";
    case HorizonLevelName::kPreferences:
      return "preferences";
    case HorizonLevelName::kSpecialRooms:
      return "special_rooms";
    case HorizonLevelName::kDistance:
      return "distance";
  }
  return "";
}

}  // namespace quaranta::place
