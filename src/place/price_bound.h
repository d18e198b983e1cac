// Bounds by prices: what everybody must pay at least, against what there is.
#ifndef QUARANTA_SRC_PLACE_PRICE_BOUND_H_
#define QUARANTA_SRC_PLACE_PRICE_BOUND_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "place/city_pack.h"
#include "place/looks.h"
#include "place/model.h"
#include "place/tiers.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// Give each free unit a price, a whole number,
// equal for units of one grade with as many rooms and as many special ones. A
// cohort pays no less than the cheapest units, each as often as it likes, that
// have rooms and special rooms enough for its lodgings, or enough by any one
// gauge: dynamic programmes over rooms, exact. Where people are left out, that
// has a price as well, and rooms are all that counts. All cohorts together pay
// no more than all units cost that may be used, and who is left out. Every
// price gives a valid bound; good ones are found by raising those of units
// asked for more often than there are, and lowering the others (multiplicative
// weights).
//
// Prices of linear programs, where there are, are where that starts.
//
// Cohorts that may use several grades are left out.
class PriceBound {
 public:
  // With `soft`, needs that might be substituted must be met as well.
  PriceBound(const Model& model, const Looks& looks, const Plan& plan,
             bool soft, const CityPrices& hints);

  // The fewest people of the class without a room if those of more urgent
  // classes are as in the plan; 0 where there are no prices for that. Any site
  // may open. Ask for all classes that have such people before asking for
  // sites.
  std::int64_t Unplaced(std::size_t part);
  // The fewest sites of the tier, an index into Model::tiers, if later tiers
  // open as many as in the plan; or the least cost. Ask for tiers 0, 1, ... in
  // turn.
  std::int64_t NewSites(std::size_t tier);
  // The fewest new units if each tier opens as many sites as in the plan.
  std::int64_t NewFloors();

  // The prices behind the bound asked for last, for a certificate; their
  // `level` is left to the caller.
  const std::vector<Certificate::Market>& named() const { return named_; }

 private:
  // A number for each class of units.
  using ByClass = std::vector<std::int64_t>;
  struct SiteUnits {
    std::size_t tier = 0;
    std::int64_t cost = 1;  // that opening it counts
    bool open = false;
    bool opened = false;                                        // by the plan
    std::vector<std::pair<std::uint32_t, std::int64_t>> units;  // by class
  };
  // Units alike in rooms and special rooms.
  struct UnitClass {
    std::int32_t rooms = 0;
    std::int32_t special = 0;
    Counts best{};  // by gauge, the most that one of the units has
  };
  // Units and cohorts of one grade.
  struct Market {
    std::vector<UnitClass> classes;
    // A unit of each look, and its class.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> samples;
    std::vector<SiteUnits> sites;
    std::map<Counts, std::int64_t> needs;  // cohorts with them
    std::vector<std::uint32_t> cohorts;
    Counts most{};  // of the needs, by gauge
  };
  struct Table;

  Table TableOf(const Market& market, const ByClass& prices,
                std::size_t gauge) const;
  std::int64_t Cost(const Market& market, const ByClass& prices,
                    ByClass* usage) const;
  static std::int64_t Value(const SiteUnits& site, const ByClass& prices);
  // With some prices: what cohorts pay beyond the value of sites that are open
  // or of earlier tiers, and what the best 0, 1, ... of each other tier are
  // worth.
  struct Bill {
    std::int64_t cost = 0;
    std::vector<std::vector<std::int64_t>> best;  // by tier
    std::vector<Brought> here;                    // where cost counts: all
    ByClass prices;
    std::vector<std::int64_t> people;  // as in a certificate
  };
  static void Adjust(const ByClass& usage, const ByClass& supply,
                     std::int64_t percent, ByClass& prices);
  static ByClass FirstPrices(const Market& market, std::int64_t per_room,
                             std::int64_t per_unit);

  // Where people are left out: see people_bound.cc.
  struct Guests;
  struct Terms;
  bool Overloaded() const;
  Guests GuestsOf(std::uint32_t cohort, std::size_t part) const;
  std::vector<Guests> GuestsAt(const Market& market, std::size_t part) const;
  std::vector<Terms> TermsFor(std::uint32_t grade, std::size_t tier) const;
  std::int64_t Paid(const Market& market, const Terms& terms,
                    const std::vector<Guests>& guests) const;
  std::vector<std::int64_t> PricesOfPeople(const Terms& terms,
                                           std::size_t classes) const;
  std::int64_t MostLeft(std::size_t k, std::uint32_t grade) const;
  std::vector<Bill> BillsWithGuests(std::uint32_t grade,
                                    std::size_t tier) const;
  static Terms InFloors(const Terms& terms, double floors);
  std::int64_t FloorsBy(
      const std::map<std::uint32_t, Terms>& terms,
      const std::map<std::uint32_t, std::vector<Guests>>& guests) const;
  std::int64_t FloorsWithGuests();

  Bill BillFor(const Market& market, std::size_t tier, std::int64_t paid,
               const ByClass& prices) const;
  Bill BillOf(const Market& market, std::size_t tier, const ByClass& prices,
              ByClass& usage) const;
  std::vector<Bill> BillsOf(std::uint32_t grade, std::size_t tier) const;
  ByClass SupplyFor(const Market& market, std::size_t tier) const;
  static ByClass PricesBy(const Market& market, const RoomFlow::Prices& hint,
                          std::int64_t scale);
  static std::int64_t FewestWith(const std::vector<Bill>& bills,
                                 std::size_t tier,
                                 const std::vector<std::int64_t>& later,
                                 std::size_t& best);
  // How many sites of later tiers a grade opens beyond those it must.
  using Spread = std::vector<std::int64_t>;
  std::vector<Spread> SpreadsOver(std::size_t tier) const;
  std::int64_t FloorsAt(const std::map<std::uint32_t, ByClass>& prices,
                        std::map<std::uint32_t, ByClass>& usage) const;
  void Name(std::uint32_t grade, const ByClass& prices, std::int64_t scale);
  void NameAll(const std::map<std::uint32_t, ByClass>& prices);

  const Model& model_;
  const Looks& looks_;
  const CityPrices& hints_;
  bool by_cost_;
  // By class: people whom the plan leaves out, and those of them with no adult
  // to be with; and whom each grade leaves out in any plan as good.
  std::vector<std::int64_t> left_, alone_;
  std::vector<std::map<std::uint32_t, std::int64_t>> without_;
  std::vector<std::int64_t> new_sites_;  // by tier, or cost
  std::map<std::uint32_t, Market> markets_;
  // Of tiers asked for: sites that each grade must open at least, whatever
  // others do, and how many more the plan has.
  std::vector<std::map<std::uint32_t, std::int64_t>> least_;
  std::vector<std::int64_t> more_;
  std::vector<Certificate::Market> named_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_PRICE_BOUND_H_
