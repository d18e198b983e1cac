// Cohorts and units of one grade by rooms alone, as a flow: a linear program
// small enough to be solved hundreds of times.
#ifndef QUARANTA_SRC_PLACE_ROOM_FLOW_H_
#define QUARANTA_SRC_PLACE_ROOM_FLOW_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "place/lp.h"

namespace quaranta::place::internal {

// Node d stands for cohorts that lack d rooms yet; an arc of size r from d to
// max(0, d - r) for a unit of r rooms. Flows that use no more units of a size
// than there are, with each cohort entering at its need, are what all ways to
// share out units come to if any room suits anybody, but for fractions.
// Arcs from d to d - 1 leave someone without a room.
class RoomFlow {
 public:
  struct Need {
    std::int32_t rooms = 0;
    // Of those, rooms for people who may be left out before anyone else.
    std::int32_t spare = 0;
    friend auto operator<=>(const Need&, const Need&) = default;
  };
  struct Site {
    std::size_t tier = 0;
    std::int64_t cost = 1;  // that opening it counts
    bool open = false;
    std::vector<std::pair<std::int32_t, std::int32_t>> units;  // size, count
  };
  // What one cohort gets: sizes of units, and rooms that it does without.
  struct Share {
    std::vector<std::int32_t> sizes;
    std::int32_t short_of = 0;
  };
  // What a unit of each size is worth, by size; 0 for sizes there are none of.
  using Prices = std::vector<double>;

  // What it costs to leave someone out who `spare` counts, and anyone else, if
  // a unit costs 1.
  static constexpr double kSpareCost = 8;
  static constexpr double kShortCost = 400;
  // A cohort that lacks more rooms is not for a program of this kind.
  static constexpr std::int32_t kMostNodes = 1'000;

  // `steps` of simplex are left for all calls, and counted down.
  RoomFlow(std::vector<Need> needs, std::vector<Site> sites, std::size_t tiers,
           std::int64_t& steps);

  // The least number, or cost, of sites of each tier, last tier (0) first, each
  // given those before, as far as the program can tell, by tier; prices that
  // show it. False: there are not rooms enough, or the steps are spent.
  bool FewestSites(std::vector<std::int64_t>& fewest,
                   std::vector<Prices>& prices);
  // Which sites to open, at most so many of each tier, or for so much. By site.
  std::vector<bool> ChooseSites(const std::vector<std::int64_t>& most);
  // Shares out the units of the sites: nobody without a room if that can be,
  // then few units. `overload`: whom `spare` counts are left out first.
  // By cohort; empty where steps are spent. `prices` are of the program.
  std::vector<Share> ShareOut(const std::vector<bool>& sites, bool overload,
                              Prices& prices);

 private:
  struct Arc {
    std::int32_t from = 0, size = 0;  // size 0: someone is left out
    std::uint32_t column = 0;
  };
  struct Entry {
    Need need;
    std::int32_t at = 0;
    double cost = 0;
    std::uint32_t column = 0;
  };
  class Dive;

  void Build(bool with_sites, bool overload, double per_unit);
  void AddArcs(double per_unit);
  void AddEntries();
  // Whether that is solved, and for less than the cutoff.
  bool Solve(double cutoff = Lp::kFree);
  Prices SupplyPrices(double scale) const;
  double Shortage() const;

  std::vector<Need> needs_;  // by cohort
  std::vector<Site> sites_;
  std::size_t tiers_;
  std::int64_t& steps_;
  std::int32_t most_ = 0;  // rooms that one cohort lacks
  std::vector<std::int32_t> sizes_;

  Lp lp_;
  std::vector<std::uint32_t> node_row_;    // by rooms; 0 has none
  std::vector<std::uint32_t> supply_row_;  // by place in sizes_
  std::vector<std::uint32_t> tier_row_;
  std::vector<std::uint32_t> site_column_;
  std::vector<std::pair<Need, std::uint32_t>> need_row_;  // overload
  std::vector<Arc> arcs_;
  std::vector<std::vector<std::uint32_t>> arcs_from_;  // by node
  std::vector<Entry> entries_;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_ROOM_FLOW_H_
