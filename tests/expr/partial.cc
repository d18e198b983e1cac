#include "tests/expr/partial.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "quaranta/expr/object.h"
#include "quaranta/schema/field.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

using Kind = Partial::Kind;

// The table of facts that belong to no record.
constexpr std::uint32_t kNoTable = 0xFFFF0000;

// What a hedged number may be: all whole numbers (some, without an end), or
// some numbers between the bounds.
std::vector<Value> Within(const Partial& interval) {
  std::vector<Value> values;
  const double low = interval.bounds.low;
  const double high = interval.bounds.high;
  if (interval.whole) {
    const bool down = std::isinf(low);
    const double first = down ? std::ceil(high) - 1 : std::ceil(low);
    for (const int i : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1'000'000}) {
      const double x = down ? first - i : first + i;
      if (!interval.bounds.Contains(x)) break;
      values.emplace_back(static_cast<std::int64_t>(x));
    }
    return values;
  }
  const double from = std::isinf(low) ? high - 10 : low;
  const double to = std::isinf(high) ? low + 10 : high;
  constexpr int kSteps = 8;
  for (int i = 0; i < kSteps; ++i) {
    const double x = from + (to - from) * i / kSteps;
    if (interval.bounds.Contains(x)) values.emplace_back(x);
  }
  values.emplace_back(std::nextafter(to, from));
  return values;
}

// The ways of an open end: nothing more, each thing first or last, two things.
std::size_t OpenOptions(std::size_t more) { return 1 + 2 * more + (more > 1); }

class Collector {
 public:
  std::vector<Choice> Run(const std::vector<Partial>& values) {
    for (const Partial& value : values) Visit(value);
    return std::move(choices_);
  }

 private:
  void Add(const Ids& ids, std::size_t options) {
    for (const Choice& choice : choices_) {
      if (choice.ids == ids) return;
    }
    choices_.push_back({ids, options});
  }

  void Visit(const Partial& value) {
    switch (value.kind) {
      case Kind::kKnown:
        return;
      case Kind::kUnknown:
        return Add(value.ids, value.domain.size());
      case Kind::kInterval:
        return Add(value.ids, Within(value).size());
      case Kind::kList:
      case Kind::kMap:
        Members(value.members);
        if (value.kind == Kind::kList && !value.ids.empty()) {
          Add(value.ids, OpenOptions(value.domain.size()));
        } else if (!value.ids.empty()) {
          Add(value.ids, 1 + value.more.size());
        }
        return;
      case Kind::kRecord:
        Members(value.cells);
        for (const Collection& list : value.lists) {
          for (const Partial& row : list.rows) Visit(row);
          if (!list.open.empty()) Add(list.open, 1 + list.more.size());
        }
        return;
    }
  }

  void Members(const std::vector<Member>& members) {
    for (const Member& member : members) {
      Visit(member.key);
      Visit(member.value);
      if (!member.waits_for.empty()) Add(member.waits_for, 2);
    }
  }

  std::vector<Choice> choices_;
};

class Builder {
 public:
  Builder(const std::vector<Choice>* choices, const Completion* completion)
      : choices_(choices), completion_(completion) {}

  Inputs Run(const std::vector<Partial>& values) {
    Inputs inputs;
    for (const Partial& value : values) {
      inputs.slots.push_back(value.kind == Kind::kRecord ? Row(value)
                                                         : Make(value));
    }
    if (!rows_) return inputs;
    inputs.view = world_.Build();
    for (const auto& [table, row, name, id] : open_) {
      const auto& segments = inputs.view.tables[table].segments;
      for (std::uint32_t i = 0; i < segments.size(); ++i) {
        if (segments[i].name == name) {
          cells_[Fact{{table, row}, true, i, {}}] = id;
        }
      }
    }
    inputs.cells = std::move(cells_);
    return inputs;
  }

 private:
  // The way taken; nullopt: not known.
  std::optional<std::size_t> Way(const Ids& ids) const {
    if (completion_ == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < choices_->size(); ++i) {
      if ((*choices_)[i].ids == ids) return (*completion_)[i];
    }
    return std::nullopt;
  }

  Value Make(const Partial& partial) {
    switch (partial.kind) {
      case Kind::kKnown:
        return partial.value;
      case Kind::kUnknown:
        if (const auto way = Way(partial.ids)) {
          return Make(partial.domain[*way]);
        }
        return Value(Unknown{FactsOf(partial.ids)});
      case Kind::kInterval:
        if (const auto way = Way(partial.ids)) return Within(partial)[*way];
        return Value(
            Hedged{partial.bounds, FactsOf(partial.ids), partial.whole});
      case Kind::kList:
        return Items(partial);
      case Kind::kMap:
        return Entries(partial);
      case Kind::kRecord:
        return Row(partial);
    }
    return Value();
  }

