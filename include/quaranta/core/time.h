// Civil days, instants and zones.
//
// A `Day` is a local civil day and knows no zone. An `Instant` is a point in
// time that keeps the offset it was written with. Rules count local civil days
// of a region, so turning one into the other always names a `Zone`. Nothing
// here reads a clock: the caller says what "now" is.
#ifndef QUARANTA_CORE_TIME_H_
#define QUARANTA_CORE_TIME_H_

#include <compare>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace quaranta {

// A civil day, counted from 1970-01-01 (the same number as Arrow's date32).
struct Day {
  std::int32_t days = 0;

  friend constexpr auto operator<=>(Day, Day) = default;
  friend constexpr std::int32_t operator-(Day a, Day b) {
    return a.days - b.days;
  }
  friend constexpr Day operator+(Day a, std::int32_t n) {
    return Day{a.days + n};
  }
  friend constexpr Day operator-(Day a, std::int32_t n) {
    return Day{a.days - n};
  }
};

// A point in time, in microseconds since 1970-01-01T00:00Z, with the offset
// from UTC it was recorded with. Two instants are equal, and ordered, by the
// point in time alone; the offset is kept for printing.
struct Instant {
  std::int64_t micros = 0;
  std::int16_t offset_minutes = 0;

  friend constexpr bool operator==(Instant a, Instant b) {
    return a.micros == b.micros;
  }
  friend constexpr std::strong_ordering operator<=>(Instant a, Instant b) {
    return a.micros <=> b.micros;
  }
};

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
inline constexpr std::int64_t kMicrosPerHour = 60 * kMicrosPerMinute;
inline constexpr std::int64_t kMicrosPerDay = 24 * kMicrosPerHour;

// Civil fields of a day: year 1..9999, month 1..12, day 1..31.
struct CivilDay {
  int year = 1970;
  int month = 1;
  int day = 1;
};
CivilDay ToCivil(Day day);
// kInvalidArgument when the fields name no day (30 February).
absl::StatusOr<Day> FromCivil(CivilDay civil);

// "2022-04-10". Parsing accepts exactly that form, years 0001 to 9999;
// anything else is kInvalidArgument naming the text.
absl::StatusOr<Day> ParseDay(std::string_view text);
std::string FormatDay(Day day);

// RFC 3339 with an offset: "2022-04-10T17:00:00+08:00" or "...Z"; fractions of
// a second down to the microsecond. A time without offset is kInvalidArgument:
// ask for a zone instead of guessing. Formatting prints the kept offset and
// omits a zero fraction.
absl::StatusOr<Instant> ParseInstant(std::string_view text);
std::string FormatInstant(Instant instant);

// An IANA zone. Cheap to copy; immutable.
class Zone {
 public:
  // UTC.
  Zone();
  // kNotFound when the name is unknown or the machine has no zone data (slim
  // containers lack the tzdata package: the message says so).
  static absl::StatusOr<Zone> Load(std::string_view name);

  const std::string& name() const;
  // The local civil day, and the minute of that day, at an instant.
  Day DayOf(Instant instant) const;
  int MinuteOf(Instant instant) const;
  // The instant at which the local clock shows `minute` minutes after midnight
  // of `day` (minute may exceed a day). In a gap the first moment after it, in
  // an overlap the first of the two.
  Instant At(Day day, int minute) const;
  // The same point in time, with this zone's offset for printing.
  Instant Localize(Instant instant) const;
  // The longest span of time around an instant, begin <= micros < end, in which
  // the offset from UTC is the same. For loops over many instants: few of them
  // fall out of the span of the one before.
  struct Span {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int16_t offset_minutes = 0;
  };
  Span SpanAt(Instant instant) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

// For test failure messages and logs: the same text as the Format functions.
std::ostream& operator<<(std::ostream& os, Day day);
std::ostream& operator<<(std::ostream& os, Instant instant);

}  // namespace quaranta

#endif  // QUARANTA_CORE_TIME_H_
