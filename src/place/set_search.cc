#include "place/set_search.h"

#include <algorithm>
#include <array>

#include "place/lp.h"

namespace quaranta::place::internal {
namespace {

constexpr int kRounds = 400;
constexpr int kDiveRounds = 6;
constexpr int kMaxDepth = 200;
// Columns that one part may get in one round.
constexpr std::size_t kNewColumns = 4;
// So many sets looked at cost as much as a step of the simplex.
constexpr std::int64_t kSetsPerStep = 4096;
constexpr double kWhole = 1e-5;
constexpr double kWorth = 1e-7;
// Of one unit or level; a proof that needs more is no proof.
constexpr std::int64_t kMostPrice = std::int64_t{1} << 40;

}  // namespace

SetSearch::SetSearch(const Model& model, const Component& component,
                     const std::vector<UnitSets>& sets,
                     const std::vector<LevelForm>& levels, LinearProgram& lp)
    : model_(model),
      component_(component),
      sets_(sets),
      levels_(levels),
      lp_(lp) {}

double SetSearch::CostOf(std::size_t part, std::size_t level,
                         std::uint32_t set) const {
  const UnitSets& sets = sets_[part];
  const auto classes = static_cast<std::size_t>(model_.classes);
  if (level < classes) return sets.unplaced(sets.value(set))[level];
  if (level + 2 == levels_.size()) return sets.Refine(set);
  if (level + 1 == levels_.size()) {
    return static_cast<double>(sets.choices(set).size());
  }
  return 0;
}

// A set that the limits and the region let the cohort have.
bool SetSearch::IsOpen(std::size_t part, std::uint32_t set) const {
  const UnitSets& sets = sets_[part];
  if (!allowed_.values[part][sets.value(set)]) return false;
  if (sets.lacking(set) > allowed_.lacking ||
      (LackingCounts() && sets.Refine(set) > allowed_.lacking)) {
    return false;
  }
  const CohortPart& of = component_.parts[part];
  const UnitSets::Choices choices = sets.choices(set);
  for (std::size_t n = 0; n < choices.size();) {
    const std::uint16_t i = choices[n];
    std::int64_t units = 0;
    for (; n < choices.size() && choices[n] == i; ++n) ++units;
    if (units > region_.box.upper[of.first_variable + i] ||
        !MayOpen(component_, region_, of.choices[i])) {
      return false;
    }
  }
  return true;
}

bool SetSearch::LackingCounts() const { return level_ + 2 >= levels_.size(); }

void SetSearch::AddColumn(std::size_t part, std::uint32_t set) {
  if (has_column_[part][set]) return;
  has_column_[part][set] = true;
  const CohortPart& of = component_.parts[part];
  std::vector<LpEntry> entries{{static_cast<std::uint32_t>(part), 1}};
  const UnitSets::Choices choices = sets_[part].choices(set);
  for (std::size_t n = 0; n < choices.size();) {
    const std::uint16_t i = choices[n];
    double units = 0;
    for (; n < choices.size() && choices[n] == i; ++n) ++units;
    entries.push_back({class_row_[of.choices[i]], units});
    for (const Branch& branch : branches_) {
      if (branch.part == part && branch.choice == i) {
        entries.push_back({branch.row, units});
      }
    }
  }
  for (std::size_t l = 0; l < level_; ++l) {
    const double cost = CostOf(part, l, set);
    if (cost > 0) entries.push_back({level_row_[l], cost});
  }
  const std::uint32_t variable =
      lp_.AddColumn(CostOf(part, level_, set), 0, 1, entries);
  columns_[part].push_back({variable, set});
}

void SetSearch::BuildLp(const Units& start) {
  class_row_.clear();
  level_row_.clear();
  site_variable_.clear();
  branches_.clear();
  columns_.assign(sets_.size(), {});
  has_column_.clear();
  for (const UnitSets& of : sets_) has_column_.emplace_back(of.size(), false);
  for (std::size_t p = 0; p < sets_.size(); ++p) lp_.AddRow(1, 1, {});
  for (const UnitClass& of : component_.classes) {
    const auto units = static_cast<double>(of.size());
    class_row_.push_back(
        lp_.AddRow(-LinearProgram::kFree, of.site == kNone ? units : 0, {}));
  }
  for (std::size_t l = 0; l < level_; ++l) {
    double most = static_cast<double>(limits_[l] - levels_[l].constant);
    for (const CohortPart& part : component_.parts) {
      for (const Demand& of : part.demands) {
        if (static_cast<std::size_t>(of.priority) == l) {
          most += static_cast<double>(of.count * of.people);
        }
      }
    }
    level_row_.push_back(lp_.AddRow(-LinearProgram::kFree, most, {}));
  }
  for (std::uint32_t s = 0; s < component_.sites.size(); ++s) {
    const std::size_t tier = static_cast<std::size_t>(model_.classes) +
                             model_.site_tier[component_.sites[s]];
    std::vector<LpEntry> entries;
    for (std::size_t t = 0; t < component_.classes.size(); ++t) {
      const UnitClass& of = component_.classes[t];
      if (of.site == s) {
        entries.push_back({class_row_[t], -static_cast<double>(of.size())});
      }
    }
    const double cost = model_.site_cost[component_.sites[s]];
    if (tier < level_ && cost > 0) entries.push_back({level_row_[tier], cost});
    const std::uint32_t v = component_.first_site_variable + s;
    site_variable_.push_back(lp_.AddColumn(
        tier == level_ ? cost : 0, static_cast<double>(region_.box.lower[v]),
        static_cast<double>(region_.box.upper[v]), entries));
  }
  for (const auto& steps : component_.orders) AddOrderRows(steps);
  // A cohort that takes no set at all costs more than any plan is worth.
  const double forbidden = 10 + 2 * static_cast<double>((*target_)());
  for (std::uint32_t p = 0; p < sets_.size(); ++p) {
    const std::array<LpEntry, 1> entry{{{p, 1}}};
    lp_.AddColumn(forbidden, 0, 1, entry);
  }
  AddStart(start);
}

// A site waits for those of the step before.
void SetSearch::AddOrderRows(
    const std::vector<std::vector<std::uint32_t>>& steps) {
  for (std::size_t n = 1; n < steps.size(); ++n) {
    for (const std::uint32_t later : steps[n]) {
      for (const std::uint32_t before : steps[n - 1]) {
        const std::array<LpEntry, 2> entries{
            {{site_variable_[later], 1}, {site_variable_[before], -1}}};
        lp_.AddRow(-LinearProgram::kFree, 0, entries);
      }
    }
  }
}

// The sets of a plan, so far as they are sets that the search knows.
void SetSearch::AddStart(const Units& start) {
  std::vector<std::uint32_t> class_of(model_.units.size(), kNone);
  for (std::uint32_t t = 0; t < component_.classes.size(); ++t) {
    for (const std::uint32_t u : component_.classes[t].units) class_of[u] = t;
  }
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    std::vector<std::uint16_t> wanted;
    for (const std::uint32_t u : start[p]) {
      const auto it = std::ranges::find(part.choices, class_of[u]);
      if (it != part.choices.end()) {
        wanted.push_back(static_cast<std::uint16_t>(it - part.choices.begin()));
      }
    }
    std::ranges::sort(wanted);
    for (std::uint32_t set = 0; set < sets_[p].size(); ++set) {
      const UnitSets::Choices choices = sets_[p].choices(set);
      if (choices.size() > wanted.size()) break;
      if (std::ranges::equal(choices, wanted) && IsOpen(p, set)) {
        AddColumn(p, set);
      }
    }
  }
}

