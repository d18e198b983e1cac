#include "place/lp.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "quaranta/core/random.h"

namespace quaranta::place::internal {
namespace {

constexpr double kPrimal = 1e-7;
constexpr double kDual = 1e-9;
constexpr double kPivot = 1e-7;
constexpr double kLeastWeight = 1e-4;
constexpr std::size_t kMaxUpdates = 64;

}  // namespace

struct Lp::Step {
  std::uint32_t position = 0;  // of the variable that leaves
  bool to_upper = false;       // it leaves to its upper bound
  double infeasibility = 0;
  std::uint32_t entering = 0;
  double theta = 0;
  std::vector<std::uint32_t> flips;
};

std::uint32_t Lp::AddColumn(double cost, double lower, double upper,
                            std::span<const LpEntry> entries) {
  const auto index = static_cast<std::uint32_t>(variables_.size());
  Variable variable;
  variable.cost = variable.perturbed = cost;
  variable.lower = lower;
  variable.upper = upper;
  variable.place = cost < 0 ? Place::kUpper : Place::kLower;
  variable.entries.assign(entries.begin(), entries.end());
  for (const LpEntry& entry : entries) {
    rows_[entry.index].push_back({index, entry.value});
  }
  if (!entries.empty()) rows_changed_ = true;
  variables_.push_back(std::move(variable));
  columns_.push_back(index);
  return static_cast<std::uint32_t>(columns_.size() - 1);
}

std::uint32_t Lp::AddRow(double lower, double upper,
                         std::span<const LpEntry> entries) {
  const auto row = static_cast<std::uint32_t>(row_variable_.size());
  rows_.emplace_back();
  for (const LpEntry& entry : entries) {
    const std::uint32_t v = columns_[entry.index];
    rows_.back().push_back({v, entry.value});
    variables_[v].entries.push_back({row, entry.value});
  }
  // A x - r = 0: the variable of the row is its value.
  Variable variable;
  variable.place = Place::kBasic;
  variable.position = row;
  variable.entries = {{row, -1.0}};
  row_variable_.push_back(static_cast<std::uint32_t>(variables_.size()));
  basic_.push_back(row_variable_.back());
  weight_.push_back(1);
  variables_.push_back(std::move(variable));
  row_lower_.push_back(lower);
  row_upper_.push_back(upper);
  rows_changed_ = true;
  factored_ = false;
  return row;
}

void Lp::SetCost(std::uint32_t column, double cost) {
  Variable& variable = variables_[columns_[column]];
  variable.cost = variable.perturbed = cost;
}

void Lp::SetBounds(std::uint32_t column, double lower, double upper) {
  Variable& variable = variables_[columns_[column]];
  variable.lower = lower;
  variable.upper = upper;
  rows_changed_ = true;
}

void Lp::SetRowBounds(std::uint32_t row, double lower, double upper) {
  row_lower_[row] = lower;
  row_upper_[row] = upper;
  rows_changed_ = true;
}

// A side that is free gets the bound that the columns imply, a little wider,
// so that a slack never leaves the basis for it but is boxed like the rest.
void Lp::BoundRows() {
  if (!rows_changed_) return;
  rows_changed_ = false;
  hopeless_row_ = kNoRow;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    double least = 0, most = 0;
    for (const LpEntry& entry : rows_[r]) {
      const Variable& of = variables_[entry.index];
      least += entry.value * (entry.value > 0 ? of.lower : of.upper);
      most += entry.value * (entry.value > 0 ? of.upper : of.lower);
    }
    Variable& variable = variables_[row_variable_[r]];
    variable.lower = row_lower_[r] > -kFree ? row_lower_[r] : least - 1;
    variable.upper = row_upper_[r] < kFree ? row_upper_[r] : most + 1;
    if (variable.lower > most + kPrimal || variable.upper < least - kPrimal) {
      hopeless_row_ = static_cast<std::uint32_t>(r);
    }
  }
}

