// Problems in which it only matters how many units a cohort takes: solved and
// proven without a search.
#ifndef QUARANTA_SRC_PLACE_ALIKE_H_
#define QUARANTA_SRC_PLACE_ALIKE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "place/cohort.h"
#include "place/model.h"
#include "place/plain.h"
#include "place/search.h"
#include "place/transport.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// Free units are *alike* to a cohort if they have equally many of the rooms
// that it can tell apart, or if each of them alone is enough for the cohort.
// Where all free units that a cohort may use are alike to it, for every cohort
// (other cohorts may use other units: of another grade, say), the best plan up
// to kNewFloors is known:
//
// Placing class by class as many people as possible is a matching of largest
// weight, so what a cohort gains by one more unit falls with the units that it
// has. Which gains there are units for at once is a matroid; so taking the
// largest first, while units can be found (others moving to units that are
// alike to them), is best. A unit costs the first gain that came too late for
// it. At these prices every cohort has just what it would choose, so they
// prove that nothing is better, as leaves of `Certificate::Node::sets`.
//
// Only for plain problems (plain.h) in which no cohort gains by more than 16
// units, which is what `Verify` looks at. Takes cohorts x kinds of units, and
// an evaluation for each unit that a cohort gains by.
class AlikeUnits {
 public:
  explicit AlikeUnits(const Model& model);

  bool recognised() const { return recognised_; }
  // Evaluations done.
  std::int64_t nodes() const { return evaluator_.nodes(); }

  // The best division up to kNewFloors. Only if recognised, as all below.
  Division Divide(Divider& divider) const;
  // Raises bounds, sets statuses and adds the certificate, if the plan is as
  // good as the division up to kNewFloors.
  void Certify(Plan& plan) const;

 private:
  // How many rooms of each number of Senses.
  using Rooms = std::vector<std::pair<std::uint32_t, std::int32_t>>;

  struct Look {
    UnitKind kind;
    std::int64_t left = 0;
    std::optional<Loss> price;
    std::uint32_t component = 0;
  };
  // Cohorts that may use the same units.
  struct Pattern {
    std::vector<std::uint32_t> looks;  // rising
    std::vector<std::int64_t> takes;   // units, by `looks`
    std::vector<std::uint32_t> cohorts;
    bool stuck = false;
  };
  struct Guest {
    std::uint32_t pattern = 0;
    std::vector<Loss> losses;  // with 0, 1, ... new units
    std::size_t takes = 0;
  };
  struct Wish {
    Loss gain{};  // what one more unit takes off
    std::uint32_t cohort = 0;
  };
  // What one of each loss up to `last` counts.
  struct Weights {
    std::size_t last = 0;
    std::array<std::int64_t, kMaxClasses + 1> of{};
  };

  bool FindLooks();
  bool AddGuest(std::uint32_t cohort);
  bool MayBeVerified(std::uint32_t cohort) const;
  std::vector<std::uint32_t> Senses(std::uint32_t cohort) const;
  static Rooms RoomsOf(const std::vector<TypeCount>& types,
                       const std::vector<std::uint32_t>& senses);
  bool EachIsEnough(std::uint32_t cohort,
                    const std::vector<std::uint32_t>& senses,
                    const std::map<Rooms, std::uint32_t>& different);
  bool IsEnough(const CohortInfo& cohort,
                const std::vector<std::uint32_t>& senses,
                const std::map<std::uint32_t, std::int32_t>& rooms);
  bool FindLosses(std::uint32_t cohort);
  void Serve();
  bool Take(std::uint32_t pattern, const Loss& gain);
  void FindComponents();
  bool FindWeights();
  static std::int64_t Weigh(const Weights& weights, const Loss& loss);
  static std::int64_t PriceOf(const Weights& weights, const Look& look);
  bool Proves(const Weights& weights) const;
  Certificate::Node LeafOf(const Weights& weights,
                           const Pattern& pattern) const;

  const Model& model_;
  CohortEvaluator evaluator_;
  Transport<std::int32_t> transport_;
  bool recognised_ = false;
  std::vector<Look> looks_;
  std::vector<Pattern> patterns_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> pattern_index_;
  std::vector<Guest> guests_;  // by cohort
  std::vector<Wish> wishes_;
  std::vector<Weights> weights_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_ALIKE_H_
