// How well one cohort does on a given set of units, quickly.
#ifndef QUARANTA_SRC_PLACE_COHORT_H_
#define QUARANTA_SRC_PLACE_COHORT_H_

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "place/model.h"
#include "place/run.h"
#include "place/transport.h"

namespace quaranta::place::internal {

// Of one cohort: people without a room by priority class, and needed features
// lacking. People whom no adult can be with are not counted.
struct Score {
  std::array<std::int32_t, kMaxClasses> unplaced{};
  std::int32_t substitutes = 0;
  // Lodgings without a room, and of each run without rooms one; not compared.
  std::int32_t rooms_wanted = 0;

  friend auto operator<=>(const Score& a, const Score& b) {
    if (const auto order = a.unplaced <=> b.unplaced; order != 0) return order;
    return a.substitutes <=> b.substitutes;
  }
  friend bool operator==(const Score& a, const Score& b) {
    return (a <=> b) == 0;
  }
  bool AllPlaced() const {
    return unplaced == std::array<std::int32_t, kMaxClasses>{};
  }
};

// Evaluates cohorts on sets of units, rooms counted by type; the fewest people
// without a room exactly, then about the fewest substitutes. Runs, if any, are
// placed first where that helps.
class CohortEvaluator {
 public:
  explicit CohortEvaluator(const Model& model);

  // The cohort must be allowed to use the units.
  Score Evaluate(std::uint32_t cohort, std::span<const std::uint32_t> units);

  // The runs that the score of Evaluate rests on.
  std::vector<RunPlacement> PlaceRuns(std::uint32_t cohort,
                                      std::span<const std::uint32_t> units);

  // Transports done so far.
  std::int64_t nodes() const { return nodes_; }

 private:
  void AddSupply(std::span<const std::uint32_t> units);
  void RemoveRun(const RunPlacement& run, std::int32_t sign);
  const std::vector<RunPlacement>& WaysOf(std::uint32_t cohort, std::size_t run,
                                          std::uint32_t unit);
  std::vector<const RunPlacement*> BestWays(
      std::uint32_t cohort, std::size_t run,
      std::span<const std::uint32_t> units,
      const std::vector<RunPlacement>& chosen);
  Score ScoreOfSupply(std::uint32_t cohort);
  std::vector<RunPlacement> ChooseRuns(std::uint32_t cohort,
                                       std::span<const std::uint32_t> units,
                                       Score& score);

  const Model& model_;
  RunFinder finder_;
  // Ways of each run by cohort, run and unit, once asked for.
  std::vector<std::vector<std::map<std::uint32_t, std::vector<RunPlacement>>>>
      ways_;
  Transport<std::int32_t> transport_;
  std::vector<std::int32_t> supply_;    // by room type
  std::vector<std::uint32_t> touched_;  // types with supply, rising
  std::int64_t nodes_ = 0;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_COHORT_H_