void Lp::PutAtBound(Variable& variable, Place place) {
  variable.place = place;
  variable.value = place == Place::kLower ? variable.lower : variable.upper;
}

bool Lp::Refactor() {
  std::vector<std::uint32_t> left_out, rows_without;
  std::vector<BasisFactor::Column> columns;
  for (int attempt = 0; attempt < 4; ++attempt) {
    columns.clear();
    for (const std::uint32_t v : basic_) {
      columns.emplace_back(variables_[v].entries);
    }
    if (factor_.Factor(columns, left_out, rows_without)) {
      factored_ = true;
      return true;
    }
    for (std::size_t n = 0; n < left_out.size(); ++n) {
      const std::uint32_t out = basic_[left_out[n]];
      PutAtBound(variables_[out], Place::kLower);
      const std::uint32_t in = row_variable_[rows_without[n]];
      basic_[left_out[n]] = in;
      variables_[in].place = Place::kBasic;
      variables_[in].position = left_out[n];
      weight_[left_out[n]] = 1;
    }
  }
  return false;
}

void Lp::ComputeValues() {
  std::vector<double>& rhs = change_;
  rhs.assign(basic_.size(), 0);
  for (Variable& variable : variables_) {
    if (variable.place == Place::kBasic) continue;
    PutAtBound(variable, variable.place);
    if (variable.value == 0) continue;
    for (const LpEntry& entry : variable.entries) {
      rhs[entry.index] -= entry.value * variable.value;
    }
  }
  factor_.Forward(rhs);
  for (std::size_t i = 0; i < basic_.size(); ++i) {
    variables_[basic_[i]].value = rhs[i];
  }
}

void Lp::ComputeReduced() {
  duals_.assign(basic_.size(), 0);
  for (std::size_t i = 0; i < basic_.size(); ++i) {
    duals_[i] = variables_[basic_[i]].perturbed;
  }
  factor_.Backward(duals_);
  for (Variable& variable : variables_) {
    variable.reduced = 0;
    if (variable.place == Place::kBasic) continue;
    double reduced = variable.perturbed;
    for (const LpEntry& entry : variable.entries) {
      reduced -= entry.value * duals_[entry.index];
    }
    variable.reduced = reduced;
  }
}

void Lp::FlipToFeasible() {
  for (Variable& variable : variables_) {
    if (variable.place == Place::kBasic) continue;
    if (variable.reduced > kDual) {
      variable.place = Place::kLower;
    } else if (variable.reduced < -kDual) {
      variable.place = Place::kUpper;
    }
  }
}

// Small different costs keep ties, of which these programs are full, from
// making the method stall.
void Lp::Perturb(bool on) {
  for (std::size_t v = 0; v < variables_.size(); ++v) {
    Variable& variable = variables_[v];
    variable.perturbed = variable.cost;
    if (!on || variable.lower == variable.upper) continue;
    const auto bits = static_cast<double>(Mix64(v) >> 40);  // below 2^24
    const double size = (1 + bits / 16777216.0) * 2e-6;
    const double scale = 1 + std::abs(variable.cost);
    // Towards dual feasibility, as far as that is known.
    variable.perturbed +=
        variable.place == Place::kUpper ? -size * scale : size * scale;
  }
}

LpStatus Lp::Solve(std::int64_t iteration_limit, double cutoff) {
  BoundRows();
  ray_.clear();
  if (hopeless_row_ != kNoRow) return SayHopeless();
  const std::int64_t stop_at = iterations_ + iteration_limit;
  for (int round = 0; round < 4; ++round) {
    Perturb(round == 0);
    const LpStatus status = Iterate(stop_at, cutoff);
    if (status == LpStatus::kTrouble) {
      factored_ = false;
      continue;
    }
    Perturb(false);
    TakeDuals();
    const bool sure =
        status == LpStatus::kCutoff ? objective_ >= cutoff : round > 0;
    if (sure || status == LpStatus::kInfeasible || status == LpStatus::kLimit) {
      return status;
    }
  }
  return LpStatus::kTrouble;
}

