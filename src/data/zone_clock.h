// Offsets of a zone for many instants, one after the other.
#ifndef QUARANTA_SRC_DATA_ZONE_CLOCK_H_
#define QUARANTA_SRC_DATA_ZONE_CLOCK_H_

#include <cstdint>
#include <limits>
#include <utility>

#include "quaranta/core/time.h"

namespace quaranta::data {

// Remembers the span of the last instant: most others are in it too.
class ZoneClock {
 public:
  explicit ZoneClock(Zone zone) : zone_(std::move(zone)) {}

  std::int16_t MinutesAt(std::int64_t micros) {
    if (micros < span_.begin || micros >= span_.end) {
      span_ = zone_.SpanAt(Instant{micros, 0});
    }
    return span_.offset_minutes;
  }

  // What a local clock showed, in microseconds since it showed 1970, as an
  // instant; gaps and overlaps as Zone::At has them.
  Instant FromWall(std::int64_t wall) {
    const Instant guess{wall - span_.offset_minutes * kMicrosPerMinute,
                        span_.offset_minutes};
    // A day from its ends a span has neither gaps nor overlaps; one that never
    // ends has no end.
    const bool after =
        span_.begin == kFirst || guess.micros - kMicrosPerDay >= span_.begin;
    const bool before =
        span_.end == kLast || guess.micros + kMicrosPerDay < span_.end;
    if (span_.begin < span_.end && after && before) return guess;
    std::int64_t day = wall / kMicrosPerDay;
    std::int64_t rest = wall % kMicrosPerDay;
    if (rest < 0) {
      rest += kMicrosPerDay;
      --day;
    }
    Instant instant = zone_.At(Day{static_cast<std::int32_t>(day)},
                               static_cast<int>(rest / kMicrosPerMinute));
    instant.micros += rest % kMicrosPerMinute;
    MinutesAt(instant.micros);
    return instant;
  }

 private:
  static constexpr std::int64_t kFirst =
      std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kLast =
      std::numeric_limits<std::int64_t>::max();

  Zone zone_;
  Zone::Span span_;  // empty at first
};

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_ZONE_CLOCK_H_
