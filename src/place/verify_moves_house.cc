#include <algorithm>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "place/verify_matching.h"
#include "place/verify_moves_parts.h"
#include "quaranta/core/status.h"

namespace quaranta::place::verify {
namespace {

constexpr std::int64_t kPairs = 20'000'000;

Problem FieldOf(const Problem& problem, const std::vector<Inside>& inside,
                const std::vector<bool>& gone) {
  Problem field = problem;
  for (std::size_t r = 0; r < gone.size(); ++r) {
    if (gone[r]) field.rooms[r].state = RoomState::kOut;
  }
  // Units with people at a site that is not open are not free.
  for (const Inside& of : inside) {
    Unit& unit = field.units[field.rooms[of.room.value()].unit.value()];
    if (!field.sites[unit.site.value()].open) unit.closed = true;
  }
  return field;
}

void Fail(MoveFault fault, PartyId party, std::uint32_t room,
          const Facts& facts, MovesReport& report) {
  report.violations.push_back({.fault = fault,
                               .party = party,
                               .room = RoomId(room),
                               .unit = facts.room(room).unit});
}

}  // namespace

absl::Status CheckBelow(const std::string& name, std::size_t n,
                        std::uint32_t value, std::size_t count,
                        const char* what) {
  if (value < count) return absl::OkStatus();
  return InvalidArgument(name + "[" + std::to_string(n) + "] is " +
                         std::to_string(value) + "; there are " +
                         std::to_string(count) + " " + what);
}

absl::Status CheckHouse(const Problem& problem,
                        const std::vector<Inside>& inside,
                        const std::optional<std::vector<PartyId>>& may_move) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  std::vector<std::vector<int>> seen;
  for (const Party& of : problem.parties) seen.emplace_back(of.people.size());
  std::set<std::pair<PartyId, RoomId>> rooms;
  for (std::size_t n = 0; n < inside.size(); ++n) {
    const Inside& of = inside[n];
    QUARANTA_RETURN_IF_ERROR(CheckBelow("inside party ", n, of.party.value(),
                                        seen.size(), "parties"));
    QUARANTA_RETURN_IF_ERROR(CheckBelow("inside room ", n, of.room.value(),
                                        problem.rooms.size(), "rooms"));
    std::vector<int>& times = seen[of.party.value()];
    for (const std::uint32_t i : of.people) {
      QUARANTA_RETURN_IF_ERROR(
          CheckBelow("inside person ", n, i, times.size(), "people"));
      ++times[i];
    }
    if (of.people.empty() || !rooms.insert({of.party, of.room}).second) {
      return InvalidArgument("inside[" + std::to_string(n) +
                             "] is empty or doubled");
    }
  }
  for (std::size_t p = 0; p < seen.size(); ++p) {
    if (std::ranges::any_of(seen[p], [](int times) { return times != 1; })) {
      return InvalidArgument("inside does not say once where each of parties[" +
                             std::to_string(p) + "] is");
    }
  }
  for (std::size_t n = 0; may_move && n < may_move->size(); ++n) {
    QUARANTA_RETURN_IF_ERROR(CheckBelow(
        "options.may_move", n, (*may_move)[n].value(), seen.size(), "parties"));
  }
  return absl::OkStatus();
}

House::House(const Problem& problem, const std::vector<Inside>& inside,
             const std::optional<std::vector<PartyId>>& may_move,
             const std::vector<bool>& gone)
    : field_(FieldOf(problem, inside, gone)),
      facts_(field_),
      must_stay_(problem.parties.size(), may_move.has_value()),
      parties_in_(problem.rooms.size()),
      cohorts_on_(problem.units.size()) {
  if (may_move) {
    for (const PartyId party : *may_move) must_stay_[party.value()] = false;
  }
  for (const Party& of : problem.parties) {
    before_.emplace_back(of.people.size(), kNoIndex);
    group_of_.emplace_back(of.people.size(), kNoIndex);
  }
  for (const Inside& of : inside) {
    const std::uint32_t p = of.party.value();
    if (of.pinned) must_stay_[p] = true;
    parties_in_[of.room.value()].insert(p);
    cohorts_on_[UnitOf(of.room.value())].insert(facts_.party(p).cohort.value());
    for (const std::uint32_t i : of.people) before_[p][i] = of.room.value();
  }
  after_room_ = before_;
  for (std::uint32_t g = 0; g < facts_.groups().size(); ++g) {
    const Group& group = facts_.groups()[g];
    for (const std::uint32_t i : group.people) group_of_[group.party][i] = g;
  }
}

