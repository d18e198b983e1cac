// Whole flows from fractional ones.
#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "place/room_flow.h"

namespace quaranta::place::internal {
namespace {

constexpr double kTiny = 1e-6;
// Ways to round that are tried where each makes the program worse, and where
// each leaves more people out.
constexpr std::size_t kTries = 6;
constexpr std::size_t kMoreTries = 60;

}  // namespace

// Fixes flows that the program says are whole; where there are none, one
// cohort's along the largest, and tries another if the rest is worse for it.
class RoomFlow::Dive {
 public:
  Dive(RoomFlow& flow, const std::vector<bool>& sites, bool overload)
      : flow_(flow), overload_(overload), shares_(flow.needs_.size()) {
    supply_.assign(flow.sizes_.size(), 0);
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (!sites[s]) continue;
      for (const auto& [size, count] : flow.sites_[s].units) {
        supply_[PlaceOf(size)] += count;
      }
    }
    for (std::size_t c = 0; c < flow.needs_.size(); ++c) {
      if (flow.needs_[c].rooms > 0) waiting_[NeedOf(c)].push_back(c);
    }
  }

  // Empty where steps are spent.
  std::vector<Share> Run(Prices& prices) {
    std::optional<double> least = Solve();
    if (!least) return {};
    prices = flow_.SupplyPrices(1);
    while (true) {
      FixWhole();
      if (waiting_.empty()) return std::move(shares_);
      least = FixOne(*least);
      if (!least) return {};
    }
  }

 private:
  // A flow of one cohort.
  struct Way {
    Need need;
    std::size_t entry = 0;  // into entries_, if overloaded
    std::vector<std::uint32_t> arcs;
    double least = 0;  // of its flows
  };

  std::size_t PlaceOf(std::int32_t size) const {
    return static_cast<std::size_t>(
        std::ranges::lower_bound(flow_.sizes_, size) - flow_.sizes_.begin());
  }
  Need NeedOf(std::size_t cohort) const {
    const Need& need = flow_.needs_[cohort];
    return overload_ ? need : Need{need.rooms, 0};
  }

  // What all will cost, those fixed included.
  std::optional<double> Solve() {
    Lp& lp = flow_.lp_;
    const auto left = [&](const Need& need) {
      const auto it = waiting_.find(need);
      return it == waiting_.end() ? 0 : static_cast<double>(it->second.size());
    };
    for (const auto& [need, row] : flow_.need_row_) {
      lp.SetRowBounds(row, left(need), Lp::kFree);
    }
    for (std::int32_t d = 1; d <= flow_.most_ && !overload_; ++d) {
      lp.SetRowBounds(flow_.node_row_[static_cast<std::size_t>(d)],
                      left({d, 0}), Lp::kFree);
    }
    for (std::size_t k = 0; k < supply_.size(); ++k) {
      lp.SetRowBounds(flow_.supply_row_[k], -Lp::kFree,
                      static_cast<double>(supply_[k]));
    }
    if (!flow_.Solve()) return std::nullopt;
    arc_flow_.clear();
    entered_.clear();
    for (const Arc& arc : flow_.arcs_) {
      arc_flow_.push_back(lp.value(arc.column));
    }
    for (const Entry& entry : flow_.entries_) {
      entered_.push_back(lp.value(entry.column));
    }
    return lp.objective() + fixed_cost_;
  }

  // Along the largest flows, none less than this; from the arc, if given.
  std::optional<Way> Trace(const Need& need, double least,
                           std::optional<std::uint32_t> first = {}) const {
    Way way{need, flow_.entries_.size(), {}, 1};
    std::int32_t node = need.rooms;
    if (overload_) {
      for (std::size_t e = 0; e < flow_.entries_.size(); ++e) {
        if (flow_.entries_[e].need == need && entered_[e] >= least &&
            (way.entry == flow_.entries_.size() ||
             entered_[e] > entered_[way.entry])) {
          way.entry = e;
        }
      }
      if (way.entry == flow_.entries_.size()) return std::nullopt;
      node = flow_.entries_[way.entry].at;
      way.least = std::min(way.least, entered_[way.entry]);
    }
    while (node > 0) {
      const std::optional<std::uint32_t> arc =
          first && way.arcs.empty() ? first : LargestFrom(node, least, way);
      if (!arc) return std::nullopt;
      way.arcs.push_back(*arc);
      way.least = std::min(way.least, arc_flow_[*arc]);
      node = std::max(0, node - std::max(1, flow_.arcs_[*arc].size));
    }
    return way;
  }

  std::optional<std::uint32_t> LargestFrom(std::int32_t node, double least,
                                           const Way& way) const {
    std::optional<std::uint32_t> best;
    for (const std::uint32_t a :
         flow_.arcs_from_[static_cast<std::size_t>(node)]) {
      const std::int32_t size = flow_.arcs_[a].size;
      if (arc_flow_[a] < least || (best && arc_flow_[a] <= arc_flow_[*best])) {
        continue;
      }
      if (size == 0 || Used(way, size) < supply_[PlaceOf(size)]) best = a;
    }
    return best;
  }

  // Gives the way to the last cohort that waits at it, or takes it back.
  void Fix(const Way& way) {
    auto& cohorts = waiting_.at(way.need);
    Share share = Count(way, -1);
    shares_[cohorts.back()] = std::move(share);
    cohorts.pop_back();
    if (cohorts.empty()) waiting_.erase(way.need);
  }
  void Unfix(const Way& way, std::size_t cohort) {
    Count(way, 1);
    waiting_[way.need].push_back(cohort);
    shares_[cohort] = {};
  }

