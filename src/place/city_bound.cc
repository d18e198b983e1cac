#include "place/city_bound.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "place/level_status.h"
#include "place/price_bound.h"
#include "place/tiers.h"
#include "place/transport.h"

namespace quaranta::place::internal {
namespace {

class CityBounder {
 public:
  CityBounder(const Model& model, const Looks& looks, bool by_prices,
              const CityPrices& hints, const Plan& plan)
      : model_(model),
        looks_(looks),
        by_prices_(by_prices),
        hints_(hints),
        plan_(plan) {
    new_sites_.assign(model.tiers.size(), 0);
    for (const Level& level : plan.levels) {
      const auto part = static_cast<std::size_t>(level.part - 1);
      if (level.name == LevelName::kUnplaced) {
        unplaced_[part] = level.value;
        unplaced_sum_ += level.value;
      } else if (level.name == LevelName::kNewSites) {
        new_sites_[part] = level.value;
      } else if (level.name == LevelName::kSubstitutes) {
        substitutes_ = level.value;
      }
    }
    FindGroups();
    FindMostUnplaced();
  }

  std::int64_t Bound(std::size_t index) {
    const Level& level = plan_.levels[index];
    const auto part = static_cast<std::size_t>(level.part - 1);
    switch (level.name) {
      case LevelName::kUnplaced:
        if (level.value == 0) return 0;
        if (hints_.empty()) return Unplaced(part);
        return ByPrices(index, Unplaced(part), Prices().Unplaced(part),
                        Prices());
      case LevelName::kNewSites:
        // Substitutes come after sites.
        if (!ByPricesAtAll()) {
          return level.value == 0
                     ? 0
                     : std::max(SitesBefore(model_, part, new_sites_),
                                NewSites(part));
        }
        return ByPrices(
            index,
            std::max(SitesBefore(model_, part, new_sites_), NewSites(part)),
            Prices().NewSites(part), Prices());
      case LevelName::kNewFloors:
        if (level.value == 0) return 0;
        if (!ByPricesAtAll()) return std::max(NewFloors(), FloorsOfGroups());
        return FloorsByPrices(index);
      case LevelName::kDistance:
        return level.value == 0 ? 0 : Distance();
      case LevelName::kSubstitutes:
      case LevelName::kPreferences:
      case LevelName::kSpecialRooms:
        return 0;
    }
    return 0;
  }

  // Of all levels that prices speak of, if they say more than counting of one.
  std::vector<Certificate::Market> Markets() {
    if (!prices_needed_) markets_.clear();
    return std::move(markets_);
  }

 private:
  // Where people are left out there are prices only from hints.
  bool ByPricesAtAll() const {
    return by_prices_ && (unplaced_sum_ == 0 || !hints_.empty());
  }
  PriceBound& Prices() {
    if (!prices_) prices_.emplace(model_, looks_, plan_, false, hints_);
    return *prices_;
  }
  std::int64_t FloorsByPrices(std::size_t index) {
    PriceBound prices(model_, looks_, plan_, substitutes_ == 0, hints_);
    return ByPrices(index, std::max(NewFloors(), FloorsOfGroups()),
                    prices.NewFloors(), prices);
  }
  std::int64_t ByPrices(std::size_t index, std::int64_t counted,
                        std::int64_t priced, const PriceBound& prices) {
    for (Certificate::Market of : prices.named()) {
      of.level = static_cast<std::uint32_t>(index);
      markets_.push_back(std::move(of));
    }
    prices_needed_ = prices_needed_ || priced > counted;
    return std::max(counted, priced);
  }

