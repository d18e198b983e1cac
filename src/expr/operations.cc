#include "expr/operations.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expr/arithmetic.h"
#include "expr/compare.h"
#include "expr/facts.h"
#include "expr/interval_math.h"
#include "expr/library_calls.h"
#include "expr/type_names.h"

namespace quaranta::expr {
namespace {

Value Abs(const Value& value, Context& context) {
  if (const auto* i = value.As<std::int64_t>()) {
    return *i < 0 ? Negate(value, context) : value;
  }
  if (const auto* d = value.As<double>()) return Value(std::fabs(*d));
  if (const auto* d = value.As<Duration>()) {
    return d->micros < 0 ? Negate(value, context) : value;
  }
  return NoOverload(Function::kAbs, std::span(&value, 1), context);
}

// Three-valued `low <= x && x <= high`; a null bound is no bound.
Value Within(std::span<const Value> args, Context& context) {
  FactSet facts;
  std::optional<Value> error;
  bool unknown = false;
  for (std::size_t i = 1; i <= 2; ++i) {
    if (args[i].As<Null>()) continue;
    const Function op = i == 1 ? Function::kGreaterEqual : Function::kLessEqual;
    Value side;
    if (args[0].IsUnknown() || args[i].IsUnknown()) {
      if (args[0].IsUnknown()) facts.Add(args[0]);
      if (args[i].IsUnknown()) facts.Add(args[i]);
      unknown = true;
      continue;
    }
    side = args[0].IsError()   ? args[0]
           : args[i].IsError() ? args[i]
                               : Order(op, args[0], args[i], context);
    if (side.IsFalse()) return side;
    if (side.IsUnknown()) {
      facts.Add(side);
      unknown = true;
    }
    if (side.IsError() && !error) error = side;
  }
  if (unknown) return facts.TakeUnknown();
  if (error) return *error;
  return Value(true);
}

bool IsArithmetic(Function f) {
  return f >= Function::kAdd && f <= Function::kNegate;
}
bool IsOrder(Function f) {
  return f >= Function::kLess && f <= Function::kGreaterEqual;
}

Value CallEqual(const Node& call, std::span<const Value> args,
                Context& context) {
  FactSet facts;
  const Tri equal = Equal(args[0], args[1], context, facts);
  if (equal == Tri::kUnknown) return facts.TakeUnknown();
  return Value((equal == Tri::kTrue) == (call.function == Function::kEqual));
}

// Operands all known and without error.
Value Dispatch(const Node& call, std::span<const Value> args,
               Context& context) {
  const Function f = call.function;
  if (f == Function::kNegate) return Negate(args[0], context);
  if (IsArithmetic(f)) return Arithmetic(f, args[0], args[1], context);
  if (f == Function::kEqual || f == Function::kNotEqual) {
    return CallEqual(call, args, context);
  }
  if (IsOrder(f)) return Order(f, args[0], args[1], context);
  if (f == Function::kNone) return NoOverload(f, args, context);
  if (f >= Function::kCharAt) return CallLibrary(call, args, context);
  switch (f) {
    case Function::kAbs:
      return Abs(args[0], context);
    case Function::kDyn:
      return args[0];
    case Function::kType:
      return Value(TypeName{TypeNameOf(args[0])});
    case Function::kInt:
    case Function::kUint:
    case Function::kDouble:
    case Function::kString:
    case Function::kBool:
    case Function::kBytes:
      return ConvertTo(f, args[0], context);
    case Function::kContains:
    case Function::kStartsWith:
    case Function::kEndsWith:
    case Function::kMatches:
      return CallString(call, args, context);
    case Function::kTimestamp:
    case Function::kDuration:
    case Function::kDate:
    case Function::kDay:
    case Function::kDays:
    case Function::kHours:
    case Function::kMinutes:
      return CallTime(f, args, context);
    default:
      break;
  }
  if (f >= Function::kGetFullYear && f <= Function::kGetMilliseconds) {
    return CallTime(f, args, context);
  }
  return CallList(call, args, context);
}

// A hedged number may stand for any number within its bounds. A function that
// makes nothing of bounds is unknown of it, unless it refuses the type.
Value OfHedged(const Node& call, std::span<const Value> args,
               Context& context) {
  FactSet facts;
  std::vector<Value> probe(args.begin(), args.end());
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Hedged* hedged = args[i].As<Hedged>();
    if (hedged == nullptr) continue;
    probe[i] = hedged->whole ? Value(std::int64_t{1}) : Value(1.0);
    facts.Add(args[i]);
  }
  Value result = Dispatch(call, probe, context);
  const Error* error = result.As<Error>();
  const bool refused =
      error != nullptr && error->code == ErrorCode::kNoOverload;
  return refused ? result : facts.TakeUnknown();
}

// int(), double() and abs() keep bounds.
std::optional<Value> BoundsOf(Function f, const Value& value) {
  const Hedged* hedged = value.As<Hedged>();
  if (hedged == nullptr) return std::nullopt;
  Range range = *RangeOf(value);
  switch (f) {
    case Function::kAbs:
      return ToHedged(Abs(range), hedged->facts);
    case Function::kDouble:
      range.number = Range::Number::kDouble;
      return ToHedged(range, hedged->facts);
    case Function::kInt: {
      constexpr double kSafe = 9e18;  // beyond it int() may be out of range
      if (range.low < -kSafe || range.high > kSafe) return std::nullopt;
      return ToHedged(Truncate(range), hedged->facts);
    }
    default:
      return std::nullopt;
  }
}

// Functions that decide what they can from hedged numbers.
bool TakesHedged(Function f) {
  return f == Function::kEqual || f == Function::kNotEqual || IsOrder(f) ||
         f == Function::kIn || f == Function::kDyn || f == Function::kType;
}

// Functions that decide what they can from unknown operands.
std::optional<Value> CallLenient(const Node& call, std::span<const Value> args,
                                 Context& context) {
  if (call.function == Function::kWithin && args.size() == 3) {
    return Within(args, context);
  }
  if (call.function == Function::kDays && args.size() == 2 &&
      args[1].IsUnknown() && !args[0].IsUnknown() && !args[0].IsError() &&
      !args[0].As<Hedged>()) {
    return CallTime(call.function, args, context);
  }
  return std::nullopt;
}

// What an unknown operand makes a call wait for: the unknown and hedged ones,
// and for equality and membership, which look into lists, what they hold.
Facts WaitsFor(Function f, std::span<const Value> args) {
  FactSet facts;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Map* keys = f == Function::kIn ? args[i].As<Map>() : nullptr;
    if (keys != nullptr) {
      facts.Add(keys->open);
    } else if (f == Function::kEqual || f == Function::kNotEqual ||
               f == Function::kIn) {
      AddUnknowns(args[i], facts);
    } else {
      facts.Add(args[i]);
    }
  }
  return facts.Take();
}

}  // namespace