  Value Items(const Partial& partial) {
    List list;
    const auto way = Way(partial.ids);
    const std::size_t more = partial.domain.size();
    if (way && *way >= 1 && *way <= more) {
      list.items.push_back(Make(partial.domain[*way - 1]));
    }
    bool undecided = false;
    for (const Member& member : partial.members) {
      const auto in = Way(member.waits_for);
      if (in && *in == 0) continue;
      list.items.push_back(Make(member.value));
      list.waits_for.push_back(in ? Facts{} : FactsOf(member.waits_for));
      undecided |= !list.waits_for.back().empty();
    }
    if (!undecided) list.waits_for.clear();
    if (way && *way > more && *way <= 2 * more) {
      list.items.push_back(Make(partial.domain[*way - 1 - more]));
    } else if (way && *way > 2 * more) {
      list.items.push_back(Make(partial.domain[0]));
      list.items.push_back(Make(partial.domain[1]));
    }
    if (!way) list.open = FactsOf(partial.ids);
    return Value(std::move(list));
  }

  Value Entries(const Partial& partial) {
    Map map;
    for (const Member& member : partial.members) {
      map.entries.emplace_back(Make(member.key), Make(member.value));
    }
    const auto way = Way(partial.ids);
    if (way && *way > 0) {
      const Member& member = partial.more[*way - 1];
      map.entries.emplace_back(Make(member.key), Make(member.value));
    }
    if (!way) map.open = FactsOf(partial.ids);
    return Value(std::move(map));
  }

  Cell CellOf(const Partial& partial) {
    const bool open = partial.kind != Kind::kKnown && !Way(partial.ids);
    if (open && partial.kind == Kind::kInterval) {
      return Between(partial.bounds.low, partial.bounds.high);
    }
    if (open) return BlankCell();
    const Value value = Make(partial);
    return value.As<Null>() ? BlankCell() : Known(value);
  }

  Value Row(const Partial& partial) {
    const std::uint32_t table = TableOf(partial.record);
    const std::uint32_t row = world_.Add(partial.record, partial.row);
    rows_ = true;
    for (const Member& cell : partial.cells) {
      if (!cell.blank) {
        world_.Set(partial.record, row, cell.name, CellOf(cell.value));
      }
      if (cell.value.ids.empty()) continue;
      const Fact fact{
          {table, row}, false, FieldOf(partial.record, cell.name), {}};
      cells_[fact] = cell.value.ids[0];
    }
    for (const Collection& list : partial.lists) {
      const auto way = Way(list.open);
      for (const Partial& member : list.rows) {
        Refer(member, partial, list.name);
      }
      if (way && *way > 0) {
        Refer(list.more[*way - 1], partial, list.name);
      }
      if (list.open.empty() || way) {
        world_.Close(partial.record, row, list.name);
      } else {
        open_.push_back({table, row, list.name, list.open[0]});
      }
    }
    return Value(data::RowRef{table, row});
  }

  // Adds a row that refers to `to`, by the field behind the collection.
  void Refer(const Partial& row, const Partial& to, const std::string& name) {
    const data::RowRef added = *Row(row).As<data::RowRef>();
    for (const schema::Field& field : schema::FindRecord(row.record)->fields) {
      if (field.ref_record == to.record && field.ref_as == name) {
        world_.Set(row.record, added.row, field.name, Known(Value(to.row)));
      }
    }
  }

  struct OpenEnd {
    std::uint32_t table;
    std::uint32_t row;
    std::string name;
    std::int64_t id;
  };

  const std::vector<Choice>* choices_;
  const Completion* completion_;
  TestWorld world_;
  bool rows_ = false;
  std::map<Fact, std::int64_t> cells_;
  std::vector<OpenEnd> open_;
};

std::optional<double> NumberOf(const Value& value) {
  if (const auto* i = value.As<std::int64_t>()) return static_cast<double>(*i);
  if (const auto* d = value.As<double>()) return *d;
  return std::nullopt;
}

bool CoverItems(const List& a, std::size_t i, const List& b, std::size_t j) {
  if (i == a.items.size() && j == b.items.size()) return true;
  if (i < a.items.size()) {
    const bool undecided = !a.waits_for.empty() && !a.waits_for[i].empty();
    if (undecided && CoverItems(a, i + 1, b, j)) return true;
    if (j < b.items.size() && Covers(a.items[i], b.items[j]) &&
        CoverItems(a, i + 1, b, j + 1)) {
      return true;
    }
  }
  return !a.open.empty() && j < b.items.size() && CoverItems(a, i, b, j + 1);
}

// Each item of the complete list is one of the others, or more.
bool CoverInAnyOrder(const List& a, const List& b) {
  std::vector<std::size_t> order(a.items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    List other;
    other.open = a.open;
    for (const std::size_t i : order) {
      other.items.push_back(a.items[i]);
      other.waits_for.push_back(a.waits_for.empty() ? Facts{} : a.waits_for[i]);
    }
    if (CoverItems(other, 0, b, 0)) return true;
  } while (std::next_permutation(order.begin(), order.end()));
  return false;
}

bool CoverEntries(const Map& a, const Map& b) {
  if (a.open.empty() && a.entries.size() != b.entries.size()) return false;
  return std::all_of(a.entries.begin(), a.entries.end(), [&](const auto& x) {
    return std::any_of(b.entries.begin(), b.entries.end(), [&](const auto& y) {
      return Covers(x.first, y.first) && Covers(x.second, y.second);
    });
  });
}

