#include "place/horizon_bound.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "place/horizon_snapshot.h"
#include "quaranta/place/place.h"

namespace quaranta::place::internal {
namespace {

constexpr std::size_t kDaysTried = 8;

std::optional<LevelName> OnOneDay(HorizonLevelName name) {
  switch (name) {
    case HorizonLevelName::kUnplaced:
      return LevelName::kUnplaced;
    case HorizonLevelName::kNewSites:
      return LevelName::kNewSites;
    case HorizonLevelName::kSubstitutes:
      return LevelName::kSubstitutes;
    case HorizonLevelName::kNewHolds:
      return LevelName::kNewFloors;
    default:
      return std::nullopt;
  }
}

class HorizonBounder {
 public:
  HorizonBounder(const StayModel& stays, const HorizonOptions& options,
                 std::vector<HorizonLevel>& levels)
      : stays_(stays), options_(options), levels_(levels) {
    for (const HorizonLevel& level : levels) {
      if (level.name == HorizonLevelName::kUnplaced) {
        unplaced_.push_back(level.value);
      }
    }
    hopeless_.assign(unplaced_.size(), 0);
    const Problem& problem = stays.horizon->problem;
    for (const StayItem& item : stays.items) {
      if (item.hopeless) {
        hopeless_[static_cast<std::size_t>(item.priority)] += item.size;
      }
    }
    for (const LodgingInfo& of : stays.without_adult) {
      hopeless_[static_cast<std::size_t>(problem.parties[of.party].priority)] +=
          static_cast<std::int64_t>(of.people.size());
    }
    all_placed_ = unplaced_ == hopeless_;
  }

  void Run() {
    Count();
    if (!Open()) return;
    // The fullest days first.
    std::vector<std::pair<std::int64_t, std::int32_t>> days;
    for (const StayItem& item : stays_.items) {
      days.emplace_back(0, item.last);
    }
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (auto& [people, day] : days) people = -People(day);
    std::ranges::sort(days);
    days.resize(std::min(days.size(), kDaysTried));
    std::int32_t hardest = 0;
    std::pair<std::int64_t, std::int64_t> most(-1, -1);
    for (const auto& [people, day] : days) {
      if (!Open()) return;
      const std::pair found(Transfer(day, 0), -people);
      if (found <= most) continue;
      most = found;
      hardest = day;
    }
    if (Open()) Merge(hardest, 0);
    if (Open() && options_.proof_limit > 0) {
      Transfer(hardest, options_.proof_limit);
      Merge(hardest, options_.proof_limit);
    }
  }

 private:
  // Some level that single days can bound is not proven.
  bool Open() const {
    return std::ranges::any_of(levels_, [](const HorizonLevel& level) {
      return OnOneDay(level.name) && level.bound < level.value;
    });
  }

  std::int64_t People(std::int32_t day) const {
    return OnThatDay(stays_, day, kMaxClasses, false).people;
  }

  static void Raise(HorizonLevel& level, std::int64_t bound) {
    level.bound = std::max(level.bound, std::min(bound, level.value));
  }

  void Count() {
    for (HorizonLevel& level : levels_) {
      if (level.name == HorizonLevelName::kUnplaced) {
        Raise(level, hopeless_[static_cast<std::size_t>(level.key)]);
      } else if (!all_placed_) {
        continue;
      } else if (level.name == HorizonLevelName::kWaiting) {
        Raise(level, LeastWaiting());
      } else if (level.name == HorizonLevelName::kNewHolds) {
        Raise(level, LeastHolds());
      } else if (level.name == HorizonLevelName::kDistance) {
        Raise(level, LeastDistance());
      }
    }
  }

  // Of each who may wait the days until anything could take them.
  std::int64_t LeastWaiting() const {
    std::int64_t sum = 0;
    for (const StayItem& item : stays_.items) {
      if (item.hopeless || item.first == item.last) continue;
      std::int32_t earliest = item.last;
      for (const StayUnit& unit : stays_.units) {
        const bool own = unit.intake && unit.holder == item.cohort;
        earliest = std::min(earliest, own ? item.first : unit.FreeFrom());
      }
      sum += std::int64_t{item.size} * std::max(0, earliest - item.first);
    }
    return sum;
  }

  std::int64_t LeastDistance() const {
    const Problem& problem = stays_.horizon->problem;
    std::int64_t sum = 0;
    for (const StayItem& item : stays_.items) {
      const Party& party = problem.parties[item.party];
      if (item.hopeless || party.distance.empty()) continue;
      std::int64_t least = kNoDay;
      for (std::size_t s = 0; s < problem.sites.size(); ++s) {
        const Site& site = problem.sites[s];
        if ((site.open || site.can_open) &&
            problem.pairing.Allows(party.risk_class, site.grade)) {
          least = std::min<std::int64_t>(least, party.distance[s]);
        }
      }
      sum += item.size * least;
    }
    return sum;
  }

  std::int64_t LeastHolds() const {
    std::int64_t sum = 0;
    for (std::uint32_t c = 0; c < stays_.items_of.size(); ++c) {
      sum += LeastHoldsOf(c);
    }
    return sum;
  }

