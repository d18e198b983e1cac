#include "quaranta/desk/capacity_lines.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/status_macros.h"
#include "desk/capacity_in.h"
#include "desk/stock.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

using Definition = StandardLine::Definition;

bool InUse(const RoomRow& room) {
  using State = schema::RoomState;
  return room.inhabited || room.staff_lives_here ||
         room.record.state == State::kOccupied ||
         room.record.state == State::kAwaitingDisinfection;
}

Surplus SurplusOf(const RoomRow& room) {
  if (room.staff_lives_here) return Surplus::kStaffLodging;
  switch (room.record.use.value_or(schema::RoomUse::kUnspecified)) {
    case schema::RoomUse::kStaff:
      return Surplus::kStaffLodging;
    case schema::RoomUse::kOffice:
    case schema::RoomUse::kDuty:
    case schema::RoomUse::kClinic:
      return Surplus::kWorkRoom;
    case schema::RoomUse::kHolding:
    case schema::RoomUse::kBuffer:
      return Surplus::kHolding;
    case schema::RoomUse::kStore:
    case schema::RoomUse::kWaste:
      return Surplus::kStore;
    case schema::RoomUse::kIsolation:
    case schema::RoomUse::kUnspecified:
      break;
  }
  return room.record.state == schema::RoomState::kAwaitingDisinfection
             ? Surplus::kAwaitingDisinfection
             : Surplus::kUnexplained;
}

MessageId MessageOf(Surplus kind) {
  constexpr std::array kMessages = {
      msg::kCapacitySurplusStaff,        msg::kCapacitySurplusWork,
      msg::kCapacitySurplusHolding,      msg::kCapacitySurplusStore,
      msg::kCapacitySurplusDisinfection, msg::kCapacitySurplusUnexplained};
  return kMessages[static_cast<std::size_t>(kind)];
}

MessageId MessageOf(Unusable reason) {
  constexpr std::array kMessages = {
      msg::kCapacityNotUsableDisinfection, msg::kCapacityNotUsableOutOfOrder,
      msg::kCapacityNotUsableFrozen,       msg::kCapacityNotUsableFloorHeld,
      msg::kCapacityNotUsableUnknown,      msg::kCapacityNotUsableOtherUse,
      msg::kCapacityNotUsableHeldBack};
  return kMessages[static_cast<std::size_t>(reason)];
}

class Counter {
 public:
  Counter(const Setting& setting, const County& county, const Stock& stock)
      : setting_(setting), county_(county), stock_(stock) {}

  absl::StatusOr<CapacityLines> Run() {
    out_.region = setting_.region_id;
    out_.as_of = setting_.as_of;
    if (setting_.region) {
      region_ =
          world::Get<schema::Region>(*setting_.world, setting_.region->row);
    }
    SetPopulation();
    CountSites();
    QUARANTA_RETURN_IF_ERROR(CompareBoth());
    CountSurplus();
    CountFree();
    CountFloors();
    BuildBridge();
    return std::move(out_);
  }

 private:
  void SetPopulation() {
    PopulationLine& line = out_.population;
    line.people = region_.population;
    line.basis = region_.population_basis.value_or(
        schema::PopulationBasis::kUnspecified);
    line.as_of = region_.population_as_of;
    if (!line.people) {
      line.text = {msg::kCapacityPopulationUnknown, {}};
      return;
    }
    MessageId message = msg::kCapacityPopulationBasisUnknown;
    if (line.basis == schema::PopulationBasis::kRecorded) {
      message = msg::kCapacityPopulationRecorded;
    } else if (line.basis == schema::PopulationBasis::kAssumed) {
      message = msg::kCapacityPopulationAssumed;
    }
    line.text = {message, {{"people", *line.people}}};
  }

  // Sums a reported figure over sites.
  static void Add(const std::optional<std::int32_t>& figure, Count& count) {
    if (figure) {
      count.reported = count.reported.value_or(0) + *figure;
    } else {
      ++count.silent;
    }
  }

