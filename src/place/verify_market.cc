// Bounds by the prices of markets, as certificate.h words them.
#include "place/verify_market.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "place/verify_parts.h"

namespace quaranta::place::verify {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;
// Steps of dynamic programmes for all markets together: half a second or so.
constexpr std::int64_t kMostSteps = 400'000'000;
// Ways to share sites of later tiers out to one grade.
constexpr std::size_t kMostSpreads = 1'000;
constexpr std::int64_t kMostPrice = std::int64_t{1} << 40;

class MarketBounder {
 public:
  MarketBounder(const Census& census, const Plan& plan,
                const std::vector<Level>& levels, Report& report)
      : census_(census),
        problem_(census.facts().problem()),
        plan_(plan),
        levels_(levels),
        report_(report) {
    for (const LodgingKind& kind : census.kinds()) {
      classes_ =
          std::max(classes_, static_cast<std::size_t>(kind.priority) + 1);
    }
    hopeless_.assign(classes_, 0);
    without_.resize(classes_);
    for (std::uint32_t c = 0; c < problem_.cohorts; ++c) {
      for (const KindCount& of : census.lodgings(c)) {
        const LodgingKind& kind = census.kinds()[of.kind];
        if (kind.no_adult) {
          hopeless_[static_cast<std::size_t>(kind.priority)] +=
              of.count * kind.people;
        }
      }
    }
  }

  std::vector<std::int64_t> Bounds() {
    std::vector<std::int64_t> bounds(levels_.size(), 0);
    for (const Certificate::Market& of : plan_.certificate.markets) {
      if (of.level >= levels_.size() || !IsPriced(levels_[of.level].name) ||
          std::ranges::find(problem_.sites, of.grade, &Site::grade) ==
              problem_.sites.end()) {
        Fail(of.level);
        return bounds;
      }
    }
    for (std::size_t l = 0; l < levels_.size(); ++l) {
      switch (levels_[l].name) {
        case LevelName::kUnplaced:
          bounds[l] = Unplaced(l);
          break;
        case LevelName::kNewSites:
          bounds[l] = NewSites(l);
          break;
        case LevelName::kNewFloors:
          bounds[l] = NewFloors(l);
          break;
        default:
          break;
      }
      bounds[l] = std::clamp<std::int64_t>(
          bounds[l], 0, std::max<std::int64_t>(0, levels_[l].value));
    }
    return bounds;
  }

 private:
  struct PricedBill {
    const Certificate::Market* market = nullptr;
    Bill bill;
  };

  using BillsByGrade = std::map<std::uint32_t, std::vector<PricedBill>>;

  static bool IsPriced(LevelName name) {
    return name == LevelName::kUnplaced || name == LevelName::kNewSites ||
           name == LevelName::kNewFloors;
  }
  void Fail(std::size_t level) {
    report_.violations.push_back(
        {.fault = Fault::kWrongCertificate, .level = level});
  }

  // Then the level of sites is no number of sites.
  bool IsByCost() const { return problem_.tier_policy == TierPolicy::kCost; }
  std::int32_t KeyOf(std::size_t site) const {
    return census_.facts().KeyOf(static_cast<std::uint32_t>(site));
  }

  // People of the class who are unplaced though they have an adult.
  std::int64_t Left(std::size_t k) const {
    for (const Level& level : levels_) {
      if (level.name == LevelName::kUnplaced &&
          static_cast<std::size_t>(level.key) == k) {
        return std::max<std::int64_t>(0, level.value - hopeless_[k]);
      }
    }
    return 0;
  }

  Outsiders OutsidersOf(std::size_t l,
                        const Certificate::Market& market) const {
    Outsiders out;
    out.ignored.assign(classes_, false);
    out.price.resize(classes_);
    for (std::size_t k = 0; k < classes_; ++k) {
      const bool unplaced = levels_[l].name == LevelName::kUnplaced;
      const auto key = static_cast<std::size_t>(levels_[l].key);
      if (unplaced && k >= key) {
        out.ignored[k] = k > key;
        if (k == key) out.price[k] = market.scale;
      } else if (Left(k) > 0) {
        out.price[k] = PriceOf(market, k);
      }
    }
    return out;
  }
  static std::int64_t PriceOf(const Certificate::Market& market,
                              std::size_t k) {
    return k < market.people.size() ? market.people[k] : 0;
  }

