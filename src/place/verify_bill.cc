// What cohorts pay at least at given prices.
#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "place/verify_market.h"

namespace quaranta::place::verify {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;
// Larger prices prove nothing here: sums stay in 64 bits.
constexpr std::int64_t kMostPrice = std::int64_t{1} << 40;
constexpr std::size_t kMostGauges = 16;
// Needs beyond these are taken as these: a lower bound still.
constexpr std::int64_t kMostRooms = 1'000;
constexpr std::int64_t kMostJoint = 16;

using Gauge = Certificate::Market::Gauge;
using Have = std::vector<std::int64_t>;  // by gauge

// The least cost of so many rooms by one gauge and so many by another.
class Table {
 public:
  struct Offer {
    std::int64_t rooms = 0;
    std::int64_t joint = 0;
    std::int64_t price = 0;
  };

  Table(std::int64_t rooms, std::int64_t joint)
      : rooms_(std::clamp<std::int64_t>(rooms, 0, kMostRooms)),
        joint_(std::clamp<std::int64_t>(joint, 0, kMostJoint)) {}

  void Fill(const std::vector<Offer>& offers, std::int64_t& steps) {
    const std::int64_t size = (rooms_ + 1) * (joint_ + 1);
    cost_.assign(static_cast<std::size_t>(size), kNever);
    cost_[0] = 0;
    steps -= size * static_cast<std::int64_t>(offers.size() + 1);
    if (steps < 0) return;
    for (std::int64_t j = 0; j <= joint_; ++j) {
      for (std::int64_t r = 0; r <= rooms_; ++r) {
        std::int64_t& here = cost_[Index(r, j)];
        for (const Offer& of : offers) {
          const std::size_t rest = Index(r - of.rooms, j - of.joint);
          if (rest == Index(r, j)) continue;
          here = std::min(here, cost_[rest] + of.price);
        }
      }
    }
  }
  // What no units meet is no cost: a lower bound still.
  std::int64_t Cost(std::int64_t rooms, std::int64_t joint) const {
    const std::int64_t cost = cost_[Index(rooms, joint)];
    return cost >= kNever ? 0 : cost;
  }

 private:
  std::size_t Index(std::int64_t rooms, std::int64_t joint) const {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(joint, 0, joint_) *
                                        (rooms_ + 1) +
                                    std::clamp<std::int64_t>(rooms, 0, rooms_));
  }

  std::int64_t rooms_, joint_;
  std::vector<std::int64_t> cost_;
};

class Biller {
 public:
  Biller(const Census& census, const Certificate::Market& market,
         const Outsiders& outsiders, bool strict, std::int64_t per_unit)
      : census_(census),
        facts_(census.facts()),
        market_(market),
        outsiders_(outsiders),
        strict_(strict),
        per_unit_(per_unit) {}

  std::optional<Bill> Make(std::int64_t& steps) {
    if (market_.gauges.empty() || market_.gauges.size() > kMostGauges ||
        market_.joint >= market_.gauges.size() || per_unit_ < 0 ||
        per_unit_ > kMostPrice || !ReadPrices()) {
      return std::nullopt;
    }
    FindNeeds();
    Bill bill;
    if (!FindWorth(bill.worth)) return std::nullopt;
    for (std::uint32_t g = 0; g < market_.gauges.size(); ++g) {
      Charge(g, g == 0 && market_.joint != 0 ? market_.joint : g, steps);
      if (steps < 0) return std::nullopt;
    }
    for (const std::int64_t paid : paid_) {
      if (__builtin_add_overflow(bill.paid, paid, &bill.paid)) {
        return std::nullopt;
      }
    }
    return bill;
  }

 private:
  // Somebody whom it would cost so much to leave out, by gauge asked for.
  struct Lodging {
    std::uint32_t kind = 0;
    std::int64_t count = 0;
    std::int64_t price = 0;  // kNever: must be placed
  };
  struct Cohort {
    std::vector<Lodging> lodgings;
    Have held;
  };

  static bool Meets(const Gauge& gauge, std::int32_t beds, Features features) {
    return beds >= gauge.beds && (gauge.features & ~features) == 0;
  }
  // A party too large for one room has two at least; to leave it out saves
  // both, so each pays half.
  static constexpr std::int64_t kLarge = 2;
  std::int64_t RoomsOf(std::uint32_t kind, std::uint32_t gauge) const {
    const LodgingKind& of = census_.kinds()[kind];
    const Gauge& by = market_.gauges[gauge];
    if (of.large != kNoIndex) {
      return by.beds <= 1 && by.features == 0 ? kLarge : 0;
    }
    return Meets(by, static_cast<std::int32_t>(of.people),
                 strict_ ? of.needs : of.must)
               ? 1
               : 0;
  }

