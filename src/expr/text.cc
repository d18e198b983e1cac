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
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(duration.micros)
               : static_cast<std::uint64_t>(duration.micros);
  std::string text = (negative ? "-" : "") + std::to_string(size / 1'000'000);
  if (const std::uint64_t rest = size % 1'000'000) {
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%06u",
                  static_cast<unsigned>(rest));
    text += fraction.data();
    while (text.back() == '0') text.pop_back();
  }
  return text + "s";
}

namespace {

struct Unit {
  std::string_view name;
  double micros;  // a power of ten times a small number: exact
};
// Longer names first: "ms" is not "m".
constexpr std::array<Unit, 7> kUnits = {{{"ns", 1e-3},
                                         {"us", 1},
                                         {"ms", 1e3},
                                         {"\xC2\xB5s", 1},
                                         {"h", 3.6e9},
                                         {"m", 6e7},
                                         {"s", 1e6}}};

// One "1.5h" at `pos`, in microseconds.
std::optional<double> Part(std::string_view text, std::size_t& pos) {
  const std::size_t first = pos;
  while (pos < text.size() &&
         ((text[pos] >= '0' && text[pos] <= '9') || text[pos] == '.')) {
    ++pos;
  }
  if (pos == first || pos - first > 32) return std::nullopt;
  double number = 0;
  const auto result = std::from_chars(text.data() + first, text.data() + pos,
                                      number, std::chars_format::fixed);
  if (result.ec != std::errc() || result.ptr != text.data() + pos) {
    return std::nullopt;
  }
  for (const Unit& unit : kUnits) {
    if (text.substr(pos).starts_with(unit.name)) {
      pos += unit.name.size();
      return number * unit.micros;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  std::size_t pos = 0;
  double sign = 1;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    sign = text[0] == '-' ? -1 : 1;
    ++pos;
  }
  if (text.substr(pos) == "0") return Duration{0};
  if (pos == text.size()) return std::nullopt;
  double total = 0;
  while (pos < text.size()) {
    const auto part = Part(text, pos);
    if (!part) return std::nullopt;
    total += *part;
  }
  if (total > static_cast<double>(kMaxDurationMicros)) return std::nullopt;
  return Duration{static_cast<std::int64_t>(sign * total)};
}

std::optional<Instant> ParseTimestamp(std::string_view text) {
  const auto instant = ParseInstant(text);
  if (!instant.ok() || !InRange(*instant)) return std::nullopt;
  return *instant;
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
