#include "place/refine.h"

#include <algorithm>
#include <utility>

namespace quaranta::place::internal {
namespace {

class Refiner {
 public:
  Refiner(Divider& divider, Division& division, std::int64_t node_limit)
      : divider_(divider),
        model_(divider.model()),
        division_(division),
        houser_(model_, divider.evaluator()),
        nodes_left_(node_limit) {}

  std::vector<CohortHousing> Run() {
    housings_.resize(model_.cohorts.size());
    for (const std::uint32_t c : model_.cohort_order) {
      housings_[c] = nodes_left_ > 0 ? houser_.House(c, division_.units[c])
                                     : houser_.HouseOnly(c, division_.units[c]);
    }
    bool changed = true;
    while (changed && nodes_left_ > 0) {
      changed = false;
      for (const std::uint32_t c : model_.cohort_order) {
        changed = RefineCohort(c) || changed;
      }
    }
    return std::move(housings_);
  }

  bool stopped_at_limit() const { return nodes_left_ <= 0; }

 private:
  bool RefineCohort(std::uint32_t c) {
    if (housings_[c].worth.cost == RoomCost{} &&
        housings_[c].worth.substitutes == 0) {
      return false;
    }
    bool changed = false;
    const std::vector<std::uint32_t> mine = division_.units[c];
    for (const std::uint32_t unit : mine) {
      if (model_.units[unit].holder != kNone) continue;
      changed = ExchangeForFree(c, unit) || ExchangeWithOther(c, unit) ||
                GiveAway(c, unit) || changed;
    }
    return changed;
  }

  // Whether the cohort might gain by this exchange: it is nearer, or there is
  // something that other rooms might do better.
  bool MayGain(std::uint32_t c, std::uint32_t from, std::uint32_t to) const {
    const RoomCost& cost = housings_[c].worth.cost;
    const CohortInfo& cohort = model_.cohorts[c];
    const std::int64_t nearer = cohort.DistanceTo(model_.units[from].site) -
                                cohort.DistanceTo(model_.units[to].site);
    return nearer > 0 || cost.special > 0 || cost.apart > 0 ||
           cost.refills > 0 || housings_[c].worth.substitutes > 0;
  }

  std::vector<std::uint32_t> Exchanged(std::uint32_t c, std::uint32_t out,
                                       std::uint32_t in) const {
    std::vector<std::uint32_t> units = division_.units[c];
    std::ranges::replace(units, out, in);
    std::ranges::sort(units);
    return units;
  }

  bool HasRooms(std::uint32_t c, std::uint32_t out, std::uint32_t in) const {
    std::size_t rooms =
        model_.units[in].room_count - std::size_t{model_.units[out].room_count};
    for (const std::uint32_t u : division_.units[c]) {
      rooms += model_.units[u].room_count;
    }
    return rooms >= housings_[c].stays.size();
  }

  bool ExchangeForFree(std::uint32_t c, std::uint32_t unit) {
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (division_.owner[u] != kNone || !model_.units[u].usable ||
          divider_.Opens(division_, u) || !MayGain(c, unit, u) ||
          !HasRooms(c, unit, u)) {
        continue;
      }
      if (nodes_left_-- <= 0) return false;
      CohortHousing other = houser_.House(c, Exchanged(c, unit, u));
      if (!(other.worth < housings_[c].worth)) continue;
      housings_[c] = std::move(other);
      divider_.Give(division_, unit, kNone);
      divider_.Give(division_, u, c);
      return true;
    }
    return false;
  }

  bool ExchangeWithOther(std::uint32_t c, std::uint32_t unit) {
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      const std::uint32_t d = division_.owner[u];
      if (d == kNone || d == c || model_.units[u].holder != kNone ||
          !(MayGain(c, unit, u) || MayGain(d, u, unit)) ||
          !HasRooms(c, unit, u) || !HasRooms(d, u, unit)) {
        continue;
      }
      if (nodes_left_-- <= 0) return false;
      CohortHousing mine = houser_.House(c, Exchanged(c, unit, u));
      CohortHousing theirs = houser_.House(d, Exchanged(d, u, unit));
      if (!(mine.worth + theirs.worth <
            housings_[c].worth + housings_[d].worth)) {
        continue;
      }
      housings_[c] = std::move(mine);
      housings_[d] = std::move(theirs);
      divider_.Give(division_, unit, d);
      divider_.Give(division_, u, c);
      return true;
    }
    return false;
  }

  // As many people may be placed at less cost if another cohort has the unit.
  bool GiveAway(std::uint32_t c, std::uint32_t unit) {
    std::vector<std::uint32_t> rest = division_.units[c];
    std::erase(rest, unit);
    for (const std::uint32_t d : model_.cohort_order) {
      if (c == d || housings_[d].worth.unplaced == Worth{}.unplaced) continue;
      if (nodes_left_-- <= 0) return false;
      std::vector<std::uint32_t> more = division_.units[d];
      more.insert(std::ranges::lower_bound(more, unit), unit);
      CohortHousing mine = houser_.House(c, rest);
      CohortHousing theirs = houser_.House(d, more);
      if (!(mine.worth + theirs.worth <
            housings_[c].worth + housings_[d].worth)) {
        continue;
      }
      housings_[c] = std::move(mine);
      housings_[d] = std::move(theirs);
      divider_.Give(division_, unit, d);
      return true;
    }
    return false;
  }

  Divider& divider_;
  const Model& model_;
  Division& division_;
  Houser houser_;
  std::int64_t nodes_left_;
  std::vector<CohortHousing> housings_;
};

}  // namespace

std::vector<CohortHousing> HouseAndRefine(Divider& divider, Division& division,
                                          std::int64_t node_limit,
                                          bool& stopped_at_limit) {
  Refiner refiner(divider, division, node_limit);
  std::vector<CohortHousing> housings = refiner.Run();
  if (refiner.stopped_at_limit()) stopped_at_limit = true;
  return housings;
}

}  // namespace quaranta::place::internal
