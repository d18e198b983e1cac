#include "expr/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace quaranta::expr {

std::string FormatDouble(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 64> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::string FormatRounded(double value) {
  if (!std::isfinite(value)) return FormatDouble(value);
  constexpr int kDigits = 15;
  std::array<char, 64> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    std::chars_format::general, kDigits);
  return {buffer.data(), result.ptr};
}

std::string Quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
      case '\\':
        out += '\\';
        out += c;
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          std::array<char, 8> escape{};
          std::snprintf(escape.data(), escape.size(), "\\x%02x",
                        static_cast<unsigned>(c));
          out += escape.data();
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string FormatDuration(Duration duration) {
  // The magnitude, in a type that holds that of the least number too.
  const bool negative = duration.micros < 0;
  std::uint64_t micros = static_cast<std::uint64_t>(duration.micros);
  auto nanos = static_cast<std::uint64_t>(duration.nanos);
  if (negative) {
    micros = 0 - micros - (nanos > 0 ? 1 : 0);
    nanos = nanos > 0 ? 1000 - nanos : 0;
  }
  std::string text = (negative ? "-" : "") + std::to_string(micros / 1'000'000);
  if (const std::uint64_t rest = micros % 1'000'000 * 1000 + nanos) {
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%09u",
                  static_cast<unsigned>(rest));
    text += fraction.data();
    while (text.back() == '0') text.pop_back();
  }
  return text + "s";
}

std::optional<Duration> MakeDuration(std::int64_t micros, std::int64_t nanos) {
  constexpr std::int64_t kPerMicro = 1000;
  std::int64_t carry = nanos / kPerMicro;
  std::int64_t rest = nanos % kPerMicro;
  if (rest < 0) {
    rest += kPerMicro;
    --carry;
  }
  if (__builtin_add_overflow(micros, carry, &micros)) return std::nullopt;
  return Duration{micros, static_cast<std::int32_t>(rest)};
}

namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
// Longer names first: "ms" is not "m".
constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"ms", 1'000'000},
                                         {"\xC2\xB5s", 1'000},
                                         {"\xCE\xBCs", 1'000},
                                         {"h", 3'600'000'000'000},
                                         {"m", 60'000'000'000},
                                         {"s", 1'000'000'000}}};

// Digits at `pos`; nullopt when there are none or too many.
std::optional<std::int64_t> Whole(std::string_view text, std::size_t& pos) {
  std::int64_t value = 0;
  const auto result =
      std::from_chars(text.data() + pos, text.data() + text.size(), value);
  const auto end = static_cast<std::size_t>(result.ptr - text.data());
  if (result.ec != std::errc() || text[pos] == '-') return std::nullopt;
  pos = end;
  return value;
}

// One "1.5h" at `pos`.
std::optional<Duration> Part(std::string_view text, std::size_t& pos) {
  const std::size_t first = pos;
  const auto is_digit = [&] {
    return pos < text.size() && text[pos] >= '0' && text[pos] <= '9';
  };
  std::int64_t whole = 0;
  if (is_digit()) {
    const auto digits = Whole(text, pos);
    if (!digits) return std::nullopt;
    whole = *digits;
  }
  std::string_view fraction;
  if (pos < text.size() && text[pos] == '.') {
    const std::size_t point = ++pos;
    while (is_digit()) ++pos;
    fraction = text.substr(point, pos - point);
    if (fraction.empty() && point == first + 1) return std::nullopt;
  }
  if (pos == first) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (!text.substr(pos).starts_with(unit.name)) continue;
    pos += unit.name.size();
    // What a digit behind the point is worth; less than a nanosecond is cut.
    std::int64_t nanos = 0;
    std::int64_t worth = unit.nanos;
    for (const char digit : fraction) {
      worth /= 10;
      nanos += (digit - '0') * worth;
      if (worth == 0) break;
    }
    const std::int64_t size = unit.nanos;
    std::int64_t micros = 0;
    if (size >= 1000) {
      if (__builtin_mul_overflow(whole, size / 1000, &micros)) {
        return std::nullopt;
      }
    } else {
      micros = whole / 1000;
      nanos += whole % 1000;
    }
    return MakeDuration(micros, nanos);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  std::size_t pos = 0;
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    ++pos;
  }
  if (text.substr(pos) == "0") return Duration{};
  if (pos == text.size()) return std::nullopt;
  Duration total;
  while (pos < text.size()) {
    const auto part = Part(text, pos);
    std::int64_t micros = 0;
    if (!part || __builtin_add_overflow(total.micros, part->micros, &micros)) {
      return std::nullopt;
    }
    const auto sum = MakeDuration(micros, total.nanos + part->nanos);
    if (!sum) return std::nullopt;
    total = *sum;
  }
  if (negative) total = *MakeDuration(-total.micros, -total.nanos);
  if (!InRange(total)) return std::nullopt;
  return total;
}

std::optional<FineInstant> TimeOf(const Value& value) {
  if (const auto* fine = value.As<FineInstant>()) return *fine;
  if (const auto* instant = value.As<Instant>()) {
    return FineInstant{*instant, 0};
  }
  return std::nullopt;
}

std::string FormatTimestamp(FineInstant time) {
  std::string text = FormatInstant(time.instant);
  if (time.nanos == 0) return text;
  // All six digits of the microseconds, then ours.
  constexpr std::size_t kSeconds = 19;  // "2022-04-10T17:00:00"
  const std::size_t end = text.find_first_not_of(".0123456789", kSeconds);
  std::string fraction = text.substr(kSeconds, end - kSeconds);
  if (fraction.empty()) fraction = ".";
  fraction.resize(7, '0');
  std::array<char, 8> nanos{};
  std::snprintf(nanos.data(), nanos.size(), "%03d", time.nanos);
  fraction += nanos.data();
  while (fraction.back() == '0') fraction.pop_back();
  return text.substr(0, kSeconds) + fraction + text.substr(end);
}

std::optional<FineInstant> ParseTimestamp(std::string_view text) {
  const auto instant = ParseInstant(text);
  if (!instant.ok() || !InRange(*instant)) return std::nullopt;
  FineInstant time{*instant, 0};
  const std::size_t point = text.find('.');
  if (point == text.npos) return time;
  // ParseInstant read six digits of the fraction; three more are nanoseconds.
  std::int32_t worth = 100;
  for (std::size_t i = point + 7; i < text.size() && worth > 0; ++i) {
    if (text[i] < '0' || text[i] > '9') break;
    time.nanos += (text[i] - '0') * worth;
    worth /= 10;
  }
  return time;
}

std::optional<char32_t> NextCodePoint(std::string_view text, std::size_t& pos) {
  if (pos >= text.size()) return std::nullopt;
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char lead = byte(pos);
  if (lead < 0x80) {
    ++pos;
    return lead;
  }
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 ||
      pos + static_cast<std::size_t>(more) >= text.size()) {
    return std::nullopt;
  }
  char32_t code = lead & (0x3FU >> more);
  for (int i = 1; i <= more; ++i) {
    const unsigned char next = byte(pos + static_cast<std::size_t>(i));
    if ((next & 0xC0) != 0x80) return std::nullopt;
    code = (code << 6) | (next & 0x3FU);
  }
  const bool overlong =
      (more == 2 && code < 0x800) || (more == 3 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    return std::nullopt;
  }
  pos += static_cast<std::size_t>(more) + 1;
  return code;
}

void AppendUtf8(char32_t code, std::string& out) {
  const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

bool IsUtf8(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();) {
    if (!NextCodePoint(text, pos)) return false;
  }
  return true;
}

std::size_t CodePoints(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
  }
  return count;
}

}  // namespace quaranta::expr