// A row that the bounds of its columns cannot meet needs no simplex.
LpStatus Lp::SayHopeless() {
  const Variable& of = variables_[row_variable_[hopeless_row_]];
  double least = 0;
  for (const LpEntry& entry : rows_[hopeless_row_]) {
    const Variable& column = variables_[entry.index];
    least += entry.value * (entry.value > 0 ? column.lower : column.upper);
  }
  ray_.assign(rows_.size(), 0);
  ray_[hopeless_row_] = of.upper < least - kPrimal ? -1 : 1;
  duals_.assign(rows_.size(), 0);
  objective_ = 0;
  for (const std::uint32_t v : columns_) {
    const Variable& column = variables_[v];
    objective_ += column.cost * (column.cost > 0 ? column.lower : column.upper);
  }
  return LpStatus::kInfeasible;
}

// Duals, reduced costs and objective for the costs as given.
void Lp::TakeDuals() {
  ComputeReduced();
  objective_ = DualObjective();
  DropFreeSides(duals_);
  DropFreeSides(ray_);
}

// A price on a bound that BoundRows made up says no more than the columns'
// bounds do: without it the rest proves at least as much.
void Lp::DropFreeSides(std::vector<double>& prices) const {
  for (std::size_t r = 0; r < prices.size(); ++r) {
    if (prices[r] > 0 ? row_lower_[r] <= -kFree : row_upper_[r] >= kFree) {
      prices[r] = 0;
    }
  }
}

// What the duals prove: each variable at the bound that suits its reduced
// cost, whatever its place.
double Lp::DualObjective() const {
  double sum = 0;
  for (const Variable& variable : variables_) {
    if (variable.place == Place::kBasic) continue;
    sum += variable.reduced *
           (variable.reduced > 0 ? variable.lower : variable.upper);
  }
  return sum;
}

LpStatus Lp::Iterate(std::int64_t stop_at, double cutoff) {
  if (!factored_ && !Refactor()) return LpStatus::kTrouble;
  ComputeReduced();
  FlipToFeasible();
  ComputeValues();
  Step step;
  int bad_pivots = 0;
  std::int64_t until_check = 10;
  while (true) {
    if (factor_.updates() >= kMaxUpdates ||
        factor_.eta_entries() > 8 * basic_.size() + 2000) {
      if (!Refactor()) return LpStatus::kTrouble;
      ComputeReduced();
      FlipToFeasible();
      ComputeValues();
    }
    if (--until_check <= 0) {
      until_check = 10;
      if (cutoff < kFree && DualObjective() >= cutoff) return LpStatus::kCutoff;
    }
    if (!ChooseRow(step)) return LpStatus::kOptimal;
    if (iterations_ >= stop_at) return LpStatus::kLimit;
    ++iterations_;
    ComputePivotRow(step);
    if (!ChooseColumn(step)) {
      if (factor_.updates() > 0) {  // make sure with a fresh factorization
        if (!Refactor()) return LpStatus::kTrouble;
        ComputeReduced();
        FlipToFeasible();
        ComputeValues();
        if (++bad_pivots > 20) return LpStatus::kTrouble;
        continue;
      }
      ray_ = rho_;
      if (!step.to_upper) {
        for (double& value : ray_) value = -value;
      }
      return LpStatus::kInfeasible;
    }
    if (!Pivot(step)) {
      if (++bad_pivots > 20) return LpStatus::kTrouble;
      if (!Refactor()) return LpStatus::kTrouble;
      ComputeReduced();
      FlipToFeasible();
      ComputeValues();
    }
  }
}

