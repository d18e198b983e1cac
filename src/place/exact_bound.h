// What integer prices prove, in integers: the guide that Lp gives is rounded
// and goes through here before anything is claimed.
#ifndef QUARANTA_SRC_PLACE_EXACT_BOUND_H_
#define QUARANTA_SRC_PLACE_EXACT_BOUND_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "place/exact_rows.h"

namespace quaranta::place::internal {

// A level as a function of the variables of one component.
struct LevelForm {
  std::int64_t constant = 0;
  std::vector<std::pair<std::uint32_t, std::int64_t>> costs;
};

// kUnplaced by class, kNewSites by tier, kSubstitutes, kNewFloors: in the order
// of Plan::levels, of which these are the first.
std::vector<LevelForm> LevelFormsOf(const Model& model,
                                    const Component& component);

// Between these each variable of the component is.
struct Box {
  std::vector<std::int64_t> lower, upper;
};

// The whole component; demands of a class of which at most limit - constant
// people can be missing by `limits` (for the first levels) are at least what
// that leaves. Ways of one demand share it: `upper` of each is the count, and
// `least` of a demand, by its first variable, is for their sum.
struct Region {
  Box box;
  std::vector<std::int64_t> least;
};
Region RegionOf(const Component& component,
                const std::vector<LevelForm>& levels,
                const std::vector<std::int64_t>& limits);

// The least that sites of one of Component::orders come to if each that opens
// counts `opened` and those `needed` must: some step is the last that is begun,
// before it all sites open, after it none, and in it each decides for itself.
// Nothing if the region holds no such choice.
std::optional<std::int64_t> LeastOfOrder(
    const Component& component, const Region& region,
    const std::vector<std::vector<std::uint32_t>>& steps,
    const std::vector<std::int64_t>& opened, const std::vector<bool>& needed);

inline constexpr std::int64_t kPriceScale = std::int64_t{1} << 24;

struct Prices {
  // By index of a list of rows, and by earlier level; all positive.
  std::vector<std::pair<std::uint32_t, std::int64_t>> rows, levels;
  // Each cohort decides over sets of units, at prices by Component::classes,
  // instead of each demand and each unit; then there are no rows.
  bool sets = false;
  std::vector<std::pair<std::uint32_t, std::int64_t>> units;
};

// No point of the region with each earlier level at most its limit has the
// level below this. `rows` are by index into `forms`, of `hall`. kNoPoint if
// the region is empty.
inline constexpr std::int64_t kNoPoint = std::int64_t{1} << 36;
std::int64_t BoundByPrices(const Component& component,
                           const std::vector<HallRow>& hall,
                           const std::vector<RowForm>& forms,
                           const std::vector<LevelForm>& levels,
                           const std::vector<std::int64_t>& limits,
                           std::size_t level, const Region& region,
                           const Prices& prices);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_EXACT_BOUND_H_
