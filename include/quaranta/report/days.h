// The coming days as text and as JSON.
#ifndef QUARANTA_REPORT_DAYS_H_
#define QUARANTA_REPORT_DAYS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/desk/coming_days.h"

namespace quaranta::report {

// {"schema":"quaranta.days/1","days":[...],"shortages":[...],"rooms":[...],...};
// see docs/reference/json.md. The same plan gives the same bytes.
std::string ToJson(const desk::DaysPlan& plan);

// As it prints on a terminal: the headline, what must come true, a table with
// one line per day, what runs out, who goes where, floors that change hands,
// levels, doubts. Lists end after `most` lines with a count of the rest;
// 0: no limit.
std::vector<std::string> DaysText(const desk::DaysPlan& plan, Language language,
                                  std::size_t most = 20);

// The table alone; its first line names the columns, one for each of
// place::DayFigures that it shows.
std::vector<std::string> DaysTable(const desk::DaysPlan& plan,
                                   Language language);

}  // namespace quaranta::report

#endif  // QUARANTA_REPORT_DAYS_H_
