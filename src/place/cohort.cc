#include "place/cohort.h"

#include <algorithm>
#include <utility>

namespace quaranta::place::internal {
namespace {

// Windows tried per run: parties too large for a room are few, and one good
// window is much like another.
constexpr std::size_t kWindows = 8;

Score Sum(Score a, const Score& b) {
  for (std::size_t k = 0; k < a.unplaced.size(); ++k) {
    a.unplaced[k] += b.unplaced[k];
  }
  a.substitutes += b.substitutes;
  return a;
}

}  // namespace

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
  }
  score.substitutes = transport_.cost();
  return score;
}

std::vector<RunPlacement> CohortEvaluator::ChooseRuns(
    std::uint32_t cohort, std::span<const std::uint32_t> units, Score& score) {
  std::vector<RunPlacement> chosen;
  std::vector<bool> taken(model_.rooms.size(), false);
  // Of runs: people without rooms and substitutes; the transport has the rest.
  Score fixed;
  for (const RunInfo& info : model_.cohorts[cohort].runs) {
    const Party& party = model_.problem->parties[info.party];
    fixed.unplaced[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int32_t>(party.people.size());
  }
  score = Sum(score, fixed);
  for (const RunInfo& info : model_.cohorts[cohort].runs) {
    const Party& party = model_.problem->parties[info.party];
    const auto people = static_cast<std::int32_t>(party.people.size());
    const auto priority = static_cast<std::size_t>(party.priority);
    std::vector<RunPlacement> best;
    for (const std::uint32_t unit : units) {
      std::vector<RunPlacement> ways = finder_.Find(info.party, unit, taken);
      ways.resize(std::min(ways.size(), kWindows));
      for (RunPlacement& way : ways) {
        RemoveRun(way, 1);
        Score with = Sum(ScoreOfSupply(cohort), fixed);
        RemoveRun(way, -1);
        with.unplaced[priority] -= people;
        with.substitutes += static_cast<std::int32_t>(way.substitutes);
        if (with < score) {
          score = with;
          best.assign(1, std::move(way));
        }
      }
    }
    if (best.empty()) continue;
    RemoveRun(best.front(), 1);
    fixed.unplaced[priority] -= people;
    fixed.substitutes += static_cast<std::int32_t>(best.front().substitutes);
    for (std::size_t r = 0; r < best.front().people.size(); ++r) {
      taken[best.front().first_room + r] = true;
    }
    chosen.push_back(std::move(best.front()));
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
