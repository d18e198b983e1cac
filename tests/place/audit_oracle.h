// Brute force over all repairs of a tiny house, and over all ways to empty some
// of its rooms, written from problem.h, audit.h and moves.h alone.
#ifndef QUARANTA_TESTS_PLACE_AUDIT_ORACLE_H_
#define QUARANTA_TESTS_PLACE_AUDIT_ORACLE_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "quaranta/place/audit.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::testing {

class AuditOracle {
 public:
  // Rooms to be left by all in them, by nobody else.
  struct Leave {
    std::set<std::uint32_t> rooms;
    // To empty rooms on these units only, and rule 6 counts the rooms left.
    // Nothing: the rooms left are gone.
    std::optional<std::set<std::uint32_t>> to_units;
  };

  AuditOracle(const Problem& problem, const std::vector<Inside>& inside,
              std::optional<Leave> leave = std::nullopt)
      : problem_(problem), leave_(std::move(leave)) {
    std::set<PartyId> pinned_parties;
    for (const Inside& of : inside) {
      if (of.pinned) pinned_parties.insert(of.party);
    }
    for (const Inside& of : inside) {
      const std::uint32_t unit = problem.rooms[of.room.value()].unit.value();
      in_room_[of.room.value()].insert(of.party.value());
      on_unit_[unit].insert(problem.parties[of.party.value()].cohort.value());
      for (const std::uint32_t i : of.people) {
        room_of_[{of.party.value(), i}] = of.room.value();
      }
    }
    for (std::size_t u = 0; u < problem.units.size(); ++u) {
      const auto id = static_cast<std::uint32_t>(u);
      if (problem.units[u].holder) {
        pinned_on_[id].insert(problem.units[u].holder->value());
      }
    }
    for (std::size_t p = 0; p < problem.parties.size(); ++p) {
      AddParty(static_cast<std::uint32_t>(p));
    }
    std::erase_if(groups_, [&](const Group& group) {
      if (!pinned_parties.contains(PartyId(group.party)) && IsAsked(group)) {
        return false;
      }
      for (const std::uint32_t i : group.people) {
        const std::uint32_t room = room_of_.at({group.party, i});
        pinned_rooms_.insert(room);
        pinned_on_[problem.rooms[room].unit.value()].insert(
            problem.parties[group.party].cohort.value());
      }
      return true;
    });
    FindStaff();
    for (Group& group : groups_) AddOptions(group);
  }

  // The fewest people without a room, and then who move.
  std::pair<std::int64_t, std::int64_t> Best() {
    Choose(0, 0, 0);
    return best_;
  }

 private:
  using People = std::vector<std::uint32_t>;
  struct InRoom {
    std::uint32_t room = 0;
    People people;
  };
  using Option = std::vector<InRoom>;
  struct Group {
    std::uint32_t party = 0;
    People people;
    std::vector<Option> options;
  };

  // Everyone, or those who have to leave.
  bool IsAsked(const Group& group) const {
    return !leave_ || std::ranges::any_of(group.people, [&](std::uint32_t i) {
      return leave_->rooms.contains(room_of_.at({group.party, i}));
    });
  }
  bool IsGone(std::uint32_t r) const {
    return leave_ && !leave_->to_units && leave_->rooms.contains(r);
  }

  const Unit& UnitOf(std::uint32_t r) const {
    return problem_.units[problem_.rooms[r].unit.value()];
  }
  const Site& SiteOf(std::uint32_t r) const {
    return problem_.sites[UnitOf(r).site.value()];
  }
  bool IsFree(std::uint32_t r) const {
    return !UnitOf(r).holder && !UnitOf(r).closed &&
           !on_unit_.contains(problem_.rooms[r].unit.value());
  }

