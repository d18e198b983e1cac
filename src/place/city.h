// Which cohort gets which units where there are thousands of both: see
// search.h for the small.
#ifndef QUARANTA_SRC_PLACE_CITY_H_
#define QUARANTA_SRC_PLACE_CITY_H_

#include <cstdint>
#include <vector>

#include "place/city_pack.h"
#include "place/looks.h"
#include "place/search.h"

namespace quaranta::place::internal {

// By cohorts x units, with which the time of Search and ExactSearch grows.
enum class Scale {
  kCounty,  // both are quick
  kTown,    // ExactSearch is worth its time where CitySearch leaves a gap
  kCity,    // both would take long
};
Scale ScaleOf(const Model& model);

// Sites in tier order until everyone has a room; cohorts by falling need take
// the unit, or the two units, with the fewest rooms that will do, else the one
// that helps most. Then, within the limits, what linear programs make of it;
// sites are closed and units merged while that lowers the objective. Time grows
// with units + cohorts x looks.
class CitySearch {
 public:
  // Linear programs (city_pack.h) may take so many steps.
  CitySearch(Divider& divider, const Looks& looks, std::int64_t node_limit,
             std::int64_t proof_limit = 0);

  Division Run();
  // Of the programs, once run.
  const CityPrices& prices() const { return prices_; }
  bool stopped_at_limit() const { return stopped_; }

 private:
  enum class Order { kByNeed, kByClass };
  // Whether needs that might be substituted are met first, at the cost of
  // units, or not looked at.
  enum class Needs { kAll, kMust };
  // Looks that the cohort may use, by rising rooms.
  using LookList = std::vector<std::uint32_t>;

  Division Construct(SiteSet& sites, Order order, Needs needs, bool may_open);
  void OpenForAll(SiteSet& sites) const;
  bool OpenMore(const std::vector<std::uint32_t>& left,
                const Division& division, SiteSet& sites);
  void OpenSite(std::uint32_t site, SiteSet& sites) const;
  std::vector<std::uint32_t> Openable(const SiteSet& sites) const;
  void AddFree(std::uint32_t site, const Division& division);
  void LoadFree(const Division& division, const SiteSet& sites);
  bool Finish(std::uint32_t cohort, Needs needs, Division& division);
  std::int32_t Waste(std::uint32_t look, const Counts& need) const;
  bool FinishAs(std::uint32_t cohort, const Counts& asked, bool soft,
                Division& division);
  bool FinishWithOne(std::uint32_t cohort, const Counts& need,
                     const Score& wanted, Division& division);
  bool FinishWithTwo(std::uint32_t cohort, const Counts& need,
                     const Score& wanted, Division& division);
  bool TakeMostUseful(std::uint32_t cohort, const Counts& need,
                      Division& division);
  const LookList& LooksFor(std::uint32_t cohort);
  Counts Have(std::uint32_t cohort, const Division& division) const;
  const Counts& HaveOf(std::uint32_t unit) const;

  void Pack(SiteSet& sites, Division& best);
  void MeetWishes(Division& division);
  SiteSet SitesInUse(const Division& division) const;
  std::int64_t Unmet(const Counts& need, const Counts& have) const;
  bool SwapFor(std::uint32_t cohort, const Counts& asked, Division& division);
  bool TrySwap(std::uint32_t cohort, std::uint32_t in, std::uint32_t out,
               Division& division);
  void LoadOwned(const SiteSet& sites);
  void CloseSites(SiteSet& sites, Division& best);
  bool CloseSome(const std::vector<std::uint32_t>& last, SiteSet& sites,
                 Division& best);
  bool Merge(Division& division);
  bool MergeOf(std::uint32_t cohort, Division& division);
  bool MergeInto(std::uint32_t cohort, std::uint32_t out, std::uint32_t back,
                 Division& division);
  bool Spent();

  Divider& divider_;
  const Model& model_;
  const Looks& looks_;
  std::int64_t stop_at_;
  std::int64_t proof_limit_;
  std::int64_t swaps_left_ = 0;
  CityPrices prices_;
  bool stopped_ = false;
  std::vector<std::vector<std::uint32_t>> units_at_;  // free at first, by site
  std::vector<std::int32_t> rooms_at_;                // of those
  std::map<std::uint32_t, std::uint32_t> site_of_grade_;  // the first
  std::vector<std::vector<std::uint32_t>> free_;  // units by look, a stack
  std::map<std::vector<std::uint32_t>, LookList> looks_for_;  // by grades
  std::vector<const LookList*> looks_of_;                     // by cohort
  // Free and new units of the sites in use, by look.
  std::vector<std::vector<std::uint32_t>> owned_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_CITY_H_
