// Why people have no room on the day they come.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "place/horizon_model.h"
#include "place/horizon_snapshot.h"
#include "place/timetable.h"
#include "quaranta/core/status.h"
#include "quaranta/place/horizon.h"

namespace quaranta::place {
namespace {

using internal::Booking;
using internal::Snapshot;
using internal::StayItem;
using internal::StayModel;
using internal::Timetable;

absl::Status CheckIndices(const Horizon& horizon, const HorizonPlan& plan) {
  const Problem& problem = horizon.problem;
  const auto party = [&](PartyId id, const std::vector<std::uint32_t>& people) {
    return id.value() < problem.parties.size() && !people.empty() &&
           std::ranges::all_of(people, [&](std::uint32_t i) {
             return i < problem.parties[id.value()].people.size();
           });
  };
  for (std::size_t a = 0; a < plan.assignments.size(); ++a) {
    const HorizonAssignment& of = plan.assignments[a];
    if (party(of.party, of.people) && of.room.value() < problem.rooms.size()) {
      continue;
    }
    return InvalidArgument("plan.assignments[" + std::to_string(a) +
                           "] names what the problem does not have");
  }
  for (std::size_t u = 0; u < plan.unplaced.size(); ++u) {
    const HorizonUnplaced& of = plan.unplaced[u];
    if (party(of.entry.party, of.entry.people)) continue;
    return InvalidArgument("plan.unplaced[" + std::to_string(u) +
                           "] names what the problem does not have");
  }
  for (std::size_t h = 0; h < plan.holds.size(); ++h) {
    if (plan.holds[h].unit.value() < problem.units.size()) continue;
    return InvalidArgument("plan.holds[" + std::to_string(h) +
                           "] names what the problem does not have");
  }
  return absl::OkStatus();
}

// The plan's rooms, item by item.
void Follow(const HorizonPlan& plan, Timetable& table) {
  const StayModel& stays = table.stays();
  std::map<RoomId, std::uint32_t> model_room;
  for (std::uint32_t r = 0; r < stays.model.rooms.size(); ++r) {
    model_room[stays.model.rooms[r].id] = r;
  }
  std::map<PartyId, std::vector<const HorizonAssignment*>> rooms_of;
  for (const HorizonAssignment& of : plan.assignments) {
    if (model_room.contains(of.room)) rooms_of[of.party].push_back(&of);
  }
  for (std::uint32_t i = 0; i < stays.items.size(); ++i) {
    const StayItem& item = stays.items[i];
    Booking booking;
    for (const HorizonAssignment* of : rooms_of[PartyId(item.party)]) {
      if (!item.run && of->people != item.people) continue;
      const std::uint32_t room = model_room[of->room];
      booking.room = booking.rooms == 0 ? room : std::min(booking.room, room);
      booking.from = of->from;
      ++booking.rooms;
    }
    if (booking.rooms > 0) table.Put(i, std::move(booking));
  }
}

// A unit that one cohort has and another is to have soon is closed to all, for
// the planner. Here it is somebody else's: that is the rule in the way.
void NameOthers(const Horizon& horizon, const HorizonPlan& plan,
                std::int32_t day, CohortId asking, Problem& problem) {
  for (const Hold& hold : plan.holds) {
    if (hold.from > day || (hold.until && *hold.until <= day)) continue;
    if (hold.standing && horizon.problem.units[hold.unit.value()].closed) {
      continue;
    }
    Unit& unit = problem.units[hold.unit.value()];
    unit.closed = false;
    if (unit.holder == asking) unit.holder = hold.cohort;
  }
}

// Those of one cohort who come on one day and stay as long, among all who got
// no room.
absl::Status Ask(const Timetable& table, const HorizonPlan& plan,
                 const std::vector<std::size_t>& entries,
                 const WhyOptions& options, std::vector<Why>& out) {
  const HorizonUnplaced& first = plan.unplaced[entries.front()];
  const PartyDays& when =
      table.stays().horizon->parties[first.entry.party.value()];
  Snapshot snapshot =
      internal::DayAsPlanned(table, first.day, when.stay, false);
  const Horizon& horizon = *table.stays().horizon;
  NameOthers(horizon, plan, first.day,
             horizon.problem.parties[first.entry.party.value()].cohort,
             snapshot.problem);
  std::map<PartyId, std::uint32_t> index;
  Plan day;
  for (const std::size_t u : entries) {
    Unplaced entry = plan.unplaced[u].entry;
    const auto [at, added] = index.emplace(
        entry.party, static_cast<std::uint32_t>(snapshot.party_of.size()));
    if (added) {
      internal::AddParty(table.stays(), entry.party.value(), snapshot);
    }
    entry.party = PartyId(at->second);
    day.unplaced.push_back(std::move(entry));
  }
  QUARANTA_ASSIGN_OR_RETURN(std::vector<Why> whys,
                            WhyUnplaced(snapshot.problem, day, options));
  for (std::size_t n = 0; n < entries.size(); ++n) {
    if (whys[n].shortage) {
      for (Lodgers& lodgers : whys[n].shortage->needing) {
        lodgers.party = PartyId(snapshot.party_of[lodgers.party.value()]);
      }
    }
    out[entries[n]] = std::move(whys[n]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Why>> WhyUnplaced(const Horizon& horizon,
                                             const HorizonPlan& plan,
                                             const WhyOptions& options) {
  QUARANTA_RETURN_IF_ERROR(ValidateHorizon(horizon));
  QUARANTA_RETURN_IF_ERROR(CheckIndices(horizon, plan));
  StayModel stays;
  internal::MakeStayModel(horizon, 0, stays);
  Timetable table(stays);
  Follow(plan, table);
  std::map<std::tuple<std::int32_t, std::int32_t, CohortId>,
           std::vector<std::size_t>>
      asking;  // by day, stay and cohort
  for (std::size_t u = 0; u < plan.unplaced.size(); ++u) {
    const HorizonUnplaced& of = plan.unplaced[u];
    const std::size_t party = of.entry.party.value();
    asking[{of.day, horizon.parties[party].stay,
            horizon.problem.parties[party].cohort}]
        .push_back(u);
  }
  std::vector<Why> out(plan.unplaced.size());
  for (const auto& [when, entries] : asking) {
    QUARANTA_RETURN_IF_ERROR(Ask(table, plan, entries, options, out));
  }
  return out;
}

}  // namespace quaranta::place
