// Dates, timestamps, durations, and the calendar.
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expr/cells.h"
#include "expr/facts.h"
#include "expr/names.h"
#include "expr/operations.h"
#include "expr/text.h"
#include "quaranta/core/time.h"

namespace quaranta::expr {
namespace {

// A local clock: the day and the microseconds since its midnight.
struct Local {
  Day day;
  std::int64_t micros = 0;
};

Local AtOffset(Instant instant, std::int64_t offset_micros) {
  const std::int64_t local = instant.micros + offset_micros;
  std::int64_t days = local / kMicrosPerDay;
  std::int64_t rest = local % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  return {Day{static_cast<std::int32_t>(days)}, rest};
}

Local InZone(Instant instant, const Zone& zone) {
  const Instant local = zone.Localize(instant);
  return AtOffset(instant, local.offset_minutes * kMicrosPerMinute);
}

// "+08:00", "-2:30" or "UTC".
std::optional<std::int64_t> FixedOffset(std::string_view text) {
  if (text == "UTC" || text == "Z") return 0;
  const std::int64_t sign = text.starts_with('-') ? -1 : 1;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon > 2 ||
      text.size() != colon + 3) {
    return std::nullopt;
  }
  int hours = 0;
  int minutes = 0;
  const char* data = text.data();
  const auto h = std::from_chars(data, data + colon, hours);
  const auto m = std::from_chars(data + colon + 1, data + text.size(), minutes);
  const bool good = h.ec == std::errc() && h.ptr == data + colon &&
                    m.ec == std::errc() && m.ptr == data + text.size() &&
                    hours < 24 && minutes >= 0 && minutes < 60;
  if (!good) return std::nullopt;
  return sign * (hours * kMicrosPerHour + minutes * kMicrosPerMinute);
}

Value Part(Function f, const Local& local, const Context& context) {
  const CivilDay civil = ToCivil(local.day);
  switch (f) {
    case Function::kGetFullYear:
      return Value(std::int64_t{civil.year});
    case Function::kGetMonth:
      return Value(std::int64_t{civil.month} - 1);
    case Function::kGetDate:
      return Value(std::int64_t{civil.day});
    case Function::kGetDayOfMonth:
      return Value(std::int64_t{civil.day} - 1);
    case Function::kGetDayOfYear: {
      const auto first = FromCivil({civil.year, 1, 1});
      if (!first.ok()) break;
      return Value(std::int64_t{local.day - *first});
    }
    case Function::kGetDayOfWeek: {
      // 1970-01-01 was a Thursday; Sunday is 0.
      const std::int64_t week = (std::int64_t{local.day.days} + 4) % 7;
      return Value(week < 0 ? week + 7 : week);
    }
    case Function::kGetHours:
      return Value(local.micros / kMicrosPerHour);
    case Function::kGetMinutes:
      return Value(local.micros / kMicrosPerMinute % 60);
    case Function::kGetSeconds:
      return Value(local.micros / kMicrosPerSecond % 60);
    case Function::kGetMilliseconds:
      return Value(local.micros / 1000 % 1000);
    default:
      break;
  }
  return context.Fail(ErrorCode::kOutOfRange, "no such day");
}

Value PartOfDuration(Function f, Duration d, std::span<const Value> args,
                     const Context& context) {
  switch (f) {
    case Function::kGetHours:
      return Value(d.micros / kMicrosPerHour);
    case Function::kGetMinutes:
      return Value(d.micros / kMicrosPerMinute);
    case Function::kGetSeconds:
      return Value(d.micros / kMicrosPerSecond);
    case Function::kGetMilliseconds:
      return Value(d.micros / 1000 % 1000);
    default:
      return NoOverload(f, args, context);
  }
}

Value Getter(Function f, std::span<const Value> args, const Context& context) {
  if (const auto* duration = args[0].As<Duration>();
      duration != nullptr && args.size() == 1) {
    return PartOfDuration(f, *duration, args, context);
  }
  if (const auto* day = args[0].As<Day>();
      day != nullptr && args.size() == 1 && f <= Function::kGetDayOfWeek) {
    return Part(f, {*day, 0}, context);
  }
  const auto time = TimeOf(args[0]);
  if (!time) return NoOverload(f, args, context);
  const Instant* instant = &time->instant;
  if (args.size() == 1)
    return Part(f, InZone(*instant, context.zone()), context);
  const auto* name = args[1].As<std::string>();
  if (name == nullptr) return NoOverload(f, args, context);
  if (const auto offset = FixedOffset(*name)) {
    return Part(f, AtOffset(*instant, *offset), context);
  }
  const auto zone = Zone::Load(*name);
  if (!zone.ok()) {
    return context.Fail(ErrorCode::kInvalidArgument,
                        Quote(name->substr(0, 64)) + " is not a time zone");
  }
  return Part(f, InZone(*instant, *zone), context);
}

Value ToTimestamp(std::span<const Value> args, const Context& context) {
  const Value& value = args[0];
  if (TimeOf(value)) return value;
  if (const auto* text = value.As<std::string>()) {
    const auto instant = ParseTimestamp(*text);
    if (instant) return Value(*instant);
    return context.Fail(ErrorCode::kInvalidArgument,
                        Quote(text->substr(0, 64)) + " is not a timestamp");
  }
  if (const auto* seconds = value.As<std::int64_t>()) {
    std::int64_t micros = 0;
    if (__builtin_mul_overflow(*seconds, kMicrosPerSecond, &micros) ||
        !InRange(Instant{micros, 0})) {
      return context.Fail(ErrorCode::kOutOfRange,
                          "a timestamp outside the years 1 to 9999");
    }
    return Value(Instant{micros, 0});
  }
  if (const auto* day = value.As<Day>()) {
    return Value(context.zone().At(*day, 0));
  }
  return NoOverload(Function::kTimestamp, args, context);
}

Value ToDuration(std::span<const Value> args, const Context& context) {
  if (args[0].As<Duration>()) return args[0];
  if (const auto* seconds = args[0].As<std::int64_t>()) {
    if (*seconds <= kMaxDurationSeconds && *seconds >= -kMaxDurationSeconds) {
      return Value(Duration{*seconds * kMicrosPerSecond, 0});
    }
    return context.Fail(ErrorCode::kOutOfRange,
                        "a duration beyond 10,000 years");
  }
  if (const auto* text = args[0].As<std::string>()) {
    if (const auto duration = ParseDuration(*text)) return Value(*duration);
    return context.Fail(ErrorCode::kInvalidArgument,
                        Quote(text->substr(0, 64)) + " is not a duration");
  }
  return NoOverload(Function::kDuration, args, context);
}

Value ToDate(std::span<const Value> args, const Context& context) {
  if (args[0].As<Day>()) return args[0];
  if (const auto* text = args[0].As<std::string>()) {
    const auto day = ParseDay(*text);
    if (day.ok()) return Value(*day);
    return context.Fail(ErrorCode::kInvalidArgument,
                        Quote(text->substr(0, 64)) + " is not a date");
  }
  return NoOverload(Function::kDate, args, context);
}

std::optional<Day> LocalDay(const Value& value, const Context& context) {
  if (const auto* day = value.As<Day>()) return *day;
  if (const auto time = TimeOf(value)) {
    return context.zone().DayOf(time->instant);
  }
  return std::nullopt;
}

Value Span(std::span<const Value> args, Function f, std::int64_t unit,
           const Context& context) {
  const auto* count = args[0].As<std::int64_t>();
  if (count == nullptr) return NoOverload(f, args, context);
  std::int64_t micros = 0;
  if (__builtin_mul_overflow(*count, unit, &micros) ||
      micros > kMaxDurationMicros || micros < -kMaxDurationMicros) {
    return context.Fail(ErrorCode::kOutOfRange,
                        "a duration beyond 10,000 years");
  }
  return Value(Duration{micros, 0});
}

// Whether a zone may have left out a day between two: its clock moved by half a
// day or more, as when a country changes sides of the date line.
bool MaySkipDays(const Zone& zone, Day first, Day last) {
  constexpr int kHalfDay = 12 * 60;
  const int change = zone.Localize(zone.At(last, 0)).offset_minutes -
                     zone.Localize(zone.At(first, 0)).offset_minutes;
  return change >= kHalfDay || change <= -kHalfDay;
}

// The local days from start to min(end, as_of), both included. An unknown
// end leaves every day a possible one, for nobody knows when it ended.
Value DaysBetween(const Value& start, const Value& end,
                  std::span<const Value> args, Context& context) {
  const auto first = LocalDay(start, context);
  auto last = LocalDay(end, context);
  const bool open = end.As<Null>() != nullptr || end.IsUnknown();
  if (!first || (!last && !open)) {
    return NoOverload(Function::kDays, args, context);
  }
  const Day today = context.zone().DayOf(context.activation().as_of);
  if (!last || *last > today) last = today;
  List list;
  if (*last >= *first &&
      !context.Charge(static_cast<std::uint64_t>(*last - *first) + 1)) {
    return context.FailBudget();
  }
  FactSet waits;
  if (end.IsUnknown()) waits.Add(end);
  const Facts facts = waits.Take();
  const Zone& zone = context.zone();
  const bool skips = *last > *first && MaySkipDays(zone, *first, *last);
  for (Day day = *first; day <= *last; day = day + 1) {
    if (skips && zone.DayOf(zone.At(day, 0)) != day) continue;
    Append(list, Value(day), facts);
  }
  return Value(std::move(list));
}

Value Days(std::span<const Value> args, Context& context) {
  if (args.size() == 2) return DaysBetween(args[0], args[1], args, context);
  const auto* row = args[0].As<data::RowRef>();
  const data::View* view = context.activation().view;
  if (row == nullptr || view == nullptr || row->table >= view->tables.size() ||
      view->tables[row->table].record == nullptr) {
    return NoOverload(Function::kDays, args, context);
  }
  const auto fields = PeriodFields(*view->tables[row->table].record);
  if (!fields) {
    return context.Fail(ErrorCode::kNoSuchField,
                        "the record has no fields `start` and `end`");
  }
  Value start = ReadColumn(*row, fields->first, context);
  if (start.IsUnknown()) return start;
  if (start.As<Null>()) return Value(List{});  // has not begun
  return DaysBetween(start, ReadColumn(*row, fields->second, context), args,
                     context);
}

}  // namespace

Value CallTime(Function f, std::span<const Value> args, Context& context) {
  switch (f) {
    case Function::kTimestamp:
      return ToTimestamp(args, context);
    case Function::kDuration:
      return ToDuration(args, context);
    case Function::kDate:
      return ToDate(args, context);
    case Function::kDay:
      if (const auto day = LocalDay(args[0], context)) return Value(*day);
      return NoOverload(f, args, context);
    case Function::kDays:
      return Days(args, context);
    case Function::kHours:
      return Span(args, f, kMicrosPerHour, context);
    case Function::kMinutes:
      return Span(args, f, kMicrosPerMinute, context);
    default:
      return Getter(f, args, context);
  }
}

}  // namespace quaranta::expr
