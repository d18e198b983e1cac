#include "place/sets.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace quaranta::place::internal {
namespace {

constexpr std::size_t kMostSets = 60'000;    // of one cohort
constexpr std::size_t kMostInAll = 600'000;  // of one component
constexpr std::size_t kMostUnits = 12;       // in one set
constexpr std::size_t kMostUnions = 64;
constexpr std::int32_t kMostLacking = 32;

using TypeSet = std::vector<bool>;
using Ranks = std::vector<std::int32_t>;

}  // namespace

// Lodgings in rooms at the least sum of features lacking, group by group as
// many as can be: shortest augmenting paths, on which lodgings of one group
// may take each other's place.
class UnitSets::Flow {
 public:
  Flow(const std::vector<Kind>& kinds, std::vector<std::int32_t> rooms)
      : kinds_(kinds),
        left_(std::move(rooms)),
        placed_(kinds.size(), 0),
        in_(kinds.size(), std::vector<std::int32_t>(left_.size(), 0)) {}

  std::int32_t Least() {
    const std::size_t groups = kinds_.empty() ? 0 : kinds_.back().group + 1;
    for (std::size_t g = 0; g < groups; ++g) {
      while (Augment(g)) {
      }
    }
    return lacking_;
  }

 private:
  static constexpr std::int32_t kFar = 1 << 28;
  static constexpr std::size_t kStart = static_cast<std::size_t>(-1);

  void FindPaths(std::size_t group) {
    kind_far_.assign(kinds_.size(), kFar);
    room_far_.assign(left_.size(), kFar);
    group_far_.assign(kinds_.back().group + 1, kFar);
    by_.assign(left_.size(), kStart);
    from_.assign(kinds_.size(), kStart);
    out_.assign(group_far_.size(), kStart);
    group_far_[group] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t k = 0; k < kinds_.size(); ++k) {
        changed = Relax(k) || changed;
      }
    }
  }

  // Lodgings of the kind that are not placed yet, or from their rooms, to any
  // rooms; or out, for others of the group.
  bool Relax(std::size_t k) {
    const Kind& kind = kinds_[k];
    bool changed = false;
    if (placed_[k] < kind.count && group_far_[kind.group] < kind_far_[k]) {
      kind_far_[k] = group_far_[kind.group];
      from_[k] = kStart;
      changed = true;
    }
    for (std::size_t t = 0; t < left_.size(); ++t) {
      if (in_[k][t] == 0 || room_far_[t] == kFar) continue;
      if (room_far_[t] - kind.lacking[t] < kind_far_[k]) {
        kind_far_[k] = room_far_[t] - kind.lacking[t];
        from_[k] = t;
        changed = true;
      }
    }
    if (kind_far_[k] == kFar) return changed;
    for (std::size_t t = 0; t < left_.size(); ++t) {
      if (kind.lacking[t] < 0) continue;
      if (kind_far_[k] + kind.lacking[t] < room_far_[t]) {
        room_far_[t] = kind_far_[k] + kind.lacking[t];
        by_[t] = k;
        changed = true;
      }
    }
    if (placed_[k] > 0 && kind_far_[k] < group_far_[kind.group]) {
      group_far_[kind.group] = kind_far_[k];
      out_[kind.group] = k;
      changed = true;
    }
    return changed;
  }

  bool Augment(std::size_t group) {
    FindPaths(group);
    std::size_t last = kStart;
    for (std::size_t t = 0; t < left_.size(); ++t) {
      if (left_[t] == 0 || room_far_[t] == kFar) continue;
      if (last == kStart || room_far_[t] < room_far_[last]) last = t;
    }
    if (last == kStart) return false;
    const std::int32_t count = Walk(group, last, left_[last], false);
    Walk(group, last, count, true);
    left_[last] -= count;
    lacking_ += count * room_far_[last];
    return true;
  }

  // Back along the path: the most that it can carry, or `count` of it done.
  std::int32_t Walk(std::size_t group, std::size_t t, std::int32_t count,
                    bool change) {
    std::size_t k = by_[t];
    if (change) in_[k][t] += count;
    for (;;) {
      const std::size_t room = from_[k];
      if (room != kStart) {
        count = change ? count : std::min(count, in_[k][room]);
        if (change) in_[k][room] -= count;
        k = by_[room];
        if (change) in_[k][room] += count;
        continue;
      }
      const std::size_t of = kinds_[k].group;
      count = change ? count : std::min(count, kinds_[k].count - placed_[k]);
      if (change) placed_[k] += count;
      if (of == group) return count;
      k = out_[of];
      count = change ? count : std::min(count, placed_[k]);
      if (change) placed_[k] -= count;
    }
  }

  const std::vector<Kind>& kinds_;
  std::vector<std::int32_t> left_;    // rooms by type
  std::vector<std::int32_t> placed_;  // by kind
  std::vector<std::vector<std::int32_t>> in_;
  std::int32_t lacking_ = 0;
  // How far a path is, and from where: a kind from rooms or, kStart, from its
  // group, rooms from a kind, a group from a kind of it.
  std::vector<std::int32_t> kind_far_, room_far_, group_far_;
  std::vector<std::size_t> by_, from_, out_;
};

