#include "place/verify_view.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

namespace quaranta::place::verify {

View::View(const Facts& facts) : facts_(facts) {
  FindLooks();
  FindUnits();
  FindLodgings();
  FindComponents();
  FindOrders();
}

// Beds beyond the largest lodging and features that nobody needs and that are
// not special tell no rooms apart.
void View::FindLooks() {
  const Problem& problem = facts_.problem();
  Features relevant = problem.special_features;
  std::int64_t largest = 1;
  for (const Group& group : facts_.groups()) {
    if (group.no_adult || group.too_large) continue;
    largest = std::max(largest, static_cast<std::int64_t>(group.people.size()));
    for (const std::uint32_t i : group.people) {
      relevant |= facts_.party(group.party).people[i].needs;
    }
  }
  look_.assign(problem.rooms.size(), kNoIndex);
  for (std::uint32_t r = 0; r < problem.rooms.size(); ++r) {
    if (!facts_.Offered(r)) continue;
    const Look look{std::min<std::int64_t>(facts_.room(r).beds, largest),
                    facts_.room(r).features & relevant,
                    facts_.site_of(r).grade};
    const auto [it, added] = look_index_.try_emplace(
        look, static_cast<std::uint32_t>(sample_room_.size()));
    if (added) sample_room_.push_back(r);
    look_[r] = it->second;
  }
}

std::vector<std::pair<std::uint32_t, std::int64_t>> View::LooksOf(
    std::uint32_t unit) const {
  std::map<std::uint32_t, std::int64_t> counts;
  for (const std::uint32_t r : facts_.rooms_of(unit)) {
    if (look_[r] != kNoIndex) ++counts[look_[r]];
  }
  return {counts.begin(), counts.end()};
}

void View::FindUnits() {
  const Problem& problem = facts_.problem();
  class_.assign(problem.units.size(), kNoIndex);
  using Key = std::pair<std::uint32_t,
                        std::vector<std::pair<std::uint32_t, std::int64_t>>>;
  std::map<Key, std::uint32_t> index;
  for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
    const Unit& unit = problem.units[u];
    if (unit.holder || facts_.NoIntake(unit)) continue;
    auto looks = LooksOf(u);
    if (looks.empty()) continue;
    const auto [it, added] =
        index.try_emplace(Key{unit.site.value(), looks},
                          static_cast<std::uint32_t>(alike_units_.size()));
    if (added) alike_units_.push_back({unit.site.value(), {}, looks});
    class_[u] = it->second;
    alike_units_[it->second].units.push_back(u);
  }
}

void View::FindLodgings() {
  const Problem& problem = facts_.problem();
  cohorts_.resize(problem.cohorts);
  for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
    const Unit& unit = problem.units[u];
    if (unit.holder && !facts_.NoIntake(unit)) {
      cohorts_[unit.holder->value()].held.push_back(u);
    }
  }
  using Key = std::tuple<std::uint32_t, std::int32_t, std::size_t,
                         std::vector<std::int64_t>>;
  std::map<Key, std::uint32_t> index;
  for (const Group& group : facts_.groups()) {
    const Party& party = facts_.party(group.party);
    CohortView& cohort = cohorts_[party.cohort.value()];
    cohort.component = 0;  // has arrivals
    if (group.no_adult) {
      cohort.hopeless[party.priority] +=
          static_cast<std::int64_t>(group.people.size());
      continue;
    }
    if (group.too_large) {
      AddTooLarge(group, cohort);
      continue;
    }
    AlikeLodgings of;
    of.priority = party.priority;
    of.people = static_cast<std::int64_t>(group.people.size());
    for (const std::uint32_t r : sample_room_) {
      std::int64_t lacking = -1;
      if (facts_.Suits(group.party, group.people, r)) {
        lacking = 0;
        for (const std::uint32_t i : group.people) {
          lacking +=
              std::popcount(party.people[i].needs & ~facts_.room(r).features);
        }
      }
      of.lacking.push_back(lacking);
    }
    const auto [it, added] = index.try_emplace(
        Key{party.cohort.value(), of.priority, group.people.size(), of.lacking},
        static_cast<std::uint32_t>(cohort.lodgings.size()));
    if (added) cohort.lodgings.push_back(std::move(of));
    ++cohort.lodgings[it->second].count;
    for (const std::uint32_t i : group.people) {
      lodgings_of_[{group.party, i}] = it->second;
    }
  }
  for (CohortView& cohort : cohorts_) KeepPossible(cohort);
}

