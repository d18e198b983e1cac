#include "io/ordinary.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "io/plain.h"
#include "quaranta/data/appender.h"
#include "quaranta/schema/field.h"

namespace quaranta::io {
namespace {

using data::Column;
using schema::Field;
using schema::Kind;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

unsigned char Byte(char c) { return static_cast<unsigned char>(c); }

// What the bytes of a text say, all at once.
struct Look {
  bool ascii = true;
  bool star = false;
};

constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t kHighBits = 0x8080808080808080u;

void LookAt(std::uint64_t word, Look& look) {
  const std::uint64_t stars = word ^ (kOnes * '*');
  look.star = look.star || ((stars - kOnes) & ~stars & kHighBits) != 0;
  look.ascii = look.ascii && (word & kHighBits) == 0;
}

Look LookAt(std::string_view text) {
  Look look;
  std::size_t at = 0;
  std::uint64_t word = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::memcpy(&word, text.data() + at, sizeof(word));
    LookAt(word, look);
  }
  if (at == text.size()) return look;
  if (at > 0) {
    std::memcpy(&word, text.data() + text.size() - 8, sizeof(word));
  } else {
    word = 0;
    for (const char c : text) word = word << 8 | Byte(c);
  }
  LookAt(word, look);
  return look;
}

// Whether no full-width form or space stands in a text: their first bytes.
bool IsNarrow(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return Byte(c) == 0xEF || Byte(c) == 0xE3 || Byte(c) == 0xC2;
  });
}

bool IsOrdinaryText(std::string_view text, bool name, bool direct) {
  if (!MeansItself(text)) return false;
  const Look look = LookAt(text);
  // Perhaps a mask.
  if (look.star) return false;
  if (direct && (text.ends_with("某") ||
                 text.find_first_of("xX") != std::string_view::npos)) {
    return false;
  }
  return !name || look.ascii || IsNarrow(text);
}

// Digits with at most one point between them; few enough for a double to hold
// the digits, and the power of ten, exactly, so that the quotient is the
// nearest double.
constexpr std::size_t kDigits = 15;
constexpr std::array<double, kDigits + 1> kPowers = {
    1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// A whole number and its value; the field says which of them is meant.
struct OrdinaryNumber {
  std::int64_t whole = 0;
  double value = 0;
};

std::optional<OrdinaryNumber> ReadOrdinaryNumber(const Field& field,
                                                 std::string_view text) {
  if (text.size() > kDigits + 1) return std::nullopt;
  std::int64_t digits = 0;
  std::size_t point = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsDigit(c)) {
      digits = digits * 10 + (c - '0');
    } else if (c == '.' && point == text.size() && i > 0 &&
               i + 1 < text.size()) {
      point = i;
    } else {
      return std::nullopt;
    }
  }
  const bool whole = field.kind == Kind::kInt;
  if (point == text.size() ? text.size() > kDigits : whole) return std::nullopt;
  const std::size_t places = point == text.size() ? 0 : text.size() - point - 1;
  const double value = static_cast<double>(digits) / kPowers[places];
  if (field.has_range && !(field.min <= value && value <= field.max)) {
    return std::nullopt;
  }
  return OrdinaryNumber{digits, value};
}

// Walks over digits and signs.
class Cursor {
 public:
  explicit Cursor(std::string_view text)
      : at_(text.data()), end_(text.data() + text.size()) {}

