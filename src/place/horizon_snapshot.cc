#include "place/horizon_snapshot.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace quaranta::place::internal {
namespace {

// Sites, units and rooms with nothing offered yet.
Snapshot Empty(const StayModel& stays) {
  const Problem& problem = stays.horizon->problem;
  Snapshot snapshot;
  snapshot.problem.sites = problem.sites;
  snapshot.problem.units = problem.units;
  snapshot.problem.rooms = problem.rooms;
  snapshot.problem.cohorts = problem.cohorts;
  snapshot.problem.pairing = problem.pairing;
  snapshot.problem.special_features = problem.special_features;
  snapshot.problem.tier_policy = problem.tier_policy;
  for (Site& site : snapshot.problem.sites) site.staff_rooms = 0;
  for (Room& room : snapshot.problem.rooms) room.state = RoomState::kOut;
  return snapshot;
}

class DayMaker {
 public:
  DayMaker(const Timetable& table, std::int32_t day, std::int32_t stay,
           bool taken_offered)
      : table_(table),
        stays_(table.stays()),
        day_(day),
        until_(day + stay),
        taken_offered_(taken_offered),
        snapshot_(Empty(stays_)) {}

  Snapshot Make() {
    OpenSites();
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) SetUnit(u);
    return std::move(snapshot_);
  }

 private:
  void OpenSites() {
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      for (const std::uint32_t item : table_.items(u)) {
        if (table_.booking(item).from <= day_) {
          snapshot_.problem.sites[stays_.model.units[u].site].open = true;
        }
      }
      if (stays_.units[u].open_from > day_) {
        snapshot_.problem.sites[stays_.model.units[u].site].can_open = false;
      }
    }
  }

  void SetUnit(std::uint32_t u) {
    Unit& unit = snapshot_.problem.units[u];
    const StayUnit& info = stays_.units[u];
    unit.holder.reset();
    unit.closed = day_ < info.open_from;
    const StayHold* now = nullptr;
    const StayHold* next = nullptr;
    std::int32_t free = info.until;
    for (const StayHold& hold : table_.holds(u)) {
      if (hold.from > day_) {
        if (!next) next = &hold;
      } else if (day_ < hold.until) {
        now = &hold;
      } else {
        free = hold.until + info.tau;
      }
    }
    if (now) {
      unit.holder = CohortId(now->cohort);
      unit.closed = now->standing && !info.intake;
    } else {
      unit.closed = unit.closed || day_ < free;
    }
    // The disinfection for the next to come included.
    if (next && next->from < until_ + info.tau) {
      // Those of neither may enter: others are there, or others are to come.
      unit.closed = unit.closed || (now && now->cohort != next->cohort);
      unit.holder = CohortId(next->cohort);
    }
    SetRooms(u, now);
  }

  void SetRooms(std::uint32_t u, const StayHold* now) {
    const UnitInfo& info = stays_.model.units[u];
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      snapshot_.problem.rooms[stays_.model.rooms[r].id.value()].state =
          StateOf(u, r, now);
    }
  }

  RoomState StateOf(std::uint32_t u, std::uint32_t r, const StayHold* now) {
    const StayRoom& room = stays_.rooms[r];
    const StayUnit& unit = stays_.units[u];
    const bool standing = now && now->standing;
    if (standing ? !room.now : !room.later) return RoomState::kOut;
    if (!now) return RoomState::kReady;
    const std::int32_t refill_before =
        standing ? unit.refill_before
                 : now->from + stays_.horizon->refill_window;
    bool left = standing && room.refillable;
    for (const std::uint32_t use : table_.uses(r)) {
      const std::int32_t from = table_.booking(use).from;
      const std::int32_t end = table_.Until(use);
      if (from < now->from || from >= now->until) continue;
      if (end + unit.tau <= day_) {
        left = true;
      } else if (end <= day_) {
        return RoomState::kReleased;
      } else {
        return taken_offered_ ? RoomState::kReady : RoomState::kOut;
      }
    }
    if (!left) return RoomState::kReady;
    return day_ < refill_before ? RoomState::kRefillable : RoomState::kReleased;
  }

  const Timetable& table_;
  const StayModel& stays_;
  const std::int32_t day_;
  const std::int32_t until_;
  const bool taken_offered_;
  Snapshot snapshot_;
};

}  // namespace

