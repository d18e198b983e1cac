#include "place/bound.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

#include "place/level_status.h"
#include "place/relax.h"
#include "place/tiers.h"

namespace quaranta::place::internal {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

class Bounder {
 public:
  Bounder(const Model& model, const std::vector<Level>& levels)
      : model_(model), relaxation_(model) {
    new_sites_.assign(model.tiers.size(), 0);
    for (const Level& level : levels) {
      const auto part = static_cast<std::size_t>(level.part - 1);
      if (level.name == LevelName::kUnplaced) {
        unplaced_[part] = level.value;
        unplaced_sum_ += level.value;
      } else if (level.name == LevelName::kNewSites) {
        new_sites_[part] = level.value;
      } else if (level.name == LevelName::kNewFloors) {
        new_floors_ = level.value;
      }
    }
    for (std::size_t k = 0; k < unplaced_.size(); ++k) {
      full_.classes[k] = unplaced_[k] == 0;
    }
    for (const LodgingInfo& lodging : model.without_adult) {
      const Party& party = model.problem->parties[lodging.party];
      hopeless_[static_cast<std::size_t>(party.priority)] +=
          static_cast<std::int64_t>(lodging.people.size());
    }
    hopeless_sum_ =
        std::accumulate(hopeless_.begin(), hopeless_.end(), std::int64_t{0});
  }

  std::int64_t Bound(const Level& level) {
    const auto part = static_cast<std::size_t>(level.part - 1);
    if (level.value == 0) return 0;
    switch (level.name) {
      case LevelName::kUnplaced:
        return Unplaced(part);
      case LevelName::kNewSites:
        return NewSites(part);
      case LevelName::kSubstitutes:
        return Substitutes();
      case LevelName::kNewFloors:
        return NewFloors(SitesAsPlanned());
      case LevelName::kPreferences:
        return part == 0 ? Refills() : Apart();
      case LevelName::kSpecialRooms:
        return SpecialRooms();
      case LevelName::kDistance:
        return Distance();
    }
    return 0;
  }

 private:
  std::vector<std::uint32_t> UnitsAt(const std::vector<bool>& sites) const {
    std::vector<std::uint32_t> units;
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (model_.units[u].usable && sites[model_.units[u].site]) {
        units.push_back(u);
      }
    }
    return units;
  }

  // Sites that a plan may use which opens no site of a tier where this plan
  // opens none.
  std::vector<bool> SitesAsPlanned() const {
    std::vector<bool> sites(model_.site_tier.size());
    for (std::size_t s = 0; s < sites.size(); ++s) {
      sites[s] = model_.problem->sites[s].open ||
                 (model_.site_usable[s] &&
                  new_sites_[model_.site_tier[s]] >= model_.site_cost[s]);
    }
    return sites;
  }

  // And of those the units of a plan that takes none where this takes none.
  std::vector<std::uint32_t> UnitsAsPlanned() const {
    std::vector<std::uint32_t> units = UnitsAt(SitesAsPlanned());
    if (new_floors_ == 0) {
      std::erase_if(units, [&](std::uint32_t u) {
        return model_.units[u].holder == kNone;
      });
    }
    return units;
  }

  std::int64_t Capacity(std::span<const std::uint32_t> units,
                        const People& who) {
    return std::min(relaxation_.SharedCapacity(units, who),
                    relaxation_.SplitCapacity(units, who));
  }

  // At most so many of the class can have a room; or of it and the classes
  // before it, of whom so many have one in this plan.
  std::int64_t Unplaced(std::size_t part) {
    const std::vector<std::uint32_t> units = UnitsAt(model_.site_usable);
    People who;
    who.classes[part] = true;
    relaxation_.Forget();
    std::int64_t placed = Capacity(units, who);
    if (part > 0) {
      std::int64_t before = 0;
      for (std::size_t k = 0; k < part; ++k) {
        who.classes[k] = true;
        before += model_.people[k] - unplaced_[k];
      }
      relaxation_.Forget();
      placed = std::min(placed, Capacity(units, who) - before);
    }
    return std::max<std::int64_t>(0, model_.people[part] - placed);
  }

