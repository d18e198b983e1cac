#include "place/alike.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "place/level_status.h"

namespace quaranta::place::internal {
namespace {

// Cohorts times units that `Verify` tells apart.
constexpr std::size_t kMostPairs = 2'000'000;
constexpr std::int64_t kMostEvaluations = 20'000;
// As `Verify` has them: units that one cohort gains by, and unions of rooms
// that suit some of its lodgings (fewer here, lest the two differ in some).
constexpr std::size_t kMostUnits = 16;
constexpr std::size_t kMostUnions = 64;
constexpr std::int64_t kMostWeight = 1 << 16;

}  // namespace

AlikeUnits::AlikeUnits(const Model& model) : model_(model), evaluator_(model) {
  if (!FindLooks()) return;
  guests_.resize(model.cohorts.size());
  for (const std::uint32_t c : model.cohort_order) {
    if (!AddGuest(c)) return;
  }
  Serve();
  FindComponents();
  recognised_ = FindWeights();
}

bool AlikeUnits::FindLooks() {
  std::optional<std::vector<UnitKind>> kinds = KindsIfPlain(model_);
  if (!kinds) return false;
  std::size_t told_apart = 0;
  for (UnitKind& kind : *kinds) {
    std::set<std::uint32_t> sites;
    for (const std::uint32_t u : kind.units) sites.insert(model_.units[u].site);
    told_apart += sites.size();
    const auto left = static_cast<std::int64_t>(kind.units.size());
    looks_.push_back({std::move(kind), left, {}, 0});
  }
  return told_apart * model_.cohort_order.size() <= kMostPairs;
}

// By type a number for the set of lodgings of the cohort that it suits; 0: none
// of them.
std::vector<std::uint32_t> AlikeUnits::Senses(std::uint32_t cohort) const {
  const std::vector<KindCount>& kinds = model_.cohorts[cohort].kinds;
  std::map<std::vector<bool>, std::uint32_t> index;
  index.try_emplace(std::vector<bool>(kinds.size(), false), 0);
  std::vector<std::uint32_t> senses;
  for (std::size_t t = 0; t < model_.types.size(); ++t) {
    std::vector<bool> suits;
    for (const KindCount& of : kinds) {
      suits.push_back(model_.missing[of.kind][t] >= 0);
    }
    const auto next = static_cast<std::uint32_t>(index.size());
    senses.push_back(index.try_emplace(std::move(suits), next).first->second);
  }
  return senses;
}

bool AlikeUnits::MayBeVerified(std::uint32_t cohort) const {
  std::set<std::vector<bool>> single;
  for (const KindCount& of : model_.cohorts[cohort].kinds) {
    std::vector<bool> rooms;
    for (const std::int32_t missing : model_.missing[of.kind]) {
      rooms.push_back(missing >= 0);
    }
    single.insert(std::move(rooms));
  }
  std::set<std::vector<bool>> known = single;
  std::vector<std::vector<bool>> unions(single.begin(), single.end());
  for (std::size_t i = 0; i < unions.size(); ++i) {
    if (unions.size() > kMostUnions) return false;
    for (const std::vector<bool>& rooms : single) {
      std::vector<bool> both = unions[i];
      for (std::size_t t = 0; t < both.size(); ++t) {
        both[t] = both[t] || rooms[t];
      }
      if (known.insert(both).second) unions.push_back(std::move(both));
    }
  }
  return true;
}

AlikeUnits::Rooms AlikeUnits::RoomsOf(
    const std::vector<TypeCount>& types,
    const std::vector<std::uint32_t>& senses) {
  std::map<std::uint32_t, std::int32_t> counts;
  for (const TypeCount& of : types) {
    if (senses[of.type] > 0) counts[senses[of.type]] += of.count;
  }
  return {counts.begin(), counts.end()};
}

bool AlikeUnits::AddGuest(std::uint32_t cohort) {
  if (!MayBeVerified(cohort)) return false;
  const std::vector<std::uint32_t> senses = Senses(cohort);
  std::vector<std::uint32_t> usable;
  std::map<Rooms, std::uint32_t> different;  // and one such look
  for (std::uint32_t l = 0; l < looks_.size(); ++l) {
    Rooms rooms = RoomsOf(looks_[l].kind.types, senses);
    if (rooms.empty()) continue;
    usable.push_back(l);
    different.try_emplace(std::move(rooms), l);
  }
  if (different.size() > 1 && !EachIsEnough(cohort, senses, different)) {
    return false;
  }
  const auto next = static_cast<std::uint32_t>(patterns_.size());
  const auto [it, added] = pattern_index_.try_emplace(usable, next);
  if (added) {
    Pattern& pattern = patterns_.emplace_back();
    pattern.takes.assign(usable.size(), 0);
    pattern.looks = std::move(usable);
  }
  guests_[cohort].pattern = it->second;
  patterns_[it->second].cohorts.push_back(cohort);
  return FindLosses(cohort);
}

// Whether the rooms that all units have are enough, which is soon seen, or else
// those of each.
bool AlikeUnits::EachIsEnough(std::uint32_t cohort,
                              const std::vector<std::uint32_t>& senses,
                              const std::map<Rooms, std::uint32_t>& different) {
  const CohortInfo& info = model_.cohorts[cohort];
  std::map<std::uint32_t, std::int32_t> least(different.begin()->first.begin(),
                                              different.begin()->first.end());
  for (const auto& [rooms, look] : different) {
    const std::map<std::uint32_t, std::int32_t> here(rooms.begin(),
                                                     rooms.end());
    for (auto& [sense, count] : least) {
      const auto it = here.find(sense);
      count = std::min(count, it == here.end() ? 0 : it->second);
    }
  }
  for (const std::uint32_t u : info.held_units) {
    for (const auto& [sense, count] : RoomsOf(model_.units[u].types, senses)) {
      least[sense] += count;
    }
  }
  if (IsEnough(info, senses, least)) return true;
  std::vector<std::uint32_t> units = info.held_units;
  units.push_back(kNone);
  for (const auto& [rooms, look] : different) {
    if (evaluator_.nodes() > kMostEvaluations) return false;
    units.back() = looks_[look].kind.units.front();
    if (!evaluator_.Evaluate(cohort, units).AllPlaced()) return false;
  }
  return true;
}

bool AlikeUnits::IsEnough(const CohortInfo& cohort,
                          const std::vector<std::uint32_t>& senses,
                          const std::map<std::uint32_t, std::int32_t>& rooms) {
  const std::vector<KindCount>& kinds = cohort.kinds;
  transport_.Reset(kinds.size(), rooms.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    transport_.SetDemand(i, kinds[i].count, 0);
    std::size_t j = 0;
    for (const auto& [sense, count] : rooms) {
      // Any type of the sense will do to ask.
      const auto type = std::ranges::find(senses, sense) - senses.begin();
      const auto& missing = model_.missing[kinds[i].kind];
      if (count > 0 && missing[static_cast<std::size_t>(type)] >= 0) {
        transport_.Allow(i, j, 0);
      }
      transport_.SetSupply(j++, count);
    }
  }
  transport_.Solve();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (transport_.left(i) > 0) return false;
  }
  return true;
}

