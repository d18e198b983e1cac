#include "io/titles.h"

#include <string_view>

#include "io/layout.h"
#include "io/numbers.h"

namespace quaranta::io {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The length of `count` digits or one less, but at least one, at `at`.
std::size_t Digits(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t length = 0;
  while (length < most && at + length < text.size() &&
         IsDigit(text[at + length])) {
    ++length;
  }
  return length;
}

// The length of a separator of a day at `at`: "年", "月", "-", ".", "/".
std::size_t Separator(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {"年", "月", "-", ".", "/"}) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

std::string DayIn(std::string_view text) {
  for (std::size_t begin = 0; begin + 8 <= text.size(); ++begin) {
    if (begin > 0 && IsDigit(text[begin - 1])) continue;
    if (Digits(text, begin, 4) != 4) continue;
    std::size_t at = begin + 4;
    const std::size_t first = Separator(text, at);
    at += first;
    const std::size_t month = Digits(text, at, 2);
    at += month;
    const std::size_t second = Separator(text, at);
    at += second;
    const std::size_t day = Digits(text, at, 2);
    at += day;
    if (first == 0 || month == 0 || second == 0 || day == 0) continue;
    if (text.substr(at).starts_with("日")) at += std::string_view("日").size();
    return std::string(text.substr(begin, at - begin));
  }
  return {};
}

std::string UnitIn(std::string_view text) {
  constexpr std::string_view kWord = "单位:";
  const std::size_t word = text.find(kWord);
  if (word == std::string_view::npos) return {};
  text.remove_prefix(word + kWord.size());
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  return std::string(text.substr(0, text.find_first_of(" )],;\t\x1f")));
}

}  // namespace

Title ReadTitle(const Sheet& sheet, std::size_t row) {
  std::string text;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    text += Narrow(TextAt(sheet, row, i));
    text += '\x1f';
  }
  return {UnitIn(text), DayIn(text)};
}

bool TakesUnit(const ColumnPlan& column, const std::string& unit) {
  if (column.field == nullptr || !column.unit.empty()) return false;
  if (column.field->kind != schema::Kind::kInt &&
      column.field->kind != schema::Kind::kDouble) {
    return false;
  }
  if (column.field->unit.empty()) return false;
  const Number one = ParseNumber("1" + unit, column.field->unit, false);
  return one.kind == Number::Kind::kExact &&
         (one.value.mantissa != 1 || one.value.exponent != 0);
}

}  // namespace quaranta::io