  // Risk classes that share no site are served by different sites: their needs
  // add up. Returns the risk classes of each such group.
  std::vector<std::vector<bool>> RiskGroups() const {
    std::uint32_t risks = model_.problem->pairing.risk_classes;
    for (const Party& party : model_.problem->parties) {
      risks = std::max(risks, party.risk_class + 1);
    }
    std::vector<std::uint32_t> group(risks);
    std::iota(group.begin(), group.end(), 0U);
    for (const Site& site : model_.problem->sites) {
      std::uint32_t first = kNone;
      for (std::uint32_t r = 0; r < risks; ++r) {
        if (!model_.problem->pairing.Allows(r, site.grade)) continue;
        if (first == kNone) first = group[r];
        const std::uint32_t other = group[r];
        for (std::uint32_t& of : group) {
          if (of == other) of = first;
        }
      }
    }
    std::map<std::uint32_t, std::vector<bool>> members;
    for (const Party& party : model_.problem->parties) {
      auto& set = members[group[party.risk_class]];
      set.resize(risks, false);
      set[party.risk_class] = true;
    }
    std::vector<std::vector<bool>> groups;
    for (auto& [root, set] : members) groups.push_back(std::move(set));
    return groups;
  }

  std::int64_t NewSites(std::size_t tier) {
    std::int64_t sites = 0;
    for (std::vector<bool>& group : RiskGroups()) {
      People all = People::All();
      all.risk_classes = group;
      std::int64_t most = SitesFor(tier, all, unplaced_sum_);
      if (unplaced_sum_ > 0) {
        People full = full_;
        full.risk_classes = std::move(group);
        most = std::max(most, SitesFor(tier, full, 0));
      }
      sites += most;
    }
    return std::max(
        {sites, SitesForFloors(tier), SitesBefore(model_, tier, new_sites_)});
  }

  // What a plan can use without a site of the tier: what is open, all that can
  // open in earlier tiers, and of later tiers as many as this plan opens.
  struct Supply {
    std::vector<bool> base;
    std::vector<std::vector<std::size_t>> later;  // sites by tier
    std::vector<std::size_t> here;
  };
  Supply SupplyFor(std::size_t tier) const {
    Supply supply;
    supply.base.resize(model_.site_tier.size());
    supply.later.resize(tier);
    for (std::size_t s = 0; s < model_.site_tier.size(); ++s) {
      const std::size_t of = model_.site_tier[s];  // 0 is the last tier
      if (!model_.site_usable[s]) continue;
      if (model_.problem->sites[s].open || of > tier) {
        supply.base[s] = true;
      } else if (of == tier) {
        supply.here.push_back(s);
      } else {
        supply.later[of].push_back(s);
      }
    }
    return supply;
  }

  // What at least the sites of the tier count with which `base` + what the best
  // later ones bring + what the best of the tier bring reaches `wanted`.
  template <class Bring>
  std::int64_t FewestSites(const Supply& supply, std::int64_t base,
                           std::int64_t wanted, const Bring& bring) const {
    if (base >= wanted) return 0;
    const auto all = [&](const std::vector<std::size_t>& sites) {
      std::vector<Brought> brought;
      for (const std::size_t s : sites) {
        brought.push_back({bring(s), model_.site_cost[s]});
      }
      return brought;
    };
    for (std::size_t t = 0; t < supply.later.size(); ++t) {
      base += MostBroughtBy(all(supply.later[t]), new_sites_[t]);
    }
    return LeastCostOf(all(supply.here), wanted - base);
  }

  // Capacity is submodular: sites together take no more than the sum of what
  // each takes alone.
  std::int64_t SitesFor(std::size_t tier, const People& who,
                        std::int64_t missing) {
    std::int64_t wanted = -missing;
    for (const Party& party : model_.problem->parties) {
      if (who.Has(party.priority, party.risk_class)) {
        wanted += static_cast<std::int64_t>(party.people.size());
      }
    }
    const Supply supply = SupplyFor(tier);
    relaxation_.Forget();
    const std::int64_t base = Capacity(UnitsAt(supply.base), who);
    return FewestSites(supply, base, wanted, [&](std::size_t site) {
      std::vector<bool> only(model_.site_tier.size());
      only[site] = true;
      return Capacity(UnitsAt(only), who);
    });
  }

  std::int64_t SitesForFloors(std::size_t tier) {
    if (!floors_anywhere_) floors_anywhere_ = NewFloors(model_.site_usable);
    const Supply supply = SupplyFor(tier);
    const auto free_units = [&](const std::vector<bool>& sites) {
      return std::ranges::count_if(UnitsAt(sites), [&](std::uint32_t u) {
        return model_.units[u].holder == kNone &&
               model_.units[u].room_count > 0;
      });
    };
    return FewestSites(supply, free_units(supply.base), *floors_anywhere_,
                       [&](std::size_t site) {
                         std::vector<bool> only(model_.site_tier.size());
                         only[site] = true;
                         return std::int64_t{free_units(only)};
                       });
  }

