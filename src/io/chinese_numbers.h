// Whole numbers in Chinese characters.
#ifndef QUARANTA_SRC_IO_CHINESE_NUMBERS_H_
#define QUARANTA_SRC_IO_CHINESE_NUMBERS_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace quaranta::io {

// 一百二十, 两千零三, 十五, 三万六千, 壹佰; below 10^12. Nothing for what might
// be two numbers: 三百二 (320 or 302), 三四 (three to five, or 34), 一 alone
// behind which stands nothing (one, or a dash).
std::optional<std::int64_t> ChineseNumber(std::string_view text);

// Whether a text begins with one of their characters.
bool BeginsWithNumeral(std::string_view text);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_CHINESE_NUMBERS_H_
