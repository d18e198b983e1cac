#include "io/units.h"

namespace quaranta::io {
namespace {

// A spelling of a unit, and what one of it is in the field's unit.
struct UnitWord {
  std::string_view unit;  // of the field
  std::string_view word;
  Decimal factor = {1, 0};
};

// Longer words stand before those that they end with.
constexpr UnitWord kUnits[] = {
    {"m", "公里", {1, 3}},
    {"m", "千米", {1, 3}},
    {"m", "km", {1, 3}},
    {"m", "厘米", {1, -2}},
    {"m", "cm", {1, -2}},
    {"m", "华里", {5, 2}},
    {"m", "里", {5, 2}},
    {"m", "米"},
    {"m", "m"},
    {"cm", "厘米"},
    {"cm", "cm"},
    {"cm", "毫米", {1, -1}},
    {"cm", "米", {1, 2}},
    {"m2", "平方米"},
    {"m2", "㎡"},
    {"m2", "m2"},
    {"m2", "m²"},
    {"h", "分钟", {0, 0}},  // a sixtieth is no decimal: refused
    {"h", "小时"},
    {"h", "时"},
    {"h", "h"},
    {"h", "天", {24, 0}},
    {"h", "日", {24, 0}},
    {"min", "分钟"},
    {"min", "分"},
    {"min", "min"},
    {"min", "小时", {60, 0}},
    {"min", "h", {60, 0}},
    {"min", "天", {1440, 0}},
    {"day", "天"},
    {"day", "日"},
    {"day", "周", {7, 0}},
    {"day", "星期", {7, 0}},
    {"year", "周岁"},
    {"year", "岁"},
    {"year", "年"},
    {"degC", "摄氏度"},
    {"degC", "℃"},
    {"degC", "°C"},
    {"degC", "度"},
    {"deg", "度"},
    {"deg", "°"},
    {"kg", "公斤"},
    {"kg", "千克"},
    {"kg", "kg"},
    {"kg", "市斤", {5, -1}},
    {"kg", "斤", {5, -1}},
    {"kg", "吨", {1, 3}},
    {"kg", "克", {1, -3}},
    {"L", "毫升", {1, -3}},
    {"L", "mL", {1, -3}},
    {"L", "升"},
    {"L", "L"},
    {"mL", "毫升"},
    {"mL", "mL"},
    {"mL", "升", {1, 3}},
    {"mg/L", "mg/L"},
    {"mg/L", "毫克/升"},
    {"MPN/L", "MPN/L"},
    {"yuan", "元"},
    {"yuan", "块"},
    {"yuan", "RMB"},
    {"%", "%"},
    {"ratio", "%", {1, -2}},
    {"ratio", "‰", {1, -3}},
    {"person", "人次"},
    {"person", "人"},
    {"person", "名"},
    {"person", "位"},
    {"room", "间"},
    {"room", "套"},
    {"bed", "张床"},
    {"bed", "床"},
    {"bed", "张"},
    {"floor", "层"},
    {"floor", "楼"},
    {"dose", "剂次"},
    {"dose", "剂"},
    {"dose", "针"},
    {"dose", "支"},
    {"time", "次"},
    {"stop", "次"},
    {"event", "起"},
    {"event", "次"},
    {"sample", "份"},
    {"sample", "管"},
    {"tube", "管"},
    {"seat", "座"},
    {"seat", "个座位"},
    {"group", "组"},
    {"desk", "台"},
    {"bag", "袋"},
    {"bin", "桶"},
};

// Things that are counted may always be counted with 个; not what has a unit of
// its own that stands elsewhere (只, 盒).
bool Counts(std::string_view unit) {
  for (const std::string_view measured :
       {"m", "cm", "m2", "h", "min", "day", "year", "degC", "deg", "kg", "L",
        "mL", "mg/L", "MPN/L", "yuan", "ratio", "%", "base"}) {
    if (unit == measured) return false;
  }
  return true;
}

bool EatSuffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

void TrimSpaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
}

}  // namespace

// Takes the unit off the end; the factor to the field's unit, or nothing for a
// unit that must not be taken.
std::optional<Decimal> TakeUnit(std::string_view& text, std::string_view unit) {
  for (const UnitWord& word : kUnits) {
    if (word.unit == unit && EatSuffix(text, word.word)) {
      TrimSpaces(text);
      if (word.factor.mantissa == 0) return std::nullopt;
      return word.factor;
    }
  }
  if (Counts(unit)) EatSuffix(text, "个");
  TrimSpaces(text);
  return Decimal{1, 0};
}

std::string KnownUnits(std::string_view unit) {
  std::string known;
  const auto add = [&known](std::string_view word) {
    if (!known.empty()) known += ", ";
    known += word;
  };
  for (const UnitWord& word : kUnits) {
    if (word.unit == unit && word.factor.mantissa != 0) add(word.word);
  }
  if (Counts(unit)) add("个");
  return known;
}

}  // namespace quaranta::io