  // Grades that some risk class may both use are of one group; groups share no
  // site and no cohort's people of one risk class.
  void FindGroups() {
    for (const Site& site : model_.problem->sites) group_of_[site.grade] = 0;
    std::uint32_t next = 0;
    for (auto& [grade, group] : group_of_) group = next++;
    for (const std::uint32_t risk : model_.risk_classes) {
      std::uint32_t first = kNone;
      for (const auto& [grade, group] : group_of_) {
        if (!model_.problem->pairing.Allows(risk, grade)) continue;
        if (first == kNone) first = group;
        if (group != first) Join(group, first);
      }
    }
    for (std::size_t c = 0; c < model_.cohorts.size(); ++c) {
      group_of_cohort_.push_back(GroupOfCohort(c));
    }
  }
  void Join(std::uint32_t from, std::uint32_t to) {
    for (auto& [grade, group] : group_of_) {
      if (group == from) group = to;
    }
  }
  // kNone: no site would take them.
  std::uint32_t GroupOf(std::uint32_t risk) const {
    for (const auto& [grade, group] : group_of_) {
      if (model_.problem->pairing.Allows(risk, grade)) return group;
    }
    return kNone;
  }

  // No more of a group are without a room than in the plan in all, less those
  // for whom other groups have none whatever they do.
  void FindMostUnplaced() {
    if (unplaced_sum_ == 0) return;
    std::map<std::uint32_t, std::int64_t> lack;  // by group
    for (const Party& party : model_.problem->parties) {
      lack[GroupOf(party.risk_class)] +=
          static_cast<std::int64_t>(party.people.size());
    }
    std::int64_t sum = 0;
    for (auto& [group, people] : lack) {
      people -= Capacity([&, group = group](std::int32_t, std::uint32_t risk) {
        return GroupOf(risk) == group;
      });
      sum += people;
    }
    for (const auto& [group, people] : lack) {
      most_unplaced_[group] = unplaced_sum_ - (sum - people);
    }
  }

  // Everyone wanted, by priority and risk class, to any room that would take
  // them, cohorts mixed: the most people who can have a room.
  template <class Wanted>
  std::int64_t Capacity(const Wanted& wanted) const {
    std::map<std::uint32_t, std::int32_t> kinds;
    std::map<std::pair<std::int32_t, std::uint32_t>, std::int32_t> runs;
    for (const CohortInfo& cohort : model_.cohorts) {
      for (const KindCount& of : cohort.kinds) {
        const LodgingKind& kind = model_.kinds[of.kind];
        if (wanted(kind.priority, kind.risk_class)) kinds[of.kind] += of.count;
      }
      for (const RunInfo& run : cohort.runs) {
        const Party& party = model_.problem->parties[run.party];
        if (wanted(party.priority, party.risk_class)) {
          ++runs[{static_cast<std::int32_t>(party.people.size()),
                  party.risk_class}];
        }
      }
    }
    struct Demand {
      std::int32_t people = 0, count = 0;
      std::uint32_t kind = kNone, risk = 0;
    };
    std::vector<Demand> demands;
    for (const auto& [kind, count] : kinds) {
      demands.push_back({model_.kinds[kind].people, count, kind, 0});
    }
    for (const auto& [run, count] : runs) {
      demands.push_back({run.first, count, kNone, run.second});
    }
    std::ranges::stable_sort(demands, std::greater<>(), &Demand::people);
    std::vector<std::int32_t> rooms(model_.types.size(), 0);
    for (const UnitInfo& unit : model_.units) {
      if (!unit.usable) continue;
      for (const TypeCount& of : unit.types) rooms[of.type] += of.count;
    }
    Transport<std::int32_t> transport;
    transport.Reset(demands.size(), rooms.size());
    for (std::size_t i = 0; i < demands.size(); ++i) {
      const Demand& demand = demands[i];
      transport.SetDemand(i, demand.count, static_cast<std::int32_t>(i));
      for (std::size_t j = 0; j < rooms.size(); ++j) {
        const bool serves = demand.kind != kNone
                                ? model_.missing[demand.kind][j] >= 0
                                : model_.problem->pairing.Allows(
                                      demand.risk, model_.types[j].grade);
        if (serves) transport.Allow(i, j, 0);
      }
    }
    for (std::size_t j = 0; j < rooms.size(); ++j) {
      transport.SetSupply(j, rooms[j]);
    }
    transport.Solve();
    std::int64_t people = 0;
    for (std::size_t i = 0; i < demands.size(); ++i) {
      people += std::int64_t{demands[i].people} *
                (demands[i].count - transport.left(i));
    }
    return people;
  }

