#include "place/verify_matching.h"

#include <algorithm>
#include <functional>

namespace quaranta::place::verify {

// Demands come by falling weight, since servable sets are a matroid; who has a
// room keeps one. Searches go breadth first, and a supply reached in a failed
// one leads nowhere later either.
std::int64_t Matcher::Weight(std::vector<Demand>& demands,
                             std::span<const Supply> supplies) {
  const auto heavier = [](const Demand& a, const Demand& b) {
    return a.weight > b.weight;
  };
  if (!std::ranges::is_sorted(demands, heavier)) {
    std::ranges::stable_sort(demands, heavier);
  }
  demands_ = demands;
  supplies_ = supplies;
  free_ = 0;
  spare_.clear();
  std::int64_t rooms = 0;
  for (const Supply& of : supplies) {
    free_ += of.holder == kNoIndex;
    spare_.push_back(of.count);
    rooms += of.count;
  }
  if (used_.size() < supplies.size()) used_.resize(supplies.size());
  for (std::size_t s = 0; s < supplies.size(); ++s) used_[s].clear();
  dead_.assign(supplies.size(), false);
  supply_seen_.assign(supplies.size(), 0);
  by_demand_.resize(supplies.size());
  demand_seen_.assign(demands.size(), 0);
  by_supply_.resize(demands.size());
  search_ = 0;
  std::int64_t weight = 0;
  for (std::uint32_t d = 0; d < demands.size() && rooms > 0; ++d) {
    std::int64_t rest = std::min(demands[d].count, rooms);
    const std::int64_t wanted = rest;
    while (rest > 0 && !exhausted() && Augment(d, rest)) {
    }
    const std::int64_t served = exhausted() ? wanted : wanted - rest;
    rooms -= served;
    weight += served * demands[d].weight;
  }
  return weight;
}

bool Matcher::Visit(std::uint32_t d, std::uint32_t s) {
  --pairs_;
  if (dead_[s] || supply_seen_[s] == search_ || supplies_[s].count == 0 ||
      !fits_(demands_[d].kind, supplies_[s].kind)) {
    return false;
  }
  supply_seen_[s] = search_;
  by_demand_[s] = d;
  reached_.push_back(s);
  if (spare_[s] > 0) return true;
  for (const Used& used : used_[s]) {
    if (used.count == 0 || demand_seen_[used.demand] == search_) continue;
    demand_seen_[used.demand] = search_;
    by_supply_[used.demand] = s;
    queue_.push_back(used.demand);
  }
  pairs_ -= static_cast<std::int64_t>(used_[s].size());
  return false;
}

// One path from `root` to a supply with rooms left.
bool Matcher::Augment(std::uint32_t root, std::int64_t& rest) {
  ++search_;
  queue_.assign(1, root);
  demand_seen_[root] = search_;
  reached_.clear();
  for (std::size_t head = 0; head < queue_.size(); ++head) {
    const std::uint32_t d = queue_[head];
    for (std::uint32_t s = 0; s < free_; ++s) {
      if (Visit(d, s)) {
        Push(root, s, rest);
        return true;
      }
    }
    if (demands_[d].cohort == kNoIndex) continue;
    // By holder.
    const std::uint32_t cohort = demands_[d].cohort;
    const auto held = supplies_.subspan(free_);
    const auto first =
        std::ranges::lower_bound(held, cohort, {}, &Supply::holder);
    auto s = static_cast<std::uint32_t>(
        free_ + static_cast<std::size_t>(first - held.begin()));
    for (; s < supplies_.size() && supplies_[s].holder == cohort; ++s) {
      if (Visit(d, s)) {
        Push(root, s, rest);
        return true;
      }
    }
  }
  for (const std::uint32_t s : reached_) dead_[s] = true;
  return false;
}

std::int64_t& Matcher::Flow(std::uint32_t demand, std::uint32_t supply) {
  const auto it = std::ranges::find(used_[supply], demand, &Used::demand);
  if (it != used_[supply].end()) return it->count;
  return used_[supply].emplace_back(Used{demand, 0}).count;
}

void Matcher::Push(std::uint32_t root, std::uint32_t last, std::int64_t& rest) {
  std::int64_t most = std::min(rest, spare_[last]);
  for (std::uint32_t s = last; by_demand_[s] != root;) {
    const std::uint32_t d = by_demand_[s];
    s = by_supply_[d];
    most = std::min(most, Flow(d, s));
  }
  spare_[last] -= most;
  rest -= most;
  for (std::uint32_t s = last;;) {
    const std::uint32_t d = by_demand_[s];
    Flow(d, s) += most;
    if (d == root) return;
    s = by_supply_[d];
    Flow(d, s) -= most;
  }
}

}  // namespace quaranta::place::verify
