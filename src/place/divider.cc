#include <algorithm>
#include <tuple>

#include "place/search.h"
#include "place/tiers.h"

namespace quaranta::place::internal {

Division Divider::Empty() {
  Division division;
  division.owner.assign(model_.units.size(), kNone);
  division.units.resize(model_.cohorts.size());
  division.score.resize(model_.cohorts.size());
  division.new_units_at.assign(model_.site_tier.size(), 0);
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    division.owner[u] = model_.units[u].holder;
  }
  for (const std::uint32_t c : model_.cohort_order) {
    division.units[c] = model_.cohorts[c].held_units;
    Rescore(division, c);
  }
  return division;
}

void Divider::Rescore(Division& division, std::uint32_t cohort) {
  SetScore(division, cohort,
           evaluator_.Evaluate(cohort, division.units[cohort]));
}

void Divider::SetScore(Division& division, std::uint32_t cohort,
                       const Score& now) {
  Objective& sum = division.objective;
  Score& score = division.score[cohort];
  for (std::size_t k = 0; k < score.unplaced.size(); ++k) {
    sum.unplaced[k] -= score.unplaced[k];
  }
  sum.substitutes -= score.substitutes;
  score = now;
  for (std::size_t k = 0; k < score.unplaced.size(); ++k) {
    sum.unplaced[k] += score.unplaced[k];
  }
  sum.substitutes += score.substitutes;
}

Score Divider::ScoreWith(const Division& division, std::uint32_t cohort,
                         std::initializer_list<std::uint32_t> units) {
  scratch_ = division.units[cohort];
  scratch_.insert(scratch_.end(), units);
  std::ranges::sort(scratch_);
  return evaluator_.Evaluate(cohort, scratch_);
}

// Changes everything but scores.
void Divider::Transfer(Division& division, const Move& move) {
  const std::uint32_t from = division.owner[move.unit];
  const std::uint32_t site = model_.units[move.unit].site;
  std::int32_t& used = division.new_units_at[site];
  const bool opens = !model_.problem->sites[site].open;
  const bool strict = model_.problem->tier_policy == TierPolicy::kStrict;
  std::int32_t& opened = division.objective.new_sites[model_.site_tier[site]];
  const std::int32_t before = used;
  if (from != kNone) {
    std::erase(division.units[from], move.unit);
    --division.objective.new_floors;
    if (--used == 0 && opens) opened -= model_.site_cost[site];
  }
  if (move.to != kNone) {
    auto& units = division.units[move.to];
    units.insert(std::ranges::lower_bound(units, move.unit), move.unit);
    ++division.objective.new_floors;
    if (used++ == 0 && opens) opened += model_.site_cost[site];
  }
  division.owner[move.unit] = move.to;
  if (strict && opens && (before == 0) != (used == 0)) CountOpened(division);
}

// With TierPolicy::kStrict a site is not opened alone.
void Divider::CountOpened(Division& division) const {
  std::vector<bool> sites;
  for (const std::int32_t units : division.new_units_at) {
    sites.push_back(units > 0);
  }
  sites = OpenedWith(*model_.problem, model_.site_on_offer, sites);
  division.objective.new_sites = {};
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (sites[s]) ++division.objective.new_sites[model_.site_tier[s]];
  }
}

void Divider::Give(Division& division, std::uint32_t unit,
                   std::uint32_t cohort) {
  const std::uint32_t from = division.owner[unit];
  Transfer(division, {unit, cohort});
  if (from != kNone) Rescore(division, from);
  if (cohort != kNone) Rescore(division, cohort);
}

void Divider::GiveScored(Division& division,
                         std::initializer_list<std::uint32_t> units,
                         std::uint32_t cohort, const Score& score) {
  for (const std::uint32_t unit : units) Transfer(division, {unit, cohort});
  SetScore(division, cohort, score);
}

bool Divider::TryMoves(Division& division, std::initializer_list<Move> moves) {
  const Objective before = division.objective;
  std::vector<std::pair<std::uint32_t, Score>> old_scores;
  std::vector<Move> back;
  const auto touch = [&](std::uint32_t cohort) {
    if (cohort == kNone) return;
    for (const auto& [seen, score] : old_scores) {
      if (seen == cohort) return;
    }
    old_scores.emplace_back(cohort, division.score[cohort]);
  };
  for (const Move& move : moves) {
    touch(division.owner[move.unit]);
    touch(move.to);
    back.push_back({move.unit, division.owner[move.unit]});
    Transfer(division, move);
  }
  for (const auto& [cohort, score] : old_scores) Rescore(division, cohort);
  if (division.objective < before) return true;
  std::ranges::reverse(back);
  for (const Move& move : back) Transfer(division, move);
  for (const auto& [cohort, score] : old_scores) division.score[cohort] = score;
  division.objective = before;
  return false;
}

bool Divider::Opens(const Division& division, std::uint32_t unit) const {
  const std::uint32_t site = model_.units[unit].site;
  return !model_.problem->sites[site].open && division.new_units_at[site] == 0;
}

std::vector<std::uint32_t> Divider::FreeUnits(const Division& division,
                                              std::uint32_t cohort,
                                              const SiteSet& sites) const {
  std::vector<std::uint32_t> free;
  const CohortInfo& info = model_.cohorts[cohort];
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    if (division.owner[u] == kNone && unit.usable && unit.room_count > 0 &&
        sites[unit.site] && info.site_paired[unit.site]) {
      free.push_back(u);
    }
  }
  std::ranges::sort(free, {}, [&](std::uint32_t u) {
    const UnitInfo& unit = model_.units[u];
    return std::tuple(Opens(division, u), unit.room_count,
                      info.DistanceTo(unit.site), u);
  });
  return free;
}

}  // namespace quaranta::place::internal
