// Our own simplex keeps the contract, and a basis can be put back.
#include "place/lp.h"

#include <cstdint>
#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/place/linear_contract.h"

namespace quaranta::place {
namespace {

std::unique_ptr<LinearProgram> Own() {
  return std::make_unique<internal::Lp>();
}

INSTANTIATE_TEST_SUITE_P(Own, LinearContract, testing::Values(&Own));

TEST(Lp, ABasisPutBackLeadsToTheSameOptimum) {
  Random random(5);
  for (int i = 0; i < 100; ++i) {
    const Program program = Draw(random, 20, 6);
    internal::Lp lp;
    for (std::size_t j = 0; j < program.cost.size(); ++j) {
      lp.AddColumn(program.cost[j], program.lower[j], program.upper[j]);
    }
    for (const Program::Row& row : program.rows) {
      lp.AddRow(row.lower, row.upper, row.entries);
    }
    if (lp.Solve(10'000) != LpStatus::kOptimal) continue;
    const internal::Lp::Basis best = lp.GetBasis();
    const double objective = lp.objective();
    for (std::uint32_t j = 0; j < program.cost.size(); ++j) {
      lp.SetCost(j, -program.cost[j]);
    }
    ASSERT_EQ(lp.Solve(10'000), LpStatus::kOptimal);
    for (std::uint32_t j = 0; j < program.cost.size(); ++j) {
      lp.SetCost(j, program.cost[j]);
    }
    lp.SetBasis(best);
    ASSERT_EQ(lp.Solve(10'000), LpStatus::kOptimal);
    EXPECT_NEAR(lp.objective(), objective, 1e-6);
  }
}

}  // namespace
}  // namespace quaranta::place
