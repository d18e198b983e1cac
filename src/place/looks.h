// Cohorts and units as a few counts each, so that thousands of both can be
// compared quickly: how many lodgings ask for a room at least so good, and how
// many rooms are.
#ifndef QUARANTA_SRC_PLACE_LOOKS_H_
#define QUARANTA_SRC_PLACE_LOOKS_H_

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "place/model.h"

namespace quaranta::place::internal {

inline constexpr std::size_t kMaxGauges = 16;
// By gauge; see Looks.
using Counts = std::array<std::int32_t, kMaxGauges>;

// A gauge is a number of beds and a set of features, or one of both. Rooms can
// take a set of lodgings only if for each gauge there are as many rooms with
// the beds and features as lodgings that ask for them: Hall's condition for
// those sets of lodgings that matter most. Units that no gauge can tell apart
// look alike.
class Looks {
 public:
  explicit Looks(const Model& model);

  struct Gauge {
    std::int32_t beds = 0;
    Features features = 0;
    // Rooms with the beds or the features, for lodgings that need either.
    bool either = false;

    bool Holds(std::int32_t with_beds, Features with_features) const {
      const bool enough = with_beds >= beds;
      const bool equipped = (features & ~with_features) == 0;
      return either ? enough || equipped : enough && equipped;
    }
  };
  // The first asks for a room of any kind.
  const std::vector<Gauge>& gauges() const { return gauges_; }

  // The gauge of one bed with features that is asked for most; 0 if nobody
  // asks for features.
  std::size_t special() const { return special_; }

  struct Look {
    std::uint32_t grade = 0;
    std::int32_t rooms = 0;
    Counts have{};
  };
  // By grade, then rooms, then counts.
  const std::vector<Look>& looks() const { return looks_; }
  // kNone for a unit without rooms.
  std::uint32_t look(std::uint32_t unit) const { return look_of_[unit]; }

  // What the cohort's lodgings ask for, needs that may be substituted included
  // (`all`) or not (`must`); of a party too large for one room two rooms, once.
  const Counts& all(std::uint32_t cohort) const { return all_[cohort]; }
  const Counts& must(std::uint32_t cohort) const { return must_[cohort]; }
  // Rooms of the units that the cohort holds already.
  const Counts& held(std::uint32_t cohort) const { return held_[cohort]; }

  // Of all gauges, those that are not used too: without branches.
  static bool Covers(const Counts& have, const Counts& need) {
    int covered = 1;
    for (std::size_t g = 0; g < have.size(); ++g) covered &= have[g] >= need[g];
    return covered != 0;
  }

 private:
  // 1 for each gauge that such a room meets, or such a lodging asks for.
  Counts MetBy(std::int32_t beds, Features features) const;
  void FindGauges();
  void FindLooks();
  void FindNeeds();

  const Model& model_;
  std::vector<Gauge> gauges_;
  std::size_t special_ = 0;
  std::vector<Look> looks_;
  std::vector<std::uint32_t> look_of_;
  std::vector<Counts> all_, must_, held_;
};

// Adds `times` b to a.
inline void AddTimes(std::int32_t times, const Counts& b, Counts& a) {
  for (std::size_t g = 0; g < a.size(); ++g) a[g] += times * b[g];
}
inline Counts Plus(Counts a, const Counts& b) {
  for (std::size_t g = 0; g < a.size(); ++g) a[g] += b[g];
  return a;
}
inline Counts Minus(Counts a, const Counts& b) {
  for (std::size_t g = 0; g < a.size(); ++g) a[g] -= b[g];
  return a;
}

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_LOOKS_H_
