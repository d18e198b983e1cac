#include "expr/lists.h"

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "expr/compare.h"
#include "expr/facts.h"
#include "expr/library_calls.h"
#include "expr/operations.h"
#include "expr/text.h"

namespace quaranta::expr {
namespace {

Value Count(std::size_t least, std::optional<std::size_t> most, Facts facts) {
  if (most && *most == least) return Value(static_cast<std::int64_t>(least));
  Interval interval;
  interval.low = static_cast<double>(least);
  if (most) interval.high = static_cast<double>(*most) + 1;
  return Value(Hedged{interval, std::move(facts), true});
}

Facts MembershipFacts(const List& list) {
  FactSet facts;
  AddMembershipFacts(list, facts);
  return facts.Take();
}

// 2, 2u or 2.0 as an index.
std::optional<std::int64_t> AsIndex(const Value& value) {
  if (const auto* i = value.As<std::int64_t>()) return *i;
  if (const auto* u = value.As<std::uint64_t>()) {
    if (*u > static_cast<std::uint64_t>(INT64_MAX)) return INT64_MAX;
    return static_cast<std::int64_t>(*u);
  }
  if (const auto* d = value.As<double>()) {
    constexpr double kLimit = 1e15;
    if (std::fabs(*d) < kLimit && *d == std::trunc(*d)) {
      return static_cast<std::int64_t>(*d);
    }
  }
  return std::nullopt;
}

Value SizeOfOther(std::span<const Value> args, const Context& context) {
  if (const auto* s = args[0].As<std::string>()) {
    return Value(static_cast<std::int64_t>(CodePoints(*s)));
  }
  if (const auto* b = args[0].As<Bytes>()) {
    return Value(static_cast<std::int64_t>(b->value.size()));
  }
  if (const Map* map = args[0].As<Map>()) return SizeOfMap(*map);
  return NoOverload(Function::kSize, args, context);
}

}  // namespace

Value SizeOfList(const List& list) {
  const SizeBounds bounds = SizeOf(list);
  return Count(bounds.least, bounds.most, MembershipFacts(list));
}

Value SizeOfMap(const Map& map) {
  if (map.open.empty()) {
    return Value(static_cast<std::int64_t>(map.entries.size()));
  }
  return Count(map.entries.size(), std::nullopt, map.open);
}

Value InList(const Value& item, const List& list, Context& context) {
  if (!context.Charge(list.items.size())) return context.FailBudget();
  FactSet facts;
  facts.Add(list.open);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    FactSet undecided;
    const Tri equal = Equal(list.items[i], item, context, undecided);
    if (equal == Tri::kFalse) continue;
    if (equal == Tri::kTrue && IsCertain(list, i)) return Value(true);
    facts.Add(undecided.Take());
    if (!IsCertain(list, i)) facts.Add(list.waits_for[i]);
  }
  if (facts.empty()) return Value(false);
  return facts.TakeUnknown();
}

Value InMap(const Value& key, const Map& map, Context& context) {
  if (!context.Charge(map.entries.size())) return context.FailBudget();
  if (key.As<Hedged>()) {
    List keys;
    for (const auto& [k, value] : map.entries) keys.items.push_back(k);
    keys.open = map.open;
    return InList(key, keys, context);
  }
  if (FindKey(map, key) != nullptr) return Value(true);
  if (map.open.empty()) return Value(false);
  return Value(Unknown{map.open});
}

Value IndexList(const List& list, const Value& index, Context& context) {
  const auto i = AsIndex(index);
  if (!i) {
    return context.Fail(ErrorCode::kInvalidArgument,
                        "a list is indexed by an int");
  }
  const SizeBounds bounds = SizeOf(list);
  if (*i < 0 || (bounds.most && static_cast<std::size_t>(*i) >= *bounds.most)) {
    return context.Fail(ErrorCode::kOutOfRange,
                        "there is no item " + std::to_string(*i));
  }
  // Behind an item that may be missing every position is uncertain; in an
  // open list any row may still come first.
  const auto at = static_cast<std::size_t>(*i);
  bool certain = list.open.empty();
  for (std::size_t k = 0; certain && k <= at; ++k) certain = IsCertain(list, k);
  if (certain) return list.items[at];
  return Value(Unknown{MembershipFacts(list)});
}

Value IndexMap(const Map& map, const Value& key, Context& context) {
  if (!context.Charge(map.entries.size())) return context.FailBudget();
  if (const Value* found = FindKey(map, key)) return *found;
  if (!map.open.empty()) return Value(Unknown{map.open});
  return context.Fail(ErrorCode::kNoSuchKey, "there is no key " + ToText(key));
}

Value CallList(const Node& call, std::span<const Value> args,
               Context& context) {
  const List* list = args[0].As<List>();
  switch (call.function) {
    case Function::kIn:
      if (const List* in = args[1].As<List>()) {
        return InList(args[0], *in, context);
      }
      if (const Map* in = args[1].As<Map>()) {
        return InMap(args[0], *in, context);
      }
      return NoOverload(call.function, args, context);
    case Function::kIndex:
      if (list != nullptr) return IndexList(*list, args[1], context);
      if (const Map* map = args[0].As<Map>()) {
        return IndexMap(*map, args[1], context);
      }
      if (args[0].As<Optional>()) return CallOptional(call, args, context);
      return NoOverload(call.function, args, context);
    case Function::kSize:
      if (list != nullptr) return SizeOfList(*list);
      return SizeOfOther(args, context);
    default:
      break;
  }
  if (list == nullptr) return NoOverload(call.function, args, context);
  switch (call.function) {
    case Function::kDistinct:
      return Distinct(*list, context);
    case Function::kSum:
      return Sum(*list, call.type, context);
    case Function::kMin:
      return Extreme(*list, false, context);
    case Function::kMax:
      return Extreme(*list, true, context);
    case Function::kPairs:
      return Pairs(*list, context);
    case Function::kGaps:
      return Gaps(*list, args[1], args[2], context);
    case Function::kOverlaps:
      return Overlaps(*list, context);
    default:
      return NoOverload(call.function, args, context);
  }
}

}  // namespace quaranta::expr
