#include "place/timetable.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {
namespace {

constexpr int kPushDepth = 6;

// Adds people who are there from a day until another; `holds` by day.
bool Enter(const StayUnit& unit, std::uint32_t cohort, std::int32_t from,
           std::int32_t until, std::vector<StayHold>& holds) {
  if (!holds.empty() && from < holds.back().until) {
    StayHold& last = holds.back();
    if (last.cohort != cohort || (last.standing && !unit.intake)) return false;
    last.until = std::max(last.until, until);
    return true;
  }
  const std::int32_t free =
      holds.empty() ? unit.until : holds.back().until + unit.tau;
  if (from < free || from < unit.open_from) return false;
  holds.push_back({cohort, from, until, false});
  return true;
}

std::vector<StayHold> Standing(const StayUnit& unit) {
  std::vector<StayHold> holds;
  if (unit.holder != kNone)
    holds.push_back({unit.holder, -1, unit.until, true});
  return holds;
}

// Whether a room may be taken again on the day in the hold.
bool MayRefill(const StayModel& stays, const StayUnit& unit,
               const StayHold& hold, std::int32_t left, std::int32_t from) {
  const std::int32_t before = hold.standing
                                  ? unit.refill_before
                                  : hold.from + stays.horizon->refill_window;
  return left + unit.tau <= from && from < before;
}

}  // namespace

Timetable::Timetable(const StayModel& stays)
    : stays_(stays),
      finder_(stays.model),
      bookings_(stays.items.size()),
      unit_items_(stays.units.size()),
      room_items_(stays.rooms.size()),
      sums_(stays.units.size()),
      taken_(stays.rooms.size()) {
  for (const StayUnit& unit : stays.units) holds_.push_back(Standing(unit));
  const Problem& problem = stays.horizon->problem;
  for (const LodgingInfo& of : stays.without_adult) {
    const auto priority =
        static_cast<std::size_t>(problem.parties[of.party].priority);
    lost_.unplaced[priority] += static_cast<std::int64_t>(of.people.size());
  }
  for (std::uint32_t i = 0; i < stays.items.size(); ++i) {
    if (problem.parties[stays.items[i].party].lodging == Lodging::kApart) {
      apart_items_.push_back(i);
    }
  }
}

bool Timetable::Rebuild(std::uint32_t unit,
                        std::vector<StayHold>& holds) const {
  const StayUnit& info = stays_.units[unit];
  holds = Standing(info);
  bool legal = true;
  for (const std::uint32_t item : unit_items_[unit]) {
    const std::int32_t from = bookings_[item].from;
    const std::uint32_t cohort = stays_.items[item].cohort;
    if (!Enter(info, cohort, from, Until(item), holds)) {
      legal = false;
      holds.push_back({cohort, from, Until(item), false});
    }
  }
  return legal;
}

// The holds that are, each as one long stay, and the new one in its place.
std::optional<StayHold> Timetable::HoldIf(std::uint32_t item,
                                          std::uint32_t unit,
                                          std::int32_t from) {
  ++nodes_;
  const StayUnit& info = stays_.units[unit];
  const std::uint32_t cohort = stays_.items[item].cohort;
  const std::int32_t until = from + stays_.items[item].stay;
  StayHold mine{cohort, from, until, false};
  std::int32_t free = info.until;
  int joined = 0;
  const std::vector<StayHold>& holds = holds_[unit];
  std::size_t n = 0;
  for (; n < holds.size() && holds[n].from <= from; ++n) {
    if (from < holds[n].until) {
      if (holds[n].cohort != cohort || (holds[n].standing && !info.intake)) {
        return std::nullopt;
      }
      mine = holds[n];
      mine.until = std::max(mine.until, until);
      joined = 1;
      continue;
    }
    free = holds[n].until + info.tau;
  }
  if (joined == 0 && (from < free || from < info.open_from)) {
    return std::nullopt;
  }
  const bool earlier = joined == 0;
  for (; n < holds.size(); ++n) {
    if (holds[n].from < mine.until) {
      if (holds[n].cohort != cohort) return std::nullopt;
      mine.until = std::max(mine.until, holds[n].until);
      ++joined;
    } else if (holds[n].from < mine.until + info.tau) {
      return std::nullopt;
    } else {
      break;
    }
  }
  if ((joined > 1 || (earlier && joined > 0)) && !JoinLegal(unit, mine)) {
    return std::nullopt;
  }
  return mine;
}

