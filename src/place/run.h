// Parties too large for one room, in adjacent rooms of one unit.
#ifndef QUARANTA_SRC_PLACE_RUN_H_
#define QUARANTA_SRC_PLACE_RUN_H_

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

// Finds runs; keeps scratch memory, so one per call of Place.
class RunFinder {
 public:
  explicit RunFinder(const Model& model) : model_(model) {}

  // All ways to put the party into adjacent rooms of the unit, among those
  // with taken[room] false (`taken` empty: all), one per first room and number
  // of rooms, best first: fewest substitutes, rooms, special rooms, beds. With
  // `minors_free` rule 5 is dropped. Within one window the people are divided
  // with the fewest substitutes. The unit's holder is not looked at.
  std::vector<RunPlacement> Find(std::uint32_t party, std::uint32_t unit,
                                 const std::vector<bool>& taken,
                                 bool minors_free = false);

 private:
  bool Divide(std::uint32_t party, std::uint32_t rooms, bool minors_free,
              RunPlacement& run);
  void ReadDivision(std::uint32_t rooms, RunPlacement& run);

  const Model& model_;
  Transport<RoomCost> transport_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_RUN_H_
