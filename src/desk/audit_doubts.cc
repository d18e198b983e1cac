// What an audit could not know, and its first two sentences.
#include <algorithm>
#include <map>
#include <utility>

#include "desk/audit_in.h"
#include "desk/audit_words.h"
#include "desk/night_words.h"
#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

class Doubts {
 public:
  Doubts(const AuditDraft& draft, Occupancy& now)
      : draft_(draft),
        county_(draft.county),
        insiders_(draft.insiders),
        now_(now) {}

  void Add() {
    AddUnseen();
    AddTwoRooms();
    for (std::size_t s = 0; s < now_.sites.size(); ++s) AddSite(s);
    for (std::size_t u = 0; u < now_.units.size(); ++u) {
      AddPositives(u);
      AddPromised(u);
    }
    AddPeople();
    AddFacts();
  }

 private:
  using ByName = std::map<std::string, std::vector<std::string>>;

  void Say(MessageId id, std::vector<MessageArg> args) {
    now_.doubts.push_back({id, std::move(args)});
  }
  void SayBySite(MessageId id, const ByName& people) {
    for (const auto& [site, codes] : people) {
      Say(id,
          {{"site", site}, {"people", codes.size()}, {"who", CodesOf(codes)}});
    }
  }

  // Inside without a room, or in a room of no floor.
  void AddUnseen() {
    ByName no_room, no_floor;
    for (const Roomless& of : FindRoomless(county_, insiders_)) {
      no_room[county_.sites[of.site].name].push_back(of.person);
    }
    for (const std::string& id : insiders_.unseen) {
      const Seat& seat = insiders_.seats.at(id);
      no_floor[county_.sites[county_.rooms[seat.room].site].name].push_back(id);
    }
    SayBySite(msg::kAuditDoubtNoRoom, no_room);
    SayBySite(msg::kAuditDoubtNoFloor, no_floor);
  }

  Sentence CountyRoom(std::size_t room) const {
    const RoomRow& row = county_.rooms[room];
    return {msg::kAuditRoom,
            {{"site", county_.sites[row.site].name}, {"room", row.label}}};
  }

  void AddTwoRooms() {
    for (const auto& [id, seat] : insiders_.seats) {
      if (seat.also.empty()) continue;
      std::vector<Sentence> rooms = {CountyRoom(seat.room)};
      for (const std::size_t room : seat.also) {
        rooms.push_back(CountyRoom(room));
      }
      Say(msg::kAuditDoubtTwoRooms, {{"who", id},
                                     {"rooms", ListOf(rooms)},
                                     {"room", CountyRoom(seat.room)}});
    }
  }

  void AddSite(std::size_t s) {
    const std::string& name = now_.sites[s].name;
    std::int32_t use = 0, beds = 0, ready = 0, lived_in = 0;
    for (const auto& [r, people] : insiders_.in_room) {
      if (now_.units[now_.problem.rooms[r].unit.value()].site != s) {
        continue;
      }
      const RoomRow& room = county_.rooms[draft_.stock.county_room[r]];
      ++lived_in;
      use += room.record.use ? 0 : 1;
      beds += room.record.beds ? 0 : 1;
      ready += room.record.state == schema::RoomState::kReady &&
                       !StateIsOfLater(county_, room)
                   ? 1
                   : 0;
    }
    for (const auto& [rooms, message] :
         {std::pair(use, msg::kAuditDoubtUse),
          std::pair(beds, msg::kAuditDoubtBeds),
          std::pair(ready, msg::kAuditDoubtReady),
          std::pair(draft_.stock.doubts[s].used_by_nobody,
                    msg::kPlaceDoubtUsedByNobody)}) {
      if (rooms > 0) Say(message, {{"site", name}, {"rooms", rooms}});
    }
    if (lived_in > 0 && now_.problem.sites[s].grade == 0) {
      Say(msg::kAuditDoubtGrade, {{"site", name}});
    }
  }

  void AddPositives(std::size_t u) {
    const UnitNote& unit = now_.units[u];
    const std::string& site = now_.sites[unit.site].name;
    if (auto doubt = PositiveDoubt(county_, site, unit)) {
      now_.doubts.push_back(*std::move(doubt));
    }
  }

  // Rooms of the floor are promised to a group that is not there.
  void AddPromised(std::size_t u) {
    std::set<CohortKey> there, promised;
    for (std::size_t r = 0; r < now_.problem.rooms.size(); ++r) {
      if (now_.problem.rooms[r].unit.value() != u) continue;
      const RoomRow& room = county_.rooms[draft_.stock.county_room[r]];
      for (const std::size_t l : room.lodgings) {
        const Lodging& of = county_.lodgings[l];
        const auto& cohort = insiders_.cohorts[of.stay];
        if (HasLeft(of) || !cohort) continue;
        (of.current ? there : promised).insert(*cohort);
      }
    }
    const bool others = std::any_of(
        promised.begin(), promised.end(),
        [&there](const CohortKey& key) { return !there.contains(key); });
    if (!there.empty() && others) {
      Say(msg::kAuditDoubtPromised, {{"where", UnitWord(now_, u)}});
    }
  }