bool SetSearch::SolveLp() {
  const std::int64_t before = lp_.iterations();
  const LpStatus status = lp_.Solve(budget_->iterations);
  budget_->iterations -= lp_.iterations() - before + 1;
  return status == LpStatus::kOptimal;
}

void SetSearch::ReadDuals() {
  const std::vector<double>& duals = lp_.duals();
  part_price_.assign(duals.begin(),
                     duals.begin() + static_cast<std::ptrdiff_t>(sets_.size()));
  class_price_.clear();
  for (const std::uint32_t row : class_row_) {
    class_price_.push_back(std::max(0.0, -duals[row]));
  }
  level_price_.assign(levels_.size(), 0);
  for (std::size_t l = 0; l < level_; ++l) {
    level_price_[l] = std::max(0.0, -duals[level_row_[l]]);
  }
  level_price_[level_] = 1;
  refund_.resize(sets_.size());
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    refund_[p].assign(component_.parts[p].choices.size(), 0);
  }
  for (const Branch& of : branches_) {
    refund_[of.part][of.choice] = std::max(0.0, duals[of.row]);
  }
}

Prices SetSearch::RoundPrices() const {
  Prices prices;
  prices.sets = true;
  const auto round = [](double price) {
    const double scaled = price * static_cast<double>(kPriceScale) + 0.5;
    return scaled < 1 ? 0
                      : std::min(kMostPrice, static_cast<std::int64_t>(scaled));
  };
  for (std::uint32_t t = 0; t < class_price_.size(); ++t) {
    if (const std::int64_t p = round(class_price_[t]); p > 0) {
      prices.units.emplace_back(t, p);
    }
  }
  for (std::uint32_t l = 0; l < level_; ++l) {
    if (const std::int64_t p = round(level_price_[l]); p > 0) {
      prices.levels.emplace_back(l, p);
    }
  }
  return prices;
}

