#include "desk/stock.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "quaranta/place/horizon.h"

namespace quaranta::desk {
namespace {

constexpr std::int32_t kGap = 2;  // positions that are not neighbours

class StockReader {
 public:
  StockReader(const County& county, const BatchBook& batches,
              const std::vector<std::optional<CohortKey>>& inside,
              const Setting& setting, const StockScope& scope)
      : county_(county),
        batches_(batches),
        inside_(inside),
        setting_(setting),
        scope_(scope) {}

  Stock Read() {
    stock_.unit_of_floor.resize(county_.floors.size());
    for (std::size_t s = 0; s < county_.sites.size(); ++s) {
      const SiteRow& site = county_.sites[s];
      if (!site.Closed() || (scope_.lived_in && IsLivedIn(site))) ReadSite(s);
    }
    for (std::size_t u = 0; u < stock_.units.size(); ++u) SettleUnit(u);
    HoldBack();
    CountReady();
    LimitTiers();
    SetOpeningCosts();
    return std::move(stock_);
  }

 private:
  bool IsLivedIn(const SiteRow& site) const {
    return std::any_of(
        site.rooms.begin(), site.rooms.end(),
        [this](std::size_t r) { return county_.rooms[r].inhabited; });
  }

  void ReadSite(std::size_t s) {
    const SiteRow& from = county_.sites[s];
    const place::SiteId id(stock_.sites.size());
    place::Site site;
    site.tier = from.record.tier.value_or(kLastTier);
    site.open = from.Open();
    const auto opens = OpensOn(from, setting_);
    site.can_open = !site.open && opens && *opens < scope_.days;
    stock_.open_from.push_back(site.can_open ? *opens : 0);
    site.grade = static_cast<std::uint32_t>(
        from.record.grade.value_or(schema::RiskLevel::kUnspecified));
    if (!site.open) {
      site.staff_rooms = static_cast<std::int32_t>(
          StaffRoomsNeeded(from, county_, setting_.params));
    }
    stock_.sites.push_back(site);
    stock_.site_notes.push_back(
        {from.id, from.name,
         from.record.status.value_or(schema::SiteStatus::kUnspecified),
         from.record.grade.value_or(schema::RiskLevel::kUnspecified), 0,
         from.record.ready_in_h});
    stock_.doubts.emplace_back();
    stock_.county_site.push_back(s);
    for (const auto& floors : UnitsOf(from)) AddUnit(id, floors);
    CountDoubts(from, stock_.doubts.back());
  }

  // Floors that share air or a corridor, together; in floor order.
  std::vector<std::vector<std::size_t>> UnitsOf(const SiteRow& site) const {
    std::vector<std::size_t> root(site.floors.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&root](std::size_t i) {
      while (root[i] != i) i = root[i];
      return i;
    };
    std::map<std::string, std::size_t> first;
    const auto join = [&](const std::optional<std::string>& group, char kind,
                          std::size_t i) {
      if (!Known(group)) return;
      const auto [at, added] = first.emplace(kind + *group, i);
      if (added) return;
      const std::size_t one = find(at->second);
      const std::size_t other = find(i);
      root[std::max(one, other)] = std::min(one, other);
    };
    for (std::size_t i = 0; i < site.floors.size(); ++i) {
      const schema::Floor& floor = county_.floors[site.floors[i]].record;
      join(floor.shared_air_group, 'a', i);
      join(floor.corridor_group, 'c', i);
    }
    std::vector<std::vector<std::size_t>> units;
    std::map<std::size_t, std::size_t> unit_of_root;
    for (std::size_t i = 0; i < site.floors.size(); ++i) {
      const auto [at, added] = unit_of_root.emplace(find(i), units.size());
      if (added) units.emplace_back();
      units[at->second].push_back(site.floors[i]);
    }
    return units;
  }

  void AddUnit(place::SiteId site, const std::vector<std::size_t>& floors) {
    const place::UnitId id(stock_.units.size());
    place::Unit unit;
    unit.site = site;
    UnitNote note;
    note.site = site.value();
    std::int32_t position = 0;
    for (const std::size_t f : floors) {
      const FloorRow& floor = county_.floors[f];
      note.floors.push_back(floor.id);
      note.label += (note.label.empty() ? "" : "+") + floor.label;
      stock_.unit_of_floor[f] = id.value();
      position = AddRooms(id, floor, position + kGap);
    }
    stock_.units.push_back(unit);
    stock_.unit_notes.push_back(std::move(note));
    stock_.holders.emplace_back();
  }

