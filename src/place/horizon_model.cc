#include "place/horizon_model.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "place/run.h"
#include "place/staff.h"

namespace quaranta::place::internal {
namespace {

class StayMaker {
 public:
  StayMaker(const Horizon& horizon, StayModel& stays)
      : horizon_(horizon), problem_(horizon.problem), stays_(stays) {}

  void Make(std::uint64_t seed) {
    stays_.horizon = &horizon_;
    occupied_.assign(problem_.rooms.size(), false);
    for (const RoomId room : horizon_.occupied) occupied_[room.value()] = true;
    AddUnits();
    FindExtendable();
    OpenRooms();
    stays_.model = MakeModel(stays_.open, seed);
    AddRooms();
    AddUnitKinds();
    AddItems();
  }

 private:
  void AddUnits() {
    for (std::size_t u = 0; u < problem_.units.size(); ++u) {
      const Unit& unit = problem_.units[u];
      const std::uint32_t s = unit.site.value();
      const Site& site = problem_.sites[s];
      UnitDays days;
      if (!horizon_.units.empty()) days = horizon_.units[u];
      const SiteDays site_days =
          horizon_.sites.empty() ? SiteDays{} : horizon_.sites[s];
      StayUnit info;
      if (unit.holder) info.holder = unit.holder->value();
      info.until = unit.holder || unit.closed ? kNoDay : 0;
      if (days.until) info.until = *days.until;
      info.intake = unit.holder && !unit.closed && site.open;
      info.refill_before = days.refill_before;
      info.tau = site_days.disinfection;
      info.open_from = site.open ? 0 : kNoDay;
      if (!site.open && site.can_open) info.open_from = site_days.open_from;
      stays_.units.push_back(info);
    }
  }

  void FindExtendable() {
    for (std::uint32_t p = 0; p < problem_.parties.size(); ++p) {
      if (Beyond(p)) continue;
      for (StayUnit& unit : stays_.units) {
        unit.extendable =
            unit.extendable ||
            (unit.intake && unit.holder == problem_.parties[p].cohort.value() &&
             horizon_.parties[p].arrival < unit.until);
      }
    }
  }

  // Whether rooms that were left are ready once the unit is free.
  bool Turns(std::uint32_t unit) const {
    return problem_.units[unit].holder || problem_.units[unit].closed ||
           stays_.units[unit].until > 0;
  }

  StayRoom DaysOf(std::size_t r) const {
    const Room& room = problem_.rooms[r];
    const std::uint32_t unit = room.unit.value();
    StayRoom days;
    if (stays_.staff[r]) return days;
    const bool ready = room.state == RoomState::kReady;
    days.refillable = room.state == RoomState::kRefillable;
    days.now = stays_.units[unit].intake && (ready || days.refillable);
    days.later = ready || (Turns(unit) &&
                           (room.state != RoomState::kOut || occupied_[r]));
    return days;
  }

  void OpenRooms() {
    stays_.staff.assign(problem_.rooms.size(), false);
    for (const std::vector<RoomId>& rooms : AllStaffRooms(problem_)) {
      for (const RoomId id : rooms) stays_.staff[id.value()] = true;
    }
    stays_.open = problem_;
    for (Site& site : stays_.open.sites) site.staff_rooms = 0;
    for (Unit& unit : stays_.open.units) {
      unit.holder.reset();
      unit.closed = false;
    }
    for (std::size_t r = 0; r < problem_.rooms.size(); ++r) {
      const StayRoom days = DaysOf(r);
      stays_.open.rooms[r].state =
          days.now || days.later ? RoomState::kReady : RoomState::kOut;
      if (occupied_[r] && !stays_.staff[r]) {
        ++stays_.units[problem_.rooms[r].unit.value()].occupied;
      }
    }
  }

  void AddRooms() {
    for (const OfferedRoom& room : stays_.model.rooms) {
      stays_.rooms.push_back(DaysOf(room.id.value()));
    }
  }

  void AddUnitKinds() {
    std::map<std::tuple<std::uint32_t, std::vector<std::uint32_t>>,
             std::uint32_t>
        kinds;
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      const UnitInfo& info = stays_.model.units[u];
      std::vector<std::uint32_t> rooms;
      for (std::uint32_t n = 0; n < info.room_count; ++n) {
        const std::uint32_t r = info.first_room + n;
        if (stays_.rooms[r].later) rooms.push_back(stays_.model.rooms[r].type);
      }
      std::ranges::sort(rooms);
      const auto next = static_cast<std::uint32_t>(kinds.size());
      stays_.units[u].kind =
          kinds.try_emplace({info.site, std::move(rooms)}, next).first->second;
    }
  }

