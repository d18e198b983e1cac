#include "place/city_pack.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {
namespace {

// A lodging without a room against a need that is substituted.
constexpr std::int64_t kLackCost = 1'000;
constexpr int kRounds = 6;
// Sites opened beyond the fewest while that does not suffice.
constexpr int kMoreSites = 3;

}  // namespace

std::map<std::uint32_t, CityPacker::Market> CityPacker::FindMarkets() const {
  std::map<std::uint32_t, Market> markets;
  const auto& sites = model_.problem->sites;
  for (std::uint32_t s = 0; s < sites.size(); ++s) {
    if (model_.site_usable[s]) markets[sites[s].grade].sites.push_back(s);
  }
  for (const std::uint32_t c : model_.cohort_order) {
    std::set<std::uint32_t> grades;
    for (const auto& [grade, market] : markets) {
      if (model_.cohorts[c].site_paired[market.sites.front()]) {
        grades.insert(grade);
      }
    }
    if (grades.size() == 1) markets[*grades.begin()].cohorts.push_back(c);
  }
  return markets;
}

Division CityPacker::Pack(SiteSet& sites) {
  std::map<std::uint32_t, Market> markets = FindMarkets();
  owner_.assign(model_.units.size(), kNone);
  given_.assign(model_.cohorts.size(), {});
  have_.assign(model_.cohorts.size(), {});
  for (auto& [grade, market] : markets) {
    ShareOut(grade, market, sites);
    Realise(market);
  }
  Division division = divider_.Empty();
  for (const std::uint32_t c : model_.cohort_order) {
    for (const std::uint32_t u : given_[c]) divider_.Give(division, u, c);
  }
  return division;
}

// Lodgings of the last class of all are spare; in steps, so that cohorts are of
// few kinds.
RoomFlow::Need CityPacker::NeedWithSpare(std::uint32_t cohort) const {
  std::int32_t spare = 0;
  for (const KindCount& of : model_.cohorts[cohort].kinds) {
    if (model_.kinds[of.kind].priority + 1 == model_.classes) {
      spare += of.count;
    }
  }
  const std::int32_t rooms =
      std::max(0, looks_.must(cohort)[0] - looks_.held(cohort)[0]);
  const std::int32_t step = std::max(1, rooms / 5);
  if (spare < rooms) spare = spare / step * step;
  return {rooms, std::min(spare, rooms)};
}

// The rooms of the smallest unit that would do alone; if none would, one more
// than the largest has.
std::int32_t CityPacker::RoomsFor(std::uint32_t grade,
                                  std::uint32_t cohort) const {
  const Counts need = Minus(looks_.must(cohort), looks_.held(cohort));
  if (looks_.Covers({}, need)) return 0;
  std::int32_t least = std::numeric_limits<std::int32_t>::max(), most = 0;
  for (const Looks::Look& look : looks_.looks()) {
    if (look.grade != grade) continue;
    most = std::max(most, look.rooms);
    if (looks_.Covers(look.have, need)) least = std::min(least, look.rooms);
  }
  return std::max(need[0], std::min(least, most + 1));
}

void CityPacker::ShareOut(std::uint32_t grade, Market& market, SiteSet& sites) {
  std::vector<RoomFlow::Need> needs, with_spare;
  for (const std::uint32_t c : market.cohorts) {
    needs.push_back({RoomsFor(grade, c), 0});
    with_spare.push_back(NeedWithSpare(c));
  }
  std::vector<std::map<std::int32_t, std::int32_t>> at(model_.site_tier.size());
  for (const UnitInfo& unit : model_.units) {
    if (unit.usable && unit.holder == kNone && unit.room_count > 0) {
      ++at[unit.site][static_cast<std::int32_t>(unit.room_count)];
    }
  }
  std::vector<RoomFlow::Site> of_grade;
  // All that a tier could cost, and the least that more of it does.
  std::vector<std::int64_t> most(model_.tiers.size(), 0);
  std::vector<std::int64_t> step(model_.tiers.size(), kMaxOpeningCost);
  for (const std::uint32_t s : market.sites) {
    RoomFlow::Site site{model_.site_tier[s],
                        model_.site_cost[s],
                        model_.problem->sites[s].open,
                        {}};
    site.units.assign(at[s].begin(), at[s].end());
    if (!site.open) {
      most[site.tier] += site.cost;
      if (site.cost > 0) step[site.tier] = std::min(step[site.tier], site.cost);
    }
    of_grade.push_back(std::move(site));
  }
  RoomFlow flow(std::move(needs), of_grade, model_.tiers.size(), steps_);
  GradePrices& prices = prices_[grade];
  std::vector<std::int64_t> fewest;
  std::vector<bool> opened;
  if (flow.FewestSites(fewest, prices.sites)) {
    for (int more = 0; more <= kMoreSites; ++more) {
      opened = flow.ChooseSites(fewest);
      market.shares = flow.ShareOut(opened, false, prices.floors);
      std::int64_t short_of = 0;
      for (const RoomFlow::Share& share : market.shares) {
        short_of += share.short_of;
      }
      if (short_of == 0) break;
      // One more of the first tier that has some left.
      std::size_t t = fewest.size();
      while (t > 0 && fewest[t - 1] >= most[t - 1]) --t;
      if (t == 0) break;
      fewest[t - 1] += step[t - 1];
    }
  } else {
    opened.assign(market.sites.size(), true);
    RoomFlow overloaded(std::move(with_spare), std::move(of_grade),
                        model_.tiers.size(), steps_);
    market.shares = overloaded.ShareOut(opened, true, prices.people);
  }
  for (std::size_t n = 0; n < market.sites.size(); ++n) {
    sites[market.sites[n]] = opened[n];
  }
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    if (unit.usable && unit.holder == kNone && unit.room_count > 0 &&
        model_.problem->sites[unit.site].grade == grade && sites[unit.site]) {
      market.units.push_back(u);
    }
  }
}

