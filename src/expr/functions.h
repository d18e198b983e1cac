// The functions and operators of the language: names, forms, result types.
#ifndef QUARANTA_SRC_EXPR_FUNCTIONS_H_
#define QUARANTA_SRC_EXPR_FUNCTIONS_H_

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "expr/type.h"

namespace quaranta::expr {

enum class Function : std::uint8_t {
  kNone,
  // Operators.
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kNegate,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kIndex,
  // Of CEL.
  kSize,
  kContains,
  kStartsWith,
  kEndsWith,
  kMatches,
  kInt,
  kUint,
  kDouble,
  kString,
  kBool,
  kBytes,
  kType,
  kDyn,
  kTimestamp,
  kDuration,
  kGetFullYear,
  kGetMonth,
  kGetDayOfYear,
  kGetDayOfMonth,
  kGetDate,
  kGetDayOfWeek,
  kGetHours,
  kGetMinutes,
  kGetSeconds,
  kGetMilliseconds,
  // Beyond CEL.
  kDate,
  kDay,
  kDays,
  kWithin,
  kHours,
  kMinutes,
  kAbs,
  kDistinct,
  kSum,
  kMin,
  kMax,
  kPairs,
  kGaps,
  kOverlaps,
  // Of the libraries for plain CEL, see libraries.h.
  kCharAt,
  kIndexOf,
  kLastIndexOf,
  kJoin,
  kLowerAscii,
  kUpperAscii,
  kReplace,
  kReverse,
  kSplit,
  kSubstring,
  kTrim,
  kQuote,
  kFormat,
  kGreatest,
  kLeast,
  kCeil,
  kFloor,
  kRound,
  kTrunc,
  kMathAbs,
  kSign,
  kSqrt,
  kIsNaN,
  kIsInf,
  kIsFinite,
  kBitAnd,
  kBitOr,
  kBitXor,
  kBitNot,
  kBitShiftLeft,
  kBitShiftRight,
  kBase64Encode,
  kBase64Decode,
  kOptionalNone,
  kOptionalOf,
  kOptionalOfNonZero,
  kHasValue,
  kOptionalValue,
  kOptionalOr,
  kOptionalOrValue,
  kUnwrap,
  kFirst,
  kLast,
  kOptionalIndex,  // x[?i]
  kConditional,    // for its type only: the node is NodeKind::kConditional
};

// How a call's type follows from its operands.
enum class Result : std::uint8_t {
  kFixed,  // `kind`
  kArg,    // that of the first operand
  kItem,   // that of the first operand's items
  kPairs,  // a list of lists of the first operand's items
  kDays,   // a list of dates
};

struct Overload {
  Function function = Function::kNone;
  bool global = true;   // f(a)
  bool method = false;  // a.f()
  std::uint8_t arity = 1;
  std::array<TypeKind, 3> args = {};  // kDyn takes anything
  TypeKind kind = TypeKind::kDyn;
  Result result = Result::kFixed;
};

// All forms; those of one function are together.
std::span<const Overload> Overloads();
// As written: "size", "+"; an operator is never found by FindFunction.
std::string_view FunctionName(Function function);
Function FindFunction(std::string_view name);
bool IsOperator(Function function);
// All callable names, for suggestions.
std::span<const std::pair<std::string_view, Function>> FunctionNames();

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_FUNCTIONS_H_