std::int32_t UnitSets::LackingOn(Choices choices) const {
  std::vector<std::int32_t> rooms = held_;
  for (const std::uint16_t i : choices) {
    for (std::size_t t = 0; t < rooms.size(); ++t) rooms[t] += rooms_[i][t];
  }
  return Flow(kinds_, std::move(rooms)).Least();
}

std::int32_t UnitSets::Refine(std::size_t set) const {
  if (!exact_[set]) {
    lacking_[set] = LackingOn(choices(set));
    exact_[set] = true;
  }
  return lacking_[set];
}

// Most lodgings that rooms can hold, for several sets of lodgings: the least
// over unions U of rooms that suit some of them of (lodgings that other rooms
// than U suit) + (rooms in U).
class SetFinder {
 public:
  SetFinder(const Model& model, const Component& component,
            const CohortPart& part)
      : model_(model),
        component_(component),
        part_(part),
        cohort_(model.cohorts[part.cohort]) {}

  bool Find(std::int64_t& work, UnitSets& to) {
    if (!cohort_.runs.empty() || part_.choices.size() > 0xFFFF) return false;
    FindTypes();
    FindKinds();
    if (most_lacking_ > kMostLacking || !FindUnions()) return false;
    FindRanks();
    CountRooms();
    KeepKinds(to);
    return Enumerate(work, to);
  }

 private:
  struct Kind {
    std::size_t group = 0;
    std::int32_t count = 0;
    std::vector<TypeSet> suits;  // with fewer features lacking than [j] + 1
    TypeSet all;
  };
  // Lodgings of one priority and size.
  struct Group {
    std::int32_t priority = 0, people = 0, count = 0;
  };

  void FindTypes() {
    types_.assign(model_.types.size(), false);
    const auto mark = [&](const std::vector<TypeCount>& types) {
      for (const TypeCount& of : types) types_[of.type] = true;
    };
    for (const std::uint32_t u : cohort_.held_units)
      mark(model_.units[u].types);
    for (const std::uint32_t t : part_.choices) {
      mark(component_.classes[t].types);
    }
  }

  TypeSet Suits(std::uint32_t kind, std::int32_t most) const {
    TypeSet set(types_.size(), false);
    for (std::size_t t = 0; t < set.size(); ++t) {
      const std::int32_t missing = model_.missing[kind][t];
      set[t] = types_[t] && missing >= 0 && missing <= most;
    }
    return set;
  }

