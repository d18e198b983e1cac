// Positive results on which nobody has acted.
#ifndef QUARANTA_SRC_DESK_POSITIVES_H_
#define QUARANTA_SRC_DESK_POSITIVES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/county.h"
#include "desk/setting.h"

namespace quaranta::desk {

// Finds the current stay that a row of the setting's world is about: by its
// stay, else by its person.
class StayFinder {
 public:
  // Both outlive it.
  StayFinder(const world::World& world, const County& county);
  std::optional<std::size_t> Of(data::RowRef row) const;

 private:
  const world::World& world_;
  const County& county_;
  std::map<std::uint32_t, std::size_t> stay_of_person_;
};

// When each stay's person last left for hospital.
std::map<std::size_t, Instant> LeftForHospital(const Setting& setting,
                                               const StayFinder& finder);

// When the sample was found positive, as known by then: the time of its result,
// else of the swab. A result without a time is known; later ones are not.
struct KnownPositive {
  std::optional<Instant> at;
};
std::optional<KnownPositive> PositiveBy(const schema::Sample& sample,
                                        Instant now);

struct Positive {
  std::size_t stay = 0;  // current
  data::RowRef row;      // the Sample, or the Person with a result on record
  std::optional<Instant> since;
};
// Of people who are in a stay now and have not left for hospital since. The
// result on the person's own record counts from the start of the stay.
std::vector<Positive> FindPositives(const Setting& setting,
                                    const County& county);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_POSITIVES_H_
