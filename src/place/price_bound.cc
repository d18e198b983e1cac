#include "place/price_bound.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "place/price_table.h"
#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

constexpr int kRounds = 120;
// From the prices of a linear program, which are good already: less by far.
constexpr int kFewRounds = 10;
constexpr int kCalm = 300;
// Ways of sharing sites out to grades that are looked at.
constexpr std::size_t kMostSpreads = 1'000;
// Needs beyond these are taken as these: a lower bound still.
constexpr std::int32_t kMostRooms = 400;
constexpr std::int32_t kMostSpecial = 12;

// By how much prices move in a round, per cent; less and less.
std::int64_t PercentIn(int round) { return 40 * 20 / (20 + round) + 1; }

}  // namespace

PriceBound::PriceBound(const Model& model, const Looks& looks, const Plan& plan,
                       bool soft, const CityPrices& hints)
    : model_(model),
      looks_(looks),
      hints_(hints),
      by_cost_(model.problem->tier_policy == TierPolicy::kCost),
      left_(static_cast<std::size_t>(model.classes), 0),
      alone_(left_.size(), 0),
      without_(left_.size()),
      new_sites_(model.tiers.size(), 0) {
  for (const LodgingInfo& lodging : model.without_adult) {
    const Party& party = model.problem->parties[lodging.party];
    alone_[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int64_t>(lodging.people.size());
  }
  for (std::size_t k = 0; k < left_.size(); ++k) {
    left_[k] = plan.levels[k].value - alone_[k];
  }
  std::set<std::uint32_t> opened;
  for (const OpenedSite& of : plan.opened_sites) {
    opened.insert(of.site.value());
    new_sites_[model.site_tier[of.site.value()]] +=
        model.site_cost[of.site.value()];
  }
  using Key = std::pair<std::int32_t, std::int32_t>;
  std::map<std::uint32_t, std::map<Key, std::uint32_t>> class_of;
  std::vector<std::map<std::uint32_t, std::int64_t>> at(model.site_tier.size());
  std::set<std::uint32_t> seen;
  for (std::uint32_t u = 0; u < model.units.size(); ++u) {
    const UnitInfo& unit = model.units[u];
    if (!unit.usable || unit.holder != kNone || unit.room_count == 0) continue;
    const Looks::Look& look = looks.looks()[looks.look(u)];
    auto& classes = markets_[look.grade].classes;
    const std::int32_t special =
        looks.special() == 0 ? 0 : look.have[looks.special()];
    const auto [it, added] = class_of[look.grade].try_emplace(
        Key(look.rooms, special), static_cast<std::uint32_t>(classes.size()));
    if (added) classes.push_back({look.rooms, special, {}});
    Counts& best = classes[it->second].best;
    for (std::size_t g = 0; g < best.size(); ++g) {
      best[g] = std::max(best[g], look.have[g]);
    }
    ++at[unit.site][it->second];
    if (seen.insert(looks.look(u)).second) {
      markets_[look.grade].samples.emplace_back(u, it->second);
    }
  }
  for (std::uint32_t s = 0; s < at.size(); ++s) {
    if (at[s].empty()) continue;
    SiteUnits site;
    site.tier = model.site_tier[s];
    site.cost = model.site_cost[s];
    site.open = model.problem->sites[s].open;
    site.opened = opened.contains(s);
    site.units.assign(at[s].begin(), at[s].end());
    markets_[model.problem->sites[s].grade].sites.push_back(std::move(site));
  }
  for (const std::uint32_t c : model.cohort_order) {
    std::set<std::uint32_t> grades;
    for (std::size_t s = 0; s < model.site_tier.size(); ++s) {
      if (model.cohorts[c].site_paired[s]) {
        grades.insert(model.problem->sites[s].grade);
      }
    }
    if (grades.size() != 1 || !markets_.contains(*grades.begin())) continue;
    const Counts need =
        Minus(soft ? looks.all(c) : looks.must(c), looks.held(c));
    Market& market = markets_[*grades.begin()];
    ++market.needs[need];
    market.cohorts.push_back(c);
    for (std::size_t g = 0; g < need.size(); ++g) {
      market.most[g] = std::max(market.most[g], need[g]);
    }
  }
}

std::int64_t PriceBound::Value(const SiteUnits& site, const ByClass& prices) {
  std::int64_t value = 0;
  for (const auto& [of, count] : site.units) value += count * prices[of];
  return value;
}

// Gauge 0 with special rooms, any other alone.
PriceBound::Table PriceBound::TableOf(const Market& market,
                                      const ByClass& prices,
                                      std::size_t gauge) const {
  Table table;
  table.gauge = gauge;
  table.rooms =
      static_cast<std::size_t>(std::clamp(market.most[gauge], 0, kMostRooms));
  if (gauge == 0 && looks_.special() != 0) {
    table.special = static_cast<std::size_t>(
        std::clamp(market.most[looks_.special()], 0, kMostSpecial));
  }
  const std::size_t size = (table.rooms + 1) * (table.special + 1);
  table.cost.assign(size, kNever);
  table.last.assign(size, 0);
  table.cost[0] = 0;
  // Of classes that bring as much the cheapest.
  struct Offer {
    std::int64_t price = 0;
    std::uint32_t of = 0;
  };
  std::map<std::pair<std::int32_t, std::int32_t>, Offer> offers;
  for (std::uint32_t k = 0; k < market.classes.size(); ++k) {
    const UnitClass& of = market.classes[k];
    const std::pair brings(gauge == 0 ? of.rooms : of.best[gauge],
                           table.special == 0 ? 0 : of.special);
    const auto [it, added] = offers.try_emplace(brings, Offer{prices[k], k});
    if (!added && prices[k] < it->second.price) it->second = {prices[k], k};
  }
  const std::vector<std::pair<std::pair<std::int32_t, std::int32_t>, Offer>>
      list(offers.begin(), offers.end());
  for (std::size_t s = 0; s <= table.special; ++s) {
    for (std::size_t d = 0; d <= table.rooms; ++d) {
      const std::size_t here = s * (table.rooms + 1) + d;
      for (const auto& [brings, offer] : list) {
        const std::size_t rest =
            table.At(static_cast<std::int64_t>(d) - brings.first,
                     static_cast<std::int64_t>(s) - brings.second);
        if (rest == here) continue;
        const std::int64_t with = table.cost[rest] + offer.price;
        if (with < table.cost[here]) {
          table.cost[here] = with;
          table.last[here] = offer.of;
        }
      }
    }
  }
  return table;
}

// Each cohort by its dearest table.
std::int64_t PriceBound::Cost(const Market& market, const ByClass& prices,
                              ByClass* usage) const {
  std::vector<Table> tables;
  for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
    tables.push_back(TableOf(market, prices, g));
  }
  const auto special_of = [&](const Counts& need, const Table& table) {
    return table.special == 0 ? 0 : need[looks_.special()];
  };
  std::int64_t sum = 0;
  for (const auto& [need, count] : market.needs) {
    std::int64_t dearest = 0;
    const Table* by = nullptr;
    for (const Table& table : tables) {
      const std::int64_t of =
          table.cost[table.At(need[table.gauge], special_of(need, table))];
      if (of < kNever && of > dearest) {
        dearest = of;
        by = &table;
      }
    }
    sum += count * dearest;
    if (!usage || !by) continue;
    std::int64_t d = std::min<std::int64_t>(
        need[by->gauge], static_cast<std::int64_t>(by->rooms));
    std::int64_t s = std::min<std::int64_t>(
        special_of(need, *by), static_cast<std::int64_t>(by->special));
    while (d > 0 || s > 0) {
      const std::uint32_t k = by->last[by->At(d, s)];
      (*usage)[k] += count;
      const UnitClass& of = market.classes[k];
      d -= by->gauge == 0 ? of.rooms : of.best[by->gauge];
      s -= by->special == 0 ? 0 : of.special;
    }
  }
  return sum;
}

