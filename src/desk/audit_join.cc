// Who is in which room now, and what each room would be without them.
#include <algorithm>
#include <tuple>
#include <utility>

#include "desk/audit_in.h"

namespace quaranta::desk {
namespace {

class Joiner {
 public:
  Joiner(const Setting& setting, const County& county)
      : setting_(setting), county_(county), batches_(county, setting) {}

  AuditDraft Join() {
    insiders_.cohorts = CohortsInside(county_, batches_, setting_);
    stock_ = ReadStock(county_, batches_, insiders_.cohorts, setting_,
                       {.lived_in = true});
    FindSeats();
    MakeGroups();
    FindParties();
    FindUnits();
    for (const auto& [room, people] : insiders_.in_room) SetRoom(room, people);
    for (std::size_t u = 0; u < stock_.units.size(); ++u) SetUnit(u);
    return {setting_, county_, std::move(stock_), std::move(insiders_)};
  }

 private:
  std::string IdOf(const StayRow& stay) const {
    return stay.person ? stay.person->id : stay.id;
  }

  // Everybody with a room now; of several the one that began last.
  void FindSeats() {
    const auto key = [](const Seat& seat) {
      return std::tuple(seat.start ? seat.start->micros : 0, seat.room,
                        seat.stay);
    };
    for (const Lodging& of : county_.lodgings) {
      if (!of.current) continue;
      Seat seat{of.stay, of.room, of.start, of.share_basis, {}};
      const auto [at, added] =
          insiders_.seats.try_emplace(IdOf(county_.stays[of.stay]), seat);
      if (added) continue;
      Seat& known = at->second;
      std::set<std::size_t> also = std::move(known.also);
      also.insert({known.room, seat.room});
      if (key(known) < key(seat)) known = seat;
      also.erase(known.room);
      known.also = std::move(also);
    }
    std::map<std::size_t, std::size_t> stock_room;
    for (std::size_t r = 0; r < stock_.county_room.size(); ++r) {
      stock_room[stock_.county_room[r]] = r;
    }
    for (const auto& [person, seat] : insiders_.seats) {
      const auto at = stock_room.find(seat.room);
      if (at == stock_room.end()) {
        insiders_.unseen.push_back(person);
      } else {
        insiders_.in_room[at->second].push_back(person);
      }
    }
  }

  void MakeGroups() {
    std::vector<Insider> insiders;
    for (const auto& [room, people] : insiders_.in_room) {
      for (const std::string& id : people) {
        const Seat& seat = insiders_.seats.at(id);
        const StayRow& stay = county_.stays[seat.stay];
        Insider of;
        if (stay.person) of.person = *stay.person;
        of.person.id = id;
        // What the stay says of its person goes first.
        const Member member = MemberOf(stay);
        of.person.record.chain_id = member.chain;
        of.person.record.batch_id = member.batch;
        of.person.record.risk_class.reset();
        if (member.risk) {
          of.person.record.risk_class =
              static_cast<schema::RiskLevel>(*member.risk);
        }
        of.cohort = *insiders_.cohorts[seat.stay];
        of.room = seat.room;
        of.share_basis = seat.share_basis;
        insiders.push_back(std::move(of));
      }
    }
    insiders_.people.groups = ReadInsiders(std::move(insiders), setting_);
  }

  // Of everybody who is or was here, to tell a party's own room from others'.
  void FindParties() {
    std::vector<const Row<schema::Person>*> people;
    for (const StayRow& stay : county_.stays) {
      if (stay.person) people.push_back(&*stay.person);
    }
    const PartyFinder finder(std::move(people), setting_);
    for (const StayRow& stay : county_.stays) {
      party_of_stay_.push_back(stay.person ? finder.Of(*stay.person) : stay.id);
    }
  }

  // Which groups are on each unit, and since when.
  void FindUnits() {
    on_unit_.resize(stock_.units.size());
    since_.resize(stock_.units.size());
    for (std::size_t r = 0; r < stock_.rooms.size(); ++r) {
      auto& since = since_[stock_.rooms[r].unit.value()];
      for (const std::size_t l :
           county_.rooms[stock_.county_room[r]].lodgings) {
        const Lodging& of = county_.lodgings[l];
        if (!HasLeft(of) && of.start && (!since || *of.start < *since)) {
          since = of.start;
        }
      }
    }
    for (const auto& [room, people] : insiders_.in_room) {
      for (const std::string& id : people) {
        on_unit_[stock_.rooms[room].unit.value()].insert(
            *insiders_.cohorts[insiders_.seats.at(id).stay]);
      }
    }
  }

