#include "quaranta/place_clp/clp.h"

#include <ClpSimplex.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace quaranta::place {
namespace {

using Status = LinearProgram::Status;

// Prices below this are rounding.
constexpr double kTiny = 1e-9;

class ClpProgram final : public LinearProgram {
 public:
  ClpProgram() {
    model_.setLogLevel(0);
    model_.setOptimizationDirection(1);
  }

  std::uint32_t AddColumn(double cost, double lower, double upper,
                          std::span<const Entry> entries) override {
    const Sparse column(entries);
    model_.addColumn(column.size(), column.indices.data(), column.values.data(),
                     lower, upper, cost);
    return static_cast<std::uint32_t>(model_.numberColumns()) - 1;
  }

  std::uint32_t AddRow(double lower, double upper,
                       std::span<const Entry> entries) override {
    const Sparse row(entries);
    model_.addRow(row.size(), row.indices.data(), row.values.data(),
                  Finite(lower), Finite(upper));
    return static_cast<std::uint32_t>(model_.numberRows()) - 1;
  }

  void SetCost(std::uint32_t column, double cost) override {
    model_.setObjectiveCoefficient(static_cast<int>(column), cost);
  }
  void SetBounds(std::uint32_t column, double lower, double upper) override {
    model_.setColumnBounds(static_cast<int>(column), lower, upper);
  }
  void SetRowBounds(std::uint32_t row, double lower, double upper) override {
    model_.setRowBounds(static_cast<int>(row), Finite(lower), Finite(upper));
  }

  std::size_t columns() const override {
    return static_cast<std::size_t>(model_.numberColumns());
  }
  std::size_t rows() const override {
    return static_cast<std::size_t>(model_.numberRows());
  }

  Status Solve(std::int64_t iteration_limit, double cutoff) override;
  using LinearProgram::Solve;

  double objective() const override { return objective_; }
  double value(std::uint32_t column) const override { return values_[column]; }
  const std::vector<double>& duals() const override { return duals_; }
  const std::vector<double>& ray() const override { return ray_; }
  std::int64_t iterations() const override { return iterations_; }

 private:
  struct Sparse {
    explicit Sparse(std::span<const Entry> entries) {
      for (const Entry& entry : entries) {
        if (entry.value == 0) continue;
        indices.push_back(static_cast<int>(entry.index));
        values.push_back(entry.value);
      }
    }
    int size() const { return static_cast<int>(indices.size()); }
    std::vector<int> indices;
    std::vector<double> values;
  };

  // CLP takes its own infinity only.
  static double Finite(double bound) {
    constexpr double kInfinity = std::numeric_limits<double>::max();
    if (bound <= -kFree) return -kInfinity;
    return bound >= kFree ? kInfinity : bound;
  }

  Status SolveWithoutEntries();
  void TakeDuals();
  bool IsRay(const double* found);
  bool TakeRay();
  void DropFreeSides(std::vector<double>& prices) const;
  double Proven(const std::vector<double>& prices, bool costs) const;

