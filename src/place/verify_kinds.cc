#include "place/verify_kinds.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "place/verify_sets.h"
#include "place/verify_view.h"

namespace quaranta::place::verify {
namespace {

constexpr std::size_t kMostKinds = 3;
constexpr std::int64_t kMostSteps = 60'000'000;
constexpr std::int64_t kMostToFind = 4'000'000;  // sets of units looked at
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;

// Units left of each kind.
using Left = std::array<std::int64_t, kMostKinds>;

class Remainders {
 public:
  explicit Remainders(const Facts& facts) : facts_(facts), view_(facts) {}

  // False if that is too much, or not a problem of this sort.
  bool Find() {
    if (!FindKinds() || !FindWorths()) return false;
    states_ = 1;
    for (const std::int64_t units : all_) states_ *= units + 1;
    if (states_ > kMostSteps) return false;
    least_.assign(static_cast<std::size_t>(states_), kNever);
    least_[IndexOf(all_)] = 0;
    for (std::uint32_t c = 0; c < view_.cohorts().size(); ++c) {
      if (view_.cohorts()[c].component != kNoIndex && !Add(c)) return false;
    }
    return true;
  }

  std::vector<std::int64_t> Values(const std::vector<Level>& levels) const {
    std::int64_t rest = *std::ranges::min_element(least_);
    std::map<std::int32_t, std::int64_t> unplaced = hopeless_;
    for (std::size_t k = 0; k < worth_.size(); ++k) {
      unplaced[static_cast<std::int32_t>(k)] += rest / worth_[k];
      rest %= worth_[k];
    }
    std::vector<std::int64_t> values;
    for (const Level& level : levels) {
      if (level.name > LevelName::kNewFloors) break;
      values.push_back(level.name == LevelName::kUnplaced ? unplaced[level.key]
                       : level.name == LevelName::kNewFloors ? rest
                                                             : 0);
    }
    return values;
  }

 private:
  bool FindKinds() {
    std::map<std::vector<std::pair<std::uint32_t, std::int64_t>>, std::size_t>
        index;
    for (const AlikeUnits& of : view_.alike_units()) {
      if (!facts_.problem().sites[of.site].open) return false;
      const auto [it, added] = index.try_emplace(of.looks, index.size());
      if (index.size() > kMostKinds) return false;
      kind_.push_back(it->second);
      all_[it->second] += static_cast<std::int64_t>(of.units.size());
    }
    return true;
  }

  // What a person of each class counts, if a floor counts 1: more than all
  // floors and people of later classes.
  bool FindWorths() {
    std::map<std::int32_t, std::int64_t> people;
    for (const Party& party : facts_.problem().parties) {
      people[party.priority] += static_cast<std::int64_t>(party.people.size());
    }
    std::int64_t after = 0;
    for (const std::int64_t units : all_) after += units;
    worth_.resize(static_cast<std::size_t>(people.rbegin()->first) + 1);
    for (std::size_t k = worth_.size(); k-- > 0;) {
      worth_[k] = after + 1;
      const std::int64_t here = people[static_cast<std::int32_t>(k)];
      if (here > 0 && worth_[k] > kNever / here / 2) return false;
      after += here * worth_[k];
      if (after > kNever / 2) return false;
    }
    return true;
  }

  std::size_t IndexOf(const Left& left) const {
    std::int64_t index = 0;
    for (std::size_t k = kMostKinds; k-- > 0;) {
      index = index * (all_[k] + 1) + left[k];
    }
    return static_cast<std::size_t>(index);
  }

  struct Use {
    Left units{};
    std::int64_t loss = 0;
  };

  bool Add(std::uint32_t cohort) {
    for (const auto& [priority, people] : view_.cohorts()[cohort].hopeless) {
      hopeless_[priority] += people;
    }
    const CohortSets sets(view_, cohort, left_to_find_);
    left_to_find_ -= sets.looks();
    if (!sets.usable() || sets.some_lack()) return false;
    std::vector<Use> uses;
    for (const CohortSets::Way& way : sets.Ways()) AddUses(cohort, way, uses);
    steps_ += states_ * static_cast<std::int64_t>(uses.size());
    if (steps_ > kMostSteps) return false;
    std::vector<std::int64_t> with(least_.size(), kNever);
    Left left{};
    for (left[2] = 0; left[2] <= all_[2]; ++left[2]) {
      for (left[1] = 0; left[1] <= all_[1]; ++left[1]) {
        for (left[0] = 0; left[0] <= all_[0]; ++left[0]) {
          with[IndexOf(left)] = LeastWith(left, uses);
        }
      }
    }
    least_ = std::move(with);
    return true;
  }

  // So much is left with the cohort, so there was more before.
  std::int64_t LeastWith(const Left& left, const std::vector<Use>& uses) const {
    std::int64_t least = kNever;
    for (const Use& use : uses) {
      Left before = left;
      bool possible = true;
      for (std::size_t k = 0; k < before.size(); ++k) {
        before[k] += use.units[k];
        possible = possible && before[k] <= all_[k];
      }
      if (possible) {
        least = std::min(least, least_[IndexOf(before)] + use.loss);
      }
    }
    return std::min(least, kNever);
  }

  // Choices that do equally well may be of several kinds: one use for each.
  void AddUses(std::uint32_t cohort, const CohortSets::Way& way,
               std::vector<Use>& uses) const {
    Use use;
    for (std::size_t k = 0; k < worth_.size(); ++k) {
      use.loss += way.unplaced[k] * worth_[k];
    }
    std::vector<Use> all = {use};
    for (const auto& [choices, units] : way.units) {
      std::vector<bool> kinds(kMostKinds, false);
      for (const std::uint32_t i : choices) {
        kinds[kind_[view_.cohorts()[cohort].choices[i]]] = true;
      }
      std::vector<Use> longer;
      for (const Use& of : all) {
        for (std::size_t k = 0; k < kMostKinds; ++k) {
          if (!kinds[k]) continue;
          longer.push_back(of);
          longer.back().units[k] += units;
          longer.back().loss += units;
        }
      }
      all = std::move(longer);
    }
    uses.insert(uses.end(), all.begin(), all.end());
  }

  const Facts& facts_;
  const View view_;
  std::vector<std::size_t> kind_;  // by View::alike_units
  Left all_{};
  std::vector<std::int64_t> worth_;  // by class
  std::map<std::int32_t, std::int64_t> hopeless_;
  std::int64_t states_ = 0, steps_ = 0;
  std::int64_t left_to_find_ = kMostToFind;
  std::vector<std::int64_t> least_;  // by what is left
};

}  // namespace

std::optional<std::vector<std::int64_t>> FirstValuesByKinds(
    const Facts& facts, const std::vector<Level>& levels) {
  const Problem& problem = facts.problem();
  if (problem.parties.empty()) return std::nullopt;
  for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
    const Unit& unit = problem.units[u];
    if (!unit.holder && !facts.NoIntake(unit) && !facts.kinds_in(u).empty() &&
        !problem.sites[unit.site.value()].open) {
      return std::nullopt;
    }
  }
  Remainders remainders(facts);
  if (!remainders.Find()) return std::nullopt;
  return remainders.Values(levels);
}

}  // namespace quaranta::place::verify
