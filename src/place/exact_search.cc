#include "place/exact_search.h"

#include <algorithm>
#include <utility>

#include "place/set_bound.h"
#include "place/set_search.h"
#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

constexpr int kRootRounds = 60;
constexpr int kNodeRounds = 4;
constexpr int kMaxDepth = 200;
constexpr int kDives = 4;
// A dive may spend this part of what is left.
constexpr std::int64_t kDiveShare = 20;
constexpr double kWhole = 1e-5;
// So many sets of units found cost as much as a step of the simplex.
constexpr std::int64_t kSetsPerStep = 128;

}  // namespace

ComponentSearch::ComponentSearch(const Model& model, const Component& component,
                                 CohortEvaluator& evaluator,
                                 LinearProgramMaker linear)
    : model_(model),
      component_(component),
      evaluator_(evaluator),
      linear_(linear),
      levels_(LevelFormsOf(model, component)),
      owned_lp_(linear != nullptr ? linear() : std::make_unique<Lp>()),
      lp_(*owned_lp_) {}

void ComponentSearch::Offer(std::vector<std::vector<std::uint32_t>> units) {
  Incumbent offer{std::move(units), {}};
  offer.values.assign(levels_.size(), 0);
  const auto classes = static_cast<std::size_t>(model_.classes);
  const std::size_t substitutes = classes + model_.tiers.size();
  std::vector<bool> used(model_.site_tier.size(), false);
  for (std::size_t p = 0; p < component_.parts.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    const Score score = evaluator_.Evaluate(part.cohort, offer.units[p]);
    for (std::size_t k = 0; k < classes; ++k) {
      offer.values[k] += score.unplaced[k] + part.without_adult[k];
    }
    offer.values[substitutes] += score.substitutes;
    for (const std::uint32_t u : offer.units[p]) {
      if (model_.units[u].holder != kNone) continue;
      ++offer.values[substitutes + 1];
      used[model_.units[u].site] = true;
    }
  }
  const std::vector<bool> opened =
      OpenedWith(*model_.problem, model_.site_on_offer, used);
  for (std::size_t s = 0; s < opened.size(); ++s) {
    if (!opened[s]) continue;
    offer.values[classes + model_.site_tier[s]] += model_.site_cost[s];
  }
  if (incumbent_.values.empty() || offer.values < incumbent_.values) {
    incumbent_ = std::move(offer);
  }
}

void ComponentSearch::BuildLp() {
  const Region whole = RegionOf(component_, levels_, {});
  for (std::size_t v = 0; v < component_.variables; ++v) {
    lp_.AddColumn(0, 0, static_cast<double>(whole.box.upper[v]), {});
  }
  std::vector<std::vector<LpEntry>> takers(component_.classes.size());
  std::vector<LpEntry> entries;
  for (const CohortPart& part : component_.parts) {
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      takers[part.choices[i]].push_back({part.first_variable + i, 1});
    }
    for (const Demand& of : part.demands) {
      if (of.lacking.size() < 2) continue;
      entries.clear();
      for (std::uint32_t w = 0; w < of.lacking.size(); ++w) {
        entries.push_back({of.first_variable + w, 1});
      }
      lp_.AddRow(-Lp::kFree, of.count, entries);
    }
  }
  for (std::size_t t = 0; t < takers.size(); ++t) {
    const auto units = static_cast<double>(component_.classes[t].size());
    const std::uint32_t site = component_.classes[t].site;
    if (site != kNone) {
      takers[t].push_back({component_.first_site_variable + site, -units});
    }
    lp_.AddRow(-Lp::kFree, site == kNone ? units : 0, takers[t]);
  }
  for (const auto& steps : component_.orders) AddOrderRows(steps);
  for (const LevelForm& level : levels_) {
    entries.clear();
    for (const auto& [variable, cost] : level.costs) {
      entries.push_back({variable, static_cast<double>(cost)});
    }
    level_rows_.push_back(lp_.AddRow(-Lp::kFree, Lp::kFree, entries));
  }
}

// Bounds decide about orders themselves; these rows guide the prices there.
void ComponentSearch::AddOrderRows(
    const std::vector<std::vector<std::uint32_t>>& steps) {
  for (std::size_t n = 1; n < steps.size(); ++n) {
    for (const std::uint32_t later : steps[n]) {
      for (const std::uint32_t before : steps[n - 1]) {
        const std::vector<LpEntry> entries = {
            {component_.first_site_variable + later, 1},
            {component_.first_site_variable + before, -1}};
        lp_.AddRow(-Lp::kFree, 0, entries);
      }
    }
  }
}

