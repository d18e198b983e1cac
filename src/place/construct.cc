#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "place/search.h"

namespace quaranta::place::internal {
namespace {

// Pairs of units tried when no single unit finishes a cohort.
constexpr std::size_t kPairs = 6;
// Units tried of those that count alone would let do.
constexpr std::size_t kUnits = 16;

// People that a change of score places, by class: larger is better.
std::array<std::int32_t, kMaxClasses> Gain(const Score& before,
                                           const Score& after) {
  std::array<std::int32_t, kMaxClasses> gain{};
  for (std::size_t k = 0; k < gain.size(); ++k) {
    gain[k] = before.unplaced[k] - after.unplaced[k];
  }
  return gain;
}

}  // namespace

Constructor::Constructor(Divider& divider)
    : divider_(divider), model_(divider.model()) {
  attainable_.resize(model_.cohorts.size());
  std::vector<std::uint32_t> all;
  for (const std::uint32_t c : model_.cohort_order) {
    all.clear();
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (model_.CanUse(c, u)) all.push_back(u);
    }
    attainable_[c] = divider_.evaluator().Evaluate(c, all);
  }
}

bool Constructor::IsDone(const Division& division, std::uint32_t cohort) const {
  return division.score[cohort].unplaced <= attainable_[cohort].unplaced;
}

bool Constructor::IsDone(const Division& division) const {
  return std::ranges::all_of(model_.cohort_order, [&](std::uint32_t c) {
    return IsDone(division, c);
  });
}

Division Constructor::Construct(const SiteSet& sites, Strategy strategy) {
  Division division = divider_.Empty();
  if (strategy == Strategy::kFinish) {
    FinishCohorts(sites, division);
  } else {
    TakeLargestGains(sites, division);
  }
  return division;
}

void Constructor::FinishCohorts(const SiteSet& sites, Division& division) {
  std::vector<std::uint32_t> open = model_.cohort_order;
  while (true) {
    std::erase_if(open,
                  [&](std::uint32_t c) { return IsDone(division, c); });
    if (open.empty()) return;
    // Most people without a room first, in the most urgent class.
    const auto next = std::ranges::max_element(
        open, {}, [&](std::uint32_t c) { return division.score[c].unplaced; });
    if (!Extend(*next, sites, division)) open.erase(next);
  }
}

bool Constructor::Extend(std::uint32_t cohort, const SiteSet& sites,
                         Division& division) {
  const std::vector<std::uint32_t> free =
      divider_.FreeUnits(division, cohort, sites);
  if (FinishWithOne(cohort, free, division) ||
      FinishWithTwo(cohort, free, division)) {
    return true;
  }
  const auto [unit, score] = LargestGain(cohort, free, division);
  if (unit == kNone) return false;
  divider_.Give(division, unit, cohort);
  return true;
}

// A unit that finishes the cohort has a room for each lodging that has none:
// a room serves one, however the others move.
std::uint32_t Constructor::RoomsWanted(std::uint32_t cohort,
                                       const Score& score) const {
  return static_cast<std::uint32_t>(std::max(
      1, score.rooms_wanted - attainable_[cohort].rooms_wanted));
}

bool Constructor::FinishWithOne(std::uint32_t cohort,
                                std::span<const std::uint32_t> free,
                                Division& division) {
  const std::uint32_t wanted = RoomsWanted(cohort, division.score[cohort]);
  std::uint32_t best = kNone;
  std::int32_t best_substitutes = 0;
  std::size_t tried = 0;
  for (const std::uint32_t unit : free) {
    if (model_.units[unit].room_count < wanted) continue;
    if (best != kNone && divider_.Opens(division, unit) &&
        !divider_.Opens(division, best)) {
      break;
    }
    if (tried++ == kUnits) break;
    const Score score = divider_.ScoreWith(division, cohort, {unit});
    if (attainable_[cohort].unplaced < score.unplaced) continue;
    if (best == kNone || score.substitutes < best_substitutes) {
      best = unit;
      best_substitutes = score.substitutes;
    }
    if (score.substitutes <= attainable_[cohort].substitutes) break;
  }
  if (best == kNone) return false;
  divider_.Give(division, best, cohort);
  return true;
}

