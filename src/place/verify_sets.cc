#include "place/verify_sets.h"

#include <algorithm>
#include <deque>
#include <set>

namespace quaranta::place::verify {
namespace {

constexpr std::size_t kMostSets = 100'000;
constexpr std::size_t kMostTight = 128;
constexpr std::size_t kMostUnits = 16;
constexpr std::int64_t kFar = CohortSets::kNone;

// A network in which more and more is sent at the least cost.
class Network {
 public:
  explicit Network(std::size_t nodes) : from_(nodes) {}

  void Connect(std::size_t a, std::size_t b, std::int64_t room,
               std::int64_t cost) {
    from_[a].push_back(arcs_.size());
    arcs_.push_back({b, room, cost});
    from_[b].push_back(arcs_.size());
    arcs_.push_back({a, 0, -cost});
  }

  // As much as can be sent from a to b, and what it costs.
  std::int64_t SendAll(std::size_t a, std::size_t b) {
    std::int64_t cost = 0;
    while (FindPath(a, b)) {
      std::int64_t most = kFar;
      for (std::size_t n = b; n != a; n = arcs_[by_[n] ^ 1U].to) {
        most = std::min(most, arcs_[by_[n]].room);
      }
      for (std::size_t n = b; n != a; n = arcs_[by_[n] ^ 1U].to) {
        arcs_[by_[n]].room -= most;
        arcs_[by_[n] ^ 1U].room += most;
      }
      cost += most * far_[b];
    }
    return cost;
  }

 private:
  struct Arc {
    std::size_t to = 0;
    std::int64_t room = 0;
    std::int64_t cost = 0;
  };

  bool FindPath(std::size_t a, std::size_t b) {
    far_.assign(from_.size(), kFar);
    by_.assign(from_.size(), 0);
    std::vector<bool> queued(from_.size(), false);
    std::deque<std::size_t> queue{a};
    far_[a] = 0;
    while (!queue.empty()) {
      const std::size_t n = queue.front();
      queue.pop_front();
      queued[n] = false;
      for (const std::size_t arc : from_[n]) {
        const Arc& of = arcs_[arc];
        if (of.room == 0 || far_[n] + of.cost >= far_[of.to]) continue;
        far_[of.to] = far_[n] + of.cost;
        by_[of.to] = arc;
        if (!queued[of.to]) queue.push_back(of.to);
        queued[of.to] = true;
      }
    }
    return far_[b] < kFar;
  }

  std::vector<std::vector<std::size_t>> from_;
  std::vector<Arc> arcs_;
  std::vector<std::int64_t> far_;
  std::vector<std::size_t> by_;
};

}  // namespace

CohortSets::CohortSets(const View& view, std::uint32_t cohort,
                       std::int64_t most_looks)
    : most_looks_(most_looks) {
  const CohortView& of = view.cohorts()[cohort];
  for (const AlikeLodgings& lodgings : of.lodgings) {
    if (lodgings.too_large && !lodgings.ways.empty()) return;
  }
  FindLooks(view, of);
  FindKinds(of);
  if (looks_.size() > 64 || !FindTight()) return;
  FindChoices(view, of);
  Set none;
  Evaluate(held_tight_, none);
  sets_.push_back(std::move(none));
  usable_ = true;
  // Larger sets come from those found.
  for (std::size_t n = 0; usable_ && n < sets_.size(); ++n) Extend(n);
}

void CohortSets::FindLooks(const View& view, const CohortView& cohort) {
  std::map<std::uint32_t, std::int64_t> held;
  for (const std::uint32_t u : cohort.held) {
    for (const auto& [look, count] : view.LooksOf(u)) held[look] += count;
  }
  std::set<std::uint32_t> looks;
  for (const auto& [look, count] : held) looks.insert(look);
  for (const std::uint32_t t : cohort.choices) {
    for (const auto& [look, count] : view.alike_units()[t].looks) {
      looks.insert(look);
    }
  }
  looks_.assign(looks.begin(), looks.end());
  held_.assign(looks_.size(), 0);
  for (const auto& [look, count] : held) held_[IndexOf(look)] = count;
}

std::size_t CohortSets::IndexOf(std::uint32_t look) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(looks_, look) -
                                  looks_.begin());
}

