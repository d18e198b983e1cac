// math.greatest, least, rounding, signs, bits.
#include <cmath>
#include <cstdint>
#include <optional>

#include "expr/arithmetic.h"
#include "expr/compare.h"
#include "expr/facts.h"
#include "expr/library_calls.h"
#include "expr/operations.h"

namespace quaranta::expr {
namespace {

Value Best(const Node& call, std::span<const Value> args,
           std::span<const Value> items, Context& context) {
  const bool greatest = call.function == Function::kGreatest;
  const Value* best = nullptr;
  for (const Value& item : items) {
    if (!CompareNumbers(item, item)) {
      return NoOverload(call.function, args, context);
    }
    if (best == nullptr) {
      best = &item;
      continue;
    }
    const auto order = *CompareNumbers(item, *best);
    if (greatest ? order > 0 : order < 0) best = &item;
  }
  if (best != nullptr) return *best;
  return context.Fail(ErrorCode::kInvalidArgument,
                      "of no numbers there is no greatest and no least");
}

Value BestOf(const Node& call, std::span<const Value> args, Context& context) {
  const List* list = args.size() == 1 ? args[0].As<List>() : nullptr;
  if (list == nullptr) return Best(call, args, args, context);
  if (!context.Charge(Extent(args[0]) / 64)) return context.FailBudget();
  FactSet facts;
  AddUnknowns(args[0], facts);
  if (!facts.empty()) return facts.TakeUnknown();
  if (!context.Charge(list->items.size())) return context.FailBudget();
  return Best(call, args, list->items, context);
}

// Functions of one double. Rounding to whole numbers and square roots are
// exact in IEEE 754, so that every machine gives the same.
std::optional<Value> OfDouble(Function f, double d) {
  switch (f) {
    case Function::kCeil:
      return Value(std::ceil(d));
    case Function::kFloor:
      return Value(std::floor(d));
    case Function::kRound:  // halves away from zero
      return Value(std::round(d));
    case Function::kTrunc:
      return Value(std::trunc(d));
    case Function::kIsNaN:
      return Value(std::isnan(d));
    case Function::kIsInf:
      return Value(std::isinf(d));
    case Function::kIsFinite:
      return Value(static_cast<bool>(std::isfinite(d)));
    case Function::kMathAbs:
      return Value(std::fabs(d));
    case Function::kSqrt:
      return Value(std::sqrt(d));
    case Function::kSign:
      if (std::isnan(d)) return Value(d);
      return Value(d > 0 ? 1.0 : d < 0 ? -1.0 : 0.0);
    default:
      return std::nullopt;
  }
}

std::optional<Value> OfInt(Function f, const Value& value, Context& context) {
  const std::int64_t i = *value.As<std::int64_t>();
  switch (f) {
    case Function::kMathAbs:
      return i < 0 ? Negate(value, context) : value;
    case Function::kSign:
      return Value(std::int64_t{i > 0} - std::int64_t{i < 0});
    case Function::kSqrt:
      return Value(std::sqrt(static_cast<double>(i)));
    case Function::kBitNot:
      return Value(~i);
    default:
      return std::nullopt;
  }
}

std::optional<Value> OfUint(Function f, std::uint64_t u) {
  switch (f) {
    case Function::kMathAbs:
      return Value(u);
    case Function::kSign:
      return Value(std::uint64_t{u > 0});
    case Function::kSqrt:
      return Value(std::sqrt(static_cast<double>(u)));
    case Function::kBitNot:
      return Value(~u);
    default:
      return std::nullopt;
  }
}

std::optional<std::uint64_t> Bits(Function f, std::uint64_t a,
                                  std::uint64_t b) {
  switch (f) {
    case Function::kBitAnd:
      return a & b;
    case Function::kBitOr:
      return a | b;
    case Function::kBitXor:
      return a ^ b;
    // Bits leave at the end; the sign is a bit like the others.
    case Function::kBitShiftLeft:
      return b > 63 ? 0 : a << b;
    case Function::kBitShiftRight:
      return b > 63 ? 0 : a >> b;
    default:
      return std::nullopt;
  }
}

Value OfBits(const Node& call, std::span<const Value> args, Context& context) {
  const bool shift = call.function == Function::kBitShiftLeft ||
                     call.function == Function::kBitShiftRight;
  const auto* ai = args[0].As<std::int64_t>();
  const auto* au = args[0].As<std::uint64_t>();
  const auto* bi = args[1].As<std::int64_t>();
  const auto* bu = args[1].As<std::uint64_t>();
  const bool fits = (ai || au) && (shift ? bi != nullptr
                                   : ai  ? bi != nullptr
                                         : bu != nullptr);
  if (!fits) return NoOverload(call.function, args, context);
  if (shift && *bi < 0) {
    return context.Fail(ErrorCode::kInvalidArgument,
                        "bits are shifted by a number that is not negative");
  }
  const auto bits =
      Bits(call.function, ai ? static_cast<std::uint64_t>(*ai) : *au,
           bi ? static_cast<std::uint64_t>(*bi) : *bu);
  if (!bits) return NoOverload(call.function, args, context);
  return ai ? Value(static_cast<std::int64_t>(*bits)) : Value(*bits);
}

}  // namespace

Value CallMath(const Node& call, std::span<const Value> args,
               Context& context) {
  const Function f = call.function;
  if (f == Function::kGreatest || f == Function::kLeast) {
    return BestOf(call, args, context);
  }
  if (args.size() == 2) return OfBits(call, args, context);
  std::optional<Value> result;
  if (const auto* d = args[0].As<double>()) result = OfDouble(f, *d);
  if (args[0].As<std::int64_t>()) result = OfInt(f, args[0], context);
  if (const auto* u = args[0].As<std::uint64_t>()) result = OfUint(f, *u);
  return result ? *std::move(result) : NoOverload(f, args, context);
}

}  // namespace quaranta::expr