bool Timetable::RoomIsFree(std::uint32_t item, std::uint32_t room,
                           std::int32_t from, const StayHold& hold) const {
  const StayRoom& days = stays_.rooms[room];
  const StayUnit& unit = stays_.units[stays_.model.rooms[room].unit];
  if (hold.standing) {
    if (!days.now || (days.refillable && from >= unit.refill_before)) {
      return false;
    }
  } else if (!days.later) {
    return false;
  }
  const std::int32_t until = from + stays_.items[item].stay;
  return std::ranges::all_of(room_items_[room], [&](std::uint32_t other) {
    const std::int32_t begin = bookings_[other].from;
    const std::int32_t end = Until(other);
    if (end <= hold.from || begin >= hold.until) return true;
    return MayRefill(stays_, unit, hold, end, from) ||
           MayRefill(stays_, unit, hold, until, begin);
  });
}

bool Timetable::JoinLegal(std::uint32_t unit, const StayHold& hold) const {
  std::vector<StayHold> holds = {hold};
  return RoomsLegal(unit, holds);
}

// Uses of one room in one hold follow each other as refills may.
bool Timetable::RoomsLegal(std::uint32_t unit,
                           const std::vector<StayHold>& holds) const {
  const UnitInfo& info = stays_.model.units[unit];
  const StayUnit& days = stays_.units[unit];
  for (std::uint32_t n = 0; n < info.room_count; ++n) {
    const auto& uses = room_items_[info.first_room + n];
    const StayRoom& room = stays_.rooms[info.first_room + n];
    for (const StayHold& hold : holds) {
      for (const std::uint32_t a : uses) {
        const std::int32_t from = bookings_[a].from;
        if (from < hold.from || from >= hold.until) continue;
        if (hold.standing
                ? !room.now || (room.refillable && from >= days.refill_before)
                : !room.later) {
          return false;
        }
        for (const std::uint32_t b : uses) {
          if (a == b || bookings_[b].from < from ||
              bookings_[b].from >= hold.until ||
              (bookings_[b].from == from && a > b)) {
            continue;
          }
          if (!MayRefill(stays_, days, hold, Until(a), bookings_[b].from)) {
            return false;
          }
        }
      }
    }
  }
  return true;
}

bool Timetable::Legal(std::uint32_t unit) const {
  std::vector<StayHold> holds;
  return Rebuild(unit, holds) && RoomsLegal(unit, holds);
}

std::vector<Booking> Timetable::FindRuns(std::uint32_t item, std::uint32_t unit,
                                         std::int32_t from) {
  std::vector<Booking> found;
  const StayItem& of = stays_.items[item];
  const std::optional<StayHold> hold = HoldIf(item, unit, from);
  if (!hold || !of.run) return found;
  const UnitInfo& info = stays_.model.units[unit];
  for (std::uint32_t n = 0; n < info.room_count; ++n) {
    const std::uint32_t r = info.first_room + n;
    taken_[r] = !RoomIsFree(item, r, from, *hold);
  }
  for (RunPlacement& way : finder_.Find(of.party, unit, taken_)) {
    Booking booking;
    booking.from = from;
    booking.room = way.first_room;
    booking.people = std::move(way.people);
    booking.rooms = static_cast<std::uint32_t>(booking.people.size());
    for (std::uint32_t n = 0; n < booking.rooms; ++n) {
      booking.cost =
          booking.cost + CostOf(stays_.model, of.party, booking.people[n],
                                stays_.model.rooms[booking.room + n]);
    }
    found.push_back(std::move(booking));
  }
  return found;
}

RoomCost Timetable::CostIn(std::uint32_t item, std::uint32_t room,
                           const StayHold& hold) const {
  const StayItem& of = stays_.items[item];
  RoomCost cost =
      CostOf(stays_.model, of.party, of.people, stays_.model.rooms[room]);
  cost.refills = stays_.rooms[room].refillable && hold.standing;
  for (const std::uint32_t other : room_items_[room]) {
    cost.refills +=
        Until(other) > hold.from && bookings_[other].from < hold.until;
  }
  return cost;
}