void CohortSets::FindKinds(const CohortView& cohort) {
  for (const AlikeLodgings& of : cohort.lodgings) {
    if (of.ways.empty() || of.too_large) continue;
    Kind& kind = kinds_.emplace_back();
    kind.priority = of.priority;
    kind.people = of.people;
    kind.count = of.count;
    wanted_ += of.count;
    for (const std::uint32_t look : looks_) {
      kind.lacking.push_back(of.lacking[look]);
      some_lack_ = some_lack_ || of.lacking[look] > 0;
    }
  }
  const auto key = [](const Kind& of) {
    return std::pair(of.priority, -of.people);
  };
  std::ranges::stable_sort(kinds_, {}, key);
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    if (k + 1 == kinds_.size() || key(kinds_[k]) != key(kinds_[k + 1])) {
      groups_.push_back(k + 1);
    }
  }
}

// Of some lodgings no more can be placed than other rooms suit, plus the rooms
// there are, for any set of rooms; and for one it is just so many, which is a
// union of rooms that suit one kind.
bool CohortSets::FindTight() {
  std::vector<std::uint64_t> suits, suits_well;
  for (const Kind& kind : kinds_) {
    suits.push_back(0);
    suits_well.push_back(0);
    for (std::size_t i = 0; i < kind.lacking.size(); ++i) {
      const std::uint64_t room = std::uint64_t{1} << i;
      if (kind.lacking[i] >= 0) suits.back() |= room;
      if (kind.lacking[i] == 0) suits_well.back() |= room;
    }
  }
  std::set<std::uint64_t> single(suits.begin(), suits.end());
  single.insert(suits_well.begin(), suits_well.end());
  std::set<std::uint64_t> known{0};
  tight_ = {0};
  for (std::size_t n = 0; n < tight_.size(); ++n) {
    for (const std::uint64_t rooms : single) {
      if (!known.insert(tight_[n] | rooms).second) continue;
      if (tight_.size() == kMostTight) return false;
      tight_.push_back(tight_[n] | rooms);
    }
  }
  for (const std::uint64_t rooms : tight_) {
    auto& elsewhere = elsewhere_.emplace_back();
    std::int64_t count = 0, well = 0;
    for (std::size_t k = 0, g = 0; k < kinds_.size(); ++k) {
      if ((suits[k] & ~rooms) != 0) count += kinds_[k].count;
      if ((suits_well[k] & ~rooms) != 0) well += kinds_[k].count;
      if (k + 1 == groups_[g]) {
        elsewhere.push_back(count);
        ++g;
      }
    }
    well_elsewhere_.push_back(well);
  }
  held_tight_ = TightOf(held_);
  return true;
}

CohortSets::Rooms CohortSets::TightOf(const Rooms& rooms) const {
  Rooms there(tight_.size(), 0);
  for (std::size_t n = 0; n < tight_.size(); ++n) {
    for (std::size_t i = 0; i < rooms.size(); ++i) {
      if ((tight_[n] >> i & 1U) != 0) there[n] += rooms[i];
    }
  }
  return there;
}

// All lodgings can be placed and lack nothing, with the held units' rooms.
bool CohortSets::IsEnough(const Rooms& tight) const {
  for (std::size_t n = 0; n < tight_.size(); ++n) {
    if (well_elsewhere_[n] + held_tight_[n] + tight[n] < wanted_) return false;
  }
  return true;
}

void CohortSets::FindChoices(const View& view, const CohortView& cohort) {
  std::map<Rooms, std::size_t> index;
  std::optional<std::size_t> enough;
  for (std::uint32_t i = 0; i < cohort.choices.size(); ++i) {
    const AlikeUnits& units = view.alike_units()[cohort.choices[i]];
    Rooms rooms(looks_.size(), 0);
    for (const auto& [look, count] : units.looks) {
      rooms[IndexOf(look)] += count;
    }
    Rooms tight = TightOf(rooms);
    std::size_t of = alike_.size();
    if (!IsEnough(tight)) {
      of = index.try_emplace(rooms, of).first->second;
    } else if (enough) {
      of = *enough;
    } else {
      enough = of;
    }
    if (of == alike_.size()) {
      alike_.push_back({{}, std::move(rooms), std::move(tight), 0, {}});
    }
    alike_[of].choices.push_back(i);
    alike_[of].units += static_cast<std::int64_t>(units.units.size());
  }
}

