#include "place/cohort.h"

#include <algorithm>
#include <utility>

namespace quaranta::place::internal {
namespace {

// Ways tried per run: one good window is much like another.
constexpr std::size_t kWays = 4;

bool Overlap(const RunPlacement& a, const RunPlacement& b) {
  return a.first_room < b.first_room + b.people.size() &&
         b.first_room < a.first_room + a.people.size();
}

Score Sum(Score a, const Score& b) {
  for (std::size_t k = 0; k < a.unplaced.size(); ++k) {
    a.unplaced[k] += b.unplaced[k];
  }
  a.substitutes += b.substitutes;
  a.rooms_wanted += b.rooms_wanted;
  return a;
}

}  // namespace

CohortEvaluator::CohortEvaluator(const Model& model)
    : model_(model), finder_(model), supply_(model.types.size(), 0) {
  for (const CohortInfo& cohort : model.cohorts) {
    ways_.emplace_back(cohort.runs.size());
  }
}

void CohortEvaluator::AddSupply(std::span<const std::uint32_t> units) {
  for (const std::uint32_t type : touched_) supply_[type] = 0;
  touched_.clear();
  for (const std::uint32_t unit : units) {
    for (const TypeCount& of : model_.units[unit].types) {
      if (supply_[of.type] == 0) touched_.push_back(of.type);
      supply_[of.type] += of.count;
    }
  }
  // Types are sorted by beds, then features: the smallest room that will do
  // comes first.
  std::ranges::sort(touched_);
}

void CohortEvaluator::RemoveRun(const RunPlacement& run, std::int32_t sign) {
  for (std::uint32_t r = 0; r < run.people.size(); ++r) {
    supply_[model_.rooms[run.first_room + r].type] -= sign;
  }
}

Score CohortEvaluator::ScoreOfSupply(std::uint32_t cohort) {
  ++nodes_;
  const CohortInfo& info = model_.cohorts[cohort];
  transport_.Reset(info.kinds.size(), touched_.size());
  std::int32_t rank = 0;
  for (std::size_t i = 0; i < info.kinds.size(); ++i) {
    const LodgingKind& kind = model_.kinds[info.kinds[i].kind];
    if (i > 0) {
      const LodgingKind& before = model_.kinds[info.kinds[i - 1].kind];
      rank += before.priority != kind.priority || before.people != kind.people;
    }
    transport_.SetDemand(i, info.kinds[i].count, rank);
    const std::vector<std::int32_t>& missing =
        model_.missing[info.kinds[i].kind];
    for (std::size_t j = 0; j < touched_.size(); ++j) {
      const std::int32_t cost = missing[touched_[j]];
      if (cost >= 0 && supply_[touched_[j]] > 0) transport_.Allow(i, j, cost);
    }
  }
  for (std::size_t j = 0; j < touched_.size(); ++j) {
    transport_.SetSupply(j, supply_[touched_[j]]);
  }
  transport_.Solve();
  Score score;
  for (std::size_t i = 0; i < info.kinds.size(); ++i) {
    const LodgingKind& kind = model_.kinds[info.kinds[i].kind];
    score.unplaced[static_cast<std::size_t>(kind.priority)] +=
        transport_.left(i) * kind.people;
    score.rooms_wanted += transport_.left(i);
  }
  score.substitutes = transport_.cost();
  return score;
}

const std::vector<RunPlacement>& CohortEvaluator::WaysOf(std::uint32_t cohort,
                                                         std::size_t run,
                                                         std::uint32_t unit) {
  const auto [ways, added] = ways_[cohort][run].try_emplace(unit);
  if (added) {
    ways->second =
        finder_.Find(model_.cohorts[cohort].runs[run].party, unit, {});
  }
  return ways->second;
}

// The best few ways on the units that touch no room of the chosen ones.
std::vector<const RunPlacement*> CohortEvaluator::BestWays(
    std::uint32_t cohort, std::size_t run, std::span<const std::uint32_t> units,
    const std::vector<RunPlacement>& chosen) {
  std::vector<const RunPlacement*> best;
  for (const std::uint32_t unit : units) {
    std::size_t of_unit = 0;
    for (const RunPlacement& way : WaysOf(cohort, run, unit)) {
      if (std::ranges::any_of(chosen, [&](const RunPlacement& other) {
            return Overlap(way, other);
          })) {
        continue;
      }
      best.push_back(&way);
      if (++of_unit == kWays) break;
    }
  }
  std::ranges::stable_sort(best,
                           [](const RunPlacement* a, const RunPlacement* b) {
                             return BetterWay(*a, *b);
                           });
  best.resize(std::min(best.size(), kWays));
  return best;
}

std::vector<RunPlacement> CohortEvaluator::ChooseRuns(
    std::uint32_t cohort, std::span<const std::uint32_t> units, Score& score) {
  const auto& runs = model_.cohorts[cohort].runs;
  std::vector<RunPlacement> chosen;
  // Of runs: people without rooms and substitutes; the transport has the rest.
  Score fixed;
  for (const RunInfo& info : runs) {
    const Party& party = model_.problem->parties[info.party];
    fixed.unplaced[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int32_t>(party.people.size());
    ++fixed.rooms_wanted;
  }
  score = Sum(score, fixed);
  for (std::size_t run = 0; run < runs.size(); ++run) {
    const Party& party = model_.problem->parties[runs[run].party];
    const RunPlacement* best = nullptr;
    for (const RunPlacement* way : BestWays(cohort, run, units, chosen)) {
      RemoveRun(*way, 1);
      Score with = Sum(ScoreOfSupply(cohort), fixed);
      RemoveRun(*way, -1);
      with.unplaced[static_cast<std::size_t>(party.priority)] -=
          static_cast<std::int32_t>(party.people.size());
      with.substitutes += static_cast<std::int32_t>(way->substitutes);
      --with.rooms_wanted;
      if (with < score) {
        score = with;
        best = way;
      }
    }
    if (!best) continue;
    RemoveRun(*best, 1);
    fixed.unplaced[static_cast<std::size_t>(party.priority)] -=
        static_cast<std::int32_t>(party.people.size());
    fixed.substitutes += static_cast<std::int32_t>(best->substitutes);
    --fixed.rooms_wanted;
    chosen.push_back(*best);
  }
  return chosen;
}

Score CohortEvaluator::Evaluate(std::uint32_t cohort,
                                std::span<const std::uint32_t> units) {
  AddSupply(units);
  Score score = ScoreOfSupply(cohort);
  if (!model_.cohorts[cohort].runs.empty()) ChooseRuns(cohort, units, score);
  return score;
}

std::vector<RunPlacement> CohortEvaluator::PlaceRuns(
    std::uint32_t cohort, std::span<const std::uint32_t> units) {
  if (model_.cohorts[cohort].runs.empty()) return {};
  AddSupply(units);
  Score score = ScoreOfSupply(cohort);
  return ChooseRuns(cohort, units, score);
}

}  // namespace quaranta::place::internal
