// Rooms that must be empty: who goes where.
#include <algorithm>
#include <map>
#include <utility>

#include "core/status_macros.h"
#include "desk/audit_words.h"
#include "desk/move_records.h"
#include "desk/moves_in.h"
#include "desk/night_words.h"
#include "desk/why_words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/place/verify_moves.h"

namespace quaranta::desk {
namespace {

// The rooms of the county that must be empty.
std::set<std::size_t> RoomsOf(const County& county, const Named& named) {
  std::set<std::size_t> rooms = named.rooms;
  for (const std::size_t s : named.sites) {
    rooms.insert(county.sites[s].rooms.begin(), county.sites[s].rooms.end());
  }
  for (const std::size_t f : named.floors) {
    rooms.insert(county.floors[f].rooms.begin(), county.floors[f].rooms.end());
  }
  return rooms;
}

MessageId HeldMessage(HeldBy by) {
  switch (by) {
    case HeldBy::kPerson:
      return msg::kMovesHeldPerson;
    case HeldBy::kRoom:
      return msg::kMovesHeldRoom;
    case HeldBy::kFloor:
      return msg::kMovesHeldFloor;
    case HeldBy::kParty:
      break;
  }
  return msg::kMovesHeldParty;
}

class Evacuator {
 public:
  Evacuator(const AuditDraft& draft, Named named, EvacuationResult& result)
      : draft_(draft),
        county_(draft.county),
        named_(std::move(named)),
        rooms_(RoomsOf(county_, named_)),
        result_(result) {
    result_.empty = SubjectsOf(county_, named_);
    for (std::size_t r = 0; r < draft.stock.county_room.size(); ++r) {
      if (rooms_.contains(draft.stock.county_room[r])) {
        result_.to_empty.rooms.push_back(place::RoomId(r));
      }
    }
  }

  absl::Status Plan(const EvacuateOptions& options) {
    place::EvacuateOptions plan;
    plan.plan_limit = options.plan_limit;
    plan.place.seed = options.seed;
    plan.place.node_limit = options.node_limit;
    QUARANTA_ASSIGN_OR_RETURN(result_.evacuation,
                              place::Evacuate(result_.problem, result_.inside,
                                              result_.to_empty, plan));
    QUARANTA_ASSIGN_OR_RETURN(
        const place::MovesReport report,
        place::VerifyEvacuation(result_.problem, result_.inside,
                                result_.to_empty, plan, result_.evacuation));
    if (report.ok()) return absl::OkStatus();
    return Internal("the moves break their own rules: " +
                    std::string(place::NameOf(report.violations[0].fault)));
  }

  void Tell() {
    CountPeople();
    AddMoves(
        result_.evacuation.moves, result_.evacuation.substitutions,
        [this](place::RoomId from) {
          return MustBeEmpty(from) ? MoveCause::kMustBeEmpty
                                   : MoveCause::kParty;
        },
        result_);
    for (const place::NoRoom& of : result_.evacuation.without) {
      result_.without.push_back(WithoutOf(result_, of));
    }
    for (const place::Inside& of : result_.evacuation.held) AddHeld(of);
    AddUnseen();
    AddBeforeEmpty(county_, rooms_, true, result_.conditions);
    for (const place::OpenedSite& of : result_.evacuation.opened_sites) {
      result_.opened_sites.push_back(
          OpeningOf(draft_, result_, of, result_.conditions));
    }
    for (const place::TakenUnit& of : result_.evacuation.taken_units) {
      result_.taken_floors.push_back(TakenOf(result_, of));
    }
    result_.cleaning = CleaningAfter(result_, result_.evacuation.moves,
                                     result_.evacuation.without);
    AddDoubtsOfInside(draft_, result_);
    AddHeadline();
  }

 private:
  bool MustBeEmpty(place::RoomId room) const {
    return rooms_.contains(draft_.stock.county_room[room.value()]);
  }

  void CountPeople() {
    for (const auto& [room, people] : draft_.insiders.in_room) {
      if (!MustBeEmpty(place::RoomId(room))) continue;
      ++result_.rooms_there;
      result_.people_there += static_cast<std::int32_t>(people.size());
    }
  }

