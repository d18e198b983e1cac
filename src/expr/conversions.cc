// int(), uint(), double(), string(), bool(), bytes().
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>

#include "expr/operations.h"
#include "expr/regex.h"
#include "expr/text.h"
#include "re2/re2.h"

namespace quaranta::expr {
namespace {

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

Value OutOfRange(const Context& context) {
  return context.Fail(ErrorCode::kOutOfRange,
                      "the number does not fit the type");
}
Value BadText(std::string_view text, std::string_view kind,
              const Context& context) {
  return context.Fail(
      ErrorCode::kInvalidArgument,
      Quote(text.substr(0, 64)) + " is not " + std::string(kind));
}

template <class Number>
bool Parse(std::string_view text, Number& value) {
  const auto result =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

Value ToInt(const Value& value, Context& context) {
  if (value.As<std::int64_t>()) return value;
  if (const auto* u = value.As<std::uint64_t>()) {
    if (*u > static_cast<std::uint64_t>(INT64_MAX)) return OutOfRange(context);
    return Value(static_cast<std::int64_t>(*u));
  }
  if (const auto* d = value.As<double>()) {
    // The ends of the range are rounded doubles: both are left out.
    if (!(*d > -kTwo63 && *d < kTwo63)) return OutOfRange(context);
    return Value(static_cast<std::int64_t>(*d));
  }
  if (const auto* s = value.As<std::string>()) {
    std::int64_t i = 0;
    if (!Parse(*s, i)) return BadText(*s, "an int", context);
    return Value(i);
  }
  if (const auto t = TimeOf(value)) {
    const std::int64_t micros = t->instant.micros;
    const std::int64_t seconds = micros / kMicrosPerSecond;
    return Value(micros % kMicrosPerSecond < 0 ? seconds - 1 : seconds);
  }
  if (const auto* d = value.As<Duration>()) {
    return Value(d->micros / kMicrosPerSecond);
  }
  if (const auto* e = value.As<EnumNumber>()) {
    return Value(std::int64_t{e->number});
  }
  return NoOverload(Function::kInt, std::span(&value, 1), context);
}

Value ToUint(const Value& value, Context& context) {
  if (value.As<std::uint64_t>()) return value;
  if (const auto* i = value.As<std::int64_t>()) {
    if (*i < 0) return OutOfRange(context);
    return Value(static_cast<std::uint64_t>(*i));
  }
  if (const auto* d = value.As<double>()) {
    if (!(*d > -1 && *d < kTwo64)) return OutOfRange(context);
    return Value(static_cast<std::uint64_t>(*d));
  }
  if (const auto* s = value.As<std::string>()) {
    std::uint64_t u = 0;
    if (!Parse(*s, u)) return BadText(*s, "a uint", context);
    return Value(u);
  }
  return NoOverload(Function::kUint, std::span(&value, 1), context);
}

Value ToDouble(const Value& value, Context& context) {
  if (value.As<double>()) return value;
  if (const auto* i = value.As<std::int64_t>()) {
    return Value(static_cast<double>(*i));
  }
  if (const auto* u = value.As<std::uint64_t>()) {
    return Value(static_cast<double>(*u));
  }
  if (const auto* s = value.As<std::string>()) {
    double d = 0;
    if (*s == "NaN") return Value(std::numeric_limits<double>::quiet_NaN());
    if (!Parse(*s, d)) return BadText(*s, "a double", context);
    return Value(d);
  }
  return NoOverload(Function::kDouble, std::span(&value, 1), context);
}

Value ToString(const Value& value, Context& context) {
  if (value.As<std::string>()) return value;
  if (const auto* i = value.As<std::int64_t>()) {
    return Value(std::to_string(*i));
  }
  if (const auto* u = value.As<std::uint64_t>()) {
    return Value(std::to_string(*u));
  }
  if (const auto* d = value.As<double>()) return Value(FormatDouble(*d));
  if (const auto* b = value.As<bool>()) return Value(*b ? "true" : "false");
  if (const auto* b = value.As<Bytes>()) {
    if (!IsUtf8(b->value)) {
      return context.Fail(ErrorCode::kInvalidArgument,
                          "the bytes are not UTF-8");
    }
    return Value(b->value);
  }
  if (const auto t = TimeOf(value)) return Value(FormatTimestamp(*t));
  if (const auto* d = value.As<Duration>()) return Value(FormatDuration(*d));
  if (const auto* d = value.As<Day>()) return Value(FormatDay(*d));
  if (value.As<EnumNumber>()) {
    const std::string text = ToText(value);
    return Value(text.substr(text.find('.') + 1));
  }
  return NoOverload(Function::kString, std::span(&value, 1), context);
}

Value ToBool(const Value& value, Context& context) {
  if (value.As<bool>()) return value;
  if (const auto* s = value.As<std::string>()) {
    for (const std::string_view yes : {"true", "TRUE", "True", "t", "1"}) {
      if (*s == yes) return Value(true);
    }
    for (const std::string_view no : {"false", "FALSE", "False", "f", "0"}) {
      if (*s == no) return Value(false);
    }
    return BadText(*s, "a bool", context);
  }
  return NoOverload(Function::kBool, std::span(&value, 1), context);
}

}  // namespace

Value ConvertTo(Function target, const Value& value, Context& context) {
  switch (target) {
    case Function::kInt:
      return ToInt(value, context);
    case Function::kUint:
      return ToUint(value, context);
    case Function::kDouble:
      return ToDouble(value, context);
    case Function::kString:
      return ToString(value, context);
    case Function::kBool:
      return ToBool(value, context);
    default:
      break;
  }
  if (value.As<Bytes>()) return value;
  if (const auto* s = value.As<std::string>()) return Value(Bytes{*s});
  return NoOverload(Function::kBytes, std::span(&value, 1), context);
}

Value CallString(const Node& call, std::span<const Value> args,
                 Context& context) {
  const auto* text = args[0].As<std::string>();
  const auto* other = args[1].As<std::string>();
  if (text == nullptr || other == nullptr) {
    return NoOverload(call.function, args, context);
  }
  if (!context.Charge(text->size() / 64)) return context.FailBudget();
  switch (call.function) {
    case Function::kContains:
      return Value(text->find(*other) != text->npos);
    case Function::kStartsWith:
      return Value(text->starts_with(*other));
    case Function::kEndsWith:
      return Value(text->ends_with(*other));
    default:
      break;
  }
  if (call.regex != nullptr) return Value(Matches(*call.regex, *text));
  RegexMistake mistake;
  // A pattern made of data is compiled for every row: dear, and charged so.
  if (!context.Charge(100 + other->size())) return context.FailBudget();
  const auto regex = CompileRegex(*other, context.limits(), mistake);
  if (regex == nullptr) {
    return context.Fail(
        mistake.large ? ErrorCode::kBudget : ErrorCode::kInvalidArgument,
        "not a regular expression: " + mistake.why);
  }
  return Value(Matches(*regex, *text));
}

}  // namespace quaranta::expr
