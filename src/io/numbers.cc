#include "io/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

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

// Things that are counted may always be counted with 个.
bool Counts(std::string_view unit) {
  for (const std::string_view measured :
       {"m", "cm", "m2", "h", "min", "day", "year", "degC", "deg", "kg", "L",
        "mL", "mg/L", "MPN/L", "yuan", "ratio"}) {
    if (unit == measured) return false;
  }
  return true;
}

bool EatSuffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

bool EatPrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

void TrimSpaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
}

bool Multiply(Decimal& value, Decimal factor) {
  if (factor.mantissa == 0) return false;
  if (__builtin_mul_overflow(value.mantissa, factor.mantissa,
                             &value.mantissa)) {
    return false;
  }
  value.exponent += factor.exponent;
  return true;
}

// "1,270", "12.5", "-3", "1e3": no unit, no hedge.
std::optional<Decimal> PlainDecimal(std::string_view text) {
  Decimal value;
  bool negative = false;
  if (EatPrefix(text, "-")) {
    negative = true;
  } else {
    EatPrefix(text, "+");
  }
  bool digits = false;
  bool fraction = false;
  int group = -1;  // digits since the last thousands separator
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (IsDigit(c)) {
      const Decimal before = value;
      if (!Multiply(value, {10, 0}) ||
          __builtin_add_overflow(value.mantissa, c - '0', &value.mantissa)) {
        // Digits beyond what a double can tell apart change nothing.
        value = before;
        if (!fraction) return std::nullopt;
        ++value.exponent;
      }
      if (fraction) --value.exponent;
      if (group >= 0 && !fraction) ++group;
      digits = true;
    } else if (c == ',' && digits && !fraction && (group == 3 || group < 0)) {
      if (group < 0 && i > 3) return std::nullopt;
      group = 0;
    } else if (c == '.' && !fraction && (group < 0 || group == 3)) {
      fraction = true;
    } else {
      break;
    }
  }
  if (!digits || (group >= 0 && group != 3)) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    text.remove_prefix(i + 1);
    EatPrefix(text, "+");
    int exponent = 0;
    const auto parsed =
        std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() ||
        exponent < -400 || exponent > 400) {
      return std::nullopt;
    }
    value.exponent += exponent;
  }
  if (negative) value.mantissa = -value.mantissa;
  return value;
}

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

// 万, 亿, 千, 百 at the end.
Decimal TakeMultiplier(std::string_view& text) {
  Decimal factor{1, 0};
  constexpr std::array<std::pair<std::string_view, int>, 4> kWords = {
      {{"亿", 8}, {"万", 4}, {"千", 3}, {"百", 2}}};
  for (const auto& [word, exponent] : kWords) {
    if (EatSuffix(text, word)) {
      factor.exponent += exponent;
      TrimSpaces(text);
    }
  }
  return factor;
}

enum class Hedge {
  kNone,
  kOddMore,   // 余, 多: somewhat more
  kAtLeast,   // 以上, at least
  kMoreThan,  // over
  kAtMost,    // 以下, at most
  kLessThan,  // 近, nearly; under
  kAbout,     // nobody says how far off
};

struct HedgeWord {
  std::string_view word;
  Hedge hedge;
};

constexpr HedgeWord kPrefixes[] = {
    {"不超过", Hedge::kAtMost},  {"不少于", Hedge::kAtLeast},
    {"不低于", Hedge::kAtLeast}, {"不高于", Hedge::kAtMost},
    {"不足", Hedge::kLessThan},  {"不到", Hedge::kLessThan},
    {"少于", Hedge::kLessThan},  {"低于", Hedge::kLessThan},
    {"将近", Hedge::kLessThan},  {"接近", Hedge::kLessThan},
    {"近", Hedge::kLessThan},    {"至少", Hedge::kAtLeast},
    {"至多", Hedge::kAtMost},    {"最多", Hedge::kAtMost},
    {"超过", Hedge::kMoreThan},  {"多于", Hedge::kMoreThan},
    {"高于", Hedge::kMoreThan},  {"超", Hedge::kMoreThan},
    {"逾", Hedge::kMoreThan},    {"大约", Hedge::kAbout},
    {"约", Hedge::kAbout},       {"大概", Hedge::kAbout},
    {"≥", Hedge::kAtLeast},      {">=", Hedge::kAtLeast},
    {"≤", Hedge::kAtMost},       {"<=", Hedge::kAtMost},
    {">", Hedge::kMoreThan},     {"<", Hedge::kLessThan},
    {"~", Hedge::kAbout},
};