  // What the record says against anybody being in the room, if it does.
  NotOffered AgainstPeople(const RoomRow& room) const {
    using State = schema::RoomState;
    if (room.record.use && *room.record.use != schema::RoomUse::kIsolation) {
      return NotOffered::kOtherUse;
    }
    if (room.staff_lives_here) return NotOffered::kOccupied;
    State state = room.record.state.value_or(State::kUnspecified);
    if (StateIsOfLater(county_, room)) state = State::kUnspecified;
    if (state == State::kOutOfOrder) return NotOffered::kOutOfOrder;
    if (state == State::kAwaitingDisinfection) {
      return NotOffered::kAwaitingDisinfection;
    }
    if (room.record.beds && *room.record.beds < 1) return NotOffered::kNoBeds;
    return NotOffered::kOffered;
  }

  void SetRoom(std::size_t r, const std::vector<std::string>& people) {
    const RoomRow& from = county_.rooms[stock_.county_room[r]];
    place::Room& room = stock_.rooms[r];
    NotOffered& why = stock_.room_notes[r].why;
    why = AgainstPeople(from);
    if (!from.record.beds) room.beds = static_cast<std::int32_t>(people.size());
    room.state = why == NotOffered::kOffered ? place::RoomState::kReady
                                             : place::RoomState::kOut;
    if (room.state == place::RoomState::kOut) return;
    const std::optional<Instant> left = LeftBefore(from, people, r);
    if (!left) return;
    why = NotOffered::kReleased;
    room.state = IsRefill(from, *left, people, r)
                     ? place::RoomState::kRefillable
                     : place::RoomState::kReleased;
  }

  // When the last of another party left the room, since the unit is held and
  // before somebody who is in it now came.
  std::optional<Instant> LeftBefore(const RoomRow& room,
                                    const std::vector<std::string>& people,
                                    std::size_t r) const {
    std::optional<Instant> left;
    const auto& since = since_[stock_.rooms[r].unit.value()];
    for (const std::size_t l : room.lodgings) {
      const Lodging& of = county_.lodgings[l];
      if (!HasLeft(of) || !of.end || !since || *of.end < *since) continue;
      const bool followed =
          std::any_of(people.begin(), people.end(), [&](const std::string& id) {
            const Seat& seat = insiders_.seats.at(id);
            return seat.start && *of.end <= *seat.start &&
                   party_of_stay_[of.stay] != party_of_stay_[seat.stay];
          });
      if (followed && (!left || *left < *of.end)) left = of.end;
    }
    return left;
  }

  // Somebody of the one group of the floor came into a room that had been
  // disinfected, as the policy allows.
  bool IsRefill(const RoomRow& room, Instant left,
                const std::vector<std::string>& people, std::size_t r) const {
    if (!setting_.params.refill_allowed || !room.disinfected ||
        *room.disinfected < left ||
        on_unit_[stock_.rooms[r].unit.value()].size() != 1) {
      return false;
    }
    return std::all_of(people.begin(), people.end(),
                       [&](const std::string& id) {
                         const Seat& seat = insiders_.seats.at(id);
                         return !seat.start || *seat.start < left ||
                                *room.disinfected <= *seat.start;
                       });
  }

  void SetUnit(std::size_t u) {
    place::Unit& unit = stock_.units[u];
    UnitNote& note = stock_.unit_notes[u];
    const std::set<CohortKey>& cohorts = on_unit_[u];
    if (cohorts.empty()) {
      // Nobody is sent to a free floor of whom it is not known whether the
      // site takes them.
      const bool graded = stock_.sites[unit.site.value()].grade != 0;
      unit.closed = unit.closed || !graded;
      return;
    }
    if (note.state != UnitState::kFrozen) {
      note.state = cohorts.size() == 1 ? UnitState::kHeld : UnitState::kMixed;
    }
    unit.closed = note.state == UnitState::kFrozen;
    stock_.holders[u].reset();
    if (cohorts.size() == 1) stock_.holders[u] = *cohorts.begin();
  }

  const Setting& setting_;
  const County& county_;
  const BatchBook batches_;
  Stock stock_;
  Insiders insiders_;
  std::vector<std::string> party_of_stay_;
  std::vector<std::set<CohortKey>> on_unit_;
  std::vector<std::optional<Instant>> since_;  // by unit
};

}  // namespace

bool StateIsOfLater(const County& county, const RoomRow& room) {
  return std::any_of(
      room.lodgings.begin(), room.lodgings.end(), [&county](std::size_t l) {
        const Lodging& of = county.lodgings[l];
        return of.current && (of.end || county.stays[of.stay].record.end);
      });
}

AuditDraft JoinAudit(const Setting& setting, const County& county) {
  return Joiner(setting, county).Join();
}

}  // namespace quaranta::desk
