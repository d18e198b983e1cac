#include "expr/arithmetic.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "expr/facts.h"
#include "expr/interval_math.h"
#include "expr/text.h"
#include "expr/type_names.h"

namespace quaranta::expr {
namespace {

Value Overflow(Context& context) {
  return context.Fail(ErrorCode::kOverflow,
                      "the result does not fit into 64 bits");
}
Value DivideByZero(Context& context) {
  return context.Fail(ErrorCode::kDivideByZero, "division by zero");
}

Value NoOverload(Function op, const Value& a, const Value& b,
                 Context& context) {
  return context.Fail(ErrorCode::kNoOverload,
                      "no `" + std::string(FunctionName(op)) + "` for " +
                          TypeNameOf(a) + " and " + TypeNameOf(b));
}

template <class Int>
Value Integers(Function op, Int a, Int b, Context& context) {
  Int result = 0;
  switch (op) {
    case Function::kAdd:
      if (__builtin_add_overflow(a, b, &result)) return Overflow(context);
      return Value(result);
    case Function::kSubtract:
      if (__builtin_sub_overflow(a, b, &result)) return Overflow(context);
      return Value(result);
    case Function::kMultiply:
      if (__builtin_mul_overflow(a, b, &result)) return Overflow(context);
      return Value(result);
    default:
      break;
  }
  if (b == 0) return DivideByZero(context);
  if constexpr (std::numeric_limits<Int>::is_signed) {
    if (b == -1 && a == std::numeric_limits<Int>::min()) {
      return Overflow(context);
    }
  }
  return Value(op == Function::kDivide ? static_cast<Int>(a / b)
                                       : static_cast<Int>(a % b));
}

std::optional<Value> Doubles(Function op, double a, double b) {
  switch (op) {
    case Function::kAdd:
      return Value(a + b);
    case Function::kSubtract:
      return Value(a - b);
    case Function::kMultiply:
      return Value(a * b);
    case Function::kDivide:
      return Value(a / b);
    default:
      return std::nullopt;  // CEL has no % of doubles
  }
}

// Numbers of one type, of which one at least is hedged.
std::optional<Value> Intervals(Function op, const Value& a, const Value& b,
                               Context& context) {
  if (a.As<Hedged>() == nullptr && b.As<Hedged>() == nullptr) {
    return std::nullopt;
  }
  const auto left = RangeOf(a);
  const auto right = RangeOf(b);
  FactSet facts;
  facts.Add(a);
  facts.Add(b);
  if (!left || !right) {
    const bool odd = a.As<double>() != nullptr || b.As<double>() != nullptr;
    if (odd) return facts.TakeUnknown();  // NaN or infinity
    return std::nullopt;
  }
  if (left->number != right->number) return std::nullopt;
  switch (op) {
    case Function::kAdd:
      return ToHedged(Add(*left, *right), facts.Take());
    case Function::kSubtract:
      return ToHedged(Subtract(*left, *right), facts.Take());
    case Function::kMultiply:
      return ToHedged(Multiply(*left, *right), facts.Take());
    default:
      break;
  }
  if (const auto* zero = b.As<std::int64_t>(); zero && *zero == 0) {
    return DivideByZero(context);
  }
  if (op == Function::kDivide) {
    return ToHedged(Divide(*left, *right), facts.Take());
  }
  if (left->number == Range::Number::kDouble) return std::nullopt;
  return facts.TakeUnknown();
}

// A point in time as what has passed since 1970.
Value Moment(Duration since, std::int16_t offset, Context& context) {
  const FineInstant time{{since.micros, offset}, since.nanos};
  if (!InRange(time.instant)) {
    return context.Fail(ErrorCode::kOutOfRange,
                        "a timestamp outside the years 1 to 9999");
  }
  return Value(time);
}

Value Span(Duration span, bool between_moments, Context& context) {
  // CEL counts the time between two moments in 64 bits of nanoseconds.
  constexpr std::int64_t kMost = INT64_MAX / 1000;
  const bool far = span.micros > kMost || span.micros < -kMost;
  if (between_moments && far) {
    return context.Fail(ErrorCode::kOutOfRange, "a duration beyond 292 years");
  }
  if (!InRange(span)) {
    return context.Fail(ErrorCode::kOutOfRange,
                        "a duration beyond 10,000 years");
  }
  return Value(span);
}

// Timestamps and durations, + and -.
std::optional<Value> Times(Function op, const Value& a, const Value& b,
                           Context& context) {
  if (op != Function::kAdd && op != Function::kSubtract) return std::nullopt;
  const bool add = op == Function::kAdd;
  const auto at = TimeOf(a);
  const auto bt = TimeOf(b);
  const auto* ad = a.As<Duration>();
  const auto* bd = b.As<Duration>();
  if (!(at || ad) || !(bt || bd) || (at && bt && add) || (ad && bt && !add)) {
    return std::nullopt;
  }
  const Duration x = at ? Duration{at->instant.micros, at->nanos} : *ad;
  const Duration y = bt ? Duration{bt->instant.micros, bt->nanos} : *bd;
  std::int64_t micros = 0;
  const bool bad = add ? __builtin_add_overflow(x.micros, y.micros, &micros)
                       : __builtin_sub_overflow(x.micros, y.micros, &micros);
  if (bad) return Overflow(context);
  const auto sum =
      MakeDuration(micros, std::int64_t{x.nanos} + (add ? y.nanos : -y.nanos));
  if (!sum) return Overflow(context);
  if (at && bt) return Span(*sum, true, context);
  if (at) return Moment(*sum, at->instant.offset_minutes, context);
  if (bt) return Moment(*sum, bt->instant.offset_minutes, context);
  return Span(*sum, false, context);
}

// Days: d - d in days, d + n, n + d, d - n.
std::optional<Value> Days(Function op, const Value& a, const Value& b,
                          Context& context) {
  const auto* ad = a.As<Day>();
  const auto* bd = b.As<Day>();
  const auto* ai = a.As<std::int64_t>();
  const auto* bi = b.As<std::int64_t>();
  if (ad && bd && op == Function::kSubtract) {
    return Value(std::int64_t{ad->days} - bd->days);
  }
  const bool add = op == Function::kAdd;
  if (!add && op != Function::kSubtract) return std::nullopt;
  const Day* day = ad && bi ? ad : bd && ai && add ? bd : nullptr;
  if (day == nullptr) return std::nullopt;
  const std::int64_t count = ad ? *bi : *ai;
  constexpr std::int64_t kLimit = 10'000'000;
  if (count > kLimit || count < -kLimit) return Overflow(context);
  const auto moved =
      static_cast<std::int32_t>(add ? day->days + count : day->days - count);
  if (!InRange(Day{moved})) {
    return context.Fail(ErrorCode::kOutOfRange,
                        "a date outside the years 1 to 9999");
  }
  return Value(Day{moved});
}

std::optional<Value> Concatenate(const Value& a, const Value& b,
                                 Context& context) {
  const auto* as = a.As<std::string>();
  const auto* bs = b.As<std::string>();
  const auto* ab = a.As<Bytes>();
  const auto* bb = b.As<Bytes>();
  if (as && bs) {
    if (as->size() + bs->size() > context.limits().string_bytes) {
      return context.FailSize("a string", context.limits().string_bytes);
    }
    context.Charge((as->size() + bs->size()) / 64);
    return Value(*as + *bs);
  }
  if (ab && bb) {
    if (ab->value.size() + bb->value.size() > context.limits().string_bytes) {
      return context.FailSize("bytes", context.limits().string_bytes);
    }
    context.Charge((ab->value.size() + bb->value.size()) / 64);
    return Value(Bytes{ab->value + bb->value});
  }
  const List* al = a.As<List>();
  const List* bl = b.As<List>();
  if (al == nullptr || bl == nullptr) return std::nullopt;
  if (!context.Charge(al->items.size() + bl->items.size())) {
    return context.FailBudget();
  }
  List list = *al;
  for (std::size_t i = 0; i < bl->items.size(); ++i) {
    Append(list, bl->items[i], IsCertain(*bl, i) ? Facts{} : bl->waits_for[i]);
  }
  FactSet open;
  open.Add(al->open);
  open.Add(bl->open);
  list.open = open.Take();
  list.shuffled = al->shuffled || bl->shuffled;
  return Value(std::move(list));
}

}  // namespace

Value Arithmetic(Function op, const Value& a, const Value& b,
                 Context& context) {
  if (const auto* x = a.As<std::int64_t>(), *y = b.As<std::int64_t>(); x && y) {
    return Integers(op, *x, *y, context);
  }
  if (const auto* x = a.As<double>(), *y = b.As<double>(); x && y) {
    if (auto result = Doubles(op, *x, *y)) return *std::move(result);
    return NoOverload(op, a, b, context);
  }
  if (const auto* x = a.As<std::uint64_t>(), *y = b.As<std::uint64_t>();
      x && y) {
    return Integers(op, *x, *y, context);
  }
  if (auto result = Intervals(op, a, b, context)) return *std::move(result);
  if (auto result = Times(op, a, b, context)) return *std::move(result);
  if (auto result = Days(op, a, b, context)) return *std::move(result);
  if (op == Function::kAdd) {
    if (auto result = Concatenate(a, b, context)) return *std::move(result);
  }
  return NoOverload(op, a, b, context);
}

Value Negate(const Value& a, Context& context) {
  if (const auto* i = a.As<std::int64_t>()) {
    if (*i == std::numeric_limits<std::int64_t>::min()) {
      return Overflow(context);
    }
    return Value(-*i);
  }
  if (const auto* d = a.As<double>()) return Value(-*d);
  if (const auto* d = a.As<Duration>()) {
    return Value(*MakeDuration(-d->micros, -d->nanos));
  }
  if (const Hedged* hedged = a.As<Hedged>()) {
    const Range range = *RangeOf(a);
    return ToHedged(Subtract(Range{0, 0, false, range.number}, range),
                    hedged->facts);
  }
  return context.Fail(ErrorCode::kNoOverload, "no `-` for " + TypeNameOf(a));
}

}  // namespace quaranta::expr
