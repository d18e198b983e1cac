#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <utility>

#include "place/verify_days.h"

namespace quaranta::place::check {
namespace {

// Names, parts and keys of the levels that there must be, with their values.
class Levels {
 public:
  Levels(const Days& days, const HorizonPlan& plan,
         const std::vector<Life>& lives)
      : days_(days), problem_(days.horizon().problem), plan_(plan) {
    for (const Life& life : lives) {
      blocked_ += life.blocked;
      for (const Life::Held& held : life.holds) new_holds_ += !held.standing;
    }
  }

  std::vector<HorizonLevel> Expected() {
    AddUnplaced();
    std::int64_t waiting = 0;
    std::int64_t substitutes = 0;
    std::int64_t refills = 0;
    std::int64_t special = 0;
    std::int64_t distance = 0;
    for (const HorizonAssignment& of : plan_.assignments) {
      const Party& party = problem_.parties[of.party.value()];
      const Room& room = problem_.rooms[of.room.value()];
      const auto people = static_cast<std::int64_t>(of.people.size());
      Features needs = 0;
      for (const std::uint32_t i : of.people) {
        needs |= party.people[i].needs;
        substitutes += std::popcount(party.people[i].needs & ~room.features);
      }
      waiting += people *
                 (of.from - days_.horizon().parties[of.party.value()].arrival);
      if (of.refill) refills += people;
      special += (room.features & problem_.special_features & ~needs) != 0;
      if (!party.distance.empty()) {
        distance += people * party.distance[SiteOf(of.room).value()];
      }
    }
    Add(HorizonLevelName::kWaiting, 1, 0, waiting);
    AddSites();
    Add(HorizonLevelName::kSubstitutes, 1, 0, substitutes);
    Add(HorizonLevelName::kNewHolds, 1, 0, new_holds_);
    Add(HorizonLevelName::kBlockedDays, 1, 0, blocked_);
    Add(HorizonLevelName::kPreferences, 1, 0, refills);
    Add(HorizonLevelName::kPreferences, 2, 0, Apart());
    Add(HorizonLevelName::kSpecialRooms, 1, 0, special);
    Add(HorizonLevelName::kDistance, 1, 0, distance);
    return std::move(levels_);
  }

 private:
  void Add(HorizonLevelName name, int part, std::int32_t key,
           std::int64_t value) {
    HorizonLevel level;
    level.name = name;
    level.part = part;
    level.key = key;
    level.value = value;
    levels_.push_back(level);
  }

  SiteId SiteOf(RoomId room) const {
    return problem_.units[problem_.rooms[room.value()].unit.value()].site;
  }

  void AddUnplaced() {
    std::map<std::int32_t, std::int64_t> unplaced;
    std::int32_t last = 0;
    for (const Party& party : problem_.parties) {
      last = std::max(last, party.priority);
    }
    for (const HorizonUnplaced& of : plan_.unplaced) {
      const Party& party = problem_.parties[of.entry.party.value()];
      unplaced[party.priority] +=
          static_cast<std::int64_t>(of.entry.people.size());
    }
    for (std::int32_t k = 0; k <= last; ++k) {
      Add(HorizonLevelName::kUnplaced, k + 1, k, unplaced[k]);
    }
  }

  void AddSites() {
    std::map<std::int32_t, std::set<SiteId>, std::greater<>> opened;
    for (const Site& site : problem_.sites) opened[site.tier];
    for (const HorizonAssignment& of : plan_.assignments) {
      const SiteId site = SiteOf(of.room);
      if (!problem_.sites[site.value()].open) {
        opened[problem_.sites[site.value()].tier].insert(site);
      }
    }
    int part = 0;
    std::int64_t cost = 0;
    for (const auto& [tier, sites] : opened) {
      for (const SiteId site : sites) {
        cost += problem_.sites[site.value()].opening_cost;
      }
      if (problem_.tier_policy == TierPolicy::kCost) continue;
      Add(HorizonLevelName::kNewSites, ++part, tier,
          static_cast<std::int64_t>(sites.size()));
    }
    if (problem_.tier_policy == TierPolicy::kCost && !opened.empty()) {
      Add(HorizonLevelName::kNewSites, 1, 0, cost);
    }
  }

