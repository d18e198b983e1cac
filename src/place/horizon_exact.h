// All plans of a small horizon, best first, until none is left that could be
// better.
#ifndef QUARANTA_SRC_PLACE_HORIZON_EXACT_H_
#define QUARANTA_SRC_PLACE_HORIZON_EXACT_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "place/timetable.h"

namespace quaranta::place::internal {

class HorizonExact {
 public:
  explicit HorizonExact(Timetable& table);

  // Looks for a plan better than that of the table, which is replaced by the
  // best found. True if none is better than that: every level is then proven,
  // or with parties too large for one room all up to kBlockedDays, since their
  // people are divided in one way only.
  bool Run(std::int64_t node_limit);

  // Decisions to take: who enters on which day.
  std::int64_t steps() const {
    return static_cast<std::int64_t>(steps_.size());
  }
  bool has_runs() const { return runs_; }

 private:
  bool Search(std::size_t step);
  bool TryRooms(std::size_t step, std::uint32_t item, std::int32_t day);
  bool TryRuns(std::size_t step, std::uint32_t item, std::int32_t day);
  bool Descend(std::size_t step, std::uint32_t item, Booking booking);
  bool Twin(std::uint32_t unit) const;
  StayValue Partial();

  Timetable& table_;
  const StayModel& stays_;
  // Who may enter on which day, by day.
  std::vector<std::pair<std::int32_t, std::uint32_t>> steps_;
  bool runs_ = false;     // rooms of a unit differ by their place
  bool refills_ = false;  // a room left may be filled: fewer blocked days
  std::vector<bool> given_up_;
  StayValue best_;
  std::vector<Booking> best_bookings_;
  std::int64_t nodes_left_ = 0;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HORIZON_EXACT_H_
