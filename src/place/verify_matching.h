// Matchings of single lodgings to single rooms, for the verifier.
#ifndef QUARANTA_SRC_PLACE_VERIFY_MATCHING_H_
#define QUARANTA_SRC_PLACE_VERIFY_MATCHING_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "place/verify_facts.h"

namespace quaranta::place::verify {

// Something to be matched to one room.
struct Item {
  const Group* group = nullptr;
  std::int64_t weight = 0;
};

using FitsFunction = std::function<bool(const Group&, std::uint32_t)>;

// The largest total weight of items that get a room of their own.
std::int64_t MatchedWeight(std::vector<Item> items, const Indices& rooms,
                           const FitsFunction& fits);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_MATCHING_H_