void ComponentSearch::AddHallRow(HallRow row) {
  RowForm form = FormOf(component_, row);
  const CohortPart& part = component_.parts[row.part];
  std::vector<LpEntry> entries;
  for (const auto& [choice, rooms] : form.choices) {
    entries.push_back(
        {part.first_variable + choice, static_cast<double>(rooms)});
  }
  for (const HallSet::Member& of : part.sets[row.set].members) {
    const Demand& demand = part.demands[of.demand];
    entries.push_back(
        {demand.first_variable + of.way, -static_cast<double>(demand.rooms)});
  }
  hall_rows_.push_back(
      lp_.AddRow(-static_cast<double>(form.constant), Lp::kFree, entries));
  forms_.push_back(std::move(form));
  known_.insert(row);
  hall_.push_back(std::move(row));
}

void ComponentSearch::LoadLevel() {
  if (lp_.columns() == 0) BuildLp();
  for (std::uint32_t v = 0; v < component_.variables; ++v) lp_.SetCost(v, 0);
  for (const auto& [variable, cost] : levels_[level_].costs) {
    lp_.SetCost(variable, static_cast<double>(cost));
  }
  for (std::size_t l = 0; l < levels_.size(); ++l) {
    const double most =
        l < limits_.size()
            ? static_cast<double>(limits_[l] - levels_[l].constant)
            : Lp::kFree;
    lp_.SetRowBounds(level_rows_[l], -Lp::kFree, most);
  }
  region_ = RegionOf(component_, levels_, limits_);
  ApplyBox();
}

void ComponentSearch::ApplyBox() {
  for (std::uint32_t v = 0; v < component_.variables; ++v) {
    lp_.SetBounds(v, static_cast<double>(region_.box.lower[v]),
                  static_cast<double>(region_.box.upper[v]));
  }
  // With a single way the least is a bound; with several the rows of earlier
  // levels see to it.
  for (const CohortPart& part : component_.parts) {
    for (const Demand& of : part.demands) {
      std::uint32_t open = 0, way = 0;
      for (std::uint32_t w = 0; w < of.lacking.size(); ++w) {
        if (region_.box.upper[of.first_variable + w] == 0) continue;
        ++open;
        way = of.first_variable + w;
      }
      if (open != 1) continue;
      lp_.SetBounds(way, static_cast<double>(region_.least[of.first_variable]),
                    static_cast<double>(of.count));
    }
  }
}

Prices ComponentSearch::PricesFrom(double ray_weight) const {
  Prices prices;
  const auto price = [&](std::uint32_t row, double sign) {
    double dual = sign * lp_.duals()[row];
    if (!lp_.ray().empty()) dual += sign * ray_weight * lp_.ray()[row];
    const double scaled = dual * static_cast<double>(kPriceScale) + 0.5;
    return scaled < 1 || scaled > 1e15 ? 0 : static_cast<std::int64_t>(scaled);
  };
  for (std::uint32_t n = 0; n < hall_rows_.size(); ++n) {
    if (const std::int64_t p = price(hall_rows_[n], 1); p > 0) {
      prices.rows.emplace_back(n, p);
    }
  }
  for (std::uint32_t l = 0; l < limits_.size(); ++l) {
    if (const std::int64_t p = price(level_rows_[l], -1); p > 0) {
      prices.levels.emplace_back(l, p);
    }
  }
  return prices;
}

std::int64_t ComponentSearch::Bound(const Prices& prices) const {
  return BoundByPrices(component_, hall_, forms_, levels_, limits_, level_,
                       region_, prices);
}

// Adds violated rows at the point of the last Solve; false if there are none.
bool ComponentSearch::SeparateOnce() {
  std::vector<double> point(component_.variables);
  for (std::uint32_t v = 0; v < point.size(); ++v) point[v] = lp_.value(v);
  std::vector<HallRow> rows = FindViolated(component_, point, known_);
  for (HallRow& row : rows) AddHallRow(std::move(row));
  return !rows.empty();
}