std::int64_t CityPacker::Lack(std::uint32_t cohort, const Counts& have) const {
  std::int64_t lack = 0;
  const Counts& must = looks_.must(cohort);
  const Counts& all = looks_.all(cohort);
  for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
    const std::int64_t cost = g == 0 ? kLackCost * kMaxGauges : kLackCost;
    lack +=
        cost * std::max(0, must[g] - have[g]) + std::max(0, all[g] - have[g]);
  }
  return lack;
}

// Cohorts with the most special needs choose first.
void CityPacker::Realise(const Market& market) {
  std::map<std::int32_t, std::vector<std::uint32_t>> free;
  for (const std::uint32_t u : market.units) {
    free[static_cast<std::int32_t>(model_.units[u].room_count)].push_back(u);
  }
  std::vector<std::uint32_t> order(market.shares.size());
  for (std::uint32_t n = 0; n < order.size(); ++n) order[n] = n;
  std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t n) {
    const std::uint32_t c = market.cohorts[n];
    return std::pair(looks_.must(c)[looks_.special()],
                     looks_.all(c)[looks_.special()]);
  });
  for (const std::uint32_t n : order) {
    const std::uint32_t c = market.cohorts[n];
    have_[c] = looks_.held(c);
    for (const std::int32_t size : market.shares[n].sizes) {
      Choose(c, size, free);
    }
  }
  for (int round = 0; round < kRounds; ++round) {
    bool changed = false;
    for (const std::uint32_t c : market.cohorts) {
      while (Exchange(market, c)) changed = true;
    }
    if (!changed) break;
  }
}

// Of that size the unit after which the cohort lacks least, and of those the
// one with the least special rooms, then beds.
void CityPacker::Choose(
    std::uint32_t cohort, std::int32_t size,
    std::map<std::int32_t, std::vector<std::uint32_t>>& free) {
  std::vector<std::uint32_t>& units = free[size];
  using Rank = std::tuple<std::int64_t, std::int32_t, std::int32_t>;
  std::size_t best = units.size();
  Rank least;
  for (std::size_t n = 0; n < units.size(); ++n) {
    const Counts& brings = HaveOf(units[n]);
    std::int32_t sum = 0;
    for (const std::int32_t of : brings) sum += of;
    const Rank rank(Lack(cohort, Plus(have_[cohort], brings)),
                    looks_.special() == 0 ? 0 : brings[looks_.special()], sum);
    if (best == units.size() || rank < least) {
      best = n;
      least = rank;
    }
  }
  if (best == units.size()) return;
  const std::uint32_t unit = units[best];
  units.erase(units.begin() + static_cast<std::ptrdiff_t>(best));
  owner_[unit] = cohort;
  given_[cohort].push_back(unit);
  have_[cohort] = Plus(have_[cohort], HaveOf(unit));
}

// One of the cohort's units for another, a free one or somebody's, if both
// together lack less then.
bool CityPacker::Exchange(const Market& market, std::uint32_t cohort) {
  const std::int64_t lack = Lack(cohort, have_[cohort]);
  if (lack == 0) return false;
  std::int64_t best = 0;
  std::uint32_t out = kNone, in = kNone;
  for (const std::uint32_t u : given_[cohort]) {
    const Counts rest = Minus(have_[cohort], HaveOf(u));
    for (const std::uint32_t v : market.units) {
      const std::uint32_t other = owner_[v];
      if (other == cohort) continue;
      std::int64_t gain = lack - Lack(cohort, Plus(rest, HaveOf(v)));
      if (gain <= best) continue;
      if (other != kNone) {
        const Counts theirs = Minus(Plus(have_[other], HaveOf(u)), HaveOf(v));
        gain += Lack(other, have_[other]) - Lack(other, theirs);
      }
      if (gain <= best) continue;
      best = gain;
      out = u;
      in = v;
    }
  }
  if (out == kNone) return false;
  const std::uint32_t other = owner_[in];
  std::ranges::replace(given_[cohort], out, in);
  have_[cohort] = Minus(Plus(have_[cohort], HaveOf(in)), HaveOf(out));
  owner_[in] = cohort;
  owner_[out] = other;
  if (other != kNone) {
    std::ranges::replace(given_[other], in, out);
    have_[other] = Minus(Plus(have_[other], HaveOf(out)), HaveOf(in));
  }
  return true;
}

}  // namespace quaranta::place::internal
