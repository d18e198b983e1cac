#include "place/exact_bound.h"

#include <algorithm>
#include <optional>

namespace quaranta::place::internal {
namespace {

class Pricer {
 public:
  Pricer(const Component& component, const Region& region)
      : component_(component),
        region_(region),
        reduced_(component.variables, 0) {}

  void AddLevel(const LevelForm& level, std::int64_t price) {
    sum_ += price * level.constant;
    for (const auto& [variable, cost] : level.costs) {
      reduced_[variable] += price * cost;
    }
  }
  void AddConstant(std::int64_t value) { sum_ += value; }
  // sum of choices - placed >= -constant
  void AddRow(const HallRow& row, const RowForm& form, std::int64_t price) {
    const CohortPart& part = component_.parts[row.part];
    sum_ -= price * form.constant;
    for (const auto& [choice, rooms] : form.choices) {
      reduced_[part.first_variable + choice] -= price * rooms;
    }
    for (const HallSet::Member& of : part.sets[row.set].members) {
      const Demand& demand = part.demands[of.demand];
      reduced_[demand.first_variable + of.way] += price * demand.rooms;
    }
  }

  std::int64_t Least() {
    for (const CohortPart& part : component_.parts) {
      for (const Demand& demand : part.demands) AddDemand(demand);
    }
    std::vector<std::int64_t> at_site(component_.sites.size(), 0);
    std::vector<bool> needed(component_.sites.size(), false);
    offers_.resize(component_.classes.size());
    for (const CohortPart& part : component_.parts) {
      for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
        offers_[part.choices[i]].push_back(part.first_variable + i);
      }
    }
    for (std::size_t t = 0; t < component_.classes.size(); ++t) {
      bool forced = false;
      const std::int64_t least = LeastOf(t, forced);
      const std::uint32_t site = component_.classes[t].site;
      if (site == kNone) {
        sum_ += least;
      } else {
        at_site[site] += least;
        if (forced) needed[site] = true;
      }
    }
    for (std::size_t s = 0; s < at_site.size(); ++s) {
      at_site[s] += reduced_[component_.first_site_variable + s];
    }
    for (const auto& steps : component_.orders) {
      AddOrder(steps, at_site, needed);
    }
    return empty_ ? kNoPoint * kPriceScale : sum_;
  }

 private:
  // Some step is the last that is begun: before it all sites open, after it
  // none, and in it each site decides for itself.
  void AddOrder(const std::vector<std::vector<std::uint32_t>>& steps,
                const std::vector<std::int64_t>& opened,
                const std::vector<bool>& needed) {
    std::optional<std::int64_t> least;
    std::int64_t all_before = 0;
    std::size_t must_left = 0;  // sites that must open, in this step and later
    const auto must = [&](std::uint32_t s) {
      return needed[s] ||
             region_.box.lower[component_.first_site_variable + s] >= 1;
    };
    for (const auto& step : steps) {
      must_left += static_cast<std::size_t>(std::ranges::count_if(step, must));
    }
    for (const auto& step : steps) {
      bool all_open = true;
      std::int64_t all = 0, here = 0;
      for (const std::uint32_t s : step) {
        const bool open =
            region_.box.upper[component_.first_site_variable + s] >= 1;
        if (!open && must(s)) empty_ = true;
        all_open = all_open && open;
        all += opened[s];
        here += must(s) ? opened[s]
                : open  ? std::min<std::int64_t>(0, opened[s])
                        : 0;
        must_left -= must(s);
      }
      if (must_left == 0) {
        least = std::min(least.value_or(all_before + here), all_before + here);
      }
      if (!all_open) break;
      all_before += all;
    }
    if (!least) empty_ = true;
    sum_ += least.value_or(0);
  }

  void AddDemand(const Demand& demand) {
    std::int64_t best = 0;
    bool any = false;
    for (std::uint32_t w = 0; w < demand.lacking.size(); ++w) {
      const std::uint32_t v = demand.first_variable + w;
      if (region_.box.upper[v] == 0) continue;
      best = any ? std::min(best, reduced_[v]) : reduced_[v];
      any = true;
    }
    const std::int64_t least = region_.least[demand.first_variable];
    if (!any && least > 0) empty_ = true;
    sum_ += best * (best < 0 ? std::int64_t{demand.count} : least);
  }

  // The units of a class to the cohorts for which they are worth most.
  std::int64_t LeastOf(std::size_t t, bool& forced) {
    std::int64_t units = component_.classes[t].size();
    std::int64_t sum = 0;
    worth_.clear();
    for (const std::uint32_t v : offers_[t]) {
      const std::int64_t lower = region_.box.lower[v];
      const std::int64_t upper = region_.box.upper[v];
      if (lower > upper) empty_ = true;
      units -= lower;
      sum += lower * reduced_[v];
      if (lower > 0) forced = true;
      if (reduced_[v] < 0 && upper > lower) {
        worth_.emplace_back(reduced_[v], upper - lower);
      }
    }
    if (units < 0) empty_ = true;
    std::ranges::sort(worth_);
    for (const auto& [reduced, most] : worth_) {
      if (units <= 0) break;
      const std::int64_t taken = std::min(units, most);
      sum += taken * reduced;
      units -= taken;
    }
    return sum;
  }

