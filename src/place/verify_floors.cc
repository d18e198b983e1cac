// The fewest new units. Cohorts share none, so each takes the best for itself.
#include <algorithm>
#include <numeric>
#include <queue>
#include <set>

#include "place/verify_bounds.h"

namespace quaranta::place::verify {

OwnBounder::FreeUnits OwnBounder::FindFree(const Sites& sites) const {
  FreeUnits free;
  free.count.assign(census_.unit_kinds().size(), 0);
  for (const std::uint32_t u : UnitsAt(sites)) {
    if (!problem_.units[u].holder) ++free.count[census_.unit_kind(u)];
  }
  for (std::uint32_t k = 0; k < free.count.size(); ++k) {
    if (free.count[k] > 0) free.by_rooms.push_back(k);
  }
  free.by_beds = free.by_rooms;
  const auto& kinds = census_.unit_kinds();
  std::ranges::stable_sort(free.by_rooms, std::greater<>(),
                           [&](std::uint32_t k) { return kinds[k].rooms; });
  std::ranges::stable_sort(free.by_beds, std::greater<>(),
                           [&](std::uint32_t k) { return kinds[k].beds; });
  return free;
}

// That some lodging of the cohort may use.
const Indices& OwnBounder::GradesOf(std::uint32_t cohort) {
  std::optional<Indices>& grades = grades_of_[cohort];
  if (grades) return *grades;
  grades.emplace();
  for (const std::uint32_t grade : grades_) {
    if (std::ranges::any_of(census_.lodgings(cohort), [&](const KindCount& of) {
          return problem_.pairing.Allows(Kind(of.kind).risk_class, grade);
        })) {
      grades->push_back(grade);
    }
  }
  return *grades;
}

const std::vector<std::vector<std::int64_t>>& OwnBounder::BestOf(
    FreeUnits& free, Indices grades) const {
  const auto [it, added] = free.best.try_emplace(std::move(grades));
  if (!added) return it->second;
  auto& best = it->second;
  best.resize(gauges_.size());
  for (std::size_t g = 0; g < best.size(); ++g) {
    for (std::uint32_t k = 0; k < free.count.size(); ++k) {
      if (std::ranges::binary_search(it->first,
                                     census_.unit_kinds()[k].grade)) {
        best[g].insert(best[g].end(), static_cast<std::size_t>(free.count[k]),
                       have_[k][g]);
      }
    }
    std::ranges::sort(best[g], std::greater<>());
    std::partial_sum(best[g].begin(), best[g].end(), best[g].begin());
  }
  return best;
}

// The best units that have rooms enough by the gauge that asks for most. Where
// people are unplaced, by the first: each saves one room at most, and those
// whose units serve fewest are saved.
std::int64_t OwnBounder::FloorsByGauges(FreeUnits& free, bool strict,
                                        std::vector<std::int64_t>& by_cohort) {
  std::vector<std::int64_t> served;
  std::int64_t spare = Spare();
  for (std::uint32_t c = 0; c < problem_.cohorts; ++c) {
    if (census_.lodgings(c).empty()) continue;
    const std::vector<std::int64_t> need = NeedOf(c, kNoIndex, strict);
    const auto& best = BestOf(free, GradesOf(c));
    if (unplaced_sum_ == 0) {
      for (std::size_t g = 0; g < need.size(); ++g) {
        if (need[g] <= 0) continue;
        const auto enough = std::ranges::lower_bound(best[g], need[g]);
        by_cohort[c] = std::max<std::int64_t>(
            by_cohort[c], enough - best[g].begin() + (enough != best[g].end()));
      }
      continue;
    }
    std::int64_t before = 0;
    for (const std::int64_t rooms : best[0]) {
      if (before >= need[0] || rooms == before) break;
      served.push_back(std::min(rooms, need[0]) - before);
      before = rooms;
    }
    spare -= std::max<std::int64_t>(0, need[0] - before);
  }
  auto floors = static_cast<std::int64_t>(served.size()) +
                std::reduce(by_cohort.begin(), by_cohort.end());
  std::ranges::sort(served);
  for (const std::int64_t rooms : served) {
    spare -= rooms;
    if (spare < 0) break;
    --floors;
  }
  return floors;
}

// All cohorts of a label as one: the best units with rooms enough.
std::int64_t OwnBounder::FloorsByLabels(FreeUnits& free, bool strict) {
  std::map<std::uint32_t, Indices> grades;
  for (const std::uint32_t grade : grades_) {
    grades[label_of_grade_[grade]].push_back(grade);
  }
  std::int64_t floors = 0;
  for (const auto& [label, its] : grades) {
    if (label == kNoIndex) continue;
    const std::vector<std::int64_t> wanted = RoomsWanted(label, strict);
    const auto& best = BestOf(free, its);
    std::int64_t most = 0;
    for (std::size_t g = 0; g < wanted.size(); ++g) {
      if (wanted[g] <= 0) continue;
      const auto enough = std::ranges::lower_bound(best[g], wanted[g]);
      most = std::max<std::int64_t>(
          most, enough - best[g].begin() + (enough != best[g].end()));
    }
    floors += most;
  }
  return floors;
}

// What free units could take of the lodgings beyond the cohort's held ones,
// largest first, until all are taken.
std::vector<std::int64_t> OwnBounder::Takes(std::uint32_t cohort,
                                            std::vector<Demand>& demands,
                                            const FreeUnits& free, bool by_beds,
                                            bool strict) {
  Matcher& matcher = Match(strict);
  std::int64_t rest = 0;
  for (const Demand& of : demands) rest += of.count * of.weight;
  if (!facts_.held_by(cohort).empty()) {
    std::vector<Supply> held = SupplyAt(facts_.held_by(cohort));
    std::int64_t beds = 0;
    for (Supply& of : held) {
      of.holder = kNoIndex;
      beds += of.count * census_.rooms()[of.kind].beds;
    }
    const std::int64_t most = matcher.Weight(demands, held);
    rest -= by_beds ? std::min(beds, most) : most;
  }
  std::vector<std::int64_t> takes;
  const Indices& order = by_beds ? free.by_beds : free.by_rooms;
  const Indices& grades = GradesOf(cohort);
  std::priority_queue<std::pair<std::int64_t, std::int64_t>> known;
  std::size_t next = 0;
  while (rest > 0) {
    while (next < order.size()) {
      const UnitKind& unit = census_.unit_kinds()[order[next]];
      const std::int64_t most = by_beds ? unit.beds : unit.rooms;
      if (!known.empty() && known.top().first >= std::min(most, rest)) break;
      if (std::ranges::binary_search(grades, unit.grade)) {
        const std::int64_t weight =
            std::min(most, matcher.Weight(demands, SupplyOf(order[next])));
        known.emplace(weight, free.count[order[next]]);
      }
      ++next;
    }
    if (known.empty() || known.top().first == 0) break;
    const auto [weight, units] = known.top();
    known.pop();
    for (std::int64_t n = 0; n < units && rest > 0; ++n) {
      takes.push_back(std::min(rest, weight));
      rest -= weight;
    }
  }
  // The last entry: what no free unit could take either.
  takes.push_back(std::max<std::int64_t>(0, rest));
  return takes;
}

// Lodgings of at least one size, counted, of classes that are all placed.
std::int64_t OwnBounder::FloorsBySize(std::uint32_t cohort,
                                      const FreeUnits& free, bool strict,
                                      std::int64_t at_least) {
  std::set<std::uint32_t> sizes;
  for (const KindCount& of : census_.lodgings(cohort)) {
    if (AllPlaced(of.kind)) sizes.insert(Kind(of.kind).people);
  }
  std::int64_t most = at_least;
  for (const std::uint32_t size : sizes) {
    std::vector<Demand> large;
    for (const KindCount& of : census_.lodgings(cohort)) {
      const LodgingKind& kind = Kind(of.kind);
      if (kind.people >= size && AllPlaced(of.kind) && !kind.no_adult &&
          kind.large == kNoIndex) {
        large.push_back({of.kind, kNoIndex, of.count, 1});
      }
    }
    const auto takes = Takes(cohort, large, free, false, strict);
    most = std::max(most, static_cast<std::int64_t>(takes.size()) - 1);
  }
  return most;
}

std::int64_t OwnBounder::NewFloors(const Sites& sites, bool strict,
                                   std::int64_t claimed) {
  FreeUnits free = FindFree(sites);
  std::vector<std::int64_t> by_cohort(problem_.cohorts, 0);
  const std::int64_t by_gauges = FloorsByGauges(free, strict, by_cohort);
  if (by_gauges >= claimed) return by_gauges;
  const std::int64_t by_labels = FloorsByLabels(free, strict);
  if (by_labels >= claimed) return by_labels;
  // The people of each cohort one unit after the other; those left unplaced
  // may save the units that the fewest people need.
  std::int64_t spare = Spare();
  std::vector<std::int64_t> needed_by;
  std::int64_t by_size = 0;
  const std::vector<bool> all(census_.kinds().size(), true);
  for (std::uint32_t c = 0; c < problem_.cohorts; ++c) {
    if (census_.lodgings(c).empty() || Match(strict).exhausted()) {
      by_size += by_cohort[c];
      continue;
    }
    std::vector<Demand> demands = DemandsOf(c, all);
    const auto takes = Takes(c, demands, free, true, strict);
    needed_by.insert(needed_by.end(), takes.begin(), takes.end() - 1);
    spare -= takes.back();
    if (unplaced_sum_ == 0) {
      by_cohort[c] =
          std::max(by_cohort[c], static_cast<std::int64_t>(takes.size()) - 1);
    }
    by_size += FloorsBySize(c, free, strict, by_cohort[c]);
  }
  std::ranges::sort(needed_by);
  auto floors = static_cast<std::int64_t>(needed_by.size());
  for (const std::int64_t people : needed_by) {
    spare -= people;
    if (spare < 0) break;
    --floors;
  }
  return std::max({by_gauges, by_labels, floors, by_size});
}

}  // namespace quaranta::place::verify
