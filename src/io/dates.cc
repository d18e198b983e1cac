#include "io/dates.h"

#include <array>
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
  bool short_year = false;
};

Civil Made(int year, int month, int day) {
  const auto made = FromCivil({year, month, day});
  if (!made.ok()) return {DateProblem::kNoSuchDay, {}, false};
  return {DateProblem::kNone, *made, false};
}

// Eight digits run together: year, month, day.
Civil Compact(int number) {
  return Made(number / 10'000, number / 100 % 100, number % 100);
}

// What one part of a date written with numbers is.
struct Piece {
  int value = 0;
  int digits = 0;
};

// A year of two digits is one of this century's first half, or open.
std::optional<int> YearOf(Piece piece) {
  if (piece.digits == 4) return piece.value;
  if (piece.digits == 2 && piece.value < 50) return 2000 + piece.value;
  return std::nullopt;
}

// Three numbers whose order has to be told.
Civil Ordered(const std::array<Piece, 3>& pieces, DateOrder order) {
  constexpr Civil kOpen = {DateProblem::kAmbiguous, {}, false};
  const auto& [a, b, c] = pieces;
  const bool year_first = order == DateOrder::kYearMonthDay;
  const Piece year = year_first ? a : c;
  const Piece month = order == DateOrder::kMonthDayYear ? a : b;
  const Piece day = year_first ? c : order == DateOrder::kMonthDayYear ? b : a;
  const auto full = YearOf(year);
  if (order == DateOrder::kUnknown || !full || month.digits > 2 ||
      day.digits > 2) {
    return kOpen;
  }
  // Beyond twelve the order that was told is not the one of this cell.
  if (month.value > 12) return kOpen;
  Civil civil = Made(*full, month.value, day.value);
  civil.short_year = year.digits < 4;
  return civil;
}

// Three numbers with one separator: "2022/4/10", "04/05/22". Moves the text
// behind them when they are a day.
Civil EatNumbers(std::string_view& text, DateOrder order) {
  std::array<Piece, 3> pieces;
  char separator = '\0';
  std::string_view rest = text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) {
      EatSpaces(rest);
      const char next = rest.empty() ? '\0' : rest.front();
      if (next != '/' && next != '-' && next != '.') return {};
      if (i > 1 && next != separator) return {};
      separator = next;
      rest.remove_prefix(1);
      EatSpaces(rest);
    }
    const auto value = EatNumber(rest, 4, &pieces[i].digits);
    if (!value) return {};
    pieces[i].value = *value;
  }
  if (!rest.empty() && IsDigit(rest.front())) return {};
  Civil civil;
  if (pieces[0].digits == 4) {
    if (pieces[1].digits > 2 || pieces[2].digits > 2) return {};
    civil = Made(pieces[0].value, pieces[1].value, pieces[2].value);
  } else {
    civil = Ordered(pieces, order);
  }
  if (civil.problem == DateProblem::kNone) text = rest;
  return civil;
}

// "2022年4月10日", "22年4月10号", "4月10日".
Civil EatChinese(std::string_view& text, DateOrder order) {
  Piece year;
  std::string_view rest = text;
  auto read = EatNumber(rest, 4, &year.digits);
  if (!read) return {};
  EatSpaces(rest);
  if (rest.starts_with("月")) return {DateProblem::kAmbiguous, {}, false};
  if (!Eat(rest, "年")) return {};
  year.value = *read;
  EatSpaces(rest);
  const auto month = EatNumber(rest, 2, nullptr);
  EatSpaces(rest);
  if (!month || !Eat(rest, "月")) return {};
  EatSpaces(rest);
  const auto day = EatNumber(rest, 2, nullptr);
  if (!day) return {};
  EatSpaces(rest);
  if (!Eat(rest, "日")) Eat(rest, "号");
  const auto full = YearOf(year);
  if (!full || (year.digits != 4 && order != DateOrder::kYearMonthDay)) {
    return {DateProblem::kAmbiguous, {}, false};
  }
  text = rest;
  Civil civil = Made(*full, *month, *day);
  civil.short_year = year.digits < 4;
  return civil;
}

// The day at the front of the text, which is moved behind it.
Civil EatDay(std::string_view& text, DateOrder order) {
  std::string_view rest = text;
  int digits = 0;
  const auto number = EatNumber(rest, 9, &digits);
  if (!number) return {};
  if (digits == 8) {
    text = rest;
    return Compact(*number);
  }
  // The serial number of a spreadsheet, were this one.
  if (rest.empty() && digits == 5) return {DateProblem::kAmbiguous, {}, false};
  EatSpaces(rest);
  if (rest.starts_with("年") || rest.starts_with("月")) {
    return EatChinese(text, order);
  }
  return EatNumbers(text, order);
}

