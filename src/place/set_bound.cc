#include "place/set_bound.h"

#include <algorithm>
#include <limits>

namespace quaranta::place::internal {
namespace {

class SetPricer {
 public:
  SetPricer(const Model& model, const Component& component,
            const Region& region, const std::vector<LevelForm>& levels)
      : model_(model),
        component_(component),
        region_(region),
        levels_(levels),
        substitutes_(levels.size() - 2),
        weight_(levels.size(), 0),
        unit_(component.classes.size(), 0) {}

  void AddLevel(std::size_t level, std::int64_t price) {
    weight_[level] += price;
    sum_ += price * levels_[level].constant;
    // Of those who could be placed the sets say who is not.
    for (const CohortPart& part : component_.parts) {
      for (const Demand& of : part.demands) {
        if (static_cast<std::size_t>(of.priority) == level) {
          sum_ -= price * of.count * of.people;
        }
      }
    }
  }
  void AddConstant(std::int64_t value) { sum_ += value; }
  void AddUnits(std::uint32_t unit_class, std::int64_t price) {
    unit_[unit_class] += price;
  }

  std::int64_t Least(const std::vector<UnitSets>& sets,
                     const Allowed& allowed) {
    for (std::size_t p = 0; p < sets.size(); ++p) {
      AddPart(component_.parts[p], sets[p], allowed.values[p], allowed.lacking);
    }
    AddSites();
    return empty_ ? kNoPoint * kPriceScale : sum_;
  }

 private:
  void AddPart(const CohortPart& part, const UnitSets& sets,
               const std::vector<bool>& allowed, std::int32_t most_lacking) {
    PriceChoices(part);
    const std::int64_t each = weight_[substitutes_];
    const bool counts = each > 0 || most_lacking < kUnlimited;
    value_.clear();
    for (std::uint32_t v = 0; v < sets.values(); ++v) {
      value_.push_back(allowed[v] ? PriceOf(sets, v) : kNever);
    }
    std::int64_t least = kNever;
    for (std::size_t set = 0; set < sets.size(); ++set) {
      std::int64_t price = value_[sets.value(set)];
      for (const std::uint16_t i : sets.choices(set)) price += choice_[i];
      if (bounded_) price = WithBounds(sets, set, price);
      if (price + each * sets.lacking(set) >= least) continue;
      if (counts) {
        const std::int32_t lacking = sets.Refine(set);
        if (lacking > most_lacking) continue;
        price += each * lacking;
      }
      least = std::min(least, price);
    }
    if (least >= kNever) {
      empty_ = true;
    } else {
      sum_ += least + forced_sum_;
    }
  }

  void PriceChoices(const CohortPart& part) {
    choice_.clear();
    forced_.clear();
    most_.clear();
    bounded_ = false;
    forced_sum_ = 0;
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      const std::uint32_t t = part.choices[i];
      const std::uint32_t v = part.first_variable + i;
      choice_.push_back(unit_[t] + weight_.back());
      forced_.push_back(region_.box.lower[v]);
      most_.push_back(MayOpen(component_, region_, t) ? region_.box.upper[v]
                                                      : 0);
      if (forced_.back() > most_.back()) empty_ = true;
      forced_sum_ += forced_.back() * choice_.back();
      bounded_ = bounded_ || forced_.back() > 0 ||
                 most_.back() < component_.classes[t].size();
    }
  }

  std::int64_t PriceOf(const UnitSets& sets, std::uint32_t value) const {
    std::int64_t price = 0;
    for (std::size_t k = 0; k < sets.unplaced(value).size(); ++k) {
      price += weight_[k] * sets.unplaced(value)[k];
    }
    return price;
  }

  // The price of what the set adds to the units that the cohort has to take;
  // kNever if it may not take so many.
  std::int64_t WithBounds(const UnitSets& sets, std::size_t set,
                          std::int64_t price) const {
    const UnitSets::Choices choices = sets.choices(set);
    for (std::size_t n = 0; n < choices.size();) {
      const std::uint16_t i = choices[n];
      std::int64_t units = 0;
      for (; n < choices.size() && choices[n] == i; ++n) ++units;
      if (units > most_[i]) return kNever;
      price -= std::min(units, forced_[i]) * choice_[i];
    }
    return price;
  }