void House::Ask(Indices groups) {
  asked_ = std::move(groups);
  is_asked_.assign(facts_.groups().size(), false);
  for (const std::uint32_t g : asked_) is_asked_[g] = true;
  staying_on_.assign(facts_.problem().units.size(), {});
  for (std::uint32_t g = 0; g < is_asked_.size(); ++g) {
    if (is_asked_[g]) continue;
    const Group& group = facts_.groups()[g];
    for (const std::uint32_t i : group.people) {
      const std::uint32_t room = RoomOf(group.party, i);
      staying_in_.insert(room);
      staying_on_[UnitOf(room)].insert(CohortOf(group));
    }
  }
}

bool House::CheckIndices(const std::vector<Move>& moves,
                         const std::vector<NoRoom>& without,
                         MovesReport& report) {
  const std::size_t parties = before_.size(), rooms = parties_in_.size();
  const auto people_ok = [&](PartyId party, const Indices& people) {
    return party.value() < parties &&
           std::ranges::all_of(people, [&](std::uint32_t i) {
             return i < before_[party.value()].size();
           });
  };
  bool ok = true;
  for (const Move& of : moves) {
    ok = ok && people_ok(of.party, of.people) && of.from.value() < rooms &&
         of.to.value() < rooms;
  }
  for (const NoRoom& of : without) ok = ok && people_ok(of.party, of.people);
  if (!ok) report.violations.push_back({.fault = MoveFault::kIndexOutOfRange});
  return ok;
}

void House::Carry(const std::vector<Move>& moves,
                  const std::vector<NoRoom>& without,
                  const std::vector<bool>& leave, MovesReport& report) {
  for (std::size_t n = 0; n < moves.size(); ++n) {
    const Move& of = moves[n];
    CarryMove(of, report);
    if (of.people.empty() || of.from == of.to ||
        !std::ranges::is_sorted(of.people) ||
        (n > 0 && std::tuple(of.party, of.from, of.to) <=
                      std::tuple(moves[n - 1].party, moves[n - 1].from,
                                 moves[n - 1].to))) {
      report.violations.push_back(
          {.fault = MoveFault::kWrongOrder, .party = of.party});
    }
  }
  for (std::size_t n = 0; n < without.size(); ++n) {
    const NoRoom& of = without[n];
    CarryWithout(of, report);
    if (n > 0 && std::pair(of.party, of.people) <=
                     std::pair(without[n - 1].party, without[n - 1].people)) {
      report.violations.push_back(
          {.fault = MoveFault::kWrongOrder, .party = of.party});
    }
  }
  for (const std::uint32_t g : asked_) {
    const Group& group = facts_.groups()[g];
    if (without_groups_.contains(g)) continue;
    for (const std::uint32_t i : group.people) {
      const std::uint32_t room = after_room_[group.party][i];
      after_[room].insert(g);
      cohorts_after_[UnitOf(room)].insert(CohortOf(group));
      if (!leave[room]) continue;
      report.violations.push_back({.fault = MoveFault::kStillThere,
                                   .party = PartyId(group.party),
                                   .person = i,
                                   .room = RoomId(room)});
    }
  }
}

