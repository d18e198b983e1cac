// The second evening in sentences.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "desk/night_words.h"
#include "desk/why_words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

using Kind = NightChange::Kind;
using Cause = NightChange::Cause;

constexpr std::size_t kMostMoves = 10;
constexpr std::size_t kMostPeople = 10;

Sentence NotOfferedWord(NotOffered why) {
  switch (why) {
    case NotOffered::kOccupied:
      return {msg::kEveningWhyOccupied, {}};
    case NotOffered::kReleased:
      return {msg::kEveningWhyReleased, {}};
    case NotOffered::kAwaitingDisinfection:
      return {msg::kEveningWhyDisinfection, {}};
    case NotOffered::kOutOfOrder:
    case NotOffered::kNoBeds:
      return {msg::kEveningWhyOutOfOrder, {}};
    case NotOffered::kFrozen:
      return {msg::kEveningWhyFrozen, {}};
    case NotOffered::kOtherUse:
    case NotOffered::kUnknownUse:
      return {msg::kEveningWhyUse, {}};
    case NotOffered::kUnknownState:
    case NotOffered::kNoFloor:
      return {msg::kEveningWhyState, {}};
    case NotOffered::kHeldBack:
      return {msg::kEveningWhyHeld, {}};
    case NotOffered::kOffered:
      break;
  }
  return {msg::kEveningWhySite, {}};
}

class Lines {
 public:
  explicit Lines(const Plan& plan) : plan_(plan), night_(*plan.night) {
    for (std::size_t r = 0; r < plan.rooms.size(); ++r) {
      room_of_[plan.rooms[r].id] = r;
    }
  }

  std::vector<Sentence> Run() {
    SayEarlier();
    SayNew();
    SayStruck();
    SayMoves();
    SayGone();
    SayRefused();
    SayPrice();
    return std::move(out_);
  }

  Sentence Room(const std::string& id) const {
    const auto at = room_of_.find(id);
    if (at == room_of_.end()) return {msg::kWhyBatch, {{"batch", id}}};
    return {msg::kEveningRoom,
            {{"site", SiteOf(at->second)},
             {"room", plan_.rooms[at->second].label}}};
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    out_.push_back({id, std::move(args)});
  }

  const std::string& SiteOf(std::size_t room) const {
    const auto unit = plan_.problem.rooms[room].unit.value();
    return plan_.sites[plan_.units[unit].site].name;
  }

  template <class Match>
  std::int64_t People(Match match) const {
    std::int64_t people = 0;
    for (const NightChange& change : night_.changes) {
      if (match(change)) {
        people += static_cast<std::int64_t>(change.people.size());
      }
    }
    return people;
  }
  std::int64_t PeopleOf(Kind kind) const {
    return People([kind](const auto& c) { return c.kind == kind; });
  }

  void SayEarlier() {
    if (!night_.earlier) return Say(msg::kEveningFirst, {});
    Say(msg::kEveningStands, {{"time", TimeText(*night_.earlier)},
                              {"people", PeopleOf(Kind::kStays)}});
    if (night_.same_input) Say(msg::kEveningSame, {});
  }

  void SayNew() {
    for (const bool is_new : {true, false}) {
      const auto placed = People([is_new](const auto& c) {
        return c.kind == Kind::kGets && c.is_new == is_new;
      });
      const auto waiting = People([is_new](const auto& c) {
        return c.kind == Kind::kWaits && c.is_new == is_new;
      });
      if (placed + waiting == 0) continue;
      Say(is_new        ? msg::kEveningNew
          : placed == 0 ? msg::kEveningStill
                        : msg::kEveningWaited,
          {{"asked", placed + waiting},
           {"placed", placed},
           {"waiting", waiting}});
    }
  }

  void SayStruck() {
    if (night_.struck.empty()) return;
    std::vector<Sentence> rooms;
    for (const std::string& id : night_.struck) rooms.push_back(Room(id));
    Say(msg::kEveningStruck, {{"rooms", ListOf(rooms)}});
    for (const std::string& id : night_.struck) {
      const std::size_t room = room_of_.at(id);
      if (plan_.rooms[room].why != NotOffered::kOccupied) continue;
      Say(msg::kEveningStruckInside,
          {{"site", SiteOf(room)}, {"room", plan_.rooms[room].label}});
    }
  }

  void SayMoves() {
    if (!night_.earlier) return;
    const std::int64_t moves = PeopleOf(Kind::kMoves);
    const std::int64_t lost = PeopleOf(Kind::kLoses);
    if (moves + lost == 0) return Say(msg::kEveningNobodyMoves, {});
    Say(msg::kEveningMoves, {{"people", moves}, {"lost", lost}});
    std::size_t said = 0;
    for (const NightChange& change : night_.changes) {
      const bool move = change.kind == Kind::kMoves;
      if (!move && change.kind != Kind::kLoses) continue;
      if (++said > kMostMoves) continue;
      Say(move ? msg::kEveningMove : msg::kEveningLose,
          {{"party", change.party},
           {"people", change.people.size()},
           {"from", Room(change.from)},
           {"to", Room(change.to)},
           {"cause", CauseWord(change)}});
    }
    SayMore(said, kMostMoves);
  }

  void SayMore(std::size_t said, std::size_t most) {
    if (said > most) Say(msg::kEveningMore, {{"more", said - most}});
  }