Value NoOverload(Function function, std::span<const Value> args,
                 const Context& context) {
  std::string message = "no `" + std::string(FunctionName(function)) + "` for ";
  if (function == Function::kNone || function >= Function::kCharAt) {
    const Node& node = context.ast().nodes[context.node];
    message = "no `" + node.name + "` for ";
  }
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (i > 0) message += i + 1 == args.size() ? " and " : ", ";
    message += TypeNameOf(args[i]);
  }
  return context.Fail(ErrorCode::kNoOverload, std::move(message));
}

Value Call(const Node& call, std::span<const Value> args, Context& context) {
  if (auto value = CallLenient(call, args, context)) return *std::move(value);
  bool unknown = false;
  bool hedged = false;
  const Value* error = nullptr;
  for (const Value& arg : args) {
    hedged |= arg.As<Hedged>() != nullptr;
    unknown |= arg.IsUnknown();
    if (arg.IsError() && error == nullptr) error = &arg;
  }
  if (unknown) return Value(Unknown{WaitsFor(call.function, args)});
  if (error != nullptr) return *error;
  const Function f = call.function;
  if (!hedged || TakesHedged(f)) {
    return Dispatch(call, args, context);
  }
  if (IsArithmetic(f)) {
    Value result = Dispatch(call, args, context);
    const Error* refused = result.As<Error>();
    if (refused == nullptr || refused->code != ErrorCode::kNoOverload) {
      return result;
    }
  }
  if (auto value = BoundsOf(f, args[0])) return *std::move(value);
  return OfHedged(call, args, context);
}

}  // namespace quaranta::expr
