#include "place/verify_days.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace quaranta::place::check {

Days::Days(const Horizon& horizon)
    : horizon_(horizon),
      rooms_(horizon.problem.units.size()),
      staff_(horizon.problem.rooms.size(), false),
      occupied_(horizon.problem.rooms.size(), false) {
  const Problem& problem = horizon.problem;
  for (const RoomId room : horizon.occupied) occupied_[room.value()] = true;
  std::map<std::uint32_t,
           std::set<std::tuple<bool, std::uint32_t, std::int32_t, RoomId>>>
      perhaps;
  for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
    const Room& room = problem.rooms[r];
    const Unit& unit = problem.units[room.unit.value()];
    const Site& site = problem.sites[unit.site.value()];
    rooms_[room.unit.value()].push_back(RoomId(r));
    if (!site.open && site.can_open && !unit.holder && !unit.closed &&
        room.state == RoomState::kReady) {
      perhaps[unit.site.value()].insert(
          {room.clean_zone, room.unit.value(), room.position, RoomId(r)});
    }
  }
  for (const auto& [site, rooms] : perhaps) {
    std::int32_t wanted = problem.sites[site].staff_rooms;
    for (auto it = rooms.rbegin(); it != rooms.rend() && wanted > 0; ++it) {
      staff_[std::get<3>(*it).value()] = true;
      --wanted;
    }
  }
}

std::int32_t Days::tau(UnitId unit) const {
  const SiteId site = horizon_.problem.units[unit.value()].site;
  return horizon_.sites.empty() ? SiteDays{}.disinfection
                                : horizon_.sites[site.value()].disinfection;
}

std::int32_t Days::SiteOpens(SiteId site) const {
  const Site& of = horizon_.problem.sites[site.value()];
  if (of.open) return 0;
  if (!of.can_open) return kForever;
  return horizon_.sites.empty() ? 0 : horizon_.sites[site.value()].open_from;
}

std::int32_t Days::Until(UnitId unit) const {
  const Unit& of = horizon_.problem.units[unit.value()];
  if (!horizon_.units.empty() && horizon_.units[unit.value()].until) {
    return *horizon_.units[unit.value()].until;
  }
  return of.holder || of.closed ? kForever : 0;
}

bool Days::Intake(UnitId unit) const {
  const Unit& of = horizon_.problem.units[unit.value()];
  return of.holder && !of.closed &&
         horizon_.problem.sites[of.site.value()].open;
}

std::int32_t Days::RefillBefore(UnitId unit) const {
  return horizon_.units.empty() ? UnitDays{}.refill_before
                                : horizon_.units[unit.value()].refill_before;
}

bool Days::OfferedNow(RoomId room, std::int32_t day) const {
  const Room& of = horizon_.problem.rooms[room.value()];
  if (staff_[room.value()]) return false;
  return of.state == RoomState::kReady ||
         (of.state == RoomState::kRefillable && day < RefillBefore(of.unit));
}

bool Days::OfferedLater(RoomId room) const {
  const Room& of = horizon_.problem.rooms[room.value()];
  const Unit& unit = horizon_.problem.units[of.unit.value()];
  if (staff_[room.value()]) return false;
  if (of.state == RoomState::kReady) return true;
  if (!unit.holder && !unit.closed && Until(of.unit) == 0) return false;
  return of.state != RoomState::kOut || occupied_[room.value()];
}

bool Days::EverOffered(RoomId room, CohortId cohort, std::int32_t first,
                       std::int32_t last) const {
  const UnitId unit = horizon_.problem.rooms[room.value()].unit;
  const Unit& of = horizon_.problem.units[unit.value()];
  for (std::int32_t day = first; day <= last; ++day) {
    const std::int32_t until = Until(unit);
    if (of.holder && day < until) {
      if (Intake(unit) && *of.holder == cohort && OfferedNow(room, day)) {
        return true;
      }
      continue;
    }
    const std::int32_t free = of.holder ? until + tau(unit) : until;
    if (day >= free && day >= SiteOpens(of.site) && OfferedLater(room)) {
      return true;
    }
  }
  return false;
}

namespace {

// A unit from day to day.
class UnitLife {
 public:
  UnitLife(const Days& days, UnitId unit) : days_(days), unit_(unit) {
    const Unit& of = days.horizon().problem.units[unit.value()];
    if (of.holder) {
      life_.holds.push_back({of.holder, 0, days.Until(unit), true, 0});
      held_ = true;
    } else {
      free_from_ = days.Until(unit);
    }
    for (const RoomId room : days.horizon().occupied) {
      occupied_ += days.horizon().problem.rooms[room.value()].unit == unit;
    }
  }

  void BeginDay(std::int32_t day) {
    if (!held_ || day < life_.holds.back().until) return;
    EndHold();
  }

