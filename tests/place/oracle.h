// Brute force over all plans of a tiny problem, written from problem.h and
// plan.h alone: no code of the solver or the verifier.
#ifndef QUARANTA_TESTS_PLACE_ORACLE_H_
#define QUARANTA_TESTS_PLACE_ORACLE_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "quaranta/place/problem.h"

namespace quaranta::place::testing {

using Values = std::vector<std::int64_t>;

class Oracle {
 public:
  explicit Oracle(const Problem& problem) : problem_(problem) {
    FindStaff();
    for (std::size_t p = 0; p < problem.parties.size(); ++p) AddChoices(p);
    for (const Party& party : problem.parties) {
      classes_ = std::max(classes_, party.priority + 1);
    }
    for (const Site& site : problem.sites) tiers_.insert(-site.tier);
    for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
      if (!SiteOf(r).open && SiteOf(r).can_open && !UnitOf(r).holder &&
          !UnitOf(r).closed && problem.rooms[r].state == RoomState::kReady &&
          problem.rooms[r].beds > 0 && !staff_[r]) {
        offering_.insert(UnitOf(r).site.value());
      }
    }
  }

  // Calls `visit` with the values of all levels for every feasible plan.
  void ForEachPlan(const std::function<void(const Values&)>& visit) {
    chosen_.assign(choices_.size(), nullptr);
    taken_.assign(problem_.rooms.size(), false);
    cohort_.assign(problem_.units.size(), -1);
    for (std::size_t u = 0; u < problem_.units.size(); ++u) {
      if (problem_.units[u].holder) {
        cohort_[u] = static_cast<int>(problem_.units[u].holder->value());
      }
    }
    Choose(0, visit);
  }

 private:
  struct InRoom {
    std::size_t room = 0;
    std::vector<std::size_t> people;
  };
  // One way to lodge (or, empty, not to lodge) one group of a party.
  using Choice = std::vector<InRoom>;
  struct Group {
    std::size_t party = 0;
    std::size_t size = 0;
    std::vector<Choice> choices;
  };

  const Unit& UnitOf(std::size_t r) const {
    return problem_.units[problem_.rooms[r].unit.value()];
  }
  const Site& SiteOf(std::size_t r) const {
    return problem_.sites[UnitOf(r).site.value()];
  }

