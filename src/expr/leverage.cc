#include "expr/leverage.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "expr/interpreter.h"
#include "expr/text.h"

namespace quaranta::expr {
namespace {

using schema::Kind;

// Beyond it a double is no longer every whole number.
constexpr double kWholeDoubles = 9007199254740992.0;

// Values of an evaluation by kind: between them results change.
class Pool {
 public:
  void Add(const Value& value) {
    if (const auto* i = value.As<std::int64_t>()) {
      numbers_.insert(static_cast<double>(*i));
    } else if (const auto* u = value.As<std::uint64_t>()) {
      numbers_.insert(static_cast<double>(*u));
    } else if (const auto* d = value.As<double>()) {
      if (std::isfinite(*d)) numbers_.insert(*d);
    } else if (const auto* text = value.As<std::string>()) {
      texts_.insert(*text);
    } else if (const Day* day = value.As<Day>()) {
      days_.insert(*day);
    } else if (const Instant* instant = value.As<Instant>()) {
      instants_.insert(*instant);
    } else if (const Hedged* hedged = value.As<Hedged>()) {
      AddBounds(hedged->interval);
    } else if (const List* list = value.As<List>()) {
      numbers_.insert(static_cast<double>(list->items.size()));
      for (const Value& item : list->items) Add(item);
    } else if (const Map* map = value.As<Map>()) {
      for (const auto& [key, item] : map->entries) Add(item);
    }
  }
  void AddBounds(const Interval& interval) {
    if (std::isfinite(interval.low)) numbers_.insert(interval.low);
    if (std::isfinite(interval.high)) numbers_.insert(interval.high);
  }
  void Add(const TraceNode& node) {
    Add(node.value);
    for (const BoundVariable& bound : node.bound) Add(bound.value);
    for (const TraceNode& child : node.children) Add(child);
  }

  std::vector<Value> Of(Kind kind) const {
    std::vector<Value> values;
    switch (kind) {
      case Kind::kInt:
        for (const std::int64_t i : Ints()) values.emplace_back(i);
        break;
      case Kind::kDouble:
        for (const double d : Doubles()) values.emplace_back(d);
        break;
      case Kind::kString:
        for (const std::string& text : texts_) values.emplace_back(text);
        values.emplace_back(OtherText());
        break;
      case Kind::kDate:
        for (const Day day : Days()) values.emplace_back(day);
        break;
      case Kind::kInstant:
        for (const Instant instant : Instants()) values.emplace_back(instant);
        break;
      default:
        break;
    }
    return values;
  }

 private:
  std::set<std::int64_t> Ints() const {
    std::set<std::int64_t> out = {0, 1};
    for (const double d : numbers_) {
      if (std::abs(d) > kWholeDoubles) continue;
      const auto low = static_cast<std::int64_t>(std::floor(d));
      for (const std::int64_t i : {low - 1, low, low + 1}) out.insert(i);
    }
    return out;
  }
  // Each, what lies between two, and what lies beyond all.
  std::set<double> Doubles() const {
    std::set<double> out = {0.0, 1.0};
    std::optional<double> before;
    for (const double d : numbers_) {
      out.insert(d);
      out.insert(before ? *before + (d - *before) / 2 : d - 1);
      before = d;
    }
    if (before) out.insert(*before + 1);
    return out;
  }
  std::set<Day> Days() const {
    std::set<Day> out;
    const auto add = [&](Day day) {
      for (const int step : {-1, 0, 1}) {
        if (InRange(day + step)) out.insert(day + step);
      }
    };
    for (const Day day : days_) add(day);
    // A timestamp makes days as well; its local day lies within one of it.
    for (const Instant instant : instants_) add(Zone().DayOf(instant));
    return out;
  }
  std::set<Instant> Instants() const {
    std::set<Instant> out;
    for (const Instant instant : instants_) {
      for (const std::int64_t step :
           {-kMicrosPerDay, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1},
            kMicrosPerDay}) {
        Instant other = instant;
        other.micros += step;
        if (InRange(other)) out.insert(other);
      }
    }
    return out;
  }
  // A text that is none of the others.
  std::string OtherText() const {
    std::string text = "?";
    while (texts_.contains(text)) text += "?";
    return text;
  }

