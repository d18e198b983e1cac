// Each comment says why no plan can do better.
#include "place/verify_bounds.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

#include "place/verify_kinds.h"
#include "place/verify_small.h"

namespace quaranta::place::verify {
namespace {

// Pairs of a demand and a supply that matchings may look at in all: some tenths
// of a second. What is left over is counted less sharply.
constexpr std::int64_t kMostPairs = 30'000'000;
constexpr std::size_t kMostGauges = 48;

}  // namespace

OwnBounder::OwnBounder(const Census& census, const std::vector<Level>& levels)
    : facts_(census.facts()),
      problem_(facts_.problem()),
      census_(census),
      fits_([this](std::uint32_t kind, std::uint32_t room) {
        return census_.Fits(kind, room);
      }),
      strict_fits_([this](std::uint32_t kind, std::uint32_t room) {
        return census_.Fits(kind, room, true);
      }),
      matcher_(fits_, kMostPairs),
      strict_matcher_(strict_fits_, kMostPairs) {
  for (const Level& level : levels) {
    if (level.name == LevelName::kUnplaced) {
      unplaced_[static_cast<std::size_t>(level.key)] = level.value;
      unplaced_sum_ += level.value;
    } else if (level.name == LevelName::kNewSites) {
      new_sites_[level.key] = level.value;
    } else if (level.name == LevelName::kNewFloors) {
      new_floors_ = level.value;
    } else if (level.name == LevelName::kSubstitutes) {
      substitutes_ = level.value;
    }
  }
  for (std::uint32_t s = 0; s < problem_.sites.size(); ++s) {
    const Site& site = problem_.sites[s];
    all_sites_.push_back(site.open || site.can_open);
    planned_sites_.push_back(
        site.open ||
        (site.can_open && new_sites_[facts_.KeyOf(s)] >= facts_.CostOf(s)));
  }
  FindLabels();
  FindGauges();
}

std::int64_t OwnBounder::Bound(const Level& level, std::int64_t claimed) {
  if (level.value == 0 || claimed <= 0) return 0;
  switch (level.name) {
    case LevelName::kUnplaced:
      return Unplaced(level.key, claimed);
    case LevelName::kNewSites:
      return NewSites(level.key, claimed);
    case LevelName::kSubstitutes:
      return Substitutes();
    case LevelName::kNewFloors:
      return NewFloors(planned_sites_, substitutes_ == 0, claimed);
    case LevelName::kPreferences:
      return level.part == 1 ? Refills() : Apart();
    case LevelName::kSpecialRooms:
      return SpecialRooms();
    case LevelName::kDistance:
      return Distance();
  }
  return 0;
}

void OwnBounder::FindLabels() {
  label_of_risk_.resize(kMaxGrades);
  std::iota(label_of_risk_.begin(), label_of_risk_.end(), 0U);
  label_of_grade_.assign(kMaxGrades, kNoIndex);
  std::set<std::uint32_t> risks, grades;
  for (const Party& party : problem_.parties) risks.insert(party.risk_class);
  for (const Site& site : problem_.sites) grades.insert(site.grade);
  grades_.assign(grades.begin(), grades.end());
  grades_of_.resize(problem_.cohorts);
  for (const std::uint32_t grade : grades) {
    for (const std::uint32_t risk : risks) {
      if (!problem_.pairing.Allows(risk, grade)) continue;
      std::uint32_t& label = label_of_grade_[grade];
      if (label == kNoIndex) label = label_of_risk_[risk];
      const std::uint32_t from = label_of_risk_[risk], to = label;
      if (from == to) continue;
      std::ranges::replace(label_of_risk_, from, to);
      std::ranges::replace(label_of_grade_, from, to);
    }
  }
}

// All sizes, alone and with each set of features that somebody must have.
void OwnBounder::FindGauges() {
  std::set<std::uint32_t> sizes = {1};
  std::set<Features> features;
  for (const LodgingKind& kind : census_.kinds()) {
    if (kind.no_adult || kind.large != kNoIndex) continue;
    sizes.insert(kind.people);
    if (kind.must != 0) features.insert(kind.must);
    if (kind.needs != 0) features.insert(kind.needs);
  }
  const auto add = [&](Features with) {
    for (const std::uint32_t size : sizes) {
      if (gauges_.size() < kMostGauges) gauges_.push_back({size, with});
    }
  };
  add(0);
  for (const Features with : features) add(with);
  for (std::uint32_t k = 0; k < census_.unit_kinds().size(); ++k) {
    have_.push_back(HaveOf(k));
    supply_of_.emplace_back();
    for (const KindCount& of : census_.unit_kinds()[k].kinds) {
      supply_of_[k].push_back({of.kind, kNoIndex, of.count});
    }
  }
}

std::vector<std::int64_t> OwnBounder::HaveOf(std::uint32_t unit_kind) const {
  std::vector<std::int64_t> have(gauges_.size(), 0);
  for (const KindCount& of : census_.unit_kinds()[unit_kind].kinds) {
    const auto& room = census_.rooms()[of.kind];
    for (std::size_t g = 0; g < gauges_.size(); ++g) {
      if (static_cast<std::uint32_t>(room.beds) >= gauges_[g].beds &&
          (gauges_[g].features & ~room.features) == 0) {
        have[g] += of.count;
      }
    }
  }
  return have;
}

// Whether the lodging needs a room of the gauge.
bool OwnBounder::Asks(std::uint32_t kind, const Gauge& gauge,
                      bool strict) const {
  const LodgingKind& of = Kind(kind);
  if (of.no_adult) return false;
  if (of.large != kNoIndex) return gauge.beds == 1 && gauge.features == 0;
  return of.people >= gauge.beds &&
         (gauge.features & ~(strict ? of.needs : of.must)) == 0;
}

std::vector<Demand> OwnBounder::DemandsOf(
    std::uint32_t cohort, const std::vector<bool>& kinds) const {
  std::vector<Demand> demands;
  for (const KindCount& of : census_.lodgings(cohort)) {
    if (!kinds[of.kind] || Kind(of.kind).no_adult) continue;
    demands.push_back({of.kind, kNoIndex, of.count, Kind(of.kind).people});
  }
  return demands;
}

OwnBounder::Kept OwnBounder::Keep(std::vector<bool> kinds) const {
  Kept kept;
  kept.kind = std::move(kinds);
  kept.best.assign(census_.unit_kinds().size(), -1);
  kept.at_site.assign(problem_.sites.size(), -1);
  std::map<std::uint32_t, std::int64_t> free, all;
  for (std::uint32_t c = 0; c < problem_.cohorts; ++c) {
    for (const KindCount& of : census_.lodgings(c)) {
      if (kept.kind[of.kind]) kept.people += of.count * Kind(of.kind).people;
    }
    std::int64_t people = 0;
    const bool holds = !facts_.held_by(c).empty();
    for (Demand& of : DemandsOf(c, kept.kind)) {
      people += of.count * of.weight;
      all[of.kind] += of.count;
      if (holds) {
        of.cohort = c;
        kept.pooled.push_back(of);
      } else {
        free[of.kind] += of.count;
      }
    }
    if (people > 0) kept.cohorts.emplace_back(people, c);
  }
  for (const auto& [kind, count] : free) {
    kept.pooled.push_back({kind, kNoIndex, count, Kind(kind).people});
  }
  for (const auto& [kind, count] : all) {
    kept.mixed.push_back({kind, kNoIndex, count, Kind(kind).people});
  }
  std::ranges::sort(kept.cohorts, std::greater<>());
  return kept;
}

template <class Wanted>
OwnBounder::Kept OwnBounder::KeepKinds(const Wanted& wanted) const {
  std::vector<bool> kinds;
  for (std::uint32_t k = 0; k < census_.kinds().size(); ++k) {
    kinds.push_back(wanted(k));
  }
  return Keep(std::move(kinds));
}

Indices OwnBounder::UnitsAt(const Sites& sites) const {
  Indices units;
  for (std::uint32_t u = 0; u < problem_.units.size(); ++u) {
    if (census_.unit_kind(u) != kNoIndex &&
        sites[problem_.units[u].site.value()]) {
      units.push_back(u);
    }
  }
  return units;
}

std::vector<Supply> OwnBounder::SupplyAt(
    std::span<const std::uint32_t> units) const {
  std::vector<std::int64_t> free(census_.rooms().size(), 0);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> held;
  for (const std::uint32_t u : units) {
    if (census_.unit_kind(u) == kNoIndex) continue;
    const auto& holder = problem_.units[u].holder;
    for (const KindCount& of :
         census_.unit_kinds()[census_.unit_kind(u)].kinds) {
      if (holder) {
        held[{holder->value(), of.kind}] += of.count;
      } else {
        free[of.kind] += of.count;
      }
    }
  }
  std::vector<Supply> supply;
  for (std::uint32_t k = 0; k < free.size(); ++k) {
    if (free[k] > 0) supply.push_back({k, kNoIndex, free[k]});
  }
  for (const auto& [of, count] : held) {
    supply.push_back({of.second, of.first, count});
  }
  return supply;
}

// No more than all rooms can take, cohorts mixed.
std::int64_t OwnBounder::Pooled(Kept& kept,
                                std::span<const std::uint32_t> units) {
  return matcher_.Weight(kept.pooled, SupplyAt(units));
}

// No more people than beds; and each unit takes one cohort.
std::int64_t OwnBounder::BestOf(Kept& kept, std::uint32_t unit_kind) {
  std::int64_t& best = kept.best[unit_kind];
  if (best >= 0) return best;
  const UnitKind& unit = census_.unit_kinds()[unit_kind];
  const std::span<const Supply> supply = SupplyOf(unit_kind);
  const std::int64_t most =
      std::min(unit.beds, matcher_.Weight(kept.mixed, supply));
  best = 0;
  for (const auto& [people, cohort] : kept.cohorts) {
    if (best >= std::min(most, people)) break;
    if (matcher_.exhausted()) return best = most;
    std::vector<Demand> theirs = DemandsOf(cohort, kept.kind);
    best = std::max(best, std::min(unit.beds, matcher_.Weight(theirs, supply)));
  }
  return best;
}

// No more than if each unit took the one cohort of which it can take most.
std::int64_t OwnBounder::Split(Kept& kept,
                               std::span<const std::uint32_t> units) {
  std::int64_t sum = 0;
  for (const std::uint32_t u : units) {
    const std::uint32_t kind = census_.unit_kind(u);
    if (kind == kNoIndex) continue;
    if (!problem_.units[u].holder) {
      sum += BestOf(kept, kind);
      continue;
    }
    std::vector<Demand> theirs =
        DemandsOf(problem_.units[u].holder->value(), kept.kind);
    const UnitKind& unit = census_.unit_kinds()[kind];
    sum += std::min(unit.beds, matcher_.Weight(theirs, SupplyOf(kind)));
  }
  return sum;
}

std::int64_t OwnBounder::MostPlaced(Kept& kept,
                                    std::span<const std::uint32_t> units) {
  return std::min(Pooled(kept, units), Split(kept, units));
}

// Of a class no more than can have rooms; and of it and those before, less
// those of them whom the plan places.
std::int64_t OwnBounder::Unplaced(std::int32_t key, std::int64_t claimed) {
  Kept here =
      KeepKinds([&](std::uint32_t k) { return Kind(k).priority == key; });
  Kept so_far =
      KeepKinds([&](std::uint32_t k) { return Kind(k).priority <= key; });
  std::int64_t before = so_far.people - here.people;
  for (std::size_t k = 0; k < static_cast<std::size_t>(key); ++k) {
    before -= unplaced_[k];
  }
  const Indices units = UnitsAt(all_sites_);
  const auto bound = [&](const auto& most) {
    const std::int64_t placed =
        std::min<std::int64_t>(most(here), most(so_far) - before);
    return std::max<std::int64_t>(0, here.people - placed);
  };
  const std::int64_t pooled =
      bound([&](Kept& kept) { return Pooled(kept, units); });
  if (pooled >= claimed) return pooled;
  return std::max(pooled,
                  bound([&](Kept& kept) { return MostPlaced(kept, units); }));
}

OwnBounder::Kept& OwnBounder::KeptOf(std::uint32_t label, bool all_placed) {
  const auto it = kept_.find({label, all_placed});
  if (it != kept_.end()) return it->second;
  return kept_
      .emplace(std::pair(label, all_placed), KeepKinds([&](std::uint32_t k) {
                 return label_of_risk_[Kind(k).risk_class] == label &&
                        (!all_placed || AllPlaced(k));
               }))
      .first->second;
}

// Risk classes of which no site takes two need sites of their own.
std::int64_t OwnBounder::NewSites(std::int32_t tier, std::int64_t claimed) {
  std::map<std::uint32_t, std::int64_t> fewest;  // by label
  for (const LodgingKind& kind : census_.kinds()) {
    fewest[label_of_risk_[kind.risk_class]] = 0;
  }
  std::int64_t sum = 0;
  const auto raise = [&](const auto& bound) {
    sum = 0;
    for (auto& [label, sites] : fewest) {
      sites = std::max(sites, bound(label));
      sum += sites;
    }
    return sum >= claimed;
  };
  if (raise([&](std::uint32_t label) { return SitesByGauges(tier, label); }) ||
      raise([&](std::uint32_t label) {
        return SitesFor(tier, MostUnplaced(label), KeptOf(label, false));
      }) ||
      raise([&](std::uint32_t label) {
        return SitesFor(tier, 0, KeptOf(label, true));
      })) {
    return sum;
  }
  return std::max({sum, SitesForFloors(tier), SitesBefore(tier)});
}

// In every grade with a site of a later tier all of this one are open: at least
// so many as if the last of those grades were begun in part, or as the one with
// the fewest has.
std::int64_t OwnBounder::SitesBefore(std::int32_t tier) const {
  std::int64_t most = 0;
  if (!facts_.IsStrict()) return most;
  for (const auto& [later, opened] : new_sites_) {
    if (later <= tier || opened == 0) continue;
    // By grade: sites here and sites of the later tier.
    std::map<std::uint32_t, std::pair<std::int64_t, std::int64_t>> grades;
    for (std::uint32_t s = 0; s < problem_.sites.size(); ++s) {
      if (!facts_.OnOffer(s)) continue;
      auto& [here, there] = grades[problem_.sites[s].grade];
      here += problem_.sites[s].tier == tier ? 1 : 0;
      there += problem_.sites[s].tier == later ? 1 : 0;
    }
    std::vector<std::pair<std::int64_t, std::int64_t>> cheapest;
    for (const auto& [grade, counts] : grades) {
      if (counts.second > 0) cheapest.push_back(counts);
    }
    std::ranges::sort(cheapest, [](const auto& a, const auto& b) {
      return a.first * b.second < b.first * a.second;
    });
    std::int64_t sites = 0;
    std::int64_t left = opened;
    std::int64_t fewest = cheapest.empty() ? 0 : cheapest[0].first;
    for (const auto& [here, there] : cheapest) {
      fewest = std::min(fewest, here);
      if (left <= 0) continue;
      sites += (here * std::min(left, there) + there - 1) / there;
      left -= there;
    }
    most = std::max({most, sites, fewest});
  }
  return most;
}

OwnBounder::Sites OwnBounder::WithoutTier(std::int32_t tier) const {
  Sites sites = all_sites_;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    const Site& site = problem_.sites[s];
    sites[s] = sites[s] && (site.open ||
                            facts_.KeyOf(static_cast<std::uint32_t>(s)) < tier);
  }
  return sites;
}

