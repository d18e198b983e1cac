// Minimum-cost transport of weighted demands to supplies, exactly.
#ifndef QUARANTA_SRC_PLACE_TRANSPORT_H_
#define QUARANTA_SRC_PLACE_TRANSPORT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace quaranta::place::internal {

// Demands are given heaviest first; those of equal `rank` weigh the same.
// Serves a set of demands of the largest total weight, whatever positive
// weights the ranks stand for as long as they fall, and among those sets at
// the least cost. (Servable sets are a transversal matroid, so taking demands
// by falling weight is best; each is served along a shortest augmenting path,
// which keeps the cost least.) `Cost` is an ordered group: int32_t, RoomCost.
//
// Keep one object and Reset it: it reuses its memory.
template <class Cost>
class Transport {
 public:
  void Reset(std::size_t demands, std::size_t supplies) {
    demands_ = demands;
    supplies_ = supplies;
    left_.assign(demands, 0);
    rank_.assign(demands, 0);
    free_.assign(supplies, 0);
    flow_.assign(demands * supplies, 0);
    cost_.resize(demands * supplies);
    allowed_.assign(demands * supplies, 0);
    total_ = Cost{};
  }
  void SetDemand(std::size_t i, std::int32_t count, std::int32_t rank) {
    left_[i] = count;
    rank_[i] = rank;
  }
  void SetSupply(std::size_t j, std::int32_t count) { free_[j] = count; }
  void Allow(std::size_t i, std::size_t j, const Cost& cost) {
    allowed_[i * supplies_ + j] = 1;
    cost_[i * supplies_ + j] = cost;
  }

  void Solve() {
    if (supplies_ == 0) return;
    for (std::size_t i = 0; i < demands_; ++i) {
      PushDirect(i);
      while (left_[i] > 0 && Augment(i)) {
      }
    }
  }

  // Of demand i: how many are not served, and how many by supply j.
  std::int32_t left(std::size_t i) const { return left_[i]; }
  std::int32_t flow(std::size_t i, std::size_t j) const {
    return flow_[i * supplies_ + j];
  }
  std::int32_t free(std::size_t j) const { return free_[j]; }
  const Cost& cost() const { return total_; }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  void Send(std::size_t i, std::size_t j, std::int32_t count) {
    flow_[i * supplies_ + j] += count;
    const Cost& each = cost_[i * supplies_ + j];
    for (std::int32_t n = 0; n < count; ++n) total_ = total_ + each;
    for (std::int32_t n = 0; n > count; --n) total_ = total_ - each;
  }

  // A free supply at the least cost of the row is an end of a shortest path:
  // a detour through other demands never pays, for what they have is best.
  void PushDirect(std::size_t i) {
    const std::size_t row = i * supplies_;
    const Cost* least = nullptr;
    for (std::size_t j = 0; j < supplies_; ++j) {
      if (allowed_[row + j] && (!least || cost_[row + j] < *least)) {
        least = &cost_[row + j];
      }
    }
    if (!least) return;
    for (std::size_t j = 0; j < supplies_ && left_[i] > 0; ++j) {
      if (!allowed_[row + j] || free_[j] == 0 || *least < cost_[row + j]) {
        continue;
      }
      const std::int32_t count = std::min(left_[i], free_[j]);
      Send(i, j, count);
      left_[i] -= count;
      free_[j] -= count;
    }
  }

  // Bellman-Ford from demand i over the residual graph: `by_` is the demand
  // before a supply, `from_` the supply before a demand.
  void FindPaths(std::size_t i) {
    demand_dist_.assign(demands_, Cost{});
    supply_dist_.assign(supplies_, Cost{});
    from_.assign(demands_, kNowhere);
    by_.assign(supplies_, kNowhere);
    queued_.assign(demands_, 0);
    queue_.clear();
    queue_.push_back(i);
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      const std::size_t d = queue_[head];
      queued_[d] = 0;
      for (std::size_t j = 0; j < supplies_; ++j) {
        if (!allowed_[d * supplies_ + j]) continue;
        const Cost dist = demand_dist_[d] + cost_[d * supplies_ + j];
        if (by_[j] != kNowhere && !(dist < supply_dist_[j])) continue;
        supply_dist_[j] = dist;
        by_[j] = d;
        if (free_[j] > 0) continue;
        Relax(i, j);
      }
    }
  }

  void Relax(std::size_t source, std::size_t j) {
    for (std::size_t d = 0; d < demands_; ++d) {
      if (d == source || flow_[d * supplies_ + j] == 0) continue;
      const Cost dist = supply_dist_[j] - cost_[d * supplies_ + j];
      if (from_[d] != kNowhere && !(dist < demand_dist_[d])) continue;
      demand_dist_[d] = dist;
      from_[d] = j;
      if (!queued_[d]) {
        queued_[d] = 1;
        queue_.push_back(d);
      }
    }
  }

  // Serves some of demand i: from a free supply if one can be reached, else in
  // place of a demand of the same rank if that is cheaper.
  bool Augment(std::size_t i) {
    FindPaths(i);
    std::size_t supply = kNowhere;
    for (std::size_t j = 0; j < supplies_; ++j) {
      if (by_[j] == kNowhere || free_[j] == 0) continue;
      if (supply == kNowhere || supply_dist_[j] < supply_dist_[supply]) {
        supply = j;
      }
    }
    if (supply != kNowhere) {
      const std::int32_t count =
          Bottleneck(i, supply, std::min(left_[i], free_[supply]));
      free_[supply] -= count;
      Apply(i, supply, count);
      return true;
    }
    std::size_t out = kNowhere;
    for (std::size_t d = 0; d < demands_; ++d) {
      if (d == i || from_[d] == kNowhere || rank_[d] != rank_[i]) continue;
      if (!(demand_dist_[d] < Cost{})) continue;
      if (out == kNowhere || demand_dist_[d] < demand_dist_[out]) out = d;
    }
    if (out == kNowhere) return false;
    const std::size_t last = from_[out];
    std::int32_t count = std::min(left_[i], flow_[out * supplies_ + last]);
    count = Bottleneck(i, last, count);
    Send(out, last, -count);
    left_[out] += count;
    Apply(i, last, count);
    return true;
  }

  std::int32_t Bottleneck(std::size_t i, std::size_t j,
                          std::int32_t count) const {
    for (std::size_t d = by_[j]; d != i; d = by_[j]) {
      j = from_[d];
      count = std::min(count, flow_[d * supplies_ + j]);
    }
    return count;
  }

  void Apply(std::size_t i, std::size_t j, std::int32_t count) {
    left_[i] -= count;
    for (std::size_t d = by_[j];; d = by_[j]) {
      Send(d, j, count);
      if (d == i) return;
      j = from_[d];
      Send(d, j, -count);
    }
  }

  std::size_t demands_ = 0;
  std::size_t supplies_ = 0;
  std::vector<std::int32_t> left_, rank_, free_, flow_;
  std::vector<Cost> cost_;
  std::vector<std::uint8_t> allowed_;
  Cost total_{};
  std::vector<Cost> demand_dist_, supply_dist_;
  std::vector<std::size_t> from_, by_, queue_;
  std::vector<std::uint8_t> queued_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_TRANSPORT_H_