void View::AddTooLarge(const Group& group, CohortView& cohort) {
  const Party& party = facts_.party(group.party);
  AlikeLodgings of;
  of.priority = party.priority;
  of.people = static_cast<std::int64_t>(group.people.size());
  of.count = 1;
  of.too_large = true;
  of.ways = {0};
  std::optional<std::size_t> fewest;
  const auto fits = [&](std::uint32_t u) {
    const auto runs = facts_.Runs(
        group.party, u,
        [&](std::uint32_t r) { return facts_.OpenTo(r, party.cohort); }, false);
    for (const Indices& run : runs) {
      fewest = std::min(fewest.value_or(run.size()), run.size());
    }
    return !runs.empty();
  };
  for (const AlikeUnits& units : alike_units_) {
    bool any = false;
    for (const std::uint32_t u : units.units) any = fits(u) || any;
    of.fits.push_back(any);
  }
  for (const std::uint32_t u : cohort.held) of.fits_held.push_back(fits(u));
  if (!fewest) {
    cohort.hopeless[party.priority] += of.people;
    return;
  }
  of.rooms = static_cast<std::int64_t>(*fewest);
  for (const std::uint32_t i : group.people) {
    lodgings_of_[{group.party, i}] =
        static_cast<std::uint32_t>(cohort.lodgings.size());
  }
  cohort.lodgings.push_back(std::move(of));
}

bool View::MayChoose(const AlikeLodgings& of, std::uint32_t units) const {
  if (of.too_large) return of.fits[units];
  return std::ranges::any_of(alike_units_[units].looks, [&](const auto& look) {
    return of.lacking[look.first] >= 0;
  });
}

// Finds the units that the cohort could use and of each lodging the ways; who
// has none stays in the list, with no ways, and counts as hopeless.
void View::KeepPossible(CohortView& cohort) {
  for (std::uint32_t t = 0; t < alike_units_.size(); ++t) {
    if (std::ranges::any_of(cohort.lodgings, [&](const AlikeLodgings& of) {
          return MayChoose(of, t);
        })) {
      cohort.choices.push_back(t);
    }
  }
  std::set<std::uint32_t> looks;
  for (const std::uint32_t t : cohort.choices) {
    for (const auto& [look, count] : alike_units_[t].looks) looks.insert(look);
  }
  for (const std::uint32_t u : cohort.held) {
    for (const auto& [look, count] : LooksOf(u)) looks.insert(look);
  }
  for (AlikeLodgings& of : cohort.lodgings) {
    if (of.too_large) continue;
    std::set<std::int64_t> ways;
    for (const std::uint32_t look : looks) {
      if (of.lacking[look] >= 0) ways.insert(of.lacking[look]);
    }
    of.ways.assign(ways.begin(), ways.end());
    if (of.ways.empty()) cohort.hopeless[of.priority] += of.people * of.count;
  }
}

std::uint32_t View::LodgingsOf(std::uint32_t party,
                               std::uint32_t person) const {
  const auto it = lodgings_of_.find({party, person});
  return it == lodgings_of_.end() ? kNoIndex : it->second;
}

// Labels spread from cohorts to units to sites until nothing changes.
void View::FindComponents() {
  const Problem& problem = facts_.problem();
  std::vector<std::uint32_t> of_units(alike_units_.size(), kNoIndex);
  site_component_.assign(problem.sites.size(), kNoIndex);
  std::vector<std::uint32_t> label(cohorts_.size());
  std::iota(label.begin(), label.end(), 0U);
  bool changed = true;
  while (changed) {
    changed = false;
    const auto meet = [&](std::uint32_t& a, std::uint32_t& b) {
      const std::uint32_t least = std::min(a, b);
      changed = changed || a != b;
      a = b = least;
    };
    for (std::uint32_t c = 0; c < cohorts_.size(); ++c) {
      for (const std::uint32_t t : cohorts_[c].choices) {
        meet(label[c], of_units[t]);
        const std::uint32_t site = alike_units_[t].site;
        if (!problem.sites[site].open) meet(label[c], site_component_[site]);
      }
    }
    // Sites of one grade wait for each other.
    std::map<std::uint32_t, std::uint32_t> first;
    for (std::uint32_t s = 0; s < problem.sites.size(); ++s) {
      if (!facts_.IsStrict() || !facts_.OnOffer(s)) continue;
      const auto [it, added] = first.try_emplace(problem.sites[s].grade, s);
      meet(site_component_[it->second], site_component_[s]);
    }
  }
  std::map<std::uint32_t, std::uint32_t> number;
  for (std::uint32_t c = 0; c < cohorts_.size(); ++c) {
    if (cohorts_[c].component == kNoIndex) continue;
    const auto [it, added] = number.try_emplace(label[c], components_);
    if (added) ++components_;
    cohorts_[c].component = it->second;
  }
  for (std::uint32_t& of : site_component_) {
    if (of != kNoIndex) of = number.at(of);
  }
}

void View::FindOrders() {
  const Problem& problem = facts_.problem();
  std::vector<std::map<std::uint32_t, std::map<std::int32_t, Indices>>> steps(
      components_);
  for (std::uint32_t s = 0; s < problem.sites.size(); ++s) {
    if (site_component_[s] == kNoIndex) continue;
    const bool strict = facts_.IsStrict();
    steps[site_component_[s]][strict ? problem.sites[s].grade : 0]
         [strict ? problem.sites[s].tier : 0]
             .push_back(s);
  }
  for (const auto& by_grade : steps) {
    orders_.emplace_back();
    for (const auto& [grade, by_tier] : by_grade) {
      SiteOrder& order = orders_.back().emplace_back();
      for (const auto& [tier, sites] : by_tier) order.push_back(sites);
    }
  }
}

}  // namespace quaranta::place::verify
