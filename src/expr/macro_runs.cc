// The macros, over domains whose members may be uncertain and which may be
// open: `filter(p).all(q)` is `all(!p || q)`, `filter(p).exists(q)` is
// `exists(p && q)`.
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expr/compare.h"
#include "expr/interpreter.h"
#include "expr/interval_math.h"
#include "expr/type_names.h"

namespace quaranta::expr {

Value Interpreter::Quantify(const Node& node, const Domain& domain) {
  const bool decides = node.macro == Macro::kExists;
  FactSet facts;
  facts.Add(domain.open);
  bool unknown = !domain.open.empty();
  std::optional<Value> error;
  for (std::size_t i = 0; i < domain.size(); ++i) {
    if (context_.exhausted()) return context_.FailBudget();
    Bind(node, domain, i);
    Value value = Condition(node.args[1]);
    if (const bool* b = value.As<bool>(); b != nullptr && *b != decides) {
      continue;
    }
    if (!domain.Certain(i)) {
      // It counts only if it is a member.
      facts.Add(domain.Waits(i));
      if (value.IsUnknown()) facts.Add(value);
      unknown = true;
    } else if (value.As<bool>()) {
      return value;
    } else if (value.IsUnknown()) {
      facts.Add(value);
      unknown = true;
    } else if (!error) {
      error = std::move(value);
    }
  }
  if (unknown) return facts.TakeUnknown();
  if (error) return *std::move(error);
  return Value(!decides);
}

Value Interpreter::ExistsOne(const Node& node, const Domain& domain) {
  FactSet facts;
  facts.Add(domain.open);
  bool unknown = !domain.open.empty();
  std::optional<Value> error;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < domain.size(); ++i) {
    if (context_.exhausted()) return context_.FailBudget();
    Bind(node, domain, i);
    Value value = Condition(node.args[1]);
    if (value.IsFalse()) continue;
    if (!domain.Certain(i) || value.IsUnknown()) {
      facts.Add(domain.Waits(i));
      if (value.IsUnknown()) facts.Add(value);
      unknown = true;
    } else if (value.IsTrue()) {
      ++hits;
    } else if (!error) {
      error = std::move(value);
    }
  }
  // Strict about errors: not even two hits absorb one.
  if (error) return unknown ? facts.TakeUnknown() : *std::move(error);
  if (hits >= 2) return Value(false);
  if (unknown) return facts.TakeUnknown();
  return Value(hits == 1);
}

std::optional<Value> Interpreter::ForEachMember(
    const Node& node, const Domain& domain, NodeId predicate,
    const std::function<void(std::size_t, Facts)>& body) {
  FactSet facts;
  std::optional<Value> error;
  for (std::size_t i = 0; i < domain.size(); ++i) {
    if (context_.exhausted()) return context_.FailBudget();
    Bind(node, domain, i);
    FactSet waits;
    waits.Add(domain.Waits(i));
    if (predicate != kNoNode) {
      Value value = Condition(predicate);
      if (value.IsFalse()) continue;
      if (value.IsUnknown()) waits.Add(value);
      if (value.IsError()) {
        facts.Add(domain.Waits(i));
        if (!error) error = std::move(value);
        continue;
      }
    }
    Facts settled = waits.Take();
    facts.Add(settled);
    body(i, std::move(settled));
  }
  if (!error) return std::nullopt;
  return facts.empty() ? *std::move(error) : facts.TakeUnknown();
}

Value Interpreter::Filter(const Node& node, const Domain& domain) {
  List list;
  auto stopped = ForEachMember(
      node, domain, node.args[1], [&](std::size_t i, Facts waits) {
        Append(list, domain.first[i], std::move(waits));
      });
  if (stopped) return *std::move(stopped);
  list.open = domain.open;
  list.shuffled = domain.shuffled;
  return Value(std::move(list));
}