CohortSets::Rooms CohortSets::RoomsOf(
    const std::vector<std::uint32_t>& units) const {
  Rooms rooms = held_;
  for (const std::uint32_t i : units) {
    for (std::size_t n = 0; n < rooms.size(); ++n) {
      rooms[n] += alike_[i].rooms[n];
    }
  }
  return rooms;
}

CohortSets::Rooms CohortSets::TightOn(
    const std::vector<std::uint32_t>& units) const {
  Rooms there = held_tight_;
  for (const std::uint32_t i : units) {
    for (std::size_t n = 0; n < there.size(); ++n) {
      there[n] += alike_[i].tight[n];
    }
  }
  return there;
}

// Those of each group are placed as far as those before leave rooms. Where all
// could be and none lacks anything that is at once known to be the least.
void CohortSets::Evaluate(const Rooms& there, Set& set) {
  ++looked_at_;
  std::vector<std::int64_t> placed(groups_.size(), kNone);
  std::int64_t well = kNone;
  for (std::size_t n = 0; n < tight_.size(); ++n) {
    for (std::size_t g = 0; g < placed.size(); ++g) {
      placed[g] = std::min(placed[g], elsewhere_[n][g] + there[n]);
    }
    well = std::min(well, well_elsewhere_[n] + there[n]);
  }
  if (well == wanted_) set.lacking = 0;
  const auto [it, added] = value_index_.try_emplace(placed, values_.size());
  set.value = it->second;
  if (!added) return;
  Value& value = values_.emplace_back();
  if (!placed.empty()) value.placed = placed.back();
  for (std::size_t k = 0, g = 0; k < kinds_.size(); ++k) {
    const Kind& of = kinds_[k];
    auto& unplaced = value.unplaced[static_cast<std::size_t>(of.priority)];
    unplaced += of.count * of.people;
    if (k + 1 < groups_[g]) continue;
    unplaced -= (placed[g] - (g > 0 ? placed[g - 1] : 0)) * of.people;
    ++g;
  }
}

// Group after group; those of one group may give way to each other.
std::int64_t CohortSets::LackingOn(Set& set) const {
  if (!some_lack_) return 0;
  if (set.lacking) return *set.lacking;
  const Rooms rooms = RoomsOf(set.units);
  const std::size_t kinds = kinds_.size(), groups = groups_.size();
  const std::size_t sink = kinds + groups + rooms.size();
  Network network(sink + 1);
  for (std::size_t k = 0, g = 0; k < kinds; ++k) {
    if (k == groups_[g]) ++g;
    network.Connect(kinds + g, k, kinds_[k].count, 0);
    for (std::size_t i = 0; i < rooms.size(); ++i) {
      if (kinds_[k].lacking[i] < 0 || rooms[i] == 0) continue;
      network.Connect(k, kinds + groups + i, kinds_[k].count,
                      kinds_[k].lacking[i]);
    }
  }
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    network.Connect(kinds + groups + i, sink, rooms[i], 0);
  }
  std::int64_t sum = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    sum += network.SendAll(kinds + g, sink);
  }
  set.lacking = sum;
  return sum;
}

bool CohortSets::DoesWorse(Set& fewer, Set& set) const {
  return fewer.value != set.value || LackingOn(fewer) > LackingOn(set);
}

// Whether the cohort does worse without any one of the units.
bool CohortSets::AllNeeded(Set& set) {
  for (std::size_t n = 0; n < set.units.size(); ++n) {
    if (n > 0 && set.units[n] == set.units[n - 1]) continue;
    Set fewer;
    fewer.units = set.units;
    fewer.units.erase(fewer.units.begin() + static_cast<std::ptrdiff_t>(n));
    Evaluate(TightOn(fewer.units), fewer);
    if (!DoesWorse(fewer, set)) return false;
  }
  return true;
}

