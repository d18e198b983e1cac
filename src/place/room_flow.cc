#include "place/room_flow.h"

#include <algorithm>
#include <map>
#include <set>

namespace quaranta::place::internal {
namespace {

constexpr double kTiny = 1e-6;

}  // namespace

RoomFlow::RoomFlow(std::vector<Need> needs, std::vector<Site> sites,
                   std::size_t tiers, std::int64_t& steps)
    : needs_(std::move(needs)),
      sites_(std::move(sites)),
      tiers_(tiers),
      steps_(steps) {
  std::set<std::int32_t> sizes;
  for (const Site& site : sites_) {
    for (const auto& [size, count] : site.units) sizes.insert(size);
  }
  sizes_.assign(sizes.begin(), sizes.end());
  for (const Need& need : needs_) most_ = std::max(most_, need.rooms);
}

void RoomFlow::Build(bool with_sites, bool overload, double per_unit) {
  lp_ = Lp();
  node_row_.assign(static_cast<std::size_t>(most_) + 1, 0);
  supply_row_.clear();
  tier_row_.clear();
  site_column_.clear();
  need_row_.clear();
  entries_.clear();
  for (std::int32_t d = 1; d <= most_; ++d) {
    node_row_[static_cast<std::size_t>(d)] = lp_.AddRow(0, Lp::kFree, {});
  }
  for (std::size_t k = 0; k < sizes_.size(); ++k) {
    supply_row_.push_back(lp_.AddRow(-Lp::kFree, 0, {}));
  }
  if (with_sites) {
    for (std::size_t t = 0; t < tiers_; ++t) {
      tier_row_.push_back(lp_.AddRow(-Lp::kFree, Lp::kFree, {}));
    }
    std::vector<LpEntry> entries;
    for (const Site& site : sites_) {
      entries = {{tier_row_[site.tier], static_cast<double>(site.cost)}};
      for (const auto& [size, count] : site.units) {
        const auto k = std::ranges::lower_bound(sizes_, size) - sizes_.begin();
        entries.push_back({supply_row_[static_cast<std::size_t>(k)],
                           -static_cast<double>(count)});
      }
      if (site.open) entries.erase(entries.begin());
      site_column_.push_back(lp_.AddColumn(0, site.open ? 1 : 0, 1, entries));
    }
  }
  AddArcs(per_unit);
  std::map<Need, double> demands;
  for (const Need& need : needs_) {
    if (need.rooms <= 0) continue;
    if (overload) {
      ++demands[need];
    } else {
      ++demands[{need.rooms, 0}];
    }
  }
  for (const auto& [need, count] : demands) {
    if (overload) {
      need_row_.emplace_back(need, lp_.AddRow(count, Lp::kFree, {}));
    } else {
      lp_.SetRowBounds(node_row_[static_cast<std::size_t>(need.rooms)], count,
                       Lp::kFree);
    }
  }
  if (overload) AddEntries();
}

void RoomFlow::AddArcs(double per_unit) {
  arcs_.clear();
  arcs_from_.assign(static_cast<std::size_t>(most_) + 1, {});
  const auto most = static_cast<double>(needs_.size());
  const auto add = [&](std::int32_t from, std::int32_t size, double cost,
                       double upper, std::vector<LpEntry> entries) {
    const std::int32_t to = std::max(0, from - std::max(size, 1));
    entries.push_back({node_row_[static_cast<std::size_t>(from)], 1});
    if (to > 0)
      entries.push_back({node_row_[static_cast<std::size_t>(to)], -1});
    arcs_from_[static_cast<std::size_t>(from)].push_back(
        static_cast<std::uint32_t>(arcs_.size()));
    arcs_.push_back({from, size, lp_.AddColumn(cost, 0, upper, entries)});
  };
  for (std::int32_t d = 1; d <= most_; ++d) {
    for (std::size_t k = 0; k < sizes_.size(); ++k) {
      add(d, sizes_[k], per_unit, most, {{supply_row_[k], 1}});
    }
    add(d, 0, kShortCost, most, {});
  }
}

// Those who may be left out are left out before any unit is given; the more of
// a cohort, the likelier they are several to a room.
void RoomFlow::AddEntries() {
  for (const auto& [need, row] : need_row_) {
    const std::int32_t spare = std::min(need.spare, need.rooms);
    double cost = 0;
    for (std::int32_t out = 0; out <= spare; ++out) {
      const std::int32_t at = need.rooms - out;
      if (out > 0) cost += kSpareCost * (10 * out <= 7 * spare ? 1 : 2);
      std::vector<LpEntry> entries = {{row, 1}};
      if (at > 0)
        entries.push_back({node_row_[static_cast<std::size_t>(at)], -1});
      entries_.push_back(
          {need, at, cost,
           lp_.AddColumn(cost, 0, static_cast<double>(needs_.size()),
                         entries)});
    }
  }
}

bool RoomFlow::Solve(double cutoff) {
  if (steps_ <= 0) return false;
  const std::int64_t before = lp_.iterations();
  const LpStatus status = lp_.Solve(steps_, cutoff);
  steps_ -= lp_.iterations() - before + 1;
  return status == LpStatus::kOptimal;
}

RoomFlow::Prices RoomFlow::SupplyPrices(double scale) const {
  Prices prices(
      sizes_.empty() ? 1 : static_cast<std::size_t>(sizes_.back()) + 1, 0);
  for (std::size_t k = 0; k < sizes_.size(); ++k) {
    prices[static_cast<std::size_t>(sizes_[k])] =
        std::max(0.0, -lp_.duals()[supply_row_[k]] * scale);
  }
  return prices;
}

double RoomFlow::Shortage() const {
  double sum = 0;
  for (const Arc& arc : arcs_) {
    if (arc.size == 0) sum += lp_.value(arc.column);
  }
  return sum;
}

bool RoomFlow::FewestSites(std::vector<std::int64_t>& fewest,
                           std::vector<Prices>& prices) {
  fewest.assign(tiers_, 0);
  prices.assign(tiers_, {});
  if (most_ > kMostNodes) return false;
  // Costs in parts of the largest, so that nobody is left out for one.
  std::int64_t dearest = 1;
  for (const Site& site : sites_) dearest = std::max(dearest, site.cost);
  const auto unit = static_cast<double>(dearest);
  for (std::size_t t = 0; t < tiers_; ++t) {
    Build(true, false, 0);
    for (std::size_t s = 0; s < sites_.size(); ++s) {
      if (sites_[s].tier == t && !sites_[s].open) {
        lp_.SetCost(site_column_[s],
                    static_cast<double>(sites_[s].cost) / unit);
      }
    }
    for (std::size_t later = 0; later < t; ++later) {
      lp_.SetRowBounds(tier_row_[later], -Lp::kFree,
                       static_cast<double>(fewest[later]));
    }
    // More than all sites together: someone is left out.
    if (!Solve(static_cast<double>(sites_.size()) + 1) || Shortage() > kTiny) {
      return false;
    }
    prices[t] = SupplyPrices(1);
    double sum = 0;
    for (std::size_t s = 0; s < sites_.size(); ++s) {
      if (sites_[s].tier == t && !sites_[s].open) {
        sum += lp_.value(site_column_[s]) * static_cast<double>(sites_[s].cost);
      }
    }
    fewest[t] = static_cast<std::int64_t>(sum);
    if (sum - static_cast<double>(fewest[t]) > kTiny * unit) ++fewest[t];
  }
  return true;
}

std::vector<bool> RoomFlow::ChooseSites(const std::vector<std::int64_t>& most) {
  Build(true, false, 1);
  std::vector<bool> chosen(sites_.size(), false), left(sites_.size(), true);
  std::vector<std::int64_t> opened(tiers_, 0);
  for (std::size_t s = 0; s < sites_.size(); ++s) {
    chosen[s] = sites_[s].open;
    left[s] = !sites_[s].open;
  }
  for (std::size_t t = 0; t < tiers_; ++t) {
    lp_.SetRowBounds(tier_row_[t], -Lp::kFree, static_cast<double>(most[t]));
  }
  const auto fix = [&](std::size_t s, bool open) {
    left[s] = false;
    chosen[s] = open;
    if (open) opened[sites_[s].tier] += sites_[s].cost;
    lp_.SetBounds(site_column_[s], open ? 1 : 0, open ? 1 : 0);
  };
  const auto may_open = [&](std::size_t s) {
    return opened[sites_[s].tier] + sites_[s].cost <= most[sites_[s].tier];
  };
  while (true) {
    if (!Solve()) break;
    std::size_t best = sites_.size();
    for (std::size_t s = 0; s < sites_.size(); ++s) {
      if (!left[s]) continue;
      if (!may_open(s)) {
        fix(s, false);
      } else if (lp_.value(site_column_[s]) > 1 - kTiny) {
        fix(s, true);
      } else if (best == sites_.size() ||
                 lp_.value(site_column_[s]) > lp_.value(site_column_[best])) {
        best = s;
      }
    }
    if (best == sites_.size()) break;
    if (left[best] && may_open(best)) fix(best, true);
  }
  return chosen;
}

}  // namespace quaranta::place::internal
