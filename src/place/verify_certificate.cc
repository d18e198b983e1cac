// Adds up the prices of a certificate, as certificate.h words it.
#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "place/verify_parts.h"
#include "place/verify_sets.h"
#include "place/verify_view.h"

namespace quaranta::place::verify {
namespace {

// Prices and sums beyond this prove nothing here.
constexpr std::int64_t kMostPrice = std::int64_t{1} << 50;
constexpr int kMostDepth = 1000;
// Sets of units looked at for one certificate, in its leaves and to find them.
constexpr std::int64_t kMostSets = std::int64_t{1} << 28;
constexpr std::int64_t kMostToFind = std::int64_t{1} << 24;
// The bound of a case that holds no plan.
constexpr std::int64_t kEmpty = std::int64_t{1} << 36;

// A sum that notices overflow.
class Sum {
 public:
  void Add(std::int64_t a, std::int64_t b = 1) {
    std::int64_t product = 0;
    overflow_ = overflow_ || __builtin_mul_overflow(a, b, &product) ||
                __builtin_add_overflow(value_, product, &value_);
  }
  std::int64_t value() const { return value_; }
  bool overflow() const { return overflow_; }

 private:
  std::int64_t value_ = 0;
  bool overflow_ = false;
};

// rooms placed of `members` <= constant + sum of coefficient times units.
struct Inequality {
  std::uint32_t cohort = 0;
  std::int64_t constant = 0;
  std::vector<std::pair<std::uint32_t, std::int64_t>> units;  // by class
  std::map<std::uint32_t, std::int64_t> members;  // lodgings, most lacking
};

class Rebuilder {
 public:
  Rebuilder(const View& view, const Certificate::Row& row)
      : view_(view), row_(row) {}

  std::optional<Inequality> Rebuild() {
    if (row_.cohort.value() >= view_.cohorts().size()) return std::nullopt;
    inequality_.cohort = row_.cohort.value();
    if (!FindMembers()) return std::nullopt;
    std::set<std::uint32_t> granted;
    for (const UnitId unit : row_.granted) {
      if (unit.value() >= view_.facts().problem().units.size()) {
        return std::nullopt;
      }
      const std::uint32_t t = view_.ClassOfUnit(unit.value());
      if (t == kNoIndex) return std::nullopt;
      granted.insert(t);
    }
    std::int64_t given = Held();
    std::int64_t wanted = 0;
    for (const auto& [index, lacking] : inequality_.members) {
      const AlikeLodgings& of = cohort().lodgings[index];
      wanted += of.count * of.rooms;
    }
    for (const std::uint32_t t : cohort().choices) {
      const std::int64_t rooms = RoomsOf(t);
      const auto units =
          static_cast<std::int64_t>(view_.alike_units()[t].units.size());
      if (granted.contains(t)) {
        given += rooms * units;
      } else if (rooms > 0) {
        inequality_.units.emplace_back(t, rooms);
      }
    }
    Finish(given, std::max<std::int64_t>(0, wanted - given));
    return std::move(inequality_);
  }

 private:
  const CohortView& cohort() const {
    return view_.cohorts()[inequality_.cohort];
  }

  bool FindMembers() {
    for (const Certificate::Member& of : row_.members) {
      const Problem& problem = view_.facts().problem();
      if (of.party.value() >= problem.parties.size() ||
          problem.parties[of.party.value()].cohort != row_.cohort) {
        return false;
      }
      const std::uint32_t index = view_.LodgingsOf(of.party.value(), of.person);
      if (index == kNoIndex) return false;
      const auto [it, added] =
          inequality_.members.try_emplace(index, of.lacking);
      it->second = std::max(it->second, std::int64_t{of.lacking});
    }
    return true;
  }

  template <class Fits>
  std::int64_t Count(
      const std::vector<std::pair<std::uint32_t, std::int64_t>>& looks,
      const Fits& fits) const {
    std::int64_t rooms = 0;
    for (const auto& [look, count] : looks) {
      for (const auto& [index, most] : inequality_.members) {
        const AlikeLodgings& of = cohort().lodgings[index];
        const bool suits =
            of.too_large ? fits(of)
                         : of.lacking[look] >= 0 && of.lacking[look] <= most;
        if (suits) {
          rooms += count;
          break;
        }
      }
    }
    return rooms;
  }

