#include "desk/county.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "desk/positives.h"

namespace quaranta::desk {
namespace {

// The number a label begins with at `i`; moves `i` behind it.
std::uint64_t TakeNumber(const std::string& text, std::size_t& i) {
  std::uint64_t value = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    // Labels longer than 18 digits are compared by their first 18.
    if (value < 100'000'000'000'000'000ULL) {
      value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
    }
  }
  return value;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(const Setting& setting)
      : setting_(setting), world_(*setting.world) {}

  County Read() {
    ReadSites();
    ReadFloors();
    ReadRooms();
    ReadStaff();
    ReadStays();
    ReadLodgings();
    ReadDisinfections();
    ReadHolds();
    ReadInvestigations();
    ReadPositives();
    return std::move(county_);
  }

 private:
  bool Past(const std::optional<Instant>& at) const {
    return at && *at <= setting_.as_of;
  }

  // The index of the row that a reference points to, if it is of this county.
  std::optional<std::size_t> Link(data::RowRef row, std::string_view name,
                                  const std::vector<std::int32_t>& of_row) {
    const auto target = Target(world_, row, name);
    if (!target || of_row[*target] < 0) return std::nullopt;
    return static_cast<std::size_t>(of_row[*target]);
  }

  // Sorts rows and numbers them.
  template <class R, class Less>
  static void Number(std::vector<R>& rows, Less less,
                     std::vector<std::int32_t>& of_row) {
    std::sort(rows.begin(), rows.end(), less);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      of_row[rows[i].ref.row] = static_cast<std::int32_t>(i);
    }
  }

  void ReadSites() {
    const std::size_t rows = RowsOf<schema::Site>(world_);
    county_.site_of_row.assign(rows, -1);
    for (std::size_t row = 0; row < rows; ++row) {
      if (!setting_.Covers(RefOf<schema::Site>(row))) continue;
      SiteRow site{ReadRow<schema::Site>(world_, row), {}, {}, {}};
      site.name = site.record.name.value_or(site.id);
      county_.sites.push_back(std::move(site));
    }
    const auto key = [](const SiteRow& s) {
      return std::tuple(
          s.record.tier.value_or(std::numeric_limits<std::int32_t>::max()),
          std::string_view(s.id), s.ref.row);
    };
    Number(
        county_.sites,
        [&](const SiteRow& a, const SiteRow& b) { return key(a) < key(b); },
        county_.site_of_row);
  }