  void Enter(const Entry& entry, std::int32_t day) {
    const Unit& of = days_.horizon().problem.units[unit_.value()];
    if (held_) {
      Life::Held& hold = life_.holds.back();
      if (hold.cohort != entry.cohort) {
        Fail(HorizonFault::kUnitShared, entry, day);
        return;
      }
      if (hold.standing && !days_.Intake(unit_)) {
        Fail(HorizonFault::kRoomNotOffered, entry, day);
        return;
      }
      hold.until = std::max(hold.until, entry.until);
    } else {
      if (day < free_from_) {
        Fail(life_.holds.empty() ? HorizonFault::kRoomNotOffered
                                 : HorizonFault::kUnitShared,
             entry, day);
        return;
      }
      if (day < days_.SiteOpens(of.site)) {
        Fail(HorizonFault::kRoomNotOffered, entry, day);
        return;
      }
      life_.holds.push_back({entry.cohort, day, entry.until, false, 0});
      held_ = true;
    }
    TakeRoom(entry, day);
  }

  Life End() {
    if (held_) EndHold();
    return std::move(life_);
  }

 private:
  void TakeRoom(const Entry& entry, std::int32_t day) {
    Life::Held& hold = life_.holds.back();
    hold.people += entry.people;
    if (hold.standing ? !days_.OfferedNow(entry.room, day)
                      : !days_.OfferedLater(entry.room)) {
      Fail(HorizonFault::kRoomNotOffered, entry, day);
    }
    const auto left = left_on_.find(entry.room);
    const bool refillable =
        hold.standing &&
        days_.horizon().problem.rooms[entry.room.value()].state ==
            RoomState::kRefillable;
    if (left != left_on_.end()) {
      const std::int32_t before =
          hold.standing ? days_.RefillBefore(unit_)
                        : hold.from + days_.horizon().refill_window;
      if (day < left->second + days_.tau(unit_) || day >= before) {
        Fail(HorizonFault::kRoomTaken, entry, day);
      }
    }
    if (left != left_on_.end() || refillable) {
      life_.refilled.push_back(entry.index);
    }
    left_on_[entry.room] = entry.until;
  }

  void EndHold() {
    const Life::Held& hold = life_.holds.back();
    if (hold.until < kForever) {
      for (const auto& [room, day] : left_on_)
        life_.blocked += hold.until - day;
      if (hold.standing) {
        life_.blocked += occupied_ * (hold.until - days_.Until(unit_));
      }
    }
    left_on_.clear();
    held_ = false;
    free_from_ = hold.until + days_.tau(unit_);
  }

  void Fail(HorizonFault fault, const Entry& entry, std::int32_t day) {
    HorizonViolation violation;
    violation.fault = fault;
    violation.room = entry.room;
    violation.unit = unit_;
    violation.day = day;
    life_.violations.push_back(violation);
  }

  const Days& days_;
  const UnitId unit_;
  Life life_;
  bool held_ = false;
  std::int32_t free_from_ = 0;
  std::int64_t occupied_ = 0;
  // Rooms used in the present hold, and when the last there leave.
  std::map<RoomId, std::int32_t> left_on_;
};

}  // namespace

Life Days::Live(UnitId unit, std::vector<Entry> entries) const {
  std::ranges::sort(entries, {}, [](const Entry& entry) {
    return std::tuple(entry.from, entry.index);
  });
  UnitLife life(*this, unit);
  std::size_t next = 0;
  for (std::int32_t day = 0; day < horizon_.days; ++day) {
    if (next == entries.size()) break;
    life.BeginDay(day);
    for (; next < entries.size() && entries[next].from == day; ++next) {
      life.Enter(entries[next], day);
    }
  }
  return life.End();
}

std::vector<Lodging> LodgingsOf(const Party& party, PartyId id) {
  std::vector<Lodging> lodgings;
  const auto size = static_cast<std::uint32_t>(party.people.size());
  if (party.lodging == place::Lodging::kTogether) {
    Lodging all{id, {}, !party.carer_named};
    for (std::uint32_t i = 0; i < size; ++i) {
      all.people.push_back(i);
      all.without_adult = all.without_adult && party.people[i].minor;
    }
    return {all};
  }
  std::map<std::uint32_t, Lodging> by_head;
  for (std::uint32_t i = 0; i < size; ++i) {
    const Person& person = party.people[i];
    Lodging& of = by_head[person.carer.value_or(i)];
    of.party = id;
    of.people.push_back(i);
    if (person.minor && !person.carer && !party.carer_named) {
      of.without_adult = true;
    }
  }
  for (auto& [head, lodging] : by_head) lodgings.push_back(std::move(lodging));
  return lodgings;
}

bool Suits(const Problem& problem, const Party& party,
           const std::vector<std::uint32_t>& people, RoomId room) {
  const Room& of = problem.rooms[room.value()];
  const Site& site = problem.sites[problem.units[of.unit.value()].site.value()];
  if (static_cast<std::int64_t>(people.size()) > of.beds ||
      !problem.pairing.Allows(party.risk_class, site.grade)) {
    return false;
  }
  bool adult = party.carer_named;
  bool minor = false;
  for (const std::uint32_t i : people) {
    const Person& person = party.people[i];
    if ((person.needs & ~of.features & ~party.substitutable) != 0) return false;
    adult = adult || !person.minor;
    minor = minor || person.minor;
  }
  return adult || !minor;
}

}  // namespace quaranta::place::check
