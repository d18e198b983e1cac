// Problems with few kinds of free units: solved by going through how many of
// each kind are left, cohort by cohort.
#ifndef QUARANTA_SRC_PLACE_FEW_KINDS_H_
#define QUARANTA_SRC_PLACE_FEW_KINDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "place/cohort.h"
#include "place/model.h"
#include "place/plain.h"
#include "place/search.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// The best plan of a plain problem (plain.h) up to kNewFloors, by a dynamic
// programme: with u1, u2, ... units of each kind there are (u1 + 1) (u2 + 1)
// ... numbers that can be left, and for each cohort some dozens of sets of
// units on which it does worse without any one of them. Not for problems that
// are simpler or harder than that: up to 12 free units (small.h), more than
// three kinds, more than some ten million steps, or cohorts that gain by more
// than 16 units. Two kinds of 30 floors each and 40 cohorts take some
// milliseconds.
//
// There are no prices that prove it; `Verify` does it once more in its own way.
class FewKinds {
 public:
  explicit FewKinds(const Model& model);

  bool recognised() const { return recognised_; }
  // Evaluations done.
  std::int64_t nodes() const { return evaluator_.nodes(); }

  // The best division up to kNewFloors. Only if recognised, as all below.
  Division Divide(Divider& divider) const;
  // Raises bounds and sets statuses, if the plan is as good as the division up
  // to kNewFloors.
  void Certify(Plan& plan) const;

 private:
  using Share = std::vector<std::int32_t>;  // units, by kind
  struct Way {
    Share share;
    std::int64_t loss = 0;     // as one number, see `radix_`
    std::size_t numbered = 0;  // the share as an index
  };

  bool FindRadixes();
  std::int64_t LossOn(std::uint32_t cohort, const Share& share);
  bool FindWays(std::uint32_t cohort);
  bool AllNeeded(std::uint32_t cohort, const Share& share);
  void Solve(std::size_t states);
  template <class Do>
  void ForEachState(const Share& share, const Do& run) const;

  const Model& model_;
  CohortEvaluator evaluator_;
  bool recognised_ = false;
  std::vector<UnitKind> kinds_;
  // What each part of a Loss counts, so that numbers have the same order.
  std::array<std::int64_t, kMaxClasses + 1> radix_{};
  std::map<Share, std::int64_t> loss_on_;  // of the present cohort
  std::vector<std::vector<Way>> ways_;     // by Model::cohort_order
  std::vector<std::size_t> chosen_;        // of `ways_`
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_FEW_KINDS_H_
