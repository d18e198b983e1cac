// Linear programs with bounded variables, by the dual simplex method.
#ifndef QUARANTA_SRC_PLACE_LP_H_
#define QUARANTA_SRC_PLACE_LP_H_

#include <cstdint>
#include <span>
#include <vector>

#include "place/lp_factor.h"
#include "quaranta/place/linear.h"

namespace quaranta::place::internal {

using LpStatus = LinearProgram::Status;

// Since all column bounds are finite any basis is made dual feasible by moving
// variables to their other bound, so that one algorithm starts warm from any
// basis after columns or rows are added and costs or bounds are changed.
// Deterministic: no libm, no clock, the same steps on any machine with IEEE
// doubles.
class Lp final : public LinearProgram {
 public:
  std::uint32_t AddColumn(double cost, double lower, double upper,
                          std::span<const LpEntry> entries = {}) override;
  std::uint32_t AddRow(double lower, double upper,
                       std::span<const LpEntry> entries) override;
  void SetCost(std::uint32_t column, double cost) override;
  void SetBounds(std::uint32_t column, double lower, double upper) override;
  void SetRowBounds(std::uint32_t row, double lower, double upper) override;

  std::size_t columns() const override { return columns_.size(); }
  std::size_t rows() const override { return row_variable_.size(); }
  double lower(std::uint32_t column) const { return At(column).lower; }
  double upper(std::uint32_t column) const { return At(column).upper; }

  // Starts from the present basis (at first: all rows slack).
  LpStatus Solve(std::int64_t iteration_limit, double cutoff) override;
  using LinearProgram::Solve;

  double objective() const override { return objective_; }
  double value(std::uint32_t column) const override { return At(column).value; }
  double reduced_cost(std::uint32_t column) const { return At(column).reduced; }
  double row_value(std::uint32_t row) const {
    return variables_[row_variable_[row]].value;
  }
  const std::vector<double>& duals() const override { return duals_; }
  const std::vector<double>& ray() const override { return ray_; }
  std::int64_t iterations() const override { return iterations_; }

  // Where each variable is: rows in order, then columns in order.
  enum class Place : std::uint8_t { kBasic, kLower, kUpper };
  struct Basis {
    std::vector<Place> rows, columns;
  };
  Basis GetBasis() const;
  // A basis of fewer rows or columns leaves the others slack or at a bound.
  void SetBasis(const Basis& basis);

 private:
  struct Variable {
    double cost = 0;
    double perturbed = 0;  // cost as used now
    double lower = 0, upper = 0;
    double value = 0, reduced = 0;
    Place place = Place::kLower;
    std::uint32_t position = 0;  // in the basis
    std::vector<LpEntry> entries;
  };
  struct Step;

  const Variable& At(std::uint32_t column) const {
    return variables_[columns_[column]];
  }
  void BoundRows();
  bool Refactor();
  void ComputeValues();
  void ComputeReduced();
  void FlipToFeasible();
  void PutAtBound(Variable& variable, Place place);
  void Perturb(bool on);
  LpStatus Iterate(std::int64_t stop_at, double cutoff);
  bool ChooseRow(Step& step) const;
  void ComputePivotRow(Step& step);
  bool ChooseColumn(Step& step);
  bool Pivot(Step& step);
  void Flip(Step& step);
  void UpdateWeights(const Step& step);
  double DualObjective() const;
  void TakeDuals();
  void DropFreeSides(std::vector<double>& prices) const;
  LpStatus SayHopeless();

  std::vector<Variable> variables_;  // of rows and columns, as they came
  std::vector<std::uint32_t> columns_, row_variable_;
  std::vector<double> row_lower_, row_upper_;
  std::vector<std::vector<LpEntry>> rows_;  // entries name variables
  std::vector<std::uint32_t> basic_;        // by position
  std::vector<double> weight_;              // of steepest edge, by position
  BasisFactor factor_;
  bool factored_ = false;
  bool rows_changed_ = false;
  static constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
  std::uint32_t hopeless_row_ = kNoRow;  // see SayHopeless
  double objective_ = 0;
  std::vector<double> duals_, ray_;
  std::int64_t iterations_ = 0;
  // Scratch.
  std::vector<double> alpha_;           // pivot row, by variable
  std::vector<std::uint32_t> touched_;  // where alpha_ may differ from 0
  std::vector<std::uint8_t> is_touched_;
  std::vector<double> rho_, direction_, tau_, change_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_LP_H_
