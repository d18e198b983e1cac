// What stands on the first day: until when floors are held or closed, which
// sites can open when, and which rooms come free with their floor.
#include <algorithm>
#include <utility>

#include "desk/days_in.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

class Standing {
 public:
  Standing(const Draft& draft, const BatchBook& batches,
           place::Horizon& horizon, DaysPlan& plan)
      : setting_(draft.setting),
        county_(draft.county),
        stock_(draft.stock),
        batches_(batches),
        horizon_(horizon),
        plan_(plan),
        tau_(draft.setting.params.DisinfectionDays()) {}

  void Add() {
    if (setting_.params.refill_allowed) {
      horizon_.refill_window =
          static_cast<std::int32_t>(setting_.params.intake_window_h / 24);
    }
    for (const std::int32_t day : stock_.open_from) {
      horizon_.sites.push_back({day, tau_});
    }
    ReadUnits();
    for (std::uint32_t u = 0; u < stock_.units.size(); ++u) {
      horizon_.units.push_back(DaysOf(u));
    }
    for (std::uint32_t r = 0; r < stock_.rooms.size(); ++r) FreeRoom(r);
  }

 private:
  // What the units' notes do not say.
  struct UnitFacts {
    std::int32_t people = 0;      // inside, or promised a room there
    std::int32_t open_end = 0;    // of these: no planned end
    std::int32_t open_hold = 0;   // of these: held without an end
    std::optional<Day> hold_end;  // the last day that a hold adds
    bool frozen_open = false;
    std::optional<Instant> frozen_until;
  };

  void ReadUnits() {
    facts_.resize(stock_.units.size());
    for (std::size_t f = 0; f < county_.floors.size(); ++f) {
      if (!stock_.unit_of_floor[f]) continue;
      const FloorRow& floor = county_.floors[f];
      UnitFacts& facts = facts_[*stock_.unit_of_floor[f]];
      facts.frozen_open = facts.frozen_open || floor.frozen_open;
      if (floor.frozen_until &&
          (!facts.frozen_until || *facts.frozen_until < *floor.frozen_until)) {
        facts.frozen_until = floor.frozen_until;
      }
      for (const std::size_t r : floor.rooms) {
        for (const std::size_t l : county_.rooms[r].lodgings) {
          const Lodging& lodging = county_.lodgings[l];
          if (!lodging.current && !lodging.planned) continue;
          ++facts.people;
          const LastDay last = LastDayOf(county_, lodging, setting_);
          if (!last.day) ++(last.hold ? facts.open_hold : facts.open_end);
          if (last.day && last.hold &&
              (!facts.hold_end || *facts.hold_end < *last.day)) {
            facts.hold_end = last.day;
          }
        }
      }
    }
  }

  void Doubt(MessageId id, std::uint32_t u, std::vector<MessageArg> args) {
    const UnitNote& note = stock_.unit_notes[u];
    args.emplace_back("site", stock_.site_notes[note.site].name);
    args.emplace_back("floor", FloorWord(note.label));
    plan_.doubts.push_back({id, std::move(args)});
  }

  // The day on which the last of those there have left; at least tomorrow,
  // since they are there today. Nothing: not known.
  std::optional<std::int32_t> LeftOn(std::uint32_t u) {
    const UnitNote& note = stock_.unit_notes[u];
    const UnitFacts& facts = facts_[u];
    if (facts.open_end > 0) {
      Doubt(msg::kDaysDoubtOpenEnd, u, {{"people", facts.open_end}});
    }
    if (facts.open_hold > 0) {
      Doubt(msg::kDaysDoubtOpenHold, u, {{"people", facts.open_hold}});
    }
    if (facts.open_end + facts.open_hold > 0) return std::nullopt;
    const std::int32_t left = note.held_until.value_or(Day()) - setting_.today;
    if (left < 0) {
      Doubt(msg::kDaysDoubtOverdue, u, {{"day", FormatDay(*note.held_until)}});
      return std::nullopt;
    }
    if (left == 0) Doubt(msg::kDaysDoubtLeavesToday, u, {});
    if (facts.hold_end && *facts.hold_end == *note.held_until) {
      Doubt(msg::kDaysDoubtHoldEnd, u, {{"day", FormatDay(*facts.hold_end)}});
    }
    return std::max(left, 1);
  }

