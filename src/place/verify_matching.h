// Matchings of lodgings to single rooms, by kind, for the verifier.
#ifndef QUARANTA_SRC_PLACE_VERIFY_MATCHING_H_
#define QUARANTA_SRC_PLACE_VERIFY_MATCHING_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "place/verify_facts.h"

namespace quaranta::place::verify {

// Lodgings to be matched to one room each.
struct Demand {
  std::uint32_t kind = 0;
  // Of a cohort that holds units; kNoIndex: uses free ones only.
  std::uint32_t cohort = kNoIndex;
  std::int64_t count = 0;
  std::int64_t weight = 0;  // of each
};

struct Supply {
  std::uint32_t kind = 0;
  std::uint32_t holder = kNoIndex;  // kNoIndex: free
  std::int64_t count = 0;
};

// Matches again and again without new memory. Looks at so many pairs of a
// demand and a supply in all; a matching that would need more counts whoever
// there are rooms for, whatever the rooms.
class Matcher {
 public:
  using Fits = std::function<bool(std::uint32_t, std::uint32_t)>;

  // Does not outlive `fits`.
  Matcher(const Fits& fits, std::int64_t pairs) : fits_(fits), pairs_(pairs) {}

  // The largest total weight of demands of which each has a room of its own;
  // after the limit was reached, no less than that. Held supplies come after
  // all free ones, by holder.
  std::int64_t Weight(std::vector<Demand>& demands,
                      std::span<const Supply> supplies);

  bool exhausted() const { return pairs_ <= 0; }

 private:
  struct Used {
    std::uint32_t demand = 0;
    std::int64_t count = 0;
  };

  bool Augment(std::uint32_t root, std::int64_t& rest);
  bool Visit(std::uint32_t demand, std::uint32_t supply);
  void Push(std::uint32_t root, std::uint32_t supply, std::int64_t& rest);
  std::int64_t& Flow(std::uint32_t demand, std::uint32_t supply);

  const Fits& fits_;
  std::int64_t pairs_;
  std::span<const Demand> demands_;
  std::span<const Supply> supplies_;
  std::size_t free_ = 0;
  std::vector<std::int64_t> spare_;
  std::vector<std::vector<Used>> used_;  // by supply
  // Of the present search; `dead_`: reached by a search that failed.
  std::vector<std::uint32_t> by_demand_, by_supply_, queue_, reached_;
  std::vector<std::uint32_t> supply_seen_, demand_seen_;
  std::uint32_t search_ = 0;
  std::vector<bool> dead_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_MATCHING_H_