  Have HaveOf(std::uint32_t unit_kind) const {
    Have have(market_.gauges.size(), 0);
    for (const KindCount& of : census_.unit_kinds()[unit_kind].kinds) {
      const RoomKind& room = census_.rooms()[of.kind];
      for (std::size_t g = 0; g < have.size(); ++g) {
        if (Meets(market_.gauges[g], room.beds, room.features)) {
          have[g] += of.count;
        }
      }
    }
    return have;
  }
  bool IsFree(std::uint32_t unit) const {
    const std::uint32_t kind = census_.unit_kind(unit);
    return kind != kNoIndex && !facts_.problem().units[unit].holder &&
           census_.unit_kinds()[kind].grade == market_.grade;
  }

  bool ReadPrices() {
    const std::size_t units = facts_.problem().units.size();
    std::map<Have, std::int64_t> prices;
    for (const auto& offer : market_.offers) {
      if (offer.unit.value() >= units || !IsFree(offer.unit.value()) ||
          offer.price < 0 || offer.price > kMostPrice) {
        return false;
      }
      prices[HaveOf(census_.unit_kind(offer.unit.value()))] = offer.price;
    }
    const std::size_t kinds = census_.unit_kinds().size();
    have_.resize(kinds);
    price_.assign(kinds, 0);
    for (std::uint32_t k = 0; k < kinds; ++k) {
      have_[k] = HaveOf(k);
      const auto it = prices.find(have_[k]);
      if (it != prices.end() &&
          census_.unit_kinds()[k].grade == market_.grade) {
        price_[k] = it->second;
      }
    }
    return true;
  }

