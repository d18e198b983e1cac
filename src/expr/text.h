// Text forms of numbers, strings and durations, and UTF-8.
#ifndef QUARANTA_SRC_EXPR_TEXT_H_
#define QUARANTA_SRC_EXPR_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "quaranta/expr/value.h"

namespace quaranta::expr {

// The shortest text that reads back as the same number: "1", "0.1", "1e+30".
std::string FormatDouble(double value);
// The same to 15 digits: what rounding outwards added is not shown.
std::string FormatRounded(double value);
// A CEL string literal.
std::string Quote(std::string_view text);
// "5400s", "0.5s".
std::string FormatDuration(Duration duration);
// "1h30m", "-1.5s", "250ms"; nullopt for anything else or out of range.
std::optional<Duration> ParseDuration(std::string_view text);

// A timestamp, whole or not; nullopt for any other value.
std::optional<FineInstant> TimeOf(const Value& value);
// As FormatInstant, with nanoseconds.
std::string FormatTimestamp(FineInstant time);
// RFC 3339 with an offset, cut to nanoseconds; nullopt for anything else.
std::optional<FineInstant> ParseTimestamp(std::string_view text);

// The longest duration of CEL: 10,000 years, in seconds and microseconds.
inline constexpr std::int64_t kMaxDurationSeconds = 315'576'000'000;
inline constexpr std::int64_t kMaxDurationMicros =
    kMaxDurationSeconds * kMicrosPerSecond;
inline bool InRange(Duration d) {
  return d >= Duration{-kMaxDurationMicros, 0} &&
         d <= Duration{kMaxDurationMicros, 0};
}
// Of whole microseconds and any number of nanoseconds beside them; nullopt
// when it does not fit.
std::optional<Duration> MakeDuration(std::int64_t micros, std::int64_t nanos);
inline constexpr Day kFirstDay{-719162};  // 0001-01-01
inline constexpr Day kLastDay{2932896};   // 9999-12-31
inline bool InRange(Day day) { return kFirstDay <= day && day <= kLastDay; }
inline bool InRange(Instant instant) {
  return instant.micros >= kFirstDay.days * kMicrosPerDay &&
         instant.micros < (kLastDay.days + std::int64_t{1}) * kMicrosPerDay;
}

// Reads the code point at `pos` and moves on; nullopt for bytes that are not
// UTF-8 (surrogates and overlong forms are not).
std::optional<char32_t> NextCodePoint(std::string_view text, std::size_t& pos);
void AppendUtf8(char32_t code_point, std::string& out);
// Takes no room on a screen: zero-width marks, and marks of direction.
constexpr bool IsInvisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}
bool IsUtf8(std::string_view text);
std::size_t CodePoints(std::string_view utf8);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_TEXT_H_
