// Lower bounds by matchings of single lodgings to single rooms, and by
// counting.
#ifndef QUARANTA_SRC_PLACE_VERIFY_BOUNDS_H_
#define QUARANTA_SRC_PLACE_VERIFY_BOUNDS_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "place/verify_census.h"
#include "place/verify_matching.h"
#include "place/verify_parts.h"

namespace quaranta::place::verify {

class OwnBounder {
 public:
  OwnBounder(const Census& census, const std::vector<Level>& levels);

  // A lower bound of the level, given the values of those before. Cheap
  // arguments come first; none is tried once `claimed` is reached.
  std::int64_t Bound(const Level& level, std::int64_t claimed);

 private:
  // By site: whether it may be used.
  using Sites = std::vector<bool>;
  // Rooms with so many beds and those features.
  struct Gauge {
    std::uint32_t beds = 1;
    Features features = 0;
  };
  // Lodgings of some kinds, and what is known of them.
  struct Kept {
    std::vector<bool> kind;
    std::int64_t people = 0;     // those without an adult included
    std::vector<Demand> pooled;  // cohorts that hold nothing as one
    std::vector<Demand> mixed;   // all cohorts as one
    std::vector<std::pair<std::int64_t, std::uint32_t>> cohorts;  // by people
    std::vector<std::int64_t> best;     // by kind of unit; -1: not known yet
    std::vector<std::int64_t> at_site;  // likewise by site
  };
  // Free units of some sites, by kind, and orders of those kinds.
  struct FreeUnits {
    std::vector<std::int64_t> count;
    Indices by_rooms, by_beds;  // falling
    // By grades: per gauge what the best one, two, ... of them have.
    std::map<Indices, std::vector<std::vector<std::int64_t>>> best;
  };

  const LodgingKind& Kind(std::uint32_t kind) const {
    return census_.kinds()[kind];
  }
  bool AllPlaced(std::uint32_t kind) const {
    return unplaced_[static_cast<std::size_t>(Kind(kind).priority)] == 0;
  }
  Matcher& Match(bool strict) { return strict ? strict_matcher_ : matcher_; }

  void FindLabels();
  void FindGauges();
  bool Asks(std::uint32_t kind, const Gauge& gauge, bool strict) const;
  std::vector<std::int64_t> HaveOf(std::uint32_t unit_kind) const;

  // Unplaced, and what it shares with sites.
  Kept Keep(std::vector<bool> kinds) const;
  template <class Wanted>
  Kept KeepKinds(const Wanted& wanted) const;
  std::vector<Demand> DemandsOf(std::uint32_t cohort,
                                const std::vector<bool>& kinds) const;
  std::vector<Supply> SupplyAt(std::span<const std::uint32_t> units) const;
  std::span<const Supply> SupplyOf(std::uint32_t unit_kind) const {
    return supply_of_[unit_kind];
  }
  Indices UnitsAt(const Sites& sites) const;
  std::int64_t Pooled(Kept& kept, std::span<const std::uint32_t> units);
  std::int64_t Split(Kept& kept, std::span<const std::uint32_t> units);
  std::int64_t MostPlaced(Kept& kept, std::span<const std::uint32_t> units);
  std::int64_t BestOf(Kept& kept, std::uint32_t unit_kind);
  std::int64_t Unplaced(std::int32_t key, std::int64_t claimed);

  std::int64_t NoAdult(std::uint32_t label) const;
  std::int64_t MostUnplaced(std::uint32_t label);

  // New sites.
  std::int64_t NewSites(std::int32_t tier, std::int64_t claimed);
  Sites WithoutTier(std::int32_t tier) const;
  template <class Gain>
  std::int64_t FewestSites(std::int32_t tier, std::int64_t wanted,
                           std::int64_t base, const Gain& gain);
  std::int64_t SitesByGauges(std::int32_t tier, std::uint32_t label);
  std::int64_t SitesFor(std::int32_t tier, std::int64_t missing, Kept& kept);
  std::int64_t SitesForFloors(std::int32_t tier);
  std::int64_t SitesBefore(std::int32_t tier) const;
  Kept& KeptOf(std::uint32_t label, bool all_placed);
  std::vector<std::int64_t> NeedOf(std::uint32_t cohort, std::uint32_t label,
                                   bool strict) const;

  // New floors.
  FreeUnits FindFree(const Sites& sites) const;
  const Indices& GradesOf(std::uint32_t cohort);
  const std::vector<std::vector<std::int64_t>>& BestOf(FreeUnits& free,
                                                       Indices grades) const;
  std::int64_t NewFloors(const Sites& sites, bool strict, std::int64_t claimed);
  std::int64_t FloorsByGauges(FreeUnits& free, bool strict,
                              std::vector<std::int64_t>& by_cohort);
  std::int64_t FloorsByLabels(FreeUnits& free, bool strict);
  std::vector<std::int64_t> RoomsWanted(std::uint32_t label, bool strict);
  std::vector<std::int64_t> Takes(std::uint32_t cohort,
                                  std::vector<Demand>& demands,
                                  const FreeUnits& free, bool by_beds,
                                  bool strict);
  std::int64_t FloorsBySize(std::uint32_t cohort, const FreeUnits& free,
                            bool strict, std::int64_t at_least);
  std::int64_t Spare() const { return unplaced_sum_ - NoAdult(kNoIndex); }

  // The others.
  Indices PlannedUnits() const;
  template <class Cost>
  std::optional<std::int64_t> Cheapest(std::span<const std::uint32_t> units,
                                       const Cost& cost) const;
  template <class Weight, class Good>
  std::int64_t Without(std::span<const std::uint32_t> units,
                       const Weight& weight, const Good& good) const;
  std::int64_t Substitutes() const;
  std::int64_t SubstitutesByFeature(const Indices& units) const;
  std::int64_t Refills() const;
  std::int64_t SpecialRooms() const;
  std::int64_t Apart();
  std::int64_t MostTogether(const Indices& kinds,
                            std::span<const std::uint32_t> unit_kinds);
  std::int64_t Distance() const;

  const Facts& facts_;
  const Problem& problem_;
  const Census& census_;
  Matcher::Fits fits_, strict_fits_;
  Matcher matcher_, strict_matcher_;
  std::array<std::int64_t, kMaxClasses> unplaced_{};
  std::int64_t unplaced_sum_ = 0;
  std::map<std::int32_t, std::int64_t> new_sites_;  // by tier
  std::int64_t new_floors_ = 0;
  std::int64_t substitutes_ = 0;
  Sites all_sites_;
  Sites planned_sites_;
  // Risk classes, and grades, that no chain of sites links have different ones.
  std::vector<std::uint32_t> label_of_risk_, label_of_grade_;
  Indices grades_;                                 // of sites
  std::vector<std::optional<Indices>> grades_of_;  // by cohort
  std::vector<std::vector<Supply>> supply_of_;     // by kind of unit
  std::vector<Gauge> gauges_;
  std::vector<std::vector<std::int64_t>> have_;  // by kind of unit and gauge
  std::map<std::pair<std::uint32_t, bool>, Kept> kept_;
  std::optional<std::int64_t> floors_anywhere_;
  std::map<std::uint32_t, std::int64_t> lack_;  // see MostUnplaced
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_BOUNDS_H_