void CohortSets::Extend(std::size_t set) {
  if (values_[sets_[set].value].placed == wanted_ &&
      LackingOn(sets_[set]) == 0) {
    return;
  }
  const std::vector<std::uint32_t> units = sets_[set].units;
  const Rooms there = TightOn(units);
  for (std::uint32_t i = units.empty() ? 0 : units.back(); i < alike_.size();
       ++i) {
    if (std::ranges::count(units, i) == alike_[i].units) continue;
    Rooms more = there;
    for (std::size_t n = 0; n < more.size(); ++n) more[n] += alike_[i].tight[n];
    Set with;
    with.units = units;
    with.units.push_back(i);
    Evaluate(more, with);
    if (looked_at_ > most_looks_) {
      usable_ = false;
      return;
    }
    if (!DoesWorse(sets_[set], with) || !AllNeeded(with)) continue;
    if (sets_.size() == kMostSets || with.units.size() > kMostUnits) {
      usable_ = false;
      return;
    }
    sets_.push_back(std::move(with));
  }
}

std::vector<CohortSets::Way> CohortSets::Ways() const {
  std::vector<Way> ways;
  for (const Set& set : sets_) {
    Way& way = ways.emplace_back();
    way.unplaced = values_[set.value].unplaced;
    for (std::size_t n = 0; n < set.units.size(); ++n) {
      if (n == 0 || set.units[n] != set.units[n - 1]) {
        way.units.emplace_back(alike_[set.units[n]].choices, 0);
      }
      ++way.units.back().second;
    }
  }
  return ways;
}

// The cheapest of several choices first; those that are taken anyway are paid
// for.
void CohortSets::PriceAlike(const SetTerms& terms) {
  for (Alike& alike : alike_) {
    if (alike.choices.size() == 1) continue;
    offers_.clear();
    for (const std::uint32_t i : alike.choices) {
      const std::int64_t paid = std::min(terms.least[i], terms.most[i]);
      if (paid > 0) offers_.emplace_back(0, paid);
      if (terms.most[i] > paid) {
        offers_.emplace_back(terms.price[i], terms.most[i] - paid);
      }
    }
    const std::size_t cheapest = std::min(offers_.size(), kMostUnits);
    std::ranges::partial_sort(
        offers_, offers_.begin() + static_cast<std::ptrdiff_t>(cheapest));
    alike.cost = {0};
    for (std::size_t n = 0; n < cheapest; ++n) {
      for (std::int64_t k = 0; k < offers_[n].second; ++k) {
        if (alike.cost.size() > kMostUnits) break;
        alike.cost.push_back(alike.cost.back() + offers_[n].first);
      }
    }
  }
}

// The price of the units beyond those that are taken anyway; kNone if they are
// too many.
std::int64_t CohortSets::UnitsOf(const SetTerms& terms, const Set& set) const {
  std::int64_t price = 0;
  for (std::size_t n = 0; n < set.units.size();) {
    const Alike& alike = alike_[set.units[n]];
    const std::size_t first = n;
    while (n < set.units.size() && set.units[n] == set.units[first]) ++n;
    if (alike.choices.size() > 1) {
      if (n - first >= alike.cost.size()) return kNone;
      price += alike.cost[n - first];
      continue;
    }
    const std::uint32_t i = alike.choices.front();
    const auto units = static_cast<std::int64_t>(n - first);
    if (units > terms.most[i]) return kNone;
    price += std::max<std::int64_t>(0, units - terms.least[i]) * terms.price[i];
  }
  return price;
}

std::optional<std::int64_t> CohortSets::Least(const SetTerms& terms) {
  PriceAlike(terms);
  std::vector<std::int64_t> paid;
  std::int64_t each = 0;
  for (const Value& value : values_) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < value.unplaced.size(); ++k) {
      if (value.unplaced[k] > terms.most_unplaced[k]) sum = kNone;
      if (sum == kNone) break;
      if (__builtin_mul_overflow(value.unplaced[k], terms.person[k], &each) ||
          each >= kNone / 4 || (sum += each) >= kNone / 4) {
        return std::nullopt;
      }
    }
    paid.push_back(sum);
  }
  std::int64_t least = kNone;
  const bool counts = terms.lacking > 0 || terms.most_lacking < kNone;
  for (Set& set : sets_) {
    if (paid[set.value] >= least) continue;
    std::int64_t price = paid[set.value] + UnitsOf(terms, set);
    if (price >= least) continue;
    if (counts) {
      const std::int64_t lacking = LackingOn(set);
      if (lacking > terms.most_lacking) continue;
      if (__builtin_mul_overflow(lacking, terms.lacking, &each) ||
          each >= kNone / 4) {
        return std::nullopt;
      }
      price += each;
    }
    least = std::min(least, price);
  }
  return least;
}

}  // namespace quaranta::place::verify