  std::vector<std::uint32_t> FreeUnitsOf(
      std::uint32_t cohort, const std::vector<std::uint32_t>& units) const {
    std::vector<std::uint32_t> free;
    for (const std::uint32_t u : units) {
      if (model_.units[u].holder == kNone && model_.CanUse(cohort, u)) {
        free.push_back(u);
      }
    }
    return free;
  }

  std::int64_t NewFloors(const std::vector<bool>& sites) {
    const std::vector<std::uint32_t> units = UnitsAt(sites);
    return std::max(FloorsByPeople(units), FloorsBySize(units));
  }

  // Each cohort needs the fewest best units that cover its people. Of all
  // people as many are left out as the plan leaves out, where that saves the
  // most: the people for whose sake a unit is taken fall from unit to unit, so
  // the smallest such numbers are saved first.
  std::int64_t FloorsByPeople(const std::vector<std::uint32_t>& units) {
    relaxation_.Forget();
    const People all = People::All();
    std::int64_t spare = unplaced_sum_ - hopeless_sum_;
    std::vector<std::int64_t> steps;
    for (const std::uint32_t c : model_.cohort_order) {
      const CohortInfo& info = model_.cohorts[c];
      std::int64_t wanted = info.people;
      for (const LodgingInfo& lodging : model_.without_adult) {
        if (model_.problem->parties[lodging.party].cohort.value() == c) {
          wanted -= static_cast<std::int64_t>(lodging.people.size());
        }
      }
      wanted -= relaxation_.Capacity(c, info.held_units, all);
      std::vector<std::int64_t> brings;
      for (const std::uint32_t u : FreeUnitsOf(c, units)) {
        brings.push_back(relaxation_.UnitCapacity(c, u, all));
      }
      std::ranges::sort(brings, std::greater<>());
      for (const std::int64_t brought : brings) {
        if (wanted <= 0 || brought == 0) break;
        steps.push_back(std::min(wanted, brought));
        wanted -= brought;
      }
      spare -= std::max<std::int64_t>(wanted, 0);
    }
    std::ranges::sort(steps);
    auto floors = static_cast<std::int64_t>(steps.size());
    for (const std::int64_t people : steps) {
      spare -= people;
      if (spare < 0) break;
      --floors;
    }
    return floors;
  }

  // The same for the lodgings of at least each size, of those classes that
  // are all placed.
  std::int64_t FloorsBySize(const std::vector<std::uint32_t>& units) {
    std::int64_t floors = 0;
    for (const std::uint32_t c : model_.cohort_order) {
      std::vector<std::int32_t> wanted = relaxation_.WantedBySize(c, full_);
      const std::vector<std::int32_t> held =
          relaxation_.ServedBySize(c, model_.cohorts[c].held_units, full_);
      std::vector<std::vector<std::int32_t>> brings(wanted.size());
      for (const std::uint32_t u : FreeUnitsOf(c, units)) {
        const auto served = relaxation_.ServedBySize(c, {&u, 1}, full_);
        for (std::size_t n = 0; n < served.size(); ++n) {
          brings[n].push_back(served[n]);
        }
      }
      std::int64_t most = 0;
      for (std::size_t n = 0; n < wanted.size(); ++n) {
        std::ranges::sort(brings[n], std::greater<>());
        std::int64_t needed = 0;
        std::int64_t rest = wanted[n] - held[n];
        for (const std::int32_t brought : brings[n]) {
          if (rest <= 0) break;
          rest -= brought;
          ++needed;
        }
        most = std::max(most, needed);
      }
      floors += most;
    }
    return floors;
  }

  std::int64_t Substitutes() {
    return relaxation_.LeastCost(
        UnitsAt(SitesAsPlanned()), full_,
        [](const LodgingKind& kind, const RoomType& type, bool) {
          std::int32_t missing = 0;
          for (const Features needs : kind.needs) {
            missing += std::popcount(needs & ~type.features);
          }
          return missing;
        });
  }

