#include "expr/functions.h"

#include <utility>

namespace quaranta::expr {
namespace {

using F = Function;
using enum TypeKind;

constexpr auto kNames = std::to_array<std::pair<std::string_view, Function>>({
    {"size", F::kSize},
    {"contains", F::kContains},
    {"startsWith", F::kStartsWith},
    {"endsWith", F::kEndsWith},
    {"matches", F::kMatches},
    {"int", F::kInt},
    {"uint", F::kUint},
    {"double", F::kDouble},
    {"string", F::kString},
    {"bool", F::kBool},
    {"bytes", F::kBytes},
    {"type", F::kType},
    {"dyn", F::kDyn},
    {"timestamp", F::kTimestamp},
    {"duration", F::kDuration},
    {"getFullYear", F::kGetFullYear},
    {"getMonth", F::kGetMonth},
    {"getDayOfYear", F::kGetDayOfYear},
    {"getDayOfMonth", F::kGetDayOfMonth},
    {"getDate", F::kGetDate},
    {"getDayOfWeek", F::kGetDayOfWeek},
    {"getHours", F::kGetHours},
    {"getMinutes", F::kGetMinutes},
    {"getSeconds", F::kGetSeconds},
    {"getMilliseconds", F::kGetMilliseconds},
    {"date", F::kDate},
    {"day", F::kDay},
    {"days", F::kDays},
    {"within", F::kWithin},
    {"hours", F::kHours},
    {"minutes", F::kMinutes},
    {"abs", F::kAbs},
    {"distinct", F::kDistinct},
    {"sum", F::kSum},
    {"min", F::kMin},
    {"max", F::kMax},
    {"pairs", F::kPairs},
    {"gaps", F::kGaps},
    {"overlaps", F::kOverlaps},
});

constexpr Overload Global(F f, TypeKind a, TypeKind result) {
  return {f, true, false, 1, {a, kDyn, kDyn}, result, Result::kFixed};
}
constexpr Overload Either(F f, TypeKind a, TypeKind result) {
  return {f, true, true, 1, {a, kDyn, kDyn}, result, Result::kFixed};
}
constexpr Overload Method2(F f, TypeKind a, TypeKind b, TypeKind result) {
  return {f, false, true, 2, {a, b, kDyn}, result, Result::kFixed};
}
constexpr Overload Both2(F f, TypeKind a, TypeKind b, TypeKind result) {
  return {f, true, true, 2, {a, b, kDyn}, result, Result::kFixed};
}
constexpr Overload Binary(F f, TypeKind a, TypeKind b, TypeKind result) {
  return {f, true, false, 2, {a, b, kDyn}, result, Result::kFixed};
}
constexpr Overload Getter(F f, TypeKind a) {
  return {f, false, true, 1, {a, kDyn, kDyn}, kInt, Result::kFixed};
}
constexpr Overload OfList(F f, Result result, TypeKind kind = kDyn) {
  return {f, false, true, 1, {kList, kDyn, kDyn}, kind, result};
}
constexpr Overload Within(TypeKind a) {
  return {F::kWithin, true, true, 3, {a, a, a}, kBool, Result::kFixed};
}

constexpr auto kOverloads = std::to_array<Overload>({
    Binary(F::kAdd, kInt, kInt, kInt),
    Binary(F::kAdd, kUint, kUint, kUint),
    Binary(F::kAdd, kDouble, kDouble, kDouble),
    Binary(F::kAdd, kString, kString, kString),
    Binary(F::kAdd, kBytes, kBytes, kBytes),
    {F::kAdd, true, false, 2, {kList, kList, kDyn}, kList, Result::kArg},
    Binary(F::kAdd, kTimestamp, kDuration, kTimestamp),
    Binary(F::kAdd, kDuration, kTimestamp, kTimestamp),
    Binary(F::kAdd, kDuration, kDuration, kDuration),
    Binary(F::kAdd, kDate, kInt, kDate),
    Binary(F::kAdd, kInt, kDate, kDate),
    Binary(F::kSubtract, kInt, kInt, kInt),
    Binary(F::kSubtract, kUint, kUint, kUint),
    Binary(F::kSubtract, kDouble, kDouble, kDouble),
    Binary(F::kSubtract, kTimestamp, kTimestamp, kDuration),
    Binary(F::kSubtract, kTimestamp, kDuration, kTimestamp),
    Binary(F::kSubtract, kDuration, kDuration, kDuration),
    Binary(F::kSubtract, kDate, kDate, kInt),
    Binary(F::kSubtract, kDate, kInt, kDate),
    Binary(F::kMultiply, kInt, kInt, kInt),
    Binary(F::kMultiply, kUint, kUint, kUint),
    Binary(F::kMultiply, kDouble, kDouble, kDouble),
    Binary(F::kDivide, kInt, kInt, kInt),
    Binary(F::kDivide, kUint, kUint, kUint),
    Binary(F::kDivide, kDouble, kDouble, kDouble),
    Binary(F::kModulo, kInt, kInt, kInt),
    Binary(F::kModulo, kUint, kUint, kUint),
    Global(F::kNegate, kInt, kInt),
    Global(F::kNegate, kDouble, kDouble),
    Global(F::kNegate, kDuration, kDuration),
    Binary(F::kIn, kDyn, kList, kBool),
    Binary(F::kIn, kDyn, kMap, kBool),
    {F::kIndex, true, false, 2, {kList, kInt, kDyn}, kDyn, Result::kItem},
    {F::kIndex, true, false, 2, {kMap, kDyn, kDyn}, kDyn, Result::kItem},
    Either(F::kSize, kString, kInt),
    Either(F::kSize, kBytes, kInt),
    Either(F::kSize, kList, kInt),
    Either(F::kSize, kMap, kInt),
    Method2(F::kContains, kString, kString, kBool),
    Method2(F::kStartsWith, kString, kString, kBool),
    Method2(F::kEndsWith, kString, kString, kBool),
    Both2(F::kMatches, kString, kString, kBool),
    Global(F::kInt, kInt, kInt),
    Global(F::kInt, kUint, kInt),
    Global(F::kInt, kDouble, kInt),
    Global(F::kInt, kString, kInt),
    Global(F::kInt, kTimestamp, kInt),
    Global(F::kInt, kEnum, kInt),
    Global(F::kUint, kUint, kUint),
    Global(F::kUint, kInt, kUint),
    Global(F::kUint, kDouble, kUint),
    Global(F::kUint, kString, kUint),
    Global(F::kDouble, kDouble, kDouble),
    Global(F::kDouble, kInt, kDouble),
    Global(F::kDouble, kUint, kDouble),
    Global(F::kDouble, kString, kDouble),
    Global(F::kString, kString, kString),
    Global(F::kString, kInt, kString),
    Global(F::kString, kUint, kString),
    Global(F::kString, kDouble, kString),
    Global(F::kString, kBool, kString),
    Global(F::kString, kBytes, kString),
    Global(F::kString, kTimestamp, kString),
    Global(F::kString, kDuration, kString),
    Global(F::kString, kDate, kString),
    Global(F::kString, kEnum, kString),
    Global(F::kBool, kBool, kBool),
    Global(F::kBool, kString, kBool),
    Global(F::kBytes, kBytes, kBytes),
    Global(F::kBytes, kString, kBytes),
    Global(F::kType, kDyn, kType),
    Global(F::kDyn, kDyn, kDyn),
    Global(F::kTimestamp, kString, kTimestamp),
    Global(F::kTimestamp, kTimestamp, kTimestamp),
    Global(F::kTimestamp, kInt, kTimestamp),
    Global(F::kTimestamp, kDate, kTimestamp),
    Global(F::kDuration, kString, kDuration),
    Global(F::kDuration, kDuration, kDuration),
    Getter(F::kGetFullYear, kTimestamp),
    Getter(F::kGetFullYear, kDate),
    Method2(F::kGetFullYear, kTimestamp, kString, kInt),
    Getter(F::kGetMonth, kTimestamp),
    Getter(F::kGetMonth, kDate),
    Method2(F::kGetMonth, kTimestamp, kString, kInt),
    Getter(F::kGetDayOfYear, kTimestamp),
    Getter(F::kGetDayOfYear, kDate),
    Method2(F::kGetDayOfYear, kTimestamp, kString, kInt),
    Getter(F::kGetDayOfMonth, kTimestamp),
    Getter(F::kGetDayOfMonth, kDate),
    Method2(F::kGetDayOfMonth, kTimestamp, kString, kInt),
    Getter(F::kGetDate, kTimestamp),
    Getter(F::kGetDate, kDate),
    Method2(F::kGetDate, kTimestamp, kString, kInt),
    Getter(F::kGetDayOfWeek, kTimestamp),
    Getter(F::kGetDayOfWeek, kDate),
    Method2(F::kGetDayOfWeek, kTimestamp, kString, kInt),
    Getter(F::kGetHours, kTimestamp),
    Getter(F::kGetHours, kDuration),
    Method2(F::kGetHours, kTimestamp, kString, kInt),
    Getter(F::kGetMinutes, kTimestamp),
    Getter(F::kGetMinutes, kDuration),
    Method2(F::kGetMinutes, kTimestamp, kString, kInt),
    Getter(F::kGetSeconds, kTimestamp),
    Getter(F::kGetSeconds, kDuration),
    Method2(F::kGetSeconds, kTimestamp, kString, kInt),
    Getter(F::kGetMilliseconds, kTimestamp),
    Getter(F::kGetMilliseconds, kDuration),
    Method2(F::kGetMilliseconds, kTimestamp, kString, kInt),
    Global(F::kDate, kString, kDate),
    Global(F::kDate, kDate, kDate),
    Either(F::kDay, kTimestamp, kDate),
    Either(F::kDay, kDate, kDate),
    {F::kDays, true, false, 1, {kRecord, kDyn, kDyn}, kDyn, Result::kDays},
    {F::kDays, true, false, 2, {kTimestamp, kDyn, kDyn}, kDyn, Result::kDays},
    {F::kDays, true, false, 2, {kDate, kDyn, kDyn}, kDyn, Result::kDays},
    Within(kTimestamp),
    Within(kDate),
    Within(kInt),
    Within(kUint),
    Within(kDouble),
    Within(kDuration),
    Global(F::kHours, kInt, kDuration),
    Global(F::kMinutes, kInt, kDuration),
    Global(F::kAbs, kInt, kInt),
    Global(F::kAbs, kDouble, kDouble),
    Global(F::kAbs, kDuration, kDuration),
    OfList(F::kDistinct, Result::kArg),
    OfList(F::kSum, Result::kItem),
    OfList(F::kMin, Result::kItem),
    OfList(F::kMax, Result::kItem),
    OfList(F::kPairs, Result::kPairs),
    {F::kGaps, true, true, 3, {kList, kDyn, kDyn}, kDyn, Result::kArg},
    {F::kOverlaps, false, true, 1, {kList, kDyn, kDyn}, kDyn, Result::kPairs},
});

}  // namespace

std::span<const Overload> Overloads() { return kOverloads; }

std::span<const std::pair<std::string_view, Function>> FunctionNames() {
  return kNames;
}

Function FindFunction(std::string_view name) {
  for (const auto& [text, function] : kNames) {
    if (text == name) return function;
  }
  return Function::kNone;
}

bool IsOperator(Function function) {
  return function != Function::kNone && function < Function::kSize;
}

std::string_view FunctionName(Function function) {
  constexpr std::array<std::string_view, 15> kOperators = {
      "",   "+", "-",  "*", "/",  "%",  "-", "==",
      "!=", "<", "<=", ">", ">=", "in", "[]"};
  const auto index = static_cast<std::size_t>(function);
  if (index < kOperators.size()) return kOperators[index];
  for (const auto& [text, f] : kNames) {
    if (f == function) return text;
  }
  return "";
}

}  // namespace quaranta::expr
