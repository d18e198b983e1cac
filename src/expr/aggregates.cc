// distinct, sum, min, max, pairs.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "expr/arithmetic.h"
#include "expr/compare.h"
#include "expr/facts.h"
#include "expr/interval_math.h"
#include "expr/lists.h"
#include "expr/operations.h"

namespace quaranta::expr {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool IsDecided(const Value& value) {
  return !value.IsUnknown() && value.As<Hedged>() == nullptr;
}

// --- distinct ---------------------------------------------------------------

class DistinctBuilder {
 public:
  DistinctBuilder(const List& list, Context& context)
      : list_(list), context_(context), kept_(list.items.size()) {}

  // Known members first, so that as many as possible are certain: of [?, 3, 4]
  // two are there whatever `?` is.
  Value Run() {
    for (int pass = 0; pass < 3; ++pass) {
      for (std::size_t i = 0; i < list_.items.size(); ++i) {
        if (Pass(i) != pass) continue;
        if (!Consider(i)) return context_.FailBudget();
      }
    }
    List out;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      if (kept_[i]) Append(out, list_.items[i], std::move(*kept_[i]));
    }
    out.open = list_.open;
    out.shuffled = list_.shuffled || Shuffled();
    return Value(std::move(out));
  }

 private:
  int Pass(std::size_t i) const {
    if (!IsCertain(list_, i)) return 2;
    return IsDecided(list_.items[i]) ? 0 : 1;
  }

  // Keeps item i, unless it equals a certain one; with what its membership
  // waits for.
  bool Consider(std::size_t i) {
    FactSet waits;
    for (const std::size_t j : certain_) {
      if (!context_.Charge(1)) return false;
      FactSet undecided;
      const Tri equal =
          Equal(list_.items[i], list_.items[j], context_, undecided);
      if (equal != Tri::kFalse && i < j) twins_.emplace_back(i, j);
      if (equal == Tri::kTrue && MayDrop(i, j)) return true;
      if (equal == Tri::kUnknown) waits.Add(undecided.Take());
      if (equal == Tri::kTrue)
        waits.Add(list_.items[i]);  // bounds of one value
    }
    if (!IsCertain(list_, i)) waits.Add(list_.waits_for[i]);
    kept_[i] = waits.Take();
    if (kept_[i]->empty()) certain_.push_back(i);
    return true;
  }

  // Dropping an uncertain item for an equal one behind it would claim that
  // those between come first.
  bool MayDrop(std::size_t i, std::size_t j) const {
    return std::none_of(certain_.begin(), certain_.end(),
                        [&](std::size_t k) { return i < k && k < j; });
  }

  // Where an item, or one that an open end may bring, may equal a certain one
  // behind it, that one would stand in its place, in front of those between.
  bool Shuffled() const {
    if (!list_.open.empty()) return true;
    return std::any_of(twins_.begin(), twins_.end(), [&](const auto& twin) {
      for (std::size_t k = twin.first + 1; k < twin.second; ++k) {
        if (kept_[k]) return true;
      }
      return false;
    });
  }

  const List& list_;
  Context& context_;
  std::vector<std::optional<Facts>> kept_;
  std::vector<std::size_t> certain_;  // pairwise different for certain
  std::vector<std::pair<std::size_t, std::size_t>> twins_;
};

// --- sum --------------------------------------------------------------------

Value Zero(const Type& type) {
  switch (type.kind) {
    case TypeKind::kUint:
      return Value(std::uint64_t{0});
    case TypeKind::kDouble:
      return Value(0.0);
    case TypeKind::kDuration:
      return Value(Duration{});
    default:
      return Value(std::int64_t{0});
  }
}

bool MayAdd(const Value& value) {
  return value.As<std::int64_t>() || value.As<std::uint64_t>() ||
         value.As<double>() || value.As<Duration>() || value.As<Hedged>();
}

// Some items are uncertain or hedged: adds up what they may come to. All are
// numbers of one type.
Value SumOfRanges(const List& list, Facts facts) {
  const Range zero{0, 0, false, RangeOf(list.items[0])->number};
  std::optional<Range> total = zero;
  for (std::size_t i = 0; i < list.items.size() && total; ++i) {
    Range range = *RangeOf(list.items[i]);
    if (!IsCertain(list, i)) range = Hull(range, zero);
    total = Add(*total, range);
  }
  return ToHedged(total, std::move(facts));
}

// --- min and max ------------------------------------------------------------

struct Candidates {
  std::vector<std::size_t> certain;  // members for certain, values decided
  std::vector<std::size_t> maybe;
  bool unlimited = false;  // unknown items, or an open list
  bool hedged = false;
};

Candidates Sort(const List& list) {
  Candidates candidates;
  candidates.unlimited = !list.open.empty();
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (list.items[i].IsUnknown()) {
      candidates.unlimited = true;
      continue;
    }
    candidates.hedged |= list.items[i].As<Hedged>() != nullptr;
    (IsCertain(list, i) ? candidates.certain : candidates.maybe).push_back(i);
  }
  return candidates;
}

// The greatest (or least) of items that have one order; an error otherwise.
Value Best(const List& list, const std::vector<std::size_t>& among,
           bool greatest, Context& context) {
  const Value* best = &list.items[among[0]];
  for (const std::size_t i : among) {
    const auto order = Compare(list.items[i], *best);
    if (!order) {
      const Value both[] = {*best, list.items[i]};
      return NoOverload(greatest ? Function::kMax : Function::kMin, both,
                        context);
    }
    if (*order == std::partial_ordering::unordered) {
      return Value(std::numeric_limits<double>::quiet_NaN());
    }
    if (greatest ? *order > 0 : *order < 0) best = &list.items[i];
  }
  return *best;
}

