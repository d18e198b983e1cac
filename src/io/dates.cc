#include "io/dates.h"

#include <optional>
#include <string>

#include "io/numbers.h"

namespace quaranta::io {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool Eat(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void EatSpaces(std::string_view& text) {
  while (Eat(text, " ")) {
  }
}

// Up to `most` digits at the front; `digits` says how many there were.
std::optional<int> EatNumber(std::string_view& text, int most, int* digits) {
  int value = 0;
  int count = 0;
  while (count < most && !text.empty() && IsDigit(text.front())) {
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
    ++count;
  }
  if (digits != nullptr) *digits = count;
  if (count == 0) return std::nullopt;
  return value;
}

struct Civil {
  DateProblem problem = DateProblem::kUnreadable;
  Day day;
};

Civil Made(int year, int month, int day) {
  const auto made = FromCivil({year, month, day});
  if (!made.ok()) return {DateProblem::kNoSuchDay, {}};
  return {DateProblem::kNone, *made};
}

// Eight digits run together: year, month, day.
Civil Compact(int number) {
  return Made(number / 10'000, number / 100 % 100, number % 100);
}

// The day at the front of the text, which is moved behind it.
Civil EatDay(std::string_view& text) {
  const std::string_view whole = text;
  int digits = 0;
  const auto year = EatNumber(text, 8, &digits);
  if (!year) return {};
  if (digits == 8) return Compact(*year);
  // A year in two digits, a day before the month, no year at all, or a serial
  // number of a spreadsheet: all of them might be several days.
  const bool separated =
      !text.empty() &&
      (text.front() == '/' || text.front() == '-' || text.front() == '.');
  const bool chinese = text.starts_with("年") || text.starts_with("月");
  if (digits != 4) {
    const bool serial = text.empty() && digits == 5;
    text = whole;
    if (separated || chinese || serial) return {DateProblem::kAmbiguous, {}};
    return {};
  }
  const std::string_view rest = text;
  int month_digits = 0;
  int day_digits = 0;
  for (const auto& [first, second, third] :
       {std::tuple<std::string_view, std::string_view, std::string_view>{
            "-", "-", ""},
        {"/", "/", ""},
        {".", ".", ""},
        {"年", "月", "日"}}) {
    text = rest;
    if (!Eat(text, first)) continue;
    EatSpaces(text);
    const auto month = EatNumber(text, 2, &month_digits);
    if (!month || !Eat(text, second)) return {};
    EatSpaces(text);
    const auto day = EatNumber(text, 2, &day_digits);
    if (!day) return {};
    if (!third.empty() && !Eat(text, third)) Eat(text, "号");
    return Made(*year, *month, *day);
  }
  return {};
}

// Seconds after midnight of the local time at the front.
std::optional<int> EatTime(std::string_view& text) {
  int digits = 0;
  const auto hour = EatNumber(text, 2, &digits);
  if (!hour || *hour > 24) return std::nullopt;
  int minute = 0;
  int second = 0;
  if (Eat(text, ":")) {
    const auto read = EatNumber(text, 2, &digits);
    if (!read || digits != 2) return std::nullopt;
    minute = *read;
    if (Eat(text, ":")) {
      const auto seconds = EatNumber(text, 2, &digits);
      if (!seconds || digits != 2) return std::nullopt;
      second = *seconds;
      // Fractions of a second, as Python prints them.
      if (Eat(text, ".")) {
        if (!EatNumber(text, 9, nullptr)) return std::nullopt;
      }
    }
  } else if (Eat(text, "时") || Eat(text, "点")) {
    if (Eat(text, "整")) {
    } else if (Eat(text, "半")) {
      minute = 30;
    } else if (const auto read = EatNumber(text, 2, &digits)) {
      minute = *read;
      Eat(text, "分");
    }
  } else {
    return std::nullopt;
  }
  if (minute > 59 || second > 59 || (*hour == 24 && minute + second > 0)) {
    return std::nullopt;
  }
  return (*hour * 60 + minute) * 60 + second;
}

// "Z", "+08:00", "+0800", "+08" in minutes.
std::optional<int> EatOffset(std::string_view& text) {
  if (Eat(text, "Z") || Eat(text, "z")) return 0;
  const int sign = text.starts_with('-') ? -1 : 1;
  if (!Eat(text, "+") && !Eat(text, "-")) return std::nullopt;
  int digits = 0;
  const auto hours = EatNumber(text, 2, &digits);
  if (!hours || digits != 2 || *hours > 23) return std::nullopt;
  Eat(text, ":");
  const auto minutes = EatNumber(text, 2, &digits);
  if ((digits != 0 && digits != 2) || minutes.value_or(0) > 59) {
    return std::nullopt;
  }
  return sign * (*hours * 60 + minutes.value_or(0));
}

struct Parts {
  DateProblem problem = DateProblem::kUnreadable;
  Day day;
  std::optional<int> second;  // of the local day
  std::optional<int> offset;  // minutes
};

Parts Split(std::string_view raw) {
  Parts parts;
  const std::string narrow = Narrow(raw);
  std::string_view text = narrow;
  EatSpaces(text);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const Civil day = EatDay(text);
  parts.problem = day.problem;
  parts.day = day.day;
  if (day.problem != DateProblem::kNone) return parts;
  if (text.empty()) return parts;
  parts.problem = DateProblem::kUnreadable;
  const bool marked = Eat(text, "T") || Eat(text, "t") || Eat(text, " ");
  const bool chinese = narrow.find("日") != std::string::npos ||
                       narrow.find("号") != std::string::npos;
  if (!marked && !chinese) return parts;
  EatSpaces(text);
  parts.second = EatTime(text);
  if (!parts.second) return parts;
  EatSpaces(text);
  if (!text.empty()) {
    parts.offset = EatOffset(text);
    if (!parts.offset || !text.empty()) return parts;
  }
  parts.problem = DateProblem::kNone;
  return parts;
}

}  // namespace

std::string_view CodeOf(DateProblem problem) {
  switch (problem) {
    case DateProblem::kNone:
      return "";
    case DateProblem::kUnreadable:
      return "unreadable_date";
    case DateProblem::kAmbiguous:
      return "date_ambiguous";
    case DateProblem::kNoSuchDay:
      return "no_such_day";
    case DateProblem::kTimeMissing:
      return "time_missing";
    case DateProblem::kTimeDropped:
      return "time_dropped";
    case DateProblem::kZoneMissing:
      return "zone_missing";
  }
  return "";
}

DateResult ReadDate(std::string_view text) {
  const Parts parts = Split(text);
  if (parts.problem != DateProblem::kNone) return {parts.problem, {}};
  const bool midnight = parts.second.value_or(0) == 0;
  return {midnight ? DateProblem::kNone : DateProblem::kTimeDropped, parts.day};
}

InstantResult ReadInstant(std::string_view text, const Zone* zone) {
  if (const auto instant = ParseInstant(text); instant.ok()) {
    return {DateProblem::kNone, *instant};
  }
  const Parts parts = Split(text);
  if (parts.problem != DateProblem::kNone) return {parts.problem, {}};
  if (!parts.second) return {DateProblem::kTimeMissing, {}};
  const std::int64_t second = *parts.second;
  if (parts.offset) {
    const std::int64_t local =
        parts.day.days * kMicrosPerDay + second * kMicrosPerSecond;
    return {DateProblem::kNone,
            {local - *parts.offset * kMicrosPerMinute,
             static_cast<std::int16_t>(*parts.offset)}};
  }
  if (zone == nullptr) return {DateProblem::kZoneMissing, {}};
  Instant instant = zone->At(parts.day, static_cast<int>(second / 60));
  instant.micros += second % 60 * kMicrosPerSecond;
  return {DateProblem::kNone, instant};
}

}  // namespace quaranta::io