Value Interpreter::MapList(const Node& node, const Domain& domain) {
  List list;
  FactSet facts;
  facts.Add(domain.open);
  std::optional<Value> error;
  const NodeId predicate = node.args.size() > 2 ? node.args[2] : kNoNode;
  auto stopped =
      ForEachMember(node, domain, predicate, [&](std::size_t, Facts waits) {
        Value value = Evaluate(node.args[1]);
        facts.Add(waits);
        if (value.IsUnknown()) facts.Add(value);
        if (value.IsError() && !error) error = value;
        Append(list, std::move(value), std::move(waits));
      });
  if (stopped) return *std::move(stopped);
  if (error) return facts.empty() ? *std::move(error) : facts.TakeUnknown();
  list.open = domain.open;
  list.shuffled = domain.shuffled;
  return Value(std::move(list));
}

Value Interpreter::TransformMap(const Node& node, const Domain& domain) {
  Map map;
  FactSet facts;
  facts.Add(domain.open);
  FactSet open;
  open.Add(domain.open);
  std::optional<Value> error;
  const NodeId predicate = node.args.size() > 2 ? node.args[2] : kNoNode;
  auto stopped =
      ForEachMember(node, domain, predicate, [&](std::size_t i, Facts waits) {
        Value value = Evaluate(node.args[1]);
        facts.Add(waits);
        if (domain.first[i].IsUnknown())
          waits = domain.first[i].As<Unknown>()->facts;
        if (value.IsUnknown()) facts.Add(value);
        if (value.IsError() && !error) error = value;
        if (waits.empty()) {
          map.entries.emplace_back(domain.first[i], std::move(value));
        } else {
          // It may be there or not: the map is open.
          open.Add(waits);
        }
      });
  if (stopped) return *std::move(stopped);
  if (error) return facts.empty() ? *std::move(error) : facts.TakeUnknown();
  map.open = open.Take();
  return Value(std::move(map));
}

// The body gives a map of its own for every item; together they have no key
// twice.
Value Interpreter::TransformEntries(const Node& node, const Domain& domain) {
  Map map;
  FactSet facts;
  facts.Add(domain.open);
  bool unknown = !domain.open.empty();
  std::optional<Value> error;
  const NodeId predicate = node.args.size() > 2 ? node.args[2] : kNoNode;
  const auto fail = [&](Value value) {
    if (!error) error = std::move(value);
  };
  auto stopped =
      ForEachMember(node, domain, predicate, [&](std::size_t, Facts waits) {
        const Value value = Evaluate(node.args[1]);
        unknown |= !waits.empty() || value.IsUnknown();
        facts.Add(waits);
        facts.Add(value);
        context_.node = node.args[1];
        const Map* entries = value.As<Map>();
        if (value.IsError()) return fail(value);
        if (entries == nullptr) {
          if (value.IsUnknown()) return;
          return fail(context_.Fail(ErrorCode::kNoOverload,
                                    TypeNameOf(value) + " is no map"));
        }
        unknown |= !entries->open.empty();
        facts.Add(entries->open);
        for (const auto& [key, item] : entries->entries) {
          context_.Charge(map.entries.size() + 1);
          if (FindKey(map, key) != nullptr) {
            fail(context_.Fail(ErrorCode::kDuplicateKey,
                               "the key " + ToText(key) + " stands twice"));
          }
          map.entries.emplace_back(key, item);
        }
      });
  if (stopped) return *std::move(stopped);
  if (unknown) return facts.TakeUnknown();
  if (error) return *std::move(error);
  return Value(std::move(map));
}

