// Prices where rooms are too few: the fewest people left out.
#include <algorithm>
#include <limits>
#include <numeric>

#include "place/price_bound.h"
#include "place/price_table.h"

namespace quaranta::place::internal {
namespace {

// What it costs to leave out a more urgent person, in people of the class;
// any number gives a bound.
constexpr std::int64_t kUrgent[] = {2, 4, 16};

// The programs take those who travel together for dearer than they may be:
// parts of their prices are tried, too.
constexpr double kShares[] = {1, 0.875, 0.75};

// What it costs to leave out 0, 1, ... lodgings, the smallest first.
std::vector<std::int64_t> CostsOf(std::vector<std::int64_t> people) {
  std::ranges::sort(people);
  people.insert(people.begin(), 0);
  std::partial_sum(people.begin(), people.end(), people.begin());
  return people;
}

}  // namespace

struct PriceBound::Guests {
  std::vector<std::int64_t> urgent, of_class;  // as CostsOf
  std::int64_t lodgings = 0;                   // beyond rooms held already
};

PriceBound::Guests PriceBound::GuestsOf(const Model& model,
                                        std::uint32_t cohort,
                                        std::size_t part) {
  std::vector<std::int64_t> urgent, of_class;
  for (const KindCount& of : model.cohorts[cohort].kinds) {
    const LodgingKind& kind = model.kinds[of.kind];
    const auto priority = static_cast<std::size_t>(kind.priority);
    if (priority > part) continue;
    auto& people = priority < part ? urgent : of_class;
    people.insert(people.end(), static_cast<std::size_t>(of.count),
                  kind.people);
  }
  Guests guests;
  guests.lodgings = static_cast<std::int64_t>(urgent.size() + of_class.size());
  guests.urgent = CostsOf(std::move(urgent));
  guests.of_class = CostsOf(std::move(of_class));
  return guests;
}

// A cohort pays for its units and for whom it leaves out. People of parties
// too large for one room, and of cohorts of several grades, are placed free of
// charge.
std::int64_t PriceBound::Unplaced(const Model& model, const Plan& plan,
                                  std::size_t part) {
  std::int64_t urgent_out = 0;
  for (std::size_t k = 0; k < part; ++k) urgent_out += plan.levels[k].value;
  std::int64_t alone = 0;
  for (const LodgingInfo& lodging : model.without_adult) {
    const Party& party = model.problem->parties[lodging.party];
    const auto priority = static_cast<std::size_t>(party.priority);
    const auto people = static_cast<std::int64_t>(lodging.people.size());
    // Counted in the plan's values, but nobody's choice.
    if (priority < part) urgent_out -= people;
    if (priority == part) alone += people;
  }
  std::map<std::uint32_t, std::vector<Guests>> guests;
  for (const auto& [grade, market] : markets_) {
    for (const std::uint32_t c : market.cohorts) {
      if (!model.cohorts[c].runs.empty()) continue;
      guests[grade].push_back(GuestsOf(model, c, part));
      guests[grade].back().lodgings -= looks_.held(c)[0];
    }
  }
  named_.clear();
  std::int64_t best = 0;
  for (const double share : kShares) {
    // Prices of the programs count units as well, which may be of use or not.
    for (const double per_unit : {0.0, 1.0}) {
      for (const std::int64_t urgent : kUrgent) {
        std::int64_t sum = -urgent * urgent_out * kScale;
        std::map<std::uint32_t, ByClass> used;
        for (const auto& [grade, market] : markets_) {
          const auto hint = hints_.find(grade);
          if (hint == hints_.end() || hint->second.people.empty()) continue;
          RoomFlow::Prices by_rooms = hint->second.people;
          for (double& price : by_rooms) {
            price = share * (price + per_unit) / RoomFlow::kSpareCost;
          }
          used[grade] = PricesBy(market, by_rooms, kScale);
          sum += Surplus(market, used[grade], urgent, guests[grade]);
        }
        const std::int64_t people = sum > 0 ? (sum + kScale - 1) / kScale : 0;
        if (people <= best) continue;
        best = people;
        NameAll(used);
        for (Certificate::Market& of : named_) {
          of.people.assign(part, urgent * kScale);
        }
      }
    }
  }
  return best + alone;
}

// What all pay beyond the worth of all units.
std::int64_t PriceBound::Surplus(const Market& market, const ByClass& prices,
                                 std::int64_t urgent,
                                 const std::vector<Guests>& guests) const {
  const Table table = TableOf(market, prices, 0);
  std::int64_t sum = 0;
  for (const SiteUnits& site : market.sites) sum -= Value(site, prices);
  for (const Guests& of : guests) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < of.urgent.size(); ++i) {
      for (std::size_t j = 0; j < of.of_class.size(); ++j) {
        const std::int64_t rooms =
            of.lodgings - static_cast<std::int64_t>(i + j);
        const std::int64_t out = urgent * of.urgent[i] + of.of_class[j];
        least = std::min(least, out * kScale + table.cost[table.At(rooms, 0)]);
      }
    }
    sum += least;
  }
  return sum;
}

}  // namespace quaranta::place::internal