  void ReadFloors() {
    const std::size_t rows = RowsOf<schema::Floor>(world_);
    county_.floor_of_row.assign(rows, -1);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto site =
          Link(RefOf<schema::Floor>(row), "site", county_.site_of_row);
      if (!site) continue;
      FloorRow floor{
          ReadRow<schema::Floor>(world_, row), *site, {}, {}, {}, {}, {}, {}};
      floor.label = floor.record.label.value_or(floor.id);
      if (Past(floor.record.disinfected_at)) {
        floor.disinfected = floor.record.disinfected_at;
      }
      county_.floors.push_back(std::move(floor));
    }
    Number(
        county_.floors,
        [](const FloorRow& a, const FloorRow& b) {
          const auto level = [](const FloorRow& f) {
            return f.record.level.value_or(
                std::numeric_limits<std::int32_t>::max());
          };
          if (a.site != b.site) return a.site < b.site;
          if (level(a) != level(b)) return level(a) < level(b);
          if (a.label != b.label) return LabelLess(a.label, b.label);
          return std::tie(a.id, a.ref.row) < std::tie(b.id, b.ref.row);
        },
        county_.floor_of_row);
    for (std::size_t i = 0; i < county_.floors.size(); ++i) {
      county_.sites[county_.floors[i].site].floors.push_back(i);
    }
  }

  void ReadRooms() {
    const std::size_t rows = RowsOf<schema::Room>(world_);
    county_.room_of_row.assign(rows, -1);
    for (std::size_t row = 0; row < rows; ++row) {
      const data::RowRef ref = RefOf<schema::Room>(row);
      const auto floor = Link(ref, "floor", county_.floor_of_row);
      auto site = Link(ref, "site", county_.site_of_row);
      if (!site && floor) site = county_.floors[*floor].site;
      if (!site) continue;
      RoomRow room;
      static_cast<Row<schema::Room>&>(room) =
          ReadRow<schema::Room>(world_, row);
      room.site = *site;
      room.floor = floor;
      room.label = room.record.label.value_or(room.id);
      if (Past(room.record.disinfected_at)) {
        room.disinfected = room.record.disinfected_at;
      }
      room.clean_zone = InCleanZone(room);
      county_.rooms.push_back(std::move(room));
    }
    Number(
        county_.rooms,
        [](const RoomRow& a, const RoomRow& b) {
          const auto floor = [](const RoomRow& r) {
            return r.floor.value_or(std::numeric_limits<std::size_t>::max());
          };
          if (a.site != b.site) return a.site < b.site;
          if (floor(a) != floor(b)) return floor(a) < floor(b);
          if (a.label != b.label) return LabelLess(a.label, b.label);
          return std::tie(a.id, a.ref.row) < std::tie(b.id, b.ref.row);
        },
        county_.room_of_row);
    for (std::size_t i = 0; i < county_.rooms.size(); ++i) {
      const RoomRow& room = county_.rooms[i];
      county_.sites[room.site].rooms.push_back(i);
      if (room.floor) county_.floors[*room.floor].rooms.push_back(i);
    }
  }

  bool InCleanZone(const RoomRow& room) {
    auto zone = Target(world_, room.ref, "zone");
    if (!zone && room.floor) {
      const FloorRow& floor = county_.floors[*room.floor];
      if (floor.record.clean_functions == true) return true;
      zone = Target(world_, floor.ref, "zone");
    }
    return zone && ReadKnown<schema::Zone>(world_, *zone).type ==
                       schema::ZoneType::kClean;
  }

  void ReadStaff() {
    for (std::size_t row = 0; row < RowsOf<schema::Staff>(world_); ++row) {
      const auto room =
          Link(RefOf<schema::Staff>(row), "room", county_.room_of_row);
      if (!room) continue;
      const auto staff = ReadKnown<schema::Staff>(world_, row);
      const bool gone = staff.end && *staff.end < setting_.today;
      const bool later = staff.start && *staff.start > setting_.today;
      if (!gone && !later) county_.rooms[*room].staff_lives_here = true;
    }
  }

  void ReadStays() {
    const std::size_t rows = RowsOf<schema::Stay>(world_);
    county_.stay_of_row.assign(rows, -1);
    for (std::size_t row = 0; row < rows; ++row) {
      const data::RowRef ref = RefOf<schema::Stay>(row);
      const auto of = world_.SiteOf(ref);
      std::optional<std::size_t> site = Link(ref, "site", county_.site_of_row);
      if (!site && of && county_.site_of_row[of->row] >= 0) {
        site = static_cast<std::size_t>(county_.site_of_row[of->row]);
      }
      if (!site && !Assigned(row)) continue;
      StayRow stay;
      static_cast<Row<schema::Stay>&>(stay) =
          ReadRow<schema::Stay>(world_, row);
      stay.site = site;
      if (const auto person = Target(world_, ref, "person")) {
        stay.person = ReadRow<schema::Person>(world_, *person);
      }
      SetTimes(stay);
      county_.stays.push_back(std::move(stay));
    }
    Number(
        county_.stays,
        [](const StayRow& a, const StayRow& b) {
          return std::tie(a.id, a.ref.row) < std::tie(b.id, b.ref.row);
        },
        county_.stay_of_row);
  }

  // Some room of this county was ever given to the stay.
  bool Assigned(std::size_t stay) {
    const data::Table& table =
        world_.table(schema::RecordOf<schema::Stay>::kIndex);
    const data::Segments* segments = table.FindSegments("assignments");
    if (segments == nullptr) return false;
    const auto rows = segments->Of(stay);
    return std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
      return Link(RefOf<schema::RoomAssignment>(row), "room",
                  county_.room_of_row)
          .has_value();
    });
  }

  void SetTimes(StayRow& stay) const {
    stay.ended = IsOver(stay.record, setting_.as_of);
    const bool later = stay.record.start && *stay.record.start > setting_.as_of;
    stay.current = !stay.ended && !later;
  }

  void ReadLodgings() {
    const std::size_t rows = RowsOf<schema::RoomAssignment>(world_);
    for (std::size_t row = 0; row < rows; ++row) {
      const data::RowRef ref = RefOf<schema::RoomAssignment>(row);
      const auto stay = Link(ref, "stay", county_.stay_of_row);
      const auto room = Link(ref, "room", county_.room_of_row);
      if (!stay || !room) continue;
      const auto record = ReadKnown<schema::RoomAssignment>(world_, row);
      county_.lodgings.push_back(MakeLodging(*stay, *room, record));
    }
    std::sort(county_.lodgings.begin(), county_.lodgings.end(),
              [](const Lodging& a, const Lodging& b) {
                const auto start = [](const Lodging& l) {
                  return l.start ? l.start->micros : 0;
                };
                return std::tuple(a.stay, start(a), a.room) <
                       std::tuple(b.stay, start(b), b.room);
              });
    for (std::size_t i = 0; i < county_.lodgings.size(); ++i) {
      const Lodging& lodging = county_.lodgings[i];
      RoomRow& room = county_.rooms[lodging.room];
      StayRow& stay = county_.stays[lodging.stay];
      room.lodgings.push_back(i);
      if (lodging.planned) room.promised = true;
      if (!lodging.current) continue;
      room.inhabited = true;
      stay.room = lodging.room;
      stay.site = room.site;
    }
  }

  Lodging MakeLodging(std::size_t stay_index, std::size_t room,
                      const schema::RoomAssignment& record) const {
    const StayRow& stay = county_.stays[stay_index];
    Lodging lodging{stay_index,
                    room,
                    record.start,
                    record.end,
                    false,
                    false,
                    !record.share_basis.value_or("").empty()};
    if (stay.ended && stay.record.end &&
        (!lodging.end || *stay.record.end < *lodging.end)) {
      lodging.end = stay.record.end;
    }
    if (stay.ended || Past(lodging.end)) return lodging;
    const bool later = record.start && *record.start > setting_.as_of;
    const bool waiting = stay.record.state == schema::StayState::kPlanned;
    lodging.planned = later || waiting || !stay.current;
    lodging.current = !lodging.planned;
    return lodging;
  }

  static void Later(std::optional<Instant>& at, Instant candidate) {
    if (!at || *at < candidate) at = candidate;
  }

  void ReadDisinfections() {
    for (std::size_t row = 0; row < RowsOf<schema::Disinfection>(world_);
         ++row) {
      const auto record = ReadKnown<schema::Disinfection>(world_, row);
      if (record.kind != schema::DisinfectionKind::kTerminal ||
          record.effective == false) {
        continue;
      }
      const auto at = record.end ? record.end : record.start;
      if (!Past(at)) continue;
      const data::RowRef ref = RefOf<schema::Disinfection>(row);
      if (const auto room = Link(ref, "room", county_.room_of_row)) {
        Later(county_.rooms[*room].disinfected, *at);
      } else if (const auto floor = Link(ref, "floor", county_.floor_of_row)) {
        Later(county_.floors[*floor].disinfected, *at);
      } else if (const auto site = Link(ref, "site", county_.site_of_row)) {
        for (const std::size_t f : county_.sites[*site].floors) {
          Later(county_.floors[f].disinfected, *at);
        }
      }
    }
  }

  // Nothing: until when is not known.
  void FreezeFloor(std::size_t floor, std::optional<Instant> until) {
    FloorRow& row = county_.floors[floor];
    row.frozen = true;
    if (until) {
      Later(row.frozen_until, *until);
    } else {
      row.frozen_open = true;
    }
  }

  static void Extend(HoldSpan& span, std::optional<Instant> until) {
    if (until) {
      Later(span.until, *until);
    } else {
      span.open = true;
    }
  }

  void FreezeSite(std::size_t site, std::optional<Instant> until) {
    for (const std::size_t floor : county_.sites[site].floors) {
      FreezeFloor(floor, until);
    }
  }

  void ReadHolds() {
    for (std::size_t row = 0; row < RowsOf<schema::Hold>(world_); ++row) {
      const auto hold = ReadKnown<schema::Hold>(world_, row);
      if (!HoldInForce(hold, setting_.as_of)) continue;
      const data::RowRef ref = RefOf<schema::Hold>(row);
      // One that was renewed past its end runs until somebody ends it.
      const auto until = hold.until && *hold.until > setting_.as_of
                             ? hold.until
                             : std::optional<Instant>();
      if (const auto stay = Link(ref, "stay", county_.stay_of_row)) {
        county_.stays[*stay].held = true;
        Extend(county_.stays[*stay].hold, until);
      }
      if (const auto room = Link(ref, "room", county_.room_of_row)) {
        county_.rooms[*room].frozen = true;
        Extend(county_.rooms[*room].hold, until);
      } else if (const auto floor = Link(ref, "floor", county_.floor_of_row)) {
        FreezeFloor(*floor, until);
      } else if (const auto site = Link(ref, "site", county_.site_of_row)) {
        FreezeSite(*site, until);
      }
    }
  }

  void ReadInvestigations() {
    for (std::size_t row = 0; row < RowsOf<schema::Investigation>(world_);
         ++row) {
      const auto record = ReadKnown<schema::Investigation>(world_, row);
      if (!InvestigationOpen(record, setting_.as_of)) continue;
      const data::RowRef ref = RefOf<schema::Investigation>(row);
      FreezeInvestigated(ref, record);
    }
  }

  // The floor in question, the floors of the rooms in question, or the whole
  // site when nobody wrote down which.
  void FreezeInvestigated(data::RowRef ref,
                          const schema::Investigation& record) {
    for (const std::size_t room : InvestigatedRooms(record)) {
      county_.rooms[room].frozen = true;
    }
    for (const std::size_t floor : InvestigatedFloors(ref, record)) {
      FreezeFloor(floor, std::nullopt);
    }
  }

  std::vector<std::size_t> InvestigatedRooms(
      const schema::Investigation& record) const {
    std::vector<std::size_t> rooms;
    for (const std::string& id : record.room_ids) {
      const auto row = world_.Find(schema::RecordTable<schema::Room>(), id);
      if (!row || county_.room_of_row[row->row] < 0) continue;
      rooms.push_back(static_cast<std::size_t>(county_.room_of_row[row->row]));
    }
    return rooms;
  }

  std::vector<std::size_t> InvestigatedFloors(
      data::RowRef ref, const schema::Investigation& record) {
    std::vector<std::size_t> floors;
    const auto floor = Link(ref, "floor", county_.floor_of_row);
    if (floor) floors.push_back(*floor);
    const auto rooms = InvestigatedRooms(record);
    for (const std::size_t room : rooms) {
      if (county_.rooms[room].floor) {
        floors.push_back(*county_.rooms[room].floor);
      }
    }
    if (floor || !rooms.empty()) return floors;
    const auto site = Link(ref, "site", county_.site_of_row);
    return site ? county_.sites[*site].floors : floors;
  }

  // By floor, when the last investigation there closed.
  std::map<std::size_t, Instant> ClosedInvestigations() {
    std::map<std::size_t, Instant> closed;
    for (std::size_t row = 0; row < RowsOf<schema::Investigation>(world_);
         ++row) {
      const auto record = ReadKnown<schema::Investigation>(world_, row);
      if (!Past(record.closed_at)) continue;
      for (const std::size_t floor :
           InvestigatedFloors(RefOf<schema::Investigation>(row), record)) {
        Instant& at = closed.emplace(floor, *record.closed_at).first->second;
        at = std::max(at, *record.closed_at);
      }
    }
    return closed;
  }

  // A positive result freezes the floor until an investigation closes, whether
  // or not somebody wrote a hold.
  void ReadPositives() {
    const auto closed = ClosedInvestigations();
    std::map<std::size_t, std::set<std::string>> people;  // by floor
    for (const Positive& positive : FindPositives(setting_, county_)) {
      StayRow& stay = county_.stays[positive.stay];
      for (const Lodging& lodging : county_.lodgings) {
        if (lodging.stay != positive.stay || !lodging.current) continue;
        RoomRow& room = county_.rooms[lodging.room];
        if (room.floor) {
          const auto at = closed.find(*room.floor);
          if (at != closed.end() && positive.since &&
              *positive.since <= at->second) {
            continue;
          }
          people[*room.floor].insert(stay.person ? stay.person->id : stay.id);
        }
        stay.held = true;
        room.frozen = true;
      }
    }
    for (const auto& [floor, codes] : people) {
      FloorRow& row = county_.floors[floor];
      if (!row.frozen) row.positives.assign(codes.begin(), codes.end());
      FreezeFloor(floor, std::nullopt);
    }
  }

  const Setting& setting_;
  const world::World& world_;
  County county_;
};

}  // namespace