  StayItem ItemOf(std::uint32_t party, std::vector<std::uint32_t> people) {
    const Party& of = problem_.parties[party];
    const PartyDays& days = horizon_.parties[party];
    StayItem item;
    item.party = party;
    item.cohort = of.cohort.value();
    item.size = static_cast<std::int32_t>(people.size());
    item.people = std::move(people);
    item.first = days.arrival;
    item.last = std::min(days.arrival + days.max_wait, horizon_.days - 1);
    item.stay = days.stay;
    item.priority = of.priority;
    return item;
  }

  bool Beyond(std::uint32_t party) const {
    return horizon_.parties[party].arrival >= horizon_.days;
  }

  // Whether the room is offered to the item on one of its days if nobody else
  // enters; or, `extended`, if others of its cohort enter before, too.
  bool Offered(const StayItem& item, std::uint32_t r, bool extended) const {
    return OfferedLater(item, r) || OfferedNow(item, r, extended);
  }

  bool OfferedLater(const StayItem& item, std::uint32_t r) const {
    const StayUnit& unit = stays_.units[stays_.model.rooms[r].unit];
    return stays_.rooms[r].later && item.last >= unit.FreeFrom();
  }

  bool OfferedNow(const StayItem& item, std::uint32_t r, bool extended) const {
    const StayUnit& unit = stays_.units[stays_.model.rooms[r].unit];
    const StayRoom& days = stays_.rooms[r];
    return days.now && unit.holder == item.cohort &&
           item.first < (extended && unit.extendable ? kNoDay : unit.until) &&
           (!days.refillable || item.first < unit.refill_before);
  }

  bool SomeRoom(const StayItem& item, bool extended) const {
    for (std::uint32_t r = 0; r < stays_.model.rooms.size(); ++r) {
      if (MayEnter(stays_.model, item.party, item.people,
                   stays_.model.rooms[r]) &&
          Offered(item, r, extended)) {
        return true;
      }
    }
    return false;
  }

  // Adjacent rooms of the hold that stands, or of a later one.
  bool SomeRun(const StayItem& item) {
    RunFinder finder(stays_.model);
    std::vector<bool> not_now(stays_.model.rooms.size());
    std::vector<bool> not_later(stays_.model.rooms.size());
    for (std::uint32_t r = 0; r < not_now.size(); ++r) {
      not_now[r] = !OfferedNow(item, r, true);
      not_later[r] = !OfferedLater(item, r);
    }
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      if (!finder.Find(item.party, u, not_now).empty() ||
          !finder.Find(item.party, u, not_later).empty()) {
        return true;
      }
    }
    return false;
  }

  void AddItem(StayItem item, std::uint32_t kind) {
    item.kind = kind;
    const bool several =
        item.size > 1 &&
        problem_.parties[item.party].lodging == Lodging::kTogether;
    item.run = several && !SomeRoom(item, false);
    item.hopeless = item.run ? !SomeRun(item) : !SomeRoom(item, true);
    stays_.items_of[item.cohort].push_back(
        static_cast<std::uint32_t>(stays_.items.size()));
    stays_.items.push_back(std::move(item));
  }

  void AddItems() {
    stays_.items_of.resize(stays_.model.cohorts.size());
    for (const CohortInfo& cohort : stays_.model.cohorts) {
      for (const RunInfo& run : cohort.runs) {
        if (Beyond(run.party)) continue;
        std::vector<std::uint32_t> people(
            problem_.parties[run.party].people.size());
        for (std::uint32_t p = 0; p < people.size(); ++p) people[p] = p;
        AddItem(ItemOf(run.party, std::move(people)), kNone);
      }
      for (const LodgingInfo& lodging : cohort.lodgings) {
        if (Beyond(lodging.party)) continue;
        AddItem(ItemOf(lodging.party,
                       {lodging.people.begin(), lodging.people.end()}),
                lodging.kind);
      }
    }
    for (const LodgingInfo& lodging : stays_.model.without_adult) {
      if (!Beyond(lodging.party)) stays_.without_adult.push_back(lodging);
    }
  }

  const Horizon& horizon_;
  const Problem& problem_;
  StayModel& stays_;
  std::vector<bool> occupied_;
};

}  // namespace

void MakeStayModel(const Horizon& horizon, std::uint64_t seed,
                   StayModel& stays) {
  StayMaker(horizon, stays).Make(seed);
}

}  // namespace quaranta::place::internal
