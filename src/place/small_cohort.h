// The best that one cohort can do on given units, in all levels.
#ifndef QUARANTA_SRC_PLACE_SMALL_COHORT_H_
#define QUARANTA_SRC_PLACE_SMALL_COHORT_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "place/house.h"
#include "place/model.h"
#include "place/run.h"
#include "place/transport.h"

namespace quaranta::place::internal {

// Of lodgings on given units, which say what sites and floors count: people
// unplaced by class, then RoomCost; in the order of the objective but for that.
struct SmallWorth {
  std::array<std::int32_t, kMaxClasses> unplaced{};
  RoomCost cost;

  friend auto operator<=>(const SmallWorth&, const SmallWorth&) = default;
  friend SmallWorth operator+(SmallWorth a, const SmallWorth& b) {
    for (std::size_t k = 0; k < a.unplaced.size(); ++k) {
      a.unplaced[k] += b.unplaced[k];
    }
    a.cost = a.cost + b.cost;
    return a;
  }
};

// Goes through all ways to put parties too large for one room into adjacent
// ones, and through all units where the most of each kApart party could be: a
// unit that is named costs the people elsewhere, and the one where most are
// costs what the level counts. The rest is a transport of least cost.
class SmallCohort {
 public:
  // `evaluations_left` counts transports, large ones several times.
  SmallCohort(const Model& model, std::uint32_t cohort,
              std::int64_t& evaluations_left);

  // False if there are too many ways to divide some party among rooms.
  bool usable() const { return usable_; }
  // Whether somebody of the cohort could be on the unit.
  bool MayUse(std::uint32_t unit) const;

  // On these and the held units; unless `full` costs are substitutes only.
  // Nothing if the evaluations are used up. `housing`: who is where then.
  std::optional<SmallWorth> Best(const std::vector<std::uint32_t>& units,
                                 bool full, CohortHousing* housing);

 private:
  struct Window {
    RunPlacement run;
    RoomCost cost;
  };
  struct Rooms {  // that are alike here
    std::uint32_t first = 0;
    std::vector<std::uint32_t> rooms;
  };

  void FindWindows();
  void KeepBest(std::vector<Window>& windows) const;
  bool DivideBest(Window& window) const;
  void FindApart();
  bool PlaceRuns(std::size_t run);
  bool PlaceRest(std::size_t apart);
  bool Evaluate();
  std::vector<Rooms> FreeRooms() const;
  RoomCost CostIn(std::size_t lodging, const OfferedRoom& room) const;
  void Keep(const std::vector<Rooms>& rooms, CohortHousing& housing) const;

  const Model& model_;
  const std::uint32_t cohort_;
  const CohortInfo& info_;
  std::int64_t& evaluations_left_;
  bool usable_ = true;
  std::vector<std::vector<std::vector<Window>>> windows_;  // by run, unit
  std::vector<std::uint32_t> apart_;   // kApart parties in several rooms
  std::vector<std::size_t> apart_of_;  // by lodging, else apart_.size()
  Transport<RoomCost> transport_;
  // Of the present call of Best.
  bool full_ = false;
  CohortHousing* housing_ = nullptr;
  std::vector<std::uint32_t> units_;
  std::vector<bool> taken_;            // by room
  std::vector<const Window*> chosen_;  // by run; null: not placed
  std::vector<std::uint32_t> home_;    // by apart_
  std::optional<SmallWorth> best_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_SMALL_COHORT_H_
