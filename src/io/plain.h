// Texts that mean themselves, told at a glance.
#ifndef QUARANTA_SRC_IO_PLAIN_H_
#define QUARANTA_SRC_IO_PLAIN_H_

#include <string_view>

namespace quaranta::io {

// Whether a text means itself and has nothing to trim; `text` is not
// empty. Sure of "yes" only. The
// words that mean something else are told by their ends: none ends in a digit;
// those in letters begin with N, U or X; the Chinese ones with 不, 未, 无, 没.
inline bool MeansItself(std::string_view text) {
  const auto byte = [](char c) { return static_cast<unsigned char>(c); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const char first = text.front();
  const char last = text.back();
  const bool chinese = byte(first) >= 0xE4 && byte(first) <= 0xE9;
  if (!is_digit(first) && !is_letter(first) && !chinese) return false;
  if (is_digit(last)) return true;
  if (is_letter(last)) {
    constexpr std::string_view kDoubtful = "NnUuXx";
    return chinese || is_digit(first) ||
           kDoubtful.find(first) == std::string_view::npos;
  }
  if (byte(last) < 0x80) return false;
  if (!chinese) return false;
  if (text.size() < 3) return false;
  const std::string_view head = text.substr(0, 3);
  if (head == "不" || head == "未" || head == "无" || head == "没")
    return false;
  // White space beyond ASCII ends in one of these; so do a few characters.
  const unsigned char before = byte(text[text.size() - 2]);
  return before != 0x80 && before != 0xBB && before != 0xC2;
}

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_PLAIN_H_