void PriceBound::Adjust(const ByClass& usage, const ByClass& supply,
                        std::int64_t percent, ByClass& prices) {
  for (std::size_t k = 0; k < prices.size(); ++k) {
    std::int64_t& price = prices[k];
    const std::int64_t more = usage[k] - supply[k];
    const std::int64_t all = usage[k] + supply[k] + 1;
    price += price / 100 * percent * std::clamp(4 * more, -all, all) / all;
    price = std::clamp<std::int64_t>(price, 100, 1'000 * kScale);
  }
}

PriceBound::ByClass PriceBound::FirstPrices(const Market& market,
                                            std::int64_t per_room,
                                            std::int64_t per_unit) {
  ByClass prices;
  for (const UnitClass& of : market.classes) {
    prices.push_back(per_unit + per_room * (of.rooms + 3 * of.special));
  }
  return prices;
}

PriceBound::ByClass PriceBound::PricesBy(const Market& market,
                                         const RoomFlow::Prices& hint,
                                         std::int64_t scale) {
  ByClass prices;
  for (const UnitClass& of : market.classes) {
    const auto rooms = static_cast<std::size_t>(of.rooms);
    const double price = rooms < hint.size() ? hint[rooms] : 0;
    // Whatever it is, the bound holds; too much would not fit.
    prices.push_back(static_cast<std::int64_t>(std::clamp(price, 0.0, 1'000.0) *
                                               static_cast<double>(scale)));
  }
  return prices;
}

PriceBound::Bill PriceBound::BillOf(const Market& market, std::size_t tier,
                                    const ByClass& prices,
                                    ByClass& usage) const {
  return BillFor(market, tier, Cost(market, prices, &usage), prices);
}

PriceBound::Bill PriceBound::BillFor(const Market& market, std::size_t tier,
                                     std::int64_t paid,
                                     const ByClass& prices) const {
  Bill bill;
  bill.cost = paid;
  bill.prices = prices;
  bill.best.resize(tier + 1);
  for (const SiteUnits& site : market.sites) {
    const std::int64_t value = Value(site, prices);
    if (site.open || site.tier > tier) {
      bill.cost -= value;
    } else {
      bill.best[site.tier].push_back(value);
      if (by_cost_) bill.here.push_back({value, site.cost});
    }
  }
  for (auto& best : bill.best) {
    std::ranges::sort(best, std::greater<>());
    best.insert(best.begin(), 0);
    std::partial_sum(best.begin(), best.end(), best.begin());
  }
  return bill;
}

// What the plan has, less a few sites of the tier: prices that show that to be
// too little are good.
PriceBound::ByClass PriceBound::SupplyFor(const Market& market,
                                          std::size_t tier) const {
  ByClass supply(market.classes.size(), 0);
  std::size_t skip = 0;
  for (const SiteUnits& site : market.sites) {
    skip += site.opened && site.tier == tier;
  }
  skip = (skip + 9) / 10;
  for (const SiteUnits& site : market.sites) {
    if (site.opened && site.tier == tier && skip > 0) {
      --skip;
      continue;
    }
    if (!(site.open || site.opened || site.tier > tier)) continue;
    for (const auto& [of, count] : site.units) supply[of] += count;
  }
  return supply;
}

std::vector<PriceBound::Bill> PriceBound::BillsOf(std::uint32_t grade,
                                                  std::size_t tier) const {
  if (Overloaded()) return BillsWithGuests(grade, tier);
  const Market& market = markets_.at(grade);
  const ByClass supply = SupplyFor(market, tier);
  std::vector<Bill> bills;
  const auto improve = [&](ByClass prices, int rounds, int calm) {
    for (int round = 0; round < rounds; ++round) {
      ByClass usage(market.classes.size(), 0);
      bills.push_back(BillOf(market, tier, prices, usage));
      Adjust(usage, supply, PercentIn(calm + round), prices);
    }
  };
  const auto hint = hints_.find(grade);
  if (hint != hints_.end() && tier < hint->second.sites.size() &&
      !hint->second.sites[tier].empty()) {
    improve(PricesBy(market, hint->second.sites[tier], 100 * kScale),
            kFewRounds, kCalm);
    return bills;
  }
  for (const std::int64_t per_unit : {0, 10, 1'000}) {
    improve(FirstPrices(market, 10'000, per_unit * 10'000), kRounds, 0);
  }
  return bills;
}

// kNever if even all sites of the tier are too few. Where cost counts there is
// one tier only, and none later. `best` is the bill that says so.
std::int64_t PriceBound::FewestWith(const std::vector<Bill>& bills,
                                    std::size_t tier,
                                    const std::vector<std::int64_t>& later,
                                    std::size_t& best) {
  std::int64_t fewest = 0;
  best = 0;
  for (std::size_t n = 0; n < bills.size(); ++n) {
    const Bill& bill = bills[n];
    std::int64_t cost = bill.cost;
    for (std::size_t t = 0; t < tier; ++t) {
      const auto most = static_cast<std::int64_t>(bill.best[t].size()) - 1;
      cost -= bill.best[t][static_cast<std::size_t>(std::min(later[t], most))];
    }
    const auto& here = bill.best[tier];
    const auto enough = std::ranges::lower_bound(here, cost);
    std::int64_t sites = kNever;
    if (enough != here.end()) {
      sites = bill.here.empty() ? enough - here.begin()
                                : LeastCostOf(bill.here, cost);
    }
    if (sites <= fewest) continue;
    fewest = sites;
    best = n;
  }
  return fewest;
}

// All if they are few, by tier, the last changing fastest; else the largest.
std::vector<PriceBound::Spread> PriceBound::SpreadsOver(
    std::size_t tier) const {
  std::vector<Spread> spreads = {{}};
  for (std::size_t t = 0; t < tier; ++t) {
    std::vector<Spread> longer;
    if (spreads.size() * (static_cast<std::size_t>(more_[t]) + 1) >
        kMostSpreads) {
      return {Spread(more_.begin(),
                     more_.begin() + static_cast<std::ptrdiff_t>(tier))};
    }
    for (const Spread& spread : spreads) {
      for (std::int64_t n = 0; n <= more_[t]; ++n) {
        longer.push_back(spread);
        longer.back().push_back(n);
      }
    }
    spreads = std::move(longer);
  }
  return spreads;
}

// Sites of later tiers may go to any grade: the best way to share them out. If
// there are too many ways every grade has the most that it could.
std::int64_t PriceBound::NewSites(std::size_t tier) {
  const std::vector<Spread> spreads = SpreadsOver(tier);
  const bool all = spreads.size() > 1 || spreads[0] == Spread(tier, 0);
  // At a spread: the fewest with later sites beyond the least up to that.
  std::vector<std::int64_t> sum(spreads.size(), 0);
  least_.emplace_back();
  named_.clear();
  std::int64_t least_sum = 0;
  for (const auto& [grade, market] : markets_) {
    const std::vector<Bill> bills = BillsOf(grade, tier);
    std::vector<std::int64_t> fewest;
    std::set<std::size_t> used;
    for (const Spread& spread : spreads) {
      std::vector<std::int64_t> later = spread;
      for (std::size_t t = 0; t < tier; ++t) later[t] += least_[t].at(grade);
      std::size_t by = 0;
      fewest.push_back(FewestWith(bills, tier, later, by));
      used.insert(by);
    }
    for (const std::size_t by : used) {
      if (bills.empty()) break;
      Name(grade, bills[by].prices, kScale);
      named_.back().people = bills[by].people;
    }
    const std::int64_t least = std::ranges::min(fewest);
    least_[tier][grade] = least;
    least_sum += least;
    if (!all) {
      sum[0] += least;
      continue;
    }
    std::vector<std::int64_t> with(spreads.size(), kNever);
    for (std::size_t i = 0; i < spreads.size(); ++i) {
      for (std::size_t j = 0; j < spreads.size(); ++j) {
        Spread both = spreads[i];
        std::size_t at = 0;
        bool fits = true;
        for (std::size_t t = 0; t < tier; ++t) {
          both[t] += spreads[j][t];
          fits = fits && both[t] <= more_[t];
          at = at * (static_cast<std::size_t>(more_[t]) + 1) +
               static_cast<std::size_t>(both[t]);
        }
        if (fits) with[at] = std::min(with[at], sum[i] + fewest[j]);
      }
    }
    sum = std::move(with);
  }
  more_.push_back(std::max<std::int64_t>(
      0, static_cast<std::int64_t>(new_sites_[tier]) - least_sum));
  return std::ranges::min(sum);
}

// A unit costs one floor and its price; who uses none of a unit that may be
// used gives the price back.
std::int64_t PriceBound::NewFloors() {
  named_.clear();
  if (Overloaded()) return FloorsWithGuests();
  std::map<std::uint32_t, ByClass> supply;
  for (const auto& [grade, market] : markets_) {
    supply[grade].assign(market.classes.size(), 0);
    for (const SiteUnits& site : market.sites) {
      if (!site.open && !site.opened) continue;
      for (const auto& [of, count] : site.units) supply[grade][of] += count;
    }
  }
  std::int64_t best = 0;
  using Prices = std::map<std::uint32_t, ByClass>;
  const auto improve = [&](Prices prices, int rounds, int calm) {
    for (int round = 0; round < rounds; ++round) {
      Prices usage;
      const std::int64_t floors = FloorsAt(prices, usage);
      if (floors > best) NameAll(prices);
      best = std::max(best, floors);
      for (auto& [grade, of] : prices) {
        Adjust(usage[grade], supply[grade], PercentIn(calm + round), of);
      }
    }
  };
  Prices hinted;
  for (const auto& [grade, market] : markets_) {
    const auto hint = hints_.find(grade);
    if (hint == hints_.end() || hint->second.floors.empty()) continue;
    hinted[grade] = PricesBy(market, hint->second.floors, kScale);
  }
  if (hinted.size() == markets_.size()) {
    improve(std::move(hinted), kFewRounds, kCalm);
    return best;
  }
  for (const std::int64_t per_room : {kScale / 1'000, kScale / 50}) {
    Prices prices;
    for (const auto& [grade, market] : markets_) {
      prices[grade] = FirstPrices(market, per_room, 0);
    }
    improve(std::move(prices), kRounds, 0);
  }
  return best;
}

void PriceBound::Name(std::uint32_t grade, const ByClass& prices,
                      std::int64_t scale) {
  Certificate::Market market;
  market.grade = grade;
  market.scale = scale;
  for (const Looks::Gauge& of : looks_.gauges()) {
    market.gauges.push_back({of.beds, of.features});
  }
  market.joint = static_cast<std::uint32_t>(looks_.special());
  for (const auto& [unit, of] : markets_.at(grade).samples) {
    market.offers.push_back({UnitId(unit), prices[of]});
  }
  named_.push_back(std::move(market));
}

void PriceBound::NameAll(const std::map<std::uint32_t, ByClass>& prices) {
  named_.clear();
  for (const auto& [grade, of] : prices) Name(grade, of, kScale);
}

std::int64_t PriceBound::FloorsAt(
    const std::map<std::uint32_t, ByClass>& prices,
    std::map<std::uint32_t, ByClass>& usage) const {
  std::int64_t floors = 0;
  std::vector<std::vector<Brought>> by_tier(new_sites_.size());
  for (const auto& [grade, market] : markets_) {
    ByClass with = prices.at(grade);
    for (std::int64_t& price : with) price += kScale;
    usage[grade].assign(market.classes.size(), 0);
    floors += Cost(market, with, &usage[grade]);
    for (const SiteUnits& site : market.sites) {
      const std::int64_t value = Value(site, prices.at(grade));
      if (site.open) {
        floors -= value;
      } else {
        by_tier[site.tier].push_back({value, site.cost});
      }
    }
  }
  for (std::size_t t = 0; t < by_tier.size(); ++t) {
    floors -= MostBroughtBy(std::move(by_tier[t]), new_sites_[t]);
  }
  return floors > 0 ? (floors + kScale - 1) / kScale : 0;
}

}  // namespace quaranta::place::internal