  // By grade; a violation for each that is not well formed.
  BillsByGrade BillsOf(std::size_t l) {
    BillsByGrade bills;
    bool strict = false;
    for (std::size_t e = 0; e < l; ++e) {
      strict = strict || (levels_[e].name == LevelName::kSubstitutes &&
                          levels_[e].value == 0);
    }
    const bool floors = levels_[l].name == LevelName::kNewFloors;
    for (const Certificate::Market& of : plan_.certificate.markets) {
      if (of.level != l) continue;
      const bool whole = std::ranges::all_of(of.people, [](std::int64_t price) {
        return price >= 0 && price <= kMostPrice;
      });
      std::optional<Bill> bill;
      if (whole && of.scale > 0 && of.scale <= kMostPrice) {
        bill = BillOf(census_, of, OutsidersOf(l, of), strict,
                      floors ? of.scale : 0, steps_);
      }
      if (bill) {
        bills[of.grade].push_back({&of, *std::move(bill)});
      } else {
        Fail(l);
      }
    }
    return bills;
  }

  // Those of a class whom the plan leaves out, less those whom other grades
  // leave out whatever they do.
  std::int64_t LeftAt(std::size_t k, std::uint32_t grade) const {
    std::int64_t left = Left(k);
    for (const auto& [other, people] : without_[k]) {
      if (other != grade) left -= people;
    }
    return std::max<std::int64_t>(0, left);
  }

  // What those who may be left out pay at most, at each class's highest price;
  // of all grades, or of one.
  std::int64_t PaidOutside(std::size_t l,
                           const std::vector<const Certificate::Market*>& of,
                           bool of_one_grade) const {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < classes_; ++k) {
      if (levels_[l].name == LevelName::kUnplaced &&
          k >= static_cast<std::size_t>(levels_[l].key)) {
        continue;
      }
      std::int64_t price = 0;
      for (const auto* market : of)
        price = std::max(price, PriceOf(*market, k));
      std::int64_t paid = 0;
      const std::int64_t left =
          of_one_grade ? LeftAt(k, of[0]->grade) : Left(k);
      if (__builtin_mul_overflow(price, left, &paid) ||
          __builtin_add_overflow(sum, paid, &sum)) {
        return kNever;
      }
    }
    return sum;
  }

  // Of each grade the first market, all of one scale: what is paid beyond what
  // sites are worth, as `limit` lets them open (by tier; none: all).
  template <class Limit>
  std::int64_t AllGrades(std::size_t l, const BillsByGrade& bills,
                         const Limit& limit) const {
    std::vector<const Certificate::Market*> markets;
    std::int64_t sum = 0;
    std::map<std::int32_t, std::vector<std::int64_t>> by_tier;
    bool overflow = false;
    for (const auto& [grade, list] : bills) {
      const PricedBill& of = list.front();
      if (!markets.empty() && of.market->scale != markets[0]->scale) return 0;
      markets.push_back(of.market);
      overflow = overflow || __builtin_add_overflow(sum, of.bill.paid, &sum);
      for (std::size_t s = 0; s < of.bill.worth.size(); ++s) {
        const Site& site = problem_.sites[s];
        if (site.open) {
          overflow =
              overflow || __builtin_sub_overflow(sum, of.bill.worth[s], &sum);
        } else if (of.bill.worth[s] > 0) {
          by_tier[KeyOf(s)].push_back(of.bill.worth[s]);
        }
      }
    }
    if (markets.empty()) return 0;
    for (auto& [tier, worth] : by_tier) {
      std::ranges::sort(worth, std::greater<>());
      const std::size_t most = std::min(limit(tier), worth.size());
      for (std::size_t n = 0; n < most; ++n) {
        overflow = overflow || __builtin_sub_overflow(sum, worth[n], &sum);
      }
    }
    overflow = overflow || __builtin_sub_overflow(
                               sum, PaidOutside(l, markets, false), &sum);
    if (overflow || sum <= 0) return 0;
    const std::int64_t scale = markets[0]->scale;
    return sum / scale + (sum % scale != 0);
  }

