// Parties too large for one room, in adjacent rooms of one unit.
#ifndef QUARANTA_SRC_PLACE_RUN_H_
#define QUARANTA_SRC_PLACE_RUN_H_

#include <compare>
#include <cstdint>
#include <vector>

#include "place/model.h"
#include "place/transport.h"

namespace quaranta::place::internal {

// A party in `people.size()` rooms from Model::rooms[first_room] on.
struct RunPlacement {
  std::uint32_t party = 0;
  std::uint32_t first_room = 0;
  std::vector<std::vector<std::uint32_t>> people;  // per room, sorted
  std::int64_t substitutes = 0;
  std::int64_t beds = 0;
  std::int64_t special = 0;
};

// Fewest substitutes, then rooms, special rooms, beds.
bool BetterWay(const RunPlacement& a, const RunPlacement& b);

// Finds runs; keeps scratch memory, so one per call of Place.
class RunFinder {
 public:
  explicit RunFinder(const Model& model) : model_(model) {}

  // Ways to put the party into adjacent rooms of the unit, among those with
  // taken[room] false (`taken` empty: all), one per first room and number of
  // rooms, best first by BetterWay. A window that begins like one without
  // substitutes and is longer is left out. Within one window the people are
  // divided with the fewest substitutes. The unit's holder is not looked at.
  std::vector<RunPlacement> Find(std::uint32_t party, std::uint32_t unit,
                                 const std::vector<bool>& taken);
  // All windows, longer ones too; with `minors_free` rule 5 is dropped.
  std::vector<RunPlacement> FindAll(std::uint32_t party, std::uint32_t unit,
                                    bool minors_free);

 private:
  struct Search {
    bool minors_free = false;
    bool shortest = true;
  };
  std::vector<RunPlacement> Windows(std::uint32_t party, std::uint32_t unit,
                                    const std::vector<bool>& taken,
                                    const Search& search);
  void DivideWithoutNeeds(std::uint32_t rooms, bool minors_free,
                          RunPlacement& run) const;
  bool Divide(std::uint32_t rooms, bool minors_free, RunPlacement& run);
  void SumUp(RunPlacement& run) const;

  const Model& model_;
  // Anchors count -1 each, so that as many as can be are filled.
  struct DivisionCost {
    std::int64_t anchors = 0;
    std::int64_t substitutes = 0;

    friend auto operator<=>(const DivisionCost&,
                            const DivisionCost&) = default;
    friend DivisionCost operator+(DivisionCost a, DivisionCost b) {
      return {a.anchors + b.anchors, a.substitutes + b.substitutes};
    }
    friend DivisionCost operator-(DivisionCost a, DivisionCost b) {
      return {a.anchors - b.anchors, a.substitutes - b.substitutes};
    }
  };
  Transport<DivisionCost> transport_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_RUN_H_