  std::int64_t RoomsOf(std::uint32_t t) const {
    return Count(view_.alike_units()[t].looks,
                 [&](const AlikeLodgings& of) -> bool { return of.fits[t]; });
  }

  std::int64_t Held() const {
    std::int64_t rooms = 0;
    for (std::size_t n = 0; n < cohort().held.size(); ++n) {
      rooms += Count(
          view_.LooksOf(cohort().held[n]),
          [&](const AlikeLodgings& of) -> bool { return of.fits_held[n]; });
    }
    return rooms;
  }

  void Finish(std::int64_t given, std::int64_t rest) {
    std::int64_t limit = rest;
    inequality_.constant = given;
    if (row_.step >= 0) {
      std::vector<std::int64_t> rooms;
      for (const auto& [t, count] : inequality_.units) {
        rooms.insert(rooms.end(), view_.alike_units()[t].units.size(), count);
      }
      std::ranges::sort(rooms, std::greater<>());
      const auto most = [&](std::size_t units) {
        std::int64_t sum = 0;
        for (std::size_t n = 0; n < std::min(units, rooms.size()); ++n) {
          sum = std::min(rest, sum + rooms[n]);
        }
        return sum;
      };
      const auto step = static_cast<std::size_t>(row_.step);
      limit = most(step + 1) - most(step);
      inequality_.constant += most(step) - std::int64_t{row_.step} * limit;
    }
    for (auto& [t, rooms] : inequality_.units) rooms = std::min(rooms, limit);
  }

  const View& view_;
  const Certificate::Row& row_;
  Inequality inequality_;
};

using Limits = std::vector<std::int64_t>;

class Adder {
 public:
  Adder(const View& view, const Plan& plan, const std::vector<Level>& levels)
      : view_(view), plan_(plan), levels_(levels) {
    for (std::size_t l = 0; l < levels.size(); ++l) {
      if (levels[l].name <= LevelName::kNewFloors) count_ = l + 1;
    }
  }

  std::size_t count() const { return count_; }

  bool ReadRows() {
    for (const Certificate::Row& row : plan_.certificate.rows) {
      auto inequality = Rebuilder(view_, row).Rebuild();
      if (!inequality) return false;
      rows_.push_back(std::move(*inequality));
    }
    return true;
  }

  // The least that the level can be in the component, as the proof adds up; no
  // value if it is not well formed. `settled`: the plan's values in all earlier
  // levels are proven.
  std::optional<std::int64_t> Bound(
      std::uint32_t component, std::size_t level, const Limits& limits,
      bool settled, const std::vector<Certificate::Node>& proof) {
    settled_ = settled;
    component_ = component;
    level_ = level;
    limits_ = &limits;
    taken_.clear();
    opened_.clear();
    if (proof.empty()) return Leaf({});
    std::size_t next = 0;
    const auto bound = Tree(proof, next, 0);
    return next == proof.size() ? bound : std::nullopt;
  }

 private:
  struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
  };
  using CohortAndUnits = std::pair<std::uint32_t, std::uint32_t>;

  std::optional<std::int64_t> Tree(const std::vector<Certificate::Node>& proof,
                                   std::size_t& next, int depth) {
    if (next >= proof.size() || depth > kMostDepth) return std::nullopt;
    const Certificate::Node& node = proof[next++];
    if (!node.split) return Leaf(node);
    Range* const range = RangeOf(node);
    if (!range) return std::nullopt;
    const Range before = *range;
    range->most = std::min<std::int64_t>(before.most, node.at);
    const auto low = Tree(proof, next, depth + 1);
    Range* const same = RangeOf(node);
    same->most = before.most;
    same->least = std::max(before.least, std::int64_t{node.at} + 1);
    const auto high = Tree(proof, next, depth + 1);
    *RangeOf(node) = before;
    if (!low || !high) return std::nullopt;
    return std::min(*low, *high);
  }