Value Interpreter::CountBy(const Node& node, const Domain& domain) {
  struct Group {
    Value key;
    std::int64_t certain = 0;
    std::int64_t maybe = 0;
    FactSet facts;
  };
  std::vector<Group> groups;
  FactSet loose;  // whose key is not known: may join any group or a new one
  loose.Add(domain.open);
  std::int64_t unplaced = 0;
  std::optional<Value> error;
  auto stopped =
      ForEachMember(node, domain, kNoNode, [&](std::size_t, Facts waits) {
        Value key = Evaluate(node.args[1]);
        context_.Charge(groups.size());
        if (key.IsError()) {
          loose.Add(waits);
          if (!error) error = std::move(key);
          return;
        }
        if (key.IsUnknown() || key.As<Hedged>()) {
          loose.Add(key);
          loose.Add(waits);
          ++unplaced;
          return;
        }
        auto group =
            std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
              FactSet ignored;
              return Equal(g.key, key, context_, ignored) == Tri::kTrue;
            });
        if (group == groups.end()) {
          group = groups.insert(groups.end(), Group{std::move(key), 0, 0, {}});
        }
        (waits.empty() ? group->certain : group->maybe) += 1;
        group->facts.Add(waits);
      });
  if (stopped) return *std::move(stopped);
  if (error) return loose.empty() ? *std::move(error) : loose.TakeUnknown();
  const Facts loose_facts = loose.Take();
  FactSet open;
  open.Add(loose_facts);
  Map map;
  for (Group& group : groups) {
    group.facts.Add(loose_facts);
    Facts facts = group.facts.Take();
    if (group.certain == 0) {
      open.Add(facts);  // perhaps no such key
      continue;
    }
    Value count(group.certain);
    if (!facts.empty()) {
      Interval interval;
      interval.low = static_cast<double>(group.certain);
      if (domain.open.empty()) {
        interval.high =
            static_cast<double>(group.certain + group.maybe + unplaced + 1);
      }
      count = Value(Hedged{interval, std::move(facts), true});
    }
    map.entries.emplace_back(std::move(group.key), std::move(count));
  }
  map.open = open.Take();
  return Value(std::move(map));
}

Value Interpreter::SortBy(const Node& node, const Domain& domain) {
  struct Entry {
    Value key;
    Value item;
    Facts waits;
  };
  std::vector<Entry> entries;
  FactSet unknown_keys;
  std::optional<Value> error;
  auto stopped =
      ForEachMember(node, domain, kNoNode, [&](std::size_t i, Facts waits) {
        Value key = Evaluate(node.args[1]);
        if (key.IsError()) {
          unknown_keys.Add(waits);
          if (!error) error = key;
        }
        if (key.IsUnknown() || key.As<Hedged>()) unknown_keys.Add(key);
        entries.push_back({std::move(key), domain.first[i], std::move(waits)});
      });
  if (stopped) return *std::move(stopped);
  if (!unknown_keys.empty()) return unknown_keys.TakeUnknown();
  if (error) return *std::move(error);
  context_.node = node.args[1];
  // Keys that have no order are an error if all of them are there for certain.
  const auto ordered = [&](const auto& counts) {
    const auto first = std::find_if(entries.begin(), entries.end(), counts);
    return std::all_of(first, entries.end(), [&](const Entry& entry) {
      if (!counts(entry)) return true;
      const auto order = Compare(entry.key, first->key);
      return order && *order != std::partial_ordering::unordered;
    });
  };
  if (!ordered([](const Entry& entry) { return entry.waits.empty(); })) {
    return context_.Fail(ErrorCode::kNoOverload,
                         "the keys of `sortBy` have no order");
  }
  if (!ordered([](const Entry&) { return true; })) {
    FactSet waits;
    for (const Entry& entry : entries) waits.Add(entry.waits);
    return waits.TakeUnknown();
  }
  context_.Charge(entries.size() * 8);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) {
                     return *Compare(a.key, b.key) < 0;
                   });
  List list;
  list.shuffled = domain.shuffled &&
                  std::adjacent_find(entries.begin(), entries.end(),
                                     [](const Entry& a, const Entry& b) {
                                       return *Compare(a.key, b.key) == 0;
                                     }) != entries.end();
  for (Entry& entry : entries) {
    Append(list, std::move(entry.item), std::move(entry.waits));
  }
  list.open = domain.open;
  return Value(std::move(list));
}

}  // namespace quaranta::expr