  // The first whole day after the freeze.
  std::optional<std::int32_t> ThawedOn(std::uint32_t u) {
    const UnitFacts& facts = facts_[u];
    if (facts.frozen_open || !facts.frozen_until) {
      Doubt(msg::kDaysDoubtFrozen, u, {});
      return std::nullopt;
    }
    const Day day = setting_.zone.DayOf(*facts.frozen_until);
    const bool whole = setting_.zone.At(day, 0) == *facts.frozen_until;
    const Day thawed = day + (whole ? 0 : 1);
    Doubt(msg::kDaysDoubtFrozenUntil, u, {{"day", FormatDay(thawed)}});
    return std::max(thawed - setting_.today, 1);
  }

  std::optional<std::int32_t> FrozenUntil(std::uint32_t u) {
    auto until = ThawedOn(u);
    if (facts_[u].people > 0) {
      const auto left = LeftOn(u);
      if (!until || !left) return std::nullopt;
      until = std::max(*until, *left);
    }
    // The planner adds the disinfection after a hold.
    if (until && !stock_.holders[u]) *until += tau_;
    return until;
  }

  place::UnitDays DaysOf(std::uint32_t u) {
    place::UnitDays days;
    switch (stock_.unit_notes[u].state) {
      case UnitState::kFree:
      case UnitState::kUnclear:
        break;
      case UnitState::kHeld:
        days.until = LeftOn(u);
        days.refill_before = RefillBefore(u);
        break;
      case UnitState::kMixed:
        days.until = LeftOn(u);
        if (days.until) *days.until += tau_;
        break;
      case UnitState::kFrozen:
        days.until = FrozenUntil(u);
        break;
      case UnitState::kAwaitingDisinfection:
        days.until = std::max(tau_, 1);
        SayDisinfect(u, *days.until);
        break;
    }
    return days;
  }

  // Of a site that is neither open nor can open nobody asks.
  void SayDisinfect(std::uint32_t u, std::int32_t until) {
    const UnitNote& note = stock_.unit_notes[u];
    const place::Site& site = stock_.sites[note.site];
    if (!site.open && !site.can_open) return;
    plan_.conditions.push_back({msg::kDaysConditionDisinfect,
                                {{"site", stock_.site_notes[note.site].name},
                                 {"floor", FloorWord(note.label)},
                                 {"day", FormatDay(setting_.today + until)}}});
  }

  // The first day of which not all lies within the holders' intake window.
  std::int32_t RefillBefore(std::uint32_t u) const {
    const auto& holder = stock_.holders[u];
    if (!holder || holder->kind != CohortKey::Kind::kChain) return 1;
    const auto open = batches_.OpenUntil(holder->chain, holder->batch);
    if (!open) return 1;
    return std::max(setting_.zone.DayOf(*open) - setting_.today, 1);
  }

  // A room that is in use, or waits for disinfection, and for no other reason
  // not offered, comes free with its floor.
  void FreeRoom(std::uint32_t r) {
    const RoomRow& row = county_.rooms[stock_.county_room[r]];
    const NotOffered why = OwnAnswer(row);
    const bool lodged = row.inhabited || row.promised;
    const bool awaiting = why == NotOffered::kAwaitingDisinfection;
    if (!awaiting && !(why == NotOffered::kOccupied && lodged)) return;
    RoomRow later = row;
    later.inhabited = later.promised = false;
    if (later.record.state == schema::RoomState::kOccupied ||
        later.record.state == schema::RoomState::kAwaitingDisinfection) {
      later.record.state = schema::RoomState::kReady;
    }
    if (OwnAnswer(later) != NotOffered::kOffered) return;
    const std::uint32_t unit = stock_.rooms[r].unit.value();
    if (lodged && stock_.holders[unit]) {
      horizon_.occupied.emplace_back(r);
    } else if (stock_.holders[unit] || stock_.units[unit].closed) {
      horizon_.problem.rooms[r].state = place::RoomState::kReleased;
    }
  }

  const Setting& setting_;
  const County& county_;
  const Stock& stock_;
  const BatchBook& batches_;
  place::Horizon& horizon_;
  DaysPlan& plan_;
  std::int32_t tau_;  // days of disinfection
  std::vector<UnitFacts> facts_;
};

}  // namespace

void AddStanding(const Draft& draft, const BatchBook& batches,
                 place::Horizon& horizon, DaysPlan& plan) {
  Standing(draft, batches, horizon, plan).Add();
}

}  // namespace quaranta::desk