std::int64_t SetSearch::Bound(const Prices& prices) const {
  return BoundBySets(model_, component_, sets_, levels_, limits_, level_,
                     region_, prices);
}

// Adds the sets of the part that are worth most at the present duals; returns
// the least that one costs beyond what the part pays.
double SetSearch::PricePart(std::size_t part, bool& added) {
  const UnitSets& sets = sets_[part];
  const CohortPart& of = component_.parts[part];
  const double lacking = level_price_[levels_.size() - 2];
  choice_.clear();
  for (std::size_t i = 0; i < of.choices.size(); ++i) {
    const std::uint32_t v = of.first_variable + static_cast<std::uint32_t>(i);
    const bool shut = region_.box.upper[v] == 0 ||
                      !MayOpen(component_, region_, of.choices[i]);
    choice_.push_back(shut ? 1e15
                           : class_price_[of.choices[i]] + level_price_.back() -
                                 refund_[part][i]);
  }
  value_.clear();
  for (std::uint32_t v = 0; v < sets.values(); ++v) {
    double price = -part_price_[part];
    for (std::size_t k = 0; k < sets.unplaced(v).size(); ++k) {
      price += level_price_[k] * sets.unplaced(v)[k];
    }
    value_.push_back(allowed_.values[part][v] ? price : 1e15);
  }
  std::array<std::pair<double, std::uint32_t>, kNewColumns> best;
  best.fill({-kWorth, kNone});
  double least = 0;
  for (std::uint32_t set = 0; set < sets.size(); ++set) {
    double price = value_[sets.value(set)];
    for (const std::uint16_t i : sets.choices(set)) price += choice_[i];
    if (price + lacking * sets.lacking(set) >= best.back().first) continue;
    if (!IsOpen(part, set)) continue;
    price += lacking * sets.lacking(set);
    if (price >= best.back().first) continue;
    least = std::min(least, price);
    if (has_column_[part][set]) continue;
    best.back() = {price, set};
    std::ranges::sort(best);
  }
  looked_at_ += static_cast<std::int64_t>(sets.size());
  for (const auto& [price, set] : best) {
    if (set == kNone) continue;
    AddColumn(part, set);
    added = true;
  }
  return least;
}

double SetSearch::Price(bool& added) {
  double sum = 0;
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    if (!fixed_[p]) sum += PricePart(p, added);
  }
  budget_->iterations -= looked_at_ / kSetsPerStep;
  looked_at_ %= kSetsPerStep;
  return sum;
}

