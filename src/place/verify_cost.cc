#include "place/verify_cost.h"

#include <algorithm>

namespace quaranta::place::verify {
namespace {

// Demand after demand goes the cheapest way there is, over others who then move
// on: after each the cost is the least for those who have rooms so far
// (Busacker and Gowen 1961). Ways back cost less than nothing, so they are
// found by relaxing until nothing changes (Bellman 1958).
class CheapestLodging {
 public:
  CheapestLodging(std::span<const Demand> demands,
                  std::span<const Supply> supplies, const CostOfPair& cost_of,
                  std::int64_t looks)
      : demands_(demands),
        supplies_(supplies),
        looks_(looks),
        doors_(demands.size()),
        guests_(supplies.size()) {
    for (std::uint32_t s = 0; s < supplies.size(); ++s) {
      spare_.push_back(supplies[s].count);
    }
    for (std::uint32_t d = 0; d < demands.size() && looks_ > 0; ++d) {
      looks_ -= static_cast<std::int64_t>(supplies.size());
      for (std::uint32_t s = 0; s < supplies.size(); ++s) {
        if (supplies[s].holder != kNoIndex &&
            supplies[s].holder != demands[d].cohort) {
          continue;
        }
        const auto cost = cost_of(demands[d].kind, supplies[s].kind);
        if (!cost) continue;
        guests_[s].emplace_back(d, doors_[d].size());
        doors_[d].push_back({s, *cost, 0});
      }
    }
  }

  std::optional<std::int64_t> Run() {
    for (std::uint32_t d = 0; d < demands_.size(); ++d) {
      for (std::int64_t rest = demands_[d].count; rest > 0;) {
        const std::uint32_t last = FindWay(d);
        if (last == kNoIndex) return std::nullopt;
        rest -= Push(d, last, rest);
      }
    }
    return looks_ > 0 ? std::optional(total_) : std::nullopt;
  }

 private:
  struct Door {
    std::uint32_t supply = 0;
    std::int64_t cost = 0;
    std::int64_t flow = 0;
  };
  struct Step {
    std::int64_t cost = 0;
    bool reached = false;
    // Of a supply: whose which door leads there. Of a demand: the door that
    // it would leave.
    std::uint32_t demand = 0;
    std::size_t door = 0;
  };

  // The supply with rooms left at the end of a cheapest way, or kNoIndex.
  std::uint32_t FindWay(std::uint32_t root) {
    at_demand_.assign(demands_.size(), {});
    at_supply_.assign(supplies_.size(), {});
    at_demand_[root].reached = true;
    std::vector<std::uint32_t> changed{root}, next;
    while (!changed.empty() && looks_ > 0) {
      next.clear();
      for (const std::uint32_t d : changed) Relax(d, next);
      std::ranges::sort(next);
      next.erase(std::unique(next.begin(), next.end()), next.end());
      changed.swap(next);
    }
    std::uint32_t best = kNoIndex;
    if (looks_ <= 0) return best;
    for (std::uint32_t s = 0; s < supplies_.size(); ++s) {
      if (!at_supply_[s].reached || spare_[s] == 0) continue;
      if (best == kNoIndex || at_supply_[s].cost < at_supply_[best].cost) {
        best = s;
      }
    }
    return best;
  }

  void Relax(std::uint32_t d, std::vector<std::uint32_t>& next) {
    looks_ -= static_cast<std::int64_t>(doors_[d].size());
    for (std::size_t n = 0; n < doors_[d].size(); ++n) {
      const Door& door = doors_[d][n];
      Step& step = at_supply_[door.supply];
      const std::int64_t cost = at_demand_[d].cost + door.cost;
      if (step.reached && step.cost <= cost) continue;
      step = {cost, true, d, n};
      looks_ -= static_cast<std::int64_t>(guests_[door.supply].size());
      for (const auto& [other, own] : guests_[door.supply]) {
        const Door& left = doors_[other][own];
        const std::int64_t after = cost - left.cost;
        Step& there = at_demand_[other];
        if (left.flow == 0 || (there.reached && there.cost <= after)) continue;
        there = {after, true, other, own};
        next.push_back(other);
      }
    }
  }

  std::int64_t Push(std::uint32_t root, std::uint32_t last, std::int64_t rest) {
    std::int64_t most = std::min(rest, spare_[last]);
    for (std::uint32_t s = last; at_supply_[s].demand != root;) {
      const std::uint32_t d = at_supply_[s].demand;
      const Door& left = doors_[d][at_demand_[d].door];
      most = std::min(most, left.flow);
      s = left.supply;
    }
    total_ += most * at_supply_[last].cost;
    spare_[last] -= most;
    for (std::uint32_t s = last;;) {
      const std::uint32_t d = at_supply_[s].demand;
      doors_[d][at_supply_[s].door].flow += most;
      if (d == root) return most;
      Door& left = doors_[d][at_demand_[d].door];
      left.flow -= most;
      s = left.supply;
    }
  }

  std::span<const Demand> demands_;
  std::span<const Supply> supplies_;
  std::int64_t looks_;
  std::vector<std::vector<Door>> doors_;  // by demand
  // By supply: demands that may go there, and which door of theirs leads there.
  std::vector<std::vector<std::pair<std::uint32_t, std::size_t>>> guests_;
  std::vector<std::int64_t> spare_;
  std::vector<Step> at_demand_, at_supply_;
  std::int64_t total_ = 0;
};

}  // namespace

std::optional<std::int64_t> LeastCost(std::span<const Demand> demands,
                                      std::span<const Supply> supplies,
                                      const CostOfPair& cost_of,
                                      std::int64_t most_looks) {
  return CheapestLodging(demands, supplies, cost_of, most_looks).Run();
}

}  // namespace quaranta::place::verify