  std::int64_t Unplaced(std::size_t l) {
    const BillsByGrade bills = BillsOf(l);
    const std::int64_t bound = AllGrades(
        l, bills, [&](std::int32_t) { return problem_.sites.size(); });
    FindWithout(l, bills);
    return bound + (bound > 0
                        ? hopeless_[static_cast<std::size_t>(levels_[l].key)]
                        : 0);
  }

  // Each grade's market by itself, with all those of urgent classes.
  void FindWithout(std::size_t l, const BillsByGrade& bills) {
    auto& without = without_[static_cast<std::size_t>(levels_[l].key)];
    for (const auto& [grade, list] : bills) {
      const PricedBill& of = list.front();
      std::int64_t rest = of.bill.paid;
      bool overflow = __builtin_sub_overflow(
          rest, PaidOutside(l, {of.market}, false), &rest);
      for (const std::int64_t worth : of.bill.worth) {
        overflow = overflow || __builtin_sub_overflow(rest, worth, &rest);
      }
      if (overflow || rest <= 0) continue;
      const std::int64_t scale = of.market->scale;
      without[grade] = rest / scale + (rest % scale != 0);
    }
  }

  std::int64_t NewFloors(std::size_t l) {
    return AllGrades(l, BillsOf(l), [&](std::int32_t tier) {
      if (IsByCost()) return problem_.sites.size();
      for (const Level& level : levels_) {
        if (level.name == LevelName::kNewSites && level.key == tier) {
          return static_cast<std::size_t>(level.value);
        }
      }
      return problem_.sites.size();
    });
  }

  // One bill of a grade for a tier: what the best 0, 1, ... of each tier from
  // there on are worth, the tier's own last, against what is left to pay.
  struct Needs {
    std::int64_t rest = 0;
    std::vector<std::vector<std::int64_t>> best;
  };
  // `later`: tiers after this one, as levels have them.
  Needs NeedsOf(std::size_t l, const PricedBill& of,
                const std::vector<std::int32_t>& tiers) const {
    Needs needs;
    needs.rest = of.bill.paid -
                 std::min(of.bill.paid, PaidOutside(l, {of.market}, true));
    needs.best.resize(tiers.size());
    for (std::size_t s = 0; s < of.bill.worth.size(); ++s) {
      const Site& site = problem_.sites[s];
      const std::int64_t worth = of.bill.worth[s];
      if (site.open || site.tier < tiers.back()) {
        needs.rest = std::max<std::int64_t>(0, needs.rest - worth);
      } else {
        const auto at = std::ranges::find(tiers, site.tier) - tiers.begin();
        needs.best[static_cast<std::size_t>(at)].push_back(worth);
      }
    }
    for (auto& best : needs.best) {
      std::ranges::sort(best, std::greater<>());
      best.insert(best.begin(), 0);
      for (std::size_t n = 1; n < best.size(); ++n) {
        best[n] = std::min(kNever, best[n] + best[n - 1]);
      }
    }
    return needs;
  }

  // The fewest sites of the tier with so many of each later one; kNever if all
  // are too few.
  static std::int64_t Fewest(const std::vector<Needs>& bills,
                             const std::vector<std::int64_t>& later) {
    std::int64_t fewest = 0;
    for (const Needs& of : bills) {
      std::int64_t rest = of.rest;
      for (std::size_t t = 0; t < later.size(); ++t) {
        const auto most = static_cast<std::int64_t>(of.best[t].size()) - 1;
        rest -= of.best[t][static_cast<std::size_t>(std::min(later[t], most))];
      }
      const auto enough = std::ranges::lower_bound(of.best.back(), rest);
      if (enough == of.best.back().end()) return kNever;
      fewest = std::max<std::int64_t>(fewest, enough - of.best.back().begin());
    }
    return fewest;
  }