  const Component& component_;
  const Region& region_;
  std::vector<std::int64_t> reduced_;
  std::int64_t sum_ = 0;
  bool empty_ = false;
  std::vector<std::vector<std::uint32_t>> offers_;  // variables by class
  std::vector<std::pair<std::int64_t, std::int64_t>> worth_;
};

std::int64_t DivideUp(std::int64_t a, std::int64_t b) {
  return a >= 0 ? (a + b - 1) / b : -((-a) / b);
}

}  // namespace

std::vector<LevelForm> LevelFormsOf(const Model& model,
                                    const Component& component) {
  const auto classes = static_cast<std::size_t>(model.classes);
  const std::size_t tiers = model.tiers.size();
  std::vector<LevelForm> levels(classes + tiers + 2);
  LevelForm& substitutes = levels[classes + tiers];
  LevelForm& floors = levels[classes + tiers + 1];
  for (const CohortPart& part : component.parts) {
    for (std::size_t k = 0; k < classes; ++k) {
      levels[k].constant += part.hopeless[k];
    }
    for (const Demand& of : part.demands) {
      LevelForm& unplaced = levels[static_cast<std::size_t>(of.priority)];
      unplaced.constant += std::int64_t{of.count} * of.people;
      for (std::uint32_t w = 0; w < of.lacking.size(); ++w) {
        unplaced.costs.emplace_back(of.first_variable + w, -of.people);
        if (of.lacking[w] > 0) {
          substitutes.costs.emplace_back(of.first_variable + w, of.lacking[w]);
        }
      }
    }
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      floors.costs.emplace_back(part.first_variable + i, 1);
    }
  }
  for (std::uint32_t s = 0; s < component.sites.size(); ++s) {
    const std::uint32_t tier = model.site_tier[component.sites[s]];
    levels[classes + tier].costs.emplace_back(
        component.first_site_variable + s, model.site_cost[component.sites[s]]);
  }
  return levels;
}

Region RegionOf(const Component& component,
                const std::vector<LevelForm>& levels,
                const std::vector<std::int64_t>& limits) {
  Region region;
  region.box.lower.assign(component.variables, 0);
  region.box.upper.assign(component.variables, 1);
  region.least.assign(component.variables, 0);
  // Of each class so many beyond those whom no room can take anyway.
  std::array<std::int64_t, kMaxClasses> spare{};
  for (std::size_t k = 0; k < std::min(limits.size(), spare.size()); ++k) {
    spare[k] = limits[k];
    for (const CohortPart& part : component.parts) spare[k] -= part.hopeless[k];
    spare[k] = std::max<std::int64_t>(0, spare[k]);
  }
  for (const CohortPart& part : component.parts) {
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      region.box.upper[part.first_variable + i] =
          component.classes[part.choices[i]].size();
    }
    for (const Demand& of : part.demands) {
      for (std::uint32_t w = 0; w < of.lacking.size(); ++w) {
        region.box.upper[of.first_variable + w] = of.count;
      }
      const auto k = static_cast<std::size_t>(of.priority);
      if (k >= limits.size()) continue;
      region.least[of.first_variable] =
          std::max<std::int64_t>(0, of.count - spare[k] / of.people);
    }
  }
  // A tier of which nothing may open.
  for (std::size_t l = 0; l < limits.size() && l < levels.size(); ++l) {
    if (limits[l] != levels[l].constant) continue;
    for (const auto& [variable, cost] : levels[l].costs) {
      if (cost > 0) region.box.upper[variable] = 0;
    }
  }
  return region;
}

std::int64_t BoundByPrices(const Component& component,
                           const std::vector<HallRow>& hall,
                           const std::vector<RowForm>& forms,
                           const std::vector<LevelForm>& levels,
                           const std::vector<std::int64_t>& limits,
                           std::size_t level, const Region& region,
                           const Prices& prices) {
  Pricer pricer(component, region);
  pricer.AddLevel(levels[level], kPriceScale);
  for (const auto& [row, price] : prices.rows) {
    pricer.AddRow(hall[row], forms[row], price);
  }
  for (const auto& [earlier, price] : prices.levels) {
    pricer.AddLevel(levels[earlier], price);
    pricer.AddConstant(-price * limits[earlier]);
  }
  return DivideUp(pricer.Least(), kPriceScale);
}

}  // namespace quaranta::place::internal