  // Rooms in corridor order: by side, then by recorded position, else label.
  // Returns the last position used.
  std::int32_t AddRooms(place::UnitId unit, const FloorRow& floor,
                        std::int32_t position) {
    std::vector<std::size_t> order = floor.rooms;  // by label already
    const bool placed =
        std::all_of(order.begin(), order.end(), [this](std::size_t r) {
          return county_.rooms[r].record.position.has_value();
        });
    const auto side = [this](std::size_t r) {
      return county_.rooms[r].record.side.value_or("");
    };
    const auto along = [this, placed](std::size_t r) {
      return placed ? *county_.rooms[r].record.position : 0;
    };
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
          return std::tuple(side(a), along(a)) < std::tuple(side(b), along(b));
        });
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0) {
        const bool neighbours =
            side(order[i]) == side(order[i - 1]) &&
            (!placed || along(order[i]) - along(order[i - 1]) == 1);
        position += neighbours ? 1 : kGap;
      }
      AddRoom(unit, order[i], position);
    }
    return position;
  }

  void AddRoom(place::UnitId unit, std::size_t r, std::int32_t position) {
    const RoomRow& from = county_.rooms[r];
    place::Room room;
    room.unit = unit;
    room.position = position;
    room.beds = std::max(from.record.beds.value_or(1), 1);
    room.features = from.record.accessible == true ? kAccessible : 0;
    room.clean_zone = from.clean_zone;
    const NotOffered why = OwnAnswer(from);
    room.state = why == NotOffered::kOffered ? place::RoomState::kReady
                                             : place::RoomState::kOut;
    stock_.rooms.push_back(room);
    stock_.room_notes.push_back(
        {from.id, from.label, from.floor ? county_.floors[*from.floor].id : "",
         why});
    stock_.county_room.push_back(r);
  }

  void CountDoubts(const SiteRow& site, SiteDoubts& doubts) const {
    for (const std::size_t r : site.rooms) {
      const RoomRow& room = county_.rooms[r];
      const NotOffered why = OwnAnswer(room);
      doubts.unknown_use += why == NotOffered::kUnknownUse ? 1 : 0;
      doubts.unknown_state += why == NotOffered::kUnknownState ? 1 : 0;
      doubts.no_floor += why == NotOffered::kNoFloor ? 1 : 0;
      doubts.used_by_nobody += UsedByNobody(room) ? 1 : 0;
      doubts.ready_but_lodged +=
          room.inhabited && room.record.state == schema::RoomState::kReady ? 1
                                                                           : 0;
      doubts.unknown_beds +=
          why == NotOffered::kOffered && !room.record.beds ? 1 : 0;
    }
  }

  // Who holds the unit, whether it is closed, and what becomes of rooms that
  // somebody left.
  void SettleUnit(std::size_t u) {
    UnitNote& note = stock_.unit_notes[u];
    std::set<CohortKey> cohorts;
    std::optional<Instant> since;
    bool end_unknown = false;
    bool used_by_nobody = false;
    ForRooms(u, [&](std::size_t, const RoomRow& room) {
      used_by_nobody = used_by_nobody || UsedByNobody(room);
      for (const std::size_t l : room.lodgings) {
        const Lodging& lodging = county_.lodgings[l];
        if (HasLeft(lodging)) continue;
        if (inside_[lodging.stay]) cohorts.insert(*inside_[lodging.stay]);
        if (lodging.start && (!since || *lodging.start < *since)) {
          since = lodging.start;
        }
        if (lodging.current) ++note.people_inside;
        const auto last = LastDayOf(county_, lodging, setting_).day;
        if (!last) {
          end_unknown = true;
        } else if (!note.held_until || *note.held_until < *last) {
          note.held_until = last;
        }
      }
    });
    if (end_unknown) note.held_until.reset();
    // Who should have left and did not may leave on any day.
    if (note.held_until && *note.held_until >= setting_.today) {
      note.free_from = *note.held_until + setting_.params.DisinfectionDays();
    }
    note.state = StateOf(u, cohorts.size(), used_by_nobody);
    stock_.units[u].closed =
        note.state != UnitState::kFree && note.state != UnitState::kHeld;
    if (cohorts.size() == 1) stock_.holders[u] = *cohorts.begin();
    if (!cohorts.empty()) MarkReleased(u, since);
  }

  UnitState StateOf(std::size_t u, std::size_t cohorts,
                    bool used_by_nobody) const {
    if (Frozen(u)) return UnitState::kFrozen;
    if (cohorts > 1) return UnitState::kMixed;
    if (cohorts == 1) return UnitState::kHeld;
    if (used_by_nobody) return UnitState::kUnclear;
    return IsClean(u) ? UnitState::kFree : UnitState::kAwaitingDisinfection;
  }

  template <class F>
  void ForRooms(std::size_t u, F f) const {
    // Rooms of a unit lie together, in unit order.
    const auto [begin, end] = std::equal_range(
        stock_.rooms.begin(), stock_.rooms.end(),
        place::Room{place::UnitId(u), 0, 1, 0, place::RoomState::kOut, false},
        [](const place::Room& a, const place::Room& b) {
          return a.unit < b.unit;
        });
    for (auto it = begin; it != end; ++it) {
      const auto i = static_cast<std::size_t>(it - stock_.rooms.begin());
      f(i, county_.rooms[stock_.county_room[i]]);
    }
  }

  bool Frozen(std::size_t u) const {
    for (std::size_t f = 0; f < stock_.unit_of_floor.size(); ++f) {
      if (stock_.unit_of_floor[f] == u && county_.floors[f].frozen) return true;
    }
    return false;
  }

  // Nobody left a room of the empty unit since it, or its floor, was last
  // disinfected.
  bool IsClean(std::size_t u) const {
    bool clean = true;
    ForRooms(u, [&](std::size_t, const RoomRow& room) {
      if (room.record.state == schema::RoomState::kAwaitingDisinfection) {
        clean = false;
      }
      const auto& floor = county_.floors[*room.floor].disinfected;
      for (const std::size_t l : room.lodgings) {
        if (!HasLeft(county_.lodgings[l])) continue;
        const Instant left = LeftAt(county_.lodgings[l], setting_.as_of);
        const bool done = (floor && *floor >= left) ||
                          (room.disinfected && *room.disinfected >= left);
        if (!done) clean = false;
      }
    });
    return clean;
  }

  // Rooms that somebody left since the holders came.
  void MarkReleased(std::size_t u, std::optional<Instant> since) {
    const bool refill =
        setting_.params.refill_allowed && stock_.holders[u] &&
        stock_.holders[u]->kind == CohortKey::Kind::kChain &&
        batches_.IsOpen(stock_.holders[u]->chain, stock_.holders[u]->batch);
    ForRooms(u, [&](std::size_t i, const RoomRow& room) {
      if (stock_.room_notes[i].why != NotOffered::kOffered) return;
      std::optional<Instant> left;
      for (const std::size_t l : room.lodgings) {
        const Lodging& lodging = county_.lodgings[l];
        if (!HasLeft(lodging)) continue;
        const Instant at = LeftAt(lodging, setting_.as_of);
        if (!left || *left < at) left = at;
      }
      if (!left || (since && *left < *since)) return;
      stock_.room_notes[i].why = NotOffered::kReleased;
      const bool clean = room.disinfected && *room.disinfected >= *left;
      stock_.rooms[i].state = refill && clean ? place::RoomState::kRefillable
                                              : place::RoomState::kReleased;
    });
  }

  // Keeps the policy's reserve: the last of the rooms that could be given.
  void HoldBack() {
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < stock_.rooms.size(); ++i) {
      const place::Unit& unit = stock_.units[stock_.rooms[i].unit.value()];
      const place::Site& site = stock_.sites[unit.site.value()];
      if (stock_.rooms[i].state == place::RoomState::kReady && !unit.closed &&
          (site.open || site.can_open)) {
        ready.push_back(i);
      }
    }
    const auto share = static_cast<std::int64_t>(ready.size()) *
                       setting_.params.reserve_permille;
    const auto kept = static_cast<std::size_t>((share + 999) / 1000);
    for (std::size_t k = ready.size() - kept; k < ready.size(); ++k) {
      stock_.rooms[ready[k]].state = place::RoomState::kOut;
      stock_.room_notes[ready[k]].why = NotOffered::kHeldBack;
    }
  }

  void CountReady() {
    for (const place::Room& room : stock_.rooms) {
      if (room.state != place::RoomState::kReady) continue;
      const place::Unit& unit = stock_.units[room.unit.value()];
      ++stock_.site_notes[unit.site.value()].ready_rooms;
    }
  }

  // Tiers beyond what the planner tells apart count as the last one it does.
  void LimitTiers() {
    std::set<std::int32_t> tiers;
    for (const place::Site& site : stock_.sites) tiers.insert(site.tier);
    if (tiers.size() <= place::kMaxTiers) return;
    const std::int32_t last = *std::next(tiers.begin(), place::kMaxTiers - 1);
    for (place::Site& site : stock_.sites)
      site.tier = std::min(site.tier, last);
  }

  // Yuan a day, rounded up; the dearest on record where it is not recorded.
  void SetOpeningCosts() {
    if (stock_.sites.empty()) return;
    const auto most =
        static_cast<double>(place::kMaxOpeningCost /
                            static_cast<std::int64_t>(stock_.sites.size()));
    double dearest = 1;
    for (const std::size_t s : stock_.county_site) {
      dearest =
          std::max(dearest, county_.sites[s].record.open_cost_day.value_or(0));
    }
    for (std::size_t s = 0; s < stock_.sites.size(); ++s) {
      const auto& cost =
          county_.sites[stock_.county_site[s]].record.open_cost_day;
      const double yuan = std::min(most, cost.value_or(dearest));
      const auto whole = static_cast<std::int32_t>(yuan);
      stock_.sites[s].opening_cost = whole + (whole < yuan ? 1 : 0);
      stock_.doubts[s].opening_cost = !cost;
    }
  }

  static constexpr std::int32_t kLastTier = 1'000;

  const County& county_;
  const BatchBook& batches_;
  const std::vector<std::optional<CohortKey>>& inside_;
  const Setting& setting_;
  StockScope scope_;
  Stock stock_;
};

}  // namespace

