#include "place/proof_tree.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace quaranta::place::internal {

std::int64_t SplitLast(const BranchPoint& point, bool up_first,
                       std::int64_t bound, const Prices& prices,
                       const std::function<std::int64_t(bool up)>& explore,
                       ProofTree& tree) {
  const std::size_t here = tree.size() - 1;
  tree[here].split = true;
  tree[here].variable = point.variable;
  tree[here].at = point.at;
  std::array<std::int64_t, 2> bounds{};
  std::array<ProofTree, 2> cases;
  for (const bool up : {up_first, !up_first}) {
    bounds[up ? 1 : 0] = explore(up);
    const auto begin = tree.begin() + static_cast<std::ptrdiff_t>(here) + 1;
    cases[up ? 1 : 0].assign(std::make_move_iterator(begin),
                             std::make_move_iterator(tree.end()));
    tree.resize(here + 1);
  }
  const std::int64_t least = std::min(bounds[0], bounds[1]);
  if (least <= bound) {
    tree[here] = {};
    tree[here].prices = prices;
  } else {
    for (ProofTree& of : cases) {
      std::ranges::move(of, std::back_inserter(tree));
    }
  }
  return least;
}

}  // namespace quaranta::place::internal
