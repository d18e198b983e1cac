// Trees of cases that end in prices, and what may be spent on them.
#ifndef QUARANTA_SRC_PLACE_PROOF_TREE_H_
#define QUARANTA_SRC_PLACE_PROOF_TREE_H_

#include <cstdint>
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

// Simplex iterations left, for all searches of one plan.
struct Budget {
  std::int64_t iterations = 0;
  bool stopped = false;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_PROOF_TREE_H_