  // Waves of a cohort that no hold can join; and of each the holds that have
  // rooms enough, since without refilling a hold gives each room once.
  std::int64_t LeastHoldsOf(std::uint32_t cohort) const {
    std::vector<std::uint32_t> items;
    for (const std::uint32_t i : stays_.items_of[cohort]) {
      if (!stays_.items[i].hopeless) items.push_back(i);
    }
    std::ranges::sort(items, {}, [&](std::uint32_t i) {
      return std::pair(stays_.items[i].first, i);
    });
    std::int32_t standing_until = 0;
    for (const StayUnit& unit : stays_.units) {
      if (unit.intake && unit.holder == cohort) {
        standing_until = std::max(standing_until, unit.until);
      }
    }
    std::int64_t sum = 0;
    std::vector<std::uint32_t> wave;
    std::int32_t end = standing_until;
    bool standing = standing_until > 0;
    for (const std::uint32_t i : items) {
      const StayItem& item = stays_.items[i];
      if (item.first >= end) {
        sum += HoldsOfWave(cohort, wave, standing);
        if (!wave.empty() || item.first >= standing_until) standing = false;
        wave.clear();
      }
      wave.push_back(i);
      end = std::max(end, item.last + item.stay);
    }
    return sum + HoldsOfWave(cohort, wave, standing);
  }

  std::int64_t HoldsOfWave(std::uint32_t cohort,
                           const std::vector<std::uint32_t>& wave,
                           bool standing) const {
    if (wave.empty()) return 0;
    if (MayRefill()) return standing ? 0 : 1;
    std::int64_t holds = 0;
    std::set<std::int32_t> sizes;
    for (const std::uint32_t i : wave) {
      sizes.insert(stays_.items[i].run ? 1 : stays_.items[i].size);
    }
    for (const std::int32_t size : sizes) {
      const std::int64_t wanted =
          std::ranges::count_if(wave, [&](std::uint32_t i) {
            return stays_.items[i].run ? size == 1
                                       : stays_.items[i].size >= size;
          });
      std::int64_t given = 0;
      std::int64_t most = 0;
      for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
        const bool own = standing && stays_.units[u].intake &&
                         stays_.units[u].holder == cohort;
        const auto [now, later] = RoomsOf(u, size);
        if (own) given += now;
        if (stays_.model.cohorts[cohort]
                .site_paired[stays_.model.units[u].site]) {
          most = std::max(most, later);
        }
      }
      const std::int64_t rest = std::max<std::int64_t>(0, wanted - given);
      if (most > 0) holds = std::max(holds, (rest + most - 1) / most);
    }
    return holds;
  }

  bool MayRefill() const {
    return stays_.horizon->refill_window > 0 ||
           std::ranges::any_of(stays_.units, [](const StayUnit& unit) {
             return unit.intake && unit.refill_before > 1;
           });
  }

  std::pair<std::int64_t, std::int64_t> RoomsOf(std::uint32_t u,
                                                std::int32_t beds) const {
    const UnitInfo& info = stays_.model.units[u];
    std::int64_t now = 0;
    std::int64_t later = 0;
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      if (stays_.model.rooms[r].beds < beds) continue;
      now += stays_.rooms[r].now;
      later += stays_.rooms[r].later;
    }
    return {now, later};
  }

  // What the classes up to one come to on the day if all were one.
  void Merge(std::int32_t day, std::int64_t proof_limit) {
    for (HorizonLevel& level : levels_) {
      if (level.name != HorizonLevelName::kUnplaced || level.key == 0 ||
          level.bound == level.value) {
        continue;
      }
      const MustBeThere there = OnThatDay(stays_, day, level.key, true);
      const auto plan = Bounded(there, proof_limit);
      if (!plan) continue;
      std::int64_t before = 0;
      for (std::int32_t k = 0; k < level.key; ++k) {
        before += unplaced_[static_cast<std::size_t>(k)];
      }
      Raise(level, plan->levels.front().bound + there.hopeless[0] - before);
    }
  }

  std::optional<Plan> Bounded(const MustBeThere& there,
                              std::int64_t proof_limit) const {
    Options options;
    options.seed = options_.seed;
    options.node_limit = 0;
    options.proof_limit = proof_limit;
    absl::StatusOr<Plan> plan = Place(there.snapshot.problem, options);
    if (!plan.ok()) return std::nullopt;
    return *std::move(plan);
  }

  // A bound of the day is one of the horizon while, in all levels before, the
  // day alone makes the plan's value necessary. Returns the sum of those of
  // kUnplaced.
  std::int64_t Transfer(std::int32_t day, std::int64_t proof_limit) {
    const MustBeThere there = OnThatDay(stays_, day, kMaxClasses, false);
    const auto plan = Bounded(there, proof_limit);
    if (!plan) return 0;
    std::int64_t sum = 0;
    for (HorizonLevel& level : levels_) {
      const std::optional<LevelName> name = OnOneDay(level.name);
      if (!name) continue;
      std::int64_t more = 0;
      if (level.name == HorizonLevelName::kUnplaced) {
        more = there.hopeless[static_cast<std::size_t>(level.key)];
      } else if (level.name == HorizonLevelName::kNewHolds) {
        more = -there.perhaps_held;
      }
      const auto of =
          std::ranges::find_if(plan->levels, [&](const Level& other) {
            return other.name == *name && other.part == level.part;
          });
      const bool found = of != plan->levels.end();
      const std::int64_t bound = more + (found ? of->bound : 0);
      Raise(level, bound);
      if (level.name == HorizonLevelName::kUnplaced) sum += bound;
      const std::int64_t value = more + (found ? of->value : 0);
      if ((found && of->bound < of->value) || value != level.value) break;
    }
    return sum;
  }

  const StayModel& stays_;
  const HorizonOptions& options_;
  std::vector<HorizonLevel>& levels_;
  std::vector<std::int64_t> unplaced_;
  std::vector<std::int64_t> hopeless_;
  bool all_placed_ = false;
};

}  // namespace

void BoundHorizon(const StayModel& stays, const HorizonOptions& options,
                  std::vector<HorizonLevel>& levels) {
  HorizonBounder(stays, options, levels).Run();
}

}  // namespace quaranta::place::internal
