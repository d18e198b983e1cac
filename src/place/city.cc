#include "place/city.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {
namespace {

// A county of 60 units and 40 cohorts has 2,400, a city 15 million.
constexpr std::size_t kTown = 20'000;
constexpr std::size_t kCity = 60'000;
// CitySearch does not look at ways, so where they count it is the last resort.
constexpr std::size_t kCityWithWays = 200'000;
// Units or pairs of them evaluated of those that counts alone would let do.
constexpr int kTries = 4;

}  // namespace

Scale ScaleOf(const Model& model) {
  const std::size_t pairs = model.cohort_order.size() * model.units.size();
  if (std::ranges::any_of(model.problem->parties, [](const Party& party) {
        return !party.distance.empty();
      })) {
    return pairs > kCityWithWays ? Scale::kCity : Scale::kCounty;
  }
  return pairs > kCity   ? Scale::kCity
         : pairs > kTown ? Scale::kTown
                         : Scale::kCounty;
}

CitySearch::CitySearch(Divider& divider, const Looks& looks,
                       std::int64_t node_limit, std::int64_t proof_limit)
    : divider_(divider),
      model_(divider.model()),
      looks_(looks),
      stop_at_(node_limit),
      proof_limit_(proof_limit),
      units_at_(model_.site_tier.size()),
      rooms_at_(model_.site_tier.size(), 0),
      choice_of_(model_.cohorts.size(), nullptr) {
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    if (!unit.usable || unit.holder != kNone || unit.room_count == 0) continue;
    units_at_[unit.site].push_back(u);
    rooms_at_[unit.site] += static_cast<std::int32_t>(unit.room_count);
  }
  for (std::uint32_t s = 0; s < model_.site_tier.size(); ++s) {
    site_of_grade_.try_emplace(model_.problem->sites[s].grade, s);
  }
}

Division CitySearch::Run() {
  SiteSet sites(model_.site_tier.size());
  for (std::size_t s = 0; s < sites.size(); ++s) {
    sites[s] = model_.problem->sites[s].open;
  }
  SiteSet by_class_sites = sites;
  OpenForAll(sites);
  Division best = Construct(sites, Order::kByNeed, Needs::kMust, true);
  if (best.objective.unplaced != Objective{}.unplaced) {
    Division other =
        Construct(by_class_sites, Order::kByClass, Needs::kMust, true);
    if (other.objective < best.objective) {
      best = std::move(other);
      sites = by_class_sites;
    }
  }
  if (stop_at_ == 0 && proof_limit_ == 0) return best;
  if (proof_limit_ > 0) Pack(sites, best);
  // Plans so far are not counted.
  const std::int64_t first = divider_.evaluator().nodes();
  stop_at_ += first;
  if (stop_at_ > first) CloseSites(sites, best);
  Division all = Construct(sites, Order::kByNeed, Needs::kAll, false);
  if (all.objective < best.objective) best = std::move(all);
  if (proof_limit_ > 0) MeetWishes(best);
  if (stop_at_ == first) return best;
  while (Merge(best) && !Spent()) {
  }
  return best;
}

bool CitySearch::Spent() {
  if (divider_.evaluator().nodes() < stop_at_) return false;
  stopped_ = true;
  return true;
}

// Sites that may open, in the order in which they should: first tier, then
// most rooms; where cost counts, most rooms for it.
std::vector<std::uint32_t> CitySearch::Openable(const SiteSet& sites) const {
  std::vector<std::uint32_t> closed;
  for (std::uint32_t s = 0; s < sites.size(); ++s) {
    if (!sites[s] && model_.site_usable[s] && rooms_at_[s] > 0) {
      closed.push_back(s);
    }
  }
  if (model_.problem->tier_policy == TierPolicy::kCost) {
    std::ranges::stable_sort(closed, [&](std::uint32_t a, std::uint32_t b) {
      return std::int64_t{rooms_at_[a]} * model_.site_cost[b] >
             std::int64_t{rooms_at_[b]} * model_.site_cost[a];
    });
    return closed;
  }
  std::ranges::sort(closed, {}, [&](std::uint32_t s) {
    // Tiers are numbered from the last.
    return std::tuple(-static_cast<std::int64_t>(model_.site_tier[s]),
                      -rooms_at_[s], s);
  });
  return closed;
}

