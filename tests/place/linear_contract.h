// What every solver of linear programs must do, ours or another: each answer is
// checked by the duals or the ray it comes with. One source of a test program
// includes this and instantiates the suite with a maker.
#ifndef QUARANTA_TESTS_PLACE_LINEAR_CONTRACT_H_
#define QUARANTA_TESTS_PLACE_LINEAR_CONTRACT_H_

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/linear.h"

namespace quaranta::place {

using LpEntry = LinearProgram::Entry;
using LpStatus = LinearProgram::Status;

class LinearContract : public testing::TestWithParam<LinearProgramMaker> {};

// A copy of what an Lp was told.
struct Program {
  struct Row {
    double lower = 0, upper = 0;
    std::vector<LpEntry> entries;
  };
  std::vector<double> cost, lower, upper;
  std::vector<Row> rows;
};

inline Program Draw(Random& random, int columns, int rows) {
  Program program;
  for (int j = 0; j < columns; ++j) {
    program.cost.push_back(random.Range(-4, 6));
    program.lower.push_back(random.Range(-1, 1));
    program.upper.push_back(program.lower.back() + random.Range(0, 5));
  }
  for (int r = 0; r < rows; ++r) {
    Program::Row row;
    for (int j = 0; j < columns; ++j) {
      if (random.Chance(1, 2)) {
        row.entries.push_back({static_cast<std::uint32_t>(j),
                               static_cast<double>(random.Range(-3, 5))});
      }
    }
    row.lower =
        random.Chance(1, 4) ? -LinearProgram::kFree : random.Range(-6, 6);
    row.upper = random.Chance(1, 3) ? LinearProgram::kFree
                : row.lower <= -LinearProgram::kFree
                    ? random.Range(-4, 8)
                    : row.lower + random.Range(0, 4);
    program.rows.push_back(row);
  }
  return program;
}

inline std::unique_ptr<LinearProgram> Load(LinearProgramMaker make,
                                           const Program& program) {
  std::unique_ptr<LinearProgram> lp = make();
  for (std::size_t j = 0; j < program.cost.size(); ++j) {
    lp->AddColumn(program.cost[j], program.lower[j], program.upper[j], {});
  }
  for (const Program::Row& row : program.rows) {
    lp->AddRow(row.lower, row.upper, row.entries);
  }
  return lp;
}

// What prices prove of the objective, whatever made them. With `costs` false
// of the objective 0: positive means that there is no solution.
inline double Proven(const Program& program, const std::vector<double>& prices,
                     bool costs) {
  std::vector<double> reduced(program.cost.size(), 0);
  if (costs) reduced = program.cost;
  double bound = 0;
  for (std::size_t r = 0; r < prices.size(); ++r) {
    if (std::abs(prices[r]) < 1e-9) continue;
    const Program::Row& row = program.rows[r];
    bound += prices[r] * (prices[r] > 0 ? row.lower : row.upper);
    for (const LpEntry& entry : row.entries) {
      reduced[entry.index] -= prices[r] * entry.value;
    }
  }
  for (std::size_t j = 0; j < reduced.size(); ++j) {
    bound +=
        reduced[j] * (reduced[j] > 0 ? program.lower[j] : program.upper[j]);
  }
  return bound;
}

inline void ExpectFeasible(const Program& program, const LinearProgram& lp) {
  for (std::uint32_t j = 0; j < program.cost.size(); ++j) {
    EXPECT_GE(lp.value(j), program.lower[j] - 1e-6);
    EXPECT_LE(lp.value(j), program.upper[j] + 1e-6);
  }
  for (const Program::Row& row : program.rows) {
    double sum = 0;
    for (const LpEntry& entry : row.entries) {
      sum += entry.value * lp.value(entry.index);
    }
    EXPECT_GE(sum, row.lower - 1e-6);
    EXPECT_LE(sum, row.upper + 1e-6);
  }
}

inline void ExpectRight(const Program& program, LinearProgram& lp,
                        LpStatus status) {
  if (status == LpStatus::kInfeasible) {
    EXPECT_GT(Proven(program, lp.ray(), false), 1e-6);
    return;
  }
  ASSERT_EQ(status, LpStatus::kOptimal);
  ExpectFeasible(program, lp);
  double value = 0;
  for (std::uint32_t j = 0; j < program.cost.size(); ++j) {
    value += program.cost[j] * lp.value(j);
  }
  EXPECT_NEAR(lp.objective(), value, 1e-5);
  EXPECT_NEAR(Proven(program, lp.duals(), true), value, 1e-5);
}

TEST_P(LinearContract, PricesProveEveryAnswer) {
  Random random(1);
  int infeasible = 0;
  for (int i = 0; i < 3000; ++i) {
    const Program program =
        Draw(random, random.Range(1, 12), random.Range(0, 9));
    const auto lp = Load(GetParam(), program);
    const LpStatus status = lp->Solve(10'000);
    infeasible += status == LpStatus::kInfeasible;
    ExpectRight(program, *lp, status);
    ASSERT_FALSE(HasFailure()) << i;
  }
  EXPECT_GT(infeasible, 300);
  EXPECT_LT(infeasible, 2700);
}

TEST_P(LinearContract, StartsWarmAfterEveryChange) {
  Random random(2);
  for (int i = 0; i < 300; ++i) {
    Program program = Draw(random, 20, 6);
    const auto lp = Load(GetParam(), program);
    ExpectRight(program, *lp, lp->Solve(10'000));
    for (int change = 0; change < 12; ++change) {
      const auto j =
          static_cast<std::uint32_t>(random.Below(program.cost.size()));
      const auto r = random.Below(program.rows.size());
      switch (random.Below(5)) {
        case 0:
          program.cost[j] = random.Range(-5, 5);
          lp->SetCost(j, program.cost[j]);
          break;
        case 1:
          program.lower[j] = random.Range(-1, 2);
          program.upper[j] = program.lower[j] + random.Range(0, 3);
          lp->SetBounds(j, program.lower[j], program.upper[j]);
          break;
        case 2:
          program.rows[r].lower = -LinearProgram::kFree;
          program.rows[r].upper = random.Range(-4, 6);
          lp->SetRowBounds(static_cast<std::uint32_t>(r), program.rows[r].lower,
                           program.rows[r].upper);
          break;
        case 3:
          program.rows.push_back(
              Draw(random, static_cast<int>(program.cost.size()), 1).rows[0]);
          lp->AddRow(program.rows.back().lower, program.rows.back().upper,
                     program.rows.back().entries);
          break;
        default: {
          const auto column = static_cast<std::uint32_t>(program.cost.size());
          std::vector<LpEntry> entries;
          for (std::uint32_t row = 0; row < program.rows.size(); row += 2) {
            entries.push_back({row, static_cast<double>(random.Range(1, 4))});
            program.rows[row].entries.push_back({column, entries.back().value});
          }
          program.cost.push_back(random.Range(-9, 2));
          program.lower.push_back(0);
          program.upper.push_back(3);
          EXPECT_EQ(lp->AddColumn(program.cost.back(), 0, 3, entries), column);
          break;
        }
      }
      ExpectRight(program, *lp, lp->Solve(10'000));
      ASSERT_FALSE(HasFailure()) << i << ' ' << change;
    }
  }
}

TEST_P(LinearContract, LargeTransportTakesManyPivotsAndRefactorizations) {
  Random random(3);
  Program program;
  constexpr int kSide = 40;
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      program.cost.push_back(random.Range(1, 30));
      program.lower.push_back(0);
      program.upper.push_back(9);
    }
  }
  for (int i = 0; i < 2 * kSide; ++i) {
    Program::Row row{i < kSide ? 10.0 : -LinearProgram::kFree,
                     i < kSide ? LinearProgram::kFree : 12.0,
                     {}};
    for (int j = 0; j < kSide; ++j) {
      const int at = i < kSide ? i * kSide + j : j * kSide + i - kSide;
      row.entries.push_back({static_cast<std::uint32_t>(at), 1.0});
    }
    program.rows.push_back(row);
  }
  const auto lp = Load(GetParam(), program);
  ExpectRight(program, *lp, lp->Solve(100'000));
  EXPECT_GT(lp->iterations(), 64);
}

TEST_P(LinearContract, StopsAtCutoffAndAtTheLimit) {
  Random random(4);
  Program program = Draw(random, 30, 10);
  for (Program::Row& row : program.rows) {
    row.lower = -LinearProgram::kFree;
    row.upper = 3;
  }
  for (std::size_t j = 0; j < program.cost.size(); ++j) {
    program.lower[j] = 0;
    program.upper[j] = 4;
    program.cost[j] = -1 - static_cast<double>(j % 7);
  }
  const auto whole = Load(GetParam(), program);
  ExpectRight(program, *whole, whole->Solve(10'000));
  ASSERT_GT(whole->iterations(), 10);
  const auto limited = Load(GetParam(), program);
  EXPECT_EQ(limited->Solve(2), LpStatus::kLimit);
  EXPECT_LE(limited->objective(), whole->objective() + 1e-6);
  EXPECT_NEAR(limited->objective(), Proven(program, limited->duals(), true),
              1e-6);
  const auto cut = Load(GetParam(), program);
  const LpStatus status = cut->Solve(10'000, limited->objective() - 1);
  EXPECT_EQ(status, LpStatus::kCutoff);
}

}  // namespace quaranta::place

#endif  // QUARANTA_TESTS_PLACE_LINEAR_CONTRACT_H_
