// The exact search over all components, and what it proves.
#ifndef QUARANTA_SRC_PLACE_EXACT_H_
#define QUARANTA_SRC_PLACE_EXACT_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "place/assign.h"
#include "place/exact_search.h"
#include "place/search.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::internal {

// Improves a division until its first levels (kUnplaced to kNewFloors) are
// proven best or the budget is spent; keeps the proofs.
class ExactSearch {
 public:
  // Simplex iterations in all. Does nothing with a budget of 0 or where the
  // problem is too large.
  ExactSearch(const Model& model, Divider& divider, std::int64_t iterations,
              LinearProgramMaker linear);

  void Improve(Division& division);

  // Raises the bounds of the plan's levels to what is proven, given the values
  // of `housing`, sets their statuses, and adds the certificate.
  void Certify(const Housing& housing, Plan& plan) const;

  bool stopped_at_limit() const { return budget_.stopped; }

 private:
  using Values = std::vector<std::int64_t>;

  Values ValuesOf(const Component& component, const Housing& housing) const;
  std::vector<Values> LimitsOf(const std::vector<Values>& values,
                               const std::vector<Values>& bounds,
                               std::size_t level) const;
  bool IsSettled(std::size_t level, const std::vector<Values>& bounds) const;
  void ProveComponent(std::size_t component, std::size_t level, bool settled,
                      Budget& budget);
  void ProveLevel(std::size_t level, std::vector<Values>& bounds);
  void AddProof(std::size_t component, std::size_t level,
                std::vector<std::uint32_t>& row_index,
                Certificate& certificate) const;
  void AddUnpriced(std::size_t level, Certificate& certificate) const;

  const Model& model_;
  Divider& divider_;
  Budget budget_;
  std::vector<Component> components_;
  std::vector<std::unique_ptr<ComponentSearch>> searches_;
  std::vector<std::vector<ProofTree>> trees_;  // by component, level
  std::size_t levels_ = 0;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_EXACT_H_
