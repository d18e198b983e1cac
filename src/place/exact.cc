#include "place/exact.h"

#include <algorithm>
#include <array>
#include <utility>

#include "place/level_status.h"
#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

// Pairs of a cohort and a class of units; beyond, the tables alone cost more
// than the search is worth.
constexpr std::size_t kMaxChoices = 60'000;
// Steps for Hall rows, which mostly are enough, before sets are tried: of those
// there are many where there are many pairs.
constexpr std::int64_t kRowsFirst = 400;
constexpr std::int64_t kPairsSquaredPerStep = 200;

Certificate::Node NodeOf(const Component& component, const ProofNode& node) {
  Certificate::Node to;
  to.split = node.split;
  to.at = static_cast<std::int32_t>(node.at);
  if (!node.split) {
    for (const auto& [level, price] : node.prices.levels) {
      to.levels.push_back({level, price});
    }
    to.sets = node.prices.sets;
    for (const auto& [unit_class, price] : node.prices.units) {
      to.units.push_back(
          {UnitId(component.classes[unit_class].units.front()), price});
    }
    return to;
  }
  const std::uint32_t v = node.variable;
  if (v >= component.first_site_variable) {
    to.site = SiteId(component.sites[v - component.first_site_variable]);
    return to;
  }
  for (const CohortPart& part : component.parts) {
    const std::uint32_t i = v - part.first_variable;
    if (v < part.first_variable || i >= part.choices.size()) continue;
    to.cohort = CohortId(part.cohort);
    to.unit = UnitId(component.classes[part.choices[i]].units.front());
  }
  return to;
}

bool UsesSets(const ProofTree& tree) {
  return std::ranges::any_of(
      tree, [](const ProofNode& node) { return node.prices.sets; });
}

Certificate::Row RowOf(const Component& component, const HallRow& row) {
  const CohortPart& part = component.parts[row.part];
  Certificate::Row to;
  to.cohort = CohortId(part.cohort);
  for (const HallSet::Member& of : part.sets[row.set].members) {
    const Demand& demand = part.demands[of.demand];
    to.members.push_back(
        {PartyId(demand.party), demand.person, demand.lacking[of.way]});
  }
  for (const std::uint32_t i : row.granted) {
    to.granted.emplace_back(component.classes[part.choices[i]].units.front());
  }
  to.step = row.step;
  return to;
}

}  // namespace

ExactSearch::ExactSearch(const Model& model, Divider& divider,
                         std::int64_t iterations, LinearProgramMaker linear)
    : model_(model), divider_(divider), budget_{iterations, false} {
  levels_ = static_cast<std::size_t>(model.classes) + model.tiers.size() + 2;
  if (iterations == 0) return;
  components_ = SplitIntoComponents(model, kMaxChoices);
  for (const Component& component : components_) {
    searches_.push_back(std::make_unique<ComponentSearch>(
        model, component, divider.evaluator(), linear));
  }
  trees_.assign(components_.size(), std::vector<ProofTree>(levels_));
}

// Per component the worst that it can be in each level before `level` in a plan
// with the same totals: its own value, and what others may be better by.
std::vector<ExactSearch::Values> ExactSearch::LimitsOf(
    const std::vector<Values>& values, const std::vector<Values>& bounds,
    std::size_t level) const {
  std::vector<Values> limits = values;
  for (std::size_t l = 0; l < level; ++l) {
    std::int64_t gap = 0;
    for (std::size_t c = 0; c < values.size(); ++c) {
      gap += values[c][l] - bounds[c][l];
    }
    for (std::size_t c = 0; c < values.size(); ++c) {
      limits[c][l] += gap - (values[c][l] - bounds[c][l]);
    }
  }
  for (Values& of : limits) of.resize(level);
  return limits;
}

// Whether every component is proven in all levels before this one.
bool ExactSearch::IsSettled(std::size_t level,
                            const std::vector<Values>& bounds) const {
  for (std::size_t c = 0; c < searches_.size(); ++c) {
    const Values& values = searches_[c]->incumbent().values;
    for (std::size_t l = 0; l < level; ++l) {
      if (bounds[c][l] < values[l]) return false;
    }
  }
  return true;
}

