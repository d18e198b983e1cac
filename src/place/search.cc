#include "place/search.h"

#include <algorithm>
#include <utility>

namespace quaranta::place::internal {
namespace {

using Strategy = Constructor::Strategy;

class Opener {
 public:
  Opener(Divider& divider, Improver& improver)
      : model_(divider.model()), improver_(improver), constructor_(divider) {}

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
    improver_.Improve(sites, best);
    // Whoever is still without a room takes any unit that is left anywhere.
    while (improver_.AddUnits(model_.site_usable, best)) {
    }
    return best;
  }

 private:
  // Improvement is tried only where construction failed somebody, since then
  // it may save a site.
  Division Best(const SiteSet& sites) {
    Division best = constructor_.Construct(sites, Strategy::kFinish);
    if (constructor_.IsDone(best)) return best;
    Division other = constructor_.Construct(sites, Strategy::kMarginal);
    if (other.objective < best.objective) best = std::move(other);
    improver_.Improve(sites, best);
    return best;
  }

  bool OpenOne(std::size_t tier, SiteSet& sites, Division& best) {
    std::size_t opened = sites.size();
    Division least;
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (sites[s] || !model_.site_usable[s] || model_.site_tier[s] != tier) {
        continue;
      }
      sites[s] = true;
      Division with = Best(sites);
      sites[s] = false;
      if (opened == sites.size() || with.objective < least.objective) {
        least = std::move(with);
        opened = s;
      }
    }
    if (opened == sites.size() ||
        !(least.objective.unplaced < best.objective.unplaced)) {
      return false;
    }
    sites[opened] = true;
    best = std::move(least);
    return true;
  }

  // Last tier first: a site of an earlier tier may have become needless when
  // a larger one opened.
  void CloseNeedless(SiteSet& sites, Division& best) {
    for (std::size_t t = 0; t < model_.tiers.size(); ++t) {
      for (std::size_t s = 0; s < sites.size(); ++s) {
        if (!sites[s] || model_.site_tier[s] != t ||
            model_.problem->sites[s].open) {
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

  const Model& model_;
  Improver& improver_;
  Constructor constructor_;
};

}  // namespace

Division Search(Divider& divider, Improver& improver) {
  return Opener(divider, improver).Open();
}

}  // namespace quaranta::place::internal
