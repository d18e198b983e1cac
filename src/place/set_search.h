// Branch and price over which cohort takes which set of units.
#ifndef QUARANTA_SRC_PLACE_SET_SEARCH_H_
#define QUARANTA_SRC_PLACE_SET_SEARCH_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "place/exact_bound.h"
#include "place/proof_tree.h"
#include "place/set_bound.h"
#include "place/sets.h"
#include "quaranta/place/linear.h"

namespace quaranta::place::internal {

// The linear program has a column for each cohort and set of units, made when
// prices ask for it. Its bound is stronger than that of Hall rows, and each
// step costs a look at all sets.
class SetSearch {
 public:
  using Units = std::vector<std::vector<std::uint32_t>>;
  // Offers units by part, held ones included, as a plan.
  using Offer = std::function<void(Units)>;
  // What the level has to be below to be better than the best plan so far.
  using Target = std::function<std::int64_t()>;

  SetSearch(const Model& model, const Component& component,
            const std::vector<UnitSets>& sets,
            const std::vector<LevelForm>& levels, LinearProgram& lp);

  // A tree of proof, as ComponentSearch::Prove, for plans that are
  // lexicographically best on their units; one that has `start`.
  ProofTree Prove(std::size_t level, const std::vector<std::int64_t>& limits,
                  const Units& start, const Offer& offer, const Target& target,
                  Budget& budget);

 private:
  // Of a cohort, what has a column.
  struct Column {
    std::uint32_t variable = 0;  // in the program
    std::uint32_t set = 0;
  };
  struct Branch {
    std::size_t part = 0;
    std::uint32_t choice = 0;
    std::uint32_t row = 0;
  };

  void BuildLp(const Units& start);
  void AddOrderRows(const std::vector<std::vector<std::uint32_t>>& steps);
  void AddColumn(std::size_t part, std::uint32_t set);
  void AddStart(const Units& start);
  double CostOf(std::size_t part, std::size_t level, std::uint32_t set) const;
  bool IsOpen(std::size_t part, std::uint32_t set) const;
  bool LackingCounts() const;
  void ApplyColumnBounds(std::size_t part);
  void SetBox(std::uint32_t variable, std::int64_t lower, std::int64_t upper);
  std::uint32_t BranchRow(std::size_t part, std::uint32_t choice);

  std::int64_t SolveNode(const Prices& inherited, Prices& prices, bool dive);
  bool SolveLp();
  void ReadDuals();
  Prices RoundPrices() const;
  double Price(bool& added);
  double PricePart(std::size_t part, bool& added);
  std::int64_t Bound(const Prices& prices) const;

  std::int64_t Explore(const Prices& inherited, int depth);
  BranchPoint FindBranch() const;
  BranchPoint FindMixed() const;
  void Dive();
  void Round();
  void OfferSets(const std::vector<std::uint32_t>& set);

  const Model& model_;
  const Component& component_;
  const std::vector<UnitSets>& sets_;
  const std::vector<LevelForm>& levels_;
  LinearProgram& lp_;
  // Of the call of Prove.
  std::size_t level_ = 0;
  std::vector<std::int64_t> limits_;
  Region region_;
  Allowed allowed_;
  const Offer* offer_ = nullptr;
  const Target* target_ = nullptr;
  Budget* budget_ = nullptr;
  std::int64_t looked_at_ = 0;  // sets, since the last was charged
  ProofTree tree_;
  std::vector<std::vector<Column>> columns_;  // by part
  std::vector<std::vector<bool>> has_column_;
  std::vector<std::uint32_t> site_variable_, class_row_, level_row_;
  std::vector<Branch> branches_;
  std::vector<bool> fixed_;  // by part, in a dive
  // Duals: prices of classes and of levels (with 1 for the present), what
  // each part pays, and by part and choice what a branch pays back.
  std::vector<double> class_price_, level_price_, part_price_;
  std::vector<std::vector<double>> refund_;
  std::vector<double> choice_, value_;  // scratch
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_SET_SEARCH_H_