  Range* RangeOf(const Certificate::Node& node) {
    if (node.site) {
      const std::uint32_t site = node.site->value();
      if (site >= view_.facts().problem().sites.size() ||
          view_.ComponentOfSite(site) != component_) {
        return nullptr;
      }
      return &opened_.try_emplace(site, Range{0, 1}).first->second;
    }
    const std::uint32_t c = node.cohort.value();
    if (c >= view_.cohorts().size() ||
        node.unit.value() >= view_.facts().problem().units.size() ||
        view_.cohorts()[c].component != component_) {
      return nullptr;
    }
    const std::uint32_t t = view_.ClassOfUnit(node.unit.value());
    if (!std::ranges::binary_search(view_.cohorts()[c].choices, t)) {
      return nullptr;
    }
    const auto units =
        static_cast<std::int64_t>(view_.alike_units()[t].units.size());
    return &taken_.try_emplace({c, t}, Range{0, units}).first->second;
  }

  // What a unit of each level counts, here: with the price.
  struct Weights {
    std::array<std::int64_t, kMaxClasses> person{};
    std::map<std::int32_t, std::int64_t> site;  // by tier
    std::int64_t lacking = 0;
    std::int64_t floor = 0;
  };

  void AddLevel(std::size_t level, std::int64_t price, Weights& weights) {
    const Level& of = levels_[level];
    switch (of.name) {
      case LevelName::kUnplaced:
        weights.person[static_cast<std::size_t>(of.key)] += price;
        break;
      case LevelName::kNewSites:
        weights.site[of.key] += price;
        break;
      case LevelName::kSubstitutes:
        weights.lacking += price;
        break;
      default:
        weights.floor += price;
    }
  }

  std::optional<std::int64_t> Leaf(const Certificate::Node& node) {
    sum_ = {};
    empty_ = false;
    Weights weights;
    AddLevel(level_, Certificate::kScale, weights);
    std::int64_t prices = 0;
    for (const Certificate::Price& of : node.levels) {
      if (of.index >= level_ || of.price <= 0 ||
          of.price > kMostPrice - prices) {
        return std::nullopt;
      }
      prices += of.price;
      AddLevel(of.index, of.price, weights);
      sum_.Add(-of.price, (*limits_)[of.index]);
    }
    if (node.sets) {
      if (!AddSets(node, weights)) return std::nullopt;
      return Total();
    }
    if (!node.units.empty()) return std::nullopt;
    priced_.clear();
    for (const Certificate::Price& of : node.rows) {
      if (of.index >= rows_.size() || of.price <= 0 || of.price > kMostPrice) {
        return std::nullopt;
      }
      const std::uint32_t c = rows_[of.index].cohort;
      if (view_.cohorts()[c].component != component_) return std::nullopt;
      priced_[c].push_back({&rows_[of.index], of.price});
      sum_.Add(-of.price, rows_[of.index].constant);
    }
    AddLodgings(weights);
    AddUnits(weights);
    return Total();
  }

  std::optional<std::int64_t> Total() const {
    if (empty_) return kEmpty;
    if (sum_.overflow()) return std::nullopt;
    const std::int64_t scale = Certificate::kScale;
    const std::int64_t value = sum_.value();
    return value >= 0 ? value / scale + (value % scale != 0)
                      : -((-value) / scale);
  }

  // People of the class that may be without a room although one would suit.
  std::int64_t Spare(std::int32_t priority) const {
    const auto k = static_cast<std::size_t>(priority);
    if (k >= level_) return std::numeric_limits<std::int64_t>::max();
    std::int64_t spare = (*limits_)[k];
    for (const CohortView& cohort : view_.cohorts()) {
      if (cohort.component != component_) continue;
      const auto it = cohort.hopeless.find(priority);
      if (it != cohort.hopeless.end()) spare -= it->second;
    }
    return std::max<std::int64_t>(0, spare);
  }

  bool NoneMayLack() const {
    for (std::size_t l = 0; l < level_; ++l) {
      if (levels_[l].name == LevelName::kSubstitutes) {
        return (*limits_)[l] == 0;
      }
    }
    return false;
  }

