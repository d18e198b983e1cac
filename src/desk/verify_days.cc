// A stored plan for the coming days against the world, by the verifier.
#include "quaranta/desk/verify_days.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "desk/days_in.h"
#include "desk/night_in.h"
#include "desk/verify_words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

// Where the ids of a stored plan are in the problem of today. What is not there
// (people who are inside meanwhile) is left out: the verifier misses it then.
class Indexer {
 public:
  Indexer(const StoredDays& stored, const Stock& stock, const Arrivals& people,
          const std::map<CohortKey, place::CohortId>& cohorts)
      : stored_(stored), cohorts_(cohorts) {
    for (std::size_t s = 0; s < stock.site_notes.size(); ++s) {
      sites_[stock.site_notes[s].id] = place::SiteId(s);
    }
    for (std::size_t u = 0; u < stock.unit_notes.size(); ++u) {
      units_[stock.unit_notes[u].floors] = place::UnitId(u);
    }
    for (std::size_t r = 0; r < stock.room_notes.size(); ++r) {
      rooms_[stock.room_notes[r].id] = place::RoomId(r);
    }
    for (std::size_t p = 0; p < people.groups.size(); ++p) {
      const PartyNote& note = people.groups[p].note;
      parties_[note.id] = place::PartyId(p);
      for (std::uint32_t i = 0; i < note.people.size(); ++i) {
        persons_[note.people[i]] = {place::PartyId(p), i};
      }
    }
  }

  place::HorizonPlan Plan() const {
    place::HorizonPlan plan;
    plan.levels = stored_.levels;
    plan.days = stored_.figures;
    plan.shortages = stored_.shortages;
    AddRooms(plan);
    AddUnplaced(plan);
    AddHolds(plan);
    AddOpenings(plan);
    for (const std::string& party : stored_.beyond) {
      const auto at = parties_.find(party);
      if (at != parties_.end()) plan.beyond.push_back(at->second);
    }
    return plan;
  }

  // The stored dates of the parties there still are, in their order.
  std::vector<place::PartyDays> Dates(const Arrivals& people) const {
    std::map<std::string, StoredDays::Dates> of;
    for (std::size_t p = 0; p < stored_.basis.parties.size(); ++p) {
      of[stored_.basis.parties[p].id] = stored_.dates[p];
    }
    std::vector<place::PartyDays> dates;
    for (const Group& group : people.groups) {
      const StoredDays::Dates& at = of[group.note.id];
      dates.push_back({std::min(at.arrival, 10 * place::kMaxDays),
                       std::min(at.stay, place::kMaxDays), 0});
    }
    return dates;
  }

 private:
  std::vector<std::uint32_t> PeopleOf(const std::vector<std::string>& ids,
                                      place::PartyId& party) const {
    std::vector<std::uint32_t> people;
    for (const std::string& id : ids) {
      const auto at = persons_.find(id);
      if (at == persons_.end()) continue;
      party = at->second.first;
      people.push_back(at->second.second);
    }
    return people;
  }

  void AddRooms(place::HorizonPlan& plan) const {
    for (const StoredDays::Room& from : stored_.rooms) {
      place::HorizonAssignment to;
      to.people = PeopleOf(from.people, to.party);
      const auto room = rooms_.find(from.room);
      if (to.people.empty() || room == rooms_.end()) continue;
      to.room = room->second;
      to.from = from.from;
      to.until = from.until;
      to.refill = from.refill;
      plan.assignments.push_back(std::move(to));
    }
    for (const StoredDays::Substitution& from : stored_.substitutions) {
      const auto person = persons_.find(from.person);
      const auto room = rooms_.find(from.room);
      if (person == persons_.end() || room == rooms_.end()) continue;
      plan.substitutions.push_back({person->second.first, person->second.second,
                                    room->second, kAccessible});
    }
  }

  void AddUnplaced(place::HorizonPlan& plan) const {
    for (const StoredDays::Unplaced& from : stored_.unplaced) {
      place::HorizonUnplaced to;
      to.entry.people = PeopleOf(from.people, to.entry.party);
      if (to.entry.people.empty()) continue;
      to.entry.reason = from.reason;
      to.entry.rooms = from.rooms;
      to.day = from.day;
      plan.unplaced.push_back(std::move(to));
    }
  }

  void AddHolds(place::HorizonPlan& plan) const {
    for (const StoredDays::Hold& from : stored_.holds) {
      const auto unit = units_.find(from.floors);
      const auto cohort = cohorts_.find(stored_.basis.groups[from.group].key);
      if (unit == units_.end() || cohort == cohorts_.end()) continue;
      plan.holds.push_back({unit->second, cohort->second, from.from, from.until,
                            from.free_again, from.standing, from.people});
    }
  }