// What sites of the tier count at least whose gains add up to `wanted` beyond
// `base`: all of earlier tiers, and as many of later tiers as the plan opens.
// The last may count in part, and is rounded up.
template <class Gain>
std::int64_t OwnBounder::FewestSites(std::int32_t tier, std::int64_t wanted,
                                     std::int64_t base, const Gain& gain) {
  if (base >= wanted) return 0;
  using GainAndCost = std::pair<std::int64_t, std::int64_t>;
  std::map<std::int32_t, std::vector<GainAndCost>> gains;
  for (std::uint32_t s = 0; s < all_sites_.size(); ++s) {
    const std::int32_t key = facts_.KeyOf(s);
    if (!all_sites_[s] || problem_.sites[s].open || key < tier) continue;
    if (key != tier && new_sites_[key] == 0) continue;
    const std::int64_t more = gain(s);
    if (more > 0) gains[key].emplace_back(more, facts_.CostOf(s));
  }
  for (auto& [of, list] : gains) {
    std::ranges::stable_sort(list,
                             [](const GainAndCost& a, const GainAndCost& b) {
                               return a.first * b.second > b.first * a.second;
                             });
    if (of == tier) continue;
    const auto opened = static_cast<std::size_t>(new_sites_[of]);
    for (std::size_t n = 0; n < std::min(opened, list.size()); ++n) {
      base += list[n].first;
    }
  }
  std::int64_t fewest = 0;
  for (const auto& [more, cost] : gains[tier]) {
    if (base >= wanted) break;
    fewest += (cost * std::min(more, wanted - base) + more - 1) / more;
    base += more;
  }
  return fewest;
}

