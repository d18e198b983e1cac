// What each cohort can do with each set of free units that is worth having.
#ifndef QUARANTA_SRC_PLACE_SETS_H_
#define QUARANTA_SRC_PLACE_SETS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "place/exact_component.h"

namespace quaranta::place::internal {

// Of one cohort: each *useful* set of units by class, that is one that does
// worse without any one of its units. Any set of units holds a useful one that
// does as well; and what a cohort can do is the value of a matching, submodular
// in the rooms, so subsets of useful sets are useful and all are reached one
// unit at a time.
//
// A cohort places on its units class by class as many people as it can (larger
// lodgings first, which is best since servable sets are a matroid), so that
// they lack as few features as can be.
class UnitSets {
 public:
  // By CohortPart::choices, rising, a choice once for each unit of it.
  using Choices = std::span<const std::uint16_t>;

  std::size_t size() const { return value_.size(); }
  Choices choices(std::size_t set) const {
    return std::span(choices_).subspan(begin_[set],
                                       begin_[set + 1] - begin_[set]);
  }
  // Sets that leave equally many without a room have the same index.
  std::uint32_t value(std::size_t set) const { return value_[set]; }
  std::size_t values() const { return unplaced_.size(); }
  // People of each class without a room although some room would suit them.
  std::span<const std::int32_t> unplaced(std::uint32_t value) const {
    return unplaced_[value];
  }
  // Features that those placed lack: at least so many, and when Refine has
  // been asked for the set exactly so many.
  std::int32_t lacking(std::size_t set) const { return lacking_[set]; }
  std::int32_t Refine(std::size_t set) const;

 private:
  friend class SetFinder;

  // Lodgings of one kind; those of one priority and size are a group.
  struct Kind {
    std::size_t group = 0;
    std::int32_t count = 0;
    std::vector<std::int32_t> lacking;  // by type of rooms, -1: unsuitable
  };
  class Flow;

  std::int32_t LackingOn(Choices choices) const;

  std::vector<std::uint32_t> begin_{0};
  std::vector<std::uint16_t> choices_;
  std::vector<std::uint32_t> value_;
  std::vector<std::vector<std::int32_t>> unplaced_;
  std::vector<Kind> kinds_;
  std::vector<std::int32_t> held_;                // rooms by type
  std::vector<std::vector<std::int32_t>> rooms_;  // by choice
  mutable std::vector<std::int32_t> lacking_;
  mutable std::vector<bool> exact_;
};

// By part. Nothing if there are too many sets, or too many combinations of
// rooms, or a party too large for one room, of which this knows nothing.
// Adds to `work` the sets looked at.
std::optional<std::vector<UnitSets>> FindUnitSets(const Model& model,
                                                  const Component& component,
                                                  std::int64_t& work);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_SETS_H_
