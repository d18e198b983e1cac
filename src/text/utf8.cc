#include "quaranta/text/utf8.h"

#include <cstring>

namespace quaranta::text {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;

// The well-formed sequences of the Unicode standard (table 3-7): how many bytes
// follow a lead byte, and what the first of them may be.
struct Lead {
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

constexpr Lead LeadOf(unsigned char byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xC2) return {0};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

}  // namespace

CodePoint DecodeUtf8(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [text, offset](std::size_t i) {
    return static_cast<unsigned char>(text[offset + i]);
  };
  const Lead lead = LeadOf(byte(0));
  if (lead.length == 0 || offset + lead.length > text.size()) return {};
  if (lead.length == 1) return {byte(0), 1};
  if (byte(1) < lead.low || byte(1) > lead.high) return {};
  char32_t value = byte(0) & (0x7Fu >> lead.length);
  for (std::size_t i = 1; i < lead.length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  return {value, lead.length};
}

std::optional<std::size_t> InvalidUtf8At(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size()) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, sizeof(word));
      if ((word & kHighBits) == 0) {
        at += 8;
        continue;
      }
    }
    const CodePoint point = DecodeUtf8(text, at);
    if (point.length == 0) return at;
    at += point.length;
  }
  return std::nullopt;
}

}  // namespace quaranta::text
