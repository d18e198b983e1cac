// Units for cohorts of a city by linear programs over numbers of rooms.
#ifndef QUARANTA_SRC_PLACE_CITY_PACK_H_
#define QUARANTA_SRC_PLACE_CITY_PACK_H_

#include <cstdint>
#include <map>
#include <vector>

#include "place/looks.h"
#include "place/room_flow.h"
#include "place/search.h"

namespace quaranta::place::internal {

// What units are worth by rooms, in the programs of one grade: a hint for
// bounds, which do not trust them.
struct GradePrices {
  std::vector<RoomFlow::Prices> sites;  // by tier, last first; may be empty
  RoomFlow::Prices floors;              // in floors
  RoomFlow::Prices people;              // overloaded: in people left out
};
using CityPrices = std::map<std::uint32_t, GradePrices>;  // by grade

// Each grade by itself: first by rooms alone which sites open and which sizes
// of units each cohort has (RoomFlow), then units of those sizes such that
// beds and features do as well, exchanging them while that helps.
class CityPacker {
 public:
  CityPacker(Divider& divider, const Looks& looks, std::int64_t steps)
      : divider_(divider),
        model_(divider.model()),
        looks_(looks),
        steps_(steps) {}

  // Cohorts that may use several grades have no new units yet, others may lack
  // some: see CitySearch. `sites`: those that are used.
  Division Pack(SiteSet& sites);

  const CityPrices& prices() const { return prices_; }
  // Where there were too few steps, the division is of less use.
  bool spent() const { return steps_ <= 0; }

 private:
  struct Market {
    std::vector<std::uint32_t> sites;
    std::vector<std::uint32_t> cohorts;
    std::vector<std::uint32_t> units;     // of sites that are opened
    std::vector<RoomFlow::Share> shares;  // by place in cohorts
  };

  std::map<std::uint32_t, Market> FindMarkets() const;
  void ShareOut(std::uint32_t grade, Market& market, SiteSet& sites);
  std::int32_t RoomsFor(std::uint32_t grade, std::uint32_t cohort) const;
  RoomFlow::Need NeedWithSpare(std::uint32_t cohort) const;
  void Realise(const Market& market);
  void Choose(std::uint32_t cohort, std::int32_t size,
              std::map<std::int32_t, std::vector<std::uint32_t>>& free);
  bool Exchange(const Market& market, std::uint32_t cohort);
  std::int64_t Lack(std::uint32_t cohort, const Counts& have) const;
  const Counts& HaveOf(std::uint32_t unit) const {
    return looks_.looks()[looks_.look(unit)].have;
  }

  Divider& divider_;
  const Model& model_;
  const Looks& looks_;
  std::int64_t steps_;
  CityPrices prices_;
  std::vector<std::uint32_t> owner_;               // by unit, new ones only
  std::vector<std::vector<std::uint32_t>> given_;  // by cohort
  std::vector<Counts> have_;                       // by cohort
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_CITY_PACK_H_
