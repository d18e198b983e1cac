// Days and times as people write them.
//
// What is read has one meaning. A date of two-digit years, of numbers in an
// unknown order, or without a year might be several days and is never guessed,
// not even where the numbers leave one reading: a column of which only the days
// beyond the twelfth are read is worse than one that is not read.
#ifndef QUARANTA_SRC_IO_DATES_H_
#define QUARANTA_SRC_IO_DATES_H_

#include <cstdint>
#include <string_view>

#include "quaranta/core/time.h"
#include "quaranta/io/mapping.h"

namespace quaranta::io {

enum class DateProblem : std::uint8_t {
  kNone,
  kUnreadable,   // no date at all
  kAmbiguous,    // "04/05/22", "4月10日", "44661": it might mean several days
  kNoSuchDay,    // 30 February
  kDayMissing,   // a time of day without a day
  kTimeMissing,  // a day where a time is needed
  kTimeDropped,  // read: a time where a day is needed
  kZoneMissing,  // a local time, and nobody said where
};
// The issue code: "date_ambiguous".
std::string_view CodeOf(DateProblem problem);

struct DateResult {
  DateProblem problem = DateProblem::kNone;
  Day day;
  bool short_year = false;  // read from two digits
};
// "2022-04-10", "2022/4/10", "2022.4.10", "2022年4月10日", "20220410"; also
// with a time of day behind it, which is reported unless it is midnight. With
// an order also "04/05/22", "10.4.2022", "31/ 12 /14"; a year of two digits is
// then one from 2000 to 2049, others stay ambiguous.
DateResult ReadDate(std::string_view text,
                    DateOrder order = DateOrder::kUnknown);

struct InstantResult {
  DateProblem problem = DateProblem::kNone;
  Instant instant;
};
// RFC 3339, or a day as above with a local time ("17:00", "17:00:30", "17时",
// "17时30分", "下午5点", "5:00 PM") in `zone`; without a zone a local time is
// kZoneMissing. 24:00 is the midnight that ends the day.
InstantResult ReadInstant(std::string_view text, const Zone* zone,
                          DateOrder order = DateOrder::kUnknown);

// The serial number of a spreadsheet as plain decimal text: days since the last
// of 1899 in the 1900 system, which has a 29 February 1900 that never was
// (kNoSuchDay, as 0 is); the fraction is the time of day, to the second, and
// alone it is kDayMissing.
DateResult DateOfSerial(std::string_view text);
// kTimeMissing for a whole number: a day, as far as anybody can tell.
InstantResult InstantOfSerial(std::string_view text, const Zone* zone);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_DATES_H_