  void AddHeld(const place::Inside& of) {
    HeldPeople record{result_.parties[of.party.value()].id,
                      IdsOf(result_, of.party, of.people),
                      result_.room_notes[of.room.value()].id,
                      HeldBy::kParty,
                      {}};
    for (const std::string& id : record.people) {
      const auto by = HoldOn(draft_, of.room.value(), id);
      if (by) record.by = std::min(record.by, *by);
    }
    record.text = {HeldMessage(record.by),
                   {{"room", RoomWord(result_, of.room.value())},
                    {"who", CodesOf(record.people)},
                    {"people", record.people.size()},
                    {"party", record.party}}};
    result_.held.push_back(std::move(record));
  }

  // Those nobody could plan for, of whom the records say that they are there.
  void AddUnseen() {
    std::map<std::pair<std::size_t, std::string>, UnseenPerson> found;
    for (const Roomless& of : FindRoomless(county_, draft_.insiders)) {
      if (!named_.sites.contains(of.site)) continue;
      const SiteRow& site = county_.sites[of.site];
      found[{of.site, of.person}] = {
          of.person,
          site.id,
          "",
          {msg::kMovesUnseen, {{"who", of.person}, {"site", site.name}}}};
    }
    for (const std::string& id : draft_.insiders.unseen) {
      const std::size_t r = draft_.insiders.seats.at(id).room;
      if (!rooms_.contains(r)) continue;
      const RoomRow& room = county_.rooms[r];
      const SiteRow& site = county_.sites[room.site];
      found[{room.site, id}] = {
          id,
          site.id,
          room.id,
          {msg::kMovesUnseenRoom,
           {{"who", id},
            {"room", Sentence{msg::kAuditRoom,
                              {{"site", site.name}, {"room", room.label}}}}}}};
    }
    for (auto& [key, of] : found) result_.unseen.push_back(std::move(of));
  }

  void Say(MessageId id, std::vector<MessageArg> args) {
    result_.headline.push_back({id, std::move(args)});
  }

  void AddHeadline() {
    const place::Evacuation& found = result_.evacuation;
    Say(result_.people_there == 0 ? msg::kMovesNobody : msg::kMovesMustLeave,
        {{"time", TimeText(result_.as_of)},
         {"where", NamedWord(county_, named_)},
         {"people", result_.people_there},
         {"rooms", result_.rooms_there}});
    Say(found.moves.empty() ? msg::kMovesNobodyMoves : msg::kMovesMoveNow,
        {{"moved", found.moved.value}});
    if (!result_.without.empty()) {
      Say(msg::kMovesAskElsewhere,
          {{"people", found.no_room.value},
           {"role", RoleWord(draft_.setting.params.more_rooms_from)}});
    }
    std::size_t held = 0;
    for (const HeldPeople& of : result_.held) held += of.people.size();
    if (held > 0) Say(msg::kMovesReleaseFirst, {{"people", held}});
    if (!result_.unseen.empty()) {
      Say(msg::kMovesByHand, {{"people", result_.unseen.size()}});
    }
  }

  const AuditDraft& draft_;
  const County& county_;
  const Named named_;
  const std::set<std::size_t> rooms_;
  EvacuationResult& result_;
};

}  // namespace

absl::StatusOr<EvacuationResult> EvacuateIn(const Setting& setting,
                                            const EvacuateOptions& options) {
  if (options.empty.empty()) {
    return InvalidArgument(
        "empty: nothing is named; expected rooms, floors or sites");
  }
  const County county = ReadCounty(setting);
  QUARANTA_ASSIGN_OR_RETURN(
      Named named,
      FindNamed(county, options.empty, {"empty", setting.region_id}));
  const AuditDraft draft = JoinAudit(setting, county);
  EvacuationResult result;
  FillOccupancy(draft, result);
  result.seed = options.seed;
  result.plan_limit = options.plan_limit;
  result.node_limit = options.node_limit;
  Evacuator evacuator(draft, std::move(named), result);
  QUARANTA_RETURN_IF_ERROR(evacuator.Plan(options));
  evacuator.Tell();
  return result;
}

}  // namespace quaranta::desk