// Adds columns until no more are worth it, or the bound is met.
std::int64_t SetSearch::SolveNode(const Prices& inherited, Prices& prices,
                                  bool dive) {
  prices = inherited;
  std::int64_t best = dive ? 0 : Bound(inherited);
  const double base = static_cast<double>(
      level_ < static_cast<std::size_t>(model_.classes) ? [&] {
        std::int64_t hopeless = 0;
        for (const CohortPart& part : component_.parts) {
          hopeless += part.hopeless[level_];
        }
        return hopeless;
      }() : 0);
  for (int round = 0; best < (*target_)() && round < kRounds; ++round) {
    if (budget_->iterations <= 0) {
      budget_->stopped = true;
      return best;
    }
    if (!SolveLp()) return best;
    ReadDuals();
    bool added = false;
    const double least = lp_.objective() + base + Price(added);
    const bool met = least > static_cast<double>((*target_)() - 1) + 1e-6;
    if (dive) {
      if (met || !added || round == kDiveRounds) return best;
      continue;
    }
    if (met || !added) {
      Prices found = RoundPrices();
      const std::int64_t bound = Bound(found);
      if (bound > best || !prices.sets) {
        best = std::max(best, bound);
        prices = std::move(found);
      }
      if (!added || best >= (*target_)()) break;
    }
  }
  return best;
}

void SetSearch::OfferSets(const std::vector<std::uint32_t>& set) {
  Units units;
  std::vector<std::size_t> given(component_.classes.size(), 0);
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    units.push_back(model_.cohorts[part.cohort].held_units);
    if (set[p] == kNone) continue;
    for (const std::uint16_t i : sets_[p].choices(set[p])) {
      const UnitClass& of = component_.classes[part.choices[i]];
      std::size_t& used = given[part.choices[i]];
      if (used == of.units.size()) return;
      units.back().push_back(of.units[used++]);
    }
    std::ranges::sort(units.back());
  }
  (*offer_)(std::move(units));
}

// Parts in the order of how sure the point is of them, each the set that costs
// least at the present prices of those that are left.
void SetSearch::Round() {
  struct Choice {
    double part = -1;
    std::uint32_t set = kNone;
  };
  std::vector<Choice> best(sets_.size());
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    order.push_back(p);
    for (const Column& of : columns_[p]) {
      const double value = lp_.value(of.variable);
      if (value > best[p].part) best[p] = {value, of.set};
    }
  }
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t p) { return best[p].part; });
  std::vector<std::uint32_t> chosen;
  for (const Choice& of : best) chosen.push_back(of.set);
  if (FindBranch().variable == kNone) OfferSets(chosen);
  std::vector<std::int64_t> left;
  for (const UnitClass& of : component_.classes) {
    const bool open = of.site == kNone ||
                      lp_.value(site_variable_[of.site]) > 0.5 ||
                      level_ < static_cast<std::size_t>(model_.classes);
    left.push_back(open ? of.size() : 0);
  }
  chosen.assign(sets_.size(), kNone);
  const double lacking = level_price_[levels_.size() - 2];
  for (const std::size_t p : order) {
    const CohortPart& part = component_.parts[p];
    const UnitSets& sets = sets_[p];
    value_.clear();
    for (std::uint32_t v = 0; v < sets.values(); ++v) {
      double price = 0;
      for (std::size_t k = 0; k < sets.unplaced(v).size(); ++k) {
        price += (level_price_[k] + 1e-2) * sets.unplaced(v)[k];
      }
      value_.push_back(price + (allowed_.values[p][v] ? 0 : 1e6));
    }
    double least = 1e18;
    for (std::uint32_t set = 0; set < sets.size(); ++set) {
      double price =
          value_[sets.value(set)] + (lacking + 1e-3) * sets.lacking(set);
      const UnitSets::Choices choices = sets.choices(set);
      for (const std::uint16_t i : choices) {
        price += class_price_[part.choices[i]] + level_price_.back() + 1e-4;
      }
      if (set == best[p].set && best[p].part > 0.3) price -= 0.5;
      if (price >= least) continue;
      bool fits = true;
      for (std::size_t n = 0; n < choices.size() && fits; ++n) {
        const auto units =
            std::ranges::count(choices.subspan(0, n + 1), choices[n]);
        fits = units <= left[part.choices[choices[n]]];
      }
      if (!fits) continue;
      least = price;
      chosen[p] = set;
    }
    looked_at_ += static_cast<std::int64_t>(sets.size());
    if (chosen[p] == kNone) return;
    for (const std::uint16_t i : sets.choices(chosen[p])) {
      --left[part.choices[i]];
    }
  }
  OfferSets(chosen);
}