  // Every lodging decides whether and how to be placed.
  void AddLodgings(const Weights& weights) {
    std::array<std::int64_t, kMaxClasses> spare{};
    for (std::size_t k = 0; k < spare.size(); ++k) {
      spare[k] = Spare(static_cast<std::int32_t>(k));
    }
    const bool none_lacks = NoneMayLack();
    for (std::uint32_t c = 0; c < view_.cohorts().size(); ++c) {
      const CohortView& cohort = view_.cohorts()[c];
      if (cohort.component != component_) continue;
      for (const auto& [priority, people] : cohort.hopeless) {
        sum_.Add(weights.person[static_cast<std::size_t>(priority)], people);
      }
      for (std::uint32_t i = 0; i < cohort.lodgings.size(); ++i) {
        const AlikeLodgings& of = cohort.lodgings[i];
        if (of.ways.empty()) continue;
        const auto k = static_cast<std::size_t>(of.priority);
        sum_.Add(weights.person[k], of.people * of.count);
        std::optional<std::int64_t> best;
        for (const std::int64_t lacking : of.ways) {
          if (lacking > 0 && none_lacks) continue;
          Sum price;
          price.Add(-weights.person[k], of.people);
          price.Add(weights.lacking, lacking);
          for (const auto& [row, each] : priced_[c]) {
            const auto it = row->members.find(i);
            if (it != row->members.end() && lacking <= it->second) {
              price.Add(each, of.rooms);
            }
          }
          if (price.overflow()) sum_.Add(kMostPrice, kMostPrice);
          best = std::min(best.value_or(price.value()), price.value());
        }
        const std::int64_t least =
            std::max<std::int64_t>(0, of.count - spare[k] / of.people);
        if (!best && least > 0) empty_ = true;
        if (best) sum_.Add(*best, *best < 0 ? of.count : least);
      }
    }
  }

  // Every unit decides whose it is, and every site whether it opens.
  void AddUnits(const Weights& weights) {
    std::map<std::uint32_t, std::vector<std::pair<std::int64_t, Range>>> offers;
    std::vector<std::int64_t> cost(view_.alike_units().size());
    for (std::uint32_t c = 0; c < view_.cohorts().size(); ++c) {
      const CohortView& cohort = view_.cohorts()[c];
      if (cohort.component != component_) continue;
      for (const std::uint32_t t : cohort.choices) cost[t] = weights.floor;
      for (const auto& [row, each] : priced_[c]) {
        for (const auto& [t, rooms] : row->units) {
          Sum sum;
          sum.Add(cost[t]);
          sum.Add(-each, rooms);
          if (sum.overflow()) sum_.Add(kMostPrice, kMostPrice);
          cost[t] = sum.value();
        }
      }
      for (const std::uint32_t t : cohort.choices) {
        const auto units =
            static_cast<std::int64_t>(view_.alike_units()[t].units.size());
        const auto it = taken_.find({c, t});
        offers[t].emplace_back(
            cost[t], it == taken_.end() ? Range{0, units} : it->second);
      }
    }
    std::map<std::uint32_t, AtSite> sites;
    for (auto& [t, of] : offers) {
      const std::uint32_t site = view_.alike_units()[t].site;
      const bool open = view_.facts().problem().sites[site].open;
      AtSite& at = sites[site];
      AddOffers(of,
                static_cast<std::int64_t>(view_.alike_units()[t].units.size()),
                open ? sum_ : at.units, at.needed);
    }
    for (const SiteOrder& order : view_.OrdersOf(component_)) {
      AddOrder(order, weights, sites);
    }
  }

  // What is known of the units of a site.
  struct AtSite {
    Sum units;
    bool needed = false;
  };

