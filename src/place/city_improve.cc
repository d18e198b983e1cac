#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "place/city.h"

namespace quaranta::place::internal {

// Last tier first, each grade by itself: as few sites as will do, by halving
// how many are closed at once.
void CitySearch::CloseSites(SiteSet& sites, Division& best) {
  using Key = std::pair<std::uint32_t, std::uint32_t>;  // tier, grade
  std::map<Key, std::vector<std::uint32_t>> opened;
  for (std::uint32_t s = 0; s < sites.size(); ++s) {
    if (sites[s] && !model_.problem->sites[s].open) {
      opened[{model_.site_tier[s], model_.problem->sites[s].grade}].push_back(
          s);
    }
  }
  for (auto& [key, of] : opened) {
    // Those with the fewest rooms close first, for what they cost.
    std::ranges::stable_sort(of, [&](std::uint32_t a, std::uint32_t b) {
      return std::int64_t{rooms_at_[a]} * model_.site_cost[b] <
             std::int64_t{rooms_at_[b]} * model_.site_cost[a];
    });
    std::size_t step = std::max<std::size_t>(1, of.size() / 8);
    while (!of.empty() && !Spent()) {
      step = std::min(step, of.size());
      const auto last = of.begin() + static_cast<std::ptrdiff_t>(step);
      if (CloseSome({of.begin(), last}, sites, best)) {
        of.erase(of.begin(), last);
      } else if (step == 1) {
        break;
      } else {
        step /= 2;
      }
    }
  }
}

bool CitySearch::CloseSome(const std::vector<std::uint32_t>& some,
                           SiteSet& sites, Division& best) {
  SiteSet fewer = sites;
  for (const std::uint32_t s : some) fewer[s] = false;
  Division without = Construct(fewer, Order::kByNeed, Needs::kMust, false);
  if (!(without.objective < best.objective)) return false;
  best = std::move(without);
  sites = std::move(fewer);
  return true;
}

// Cohorts with two new units or more try to do with one less.
bool CitySearch::Merge(Division& division) {
  owned_.assign(looks_.looks().size(), {});
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    if (!unit.usable || unit.holder != kNone || unit.room_count == 0) continue;
    const bool in_use = model_.problem->sites[unit.site].open ||
                        division.new_units_at[unit.site] > 0;
    if (in_use) owned_[looks_.look(u)].push_back(u);
  }
  bool changed = false;
  for (const std::uint32_t c : model_.cohort_order) {
    while (!Spent() && MergeOf(c, division)) changed = true;
  }
  return changed;
}

bool CitySearch::MergeOf(std::uint32_t cohort, Division& division) {
  std::vector<std::uint32_t> mine;
  for (const std::uint32_t u : division.units[cohort]) {
    if (model_.units[u].holder == kNone) mine.push_back(u);
  }
  if (mine.size() < 2) return false;
  // Small units are the first to go.
  std::ranges::sort(mine, {}, [&](std::uint32_t u) {
    return std::pair(model_.units[u].room_count, u);
  });
  for (const std::uint32_t out : mine) {
    for (const std::uint32_t back : mine) {
      if (out != back && MergeInto(cohort, out, back, division)) return true;
    }
  }
  return false;
}

// One unit in place of two: a free one, or another cohort's, who has one of the
// two for it.
bool CitySearch::MergeInto(std::uint32_t cohort, std::uint32_t out,
                           std::uint32_t back, Division& division) {
  const Counts need =
      Minus(Plus(looks_.all(cohort), Plus(HaveOf(out), HaveOf(back))),
            Have(cohort, division));
  int tries = 0;
  for (const std::uint32_t look : LooksFor(cohort)) {
    if (!looks_.Covers(looks_.looks()[look].have, need)) continue;
    for (const std::uint32_t u : owned_[look]) {
      const std::uint32_t owner = division.owner[u];
      if (owner == cohort) continue;
      if (owner != kNone) {
        const Counts theirs =
            Plus(Minus(Have(owner, division), HaveOf(u)), HaveOf(back));
        if (!looks_.Covers(theirs, looks_.all(owner))) continue;
      }
      if (divider_.TryMoves(division,
                            {{u, cohort}, {back, owner}, {out, kNone}})) {
        return true;
      }
      if (++tries == 3 || Spent()) return false;
    }
  }
  return false;
}

}  // namespace quaranta::place::internal
