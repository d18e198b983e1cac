// Why somebody goes where on which day, or nowhere.
#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "desk/days_in.h"
#include "desk/night_words.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kFloors = 6;

// "Tonight" is not the day that they ask about, nor is it known yet what will
// stand in the way of a floor then.
Sentence FamilyThatDay(place::Family family) {
  if (family == place::Family::kSite) return {msg::kDaysFamilySite, {}};
  if (family == place::Family::kTurnaround) {
    return {msg::kDaysFamilyTurnaround, {}};
  }
  return FamilyWord(family, {});
}

MessageId LengthMessage(LengthBasis basis) {
  switch (basis) {
    case LengthBasis::kPlannedEnd:
      return msg::kDaysLengthPlannedEnd;
    case LengthBasis::kProfile:
      return msg::kDaysLengthProfile;
    case LengthBasis::kFromIntake:
      return msg::kDaysLengthFromIntake;
    case LengthBasis::kLongest:
      return msg::kDaysLengthLongest;
    case LengthBasis::kUnknown:
      break;
  }
  return msg::kDaysLengthUnknown;
}

class DaysExplainer {
 public:
  DaysExplainer(const DaysPlan& plan, std::uint32_t party)
      : plan_(plan),
        places_{plan.horizon.problem, plan.sites, plan.units, plan.rooms},
        id_(party),
        party_(plan.horizon.problem.parties[party]),
        note_(plan.parties[party]),
        dates_(plan.dates[party]) {}

  // Of the whole party, or of one person of it.
  std::vector<Sentence> Run(std::optional<std::uint32_t> person) {
    const auto concerns = [&](place::PartyId party, const auto& people) {
      return party == id_ && (!person || std::find(people.begin(), people.end(),
                                                   *person) != people.end());
    };
    std::vector<const place::HorizonAssignment*> rooms;
    for (const place::HorizonAssignment& of : plan_.plan.assignments) {
      if (concerns(of.party, of.people)) rooms.push_back(&of);
    }
    for (const auto* of : rooms) SayRoom(*of);
    if (!rooms.empty()) {
      SayDates(*rooms.front());
      SayThatDay(rooms.front()->from);
    }
    std::set<std::uint32_t> units;
    for (const auto* of : rooms) {
      if (units.insert(UnitOf(of->room)).second) SayFloor(*of);
    }
    for (const auto* of : rooms) {
      SayBlockedDays(*of);
      SayAll(
          FitLines(places_, of->room, party_, note_, of->people, of->refill));
    }
    for (std::size_t u = 0; u < plan_.plan.unplaced.size(); ++u) {
      const place::HorizonUnplaced& of = plan_.plan.unplaced[u];
      if (concerns(of.entry.party, of.entry.people)) {
        SayUnplaced(of, plan_.why[u]);
      }
    }
    SayBeyond();
    SayAll(note_.remarks);
    out_.push_back(HomeLine(note_));
    SayBasis();
    return std::move(out_);
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    out_.push_back({id, std::move(args)});
  }
  void SayAll(std::vector<Sentence> lines) {
    std::move(lines.begin(), lines.end(), std::back_inserter(out_));
  }

  std::string Date(std::int32_t day) const {
    return FormatDay(plan_.DayAt(day));
  }
  std::uint32_t UnitOf(place::RoomId room) const {
    return places_.problem.rooms[room.value()].unit.value();
  }
  const Sentence& CohortOf(place::CohortId cohort) const {
    return plan_.cohorts[cohort.value()].label;
  }

  void SayRoom(const place::HorizonAssignment& of) {
    for (const std::uint32_t person : of.people) {
      auto args = FloorArgs(plan_, UnitOf(of.room));
      args.emplace_back("person", note_.people[person]);
      args.emplace_back("room", plan_.rooms[of.room.value()].label);
      args.emplace_back("from", Date(of.from));
      args.emplace_back("until", Date(of.until));
      Say(msg::kDaysWhyGoesTo, std::move(args));
    }
  }

  // Why that day, and why so long.
  void SayDates(const place::HorizonAssignment& of) {
    SayExpected();
    Say(LengthMessage(dates_.basis), {{"until", Date(of.until)}});
  }