  void CountSites() {
    for (const SiteRow& site : county_.sites) {
      if (site.Closed()) continue;
      ++out_.sites;
      Add(site.record.rooms_total, out_.rooms_all);
      out_.rooms_all.records += static_cast<std::int64_t>(site.rooms.size());
      if (!site.Open()) continue;
      ++out_.open_sites;
      Add(site.record.rooms_enabled, out_.rooms_open);
      Add(site.record.rooms_used, out_.rooms_used);
      Add(site.record.people_reported, out_.people);
      out_.rooms_open.records += static_cast<std::int64_t>(site.rooms.size());
      out_.rooms_used.records += UsedRooms(site);
    }
    for (const StayRow& stay : county_.stays) {
      if (stay.current && stay.room && county_.sites[*stay.site].Open()) {
        ++out_.people.records;
      }
    }
    out_.occupancy = {out_.rooms_used.Best(), out_.rooms_open.Best()};
  }

  std::int64_t UsedRooms(const SiteRow& site) const {
    return std::count_if(
        site.rooms.begin(), site.rooms.end(),
        [this](std::size_t r) { return InUse(county_.rooms[r]); });
  }

  std::int64_t Rooms(const SiteRow& site,
                     std::optional<schema::RoomUse> use) const {
    return std::count_if(
        site.rooms.begin(), site.rooms.end(),
        [&](std::size_t r) { return county_.rooms[r].record.use == use; });
  }

  capacity::RoomCount ReportedRooms() const {
    std::int64_t rooms = 0;
    if (region_.rooms_reported) {
      rooms = *region_.rooms_reported;
    } else {
      for (const SiteRow& site : county_.sites) {
        if (site.Closed()) continue;
        rooms += site.record.rooms_reported.value_or(
            site.record.rooms_total.value_or(
                static_cast<std::int32_t>(site.rooms.size())));
      }
    }
    return {rooms, rooms};
  }

  capacity::RoomCount IsolationRooms() const {
    capacity::RoomCount count;
    for (const SiteRow& site : county_.sites) {
      if (site.Closed()) continue;
      count.least += Rooms(site, schema::RoomUse::kIsolation);
      count.most += Rooms(site, std::nullopt);
      const auto listed = static_cast<std::int64_t>(site.rooms.size());
      count.most += std::max<std::int64_t>(
          site.record.rooms_total.value_or(0) - listed, 0);
    }
    count.most += count.least;
    return count;
  }

  absl::Status CompareBoth() {
    std::int64_t per_10k = 40;
    if (setting_.params.rooms_per_10k) {
      per_10k = *setting_.params.rooms_per_10k;
    } else if (region_.rooms_standard && *region_.rooms_standard >= 1 &&
               *region_.rooms_standard <= 10'000) {
      per_10k = static_cast<std::int64_t>(*region_.rooms_standard + 0.5);
    }
    for (const auto& [definition, rooms] :
         {std::pair(Definition::kAsReported, ReportedRooms()),
          std::pair(Definition::kIsolationOnly, IsolationRooms())}) {
      StandardLine line;
      line.definition = definition;
      line.rooms = rooms;
      line.per_10k = per_10k;
      if (region_.population) {
        QUARANTA_ASSIGN_OR_RETURN(
            line.result,
            capacity::CompareWithStandard(rooms, *region_.population, per_10k));
      }
      line.text = TextOf(line);
      out_.standards.push_back(std::move(line));
    }
    return absl::OkStatus();
  }

  static Sentence TextOf(const StandardLine& line) {
    Sentence text;
    text.args = {{"what", Sentence{line.definition == Definition::kAsReported
                                       ? msg::kCapacityAsReported
                                       : msg::kCapacityIsolationOnly,
                                   {}}},
                 {"least", line.rooms.least},
                 {"most", line.rooms.most},
                 {"per_10k", line.per_10k}};
    if (!line.result) {
      text.id = msg::kCapacityStandardNoPopulation;
      return text;
    }
    const capacity::StandardResult& result = *line.result;
    text.args.emplace_back("needed", result.needed);
    text.args.emplace_back("margin", std::max(result.margin, -result.margin));
    switch (result.standing) {
      case capacity::Standing::kMet:
        text.id = msg::kCapacityStandardMet;
        text.args.emplace_back("rooms", line.rooms.least);
        text.args.emplace_back("holds", result.holds_up_to_least);
        break;
      case capacity::Standing::kMissed:
        text.id = msg::kCapacityStandardMissed;
        text.args.emplace_back("rooms", line.rooms.most);
        text.args.emplace_back("holds", result.holds_up_to_most);
        break;
      case capacity::Standing::kUndecided:
        text.id = msg::kCapacityStandardUndecided;
        break;
    }
    return text;
  }

