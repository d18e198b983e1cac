#include "desk/audit_words.h"

#include <algorithm>
#include <utility>

#include "desk/line_list.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kMostCodes = 8;

using place::Breach;

MessageId FindingMessage(Breach breach) {
  switch (breach) {
    case Breach::kUnitShared:
      return msg::kAuditUnitShared;
    case Breach::kUnitOfOther:
      return msg::kAuditUnitOfOther;
    case Breach::kRoomShared:
      return msg::kAuditRoomShared;
    case Breach::kTooManyPeople:
      return msg::kAuditTooManyPeople;
    case Breach::kRoomOut:
      return msg::kAuditRoomOut;
    case Breach::kRoomReleased:
      return msg::kAuditRoomReleased;
    case Breach::kRoomRefilled:
      return msg::kAuditRoomRefilled;
    case Breach::kUnitClosed:
      return msg::kAuditUnitClosed;
    case Breach::kSiteNotOpen:
      return msg::kAuditSiteNotOpen;
    case Breach::kWrongGrade:
      return msg::kAuditWrongGrade;
    case Breach::kMissingFeature:
      return msg::kAuditMissingFeature;
    case Breach::kMinorAlone:
      return msg::kAuditMinorAlone;
    case Breach::kPartySplit:
      return msg::kAuditPartySplit;
    case Breach::kNotAdjacent:
      return msg::kAuditNotAdjacent;
    case Breach::kWrongRoommates:
      break;
  }
  return msg::kAuditWrongRoommates;
}

MessageId MoveMessage(Breach breach) {
  switch (breach) {
    case Breach::kUnitShared:
      return msg::kAuditWhyUnitShared;
    case Breach::kUnitOfOther:
      return msg::kAuditWhyUnitOfOther;
    case Breach::kRoomShared:
      return msg::kAuditWhyRoomShared;
    case Breach::kTooManyPeople:
      return msg::kAuditWhyTooManyPeople;
    case Breach::kRoomOut:
      return msg::kAuditWhyRoomOut;
    case Breach::kRoomReleased:
      return msg::kAuditWhyRoomReleased;
    case Breach::kRoomRefilled:
      return msg::kAuditWhyRoomRefilled;
    case Breach::kUnitClosed:
      return msg::kAuditWhyUnitClosed;
    case Breach::kSiteNotOpen:
      return msg::kAuditWhySiteNotOpen;
    case Breach::kWrongGrade:
      return msg::kAuditWhyWrongGrade;
    case Breach::kMissingFeature:
      return msg::kAuditWhyMissingFeature;
    case Breach::kMinorAlone:
      return msg::kAuditWhyMinorAlone;
    case Breach::kPartySplit:
      return msg::kAuditWhyPartySplit;
    case Breach::kNotAdjacent:
      return msg::kAuditWhyNotAdjacent;
    case Breach::kWrongRoommates:
      break;
  }
  return msg::kAuditWhyWrongRoommates;
}

Sentence OutWord(NotOffered why) {
  switch (why) {
    case NotOffered::kOccupied:
      return {msg::kAuditOutStaff, {}};
    case NotOffered::kOutOfOrder:
      return {msg::kAuditOutOrder, {}};
    case NotOffered::kAwaitingDisinfection:
      return {msg::kAuditOutDisinfection, {}};
    case NotOffered::kNoBeds:
      return {msg::kAuditOutBeds, {}};
    default:
      return {msg::kAuditOutUse, {}};
  }
}

// Groups on a floor, the largest first.
Sentence GroupsWord(const std::vector<AuditGroup>& groups) {
  std::vector<Sentence> items;
  std::size_t told = groups.size() > 4 ? 3 : groups.size();
  std::int32_t more = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (g >= told) {
      more += groups[g].people;
      continue;
    }
    items.push_back(
        {msg::kAuditGroup,
         {{"people", groups[g].people}, {"cohort", groups[g].label}}});
  }
  if (more > 0) items.push_back({msg::kAuditMoreCodes, {{"more", more}}});
  return ListOf(items);
}

std::vector<Sentence> AsSentences(const std::vector<std::string>& codes) {
  std::vector<Sentence> items;
  for (const std::string& code : codes) {
    items.push_back({msg::kAuditCode, {{"code", code}}});
  }
  return items;
}

const SiteNote& SiteOf(const Occupancy& now, std::size_t unit) {
  return now.sites[now.units[unit].site];
}

}  // namespace

Sentence ListUpTo(std::vector<Sentence> items, MessageId more) {
  if (items.size() > kMostCodes + 1) {
    const std::size_t left = items.size() - kMostCodes;
    items.resize(kMostCodes);
    items.push_back({more, {{"more", left}}});
  }
  return ListOf(items);
}

Sentence CodesOf(const std::vector<std::string>& codes) {
  return ListUpTo(AsSentences(codes), msg::kAuditMoreCodes);
}

Sentence LabelsOf(const std::vector<std::string>& labels) {
  return ListUpTo(AsSentences(labels), msg::kAuditMoreRooms);
}

