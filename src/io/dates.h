// Days and times as people write them.
#ifndef QUARANTA_SRC_IO_DATES_H_
#define QUARANTA_SRC_IO_DATES_H_

#include <cstdint>
#include <string_view>

#include "quaranta/core/time.h"

namespace quaranta::io {

enum class DateProblem : std::uint8_t {
  kNone,
  kUnreadable,   // no date at all
  kAmbiguous,    // "04/05/22", "4月10日", "44661": it might mean several days
  kNoSuchDay,    // 30 February
  kTimeMissing,  // a day where a time is needed
  kTimeDropped,  // read: a time where a day is needed
  kZoneMissing,  // a local time, and nobody said where
};
// The issue code: "date_ambiguous".
std::string_view CodeOf(DateProblem problem);

struct DateResult {
  DateProblem problem = DateProblem::kNone;
  Day day;
};
// "2022-04-10", "2022/4/10", "2022.4.10", "2022年4月10日", "20220410"; also
// with a time of day behind it, which is reported unless it is midnight.
DateResult ReadDate(std::string_view text);

struct InstantResult {
  DateProblem problem = DateProblem::kNone;
  Instant instant;
};
// RFC 3339, or a day as above with a local time ("17:00", "17:00:30", "17时",
// "17时30分") in `zone`; without a zone a local time is kZoneMissing.
InstantResult ReadInstant(std::string_view text, const Zone* zone);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_DATES_H_