bool Constructor::FinishWithTwo(std::uint32_t cohort,
                                std::span<const std::uint32_t> free,
                                Division& division) {
  const std::uint32_t wanted = RoomsWanted(cohort, division.score[cohort]);
  // (sites opened, rooms, small unit, large unit), least first.
  using Pair = std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t>;
  std::vector<Pair> pairs;
  for (std::size_t j = 1; j < free.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const std::uint32_t rooms = model_.units[free[i]].room_count +
                                  model_.units[free[j]].room_count;
      if (rooms < wanted) continue;
      const int opens = divider_.Opens(division, free[i]) +
                        divider_.Opens(division, free[j]);
      pairs.emplace_back(opens, rooms, free[i], free[j]);
      break;  // those further on have more rooms
    }
  }
  const std::size_t tried = std::min(pairs.size(), kPairs);
  std::ranges::partial_sort(
      pairs, pairs.begin() + static_cast<std::ptrdiff_t>(tried));
  for (std::size_t n = 0; n < tried; ++n) {
    const auto [opens, rooms, small, large] = pairs[n];
    const Score score = divider_.ScoreWith(division, cohort, {small, large});
    if (attainable_[cohort].unplaced < score.unplaced) continue;
    divider_.Give(division, small, cohort);
    divider_.Give(division, large, cohort);
    return true;
  }
  return false;
}

std::pair<std::uint32_t, Score> Constructor::LargestGain(
    std::uint32_t cohort, std::span<const std::uint32_t> free,
    const Division& division) {
  std::uint32_t best = kNone;
  Score best_score = division.score[cohort];
  // The largest come last; of units that open a site as of those that do not.
  std::size_t skipped = 0;
  for (std::size_t i = 0; i < free.size(); ++i) {
    const std::uint32_t unit = free[i];
    const bool opens = divider_.Opens(division, unit);
    if (i + kUnits < free.size() &&
        opens == divider_.Opens(division, free[i + kUnits])) {
      ++skipped;
      continue;
    }
    const Score score = divider_.ScoreWith(division, cohort, {unit});
    const bool better =
        best == kNone || !opens || divider_.Opens(division, best)
            ? score < best_score
            : score.unplaced < best_score.unplaced;
    if (better && score.unplaced < division.score[cohort].unplaced) {
      best = unit;
      best_score = score;
    }
  }
  if (best == kNone && skipped > 0) {
    return LargestGain(cohort, free.first(skipped), division);
  }
  return {best, best_score};
}

// Gains only fall as units go and cohorts fill, so an old gain is an upper
// limit: only an offer that looks best is looked at again.
void Constructor::TakeLargestGains(const SiteSet& sites, Division& division) {
  struct Offer {
    std::uint32_t cohort = 0;
    std::uint32_t unit = kNone;
    std::array<std::int32_t, kMaxClasses> gain{};
    bool is_new = false;
  };
  std::vector<Offer> offers;
  for (const std::uint32_t c : model_.cohort_order) {
    offers.push_back({c, kNone, division.score[c].unplaced, false});
  }
  while (true) {
    const auto best = std::ranges::max_element(offers, {}, &Offer::gain);
    if (best == offers.end() || best->gain == Offer{}.gain) return;
    if (best->is_new && division.owner[best->unit] == kNone) {
      divider_.Give(division, best->unit, best->cohort);
      best->is_new = false;
      if (IsDone(division, best->cohort)) best->gain = {};
      continue;
    }
    const auto free = divider_.FreeUnits(division, best->cohort, sites);
    const auto [unit, score] = LargestGain(best->cohort, free, division);
    best->unit = unit;
    best->gain = Gain(division.score[best->cohort], score);
    best->is_new = true;
  }
}

}  // namespace quaranta::place::internal