void House::CarryMove(const Move& move, MovesReport& report) {
  const std::uint32_t p = move.party.value();
  for (const std::uint32_t i : move.people) {
    const auto fail = [&](MoveFault fault) {
      report.violations.push_back(
          {.fault = fault, .party = move.party, .person = i, .room = move.to});
    };
    if (before_[p][i] != move.from.value()) fail(MoveFault::kNotThere);
    if (after_room_[p][i] != before_[p][i]) fail(MoveFault::kPersonTwice);
    if (must_stay_[p]) {
      fail(MoveFault::kMayNotMove);
    } else if (!is_asked_[group_of_[p][i]]) {
      fail(MoveFault::kNeedNotMove);
    }
    after_room_[p][i] = move.to.value();
    ++moved_;
  }
}

void House::CarryWithout(const NoRoom& of, MovesReport& report) {
  const std::uint32_t p = of.party.value();
  without_ += static_cast<std::int64_t>(of.people.size());
  const std::uint32_t g =
      of.people.empty() ? kNoIndex : group_of_[p][of.people.front()];
  if (g == kNoIndex || !is_asked_[g] ||
      facts_.groups()[g].people != of.people) {
    report.violations.push_back(
        {.fault = MoveFault::kWrongGroup, .party = of.party});
    return;
  }
  // A party too large for one room may have too few adults for several.
  const Group& group = facts_.groups()[g];
  const bool no_adult = of.reason == Reason::kMinorWithoutAdult;
  if (group.no_adult != no_adult && !(group.too_large && no_adult)) {
    report.violations.push_back(
        {.fault = MoveFault::kWrongReason, .party = of.party});
  }
  for (const std::uint32_t i : of.people) {
    if (after_room_[p][i] == before_[p][i]) continue;
    report.violations.push_back(
        {.fault = MoveFault::kPersonTwice, .party = of.party, .person = i});
  }
  without_groups_.insert(g);
}

void House::CheckRules(MovesReport& report) const {
  for (const auto& [room, groups] : after_) {
    if (groups.size() > 1) {
      const Group& group = facts_.groups()[*groups.begin()];
      Fail(MoveFault::kRoomHoldsTwo, PartyId(group.party), room, facts_,
           report);
    }
  }
  for (const std::uint32_t g : asked_) {
    if (!without_groups_.contains(g)) CheckGroup(g, report);
  }
}

void House::CheckGroup(std::uint32_t g, MovesReport& report) const {
  const Group& group = facts_.groups()[g];
  std::map<std::uint32_t, Indices> rooms;
  for (const std::uint32_t i : group.people) {
    rooms[after_room_[group.party][i]].push_back(i);
  }
  for (const auto& [room, people] : rooms) {
    CheckRoom(group, people, room, report);
  }
  if (rooms.size() > 1) CheckTogether(group, rooms, report);
}

void House::CheckRoom(const Group& group, const Indices& people,
                      std::uint32_t r, MovesReport& report) const {
  const Party& party = facts_.party(group.party);
  const auto fail = [&](MoveFault fault) {
    Fail(fault, PartyId(group.party), r, facts_, report);
  };
  const Unit& unit = facts_.unit_of(r);
  if (facts_.IsStaffRoom(r)) {
    fail(MoveFault::kStaffRoom);
  } else if (!facts_.Offered(r) || facts_.NoIntake(unit) ||
             (facts_.room(r).state == RoomState::kRefillable &&
              unit.holder != party.cohort)) {
    fail(MoveFault::kRoomNotOffered);
  }
  if (staying_in_.contains(r) ||
      (!IsEmpty(r) && !parties_in_[r].contains(group.party))) {
    fail(MoveFault::kRoomTaken);
  }
  if (!MayUseUnit(party.cohort.value(), UnitOf(r), true)) {
    fail(MoveFault::kUnitShared);
  }
  if (static_cast<std::int64_t>(people.size()) > facts_.room(r).beds) {
    fail(MoveFault::kTooManyPeople);
  }
  if (!facts_.Paired(group.party, r)) fail(MoveFault::kWrongGrade);
  if (!facts_.Equipped(group.party, people, r)) {
    fail(MoveFault::kMissingFeature);
  }
  bool minor = false, adult = party.carer_named;
  for (const std::uint32_t i : people) {
    (party.people[i].minor ? minor : adult) = true;
  }
  if (minor && !adult) fail(MoveFault::kMinorAlone);
}

