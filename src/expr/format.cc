// "%s has %d rooms".format([site, n]).
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/facts.h"
#include "expr/library_calls.h"
#include "expr/text.h"
#include "expr/type_names.h"

namespace quaranta::expr {
namespace {

constexpr int kMostDigits = 64;  // behind the point

// A number that is no number, or endless: as it is written in every format.
std::optional<std::string> NotFinite(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d > 0 ? "Infinity" : "-Infinity";
  return std::nullopt;
}

std::string Digits(std::uint64_t value, int base, bool negative) {
  std::array<char, 72> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, base);
  return (negative ? "-" : "") + std::string(buffer.data(), result.ptr);
}

// An int or uint in a base.
std::optional<std::string> Integer(const Value& value, int base) {
  if (const auto* u = value.As<std::uint64_t>()) return Digits(*u, base, false);
  if (const auto* i = value.As<std::int64_t>()) {
    const auto size = static_cast<std::uint64_t>(*i);
    return Digits(*i < 0 ? 0 - size : size, base, *i < 0);
  }
  return std::nullopt;
}

std::optional<std::string> Decimal(const Value& value) {
  if (const auto* d = value.As<double>()) return NotFinite(*d);
  return Integer(value, 10);
}

std::optional<std::string> Binary(const Value& value) {
  if (const auto* b = value.As<bool>()) return *b ? "1" : "0";
  return Integer(value, 2);
}

std::optional<std::string> Hex(const Value& value, bool upper) {
  std::optional<std::string> text = Integer(value, 16);
  const auto* string = value.As<std::string>();
  const auto* bytes = value.As<Bytes>();
  if (string != nullptr || bytes != nullptr) {
    text.emplace();
    for (const char c : string != nullptr ? *string : bytes->value) {
      const auto byte = static_cast<unsigned char>(c);
      *text += "0123456789abcdef"[byte >> 4U];
      *text += "0123456789abcdef"[byte & 15U];
    }
  }
  if (text && upper) {
    for (char& c : *text) {
      if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    }
  }
  return text;
}

std::optional<std::string> Real(const Value& value, std::chars_format format,
                                int digits) {
  double number = 0;
  if (const auto* d = value.As<double>()) {
    number = *d;
  } else if (const auto* i = value.As<std::int64_t>()) {
    number = static_cast<double>(*i);
  } else if (const auto* u = value.As<std::uint64_t>()) {
    number = static_cast<double>(*u);
  } else {
    return std::nullopt;
  }
  if (auto text = NotFinite(number)) return text;
  std::array<char, 512> buffer{};
  const auto result = std::to_chars(
      buffer.data(), buffer.data() + buffer.size(), number, format, digits);
  return std::string(buffer.data(), result.ptr);
}

std::optional<std::string> Text(const Value& value);

std::optional<std::string> ListText(const List& list) {
  std::string text = "[";
  for (const Value& item : list.items) {
    const auto part = Text(item);
    if (!part) return std::nullopt;
    text += (text.size() > 1 ? ", " : "") + *part;
  }
  return text + "]";
}

// Sorted by the text of the keys.
std::optional<std::string> MapText(const Map& map) {
  std::vector<std::string> entries;
  for (const auto& [key, value] : map.entries) {
    const auto name = Text(key);
    const auto part = Text(value);
    if (!name || !part) return std::nullopt;
    entries.push_back(*name + ": " + *part);
  }
  std::sort(entries.begin(), entries.end());
  std::string text = "{";
  for (const std::string& entry : entries) {
    text += (text.size() > 1 ? ", " : "") + entry;
  }
  return text + "}";
}

// %s.
std::optional<std::string> Text(const Value& value) {
  if (const auto* s = value.As<std::string>()) return *s;
  if (const auto* b = value.As<Bytes>()) return b->value;
  if (const auto* d = value.As<double>()) {
    auto text = NotFinite(*d);
    return text ? text : FormatDouble(*d);
  }
  if (auto number = Integer(value, 10)) return number;
  if (const auto* list = value.As<List>()) return ListText(*list);
  if (const auto* map = value.As<Map>()) return MapText(*map);
  const bool plain = value.As<Null>() || value.As<bool>() ||
                     value.As<Duration>() || value.As<TypeName>() ||
                     TimeOf(value) || value.As<Day>();
  if (plain) return ToText(value);
  return std::nullopt;
}

class Formatter {
 public:
  Formatter(std::string_view format, const List& operands, Context& context)
      : rest_(format), operands_(operands), context_(context) {}

