#include "io/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "io/chinese_numbers.h"
#include "io/forms.h"
#include "io/units.h"

namespace quaranta::io {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

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
    {"不下", Hedge::kAtLeast},   {"最少", Hedge::kAtLeast},
    {"上", Hedge::kAtLeast},     {"大于", Hedge::kMoreThan},
    {"小于", Hedge::kLessThan},  {"≥", Hedge::kAtLeast},
    {">=", Hedge::kAtLeast},     {"≤", Hedge::kAtMost},
    {"<=", Hedge::kAtMost},      {">", Hedge::kMoreThan},
    {"<", Hedge::kLessThan},     {"~", Hedge::kAbout},
};

constexpr HedgeWord kSuffixes[] = {
    {"以上", Hedge::kAtLeast},  {"以下", Hedge::kAtMost},
    {"以内", Hedge::kAtMost},   {"左右", Hedge::kAbout},
    {"上下", Hedge::kAbout},    {"不足", Hedge::kLessThan},
    {"不到", Hedge::kLessThan}, {"不止", Hedge::kMoreThan},
    {"来", Hedge::kAbout},      {"余", Hedge::kOddMore},
    {"多", Hedge::kOddMore},    {"+", Hedge::kAtLeast},
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
  const std::string_view all = text;
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
  // A dash, or one: nobody knows.
  if (text == "一" && text.size() == all.size()) return std::nullopt;
  if (const auto chinese = ChineseNumber(text)) {
    written.number = {*chinese, 0};
    written.factor = *unit_factor;
    return written;
  }
  written.factor = TakeMultiplier(text);
  const bool myriads = written.factor.exponent % 4 == 0;
  if (!Multiply(written.factor, *unit_factor)) return std::nullopt;
  if (!join(TakeSuffix(text))) return std::nullopt;
  if (unit == "yuan") EatPrefix(text, "¥");
  // 近百: the multiplier alone is one of it.
  if (text.empty() && written.factor.exponent > 0) {
    written.number = {1, 0};
    return written;
  }
  // 三十余万; without a hedge it was read above, or is none.
  const auto chinese = ChineseNumber(text);
  if (chinese && myriads && written.hedge != Hedge::kNone) {
    written.number = {*chinese, 0};
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

namespace {

// "36。5": the full stop of a Chinese keyboard between digits.
void ReadFullStops(std::string& text) {
  constexpr std::string_view kStop = "。";
  for (std::size_t at = text.find(kStop, 1); at != std::string::npos;
       at = text.find(kStop, at + 1)) {
    const std::size_t behind = at + kStop.size();
    if (behind >= text.size() || !IsDigit(text[at - 1]) ||
        !IsDigit(text[behind])) {
      continue;
    }
    text.replace(at, kStop.size(), ".");
  }
}

// 几十, 数百: some tens or hundreds, as many as the speaker likes.
bool IsSome(std::string_view text, std::string_view unit) {
  if (!TakeUnit(text, unit)) return false;
  TakeSuffix(text);
  const bool front =
      EatPrefix(text, "几") || EatPrefix(text, "数") || EatPrefix(text, "好几");
  if (!front && !EatSuffix(text, "几")) return false;
  if (text.empty()) return true;
  TakeMultiplier(text);
  return text.empty() || ChineseNumber(text).has_value();
}

// Whether a number stands there, and behind it what is no unit of the field.
bool HasOtherUnit(std::string_view text, std::string_view unit) {
  const std::size_t last = text.find_last_of("0123456789");
  std::string_view head =
      last == std::string_view::npos ? "" : text.substr(0, last + 1);
  // 三米: up to the last numeral.
  for (std::size_t i = text.size(); i > 0 && head.empty(); --i) {
    if (ChineseNumber(text.substr(0, i))) head = text.substr(0, i);
  }
  std::string_view word = text.substr(head.size());
  const bool counted = BeginsWithNumeral(word);
  return !head.empty() && !word.empty() && !counted &&
         TakeSuffix(word) == Hedge::kNone &&
         ParseWritten(head, unit).has_value();
}

}  // namespace

Number ParseNumber(std::string_view raw, std::string_view unit, bool whole) {
  Number number;
  std::string narrow = Narrow(raw);
  ReadFullStops(narrow);
  std::string_view text = narrow;
  TrimSpaces(text);
  if (text.empty()) return number;
  const auto written = ParseWritten(text, unit);
  if (!written) {
    if (const auto range = ParseRange(text, unit, whole)) {
      number.kind = Number::Kind::kHedged;
      number.bounds = range;
    } else if (IsSome(text, unit)) {
      number.kind = Number::Kind::kHedged;
    } else if (HasOtherUnit(text, unit)) {
      number.kind = Number::Kind::kOtherUnit;
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
