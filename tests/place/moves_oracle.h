// Brute force over all sets of units that could be freed.
#ifndef QUARANTA_TESTS_PLACE_MOVES_ORACLE_H_
#define QUARANTA_TESTS_PLACE_MOVES_ORACLE_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "quaranta/place/moves.h"
#include "tests/place/audit_oracle.h"

namespace quaranta::place::testing {

class FreeOracle {
 public:
  FreeOracle(const Problem& problem, const std::vector<Inside>& inside,
             const FreeOptions& options)
      : problem_(problem), inside_(inside), options_(options) {}

  // By number of units: the fewest people, and then minus the most rooms.
  using Least = std::map<std::size_t, std::pair<std::int64_t, std::int64_t>>;
  Least Run() const {
    std::map<std::uint32_t, std::uint32_t> own;  // cohort by unit
    for (std::uint32_t u = 0; u < problem_.units.size(); ++u) {
      if (const auto cohort = OwnerOf(u)) own[u] = *cohort;
    }
    std::vector<std::uint32_t> units;
    for (const auto& [u, cohort] : own) {
      if (CanBeFreed(u)) units.push_back(u);
    }
    Least least = {{0, {0, 0}}};
    for (std::uint32_t mask = 1; mask < 1U << units.size(); ++mask) {
      std::set<std::uint32_t> freed;
      for (std::size_t n = 0; n < units.size(); ++n) {
        if ((mask >> n & 1) != 0) freed.insert(units[n]);
      }
      if (!AllFit(freed, own)) continue;
      std::pair<std::int64_t, std::int64_t> cost;
      for (const Inside& of : inside_) {
        const auto people = static_cast<std::int64_t>(of.people.size());
        if (freed.contains(UnitOf(of))) cost.first += people;
      }
      for (const Room& room : problem_.rooms) {
        cost.second -=
            freed.contains(room.unit.value()) && room.state != RoomState::kOut;
      }
      const auto [it, added] = least.try_emplace(freed.size(), cost);
      it->second = std::min(it->second, cost);
    }
    return least;
  }

 private:
  std::uint32_t UnitOf(const Inside& of) const {
    return problem_.rooms[of.room.value()].unit.value();
  }
  const Party& PartyOf(const Inside& of) const {
    return problem_.parties[of.party.value()];
  }

  std::optional<std::uint32_t> OwnerOf(std::uint32_t u) const {
    const Unit& unit = problem_.units[u];
    std::set<std::uint32_t> cohorts;
    for (const Inside& of : inside_) {
      if (UnitOf(of) == u) cohorts.insert(PartyOf(of).cohort.value());
    }
    if (cohorts.size() != 1 || unit.closed ||
        !problem_.sites[unit.site.value()].open ||
        (unit.holder && unit.holder->value() != *cohorts.begin())) {
      return std::nullopt;
    }
    return *cohorts.begin();
  }

  bool CanBeFreed(std::uint32_t u) const {
    if (options_.wanted && std::ranges::find(*options_.wanted, UnitId(u)) ==
                               options_.wanted->end()) {
      return false;
    }
    for (const Inside& of : inside_) {
      if (UnitOf(of) != u) continue;
      for (const Inside& other : inside_) {
        if (other.party != of.party) continue;
        if (other.pinned) return false;
        if (UnitOf(other) != u && AreTogether(of, other)) return false;
      }
      if (options_.may_move &&
          std::ranges::find(*options_.may_move, of.party) ==
              options_.may_move->end()) {
        return false;
      }
    }
    return true;
  }

  // Whether some of the one should be lodged with some of the other.
  bool AreTogether(const Inside& a, const Inside& b) const {
    const Party& party = PartyOf(a);
    if (party.lodging == Lodging::kTogether) return true;
    const auto head = [&](std::uint32_t i) {
      return party.people[i].carer.value_or(i);
    };
    for (const std::uint32_t i : a.people) {
      for (const std::uint32_t j : b.people) {
        if (head(i) == head(j)) return true;
      }
    }
    return false;
  }

  bool AllFit(const std::set<std::uint32_t>& freed,
              const std::map<std::uint32_t, std::uint32_t>& own) const {
    std::set<std::uint32_t> cohorts;
    for (const std::uint32_t u : freed) cohorts.insert(own.at(u));
    return std::ranges::all_of(cohorts, [&](std::uint32_t cohort) {
      AuditOracle::Leave leave;
      leave.to_units.emplace();
      for (const auto& [u, of] : own) {
        if (of == cohort && !freed.contains(u)) leave.to_units->insert(u);
      }
      for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
        const std::uint32_t u = problem_.rooms[r].unit.value();
        if (freed.contains(u) && own.at(u) == cohort) leave.rooms.insert(r);
      }
      return AuditOracle(problem_, inside_, leave).Best().first == 0;
    });
  }

  const Problem& problem_;
  const std::vector<Inside>& inside_;
  const FreeOptions& options_;
};

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_MOVES_ORACLE_H_
