// Prices where rooms are too few: what leaving people out costs.
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

// A person of the last class, in floors.
constexpr double kFloors[] = {0.03, 0.05, 0.1, 0.3, 1};

// What it costs to leave out 0, 1, ... lodgings, the smallest first.
std::vector<std::int64_t> CostsOf(std::vector<std::int64_t> people) {
  std::ranges::sort(people);
  people.insert(people.begin(), 0);
  std::partial_sum(people.begin(), people.end(), people.begin());
  return people;
}

std::int64_t RoundedUp(std::int64_t sum) {
  return sum > 0 ? (sum + kScale - 1) / kScale : 0;
}

}  // namespace

// Of one cohort, up to a class.
struct PriceBound::Guests {
  std::vector<std::int64_t> urgent, of_class;  // as CostsOf
  std::int64_t lodgings = 0;                   // beyond rooms held already
};

// Prices of units, and what leaving out one person costs: of the last class
// that counts, and of those before.
struct PriceBound::Terms {
  ByClass prices;
  std::int64_t person = kScale;
  std::int64_t urgent = kScale;
};

bool PriceBound::Overloaded() const {
  return std::ranges::any_of(left_, [](std::int64_t n) { return n > 0; });
}

PriceBound::Guests PriceBound::GuestsOf(std::uint32_t cohort,
                                        std::size_t part) const {
  std::vector<std::int64_t> urgent, of_class;
  for (const KindCount& of : model_.cohorts[cohort].kinds) {
    const LodgingKind& kind = model_.kinds[of.kind];
    const auto priority = static_cast<std::size_t>(kind.priority);
    if (priority > part) continue;
    auto& people = priority < part ? urgent : of_class;
    people.insert(people.end(), static_cast<std::size_t>(of.count),
                  kind.people);
  }
  Guests guests;
  guests.lodgings = static_cast<std::int64_t>(urgent.size() + of_class.size()) -
                    looks_.held(cohort)[0];
  guests.urgent = CostsOf(std::move(urgent));
  guests.of_class = CostsOf(std::move(of_class));
  return guests;
}

// People of parties too large for one room, and of cohorts of several grades,
// are placed free of charge.
std::vector<PriceBound::Guests> PriceBound::GuestsAt(const Market& market,
                                                     std::size_t part) const {
  std::vector<Guests> guests;
  for (const std::uint32_t c : market.cohorts) {
    if (model_.cohorts[c].runs.empty()) guests.push_back(GuestsOf(c, part));
  }
  return guests;
}

// Good ones by the programs, which leave people out if they were overloaded.
// Every third has the same price for the urgent, in persons.
std::vector<PriceBound::Terms> PriceBound::TermsFor(std::uint32_t grade,
                                                    std::size_t tier) const {
  std::vector<Terms> all;
  const Market& market = markets_.at(grade);
  const auto hint = hints_.find(grade);
  if (hint == hints_.end()) return all;
  const auto add = [&](const ByClass& prices, std::int64_t person) {
    for (const std::int64_t urgent : kUrgent) {
      all.push_back({prices, person, urgent * person});
    }
  };
  if (!hint->second.people.empty()) {
    for (const double share : kShares) {
      // Prices of the programs count units as well, which may be of use or not.
      for (const double per_unit : {0.0, 1.0}) {
        RoomFlow::Prices by_rooms = hint->second.people;
        for (double& price : by_rooms) {
          price = share * (price + per_unit) / RoomFlow::kSpareCost;
        }
        add(PricesBy(market, by_rooms, kScale), kScale);
      }
    }
  } else if (tier < hint->second.sites.size() &&
             !hint->second.sites[tier].empty()) {
    // Nobody is to gain from staying out.
    const ByClass prices =
        PricesBy(market, hint->second.sites[tier], 100 * kScale);
    std::int64_t dearest = 1;
    for (std::size_t k = 0; k < prices.size(); ++k) {
      dearest = std::max(dearest, prices[k] / std::max<std::int64_t>(
                                                  1, market.classes[k].rooms));
    }
    add(prices, dearest);
  }
  return all;
}

// A cohort pays for its units and for whom it leaves out.
std::int64_t PriceBound::Paid(const Market& market, const Terms& terms,
                              const std::vector<Guests>& guests) const {
  const Table table = TableOf(market, terms.prices, 0);
  std::int64_t sum = 0;
  for (const Guests& of : guests) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < of.urgent.size(); ++i) {
      for (std::size_t j = 0; j < of.of_class.size(); ++j) {
        const std::int64_t rooms =
            of.lodgings - static_cast<std::int64_t>(i + j);
        least = std::min(least, terms.urgent * of.urgent[i] +
                                    terms.person * of.of_class[j] +
                                    table.cost[table.At(rooms, 0)]);
      }
    }
    sum += least;
  }
  return sum;
}

std::vector<std::int64_t> PriceBound::PricesOfPeople(
    const Terms& terms, std::size_t classes) const {
  std::vector<std::int64_t> people(classes, terms.urgent);
  people.back() = terms.person;
  return people;
}

