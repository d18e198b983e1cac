// UTF-8: checking and stepping through it.
#ifndef QUARANTA_TEXT_UTF8_H_
#define QUARANTA_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace quaranta::text {

// One code point and the bytes it took. `length` is 0 at the end of the text
// and for bytes that are not UTF-8 (overlong forms, surrogates, cut-off
// sequences included).
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};

// The code point that begins at `offset`.
CodePoint DecodeUtf8(std::string_view text, std::size_t offset);

// Appends a code point; surrogates and values beyond U+10FFFF become U+FFFD.
template <class String>
void AppendUtf8(String& out, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  const auto tail = [&out, value](int shift) {
    out.push_back(static_cast<char>(0x80 | ((value >> shift) & 0x3F)));
  };
  if (value < 0x80) {
    out.push_back(static_cast<char>(value));
  } else if (value < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (value >> 6)));
    tail(0);
  } else if (value < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (value >> 12)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | (value >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

// The offset of the first byte that is not UTF-8; nothing when all are.
std::optional<std::size_t> InvalidUtf8At(std::string_view text);

// The text without the byte-order mark that Windows programs put before it.
constexpr std::string_view WithoutByteOrderMark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

}  // namespace quaranta::text

#endif  // QUARANTA_TEXT_UTF8_H_