std::optional<Booking> Timetable::FindIn(std::uint32_t item, std::uint32_t room,
                                         std::int32_t from) {
  const std::optional<StayHold> hold =
      HoldIf(item, stays_.model.rooms[room].unit, from);
  if (!hold || !stays_.Suits(stays_.items[item], room) ||
      !RoomIsFree(item, room, from, *hold)) {
    return std::nullopt;
  }
  return Booking{from, room, 1, CostIn(item, room, *hold), {}};
}

std::optional<Booking> Timetable::Find(std::uint32_t item, std::uint32_t unit,
                                       std::int32_t from) {
  const StayItem& of = stays_.items[item];
  if (of.run) {
    std::vector<Booking> ways = FindRuns(item, unit, from);
    if (ways.empty()) return std::nullopt;
    return std::move(ways.front());
  }
  const std::optional<StayHold> hold = HoldIf(item, unit, from);
  if (!hold) return std::nullopt;
  const UnitInfo& info = stays_.model.units[unit];
  std::optional<Booking> best;
  std::int32_t least_beds = 0;
  for (std::uint32_t n = 0; n < info.room_count; ++n) {
    const std::uint32_t r = info.first_room + n;
    const std::int32_t beds = stays_.model.rooms[r].beds;
    if (!stays_.Suits(of, r) ||
        (best && best->cost == RoomCost{} && beds >= least_beds) ||
        !RoomIsFree(item, r, from, *hold)) {
      continue;
    }
    const RoomCost cost = CostIn(item, r, *hold);
    if (best && std::tie(best->cost, least_beds) <= std::tie(cost, beds)) {
      continue;
    }
    best = Booking{from, r, 1, cost, {}};
    least_beds = beds;
  }
  return best;
}

// An augmenting path within the hold: the item takes the room of another, who
// finds another room.
bool Timetable::Push(std::uint32_t item, std::uint32_t unit, std::int32_t from,
                     const StayHold& hold, int depth, std::vector<bool>& seen) {
  ++nodes_;
  const StayItem& of = stays_.items[item];
  if (std::optional<Booking> free = Find(item, unit, from)) {
    Put(item, *std::move(free));
    return true;
  }
  if (depth == 0 || of.run) return false;
  const UnitInfo& info = stays_.model.units[unit];
  for (std::uint32_t n = 0; n < info.room_count; ++n) {
    const std::uint32_t r = info.first_room + n;
    if (seen[n] || !stays_.Suits(of, r)) continue;
    std::uint32_t other = kNone;
    int others = 0;
    for (const std::uint32_t use : room_items_[r]) {
      if (Until(use) <= hold.from || bookings_[use].from >= hold.until) {
        continue;
      }
      other = use;
      ++others;
    }
    if (others != 1 || stays_.items[other].run) continue;
    seen[n] = true;
    const std::size_t mark = Mark();
    const std::int32_t other_from = bookings_[other].from;
    Remove(other);
    const auto then = HoldIf(item, unit, from);
    if (then && RoomIsFree(item, r, from, *then)) {
      Put(item,
          {from,
           r,
           1,
           CostOf(stays_.model, of.party, of.people, stays_.model.rooms[r]),
           {}});
      if (Push(other, unit, other_from, hold, depth - 1, seen)) return true;
    }
    Rollback(mark);
  }
  return false;
}

bool Timetable::MakeWay(std::uint32_t item, std::uint32_t unit,
                        std::int32_t from) {
  const std::optional<StayHold> hold = HoldIf(item, unit, from);
  if (!hold) return false;
  std::vector<bool> seen(stays_.model.units[unit].room_count, false);
  const std::size_t mark = Mark();
  if (Push(item, unit, from, *hold, kPushDepth, seen) && Legal(unit)) {
    return true;
  }
  Rollback(mark);
  return false;
}

void Timetable::Set(std::uint32_t item, Booking booking) {
  Booking& mine = bookings_[item];
  if (mine.from >= 0) {
    const std::uint32_t unit = UnitOf(item);
    std::erase(unit_items_[unit], item);
    for (std::uint32_t n = 0; n < mine.rooms; ++n) {
      std::erase(room_items_[mine.room + n], item);
    }
    mine = Booking{};
    Rebuild(unit, holds_[unit]);
    sums_[unit].known = false;
  }
  if (booking.from < 0) return;
  mine = std::move(booking);
  const std::uint32_t unit = UnitOf(item);
  auto& items = unit_items_[unit];
  items.insert(std::ranges::upper_bound(
                   items, mine.from, {},
                   [&](std::uint32_t other) { return bookings_[other].from; }),
               item);
  for (std::uint32_t n = 0; n < mine.rooms; ++n) {
    room_items_[mine.room + n].push_back(item);
  }
  Rebuild(unit, holds_[unit]);
  sums_[unit].known = false;
}