constexpr HedgeWord kSuffixes[] = {
    {"以上", Hedge::kAtLeast}, {"以下", Hedge::kAtMost},
    {"以内", Hedge::kAtMost},  {"左右", Hedge::kAbout},
    {"上下", Hedge::kAbout},   {"余", Hedge::kOddMore},
    {"多", Hedge::kOddMore},   {"+", Hedge::kAtLeast},
};

Hedge TakePrefix(std::string_view& text) {
  for (const HedgeWord& word : kPrefixes) {
    if (EatPrefix(text, word.word)) {
      TrimSpaces(text);
      return word.hedge;
    }
  }
  return Hedge::kNone;
}

Hedge TakeSuffix(std::string_view& text) {
  for (const HedgeWord& word : kSuffixes) {
    if (EatSuffix(text, word.word)) {
      EatSuffix(text, "及");
      TrimSpaces(text);
      return word.hedge;
    }
  }
  return Hedge::kNone;
}

// The end of "450余": the next ten when the last digit other than zero is in
// the tens; in units of the number as written.
std::optional<Decimal> EndOfOddMore(const Decimal& value) {
  const auto whole = value.ToInt();
  if (!whole || *whole < 10 || *whole % 10 != 0 || *whole / 10 % 10 == 0) {
    return std::nullopt;
  }
  return Decimal{*whole + 10, 0};
}

// The smallest number beyond x: the next whole one, or the next double.
double Beyond(double x, bool whole) {
  return whole ? std::floor(x) + 1 : std::nextafter(x, kUnbounded);
}

std::optional<Interval> BoundsOf(Hedge hedge, Decimal written, Decimal factor,
                                 bool whole) {
  Decimal scaled = written;
  if (!Multiply(scaled, factor)) return std::nullopt;
  const double value = scaled.ToDouble();
  // Counts and measures are not negative; a number that is has no least value.
  const double least = value < 0 ? -kUnbounded : 0;
  switch (hedge) {
    case Hedge::kOddMore: {
      Interval bounds{value, kUnbounded};
      if (auto end = EndOfOddMore(written); end && Multiply(*end, factor)) {
        bounds.high = end->ToDouble();
      }
      return bounds;
    }
    case Hedge::kAtLeast:
      return Interval{value, kUnbounded};
    case Hedge::kMoreThan:
      return Interval{Beyond(value, whole), kUnbounded};
    case Hedge::kAtMost:
      return Interval{least, Beyond(value, whole)};
    case Hedge::kLessThan:
      if (value <= least) return std::nullopt;
      return Interval{least, value};
    case Hedge::kAbout:
    case Hedge::kNone:
      return std::nullopt;
  }
  return std::nullopt;
}

// A number with its multiplier: "450余万" is 450, 万 and a hedge.
struct Written {
  Decimal number;
  Decimal factor;
  Hedge hedge = Hedge::kNone;
};

std::optional<Written> ParseWritten(std::string_view text,
                                    std::string_view unit) {
  Written written;
  written.hedge = TakePrefix(text);
  const auto join = [&written](Hedge hedge) {
    if (hedge == Hedge::kNone) return true;
    if (written.hedge != Hedge::kNone && written.hedge != hedge) return false;
    written.hedge = hedge;
    return true;
  };
  // "30人以上", "30以上", "450余万元".
  if (!join(TakeSuffix(text))) return std::nullopt;
  const auto unit_factor = TakeUnit(text, unit);
  if (!unit_factor) return std::nullopt;
  if (!join(TakeSuffix(text))) return std::nullopt;
  written.factor = TakeMultiplier(text);
  if (!Multiply(written.factor, *unit_factor)) return std::nullopt;
  if (!join(TakeSuffix(text))) return std::nullopt;
  if (unit == "yuan") EatPrefix(text, "¥");
  // 近百: the multiplier alone is one of it.
  if (text.empty() && written.factor.exponent > 0) {
    written.number = {1, 0};
    return written;
  }
  const auto number = PlainDecimal(text);
  if (!number) return std::nullopt;
  written.number = *number;
  return written;
}

