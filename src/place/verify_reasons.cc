#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "place/verify_parts.h"
#include "place/verify_windows.h"

namespace quaranta::place::verify {
namespace {

class ReasonChecker {
 public:
  ReasonChecker(const Facts& facts, const Plan& plan, Report& report)
      : facts_(facts),
        plan_(plan),
        report_(report),
        holders_(HoldersAfter(facts, plan)),
        windows_(facts) {
    taken_.assign(facts.problem().rooms.size(), false);
    for (const Assignment& of : plan.assignments) {
      taken_[of.room.value()] = true;
    }
  }

  void Check() {
    for (const Unplaced& of : plan_.unplaced) {
      for (const Group& group : facts_.groups_of(of.party.value())) {
        if (group.people == of.people) CheckEntry(of, group);
      }
    }
  }

 private:
  // The rooms that could take some people, holders and intake aside.
  struct Suiting {
    Funnel rooms;  // as far as big_enough
    struct InUnit {
      std::uint32_t unit = 0;
      std::int32_t rooms = 0;
      std::int32_t left = 0;  // that the plan gives to nobody
    };
    std::vector<InUnit> units;  // by index, none without such rooms
  };

  void Fail(Fault fault, const Unplaced& of) {
    report_.violations.push_back({.fault = fault, .party = of.party});
  }

  bool Reachable(std::uint32_t unit, CohortId cohort) const {
    return !facts_.NoIntake(facts_.problem().units[unit]) &&
           holders_[unit].value_or(cohort) == cohort;
  }

  void CountLeft() {
    left_.resize(facts_.problem().units.size());
    for (std::uint32_t u = 0; u < left_.size(); ++u) {
      const auto kinds = facts_.kinds_in(u);
      left_[u].assign(kinds.begin(), kinds.end());
      for (const std::uint32_t r : facts_.rooms_of(u)) {
        if (!taken_[r] || !facts_.Offered(r)) continue;
        --std::ranges::find(left_[u], facts_.kind_of(r), &KindCount::kind)
              ->count;
      }
    }
  }

  const Suiting& SuitingOne(const Group& group) {
    const Party& party = facts_.party(group.party);
    const Features must = facts_.MustHave(group);
    const std::size_t size = group.people.size();
    const auto [it, added] =
        suiting_.try_emplace({party.risk_class, must, size});
    Suiting& of = it->second;
    if (!added) return of;
    if (left_.empty()) CountLeft();
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      const auto kinds = facts_.kinds_in(u);
      Suiting::InUnit here{u};
      for (std::size_t n = 0; n < kinds.size(); ++n) {
        const RoomKind& kind = facts_.room_kinds()[kinds[n].kind];
        const auto count = static_cast<std::int32_t>(kinds[n].count);
        of.rooms.ready += count;
        if (!facts_.Suits(party.risk_class, 0, 0, kind)) continue;
        of.rooms.paired += count;
        if (!facts_.Suits(party.risk_class, 0, must, kind)) continue;
        of.rooms.equipped += count;
        if (!facts_.Suits(party.risk_class, size, must, kind)) continue;
        here.rooms += count;
        here.left += static_cast<std::int32_t>(left_[u][n].count);
      }
      of.rooms.big_enough += here.rooms;
      if (here.rooms > 0) of.units.push_back(here);
    }
    return of;
  }

  // Rooms in windows that could take the party; one with the features that
  // any of the people must have counts as equipped.
  const Suiting& SuitingMany(const Group& group) {
    const std::uint32_t large = windows_.KindOf(group.party);
    const auto [it, added] = suiting_large_.try_emplace(large);
    Suiting& of = it->second;
    if (!added) return of;
    const Party& party = facts_.party(group.party);
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      for (const KindCount& kind : facts_.kinds_in(u)) {
        const RoomKind& room = facts_.room_kinds()[kind.kind];
        const auto count = static_cast<std::int32_t>(kind.count);
        of.rooms.ready += count;
        if (!facts_.Suits(party.risk_class, 0, 0, room)) continue;
        of.rooms.paired += count;
        const bool any = std::ranges::any_of(party.people, [&](const auto& p) {
          return facts_.Suits(party.risk_class, 0,
                              p.needs & ~party.substitutable, room);
        });
        if (any) of.rooms.equipped += count;
      }
      const auto covered =
          static_cast<std::int32_t>(windows_.Covered(large, u, false));
      of.rooms.big_enough += covered;
      if (covered == 0) continue;
      of.units.push_back({u, covered, WindowLeft(large, u) ? 1 : 0});
    }
    return of;
  }

  bool WindowLeft(std::uint32_t large, std::uint32_t unit) {
    const auto rooms = facts_.rooms_of(unit);
    return std::ranges::any_of(
        windows_.RunsIn(large, unit, false), [&](const Run& run) {
          return std::ranges::none_of(
              rooms.subspan(run.first, run.count),
              [&](std::uint32_t r) -> bool { return taken_[r]; });
        });
  }

  bool AnyWithMinorsFree(const Group& group) {
    const std::uint32_t large = windows_.KindOf(group.party);
    for (std::uint32_t u = 0; u < facts_.problem().units.size(); ++u) {
      if (windows_.Covered(large, u, true) > 0) return true;
    }
    return false;
  }

  Reason FirstNo(const Group& group, const Funnel& rooms) {
    if (rooms.ready == 0) return Reason::kNoReadyRoom;
    if (rooms.paired == 0) return Reason::kNoGrade;
    if (rooms.equipped == 0) return Reason::kNoFeature;
    if (rooms.big_enough == 0) {
      return group.too_large && AnyWithMinorsFree(group)
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
    const Suiting& suiting =
        group.too_large ? SuitingMany(group) : SuitingOne(group);
    const CohortId cohort = facts_.party(group.party).cohort;
    Funnel rooms = suiting.rooms;
    bool left = false;
    std::size_t blocked = 0;
    bool blocking_right = true;
    for (const Suiting::InUnit& in : suiting.units) {
      if (Reachable(in.unit, cohort)) {
        rooms.reachable += in.rooms;
        left = left || in.left > 0;
        continue;
      }
      blocking_right = blocking_right && blocked < of.blocking.size() &&
                       of.blocking[blocked] == BlockedBy(in.unit);
      ++blocked;
    }
    if (of.rooms != rooms) Fail(Fault::kWrongFunnel, of);
    if (of.reason != FirstNo(group, rooms)) Fail(Fault::kWrongReason, of);
    if (!blocking_right || blocked != of.blocking.size()) {
      Fail(Fault::kWrongBlocking, of);
    }
    if (left) Fail(Fault::kRoomWasLeft, of);
  }

  Blocking BlockedBy(std::uint32_t unit) const {
    const Unit& before = facts_.problem().units[unit];
    const auto& holder = holders_[unit];
    return {UnitId(unit), holder, facts_.NoIntake(before),
            holder && !before.holder};
  }

  const Facts& facts_;
  const Plan& plan_;
  Report& report_;
  const std::vector<std::optional<CohortId>> holders_;
  std::vector<bool> taken_;
  Windows windows_;
  std::vector<std::vector<KindCount>> left_;  // by unit, as Facts::kinds_in
  std::map<std::tuple<std::uint32_t, Features, std::size_t>, Suiting> suiting_;
  std::map<std::uint32_t, Suiting> suiting_large_;
};

}  // namespace

void CheckReasons(const Facts& facts, const Plan& plan, Report& report) {
  ReasonChecker(facts, plan, report).Check();
}

}  // namespace quaranta::place::verify
