// Relaxations of the problem that transports solve exactly: what bounds are
// made of.
#ifndef QUARANTA_SRC_PLACE_RELAX_H_
#define QUARANTA_SRC_PLACE_RELAX_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "place/model.h"
#include "place/transport.h"

namespace quaranta::place::internal {

// Some of the people to be lodged.
struct People {
  // Of these priority classes, and risk classes (empty: all).
  std::array<bool, kMaxClasses> classes{};
  std::vector<bool> risk_classes;

  bool Has(std::int32_t priority, std::uint32_t risk_class) const {
    return classes[static_cast<std::size_t>(priority)] &&
           (risk_classes.empty() || risk_classes[risk_class]);
  }
  static People All() {
    People all;
    all.classes.fill(true);
    return all;
  }
};

// In every relaxation here a party too large for one room asks for one room
// only, of any size, where it has a window of adjacent rooms at all; so what
// can be served here is never less than what any plan serves.
class Relaxation {
 public:
  explicit Relaxation(const Model& model);

  // The most people of the cohort that the rooms of these units could take.
  std::int64_t Capacity(std::uint32_t cohort,
                        std::span<const std::uint32_t> units,
                        const People& who);
  // The same for one unit, remembered for units that look alike.
  std::int64_t UnitCapacity(std::uint32_t cohort, std::uint32_t unit,
                            const People& who);
  // Forgets what UnitCapacity remembers; call when `who` changes.
  void Forget() { remembered_.clear(); }

  // The most people that the units could take if a unit might hold several
  // cohorts (but those held still took their holders only).
  std::int64_t SharedCapacity(std::span<const std::uint32_t> units,
                              const People& who);
  // The most people that the units could take if each unit took the one
  // cohort that fills it best, and the same people could be counted twice.
  std::int64_t SplitCapacity(std::span<const std::uint32_t> units,
                             const People& who);

  // How many lodgings of at least so many people: first for the largest size.
  // [n] = the most that the units can serve of the n largest sizes together.
  std::vector<std::int32_t> ServedBySize(std::uint32_t cohort,
                                         std::span<const std::uint32_t> units,
                                         const People& who);
  // The same with all rooms in the world: how many there are.
  std::vector<std::int32_t> WantedBySize(std::uint32_t cohort,
                                         const People& who) const;

  // The least sum of `cost` over all lodgings of `who`, runs left out, if they
  // are all served and units may hold several cohorts. `refill` rooms are told
  // apart.
  using CostFunction =
      std::function<std::int32_t(const LodgingKind&, const RoomType&, bool)>;
  std::int64_t LeastCost(std::span<const std::uint32_t> units,
                         const People& who, const CostFunction& cost);

  // The most people of the kApart party's lodgings that the unit could take.
  std::int64_t PartyCapacity(std::span<const LodgingInfo> lodgings,
                             std::uint32_t unit);

  bool RunFits(std::uint32_t cohort, std::size_t run, std::uint32_t unit) const {
    return run_fits_[cohort][run][unit];
  }
  // Where some room suits the kind; by [kind][unit], holders aside.
  bool KindFits(std::uint32_t kind, std::uint32_t unit) const;

 private:
  // `count` lodgings of one kind, or one run (kind == kNone).
  struct Demand {
    std::int32_t people = 0;
    std::int32_t count = 0;
    std::uint32_t kind = kNone;
    std::uint32_t cohort = 0;
    std::uint32_t run = 0;
    std::uint32_t holds = kNone;  // the cohort whose held units it may use
  };
  struct Supply {
    std::uint32_t type = 0;
    bool refill = false;
    std::uint32_t holder = kNone;
    std::int32_t count = 0;
  };

  std::vector<Demand> DemandsOf(std::uint32_t cohort, const People& who) const;
  std::vector<Demand> AllDemands(const People& who) const;
  std::vector<Supply> SuppliesOf(std::span<const std::uint32_t> units,
                                 bool by_holder, bool by_refill) const;
  bool Serves(const Demand& demand, const Supply& supply) const;
  void Load(std::span<const Demand> demands, std::span<const Supply> supplies,
            const CostFunction* cost);
  std::int64_t Served(std::span<const Demand> demands) const;
  void KeepFittingRuns(std::span<const std::uint32_t> units,
                       std::vector<Demand>& demands) const;

  const Model& model_;
  // By cohort, run, unit.
  std::vector<std::vector<std::vector<bool>>> run_fits_;
  std::vector<std::uint32_t> look_;  // by unit: equal where types are equal
  using CohortAndLook = std::pair<std::uint32_t, std::uint32_t>;
  std::map<CohortAndLook, std::int64_t> remembered_;
  Transport<std::int32_t> transport_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_RELAX_H_