  std::string SubjectOf(std::size_t room) const {
    return setting_.world->Subject(county_.rooms[room].ref);
  }

  void CountSurplus() {
    out_.surplus_at_least = capacity::RoomsWithoutPersonAtLeast(
        out_.rooms_used.Best(), out_.people.Best());
    std::map<Surplus, std::vector<std::string>> rooms;
    for (std::size_t r = 0; r < county_.rooms.size(); ++r) {
      const RoomRow& room = county_.rooms[r];
      if (!county_.sites[room.site].Open() || !InUse(room) || room.inhabited) {
        continue;
      }
      rooms[SurplusOf(room)].push_back(SubjectOf(r));
    }
    for (auto& [kind, subjects] : rooms) {
      Sentence text{MessageOf(kind), {{"rooms", subjects.size()}}};
      out_.surplus.push_back({kind, std::move(subjects), std::move(text)});
    }
  }

  // Why a free room may not be given to a new group; nothing: it may.
  std::optional<Unusable> WhyNot(std::size_t r) const {
    const RoomRow& room = county_.rooms[r];
    const auto own = OwnAnswer(room);
    if (own == NotOffered::kOccupied) return Unusable::kHeldBack;  // promised
    if (own != NotOffered::kOffered) return FromOwn(own);
    if (stock_room_[r] &&
        stock_.room_notes[*stock_room_[r]].why == NotOffered::kHeldBack) {
      return Unusable::kHeldBack;
    }
    const auto unit = stock_.unit_of_floor[*room.floor];
    if (!unit) return Unusable::kUnknownUse;
    switch (stock_.unit_notes[*unit].state) {
      case UnitState::kFree:
        return std::nullopt;
      case UnitState::kFrozen:
        return Unusable::kFrozen;
      case UnitState::kAwaitingDisinfection:
        return Unusable::kAwaitingDisinfection;
      case UnitState::kHeld:
      case UnitState::kMixed:
      case UnitState::kUnclear:
        break;
    }
    return Unusable::kFloorHeld;
  }

  static Unusable FromOwn(NotOffered own) {
    switch (own) {
      case NotOffered::kAwaitingDisinfection:
        return Unusable::kAwaitingDisinfection;
      case NotOffered::kOutOfOrder:
      case NotOffered::kNoBeds:
        return Unusable::kOutOfOrder;
      case NotOffered::kFrozen:
        return Unusable::kFrozen;
      case NotOffered::kOtherUse:
        return Unusable::kOtherUse;
      case NotOffered::kHeldBack:
        return Unusable::kHeldBack;
      default:
        return Unusable::kUnknownUse;
    }
  }

  void CountFree() {
    out_.rooms_free = out_.rooms_open.Best() - out_.rooms_used.Best();
    stock_room_.assign(county_.rooms.size(), std::nullopt);
    for (std::size_t i = 0; i < stock_.county_room.size(); ++i) {
      stock_room_[stock_.county_room[i]] = i;
    }
    std::map<Unusable, std::vector<std::string>> why;
    for (std::size_t r = 0; r < county_.rooms.size(); ++r) {
      const RoomRow& room = county_.rooms[r];
      if (!county_.sites[room.site].Open() || InUse(room)) continue;
      ++out_.free_on_record;
      if (const auto reason = WhyNot(r)) {
        why[*reason].push_back(SubjectOf(r));
      } else {
        out_.usable.push_back(SubjectOf(r));
      }
    }
    for (auto& [reason, subjects] : why) {
      Sentence text{MessageOf(reason), {{"rooms", subjects.size()}}};
      out_.unusable.push_back({reason, std::move(subjects), std::move(text)});
    }
  }

  void CountFloors() {
    std::vector<bool> ready(stock_.units.size());
    std::vector<bool> isolation(stock_.units.size());
    for (std::size_t i = 0; i < stock_.rooms.size(); ++i) {
      const std::uint32_t u = stock_.rooms[i].unit.value();
      const NotOffered why = stock_.room_notes[i].why;
      if (stock_.rooms[i].state == place::RoomState::kReady) ready[u] = true;
      if (why != NotOffered::kOtherUse && why != NotOffered::kUnknownUse) {
        isolation[u] = true;
      }
    }
    for (std::size_t u = 0; u < stock_.units.size(); ++u) {
      if (!stock_.sites[stock_.unit_notes[u].site].open) continue;
      out_.floors += isolation[u] ? 1 : 0;
      const bool free = stock_.unit_notes[u].state == UnitState::kFree;
      out_.free_floors += free && ready[u] ? 1 : 0;
    }
  }

