#include "place/lp_factor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace quaranta::place::internal {
namespace {

constexpr std::uint32_t kNoStep = 0xFFFFFFFF;
constexpr double kSmallestPivot = 1e-9;
constexpr double kThreshold = 0.1;  // of the largest entry of the column
constexpr double kDrop = 1e-14;

}  // namespace

// Columns with one entry in rows not yet taken first, then rows with one
// column, which leaves a nucleus; that by falling sparsity.
std::vector<std::uint32_t> BasisFactor::OrderColumns(
    std::span<const Column> columns) const {
  std::vector<std::uint32_t> count(columns.size());
  std::vector<std::vector<std::uint32_t>> in_row(size_);
  std::vector<std::uint32_t> order;
  std::vector<std::uint8_t> taken(columns.size(), 0), row_taken(size_, 0);
  for (std::uint32_t k = 0; k < columns.size(); ++k) {
    count[k] = static_cast<std::uint32_t>(columns[k].size());
    for (const LpEntry& entry : columns[k]) in_row[entry.index].push_back(k);
    if (count[k] == 1) order.push_back(k);
  }
  for (std::size_t head = 0; head < order.size(); ++head) {
    const std::uint32_t k = order[head];
    taken[k] = 1;
    for (const LpEntry& entry : columns[k]) {
      if (row_taken[entry.index]) continue;
      row_taken[entry.index] = 1;
      for (const std::uint32_t other : in_row[entry.index]) {
        if (other != k && --count[other] == 1) order.push_back(other);
      }
    }
  }
  // Each was queued once, when its count fell to one.
  std::vector<std::uint32_t> rest;
  for (std::uint32_t k = 0; k < columns.size(); ++k) {
    if (!taken[k]) rest.push_back(k);
  }
  std::ranges::stable_sort(rest, {}, [&](std::uint32_t k) { return count[k]; });
  order.insert(order.end(), rest.begin(), rest.end());
  return order;
}

bool BasisFactor::Factor(std::span<const Column> columns,
                         std::vector<std::uint32_t>& left_out,
                         std::vector<std::uint32_t>& rows_without) {
  size_ = columns.size();
  pivot_row_.clear();
  pivot_position_.clear();
  diagonal_.clear();
  step_of_row_.assign(size_, kNoStep);
  lower_.assign(size_, {});
  upper_.assign(size_, {});
  work_.assign(size_, 0);
  other_.assign(size_, 0);
  seen_.assign(size_, 0);
  row_count_.assign(size_, 0);
  etas_.clear();
  eta_entries_ = 0;
  left_out.clear();
  rows_without.clear();
  for (const Column& column : columns) {
    for (const LpEntry& entry : column) ++row_count_[entry.index];
  }
  for (const std::uint32_t position : OrderColumns(columns)) {
    if (!AddColumn(columns[position], position)) left_out.push_back(position);
  }
  for (std::uint32_t r = 0; r < size_; ++r) {
    if (step_of_row_[r] == kNoStep) rows_without.push_back(r);
  }
  if (!left_out.empty()) return false;
  MakeRowForms();
  return true;
}

// Depth first over the columns of L that the row starts, in post-order.
void BasisFactor::Visit(std::uint32_t row) {
  if (seen_[row]) return;
  stack_.assign(1, row);
  next_.assign(1, 0);
  seen_[row] = 1;
  while (!stack_.empty()) {
    const std::uint32_t step = step_of_row_[stack_.back()];
    bool deeper = false;
    if (step != kNoStep) {
      const std::vector<LpEntry>& below = lower_[step];
      while (next_.back() < below.size()) {
        const std::uint32_t to = below[next_.back()++].index;
        if (seen_[to]) continue;
        seen_[to] = 1;
        stack_.push_back(to);
        next_.push_back(0);
        deeper = true;
        break;
      }
    }
    if (deeper) continue;
    pattern_.push_back(stack_.back());
    stack_.pop_back();
    next_.pop_back();
  }
}

