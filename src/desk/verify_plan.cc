// A stored plan against the world, by the verifier.
#include "quaranta/desk/verify_plan.h"

#include <map>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "desk/night_in.h"
#include "desk/verify_words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

// Assignments by id, as indices of the problem.
absl::Status AddAssignments(const StoredPlan& stored, const Stock& stock,
                            const Arrivals& people, place::Plan& plan) {
  std::map<std::string, std::size_t> rooms;
  for (std::size_t r = 0; r < stock.room_notes.size(); ++r) {
    rooms[stock.room_notes[r].id] = r;
  }
  std::map<std::string, std::pair<std::size_t, std::uint32_t>> persons;
  for (std::size_t p = 0; p < people.groups.size(); ++p) {
    const auto& names = people.groups[p].note.people;
    for (std::uint32_t i = 0; i < names.size(); ++i) persons[names[i]] = {p, i};
  }
  for (const EarlierPlan::Stay& stay : stored.basis.stays) {
    const auto room = rooms.find(stay.room);
    place::Assignment of;
    for (const std::string& person : stay.people) {
      const auto at = persons.find(person);
      // Who is inside meanwhile is no longer to be placed.
      if (at == persons.end()) continue;
      of.party = place::PartyId(at->second.first);
      of.people.push_back(at->second.second);
    }
    if (room == rooms.end()) {
      return Internal("a room of the plan was not looked for");
    }
    if (of.people.empty()) continue;
    of.room = place::RoomId(room->second);
    of.refill =
        stock.rooms[room->second].state == place::RoomState::kRefillable;
    plan.assignments.push_back(std::move(of));
  }
  return absl::OkStatus();
}

void ForgetRefused(const StoredPlan& stored, const Arrivals& people,
                   place::Report& report) {
  const std::set<std::string> refused(stored.refused.begin(),
                                      stored.refused.end());
  std::erase_if(report.violations, [&](const place::Violation& violation) {
    return violation.fault == place::Fault::kRoomWasLeft && violation.party &&
           refused.contains(people.groups[violation.party->value()].note.id);
  });
}

}  // namespace

bool Verified::ok() const {
  if (!same_input || !report.ok()) return false;
  for (std::size_t i = 0; i < plan.levels.size(); ++i) {
    if (!report.BoundShown(plan, i)) return false;
  }
  return true;
}

absl::StatusOr<Verified> VerifyPlan(const world::World& world,
                                    const policy::Policy& policy,
                                    const StoredPlan& stored) {
  const EarlierPlan& basis = stored.basis;
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSetting(world, policy, basis.region, basis.as_of));
  const County county = ReadCounty(setting);
  const BatchBook batches(county, setting, basis.groups);
  const auto inside = CohortsInside(county, batches, setting);
  const Stock stock = ReadStock(county, batches, inside, setting);
  QUARANTA_RETURN_IF_ERROR(CheckEarlier(basis, setting, stock));
  Arrivals people;
  QUARANTA_RETURN_IF_ERROR(AddEarlierParties(basis, county, nullptr, people));
  place::Problem problem =
      MakeProblem(stock, people, NumberCohorts(stock, people), setting.params);
  Verified verified;
  verified.same_input = place::InputHash(problem) == basis.input_hash;
  verified.changed_sites = ChangedSites(basis, stock);
  verified.plan = stored.plan;
  verified.tier_policy = problem.tier_policy;
  QUARANTA_RETURN_IF_ERROR(
      AddAssignments(stored, stock, people, verified.plan));
  const std::set<std::string> out(basis.out.begin(), basis.out.end());
  for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
    if (out.contains(stock.room_notes[r].id)) {
      problem.rooms[r].state = place::RoomState::kOut;
    }
  }
  QUARANTA_ASSIGN_OR_RETURN(verified.report,
                            place::Verify(problem, verified.plan));
  if (!verified.same_input) verified.report.own_bounds.clear();
  ForgetRefused(stored, people, verified.report);
  return verified;
}

std::vector<Sentence> VerifyLines(const Verified& verified) {
  std::vector<Sentence> lines;
  if (!verified.same_input) {
    lines.push_back(OtherInputLine(verified.changed_sites));
  }
  for (std::size_t i = 0; i < verified.plan.levels.size(); ++i) {
    const place::Level& level = verified.plan.levels[i];
    lines.push_back({verified.report.BoundShown(verified.plan, i)
                         ? msg::kVerifyShown
                         : msg::kVerifyNotShown,
                     {{"level", LevelWord(level, verified.tier_policy)},
                      {"value", level.value},
                      {"bound", level.bound}}});
  }
  std::vector<Sentence> faults;
  for (const place::Violation& of : verified.report.violations) {
    faults.push_back(
        {msg::kVerifyFault, {{"fault", std::string(place::NameOf(of.fault))}}});
  }
  AddFaults(faults, lines);
  lines.push_back(OutcomeLine(verified.ok(), faults.size()));
  return lines;
}

}  // namespace quaranta::desk