  bool FindWorth(std::vector<std::int64_t>& worth) {
    worth.assign(facts_.problem().sites.size(), 0);
    free_kinds_.assign(price_.size(), false);
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      if (!IsFree(u)) continue;
      const std::uint32_t kind = census_.unit_kind(u);
      free_kinds_[kind] = true;
      std::int64_t& here = worth[facts_.problem().units[u].site.value()];
      if (__builtin_add_overflow(here, price_[kind], &here)) return false;
    }
    return true;
  }

  // Risk classes that only sites of this grade take, of those with rooms.
  std::vector<bool> Bound() const {
    std::set<std::uint32_t> grades;
    for (const UnitKind& of : census_.unit_kinds()) grades.insert(of.grade);
    std::vector<bool> bound(kMaxGrades, false);
    for (const LodgingKind& kind : census_.kinds()) {
      bound[kind.risk_class] =
          std::ranges::all_of(grades, [&](std::uint32_t grade) {
            return facts_.problem().pairing.Allows(kind.risk_class, grade) ==
                   (grade == market_.grade);
          });
    }
    return bound;
  }

  void FindNeeds() {
    const std::vector<bool> bound = Bound();
    for (std::uint32_t c = 0; c < facts_.problem().cohorts; ++c) {
      Cohort cohort;
      for (const KindCount& of : census_.lodgings(c)) {
        const LodgingKind& kind = census_.kinds()[of.kind];
        const auto k = static_cast<std::size_t>(kind.priority);
        if (!bound[kind.risk_class] || kind.no_adult || outsiders_.ignored[k]) {
          continue;
        }
        const auto& price = outsiders_.price[k];
        const std::int64_t each =
            std::min(price.value_or(kMostPrice), kMostPrice) * kind.people;
        cohort.lodgings.push_back({of.kind, of.count, price ? each : kNever});
      }
      if (cohort.lodgings.empty()) continue;
      cohort.held.assign(market_.gauges.size(), 0);
      for (const std::uint32_t u : facts_.held_by(c)) {
        const std::uint32_t unit = census_.unit_kind(u);
        if (unit == kNoIndex ||
            census_.unit_kinds()[unit].grade != market_.grade) {
          continue;
        }
        for (std::size_t g = 0; g < cohort.held.size(); ++g) {
          cohort.held[g] += have_[unit][g];
        }
      }
      cohorts_.push_back(std::move(cohort));
    }
    paid_.assign(cohorts_.size(), 0);
  }

  // Prices of leaving out one, two, ... rooms' worth, cheapest first.
  struct Leaving {
    std::int64_t asked = 0;
    std::vector<std::int64_t> price = {0};
    bool more = false;  // could be left out, at no less than the last price
  };
  template <class Wanted>
  Leaving LeavingOf(const Cohort& cohort, std::uint32_t gauge,
                    const Wanted& wanted) const {
    Leaving leaving;
    std::vector<std::pair<std::int64_t, std::int64_t>> each;  // price, count
    for (const Lodging& of : cohort.lodgings) {
      const std::int64_t rooms = RoomsOf(of.kind, gauge);
      if (rooms == 0 || !wanted(of.kind)) continue;
      leaving.asked += rooms * of.count;
      if (of.price < kNever) {
        each.emplace_back(of.price / rooms, rooms * of.count);
      }
    }
    std::ranges::sort(each);
    for (const auto& [price, count] : each) {
      for (std::int64_t n = 0; n < count; ++n) {
        if (leaving.price.size() > kMostRooms) {
          leaving.more = true;
          return leaving;
        }
        leaving.price.push_back(leaving.price.back() + price);
      }
    }
    return leaving;
  }

  // Raises what each cohort pays to what it does by gauge `g`, together with
  // `joint` if that is another.
  void Charge(std::uint32_t g, std::uint32_t joint, std::int64_t& steps) {
    const bool both = joint != g;
    std::vector<std::pair<Leaving, Leaving>> needs;  // by cohort
    std::int64_t most = 0, most_joint = 0;
    for (const Cohort& cohort : cohorts_) {
      needs.emplace_back(LeavingOf(cohort, g,
                                   [&](std::uint32_t k) {
                                     return !both || RoomsOf(k, joint) == 0;
                                   }),
                         LeavingOf(cohort, g, [&](std::uint32_t k) {
                           return both && RoomsOf(k, joint) > 0;
                         }));
      const auto& [plain, special] = needs.back();
      most = std::max(most, plain.asked + special.asked);
      most_joint = std::max(most_joint, special.asked);
    }
    Table table(most, both ? most_joint : 0);
    table.Fill(OffersBy(g, joint), steps);
    if (steps < 0) return;
    for (std::size_t c = 0; c < cohorts_.size() && steps >= 0; ++c) {
      const Cohort& cohort = cohorts_[c];
      paid_[c] =
          std::max(paid_[c], LeastOf(table, needs[c].first, needs[c].second,
                                     cohort.held[g],
                                     both ? cohort.held[joint] : 0, steps));
    }
  }

  // Over how many stay out of those who ask for the joint gauge and of others.
  static std::int64_t LeastOf(const Table& table, const Leaving& plain,
                              const Leaving& special, std::int64_t held,
                              std::int64_t held_joint, std::int64_t& steps) {
    std::int64_t least = special.more ? special.price.back() : kNever;
    for (std::size_t s = 0; s < special.price.size(); ++s) {
      if (special.price[s] >= least) break;
      const std::int64_t joint = special.asked - static_cast<std::int64_t>(s);
      if (plain.more) {
        least = std::min(least, special.price[s] + plain.price.back());
      }
      for (std::size_t p = 0; p < plain.price.size(); ++p) {
        --steps;
        const std::int64_t left_out = special.price[s] + plain.price[p];
        if (left_out >= least) break;
        const std::int64_t rooms =
            plain.asked + joint - static_cast<std::int64_t>(p);
        least = std::min(
            least, left_out + table.Cost(rooms - held, joint - held_joint));
      }
    }
    return least;
  }

  // Of kinds that bring as much the cheapest.
  std::vector<Table::Offer> OffersBy(std::uint32_t g,
                                     std::uint32_t joint) const {
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> cheapest;
    for (std::uint32_t k = 0; k < price_.size(); ++k) {
      if (!free_kinds_[k]) continue;
      const std::pair brings(have_[k][g], joint == g ? 0 : have_[k][joint]);
      const std::int64_t price = price_[k] + per_unit_;
      const auto [it, added] = cheapest.try_emplace(brings, price);
      it->second = std::min(it->second, price);
    }
    std::vector<Table::Offer> offers;
    for (const auto& [brings, price] : cheapest) {
      if (brings.first == 0 && brings.second == 0) continue;
      offers.push_back({brings.first, brings.second, price});
    }
    return offers;
  }

  const Census& census_;
  const Facts& facts_;
  const Certificate::Market& market_;
  const Outsiders& outsiders_;
  const bool strict_;
  const std::int64_t per_unit_;
  std::vector<Have> have_;           // by kind of unit
  std::vector<std::int64_t> price_;  // likewise
  std::vector<bool> free_kinds_;     // likewise
  std::vector<Cohort> cohorts_;
  std::vector<std::int64_t> paid_;  // by cohort
};

}  // namespace

std::optional<Bill> BillOf(const Census& census,
                           const Certificate::Market& market,
                           const Outsiders& outsiders, bool strict,
                           std::int64_t per_unit, std::int64_t& steps) {
  return Biller(census, market, outsiders, strict, per_unit).Make(steps);
}

}  // namespace quaranta::place::verify
