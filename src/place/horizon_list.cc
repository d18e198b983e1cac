#include "place/horizon_list.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "place/assign.h"
#include "place/explain.h"
#include "place/horizon_snapshot.h"
#include "place/staff.h"

namespace quaranta::place::internal {
namespace {

class Lister {
 public:
  explicit Lister(Timetable& table)
      : table_(table),
        stays_(table.stays()),
        problem_(stays_.horizon->problem) {}

  HorizonPlan List() {
    ListStays();
    ListHolds();
    ListSites();
    ListUnplaced();
    ListLevels();
    ListDays();
    for (std::size_t p = 0; p < problem_.parties.size(); ++p) {
      if (Arrival(p) >= stays_.horizon->days)
        plan_.beyond.push_back(PartyId(p));
    }
    return std::move(plan_);
  }

 private:
  std::int32_t Arrival(std::size_t party) const {
    return stays_.horizon->parties[party].arrival;
  }

  const StayHold& HoldOf(std::uint32_t item) const {
    const std::int32_t from = table_.booking(item).from;
    return *std::ranges::find_if(
        table_.holds(table_.UnitOf(item)), [&](const StayHold& hold) {
          return hold.from <= from && from < hold.until;
        });
  }

  bool Refills(std::uint32_t item, std::uint32_t room) const {
    const StayHold& hold = HoldOf(item);
    if (hold.standing && stays_.rooms[room].refillable) return true;
    const std::int32_t from = table_.booking(item).from;
    return std::ranges::any_of(table_.uses(room), [&](std::uint32_t use) {
      return table_.booking(use).from < from && table_.Until(use) > hold.from;
    });
  }

  void ListStays() {
    for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
      if (!table_.Placed(i)) continue;
      const Booking& of = table_.booking(i);
      for (std::uint32_t n = 0; n < of.rooms; ++n) {
        const std::uint32_t r = of.room + n;
        HorizonAssignment assignment;
        assignment.party = PartyId(stays_.items[i].party);
        assignment.room = stays_.model.rooms[r].id;
        assignment.people =
            of.people.empty() ? stays_.items[i].people : of.people[n];
        assignment.from = of.from;
        assignment.until = table_.Until(i);
        assignment.refill = Refills(i, r);
        ListMissing(assignment, stays_.model.rooms[r]);
        plan_.assignments.push_back(std::move(assignment));
      }
    }
    std::ranges::sort(plan_.assignments, {}, [](const HorizonAssignment& of) {
      return std::pair(of.party, of.room);
    });
    std::ranges::sort(plan_.substitutions, {}, [](const Substitution& of) {
      return std::pair(of.party, of.person);
    });
  }

  void ListMissing(const HorizonAssignment& of, const OfferedRoom& room) {
    const Party& party = problem_.parties[of.party.value()];
    for (const std::uint32_t person : of.people) {
      const Features missing = party.people[person].needs & ~room.features;
      if (missing != 0) {
        plan_.substitutions.push_back({of.party, person, of.room, missing});
      }
    }
  }

  void ListHolds() {
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      for (const StayHold& of : table_.holds(u)) {
        Hold hold;
        hold.unit = UnitId(u);
        hold.cohort = CohortId(of.cohort);
        hold.from = std::max(of.from, 0);
        hold.standing = of.standing;
        if (of.until < kNoDay) {
          hold.until = of.until;
          hold.free_again = of.until + stays_.units[u].tau;
        }
        for (const std::uint32_t item : table_.items(u)) {
          const std::int32_t from = table_.booking(item).from;
          if (of.from <= from && from < of.until) {
            hold.people += stays_.items[item].size;
          }
        }
        plan_.holds.push_back(hold);
      }
    }
  }