// By Hall rows, and where these take long by sets of units.
void ExactSearch::ProveComponent(std::size_t c, std::size_t level, bool settled,
                                 Budget& budget) {
  ComponentSearch& search = *searches_[c];
  ProofTree& tree = trees_[c][level];
  const auto bound = [&](const ProofTree& of) {
    return search.BoundOf(level, search.incumbent().values, of);
  };
  const auto met = [&](std::int64_t least) {
    return least >= search.incumbent().values[level];
  };
  std::int64_t later = 0;
  const bool by_sets = settled && search.MayUseSets();
  if (by_sets) {
    const std::int64_t pairs = components_[c].first_site_variable;
    const std::int64_t first =
        std::max(kRowsFirst, pairs * pairs / kPairsSquaredPerStep);
    later = budget.iterations - std::min(first, budget.iterations / 8);
    budget.iterations -= later;
  }
  tree = search.Prove(level, search.incumbent().values, false, budget);
  budget.iterations += later;
  if (!by_sets) return;
  budget.stopped = false;
  if (met(bound(tree))) return;
  ProofTree other =
      search.ProveBySets(level, search.incumbent().values, budget);
  if (!other.empty() && bound(other) > bound(tree)) tree = std::move(other);
  if (met(bound(tree)) || budget.iterations <= 0) return;
  other = search.Prove(level, search.incumbent().values, false, budget);
  if (bound(other) > bound(tree)) tree = std::move(other);
}

void ExactSearch::ProveLevel(std::size_t level, std::vector<Values>& bounds) {
  std::vector<Values> values;
  const bool settled = IsSettled(level, bounds);
  for (std::size_t c = 0; c < searches_.size(); ++c) {
    ComponentSearch& search = *searches_[c];
    // The last level may spend what is left; those before leave as much again.
    const auto searches = static_cast<std::int64_t>(searches_.size() - c);
    Budget share{budget_.iterations / (level + 1 == levels_ ? searches : 2),
                 false};
    const std::int64_t given = share.iterations;
    ProveComponent(c, level, settled, share);
    budget_.iterations -= given - share.iterations;
    budget_.stopped = budget_.stopped || share.stopped;
    values.push_back(search.incumbent().values);
  }
  const std::vector<Values> limits = LimitsOf(values, bounds, level);
  for (std::size_t c = 0; c < searches_.size(); ++c) {
    Values own = values[c];
    own.resize(level);
    if (limits[c] != own) {
      Budget share{budget_.iterations / 4, false};
      const std::int64_t given = share.iterations;
      trees_[c][level] = searches_[c]->Prove(level, limits[c], true, share);
      budget_.iterations -= given - share.iterations;
    }
    const std::int64_t bound =
        searches_[c]->BoundOf(level, limits[c], trees_[c][level]);
    bounds[c][level] = std::clamp<std::int64_t>(bound, 0, values[c][level]);
  }
}

void ExactSearch::Improve(Division& division) {
  if (components_.empty()) return;
  for (std::size_t c = 0; c < components_.size(); ++c) {
    std::vector<std::vector<std::uint32_t>> units;
    for (const CohortPart& part : components_[c].parts) {
      units.push_back(division.units[part.cohort]);
    }
    searches_[c]->Offer(std::move(units));
  }
  std::vector<Values> bounds(components_.size(), Values(levels_, 0));
  for (std::size_t level = 0; level < levels_; ++level) {
    ProveLevel(level, bounds);
  }
  Division better = divider_.Empty();
  for (std::size_t c = 0; c < components_.size(); ++c) {
    const Incumbent& best = searches_[c]->incumbent();
    for (std::size_t p = 0; p < best.units.size(); ++p) {
      for (const std::uint32_t u : best.units[p]) {
        if (model_.units[u].holder == kNone) {
          divider_.Give(better, u, components_[c].parts[p].cohort);
        }
      }
    }
  }
  if (better.objective < division.objective) division = std::move(better);
}

