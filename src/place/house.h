// Rooms for one cohort on given units.
#ifndef QUARANTA_SRC_PLACE_HOUSE_H_
#define QUARANTA_SRC_PLACE_HOUSE_H_

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "place/cohort.h"
#include "place/model.h"
#include "place/transport.h"

namespace quaranta::place::internal {

// People of one party in one room, an index into Model::rooms.
struct Stay {
  std::uint32_t party = 0;
  std::uint32_t room = 0;
  std::uint32_t kind = kNone;  // of a lodging; part of a run has none
  std::span<const std::uint32_t> people;
};

// As CostOf.
RoomCost CostOf(const Model& model, const Stay& stay);

// What a housing comes to, in the order of the objective but for new sites.
struct Worth {
  std::array<std::int32_t, kMaxClasses> unplaced{};
  std::int64_t substitutes = 0;
  std::int64_t new_floors = 0;
  RoomCost cost;

  friend auto operator<=>(const Worth&, const Worth&) = default;
  friend Worth operator+(Worth a, const Worth& b) {
    for (std::size_t k = 0; k < a.unplaced.size(); ++k) {
      a.unplaced[k] += b.unplaced[k];
    }
    a.substitutes += b.substitutes;
    a.new_floors += b.new_floors;
    a.cost = a.cost + b.cost;
    return a;
  }
};

struct CohortHousing {
  std::vector<Stay> stays;
  KeptPeople kept;  // of the stays of runs
  std::vector<LodgingInfo> lodgings_left;
  std::vector<std::uint32_t> runs_left;  // parties
  Worth worth;
};

// Runs first as the evaluator places them, then lodgings by minimum-cost flow,
// then swaps that bring kApart parties together.
class Houser {
 public:
  Houser(const Model& model, CohortEvaluator& evaluator)
      : model_(model), evaluator_(evaluator), taken_(model.rooms.size()) {}

  CohortHousing House(std::uint32_t cohort,
                      const std::vector<std::uint32_t>& units);
  // For who does not ask what it is worth: that stays empty.
  CohortHousing HouseOnly(std::uint32_t cohort,
                          const std::vector<std::uint32_t>& units);

 private:
  // Free rooms that cost the same for everyone: filled from the first.
  struct Group {
    std::span<const std::uint32_t> rooms;
    std::uint32_t type = 0;
    bool refill = false;
    std::size_t used = 0;
  };
  // Lodgings, by index, that go the same ways at the same cost.
  using Batch = std::span<const std::uint32_t>;

  void HouseRuns(std::uint32_t cohort, const std::vector<std::uint32_t>& units,
                 CohortHousing& housing);
  void FindGroups(const std::vector<std::uint32_t>& units);
  void FindBatches(std::uint32_t cohort);
  void SplitByDistance(std::uint32_t cohort);
  template <class Cost>
  void Assign(std::uint32_t cohort, Transport<Cost>& transport,
              CohortHousing& housing);
  template <class Cost>
  void LoadTransport(std::uint32_t cohort, Transport<Cost>& transport) const;
  template <class Cost>
  void ReadTransport(std::uint32_t cohort, const Transport<Cost>& transport,
                     CohortHousing& housing);
  Worth WorthOf(const CohortHousing& housing) const;

  const Model& model_;
  CohortEvaluator& evaluator_;
  Transport<RoomCost> transport_;
  Transport<std::int64_t> packed_;  // the same costs in one number
  // During one call: rooms taken by runs, and what there is to assign to what.
  std::vector<bool> taken_;
  std::vector<Group> groups_;
  std::vector<Batch> batches_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed_rooms_;
  std::vector<std::uint32_t> rooms_in_order_, lodgings_in_order_;
};

// People of each kApart party away from the most of their party, summed.
std::int64_t CountApart(const Model& model, const std::vector<Stay>& stays);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HOUSE_H_
