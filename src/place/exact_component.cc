#include "place/exact_component.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "place/run.h"

namespace quaranta::place::internal {
namespace {

// Unions of room types that make Hall sets; beyond, only the first.
constexpr std::size_t kMaxUnions = 48;
// With more priority classes than this only single ones and prefixes are told
// apart.
constexpr int kMaxMaskClasses = 3;

// By type: suits.
using TypeSet = std::vector<bool>;

class Splitter {
 public:
  explicit Splitter(const Model& model) : model_(model), finder_(model) {}

  std::vector<Component> Split(std::size_t max_variables) {
    MakeClasses();
    FindChoices();
    Join();
    std::map<std::uint32_t, Component> components;
    std::size_t variables = 0;
    for (const std::uint32_t c : model_.cohort_order) {
      variables += choices_[c].size();
      components[Root(c)].parts.push_back({.cohort = c});
    }
    if (variables > max_variables) return {};
    std::vector<Component> list;
    for (auto& [root, component] : components) {
      Fill(component);
      list.push_back(std::move(component));
    }
    return list;
  }

 private:
  void MakeClasses() {
    std::map<std::tuple<std::uint32_t, std::vector<std::uint32_t>>,
             std::uint32_t>
        index;
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      const UnitInfo& unit = model_.units[u];
      if (!unit.usable || unit.holder != kNone || unit.room_count == 0) {
        continue;
      }
      std::vector<std::uint32_t> key;
      for (const TypeCount& of : unit.types) {
        key.push_back(of.type);
        key.push_back(static_cast<std::uint32_t>(of.count));
      }
      const auto [it, added] = index.try_emplace(
          {unit.site, key}, static_cast<std::uint32_t>(classes_.size()));
      if (added) classes_.push_back({unit.site, {}, unit.types});
      classes_[it->second].units.push_back(u);
    }
  }

  bool RunFits(std::uint32_t party, const UnitClass& of) {
    return std::ranges::any_of(of.units, [&](std::uint32_t u) {
      return !finder_.Find(party, u, {}).empty();
    });
  }

  void FindChoices() {
    choices_.resize(model_.cohorts.size());
    run_fits_.resize(model_.cohorts.size());
    for (const std::uint32_t c : model_.cohort_order) {
      const CohortInfo& cohort = model_.cohorts[c];
      run_fits_[c].resize(cohort.runs.size());
      for (std::uint32_t t = 0; t < classes_.size(); ++t) {
        bool fits = false;
        for (std::size_t r = 0; r < cohort.runs.size(); ++r) {
          const bool here = RunFits(cohort.runs[r].party, classes_[t]);
          run_fits_[c][r].push_back(here);
          fits = fits || here;
        }
        for (const KindCount& kind : cohort.kinds) {
          for (const TypeCount& type : classes_[t].types) {
            fits = fits || model_.missing[kind.kind][type.type] >= 0;
          }
        }
        if (fits) choices_[c].push_back(t);
      }
    }
  }

  // Nodes: cohorts, then classes, then sites.
  void Join() {
    up_.resize(model_.cohorts.size() + classes_.size() +
               model_.site_tier.size());
    std::iota(up_.begin(), up_.end(), 0U);
    const auto cohorts = static_cast<std::uint32_t>(model_.cohorts.size());
    const auto sites = cohorts + static_cast<std::uint32_t>(classes_.size());
    for (const std::uint32_t c : model_.cohort_order) {
      for (const std::uint32_t t : choices_[c]) {
        Unite(c, cohorts + t);
        if (!model_.problem->sites[classes_[t].site].open) {
          Unite(cohorts + t, sites + classes_[t].site);
        }
      }
    }
    if (!Strict()) return;
    for (const auto& [grade, of] : SitesInOrder()) {
      for (const std::uint32_t s : of) Unite(sites + of.front(), sites + s);
    }
  }

  bool Strict() const {
    return model_.problem->tier_policy == TierPolicy::kStrict;
  }
  // By grade, first tier first.
  std::map<std::uint32_t, std::vector<std::uint32_t>> SitesInOrder() const {
    std::map<std::uint32_t, std::vector<std::uint32_t>> order;
    for (std::uint32_t s = 0; s < model_.site_tier.size(); ++s) {
      if (!model_.site_on_offer[s]) continue;
      order[model_.problem->sites[s].grade].push_back(s);
    }
    for (auto& [grade, of] : order) {
      std::ranges::stable_sort(of, std::greater<>(), [&](std::uint32_t s) {
        return model_.site_tier[s];
      });
    }
    return order;
  }

