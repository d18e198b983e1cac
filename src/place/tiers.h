// Which sites a plan opens, and what that counts, under each TierPolicy.
#ifndef QUARANTA_SRC_PLACE_TIERS_H_
#define QUARANTA_SRC_PLACE_TIERS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "place/model.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::internal {

// By site: not open, can open, and with a room to offer.
std::vector<bool> SitesOnOffer(const Problem& problem);
// The same for who knows which rooms are for staff, by Problem::rooms.
std::vector<bool> SitesOnOffer(const Problem& problem,
                               const std::vector<bool>& staff);

// By site: opened by a plan that uses these; with kStrict also those on offer
// that come before one of them.
std::vector<bool> OpenedWith(const Problem& problem,
                             const std::vector<bool>& on_offer,
                             const std::vector<bool>& used);

// The part of kNewSites where a site counts, and how much.
inline std::int32_t TierKey(const Problem& problem, const Site& site) {
  return problem.tier_policy == TierPolicy::kCost ? 0 : site.tier;
}
inline std::int32_t OpeningCost(const Problem& problem, const Site& site) {
  return problem.tier_policy == TierPolicy::kCost ? site.opening_cost : 1;
}

// What a site brings towards some aim, and what it counts.
struct Brought {
  std::int64_t bring = 0;
  std::int64_t cost = 1;
};
// At least so much do sites cost that bring `wanted`, or all of them: the
// best parts of sites first, rounded up at the end; the fewest sites where
// each costs 1.
std::int64_t LeastCostOf(std::vector<Brought> sites, std::int64_t wanted);
// At most so much do sites bring that cost no more than `budget`.
std::int64_t MostBroughtBy(std::vector<Brought> sites, std::int64_t budget);

// With kStrict: sites of the tier, an index into Model::tiers, that must open
// with what is opened of later ones (by Model::tiers); else 0.
std::int64_t SitesBefore(const Model& model, std::size_t tier,
                         const std::vector<std::int64_t>& new_sites);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_TIERS_H_