// What the cohort's lodgings of the label ask for, by gauge, beyond what it
// holds; a party too large for one room has two at least.
std::vector<std::int64_t> OwnBounder::NeedOf(std::uint32_t cohort,
                                             std::uint32_t label,
                                             bool strict) const {
  std::vector<std::int64_t> need(gauges_.size(), 0);
  for (const KindCount& of : census_.lodgings(cohort)) {
    const LodgingKind& kind = Kind(of.kind);
    if (label != kNoIndex && label_of_risk_[kind.risk_class] != label) continue;
    for (std::size_t g = 0; g < gauges_.size(); ++g) {
      if (!Asks(of.kind, gauges_[g], strict)) continue;
      need[g] += of.count * (kind.large != kNoIndex ? 2 : 1);
    }
  }
  for (const std::uint32_t u : facts_.held_by(cohort)) {
    const std::uint32_t kind = census_.unit_kind(u);
    if (kind == kNoIndex) continue;
    const std::uint32_t grade = census_.unit_kinds()[kind].grade;
    if (label != kNoIndex && label_of_grade_[grade] != label) continue;
    for (std::size_t g = 0; g < need.size(); ++g) need[g] -= have_[kind][g];
  }
  for (std::int64_t& of : need) of = std::max<std::int64_t>(0, of);
  return need;
}