  bool AtEnd() const { return at_ == end_; }
  // Of the text that it was made for.
  std::size_t Passed(std::string_view text) const {
    return static_cast<std::size_t>(at_ - text.data());
  }
  char Peek() const { return at_ == end_ ? '\0' : *at_; }
  void Pass() { ++at_; }
  bool Pass(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  // Between `least` and `most` digits, or -1.
  int Number(int least, int most) {
    int value = 0;
    int digits = 0;
    for (; digits < most && at_ != end_ && IsDigit(*at_); ++digits) {
      value = value * 10 + (*at_++ - '0');
    }
    return digits < least ? -1 : value;
  }

 private:
  const char* at_;
  const char* end_;
};

bool IsLeap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Days since 1970 (H. Hinnant, "chrono-compatible low-level date algorithms").
std::int32_t DaysFrom(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = y / 400;
  const int of_era = y - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
         719'468;
}

// "2022-04-10", "2022/4/10", "2022.4.10".
std::optional<Day> OrdinaryDay(Cursor& cursor) {
  constexpr std::array<int, 13> kLengths = {0,  31, 28, 31, 30, 31, 30,
                                            31, 31, 30, 31, 30, 31};
  const int year = cursor.Number(4, 4);
  const char separator = cursor.Peek();
  if (year < 1 || (separator != '-' && separator != '/' && separator != '.')) {
    return std::nullopt;
  }
  cursor.Pass();
  const int month = cursor.Number(1, 2);
  if (month < 1 || month > 12 || !cursor.Pass(separator)) return std::nullopt;
  const int day = cursor.Number(1, 2);
  const int length = kLengths[static_cast<std::size_t>(month)] +
                     (month == 2 && IsLeap(year) ? 1 : 0);
  if (day < 1 || day > length || IsDigit(cursor.Peek())) return std::nullopt;
  return Day{DaysFrom(year, month, day)};
}

// "Z" or "+08:00" in minutes.
std::optional<int> OrdinaryOffset(Cursor& cursor) {
  if (cursor.Pass('Z')) return 0;
  const int sign = cursor.Peek() == '-' ? -1 : 1;
  if (!cursor.Pass('+') && !cursor.Pass('-')) return std::nullopt;
  const int hours = cursor.Number(2, 2);
  if (hours < 0 || hours > 23 || !cursor.Pass(':')) return std::nullopt;
  const int minutes = cursor.Number(2, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  return sign * (hours * 60 + minutes);
}

std::optional<bool> ReadOrdinaryBool(std::string_view text) {
  if (text == "是" || text == "true" || text == "1") return true;
  if (text == "否" || text == "false" || text == "0") return false;
  return std::nullopt;
}

// One cell at a time.
struct OneCell {
  void PushText(std::string_view text) { column.AppendText(text); }
  void PushInt(std::int64_t value) { column.AppendInt(value); }
  void PushDouble(double value) { column.AppendDouble(value); }
  void PushDay(Day day) { column.AppendDay(day); }
  void PushInstant(Instant instant) { column.AppendInstant(instant); }
  void PushBool(bool value) { column.AppendBool(value); }
  void PushEnum(std::int32_t number) {
    column.AppendEnum(number);
    if (column.field().repeated) column.EndList();
  }

  Column& column;
};

}  // namespace

Ordinary::Ordinary(const Field& field, bool has_unit) : field_(&field) {
  if (field.kind == Kind::kEnum) {
    names_ = EnumNames::Of(*field.enumeration);
    route_ = names_ == nullptr ? Route::kNone : Route::kEnum;
    return;
  }
  if (field.repeated) return;
  switch (field.kind) {
    case Kind::kString:
      name_ = !field.ref_record.empty() || field.name == "id" ||
              field.name == "label";
      direct_ = field.personal == schema::Personal::kDirect;
      route_ = Route::kText;
      return;
    case Kind::kInt:
    case Kind::kDouble:
      route_ = has_unit ? Route::kNone : Route::kNumber;
      return;
    case Kind::kDate:
      route_ = Route::kDay;
      return;
    case Kind::kInstant:
      route_ = Route::kInstant;
      return;
    case Kind::kBool:
      route_ = Route::kBool;
      return;
    case Kind::kEnum:
    case Kind::kReference:
      return;
  }
}

// The day that a text begins with, and of how many bytes it is.
std::optional<Day> Ordinary::ReadDay(std::string_view text, std::size_t& size) {
  const auto word = [](const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return value;
  };
  size = last_day_.size;
  if (size > 0 && text.size() >= size && word(text.data()) == last_day_.head &&
      word(text.data() + size - 8) == last_day_.tail &&
      (text.size() == size || !IsDigit(text[size]))) {
    return last_day_.day;
  }
  Cursor cursor(text);
  const auto day = OrdinaryDay(cursor);
  size = cursor.Passed(text);
  if (day && size >= 8) {
    last_day_ = {word(text.data()), word(text.data() + size - 8), size, *day};
  }
  return day;
}

// A day as above and "17:00", "7:05:09", perhaps with an offset.
std::optional<Instant> Ordinary::ReadInstant(std::string_view text,
                                             const Zone* zone) {
  std::size_t size = 0;
  const auto day = ReadDay(text, size);
  if (!day) return std::nullopt;
  Cursor cursor(text.substr(size));
  if ((!cursor.Pass(' ') && !cursor.Pass('T'))) return std::nullopt;
  const int hour = cursor.Number(1, 2);
  if (hour < 0 || hour > 23 || !cursor.Pass(':')) return std::nullopt;
  const int minute = cursor.Number(2, 2);
  if (minute < 0 || minute > 59) return std::nullopt;
  int second = 0;
  if (cursor.Pass(':')) {
    second = cursor.Number(2, 2);
    if (second < 0 || second > 59) return std::nullopt;
  }
  const int of_day = hour * 60 + minute;
  if (cursor.AtEnd()) {
    if (zone == nullptr) return std::nullopt;
    Instant instant = times_.At(*zone, *day, of_day);
    instant.micros += second * kMicrosPerSecond;
    return instant;
  }
  const auto offset = OrdinaryOffset(cursor);
  if (!offset || !cursor.AtEnd()) return std::nullopt;
  return Instant{day->days * kMicrosPerDay +
                     (of_day - *offset) * kMicrosPerMinute +
                     second * kMicrosPerSecond,
                 static_cast<std::int16_t>(*offset)};
}

// Reads a text that is not empty and hands what it says to `sink`; false when
// it is not ordinary.
template <class Sink>
bool Ordinary::Read(std::string_view text, const Zone* zone, Sink&& sink) {
  switch (route_) {
    case Route::kText:
      if (!IsOrdinaryText(text, name_, direct_)) return false;
      sink.PushText(text);
      return true;
    case Route::kNumber: {
      const auto number = ReadOrdinaryNumber(*field_, text);
      if (!number) return false;
      field_->kind == Kind::kInt ? sink.PushInt(number->whole)
                                 : sink.PushDouble(number->value);
      return true;
    }
    case Route::kEnum: {
      const std::int32_t number = names_->Find(text);
      if (number != 0) sink.PushEnum(number);
      return number != 0;
    }
    case Route::kDay: {
      std::size_t size = 0;
      const auto day = ReadDay(text, size);
      if (!day || size != text.size()) return false;
      sink.PushDay(*day);
      return true;
    }
    case Route::kInstant: {
      const auto instant = ReadInstant(text, zone);
      if (instant) sink.PushInstant(*instant);
      return instant.has_value();
    }
    case Route::kBool: {
      const auto value = ReadOrdinaryBool(text);
      if (value) sink.PushBool(*value);
      return value.has_value();
    }
    case Route::kNone:
      return false;
  }
  return false;
}

bool Ordinary::Append(Column& column, std::string_view text, const Zone* zone) {
  if (text.empty()) {
    column.AppendBlank();
    return true;
  }
  return Read(text, zone, OneCell{column});
}

std::size_t Ordinary::Append(Column& column, std::span<const SheetCell> cells,
                             const Zone* zone) {
  data::Appender appender(column);
  std::size_t i = 0;
  for (; i < cells.size() && cells[i].type <= CellType::kText; ++i) {
    const std::string_view text = cells[i].text;
    if (text.empty()) {
      appender.PushBlank();
    } else if (!Read(text, zone, appender)) {
      break;
    }
  }
  return i;
}

}  // namespace quaranta::io