  std::set<double> numbers_;
  std::set<std::string> texts_;
  std::set<Day> days_;
  std::set<Instant> instants_;
};

class Lever {
 public:
  Lever(const Ast& ast, const Activation& activation, const Limits& limits,
        const TraceLimits& shown, const Trace& trace)
      : ast_(ast), activation_(activation), limits_(limits), shown_(shown) {
    for (const Node& node : ast.nodes) {
      if (node.kind == NodeKind::kConstant) pool_.Add(node.constant);
    }
    for (const Value& slot : activation.slots) pool_.Add(slot);
    pool_.Add(trace.root);
  }

  void Try(MissingFact& missing) const {
    std::vector<Value> values = ValuesFor(missing.fact);
    if (values.empty()) return;
    missing.tried = true;
    if (values.size() > shown_.values) values.resize(shown_.values);
    for (Value& value : values) {
      const Assumption assumption{missing.fact, std::move(value)};
      const Value result =
          Interpreter(ast_, activation_, limits_, &assumption).Run();
      auto& witness = result.IsTrue() ? missing.passes : missing.fails;
      if (result.As<bool>() && !witness) witness = assumption.value;
      if (missing.passes && missing.fails) return;
    }
  }

 private:
  const data::Table* TableOf(const Fact& fact) const {
    const data::View* view = activation_.view;
    if (view == nullptr || fact.row.table >= view->tables.size()) {
      return nullptr;
    }
    return &view->tables[fact.row.table];
  }

  std::vector<Value> ValuesFor(const Fact& fact) const {
    const data::Table* table = TableOf(fact);
    if (table == nullptr) return {};
    if (fact.collection) return {Value(true)};  // that it is complete
    if (table->record == nullptr ||
        fact.index >= table->record->fields.size()) {
      return {};
    }
    const schema::Field& field = table->record->fields[fact.index];
    // A row that another field leads to cannot be made up, and a name of one
    // person is no example for another.
    if (field.repeated || !field.ref_record.empty() ||
        field.personal == schema::Personal::kDirect) {
      return {};
    }
    std::vector<Value> values = ValuesOf(field);
    if (fact.index < table->columns.size()) {
      KeepWithin(table->columns[fact.index], fact.row.row, values);
    }
    if (!values.empty() && field.absent != schema::Absent::kUnknown) {
      values.emplace_back(Null{});
    }
    return values;
  }

  std::vector<Value> ValuesOf(const schema::Field& field) const {
    switch (field.kind) {
      case Kind::kBool:
        return {Value(true), Value(false)};
      case Kind::kEnum: {
        std::vector<Value> values;
        for (const schema::EnumValue& value : field.enumeration->values) {
          values.emplace_back(EnumNumber{field.enumeration, value.number});
        }
        return values;
      }
      case Kind::kReference:
        return {};
      default:
        return pool_.Of(field.kind);
    }
  }

  // A hedged number lies within its bounds.
  static void KeepWithin(const data::Column& column, std::size_t row,
                         std::vector<Value>& values) {
    const data::Note* note = row < column.size() ? column.note(row) : nullptr;
    if (note == nullptr || !note->bounds) return;
    std::erase_if(values, [&](const Value& value) {
      const auto* i = value.As<std::int64_t>();
      const auto* d = value.As<double>();
      return (i && !note->bounds->Contains(static_cast<double>(*i))) ||
             (d && !note->bounds->Contains(*d));
    });
  }

  const Ast& ast_;
  const Activation& activation_;
  const Limits& limits_;
  const TraceLimits& shown_;
  Pool pool_;
};

}  // namespace

void AddLeverage(const Ast& ast, const Activation& activation,
                 const Limits& limits, const TraceLimits& shown,
                 const FactCounts& met, Trace& trace) {
  const Unknown* unknown = trace.result.As<Unknown>();
  if (unknown == nullptr) return;
  for (const Fact& fact : unknown->facts) {
    MissingFact missing;
    missing.fact = fact;
    const auto count = met.find(fact);
    missing.places = count == met.end() ? 0 : count->second;
    trace.missing.push_back(std::move(missing));
  }
  const auto more_places = [](const MissingFact& a, const MissingFact& b) {
    return a.places > b.places;
  };
  std::stable_sort(trace.missing.begin(), trace.missing.end(), more_places);
  const Lever lever(ast, activation, limits, shown, trace);
  const std::size_t most = std::min(shown.facts, trace.missing.size());
  for (std::size_t i = 0; i < most; ++i) lever.Try(trace.missing[i]);
  std::stable_sort(trace.missing.begin(), trace.missing.end(),
                   [](const MissingFact& a, const MissingFact& b) {
                     return a.leverage() > b.leverage();
                   });
}

}  // namespace quaranta::expr
