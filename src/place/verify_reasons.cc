#include <algorithm>
#include <optional>
#include <set>

#include "place/verify_parts.h"

namespace quaranta::place::verify {
namespace {

class ReasonChecker {
 public:
  ReasonChecker(const Facts& facts, const Plan& plan, Report& report)
      : facts_(facts),
        plan_(plan),
        report_(report),
        holders_(HoldersAfter(facts, plan)) {
    taken_.assign(facts.problem().rooms.size(), false);
    for (const Assignment& of : plan.assignments) {
      taken_[of.room.value()] = true;
    }
  }

  void Check() {
    for (const Unplaced& of : plan_.unplaced) {
      for (const Group& group : facts_.groups()) {
        if (group.party == of.party.value() && group.people == of.people) {
          CheckEntry(of, group);
        }
      }
    }
  }

 private:
  void Fail(Fault fault, const Unplaced& of) {
    report_.violations.push_back({.fault = fault, .party = of.party});
  }

  bool Reachable(std::uint32_t r, const Party& party) const {
    const auto& holder = holders_[facts_.room(r).unit.value()];
    return !facts_.NoIntake(facts_.unit_of(r)) &&
           holder.value_or(party.cohort) == party.cohort;
  }

  // Rooms in a window that could take the party, closed units and holders
  // aside.
  std::set<std::uint32_t> InWindows(std::uint32_t party,
                                    bool minors_free) const {
    std::set<std::uint32_t> rooms;
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      for (const Indices& run : facts_.Runs(
               party, u, [](std::uint32_t) { return true; }, minors_free)) {
        rooms.insert(run.begin(), run.end());
      }
    }
    return rooms;
  }

  // Whether a room, or a window of rooms, is free for the group after all.
  bool RoomLeft(const Group& group,
                const std::set<std::uint32_t>& suits) const {
    const Party& party = facts_.party(group.party);
    const auto free = [&](std::uint32_t r) {
      return !taken_[r] && Reachable(r, party);
    };
    if (!group.too_large) return std::ranges::any_of(suits, free);
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      if (!facts_.Runs(group.party, u, free, false).empty()) return true;
    }
    return false;
  }

  std::optional<Reason> FirstNo(const Group& group, const Funnel& rooms) const {
    if (rooms.ready == 0) return Reason::kNoReadyRoom;
    if (rooms.paired == 0) return Reason::kNoGrade;
    if (rooms.equipped == 0) return Reason::kNoFeature;
    if (rooms.big_enough == 0) {
      return group.too_large && !InWindows(group.party, true).empty()
                 ? Reason::kMinorWithoutAdult
                 : Reason::kNoRoomBigEnough;
    }
    if (rooms.reachable == 0) return Reason::kNoFreeFloor;
    return Reason::kNoRoomLeft;
  }

  void CheckEntry(const Unplaced& of, const Group& group) {
    if (of.adjacent != group.too_large) Fail(Fault::kWrongReason, of);
    if (group.no_adult) {
      if (of.reason != Reason::kMinorWithoutAdult) {
        Fail(Fault::kWrongReason, of);
      }
      if (of.rooms != Funnel{}) Fail(Fault::kWrongFunnel, of);
      if (!of.blocking.empty()) Fail(Fault::kWrongBlocking, of);
      return;
    }
    const Party& party = facts_.party(group.party);
    Funnel rooms;
    std::set<std::uint32_t> suits;
    for (std::uint32_t r = 0; r < facts_.problem().rooms.size(); ++r) {
      if (!facts_.Offered(r)) continue;
      ++rooms.ready;
      if (!facts_.Paired(group.party, r)) continue;
      ++rooms.paired;
      bool equipped = facts_.Equipped(group.party, group.people, r);
      if (group.too_large) {
        equipped = std::ranges::any_of(group.people, [&](std::uint32_t i) {
          return facts_.Equipped(group.party, {i}, r);
        });
      }
      if (!equipped) continue;
      ++rooms.equipped;
      if (facts_.Suits(group.party, group.people, r)) suits.insert(r);
    }
    if (group.too_large) suits = InWindows(group.party, false);
    std::set<UnitId> blocked;
    for (const std::uint32_t r : suits) {
      ++rooms.big_enough;
      if (Reachable(r, party)) {
        ++rooms.reachable;
      } else {
        blocked.insert(facts_.room(r).unit);
      }
    }
    if (of.rooms != rooms) Fail(Fault::kWrongFunnel, of);
    if (of.reason != FirstNo(group, rooms)) Fail(Fault::kWrongReason, of);
    CheckBlocking(of, blocked);
    if (RoomLeft(group, suits)) Fail(Fault::kRoomWasLeft, of);
  }

  void CheckBlocking(const Unplaced& of, const std::set<UnitId>& blocked) {
    std::vector<Blocking> expected;
    for (const UnitId unit : blocked) {
      const Unit& before = facts_.problem().units[unit.value()];
      const auto& holder = holders_[unit.value()];
      expected.push_back(
          {unit, holder, facts_.NoIntake(before), holder && !before.holder});
    }
    if (of.blocking != expected) Fail(Fault::kWrongBlocking, of);
  }

  const Facts& facts_;
  const Plan& plan_;
  Report& report_;
  const std::vector<std::optional<CohortId>> holders_;
  std::vector<bool> taken_;
};

}  // namespace

void CheckReasons(const Facts& facts, const Plan& plan, Report& report) {
  ReasonChecker(facts, plan, report).Check();
}

}  // namespace quaranta::place::verify
