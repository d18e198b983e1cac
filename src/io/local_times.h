// Local times to instants, remembered by the hour.
#ifndef QUARANTA_SRC_IO_LOCAL_TIMES_H_
#define QUARANTA_SRC_IO_LOCAL_TIMES_H_

#include <cstdint>
#include <vector>

#include "quaranta/core/time.h"

namespace quaranta::io {

// Zone::At() for the times of one column, most of which fall into hours that
// were asked for before. Not for two threads at once. A copy remembers nothing.
class LocalTimes {
 public:
  LocalTimes() = default;
  LocalTimes(const LocalTimes&) {}
  LocalTimes& operator=(const LocalTimes&) {
    hours_.clear();
    asked_ = 0;
    return *this;
  }

  // zone.At(day, minute), always; minute < 1440. One zone per object.
  Instant At(const Zone& zone, Day day, int minute) {
    // A context made for one cell should not pay for a table.
    if (hours_.empty()) {
      if (++asked_ < kFew) return zone.At(day, minute);
      hours_.resize(kHours);
    }
    const std::int64_t key = std::int64_t{day.days} * 24 + minute / 60;
    Hour& hour = hours_[static_cast<std::uint64_t>(key) % kHours];
    const int within = minute % 60;
    if (hour.key == key) {
      return {hour.first + within * kMicrosPerMinute, hour.offset};
    }
    const Instant first = zone.At(day, minute - within);
    const Instant last = zone.At(day, minute - within + 59);
    if (first.offset_minutes != last.offset_minutes ||
        last.micros - first.micros != 59 * kMicrosPerMinute) {
      return zone.At(day, minute);  // the clocks change within this hour
    }
    hour = {key, first.micros, first.offset_minutes};
    return {first.micros + within * kMicrosPerMinute, first.offset_minutes};
  }

 private:
  static constexpr int kFew = 16;
  static constexpr std::size_t kHours = 2'048;

  struct Hour {
    std::int64_t key = INT64_MIN;
    std::int64_t first = 0;
    std::int16_t offset = 0;
  };
  std::vector<Hour> hours_;
  int asked_ = 0;
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_LOCAL_TIMES_H_