// Opens sites of each grade until there are as many rooms as lodgings: fewer
// cannot do.
void CitySearch::OpenForAll(SiteSet& sites) const {
  std::map<std::uint32_t, std::int64_t> missing;  // rooms by grade
  for (const std::uint32_t c : model_.cohort_order) {
    const CohortInfo& cohort = model_.cohorts[c];
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (!cohort.site_paired[s]) continue;
      // If several grades will do, the first site's stands for all.
      missing[model_.problem->sites[s].grade] +=
          std::max(0, looks_.all(c)[0] - looks_.held(c)[0]);
      break;
    }
  }
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (sites[s]) missing[model_.problem->sites[s].grade] -= rooms_at_[s];
  }
  for (const std::uint32_t s : Openable(sites)) {
    std::int64_t& rooms = missing[model_.problem->sites[s].grade];
    if (rooms <= 0) continue;
    rooms -= rooms_at_[s];
    sites[s] = true;
  }
}

const Counts& CitySearch::HaveOf(std::uint32_t unit) const {
  return looks_.looks()[looks_.look(unit)].have;
}

Counts CitySearch::Have(std::uint32_t cohort, const Division& division) const {
  Counts have{};
  for (const std::uint32_t unit : division.units[cohort]) {
    if (looks_.look(unit) != kNone) have = Plus(have, HaveOf(unit));
  }
  return have;
}

CitySearch::Choice& CitySearch::ChoiceOf(std::uint32_t cohort) {
  if (choice_of_[cohort]) return *choice_of_[cohort];
  std::vector<std::uint32_t> grades;
  for (const auto& [grade, site] : site_of_grade_) {
    if (model_.cohorts[cohort].site_paired[site]) grades.push_back(grade);
  }
  const auto [it, added] = choices_.try_emplace(grades);
  Choice& choice = it->second;
  if (added) {
    for (std::uint32_t look = 0; look < looks_.looks().size(); ++look) {
      if (std::ranges::count(grades, looks_.looks()[look].grade) > 0) {
        choice.all.push_back(look);
      }
    }
    std::ranges::stable_sort(choice.all, {}, [&](std::uint32_t look) {
      return looks_.looks()[look].rooms;
    });
    FindFree(choice);
  }
  choice_of_[cohort] = &choice;
  return choice;
}

void CitySearch::FindFree(Choice& choice) const {
  choice.free.clear();
  if (free_.empty()) return;
  std::ranges::copy_if(
      choice.all, std::back_inserter(choice.free),
      [&](std::uint32_t look) { return !free_[look].empty(); });
}

void CitySearch::FindFree() {
  for (auto& [grades, choice] : choices_) FindFree(choice);
}

std::uint32_t CitySearch::TakeFree(std::uint32_t look) {
  const std::uint32_t unit = free_[look].back();
  free_[look].pop_back();
  if (free_[look].empty()) {
    for (auto& [grades, choice] : choices_) std::erase(choice.free, look);
  }
  return unit;
}

void CitySearch::AddFree(std::uint32_t site, const Division& division) {
  for (const std::uint32_t u : units_at_[site]) {
    if (division.owner[u] == kNone) free_[looks_.look(u)].push_back(u);
  }
}

// Stacks, so the first units are pushed last and taken first.
void CitySearch::LoadFree(const Division& division, const SiteSet& sites) {
  free_.assign(looks_.looks().size(), {});
  for (std::uint32_t s = 0; s < sites.size(); ++s) {
    if (sites[s]) AddFree(s, division);
  }
  for (auto& units : free_) std::ranges::reverse(units);
  FindFree();
}

