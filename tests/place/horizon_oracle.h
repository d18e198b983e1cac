// Brute force over all plans of a tiny horizon, written from horizon.h alone:
// no code of the planner or the verifier.
#ifndef QUARANTA_TESTS_PLACE_HORIZON_ORACLE_H_
#define QUARANTA_TESTS_PLACE_HORIZON_ORACLE_H_

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "quaranta/place/horizon.h"

namespace quaranta::place::testing {

class HorizonOracle {
 public:
  using Values = std::vector<std::int64_t>;

  explicit HorizonOracle(const Horizon& horizon)
      : horizon_(horizon), problem_(horizon.problem) {
    FindStaff();
    for (std::size_t p = 0; p < problem_.parties.size(); ++p) {
      classes_ = std::max(classes_, problem_.parties[p].priority + 1);
      if (horizon.parties[p].arrival < horizon.days) AddParty(p);
    }
    for (const Site& site : problem_.sites) tiers_.insert(-site.tier);
  }

  // About how many ways there are to choose.
  double Size() const {
    double size = 1;
    for (const Group& group : groups_) {
      size *= static_cast<double>(group.choices.size());
    }
    return size;
  }

  void ForEachPlan(const std::function<void(const Values&)>& visit) {
    chosen_.assign(groups_.size(), nullptr);
    Choose(0, visit);
  }

 private:
  struct InRoom {
    std::size_t room = 0;
    std::vector<std::size_t> people;
  };
  struct Choice {
    int from = 0;
    std::vector<InRoom> rooms;  // empty: not placed
  };
  struct Group {
    std::size_t party = 0;
    std::vector<std::size_t> people;
    std::vector<Choice> choices;
  };
  struct Use {
    int from = 0;
    int until = 0;
    std::size_t room = 0;
    std::uint32_t cohort = 0;
    std::int64_t people = 0;
  };

  std::size_t UnitOf(std::size_t r) const {
    return problem_.rooms[r].unit.value();
  }
  std::size_t SiteOf(std::size_t u) const {
    return problem_.units[u].site.value();
  }
  int Tau(std::size_t u) const {
    return horizon_.sites[SiteOf(u)].disinfection;
  }
  bool Standing(std::size_t u) const {
    return problem_.units[u].holder.has_value();
  }
  int Until(std::size_t u) const {
    const Unit& unit = problem_.units[u];
    return horizon_.units[u].until.value_or(unit.holder || unit.closed ? kFar
                                                                       : 0);
  }
  int Opens(std::size_t u) const {
    const Site& site = problem_.sites[SiteOf(u)];
    if (site.open) return 0;
    return site.can_open ? horizon_.sites[SiteOf(u)].open_from : kFar;
  }

  void FindStaff() {
    for (std::size_t s = 0; s < problem_.sites.size(); ++s) {
      const Site& site = problem_.sites[s];
      std::vector<std::tuple<bool, std::size_t, int, std::size_t>> rooms;
      for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
        const Room& room = problem_.rooms[r];
        const Unit& unit = problem_.units[UnitOf(r)];
        if (SiteOf(UnitOf(r)) == s && !site.open && site.can_open &&
            !unit.holder && !unit.closed && room.state == RoomState::kReady) {
          rooms.emplace_back(room.clean_zone, UnitOf(r), room.position, r);
        }
      }
      std::ranges::sort(rooms, std::greater<>());
      for (int n = 0; n < site.staff_rooms && n < std::ssize(rooms); ++n) {
        staff_.insert(std::get<3>(rooms[static_cast<std::size_t>(n)]));
      }
    }
  }

  bool ReadyNow(std::size_t r, int day) const {
    const RoomState state = problem_.rooms[r].state;
    return !staff_.contains(r) &&
           (state == RoomState::kReady ||
            (state == RoomState::kRefillable &&
             day < horizon_.units[UnitOf(r)].refill_before));
  }
  bool ReadyLater(std::size_t r) const {
    const RoomState state = problem_.rooms[r].state;
    if (staff_.contains(r)) return false;
    if (state == RoomState::kReady) return true;
    const Unit& unit = problem_.units[UnitOf(r)];
    if (!unit.holder && !unit.closed && Until(UnitOf(r)) == 0) return false;
    return state != RoomState::kOut ||
           std::ranges::count(horizon_.occupied, RoomId(r)) > 0;
  }

