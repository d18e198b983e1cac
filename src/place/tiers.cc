#include "place/tiers.h"

#include <algorithm>
#include <map>
#include <optional>

#include "place/staff.h"

namespace quaranta::place::internal {
namespace {

// a * b in two parts, for b below 2^31.
std::pair<std::int64_t, std::int64_t> Product(std::int64_t a, std::int64_t b) {
  const std::int64_t low = (a & 0xFFFFFFFF) * b;
  return {(a >> 32) * b + (low >> 32), low & 0xFFFFFFFF};
}

void SortByWorth(std::vector<Brought>& sites) {
  std::erase_if(sites, [](const Brought& of) { return of.bring <= 0; });
  // What costs nothing is best.
  std::ranges::stable_sort(sites, [](const Brought& a, const Brought& b) {
    return Product(a.bring, b.cost) > Product(b.bring, a.cost);
  });
}

}  // namespace

std::vector<bool> SitesOnOffer(const Problem& problem) {
  std::vector<bool> staff(problem.rooms.size(), false);
  for (const std::vector<RoomId>& rooms : AllStaffRooms(problem)) {
    for (const RoomId id : rooms) staff[id.value()] = true;
  }
  return SitesOnOffer(problem, staff);
}

std::vector<bool> SitesOnOffer(const Problem& problem,
                               const std::vector<bool>& staff) {
  std::vector<bool> on_offer(problem.sites.size(), false);
  for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
    const Room& room = problem.rooms[r];
    const Unit& unit = problem.units[room.unit.value()];
    const Site& site = problem.sites[unit.site.value()];
    if (!site.open && site.can_open && !unit.holder && !unit.closed &&
        room.state == RoomState::kReady && room.beds > 0 && !staff[r]) {
      on_offer[unit.site.value()] = true;
    }
  }
  return on_offer;
}

std::vector<bool> OpenedWith(const Problem& problem,
                             const std::vector<bool>& on_offer,
                             const std::vector<bool>& used) {
  std::vector<bool> opened(problem.sites.size());
  std::map<std::uint32_t, std::int32_t> last;  // tier used, by grade
  for (std::size_t s = 0; s < opened.size(); ++s) {
    const Site& site = problem.sites[s];
    opened[s] = used[s] && !site.open;
    if (!opened[s]) continue;
    const auto [it, added] = last.try_emplace(site.grade, site.tier);
    it->second = std::max(it->second, site.tier);
  }
  if (problem.tier_policy != TierPolicy::kStrict) return opened;
  for (std::size_t s = 0; s < opened.size(); ++s) {
    const auto it = last.find(problem.sites[s].grade);
    if (on_offer[s] && it != last.end() && problem.sites[s].tier < it->second) {
      opened[s] = true;
    }
  }
  return opened;
}

std::int64_t LeastCostOf(std::vector<Brought> sites, std::int64_t wanted) {
  SortByWorth(sites);
  std::int64_t cost = 0;
  for (Brought& of : sites) {
    if (wanted <= 0) break;
    if (wanted >= of.bring) {
      cost += of.cost;
      wanted -= of.bring;
      continue;
    }
    // Smaller numbers with at most this share: the product must fit.
    while (of.bring >> 32 != 0) {
      of.bring = of.bring / 2 + 1;
      wanted /= 2;
    }
    const std::int64_t share = of.cost * wanted;
    return cost + share / of.bring + (share % of.bring != 0);
  }
  return cost;
}

std::int64_t MostBroughtBy(std::vector<Brought> sites, std::int64_t budget) {
  SortByWorth(sites);
  std::int64_t brought = 0;
  for (const Brought& of : sites) {
    if (of.cost > budget) {
      return brought + of.bring / of.cost * budget +
             of.bring % of.cost * budget / of.cost;
    }
    brought += of.bring;
    budget -= of.cost;
  }
  return brought;
}

// So many sites of a later tier are in some grades, in each of which all sites
// of this tier open: at best in those with the fewest here.
std::int64_t SitesBefore(const Model& model, std::size_t tier,
                         const std::vector<std::int64_t>& new_sites) {
  if (model.problem->tier_policy != TierPolicy::kStrict) return 0;
  std::map<std::uint32_t, std::vector<std::int64_t>> by_grade;
  for (std::size_t s = 0; s < model.site_tier.size(); ++s) {
    if (!model.site_on_offer[s]) continue;
    auto& sites = by_grade[model.problem->sites[s].grade];
    sites.resize(model.tiers.size(), 0);
    ++sites[model.site_tier[s]];
  }
  std::int64_t most = 0;
  for (std::size_t later = 0; later < tier; ++later) {
    if (new_sites[later] == 0) continue;
    std::optional<std::int64_t> fewest;
    std::vector<Brought> grades;
    for (const auto& [grade, sites] : by_grade) {
      if (sites[later] == 0) continue;
      fewest = std::min(fewest.value_or(sites[tier]), sites[tier]);
      grades.push_back({sites[later], sites[tier]});
    }
    most = std::max({most, fewest.value_or(0),
                     LeastCostOf(std::move(grades), new_sites[later])});
  }
  return most;
}

}  // namespace quaranta::place::internal