  // Children whose carer is elsewhere, and people in the nearest substitute.
  void AddPeople() {
    for (const place::Inside& of : now_.inside) {
      const place::Party& party = now_.problem.parties[of.party.value()];
      const place::Room& room = now_.problem.rooms[of.room.value()];
      bool adult = false;
      for (const std::uint32_t i : of.people) {
        adult = adult || !party.people[i].minor;
      }
      for (const std::uint32_t i : of.people) {
        const std::string& id = now_.parties[of.party.value()].people[i];
        if (!adult && party.carer_named) {
          Say(msg::kAuditDoubtCarer, {{"who", id}});
        }
        if ((party.people[i].needs & ~room.features) != 0) {
          Say(msg::kAuditDoubtSubstitute,
              {{"who", id}, {"where", RoomWord(now_, of.room.value())}});
        }
      }
    }
  }

  void AddFacts() {
    std::int32_t age = 0, chain = 0, risk = 0;
    for (const Group& group : insiders_.people.groups) {
      for (const auto& person : group.people) {
        age += AgeOn(person.record, draft_.setting.today) ? 0 : 1;
        chain += Known(person.record.chain_id) ? 0 : 1;
        risk += person.record.risk_class ? 0 : 1;
      }
      for (const Sentence& remark : group.note.remarks) {
        if (remark.id == msg::kPlaceDoubtCarer ||
            remark.id == msg::kPlaceTwoChains ||
            remark.id == msg::kPlaceTwoBatches ||
            remark.id == msg::kPlaceTwoRisks) {
          now_.doubts.push_back(remark);
        }
      }
    }
    if (age > 0) Say(msg::kPlaceDoubtAge, {{"people", age}});
    if (chain > 0) Say(msg::kPlaceDoubtChain, {{"people", chain}});
    if (risk > 0) {
      Say(msg::kPlaceDoubtRisk,
          {{"people", risk},
           {"risk", RiskWord(static_cast<int>(
                        draft_.setting.params.unknown_risk_as))}});
    }
  }

  const AuditDraft& draft_;
  const County& county_;
  const Insiders& insiders_;
  Occupancy& now_;
};

MessageId DoMessage(bool moves, bool without, bool left) {
  if (without && left) {
    return moves ? msg::kAuditDoBoth : msg::kAuditOnlyBoth;
  }
  if (without) return moves ? msg::kAuditDoWithout : msg::kAuditOnlyWithout;
  if (left) return moves ? msg::kAuditDoLeft : msg::kAuditOnlyLeft;
  return msg::kAuditDoAll;
}

}  // namespace

std::vector<Roomless> FindRoomless(const County& county,
                                   const Insiders& insiders) {
  std::vector<Roomless> found;
  for (const StayRow& stay : county.stays) {
    const std::string& id = stay.person ? stay.person->id : stay.id;
    if (!stay.current || !stay.site ||
        stay.record.place != schema::StayPlace::kSite ||
        stay.record.state == schema::StayState::kPlanned ||
        insiders.seats.contains(id)) {
      continue;
    }
    found.push_back({id, *stay.site});
  }
  return found;
}

void AddDoubtsOfInside(const AuditDraft& draft, Occupancy& now) {
  Doubts(draft, now).Add();
}

void AddAuditHeadline(const AuditDraft& draft, AuditResult& result) {
  const place::AuditReport& report = result.report;
  MessageId first = msg::kAuditWrong;
  if (result.people == 0) {
    first = msg::kAuditNobody;
  } else if (result.ok()) {
    first = msg::kAuditRight;
  }
  const auto ask = std::ranges::count_if(
      result.findings,
      [](const AuditFinding& of) { return !of.ask_first.empty(); });
  if (ask > 0) first = msg::kAuditWrongAsk;
  result.headline.push_back({first,
                             {{"time", TimeText(result.as_of)},
                              {"people", result.people},
                              {"rooms", result.rooms},
                              {"sites", result.in_sites},
                              {"ask", std::int64_t{ask}},
                              {"findings", result.findings.size()}}});
  if (result.ok()) {
    result.headline.push_back({msg::kAuditDoNothing, {}});
    return;
  }
  result.headline.push_back(
      {DoMessage(!report.moves.empty(), !report.without.empty(),
                 !report.left.empty()),
       {{"moved", report.moved.value},
        {"without", report.no_room.value},
        {"left", report.left.size()},
        {"role", RoleWord(draft.setting.params.more_rooms_from)}}});
}

}  // namespace quaranta::desk
