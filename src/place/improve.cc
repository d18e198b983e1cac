#include <algorithm>

#include "place/search.h"

namespace quaranta::place::internal {

bool Improver::Spent() {
  if (divider_.evaluator().nodes() < stop_at_) return false;
  stopped_ = true;
  return true;
}

std::vector<std::uint32_t> Improver::NewUnits(const Division& division,
                                              std::uint32_t cohort) const {
  std::vector<std::uint32_t> units;
  for (const std::uint32_t unit : division.units[cohort]) {
    if (model_.units[unit].holder == kNone) units.push_back(unit);
  }
  return units;
}

void Improver::Improve(const SiteSet& sites, Division& division,
                       std::int64_t nodes) {
  const std::int64_t before = divider_.evaluator().nodes();
  stop_at_ = before + std::min(nodes, nodes_left_);
  bool changed = true;
  while (changed && !Spent()) {
    changed = DropUnits(division);
    changed = AddUnits(sites, division) || changed;
    changed = AddForFeatures(sites, division) || changed;
    changed = MergeUnits(sites, division) || changed;
    changed = ReplaceUnits(sites, division) || changed;
    changed = ExchangeUnits(sites, division) || changed;
  }
  nodes_left_ -= divider_.evaluator().nodes() - before;
}

bool Improver::DropUnits(Division& division) {
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    for (const std::uint32_t unit : NewUnits(division, c)) {
      if (Spent()) return changed;
      changed = divider_.TryMoves(division, {{unit, kNone}}) || changed;
    }
  }
  return changed;
}

bool Improver::AddUnits(const SiteSet& sites, Division& division) {
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    if (division.score[c].AllPlaced()) continue;
    for (const std::uint32_t unit : divider_.FreeUnits(division, c, sites)) {
      changed = divider_.TryMoves(division, {{unit, c}}) || changed;
      if (division.score[c].AllPlaced()) break;
    }
  }
  return changed;
}

// A unit more for features that the cohort's own rooms lack.
bool Improver::AddForFeatures(const SiteSet& sites, Division& division) {
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    for (const std::uint32_t unit : divider_.FreeUnits(division, c, sites)) {
      if (division.score[c].substitutes == 0 || Spent()) break;
      changed = divider_.TryMoves(division, {{unit, c}}) || changed;
    }
  }
  return changed;
}

// A unit for a free one. While everyone is placed on open sites without
// substitutes there is nothing to gain here: floors stay as many.
bool Improver::ReplaceUnits(const SiteSet& sites, Division& division) {
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    for (const std::uint32_t unit : NewUnits(division, c)) {
      const Score& score = division.score[c];
      const std::uint32_t site = model_.units[unit].site;
      const bool closes = !model_.problem->sites[site].open &&
                          division.new_units_at[site] == 1;
      if (score.AllPlaced() && score.substitutes == 0 && !closes) continue;
      for (const std::uint32_t other :
           divider_.FreeUnits(division, c, sites)) {
        if (Spent()) return changed;
        if (divider_.TryMoves(division, {{unit, kNone}, {other, c}})) {
          changed = true;
          break;
        }
      }
    }
  }
  return changed;
}

bool Improver::MergeUnits(const SiteSet& sites, Division& division) {
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    while (MergeInto(c, sites, division)) changed = true;
    if (Spent()) break;
  }
  return changed;
}

// Two units of the cohort for one that is free, or that another cohort swaps
// for one of the two.
bool Improver::MergeInto(std::uint32_t cohort, const SiteSet& sites,
                         Division& division) {
  const std::vector<std::uint32_t> mine = NewUnits(division, cohort);
  const auto rooms = [&](std::uint32_t unit) {
    return model_.units[unit].room_count;
  };
  std::uint32_t all_rooms = 0;
  for (const std::uint32_t unit : division.units[cohort]) {
    all_rooms += rooms(unit);
  }
  const auto lodgings = static_cast<std::uint32_t>(
      model_.cohorts[cohort].lodgings.size());
  for (std::size_t i = 0; i < mine.size(); ++i) {
    for (std::size_t j = 0; j < mine.size(); ++j) {
      if (i == j) continue;
      for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
        const UnitInfo& unit = model_.units[u];
        const std::uint32_t owner = division.owner[u];
        if (!unit.usable || unit.holder != kNone || owner == cohort ||
            !sites[unit.site] || (owner == kNone && i < j)) {
          continue;
        }
        const bool enough = all_rooms - rooms(mine[i]) - rooms(mine[j]) +
                                rooms(u) >= lodgings;
        if (!enough && division.score[cohort].AllPlaced()) continue;
        if (Spent()) return false;
        if (divider_.TryMoves(
                division,
                {{u, cohort}, {mine[i], owner}, {mine[j], kNone}})) {
          return true;
        }
      }
    }
  }
  return false;
}

// A unit of one cohort to another that lacks rooms; the one gets nothing, or a
// free unit, or one of the other's units for it.
bool Improver::ExchangeUnits(const SiteSet& sites, Division& division) {
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    for (const std::uint32_t d : model_.cohort_order) {
      if (c == d) continue;
      for (const std::uint32_t theirs : NewUnits(division, d)) {
        const Score& score = division.score[c];
        if (score.AllPlaced() && score.substitutes == 0) break;
        if (Spent()) return changed;
        changed = TakeFrom(c, d, theirs, sites, division) || changed;
      }
    }
  }
  return changed;
}

bool Improver::TakeFrom(std::uint32_t cohort, std::uint32_t other,
                        std::uint32_t unit, const SiteSet& sites,
                        Division& division) {
  if (divider_.TryMoves(division, {{unit, cohort}})) return true;
  for (const std::uint32_t free : divider_.FreeUnits(division, other, sites)) {
    if (Spent()) return false;
    if (divider_.TryMoves(division, {{unit, cohort}, {free, other}})) {
      return true;
    }
  }
  for (const std::uint32_t mine : NewUnits(division, cohort)) {
    if (Spent()) return false;
    if (divider_.TryMoves(division, {{unit, cohort}, {mine, other}})) {
      return true;
    }
  }
  return false;
}

}  // namespace quaranta::place::internal
