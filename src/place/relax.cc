#include "place/relax.h"

#include <algorithm>
#include <tuple>

#include "place/run.h"

namespace quaranta::place::internal {

Relaxation::Relaxation(const Model& model) : model_(model) {
  RunFinder finder(model);
  run_fits_.resize(model.cohorts.size());
  for (std::uint32_t c = 0; c < model.cohorts.size(); ++c) {
    for (const RunInfo& run : model.cohorts[c].runs) {
      std::vector<bool> fits(model.units.size(), false);
      for (std::uint32_t u = 0; u < model.units.size(); ++u) {
        fits[u] = model.CanUse(c, u) && !finder.Find(run.party, u, {}).empty();
      }
      run_fits_[c].push_back(std::move(fits));
    }
  }
  std::map<std::vector<std::pair<std::uint32_t, std::int32_t>>, std::uint32_t>
      looks;
  for (const UnitInfo& unit : model.units) {
    std::vector<std::pair<std::uint32_t, std::int32_t>> types;
    for (const TypeCount& of : unit.types) types.emplace_back(of.type, of.count);
    look_.push_back(
        looks.try_emplace(std::move(types),
                          static_cast<std::uint32_t>(looks.size()))
            .first->second);
  }
}

std::vector<Relaxation::Demand> Relaxation::DemandsOf(
    std::uint32_t cohort, const People& who) const {
  const CohortInfo& info = model_.cohorts[cohort];
  std::vector<Demand> demands;
  for (const KindCount& of : info.kinds) {
    const LodgingKind& kind = model_.kinds[of.kind];
    if (who.Has(kind.priority, kind.risk_class)) {
      demands.push_back({kind.people, of.count, of.kind, cohort, 0, cohort});
    }
  }
  for (std::uint32_t r = 0; r < info.runs.size(); ++r) {
    const Party& party = model_.problem->parties[info.runs[r].party];
    if (who.Has(party.priority, party.risk_class)) {
      demands.push_back({static_cast<std::int32_t>(party.people.size()), 1,
                         kNone, cohort, r, cohort});
    }
  }
  std::ranges::stable_sort(demands, std::greater<>(), &Demand::people);
  return demands;
}

// Cohorts that hold no unit may go to the same rooms: they are counted as one.
std::vector<Relaxation::Demand> Relaxation::AllDemands(
    const People& who) const {
  std::map<std::tuple<std::uint32_t, std::uint32_t>, Demand> kinds;
  std::vector<Demand> demands;
  for (const std::uint32_t c : model_.cohort_order) {
    for (Demand& demand : DemandsOf(c, who)) {
      if (model_.cohorts[c].held_units.empty()) demand.holds = kNone;
      if (demand.kind == kNone) {
        demands.push_back(demand);
        continue;
      }
      Demand& sum = kinds[{demand.kind, demand.holds}];
      const std::int32_t count = sum.count + demand.count;
      sum = demand;
      sum.count = count;
    }
  }
  for (const auto& [key, demand] : kinds) demands.push_back(demand);
  std::ranges::stable_sort(demands, std::greater<>(), &Demand::people);
  return demands;
}

std::vector<Relaxation::Supply> Relaxation::SuppliesOf(
    std::span<const std::uint32_t> units, bool by_holder,
    bool by_refill) const {
  std::vector<Supply> supplies;
  if (!by_holder && !by_refill && units.size() == 1) {
    for (const TypeCount& of : model_.units[units[0]].types) {
      supplies.push_back({of.type, false, kNone, of.count});
    }
    return supplies;
  }
  std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::int32_t> counts;
  for (const std::uint32_t u : units) {
    const UnitInfo& unit = model_.units[u];
    const std::uint32_t holder = by_holder ? unit.holder : kNone;
    for (std::uint32_t n = 0; n < unit.room_count; ++n) {
      const OfferedRoom& room = model_.rooms[unit.first_room + n];
      ++counts[{room.type, holder, by_refill && room.refill}];
    }
  }
  for (const auto& [key, count] : counts) {
    supplies.push_back(
        {std::get<0>(key), std::get<2>(key), std::get<1>(key), count});
  }
  return supplies;
}

bool Relaxation::Serves(const Demand& demand, const Supply& supply) const {
  if (supply.holder != kNone && supply.holder != demand.holds) return false;
  if (demand.kind != kNone) return model_.missing[demand.kind][supply.type] >= 0;
  const std::uint32_t party =
      model_.cohorts[demand.cohort].runs[demand.run].party;
  return model_.problem->pairing.Allows(
      model_.problem->parties[party].risk_class,
      model_.types[supply.type].grade);
}

void Relaxation::Load(std::span<const Demand> demands,
                      std::span<const Supply> supplies,
                      const CostFunction* cost) {
  transport_.Reset(demands.size(), supplies.size());
  for (std::size_t i = 0; i < demands.size(); ++i) {
    transport_.SetDemand(i, demands[i].count, static_cast<std::int32_t>(i));
    for (std::size_t j = 0; j < supplies.size(); ++j) {
      if (!Serves(demands[i], supplies[j])) continue;
      const std::int32_t each =
          cost ? (*cost)(model_.kinds[demands[i].kind],
                         model_.types[supplies[j].type], supplies[j].refill)
               : 0;
      transport_.Allow(i, j, each);
    }
  }
  for (std::size_t j = 0; j < supplies.size(); ++j) {
    transport_.SetSupply(j, supplies[j].count);
  }
  transport_.Solve();
}

std::int64_t Relaxation::Served(std::span<const Demand> demands) const {
  std::int64_t people = 0;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    people += std::int64_t{demands[i].people} *
              (demands[i].count - transport_.left(i));
  }
  return people;
}

