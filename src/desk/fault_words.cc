// Faults of a stored plan in sentences.
#include "desk/fault_words.h"

#include <map>
#include <string>
#include <utility>

#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

using place::Fault;
using place::Violation;

constexpr std::size_t kMostPlaces = 6;

MessageId WordOf(Fault fault) {
  switch (fault) {
    case Fault::kRoomNotOffered:
      return msg::kVerifyFaultRoomNotOffered;
    case Fault::kStaffRoom:
      return msg::kVerifyFaultStaffRoom;
    case Fault::kRoomHoldsTwo:
      return msg::kVerifyFaultRoomHoldsTwo;
    case Fault::kTooManyPeople:
      return msg::kVerifyFaultTooManyPeople;
    case Fault::kEmptyAssignment:
      return msg::kVerifyFaultEmptyAssignment;
    case Fault::kUnitShared:
      return msg::kVerifyFaultUnitShared;
    case Fault::kWrongGrade:
      return msg::kVerifyFaultWrongGrade;
    case Fault::kMissingFeature:
      return msg::kVerifyFaultMissingFeature;
    case Fault::kMinorAlone:
      return msg::kVerifyFaultMinorAlone;
    case Fault::kPartySplit:
      return msg::kVerifyFaultPartySplit;
    case Fault::kNotAdjacent:
      return msg::kVerifyFaultNotAdjacent;
    case Fault::kPartyHalfPlaced:
      return msg::kVerifyFaultPartyHalfPlaced;
    case Fault::kWrongRoommates:
      return msg::kVerifyFaultWrongRoommates;
    case Fault::kTierSkipped:
      return msg::kVerifyFaultTierSkipped;
    case Fault::kPersonTwice:
      return msg::kVerifyFaultPersonTwice;
    case Fault::kPersonForgotten:
      return msg::kVerifyFaultPersonForgotten;
    case Fault::kWrongOrder:
      return msg::kVerifyFaultWrongOrder;
    case Fault::kWrongLevels:
      return msg::kVerifyFaultWrongLevels;
    case Fault::kWrongValue:
      return msg::kVerifyFaultWrongValue;
    case Fault::kBoundAboveValue:
      return msg::kVerifyFaultBoundAboveValue;
    case Fault::kWrongStatus:
      return msg::kVerifyFaultWrongStatus;
    case Fault::kWrongRefill:
      return msg::kVerifyFaultWrongRefill;
    case Fault::kWrongSubstitutions:
      return msg::kVerifyFaultWrongSubstitutions;
    case Fault::kWrongOpenedSites:
      return msg::kVerifyFaultWrongOpenedSites;
    case Fault::kWrongTakenUnits:
      return msg::kVerifyFaultWrongTakenUnits;
    case Fault::kWrongReason:
      return msg::kVerifyFaultWrongReason;
    case Fault::kWrongFunnel:
      return msg::kVerifyFaultWrongFunnel;
    case Fault::kWrongBlocking:
      return msg::kVerifyFaultWrongBlocking;
    case Fault::kRoomWasLeft:
      return msg::kVerifyFaultRoomWasLeft;
    case Fault::kWrongCertificate:
      return msg::kVerifyFaultWrongCertificate;
    case Fault::kIndexOutOfRange:
      break;
  }
  return msg::kVerifyFaultIndexOutOfRange;
}

Sentence Joined(const std::vector<Sentence>& words) {
  Sentence list = words.back();
  for (std::size_t i = words.size() - 1; i-- > 0;) {
    list = {msg::kWhyListMore,
            {{"first", words[i]}, {"rest", std::move(list)}}};
  }
  return list;
}

class Scene {
 public:
  Scene(const Verified& verified, const place::Problem& problem,
        const Stock& stock, const Arrivals& people)
      : verified_(verified),
        problem_(problem),
        stock_(stock),
        people_(people) {}

  // What the violation names, joined: "party F7, room 304 of South"; nothing
  // when it names nothing that is there.
  std::vector<Sentence> Of(const Violation& of) const {
    std::vector<Sentence> words;
    AddParty(of, words);
    if (of.room && of.room->value() < problem_.rooms.size()) {
      words.push_back(Room(of.room->value()));
    } else if (of.unit && of.unit->value() < problem_.units.size()) {
      const UnitNote& unit = stock_.unit_notes[of.unit->value()];
      words.push_back({msg::kVerifyFloor,
                       {{"site", stock_.site_notes[unit.site].name},
                        {"floor", FloorWord(unit.label)}}});
    } else if (of.site && of.site->value() < problem_.sites.size()) {
      words.push_back({msg::kWhyBatch,
                       {{"batch", stock_.site_notes[of.site->value()].name}}});
    }
    AddFigures(of, words);
    return words;
  }

 private:
  void AddParty(const Violation& of, std::vector<Sentence>& words) const {
    if (!of.party || of.party->value() >= people_.groups.size()) return;
    const PartyNote& party = people_.groups[of.party->value()].note;
    const bool one = of.person && *of.person < party.people.size();
    words.push_back({one ? msg::kVerifyPerson : msg::kVerifyParty,
                     {{"name", one ? party.people[*of.person] : party.id}}});
  }

  Sentence Room(std::uint32_t room) const {
    const std::uint32_t unit = problem_.rooms[room].unit.value();
    const SiteNote& site = stock_.site_notes[stock_.unit_notes[unit].site];
    return {msg::kEveningRoom,
            {{"site", site.name}, {"room", stock_.room_notes[room].label}}};
  }

  void AddFigures(const Violation& of, std::vector<Sentence>& words) const {
    const auto& levels = verified_.plan.levels;
    if (of.level && *of.level < levels.size()) {
      words.push_back(LevelWord(levels[*of.level], verified_.tier_policy));
    }
    if (of.said && of.found) {
      words.push_back(
          {msg::kVerifySaid, {{"said", *of.said}, {"found", *of.found}}});
    }
  }

  const Verified& verified_;
  const place::Problem& problem_;
  const Stock& stock_;
  const Arrivals& people_;
};

Sentence LineOf(Fault fault, const std::vector<const Violation*>& all,
                const Scene& scene) {
  std::vector<Sentence> where;
  for (const Violation* of : all) {
    if (where.size() == kMostPlaces) break;
    const auto words = scene.Of(*of);
    if (!words.empty()) where.push_back(Joined(words));
  }
  const Sentence what{msg::kVerifyFaultCoded,
                      {{"fault", Sentence{WordOf(fault), {}}},
                       {"code", std::string(place::NameOf(fault))}}};
  if (where.empty()) return {msg::kVerifyFault, {{"fault", what}}};
  if (all.size() > where.size()) {
    where.push_back({msg::kVerifyMore, {{"more", all.size() - where.size()}}});
  }
  return {msg::kVerifyFaultAt, {{"fault", what}, {"where", AnyOf(where)}}};
}

}  // namespace

std::vector<Sentence> FaultLines(const Verified& verified,
                                 const place::Problem& problem,
                                 const Stock& stock, const Arrivals& people) {
  std::map<Fault, std::vector<const Violation*>> kinds;
  for (const Violation& of : verified.report.violations) {
    kinds[of.fault].push_back(&of);
  }
  const Scene scene(verified, problem, stock, people);
  std::vector<Sentence> lines;
  for (const auto& [fault, all] : kinds) {
    lines.push_back(LineOf(fault, all, scene));
  }
  return lines;
}

}  // namespace quaranta::desk
