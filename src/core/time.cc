#include "quaranta/core/time.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <limits>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "quaranta/core/status.h"

namespace quaranta {
namespace {

constexpr absl::CivilDay kEpoch(1970, 1, 1);

// Reads exactly `width` digits at `pos` and moves on; nothing when there are
// fewer.
std::optional<int> Digits(std::string_view text, std::size_t& pos, int width) {
  if (pos + static_cast<std::size_t>(width) > text.size()) return std::nullopt;
  int value = 0;
  for (int i = 0; i < width; ++i, ++pos) {
    const char c = text[pos];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool Literal(std::string_view text, std::size_t& pos, std::string_view any_of) {
  if (pos >= text.size() || any_of.find(text[pos]) == std::string_view::npos) {
    return false;
  }
  ++pos;
  return true;
}

std::optional<Day> DayAt(std::string_view text, std::size_t& pos) {
  const auto year = Digits(text, pos, 4);
  if (!year || !Literal(text, pos, "-")) return std::nullopt;
  const auto month = Digits(text, pos, 2);
  if (!month || !Literal(text, pos, "-")) return std::nullopt;
  const auto day = Digits(text, pos, 2);
  if (!day) return std::nullopt;
  const auto made = FromCivil({*year, *month, *day});
  if (!made.ok()) return std::nullopt;
  return *made;
}

// The microseconds of ".123456"; digits beyond the sixth are cut off.
std::optional<std::int64_t> Fraction(std::string_view text, std::size_t& pos) {
  std::int64_t micros = 0;
  std::int64_t unit = kMicrosPerSecond / 10;
  const std::size_t first = pos;
  for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos) {
    micros += unit * (text[pos] - '0');
    unit /= 10;
  }
  if (pos == first) return std::nullopt;
  return micros;
}

// "Z" or "+08:00", in minutes.
std::optional<int> Offset(std::string_view text, std::size_t& pos) {
  if (Literal(text, pos, "Zz")) return 0;
  if (pos >= text.size()) return std::nullopt;
  const int sign = text[pos] == '-' ? -1 : 1;
  if (!Literal(text, pos, "+-")) return std::nullopt;
  const auto hours = Digits(text, pos, 2);
  if (!hours || *hours > 23 || !Literal(text, pos, ":")) return std::nullopt;
  const auto minutes = Digits(text, pos, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

std::optional<Instant> InstantAt(std::string_view text, std::size_t& pos) {
  const auto day = DayAt(text, pos);
  if (!day || !Literal(text, pos, "Tt ")) return std::nullopt;
  const auto hour = Digits(text, pos, 2);
  if (!hour || *hour > 23 || !Literal(text, pos, ":")) return std::nullopt;
  const auto minute = Digits(text, pos, 2);
  if (!minute || *minute > 59 || !Literal(text, pos, ":")) return std::nullopt;
  const auto second = Digits(text, pos, 2);
  if (!second || *second > 59) return std::nullopt;
  std::int64_t micros = 0;
  if (Literal(text, pos, ".")) {
    const auto fraction = Fraction(text, pos);
    if (!fraction) return std::nullopt;
    micros = *fraction;
  }
  const auto offset = Offset(text, pos);
  if (!offset) return std::nullopt;
  micros += day->days * kMicrosPerDay + *hour * kMicrosPerHour +
            *minute * kMicrosPerMinute + *second * kMicrosPerSecond -
            *offset * kMicrosPerMinute;
  return Instant{micros, static_cast<std::int16_t>(*offset)};
}

std::string Quoted(std::string_view text) {
  std::string quoted(1, '"');
  quoted.append(text.substr(0, 64));
  quoted.push_back('"');
  return quoted;
}

}  // namespace

CivilDay ToCivil(Day day) {
  const absl::CivilDay civil = kEpoch + day.days;
  return {static_cast<int>(civil.year()), civil.month(), civil.day()};
}

absl::StatusOr<Day> FromCivil(CivilDay civil) {
  const absl::CivilDay made(civil.year, civil.month, civil.day);
  if (civil.year < 1 || civil.year > 9999 || made.month() != civil.month ||
      made.day() != civil.day) {
    return InvalidArgument("no such day: " + std::to_string(civil.year) + "-" +
                           std::to_string(civil.month) + "-" +
                           std::to_string(civil.day));
  }
  return Day{static_cast<std::int32_t>(made - kEpoch)};
}

absl::StatusOr<Day> ParseDay(std::string_view text) {
  std::size_t pos = 0;
  const auto day = DayAt(text, pos);
  if (!day || pos != text.size()) {
    return InvalidArgument(Quoted(text) + " is not a day such as 2022-04-10");
  }
  return *day;
}

std::string FormatDay(Day day) {
  const CivilDay civil = ToCivil(day);
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", civil.year,
                civil.month, civil.day);
  return buffer.data();
}

absl::StatusOr<Instant> ParseInstant(std::string_view text) {
  std::size_t pos = 0;
  const auto instant = InstantAt(text, pos);
  if (!instant || pos != text.size()) {
    return InvalidArgument(Quoted(text) +
                           " is not an instant with its offset, such as "
                           "2022-04-10T17:00:00+08:00");
  }
  return *instant;
}

std::string FormatInstant(Instant instant) {
  const std::int64_t local =
      instant.micros + instant.offset_minutes * kMicrosPerMinute;
  std::int64_t days = local / kMicrosPerDay;
  std::int64_t rest = local % kMicrosPerDay;
  if (rest < 0) {
    rest += kMicrosPerDay;
    --days;
  }
  std::array<char, 32> clock{};
  std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02d",
                static_cast<int>(rest / kMicrosPerHour),
                static_cast<int>(rest / kMicrosPerMinute % 60),
                static_cast<int>(rest / kMicrosPerSecond % 60));
  std::string text =
      FormatDay(Day{static_cast<std::int32_t>(days)}) + clock.data();
  if (const int micros = static_cast<int>(rest % kMicrosPerSecond)) {
    std::snprintf(clock.data(), clock.size(), ".%06d", micros);
    text += clock.data();
    while (text.back() == '0') text.pop_back();
  }
  if (instant.offset_minutes == 0) return text + "Z";
  const int offset = instant.offset_minutes;
  std::snprintf(clock.data(), clock.size(), "%c%02d:%02d",
                offset < 0 ? '-' : '+', (offset < 0 ? -offset : offset) / 60,
                (offset < 0 ? -offset : offset) % 60);
  return text + clock.data();
}

struct Zone::Impl {
  std::string name;
  absl::TimeZone zone;
};

Zone::Zone()
    : impl_(std::make_shared<Impl>(Impl{"UTC", absl::UTCTimeZone()})) {}

absl::StatusOr<Zone> Zone::Load(std::string_view name) {
  absl::TimeZone loaded;
  if (!absl::LoadTimeZone(absl::string_view(name.data(), name.size()),
                          &loaded)) {
    return NotFound("time zone " + Quoted(name) +
                    " cannot be loaded: is the name right, and is the tzdata "
                    "package installed?");
  }
  Zone zone;
  zone.impl_ = std::make_shared<Impl>(Impl{std::string(name), loaded});
  return zone;
}

const std::string& Zone::name() const { return impl_->name; }

Day Zone::DayOf(Instant instant) const {
  const auto civil =
      absl::ToCivilDay(absl::FromUnixMicros(instant.micros), impl_->zone);
  return Day{static_cast<std::int32_t>(civil - kEpoch)};
}

int Zone::MinuteOf(Instant instant) const {
  const auto civil =
      absl::ToCivilMinute(absl::FromUnixMicros(instant.micros), impl_->zone);
  return civil.hour() * 60 + civil.minute();
}

Instant Zone::At(Day day, int minute) const {
  const absl::CivilMinute civil = absl::CivilMinute(kEpoch + day.days) + minute;
  const absl::Time time =
      absl::FromCivil(absl::CivilSecond(civil), impl_->zone);
  return Localize(Instant{absl::ToUnixMicros(time), 0});
}

Instant Zone::Localize(Instant instant) const {
  const auto info = impl_->zone.At(absl::FromUnixMicros(instant.micros));
  return Instant{instant.micros, static_cast<std::int16_t>(info.offset / 60)};
}

Zone::Span Zone::SpanAt(Instant instant) const {
  Span span{std::numeric_limits<std::int64_t>::min(),
            std::numeric_limits<std::int64_t>::max(),
            Localize(instant).offset_minutes};
  const absl::TimeZone& zone = impl_->zone;
  // Zones change at whole seconds; one that changes at the instant itself has
  // changed already.
  const absl::Time second = absl::FromUnixSeconds(
      absl::ToUnixSeconds(absl::FromUnixMicros(instant.micros)));
  absl::TimeZone::CivilTransition change;
  if (zone.NextTransition(second, &change)) {
    span.end = absl::ToUnixMicros(zone.At(change.to).trans);
  }
  if (zone.PrevTransition(second + absl::Seconds(1), &change)) {
    span.begin = absl::ToUnixMicros(zone.At(change.to).trans);
  }
  return span;
}

std::ostream& operator<<(std::ostream& os, Day day) {
  return os << FormatDay(day);
}
std::ostream& operator<<(std::ostream& os, Instant instant) {
  return os << FormatInstant(instant);
}

}  // namespace quaranta