void Relaxation::KeepFittingRuns(std::span<const std::uint32_t> units,
                                 std::vector<Demand>& demands) const {
  std::erase_if(demands, [&](const Demand& demand) {
    return demand.kind == kNone &&
           std::ranges::none_of(units, [&](std::uint32_t u) {
             return run_fits_[demand.cohort][demand.run][u];
           });
  });
}

std::int64_t Relaxation::Capacity(std::uint32_t cohort,
                                  std::span<const std::uint32_t> units,
                                  const People& who) {
  std::vector<Demand> demands = DemandsOf(cohort, who);
  KeepFittingRuns(units, demands);
  Load(demands, SuppliesOf(units, false, false), nullptr);
  std::int64_t beds = 0;
  for (const std::uint32_t u : units) {
    const UnitInfo& unit = model_.units[u];
    for (std::uint32_t n = 0; n < unit.room_count; ++n) {
      beds += model_.rooms[unit.first_room + n].beds;
    }
  }
  return std::min(Served(demands), beds);
}

std::int64_t Relaxation::UnitCapacity(std::uint32_t cohort, std::uint32_t unit,
                                      const People& who) {
  // Whether a run fits depends on more than room types.
  const std::uint32_t look =
      model_.cohorts[cohort].runs.empty()
          ? look_[unit]
          : unit + static_cast<std::uint32_t>(look_.size());
  const auto [it, added] = remembered_.try_emplace({cohort, look}, 0);
  if (added) it->second = Capacity(cohort, {&unit, 1}, who);
  return it->second;
}

std::int64_t Relaxation::SharedCapacity(std::span<const std::uint32_t> units,
                                        const People& who) {
  std::vector<Demand> demands = AllDemands(who);
  KeepFittingRuns(units, demands);
  Load(demands, SuppliesOf(units, true, false), nullptr);
  return Served(demands);
}

std::int64_t Relaxation::SplitCapacity(std::span<const std::uint32_t> units,
                                       const People& who) {
  std::int64_t people = 0;
  for (const std::uint32_t u : units) {
    std::int64_t best = 0;
    for (const std::uint32_t c : model_.cohort_order) {
      if (model_.CanUse(c, u)) best = std::max(best, UnitCapacity(c, u, who));
    }
    people += best;
  }
  return people;
}

// Serving the largest first serves as many as can be of every set of largest
// sizes at once: that is the greedy of a matroid again.
std::vector<std::int32_t> Relaxation::ServedBySize(
    std::uint32_t cohort, std::span<const std::uint32_t> units,
    const People& who) {
  std::vector<Demand> demands = DemandsOf(cohort, who);
  std::erase_if(demands, [](const Demand& d) { return d.kind == kNone; });
  Load(demands, SuppliesOf(units, false, false), nullptr);
  std::vector<std::int32_t> served;
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    sum += demands[i].count - transport_.left(i);
    if (i + 1 == demands.size() || demands[i + 1].people != demands[i].people) {
      served.push_back(sum);
    }
  }
  return served;
}

std::vector<std::int32_t> Relaxation::WantedBySize(std::uint32_t cohort,
                                                   const People& who) const {
  std::vector<Demand> demands = DemandsOf(cohort, who);
  std::erase_if(demands, [](const Demand& d) { return d.kind == kNone; });
  std::vector<std::int32_t> wanted;
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    sum += demands[i].count;
    if (i + 1 == demands.size() || demands[i + 1].people != demands[i].people) {
      wanted.push_back(sum);
    }
  }
  return wanted;
}

std::int64_t Relaxation::LeastCost(std::span<const std::uint32_t> units,
                                   const People& who,
                                   const CostFunction& cost) {
  std::vector<Demand> demands = AllDemands(who);
  std::erase_if(demands, [](const Demand& d) { return d.kind == kNone; });
  Load(demands, SuppliesOf(units, true, true), &cost);
  return transport_.cost();
}

std::int64_t Relaxation::PartyCapacity(std::span<const LodgingInfo> lodgings,
                                       std::uint32_t unit) {
  std::vector<Demand> demands;
  for (const LodgingInfo& lodging : lodgings) {
    demands.push_back({static_cast<std::int32_t>(lodging.people.size()), 1,
                       lodging.kind, 0, 0, kNone});
  }
  std::ranges::stable_sort(demands, std::greater<>(), &Demand::people);
  Load(demands, SuppliesOf({&unit, 1}, false, false), nullptr);
  return Served(demands);
}

bool Relaxation::KindFits(std::uint32_t kind, std::uint32_t unit) const {
  return std::ranges::any_of(model_.units[unit].types, [&](TypeCount of) {
    return model_.missing[kind][of.type] >= 0;
  });
}

}  // namespace quaranta::place::internal