BranchPoint SetSearch::FindBranch() const {
  for (std::uint32_t s = 0; s < site_variable_.size(); ++s) {
    const double value = lp_.value(site_variable_[s]);
    if (value > kWhole && value < 1 - kWhole) {
      return {component_.first_site_variable + s, 0};
    }
  }
  BranchPoint best{kNone, 0};
  double best_merit = 0;
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    std::vector<double> taken(part.choices.size(), 0);
    for (const Column& of : columns_[p]) {
      for (const std::uint16_t i : sets_[p].choices(of.set)) {
        taken[i] += lp_.value(of.variable);
      }
    }
    for (std::uint32_t i = 0; i < taken.size(); ++i) {
      const auto below = static_cast<std::int64_t>(taken[i] + kWhole);
      const double rest = taken[i] - static_cast<double>(below);
      if (rest < kWhole) continue;
      std::int64_t rooms = 1;
      for (const TypeCount& of : component_.classes[part.choices[i]].types) {
        rooms += of.count;
      }
      const double merit =
          std::min(rest, 1 - rest) * static_cast<double>(rooms);
      if (merit > best_merit) {
        best_merit = merit;
        best = {part.first_variable + i, below};
      }
    }
  }
  return best.variable == kNone ? FindMixed() : best;
}

// Whole numbers of units that are the mean of several sets.
BranchPoint SetSearch::FindMixed() const {
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      double taken = 0;
      std::int64_t least = 1 << 20, most = 0;
      for (const Column& of : columns_[p]) {
        if (lp_.value(of.variable) < kWhole) continue;
        const auto units = std::ranges::count(sets_[p].choices(of.set), i);
        taken += lp_.value(of.variable) * static_cast<double>(units);
        least = std::min<std::int64_t>(least, units);
        most = std::max<std::int64_t>(most, units);
      }
      if (least < most) {
        return {part.first_variable + i,
                static_cast<std::int64_t>(taken + kWhole)};
      }
    }
  }
  return {kNone, 0};
}

std::uint32_t SetSearch::BranchRow(std::size_t part, std::uint32_t choice) {
  for (const Branch& of : branches_) {
    if (of.part == part && of.choice == choice) return of.row;
  }
  std::vector<LpEntry> entries;
  for (const Column& of : columns_[part]) {
    const auto units = std::ranges::count(sets_[part].choices(of.set), choice);
    if (units > 0) {
      entries.push_back({of.variable, static_cast<double>(units)});
    }
  }
  const std::uint32_t row =
      lp_.AddRow(-LinearProgram::kFree, LinearProgram::kFree, entries);
  // A unit may be taken for no use.
  const std::uint32_t t = component_.parts[part].choices[choice];
  const std::array<LpEntry, 2> unused{{{row, 1}, {class_row_[t], 1}}};
  lp_.AddColumn(level_ + 1 == levels_.size() ? 1 : 0, 0,
                static_cast<double>(component_.classes[t].size()), unused);
  branches_.push_back({part, choice, row});
  return row;
}

void SetSearch::ApplyColumnBounds(std::size_t part) {
  for (const Column& of : columns_[part]) {
    lp_.SetBounds(of.variable, 0, IsOpen(part, of.set) ? 1 : 0);
  }
}