  std::int64_t Apart() const {
    std::map<PartyId, std::map<UnitId, std::int64_t>> at;
    for (const HorizonAssignment& of : plan_.assignments) {
      if (problem_.parties[of.party.value()].lodging !=
          place::Lodging::kApart) {
        continue;
      }
      at[of.party][problem_.rooms[of.room.value()].unit] +=
          static_cast<std::int64_t>(of.people.size());
    }
    std::int64_t apart = 0;
    for (const auto& [party, units] : at) {
      std::int64_t most = 0;
      for (const auto& [unit, people] : units) {
        apart += people;
        most = std::max(most, people);
      }
      apart -= most;
    }
    return apart;
  }

  const Days& days_;
  const Problem& problem_;
  const HorizonPlan& plan_;
  std::int64_t blocked_ = 0;
  std::int64_t new_holds_ = 0;
  std::vector<HorizonLevel> levels_;
};

}  // namespace

void CheckLevels(const Days& days, const HorizonPlan& plan,
                 const std::vector<Life>& lives,
                 std::vector<HorizonViolation>& violations) {
  const std::vector<HorizonLevel> expected =
      Levels(days, plan, lives).Expected();
  const auto fail = [&](HorizonFault fault, std::size_t level) {
    violations.emplace_back();
    violations.back().fault = fault;
    violations.back().level = level;
  };
  bool proven = true;
  for (std::size_t n = 0; n < std::max(expected.size(), plan.levels.size());
       ++n) {
    if (n >= expected.size() || n >= plan.levels.size() ||
        expected[n].name != plan.levels[n].name ||
        expected[n].part != plan.levels[n].part ||
        expected[n].key != plan.levels[n].key) {
      fail(HorizonFault::kWrongLevels, n);
      return;
    }
    const HorizonLevel& level = plan.levels[n];
    if (level.value != expected[n].value) {
      fail(HorizonFault::kWrongValue, n);
      violations.back().said = level.value;
      violations.back().found = expected[n].value;
    }
    if (level.bound > level.value) fail(HorizonFault::kBoundAboveValue, n);
    const bool met = level.bound == level.value;
    const LevelStatus status = !met     ? LevelStatus::kFeasible
                               : proven ? LevelStatus::kOptimal
                                        : LevelStatus::kConditional;
    if (level.status != status) fail(HorizonFault::kWrongStatus, n);
    proven = proven && met;
  }
}

// Of each class those who must each have a room on one day, or have left one
// that is not disinfected yet, against all rooms that may be in use that day.
std::vector<std::int64_t> CountBounds(const Days& days,
                                      const HorizonPlan& plan) {
  const Horizon& horizon = days.horizon();
  const Problem& problem = horizon.problem;
  std::int32_t tau = kForever;
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    tau = std::min(tau, days.tau(UnitId(u)));
  }
  std::vector<std::int64_t> bounds(plan.levels.size(), 0);
  for (std::int32_t day = 0; day < horizon.days; ++day) {
    std::size_t rooms = 0;
    for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
      rooms +=
          days.OfferedLater(RoomId(r)) ||
          (days.Intake(problem.rooms[r].unit) && days.OfferedNow(RoomId(r), 0));
    }
    std::map<std::int32_t, std::vector<std::int64_t>> sizes;
    for (std::size_t p = 0; p < problem.parties.size(); ++p) {
      const PartyDays& when = horizon.parties[p];
      const std::int32_t last =
          std::min(when.arrival + when.max_wait, horizon.days - 1);
      if (when.arrival >= horizon.days || day < last ||
          day >= when.arrival + when.stay + tau) {
        continue;
      }
      for (const Lodging& of : LodgingsOf(problem.parties[p], PartyId(p))) {
        sizes[problem.parties[p].priority].push_back(
            static_cast<std::int64_t>(of.people.size()));
      }
    }
    for (auto& [priority, of] : sizes) {
      std::ranges::sort(of);
      std::int64_t unplaced = 0;
      for (std::size_t n = 0; n + rooms < of.size(); ++n) unplaced += of[n];
      const auto level = static_cast<std::size_t>(priority);
      if (level < bounds.size()) {
        bounds[level] = std::max(bounds[level], unplaced);
      }
    }
  }
  return bounds;
}

}  // namespace quaranta::place::check