  std::int64_t Unplaced(std::size_t part) const {
    const auto last = static_cast<std::int32_t>(part);
    std::int64_t placed = Capacity(
        [&](std::int32_t priority, std::uint32_t) { return priority == last; });
    if (part > 0) {
      std::int64_t before = 0;
      for (std::size_t k = 0; k < part; ++k)
        before += model_.people[k] - unplaced_[k];
      const std::int64_t so_far =
          Capacity([&](std::int32_t priority, std::uint32_t) {
            return priority <= last;
          });
      placed = std::min(placed, so_far - before);
    }
    return std::max<std::int64_t>(0, model_.people[part] - placed);
  }

  // What all cohorts of the group ask for beyond the units they hold, by
  // gauge. Everyone unplaced saves one room at most.
  Counts NeedOf(std::uint32_t group) const {
    Counts need{};
    for (std::size_t c = 0; c < model_.cohorts.size(); ++c) {
      if (group_of_cohort_[c] != group) continue;
      for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
        need[g] +=
            std::max(0, looks_.must(static_cast<std::uint32_t>(c))[g] -
                            looks_.held(static_cast<std::uint32_t>(c))[g]);
      }
    }
    const auto unplaced = most_unplaced_.find(group);
    if (unplaced == most_unplaced_.end()) return need;
    for (std::int32_t& of : need) {
      of -= static_cast<std::int32_t>(unplaced->second);
    }
    return need;
  }

  // kNone for a cohort whose people belong to several groups or partly to none,
  // or that has no arrivals: it is left out.
  std::uint32_t GroupOfCohort(std::size_t c) const {
    std::set<std::uint32_t> groups;
    for (const KindCount& of : model_.cohorts[c].kinds) {
      groups.insert(GroupOf(model_.kinds[of.kind].risk_class));
    }
    for (const RunInfo& run : model_.cohorts[c].runs) {
      groups.insert(GroupOf(model_.problem->parties[run.party].risk_class));
    }
    return groups.size() == 1 ? *groups.begin() : kNone;
  }

  // Rooms of free units, by gauge.
  std::vector<Counts> RoomsBySite() const {
    std::vector<Counts> rooms(model_.site_tier.size());
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      const UnitInfo& unit = model_.units[u];
      if (!unit.usable || unit.holder != kNone || unit.room_count == 0)
        continue;
      rooms[unit.site] =
          Plus(rooms[unit.site], looks_.looks()[looks_.look(u)].have);
    }
    return rooms;
  }