  ClpSimplex model_;
  double objective_ = 0;
  std::vector<double> values_, duals_, ray_;
  std::int64_t iterations_ = 0;
};

// A side without a bound has no price, whatever rounding says.
void ClpProgram::DropFreeSides(std::vector<double>& prices) const {
  for (std::size_t r = 0; r < prices.size(); ++r) {
    const double bound =
        prices[r] > 0 ? model_.rowLower()[r] : model_.rowUpper()[r];
    if (std::abs(bound) >= kFree) prices[r] = 0;
  }
}

// What prices of rows prove of the objective (without `costs`: of 0), since
// every column has two bounds.
double ClpProgram::Proven(const std::vector<double>& prices, bool costs) const {
  std::vector<double> reduced(columns(), 0);
  if (costs) {
    std::copy_n(model_.objective(), columns(), reduced.begin());
  }
  std::vector<double> used(columns(), 0);
  if (model_.getNumElements() > 0) {
    model_.matrix()->transposeTimes(prices.data(), used.data());
  }
  double bound = 0;
  for (std::size_t r = 0; r < prices.size(); ++r) {
    if (std::abs(prices[r]) < kTiny) continue;
    bound += prices[r] *
             (prices[r] > 0 ? model_.rowLower()[r] : model_.rowUpper()[r]);
  }
  for (std::size_t j = 0; j < reduced.size(); ++j) {
    const double rest = reduced[j] - used[j];
    bound +=
        rest * (rest > 0 ? model_.columnLower()[j] : model_.columnUpper()[j]);
  }
  return bound;
}

void ClpProgram::TakeDuals() {
  duals_.assign(rows(), 0);
  if (!duals_.empty()) {
    std::copy_n(model_.dualRowSolution(), rows(), duals_.begin());
  }
  DropFreeSides(duals_);
  objective_ = Proven(duals_, true);
}

bool ClpProgram::IsRay(const double* found) {
  for (const double sign : {1.0, -1.0}) {
    ray_.assign(rows(), 0);
    for (std::size_t r = 0; r < ray_.size(); ++r) ray_[r] = sign * found[r];
    DropFreeSides(ray_);
    if (Proven(ray_, false) > kTiny) return true;
  }
  ray_.clear();
  return false;
}

// CLP gives the ray with either sign, or none where it saw at a glance that
// there is no solution. The prices of least total violation are one.
bool ClpProgram::TakeRay() {
  const std::unique_ptr<double[]> found(model_.infeasibilityRay());
  if (found != nullptr && IsRay(found.get())) return true;
  ClpSimplex elastic(model_);
  elastic.setLogLevel(0);
  for (int j = 0; j < elastic.numberColumns(); ++j) {
    elastic.setObjectiveCoefficient(j, 0);
  }
  for (int r = 0; r < model_.numberRows(); ++r) {
    for (const double side : {1.0, -1.0}) {
      elastic.addColumn(1, &r, &side, 0, std::numeric_limits<double>::max(), 1);
    }
  }
  elastic.setMaximumIterations(std::numeric_limits<int>::max());
  elastic.primal();
  iterations_ += elastic.numberIterations();
  return elastic.status() == 0 && IsRay(elastic.dualRowSolution());
}

// CLP leaves columns between their bounds when there is nothing to pivot on.
Status ClpProgram::SolveWithoutEntries() {
  values_.resize(columns());
  for (std::size_t j = 0; j < values_.size(); ++j) {
    values_[j] = model_.objective()[j] > 0 ? model_.columnLower()[j]
                                           : model_.columnUpper()[j];
  }
  duals_.assign(rows(), 0);
  objective_ = Proven(duals_, true);
  for (std::size_t r = 0; r < rows(); ++r) {
    if (model_.rowLower()[r] <= 0 && model_.rowUpper()[r] >= 0) continue;
    ray_.assign(rows(), 0);
    ray_[r] = model_.rowLower()[r] > 0 ? 1 : -1;
    return Status::kInfeasible;
  }
  return Status::kOptimal;
}

Status ClpProgram::Solve(std::int64_t iteration_limit, double cutoff) {
  ray_.clear();
  if (model_.getNumElements() == 0) return SolveWithoutEntries();
  model_.setMaximumIterations(static_cast<int>(std::min<std::int64_t>(
      iteration_limit, std::numeric_limits<int>::max())));
  model_.setNumberIterations(0);
  model_.dual();
  iterations_ += model_.numberIterations();
  const int status = model_.status();
  values_.assign(model_.primalColumnSolution(),
                 model_.primalColumnSolution() + columns());
  TakeDuals();
  if (status == 1) return TakeRay() ? Status::kInfeasible : Status::kTrouble;
  if (status == 3) return Status::kLimit;
  if (status != 0) return Status::kTrouble;
  return objective_ >= cutoff ? Status::kCutoff : Status::kOptimal;
}

}  // namespace

std::unique_ptr<LinearProgram> MakeClpProgram() {
  return std::make_unique<ClpProgram>();
}

}  // namespace quaranta::place