// With as many units as the cohort gains by.
bool AlikeUnits::FindLosses(std::uint32_t cohort) {
  Guest& guest = guests_[cohort];
  std::vector<std::uint32_t> units = model_.cohorts[cohort].held_units;
  const auto look = [&] {
    const Score score = evaluator_.Evaluate(cohort, units);
    Loss loss{};
    std::ranges::copy(score.unplaced, loss.begin());
    loss[LastLoss(model_)] = static_cast<std::int32_t>(guest.losses.size());
    guest.losses.push_back(loss);
  };
  look();
  for (const std::uint32_t l : patterns_[guest.pattern].looks) {
    for (const std::uint32_t u : looks_[l].kind.units) {
      units.push_back(u);
      look();
      const std::size_t n = guest.losses.size();
      Loss gain = guest.losses[n - 2];
      for (std::size_t k = 0; k < gain.size(); ++k) {
        gain[k] -= guest.losses[n - 1][k];
      }
      if (gain < Loss{}) {
        guest.losses.pop_back();
        return true;
      }
      if (n - 1 > kMostUnits) return false;
      if (!wishes_.empty() && wishes_.back().cohort == cohort &&
          wishes_.back().gain < gain) {
        return false;
      }
      wishes_.push_back({gain, cohort});
    }
  }
  return true;
}

void AlikeUnits::Serve() {
  std::ranges::stable_sort(wishes_, std::greater<>(), &Wish::gain);
  for (const Wish& wish : wishes_) {
    const std::uint32_t pattern = guests_[wish.cohort].pattern;
    if (!patterns_[pattern].stuck && Take(pattern, wish.gain)) {
      ++guests_[wish.cohort].takes;
    }
  }
}