ExactSearch::Values ExactSearch::ValuesOf(const Component& component,
                                          const Housing& housing) const {
  const auto classes = static_cast<std::size_t>(model_.classes);
  const std::size_t substitutes = classes + model_.tiers.size();
  Values values(levels_, 0);
  std::vector<bool> mine(model_.cohorts.size(), false);
  for (const CohortPart& part : component.parts) mine[part.cohort] = true;
  for (const Party& party : model_.problem->parties) {
    if (!mine[party.cohort.value()]) continue;
    values[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int64_t>(party.people.size());
  }
  std::vector<bool> unit_used(model_.units.size(), false);
  std::vector<bool> site_used(model_.site_tier.size(), false);
  const auto count = [&](const Stay& stay) {
    const Party& party = model_.problem->parties[stay.party];
    values[static_cast<std::size_t>(party.priority)] -=
        static_cast<std::int64_t>(stay.people.size());
    values[substitutes] += CostOf(model_, stay).substitutes;
    const std::uint32_t u = model_.rooms[stay.room].unit;
    const UnitInfo& unit = model_.units[u];
    if (unit.holder == kNone && !unit_used[u]) {
      unit_used[u] = true;
      ++values[substitutes + 1];
    }
    site_used[unit.site] = true;
  };
  for (std::size_t c = 0; c < mine.size(); ++c) {
    if (mine[c]) std::ranges::for_each(housing.stays[c], count);
  }
  const std::vector<bool> opened =
      OpenedWith(*model_.problem, model_.site_on_offer, site_used);
  for (std::size_t s = 0; s < opened.size(); ++s) {
    if (!opened[s]) continue;
    values[classes + model_.site_tier[s]] += model_.site_cost[s];
  }
  return values;
}

void ExactSearch::AddProof(std::size_t component, std::size_t level,
                           std::vector<std::uint32_t>& row_index,
                           Certificate& certificate) const {
  const Component& of = components_[component];
  const std::vector<HallRow>& rows = searches_[component]->rows();
  row_index.resize(rows.size(), kNone);
  Certificate::Proof proof;
  proof.level = static_cast<std::uint32_t>(level);
  proof.cohort = CohortId(of.parts.front().cohort);
  for (const ProofNode& node : trees_[component][level]) {
    Certificate::Node to = NodeOf(of, node);
    for (const auto& [row, price] : node.prices.rows) {
      if (row_index[row] == kNone) {
        row_index[row] = static_cast<std::uint32_t>(certificate.rows.size());
        certificate.rows.push_back(RowOf(of, rows[row]));
      }
      to.rows.push_back({row_index[row], price});
    }
    proof.nodes.push_back(std::move(to));
  }
  certificate.proofs.push_back(std::move(proof));
}

// What holds without any prices has to be said, too: who reads a certificate
// with no proof at all does not look for components.
void ExactSearch::AddUnpriced(std::size_t level,
                              Certificate& certificate) const {
  Certificate::Proof proof;
  proof.level = static_cast<std::uint32_t>(level);
  proof.cohort = CohortId(components_.front().parts.front().cohort);
  proof.nodes.emplace_back();
  certificate.proofs.push_back(std::move(proof));
}

void ExactSearch::Certify(const Housing& housing, Plan& plan) const {
  std::vector<Values> values, bounds;
  std::vector<std::vector<std::uint32_t>> row_index(components_.size());
  for (const Component& component : components_) {
    values.push_back(ValuesOf(component, housing));
  }
  bounds.assign(components_.size(), Values(levels_, 0));
  static const ProofTree kNoTree;
  std::vector<const ProofTree*> trees(components_.size());
  bool settled = true;
  for (std::size_t level = 0; level < levels_ && !components_.empty();
       ++level) {
    const std::vector<Values> limits = LimitsOf(values, bounds, level);
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < components_.size(); ++c) {
      const ProofTree& tree = trees_[c][level];
      trees[c] = settled || !UsesSets(tree) ? &tree : &kNoTree;
      const std::int64_t bound =
          searches_[c]->BoundOf(level, limits[c], *trees[c]);
      bounds[c][level] = std::clamp<std::int64_t>(bound, 0, values[c][level]);
      sum += bounds[c][level];
    }
    for (std::size_t c = 0; c < components_.size(); ++c) {
      settled = settled && bounds[c][level] == values[c][level];
    }
    Level& to = plan.levels[level];
    if (sum < to.bound) continue;
    const bool raised = sum > to.bound;
    to.bound = std::max(to.bound, std::min(sum, to.value));
    bool priced = false;
    for (std::size_t c = 0; c < components_.size(); ++c) {
      if (trees[c]->empty()) continue;
      AddProof(c, level, row_index[c], plan.certificate);
      priced = true;
    }
    if (raised && !priced) AddUnpriced(level, plan.certificate);
  }
  SetStatuses(plan.levels);
}

}  // namespace quaranta::place::internal
