// A house whose guests can be moved, and every rule that it can break.
#ifndef QUARANTA_TESTS_DESK_AUDIT_HOUSE_H_
#define QUARANTA_TESTS_DESK_AUDIT_HOUSE_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "quaranta/desk/audit_people.h"
#include "tests/desk/town.h"

namespace quaranta::desk {

inline absl::StatusOr<AuditResult> TryAudit(
    const world::World& world, const policy::Policy& policy = MakePolicy(),
    AuditOptions options = {}) {
  options.as_of = Now();
  return Audit(world, policy, options);
}

inline AuditResult MustAudit(const Town& town,
                             const policy::Policy& policy = MakePolicy(),
                             std::uint64_t shuffle = 0) {
  auto result = TryAudit(town.rows.Build(shuffle), policy);
  EXPECT_THAT(result, testing::IsOk());
  return result.ok() ? *std::move(result) : AuditResult();
}

inline std::vector<place::Breach> Breaches(
    const std::vector<AuditFinding>& findings) {
  std::vector<place::Breach> breaches;
  for (const AuditFinding& of : findings) breaches.push_back(of.breach);
  return breaches;
}

// "P1 S1/201>S1/301", one line per person who moves.
inline std::vector<std::string> Moves(const AuditResult& result) {
  std::vector<std::string> lines;
  for (const AuditMove& move : result.moves) {
    for (const std::string& person : move.people) {
      lines.push_back(person + " " + move.from + ">" + move.to);
    }
  }
  return lines;
}

// A blank is not recorded.
inline Cells NoBlanks(Cells cells) {
  std::erase_if(cells, [](const auto& cell) {
    const auto* text = std::get_if<std::string>(&cell.value);
    return text != nullptr && text->empty();
  });
  return cells;
}

// Somebody inside, as a row that can be moved afterwards.
struct Guest {
  std::string id;
  std::string room;
  Cells stay;
  Cells who;
  Cells assignment;
};

// A town and its guests, so that guests can change rooms.
struct House {
  Town town{4};
  std::vector<Guest> guests;

  House& Put(std::string id, std::string room, Cells stay = {}, Cells who = {},
             Cells assignment = {}) {
    guests.push_back({std::move(id), std::move(room), std::move(stay),
                      std::move(who), std::move(assignment)});
    return *this;
  }

  Town Build() const {
    Town out = town;
    for (const Guest& guest : guests) {
      const std::string id = "stay-" + guest.id;
      Cells stay = With({{"id", id},
                         {"person_id", guest.id},
                         {"site_id", "S1"},
                         {"place", "SITE"},
                         {"state", "INSIDE"},
                         {"start", "2022-04-05T09:00:00+08:00"},
                         {"planned_end", "2022-04-19"},
                         {"risk_class", "HIGH"},
                         {"chain_id", "L1"},
                         {"batch_id", "B1"}},
                        guest.stay);
      std::string start;
      for (const auto& cell : stay) {
        if (cell.field == "start") start = std::get<std::string>(cell.value);
      }
      out.rows.Add("Person",
                   NoBlanks(With({{"id", guest.id}, {"age", 40}}, guest.who)));
      out.rows.Add("Stay", NoBlanks(std::move(stay)));
      if (guest.room.empty()) continue;
      out.rows.Add(
          "RoomAssignment",
          With({{"stay_id", id}, {"room_id", guest.room}, {"start", start}},
               guest.assignment));
    }
    return out;
  }