// Numbers of which some are uncertain: between the best of the certain ones
// and the best of all. Mirrored for min by the caller's choice of ends.
Value ExtremeRange(const List& list, const Candidates& candidates,
                   bool greatest, Facts facts) {
  Range range = *RangeOf(list.items[candidates.certain[0]]);
  range.open = false;
  range.low = range.high = greatest ? -kInfinity : kInfinity;
  const auto widen = [&](const Range& item, bool certain) {
    if (greatest) {
      if (certain) range.low = std::max(range.low, item.low);
      if (item.high > range.high) {
        range.high = item.high;
        range.open = item.open;
      } else if (item.high == range.high) {
        range.open = range.open && item.open;
      }
      return;
    }
    range.low = std::min(range.low, item.low);
    if (!certain) return;
    if (item.high < range.high) {
      range.high = item.high;
      range.open = item.open;
    } else if (item.high == range.high) {
      range.open = range.open || item.open;
    }
  };
  for (const bool certain : {true, false}) {
    for (const std::size_t i :
         certain ? candidates.certain : candidates.maybe) {
      const auto item = RangeOf(list.items[i]);
      if (!item) return Value(Unknown{std::move(facts)});
      widen(*item, certain);
    }
  }
  if (candidates.unlimited)
    (greatest ? range.high : range.low) = greatest ? kInfinity : -kInfinity;
  return ToHedged(range, std::move(facts));
}

// Whether all known items are finite numbers of one type.
bool AreNumbers(const List& list) {
  std::optional<Range::Number> number;
  for (const Value& item : list.items) {
    if (item.IsUnknown()) continue;
    const auto range = RangeOf(item);
    if (!range || (number && *number != range->number)) return false;
    number = range->number;
  }
  return number.has_value();
}

// The best of the certain items, if no uncertain one can be better.
Value ExtremeOfOrdered(const List& list, const Candidates& candidates,
                       bool greatest, Facts facts, Context& context) {
  Value best = Best(list, candidates.certain, greatest, context);
  if (best.IsError() || candidates.unlimited) {
    return Value(Unknown{std::move(facts)});
  }
  for (const std::size_t i : candidates.maybe) {
    const auto order = Compare(list.items[i], best);
    if (!order || (greatest ? *order > 0 : *order < 0)) {
      return Value(Unknown{std::move(facts)});
    }
  }
  return best;
}

Facts AllFacts(const List& list) {
  FactSet facts;
  AddMembershipFacts(list, facts);
  for (const Value& item : list.items) facts.Add(item);
  return facts.Take();
}

}  // namespace

Value Distinct(const List& list, Context& context) {
  return DistinctBuilder(list, context).Run();
}

Value Sum(const List& list, const Type& item, Context& context) {
  if (!context.Charge(list.items.size())) return context.FailBudget();
  bool unknown = !list.open.empty();
  bool undecided = !IsSettled(list);
  for (const Value& value : list.items) {
    unknown |= value.IsUnknown();
    undecided |= !IsDecided(value);
  }
  if (unknown) return Value(Unknown{AllFacts(list)});
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (MayAdd(list.items[i])) continue;
    if (!IsCertain(list, i)) return Value(Unknown{AllFacts(list)});
    return NoOverload(Function::kSum, std::span(&list.items[i], 1), context);
  }
  if (undecided && !list.items.empty()) {
    if (AreNumbers(list)) return SumOfRanges(list, AllFacts(list));
    return Value(Unknown{AllFacts(list)});
  }
  if (list.items.empty()) return Zero(item);
  Value total = list.items[0];
  for (std::size_t i = 1; i < list.items.size() && !total.IsError(); ++i) {
    total = Arithmetic(Function::kAdd, total, list.items[i], context);
  }
  return total;
}

Value Extreme(const List& list, bool greatest, Context& context) {
  if (!context.Charge(list.items.size())) return context.FailBudget();
  const Candidates candidates = Sort(list);
  const bool settled = IsSettled(list) && !candidates.unlimited;
  if (settled && list.items.empty()) {
    return context.Fail(ErrorCode::kInvalidArgument,
                        "an empty list has no least and no greatest item");
  }
  if (settled && !candidates.hedged) {
    return Best(list, candidates.certain, greatest, context);
  }
  Facts facts = AllFacts(list);
  if (candidates.certain.empty()) return Value(Unknown{std::move(facts)});
  if (AreNumbers(list)) {
    return ExtremeRange(list, candidates, greatest, std::move(facts));
  }
  if (candidates.hedged) return Value(Unknown{std::move(facts)});
  return ExtremeOfOrdered(list, candidates, greatest, std::move(facts),
                          context);
}

Value Pairs(const List& list, Context& context) {
  const std::uint64_t n = list.items.size();
  if (!context.Charge(n * (n == 0 ? 0 : n - 1) / 2)) {
    return context.FailBudget();
  }
  if (list.shuffled) return Value(Unknown{AllFacts(list)});
  List pairs;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      FactSet waits;
      if (!IsCertain(list, i)) waits.Add(list.waits_for[i]);
      if (!IsCertain(list, j)) waits.Add(list.waits_for[j]);
      Append(pairs, Value(List{{list.items[i], list.items[j]}, {}, {}}),
             waits.Take());
    }
  }
  pairs.open = list.open;
  return Value(std::move(pairs));
}

}  // namespace quaranta::expr