  // For each group the fewest sites of the tier with which its rooms suffice
  // by every gauge, given what is open, all sites of earlier tiers, and of
  // later ones the best, as many as the plan opens.
  std::int64_t NewSites(std::size_t tier) const {
    const std::vector<Counts> rooms = RoomsBySite();
    std::set<std::uint32_t> groups;
    for (const auto& [grade, group] : group_of_) groups.insert(group);
    std::int64_t fewest = 0;
    for (const std::uint32_t group : groups) {
      const Counts need = NeedOf(group);
      std::int64_t most = 0;
      for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
        most = std::max(most, SitesFor(tier, group, g, need[g], rooms));
      }
      fewest += most;
    }
    return fewest;
  }

  std::int64_t SitesFor(std::size_t tier, std::uint32_t group, std::size_t g,
                        std::int64_t need,
                        const std::vector<Counts>& rooms) const {
    std::vector<std::vector<Brought>> by_tier(tier + 1);
    for (std::size_t s = 0; s < rooms.size(); ++s) {
      if (!model_.site_usable[s] ||
          group_of_.at(model_.problem->sites[s].grade) != group) {
        continue;
      }
      const std::size_t of = model_.site_tier[s];  // 0 is the last
      if (model_.problem->sites[s].open || of > tier) {
        need -= rooms[s][g];
      } else {
        by_tier[of].push_back({rooms[s][g], model_.site_cost[s]});
      }
    }
    for (std::size_t t = 0; t < tier; ++t) {
      need -= MostBroughtBy(by_tier[t], new_sites_[t]);
    }
    return LeastCostOf(std::move(by_tier[tier]), need);
  }

  // In a plan that opens no more than this one.
  bool MayOpen(std::uint32_t site) const {
    return new_sites_[model_.site_tier[site]] >= model_.site_cost[site];
  }

  // Free, and in a plan that opens no more than this one.
  bool MayTake(std::uint32_t u) const {
    const UnitInfo& unit = model_.units[u];
    return unit.usable && unit.holder == kNone && unit.room_count > 0 &&
           (model_.problem->sites[unit.site].open || MayOpen(unit.site));
  }

  // Rooms of the best units, summed, by grade and gauge.
  using SumsOfGrade = std::array<std::vector<std::int64_t>, kMaxGauges>;
  using Sums = std::map<std::uint32_t, SumsOfGrade>;
  Sums BestUnits() const {
    Sums best;
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (!MayTake(u)) continue;
      SumsOfGrade& of = best[model_.problem->sites[model_.units[u].site].grade];
      const Counts& have = looks_.looks()[looks_.look(u)].have;
      for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
        of[g].push_back(have[g]);
      }
    }
    for (auto& [grade, of] : best) {
      for (auto& list : of) {
        std::ranges::sort(list, std::greater<>());
        std::partial_sum(list.begin(), list.end(), list.begin());
      }
    }
    return best;
  }

  // Each cohort needs the fewest best units that have rooms enough by every
  // gauge: all its needs if the plan has no substitutes. Who is unplaced may
  // save the units for whose sake the fewest rooms are needed.
  std::int64_t NewFloors() const {
    const Sums best = BestUnits();
    std::int64_t floors = 0;
    std::vector<std::int64_t> steps;
    for (const std::uint32_t c : model_.cohort_order) {
      const Counts need = Minus(
          substitutes_ == 0 ? looks_.all(c) : looks_.must(c), looks_.held(c));
      const SumsOfGrade* const only = OnlyGradeOf(c, best);
      if (only == nullptr) continue;
      const SumsOfGrade& sums = *only;
      if (unplaced_sum_ > 0) {
        AddSteps(sums[0], need[0], steps);
        continue;
      }
      std::int64_t most = 0;
      for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
        if (need[g] <= 0) continue;
        // Mostly one of the first.
        const auto enough = std::ranges::find_if(
            sums[g], [&](std::int64_t sum) { return sum >= need[g]; });
        most = std::max<std::int64_t>(most, enough - sums[g].begin() + 1);
      }
      floors += most;
    }
    std::ranges::sort(steps);
    std::int64_t spare = unplaced_sum_;
    for (const std::int64_t rooms : steps) {
      spare -= rooms;
      if (spare < 0) ++floors;
    }
    return floors;
  }

  // All cohorts of a group as one: where the city is full, that tells more
  // than who of each may be left out.
  std::int64_t FloorsOfGroups() const {
    std::map<std::uint32_t, SumsOfGrade> rooms;  // by group
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (!MayTake(u)) continue;
      const UnitInfo& unit = model_.units[u];
      const Counts& have = looks_.looks()[looks_.look(u)].have;
      auto& of = rooms[group_of_.at(model_.problem->sites[unit.site].grade)];
      for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
        of[g].push_back(have[g]);
      }
    }
    std::int64_t floors = 0;
    for (auto& [group, of] : rooms) {
      const Counts need = NeedOf(group);
      std::int64_t most = 0;
      for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
        if (looks_.gauges()[g].either) continue;
        std::ranges::sort(of[g], std::greater<>());
        std::int64_t units = 0;
        std::int64_t left = need[g];
        for (const std::int64_t have : of[g]) {
          if (left <= 0) break;
          left -= have;
          ++units;
        }
        most = std::max(most, units);
      }
      floors += most;
    }
    return floors;
  }

  // Null if the cohort may use none of the grades, or several.
  const SumsOfGrade* OnlyGradeOf(std::uint32_t cohort, const Sums& best) const {
    const SumsOfGrade* only = nullptr;
    for (const auto& [grade, of] : best) {
      if (!MayUse(cohort, grade)) continue;
      if (only != nullptr) return nullptr;
      only = &of;
    }
    return only;
  }

  // How many rooms the first unit serves, the second, and so on.
  static void AddSteps(const std::vector<std::int64_t>& sums, std::int64_t need,
                       std::vector<std::int64_t>& steps) {
    std::int64_t before = 0;
    for (const std::int64_t sum : sums) {
      if (before >= need) return;
      steps.push_back(std::min(sum, need) - before);
      before = sum;
    }
  }

  bool MayUse(std::uint32_t cohort, std::uint32_t grade) const {
    const CohortInfo& info = model_.cohorts[cohort];
    const auto allows = [&](std::uint32_t risk) {
      return model_.problem->pairing.Allows(risk, grade);
    };
    return std::ranges::any_of(
               info.kinds,
               [&](const KindCount& of) {
                 return allows(model_.kinds[of.kind].risk_class);
               }) ||
           std::ranges::any_of(info.runs, [&](const RunInfo& run) {
             return allows(model_.problem->parties[run.party].risk_class);
           });
  }

  // Everyone to the nearest site that the plan's tiers allow; those left out
  // are those who would have gone farthest.
  std::int64_t Distance() const {
    std::array<std::vector<std::int64_t>, kMaxClasses> each;
    for (const Party& party : model_.problem->parties) {
      std::int64_t nearest = -1;
      for (std::size_t s = 0; s < party.distance.size(); ++s) {
        const Site& site = model_.problem->sites[s];
        if (!(site.open || (model_.site_usable[s] &&
                            MayOpen(static_cast<std::uint32_t>(s)))) ||
            !model_.problem->pairing.Allows(party.risk_class, site.grade)) {
          continue;
        }
        if (nearest < 0 || party.distance[s] < nearest) {
          nearest = party.distance[s];
        }
      }
      auto& list = each[static_cast<std::size_t>(party.priority)];
      list.insert(list.end(), party.people.size(),
                  std::max<std::int64_t>(nearest, 0));
    }
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < each.size(); ++k) {
      std::ranges::sort(each[k]);
      const auto placed =
          static_cast<std::ptrdiff_t>(model_.people[k] - unplaced_[k]);
      sum += std::accumulate(each[k].begin(), each[k].begin() + placed,
                             std::int64_t{0});
    }
    return sum;
  }

  const Model& model_;
  const Looks& looks_;
  bool by_prices_;
  const CityPrices& hints_;
  const Plan& plan_;
  std::optional<PriceBound> prices_;
  std::vector<Certificate::Market> markets_;
  bool prices_needed_ = false;
  std::array<std::int64_t, kMaxClasses> unplaced_{};
  std::int64_t unplaced_sum_ = 0;
  std::map<std::uint32_t, std::int64_t> most_unplaced_;  // by group, if any
  std::int64_t substitutes_ = 0;
  std::vector<std::int64_t> new_sites_;              // by Model::tiers, or cost
  std::map<std::uint32_t, std::uint32_t> group_of_;  // by grade
  std::vector<std::uint32_t> group_of_cohort_;
};

}  // namespace

void BoundCityLevels(const Model& model, const Looks& looks, bool by_prices,
                     const CityPrices& hints, Plan& plan) {
  CityBounder bounder(model, looks, by_prices, hints, plan);
  for (std::size_t l = 0; l < plan.levels.size(); ++l) {
    plan.levels[l].bound = bounder.Bound(l);
  }
  SetStatuses(plan.levels);
  plan.certificate.markets = bounder.Markets();
}

}  // namespace quaranta::place::internal