// Sites first, then the choice nearest to a half, the larger the better.
BranchPoint ComponentSearch::FindBranch() const {
  BranchPoint best{kNone, 0};
  double best_merit = 0;
  const auto look = [&](std::uint32_t v, double weight) {
    const double value = lp_.value(v);
    const auto below = static_cast<std::int64_t>(value + kWhole);
    const double part = value - static_cast<double>(below);
    if (part < kWhole) return;
    const double merit = weight * std::min(part, 1 - part);
    if (merit > best_merit) {
      best_merit = merit;
      best = {v, below};
    }
  };
  for (std::uint32_t s = 0; s < component_.sites.size(); ++s) {
    look(component_.first_site_variable + s, 1e6);
  }
  if (best.variable != kNone) return best;
  for (const CohortPart& part : component_.parts) {
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      std::int64_t rooms = 1;
      for (const TypeCount& of : component_.classes[part.choices[i]].types) {
        rooms += of.count;
      }
      look(part.first_variable + i, static_cast<double>(rooms));
    }
  }
  return best;
}

// Whole units as the point takes them, and of the rest each unit to the cohort
// that takes most of it.
void ComponentSearch::OfferRounded() {
  std::vector<std::vector<std::uint32_t>> units;
  std::vector<std::size_t> given(component_.classes.size(), 0);
  struct Share {
    double part = 0;
    std::uint32_t of = 0, choice = 0;
  };
  std::vector<Share> shares;
  const auto give = [&](std::uint32_t p, std::uint32_t choice) {
    const std::uint32_t t = component_.parts[p].choices[choice];
    const UnitClass& of = component_.classes[t];
    if (given[t] >= of.units.size()) return;
    units[p].push_back(of.units[given[t]++]);
  };
  for (std::uint32_t p = 0; p < component_.parts.size(); ++p) {
    const CohortPart& part = component_.parts[p];
    units.push_back(model_.cohorts[part.cohort].held_units);
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      const double value = lp_.value(part.first_variable + i);
      const auto whole = static_cast<std::int64_t>(value + kWhole);
      for (std::int64_t n = 0; n < whole; ++n) give(p, i);
      const double rest = value - static_cast<double>(whole);
      if (rest > 0.3) shares.push_back({rest, p, i});
    }
  }
  std::ranges::stable_sort(shares, std::greater<>(), &Share::part);
  for (const Share& share : shares) give(share.of, share.choice);
  Complete(units, given);
  for (auto& of : units) std::ranges::sort(of);
  Offer(std::move(units));
}

// Gives units that are left to those who lack rooms, most people first: the
// smallest that is enough, else the one that brings most. Sites as the point
// opens them, unless the level is before those that count sites.
void ComponentSearch::Complete(std::vector<std::vector<std::uint32_t>>& units,
                               std::vector<std::size_t>& given) {
  std::vector<Score> score;
  std::vector<std::uint32_t> open;
  // Units for the sake of features, at the level that counts those.
  const bool equips = level_ + 2 == levels_.size();
  const auto is_done = [&](const Score& of) {
    return of.AllPlaced() && (!equips || of.substitutes == 0);
  };
  for (std::uint32_t p = 0; p < component_.parts.size(); ++p) {
    score.push_back(Evaluate(p, units[p]));
    if (!is_done(score.back())) {
      open.push_back(p);
    }
  }
  const auto may_use = [&](std::uint32_t t) {
    const UnitClass& of = component_.classes[t];
    return given[t] < of.units.size() &&
           (of.site == kNone ||
            level_ < static_cast<std::size_t>(model_.classes) ||
            lp_.value(component_.first_site_variable + of.site) > 0.5);
  };
  while (!open.empty()) {
    const auto next = std::ranges::max_element(
        open, {}, [&](std::uint32_t p) { return score[p].unplaced; });
    const std::uint32_t p = *next;
    Score best = score[p];
    std::uint32_t best_class = kNone;
    std::int64_t best_rooms = 0;
    for (const std::uint32_t t : component_.parts[p].choices) {
      if (!may_use(t)) continue;
      std::int64_t rooms = 0;
      for (const TypeCount& of : component_.classes[t].types) rooms += of.count;
      if (is_done(best) && rooms >= best_rooms) continue;
      units[p].push_back(component_.classes[t].units[given[t]]);
      const Score with = Evaluate(p, units[p]);
      units[p].pop_back();
      if (equips ? !(with < score[p]) : !(with.unplaced < score[p].unplaced)) {
        continue;
      }
      if (best_class == kNone || with < best ||
          (is_done(with) && rooms < best_rooms)) {
        best = with;
        best_class = t;
        best_rooms = rooms;
      }
    }
    if (best_class == kNone) {
      open.erase(next);
      continue;
    }
    units[p].push_back(
        component_.classes[best_class].units[given[best_class]++]);
    score[p] = best;
    if (is_done(best)) open.erase(next);
  }
}