Snapshot DayAsPlanned(const Timetable& table, std::int32_t day,
                      std::int32_t stay, bool taken_offered) {
  return DayMaker(table, day, stay, taken_offered).Make();
}

void AddParty(const StayModel& stays, std::uint32_t party, Snapshot& snapshot) {
  snapshot.problem.parties.push_back(stays.horizon->problem.parties[party]);
  snapshot.party_of.push_back(party);
}

void FollowPlan(const Plan& plan, const Snapshot& snapshot, std::int32_t day,
                const std::vector<std::uint32_t>& items, Timetable& table) {
  const StayModel& stays = table.stays();
  std::vector<std::uint32_t> model_room(stays.horizon->problem.rooms.size(),
                                        kNone);
  for (std::uint32_t r = 0; r < stays.model.rooms.size(); ++r) {
    model_room[stays.model.rooms[r].id.value()] = r;
  }
  for (const std::uint32_t i : items) {
    const StayItem& item = stays.items[i];
    std::vector<const Assignment*> rooms;
    for (const Assignment& of : plan.assignments) {
      if (snapshot.party_of[of.party.value()] != item.party) continue;
      if (item.run || of.people == item.people) rooms.push_back(&of);
    }
    if (rooms.empty()) continue;
    if (!item.run) {
      const auto in =
          table.FindIn(i, model_room[rooms.front()->room.value()], day);
      if (in) table.Put(i, *in);
      continue;
    }
    const std::uint32_t first = model_room[rooms.front()->room.value()];
    for (Booking& way : table.FindRuns(i, stays.model.rooms[first].unit, day)) {
      if (way.room != first) continue;
      table.Put(i, std::move(way));
      break;
    }
  }
}

namespace {

void SetDay(const StayModel& stays, std::int32_t day, MustBeThere& there) {
  Problem& problem = there.snapshot.problem;
  for (std::uint32_t u = 0; u < stays.units.size(); ++u) {
    const StayUnit& unit = stays.units[u];
    Unit& to = problem.units[u];
    Site& site = problem.sites[stays.model.units[u].site];
    if (unit.open_from > day) site.can_open = false;
    const bool standing = unit.holder != kNone && day < unit.until + unit.tau;
    to.closed = standing ? !unit.intake : day < unit.FreeFrom();
    if (!standing) to.holder.reset();
    there.perhaps_held += !standing && unit.extendable;
    const UnitInfo& info = stays.model.units[u];
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      RoomState& state = problem.rooms[stays.model.rooms[r].id.value()].state;
      if (!standing) {
        if (stays.rooms[r].later) state = RoomState::kReady;
      } else if (stays.rooms[r].now) {
        state = stays.rooms[r].refillable ? RoomState::kRefillable
                                          : RoomState::kReady;
      }
    }
  }
}

}  // namespace

MustBeThere OnThatDay(const StayModel& stays, std::int32_t day,
                      std::int32_t last_class, bool merged) {
  MustBeThere there;
  there.snapshot = Empty(stays);
  SetDay(stays, day, there);
  std::int32_t tau = kNoDay;
  for (const StayUnit& unit : stays.units) tau = std::min(tau, unit.tau);
  const Problem& problem = stays.horizon->problem;
  std::vector<std::int64_t> lost(problem.parties.size(), 0);
  std::vector<bool> in(problem.parties.size(), false);
  std::vector<std::uint32_t> order;
  for (const StayItem& item : stays.items) {
    if (item.hopeless) lost[item.party] += item.size;
    if (item.hopeless || item.run || item.priority > last_class ||
        in[item.party] || day < item.last ||
        day >= item.first + item.stay + tau) {
      continue;
    }
    in[item.party] = true;
    order.push_back(item.party);
  }
  for (const LodgingInfo& of : stays.without_adult) {
    lost[of.party] += static_cast<std::int64_t>(of.people.size());
  }
  for (const std::uint32_t party : order) {
    AddParty(stays, party, there.snapshot);
    Party& added = there.snapshot.problem.parties.back();
    if (merged) added.priority = 0;
    there.people += static_cast<std::int64_t>(added.people.size());
  }
  for (std::size_t p = 0; p < lost.size(); ++p) {
    const std::int32_t priority = problem.parties[p].priority;
    if (!in[p] && priority <= last_class) {
      there.hopeless[merged ? 0 : static_cast<std::size_t>(priority)] +=
          lost[p];
    }
  }
  return there;
}

}  // namespace quaranta::place::internal