  void AddSites() {
    std::vector<std::int64_t> at_site(component_.sites.size(), 0);
    std::vector<bool> needed(component_.sites.size(), false);
    std::vector<std::int64_t> forced(component_.classes.size(), 0);
    for (const CohortPart& part : component_.parts) {
      for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
        forced[part.choices[i]] += region_.box.lower[part.first_variable + i];
      }
    }
    for (std::size_t t = 0; t < component_.classes.size(); ++t) {
      const UnitClass& of = component_.classes[t];
      if (forced[t] > of.size()) empty_ = true;
      if (of.site == kNone) {
        sum_ -= unit_[t] * of.size();
      } else {
        at_site[of.site] -= unit_[t] * of.size();
        if (forced[t] > 0) needed[of.site] = true;
      }
    }
    for (std::size_t s = 0; s < at_site.size(); ++s) {
      const std::uint32_t site = component_.sites[s];
      at_site[s] += weight_[static_cast<std::size_t>(model_.classes) +
                            model_.site_tier[site]] *
                    model_.site_cost[site];
    }
    for (const auto& steps : component_.orders) {
      const auto least =
          LeastOfOrder(component_, region_, steps, at_site, needed);
      if (!least) empty_ = true;
      sum_ += least.value_or(0);
    }
  }

  static constexpr std::int32_t kUnlimited =
      std::numeric_limits<std::int32_t>::max();
  static constexpr std::int64_t kNever =
      std::numeric_limits<std::int64_t>::max() / 4;

  const Model& model_;
  const Component& component_;
  const Region& region_;
  const std::vector<LevelForm>& levels_;
  const std::size_t substitutes_;
  std::vector<std::int64_t> weight_;  // by level
  std::vector<std::int64_t> unit_;    // by class
  std::int64_t sum_ = 0;
  bool empty_ = false;
  // Of the present part: by choice and by value.
  std::vector<std::int64_t> choice_, forced_, most_, value_;
  std::int64_t forced_sum_ = 0;
  bool bounded_ = false;
};

std::int64_t DivideUp(std::int64_t a, std::int64_t b) {
  return a >= 0 ? (a + b - 1) / b : -((-a) / b);
}

}  // namespace

bool MayOpen(const Component& component, const Region& region,
             std::uint32_t unit_class) {
  const std::uint32_t site = component.classes[unit_class].site;
  return site == kNone ||
         region.box.upper[component.first_site_variable + site] > 0;
}

Allowed AllowedBy(const Model& model, const Component& component,
                  const std::vector<UnitSets>& sets,
                  const std::vector<std::int64_t>& limits) {
  const auto classes = static_cast<std::size_t>(model.classes);
  const std::size_t substitutes = classes + model.tiers.size();
  std::vector<std::int64_t> spare(classes, 0);
  for (std::size_t k = 0; k < std::min(classes, limits.size()); ++k) {
    spare[k] = limits[k];
    for (const CohortPart& part : component.parts) spare[k] -= part.hopeless[k];
  }
  Allowed allowed;
  allowed.lacking = std::numeric_limits<std::int32_t>::max();
  if (limits.size() > substitutes) {
    allowed.lacking = static_cast<std::int32_t>(
        std::min<std::int64_t>(allowed.lacking, limits[substitutes]));
  }
  for (const UnitSets& of : sets) {
    std::vector<bool>& may = allowed.values.emplace_back();
    for (std::uint32_t v = 0; v < of.values(); ++v) {
      may.push_back(true);
      for (std::size_t k = 0; k < std::min(classes, limits.size()); ++k) {
        if (of.unplaced(v)[k] > spare[k]) may.back() = false;
      }
    }
  }
  return allowed;
}

std::int64_t BoundBySets(const Model& model, const Component& component,
                         const std::vector<UnitSets>& sets,
                         const std::vector<LevelForm>& levels,
                         const std::vector<std::int64_t>& limits,
                         std::size_t level, const Region& region,
                         const Prices& prices) {
  SetPricer pricer(model, component, region, levels);
  pricer.AddLevel(level, kPriceScale);
  for (const auto& [earlier, price] : prices.levels) {
    pricer.AddLevel(earlier, price);
    pricer.AddConstant(-price * limits[earlier]);
  }
  for (const auto& [unit_class, price] : prices.units) {
    pricer.AddUnits(unit_class, price);
  }
  return DivideUp(pricer.Least(sets, AllowedBy(model, component, sets, limits)),
                  kPriceScale);
}

}  // namespace quaranta::place::internal