// Every eighth evaluation costs as much as a step of the simplex.
Score ComponentSearch::Evaluate(std::uint32_t part,
                                const std::vector<std::uint32_t>& units) {
  if (++evaluations_ % 8 == 0) --budget_->iterations;
  return evaluator_.Evaluate(component_.parts[part].cohort, units);
}

std::int64_t ComponentSearch::SolveNode(const Prices& inherited, int depth,
                                        Prices& prices, BranchPoint& point) {
  prices = inherited;
  std::int64_t best = Bound(inherited);
  const int rounds = depth == 0 ? kRootRounds : kNodeRounds;
  double last = 0;
  int stalled = 0;
  // A whole point that breaks rows is no end, however many rounds it takes.
  for (int round = 0; best < Target() && round < kRootRounds &&
                      (round < rounds || point.variable == kNone);
       ++round) {
    if (budget_->iterations <= 0) {
      budget_->stopped = true;
      return best;
    }
    const double cutoff =
        static_cast<double>(Target() - 1 - levels_[level_].constant) + 1e-3;
    const std::int64_t before = lp_.iterations();
    const LpStatus status = lp_.Solve(budget_->iterations, cutoff);
    budget_->iterations -= lp_.iterations() - before + 1;
    if (status == LpStatus::kTrouble) return best;
    for (double weight = 64;; weight *= 64) {
      Prices found = PricesFrom(weight);
      const std::int64_t bound = Bound(found);
      if (bound > best || prices.rows.empty()) {
        best = std::max(best, bound);
        prices = std::move(found);
      }
      if (status != LpStatus::kInfeasible || weight > 1e6 || best >= Target()) {
        break;
      }
    }
    if (status != LpStatus::kOptimal) return best;
    point = FindBranch();
    if (best >= Target()) break;
    if (point.variable == kNone || round % 4 == 0) OfferRounded();
    if (lp_.objective() - last < 1e-3 && round > 0) {
      if (++stalled > 8 && point.variable != kNone) break;
    } else {
      stalled = 0;
    }
    last = lp_.objective();
    if (best >= Target() || !SeparateOnce()) break;
  }
  return best;
}

// Takes more and more of what the point takes, without looking back, for the
// sake of plans; afterwards the box is as before. Nothing is proven.
void ComponentSearch::Dive(Random& random, double noise) {
  const Box before = region_.box;
  std::vector<std::uint32_t> changed;
  const std::int64_t stop_at =
      budget_->iterations - budget_->iterations / kDiveShare;
  while (budget_->iterations > stop_at) {
    const double cutoff =
        static_cast<double>(Target() - levels_[level_].constant) - 1 + 1e-3;
    const std::int64_t spent = lp_.iterations();
    const LpStatus status = lp_.Solve(budget_->iterations, cutoff);
    budget_->iterations -= lp_.iterations() - spent + 1;
    if (status != LpStatus::kOptimal) break;
    OfferRounded();
    std::uint32_t best = kNone;
    double best_merit = -1;
    for (std::uint32_t v = 0; v < component_.first_site_variable; ++v) {
      const double value = lp_.value(v);
      const auto below = static_cast<std::int64_t>(value + kWhole);
      const double part = value - static_cast<double>(below);
      if (part < kWhole) continue;
      const double merit =
          part + noise * static_cast<double>(random.Below(1024)) / 1024;
      if (merit > best_merit) {
        best_merit = merit;
        best = v;
      }
    }
    if (best == kNone) {
      if (!SeparateOnce()) break;
      continue;
    }
    region_.box.lower[best] =
        static_cast<std::int64_t>(lp_.value(best) + kWhole) + 1;
    changed.push_back(best);
    lp_.SetBounds(best, static_cast<double>(region_.box.lower[best]),
                  static_cast<double>(region_.box.upper[best]));
    if (changed.size() % 3 == 0) SeparateOnce();
  }
  region_.box = before;
  for (const std::uint32_t v : changed) {
    lp_.SetBounds(v, static_cast<double>(before.lower[v]),
                  static_cast<double>(before.upper[v]));
  }
}

