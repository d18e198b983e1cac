// Who is in which room from when to when, and the holds that follow from it.
#ifndef QUARANTA_SRC_PLACE_TIMETABLE_H_
#define QUARANTA_SRC_PLACE_TIMETABLE_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "place/horizon_model.h"
#include "place/run.h"

namespace quaranta::place::internal {

// The objective, in its order.
struct StayValue {
  std::array<std::int64_t, kMaxClasses> unplaced{};
  std::int64_t waiting = 0;
  std::array<std::int64_t, kMaxTiers> new_sites{};
  std::int64_t substitutes = 0;
  std::int64_t new_holds = 0;
  std::int64_t blocked = 0;
  std::int64_t refills = 0;
  std::int64_t apart = 0;
  std::int64_t special = 0;
  std::int64_t distance = 0;

  friend auto operator<=>(const StayValue&, const StayValue&) = default;
};

struct StayHold {
  std::uint32_t cohort = kNone;
  std::int32_t from = 0;
  std::int32_t until = 0;
  bool standing = false;

  friend bool operator==(const StayHold&, const StayHold&) = default;
};

// Rooms of an item, in adjacent rooms if it is a run. from < 0: it has none.
struct Booking {
  std::int32_t from = -1;
  std::uint32_t room = 0;  // the first
  std::uint32_t rooms = 0;
  RoomCost cost;
  std::vector<std::vector<std::uint32_t>> people;  // of a run, by room
};

class Timetable {
 public:
  explicit Timetable(const StayModel& stays);

  const StayModel& stays() const { return stays_; }
  const Booking& booking(std::uint32_t item) const { return bookings_[item]; }
  bool Placed(std::uint32_t item) const { return bookings_[item].from >= 0; }
  const std::vector<StayHold>& holds(std::uint32_t unit) const {
    return holds_[unit];
  }
  // By the day of entering.
  const std::vector<std::uint32_t>& items(std::uint32_t unit) const {
    return unit_items_[unit];
  }
  std::span<const std::uint32_t> uses(std::uint32_t room) const {
    return room_items_[room];
  }
  std::int32_t Until(std::uint32_t item) const {
    return bookings_[item].from + stays_.items[item].stay;
  }
  std::uint32_t UnitOf(std::uint32_t item) const {
    return stays_.model.rooms[bookings_[item].room].unit;
  }

  // The hold of the unit that the item would be in if it entered on the day, or
  // nothing if rules about days or cohorts are against it.
  std::optional<StayHold> HoldIf(std::uint32_t item, std::uint32_t unit,
                                 std::int32_t from);
  // The best rooms for the item in the unit from the day on; nothing if there
  // are none.
  std::optional<Booking> Find(std::uint32_t item, std::uint32_t unit,
                              std::int32_t from);
  // All ways of a run, none of an item that is none.
  std::vector<Booking> FindRuns(std::uint32_t item, std::uint32_t unit,
                                std::int32_t from);
  // The one room, if it is free for the item from the day on.
  std::optional<Booking> FindIn(std::uint32_t item, std::uint32_t room,
                                std::int32_t from);
  // As Find; others of the unit may have changed rooms when it returns true,
  // and then the item is in.
  bool MakeWay(std::uint32_t item, std::uint32_t unit, std::int32_t from);

  void Put(std::uint32_t item, Booking booking);
  void Remove(std::uint32_t item);
  // Whether all rules about days hold on the unit.
  bool Legal(std::uint32_t unit) const;

  // Changes since then can be taken back.
  std::size_t Mark() const { return journal_.size(); }
  void Rollback(std::size_t mark);
  void Forget() { journal_.clear(); }

  StayValue Value();
  std::int64_t nodes() const { return nodes_; }

 private:
  struct Change {
    std::uint32_t item = 0;
    Booking before;
  };
  struct UnitSums {
    bool known = false;
    std::int64_t new_holds = 0;
    std::int64_t blocked = 0;
    std::int64_t refills = 0;
  };

  bool Rebuild(std::uint32_t unit, std::vector<StayHold>& holds) const;
  bool RoomIsFree(std::uint32_t item, std::uint32_t room, std::int32_t from,
                  const StayHold& hold) const;
  bool RoomsLegal(std::uint32_t unit, const std::vector<StayHold>& holds) const;
  bool JoinLegal(std::uint32_t unit, const StayHold& hold) const;
  RoomCost CostIn(std::uint32_t item, std::uint32_t room,
                  const StayHold& hold) const;
  bool Push(std::uint32_t item, std::uint32_t unit, std::int32_t from,
            const StayHold& hold, int depth, std::vector<bool>& seen);
  void Set(std::uint32_t item, Booking booking);
  UnitSums SumsOf(std::uint32_t unit) const;
  std::int64_t Apart() const;

  const StayModel& stays_;
  RunFinder finder_;
  std::vector<Booking> bookings_;
  std::vector<std::vector<std::uint32_t>> unit_items_;
  std::vector<std::vector<StayHold>> holds_;
  std::vector<std::vector<std::uint32_t>> room_items_;
  std::vector<UnitSums> sums_;
  std::vector<std::uint32_t> apart_items_;
  StayValue lost_;  // unplaced from the start: no adult
  std::vector<Change> journal_;
  std::vector<bool> taken_;
  std::int64_t nodes_ = 0;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_TIMETABLE_H_