Sentence RoomWord(const Occupancy& now, std::size_t room) {
  const std::size_t unit = now.problem.rooms[room].unit.value();
  return {
      msg::kAuditRoom,
      {{"site", SiteOf(now, unit).name}, {"room", now.room_notes[room].label}}};
}

Sentence UnitWord(const Occupancy& now, std::size_t unit) {
  return {msg::kAuditFloor,
          {{"site", SiteOf(now, unit).name},
           {"floor", FloorWord(now.units[unit].label)}}};
}

Sentence RoomsWord(const Occupancy& now,
                   const std::vector<std::size_t>& rooms) {
  std::vector<Sentence> items;
  for (const std::size_t room : rooms) items.push_back(RoomWord(now, room));
  return ListOf(items);
}

Sentence FindingText(const AuditResult& result, const place::Finding& finding,
                     const AuditFinding& record,
                     const std::vector<std::size_t>& rooms) {
  const place::Problem& problem = result.problem;
  const std::size_t unit = finding.unit.value();
  const place::Party& party = problem.parties[finding.parties[0].value()];
  std::vector<MessageArg> args = {
      {"where", finding.room ? RoomWord(result, finding.room->value())
                             : UnitWord(result, unit)},
      {"who", CodesOf(record.people)},
      {"people", finding.people},
      {"party", record.parties.front()}};
  switch (finding.breach) {
    case Breach::kUnitShared:
      args.emplace_back("groups", GroupsWord(record.groups));
      break;
    case Breach::kTooManyPeople:
      args.emplace_back("all", record.people.size());
      args.emplace_back("beds", problem.rooms[finding.room->value()].beds);
      break;
    case Breach::kRoomOut:
      args.emplace_back("why",
                        OutWord(result.room_notes[finding.room->value()].why));
      break;
    case Breach::kWrongGrade:
      args.emplace_back("risk", RiskWord(static_cast<int>(party.risk_class)));
      args.emplace_back("grade",
                        RiskWord(static_cast<int>(SiteOf(result, unit).grade)));
      break;
    case Breach::kPartySplit:
    case Breach::kNotAdjacent:
      args.emplace_back("rooms", RoomsWord(result, rooms));
      break;
    default:
      break;
  }
  return {FindingMessage(finding.breach), std::move(args)};
}

Sentence MoveReason(Breach breach) { return {MoveMessage(breach), {}}; }

namespace {

class Lines {
 public:
  Lines(const AuditResult& result, std::size_t most)
      : result_(result), lines_(result.headline, most) {}

  std::vector<Sentence> Run() {
    if (!result_.ok()) {
      SayFindings();
      SayMoves();
      SayAfter();
    }
    SayFrozen();
    lines_.SayAll(result_.doubts);
    return lines_.Take();
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    lines_.Say({id, std::move(args)});
  }

  void SayFindings() {
    lines_.SayEach(result_.findings, [](const AuditFinding& of) -> Sentence {
      if (of.ask_first.empty()) return of.text;
      return {msg::kAuditAskFirst,
              {{"who", CodesOf(of.ask_first)}, {"finding", of.text}}};
    });
    const bool met =
        std::any_of(result_.findings.begin(), result_.findings.end(),
                    [](const AuditFinding& of) {
                      return of.breach == Breach::kUnitShared ||
                             of.breach == Breach::kRoomShared;
                    });
    if (met) Say(msg::kAuditMet, {});
  }

  void SayMoves() {
    if (!result_.moves.empty()) Say(msg::kBriefProposal, {});
    lines_.SayTexts(result_.moves);
    lines_.SayTexts(result_.without);
    for (const Sentence& line : result_.conditions) lines_.Say(line);
    lines_.SayTexts(result_.taken_floors);
    lines_.SayTexts(result_.cleaning);
  }

  void SayAfter() {
    lines_.SayEach(result_.left, [](const AuditFinding& of) -> Sentence {
      return {msg::kAuditStays, {{"finding", of.text}}};
    });
    const place::Bounded& without = result_.report.no_room;
    const place::Bounded& moved = result_.report.moved;
    if (without.value == without.bound && moved.value == moved.bound) {
      Say(msg::kAuditBest, {});
    } else {
      Say(msg::kAuditBound, {{"without", without.value},
                             {"least_without", without.bound},
                             {"moved", moved.value},
                             {"least_moved", moved.bound}});
    }
  }

  void SayFrozen() {
    std::vector<std::string> codes;
    for (const AuditFrozen& of : result_.frozen) {
      codes.insert(codes.end(), of.people.begin(), of.people.end());
    }
    if (codes.empty()) return;
    Say(msg::kAuditFrozen, {{"people", codes.size()}, {"who", CodesOf(codes)}});
  }

  const AuditResult& result_;
  LineList lines_;
};

}  // namespace

std::vector<Sentence> AuditLines(const AuditResult& result, std::size_t most) {
  return Lines(result, most).Run();
}

}  // namespace quaranta::desk