// The half of the day that a word names.
enum class Half { kNone, kNight, kMorning, kNoon, kAfternoon, kEvening };

Half EatHalf(std::string_view& text) {
  struct Word {
    std::string_view word;
    Half half;
  };
  constexpr std::array<Word, 14> kWords = {{{"凌晨", Half::kNight},
                                            {"清晨", Half::kMorning},
                                            {"早晨", Half::kMorning},
                                            {"早上", Half::kMorning},
                                            {"上午", Half::kMorning},
                                            {"中午", Half::kNoon},
                                            {"下午", Half::kAfternoon},
                                            {"傍晚", Half::kEvening},
                                            {"晚上", Half::kEvening},
                                            {"晚间", Half::kEvening},
                                            {"AM", Half::kMorning},
                                            {"am", Half::kMorning},
                                            {"PM", Half::kAfternoon},
                                            {"pm", Half::kAfternoon}}};
  for (const auto& [word, half] : kWords) {
    if (Eat(text, word)) return half;
  }
  return Half::kNone;
}

// The hour of 24 that an hour in a half of the day is; nothing for hours that
// nobody says so, or that might be either midnight.
std::optional<int> HourIn(Half half, int hour, bool english) {
  switch (half) {
    case Half::kNone:
      return hour;
    case Half::kNight:
      if (hour <= 6) return hour;
      return std::nullopt;
    case Half::kMorning:
      if (english && hour == 12) return 0;
      if (hour < 12 && (hour > 0 || !english)) return hour;
      return std::nullopt;
    case Half::kNoon:
      if (hour >= 11 && hour <= 14) return hour;
      if (hour == 1 || hour == 2) return hour + 12;
      return std::nullopt;
    case Half::kAfternoon:
      if (hour >= 1 && hour <= 11) return hour + 12;
      if (hour == 12 || (!english && hour > 12 && hour < 20)) return hour;
      return std::nullopt;
    case Half::kEvening:
      if (hour >= 5 && hour <= 11) return hour + 12;
      if (hour >= 17 && hour < 24) return hour;
      return std::nullopt;
  }
  return std::nullopt;
}

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

// ":30", ":30:15", ":30:15.5" behind the hour.
bool EatColons(std::string_view& text, Clock& clock) {
  int digits = 0;
  const auto minute = EatNumber(text, 2, &digits);
  if (!minute || digits != 2) return false;
  clock.minute = *minute;
  if (!Eat(text, ":")) return true;
  const auto second = EatNumber(text, 2, &digits);
  if (!second || digits != 2) return false;
  clock.second = *second;
  // Fractions of a second, as Python prints them.
  return !Eat(text, ".") || EatNumber(text, 9, nullptr).has_value();
}

// "整", "半", "30", "30分" behind 时 or 点; always something.
void EatMinutes(std::string_view& text, Clock& clock) {
  if (Eat(text, "整")) return;
  if (Eat(text, "半")) {
    clock.minute = 30;
  } else if (const auto minute = EatNumber(text, 2, nullptr)) {
    clock.minute = *minute;
    Eat(text, "分");
  }
}

// Seconds after midnight of the local time at the front.
std::optional<int> EatTime(std::string_view& text) {
  Half half = EatHalf(text);
  EatSpaces(text);
  Clock clock;
  const auto hour = EatNumber(text, 2, nullptr);
  if (!hour || *hour > 24) return std::nullopt;
  if (Eat(text, ":")) {
    if (!EatColons(text, clock)) return std::nullopt;
  } else if (Eat(text, "时") || Eat(text, "点")) {
    EatMinutes(text, clock);
  } else {
    return std::nullopt;
  }
  std::string_view behind = text;
  EatSpaces(behind);
  const bool english = behind.starts_with('A') || behind.starts_with('a') ||
                       behind.starts_with('P') || behind.starts_with('p');
  if (english) {
    if (half != Half::kNone) return std::nullopt;
    half = EatHalf(behind);
    if (half == Half::kNone) return std::nullopt;
    text = behind;
  }
  const auto full = HourIn(half, *hour, english);
  if (!full || (english && *hour > 12)) return std::nullopt;
  clock.hour = *full;
  if (clock.minute > 59 || clock.second > 59 ||
      (clock.hour == 24 && clock.minute + clock.second > 0)) {
    return std::nullopt;
  }
  return (clock.hour * 60 + clock.minute) * 60 + clock.second;
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
  bool short_year = false;
};

