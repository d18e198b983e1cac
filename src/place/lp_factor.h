// The basis of a linear program, factored: sparse LU and product-form updates.
#ifndef QUARANTA_SRC_PLACE_LP_FACTOR_H_
#define QUARANTA_SRC_PLACE_LP_FACTOR_H_

#include <cstdint>
#include <span>
#include <vector>

#include "quaranta/place/linear.h"

namespace quaranta::place::internal {

using LpEntry = LinearProgram::Entry;

// B = L U by columns from left to right (Gilbert and Peierls 1988), columns in
// an order that takes singletons first, pivots by threshold; then one eta
// vector per exchanged column. Deterministic; no column is scaled.
class BasisFactor {
 public:
  using Column = std::span<const LpEntry>;

  // Factors the square matrix of these columns. A column that depends on those
  // before it is left out: `left_out` lists positions, and `rows_without` as
  // many rows; the caller replaces the former by unit columns of the latter and
  // factors again.
  bool Factor(std::span<const Column> columns,
              std::vector<std::uint32_t>& left_out,
              std::vector<std::uint32_t>& rows_without);

  // B x = b. In: b by row. Out: x by position.
  void Forward(std::vector<double>& vector);
  // B'y = c. In: c by position. Out: y by row.
  void Backward(std::vector<double>& vector);

  // Puts another column at `position`; `forward` is Forward of it. False if
  // the pivot is too small to go on; then factor anew.
  bool Replace(std::uint32_t position, std::span<const double> forward);

  std::size_t updates() const { return etas_.size(); }
  // Numbers held by etas; when that is large a new factorization pays.
  std::size_t eta_entries() const { return eta_entries_; }

 private:
  struct Eta {
    std::uint32_t position = 0;
    double pivot = 1;
    std::vector<LpEntry> others;
  };

  std::vector<std::uint32_t> OrderColumns(
      std::span<const Column> columns) const;
  void Visit(std::uint32_t row);
  bool AddColumn(Column column, std::uint32_t position);
  void MakeRowForms();

  std::size_t size_ = 0;
  std::vector<std::uint32_t> pivot_row_, pivot_position_;  // by step
  std::vector<std::uint32_t> step_of_row_;
  std::vector<double> diagonal_;  // by step
  // L without its unit diagonal and U without `diagonal_`, by step; entries of
  // `lower_` and `upper_` are rows, of the row forms steps.
  std::vector<std::vector<LpEntry>> lower_, upper_, lower_rows_, upper_rows_;
  std::vector<std::uint32_t> row_count_;
  std::vector<Eta> etas_;
  std::size_t eta_entries_ = 0;
  // Scratch.
  std::vector<double> work_, other_;
  std::vector<std::uint8_t> seen_;
  std::vector<std::uint32_t> pattern_, stack_, next_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_LP_FACTOR_H_