NotOffered OwnAnswer(const RoomRow& room) {
  using State = schema::RoomState;
  if (!room.record.use) return NotOffered::kUnknownUse;
  if (*room.record.use != schema::RoomUse::kIsolation) {
    return NotOffered::kOtherUse;
  }
  if (!room.floor) return NotOffered::kNoFloor;
  if (room.inhabited || room.promised || room.staff_lives_here) {
    return NotOffered::kOccupied;
  }
  if (room.frozen) return NotOffered::kFrozen;
  switch (room.record.state.value_or(State::kUnspecified)) {
    case State::kUnspecified:
      return NotOffered::kUnknownState;
    case State::kOccupied:
      return NotOffered::kOccupied;
    case State::kAwaitingDisinfection:
      return NotOffered::kAwaitingDisinfection;
    case State::kOutOfOrder:
      return NotOffered::kOutOfOrder;
    case State::kFrozen:
      return NotOffered::kFrozen;
    case State::kReady:
      break;
  }
  if (Known(room.record.reserved_for)) return NotOffered::kHeldBack;
  if (room.record.beds && *room.record.beds < 1) return NotOffered::kNoBeds;
  return NotOffered::kOffered;
}

bool UsedByNobody(const RoomRow& room) {
  return room.record.use == schema::RoomUse::kIsolation &&
         room.record.state == schema::RoomState::kOccupied && !room.inhabited &&
         !room.promised && !room.staff_lives_here;
}

