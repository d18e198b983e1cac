// The transport against brute force.
#include "place/transport.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"

namespace quaranta::place::internal {
namespace {

struct Instance {
  std::vector<int> count;  // of each demand
  std::vector<int> rank;   // never falling
  std::vector<int> supply;
  std::vector<std::vector<int>> cost;  // -1: not allowed
};

Instance Draw(Random& random) {
  Instance instance;
  const int demands = random.Range(1, 4);
  const int supplies = random.Range(1, 4);
  int rank = 0;
  for (int i = 0; i < demands; ++i) {
    instance.count.push_back(random.Range(1, 2));
    instance.rank.push_back(rank += random.Range(0, 1));
    instance.cost.emplace_back();
    for (int j = 0; j < supplies; ++j) {
      instance.cost.back().push_back(random.Chance(1, 3) ? -1
                                                         : random.Range(0, 4));
    }
  }
  for (int j = 0; j < supplies; ++j) {
    instance.supply.push_back(random.Range(0, 2));
  }
  return instance;
}

// (units not served by rank, first rank first; cost): the least there is.
using Outcome = std::pair<std::vector<int>, int>;

class BruteForce {
 public:
  explicit BruteForce(const Instance& instance)
      : instance_(instance), free_(instance.supply) {
    for (std::size_t i = 0; i < instance.count.size(); ++i) {
      for (int n = 0; n < instance.count[i]; ++n) units_.push_back(i);
    }
    now_.first.assign(static_cast<std::size_t>(instance.rank.back()) + 1, 0);
    best_.first.assign(now_.first.size(), std::numeric_limits<int>::max());
  }

  Outcome Best() {
    Serve(0);
    return best_;
  }

 private:
  void Serve(std::size_t unit) {
    if (unit == units_.size()) {
      best_ = std::min(best_, now_);
      return;
    }
    const std::size_t i = units_[unit];
    const auto rank = static_cast<std::size_t>(instance_.rank[i]);
    ++now_.first[rank];
    Serve(unit + 1);
    --now_.first[rank];
    for (std::size_t j = 0; j < free_.size(); ++j) {
      if (free_[j] == 0 || instance_.cost[i][j] < 0) continue;
      --free_[j];
      now_.second += instance_.cost[i][j];
      Serve(unit + 1);
      now_.second -= instance_.cost[i][j];
      ++free_[j];
    }
  }

  const Instance& instance_;
  std::vector<int> free_;
  std::vector<std::size_t> units_;
  Outcome now_;
  Outcome best_;
};

TEST(Transport, ServesTheHeaviestSetAtTheLeastCost) {
  Random random(3);
  Transport<int> transport;
  for (int n = 0; n < 20000; ++n) {
    const Instance instance = Draw(random);
    const std::size_t demands = instance.count.size();
    const std::size_t supplies = instance.supply.size();
    transport.Reset(demands, supplies);
    for (std::size_t i = 0; i < demands; ++i) {
      transport.SetDemand(i, instance.count[i], instance.rank[i]);
      for (std::size_t j = 0; j < supplies; ++j) {
        if (instance.cost[i][j] >= 0)
          transport.Allow(i, j, instance.cost[i][j]);
      }
    }
    for (std::size_t j = 0; j < supplies; ++j) {
      transport.SetSupply(j, instance.supply[j]);
    }
    transport.Solve();
    Outcome outcome;
    outcome.first.assign(static_cast<std::size_t>(instance.rank.back()) + 1, 0);
    int cost = 0;
    std::vector<int> used(supplies, 0);
    for (std::size_t i = 0; i < demands; ++i) {
      int served = 0;
      for (std::size_t j = 0; j < supplies; ++j) {
        const int flow = transport.flow(i, j);
        ASSERT_GE(flow, 0);
        ASSERT_TRUE(flow == 0 || instance.cost[i][j] >= 0);
        served += flow;
        used[j] += flow;
        cost += flow * instance.cost[i][j];
      }
      ASSERT_EQ(served + transport.left(i), instance.count[i]);
      outcome.first[static_cast<std::size_t>(instance.rank[i])] +=
          transport.left(i);
    }
    for (std::size_t j = 0; j < supplies; ++j) {
      ASSERT_LE(used[j], instance.supply[j]);
    }
    ASSERT_EQ(transport.cost(), cost);
    outcome.second = cost;
    ASSERT_EQ(outcome, BruteForce(instance).Best()) << "instance " << n;
  }
}

}  // namespace
}  // namespace quaranta::place::internal