  // Could enter that day if nobody else did.
  bool Alone(std::size_t p, std::size_t r, int day) const {
    const std::size_t u = UnitOf(r);
    const Unit& unit = problem_.units[u];
    if (Standing(u) && day < Until(u)) {
      return !unit.closed && *unit.holder == problem_.parties[p].cohort &&
             problem_.sites[SiteOf(u)].open && ReadyNow(r, day);
    }
    return day >= Until(u) + (Standing(u) ? Tau(u) : 0) && day >= Opens(u) &&
           ReadyLater(r);
  }

  bool MayBeIn(std::size_t p, const std::vector<std::size_t>& people,
               std::size_t r) const {
    const Party& party = problem_.parties[p];
    if (people.empty() || std::ssize(people) > problem_.rooms[r].beds ||
        !problem_.pairing.Allows(party.risk_class,
                                 problem_.sites[SiteOf(UnitOf(r))].grade)) {
      return false;
    }
    bool adult = party.carer_named;
    bool minor = false;
    for (const std::size_t i : people) {
      const Features lacking =
          party.people[i].needs & ~problem_.rooms[r].features;
      if ((lacking & ~party.substitutable) != 0) return false;
      (party.people[i].minor ? minor : adult) = true;
    }
    return adult || !minor;
  }

  void AddParty(std::size_t p) {
    const Party& party = problem_.parties[p];
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < party.people.size(); ++i) {
      if (party.lodging == Lodging::kTogether) {
        if (i == 0) groups.emplace_back();
        groups.back().push_back(i);
      } else if (!party.people[i].carer) {
        groups.push_back({i});
        for (std::size_t j = 0; j < party.people.size(); ++j) {
          if (party.people[j].carer == static_cast<std::uint32_t>(i)) {
            groups.back().push_back(j);
          }
        }
      }
    }
    for (std::vector<std::size_t>& people : groups) {
      groups_.push_back({p, people, {Choice{}}});
      bool large = party.lodging == Lodging::kTogether && people.size() > 1;
      const PartyDays& days = horizon_.parties[p];
      for (int day = days.arrival; day < horizon_.days; ++day) {
        if (day > days.arrival + days.max_wait) break;
        for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
          if (!MayBeIn(p, people, r)) continue;
          if (Alone(p, r, day)) large = false;
          groups_.back().choices.push_back({day, {{r, people}}});
        }
      }
      if (!large) continue;
      groups_.back().choices.resize(1);
      AddWindows(p, days);
    }
  }

  void AddWindows(std::size_t p, const PartyDays& days) {
    std::map<std::pair<std::size_t, int>, std::size_t> at;
    for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
      at[{UnitOf(r), problem_.rooms[r].position}] = r;
    }
    for (int day = days.arrival; day < horizon_.days; ++day) {
      if (day > days.arrival + days.max_wait) break;
      for (const auto& [place, first] : at) {
        Choice window{day, {}};
        for (int k = 0;; ++k) {
          const auto it = at.find({place.first, place.second + k});
          if (it == at.end()) break;
          window.rooms.push_back({it->second, {}});
          Divide(p, 0, window);
        }
      }
    }
  }

  void Divide(std::size_t p, std::size_t i, Choice& window) {
    if (i < problem_.parties[p].people.size()) {
      for (InRoom& in : window.rooms) {
        in.people.push_back(i);
        Divide(p, i + 1, window);
        in.people.pop_back();
      }
      return;
    }
    for (const InRoom& in : window.rooms) {
      if (!MayBeIn(p, in.people, in.room)) return;
    }
    groups_.back().choices.push_back(window);
  }

  void Choose(std::size_t g, const std::function<void(const Values&)>& visit) {
    if (g == groups_.size()) {
      Measure(visit);
      return;
    }
    for (const Choice& choice : groups_[g].choices) {
      chosen_[g] = &choice;
      Choose(g + 1, visit);
    }
  }

  // Lives through the days of one unit; false if a rule is broken.
  bool Live(std::size_t u, std::vector<Use> uses, std::int64_t& holds,
            std::int64_t& blocked, std::int64_t& refills) const {
    std::ranges::stable_sort(uses, {}, &Use::from);
    const Unit& unit = problem_.units[u];
    std::uint32_t cohort = Standing(u) ? unit.holder->value() : 0;
    int end = Standing(u) ? Until(u) : -1;  // of the hold
    int free = Standing(u) ? end + Tau(u) : Until(u);
    bool standing = Standing(u);
    int began = 0;
    std::map<std::size_t, int> left;  // by room, in this hold
    const auto close = [&] {
      if (end < kFar / 2) {
        for (const auto& [room, day] : left) blocked += end - day;
        for (const RoomId room : horizon_.occupied) {
          if (standing && UnitOf(room.value()) == u) blocked += end - Until(u);
        }
      }
      left.clear();
    };
    for (const Use& use : uses) {
      if (use.from < end) {
        if (cohort != use.cohort) return false;
        if (standing && (unit.closed || !problem_.sites[SiteOf(u)].open)) {
          return false;
        }
      } else {
        if (use.from < free || use.from < Opens(u)) return false;
        close();
        standing = false;
        cohort = use.cohort;
        began = use.from;
        end = use.until;
        ++holds;
      }
      end = std::max(end, use.until);
      free = end + Tau(u);
      if (standing ? !ReadyNow(use.room, use.from) : !ReadyLater(use.room)) {
        return false;
      }
      bool refill =
          standing && problem_.rooms[use.room].state == RoomState::kRefillable;
      if (const auto it = left.find(use.room); it != left.end()) {
        refill = true;
        const int before = standing ? horizon_.units[u].refill_before
                                    : began + horizon_.refill_window;
        if (use.from < it->second + Tau(u) || use.from >= before) return false;
      }
      if (refill) refills += use.people;
      left[use.room] = use.until;
    }
    close();
    return true;
  }

  void Measure(const std::function<void(const Values&)>& visit) const {
    std::vector<std::int64_t> unplaced(static_cast<std::size_t>(classes_), 0);
    std::vector<std::vector<Use>> uses(problem_.units.size());
    std::int64_t waiting = 0, substitutes = 0, special = 0, distance = 0;
    std::set<std::size_t> sites;
    std::map<std::size_t, std::map<std::size_t, std::int64_t>> spread;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const Group& group = groups_[g];
      const Party& party = problem_.parties[group.party];
      const PartyDays& days = horizon_.parties[group.party];
      const Choice& choice = *chosen_[g];
      if (choice.rooms.empty()) {
        unplaced[static_cast<std::size_t>(party.priority)] +=
            std::ssize(group.people);
      }
      for (const InRoom& in : choice.rooms) {
        const std::int64_t people = std::ssize(in.people);
        const std::size_t u = UnitOf(in.room);
        uses[u].push_back({choice.from, choice.from + days.stay, in.room,
                           party.cohort.value(), people});
        waiting += people * (choice.from - days.arrival);
        const Features features = problem_.rooms[in.room].features;
        Features needs = 0;
        for (const std::size_t i : in.people) {
          needs |= party.people[i].needs;
          substitutes += std::popcount(party.people[i].needs & ~features);
        }
        special += (features & problem_.special_features & ~needs) != 0;
        if (!party.distance.empty()) {
          distance += people * party.distance[SiteOf(u)];
        }
        if (!problem_.sites[SiteOf(u)].open) sites.insert(SiteOf(u));
        if (party.lodging == Lodging::kApart) spread[group.party][u] += people;
      }
    }
    std::int64_t holds = 0, blocked = 0, refills = 0, apart = 0;
    for (std::size_t u = 0; u < uses.size(); ++u) {
      if (!Live(u, std::move(uses[u]), holds, blocked, refills)) return;
    }
    for (const auto& [party, units] : spread) {
      std::int64_t most = 0;
      for (const auto& [unit, people] : units) {
        apart += people;
        most = std::max(most, people);
      }
      apart -= most;
    }
    Values values = unplaced;
    values.push_back(waiting);
    for (const int tier : tiers_) {
      values.push_back(std::ranges::count_if(sites, [&](std::size_t s) {
        return problem_.sites[s].tier == -tier;
      }));
    }
    values.insert(values.end(), {substitutes, holds, blocked, refills, apart,
                                 special, distance});
    visit(values);
  }

  static constexpr int kFar = 1 << 28;

  const Horizon& horizon_;
  const Problem& problem_;
  std::set<std::size_t> staff_;
  std::vector<Group> groups_;
  std::vector<const Choice*> chosen_;
  int classes_ = 1;
  std::set<int> tiers_;  // negated: last tier first
};

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_HORIZON_ORACLE_H_