bool Lp::ChooseRow(Step& step) const {
  double best = 0;
  for (std::uint32_t i = 0; i < basic_.size(); ++i) {
    const Variable& of = variables_[basic_[i]];
    double outside = of.lower - of.value;
    bool to_upper = false;
    if (of.value - of.upper > outside) {
      outside = of.value - of.upper;
      to_upper = true;
    }
    if (outside <= kPrimal) continue;
    const double merit = outside * outside / weight_[i];
    if (merit > best) {
      best = merit;
      step.position = i;
      step.to_upper = to_upper;
      step.infeasibility = outside;
    }
  }
  return best > 0;
}

void Lp::ComputePivotRow(Step& step) {
  alpha_.resize(variables_.size(), 0);
  is_touched_.resize(variables_.size(), 0);
  for (const std::uint32_t v : touched_) {
    alpha_[v] = 0;
    is_touched_[v] = 0;
  }
  touched_.clear();
  rho_.assign(basic_.size(), 0);
  rho_[step.position] = 1;
  factor_.Backward(rho_);
  const auto add = [&](std::uint32_t v, double value) {
    if (!is_touched_[v]) {
      if (variables_[v].place == Place::kBasic) return;
      is_touched_[v] = 1;
      touched_.push_back(v);
    }
    alpha_[v] += value;
  };
  for (std::size_t r = 0; r < rho_.size(); ++r) {
    if (std::abs(rho_[r]) < 1e-13) continue;
    for (const LpEntry& entry : rows_[r]) {
      add(entry.index, entry.value * rho_[r]);
    }
    add(row_variable_[r], -rho_[r]);
  }
}

// Long steps: variables whose reduced cost changes sign move to their other
// bound as long as the leaving one stays infeasible. Among nearly equal ratios
// the largest pivot is taken.
bool Lp::ChooseColumn(Step& step) {
  struct Candidate {
    std::uint32_t variable = 0;
    double ratio = 0;
    double pivot = 0;
  };
  std::vector<Candidate> candidates;
  const double sign = step.to_upper ? 1 : -1;
  for (const std::uint32_t v : touched_) {
    const Variable& of = variables_[v];
    const double alpha = sign * alpha_[v];
    if (of.lower == of.upper) continue;
    const bool at_lower = of.place == Place::kLower;
    if (at_lower ? alpha < kPivot : alpha > -kPivot) continue;
    candidates.push_back(
        {v, std::max(0.0, of.reduced / alpha), std::abs(alpha)});
  }
  if (candidates.empty()) return false;
  std::ranges::sort(candidates, {}, [](const Candidate& of) {
    return std::pair(of.ratio, of.variable);
  });
  double slope = step.infeasibility;
  std::size_t first = 0;
  while (first < candidates.size()) {
    // The group of which the first could be passed within tolerance.
    double limit = candidates[first].ratio + kDual / candidates[first].pivot;
    std::size_t end = first;
    double passed = 0;
    std::size_t best = first;
    while (end < candidates.size() && candidates[end].ratio <= limit) {
      const Candidate& of = candidates[end];
      limit = std::min(limit, of.ratio + 1e2 * kDual / of.pivot);
      passed += of.pivot *
                (variables_[of.variable].upper - variables_[of.variable].lower);
      if (of.pivot > candidates[best].pivot) best = end;
      ++end;
    }
    if (slope - passed <= kPrimal) {
      step.entering = candidates[best].variable;
      step.theta = sign * candidates[best].ratio;
      return true;
    }
    slope -= passed;
    first = end;
  }
  return false;
}

