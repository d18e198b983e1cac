// The linear programs of the proofs, and who solves them.
#ifndef QUARANTA_PLACE_LINEAR_H_
#define QUARANTA_PLACE_LINEAR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace quaranta::place {

// minimise c x with l <= x <= u and lo <= A x <= up. All column bounds are
// finite. Row bounds may be -kFree or kFree.
//
// What it says is a guide and never a claim: `Place` rounds duals and rays to
// whole numbers and adds up again what they prove. A solver that errs makes
// plans worse or bounds weaker, not wrong. A solver that gives the same answers
// to the same calls gives the same plans.
//
// Place has one of its own, which it uses unless `Options` names another.
class LinearProgram {
 public:
  static constexpr double kFree = 1e30;

  enum class Status : std::uint8_t {
    kOptimal,
    kInfeasible,
    kCutoff,   // no solution below the cutoff
    kLimit,    // iterations spent
    kTrouble,  // numerically; nothing is known
  };

  // A coefficient in a sparse row or column.
  struct Entry {
    std::uint32_t index = 0;
    double value = 0;
  };

  virtual ~LinearProgram() = default;

  // Each returns its index, from 0. Entries name rows (of a column) or columns
  // (of a row) that exist, each at most once.
  virtual std::uint32_t AddColumn(double cost, double lower, double upper,
                                  std::span<const Entry> entries) = 0;
  virtual std::uint32_t AddRow(double lower, double upper,
                               std::span<const Entry> entries) = 0;
  virtual void SetCost(std::uint32_t column, double cost) = 0;
  virtual void SetBounds(std::uint32_t column, double lower, double upper) = 0;
  virtual void SetRowBounds(std::uint32_t row, double lower, double upper) = 0;

  virtual std::size_t columns() const = 0;
  virtual std::size_t rows() const = 0;

  // May start from where the last call ended. May stop early with kCutoff when
  // the objective is sure to be at least `cutoff`.
  virtual Status Solve(std::int64_t iteration_limit, double cutoff) = 0;
  Status Solve(std::int64_t iteration_limit) {
    return Solve(iteration_limit, kFree);
  }

  // After Solve. Unless kTrouble the objective bounds the optimum from below,
  // within tolerance, and is what duals() prove.
  virtual double objective() const = 0;
  virtual double value(std::uint32_t column) const = 0;
  // By row. Positive where the lower bound of a row holds, negative where the
  // upper. After kInfeasible duals + t * ray prove a bound that grows with t;
  // otherwise the ray is empty.
  virtual const std::vector<double>& duals() const = 0;
  virtual const std::vector<double>& ray() const = 0;
  // Steps of all calls of Solve: what limits count.
  virtual std::int64_t iterations() const = 0;
};

// Makes an empty program.
using LinearProgramMaker = std::unique_ptr<LinearProgram> (*)();

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_LINEAR_H_