  void SayGone() {
    const auto as_planned = People([](const auto& c) {
      return c.kind == Kind::kInside && (c.from.empty() || c.from == c.to);
    });
    if (as_planned > 0) Say(msg::kEveningInside, {{"people", as_planned}});
    std::size_t said = 0;
    for (const NightChange& change : night_.changes) {
      const bool inside = change.kind == Kind::kInside &&
                          !change.from.empty() && change.from != change.to;
      if (!inside && change.kind != Kind::kAway) continue;
      if (++said > kMostPeople) continue;
      Say(inside                    ? msg::kEveningInsideOther
          : WaitsAfter(change.from) ? msg::kEveningAway
                                    : msg::kEveningAwayNoRoom,
          {{"party", change.party},
           {"person", change.people.front()},
           {"from", Room(change.from)},
           {"to", Room(change.to)}});
    }
    SayMore(said, kMostPeople);
    if (!night_.earlier || night_.changed_sites.empty()) return;
    std::vector<Sentence> sites;
    for (const std::string& site : night_.changed_sites) {
      sites.push_back({msg::kWhyBatch, {{"batch", site}}});
    }
    Say(msg::kEveningSitesChanged, {{"sites", ListOf(sites)}});
  }

  // The room waits for disinfection after people of the earlier plan.
  bool WaitsAfter(const std::string& id) const {
    const auto at = room_of_.find(id);
    return at != room_of_.end() &&
           plan_.rooms[at->second].why == NotOffered::kAwaitingDisinfection &&
           std::find(night_.out.begin(), night_.out.end(), id) !=
               night_.out.end();
  }

  void SayRefused() {
    for (const auto& [refusal, message] :
         {std::pair(place::Refusal::kKeepUnits, msg::kEveningRefusedFloors),
          std::pair(place::Refusal::kLeastPeople,
                    msg::kEveningRefusedGroups)}) {
      const auto people = People([of = refusal](const auto& c) {
        return c.to.empty() && c.refusal == of;
      });
      if (people == 0) continue;
      Say(message, {{"people", people}, {"floors", night_.reserve.keep_units}});
    }
  }

  void SayPrice() {
    if (!night_.earlier) return;
    if (night_.price.empty()) return Say(msg::kEveningPriceNone, {});
    std::vector<Sentence> levels;
    for (const NightLevel& of : night_.price) {
      const place::Level& level = plan_.plan.levels[of.level];
      const std::int64_t by = level.value - of.hindsight;
      levels.push_back({by > 0 ? msg::kEveningCostMore : msg::kEveningCostLess,
                        {{"by", by > 0 ? by : -by},
                         {"level", LevelWord(level, plan_.problem.tier_policy)},
                         {"value", level.value},
                         {"other", of.hindsight}}});
    }
    Say(msg::kEveningPrice, {{"levels", AnyOf(levels)}});
  }

  const Plan& plan_;
  const NightNotes& night_;
  std::map<std::string, std::size_t> room_of_;
  std::vector<Sentence> out_;
};

}  // namespace

Sentence CauseWord(const NightChange& change) {
  switch (change.cause) {
    case Cause::kRoom:
      return {msg::kEveningCauseRoom,
              {{"why", NotOfferedWord(change.not_offered)}}};
    case Cause::kFloor:
      return {msg::kEveningCauseFloor, {}};
    case Cause::kStaff:
      return {msg::kEveningCauseStaff, {}};
    case Cause::kParty:
      return {msg::kEveningCauseParty, {}};
    case Cause::kNone:
    case Cause::kStruck:
      break;
  }
  return {msg::kEveningCauseStruck, {}};
}

std::string TimeText(Instant instant) {
  return FormatInstant(instant).substr(0, 16).replace(10, 1, " ");
}

std::vector<Sentence> NightLines(const Plan& plan) {
  if (!plan.night) return {};
  return Lines(plan).Run();
}

std::vector<Sentence> NightLinesOf(const Plan& plan, std::string_view party) {
  std::vector<Sentence> out;
  if (!plan.night || !plan.night->earlier) return out;
  const Lines lines(plan);
  for (const NightChange& change : plan.night->changes) {
    if (change.party != party) continue;
    const std::string time = TimeText(*plan.night->earlier);
    if (change.kind == Kind::kStays) {
      out.push_back(
          {msg::kEveningKept, {{"party", change.party}, {"time", time}}});
    } else if (change.kind == Kind::kMoves || change.kind == Kind::kLoses) {
      out.push_back({msg::kEveningMoved,
                     {{"party", change.party},
                      {"from", lines.Room(change.from)},
                      {"time", time},
                      {"cause", CauseWord(change)}}});
    }
  }
  return out;
}

Sentence WhyWaits(const Plan& plan, std::string_view party) {
  for (const NightChange& change : plan.night->changes) {
    if (change.party != party || !change.to.empty()) continue;
    const MessageArg people("people", change.people.size());
    if (change.refusal == place::Refusal::kKeepUnits) {
      return {msg::kEveningRefusedFloors,
              {people, {"floors", plan.night->reserve.keep_units}}};
    }
    if (change.refusal == place::Refusal::kLeastPeople) {
      return {msg::kEveningRefusedGroups, {people}};
    }
  }
  return {msg::kEveningNoMove, {}};
}

std::string_view NameOf(NightChange::Kind kind) {
  switch (kind) {
    case Kind::kStays:
      return "STAYS";
    case Kind::kMoves:
      return "MOVES";
    case Kind::kLoses:
      return "LOSES";
    case Kind::kGets:
      return "GETS";
    case Kind::kWaits:
      return "WAITS";
    case Kind::kInside:
      return "INSIDE";
    case Kind::kAway:
      break;
  }
  return "AWAY";
}

std::string_view NameOf(NightChange::Cause cause) {
  switch (cause) {
    case Cause::kNone:
      break;
    case Cause::kStruck:
      return "STRUCK";
    case Cause::kRoom:
      return "ROOM";
    case Cause::kFloor:
      return "FLOOR";
    case Cause::kStaff:
      return "STAFF";
    case Cause::kParty:
      return "PARTY";
  }
  return "NONE";
}

}  // namespace quaranta::desk
