// Moves as records and in sentences.
#include <algorithm>
#include <map>
#include <utility>

#include "desk/audit_words.h"
#include "desk/line_list.h"
#include "desk/move_records.h"
#include "desk/moves_in.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

MessageId MoveMessage(const PeopleMove& move) {
  if (move.cause == MoveCause::kParty) return msg::kMovesMoveAlong;
  return move.people == std::vector{move.party} ? msg::kMovesMoveAlone
                                                : msg::kMovesMove;
}

void SayMoves(const MovesResult& result, LineList& lines) {
  if (!result.moves.empty()) lines.Say({msg::kBriefProposal, {}});
  lines.SayTexts(result.moves);
}

// What the moves depend on and leave behind.
void SayAround(const MovesResult& result, LineList& lines) {
  lines.SayTexts(result.substitutes);
  for (const Sentence& line : result.conditions) lines.Say(line);
}

}  // namespace

void AddMoves(const std::vector<place::Move>& moves,
              const std::vector<place::Substitution>& substitutions,
              const std::function<MoveCause(place::RoomId from)>& cause,
              MovesResult& result) {
  for (const place::Move& of : moves) {
    PeopleMove record{result.parties[of.party.value()].id,
                      IdsOf(result, of.party, of.people),
                      result.room_notes[of.from.value()].id,
                      result.room_notes[of.to.value()].id,
                      cause(of.from),
                      {}};
    record.text = {MoveMessage(record),
                   {{"who", CodesOf(record.people)},
                    {"party", record.party},
                    {"from", RoomWord(result, of.from.value())},
                    {"to", RoomWord(result, of.to.value())}}};
    result.moves.push_back(std::move(record));
  }
  for (const place::Substitution& of : substitutions) {
    const RoomNote& room = result.room_notes[of.room.value()];
    const std::size_t unit = result.problem.rooms[of.room.value()].unit.value();
    const std::string& person =
        result.parties[of.party.value()].people[of.person];
    result.substitutes.push_back(
        {person,
         room.id,
         {msg::kPlaceConditionSubstitute,
          {{"person", person},
           {"room", room.label},
           {"site", result.sites[result.units[unit].site].name}}}});
  }
}

void AddBeforeEmpty(const County& county, const std::set<std::size_t>& rooms,
                    bool staff, std::vector<Sentence>& conditions) {
  struct Labels {
    std::vector<std::string> unknown, staff, promised;
  };
  std::map<std::size_t, Labels> by_site;
  for (const std::size_t r : rooms) {
    const RoomRow& room = county.rooms[r];
    Labels& of = by_site[room.site];
    if (UsedByNobody(room)) of.unknown.push_back(room.label);
    if (staff && room.staff_lives_here) of.staff.push_back(room.label);
    if (room.promised) of.promised.push_back(room.label);
  }
  for (const auto& [site, of] : by_site) {
    for (const auto& [labels, message] :
         {std::pair(&of.unknown, msg::kMovesLookFirst),
          std::pair(&of.staff, msg::kMovesStaffThere),
          std::pair(&of.promised, msg::kMovesPromised)}) {
      if (labels->empty()) continue;
      conditions.push_back({message,
                            {{"site", county.sites[site].name},
                             {"count", labels->size()},
                             {"rooms", LabelsOf(*labels)}}});
    }
  }
}

std::vector<Sentence> MovesLines(const EvacuationResult& result,
                                 std::size_t most) {
  LineList lines(result.headline, most);
  SayMoves(result, lines);
  lines.SayTexts(result.without);
  lines.SayTexts(result.held);
  lines.SayTexts(result.unseen);
  SayAround(result, lines);
  lines.SayTexts(result.taken_floors);
  lines.SayTexts(result.cleaning);
  const place::Bounded& without = result.evacuation.no_room;
  const place::Bounded& moved = result.evacuation.moved;
  if (without.value != without.bound || moved.value != moved.bound) {
    lines.Say({msg::kMovesBound,
               {{"without", without.value},
                {"least_without", without.bound},
                {"moved", moved.value},
                {"least_moved", moved.bound}}});
  } else if (without.value + moved.value > 0) {
    lines.Say({msg::kMovesBest, {}});
  }
  lines.SayAll(result.doubts);
  return lines.Take();
}

std::vector<Sentence> MovesLines(const FreeingResult& result,
                                 std::size_t most) {
  LineList lines(result.headline, most);
  lines.SayTexts(result.choices);
  SayMoves(result, lines);
  lines.SayTexts(result.floors);
  SayAround(result, lines);
  lines.SayTexts(result.cleaning);
  const place::Freeing& found = result.freeing;
  const auto floors = static_cast<std::int64_t>(found.units.size());
  const bool proven =
      floors == found.most_units && found.moved.bound == found.moved.value;
  if (floors > 0 && !proven) {
    lines.Say({msg::kMovesFreeBound,
               {{"floors", floors},
                {"most_floors", found.most_units},
                {"least", found.moved.bound}}});
  } else if (floors > 0) {
    lines.Say(
        {result.most_people ? msg::kMovesFreeBestWithin : msg::kMovesFreeBest,
         {{"most", result.most_people.value_or(0)}}});
  }
  lines.SayAll(result.doubts);
  return lines.Take();
}

std::string_view NameOf(MoveCause cause) {
  switch (cause) {
    case MoveCause::kMustBeEmpty:
      return "MUST_BE_EMPTY";
    case MoveCause::kParty:
      return "PARTY";
    case MoveCause::kFreesFloor:
      break;
  }
  return "FREES_FLOOR";
}

}  // namespace quaranta::desk