  // Adds sites of the component's grades that no unit led to: later tiers
  // wait for them too.
  void AddOrders(Component& component) const {
    if (component.sites.empty()) return;
    if (!Strict()) {
      component.orders.emplace_back(1);
      for (std::uint32_t s = 0; s < component.sites.size(); ++s) {
        component.orders[0][0].push_back(s);
      }
      return;
    }
    std::set<std::uint32_t> grades;
    for (const std::uint32_t s : component.sites) {
      grades.insert(model_.problem->sites[s].grade);
    }
    const auto order = SitesInOrder();
    for (const std::uint32_t grade : grades) {
      auto& steps = component.orders.emplace_back();
      std::uint32_t tier = kNone;
      for (const std::uint32_t s : order.at(grade)) {
        const auto at = std::ranges::find(component.sites, s);
        const auto index =
            static_cast<std::uint32_t>(at - component.sites.begin());
        if (at == component.sites.end()) component.sites.push_back(s);
        if (model_.site_tier[s] != tier) steps.emplace_back();
        tier = model_.site_tier[s];
        steps.back().push_back(index);
      }
    }
  }

  std::uint32_t Root(std::uint32_t node) {
    while (up_[node] != node) node = up_[node] = up_[up_[node]];
    return node;
  }
  void Unite(std::uint32_t a, std::uint32_t b) {
    a = Root(a);
    b = Root(b);
    up_[std::max(a, b)] = std::min(a, b);
  }

  void Fill(Component& component) {
    std::map<std::uint32_t, std::uint32_t> class_index, site_index;
    std::uint32_t variable = 0;
    for (CohortPart& part : component.parts) {
      part.first_variable = variable;
      for (const std::uint32_t t : choices_[part.cohort]) {
        const auto [it, added] = class_index.try_emplace(
            t, static_cast<std::uint32_t>(component.classes.size()));
        if (added) component.classes.push_back(classes_[t]);
        part.choices.push_back(it->second);
        ++variable;
      }
    }
    for (UnitClass& of : component.classes) {
      const std::uint32_t site = of.site;
      of.site = kNone;
      if (model_.problem->sites[site].open) continue;
      const auto [it, added] = site_index.try_emplace(
          site, static_cast<std::uint32_t>(component.sites.size()));
      if (added) component.sites.push_back(site);
      of.site = it->second;
    }
    AddOrders(component);
    component.first_site_variable = variable;
    variable += static_cast<std::uint32_t>(component.sites.size());
    for (CohortPart& part : component.parts) {
      AddDemands(part, variable);
      AddSets(component, part);
    }
    component.variables = variable;
  }

  void AddDemands(CohortPart& part, std::uint32_t& variable) {
    const CohortInfo& cohort = model_.cohorts[part.cohort];
    for (const LodgingInfo& lodging : model_.without_adult) {
      const Party& party = model_.problem->parties[lodging.party];
      if (party.cohort.value() != part.cohort) continue;
      const auto people = static_cast<std::int64_t>(lodging.people.size());
      part.hopeless[static_cast<std::size_t>(party.priority)] += people;
      part.without_adult[static_cast<std::size_t>(party.priority)] += people;
    }
    part_types_.assign(model_.types.size(), false);
    for (const std::uint32_t u : cohort.held_units)
      MarkTypes(model_.units[u].types);
    for (const std::uint32_t t : choices_[part.cohort]) {
      MarkTypes(classes_[t].types);
    }
    for (const KindCount& of : cohort.kinds) {
      const LodgingKind& kind = model_.kinds[of.kind];
      const LodgingInfo& first = cohort.lodgings[of.first_lodging];
      Demand demand{kind.priority, kind.people,          of.count, 1,
                    first.party,   first.people.front(), false,    {},
                    variable};
      std::set<std::int32_t> lacking;
      for (std::size_t t = 0; t < model_.types.size(); ++t) {
        const std::int32_t missing = model_.missing[of.kind][t];
        if (part_types_[t] && missing >= 0) lacking.insert(missing);
      }
      if (lacking.empty()) {
        part.hopeless[static_cast<std::size_t>(kind.priority)] +=
            std::int64_t{of.count} * kind.people;
        continue;
      }
      demand.lacking.assign(lacking.begin(), lacking.end());
      variable += static_cast<std::uint32_t>(lacking.size());
      part.demands.push_back(std::move(demand));
      kind_of_[part.cohort].push_back(of.kind);
    }
    for (std::size_t r = 0; r < cohort.runs.size(); ++r) {
      AddRun(part, r, variable);
    }
  }