bool BasisFactor::AddColumn(Column column, std::uint32_t position) {
  pattern_.clear();
  for (const LpEntry& entry : column) Visit(entry.index);
  for (const LpEntry& entry : column) work_[entry.index] = entry.value;
  std::ranges::reverse(pattern_);
  for (const std::uint32_t row : pattern_) {
    const std::uint32_t step = step_of_row_[row];
    if (step == kNoStep || work_[row] == 0) continue;
    for (const LpEntry& below : lower_[step]) {
      work_[below.index] -= below.value * work_[row];
    }
  }
  double largest = 0;
  for (const std::uint32_t row : pattern_) {
    if (step_of_row_[row] == kNoStep) {
      largest = std::max(largest, std::abs(work_[row]));
    }
  }
  std::uint32_t pivot = kNoStep;
  for (const std::uint32_t row : pattern_) {
    if (step_of_row_[row] != kNoStep ||
        std::abs(work_[row]) < kThreshold * largest) {
      continue;
    }
    if (pivot == kNoStep || row_count_[row] < row_count_[pivot] ||
        (row_count_[row] == row_count_[pivot] && row < pivot)) {
      pivot = row;
    }
  }
  const bool good = pivot != kNoStep && largest > kSmallestPivot;
  const auto step = static_cast<std::uint32_t>(diagonal_.size());
  const double diagonal = good ? work_[pivot] : 1;
  for (const std::uint32_t row : pattern_) {
    const double value = work_[row];
    work_[row] = 0;
    seen_[row] = 0;
    if (!good || row == pivot || std::abs(value) < kDrop) continue;
    if (step_of_row_[row] != kNoStep) {
      upper_[step].push_back({row, value});
    } else {
      lower_[step].push_back({row, value / diagonal});
    }
  }
  if (!good) return false;
  diagonal_.push_back(diagonal);
  pivot_row_.push_back(pivot);
  pivot_position_.push_back(position);
  step_of_row_[pivot] = step;
  return true;
}

void BasisFactor::MakeRowForms() {
  lower_rows_.assign(size_, {});
  upper_rows_.assign(size_, {});
  for (std::uint32_t step = 0; step < size_; ++step) {
    for (const LpEntry& entry : lower_[step]) {
      lower_rows_[step_of_row_[entry.index]].push_back({step, entry.value});
    }
    for (const LpEntry& entry : upper_[step]) {
      upper_rows_[step_of_row_[entry.index]].push_back({step, entry.value});
    }
  }
}

void BasisFactor::Forward(std::vector<double>& vector) {
  for (std::size_t step = 0; step < size_; ++step) {
    const double value = vector[pivot_row_[step]];
    if (value == 0) continue;
    for (const LpEntry& entry : lower_[step]) {
      vector[entry.index] -= entry.value * value;
    }
  }
  for (std::size_t step = size_; step-- > 0;) {
    double value = vector[pivot_row_[step]];
    if (value != 0) {
      value /= diagonal_[step];
      for (const LpEntry& entry : upper_[step]) {
        vector[entry.index] -= entry.value * value;
      }
    }
    other_[pivot_position_[step]] = value;
  }
  vector.swap(other_);
  for (const Eta& eta : etas_) {
    if (vector[eta.position] == 0) continue;
    const double value = vector[eta.position] / eta.pivot;
    for (const LpEntry& entry : eta.others) {
      vector[entry.index] -= entry.value * value;
    }
    vector[eta.position] = value;
  }
}

void BasisFactor::Backward(std::vector<double>& vector) {
  for (std::size_t e = etas_.size(); e-- > 0;) {
    const Eta& eta = etas_[e];
    double value = vector[eta.position];
    for (const LpEntry& entry : eta.others) {
      value -= entry.value * vector[entry.index];
    }
    vector[eta.position] = value / eta.pivot;
  }
  for (std::size_t step = 0; step < size_; ++step) {
    other_[step] = vector[pivot_position_[step]];
  }
  for (std::size_t step = 0; step < size_; ++step) {
    if (other_[step] == 0) continue;
    other_[step] /= diagonal_[step];
    for (const LpEntry& entry : upper_rows_[step]) {
      other_[entry.index] -= entry.value * other_[step];
    }
  }
  for (std::size_t step = size_; step-- > 0;) {
    if (other_[step] != 0) {
      for (const LpEntry& entry : lower_rows_[step]) {
        other_[entry.index] -= entry.value * other_[step];
      }
    }
    vector[pivot_row_[step]] = other_[step];
  }
}

bool BasisFactor::Replace(std::uint32_t position,
                          std::span<const double> forward) {
  Eta eta;
  eta.position = position;
  eta.pivot = forward[position];
  if (std::abs(eta.pivot) < kSmallestPivot) return false;
  for (std::uint32_t i = 0; i < forward.size(); ++i) {
    if (i != position && std::abs(forward[i]) > kDrop) {
      eta.others.push_back({i, forward[i]});
    }
  }
  eta_entries_ += eta.others.size() + 1;
  etas_.push_back(std::move(eta));
  return true;
}

}  // namespace quaranta::place::internal
