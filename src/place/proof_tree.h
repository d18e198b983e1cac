// Trees of cases that end in prices, and what may be spent on them.
#ifndef QUARANTA_SRC_PLACE_PROOF_TREE_H_
#define QUARANTA_SRC_PLACE_PROOF_TREE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "place/exact_bound.h"

namespace quaranta::place::internal {

// In pre-order: a split is followed by the tree of variable <= at, then by that
// of variable > at; a leaf has prices.
struct ProofNode {
  bool split = false;
  std::uint32_t variable = 0;
  std::int64_t at = 0;
  Prices prices;
};
using ProofTree = std::vector<ProofNode>;

// What a search branches on; kNone: nothing is left to branch on.
struct BranchPoint {
  std::uint32_t variable = 0;
  std::int64_t at = 0;
};

// Splits the last node of the tree, which is empty: `explore(up)` appends the
// tree of one case and returns its bound. Cases that prove no more than all
// together, which is `bound` by `prices`, are not kept. Returns the lesser of
// their bounds.
std::int64_t SplitLast(const BranchPoint& point, bool up_first,
                       std::int64_t bound, const Prices& prices,
                       const std::function<std::int64_t(bool up)>& explore,
                       ProofTree& tree);

// Simplex iterations left, for all searches of one plan.
struct Budget {
  std::int64_t iterations = 0;
  bool stopped = false;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_PROOF_TREE_H_