// "20-30", "20至30人": both ends belong to it.
std::optional<Interval> ParseRange(std::string_view text, std::string_view unit,
                                   bool whole) {
  for (const std::string_view dash : {"至", "到", "~", "—", "–", "-"}) {
    // Not the sign of a negative number.
    const std::size_t at = text.find(dash, 1);
    if (at == std::string_view::npos) continue;
    std::string_view first = text.substr(0, at);
    std::string_view second = text.substr(at + dash.size());
    TrimSpaces(first);
    TrimSpaces(second);
    const auto low = ParseWritten(first, unit);
    const auto high = ParseWritten(second, unit);
    if (!low || !high || low->hedge != Hedge::kNone ||
        high->hedge != Hedge::kNone) {
      return std::nullopt;
    }
    Decimal begin = low->number;
    Decimal end = high->number;
    // "20-30万" means 20万 to 30万.
    const bool plain = low->factor.mantissa == 1 && low->factor.exponent == 0;
    if (!Multiply(begin, plain ? high->factor : low->factor) ||
        !Multiply(end, high->factor) || begin.ToDouble() >= end.ToDouble()) {
      return std::nullopt;
    }
    return Interval{begin.ToDouble(), Beyond(end.ToDouble(), whole)};
  }
  return std::nullopt;
}

}  // namespace

double Decimal::ToDouble() const {
  std::array<char, 48> buffer{};
  char* end = buffer.data() + buffer.size();
  char* at = std::to_chars(buffer.data(), end, mantissa).ptr;
  *at++ = 'e';
  at = std::to_chars(at, end, exponent).ptr;
  double value = 0;
  if (std::from_chars(buffer.data(), at, value).ec != std::errc()) {
    return exponent < 0 ? 0 : (mantissa < 0 ? -kUnbounded : kUnbounded);
  }
  return value;
}

std::optional<std::int64_t> Decimal::ToInt() const {
  std::int64_t value = mantissa;
  int left = exponent;
  for (; left > 0 && value != 0; --left) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) {
      return std::nullopt;
    }
  }
  for (; left < 0 && value != 0; ++left) {
    if (value % 10 != 0) return std::nullopt;
    value /= 10;
  }
  return value;
}

std::string Narrow(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const text::CodePoint point = text::DecodeUtf8(text, i);
    if (point.length == 0) {
      out += text[i++];
      continue;
    }
    if (point.value >= 0xFF01 && point.value <= 0xFF5E) {
      out += static_cast<char>(point.value - 0xFEE0);
    } else if (point.value == 0x3000 || point.value == 0xA0) {
      out += ' ';
    } else {
      out.append(text.substr(i, point.length));
    }
    i += point.length;
  }
  return out;
}

Number ParseNumber(std::string_view raw, std::string_view unit, bool whole) {
  Number number;
  const std::string narrow = Narrow(raw);
  std::string_view text = narrow;
  TrimSpaces(text);
  if (text.empty()) return number;
  const auto written = ParseWritten(text, unit);
  if (!written) {
    if (const auto range = ParseRange(text, unit, whole)) {
      number.kind = Number::Kind::kHedged;
      number.bounds = range;
    }
    return number;
  }
  if (written->hedge == Hedge::kNone) {
    number.value = written->number;
    if (Multiply(number.value, written->factor)) {
      number.kind = Number::Kind::kExact;
    }
    return number;
  }
  number.kind = Number::Kind::kHedged;
  number.bounds =
      BoundsOf(written->hedge, written->number, written->factor, whole);
  return number;
}

}  // namespace quaranta::io
