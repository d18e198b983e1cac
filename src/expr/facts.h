// Collecting the facts that a result waits for.
#ifndef QUARANTA_SRC_EXPR_FACTS_H_
#define QUARANTA_SRC_EXPR_FACTS_H_

#include <algorithm>
#include <utility>

#include "quaranta/expr/value.h"

namespace quaranta::expr {

// A growing set: cheap to add to, sorted once at the end.
class FactSet {
 public:
  void Add(const Fact& fact) { facts_.push_back(fact); }
  void Add(const Facts& facts) {
    facts_.insert(facts_.end(), facts.begin(), facts.end());
  }
  // The facts of an unknown or hedged value; nothing for others.
  void Add(const Value& value) {
    if (const Unknown* unknown = value.As<Unknown>()) Add(unknown->facts);
    if (const Hedged* hedged = value.As<Hedged>()) Add(hedged->facts);
  }
  bool empty() const { return facts_.empty(); }

  // The facts, sorted and without repeats; leaves the set empty.
  Facts Take() {
    std::sort(facts_.begin(), facts_.end());
    facts_.erase(std::unique(facts_.begin(), facts_.end()), facts_.end());
    return std::exchange(facts_, {});
  }
  Value TakeUnknown() { return Value(Unknown{Take()}); }

 private:
  Facts facts_;
};

// The facts on which the members of a list wait, and those that would close
// it; not the facts of its values.
inline void AddMembershipFacts(const List& list, FactSet& facts) {
  for (const Facts& waits : list.waits_for) facts.Add(waits);
  facts.Add(list.open);
}

// The facts for which a value waits anywhere in it: as an unknown or hedged
// item, an undecided member, an open end. Nothing: the value is whole.
void AddUnknowns(const Value& value, FactSet& facts);

// Whether item i belongs to the list for certain.
inline bool IsCertain(const List& list, std::size_t i) {
  return list.waits_for.empty() || list.waits_for[i].empty();
}
inline bool IsSettled(const List& list) {
  return list.open.empty() &&
         std::all_of(list.waits_for.begin(), list.waits_for.end(),
                     [](const Facts& waits) { return waits.empty(); });
}

// Appends an item; an empty `waits` makes a certain member.
inline void Append(List& list, Value item, Facts waits) {
  if (!waits.empty() && list.waits_for.empty()) {
    list.waits_for.resize(list.items.size());
  }
  if (!waits.empty() || !list.waits_for.empty()) {
    list.waits_for.push_back(std::move(waits));
  }
  list.items.push_back(std::move(item));
}

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_FACTS_H_