  void AddOpenings(place::HorizonPlan& plan) const {
    for (const StoredDays::Opening& from : stored_.openings) {
      const auto site = sites_.find(from.site);
      if (site == sites_.end()) continue;
      place::HorizonOpening to;
      to.site.site = site->second;
      to.day = from.day;
      for (const std::string& id : from.staff_rooms) {
        const auto room = rooms_.find(id);
        if (room != rooms_.end()) to.site.staff_rooms.push_back(room->second);
      }
      plan.opened_sites.push_back(std::move(to));
    }
  }

  const StoredDays& stored_;
  const std::map<CohortKey, place::CohortId>& cohorts_;
  std::map<std::string, place::SiteId> sites_;
  std::map<std::vector<std::string>, place::UnitId> units_;
  std::map<std::string, place::RoomId> rooms_;
  std::map<std::string, place::PartyId> parties_;
  std::map<std::string, std::pair<place::PartyId, std::uint32_t>> persons_;
};

// What the verifier's counting does not reach, the planner is asked for again.
// A bound holds among plans equal in all earlier levels, so that only while
// those are the same it is the bound of the same question.
absl::Status CheckBounds(const place::Horizon& horizon,
                         const StoredDays& stored, VerifiedDays& verified) {
  const auto& levels = verified.plan.levels;
  verified.bounds.assign(levels.size(), BoundShown::kNo);
  if (!verified.same_input || !verified.report.ok()) return absl::OkStatus();
  bool all = true;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].bound <= verified.report.own_bounds[i]) {
      verified.bounds[i] = BoundShown::kCounted;
    } else {
      all = false;
    }
  }
  if (all) return absl::OkStatus();
  QUARANTA_ASSIGN_OR_RETURN(
      const place::HorizonPlan again,
      place::PlanHorizon(horizon, DaysSearch(stored.seed, stored.node_limit)));
  for (std::size_t i = 0; i < levels.size() && i < again.levels.size(); ++i) {
    if (verified.bounds[i] == BoundShown::kNo &&
        levels[i].bound <= again.levels[i].bound) {
      verified.bounds[i] = BoundShown::kRepeated;
    }
    if (levels[i].value != again.levels[i].value) break;
  }
  return absl::OkStatus();
}

// Where a violation is: whatever of party, room, floor and day it names.
class Namer {
 public:
  Namer(const Stock& stock, const Arrivals& people, const StoredDays& stored,
        const VerifiedDays& verified)
      : stock_(stock), people_(people), stored_(stored), verified_(verified) {}

  Sentence Line(const place::HorizonViolation& of) const {
    std::vector<MessageArg> args = {
        {"field", std::string(FieldOf(of.fault))},
        {"fault", std::string(place::NameOf(of.fault))}};
    if (of.level && *of.level < verified_.plan.levels.size()) {
      args.emplace_back("level", LevelWord(verified_.plan.levels[*of.level],
                                           verified_.tier_policy));
      if (!of.said || !of.found) {
        return {msg::kVerifyFaultLevel, std::move(args)};
      }
      args.emplace_back("said", *of.said);
      args.emplace_back("found", *of.found);
      return {msg::kVerifyFaultValue, std::move(args)};
    }
    std::vector<Sentence> where;
    const auto add = [&where](const std::string& name) {
      where.push_back({msg::kWhyBatch, {{"batch", name}}});
    };
    if (of.party) add(people_.groups[of.party->value()].note.id);
    if (of.room) add(stock_.room_notes[of.room->value()].id);
    if (of.unit && !of.room) {
      for (const auto& floor : stock_.unit_notes[of.unit->value()].floors) {
        add(floor);
      }
    }
    if (of.day) add(FormatDay(stored_.today + *of.day));
    if (where.empty()) return {msg::kVerifyFaultField, std::move(args)};
    args.emplace_back("where", ListOf(where));
    return {msg::kVerifyFaultWhere, std::move(args)};
  }

 private:
  const Stock& stock_;
  const Arrivals& people_;
  const StoredDays& stored_;
  const VerifiedDays& verified_;
};

}  // namespace

bool VerifiedDays::ok() const {
  return same_input && report.ok() &&
         std::find(bounds.begin(), bounds.end(), BoundShown::kNo) ==
             bounds.end();
}

