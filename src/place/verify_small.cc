#include "place/verify_small.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <utility>

#include "place/verify_lodge.h"

namespace quaranta::place::verify {
namespace {

constexpr std::size_t kMostFree = 12;
constexpr std::int64_t kMostTables = 60'000;
constexpr std::size_t kMostPairs = 6'000'000;

using Mask = std::uint32_t;  // a set of free units

class Divisions {
 public:
  explicit Divisions(const Facts& facts) : facts_(facts), scales_(facts) {}

  const Scales& scales() const { return scales_; }

  // The best plan for each set of units that are taken, no others. False if
  // that is too much.
  bool Find() {
    const Problem& problem = facts_.problem();
    for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
      const Unit& unit = problem.units[u];
      if (!unit.holder && !facts_.NoIntake(unit) &&
          !facts_.kinds_in(u).empty()) {
        free_.push_back(u);
      }
    }
    if (free_.size() > kMostFree || !scales_.usable()) return false;
    best_.resize(std::size_t{1} << free_.size());
    best_[0] = Ledger{};
    std::vector<Indices> groups(problem.cohorts);
    for (std::uint32_t g = 0; g < facts_.groups().size(); ++g) {
      groups[facts_.party(facts_.groups()[g].party).cohort.value()].push_back(
          g);
    }
    for (std::uint32_t c = 0; c < problem.cohorts; ++c) {
      if (!groups[c].empty() && !Add(c, groups[c])) return false;
    }
    return true;
  }

  const std::vector<std::optional<Ledger>>& best() const { return best_; }
  Indices UnitsIn(Mask mask) const {
    Indices units;
    for (std::size_t i = 0; i < free_.size(); ++i) {
      if ((mask >> i & 1U) != 0) units.push_back(free_[i]);
    }
    return units;
  }

 private:
  // One more cohort. Sets of units on which it is no better off in people and
  // features than on one unit fewer are in no best plan, since the floor counts
  // before all else.
  bool Add(std::uint32_t cohort, const Indices& groups) {
    Lodger lodger(facts_, scales_, cohort, groups, tables_left_);
    if (!lodger.usable()) return false;
    Mask usable = 0;
    for (std::size_t i = 0; i < free_.size(); ++i) {
      if (lodger.HasUseFor(free_[i])) usable |= Mask{1} << i;
    }
    const auto most = lodger.Best(UnitsIn(usable), false);
    if (!most) return false;
    std::map<Mask, Ledger> first;  // all subsets come before a set
    std::vector<std::pair<Mask, Ledger>> worth;
    for (Mask set = 0; set <= usable; ++set) {
      if ((set & ~usable) != 0) continue;
      std::optional<Ledger> fewer;
      for (std::size_t i = 0; i < free_.size(); ++i) {
        if ((set >> i & 1U) == 0) continue;
        const Ledger& of = first.at(set ^ (Mask{1} << i));
        fewer = fewer ? std::min(*fewer, of) : of;
      }
      if (fewer && *fewer <= *most) {
        first[set] = *fewer;
        continue;
      }
      const auto here = lodger.Best(UnitsIn(set), false);
      if (!here) return false;
      first[set] = *here;
      if (fewer && *fewer <= *here) continue;
      const auto all = lodger.Best(UnitsIn(set), true);
      if (!all) return false;
      worth.emplace_back(set, *all);
    }
    return Merge(worth);
  }

  bool Merge(const std::vector<std::pair<Mask, Ledger>>& worth) {
    if (worth.size() * best_.size() > kMostPairs) return false;
    std::vector<std::optional<Ledger>> with(best_.size());
    for (Mask before = 0; before < best_.size(); ++before) {
      if (!best_[before]) continue;
      for (const auto& [set, of] : worth) {
        if ((before & set) != 0) continue;
        const Ledger sum = *best_[before] + of;
        auto& to = with[before | set];
        if (!to || sum < *to) to = sum;
      }
    }
    best_ = std::move(with);
    return true;
  }

  const Facts& facts_;
  const Scales scales_;
  std::int64_t tables_left_ = kMostTables;
  Indices free_;
  std::vector<std::optional<Ledger>> best_;  // by mask
};

// The value of the level if these units are taken.
std::int64_t ValueOf(const Level& level, const Scales& scales, Mask taken,
                     const Ledger& ledger,
                     std::map<std::int32_t, std::int64_t>& opened) {
  switch (level.name) {
    case LevelName::kUnplaced:
      return scales.Unplaced(ledger, level.key);
    case LevelName::kNewSites:
      return opened[level.key];
    case LevelName::kSubstitutes:
      return scales.LackingIn(ledger);
    case LevelName::kNewFloors:
      return std::popcount(taken);
    case LevelName::kPreferences:
      return scales.CountOf(
          level.part == 1 ? Scales::kRefilled : Scales::kApart, ledger);
    case LevelName::kSpecialRooms:
      return scales.CountOf(Scales::kSpecial, ledger);
    case LevelName::kDistance:
      return scales.CountOf(Scales::kWay, ledger);
  }
  return 0;
}

}  // namespace

std::optional<std::vector<std::int64_t>> ValuesOfBestPlan(
    const Facts& facts, const std::vector<Level>& levels) {
  Divisions divisions(facts);
  if (!divisions.Find()) return std::nullopt;
  std::optional<std::vector<std::int64_t>> best;
  for (Mask mask = 0; mask < divisions.best().size(); ++mask) {
    const auto& ledger = divisions.best()[mask];
    if (!ledger) continue;
    std::set<std::uint32_t> used;
    for (const std::uint32_t u : divisions.UnitsIn(mask)) {
      const std::uint32_t site = facts.problem().units[u].site.value();
      if (!facts.problem().sites[site].open) used.insert(site);
    }
    std::map<std::int32_t, std::int64_t> opened;
    for (const std::uint32_t s : facts.OpenedBy(used)) {
      opened[facts.KeyOf(s)] += facts.CostOf(s);
    }
    std::vector<std::int64_t> values;
    for (const Level& level : levels) {
      values.push_back(
          ValueOf(level, divisions.scales(), mask, *ledger, opened));
    }
    if (!best || values < *best) best = std::move(values);
  }
  if (!best) return best;
  // Nobody has a choice about minors whom no adult can be with.
  for (std::size_t l = 0; l < levels.size(); ++l) {
    if (levels[l].name != LevelName::kUnplaced) continue;
    for (const Group& group : facts.groups()) {
      if (group.no_adult &&
          facts.party(group.party).priority == levels[l].key) {
        (*best)[l] += static_cast<std::int64_t>(group.people.size());
      }
    }
  }
  return best;
}

}  // namespace quaranta::place::verify