std::int64_t StaffRoomsNeeded(const SiteRow& site, const County& county,
                              const Params& params) {
  const auto floors = static_cast<std::int64_t>(
      site.floors.empty() ? static_cast<std::size_t>(std::max(
                                site.record.floors_total.value_or(0), 0))
                          : site.floors.size());
  const std::int64_t people =
      params.staff_group_members + params.shifts * (2 + floors);
  const std::int64_t needed =
      (people + params.staff_per_room - 1) / params.staff_per_room;
  const auto set_apart = std::count_if(
      site.rooms.begin(), site.rooms.end(), [&county](std::size_t r) {
        return county.rooms[r].record.use == schema::RoomUse::kStaff;
      });
  return std::max<std::int64_t>(needed - set_apart, 0);
}

std::optional<std::int32_t> OpensOn(const SiteRow& site,
                                    const Setting& setting) {
  if (site.record.status != schema::SiteStatus::kAccepted ||
      !site.record.ready_in_h) {
    return std::nullopt;
  }
  const double late = *site.record.ready_in_h - setting.params.open_within_h;
  if (late <= 0) return 0;
  // Nor on any day that can be planned, or no number.
  if (!(late < 24.0 * place::kMaxDays)) return std::nullopt;
  const Instant ready{
      setting.as_of.micros +
          static_cast<std::int64_t>(late * static_cast<double>(kMicrosPerHour)),
      setting.as_of.offset_minutes};
  const Day day = setting.zone.DayOf(ready);
  const bool whole = setting.zone.At(day, 0) == ready;
  return std::max(day - setting.today + (whole ? 0 : 1), 1);
}

Stock ReadStock(const County& county, const BatchBook& batches,
                const std::vector<std::optional<CohortKey>>& inside,
                const Setting& setting, const StockScope& scope) {
  return StockReader(county, batches, inside, setting, scope).Read();
}

Instant LeftAt(const Lodging& lodging, Instant as_of) {
  return lodging.end ? std::min(*lodging.end, as_of) : as_of;
}

bool HasLeft(const Lodging& lodging) {
  return !lodging.current && !lodging.planned;
}

}  // namespace quaranta::desk