  // The steps before some last one open wholly, those after it not at all, and
  // in it every site decides.
  void AddOrder(const SiteOrder& order, const Weights& weights,
                const std::map<std::uint32_t, AtSite>& sites) {
    std::optional<std::int64_t> least;
    for (std::size_t last = 0; last < order.size(); ++last) {
      Sum sum;
      bool possible = true;
      for (std::size_t n = 0; n < order.size(); ++n) {
        for (const std::uint32_t site : order[n]) {
          Range range = RangeOfSite(site);
          Sum opened;
          if (const auto at = sites.find(site); at != sites.end()) {
            opened = at->second.units;
            if (at->second.needed) range.least = 1;
          }
          const auto weight = weights.site.find(view_.facts().KeyOf(site));
          if (weight != weights.site.end()) {
            opened.Add(weight->second, view_.facts().CostOf(site));
          }
          if (opened.overflow()) sum_.Add(kMostPrice, kMostPrice);
          if (n < last) range.least = 1;
          if (n > last) range.most = 0;
          possible = possible && range.least <= range.most;
          if (range.least == 1) {
            sum.Add(opened.value());
          } else if (range.most == 1) {
            sum.Add(std::min<std::int64_t>(0, opened.value()));
          }
        }
      }
      if (sum.overflow()) sum_.Add(kMostPrice, kMostPrice);
      if (possible) {
        least = std::min(least.value_or(sum.value()), sum.value());
      }
    }
    if (!least) empty_ = true;
    sum_.Add(least.value_or(0));
  }

  Range RangeOfSite(std::uint32_t site) const {
    const auto it = opened_.find(site);
    Range range = it == opened_.end() ? Range{0, 1} : it->second;
    if (MayNotOpen(site)) range.most = 0;
    return range;
  }

  // An earlier level allows no site of its part that counts.
  bool MayNotOpen(std::uint32_t site) const {
    if (view_.facts().CostOf(site) == 0) return false;
    for (std::size_t l = 0; l < level_; ++l) {
      if (levels_[l].name == LevelName::kNewSites &&
          levels_[l].key == view_.facts().KeyOf(site)) {
        return (*limits_)[l] == 0;
      }
    }
    return false;
  }

  // Every cohort decides over sets of units, and every site whether it opens.
  // False if that is not well formed.
  bool AddSets(const Certificate::Node& node, const Weights& weights) {
    if (!settled_ || !node.rows.empty()) return false;
    std::map<std::uint32_t, std::int64_t> price, taken;  // by class
    for (const Certificate::UnitPrice& of : node.units) {
      if (of.unit.value() >= view_.facts().problem().units.size() ||
          of.price <= 0 || of.price > CohortSets::kMostTerm / 2) {
        return false;
      }
      const std::uint32_t t = view_.ClassOfUnit(of.unit.value());
      if (t == kNoIndex || !price.try_emplace(t, of.price).second) return false;
    }
    for (std::uint32_t c = 0; c < view_.cohorts().size(); ++c) {
      if (view_.cohorts()[c].component != component_) continue;
      for (const std::uint32_t t : view_.cohorts()[c].choices) taken[t];
      if (!AddCohort(c, price, taken, weights)) return false;
    }
    std::map<std::uint32_t, AtSite> sites;
    for (const auto& [t, of] : taken) {
      const AlikeUnits& units = view_.alike_units()[t];
      const auto count = static_cast<std::int64_t>(units.units.size());
      if (of > count) empty_ = true;
      const bool open = view_.facts().problem().sites[units.site].open;
      AtSite& at = sites[units.site];
      (open ? sum_ : at.units).Add(-PriceOf(price, t), count);
      at.needed = at.needed || of > 0;
    }
    for (const SiteOrder& order : view_.OrdersOf(component_)) {
      AddOrder(order, weights, sites);
    }
    return true;
  }

  static std::int64_t PriceOf(
      const std::map<std::uint32_t, std::int64_t>& price, std::uint32_t t) {
    const auto it = price.find(t);
    return it == price.end() ? 0 : it->second;
  }