  void FindStaff() {
    staff_.assign(problem_.rooms.size(), false);
    for (std::size_t s = 0; s < problem_.sites.size(); ++s) {
      if (problem_.sites[s].open || !problem_.sites[s].can_open) continue;
      for (int n = 0; n < problem_.sites[s].staff_rooms; ++n) {
        std::size_t best = problem_.rooms.size();
        for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
          const Room& room = problem_.rooms[r];
          if (UnitOf(r).site != SiteId(s) || staff_[r] || UnitOf(r).holder ||
              UnitOf(r).closed || room.state != RoomState::kReady) {
            continue;
          }
          if (best == problem_.rooms.size()) {
            best = r;
            continue;
          }
          const Room& other = problem_.rooms[best];
          if (std::tuple(room.clean_zone, room.unit, room.position) >
              std::tuple(other.clean_zone, other.unit, other.position)) {
            best = r;
          }
        }
        if (best < problem_.rooms.size()) staff_[best] = true;
      }
    }
  }

  bool MayHold(std::size_t p, std::size_t r) const {
    const Party& party = problem_.parties[p];
    const Unit& unit = UnitOf(r);
    const RoomState state = problem_.rooms[r].state;
    if (!SiteOf(r).open && !SiteOf(r).can_open) return false;
    if (staff_[r] || unit.closed) return false;
    if (unit.holder && !SiteOf(r).open) return false;
    if (unit.holder && *unit.holder != party.cohort) return false;
    if (!problem_.pairing.Allows(party.risk_class, SiteOf(r).grade)) {
      return false;
    }
    return state == RoomState::kReady ||
           (state == RoomState::kRefillable && unit.holder);
  }

  bool MayBeIn(std::size_t p, const std::vector<std::size_t>& people,
               std::size_t r) const {
    const Party& party = problem_.parties[p];
    if (people.empty() || !MayHold(p, r) ||
        static_cast<int>(people.size()) > problem_.rooms[r].beds) {
      return false;
    }
    bool adult = party.carer_named;
    bool minor = false;
    for (const std::size_t i : people) {
      const Features lacking =
          party.people[i].needs & ~problem_.rooms[r].features;
      if (lacking & ~party.substitutable) return false;
      adult = adult || !party.people[i].minor;
      minor = minor || party.people[i].minor;
    }
    return adult || !minor;
  }

  void AddChoices(std::size_t p) {
    const Party& party = problem_.parties[p];
    if (party.lodging == Lodging::kTogether) {
      std::vector<std::size_t> all;
      for (std::size_t i = 0; i < party.people.size(); ++i) all.push_back(i);
      if (AddSingles(p, all) == 0) AddWindows(p);
      return;
    }
    for (std::size_t i = 0; i < party.people.size(); ++i) {
      if (party.people[i].minor && party.people[i].carer) continue;
      std::vector<std::size_t> group = {i};
      for (std::size_t j = 0; j < party.people.size(); ++j) {
        if (party.people[j].carer == static_cast<std::uint32_t>(i)) {
          group.push_back(j);
        }
      }
      AddSingles(p, group);
    }
  }

  std::size_t AddSingles(std::size_t p, const std::vector<std::size_t>& group) {
    choices_.push_back({p, group.size(), {{}}});
    for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
      if (MayBeIn(p, group, r)) choices_.back().choices.push_back({{r, group}});
    }
    return choices_.back().choices.size() - 1;
  }

  void AddWindows(std::size_t p) {
    std::map<std::pair<std::uint32_t, std::int32_t>, std::size_t> at;
    for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
      const Room& room = problem_.rooms[r];
      at[{room.unit.value(), room.position}] = r;
    }
    const std::size_t size = problem_.parties[p].people.size();
    for (const auto& [place, first] : at) {
      Choice window;
      for (std::size_t k = 0; k < size; ++k) {
        const auto it =
            at.find({place.first, place.second + static_cast<std::int32_t>(k)});
        if (it == at.end()) break;
        window.push_back({it->second, {}});
        if (k > 0) Divide(p, 0, window);
      }
    }
  }

  // All ways to divide people i and on among the rooms of the window.
  void Divide(std::size_t p, std::size_t i, Choice& window) {
    if (i < problem_.parties[p].people.size()) {
      for (InRoom& in : window) {
        in.people.push_back(i);
        Divide(p, i + 1, window);
        in.people.pop_back();
      }
      return;
    }
    for (const InRoom& in : window) {
      if (!MayBeIn(p, in.people, in.room)) return;
    }
    choices_.back().choices.push_back(window);
  }

  void Choose(std::size_t g, const std::function<void(const Values&)>& visit) {
    if (g == choices_.size()) {
      visit(Measure());
      return;
    }
    const int mine =
        static_cast<int>(problem_.parties[choices_[g].party].cohort.value());
    for (const Choice& choice : choices_[g].choices) {
      bool free = true;
      for (const InRoom& in : choice) {
        const int holder = cohort_[problem_.rooms[in.room].unit.value()];
        free = free && !taken_[in.room] && (holder == -1 || holder == mine);
      }
      if (!free) continue;
      const std::vector<int> before = cohort_;
      for (const InRoom& in : choice) {
        taken_[in.room] = true;
        cohort_[problem_.rooms[in.room].unit.value()] = mine;
      }
      chosen_[g] = &choice;
      Choose(g + 1, visit);
      for (const InRoom& in : choice) taken_[in.room] = false;
      cohort_ = before;
    }
  }

  Values Measure() const {
    std::vector<std::int64_t> unplaced(static_cast<std::size_t>(classes_), 0);
    std::set<std::uint32_t> sites;
    std::set<std::uint32_t> floors;
    std::map<std::size_t, std::map<std::uint32_t, std::int64_t>> spread;
    std::int64_t substitutes = 0, refills = 0, special = 0, distance = 0;
    for (std::size_t g = 0; g < choices_.size(); ++g) {
      const Party& party = problem_.parties[choices_[g].party];
      if (chosen_[g]->empty()) {
        unplaced[static_cast<std::size_t>(party.priority)] +=
            static_cast<std::int64_t>(choices_[g].size);
      }
      for (const InRoom& in : *chosen_[g]) {
        const Room& room = problem_.rooms[in.room];
        const auto people = static_cast<std::int64_t>(in.people.size());
        const std::uint32_t site = UnitOf(in.room).site.value();
        if (!SiteOf(in.room).open) sites.insert(site);
        if (!UnitOf(in.room).holder) floors.insert(room.unit.value());
        Features needed = 0;
        for (const std::size_t i : in.people) {
          needed |= party.people[i].needs;
          substitutes += std::popcount(party.people[i].needs & ~room.features);
        }
        if (room.features & problem_.special_features & ~needed) ++special;
        if (room.state == RoomState::kRefillable) refills += people;
        if (!party.distance.empty()) distance += people * party.distance[site];
        if (party.lodging == Lodging::kApart) {
          spread[choices_[g].party][room.unit.value()] += people;
        }
      }
    }
    Values values = unplaced;
    AddNewSites(sites, values);
    std::int64_t apart = 0;
    for (const auto& [party, units] : spread) {
      std::int64_t most = 0;
      for (const auto& [unit, people] : units) {
        apart += people;
        most = std::max(most, people);
      }
      apart -= most;
    }
    values.push_back(substitutes);
    values.push_back(static_cast<std::int64_t>(floors.size()));
    values.insert(values.end(), {refills, apart, special, distance});
    return values;
  }

  void AddNewSites(std::set<std::uint32_t> sites, Values& values) const {
    if (problem_.tier_policy == TierPolicy::kCost) {
      values.push_back(0);
      for (const std::uint32_t s : sites) {
        values.back() += problem_.sites[s].opening_cost;
      }
      return;
    }
    if (problem_.tier_policy == TierPolicy::kStrict) {
      const std::set<std::uint32_t> used = sites;
      for (const std::uint32_t before : offering_) {
        for (const std::uint32_t s : used) {
          if (problem_.sites[before].grade == problem_.sites[s].grade &&
              problem_.sites[before].tier < problem_.sites[s].tier) {
            sites.insert(before);
          }
        }
      }
    }
    for (const int minus_tier : tiers_) {
      values.push_back(std::ranges::count_if(sites, [&](std::uint32_t s) {
        return problem_.sites[s].tier == -minus_tier;
      }));
    }
  }

  const Problem& problem_;
  std::vector<bool> staff_;
  std::set<std::uint32_t> offering_;  // sites that could open and have rooms
  std::vector<Group> choices_;
  int classes_ = 1;
  std::set<std::int32_t> tiers_;  // negated: last tier first
  std::vector<const Choice*> chosen_;
  std::vector<bool> taken_;
  std::vector<int> cohort_;  // by unit, -1: nobody
};

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_ORACLE_H_