Division CitySearch::Construct(SiteSet& sites, Order order, Needs needs,
                               bool may_open) {
  Division division = divider_.Empty();
  LoadFree(division, sites);
  std::vector<std::uint32_t> left = model_.cohort_order;
  std::ranges::stable_sort(left, std::greater<>(), [&](std::uint32_t c) {
    // Special rooms are hard to find.
    return looks_.all(c)[0] - looks_.held(c)[0] +
           3 * looks_.all(c)[looks_.special()];
  });
  if (order == Order::kByClass) {
    std::ranges::stable_sort(left, std::greater<>(), [&](std::uint32_t c) {
      return division.score[c].unplaced;
    });
  }
  while (true) {
    std::erase_if(left,
                  [&](std::uint32_t c) { return Finish(c, needs, division); });
    if (left.empty() || !may_open || !OpenMore(left, division, sites)) break;
  }
  return division;
}

// More sites for those who are left, as many as have rooms for them.
bool CitySearch::OpenMore(const std::vector<std::uint32_t>& left,
                          const Division& division, SiteSet& sites) {
  std::int64_t missing = 0;
  std::set<std::uint32_t> wanted;  // grades
  for (const std::uint32_t c : left) {
    if (division.score[c].AllPlaced()) continue;
    missing += division.score[c].rooms_wanted;
    for (const auto& [grade, site] : site_of_grade_) {
      if (model_.cohorts[c].site_paired[site]) wanted.insert(grade);
    }
  }
  bool opened = false;
  for (const std::uint32_t s : Openable(sites)) {
    if (missing <= 0) break;
    if (!wanted.contains(model_.problem->sites[s].grade)) continue;
    sites[s] = true;
    missing -= rooms_at_[s];
    AddFree(s, division);
    opened = true;
  }
  FindFree();
  return opened;
}

// Needs that may be substituted are met if that can be.
bool CitySearch::Finish(std::uint32_t cohort, Needs needs, Division& division) {
  const Score& score = division.score[cohort];
  if (score.AllPlaced() && score.substitutes == 0) return true;
  if (needs == Needs::kAll &&
      FinishAs(cohort, looks_.all(cohort), false, division))
    return true;
  return FinishAs(cohort, looks_.must(cohort), true, division);
}

bool CitySearch::FinishAs(std::uint32_t cohort, const Counts& asked, bool soft,
                          Division& division) {
  const Score& score = division.score[cohort];
  const auto done = [&] {
    return score.AllPlaced() && (soft || score.substitutes == 0);
  };
  Score wanted;
  if (soft) wanted.substitutes = model_.cohorts[cohort].people * 64;
  while (!done()) {
    const Counts need = Minus(asked, Have(cohort, division));
    if (FinishWithOne(cohort, need, wanted, division) ||
        FinishWithTwo(cohort, need, wanted, division)) {
      continue;
    }
    // A unit for features alone is not worth a place that others lack.
    if (score.AllPlaced()) return false;
    if (!TakeMostUseful(cohort, need, division)) return false;
  }
  return true;
}

bool CitySearch::FinishWithOne(std::uint32_t cohort, const Counts& need,
                               const Score& wanted, Division& division) {
  std::vector<std::pair<std::int32_t, std::uint32_t>> choices;
  std::int32_t most = std::numeric_limits<std::int32_t>::max();
  const LookList& list = FreeLooksFor(cohort);
  const auto large = std::ranges::lower_bound(
      list, need[0], {},
      [&](std::uint32_t look) { return looks_.looks()[look].rooms; });
  for (auto it = large; it != list.end(); ++it) {
    const std::uint32_t look = *it;
    const Looks::Look& of = looks_.looks()[look];
    if (of.rooms >= most) break;
    if (!looks_.Covers(of.have, need)) continue;
    choices.emplace_back(Waste(look, need), look);
    if (choices.size() < kTries) continue;
    std::ranges::sort(choices);
    choices.resize(kTries);
    most = choices.back().first;
  }
  std::ranges::sort(choices);
  for (const auto& [waste, look] : choices) {
    const Score score =
        divider_.ScoreWith(division, cohort, {free_[look].back()});
    if (!(wanted < score) && score < division.score[cohort]) {
      divider_.GiveScored(division, {TakeFree(look)}, cohort, score);
      return true;
    }
  }
  return false;
}

