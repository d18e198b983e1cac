// Branch and bound over the units of one component, level by level.
#ifndef QUARANTA_SRC_PLACE_EXACT_SEARCH_H_
#define QUARANTA_SRC_PLACE_EXACT_SEARCH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "place/cohort.h"
#include "place/exact_bound.h"
#include "place/lp.h"
#include "place/proof_tree.h"
#include "place/sets.h"
#include "quaranta/core/random.h"

namespace quaranta::place::internal {

// Units of each part of a component, held ones included, and the levels that
// this comes to.
struct Incumbent {
  std::vector<std::vector<std::uint32_t>> units;
  std::vector<std::int64_t> values;
};

class ComponentSearch {
 public:
  // `linear` makes the linear programs, null: our own.
  ComponentSearch(const Model& model, const Component& component,
                  CohortEvaluator& evaluator, LinearProgramMaker linear);

  // Takes it as the incumbent if there is none or if it is better.
  void Offer(std::vector<std::vector<std::uint32_t>> units);
  const Incumbent& incumbent() const { return incumbent_; }
  const std::vector<LevelForm>& levels() const { return levels_; }

  // A tree of proof that no plan with each earlier level at most its limit has
  // the level below the incumbent, or as far as that was found. On the way the
  // incumbent may become better. With `root_only` there is no branching.
  ProofTree Prove(std::size_t level, const std::vector<std::int64_t>& limits,
                  bool root_only, Budget& budget);

  // The same over sets of units, for plans that are lexicographically best on
  // their units: a proof only where the limits are what every best plan has.
  // Nothing where that cannot be (see FindUnitSets).
  bool MayUseSets() const;
  ProofTree ProveBySets(std::size_t level,
                        const std::vector<std::int64_t>& limits,
                        Budget& budget);

  // What a tree proves under limits; 0 nodes: what no prices prove.
  std::int64_t BoundOf(std::size_t level,
                       const std::vector<std::int64_t>& limits,
                       const ProofTree& tree) const;

  const std::vector<HallRow>& rows() const { return hall_; }

 private:
  void BuildLp();
  void AddOrderRows(const std::vector<std::vector<std::uint32_t>>& steps);
  void AddHallRow(HallRow row);
  void LoadLevel();
  void ApplyBox();
  bool SeparateOnce();
  std::int64_t Explore(const Prices& inherited, int depth);
  std::int64_t SolveNode(const Prices& inherited, int depth, Prices& prices,
                         BranchPoint& point);
  Prices PricesFrom(double ray_weight) const;
  std::int64_t Bound(const Prices& prices) const;
  BranchPoint FindBranch() const;
  void Dive(Random& random, double noise);
  void OfferRounded();
  void Complete(std::vector<std::vector<std::uint32_t>>& units,
                std::vector<std::size_t>& given);
  Score Evaluate(std::uint32_t part, const std::vector<std::uint32_t>& units);
  std::int64_t Target() const { return incumbent_.values[level_]; }

  std::int64_t BoundTree(const ProofTree& tree, std::size_t& next,
                         std::size_t level,
                         const std::vector<std::int64_t>& limits,
                         Region& region) const;

  const Model& model_;
  const Component& component_;
  CohortEvaluator& evaluator_;
  LinearProgramMaker linear_ = nullptr;
  bool sets_tried_ = false;
  std::optional<std::vector<UnitSets>> sets_;
  std::vector<LevelForm> levels_;
  Incumbent incumbent_;
  std::unique_ptr<LinearProgram> owned_lp_;
  LinearProgram& lp_;
  std::vector<std::uint32_t> level_rows_;
  std::vector<HallRow> hall_;
  std::vector<RowForm> forms_;
  std::vector<std::uint32_t> hall_rows_;  // in the Lp
  std::set<HallRow> known_;
  // Of the present call of Prove.
  std::size_t level_ = 0;
  std::vector<std::int64_t> limits_;
  Region region_;
  bool root_only_ = false;
  std::int64_t evaluations_ = 0;
  Budget* budget_ = nullptr;
  ProofTree tree_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_EXACT_SEARCH_H_