std::optional<std::uint32_t> Target(const world::World& world, data::RowRef row,
                                    std::string_view name) {
  const data::Gather* gather = world.table(row.table).FindGather(name);
  if (gather == nullptr || gather->row[row.row] < 0) return std::nullopt;
  return static_cast<std::uint32_t>(gather->row[row.row]);
}

std::string IdOf(const world::World& world, data::RowRef row) {
  const data::Table& table = world.table(row.table);
  if (table.HasId(row.row)) return table.IdText(row.row);
  return "#" + std::to_string(row.row);
}

LastDay LastDayOf(const County& county, const Lodging& lodging,
                  const Setting& setting) {
  const StayRow& stay = county.stays[lodging.stay];
  LastDay last{stay.record.planned_end, false};
  for (const HoldSpan* hold : {&stay.hold, &county.rooms[lodging.room].hold}) {
    if (hold->open) return {std::nullopt, true};
    if (!last.day || !hold->until) continue;
    const Day ends = setting.zone.DayOf(*hold->until);
    if (*last.day < ends) last = {ends, true};
  }
  return last;
}

bool IsOver(const schema::Stay& stay, Instant now) {
  using State = schema::StayState;
  if (stay.end) return *stay.end <= now;
  const State state = stay.state.value_or(State::kUnspecified);
  return state == State::kReleased || state == State::kTransferred ||
         state == State::kLeft || state == State::kDied;
}