  // Everybody who moves gets the new room; who has no room goes elsewhere.
  House Repaired(const AuditResult& result) const {
    std::map<std::string, std::string> to;
    std::set<std::string> away;
    for (const AuditMove& move : result.moves) {
      for (const std::string& person : move.people) to[person] = move.to;
    }
    for (const PeopleWithoutRoom& of : result.without) {
      away.insert(of.people.begin(), of.people.end());
    }
    House after;
    after.town = town;
    for (Guest guest : guests) {
      if (away.contains(guest.id)) continue;
      const auto at = to.find(guest.id);
      if (at != to.end()) guest.room = at->second;
      after.guests.push_back(std::move(guest));
    }
    return after;
  }
};

inline const Cells kLow = {{"risk_class", "LOW"}};
inline Cells Chain(const char* chain) {
  return {{"chain_id", chain}, {"batch_id", chain + std::string("-1")}};
}
inline Cells Party(const char* party) { return {{"party_id", party}}; }
inline Cells Shares(const char* party) {
  return {{"party_id", party}, {"share_assessed", true}};
}
inline void AskForOneRoom(House& house, const char* party) {
  house.town.rows.Add("Party",
                      {{"id", party}, {"one_room", true}, {"consented", true}});
}

// --- Every rule that a world can break, and who breaks it where. ---

struct Case {
  std::string name;
  std::function<House()> house;
  place::Breach breach;
  std::string room;  // empty: of a floor or several rooms
  std::vector<std::string> people;
  std::string english;  // part of the finding's sentence
};

inline House RoomWith(Cells room) {
  House house;
  house.town.Room("S1", "3", "309", std::move(room));
  return house.Put("A", "S1/309");
}

inline std::vector<Case> Cases() {
  using place::Breach;
  std::vector<Case> cases;
  cases.push_back({"two groups on a floor",
                   [] {
                     return House()
                         .Put("A", "S1/201")
                         .Put("B", "S1/202")
                         .Put("C", "S1/203", Chain("L2"));
                   },
                   Breach::kUnitShared,
                   "",
                   {"A", "B", "C"},
                   "Hotel S1, floor 2: 2 people of chain L1, batch B1, high "
                   "risk and 1 person of chain L2, batch L2-1, high risk are "
                   "on one floor; at least 1 person has to leave it."});
  cases.push_back(
      {"two parties in a room",
       [] { return House().Put("A", "S1/201").Put("B", "S1/201"); },
       Breach::kRoomShared,
       "S1/201",
       {"A", "B"},
       "Hotel S1 201: A and B share a room and are not of one party."});
  cases.push_back({"more people than beds",
                   [] {
                     House house;
                     AskForOneRoom(house, "F");
                     return house.Put("A", "S1/201", {}, Shares("F"))
                         .Put("B", "S1/201", {}, Shares("F"))
                         .Put("C", "S1/201", {}, Shares("F"));
                   },
                   Breach::kTooManyPeople,
                   "S1/201",
                   {"A", "B", "C"},
                   "Hotel S1 201: 3 people in a room with 2 beds: A, B and "
                   "C."});
  for (const auto& [cells, why] : std::vector<std::pair<Cells, std::string>>{
           {{{"state", "OUT_OF_ORDER"}}, "it is out of order"},
           {{{"state", "AWAITING_DISINFECTION"}}, "it waits for disinfection"},
           {{{"use", "OFFICE"}}, "it is for another use"},
           {{{"beds", 0}}, "it has no bed"}}) {
    cases.push_back(
        {"a room not to be used: " + why,
         [cells] { return RoomWith(cells); },
         Breach::kRoomOut,
         "S1/309",
         {"A"},
         "Hotel S1 309: A is in a room that is not to be used: " + why + "."});
  }
  cases.push_back(
      {"a room of staff",
       [] {
         House house = RoomWith({});
         house.town.rows.Add("Staff", {{"id", "W1"}, {"room_id", "S1/309"}});
         return house;
       },
       Breach::kRoomOut,
       "S1/309",
       {"A"},
       "staff live in it"});
  cases.push_back(
      {"a room that others had left",
       [] {
         return House()
             .Put("A", "S1/202")
             .Put("B", "S1/201",
                  {{"end", "2022-04-07T09:00:00+08:00"}, {"state", "RELEASED"}})
             .Put("C", "S1/201", {{"start", "2022-04-08T09:00:00+08:00"}});
       },
       Breach::kRoomReleased,
       "S1/201",
       {"C"},
       "Hotel S1 201: C came into a room that others of the floor had left; it "
       "should have stayed empty."});
  for (const char* status : {"ACCEPTED", "CLOSED"}) {
    cases.push_back({std::string("a site that is ") + status,
                     [status] {
                       House house;
                       house.town.Site("S2", {{"status", status}})
                           .Floor("S2", "5", {})
                           .Room("S2", "5", "501", {});
                       return house.Put("A", "S2/501", {{"site_id", "S2"}});
                     },
                     Breach::kSiteNotOpen,
                     "S2/501",
                     {"A"},
                     "Hotel S2 501: A is at a site that is not open."});
  }
  cases.push_back({"a site of another grade",
                   [] { return House().Put("A", "S1/201", kLow); },
                   Breach::kWrongGrade,
                   "S1/201",
                   {"A"},
                   "Hotel S1 201: A (low risk) is at a site for high risk."});
  cases.push_back(
      {"a minor alone",
       [] {
         return House().Put("A", "S1/201", {}, {{"age", 9}});
       },
       Breach::kMinorAlone,
       "S1/201",
       {"A"},
       "Hotel S1 201: A: a minor without an adult of the party in the room, "
       "and no carer is named."});
  cases.push_back(
      {"a party in two rooms",
       [] {
         House house;
         AskForOneRoom(house, "F");
         return house.Put("A", "S1/201", {}, Shares("F"))
             .Put("B", "S1/203", {}, Shares("F"));
       },
       Breach::kPartySplit,
       "",
       {"A", "B"},
       "F (2 people) belong in one room and are in Hotel S1 201 and "
       "Hotel S1 203."});
  cases.push_back({"rooms of a large party that are not adjacent",
                   [] {
                     House house;
                     AskForOneRoom(house, "F");
                     return house.Put("A", "S1/201", {}, Shares("F"))
                         .Put("B", "S1/201", {}, Shares("F"))
                         .Put("C", "S1/203", {}, Shares("F"));
                   },
                   Breach::kNotAdjacent,
                   "",
                   {"A", "B", "C"},
                   "F (3 people) is too large for one room, and its rooms are "
                   "not next to each other: Hotel S1 201 and Hotel S1 203."});
  cases.push_back({"adults of a party in one room without having asked",
                   [] {
                     return House()
                         .Put("A", "S1/201", {}, Party("F"))
                         .Put("B", "S1/201", {}, Party("F"));
                   },
                   Breach::kWrongRoommates,
                   "S1/201",
                   {"A", "B"},
                   "Hotel S1 201: A and B of F are not lodged as the rule of "
                   "sharing says"});
  return cases;
}

}  // namespace quaranta::desk

#endif  // QUARANTA_TESTS_DESK_AUDIT_HOUSE_H_
