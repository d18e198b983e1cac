#include "expr/literals.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>

#include "expr/text.h"

namespace quaranta::expr {
namespace {

using Parsed = std::variant<Value, LiteralMistake>;

LiteralMistake Whole(std::string_view text, MessageId message) {
  return {Say(message), std::nullopt, 0, text.size()};
}

template <class Int>
std::optional<Int> Digits(std::string_view digits, int base) {
  Int value = 0;
  const auto result = std::from_chars(
      digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || result.ec != std::errc() ||
      result.ptr != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return value;
}

bool IsHexLiteral(std::string_view digits) {
  return digits.starts_with("0x") || digits.starts_with("0X");
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads escapes of string and bytes literals.
class Unescaper {
 public:
  Unescaper(std::string_view text, std::size_t begin, std::size_t end,
            bool bytes)
      : text_(text), pos_(begin), end_(end), bytes_(bytes) {}

  std::optional<LiteralMistake> Run() {
    while (pos_ < end_) {
      if (text_[pos_] != '\\') {
        Copy();
      } else if (auto mistake = Escape()) {
        return mistake;
      }
    }
    return std::nullopt;
  }
  std::string Take() { return std::move(out_); }

 private:
  void Copy() {
    // A line break is always \n, however the file was saved.
    if (text_[pos_] == '\r') {
      out_ += '\n';
      pos_ += pos_ + 1 < end_ && text_[pos_ + 1] == '\n' ? 2 : 1;
      return;
    }
    out_ += text_[pos_++];
  }

  LiteralMistake Bad(std::size_t first, Sentence message,
                     Hint hint = {}) const {
    return {std::move(message), std::move(hint), first,
            std::min(std::max(pos_, first + 1), end_)};
  }

  std::optional<LiteralMistake> Escape() {
    const std::size_t first = pos_++;
    const char c = pos_ < end_ ? text_[pos_++] : '\0';
    constexpr std::string_view kNames = "abfnrtv\\?\"'`";
    constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\?\"'`";
    if (const auto at = kNames.find(c); at != kNames.npos && c != '\0') {
      out_ += kValues[at];
      return std::nullopt;
    }
    if (c >= '0' && c <= '3') return Octal(first);
    if (c == 'x' || c == 'X') return Hex(first, 2, true);
    if (c == 'u' || c == 'U') {
      if (bytes_) {
        return Bad(first, Say(msg::kCelBytesEscape));
      }
      return Hex(first, c == 'u' ? 4 : 8, false);
    }
    while (pos_ < end_ && (text_[pos_] & 0xC0) == 0x80) ++pos_;
    return Bad(first,
               Say(msg::kCelUnknownEscape,
                   {{"found", text_.substr(first, pos_ - first)}}),
               Say(msg::kCelHintBackslash));
  }

  std::optional<LiteralMistake> Octal(std::size_t first) {
    pos_ = first + 1;
    char32_t code = 0;
    for (int i = 0; i < 3; ++i, ++pos_) {
      const char c = pos_ < end_ ? text_[pos_] : '\0';
      if (c < '0' || c > '7') {
        return Bad(first, Say(msg::kCelOctalDigits),
                   Say(msg::kCelHintBackslash));
      }
      code = code * 8 + static_cast<char32_t>(c - '0');
    }
    Put(code, true);
    return std::nullopt;
  }

  std::optional<LiteralMistake> Hex(std::size_t first, int digits, bool octet) {
    char32_t code = 0;
    for (int i = 0; i < digits; ++i, ++pos_) {
      const int digit = pos_ < end_ ? HexDigit(text_[pos_]) : -1;
      if (digit < 0) {
        return Bad(first, Say(msg::kCelHexDigits, {{"digits", digits}}),
                   Say(msg::kCelHintBackslash));
      }
      code = code * 16 + static_cast<char32_t>(digit);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
      return Bad(first, Say(msg::kCelNoSuchCharacter));
    }
    Put(code, octet);
    return std::nullopt;
  }

  // In bytes \x and octal are octets, in strings code points.
  void Put(char32_t code, bool octet) {
    if (bytes_ && octet) {
      out_ += static_cast<char>(static_cast<unsigned char>(code));
    } else {
      AppendUtf8(code, out_);
    }
  }

  std::string_view text_;
  std::size_t pos_;
  std::size_t end_;
  bool bytes_;
  std::string out_;
};

}  // namespace

Parsed ParseInt(std::string_view text) {
  const bool negative = text.starts_with('-');
  std::string_view digits = text.substr(negative ? 1 : 0);
  const int base = IsHexLiteral(digits) ? 16 : 10;
  if (base == 16) digits.remove_prefix(2);
  const auto size = Digits<std::uint64_t>(digits, base);
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 63;
  if (!size || *size > (negative ? kLimit : kLimit - 1)) {
    return Whole(text, msg::kCelNumberTooLarge);
  }
  return Value(static_cast<std::int64_t>(negative ? 0 - *size : *size));
}

Parsed ParseUint(std::string_view text) {
  std::string_view digits = text.substr(0, text.size() - 1);
  const int base = IsHexLiteral(digits) ? 16 : 10;
  if (base == 16) digits.remove_prefix(2);
  const auto value = Digits<std::uint64_t>(digits, base);
  if (!value) return Whole(text, msg::kCelNumberTooLarge);
  return Value(*value);
}

Parsed ParseDouble(std::string_view text) {
  double value = 0;
  const auto result =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ptr != text.data() + text.size() ||
      (result.ec != std::errc() &&
       result.ec != std::errc::result_out_of_range)) {
    return {LiteralMistake{Say(msg::kCelNotANumber, {{"found", text}}),
                           std::nullopt, 0, text.size()}};
  }
  if (result.ec == std::errc::result_out_of_range && value == 0) {
    // from_chars leaves the value alone: too small is zero, too large is not
    // a double.
    const bool tiny =
        text.find("e-") != text.npos || text.find("E-") != text.npos;
    if (!tiny) return Whole(text, msg::kCelDoubleTooLarge);
  }
  return Value(value);
}

Parsed ParseString(std::string_view text) {
  bool raw = false;
  bool bytes = false;
  std::size_t begin = 0;
  for (; text[begin] != '"' && text[begin] != '\''; ++begin) {
    raw |= (text[begin] | 0x20) == 'r';
    bytes |= (text[begin] | 0x20) == 'b';
  }
  const char quote = text[begin];
  const bool triple = text.size() >= begin + 6 && text[begin + 1] == quote &&
                      text[begin + 2] == quote;
  const std::size_t quotes = triple ? 3 : 1;
  begin += quotes;
  const std::size_t end = text.size() - quotes;
  std::string out;
  if (raw) {
    out = std::string(text.substr(begin, end - begin));
  } else {
    Unescaper unescaper(text, begin, end, bytes);
    if (auto mistake = unescaper.Run()) return *std::move(mistake);
    out = unescaper.Take();
  }
  if (bytes) return Value(Bytes{std::move(out)});
  return Value(std::move(out));
}

}  // namespace quaranta::expr