  void SayExpected() {
    if (dates_.expected) {
      Say(msg::kDaysWhyExpected, {{"time", TimeText(*dates_.expected)}});
    } else {
      Say(msg::kDaysWhyToday, {{"day", FormatDay(dates_.arrival)}});
    }
  }

  // What there is in the evening of the day.
  void SayThatDay(std::int32_t day) {
    const place::DayFigures& of =
        plan_.plan.days[static_cast<std::size_t>(day)];
    Say(msg::kDaysWhyThatDay, {{"day", Date(day)},
                               {"free", of.free_units},
                               {"rooms", of.free_rooms},
                               {"held", of.held_units},
                               {"disinfected", of.disinfected_units},
                               {"closed", of.closed_units},
                               {"unopened", of.unopened_units}});
  }

  const place::Hold* HoldOn(std::uint32_t unit, std::int32_t day) const {
    for (const place::Hold& hold : plan_.plan.holds) {
      if (hold.unit.value() == unit && hold.from <= day &&
          (!hold.until || day < *hold.until)) {
        return &hold;
      }
    }
    return nullptr;
  }

  void SayFloor(const place::HorizonAssignment& of) {
    const std::uint32_t unit = UnitOf(of.room);
    const place::Hold* hold = HoldOn(unit, of.from);
    if (hold == nullptr) return;  // never: they are there
    auto args = FloorArgs(plan_, unit);
    args.emplace_back("cohort", CohortOf(hold->cohort));
    args.emplace_back("people", hold->people);
    args.emplace_back("from", Date(hold->from));
    if (!hold->until) return Say(msg::kDaysWhyFloorOpenEnd, std::move(args));
    args.emplace_back("until", Date(*hold->until));
    Say(hold->standing ? msg::kDaysWhyFloorOwn : msg::kDaysWhyFloorNew,
        std::move(args));
    out_.push_back(ClassLine(party_, plan_.sites[plan_.units[unit].site]));
  }

  void SayBlockedDays(const place::HorizonAssignment& of) {
    const place::Hold* hold = HoldOn(UnitOf(of.room), of.from);
    if (hold == nullptr || !hold->until) return;
    const MessageArg room("room", plan_.rooms[of.room.value()].label);
    if (*hold->until == of.until) return Say(msg::kDaysWhyLast, {room});
    Say(msg::kDaysWhyBlocked, {room, {"days", *hold->until - of.until}});
  }

  void SayUnplaced(const place::HorizonUnplaced& of, const place::Why& why) {
    Say(ReasonMessage(of.entry.reason),
        {{"party", note_.id},
         {"people", of.entry.people.size()},
         {"risk", RiskWord(static_cast<int>(party_.risk_class))}});
    SayExpected();
    SayThatDay(of.day);
    if (of.entry.reason != place::Reason::kMinorWithoutAdult) {
      out_.push_back(FunnelLine(of.entry.rooms));
    }
    if (why.complete && !why.rooms_lack && why.families.empty()) {
      Say(msg::kDaysWhyNoRule, {});
    } else {
      SayAll(FamilyLines(why, FamilyThatDay));
    }
    if (why.shortage) {
      out_.push_back(
          ShortageLine(places_, *why.shortage, CohortOf(party_.cohort)));
    }
    std::size_t said = 0;
    for (const std::uint32_t unit : SoonestFirst(of)) {
      if (said++ < kFloors) SayBlocking(unit, of.day);
    }
    if (said > kFloors) {
      Say(msg::kPlaceBlockedMore, {{"floors", said - kFloors}});
    }
  }