// A unit for a cohort of the pattern, perhaps from another pattern that finds
// one elsewhere. If there is none there will be none later either, and this
// gain is the price of all units that were asked for.
bool AlikeUnits::Take(std::uint32_t pattern, const Loss& gain) {
  struct Step {
    std::uint32_t pattern = 0;
    std::size_t from = 0;   // step that led here
    std::size_t taken = 0;  // index into looks of that step's pattern
    std::size_t given = 0;  // the same look, of this pattern
  };
  std::vector<Step> steps = {{pattern}};
  std::vector<bool> asked(looks_.size(), false);
  std::vector<bool> seen(patterns_.size(), false);
  seen[pattern] = true;
  for (std::size_t n = 0; n < steps.size(); ++n) {
    const std::vector<std::uint32_t>& looks = patterns_[steps[n].pattern].looks;
    for (std::size_t i = 0; i < looks.size(); ++i) {
      if (asked[looks[i]]) continue;
      asked[looks[i]] = true;
      if (looks_[looks[i]].left > 0) {
        --looks_[looks[i]].left;
        ++patterns_[steps[n].pattern].takes[i];
        for (; n > 0; n = steps[n].from) {
          --patterns_[steps[n].pattern].takes[steps[n].given];
          ++patterns_[steps[steps[n].from].pattern].takes[steps[n].taken];
        }
        return true;
      }
      for (std::uint32_t p = 0; p < patterns_.size(); ++p) {
        if (seen[p]) continue;
        const auto& others = patterns_[p].looks;
        const auto it = std::ranges::lower_bound(others, looks[i]);
        const auto at = static_cast<std::size_t>(it - others.begin());
        if (it == others.end() || *it != looks[i] ||
            patterns_[p].takes[at] == 0) {
          continue;
        }
        seen[p] = true;
        steps.push_back({p, n, i, at});
      }
    }
  }
  for (std::size_t l = 0; l < looks_.size(); ++l) {
    if (asked[l] && !looks_[l].price) looks_[l].price = gain;
  }
  for (const Step& step : steps) patterns_[step.pattern].stuck = true;
  return false;
}

// Those that share a look belong together.
void AlikeUnits::FindComponents() {
  for (std::uint32_t l = 0; l < looks_.size(); ++l) looks_[l].component = l;
  for (const Pattern& pattern : patterns_) {
    if (pattern.looks.empty()) continue;
    const std::uint32_t to = looks_[pattern.looks.front()].component;
    for (const std::uint32_t l : pattern.looks) {
      const std::uint32_t from = looks_[l].component;
      for (Look& look : looks_) {
        if (look.component == from) look.component = to;
      }
    }
  }
}

// So that what one loss counts is never outweighed by later ones: the order of
// gains is the order of what they count.
bool AlikeUnits::FindWeights() {
  std::vector<Loss> gains = {Loss{}};
  for (const Wish& wish : wishes_) gains.push_back(wish.gain);
  std::ranges::sort(gains, std::greater<>());
  for (std::size_t last = 0; last <= LastLoss(model_); ++last) {
    Weights weights{last, {}};
    weights.of[last] = 1;
    std::vector<std::size_t> differ(gains.size(), 0);
    for (std::size_t n = 1; n < gains.size(); ++n) {
      while (differ[n] < last &&
             gains[n][differ[n]] == gains[n - 1][differ[n]]) {
        ++differ[n];
      }
    }
    for (std::size_t k = last; k-- > 0;) {
      for (std::size_t n = 1; n < gains.size(); ++n) {
        if (differ[n] != k) continue;
        std::int64_t after = 0;
        for (std::size_t i = k + 1; i <= last; ++i) {
          after += weights.of[i] * (gains[n][i] - gains[n - 1][i]);
        }
        const std::int64_t more = gains[n - 1][k] - gains[n][k];
        weights.of[k] = std::max(weights.of[k], (after + more - 1) / more);
      }
      if (weights.of[k] > kMostWeight) return false;
    }
    if (!Proves(weights)) return false;
    weights_.push_back(weights);
  }
  return true;
}

std::int64_t AlikeUnits::Weigh(const Weights& weights, const Loss& loss) {
  std::int64_t sum = 0;
  for (std::size_t k = 0; k <= weights.last; ++k)
    sum += weights.of[k] * loss[k];
  return sum;
}

