// Why people are in this room and not in another.
#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "place/standing.h"
#include "place/tiers.h"
#include "quaranta/core/random.h"
#include "quaranta/core/status.h"
#include "quaranta/place/why.h"

namespace quaranta::place {
namespace {

using why::kNobody;
using why::Standing;

// One assignment against all other rooms.
class Comparer {
 public:
  Comparer(const Problem& problem, const Plan& plan, const Standing& standing,
           std::size_t assignment)
      : problem_(problem),
        plan_(plan),
        standing_(standing),
        a_(assignment),
        of_(plan.assignments[assignment]),
        party_(problem.parties[of_.party.value()]),
        from_(of_.room.value()),
        on_offer_(internal::SitesOnOffer(problem)) {
    for (const std::uint32_t i : of_.people) {
      needs_ |= party_.people[i].needs;
      must_ |= party_.people[i].needs & ~party_.substitutable;
    }
    CountOthers();
  }

  WhyRoom Run() {
    WhyRoom answer;
    std::vector<std::int64_t> best;
    for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
      if (r == from_) continue;
      std::int32_t& count = CountFor(r, answer.others);
      ++count;
      if (&count != &answer.others.would_do || standing_.in_run[a_]) continue;
      std::vector<std::int64_t> change = ChangeOfLevels(r);
      if (answer.best && change >= best) continue;
      best = std::move(change);
      answer.best = Alternative{RoomId(r), {}, 0};
    }
    if (!answer.best) return answer;
    for (std::size_t level = 0; level < best.size(); ++level) {
      if (best[level] == 0) continue;
      answer.best->level = level;
      answer.best->worse_by = best[level];
      break;
    }
    return answer;
  }

 private:
  const Unit& UnitOf(std::uint32_t r) const {
    return problem_.units[problem_.rooms[r].unit.value()];
  }
  const Site& SiteOf(std::uint32_t r) const {
    return problem_.sites[UnitOf(r).site.value()];
  }

  // Other assignments on this room's unit and at its site, and this party's
  // other people by unit.
  void CountOthers() {
    for (std::size_t a = 0; a < plan_.assignments.size(); ++a) {
      if (a == a_) continue;
      const Assignment& other = plan_.assignments[a];
      const std::uint32_t unit =
          problem_.rooms[other.room.value()].unit.value();
      ++on_unit_[unit];
      ++at_site_[problem_.units[unit].site.value()];
      if (other.party == of_.party) party_on_[unit] += Size(other.people);
    }
  }

  static std::int64_t Size(const std::vector<std::uint32_t>& people) {
    return static_cast<std::int64_t>(people.size());
  }

  bool Offered(std::uint32_t r) const {
    const Room& room = problem_.rooms[r];
    const Site& site = SiteOf(r);
    return room.beds > 0 && !standing_.staff[r] &&
           (site.open || site.can_open) &&
           (room.state == RoomState::kReady ||
            (room.state == RoomState::kRefillable &&
             UnitOf(r).holder == party_.cohort));
  }

  std::int32_t& CountFor(std::uint32_t r, OtherRooms& others) const {
    const Room& room = problem_.rooms[r];
    if (!Offered(r)) return others.not_offered;
    if (!problem_.pairing.Allows(party_.risk_class, SiteOf(r).grade)) {
      return others.wrong_grade;
    }
    if ((must_ & ~room.features) != 0) return others.lack_feature;
    if (Size(of_.people) > room.beds) return others.few_beds;
    const Unit& unit = UnitOf(r);
    if (unit.closed || (unit.holder && !SiteOf(r).open)) {
      return others.closed_floor;
    }
    const auto& holder = standing_.holder[room.unit.value()];
    if (holder.value_or(party_.cohort) != party_.cohort) {
      return others.other_group;
    }
    return standing_.taken_by[r] == kNobody ? others.would_do : others.taken;
  }