  void MarkTypes(const std::vector<TypeCount>& types) {
    for (const TypeCount& of : types) part_types_[of.type] = true;
  }

  void AddRun(CohortPart& part, std::size_t run, std::uint32_t& variable) {
    const std::uint32_t p = model_.cohorts[part.cohort].runs[run].party;
    const Party& party = model_.problem->parties[p];
    std::size_t fewest = 0;
    const auto look = [&](std::uint32_t u) {
      for (const RunPlacement& way : finder_.Find(p, u, {})) {
        if (fewest == 0 || way.people.size() < fewest) {
          fewest = way.people.size();
        }
      }
    };
    for (const std::uint32_t u : model_.cohorts[part.cohort].held_units)
      look(u);
    for (const std::uint32_t t : choices_[part.cohort]) {
      if (run_fits_[part.cohort][run][t]) {
        std::ranges::for_each(classes_[t].units, look);
      }
    }
    const auto people = static_cast<std::int32_t>(party.people.size());
    if (fewest == 0) {
      part.hopeless[static_cast<std::size_t>(party.priority)] += people;
      return;
    }
    part.demands.push_back({party.priority,
                            people,
                            1,
                            static_cast<std::int32_t>(fewest),
                            p,
                            0,
                            true,
                            {0},
                            variable++});
    run_of_[part.cohort].push_back(run);
  }

  TypeSet Suits(std::uint32_t kind, std::int32_t lacking) const {
    TypeSet set(model_.types.size(), false);
    for (std::size_t t = 0; t < set.size(); ++t) {
      const std::int32_t missing = model_.missing[kind][t];
      set[t] = part_types_[t] && missing >= 0 && missing <= lacking;
    }
    return set;
  }

  static bool Within(const TypeSet& a, const TypeSet& b) {
    for (std::size_t t = 0; t < a.size(); ++t) {
      if (a[t] && !b[t]) return false;
    }
    return true;
  }

  // All unions of the sets of rooms that suit one way of one demand.
  std::vector<TypeSet> Unions(const std::vector<std::vector<TypeSet>>& suits) {
    std::set<TypeSet> single;
    for (const auto& ways : suits) single.insert(ways.begin(), ways.end());
    std::vector<TypeSet> unions(single.begin(), single.end());
    std::set<TypeSet> known = single;
    TypeSet all(model_.types.size(), false);
    for (const TypeSet& set : single) {
      for (std::size_t t = 0; t < all.size(); ++t) all[t] = all[t] || set[t];
    }
    if (!single.empty() && known.insert(all).second) unions.push_back(all);
    for (std::size_t i = 0; i < unions.size() && unions.size() < kMaxUnions;
         ++i) {
      for (const TypeSet& set : single) {
        TypeSet with = unions[i];
        for (std::size_t t = 0; t < with.size(); ++t)
          with[t] = with[t] || set[t];
        if (unions.size() < kMaxUnions && known.insert(with).second) {
          unions.push_back(std::move(with));
        }
      }
    }
    return unions;
  }

  std::vector<std::uint32_t> Masks(const CohortPart& part) const {
    std::uint32_t present = 0;
    for (const Demand& of : part.demands) present |= 1U << of.priority;
    std::set<std::uint32_t> masks;
    if (model_.classes <= kMaxMaskClasses) {
      for (std::uint32_t m = 1; m < (1U << model_.classes); ++m) {
        masks.insert(m & present);
      }
    } else {
      for (int k = 0; k < model_.classes; ++k) {
        masks.insert((1U << k) & present);
        masks.insert(((2U << k) - 1) & present);
      }
    }
    masks.erase(0);
    return {masks.begin(), masks.end()};
  }

