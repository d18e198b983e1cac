#include "place/few_kinds.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "place/level_status.h"

namespace quaranta::place::internal {
namespace {

constexpr std::size_t kFewestUnits = 13;
constexpr std::size_t kMostKinds = 3;
constexpr std::size_t kMostSteps = 50'000'000;
constexpr std::size_t kMostStates = 5'000'000;  // for all cohorts
constexpr std::int32_t kMostUnits = 16;  // of one cohort, as `Verify` has it
constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

}  // namespace

FewKinds::FewKinds(const Model& model) : model_(model), evaluator_(model) {
  std::optional<std::vector<UnitKind>> kinds = KindsIfPlain(model);
  if (!kinds || kinds->size() > kMostKinds) return;
  kinds_ = *std::move(kinds);
  std::size_t units = 0, states = 1;
  for (const UnitKind& kind : kinds_) {
    units += kind.units.size();
    states *= kind.units.size() + 1;
    if (states > kMostStates) return;
  }
  if (units < kFewestUnits ||
      states * model.cohort_order.size() > kMostStates || !FindRadixes()) {
    return;
  }
  std::size_t ways = 0;
  for (const std::uint32_t c : model.cohort_order) {
    if (!FindWays(c)) return;
    ways += ways_.back().size();
    if (states * ways > kMostSteps) return;
  }
  Solve(states);
  recognised_ = true;
}

// Floors count 1, and each class more than all that comes after it.
bool FewKinds::FindRadixes() {
  std::int64_t radix = 1;
  std::int64_t most = std::accumulate(
      kinds_.begin(), kinds_.end(), std::int64_t{0},
      [](std::int64_t sum, const UnitKind& kind) {
        return sum + static_cast<std::int64_t>(kind.units.size());
      });
  for (std::size_t part = LastLoss(model_) + 1; part-- > 0;) {
    radix_[part] = radix;
    if (most + 1 > kFar / radix) return false;
    radix *= most + 1;
    if (part > 0) most = model_.people[part - 1];
  }
  return true;
}

std::int64_t FewKinds::LossOn(std::uint32_t cohort, const Share& share) {
  const auto [it, added] = loss_on_.try_emplace(share, 0);
  if (!added) return it->second;
  std::vector<std::uint32_t> units = model_.cohorts[cohort].held_units;
  std::int64_t taken = 0;
  for (std::size_t k = 0; k < share.size(); ++k) {
    const auto first = kinds_[k].units.begin();
    units.insert(units.end(), first, first + share[k]);
    taken += share[k];
  }
  const Score score = evaluator_.Evaluate(cohort, units);
  it->second = taken;
  for (std::size_t k = 0; k < LastLoss(model_); ++k) {
    it->second += score.unplaced[k] * radix_[k];
  }
  return it->second;
}

// Whether taking any one unit away loses people: more than its floor counts.
bool FewKinds::AllNeeded(std::uint32_t cohort, const Share& share) {
  const std::int64_t loss = LossOn(cohort, share);
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (share[k] == 0) continue;
    Share fewer = share;
    --fewer[k];
    if (LossOn(cohort, fewer) < loss) return false;
  }
  return true;
}

// What one more unit brings falls with the units there are, so parts of sets of
// which all units are needed are such sets, too.
bool FewKinds::FindWays(std::uint32_t cohort) {
  loss_on_.clear();
  std::vector<Way>& ways = ways_.emplace_back();
  ways.push_back({Share(kinds_.size(), 0), 0, 0});
  for (std::size_t n = 0; n < ways.size(); ++n) {
    ways[n].loss = LossOn(cohort, ways[n].share);
    std::size_t k = kinds_.size();  // Kinds from its last on may be added.
    while (k > 0 && ways[n].share[k - 1] == 0) --k;
    std::size_t radix = 1;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      const std::size_t units = kinds_[i].units.size();
      ways[n].numbered += static_cast<std::size_t>(ways[n].share[i]) * radix;
      radix *= units + 1;
      if (i + 1 < k || static_cast<std::size_t>(ways[n].share[i]) == units) {
        continue;
      }
      Share with = ways[n].share;
      ++with[i];
      if (!AllNeeded(cohort, with)) continue;
      if (std::accumulate(with.begin(), with.end(), 0) > kMostUnits) {
        return false;
      }
      ways.push_back({std::move(with), 0, 0});
    }
  }
  return true;
}

// By what has been taken of each kind, the least loss of the cohorts so far.
void FewKinds::Solve(std::size_t states) {
  std::vector<std::int64_t> least(states, kFar);
  least[0] = 0;
  std::vector<std::vector<std::uint32_t>> by;  // by cohort, index into its ways
  for (const std::vector<Way>& ways : ways_) {
    std::vector<std::int64_t> with(states, kFar);
    std::vector<std::uint32_t>& chosen = by.emplace_back(states, 0);
    for (std::uint32_t w = 0; w < ways.size(); ++w) {
      ForEachState(ways[w].share, [&](std::size_t before) {
        const std::int64_t loss = least[before] + ways[w].loss;
        const std::size_t after = before + ways[w].numbered;
        if (loss >= with[after]) return;
        with[after] = loss;
        chosen[after] = w;
      });
    }
    least = std::move(with);
  }
  auto at =
      static_cast<std::size_t>(std::ranges::min_element(least) - least.begin());
  chosen_.assign(ways_.size(), 0);
  for (std::size_t c = ways_.size(); c-- > 0;) {
    chosen_[c] = by[c][at];
    at -= ways_[c][chosen_[c]].numbered;
  }
}

// All indices of what may have been taken before the share.
template <class Do>
void FewKinds::ForEachState(const Share& share, const Do& run) const {
  Share taken(kinds_.size(), 0);
  std::vector<std::size_t> radix;
  for (std::size_t k = 0, next = 1; k < kinds_.size(); ++k) {
    radix.push_back(next);
    next *= kinds_[k].units.size() + 1;
  }
  std::size_t index = 0;
  for (;;) {
    run(index);
    std::size_t k = 0;
    while (k < taken.size() && static_cast<std::size_t>(taken[k] + share[k]) ==
                                   kinds_[k].units.size()) {
      index -= static_cast<std::size_t>(taken[k]) * radix[k];
      taken[k++] = 0;
    }
    if (k == taken.size()) return;
    ++taken[k];
    index += radix[k];
  }
}

Division FewKinds::Divide(Divider& divider) const {
  Division division = divider.Empty();
  std::vector<std::size_t> given(kinds_.size(), 0);
  for (std::size_t c = 0; c < ways_.size(); ++c) {
    const Share& share = ways_[c][chosen_[c]].share;
    for (std::size_t k = 0; k < share.size(); ++k) {
      for (std::int32_t n = 0; n < share[k]; ++n) {
        divider.Give(division, kinds_[k].units[given[k]++],
                     model_.cohort_order[c]);
      }
    }
  }
  return division;
}

void FewKinds::Certify(Plan& plan) const {
  std::int64_t packed = 0;
  for (std::size_t c = 0; c < ways_.size(); ++c) {
    packed += ways_[c][chosen_[c]].loss;
  }
  Loss sum{};
  for (std::size_t part = 0; part <= LastLoss(model_); ++part) {
    sum[part] = static_cast<std::int32_t>(packed / radix_[part]);
    packed %= radix_[part];
  }
  if (!ComesTo(model_, sum, plan)) return;
  for (std::size_t l = 0; l <= LevelOfLoss(model_, LastLoss(model_)); ++l) {
    plan.levels[l].bound = plan.levels[l].value;
  }
  SetStatuses(plan.levels);
}

}  // namespace quaranta::place::internal