  // People of a kApart party on another unit than the most of it.
  std::int64_t Apart(std::uint32_t r) const {
    if (party_.lodging != Lodging::kApart) return 0;
    auto people = party_on_;
    people[problem_.rooms[r].unit.value()] += Size(of_.people);
    std::int64_t all = 0;
    std::int64_t most = 0;
    for (const auto& [unit, count] : people) {
      all += count;
      most = std::max(most, count);
    }
    return all - most;
  }

  bool OpensUnit(std::uint32_t r) const {
    return !UnitOf(r).holder &&
           !on_unit_.contains(problem_.rooms[r].unit.value());
  }
  // What sites of the part count as opened with these people in that room.
  std::int64_t NewSites(std::int32_t key, std::uint32_t r) const {
    std::vector<bool> used(problem_.sites.size(), false);
    for (const auto& [site, others] : at_site_) used[site] = true;
    used[UnitOf(r).site.value()] = true;
    used = internal::OpenedWith(problem_, on_offer_, used);
    std::int64_t sum = 0;
    for (std::size_t s = 0; s < used.size(); ++s) {
      const Site& site = problem_.sites[s];
      if (used[s] && internal::TierKey(problem_, site) == key) {
        sum += internal::OpeningCost(problem_, site);
      }
    }
    return sum;
  }

  std::int64_t Substitutes(std::uint32_t r) const {
    std::int64_t sum = 0;
    for (const std::uint32_t i : of_.people) {
      sum +=
          std::popcount(party_.people[i].needs & ~problem_.rooms[r].features);
    }
    return sum;
  }

  // What these people in that room add to a level.
  std::int64_t Share(const Level& level, std::uint32_t r) const {
    const Room& room = problem_.rooms[r];
    switch (level.name) {
      case LevelName::kUnplaced:
        return 0;
      case LevelName::kNewSites:
        return NewSites(level.key, r);
      case LevelName::kSubstitutes:
        return Substitutes(r);
      case LevelName::kNewFloors:
        return OpensUnit(r) ? 1 : 0;
      case LevelName::kPreferences:
        if (level.part == 2) return Apart(r);
        return room.state == RoomState::kRefillable ? Size(of_.people) : 0;
      case LevelName::kSpecialRooms:
        return (room.features & problem_.special_features & ~needs_) != 0;
      case LevelName::kDistance:
        return party_.distance.empty()
                   ? 0
                   : Size(of_.people) * party_.distance[UnitOf(r).site.value()];
    }
    return 0;
  }

  std::vector<std::int64_t> ChangeOfLevels(std::uint32_t to) const {
    std::vector<std::int64_t> change;
    for (const Level& level : plan_.levels) {
      change.push_back(Share(level, to) - Share(level, from_));
    }
    return change;
  }

  const Problem& problem_;
  const Plan& plan_;
  const Standing& standing_;
  std::size_t a_;
  const Assignment& of_;
  const Party& party_;
  std::uint32_t from_;
  std::vector<bool> on_offer_;  // sites
  Features needs_ = 0;
  Features must_ = 0;
  std::map<std::uint32_t, std::int32_t> on_unit_;
  std::map<std::uint32_t, std::int32_t> at_site_;
  std::map<std::uint32_t, std::int64_t> party_on_;
};

}  // namespace

absl::StatusOr<WhyRoom> WhyHere(const Problem& problem, const Plan& plan,
                                std::size_t assignment) {
  QUARANTA_ASSIGN_OR_RETURN(const Standing standing,
                            why::StandingOf(problem, plan));
  if (assignment >= plan.assignments.size()) {
    return InvalidArgument("assignment is " + std::to_string(assignment) +
                           "; the plan has " +
                           std::to_string(plan.assignments.size()));
  }
  return Comparer(problem, plan, standing, assignment).Run();
}

std::uint64_t TieBreak(std::uint64_t seed, std::string_view party_name) {
  return SeededHash(seed, party_name);
}

}  // namespace quaranta::place