void SetSearch::SetBox(std::uint32_t variable, std::int64_t lower,
                       std::int64_t upper) {
  const bool more = upper != region_.box.upper[variable];
  region_.box.lower[variable] = lower;
  region_.box.upper[variable] = upper;
  if (variable >= component_.first_site_variable) {
    lp_.SetBounds(site_variable_[variable - component_.first_site_variable],
                  static_cast<double>(lower), static_cast<double>(upper));
    for (std::size_t p = 0; more && p < sets_.size(); ++p) {
      ApplyColumnBounds(p);
    }
    return;
  }
  for (std::size_t p = 0; p < sets_.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    const std::uint32_t i = variable - part.first_variable;
    if (variable < part.first_variable || i >= part.choices.size()) continue;
    lp_.SetRowBounds(
        BranchRow(p, i),
        lower > 0 ? static_cast<double>(lower) : -LinearProgram::kFree,
        LinearProgram::kFree);
    if (more) ApplyColumnBounds(p);
  }
}

// Fixes the part that is nearest to one set, again and again.
void SetSearch::Dive() {
  const std::int64_t stop_at = budget_->iterations - budget_->iterations / 10;
  Prices unused;
  while (budget_->iterations > stop_at) {
    std::size_t best_part = 0;
    std::uint32_t best_set = kNone;
    double best = 0;
    for (std::size_t p = 0; p < sets_.size(); ++p) {
      for (const Column& of : columns_[p]) {
        const double value = lp_.value(of.variable);
        if (fixed_[p] || value <= best) continue;
        best = value;
        best_part = p;
        best_set = of.set;
      }
    }
    if (best_set == kNone) break;
    fixed_[best_part] = true;
    for (const Column& of : columns_[best_part]) {
      const double only = of.set == best_set ? 1 : 0;
      lp_.SetBounds(of.variable, only, only);
    }
    if (best > 1 - kWhole) continue;
    SolveNode({}, unused, true);
    Round();
  }
  fixed_.assign(sets_.size(), false);
  for (std::size_t p = 0; p < sets_.size(); ++p) ApplyColumnBounds(p);
}

std::int64_t SetSearch::Explore(const Prices& inherited, int depth) {
  const std::size_t here = tree_.size();
  tree_.emplace_back();
  Prices prices;
  const std::int64_t bound = SolveNode(inherited, prices, false);
  BranchPoint point{kNone, 0};
  if (bound < (*target_)() && budget_->iterations > 0) {
    point = FindBranch();
    Round();
    if (bound < (*target_)() && depth % 8 == 0) Dive();
  }
  if (bound >= (*target_)() || depth >= kMaxDepth || budget_->iterations <= 0 ||
      point.variable == kNone) {
    tree_[here].prices = std::move(prices);
    return bound;
  }
  const std::uint32_t v = point.variable;
  const std::int64_t lower = region_.box.lower[v];
  const std::int64_t upper = region_.box.upper[v];
  const bool up_first = v < component_.first_site_variable ||
                        level_ < static_cast<std::size_t>(model_.classes);
  const std::int64_t least = SplitLast(
      point, up_first, bound, prices,
      [&](bool up) {
        up ? SetBox(v, point.at + 1, upper) : SetBox(v, lower, point.at);
        const std::int64_t of = Explore(prices, depth + 1);
        SetBox(v, lower, upper);
        return of;
      },
      tree_);
  return std::max(least, bound);
}

ProofTree SetSearch::Prove(std::size_t level,
                           const std::vector<std::int64_t>& limits,
                           const Units& start, const Offer& offer,
                           const Target& target, Budget& budget) {
  level_ = level;
  limits_ = limits;
  limits_.resize(level);
  region_ = RegionOf(component_, levels_, limits_);
  allowed_ = AllowedBy(model_, component_, sets_, limits_);
  offer_ = &offer;
  target_ = &target;
  budget_ = &budget;
  fixed_.assign(sets_.size(), false);
  tree_.clear();
  BuildLp(start);
  Prices none;
  none.sets = true;
  Explore(none, 0);
  return std::move(tree_);
}

}  // namespace quaranta::place::internal