  std::int64_t Refills() {
    return relaxation_.LeastCost(
        UnitsAsPlanned(), full_,
        [](const LodgingKind& kind, const RoomType&, bool refill) {
          return refill ? kind.people : 0;
        });
  }

  std::int64_t SpecialRooms() {
    const Features special = model_.problem->special_features;
    return relaxation_.LeastCost(
        UnitsAsPlanned(), full_,
        [&](const LodgingKind& kind, const RoomType& type, bool) {
          return (type.features & special & ~kind.AllNeeds()) != 0 ? 1 : 0;
        });
  }

  // A party of a class that is all placed is apart by at least those whom its
  // best unit cannot take.
  std::int64_t Apart() {
    const std::vector<std::uint32_t> units = UnitsAsPlanned();
    std::int64_t apart = 0;
    for (const std::uint32_t c : model_.cohort_order) {
      std::map<std::uint32_t, std::vector<LodgingInfo>> parties;
      for (const LodgingInfo& lodging : model_.cohorts[c].lodgings) {
        const Party& party = model_.problem->parties[lodging.party];
        if (party.lodging == Lodging::kApart &&
            full_.Has(party.priority, party.risk_class)) {
          parties[lodging.party].push_back(lodging);
        }
      }
      for (const auto& [party, lodgings] : parties) {
        if (lodgings.size() < 2) continue;
        std::int64_t people = 0;
        for (const LodgingInfo& of : lodgings) {
          people += static_cast<std::int64_t>(of.people.size());
        }
        std::int64_t best = 0;
        for (const std::uint32_t u : units) {
          if (best == people) break;
          if (!model_.CanUse(c, u)) continue;
          best = std::max(best, relaxation_.PartyCapacity(lodgings, u));
        }
        apart += people - best;
      }
    }
    return apart;
  }

  // Everyone goes at least as far as their nearest suitable unit; those left
  // out are those who would have gone farthest.
  std::int64_t Distance() {
    const std::vector<std::uint32_t> units = UnitsAsPlanned();
    std::array<std::vector<std::int64_t>, kMaxClasses> each;
    const auto add = [&](std::uint32_t cohort, std::uint32_t of,
                         std::size_t people, const auto& fits) {
      const Party& party = model_.problem->parties[of];
      std::int64_t nearest = party.distance.empty() ? 0 : kFar;
      for (const std::uint32_t u : units) {
        if (nearest == 0) break;
        const std::int64_t here = party.distance[model_.units[u].site];
        if (here < nearest && model_.CanUse(cohort, u) && fits(u)) {
          nearest = here;
        }
      }
      if (nearest == kFar) nearest = 0;
      auto& list = each[static_cast<std::size_t>(party.priority)];
      list.insert(list.end(), people, nearest);
    };
    for (const std::uint32_t c : model_.cohort_order) {
      const CohortInfo& info = model_.cohorts[c];
      for (const LodgingInfo& lodging : info.lodgings) {
        add(c, lodging.party, lodging.people.size(), [&](std::uint32_t u) {
          return relaxation_.KindFits(lodging.kind, u);
        });
      }
      for (std::size_t r = 0; r < info.runs.size(); ++r) {
        const std::uint32_t party = info.runs[r].party;
        add(c, party, model_.problem->parties[party].people.size(),
            [&](std::uint32_t u) { return relaxation_.RunFits(c, r, u); });
      }
    }
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < each.size(); ++k) {
      std::ranges::sort(each[k]);
      const std::int64_t placed = model_.people[k] - unplaced_[k];
      for (std::int64_t n = 0; n < placed; ++n) {
        sum += each[k][static_cast<std::size_t>(n)];
      }
    }
    return sum;
  }

  const Model& model_;
  Relaxation relaxation_;
  std::array<std::int64_t, kMaxClasses> hopeless_{};  // no adult for them
  std::array<std::int64_t, kMaxClasses> unplaced_{};
  std::int64_t unplaced_sum_ = 0;
  std::int64_t hopeless_sum_ = 0;
  std::vector<std::int64_t> new_sites_;  // by Model::tiers, or cost
  std::int64_t new_floors_ = 0;
  std::optional<std::int64_t> floors_anywhere_;
  People full_;  // the classes of which everyone has a room
};

}  // namespace

void BoundLevels(const Model& model, std::vector<Level>& levels) {
  Bounder bounder(model, levels);
  for (Level& level : levels) level.bound = bounder.Bound(level);
  SetStatuses(levels);
}

}  // namespace quaranta::place::internal