  // What the cohort comes to; adds units that it has to take to `taken`.
  bool AddCohort(std::uint32_t c,
                 const std::map<std::uint32_t, std::int64_t>& price,
                 std::map<std::uint32_t, std::int64_t>& taken,
                 const Weights& weights) {
    const CohortView& cohort = view_.cohorts()[c];
    const auto [it, added] = sets_.try_emplace(c, view_, c, left_to_find_);
    CohortSets& sets = it->second;
    if (added) left_to_find_ -= sets.looks();
    looked_at_ += static_cast<std::int64_t>(sets.size());
    if (!sets.usable() || looked_at_ > kMostSets) return false;
    for (const auto& [priority, people] : cohort.hopeless) {
      sum_.Add(weights.person[static_cast<std::size_t>(priority)], people);
    }
    SetTerms terms;
    terms.person = weights.person;
    terms.lacking = weights.lacking;
    for (std::size_t k = 0; k < terms.person.size(); ++k) {
      terms.most_unplaced[k] = Spare(static_cast<std::int32_t>(k));
      if (terms.person[k] > CohortSets::kMostTerm) return false;
    }
    terms.most_lacking = MostLacking();
    if (weights.floor > CohortSets::kMostTerm / 2) return false;
    for (const std::uint32_t t : cohort.choices) {
      const AlikeUnits& units = view_.alike_units()[t];
      Range range{0, static_cast<std::int64_t>(units.units.size())};
      const auto taken_here = taken_.find({c, t});
      if (taken_here != taken_.end()) range = taken_here->second;
      const bool open = view_.facts().problem().sites[units.site].open;
      if (!open && RangeOfSite(units.site).most == 0) range.most = 0;
      if (range.least > range.most) empty_ = true;
      terms.price.push_back(PriceOf(price, t) + weights.floor);
      terms.least.push_back(range.least);
      terms.most.push_back(range.most);
      sum_.Add(terms.price.back(), range.least);
      taken[t] += range.least;
    }
    const auto least = sets.Least(terms);
    if (!least) return false;
    if (*least == CohortSets::kNone) {
      empty_ = true;
    } else {
      sum_.Add(*least);
    }
    return true;
  }

  std::int64_t MostLacking() const {
    for (std::size_t l = 0; l < level_; ++l) {
      if (levels_[l].name == LevelName::kSubstitutes) return (*limits_)[l];
    }
    return CohortSets::kNone;
  }

  void AddOffers(std::vector<std::pair<std::int64_t, Range>>& offers,
                 std::int64_t units, Sum& sum, bool& needed) {
    std::ranges::sort(offers, {}, [](const auto& of) { return of.first; });
    for (const auto& [cost, range] : offers) {
      if (range.least > range.most) empty_ = true;
      units -= range.least;
      sum.Add(cost, range.least);
      needed = needed || range.least > 0;
    }
    if (units < 0) empty_ = true;
    for (const auto& [cost, range] : offers) {
      if (cost >= 0 || units <= 0) break;
      const std::int64_t more = std::min(units, range.most - range.least);
      sum.Add(cost, more);
      units -= more;
    }
  }