void Timetable::Put(std::uint32_t item, Booking booking) {
  journal_.push_back({item, bookings_[item]});
  Set(item, std::move(booking));
}

void Timetable::Remove(std::uint32_t item) { Put(item, Booking{}); }

void Timetable::Rollback(std::size_t mark) {
  while (journal_.size() > mark) {
    Change change = std::move(journal_.back());
    journal_.pop_back();
    Set(change.item, std::move(change.before));
  }
}

Timetable::UnitSums Timetable::SumsOf(std::uint32_t unit) const {
  UnitSums sums;
  sums.known = true;
  const UnitInfo& info = stays_.model.units[unit];
  const StayUnit& days = stays_.units[unit];
  for (const StayHold& hold : holds_[unit]) {
    sums.new_holds += !hold.standing;
    if (hold.standing && hold.until < kNoDay) {
      sums.blocked += std::int64_t{days.occupied} * (hold.until - days.until);
    }
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      std::int32_t last = -1;
      std::uint32_t earliest = kNone;
      for (const std::uint32_t use : room_items_[r]) {
        if (bookings_[use].from < hold.from ||
            bookings_[use].from >= hold.until) {
          continue;
        }
        last = std::max(last, Until(use));
        if (earliest == kNone ||
            bookings_[use].from < bookings_[earliest].from) {
          earliest = use;
        }
      }
      if (last < 0) continue;
      if (hold.until < kNoDay) sums.blocked += hold.until - last;
      const bool left_before = hold.standing && stays_.rooms[r].refillable;
      for (const std::uint32_t use : room_items_[r]) {
        if (bookings_[use].from < hold.from ||
            bookings_[use].from >= hold.until ||
            (use == earliest && !left_before)) {
          continue;
        }
        const Booking& of = bookings_[use];
        sums.refills +=
            of.people.empty()
                ? stays_.items[use].size
                : static_cast<std::int64_t>(of.people[r - of.room].size());
      }
    }
  }
  return sums;
}

std::int64_t Timetable::Apart() const {
  std::map<std::uint32_t, std::map<std::uint32_t, std::int64_t>> at;
  for (const std::uint32_t item : apart_items_) {
    if (Placed(item)) {
      at[stays_.items[item].party][UnitOf(item)] += stays_.items[item].size;
    }
  }
  std::int64_t apart = 0;
  for (const auto& [party, units] : at) {
    std::int64_t most = 0;
    for (const auto& [unit, people] : units) {
      apart += people;
      most = std::max(most, people);
    }
    apart -= most;
  }
  return apart;
}

StayValue Timetable::Value() {
  StayValue value = lost_;
  for (std::uint32_t i = 0; i < bookings_.size(); ++i) {
    const StayItem& item = stays_.items[i];
    const Booking& of = bookings_[i];
    if (of.from < 0) {
      value.unplaced[static_cast<std::size_t>(item.priority)] += item.size;
      continue;
    }
    value.waiting += std::int64_t{item.size} * (of.from - item.first);
    value.substitutes += of.cost.substitutes;
    value.special += of.cost.special;
    value.distance += of.cost.distance;
  }
  std::vector<bool> opened(stays_.model.site_tier.size(), false);
  for (std::uint32_t u = 0; u < sums_.size(); ++u) {
    if (!sums_[u].known) sums_[u] = SumsOf(u);
    value.new_holds += sums_[u].new_holds;
    value.blocked += sums_[u].blocked;
    value.refills += sums_[u].refills;
    const std::uint32_t site = stays_.model.units[u].site;
    if (unit_items_[u].empty() || opened[site] ||
        stays_.horizon->problem.sites[site].open) {
      continue;
    }
    opened[site] = true;
    value.new_sites[stays_.model.site_tier[site]] +=
        stays_.model.site_cost[site];
  }
  value.apart = Apart();
  return value;
}

}  // namespace quaranta::place::internal