bool HoldInForce(const schema::Hold& hold, Instant now) {
  if (hold.start && *hold.start > now) return false;
  if (hold.ended_at && *hold.ended_at <= now) return false;
  if (!hold.until || *hold.until > now) return true;
  return hold.renewed_at && *hold.renewed_at >= *hold.until;
}

bool InvestigationOpen(const schema::Investigation& record, Instant now) {
  const auto& from = record.positive_at ? record.positive_at : record.start;
  if (from && *from > now) return false;
  if (record.closed_at && *record.closed_at <= now) return false;
  return record.state != schema::InvestigationState::kClosed;
}

County ReadCounty(const Setting& setting) { return Reader(setting).Read(); }

std::optional<std::int64_t> AgeOn(const schema::Person& person, Day day) {
  if (person.birth_date) {
    const CivilDay born = ToCivil(*person.birth_date);
    const CivilDay now = ToCivil(day);
    const bool had_birthday =
        std::tie(now.month, now.day) >= std::tie(born.month, born.day);
    return now.year - born.year - (had_birthday ? 0 : 1);
  }
  if (person.age) return *person.age;
  // The birthday of this year may be still to come: the lower age.
  if (person.birth_year) return ToCivil(day).year - *person.birth_year - 1;
  return std::nullopt;
}

bool IsMinor(const schema::Person& person, const Setting& setting) {
  const auto age = AgeOn(person, setting.today);
  if (age) return *age < setting.params.minor_age;
  return person.carer_id.has_value();
}

bool LabelLess(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (IsDigit(a[i]) && IsDigit(b[j])) {
      const std::uint64_t x = TakeNumber(a, i);
      const std::uint64_t y = TakeNumber(b, j);
      if (x != y) return x < y;
    } else if (a[i] != b[j]) {
      return a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  if ((i < a.size()) != (j < b.size())) return j < b.size();
  return a < b;
}

}  // namespace quaranta::desk