  Value Run() {
    std::string out;
    while (!rest_.empty()) {
      const std::size_t percent = std::min(rest_.find('%'), rest_.size());
      out += rest_.substr(0, percent);
      rest_.remove_prefix(percent);
      if (rest_.empty()) break;
      rest_.remove_prefix(1);
      if (rest_.starts_with('%')) {
        rest_.remove_prefix(1);
        out += '%';
        continue;
      }
      Value part = Clause();
      const auto* text = part.As<std::string>();
      if (text == nullptr) return part;
      out += *text;
      if (!Fits(out)) return TooLong();
    }
    if (!Fits(out)) return TooLong();
    return Value(std::move(out));
  }

 private:
  bool Fits(const std::string& out) {
    return context_.Charge(1 + out.size() / 64) &&
           out.size() <= context_.limits().string_bytes;
  }
  Value TooLong() const {
    return context_.FailSize("a string", context_.limits().string_bytes);
  }
  Value Fail(std::string message) const {
    return context_.Fail(ErrorCode::kInvalidArgument, std::move(message));
  }

  // What stands behind a `%`.
  Value Clause() {
    constexpr int kDefaultDigits = 6;
    int digits = kDefaultDigits;
    if (rest_.starts_with('.')) {
      rest_.remove_prefix(1);
      const auto result =
          std::from_chars(rest_.data(), rest_.data() + rest_.size(), digits);
      if (result.ec != std::errc() || digits < 0 || digits > kMostDigits) {
        return Fail("behind `%.` stands a number of digits");
      }
      rest_.remove_prefix(static_cast<std::size_t>(result.ptr - rest_.data()));
    }
    if (rest_.empty()) return Fail("the format ends behind `%`");
    const char letter = rest_[0];
    rest_.remove_prefix(1);
    if (std::string_view("sdfeboxX").find(letter) == std::string_view::npos) {
      return Fail("there is no format `%" + std::string(1, letter) + "`");
    }
    if (next_ >= operands_.items.size()) {
      return Fail("there is no operand " + std::to_string(next_));
    }
    const Value& value = operands_.items[next_++];
    auto text = Apply(letter, digits, value);
    if (text) return Value(*std::move(text));
    return Fail("`%" + std::string(1, letter) + "` does not take " +
                TypeNameOf(value));
  }

  static std::optional<std::string> Apply(char letter, int digits,
                                          const Value& value) {
    switch (letter) {
      case 's':
        return Text(value);
      case 'd':
        return Decimal(value);
      case 'f':
        return Real(value, std::chars_format::fixed, digits);
      case 'e':
        return Real(value, std::chars_format::scientific, digits);
      case 'b':
        return Binary(value);
      case 'o':
        return Integer(value, 8);
      default:
        return Hex(value, letter == 'X');
    }
  }

  std::string_view rest_;
  const List& operands_;
  Context& context_;
  std::size_t next_ = 0;
};

}  // namespace

Value Format(std::string_view format, const List& operands, Context& context) {
  const Value all(operands);
  if (!context.Charge(Extent(all) / 16)) return context.FailBudget();
  FactSet facts;
  AddUnknowns(all, facts);
  if (!facts.empty()) return facts.TakeUnknown();
  return Formatter(format, operands, context).Run();
}

}  // namespace quaranta::expr
