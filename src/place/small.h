// Small problems: the best plan in every level, by going through all ways to
// divide the free units.
#ifndef QUARANTA_SRC_PLACE_SMALL_H_
#define QUARANTA_SRC_PLACE_SMALL_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "place/house.h"
#include "place/model.h"
#include "place/small_cohort.h"

namespace quaranta::place::internal {

// What all cohorts come to in any plan is the sum of what each comes to on its
// units, and what sites and floors count depends on which units are taken; so
// a table by sets of taken units, cohort after cohort, finds the best plan. A
// set of units on which a cohort does no better in kUnplaced and kSubstitutes
// than on some of them is in no best plan: the floors saved count first.
class SmallSearch {
 public:
  // At most so many lodgings of one cohort on given units in all.
  SmallSearch(const Model& model, std::int64_t limit)
      : model_(model), limit_(limit), evaluations_left_(limit) {}

  // The best plan, by cohort; nothing if the problem is too large.
  std::optional<std::vector<CohortHousing>> Run();

  // Done to find the best plan.
  std::int64_t evaluations() const { return evaluations_; }

 private:
  using UnitMask = std::uint32_t;  // of free_

  // A useful set of units of one cohort.
  struct Choice {
    UnitMask units = 0;
    SmallWorth worth;
  };
  // The best of the cohorts so far that take just these units.
  struct Entry {
    bool reached = false;
    SmallWorth worth;
  };
  // The levels of a plan in their order.
  using Objective = std::vector<std::int64_t>;

  bool FindFreeUnits();
  bool FindChoices(SmallCohort& cohort, UnitMask usable,
                   std::vector<Choice>& choices);
  bool AddCohort(const std::vector<Choice>& choices);
  Objective ObjectiveOf(UnitMask taken, const SmallWorth& worth) const;
  std::vector<std::uint32_t> UnitsOf(UnitMask mask) const;

  const Model& model_;
  const std::int64_t limit_;
  std::int64_t evaluations_left_;
  std::int64_t evaluations_ = 0;
  std::vector<std::uint32_t> free_;
  std::vector<Entry> table_;  // by mask
  // By cohort added and mask: the units that it takes itself.
  std::vector<std::vector<UnitMask>> taken_by_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_SMALL_H_