// The bound of what the present box holds; adds its tree to `tree_`.
std::int64_t ComponentSearch::Explore(const Prices& inherited, int depth) {
  const std::size_t here = tree_.size();
  tree_.emplace_back();
  Prices prices;
  BranchPoint point{kNone, 0};
  const std::int64_t bound = SolveNode(inherited, depth, prices, point);
  if (depth == 0 && bound < Target() && !root_only_) {
    Random random(level_ + 1);
    for (int dive = 0; dive < kDives && bound < Target(); ++dive) {
      Dive(random, dive == 0 ? 0 : 0.4);
    }
  }
  if (bound >= Target() || root_only_ || depth >= kMaxDepth ||
      budget_->iterations <= 0 || point.variable == kNone) {
    tree_[here].prices = std::move(prices);
    return bound;
  }
  const std::uint32_t v = point.variable;
  const std::int64_t lower = region_.box.lower[v];
  const std::int64_t upper = region_.box.upper[v];
  const auto set_box = [&](std::int64_t from, std::int64_t to) {
    region_.box.lower[v] = from;
    region_.box.upper[v] = to;
    lp_.SetBounds(v, static_cast<double>(from), static_cast<double>(to));
  };
  // First where plans are likely: what is taken a little is taken, but a site
  // that the level counts stays shut.
  const bool up_first = v < component_.first_site_variable ||
                        level_ < static_cast<std::size_t>(model_.classes);
  const std::int64_t least = SplitLast(
      point, up_first, bound, prices,
      [&](bool up) {
        up ? set_box(point.at + 1, upper) : set_box(lower, point.at);
        return Explore(prices, depth + 1);
      },
      tree_);
  set_box(lower, upper);
  return least;
}

ProofTree ComponentSearch::Prove(std::size_t level,
                                 const std::vector<std::int64_t>& limits,
                                 bool root_only, Budget& budget) {
  level_ = level;
  limits_ = limits;
  limits_.resize(level);
  region_ = RegionOf(component_, levels_, limits_);
  root_only_ = root_only;
  budget_ = &budget;
  tree_.clear();
  if (Bound({}) >= Target()) return {};
  LoadLevel();
  Explore({}, 0);
  return std::move(tree_);
}

bool ComponentSearch::MayUseSets() const {
  if (sets_tried_) return sets_.has_value();
  return std::ranges::none_of(component_.parts, [&](const CohortPart& part) {
    return !model_.cohorts[part.cohort].runs.empty();
  });
}

ProofTree ComponentSearch::ProveBySets(std::size_t level,
                                       const std::vector<std::int64_t>& limits,
                                       Budget& budget) {
  if (!sets_tried_) {
    sets_tried_ = true;
    std::int64_t work = 0;
    sets_ = FindUnitSets(model_, component_, work);
    budget.iterations -= work / kSetsPerStep;
  }
  if (!sets_) return {};
  const std::unique_ptr<LinearProgram> lp =
      linear_ != nullptr ? linear_() : std::make_unique<Lp>();
  SetSearch search(model_, component_, *sets_, levels_, *lp);
  return search.Prove(
      level, limits, incumbent_.units,
      [&](SetSearch::Units units) { Offer(std::move(units)); },
      [&] { return incumbent_.values[level]; }, budget);
}

std::int64_t ComponentSearch::BoundTree(const ProofTree& tree,
                                        std::size_t& next, std::size_t level,
                                        const std::vector<std::int64_t>& limits,
                                        Region& region) const {
  const ProofNode& node = tree[next++];
  if (!node.split && node.prices.sets) {
    return BoundBySets(model_, component_, *sets_, levels_, limits, level,
                       region, node.prices);
  }
  if (!node.split) {
    return BoundByPrices(component_, hall_, forms_, levels_, limits, level,
                         region, node.prices);
  }
  std::int64_t& lower = region.box.lower[node.variable];
  std::int64_t& upper = region.box.upper[node.variable];
  const std::int64_t was_lower = lower;
  const std::int64_t was_upper = upper;
  upper = std::min(upper, node.at);
  std::int64_t least = BoundTree(tree, next, level, limits, region);
  upper = was_upper;
  lower = std::max(lower, node.at + 1);
  least = std::min(least, BoundTree(tree, next, level, limits, region));
  lower = was_lower;
  return least;
}

std::int64_t ComponentSearch::BoundOf(std::size_t level,
                                      const std::vector<std::int64_t>& limits,
                                      const ProofTree& tree) const {
  std::vector<std::int64_t> earlier = limits;
  earlier.resize(level);
  Region region = RegionOf(component_, levels_, earlier);
  if (tree.empty()) {
    return BoundByPrices(component_, hall_, forms_, levels_, earlier, level,
                         region, {});
  }
  std::size_t next = 0;
  return BoundTree(tree, next, level, earlier, region);
}

}  // namespace quaranta::place::internal