  void ListSites() {
    opened_.assign(problem_.sites.size(), kNoDay);
    for (std::size_t s = 0; s < problem_.sites.size(); ++s) {
      if (problem_.sites[s].open) opened_[s] = 0;
    }
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      std::int32_t& day = opened_[stays_.model.units[u].site];
      if (!table_.items(u).empty()) {
        day = std::min(day, table_.booking(table_.items(u).front()).from);
      }
    }
    std::vector<std::vector<RoomId>> staff = AllStaffRooms(problem_);
    for (std::size_t s = 0; s < opened_.size(); ++s) {
      if (problem_.sites[s].open || opened_[s] == kNoDay) continue;
      plan_.opened_sites.push_back(
          {{SiteId(s), std::move(staff[s])}, opened_[s]});
    }
  }

  // Whoever asks on the same day for as long sees the same.
  void ListUnplaced() {
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::uint32_t>>
        asking;
    for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
      if (!table_.Placed(i)) {
        asking[{stays_.items[i].first, stays_.items[i].stay}].push_back(i);
      }
    }
    for (const auto& [when, items] : asking) {
      Snapshot snapshot = DayAsPlanned(table_, when.first, when.second, true);
      std::map<std::uint32_t, std::uint32_t> index;
      for (const std::uint32_t i : items) {
        const std::uint32_t party = stays_.items[i].party;
        if (index.try_emplace(party, snapshot.party_of.size()).second) {
          AddParty(stays_, party, snapshot);
        }
      }
      Model model = MakeModel(snapshot.problem, 0);
      model.without_adult.clear();
      Housing housing;
      for (const UnitInfo& unit : model.units) {
        housing.unit_cohort.push_back(unit.holder);
      }
      for (const std::uint32_t i : items) {
        const StayItem& item = stays_.items[i];
        if (item.run) {
          housing.runs_left.push_back(index[item.party]);
        } else {
          housing.lodgings_left.push_back(
              {index[item.party], kNone, item.people});
        }
      }
      for (Unplaced& entry : ExplainUnplaced(model, housing)) {
        entry.party = PartyId(snapshot.party_of[entry.party.value()]);
        AddUnplaced(std::move(entry), when.first);
      }
    }
    for (const LodgingInfo& of : stays_.without_adult) {
      Unplaced entry;
      entry.party = PartyId(of.party);
      entry.people.assign(of.people.begin(), of.people.end());
      entry.reason = Reason::kMinorWithoutAdult;
      AddUnplaced(std::move(entry), Arrival(of.party));
    }
    std::ranges::sort(plan_.unplaced, {}, [](const HorizonUnplaced& of) {
      return std::pair(of.entry.party, of.entry.people.front());
    });
    ListShortages();
  }

  void AddUnplaced(Unplaced entry, std::int32_t day) {
    for (Blocking& blocking : entry.blocking) {
      const auto& holds = table_.holds(blocking.unit.value());
      const bool before = std::ranges::any_of(holds, [&](const StayHold& hold) {
        return hold.standing && day < hold.until &&
               blocking.holder == CohortId(hold.cohort);
      });
      blocking.taken_by_plan = blocking.holder.has_value() && !before;
    }
    plan_.unplaced.push_back({std::move(entry), day});
  }

  void ListShortages() {
    std::map<std::pair<std::int32_t, Reason>, std::int32_t> people;
    for (const HorizonUnplaced& of : plan_.unplaced) {
      people[{of.day, of.entry.reason}] +=
          static_cast<std::int32_t>(of.entry.people.size());
    }
    for (const auto& [when, count] : people) {
      plan_.shortages.push_back({when.first, when.second, count});
    }
  }

  void Add(HorizonLevelName name, int part, std::int32_t key,
           std::int64_t value) {
    HorizonLevel level;
    level.name = name;
    level.part = part;
    level.key = key;
    level.value = value;
    plan_.levels.push_back(level);
  }

  void ListLevels() {
    const StayValue value = table_.Value();
    for (int k = 0; k < stays_.model.classes; ++k) {
      Add(HorizonLevelName::kUnplaced, k + 1, k,
          value.unplaced[static_cast<std::size_t>(k)]);
    }
    Add(HorizonLevelName::kWaiting, 1, 0, value.waiting);
    for (std::size_t t = 0; t < stays_.model.tiers.size(); ++t) {
      Add(HorizonLevelName::kNewSites, static_cast<int>(t) + 1,
          stays_.model.tiers[t], value.new_sites[t]);
    }
    Add(HorizonLevelName::kSubstitutes, 1, 0, value.substitutes);
    Add(HorizonLevelName::kNewHolds, 1, 0, value.new_holds);
    Add(HorizonLevelName::kBlockedDays, 1, 0, value.blocked);
    Add(HorizonLevelName::kPreferences, 1, 0, value.refills);
    Add(HorizonLevelName::kPreferences, 2, 0, value.apart);
    Add(HorizonLevelName::kSpecialRooms, 1, 0, value.special);
    Add(HorizonLevelName::kDistance, 1, 0, value.distance);
  }

  void ListDays() {
    plan_.days.resize(static_cast<std::size_t>(stays_.horizon->days));
    const auto at = [&](std::int32_t day) {
      return day < stays_.horizon->days
                 ? &plan_.days[static_cast<std::size_t>(day)]
                 : nullptr;
    };
    for (std::size_t p = 0; p < problem_.parties.size(); ++p) {
      if (DayFigures* day = at(Arrival(p))) {
        day->arriving +=
            static_cast<std::int32_t>(problem_.parties[p].people.size());
      }
    }
    for (const HorizonAssignment& of : plan_.assignments) {
      const auto people = static_cast<std::int32_t>(of.people.size());
      at(of.from)->entering += people;
      if (DayFigures* day = at(of.until)) day->leaving += people;
    }
    for (const HorizonUnplaced& of : plan_.unplaced) {
      at(of.day)->unplaced += static_cast<std::int32_t>(of.entry.people.size());
    }
    for (std::int32_t day = 0; day < stays_.horizon->days; ++day) {
      for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
        CountUnit(u, day, *at(day));
      }
    }
  }

  void CountUnit(std::uint32_t u, std::int32_t day, DayFigures& figures) {
    const StayUnit& unit = stays_.units[u];
    if (opened_[stays_.model.units[u].site] > day) {
      figures.unopened_units += unit.open_from <= day;
      return;
    }
    std::int32_t free = unit.until;
    bool cleaned = false;
    for (const StayHold& hold : table_.holds(u)) {
      if (hold.from <= day && day < hold.until) {
        ++figures.held_units;
        CountRooms(u, day, hold, figures);
        return;
      }
      if (hold.until <= day) {
        free = hold.until + unit.tau;
        cleaned = true;
      }
    }
    if (day < free) {
      ++(cleaned ? figures.disinfected_units : figures.closed_units);
      return;
    }
    std::int32_t rooms = 0;
    const UnitInfo& info = stays_.model.units[u];
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      rooms += stays_.rooms[info.first_room + n].later;
    }
    ++(rooms > 0 ? figures.free_units : figures.closed_units);
    figures.free_rooms += rooms;
  }

  void CountRooms(std::uint32_t u, std::int32_t day, const StayHold& hold,
                  DayFigures& figures) {
    const UnitInfo& info = stays_.model.units[u];
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      bool taken = false;
      bool used = false;
      for (const std::uint32_t use : table_.uses(r)) {
        const std::int32_t from = table_.booking(use).from;
        if (from < hold.from || from > day) continue;
        used = true;
        taken = taken || day < table_.Until(use);
      }
      figures.taken_rooms += taken;
      figures.empty_rooms += used && !taken;
      const StayRoom& room = stays_.rooms[r];
      const bool offered =
          hold.standing
              ? stays_.units[u].intake && room.now &&
                    (!room.refillable || day < stays_.units[u].refill_before)
              : room.later;
      figures.own_rooms += !used && offered;
    }
  }

  Timetable& table_;
  const StayModel& stays_;
  const Problem& problem_;
  std::vector<std::int32_t> opened_;  // by site: first day; kNoDay
  HorizonPlan plan_;
};

}  // namespace

HorizonPlan ListTimetable(Timetable& table) { return Lister(table).List(); }

}  // namespace quaranta::place::internal
