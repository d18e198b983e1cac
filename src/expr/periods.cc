// gaps and overlaps of periods [start, end).
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "expr/compare.h"
#include "expr/facts.h"
#include "expr/lists.h"

namespace quaranta::expr {
namespace {

struct Period {
  Value start;
  Value end;
};

Value BadPeriod(const Context& context) {
  return context.Fail(ErrorCode::kInvalidArgument,
                      "a period is a list [start, end]");
}

std::optional<Period> AsPeriod(const Value& item) {
  const List* list = item.As<List>();
  if (list == nullptr || list->items.size() < 2 || !IsSettled(*list)) {
    return std::nullopt;
  }
  return Period{list->items[0], list->items[1]};
}

// start < end, three-valued. A null end is never; a null start has not begun.
Value Before(const Value& start, const Value& end, Context& context) {
  if (start.As<Null>()) return Value(false);
  if (end.As<Null>()) return Value(true);
  if (start.IsUnknown() || end.IsUnknown()) {
    FactSet facts;
    if (start.IsUnknown()) facts.Add(start);
    if (end.IsUnknown()) facts.Add(end);
    return facts.TakeUnknown();
  }
  return Order(Function::kLess, start, end, context);
}

// Whether two periods share a moment: neither is empty, each begins before the
// other ends.
Value Overlap(const Period& a, const Period& b, Context& context) {
  FactSet facts;
  bool unknown = false;
  std::optional<Value> error;
  const Value parts[] = {
      Before(a.start, b.end, context), Before(b.start, a.end, context),
      Before(a.start, a.end, context), Before(b.start, b.end, context)};
  for (const Value& part : parts) {
    if (part.IsFalse()) return part;
    if (part.IsUnknown()) {
      facts.Add(part);
      unknown = true;
    }
    if (part.IsError() && !error) error = part;
  }
  if (unknown) return facts.TakeUnknown();
  return error ? *error : Value(true);
}

bool Less(const Value& a, const Value& b) {
  const auto order = Compare(a, b);
  return order && *order < 0;
}

// Whether a value may bound a gap: of the type of `like`.
bool Bounds(const Value& value, const Value& like) {
  return Compare(value, like).has_value();
}

struct Cover {
  std::vector<Period> periods;  // known, certain, not empty
  FactSet facts;                // of those that may cover more
  bool undecided = false;
  bool bad = false;
};

Cover CoverOf(const List& periods, const Value& to) {
  Cover cover;
  AddMembershipFacts(periods, cover.facts);
  cover.undecided = !IsSettled(periods);
  for (std::size_t i = 0; i < periods.items.size(); ++i) {
    const Value& item = periods.items[i];
    if (item.IsUnknown()) {
      cover.facts.Add(item);
      cover.undecided = true;
      continue;
    }
    auto period = AsPeriod(item);
    if (!period) {
      cover.bad = true;
      continue;
    }
    if (period->start.As<Null>()) continue;
    if (period->end.As<Null>()) period->end = to;
    bool known = IsCertain(periods, i);
    for (const Value* end : {&period->start, &period->end}) {
      if (end->IsUnknown() || end->As<Hedged>()) {
        cover.facts.Add(*end);
        cover.undecided = true;
        known = false;
      } else if (!Bounds(*end, to)) {
        cover.bad = true;
        known = false;
      }
    }
    known = known && Less(period->start, period->end);  // else it is empty
    if (known) cover.periods.push_back(*std::move(period));
  }
  return cover;
}

}  // namespace

Value Gaps(const List& periods, const Value& from, const Value& to,
           Context& context) {
  if (!Bounds(from, to)) return BadPeriod(context);
  if (!context.Charge(periods.items.size() * 8)) return context.FailBudget();
  Cover cover = CoverOf(periods, to);
  if (cover.bad) {
    return cover.undecided ? cover.facts.TakeUnknown() : BadPeriod(context);
  }
  std::stable_sort(
      cover.periods.begin(), cover.periods.end(),
      [](const Period& a, const Period& b) { return Less(a.start, b.start); });
  List gaps;
  Value at = from;  // covered up to here
  const auto gap = [&](const Value& end) {
    if (Less(at, end)) gaps.items.emplace_back(List{{at, end}, {}, {}});
  };
  for (const Period& period : cover.periods) {
    if (!Less(at, to)) break;
    gap(Less(period.start, to) ? period.start : to);
    if (Less(at, period.end)) at = period.end;
  }
  gap(to);
  // More cover can only close gaps: where there is none, nothing is open.
  if (cover.undecided && !gaps.items.empty()) {
    return cover.facts.TakeUnknown();
  }
  return Value(std::move(gaps));
}

Value Overlaps(const List& periods, Context& context) {
  const std::uint64_t n = periods.items.size();
  if (!context.Charge(n * (n == 0 ? 0 : n - 1) * 2)) {
    return context.FailBudget();
  }
  List out;
  out.open = periods.open;
  std::optional<Value> error;
  FactSet all;
  AddMembershipFacts(periods, all);
  if (periods.shuffled) return all.TakeUnknown();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const Value& a = periods.items[i];
      const Value& b = periods.items[j];
      FactSet waits;
      if (!IsCertain(periods, i)) waits.Add(periods.waits_for[i]);
      if (!IsCertain(periods, j)) waits.Add(periods.waits_for[j]);
      Value overlap = Value(true);
      if (a.IsUnknown() || b.IsUnknown()) {
        if (a.IsUnknown()) waits.Add(a);
        if (b.IsUnknown()) waits.Add(b);
      } else {
        const auto pa = AsPeriod(a);
        const auto pb = AsPeriod(b);
        overlap = pa && pb ? Overlap(*pa, *pb, context) : BadPeriod(context);
      }
      if (overlap.IsFalse()) continue;
      if (overlap.IsError() && !error) error = overlap;
      if (overlap.IsUnknown()) waits.Add(overlap);
      const Facts facts = waits.Take();
      all.Add(facts);
      Append(out, Value(List{{a, b}, {}, {}}), facts);
    }
  }
  if (error) return all.empty() ? *error : all.TakeUnknown();
  return Value(std::move(out));
}

}  // namespace quaranta::expr