  Share Count(const Way& way, std::int32_t sign) {
    Share share;
    if (overload_) {
      const Entry& entry = flow_.entries_[way.entry];
      share.short_of = way.need.rooms - entry.at;
      fixed_cost_ -= sign * entry.cost;
      entered_[way.entry] += sign;
    }
    for (const std::uint32_t a : way.arcs) {
      arc_flow_[a] += sign;
      const std::int32_t size = flow_.arcs_[a].size;
      if (size == 0) {
        ++share.short_of;
        fixed_cost_ -= sign * kShortCost;
        continue;
      }
      share.sizes.push_back(size);
      supply_[PlaceOf(size)] += sign;
      fixed_cost_ -= sign;
    }
    return share;
  }

  void FixWhole() {
    std::vector<Need> needs;
    for (const auto& [need, cohorts] : waiting_) needs.push_back(need);
    std::ranges::reverse(needs);
    for (const Need& need : needs) {
      while (waiting_.contains(need)) {
        const std::optional<Way> way = Trace(need, 1 - kTiny);
        if (!way) break;
        Fix(*way);
      }
    }
  }

  std::vector<Way> Ways() const {
    std::vector<Way> ways;
    for (const auto& [need, cohorts] : waiting_) {
      if (overload_) {
        if (std::optional<Way> way = Trace(need, kTiny)) {
          ways.push_back(std::move(*way));
        }
        continue;
      }
      for (const std::uint32_t a :
           flow_.arcs_from_[static_cast<std::size_t>(need.rooms)]) {
        const std::int32_t size = flow_.arcs_[a].size;
        if (arc_flow_[a] < kTiny || (size > 0 && supply_[PlaceOf(size)] == 0)) {
          continue;
        }
        if (std::optional<Way> way = Trace(need, kTiny, a)) {
          ways.push_back(std::move(*way));
        }
      }
    }
    std::ranges::stable_sort(ways, std::greater<>(), &Way::least);
    ways.resize(std::min(ways.size(), kMoreTries));
    return ways;
  }

  // The flows cannot be made whole: of the largest need all pairs of sizes.
  std::vector<Way> WaysWithoutFlow() const {
    std::vector<Way> ways;
    if (overload_) return ways;
    const Need need = waiting_.rbegin()->first;
    for (const std::uint32_t a :
         flow_.arcs_from_[static_cast<std::size_t>(need.rooms)]) {
      const std::int32_t size = flow_.arcs_[a].size;
      if (size == 0 || supply_[PlaceOf(size)] == 0) continue;
      Way way{need, 0, {a}, 0};
      std::int32_t node = std::max(0, need.rooms - size);
      while (node > 0) {
        const std::optional<std::uint32_t> arc = SmallestFrom(node, way);
        if (!arc) break;
        way.arcs.push_back(*arc);
        node = std::max(0, node - flow_.arcs_[*arc].size);
      }
      if (node == 0) ways.push_back(std::move(way));
    }
    std::ranges::stable_sort(ways, {},
                             [](const Way& way) { return way.arcs.size(); });
    ways.resize(std::min(ways.size(), kMoreTries));
    return ways;
  }

  // The smallest size that will do, else the largest.
  std::optional<std::uint32_t> SmallestFrom(std::int32_t node,
                                            const Way& way) const {
    std::optional<std::uint32_t> last;
    for (const std::uint32_t a :
         flow_.arcs_from_[static_cast<std::size_t>(node)]) {
      const std::int32_t size = flow_.arcs_[a].size;
      if (size == 0 || Used(way, size) >= supply_[PlaceOf(size)]) continue;
      last = a;
      if (size >= node) break;
    }
    return last;
  }

  std::ptrdiff_t Used(const Way& way, std::int32_t size) const {
    return std::ranges::count_if(
        way.arcs, [&](std::uint32_t a) { return flow_.arcs_[a].size == size; });
  }

  std::optional<double> FixOne(double least) {
    std::vector<Way> ways = Ways();
    if (ways.empty()) ways = WaysWithoutFlow();
    if (ways.empty()) return LeaveOut();
    std::optional<double> cost;
    std::size_t best = 0;
    for (std::size_t n = 0; n < ways.size(); ++n) {
      if (n >= kTries && *cost < least + kShortCost / 2) break;
      const std::size_t cohort = waiting_.at(ways[n].need).back();
      Fix(ways[n]);
      const std::optional<double> with = Solve();
      if (!with) return std::nullopt;
      if (*with <= least + kTiny) return with;
      if (!cost || *with < *cost) {
        cost = with;
        best = n;
      }
      Unfix(ways[n], cohort);
    }
    Fix(ways[best]);
    return Solve();
  }

  // No flow at all where units are too few for rounding.
  std::optional<double> LeaveOut() {
    const Need need = waiting_.rbegin()->first;
    auto& cohorts = waiting_.at(need);
    shares_[cohorts.back()].short_of = need.rooms;
    fixed_cost_ += need.rooms * kShortCost;
    cohorts.pop_back();
    if (cohorts.empty()) waiting_.erase(need);
    return Solve();
  }

  RoomFlow& flow_;
  bool overload_;
  std::vector<Share> shares_;
  std::vector<std::int32_t> supply_;                  // by place in sizes_
  std::map<Need, std::vector<std::size_t>> waiting_;  // cohorts
  std::vector<double> arc_flow_, entered_;            // of the last program
  double fixed_cost_ = 0;
};

std::vector<RoomFlow::Share> RoomFlow::ShareOut(const std::vector<bool>& sites,
                                                bool overload, Prices& prices) {
  if (most_ > kMostNodes) return {};
  Build(false, overload, 1);
  return Dive(*this, sites, overload).Run(prices);
}

}  // namespace quaranta::place::internal