// Rooms, and special rooms beyond the need twice more.
std::int32_t CitySearch::Waste(std::uint32_t look, const Counts& need) const {
  const Looks::Look& of = looks_.looks()[look];
  const std::size_t special = looks_.special();
  if (special == 0) return of.rooms;
  return of.rooms +
         2 * std::max(0, of.have[special] - std::max(0, need[special]));
}

bool CitySearch::FinishWithTwo(std::uint32_t cohort, const Counts& need,
                               const Score& wanted, Division& division) {
  const LookList& free = FreeLooksFor(cohort);
  if (free.empty()) return false;
  const auto rooms = [&](std::uint32_t look) {
    return looks_.looks()[look].rooms;
  };
  using Pair = std::tuple<std::int32_t, std::uint32_t, std::uint32_t>;
  std::vector<Pair> pairs;
  std::int32_t most = std::numeric_limits<std::int32_t>::max();
  std::size_t from = free.size();
  // Two units of which neither does alone, the smaller first.
  const auto smallest =
      std::ranges::lower_bound(free, need[0] - rooms(free.back()), {}, rooms);
  for (auto i = static_cast<std::size_t>(smallest - free.begin());
       i < free.size() && 2 * rooms(free[i]) < most; ++i) {
    while (from > i && rooms(free[i]) + rooms(free[from - 1]) >= need[0]) {
      --from;
    }
    const Counts rest = Minus(need, looks_.looks()[free[i]].have);
    for (std::size_t j = std::max(i, from); j < free.size(); ++j) {
      if (rooms(free[i]) + rooms(free[j]) >= most) break;
      if ((i == j && free_[free[i]].size() < 2) ||
          !looks_.Covers(looks_.looks()[free[j]].have, rest)) {
        continue;
      }
      pairs.emplace_back(rooms(free[i]) + Waste(free[j], rest), free[i],
                         free[j]);
      if (pairs.size() >= kTries) {
        std::ranges::sort(pairs);
        pairs.resize(kTries);
        most = std::get<0>(pairs.back());
      }
      break;
    }
  }
  std::ranges::sort(pairs);
  for (const auto& [sum, small, large] : pairs) {
    const std::uint32_t second = small == large
                                     ? free_[small][free_[small].size() - 2]
                                     : free_[large].back();
    const Score score =
        divider_.ScoreWith(division, cohort, {free_[small].back(), second});
    if (wanted < score || !(score < division.score[cohort])) continue;
    divider_.GiveScored(division, {free_[small].back(), second}, cohort, score);
    TakeFree(small);
    TakeFree(large);
    return true;
  }
  return false;
}

// The look that meets most of what the cohort lacks, gauge by gauge; of equal
// ones that with the fewest rooms.
bool CitySearch::TakeMostUseful(std::uint32_t cohort, const Counts& need,
                                Division& division) {
  std::vector<std::tuple<std::int64_t, std::int32_t, std::uint32_t>> useful;
  for (const std::uint32_t look : FreeLooksFor(cohort)) {
    std::int64_t use = 0;
    for (std::size_t g = 0; g < looks_.gauges().size(); ++g) {
      use += std::clamp(looks_.looks()[look].have[g], 0, std::max(need[g], 0));
    }
    if (use > 0) useful.emplace_back(-use, looks_.looks()[look].rooms, look);
  }
  const std::size_t tries = std::min<std::size_t>(useful.size(), kTries);
  std::ranges::partial_sort(
      useful, useful.begin() + static_cast<std::ptrdiff_t>(tries));
  for (std::size_t n = 0; n < tries; ++n) {
    const std::uint32_t look = std::get<2>(useful[n]);
    const Score score =
        divider_.ScoreWith(division, cohort, {free_[look].back()});
    if (score.unplaced < division.score[cohort].unplaced) {
      divider_.GiveScored(division, {TakeFree(look)}, cohort, score);
      return true;
    }
  }
  return false;
}

}  // namespace quaranta::place::internal
