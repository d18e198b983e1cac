#include "place/search.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

using Strategy = Constructor::Strategy;

class Opener {
 public:
  Opener(Divider& divider, Improver& improver)
      : model_(divider.model()),
        improver_(improver),
        constructor_(divider),
        keep_(improver.nodes_left() * 2 / 3) {}

  Division Open() {
    SiteSet sites(model_.site_tier.size());
    for (std::size_t s = 0; s < sites.size(); ++s) {
      sites[s] = model_.problem->sites[s].open;
    }
    Division best = Best(sites);
    // First tiers first: `tiers` begins with the last.
    for (std::size_t t = model_.tiers.size(); t-- > 0;) {
      while (!constructor_.IsDone(best) && OpenOne(t, sites, best)) {
      }
    }
    CloseNeedless(sites, best);
    if (!constructor_.IsDone(best)) {
      Division other = constructor_.Construct(sites, Strategy::kMarginal);
      if (other.objective < best.objective) best = std::move(other);
    }
    improver_.Improve(sites, best, improver_.nodes_left());
    // Whoever is still without a room takes any unit that is left anywhere.
    while (improver_.AddUnits(model_.site_usable, best)) {
    }
    return best;
  }

 private:
  // Construction from nothing, and where it fails somebody improvement, since
  // that may save a site; but a good part of the budget is kept for the end.
  Division Best(const SiteSet& sites) {
    Division best = constructor_.Construct(sites, Strategy::kFinish);
    if (constructor_.IsDone(best) || improver_.nodes_left() < keep_) {
      return best;
    }
    Division other = constructor_.Construct(sites, Strategy::kMarginal);
    if (other.objective < best.objective) best = std::move(other);
    improver_.Improve(sites, best, improver_.nodes_left() / 2);
    return best;
  }

  // The site of the tier with which most people find a room (for its cost, if
  // that counts), by going on from the division as it is.
  bool OpenOne(std::size_t tier, SiteSet& sites, Division& best) {
    std::size_t opened = sites.size();
    Division least;
    Brought most;
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (sites[s] || !model_.site_usable[s] || model_.site_tier[s] != tier) {
        continue;
      }
      sites[s] = true;
      Division with = best;
      constructor_.FinishCohorts(sites, with);
      sites[s] = false;
      const Brought of{Unplaced(best) - Unplaced(with), model_.site_cost[s]};
      const bool better = model_.problem->tier_policy == TierPolicy::kCost
                              ? of.bring * most.cost > most.bring * of.cost
                              : with.objective < least.objective;
      if (opened == sites.size() || better) {
        least = std::move(with);
        opened = s;
        most = of;
      }
    }
    if (opened == sites.size()) return false;
    const SiteSet before = sites;
    sites[opened] = true;
    OpenEarlier(sites);
    Division anew = Best(sites);
    if (anew.objective < least.objective) least = std::move(anew);
    if (!(least.objective.unplaced < best.objective.unplaced)) {
      sites = before;
      return false;
    }
    best = std::move(least);
    return true;
  }

  static std::int64_t Unplaced(const Division& division) {
    const auto& by_class = division.objective.unplaced;
    return std::accumulate(by_class.begin(), by_class.end(), std::int64_t{0});
  }

  // What counts as opened may as well be used.
  void OpenEarlier(SiteSet& sites) const {
    const SiteSet opened =
        OpenedWith(*model_.problem, model_.site_on_offer, sites);
    for (std::size_t s = 0; s < sites.size(); ++s) {
      sites[s] = sites[s] || opened[s];
    }
  }

  // Last tier first: a site of an earlier tier may have become needless when
  // a larger one opened.
  void CloseNeedless(SiteSet& sites, Division& best) {
    for (std::size_t t = 0; t < model_.tiers.size(); ++t) {
      for (std::size_t s = 0; s < sites.size(); ++s) {
        if (!sites[s] || model_.site_tier[s] != t ||
            model_.problem->sites[s].open || !HasRoomsWithout(s, sites, best)) {
          continue;
        }
        sites[s] = false;
        Division without = Best(sites);
        if (without.objective < best.objective) {
          best = std::move(without);
        } else {
          sites[s] = true;
        }
      }
    }
  }

  // Whether the other sites have as many rooms as are used now.
  bool HasRoomsWithout(std::size_t site, const SiteSet& sites,
                       const Division& division) const {
    std::int64_t rooms = 0;
    for (const UnitInfo& unit : model_.units) {
      if (unit.usable && sites[unit.site] && unit.site != site) {
        rooms += unit.room_count;
      }
    }
    for (const std::uint32_t c : model_.cohort_order) {
      const CohortInfo& cohort = model_.cohorts[c];
      rooms += division.score[c].rooms_wanted;
      rooms -= static_cast<std::int64_t>(cohort.lodgings.size());
      rooms -= static_cast<std::int64_t>(cohort.runs.size());
    }
    return rooms >= 0;
  }

  const Model& model_;
  Improver& improver_;
  Constructor constructor_;
  const std::int64_t keep_;  // nodes for the last improvement
};

}  // namespace

Division Search(Divider& divider, Improver& improver) {
  return Opener(divider, improver).Open();
}

}  // namespace quaranta::place::internal