  void Bridge(data::RowRef subject, const std::string& where,
              std::string_view figure, MessageId message,
              const std::optional<std::int32_t>& reported,
              std::int64_t records) {
    if (!reported || *reported == records) return;
    out_.bridge.push_back(
        {setting_.world->Subject(subject),
         std::string(figure),
         *reported,
         records,
         {message,
          {{"where", where}, {"reported", *reported}, {"records", records}}}});
  }

  void BuildBridge() {
    if (setting_.region) {
      Bridge(*setting_.region, region_.name.value_or(setting_.region_id),
             "rooms_reported", msg::kCapacityBridgeRoomsReported,
             region_.rooms_reported, out_.rooms_all.records);
    }
    for (const SiteRow& site : county_.sites) {
      if (!site.Closed()) BridgeSite(site);
    }
  }

  void BridgeSite(const SiteRow& site) {
    const auto rooms = static_cast<std::int64_t>(site.rooms.size());
    const auto line = [&](std::string_view figure, MessageId message,
                          const std::optional<std::int32_t>& reported,
                          std::int64_t records) {
      Bridge(site.ref, site.name, figure, message, reported, records);
    };
    line("rooms_total", msg::kCapacityBridgeRoomsTotal, site.record.rooms_total,
         rooms);
    line("isolation_rooms", msg::kCapacityBridgeIsolationRooms,
         site.record.isolation_rooms, Rooms(site, schema::RoomUse::kIsolation));
    line("rooms_reported", msg::kCapacityBridgeRoomsReported,
         site.record.rooms_reported, rooms);
    line("floors_total", msg::kCapacityBridgeFloorsTotal,
         site.record.floors_total,
         static_cast<std::int64_t>(site.floors.size()));
    if (!site.Open()) return;
    line("rooms_enabled", msg::kCapacityBridgeRoomsEnabled,
         site.record.rooms_enabled, rooms);
    line("rooms_used", msg::kCapacityBridgeRoomsUsed, site.record.rooms_used,
         UsedRooms(site));
    line("people_reported", msg::kCapacityBridgePeopleReported,
         site.record.people_reported, PeopleIn(site));
  }

  std::int64_t PeopleIn(const SiteRow& site) const {
    return std::count_if(county_.stays.begin(), county_.stays.end(),
                         [&](const StayRow& stay) {
                           return stay.current && stay.room &&
                                  &county_.sites[*stay.site] == &site;
                         });
  }

  const Setting& setting_;
  const County& county_;
  const Stock& stock_;
  schema::Region region_;
  std::vector<std::optional<std::size_t>> stock_room_;  // by county room
  CapacityLines out_;
};

}  // namespace

std::string PercentText(Share share) {
  if (share.whole <= 0 || share.part < 0) return "";
  const std::int64_t permille =
      (share.part * 2'000 + share.whole) / (share.whole * 2);
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10);
}

std::string_view NameOf(Surplus surplus) {
  constexpr std::array<std::string_view, 6> kNames = {
      "STAFF_LODGING",         "WORK_ROOM",  "HOLDING", "STORE",
      "AWAITING_DISINFECTION", "UNEXPLAINED"};
  return kNames[static_cast<std::size_t>(surplus)];
}

std::string_view NameOf(Unusable reason) {
  constexpr std::array<std::string_view, 7> kNames = {
      "AWAITING_DISINFECTION", "OUT_OF_ORDER", "FROZEN",   "FLOOR_HELD",
      "UNKNOWN_USE",           "OTHER_USE",    "HELD_BACK"};
  return kNames[static_cast<std::size_t>(reason)];
}

absl::StatusOr<CapacityLines> CapacityIn(const Setting& setting) {
  const County county = ReadCounty(setting);
  const BatchBook batches(county, setting);
  const auto inside = CohortsInside(county, batches, setting);
  return Counter(setting, county, ReadStock(county, batches, inside, setting))
      .Run();
}

}  // namespace quaranta::desk