// Of the label, or of all with kNoIndex.
std::int64_t OwnBounder::NoAdult(std::uint32_t label) const {
  std::int64_t people = 0;
  for (std::uint32_t c = 0; c < problem_.cohorts; ++c) {
    for (const KindCount& of : census_.lodgings(c)) {
      const LodgingKind& kind = Kind(of.kind);
      if (kind.no_adult &&
          (label == kNoIndex || label_of_risk_[kind.risk_class] == label)) {
        people += of.count * kind.people;
      }
    }
  }
  return people;
}

// Of the people of a label who have no room in a plan as good: those of others
// for whom all sites have none are not among them.
std::int64_t OwnBounder::MostUnplaced(std::uint32_t label) {
  if (unplaced_sum_ == 0) return 0;
  if (lack_.empty()) {
    const Indices units = UnitsAt(all_sites_);
    for (const LodgingKind& kind : census_.kinds()) {
      lack_[label_of_risk_[kind.risk_class]] = 0;
    }
    for (auto& [of, people] : lack_) {
      Kept& kept = KeptOf(of, false);
      people = kept.people - Pooled(kept, units);
    }
  }
  std::int64_t most = unplaced_sum_;
  for (const auto& [other, people] : lack_) {
    if (other != label) most -= people;
  }
  return most;
}