  const View& view_;
  const Plan& plan_;
  const std::vector<Level>& levels_;
  std::size_t count_ = 0;
  std::vector<Inequality> rows_;
  // Of the present proof and case.
  std::uint32_t component_ = 0;
  std::size_t level_ = 0;
  const Limits* limits_ = nullptr;
  std::map<CohortAndUnits, Range> taken_;
  std::map<std::uint32_t, Range> opened_;  // by site
  std::map<std::uint32_t,
           std::vector<std::pair<const Inequality*, std::int64_t>>>
      priced_;  // by cohort
  Sum sum_;
  bool empty_ = false;
  bool settled_ = false;
  std::map<std::uint32_t, CohortSets> sets_;  // by cohort, once asked for
  std::int64_t looked_at_ = 0;                // sets, in all leaves
  std::int64_t left_to_find_ = kMostToFind;
};

// By component the plan's values of the first levels.
std::vector<Limits> ValuesByComponent(const View& view, const Plan& plan,
                                      const std::vector<Level>& levels,
                                      std::size_t count) {
  const Facts& facts = view.facts();
  std::vector<Limits> values(view.components(), Limits(count, 0));
  const auto find = [&](LevelName name, std::int32_t key) {
    std::size_t l = 0;
    while (levels[l].name != name || levels[l].key != key) ++l;
    return l;
  };
  const auto component = [&](const Party& party) {
    return view.cohorts()[party.cohort.value()].component;
  };
  for (const Party& party : facts.problem().parties) {
    values[component(party)][find(LevelName::kUnplaced, party.priority)] +=
        static_cast<std::int64_t>(party.people.size());
  }
  std::set<std::uint32_t> floors, sites;
  const std::size_t substitutes = find(LevelName::kSubstitutes, 0);
  for (const Assignment& of : plan.assignments) {
    const Party& party = facts.party(of.party.value());
    Limits& mine = values[component(party)];
    mine[find(LevelName::kUnplaced, party.priority)] -=
        static_cast<std::int64_t>(of.people.size());
    for (const std::uint32_t i : of.people) {
      mine[substitutes] += std::popcount(party.people[i].needs &
                                         ~facts.room(of.room.value()).features);
    }
    const Unit& unit = facts.unit_of(of.room.value());
    if (!unit.holder &&
        floors.insert(facts.room(of.room.value()).unit.value()).second) {
      ++mine[find(LevelName::kNewFloors, 0)];
    }
    if (!facts.site_of(of.room.value()).open) sites.insert(unit.site.value());
  }
  for (const std::uint32_t s : facts.OpenedBy(sites)) {
    if (view.ComponentOfSite(s) == kNoIndex) continue;
    values[view.ComponentOfSite(s)]
          [find(LevelName::kNewSites, facts.KeyOf(s))] += facts.CostOf(s);
  }
  return values;
}

}  // namespace

std::vector<std::optional<std::int64_t>> CertifiedBounds(
    const Facts& facts, const Plan& plan, const std::vector<Level>& levels,
    Report& report) {
  std::vector<std::optional<std::int64_t>> certified(levels.size());
  if ((plan.certificate.rows.empty() && plan.certificate.proofs.empty()) ||
      plan.levels.size() != levels.size()) {
    return certified;
  }
  const View view(facts);
  Adder adder(view, plan, levels);
  const auto fail = [&](std::optional<std::size_t> level) {
    report.violations.push_back(
        {.fault = Fault::kWrongCertificate, .level = level});
  };
  if (!adder.ReadRows()) {
    fail(std::nullopt);
    return certified;
  }
  std::map<std::pair<std::size_t, std::uint32_t>, const Certificate::Proof*>
      proofs;
  for (const Certificate::Proof& proof : plan.certificate.proofs) {
    const std::uint32_t c = proof.cohort.value();
    if (c >= view.cohorts().size() || view.cohorts()[c].component == kNoIndex ||
        proof.level >= adder.count()) {
      fail(proof.level);
      return certified;
    }
    proofs[{proof.level, view.cohorts()[c].component}] = &proof;
  }
  const std::vector<Limits> values =
      ValuesByComponent(view, plan, levels, adder.count());
  // How much worse than in this plan a component can be in the levels so far,
  // in a plan with the same totals: as much as the others can be better.
  std::vector<Limits> limits = values;
  bool settled = true;
  for (std::size_t level = 0; level < adder.count(); ++level) {
    std::vector<std::int64_t> better;
    std::int64_t all = 0, sum = 0;
    for (std::uint32_t k = 0; k < values.size(); ++k) {
      const auto it = proofs.find({level, k});
      auto bound =
          adder.Bound(k, level, limits[k], settled,
                      it == proofs.end() ? std::vector<Certificate::Node>{}
                                         : it->second->nodes);
      if (!bound) {
        fail(level);
        bound = 0;
      }
      bound = std::clamp<std::int64_t>(
          *bound, 0, std::max<std::int64_t>(0, values[k][level]));
      sum += *bound;
      better.push_back(values[k][level] - *bound);
      all += better.back();
    }
    certified[level] = sum;
    settled = settled && all == 0;
    for (std::uint32_t k = 0; k < values.size(); ++k) {
      limits[k][level] = values[k][level] + all - better[k];
    }
  }
  return certified;
}

}  // namespace quaranta::place::verify