bool IdenticalLists(const List& a, const List& b) {
  const auto undecided = [](const List& list, std::size_t i) {
    return list.waits_for.empty() ? Facts{} : list.waits_for[i];
  };
  if (a.items.size() != b.items.size() || a.open != b.open) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!Identical(a.items[i], b.items[i]) ||
        undecided(a, i) != undecided(b, i)) {
      return false;
    }
  }
  return true;
}

bool IdenticalMaps(const Map& a, const Map& b) {
  if (a.entries.size() != b.entries.size() || a.open != b.open) return false;
  return std::all_of(a.entries.begin(), a.entries.end(), [&](const auto& x) {
    return std::any_of(b.entries.begin(), b.entries.end(), [&](const auto& y) {
      return Identical(x.first, y.first) && Identical(x.second, y.second);
    });
  });
}

}  // namespace

std::vector<Choice> ChoicesOf(const std::vector<Partial>& values) {
  return Collector().Run(values);
}

Inputs Build(const std::vector<Partial>& values) {
  return Builder(nullptr, nullptr).Run(values);
}

Inputs Build(const std::vector<Partial>& values,
             const std::vector<Choice>& choices, const Completion& completion) {
  return Builder(&choices, &completion).Run(values);
}

bool ForEachCompletion(const std::vector<Choice>& choices, std::size_t most,
                       const std::function<void(const Completion&)>& visit) {
  std::size_t count = 1;
  for (const Choice& choice : choices) {
    if (choice.options == 0 || count > most / choice.options) return false;
    count *= choice.options;
  }
  Completion completion(choices.size(), 0);
  for (std::size_t n = 0; n < count; ++n) {
    visit(completion);
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (++completion[i] < choices[i].options) break;
      completion[i] = 0;
    }
  }
  return true;
}

Facts FactsOf(const Ids& ids) {
  Facts facts;
  for (const std::int64_t id : ids) {
    facts.push_back(
        Fact{{kNoTable, static_cast<std::uint32_t>(id)}, false, 0, {}});
  }
  std::sort(facts.begin(), facts.end());
  return facts;
}

Ids IdsOf(const Facts& facts, const Inputs& inputs) {
  Ids ids;
  for (const Fact& fact : facts) {
    const auto cell = inputs.cells.find(fact);
    ids.push_back(cell != inputs.cells.end() ? cell->second
                  : fact.row.table == kNoTable
                      ? static_cast<std::int64_t>(fact.row.row)
                      : -1);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

bool Covers(const Value& partial, const Value& complete) {
  if (partial.IsUnknown()) return true;
  if (partial.IsError() || complete.IsError()) {
    return partial.IsError() && complete.IsError();
  }
  if (const Hedged* hedged = partial.As<Hedged>()) {
    const auto number = NumberOf(complete);
    const bool type = hedged->whole == (complete.As<std::int64_t>() != nullptr);
    return type && number && hedged->interval.Contains(*number);
  }
  if (partial.variant().index() != complete.variant().index()) return false;
  if (const List* list = partial.As<List>()) {
    const List& other = *complete.As<List>();
    return list->shuffled ? CoverInAnyOrder(*list, other)
                          : CoverItems(*list, 0, other, 0);
  }
  if (const Map* map = partial.As<Map>()) {
    return CoverEntries(*map, *complete.As<Map>());
  }
  if (const auto* optional = partial.As<Optional>()) {
    const auto& other = *complete.As<Optional>();
    return optional->present == other.present &&
           Covers(optional->value, other.value);
  }
  return Identical(partial, complete);
}

bool Identical(const Value& a, const Value& b) {
  if (a.variant().index() != b.variant().index() || a.IsError()) return false;
  if (const auto* x = a.As<double>()) {
    const double y = *b.As<double>();
    if (std::isnan(*x) || std::isnan(y)) return std::isnan(*x) == std::isnan(y);
    return *x == y && std::signbit(*x) == std::signbit(y);
  }
  if (const List* x = a.As<List>()) return IdenticalLists(*x, *b.As<List>());
  if (const Map* x = a.As<Map>()) return IdenticalMaps(*x, *b.As<Map>());
  if (const auto* x = a.As<Object>()) return x->Equals(*b.As<Object>());
  if (const auto* x = a.As<Optional>()) {
    const Optional& y = *b.As<Optional>();
    return x->present == y.present && Identical(x->value, y.value);
  }
  if (const auto* x = a.As<Duration>()) return *x == *b.As<Duration>();
  if (const auto* x = a.As<Instant>()) return *x == *b.As<Instant>();
  if (const auto* x = a.As<Unknown>()) {
    return x->facts == b.As<Unknown>()->facts;
  }
  if (const auto* x = a.As<Hedged>()) {
    const Hedged& y = *b.As<Hedged>();
    return x->interval == y.interval && x->whole == y.whole &&
           x->facts == y.facts;
  }
  // The text of what is left (scalars) says all of it.
  return ToText(a) == ToText(b);
}

}  // namespace quaranta::expr