// Moves variables whose reduced cost now has the wrong sign to their other
// bound, and the basic ones along.
void Lp::Flip(Step& step) {
  change_.assign(basic_.size(), 0);
  bool any = false;
  for (const std::uint32_t v : touched_) {
    Variable& of = variables_[v];
    if (of.place == Place::kBasic || v == step.entering) continue;
    of.reduced -= step.theta * alpha_[v];
    const bool wrong =
        of.place == Place::kLower ? of.reduced < -kDual : of.reduced > kDual;
    if (!wrong || of.lower == of.upper) continue;
    const double before = of.value;
    PutAtBound(of, of.place == Place::kLower ? Place::kUpper : Place::kLower);
    any = true;
    for (const LpEntry& entry : of.entries) {
      change_[entry.index] -= entry.value * (of.value - before);
    }
  }
  if (!any) return;
  factor_.Forward(change_);
  for (std::size_t i = 0; i < basic_.size(); ++i) {
    if (change_[i] != 0) variables_[basic_[i]].value += change_[i];
  }
}

bool Lp::Pivot(Step& step) {
  Variable& in = variables_[step.entering];
  direction_.assign(basic_.size(), 0);
  for (const LpEntry& entry : in.entries) {
    direction_[entry.index] = entry.value;
  }
  factor_.Forward(direction_);
  const double pivot = direction_[step.position];
  const double row_pivot = alpha_[step.entering];
  if (std::abs(pivot) < kPivot * 0.1 ||
      std::abs(pivot - row_pivot) > 1e-6 * (1 + std::abs(pivot))) {
    if (factor_.updates() > 0 || std::abs(pivot) < kPivot * 0.1) return false;
  }
  tau_ = rho_;
  factor_.Forward(tau_);
  Flip(step);
  UpdateWeights(step);
  const std::uint32_t leaving = basic_[step.position];
  Variable& out = variables_[leaving];
  const double bound = step.to_upper ? out.upper : out.lower;
  const double move = (out.value - bound) / pivot;
  for (std::size_t i = 0; i < basic_.size(); ++i) {
    if (direction_[i] != 0) variables_[basic_[i]].value -= move * direction_[i];
  }
  in.value += move;
  in.reduced = 0;
  in.place = Place::kBasic;
  in.position = step.position;
  out.reduced = -step.theta;
  PutAtBound(out, step.to_upper ? Place::kUpper : Place::kLower);
  basic_[step.position] = step.entering;
  if (!factor_.Replace(step.position, direction_)) {
    factored_ = false;
    return false;
  }
  return true;
}

// Steepest edge weights, updated as Forrest and Goldfarb (1992) do.
void Lp::UpdateWeights(const Step& step) {
  const double pivot = direction_[step.position];
  double own = 0;
  for (const double value : rho_) own += value * value;
  for (std::size_t i = 0; i < basic_.size(); ++i) {
    if (i == step.position || direction_[i] == 0) continue;
    const double ratio = direction_[i] / pivot;
    const double updated =
        weight_[i] - 2 * ratio * tau_[i] + ratio * ratio * own;
    weight_[i] = std::max(updated, kLeastWeight);
  }
  weight_[step.position] = std::max(own / (pivot * pivot), kLeastWeight);
}

Lp::Basis Lp::GetBasis() const {
  Basis basis;
  for (const std::uint32_t v : row_variable_) {
    basis.rows.push_back(variables_[v].place);
  }
  for (const std::uint32_t v : columns_) {
    basis.columns.push_back(variables_[v].place);
  }
  return basis;
}

void Lp::SetBasis(const Basis& basis) {
  basic_.clear();
  const auto put = [&](std::uint32_t v, Place place) {
    variables_[v].place = place;
    if (place != Place::kBasic) return;
    variables_[v].position = static_cast<std::uint32_t>(basic_.size());
    basic_.push_back(v);
  };
  for (std::size_t j = 0; j < columns_.size(); ++j) {
    const bool known = j < basis.columns.size();
    put(columns_[j], known ? basis.columns[j] : Place::kLower);
  }
  for (std::size_t r = 0; r < row_variable_.size(); ++r) {
    const bool known = r < basis.rows.size();
    put(row_variable_[r], known ? basis.rows[r] : Place::kBasic);
  }
  weight_.assign(basic_.size(), 1);
  factored_ = false;
}

}  // namespace quaranta::place::internal
