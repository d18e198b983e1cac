#include "place/verify_matching.h"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace quaranta::place::verify {
namespace {

// Kuhn's matching by breadth-first search. A room reached in a failed search
// leads nowhere later either.
class Matching {
 public:
  Matching(const std::vector<Item>& items, const Indices& rooms,
           const FitsFunction& fits)
      : items_(items),
        rooms_(rooms),
        fits_(fits),
        item_in_(rooms.size(), kNone),
        room_of_(items.size(), kNone),
        by_(rooms.size(), kNone),
        seen_(rooms.size(), kNone),
        dead_(rooms.size(), false) {}

  // Gives item i a room too, if that can be; who has one keeps one.
  bool Add(std::size_t i) {
    std::vector<std::size_t> queue = {i};
    for (std::size_t head = 0; head < queue.size(); ++head) {
      for (std::size_t r = 0; r < rooms_.size(); ++r) {
        if (dead_[r] || seen_[r] == i ||
            !fits_(*items_[queue[head]].group, rooms_[r])) {
          continue;
        }
        seen_[r] = i;
        by_[r] = queue[head];
        if (item_in_[r] == kNone) {
          Shift(i, r);
          return true;
        }
        queue.push_back(item_in_[r]);
      }
    }
    for (std::size_t r = 0; r < rooms_.size(); ++r) {
      if (seen_[r] == i) dead_[r] = true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void Shift(std::size_t i, std::size_t r) {
    while (true) {
      const std::size_t item = by_[r];
      const std::size_t before = room_of_[item];
      item_in_[r] = item;
      room_of_[item] = r;
      if (item == i) return;
      r = before;
    }
  }

  const std::vector<Item>& items_;
  const Indices& rooms_;
  const FitsFunction& fits_;
  std::vector<std::size_t> item_in_, room_of_, by_, seen_;
  std::vector<bool> dead_;
};

}  // namespace

// Items are tried by falling weight, since servable sets are a matroid.
std::int64_t MatchedWeight(std::vector<Item> items, const Indices& rooms,
                           const FitsFunction& fits) {
  std::ranges::stable_sort(items, std::greater<>(), &Item::weight);
  Matching matching(items, rooms, fits);
  std::int64_t weight = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (matching.Add(i)) weight += items[i].weight;
  }
  return weight;
}

}  // namespace quaranta::place::verify
