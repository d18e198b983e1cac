#include "place/horizon_exact.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace quaranta::place::internal {

HorizonExact::HorizonExact(Timetable& table)
    : table_(table), stays_(table.stays()) {
  refills_ = stays_.horizon->refill_window > 0;
  for (const StayUnit& unit : stays_.units) {
    refills_ = refills_ || (unit.intake && unit.refill_before > 1);
  }
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
    const StayItem& item = stays_.items[i];
    runs_ = runs_ || item.run;
    if (item.hopeless) continue;
    for (std::int32_t day = item.first; day <= item.last; ++day) {
      steps_.emplace_back(day, i);
    }
  }
  std::ranges::sort(steps_, {}, [&](const auto& step) {
    const StayItem& item = stays_.items[step.second];
    return std::tuple(step.first, item.priority, -item.size, step.second);
  });
}

bool HorizonExact::Run(std::int64_t node_limit) {
  nodes_left_ = node_limit;
  best_ = table_.Value();
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
    best_bookings_.push_back(table_.booking(i));
    table_.Remove(i);
  }
  given_up_.assign(stays_.items.size(), false);
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
    given_up_[i] = stays_.items[i].hopeless;
  }
  const bool complete = Search(0);
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) table_.Remove(i);
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
    table_.Put(i, best_bookings_[i]);
  }
  table_.Forget();
  return complete;
}

// What no completion can be better than, part by part: people enter in the
// order of days, so that holds only grow and never join.
StayValue HorizonExact::Partial() {
  StayValue value = table_.Value();
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
    if (table_.Placed(i) || given_up_[i]) continue;
    const StayItem& item = stays_.items[i];
    value.unplaced[static_cast<std::size_t>(item.priority)] -= item.size;
  }
  if (refills_) value.blocked = 0;
  return value;
}

bool HorizonExact::Search(std::size_t step) {
  while (step < steps_.size() && table_.Placed(steps_[step].second)) ++step;
  const StayValue value = step == steps_.size() ? table_.Value() : Partial();
  if (value >= best_) return true;
  if (step == steps_.size()) {
    best_ = value;
    for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
      best_bookings_[i] = table_.booking(i);
    }
    return true;
  }
  if (--nodes_left_ < 0) return false;
  const auto [day, item] = steps_[step];
  const bool tried = stays_.items[item].run ? TryRuns(step, item, day)
                                            : TryRooms(step, item, day);
  if (!tried) return false;
  const bool last = day == stays_.items[item].last;
  given_up_[item] = last;
  const bool complete = Search(step + 1);
  given_up_[item] = false;
  return complete;
}

bool HorizonExact::Descend(std::size_t step, std::uint32_t item,
                           Booking booking) {
  const std::size_t mark = table_.Mark();
  table_.Put(item, std::move(booking));
  const bool complete = Search(step + 1);
  table_.Rollback(mark);
  return complete;
}

// Whether an earlier unit is the same in every way and as empty.
bool HorizonExact::Twin(std::uint32_t unit) const {
  if (runs_ || !table_.items(unit).empty()) return false;
  const StayUnit& mine = stays_.units[unit];
  if (mine.holder != kNone) return false;
  for (std::uint32_t u = 0; u < unit; ++u) {
    const StayUnit& other = stays_.units[u];
    if (other.holder == kNone && other.kind == mine.kind &&
        other.until == mine.until && table_.items(u).empty()) {
      return true;
    }
  }
  return false;
}

bool HorizonExact::TryRooms(std::size_t step, std::uint32_t item,
                            std::int32_t day) {
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    if (Twin(u) || !table_.HoldIf(item, u, day)) continue;
    const UnitInfo& info = stays_.model.units[u];
    std::set<std::tuple<std::uint32_t, bool, bool, bool>> seen;
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      const StayRoom& room = stays_.rooms[r];
      if (!stays_.Suits(stays_.items[item], r)) continue;
      if (!runs_ && table_.uses(r).empty() &&
          !seen.insert({stays_.model.rooms[r].type, room.now, room.later,
                        room.refillable})
               .second) {
        continue;
      }
      std::optional<Booking> booking = table_.FindIn(item, r, day);
      if (booking && !Descend(step, item, *std::move(booking))) return false;
    }
  }
  return true;
}

bool HorizonExact::TryRuns(std::size_t step, std::uint32_t item,
                           std::int32_t day) {
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    for (Booking& booking : table_.FindRuns(item, u, day)) {
      if (!Descend(step, item, std::move(booking))) return false;
    }
  }
  return true;
}

}  // namespace quaranta::place::internal