// Rooms that the label's people need beyond those held, by gauge. Who is
// unplaced saves at most one room per person, of those who could have one.
std::vector<std::int64_t> OwnBounder::RoomsWanted(std::uint32_t label,
                                                  bool strict) {
  std::vector<std::int64_t> wanted(gauges_.size(),
                                   NoAdult(label) - MostUnplaced(label));
  for (std::uint32_t c = 0; c < problem_.cohorts; ++c) {
    const std::vector<std::int64_t> need = NeedOf(c, label, strict);
    for (std::size_t g = 0; g < wanted.size(); ++g) wanted[g] += need[g];
  }
  return wanted;
}

// Rooms of every gauge suffice, whoever is where on free units.
std::int64_t OwnBounder::SitesByGauges(std::int32_t tier, std::uint32_t label) {
  const std::vector<std::int64_t> wanted = RoomsWanted(label, false);
  std::vector<std::vector<std::int64_t>> at(
      problem_.sites.size(), std::vector<std::int64_t>(gauges_.size(), 0));
  for (std::uint32_t u = 0; u < problem_.units.size(); ++u) {
    const std::uint32_t kind = census_.unit_kind(u);
    if (kind == kNoIndex || problem_.units[u].holder ||
        label_of_grade_[census_.unit_kinds()[kind].grade] != label) {
      continue;
    }
    auto& here = at[problem_.units[u].site.value()];
    for (std::size_t g = 0; g < here.size(); ++g) here[g] += have_[kind][g];
  }
  const Sites sites = WithoutTier(tier);
  std::int64_t most = 0;
  for (std::size_t g = 0; g < gauges_.size(); ++g) {
    std::int64_t base = 0;
    for (std::size_t s = 0; s < sites.size(); ++s)
      base += sites[s] ? at[s][g] : 0;
    most =
        std::max(most, FewestSites(tier, wanted[g], base,
                                   [&](std::uint32_t s) { return at[s][g]; }));
  }
  return most;
}