void House::CheckTogether(const Group& group,
                          const std::map<std::uint32_t, Indices>& rooms,
                          MovesReport& report) const {
  const auto fail = [&](MoveFault fault) {
    Fail(fault, PartyId(group.party), rooms.begin()->first, facts_, report);
  };
  if (facts_.party(group.party).lodging == Lodging::kApart) {
    return fail(MoveFault::kWrongRoommates);
  }
  if (!group.too_large) return fail(MoveFault::kPartySplit);
  std::vector<std::pair<UnitId, std::int32_t>> places;
  for (const auto& [room, people] : rooms) {
    places.emplace_back(facts_.room(room).unit, facts_.room(room).position);
  }
  std::ranges::sort(places);
  for (std::size_t n = 1; n < places.size(); ++n) {
    if (places[n].first != places[n - 1].first ||
        places[n].second != places[n - 1].second + 1) {
      return fail(MoveFault::kNotAdjacent);
    }
  }
}

bool House::MayUseUnit(std::uint32_t cohort, std::uint32_t unit,
                       bool after) const {
  const std::set<std::uint32_t> alone = {cohort};
  const auto only = [&](const std::set<std::uint32_t>& cohorts) {
    return cohorts.empty() || cohorts == alone;
  };
  const std::optional<CohortId>& holder = facts_.problem().units[unit].holder;
  if (holder && holder->value() != cohort) return false;
  if (!only(staying_on_[unit])) return false;
  if (after) {
    const auto it = cohorts_after_.find(unit);
    if (it != cohorts_after_.end() && !only(it->second)) return false;
  }
  return holder || cohorts_on_[unit].empty() ||
         cohorts_on_[unit].contains(cohort);
}

std::uint32_t House::OwnerOf(std::uint32_t unit) const {
  const std::optional<CohortId>& holder = facts_.problem().units[unit].holder;
  if (holder) return holder->value();
  for (const auto* cohorts : {&staying_on_[unit], &cohorts_on_[unit]}) {
    if (cohorts->size() == 1) return *cohorts->begin();
  }
  return kNoIndex;
}

void House::CheckSubstitutions(const std::vector<Move>& moves,
                               const std::vector<Substitution>& said,
                               MovesReport& report) const {
  std::vector<Substitution> found;
  for (const Move& of : moves) {
    for (const std::uint32_t i : of.people) {
      const Features missing = facts_.party(of.party.value()).people[i].needs &
                               ~facts_.room(of.to.value()).features;
      if (missing != 0) found.push_back({of.party, i, of.to, missing});
    }
  }
  std::ranges::sort(found, {}, [](const Substitution& of) {
    return std::pair(of.party, of.person);
  });
  if (found != said) {
    report.violations.push_back({.fault = MoveFault::kWrongSubstitutions});
  }
}

std::int64_t MostHoused(const House& house, const Indices& groups,
                        const Indices& rooms, bool by_people,
                        bool unit_matters) {
  const Facts& facts = house.facts();
  // Features, risk class, people, cohort.
  using Key = std::tuple<Features, std::uint32_t, std::size_t, std::uint32_t>;
  std::map<Key, Demand> demand_of;
  for (const std::uint32_t g : groups) {
    const Group& group = facts.groups()[g];
    const std::uint32_t cohort =
        unit_matters ? house.CohortOf(group) : kNoIndex;
    const Key key{facts.MustHave(group), facts.party(group.party).risk_class,
                  group.people.size(), cohort};
    const auto weight = static_cast<std::int64_t>(group.people.size());
    Demand& demand = demand_of[key];
    demand.cohort = cohort;
    demand.weight = by_people ? weight : 1;
    ++demand.count;
  }
  std::vector<Key> keys;
  std::vector<Demand> demands;
  for (auto& [key, demand] : demand_of) {
    demand.kind = static_cast<std::uint32_t>(keys.size());
    keys.push_back(key);
    demands.push_back(demand);
  }
  // Free ones first, then by holder.
  std::map<std::tuple<bool, std::uint32_t, std::uint32_t>, std::int64_t> count;
  for (const std::uint32_t r : rooms) {
    const std::uint32_t owner =
        unit_matters ? house.OwnerOf(house.UnitOf(r)) : kNoIndex;
    ++count[{owner != kNoIndex, owner, facts.kind_of(r)}];
  }
  std::vector<Supply> supplies;
  for (const auto& [key, number] : count) {
    supplies.push_back({std::get<2>(key), std::get<1>(key), number});
  }
  const Matcher::Fits fits = [&](std::uint32_t demand, std::uint32_t room) {
    const auto& [must, risk_class, people, cohort] = keys[demand];
    return facts.Suits(risk_class, people, must, facts.room_kinds()[room]);
  };
  return Matcher(fits, kPairs).Weight(demands, supplies);
}

}  // namespace quaranta::place::verify

