#include "io/chinese_numbers.h"

#include <array>
#include <cstddef>
#include <vector>

namespace quaranta::io {
namespace {

// A digit (unit 1), or a power of ten (digit 0).
struct Numeral {
  std::string_view text;
  int digit = 0;
  std::int64_t unit = 1;
};

constexpr std::array<Numeral, 33> kNumerals = {{
    {"零", 0, 1},           {"〇", 0, 1},      {"一", 1, 1},
    {"二", 2, 1},           {"两", 2, 1},      {"三", 3, 1},
    {"四", 4, 1},           {"五", 5, 1},      {"六", 6, 1},
    {"七", 7, 1},           {"八", 8, 1},      {"九", 9, 1},
    {"壹", 1, 1},           {"贰", 2, 1},      {"叁", 3, 1},
    {"肆", 4, 1},           {"伍", 5, 1},      {"陆", 6, 1},
    {"柒", 7, 1},           {"捌", 8, 1},      {"玖", 9, 1},
    {"十", 0, 10},          {"拾", 0, 10},     {"百", 0, 100},
    {"佰", 0, 100},         {"千", 0, 1'000},  {"仟", 0, 1'000},
    {"万", 0, 10'000},      {"萬", 0, 10'000}, {"亿", 0, 100'000'000},
    {"億", 0, 100'000'000}, {"廿", 2, 10},     {"卅", 3, 10},
}};

const Numeral* NumeralAt(std::string_view text) {
  for (const Numeral& numeral : kNumerals) {
    if (text.starts_with(numeral.text)) return &numeral;
  }
  return nullptr;
}

// Reads up to 9999 of the numerals from `at` on: digit, unit, digit, unit ...,
// units falling, a zero where one is skipped. Moves `at` behind it.
std::optional<std::int64_t> Section(const std::vector<const Numeral*>& all,
                                    std::size_t& at, bool first) {
  std::int64_t sum = 0;
  std::int64_t last_unit = 10'000;
  bool zero = false;
  const std::size_t begin = at;
  while (at < all.size() && all[at]->unit < 10'000) {
    const Numeral& numeral = *all[at];
    if (numeral.unit == 1 && numeral.digit == 0) {
      if (zero) return std::nullopt;
      zero = true;
      ++at;
      continue;
    }
    std::int64_t digit = numeral.digit;
    std::int64_t unit = numeral.unit;
    ++at;
    if (digit == 0) {
      // 十五 is fifteen; 一百十五 is said too, but 百 alone is a hedge's.
      if (unit != 10) return std::nullopt;
      digit = 1;
    } else if (unit == 1 && at < all.size() && all[at]->digit == 0 &&
               all[at]->unit > 1 && all[at]->unit < 10'000) {
      unit = all[at]->unit;
      ++at;
    }
    // A unit that is skipped needs its zero: 三百二 might be 320.
    if (unit >= last_unit) return std::nullopt;
    if (last_unit < 10'000 && unit * 10 < last_unit && !zero) {
      return std::nullopt;
    }
    sum += digit * unit;
    last_unit = unit;
    zero = false;
    if (unit == 1) break;
  }
  if (at == begin || (zero && (sum != 0 || !first))) return std::nullopt;
  return sum;
}

}  // namespace

std::optional<std::int64_t> ChineseNumber(std::string_view text) {
  std::vector<const Numeral*> numerals;
  while (!text.empty()) {
    const Numeral* numeral = NumeralAt(text);
    if (numeral == nullptr || numerals.size() == 32) return std::nullopt;
    numerals.push_back(numeral);
    text.remove_prefix(numeral->text.size());
  }
  std::int64_t sum = 0;
  std::int64_t last_unit = 1'000'000'000'000;
  std::size_t at = 0;
  while (at < numerals.size()) {
    const bool gap = numerals[at]->unit == 1 && numerals[at]->digit == 0;
    const auto section = Section(numerals, at, sum == 0);
    if (!section) return std::nullopt;
    std::int64_t unit = 1;
    if (at < numerals.size()) {
      unit = numerals[at]->unit;
      if (unit < 10'000) return std::nullopt;
      ++at;
    }
    if (unit >= last_unit || (*section == 0 && unit > 1)) return std::nullopt;
    // 三万五 might be 35,000; 三万零五 and 三万五千 are not.
    const bool full = *section >= 1'000;
    if (sum > 0 && unit == 1 && !full && !gap) return std::nullopt;
    sum += *section * unit;
    last_unit = unit;
    if (unit == 1) break;
  }
  if (at != numerals.size() || numerals.empty()) return std::nullopt;
  return sum;
}

bool BeginsWithNumeral(std::string_view text) {
  return NumeralAt(text) != nullptr;
}

}  // namespace quaranta::io