Parts Split(std::string_view raw, DateOrder order) {
  Parts parts;
  const std::string narrow = Narrow(raw);
  std::string_view text = narrow;
  EatSpaces(text);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::string_view all = text;
  const Civil day = EatDay(text, order);
  parts.problem = day.problem;
  parts.day = day.day;
  parts.short_year = day.short_year;
  if (day.problem == DateProblem::kUnreadable) {
    text = all;
    EatSpaces(text);
    if (EatTime(text) && text.empty()) parts.problem = DateProblem::kDayMissing;
  }
  if (day.problem != DateProblem::kNone) return parts;
  if (text.empty()) return parts;
  parts.problem = DateProblem::kUnreadable;
  const bool marked = Eat(text, "T") || Eat(text, "t") || Eat(text, " ");
  // A digit would go on the day: "2022-4-101:00".
  if (!marked && IsDigit(text.front()) &&
      narrow.find("日") == std::string::npos &&
      narrow.find("号") == std::string::npos) {
    return parts;
  }
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
    case DateProblem::kDayMissing:
      return "day_missing";
    case DateProblem::kTimeMissing:
      return "time_missing";
    case DateProblem::kTimeDropped:
      return "time_dropped";
    case DateProblem::kZoneMissing:
      return "zone_missing";
  }
  return "";
}

DateResult ReadDate(std::string_view text, DateOrder order) {
  const Parts parts = Split(text, order);
  if (parts.problem != DateProblem::kNone) return {parts.problem, {}, false};
  const bool midnight = parts.second.value_or(0) == 0;
  return {midnight ? DateProblem::kNone : DateProblem::kTimeDropped, parts.day,
          parts.short_year};
}

namespace {

InstantResult LocalTime(Day day, int second, const Zone* zone) {
  if (zone == nullptr) return {DateProblem::kZoneMissing, {}};
  Instant instant = zone->At(day, second / 60);
  instant.micros += second % 60 * kMicrosPerSecond;
  return {DateProblem::kNone, instant};
}

struct Serial {
  DateProblem problem = DateProblem::kUnreadable;
  Day day;
  int second = 0;
};

// "44661.7083333333" without libm: the fraction as a whole number of billionths
// of a day, rounded to the second.
Serial SerialOf(std::string_view text) {
  constexpr int kFirst = 1;         // 1 January 1900
  constexpr int kFalseDay = 60;     // 29 February 1900
  constexpr int kLast = 2'958'465;  // 31 December 9999
  constexpr int kToEpoch = 25'569;  // 1 January 1970
  constexpr std::int64_t kBillion = 1'000'000'000;
  constexpr std::int64_t kSecondsPerDay = 86'400;
  int digits = 0;
  const auto days = EatNumber(text, 7, &digits);
  if (!days) return {};
  std::int64_t billionths = 0;
  if (Eat(text, ".")) {
    int places = 0;
    for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1)) {
      if (places == 9) continue;
      billionths = billionths * 10 + (text.front() - '0');
      ++places;
    }
    if (places == 0) return {};
    for (; places < 9; ++places) billionths *= 10;
  }
  if (!text.empty()) return {};
  if (*days == 0 && billionths > 0) return {DateProblem::kDayMissing, {}, 0};
  if (*days < kFirst || *days > kLast || *days == kFalseDay) {
    return {DateProblem::kNoSuchDay, {}, 0};
  }
  const std::int64_t second =
      (billionths * kSecondsPerDay + kBillion / 2) / kBillion;
  const int shift = *days < kFalseDay ? 1 : 0;
  return {DateProblem::kNone, Day{*days - kToEpoch + shift},
          static_cast<int>(second)};
}

}  // namespace

InstantResult ReadInstant(std::string_view text, const Zone* zone,
                          DateOrder order) {
  if (const auto instant = ParseInstant(text); instant.ok()) {
    return {DateProblem::kNone, *instant};
  }
  const Parts parts = Split(text, order);
  if (parts.problem != DateProblem::kNone) return {parts.problem, {}};
  if (!parts.second) return {DateProblem::kTimeMissing, {}};
  if (!parts.offset) return LocalTime(parts.day, *parts.second, zone);
  const std::int64_t local =
      parts.day.days * kMicrosPerDay + *parts.second * kMicrosPerSecond;
  return {DateProblem::kNone,
          {local - *parts.offset * kMicrosPerMinute,
           static_cast<std::int16_t>(*parts.offset)}};
}

DateResult DateOfSerial(std::string_view text) {
  const Serial serial = SerialOf(text);
  if (serial.problem != DateProblem::kNone) return {serial.problem, {}, false};
  return {serial.second == 0 ? DateProblem::kNone : DateProblem::kTimeDropped,
          serial.day, false};
}

InstantResult InstantOfSerial(std::string_view text, const Zone* zone) {
  const Serial serial = SerialOf(text);
  if (serial.problem != DateProblem::kNone) return {serial.problem, {}};
  if (serial.second == 0) return {DateProblem::kTimeMissing, {}};
  return LocalTime(serial.day, serial.second, zone);
}

}  // namespace quaranta::io