std::int64_t PriceBound::Unplaced(std::size_t part) {
  const std::int64_t urgent_out = std::accumulate(
      left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(part),
      std::int64_t{0});
  using ByGrade = std::map<std::uint32_t, std::int64_t>;
  std::map<std::uint32_t, std::vector<Terms>> terms;
  std::size_t ways = 0;
  for (const auto& [grade, market] : markets_) {
    const auto hint = hints_.find(grade);
    if (hint == hints_.end() || hint->second.people.empty()) continue;
    terms[grade] = TermsFor(grade, 0);
    ways = terms[grade].size();
  }
  std::vector<std::int64_t> sums(ways, 0);
  std::vector<ByGrade> surplus(ways);
  for (std::size_t n = 0; n < ways; ++n) {
    sums[n] = -terms.begin()->second[n].urgent * urgent_out;
  }
  for (const auto& [grade, list] : terms) {
    const Market& market = markets_.at(grade);
    const std::vector<Guests> guests = GuestsAt(market, part);
    for (std::size_t n = 0; n < ways; ++n) {
      std::int64_t more = Paid(market, list[n], guests);
      for (const SiteUnits& site : market.sites) {
        more -= Value(site, list[n].prices);
      }
      sums[n] += more;
      surplus[n][grade] = RoundedUp(more - list[n].urgent * urgent_out);
    }
  }
  named_.clear();
  std::int64_t best = 0;
  for (std::size_t n = 0; n < ways; ++n) {
    if (RoundedUp(sums[n]) <= best) continue;
    best = RoundedUp(sums[n]);
    without_[part] = surplus[n];
    named_.clear();
    for (const auto& [grade, list] : terms) {
      Name(grade, list[n].prices, kScale);
      named_.back().people.assign(part, list[n].urgent);
    }
  }
  return best + alone_[part];
}

// Of the class and the grade: those whom other grades leave out are not among
// them.
std::int64_t PriceBound::MostLeft(std::size_t k, std::uint32_t grade) const {
  std::int64_t most = left_[k];
  for (const auto& [other, people] : without_[k]) {
    if (other != grade) most -= people;
  }
  return std::max<std::int64_t>(0, most);
}

// All classes count.
std::vector<PriceBound::Bill> PriceBound::BillsWithGuests(
    std::uint32_t grade, std::size_t tier) const {
  const Market& market = markets_.at(grade);
  const std::vector<Guests> guests = GuestsAt(market, left_.size() - 1);
  std::vector<Bill> bills;
  for (const Terms& terms : TermsFor(grade, tier)) {
    const std::vector<std::int64_t> people =
        PricesOfPeople(terms, left_.size());
    std::int64_t paid = Paid(market, terms, guests);
    for (std::size_t k = 0; k < left_.size(); ++k) {
      paid -= people[k] * MostLeft(k, grade);
    }
    bills.push_back(BillFor(market, tier, paid, terms.prices));
    bills.back().people = people;
  }
  return bills;
}

// The same in floors, of which a person of the last class is worth so many.
// The floor that a unit costs beside its price is part of what it is worth.
PriceBound::Terms PriceBound::InFloors(const Terms& terms, double floors) {
  const double scale =
      floors * static_cast<double>(kScale) / static_cast<double>(terms.person);
  Terms scaled = terms;
  scaled.person = static_cast<std::int64_t>(floors * kScale);
  scaled.urgent = terms.urgent / terms.person * scaled.person;
  for (std::int64_t& price : scaled.prices) {
    price = std::max<std::int64_t>(
        0,
        static_cast<std::int64_t>(static_cast<double>(price) * scale) - kScale);
  }
  return scaled;
}

// What is paid beyond what people left out pay and sites are worth.
std::int64_t PriceBound::FloorsBy(
    const std::map<std::uint32_t, Terms>& terms,
    const std::map<std::uint32_t, std::vector<Guests>>& guests) const {
  std::int64_t sum = 0;
  std::vector<std::vector<Brought>> by_tier(new_sites_.size());
  for (const auto& [grade, of] : terms) {
    const Market& market = markets_.at(grade);
    Terms with = of;
    for (std::int64_t& price : with.prices) price += kScale;
    sum += Paid(market, with, guests.at(grade));
    for (const SiteUnits& site : market.sites) {
      const std::int64_t value = Value(site, of.prices);
      if (site.open) {
        sum -= value;
      } else {
        by_tier[site.tier].push_back({value, site.cost});
      }
    }
  }
  for (std::size_t t = 0; t < by_tier.size(); ++t) {
    sum -= MostBroughtBy(std::move(by_tier[t]), new_sites_[t]);
  }
  const std::vector<std::int64_t> people =
      PricesOfPeople(terms.begin()->second, left_.size());
  for (std::size_t k = 0; k < left_.size(); ++k) sum -= people[k] * left_[k];
  return RoundedUp(sum);
}

std::int64_t PriceBound::FloorsWithGuests() {
  std::map<std::uint32_t, std::vector<Terms>> lists;
  std::map<std::uint32_t, std::vector<Guests>> guests;
  std::size_t ways = std::numeric_limits<std::size_t>::max();
  for (const auto& [grade, market] : markets_) {
    std::vector<Terms> list = TermsFor(grade, 0);
    if (list.empty()) continue;
    ways = std::min(ways, list.size());
    lists[grade] = std::move(list);
    guests[grade] = GuestsAt(market, left_.size() - 1);
  }
  if (lists.empty()) return 0;
  std::int64_t best = 0;
  for (std::size_t n = 0; n < ways; ++n) {
    for (const double floors : kFloors) {
      std::map<std::uint32_t, Terms> terms;
      for (const auto& [grade, list] : lists) {
        terms[grade] = InFloors(list[n], floors);
      }
      const std::int64_t bound = FloorsBy(terms, guests);
      if (bound <= best) continue;
      best = bound;
      named_.clear();
      for (const auto& [grade, of] : terms) {
        Name(grade, of.prices, kScale);
        named_.back().people = PricesOfPeople(of, left_.size());
      }
    }
  }
  return best;
}

}  // namespace quaranta::place::internal