  void FindKinds() {
    for (const KindCount& of : cohort_.kinds) {
      const LodgingKind& kind = model_.kinds[of.kind];
      Kind to;
      to.all = Suits(of.kind, model_.types.empty() ? 0 : 1 << 20);
      if (std::ranges::find(to.all, true) == to.all.end()) continue;
      if (groups_.empty() || groups_.back().priority != kind.priority ||
          groups_.back().people != kind.people) {
        groups_.push_back({kind.priority, kind.people, 0});
      }
      groups_.back().count += of.count;
      to.group = groups_.size() - 1;
      to.count = of.count;
      for (std::size_t t = 0; t < types_.size(); ++t) {
        if (to.all[t]) {
          most_lacking_ = std::max(most_lacking_, model_.missing[of.kind][t]);
        }
      }
      kinds_.push_back(std::move(to));
      kind_index_.push_back(of.kind);
    }
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      for (std::int32_t j = 0; j < most_lacking_; ++j) {
        kinds_[k].suits.push_back(Suits(kind_index_[k], j));
      }
    }
  }

  bool FindUnions() {
    std::set<TypeSet> single;
    for (const Kind& kind : kinds_) {
      single.insert(kind.all);
      single.insert(kind.suits.begin(), kind.suits.end());
    }
    std::set<TypeSet> known{TypeSet(types_.size(), false)};
    unions_.assign(known.begin(), known.end());
    for (std::size_t i = 0; i < unions_.size(); ++i) {
      for (const TypeSet& set : single) {
        TypeSet with = unions_[i];
        for (std::size_t t = 0; t < with.size(); ++t) {
          with[t] = with[t] || set[t];
        }
        if (!known.insert(with).second) continue;
        if (unions_.size() == kMostUnions) return false;
        unions_.push_back(std::move(with));
      }
    }
    return true;
  }

  static bool Within(const TypeSet& a, const TypeSet& b) {
    for (std::size_t t = 0; t < a.size(); ++t) {
      if (a[t] && !b[t]) return false;
    }
    return true;
  }

  // One for the lodgings of the first i groups, then one for all lodgings in
  // rooms where they lack at most j features.
  void FindRanks() {
    for (std::size_t last = 0; last < groups_.size(); ++last) {
      for (const TypeSet& rooms : unions_) {
        std::int32_t others = 0;
        for (const Kind& kind : kinds_) {
          if (kind.group <= last && !Within(kind.all, rooms)) {
            others += kind.count;
          }
        }
        others_.push_back(others);
      }
    }
    for (std::int32_t j = 0; j < most_lacking_; ++j) {
      for (const TypeSet& rooms : unions_) {
        std::int32_t others = 0;
        for (const Kind& kind : kinds_) {
          if (!Within(kind.suits[static_cast<std::size_t>(j)], rooms)) {
            others += kind.count;
          }
        }
        others_.push_back(others);
      }
    }
    ranks_ = groups_.size() + static_cast<std::size_t>(most_lacking_);
  }

  void AddRooms(const std::vector<TypeCount>& types, Ranks& to) const {
    for (std::size_t n = 0; n < unions_.size(); ++n) {
      for (const TypeCount& of : types) {
        if (unions_[n][of.type]) to[n] += of.count;
      }
    }
  }

  void CountRooms() {
    held_.assign(unions_.size(), 0);
    for (const std::uint32_t u : cohort_.held_units) {
      AddRooms(model_.units[u].types, held_);
    }
    for (const std::uint32_t t : part_.choices) {
      rooms_.emplace_back(unions_.size(), 0);
      AddRooms(component_.classes[t].types, rooms_.back());
    }
  }

  // What Refine needs.
  void KeepKinds(UnitSets& to) const {
    std::vector<std::size_t> types;
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if (types_[t]) types.push_back(t);
    }
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
      to.kinds_.push_back({kinds_[k].group, kinds_[k].count, {}});
      for (const std::size_t t : types) {
        to.kinds_.back().lacking.push_back(model_.missing[kind_index_[k]][t]);
      }
    }
    const auto rooms = [&](const std::vector<TypeCount>& of,
                           std::vector<std::int32_t>& sum) {
      sum.resize(types.size(), 0);
      for (const TypeCount& count : of) {
        const auto at = std::ranges::lower_bound(types, count.type);
        sum[static_cast<std::size_t>(at - types.begin())] += count.count;
      }
    };
    to.held_.resize(types.size(), 0);
    for (const std::uint32_t u : cohort_.held_units) {
      rooms(model_.units[u].types, to.held_);
    }
    for (const std::uint32_t t : part_.choices) {
      rooms(component_.classes[t].types, to.rooms_.emplace_back());
    }
  }

  void RanksOf(const Ranks& rooms, Ranks& ranks) const {
    const std::size_t unions = unions_.size();
    for (std::size_t f = 0; f < ranks_; ++f) {
      const std::int32_t* const others = others_.data() + f * unions;
      std::int32_t least = others[0];
      for (std::size_t n = 0; n < unions; ++n) {
        least = std::min(least, others[n] + rooms[n]);
      }
      ranks[f] = least;
    }
  }

  // All are placed that some rooms suit, of each group.
  bool AllPlaced(const Ranks& ranks) const {
    std::int32_t all = 0;
    for (const Group& of : groups_) all += of.count;
    return groups_.empty() || ranks[groups_.size() - 1] == all;
  }

  std::uint32_t ValueOf(const Ranks& ranks, UnitSets& to) {
    std::vector<std::int32_t> value(static_cast<std::size_t>(model_.classes),
                                    0);
    std::int32_t before = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const Group& of = groups_[i];
      value[static_cast<std::size_t>(of.priority)] +=
          of.people * (of.count - (ranks[i] - before));
      before = ranks[i];
    }
    const auto [it, added] = value_index_.try_emplace(
        value, static_cast<std::uint32_t>(to.unplaced_.size()));
    if (added) to.unplaced_.push_back(std::move(value));
    return it->second;
  }

  // More are placed than could be with fewer features lacking.
  std::int32_t LackingAtLeast(const Ranks& ranks) const {
    std::int32_t sum = 0;
    for (std::size_t f = groups_.size(); f < ranks_; ++f) {
      sum += ranks[groups_.size() - 1] - ranks[f];
    }
    return sum;
  }

  // What is known at no cost of the features that those placed lack.
  std::optional<std::int32_t> LackingIfPlain(const Ranks& ranks) const {
    if (most_lacking_ == 0) return 0;
    if (AllPlaced(ranks) && LackingAtLeast(ranks) == 0) return 0;
    return std::nullopt;
  }
  // Units, and what the cohort can do on them.
  struct Held {
    std::vector<std::uint16_t> choices;
    Ranks ranks;
    std::optional<std::int32_t> lacking;  // once asked for
  };
  std::int32_t LackingOn(Held& of, const UnitSets& to) const {
    if (!of.lacking) of.lacking = LackingIfPlain(of.ranks);
    if (!of.lacking) of.lacking = to.LackingOn(of.choices);
    return *of.lacking;
  }

  // Whether the cohort does better with all units than without one of them.
  bool IsBetter(Held& all, Held& without, const UnitSets& to) const {
    const auto groups = static_cast<std::ptrdiff_t>(groups_.size());
    if (!std::equal(all.ranks.begin(), all.ranks.begin() + groups,
                    without.ranks.begin())) {
      return true;
    }
    const std::int32_t before = LackingOn(without, to);
    return LackingAtLeast(all.ranks) < before && LackingOn(all, to) < before;
  }

  // Whether the set does worse without its n-th unit.
  bool IsNeeded(Held& all, std::size_t n, const UnitSets& to) const {
    Ranks rooms = held_;
    Held without;
    for (std::size_t i = 0; i < all.choices.size(); ++i) {
      if (i == n) continue;
      Add(rooms_[all.choices[i]], rooms);
      without.choices.push_back(all.choices[i]);
    }
    without.ranks.resize(ranks_);
    RanksOf(rooms, without.ranks);
    return IsBetter(all, without, to);
  }

  static void Add(const Ranks& rooms, Ranks& to) {
    for (std::size_t n = 0; n < rooms.size(); ++n) to[n] += rooms[n];
  }

  void Keep(const Held& of, UnitSets& to) {
    to.choices_.insert(to.choices_.end(), of.choices.begin(), of.choices.end());
    to.begin_.push_back(static_cast<std::uint32_t>(to.choices_.size()));
    to.value_.push_back(ValueOf(of.ranks, to));
    const auto lacking = of.lacking ? of.lacking : LackingIfPlain(of.ranks);
    to.lacking_.push_back(lacking.value_or(LackingAtLeast(of.ranks)));
    to.exact_.push_back(lacking.has_value());
  }

  // By rising size, each from the one without its last unit.
  bool Enumerate(std::int64_t& work, UnitSets& to) {
    Held before, with;
    before.ranks.resize(ranks_);
    with.ranks.resize(ranks_);
    RanksOf(held_, before.ranks);
    Keep(before, to);
    for (std::size_t set = 0; set < to.size(); ++set) {
      before.choices.assign(to.choices(set).begin(), to.choices(set).end());
      before.lacking.reset();
      if (before.choices.size() == kMostUnits) return false;
      Ranks rooms = held_;
      for (const std::uint16_t i : before.choices) Add(rooms_[i], rooms);
      RanksOf(rooms, before.ranks);
      if (AllPlaced(before.ranks) && LackingOn(before, to) == 0) continue;
      with.choices = before.choices;
      with.choices.push_back(0);
      const std::size_t first =
          before.choices.empty() ? 0 : before.choices.back();
      for (std::size_t i = first; i < part_.choices.size(); ++i) {
        with.choices.back() = static_cast<std::uint16_t>(i);
        with.lacking.reset();
        Ranks more = rooms;
        Add(rooms_[i], more);
        RanksOf(more, with.ranks);
        work += static_cast<std::int64_t>(with.choices.size());
        const auto units = std::ranges::count(with.choices, i);
        bool useful = units <= component_.classes[part_.choices[i]].size() &&
                      IsBetter(with, before, to);
        for (std::size_t n = 0; useful && n < before.choices.size(); ++n) {
          useful = IsNeeded(with, n, to);
        }
        if (useful) Keep(with, to);
        if (to.size() > kMostSets) return false;
      }
    }
    return true;
  }

  const Model& model_;
  const Component& component_;
  const CohortPart& part_;
  const CohortInfo& cohort_;
  TypeSet types_;
  std::vector<Kind> kinds_;
  std::vector<std::uint32_t> kind_index_;
  std::vector<Group> groups_;
  std::int32_t most_lacking_ = 0;
  std::vector<TypeSet> unions_;
  std::size_t ranks_ = 0;
  std::vector<std::int32_t> others_;  // ranks x unions
  Ranks held_;                        // rooms by union
  std::vector<Ranks> rooms_;          // by choice, then union
  std::map<std::vector<std::int32_t>, std::uint32_t> value_index_;
};

std::optional<std::vector<UnitSets>> FindUnitSets(const Model& model,
                                                  const Component& component,
                                                  std::int64_t& work) {
  std::vector<UnitSets> all;
  std::size_t sets = 0;
  for (const CohortPart& part : component.parts) {
    UnitSets of;
    if (!SetFinder(model, component, part).Find(work, of)) return std::nullopt;
    sets += of.size();
    if (sets > kMostInAll) return std::nullopt;
    all.push_back(std::move(of));
  }
  return all;
}

}  // namespace quaranta::place::internal
