#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "place/city.h"

namespace quaranta::place::internal {
namespace {

// Exchanges tried for one cohort.
constexpr int kSwaps = 1'000;
// And for all together.
constexpr int kAllSwaps = 60'000;

}  // namespace

// What linear programs make of it, completed.
void CitySearch::Pack(SiteSet& sites, Division& best) {
  SiteSet packed_sites = sites;
  CityPacker packer(divider_, looks_, proof_limit_);
  Division packed = packer.Pack(packed_sites);
  prices_ = packer.prices();
  stopped_ = stopped_ || packer.spent();
  std::vector<std::uint32_t> left = model_.cohort_order;
  std::erase_if(left,
                [&](std::uint32_t c) { return packed.score[c].AllPlaced(); });
  LoadOwned(packed_sites);
  // The most urgent first.
  std::ranges::stable_sort(left, std::greater<>(), [&](std::uint32_t c) {
    return packed.score[c].unplaced;
  });
  swaps_left_ = kAllSwaps;
  for (const std::uint32_t c : left) {
    while (!packed.score[c].AllPlaced() && SwapFor(c, looks_.must(c), packed)) {
    }
  }
  LoadFree(packed, packed_sites);
  std::erase_if(left, [&](std::uint32_t c) {
    return packed.score[c].AllPlaced() || Finish(c, Needs::kMust, packed);
  });
  while (!left.empty() && OpenMore(left, packed, packed_sites)) {
    std::erase_if(
        left, [&](std::uint32_t c) { return Finish(c, Needs::kMust, packed); });
  }
  if (packed.objective < best.objective) {
    best = std::move(packed);
    sites = std::move(packed_sites);
  }
}

// Units are exchanged for the sake of needs that would be substituted.
void CitySearch::MeetWishes(Division& division) {
  LoadOwned(SitesInUse(division));
  swaps_left_ = kAllSwaps;
  for (const std::uint32_t c : model_.cohort_order) {
    while (division.score[c].substitutes > 0 &&
           SwapFor(c, looks_.all(c), division)) {
    }
  }
}

SiteSet CitySearch::SitesInUse(const Division& division) const {
  SiteSet sites(model_.site_tier.size());
  for (std::size_t s = 0; s < sites.size(); ++s) {
    sites[s] = model_.problem->sites[s].open || division.new_units_at[s] > 0;
  }
  return sites;
}

// What of the need is not met, over all gauges.
std::int64_t CitySearch::Unmet(const Counts& need, const Counts& have) const {
  std::int64_t unmet = 0;
  for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
    unmet += std::max(0, need[g] - have[g]);
  }
  return unmet;
}

// Another unit in place of one of the cohort's, or besides: a free one, or
// somebody's who has that one for it, or goes without.
bool CitySearch::SwapFor(std::uint32_t cohort, const Counts& asked,
                         Division& division) {
  const Counts have = Have(cohort, division);
  const std::int64_t unmet = Unmet(asked, have);
  std::vector<std::uint32_t> outs = {kNone};
  for (const std::uint32_t u : division.units[cohort]) {
    if (model_.units[u].holder == kNone) outs.push_back(u);
  }
  std::ranges::reverse(outs);
  int tries = 0;
  for (const std::uint32_t out : outs) {
    const Counts rest = out == kNone ? have : Minus(have, HaveOf(out));
    for (const std::uint32_t look : LooksFor(cohort)) {
      const Counts with = Plus(rest, looks_.looks()[look].have);
      // Counts may be met and yet not suffice.
      const std::int64_t then = Unmet(asked, with);
      if (then >= unmet && then > 0) continue;
      for (const std::uint32_t u : owned_[look]) {
        if (division.owner[u] == cohort) continue;
        if (TrySwap(cohort, u, out, division)) return true;
        if (++tries == kSwaps || --swaps_left_ <= 0) return false;
      }
    }
  }
  return false;
}

bool CitySearch::TrySwap(std::uint32_t cohort, std::uint32_t in,
                         std::uint32_t out, Division& division) {
  const std::uint32_t owner = division.owner[in];
  if (owner != kNone) {
    // Who loses the last class only may pay for who gains more.
    const Counts theirs = Minus(Have(owner, division), HaveOf(in));
    const Counts then = out == kNone ? theirs : Plus(theirs, HaveOf(out));
    if (division.score[owner].AllPlaced() &&
        division.score[cohort].rooms_wanted < Unmet(looks_.must(owner), then)) {
      return false;
    }
  }
  if (out == kNone) return divider_.TryMoves(division, {{in, cohort}});
  return divider_.TryMoves(division, {{in, cohort}, {out, owner}});
}

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

void CitySearch::LoadOwned(const SiteSet& sites) {
  owned_.assign(looks_.looks().size(), {});
  for (std::uint32_t s = 0; s < sites.size(); ++s) {
    if (!sites[s]) continue;
    for (const std::uint32_t u : units_at_[s]) {
      owned_[looks_.look(u)].push_back(u);
    }
  }
}

// Cohorts with two new units or more try to do with one less.
bool CitySearch::Merge(Division& division) {
  LoadOwned(SitesInUse(division));
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
