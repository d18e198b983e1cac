// Why somebody goes where, or nowhere.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "desk/words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kExamples = 5;
constexpr std::size_t kFloors = 6;

MessageId ReasonMessage(place::Reason reason) {
  switch (reason) {
    case place::Reason::kMinorWithoutAdult:
      return msg::kPlaceNoRoomMinor;
    case place::Reason::kNoReadyRoom:
      return msg::kPlaceNoRoomReady;
    case place::Reason::kNoGrade:
      return msg::kPlaceNoRoomGrade;
    case place::Reason::kNoFeature:
      return msg::kPlaceNoRoomFeature;
    case place::Reason::kNoRoomBigEnough:
      return msg::kPlaceNoRoomBeds;
    case place::Reason::kNoFreeFloor:
      return msg::kPlaceNoRoomFloor;
    case place::Reason::kNoRoomLeft:
      break;
  }
  return msg::kPlaceNoRoomLeft;
}

class Explainer {
 public:
  Explainer(const Plan& plan, std::uint32_t party)
      : plan_(plan),
        p_(party),
        party_(plan.problem.parties[party]),
        note_(plan.parties[party]) {}

  // Of the whole party, or of one person of it.
  std::vector<Sentence> Run(std::optional<std::uint32_t> person) {
    std::set<std::uint32_t> units;
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (entry.party.value() == p_ && Concerns(entry.people, person)) {
        SayRoom(entry);
        units.insert(UnitOf(entry.room));
      }
    }
    for (const std::uint32_t unit : units) SayFloor(unit);
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (entry.party.value() == p_ && Concerns(entry.people, person)) {
        SayFit(entry);
      }
    }
    if (!units.empty()) SayAlternatives(person);
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      if (entry.party.value() == p_ && Concerns(entry.people, person)) {
        SayUnplaced(entry);
      }
    }
    for (const Sentence& remark : note_.remarks) out_.push_back(remark);
    if (note_.home_assessed) {
      Say(msg::kPlaceHomeAssessed, {});
    } else {
      Say(msg::kPlaceHomeNotAssessed, {{"party", note_.id}});
    }
    return std::move(out_);
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    out_.push_back({id, std::move(args)});
  }

  static bool Concerns(const std::vector<std::uint32_t>& people,
                       std::optional<std::uint32_t> person) {
    return !person ||
           std::find(people.begin(), people.end(), *person) != people.end();
  }

  std::uint32_t UnitOf(place::RoomId room) const {
    return plan_.problem.rooms[room.value()].unit.value();
  }
  const std::string& SiteName(std::uint32_t unit) const {
    return plan_.sites[plan_.units[unit].site].name;
  }
  const std::string& Label(place::RoomId room) const {
    return plan_.rooms[room.value()].label;
  }
  const Sentence& CohortOf(place::CohortId cohort) const {
    return plan_.cohorts[cohort.value()].label;
  }
  std::vector<MessageArg> FloorArgs(std::uint32_t unit) const {
    return {{"site", SiteName(unit)}, {"floor", plan_.units[unit].label}};
  }

  void SayRoom(const place::Assignment& entry) {
    const std::uint32_t unit = UnitOf(entry.room);
    for (const std::uint32_t person : entry.people) {
      auto args = FloorArgs(unit);
      args.emplace_back("person", note_.people[person]);
      args.emplace_back("room", Label(entry.room));
      Say(msg::kPlaceGoesTo, std::move(args));
    }
  }

  void SayFloor(std::uint32_t unit) {
    const bool held = plan_.problem.units[unit].holder.has_value();
    Say(held ? msg::kPlaceFloorOwn : msg::kPlaceFloorNew,
        {{"cohort", CohortOf(party_.cohort)}});
    std::size_t planned = 0;
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (UnitOf(entry.room) == unit) planned += entry.people.size();
    }
    Say(msg::kPlaceFloorOthers,
        {{"inside", plan_.units[unit].people_inside}, {"planned", planned}});
    const SiteNote& site = plan_.sites[plan_.units[unit].site];
    Say(msg::kPlaceClassFits,
        {{"risk", RiskWord(static_cast<int>(party_.risk_class))},
         {"grade", RiskWord(static_cast<int>(site.grade))}});
  }

  void SayFit(const place::Assignment& entry) {
    const place::Room& room = plan_.problem.rooms[entry.room.value()];
    Say(msg::kPlaceBedsFit, {{"room", Label(entry.room)},
                             {"beds", room.beds},
                             {"people", entry.people.size()}});
    const bool adult = std::any_of(
        entry.people.begin(), entry.people.end(),
        [this](std::uint32_t i) { return !party_.people[i].minor; });
    for (const std::uint32_t i : entry.people) {
      const MessageArg person("person", note_.people[i]);
      const MessageArg label("room", Label(entry.room));
      const bool needs = (party_.people[i].needs & kAccessible) != 0;
      if (needs && (room.features & kAccessible) != 0) {
        Say(msg::kPlaceAccessible, {person, label});
      } else if (needs) {
        Say(msg::kPlaceConditionSubstitute,
            {person, label, {"site", SiteName(UnitOf(entry.room))}});
      }
      if (!party_.people[i].minor) continue;
      Say(adult ? msg::kPlaceWithAdult : msg::kPlaceOutsideCarer,
          {person, label});
    }
    if (entry.refill) {
      Say(msg::kPlaceConditionRefill, {{"site", SiteName(UnitOf(entry.room))},
                                       {"room", Label(entry.room)}});
    }
  }

  // Rooms left empty that could take what one of the rooms given took.
  void SayAlternatives(std::optional<std::uint32_t> person) {
    std::set<std::uint32_t> given;
    for (const place::Assignment& entry : plan_.plan.assignments) {
      given.insert(entry.room.value());
    }
    for (const place::OpenedSite& site : plan_.plan.opened_sites) {
      for (const place::RoomId room : site.staff_rooms) {
        given.insert(room.value());
      }
    }
    std::size_t rooms = 0;
    std::string examples;
    for (std::uint32_t r = 0; r < plan_.problem.rooms.size(); ++r) {
      if (given.count(r) != 0 || !Reachable(r) || !FitsOne(r, person)) continue;
      if (rooms++ >= kExamples) continue;
      examples += (examples.empty() ? "" : ", ") + plan_.rooms[r].id;
    }
    if (rooms == 0) return Say(msg::kPlaceNoAlternative, {});
    Say(msg::kPlaceAlternatives, {{"rooms", rooms}, {"examples", examples}});
  }

  // Offered to this group by the plan as it stands.
  bool Reachable(std::uint32_t r) const {
    const place::Room& room = plan_.problem.rooms[r];
    const place::Unit& unit = plan_.problem.units[room.unit.value()];
    const place::Site& site = plan_.problem.sites[unit.site.value()];
    if (room.state != place::RoomState::kReady || unit.closed) return false;
    if (!site.open && !Opened(unit.site)) return false;
    if (!plan_.problem.pairing.Allows(party_.risk_class, site.grade)) {
      return false;
    }
    if (unit.holder) return *unit.holder == party_.cohort;
    for (const place::TakenUnit& taken : plan_.plan.taken_units) {
      if (taken.unit == room.unit) return taken.cohort == party_.cohort;
    }
    return true;
  }

  bool Opened(place::SiteId site) const {
    const auto& opened = plan_.plan.opened_sites;
    return std::any_of(opened.begin(), opened.end(),
                       [site](const auto& o) { return o.site == site; });
  }

  bool FitsOne(std::uint32_t r, std::optional<std::uint32_t> person) const {
    const place::Room& room = plan_.problem.rooms[r];
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (entry.party.value() != p_ || !Concerns(entry.people, person)) {
        continue;
      }
      place::Features needs = 0;
      for (const std::uint32_t i : entry.people) {
        needs |= party_.people[i].needs;
      }
      const bool beds =
          static_cast<std::size_t>(room.beds) >= entry.people.size();
      if (beds && (needs & ~room.features) == 0) return true;
    }
    return false;
  }

  void SayUnplaced(const place::Unplaced& entry) {
    Say(ReasonMessage(entry.reason),
        {{"party", note_.id},
         {"people", entry.people.size()},
         {"risk", RiskWord(static_cast<int>(party_.risk_class))}});
    if (entry.reason != place::Reason::kMinorWithoutAdult) {
      Say(msg::kPlaceFunnel, {{"ready", entry.rooms.ready},
                              {"paired", entry.rooms.paired},
                              {"equipped", entry.rooms.equipped},
                              {"big_enough", entry.rooms.big_enough},
                              {"reachable", entry.rooms.reachable}});
    }
    if (entry.reason == place::Reason::kNoRoomLeft) SayGroup(entry);
    std::size_t said = 0;
    for (const place::Blocking& block : entry.blocking) {
      if (said++ < kFloors) SayBlocking(block);
    }
    if (said > kFloors)
      Say(msg::kPlaceBlockedMore, {{"floors", said - kFloors}});
    for (const Relaxation& relaxation : plan_.relaxations) {
      const auto& helped = relaxation.parties;
      if (std::find(helped.begin(), helped.end(), note_.id) != helped.end()) {
        out_.push_back(relaxation.text);
      }
    }
  }

  void SayGroup(const place::Unplaced& entry) {
    std::size_t people = 0;
    for (const place::Party& party : plan_.problem.parties) {
      if (party.cohort == party_.cohort) people += party.people.size();
    }
    Say(msg::kPlaceGroupNeeds, {{"cohort", CohortOf(party_.cohort)},
                                {"people", people},
                                {"rooms", entry.rooms.reachable}});
  }

  void SayBlocking(const place::Blocking& block) {
    const std::uint32_t u = block.unit.value();
    const UnitNote& unit = plan_.units[u];
    auto args = FloorArgs(u);
    if (block.holder) args.emplace_back("cohort", CohortOf(*block.holder));
    MessageId message = msg::kPlaceBlockedHeldOpen;
    switch (unit.state) {
      case UnitState::kMixed:
        message = msg::kPlaceBlockedMixed;
        break;
      case UnitState::kFrozen:
        message = msg::kPlaceBlockedFrozen;
        break;
      case UnitState::kAwaitingDisinfection:
        message = msg::kPlaceBlockedAwaiting;
        break;
      case UnitState::kUnclear:
        message = msg::kPlaceBlockedUnclear;
        break;
      case UnitState::kFree:
        message = msg::kPlaceBlockedTaken;
        break;
      case UnitState::kHeld:
        if (!unit.held_until) break;
        message = msg::kPlaceBlockedHeld;
        args.emplace_back("day", FormatDay(*unit.held_until));
        break;
    }
    Say(message, std::move(args));
  }

  const Plan& plan_;
  std::uint32_t p_;
  const place::Party& party_;
  const PartyNote& note_;
  std::vector<Sentence> out_;
};

}  // namespace

std::vector<Sentence> ExplainParty(const Plan& plan,
                                   std::string_view party_or_person_id) {
  const std::string_view id = party_or_person_id;
  std::vector<Sentence> out;
  for (std::uint32_t p = 0; p < plan.parties.size(); ++p) {
    const PartyNote& party = plan.parties[p];
    if (party.id == id) {
      out = Explainer(plan, p).Run(std::nullopt);
      break;
    }
    const auto at = std::find(party.people.begin(), party.people.end(), id);
    if (at != party.people.end()) {
      return Explainer(plan, p).Run(
          static_cast<std::uint32_t>(at - party.people.begin()));
    }
  }
  for (const Referral& referral : plan.referred) {
    if (referral.person == id || referral.party == id) {
      out.push_back(referral.reason);
    }
  }
  for (const std::string& person : plan.already_inside) {
    if (person == id) {
      out.push_back({msg::kPlaceAlreadyInside, {{"person", person}}});
    }
  }
  return out;
}

}  // namespace quaranta::desk