  void AddSets(const Component& component, CohortPart& part) {
    std::vector<std::vector<TypeSet>> suits;
    const std::size_t lodgings = kind_of_[part.cohort].size();
    for (std::size_t q = 0; q < lodgings; ++q) {
      suits.emplace_back();
      for (const std::int32_t lacking : part.demands[q].lacking) {
        suits.back().push_back(Suits(kind_of_[part.cohort][q], lacking));
      }
    }
    const std::vector<std::uint32_t> masks = Masks(part);
    std::set<std::vector<std::pair<std::uint32_t, std::uint32_t>>> seen;
    for (const TypeSet& rooms : Unions(suits)) {
      for (const std::uint32_t mask : masks) {
        HallSet set;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> key;
        for (std::uint32_t q = 0; q < lodgings; ++q) {
          if ((mask >> part.demands[q].priority & 1U) == 0) continue;
          bool any = false;
          for (std::uint32_t w = 0; w < suits[q].size(); ++w) {
            if (!Within(suits[q][w], rooms)) continue;
            set.members.push_back({q, w});
            key.emplace_back(q, w);
            any = true;
          }
          if (any) set.wanted += part.demands[q].count;
        }
        if (set.members.empty() || !seen.insert(key).second) continue;
        CountRooms(component, part, rooms, false, set);
      }
    }
    AddRunSets(component, part, masks);
  }

  // With parties too large for one room: they alone, and with all others.
  void AddRunSets(const Component& component, CohortPart& part,
                  const std::vector<std::uint32_t>& masks) {
    const std::size_t lodgings = kind_of_[part.cohort].size();
    if (lodgings == part.demands.size()) return;
    for (const bool alone : {true, false}) {
      for (const std::uint32_t mask : masks) {
        HallSet set;
        TypeSet rooms(model_.types.size(), false);
        for (std::uint32_t q = 0; q < part.demands.size(); ++q) {
          const Demand& of = part.demands[q];
          if ((mask >> of.priority & 1U) == 0 || (alone && !of.run)) continue;
          for (std::uint32_t w = 0; w < of.lacking.size(); ++w) {
            set.members.push_back({q, w});
            if (of.run) continue;
            const TypeSet suits =
                Suits(kind_of_[part.cohort][q], of.lacking[w]);
            for (std::size_t t = 0; t < rooms.size(); ++t)
              rooms[t] = rooms[t] || suits[t];
          }
          set.wanted += std::int64_t{of.count} * of.rooms;
        }
        if (!set.members.empty()) {
          CountRooms(component, part, rooms, true, set);
        }
      }
    }
  }

  void CountRooms(const Component& component, CohortPart& part,
                  const TypeSet& rooms, bool with_runs, HallSet& set) {
    const auto count = [&](const std::vector<TypeCount>& types, bool all) {
      std::int64_t sum = 0;
      for (const TypeCount& of : types) {
        if (all || rooms[of.type]) sum += of.count;
      }
      return sum;
    };
    const auto run_fits = [&](const auto& fits) {
      if (!with_runs) return false;
      const std::size_t lodgings = kind_of_[part.cohort].size();
      return std::ranges::any_of(set.members, [&](const HallSet::Member& m) {
        return part.demands[m.demand].run &&
               fits(run_of_[part.cohort][m.demand - lodgings]);
      });
    };
    for (const std::uint32_t u : model_.cohorts[part.cohort].held_units) {
      set.held += count(model_.units[u].types, run_fits([&](std::size_t r) {
                          const std::uint32_t party =
                              model_.cohorts[part.cohort].runs[r].party;
                          return !finder_.Find(party, u, {}).empty();
                        }));
    }
    for (std::size_t i = 0; i < part.choices.size(); ++i) {
      const std::uint32_t t = choices_[part.cohort][i];
      set.rooms.push_back(count(component.classes[part.choices[i]].types,
                                run_fits([&](std::size_t r) -> bool {
                                  return run_fits_[part.cohort][r][t];
                                })));
      set.by_rooms.push_back(static_cast<std::uint32_t>(i));
    }
    std::ranges::stable_sort(set.by_rooms, std::greater<>(),
                             [&](std::uint32_t i) { return set.rooms[i]; });
    part.sets.push_back(std::move(set));
  }

  const Model& model_;
  RunFinder finder_;
  std::vector<UnitClass> classes_;
  std::vector<std::vector<std::uint32_t>> choices_;       // by cohort
  std::vector<std::vector<std::vector<bool>>> run_fits_;  // cohort, run, class
  std::vector<std::uint32_t> up_;
  TypeSet part_types_;  // that the cohort could get
  // Of the demands of a cohort: kinds, then of runs their indices.
  std::map<std::uint32_t, std::vector<std::uint32_t>> kind_of_;
  std::map<std::uint32_t, std::vector<std::size_t>> run_of_;
};

}  // namespace

std::vector<Component> SplitIntoComponents(const Model& model,
                                           std::size_t max_variables) {
  return Splitter(model).Split(max_variables);
}

}  // namespace quaranta::place::internal