std::int64_t AlikeUnits::PriceOf(const Weights& weights, const Look& look) {
  return look.price ? Weigh(weights, *look.price) : 0;
}

// Whether at these prices nobody would choose otherwise.
bool AlikeUnits::Proves(const Weights& weights) const {
  std::int64_t least = 0, sum = 0;
  for (const Look& look : looks_) {
    least -= PriceOf(weights, look) *
             static_cast<std::int64_t>(look.kind.units.size());
  }
  for (const Pattern& pattern : patterns_) {
    std::int64_t price = 0;
    for (const std::uint32_t l : pattern.looks) {
      const std::int64_t here = PriceOf(weights, looks_[l]);
      price = l == pattern.looks.front() ? here : std::min(price, here);
    }
    for (const std::uint32_t c : pattern.cohorts) {
      const Guest& guest = guests_[c];
      sum += Weigh(weights, guest.losses[guest.takes]);
      std::int64_t best = Weigh(weights, guest.losses.front());
      for (std::size_t n = 1; n < guest.losses.size(); ++n) {
        best = std::min(best, Weigh(weights, guest.losses[n]) +
                                  static_cast<std::int64_t>(n) * price);
      }
      least += best;
    }
  }
  return least == sum;
}

Division AlikeUnits::Divide(Divider& divider) const {
  Division division = divider.Empty();
  std::vector<std::size_t> given(looks_.size(), 0);
  for (const Pattern& pattern : patterns_) {
    std::vector<std::uint32_t> units;
    for (std::size_t i = 0; i < pattern.looks.size(); ++i) {
      const std::uint32_t l = pattern.looks[i];
      for (std::int64_t n = 0; n < pattern.takes[i]; ++n) {
        units.push_back(looks_[l].kind.units[given[l]++]);
      }
    }
    std::ranges::sort(units);
    auto next = units.begin();
    for (const std::uint32_t c : pattern.cohorts) {
      for (std::size_t n = 0; n < guests_[c].takes; ++n) {
        divider.Give(division, *next++, c);
      }
    }
  }
  return division;
}

// Of the cohorts of a pattern, or of one that may use no free unit.
Certificate::Node AlikeUnits::LeafOf(const Weights& weights,
                                     const Pattern& pattern) const {
  Certificate::Node leaf;
  leaf.sets = true;
  for (std::size_t k = 0; k < weights.last; ++k) {
    if (weights.of[k] == 0) continue;
    leaf.levels.push_back(
        {static_cast<std::uint32_t>(k), weights.of[k] * Certificate::kScale});
  }
  if (pattern.looks.empty()) return leaf;
  for (const Look& look : looks_) {
    const std::int64_t price = PriceOf(weights, look) * Certificate::kScale;
    if (price == 0 ||
        look.component != looks_[pattern.looks.front()].component) {
      continue;
    }
    std::set<std::uint32_t> sites;  // Units are alike within one.
    for (const std::uint32_t u : look.kind.units) {
      if (!sites.insert(model_.units[u].site).second) continue;
      leaf.units.push_back({UnitId(u), price});
    }
  }
  return leaf;
}

void AlikeUnits::Certify(Plan& plan) const {
  Loss sum{};
  for (const std::uint32_t c : model_.cohort_order) {
    const Loss& loss = guests_[c].losses[guests_[c].takes];
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += loss[k];
  }
  if (!ComesTo(model_, sum, plan)) return;
  std::size_t open = 0;  // levels up to the last that is not proven yet
  for (std::size_t l = 0; l <= LevelOfLoss(model_, LastLoss(model_)); ++l) {
    if (plan.levels[l].bound < plan.levels[l].value) open = l + 1;
  }
  for (const Weights& weights : weights_) {
    const std::size_t l = LevelOfLoss(model_, weights.last);
    plan.levels[l].bound = plan.levels[l].value;
    if (l >= open || plan.levels[l].value == 0) continue;
    std::set<std::uint32_t> done;  // components
    for (const Pattern& pattern : patterns_) {
      if (!pattern.looks.empty() &&
          !done.insert(looks_[pattern.looks.front()].component).second) {
        continue;
      }
      for (const std::uint32_t c : pattern.cohorts) {
        plan.certificate.proofs.push_back({static_cast<std::uint32_t>(l),
                                           CohortId(c),
                                           {LeafOf(weights, pattern)}});
        if (!pattern.looks.empty()) break;
      }
    }
  }
  SetStatuses(plan.levels);
}

}  // namespace quaranta::place::internal