  void FindStaff() {
    for (std::uint32_t s = 0; s < problem_.sites.size(); ++s) {
      const Site& site = problem_.sites[s];
      if (site.open || !site.can_open) continue;
      std::vector<std::tuple<bool, UnitId, std::int32_t, std::uint32_t>> list;
      for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
        const Room& room = problem_.rooms[r];
        if (UnitOf(r).site == SiteId(s) && IsFree(r) &&
            room.state == RoomState::kReady && !IsGone(r)) {
          list.emplace_back(room.clean_zone, room.unit, room.position, r);
        }
      }
      std::ranges::sort(list, std::greater<>());
      for (std::size_t n = 0; n < list.size(); ++n) {
        if (static_cast<std::int32_t>(n) < site.staff_rooms) {
          staff_.insert(std::get<3>(list[n]));
        }
      }
    }
  }

  // Rules 1 to 5 but for others, and for what audit.h adds.
  bool MayBeIn(std::uint32_t p, const People& people, std::uint32_t r) const {
    const Party& party = problem_.parties[p];
    const Room& room = problem_.rooms[r];
    const Unit& unit = UnitOf(r);
    if (IsGone(r) || people.empty() ||
        static_cast<int>(people.size()) > room.beds || unit.closed ||
        staff_.contains(r) || (unit.holder && *unit.holder != party.cohort)) {
      return false;
    }
    if (!SiteOf(r).open && !(SiteOf(r).can_open && IsFree(r))) return false;
    if (room.state != RoomState::kReady &&
        !(room.state == RoomState::kRefillable && unit.holder)) {
      return false;
    }
    if (!problem_.pairing.Allows(party.risk_class, SiteOf(r).grade)) {
      return false;
    }
    bool adult = party.carer_named, minor = false;
    for (const std::uint32_t i : people) {
      if (party.people[i].needs & ~room.features & ~party.substitutable) {
        return false;
      }
      adult = adult || !party.people[i].minor;
      minor = minor || party.people[i].minor;
    }
    return adult || !minor;
  }

  bool MayGoTo(std::uint32_t p, std::uint32_t r) const {
    const std::uint32_t cohort = problem_.parties[p].cohort.value();
    const std::uint32_t unit = problem_.rooms[r].unit.value();
    if (leave_ && leave_->to_units) {
      return leave_->to_units->contains(unit) && !in_room_.contains(r);
    }
    if (const auto it = in_room_.find(r);
        it != in_room_.end() && !it->second.contains(p)) {
      return false;
    }
    if (pinned_rooms_.contains(r)) return false;
    if (const auto it = pinned_on_.find(unit);
        it != pinned_on_.end() && it->second != std::set{cohort}) {
      return false;
    }
    const auto it = on_unit_.find(unit);
    // A holder may be nobody of those here.
    return it == on_unit_.end() || UnitOf(r).holder ||
           it->second.contains(cohort);
  }

  void AddParty(std::uint32_t p) {
    const Party& party = problem_.parties[p];
    const auto size = static_cast<std::uint32_t>(party.people.size());
    if (party.lodging == Lodging::kTogether) {
      People all;
      for (std::uint32_t i = 0; i < size; ++i) all.push_back(i);
      groups_.push_back({p, all, {{}}});
      return;
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      if (party.people[i].minor && party.people[i].carer) continue;
      People group = {i};
      for (std::uint32_t j = 0; j < size; ++j) {
        if (party.people[j].carer == i) group.push_back(j);
      }
      std::ranges::sort(group);
      groups_.push_back({p, group, {{}}});
    }
  }

  void AddOptions(Group& group) {
    const std::uint32_t p = group.party;
    bool too_large = group.people.size() > 1 &&
                     problem_.parties[p].lodging == Lodging::kTogether;
    for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
      if (!MayBeIn(p, group.people, r)) continue;
      too_large = false;
      if (MayGoTo(p, r)) group.options.push_back({{r, group.people}});
    }
    if (too_large) AddWindows(group);
  }

  void AddWindows(Group& group) {
    const std::uint32_t p = group.party;
    std::map<std::pair<std::uint32_t, std::int32_t>, std::uint32_t> at;
    for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
      const Room& room = problem_.rooms[r];
      at[{room.unit.value(), room.position}] = r;
    }
    const std::size_t size = problem_.parties[p].people.size();
    for (const auto& [place, first] : at) {
      Option window;
      for (std::size_t k = 0; k < size; ++k) {
        const auto it =
            at.find({place.first, place.second + static_cast<std::int32_t>(k)});
        if (it == at.end() || !MayGoTo(p, it->second)) break;
        window.push_back({it->second, {}});
        if (k > 0) Divide(0, window, group);
      }
    }
  }

  void Divide(std::uint32_t i, Option& window, Group& group) {
    const std::uint32_t p = group.party;
    if (i < problem_.parties[p].people.size()) {
      for (InRoom& in : window) {
        in.people.push_back(i);
        Divide(i + 1, window, group);
        in.people.pop_back();
      }
      return;
    }
    for (const InRoom& in : window) {
      if (!MayBeIn(p, in.people, in.room)) return;
    }
    group.options.push_back(window);
  }

  void Choose(std::size_t g, std::int64_t no_room, std::int64_t moved) {
    if (found_ && std::pair(no_room, moved) >= best_) return;
    if (g == groups_.size()) {
      found_ = true;
      best_ = {no_room, moved};
      return;
    }
    const Group& group = groups_[g];
    const std::uint32_t cohort = problem_.parties[group.party].cohort.value();
    for (const Option& option : group.options) {
      bool free = true;
      for (const InRoom& in : option) {
        const auto it = after_on_.find(problem_.rooms[in.room].unit.value());
        free = free && !taken_.contains(in.room) &&
               (it == after_on_.end() || it->second == cohort);
      }
      if (!free) continue;
      const auto before = after_on_;
      std::int64_t moves = 0;
      for (const InRoom& in : option) {
        taken_.insert(in.room);
        after_on_[problem_.rooms[in.room].unit.value()] = cohort;
        for (const std::uint32_t i : in.people) {
          moves += room_of_.at({group.party, i}) != in.room;
        }
      }
      const auto people = static_cast<std::int64_t>(group.people.size());
      Choose(g + 1, no_room + (option.empty() ? people : 0), moved + moves);
      for (const InRoom& in : option) taken_.erase(in.room);
      after_on_ = before;
    }
  }

  const Problem& problem_;
  const std::optional<Leave> leave_;
  std::map<std::uint32_t, std::set<std::uint32_t>> in_room_, on_unit_;
  std::map<std::uint32_t, std::set<std::uint32_t>> pinned_on_;  // by unit
  std::set<std::uint32_t> pinned_rooms_, staff_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> room_of_;
  std::vector<Group> groups_;
  std::set<std::uint32_t> taken_;
  std::map<std::uint32_t, std::uint32_t> after_on_;  // cohort by unit
  std::pair<std::int64_t, std::int64_t> best_;
  bool found_ = false;
};

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_AUDIT_ORACLE_H_