namespace quaranta::place {

std::string_view NameOf(MoveFault fault) {
  switch (fault) {
    case MoveFault::kIndexOutOfRange:
      return "INDEX_OUT_OF_RANGE";
    case MoveFault::kNotThere:
      return "NOT_THERE";
    case MoveFault::kPersonTwice:
      return "PERSON_TWICE";
    case MoveFault::kMayNotMove:
      return "MAY_NOT_MOVE";
    case MoveFault::kNeedNotMove:
      return "NEED_NOT_MOVE";
    case MoveFault::kStillThere:
      return "STILL_THERE";
    case MoveFault::kRoomNotOffered:
      return "ROOM_NOT_OFFERED";
    case MoveFault::kStaffRoom:
      return "STAFF_ROOM";
    case MoveFault::kRoomTaken:
      return "ROOM_TAKEN";
    case MoveFault::kRoomHoldsTwo:
      return "ROOM_HOLDS_TWO";
    case MoveFault::kTooManyPeople:
      return "TOO_MANY_PEOPLE";
    case MoveFault::kUnitShared:
      return "UNIT_SHARED";
    case MoveFault::kNotOwnUnit:
      return "NOT_OWN_UNIT";
    case MoveFault::kCannotBeFreed:
      return "CANNOT_BE_FREED";
    case MoveFault::kWrongGrade:
      return "WRONG_GRADE";
    case MoveFault::kMissingFeature:
      return "MISSING_FEATURE";
    case MoveFault::kMinorAlone:
      return "MINOR_ALONE";
    case MoveFault::kPartySplit:
      return "PARTY_SPLIT";
    case MoveFault::kNotAdjacent:
      return "NOT_ADJACENT";
    case MoveFault::kWrongRoommates:
      return "WRONG_ROOMMATES";
    case MoveFault::kTooManyMoved:
      return "TOO_MANY_MOVED";
    case MoveFault::kTierSkipped:
      return "TIER_SKIPPED";
    case MoveFault::kWrongOrder:
      return "WRONG_ORDER";
    case MoveFault::kWrongValue:
      return "WRONG_VALUE";
    case MoveFault::kBoundBeyondValue:
      return "BOUND_BEYOND_VALUE";
    case MoveFault::kWrongGroup:
      return "WRONG_GROUP";
    case MoveFault::kWrongReason:
      return "WRONG_REASON";
    case MoveFault::kRoomWasLeft:
      return "ROOM_WAS_LEFT";
    case MoveFault::kWrongSubstitutions:
      return "WRONG_SUBSTITUTIONS";
    case MoveFault::kWrongOpenedSites:
      return "WRONG_OPENED_SITES";
    case MoveFault::kWrongTakenUnits:
      return "WRONG_TAKEN_UNITS";
    case MoveFault::kWrongHeld:
      return "WRONG_HELD";
    case MoveFault::kWrongFreedUnit:
      return "WRONG_FREED_UNIT";
    case MoveFault::kWrongChoice:
      return "WRONG_CHOICE";
  }
  return "";
}

}  // namespace quaranta::place
