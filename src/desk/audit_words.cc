#include "desk/audit_words.h"

#include <algorithm>
#include <utility>

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

const SiteNote& SiteOf(const AuditResult& result, std::size_t unit) {
  return result.sites[result.units[unit].site];
}

}  // namespace

Sentence CodesOf(const std::vector<std::string>& codes) {
  std::vector<Sentence> items;
  const std::size_t told =
      codes.size() > kMostCodes + 1 ? kMostCodes : codes.size();
  for (std::size_t i = 0; i < told; ++i) {
    items.push_back({msg::kAuditCode, {{"code", codes[i]}}});
  }
  if (told < codes.size()) {
    items.push_back({msg::kAuditMoreCodes, {{"more", codes.size() - told}}});
  }
  return ListOf(items);
}

Sentence RoomWord(const AuditResult& result, std::size_t room) {
  const std::size_t unit = result.problem.rooms[room].unit.value();
  return {msg::kAuditRoom,
          {{"site", SiteOf(result, unit).name},
           {"room", result.room_notes[room].label}}};
}

Sentence UnitWord(const AuditResult& result, std::size_t unit) {
  return {msg::kAuditFloor,
          {{"site", SiteOf(result, unit).name},
           {"floor", FloorWord(result.units[unit].label)}}};
}

Sentence RoomsWord(const AuditResult& result,
                   const std::vector<std::size_t>& rooms) {
  std::vector<Sentence> items;
  for (const std::size_t room : rooms) items.push_back(RoomWord(result, room));
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
      : result_(result), most_(most) {}

  std::vector<Sentence> Run() {
    out_ = result_.headline;
    if (!result_.ok()) {
      SayFindings();
      SayMoves();
      SayAfter();
    }
    SayFrozen();
    List(result_.doubts, [](const Sentence& doubt) { return doubt; });
    return std::move(out_);
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    out_.push_back({id, std::move(args)});
  }

  template <class Of, class Text>
  void List(const std::vector<Of>& items, const Text& text) {
    std::size_t told = 0;
    for (const Of& item : items) {
      if (most_ != 0 && told == most_) break;
      out_.push_back(text(item));
      ++told;
    }
    if (told < items.size()) {
      Say(msg::kAuditMore, {{"more", items.size() - told}});
    }
  }

  void SayFindings() {
    List(result_.findings, [](const AuditFinding& of) -> Sentence {
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
    List(result_.moves, [](const AuditMove& of) { return of.text; });
    List(result_.without, [](const AuditWithout& of) { return of.text; });
    for (const Sentence& line : result_.conditions) out_.push_back(line);
    List(result_.taken_floors, [](const AuditTaken& of) { return of.text; });
    List(result_.cleaning, [](const AuditCleaning& of) { return of.text; });
  }

  void SayAfter() {
    List(result_.left, [](const AuditFinding& of) -> Sentence {
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
  std::size_t most_;
  std::vector<Sentence> out_;
};

}  // namespace

std::vector<Sentence> AuditLines(const AuditResult& result, std::size_t most) {
  return Lines(result, most).Run();
}

}  // namespace quaranta::desk