absl::StatusOr<VerifiedDays> VerifyDays(const world::World& world,
                                        const policy::Policy& policy,
                                        const StoredDays& stored) {
  const EarlierPlan& basis = stored.basis;
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSetting(world, policy, basis.region, basis.as_of));
  const County county = ReadCounty(setting);
  const BatchBook batches(county, setting, stored.batches);
  const auto days = static_cast<std::int32_t>(stored.figures.size());
  const Stock stock =
      ReadStock(county, batches, CohortsInside(county, batches, setting),
                setting, {.days = days});
  QUARANTA_RETURN_IF_ERROR(CheckEarlier(basis, setting, stock));
  Arrivals people;
  QUARANTA_RETURN_IF_ERROR(AddEarlierParties(basis, county, nullptr, people));
  const auto cohorts = NumberCohorts(stock, people);
  const Indexer indexer(stored, stock, people, cohorts);
  DaysPlan standing;  // only what AddStanding says of it
  place::Horizon& horizon = standing.horizon;
  horizon.problem = MakeProblem(stock, people, cohorts, setting.params);
  horizon.days = days;
  horizon.parties = indexer.Dates(people);
  AddStanding({setting, county, stock, people, {}}, batches, horizon, standing);
  VerifiedDays verified;
  verified.same_input = stored.today == setting.today &&
                        place::InputHash(horizon) == basis.input_hash;
  verified.changed_sites = ChangedSites(basis, stock);
  verified.tier_policy = horizon.problem.tier_policy;
  verified.plan = indexer.Plan();
  QUARANTA_ASSIGN_OR_RETURN(verified.report,
                            place::VerifyHorizon(horizon, verified.plan));
  QUARANTA_RETURN_IF_ERROR(CheckBounds(horizon, stored, verified));
  const Namer namer(stock, people, stored, verified);
  for (const place::HorizonViolation& of : verified.report.violations) {
    verified.faults.push_back(namer.Line(of));
  }
  return verified;
}

std::vector<Sentence> VerifyLines(const VerifiedDays& verified) {
  std::vector<Sentence> lines;
  if (!verified.same_input) {
    lines.push_back(OtherInputLine(verified.changed_sites));
  }
  for (std::size_t i = 0; i < verified.plan.levels.size(); ++i) {
    const place::HorizonLevel& level = verified.plan.levels[i];
    MessageId message = msg::kVerifyNotShown;
    if (verified.bounds[i] == BoundShown::kCounted) {
      message = msg::kVerifyShown;
    } else if (verified.bounds[i] == BoundShown::kRepeated) {
      message = msg::kVerifyRepeated;
    }
    lines.push_back({message,
                     {{"level", LevelWord(level, verified.tier_policy)},
                      {"value", level.value},
                      {"bound", level.bound}}});
  }
  AddFaults(verified.faults, lines);
  const bool repeated =
      std::find(verified.bounds.begin(), verified.bounds.end(),
                BoundShown::kRepeated) != verified.bounds.end();
  if (verified.ok() && repeated) {
    lines.push_back({msg::kVerifyOkRepeated, {}});
  } else {
    lines.push_back(OutcomeLine(verified.ok(), verified.faults.size()));
  }
  return lines;
}

EarlierPlan EarlierOf(const DaysPlan& plan) {
  EarlierPlan earlier;
  earlier.region = plan.region;
  earlier.as_of = plan.as_of;
  earlier.packs = plan.packs;
  earlier.pack_hashes = plan.pack_hashes;
  earlier.input_hash = plan.input_hash;
  earlier.sites = plan.site_states;
  for (const CohortNote& cohort : plan.cohorts) {
    earlier.groups.push_back({cohort.key, cohort.since});
  }
  for (std::size_t p = 0; p < plan.parties.size(); ++p) {
    earlier.parties.push_back(
        EarlierParty(plan.horizon.problem.parties[p], plan.parties[p]));
  }
  return earlier;
}

std::string_view FieldOf(place::HorizonFault fault) {
  using Fault = place::HorizonFault;
  switch (fault) {
    case Fault::kWrongLevels:
    case Fault::kWrongValue:
    case Fault::kBoundAboveValue:
    case Fault::kWrongStatus:
      return "levels";
    case Fault::kWrongSubstitutions:
      return "substitutions";
    case Fault::kWrongHolds:
      return "holds";
    case Fault::kWrongOpenedSites:
      return "openings";
    case Fault::kWrongBeyond:
      return "beyond";
    case Fault::kWrongUnplaced:
    case Fault::kRoomWasLeft:
    case Fault::kPersonForgotten:
      return "unplaced";
    case Fault::kWrongShortages:
      return "shortages";
    case Fault::kWrongDayFigures:
      return "days";
    default:
      return "rooms";
  }
}

}  // namespace quaranta::desk
