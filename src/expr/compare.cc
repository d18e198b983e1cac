#include "expr/compare.h"

#include <cmath>
#include <string>
#include <utility>

#include "expr/interval_math.h"
#include "expr/text.h"
#include "expr/type_names.h"
#include "quaranta/expr/object.h"

namespace quaranta::expr {
namespace {

using Ordering = std::partial_ordering;

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

Ordering Reverse(Ordering o) { return 0 <=> o; }

// The integer part of d was equal; what is left decides.
Ordering ByFraction(double d, double whole) {
  if (d > whole) return Ordering::less;
  if (d < whole) return Ordering::greater;
  return Ordering::equivalent;
}

Ordering IntDouble(std::int64_t i, double d) {
  if (std::isnan(d)) return Ordering::unordered;
  if (d >= kTwo63) return Ordering::less;
  if (d < -kTwo63) return Ordering::greater;
  const auto whole = static_cast<std::int64_t>(d);
  if (i != whole) return i <=> whole;
  return ByFraction(d, static_cast<double>(whole));
}

Ordering UintDouble(std::uint64_t u, double d) {
  if (std::isnan(d)) return Ordering::unordered;
  if (d >= kTwo64) return Ordering::less;
  if (d < 0) return Ordering::greater;
  const auto whole = static_cast<std::uint64_t>(d);
  if (u != whole) return u <=> whole;
  return ByFraction(d, static_cast<double>(whole));
}

Ordering IntUint(std::int64_t i, std::uint64_t u) {
  if (i < 0) return Ordering::less;
  return static_cast<std::uint64_t>(i) <=> u;
}

// The ends of a hedged number or, exactly, of a number.
struct Ends {
  Value low;
  Value high;
  bool open = false;  // high is left out
};
std::optional<Ends> EndsOf(const Value& value) {
  if (value.As<Hedged>()) {
    const Range range = *RangeOf(value);
    return Ends{Value(range.low), Value(range.high), range.open};
  }
  if (!CompareNumbers(value, value)) return std::nullopt;
  return Ends{value, value, false};
}

bool Below(const Value& a, const Value& b) { return *CompareNumbers(a, b) < 0; }
bool Same(const Value& a, const Value& b) { return *CompareNumbers(a, b) == 0; }

// Every member of a is less than every member of b.
bool AllLess(const Ends& a, const Ends& b) {
  return Below(a.high, b.low) || (a.open && Same(a.high, b.low));
}
// Every member of a is at most every member of b.
bool AllAtMost(const Ends& a, const Ends& b) {
  return Below(a.high, b.low) || Same(a.high, b.low);
}

bool IsNaN(const Value& value) {
  const double* d = value.As<double>();
  return d != nullptr && std::isnan(*d);
}

// One operand at least is hedged.
Tri EqualHedged(const Value& a, const Value& b, FactSet& facts) {
  const auto x = EndsOf(a);
  const auto y = EndsOf(b);
  if (!x || !y || IsNaN(a) || IsNaN(b)) return Tri::kFalse;
  if (AllLess(*x, *y) || AllLess(*y, *x)) return Tri::kFalse;
  for (const auto& [hedged, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    const Hedged* whole = hedged->As<Hedged>();
    const double* d = other->As<double>();
    const bool never = whole && whole->whole && d && *d != std::trunc(*d);
    if (never) return Tri::kFalse;
  }
  const bool one_value =
      !x->open && !y->open && Same(x->low, x->high) && Same(y->low, y->high);
  if (one_value) return Tri::kTrue;  // the bounds leave one number only
  facts.Add(a);
  facts.Add(b);
  return Tri::kUnknown;
}

Tri EqualLists(const List& a, const List& b, Context& context, FactSet& facts) {
  const SizeBounds sa = SizeOf(a);
  const SizeBounds sb = SizeOf(b);
  if ((sb.most && sa.least > *sb.most) || (sa.most && sb.least > *sa.most)) {
    return Tri::kFalse;
  }
  if (!IsSettled(a) || !IsSettled(b)) {
    AddMembershipFacts(a, facts);
    AddMembershipFacts(b, facts);
    return Tri::kUnknown;
  }
  Tri result = Tri::kTrue;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!context.Charge(1)) return Tri::kFalse;
    const Tri item = Equal(a.items[i], b.items[i], context, facts);
    if (item == Tri::kFalse) return Tri::kFalse;
    if (item == Tri::kUnknown) result = Tri::kUnknown;
  }
  return result;
}

Tri EqualMaps(const Map& a, const Map& b, Context& context, FactSet& facts) {
  Tri result = Tri::kTrue;
  const auto missing = [&](const Map& in) {
    if (in.open.empty()) return false;
    facts.Add(in.open);
    result = Tri::kUnknown;
    return true;
  };
  for (const auto& [key, value] : a.entries) {
    if (!context.Charge(1 + b.entries.size())) return Tri::kFalse;
    const Value* found = FindKey(b, key);
    if (found == nullptr) {
      if (!missing(b)) return Tri::kFalse;
      continue;
    }
    const Tri item = Equal(value, *found, context, facts);
    if (item == Tri::kFalse) return Tri::kFalse;
    if (item == Tri::kUnknown) result = Tri::kUnknown;
  }
  for (const auto& [key, value] : b.entries) {
    if (!context.Charge(1 + a.entries.size())) return Tri::kFalse;
    if (FindKey(a, key) == nullptr && !missing(a)) return Tri::kFalse;
  }
  if (!a.open.empty()) missing(a);
  if (!b.open.empty()) missing(b);
  return result;
}

bool Holds(Function op, Ordering order) {
  switch (op) {
    case Function::kLess:
      return order < 0;
    case Function::kLessEqual:
      return order <= 0;
    case Function::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

Value NoOrder(const Value& a, const Value& b, Context& context) {
  return context.Fail(
      ErrorCode::kNoOverload,
      TypeNameOf(a) + " and " + TypeNameOf(b) + " have no order");
}

// One operand at least is hedged.
Value OrderHedged(Function op, const Value& a, const Value& b,
                  Context& context) {
  const auto x = EndsOf(a);
  const auto y = EndsOf(b);
  if (!x || !y) return NoOrder(a, b, context);
  if (IsNaN(a) || IsNaN(b)) return Value(false);
  const bool strict = op == Function::kLess || op == Function::kGreater;
  const bool upward = op == Function::kLess || op == Function::kLessEqual;
  const Ends& less = upward ? *x : *y;  // as `less < more`
  const Ends& more = upward ? *y : *x;
  if (strict ? AllLess(less, more) : AllAtMost(less, more)) return Value(true);
  if (strict ? AllAtMost(more, less) : AllLess(more, less)) {
    return Value(false);
  }
  FactSet facts;
  facts.Add(a);
  facts.Add(b);
  return facts.TakeUnknown();
}

// Rows have no order but may be keys, of countBy.
bool SameKey(const Value& a, const Value& b) {
  const auto *x = a.As<data::RowRef>(), *y = b.As<data::RowRef>();
  if (x != nullptr && y != nullptr) return *x == *y;
  const auto order = Compare(a, b);
  return order && *order == 0;
}

// The number as a double, rounded.
std::optional<double> AsDouble(const Value& value) {
  if (const auto* d = value.As<double>()) return *d;
  if (const auto* i = value.As<std::int64_t>()) return static_cast<double>(*i);
  if (const auto* u = value.As<std::uint64_t>()) return static_cast<double>(*u);
  return std::nullopt;
}

// The official suite orders an int and a double as doubles: 2^63 - 1 is not
// less than 2.0^63. (Rules compare exactly, as equality does everywhere.)
std::optional<Ordering> PlainOrder(const Value& a, const Value& b) {
  const bool mixed = (a.As<double>() != nullptr) != (b.As<double>() != nullptr);
  const auto x = AsDouble(a);
  const auto y = AsDouble(b);
  if (!mixed || !x || !y) return Compare(a, b);
  return *x <=> *y;
}

}  // namespace

std::optional<Ordering> CompareNumbers(const Value& a, const Value& b) {
  const auto* ai = a.As<std::int64_t>();
  const auto* au = a.As<std::uint64_t>();
  const auto* ad = a.As<double>();
  const auto* bi = b.As<std::int64_t>();
  const auto* bu = b.As<std::uint64_t>();
  const auto* bd = b.As<double>();
  if (ai && bi) return *ai <=> *bi;
  if (ad && bd) return *ad <=> *bd;
  if (au && bu) return *au <=> *bu;
  if (ai && bd) return IntDouble(*ai, *bd);
  if (ad && bi) return Reverse(IntDouble(*bi, *ad));
  if (ai && bu) return IntUint(*ai, *bu);
  if (au && bi) return Reverse(IntUint(*bi, *au));
  if (au && bd) return UintDouble(*au, *bd);
  if (ad && bu) return Reverse(UintDouble(*bu, *ad));
  return std::nullopt;
}

const Value* FindKey(const Map& map, const Value& key) {
  for (const auto& [k, value] : map.entries) {
    if (SameKey(k, key)) return &value;
  }
  return nullptr;
}

SizeBounds SizeOf(const List& list) {
  SizeBounds bounds;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (IsCertain(list, i)) ++bounds.least;
  }
  if (list.open.empty()) bounds.most = list.items.size();
  return bounds;
}

Tri Equal(const Value& a, const Value& b, Context& context, FactSet& facts) {
  if (a.IsUnknown() || b.IsUnknown()) {
    AddUnknowns(a, facts);
    AddUnknowns(b, facts);
    return Tri::kUnknown;
  }
  if (a.As<Hedged>() || b.As<Hedged>()) return EqualHedged(a, b, facts);
  if (const auto order = CompareNumbers(a, b)) {
    return ToTri(*order == Ordering::equivalent);
  }
  if (a.variant().index() != b.variant().index()) return Tri::kFalse;
  return std::visit(
      [&](const auto& x) -> Tri {
        using T = std::decay_t<decltype(x)>;
        const T& y = std::get<T>(b.variant());
        if constexpr (std::is_same_v<T, std::shared_ptr<const List>>) {
          return EqualLists(*x, *y, context, facts);
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const Map>>) {
          return EqualMaps(*x, *y, context, facts);
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const Object>>) {
          return ToTri(x->Equals(*y));
        } else if constexpr (std::is_same_v<T,
                                            std::shared_ptr<const Optional>>) {
          if (!x->present || !y->present)
            return ToTri(x->present == y->present);
          return Equal(x->value, y->value, context, facts);
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const Hedged>> ||
                             std::is_same_v<T,
                                            std::shared_ptr<const Unknown>> ||
                             std::is_same_v<T, std::shared_ptr<const Error>>) {
          return Tri::kFalse;
        } else if constexpr (requires { *x == *y; }) {
          return ToTri(*x == *y);
        } else {
          return ToTri(x == y);
        }
      },
      a.variant());
}

std::optional<Ordering> Compare(const Value& a, const Value& b) {
  if (const auto order = CompareNumbers(a, b)) return order;
  if (const auto x = TimeOf(a)) {
    const auto y = TimeOf(b);
    if (y) return *x <=> *y;
  }
  if (a.variant().index() != b.variant().index()) return std::nullopt;
  if (const bool* x = a.As<bool>()) return int{*x} <=> int{*b.As<bool>()};
  if (const auto* x = a.As<std::string>()) return *x <=> *b.As<std::string>();
  if (const auto* x = a.As<Bytes>()) return x->value <=> b.As<Bytes>()->value;
  if (const auto* x = a.As<Day>()) return *x <=> *b.As<Day>();
  if (const auto* x = a.As<Duration>()) return *x <=> *b.As<Duration>();
  if (const auto* x = a.As<EnumNumber>()) {
    const EnumNumber& y = *b.As<EnumNumber>();
    if (x->type == y.type) return x->number <=> y.number;
  }
  return std::nullopt;
}

Value Order(Function op, const Value& a, const Value& b, Context& context) {
  if (a.As<Hedged>() || b.As<Hedged>()) {
    return OrderHedged(op, a, b, context);
  }
  const auto order = context.ast().plain ? PlainOrder(a, b) : Compare(a, b);
  if (!order) return NoOrder(a, b, context);
  return Value(Holds(op, *order));
}

}  // namespace quaranta::expr