  // Sites of later tiers may go to any grade: each has those that it must, and
  // the others are shared out in the best way; where there are too many ways,
  // every grade has the most.
  std::int64_t NewSites(std::size_t l) {
    if (IsByCost()) return 0;
    tiers_.push_back(levels_[l].key);
    const std::size_t later = tiers_.size() - 1;
    std::map<std::uint32_t, std::vector<Needs>> needs;
    for (const auto& [grade, bills] : BillsOf(l)) {
      for (const PricedBill& of : bills) {
        needs[grade].push_back(NeedsOf(l, of, tiers_));
      }
    }
    for (const Site& site : problem_.sites) needs[site.grade];
    std::vector<std::vector<std::int64_t>> spreads = {{}};
    bool all = true;
    for (std::size_t t = 0; t < later && all; ++t) {
      const auto ways = static_cast<std::size_t>(more_[t]) + 1;
      all = ways <= kMostSpreads && spreads.size() * ways <= kMostSpreads;
      if (!all) break;
      std::vector<std::vector<std::int64_t>> longer;
      for (const auto& spread : spreads) {
        for (std::int64_t n = 0; n <= more_[t]; ++n) {
          longer.push_back(spread);
          longer.back().push_back(n);
        }
      }
      spreads = std::move(longer);
    }
    if (!all) spreads = {more_};
    return ShareOut(needs, spreads, all, levels_[l].value);
  }

  std::int64_t ShareOut(
      const std::map<std::uint32_t, std::vector<Needs>>& needs,
      const std::vector<std::vector<std::int64_t>>& spreads, bool all,
      std::int64_t opened) {
    std::vector<std::int64_t> sum(spreads.size(), 0);
    std::int64_t least_sum = 0;
    auto& least_here = least_.emplace_back();
    for (const auto& [grade, bills] : needs) {
      std::vector<std::int64_t> fewest;
      for (std::vector<std::int64_t> have : spreads) {
        for (std::size_t t = 0; t < have.size(); ++t) {
          have[t] += least_[t].at(grade);
        }
        fewest.push_back(bills.empty() ? 0 : Fewest(bills, have));
      }
      const std::int64_t least = std::ranges::min(fewest);
      least_here[grade] = least;
      least_sum = std::min(kNever, least_sum + least);
      sum =
          all ? Convolved(spreads, sum, fewest)
              : std::vector<std::int64_t>{std::min(kNever, sum[0] + fewest[0])};
    }
    more_.push_back(std::max<std::int64_t>(0, opened - least_sum));
    return std::ranges::min(sum);
  }

  // Spreads come in the order of numbers whose digits they are.
  std::vector<std::int64_t> Convolved(
      const std::vector<std::vector<std::int64_t>>& spreads,
      const std::vector<std::int64_t>& a,
      const std::vector<std::int64_t>& b) const {
    std::vector<std::int64_t> with(spreads.size(), kNever);
    for (std::size_t i = 0; i < spreads.size(); ++i) {
      for (std::size_t j = 0; j < spreads.size(); ++j) {
        std::size_t at = 0;
        bool fits = true;
        for (std::size_t t = 0; t < spreads[i].size(); ++t) {
          const std::int64_t both = spreads[i][t] + spreads[j][t];
          fits = fits && both <= more_[t];
          at = at * (static_cast<std::size_t>(more_[t]) + 1) +
               static_cast<std::size_t>(both);
        }
        if (fits) with[at] = std::min({with[at], kNever, a[i] + b[j]});
      }
    }
    return with;
  }

  const Census& census_;
  const Problem& problem_;
  const Plan& plan_;
  const std::vector<Level>& levels_;
  Report& report_;
  std::size_t classes_ = 0;
  std::vector<std::int64_t> hopeless_;  // by class: people without an adult
  // By class and grade: see FindWithout.
  std::vector<std::map<std::uint32_t, std::int64_t>> without_;
  std::int64_t steps_ = kMostSteps;
  // Of tiers so far, the last first: sites that each grade opens at least, and
  // how many more the plan does.
  std::vector<std::int32_t> tiers_;
  std::vector<std::map<std::uint32_t, std::int64_t>> least_;
  std::vector<std::int64_t> more_;
};

}  // namespace

std::vector<std::int64_t> MarketBounds(const Census& census, const Plan& plan,
                                       const std::vector<Level>& levels,
                                       Report& report) {
  if (plan.certificate.markets.empty() || plan.levels.size() != levels.size()) {
    return std::vector<std::int64_t>(levels.size(), 0);
  }
  return MarketBounder(census, plan, levels, report).Bounds();
}

}  // namespace quaranta::place::verify