std::int64_t OwnBounder::SitesFor(std::int32_t tier, std::int64_t missing,
                                  Kept& kept) {
  const std::int64_t wanted = kept.people - missing;
  const std::int64_t base = MostPlaced(kept, UnitsAt(WithoutTier(tier)));
  return FewestSites(tier, wanted, base, [&](std::uint32_t s) {
    std::int64_t& most = kept.at_site[s];
    if (most < 0) most = MostPlaced(kept, facts_.units_of(s));
    return most;
  });
}

std::int64_t OwnBounder::SitesForFloors(std::int32_t tier) {
  const auto free_units = [&](std::uint32_t s) {
    return std::int64_t{
        std::ranges::count_if(facts_.units_of(s), [&](std::uint32_t u) {
          return census_.unit_kind(u) != kNoIndex && !problem_.units[u].holder;
        })};
  };
  const Sites sites = WithoutTier(tier);
  std::int64_t base = 0;
  for (std::uint32_t s = 0; s < sites.size(); ++s) {
    if (sites[s]) base += free_units(s);
  }
  if (!floors_anywhere_) {
    floors_anywhere_ = NewFloors(
        all_sites_, false, static_cast<std::int64_t>(problem_.units.size()));
  }
  return FewestSites(tier, *floors_anywhere_, base, free_units);
}

std::vector<std::int64_t> OwnBounds(
    const Census& census, const Plan& plan, const std::vector<Level>& levels,
    const std::vector<std::optional<std::int64_t>>& certified) {
  std::optional<OwnBounder> bounder;
  std::optional<std::optional<std::vector<std::int64_t>>> best;
  bool as_best = true;  // so far the levels are those of a best plan
  std::vector<std::int64_t> bounds;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    std::int64_t bound = certified[i].value_or(0);
    const std::int64_t claimed =
        i < plan.levels.size() ? plan.levels[i].bound : levels[i].value;
    if (bound < claimed) {
      if (!bounder) bounder.emplace(census, levels);
      bound = std::max(bound, bounder->Bound(levels[i], claimed));
    }
    if (bound < claimed && !best) {
      best = ValuesOfBestPlan(census.facts(), levels);
      if (!*best && levels[i].name <= LevelName::kNewFloors) {
        *best = FirstValuesByKinds(census.facts(), levels);
      }
      for (std::size_t l = 0; *best && l < i; ++l) {
        as_best = as_best && (**best)[l] == levels[l].value;
      }
    }
    if (best && *best && as_best && i < (*best)->size()) {
      bound = std::max(bound, (**best)[i]);
      as_best = (**best)[i] == levels[i].value;
    }
    bounds.push_back(bound);
  }
  return bounds;
}

}  // namespace quaranta::place::verify