  // Units in the way, the first to be free first.
  std::vector<std::uint32_t> SoonestFirst(
      const place::HorizonUnplaced& of) const {
    std::vector<std::uint32_t> units;
    for (const place::Blocking& block : of.entry.blocking) {
      units.push_back(block.unit.value());
    }
    const auto key = [&](std::uint32_t unit) {
      const auto free = FreeAgain(plan_, unit, of.day);
      return std::pair(!free, free.value_or(0));
    };
    std::stable_sort(
        units.begin(), units.end(),
        [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    return units;
  }

  // Who has the unit on that day, or will before the stay is over.
  void SayBlocking(std::uint32_t unit, std::int32_t day) {
    auto args = FloorArgs(plan_, unit);
    const auto free = FreeAgain(plan_, unit, day);
    if (free) args.emplace_back("free", Date(*free));
    const place::Hold* hold = HoldOn(unit, day);
    if (hold == nullptr && free) {
      const bool held = std::any_of(
          plan_.plan.holds.begin(), plan_.plan.holds.end(),
          [&](const place::Hold& of) {
            return of.unit.value() == unit && of.until && *of.until <= day;
          });
      return Say(held ? msg::kDaysBlockedDisinfected : msg::kDaysBlockedClosed,
                 std::move(args));
    }
    if (hold == nullptr) hold = NextHold(unit, day);
    if (hold == nullptr) return SayShut(unit, day, std::move(args));
    args.emplace_back("cohort", CohortOf(hold->cohort));
    args.emplace_back("from", Date(hold->from));
    if (!hold->until) return Say(msg::kPlaceBlockedHeldOpen, std::move(args));
    args.emplace_back("until", Date(*hold->until));
    if (hold->from > day) return Say(msg::kDaysBlockedSoon, std::move(args));
    Say(hold->standing ? msg::kDaysBlockedHeld : msg::kDaysBlockedGiven,
        std::move(args));
  }

  const place::Hold* NextHold(std::uint32_t unit, std::int32_t day) const {
    const auto& holds = plan_.plan.holds;
    const auto at =
        std::find_if(holds.begin(), holds.end(), [&](const place::Hold& of) {
          return of.unit.value() == unit && of.from > day;
        });
    return at == holds.end() ? nullptr : &*at;
  }

  // Closed, and until when is not known; or its site is not open yet.
  void SayShut(std::uint32_t unit, std::int32_t day,
               std::vector<MessageArg> args) {
    const std::size_t s = plan_.units[unit].site;
    const std::int32_t open_from = plan_.horizon.sites[s].open_from;
    if (!places_.problem.sites[s].open && open_from > day) {
      args.emplace_back("day", Date(open_from));
      return Say(msg::kDaysBlockedSite, std::move(args));
    }
    switch (plan_.units[unit].state) {
      case UnitState::kMixed:
        return Say(msg::kPlaceBlockedMixed, std::move(args));
      case UnitState::kFrozen:
        return Say(msg::kPlaceBlockedFrozen, std::move(args));
      case UnitState::kAwaitingDisinfection:
        return Say(msg::kPlaceBlockedAwaiting, std::move(args));
      default:
        return Say(msg::kPlaceBlockedUnclear, std::move(args));
    }
  }

  void SayBeyond() {
    const auto& beyond = plan_.plan.beyond;
    if (std::find(beyond.begin(), beyond.end(), id_) == beyond.end()) return;
    Say(msg::kDaysWhyBeyond, {{"party", note_.id},
                              {"day", FormatDay(dates_.arrival)},
                              {"last", Date(plan_.horizon.days - 1)}});
  }

  // How sure the plan is, and what it was made from.
  void SayBasis() {
    std::vector<Sentence> gaps;
    for (const place::HorizonLevel& level : plan_.plan.levels) {
      if (level.status != place::LevelStatus::kFeasible) continue;
      gaps.push_back({msg::kWhyGap,
                      {{"level", LevelWord(level, places_.problem.tier_policy)},
                       {"value", level.value},
                       {"bound", level.bound}}});
    }
    out_.push_back(GapsLine(gaps));
    out_.push_back(
        BasisLine(plan_.packs, plan_.input_hash, plan_.seed, party_.name));
  }

  const DaysPlan& plan_;
  const Places places_;
  const place::PartyId id_;
  const place::Party& party_;
  const PartyNote& note_;
  const PartyDates& dates_;
  std::vector<Sentence> out_;
};

}  // namespace

std::vector<Sentence> ExplainParty(const DaysPlan& plan,
                                   std::string_view party_or_person_id) {
  return ExplainIn(
      plan, party_or_person_id,
      [&plan](std::uint32_t party, std::optional<std::uint32_t> person) {
        return DaysExplainer(plan, party).Run(person);
      });
}

}  // namespace quaranta::desk
