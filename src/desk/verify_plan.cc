// A stored plan against the world, by the verifier.
#include "quaranta/desk/verify_plan.h"

#include <map>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "desk/fault_words.h"
#include "desk/night_in.h"
#include "desk/place_in.h"
#include "desk/verify_words.h"
#include "desk/why_words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/place/place.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kMostNames = 6;

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

// A party that is refused is no fault; it is named instead.
void ForgetRefused(const StoredPlan& stored, const Arrivals& people,
                   Verified& verified) {
  const std::set<std::string> refused(stored.refused.begin(),
                                      stored.refused.end());
  std::set<std::string> met;
  std::erase_if(
      verified.report.violations, [&](const place::Violation& violation) {
        if (violation.fault != place::Fault::kRoomWasLeft || !violation.party) {
          return false;
        }
        const auto& party = people.groups[violation.party->value()].note.id;
        if (!refused.contains(party)) return false;
        met.insert(party);
        return true;
      });
  verified.refused.assign(met.begin(), met.end());
}

// Takes the rooms out of service that only the plan says are.
void TakeOut(const StoredPlan& stored, const Stock& stock,
             place::Problem& problem, Verified& verified) {
  const std::set<std::string> out(stored.basis.out.begin(),
                                  stored.basis.out.end());
  for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
    place::RoomState& state = problem.rooms[r].state;
    if (!out.contains(stock.room_notes[r].id)) continue;
    if (state != place::RoomState::kOut) {
      verified.out.push_back(stock.room_notes[r].id);
    }
    state = place::RoomState::kOut;
  }
}

// All that is said about the plan and follows from what is at hand.
absl::Status AddWords(const StoredPlan& stored, const Draft& draft,
                      Plan& plan) {
  AddConditions(draft, plan);
  QUARANTA_RETURN_IF_ERROR(AddReasons(plan));
  if (stored.night) {
    for (const std::int32_t left : UnplacedByParty(plan.problem, plan.plan)) {
      plan.way_out.left_tonight += left;
    }
  } else {
    QUARANTA_RETURN_IF_ERROR(AddRelaxations(draft, plan));
    QUARANTA_RETURN_IF_ERROR(AddMerges(draft, plan));
  }
  AddHeadline(draft, plan);
  return absl::OkStatus();
}

absl::StatusOr<Plan> Rebuild(const StoredPlan& stored, Draft& draft,
                             const std::map<CohortKey, place::CohortId>& ids,
                             const place::Problem& problem,
                             const Verified& verified) {
  Plan plan;
  plan.world = *draft.setting.world;
  plan.region = draft.setting.region_id;
  plan.as_of = draft.setting.as_of;
  plan.seed = stored.seed;
  plan.node_limit = stored.node_limit;
  plan.packs = draft.setting.packs;
  plan.pack_hashes = draft.setting.pack_hashes;
  plan.priority_clock_h = draft.setting.params.priority_clock_h;
  plan.problem = problem;
  plan.input_hash = stored.basis.input_hash;
  plan.plan = verified.plan;
  plan.verification = verified.report;
  AddNotes(draft, ids, {}, plan);
  draft.solve = [options = place::Options{plan.seed, plan.node_limit}](
                    const place::Problem& of) {
    return place::Place(of, options);
  };
  QUARANTA_RETURN_IF_ERROR(AddWords(stored, draft, plan));
  return plan;
}

}  // namespace

bool Verified::ok() const {
  if (!same_input || !report.ok() || !differences.empty()) return false;
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
  const auto cohorts = NumberCohorts(stock, people);
  place::Problem problem = MakeProblem(stock, people, cohorts, setting.params);
  Verified verified;
  verified.same_input = place::InputHash(problem) == basis.input_hash;
  verified.changed_sites = ChangedSites(basis, stock);
  verified.plan = stored.plan;
  verified.tier_policy = problem.tier_policy;
  QUARANTA_RETURN_IF_ERROR(
      AddAssignments(stored, stock, people, verified.plan));
  TakeOut(stored, stock, problem, verified);
  QUARANTA_ASSIGN_OR_RETURN(verified.report,
                            place::Verify(problem, verified.plan));
  if (!verified.same_input) verified.report.own_bounds.clear();
  ForgetRefused(stored, people, verified);
  verified.faults = FaultLines(verified, problem, stock, people);
  // Reasons can be sought only where nothing is wrong with the plan.
  if (verified.same_input && verified.report.ok()) {
    Draft draft{setting, county, stock, people, {}};
    QUARANTA_ASSIGN_OR_RETURN(
        verified.rebuilt, Rebuild(stored, draft, cohorts, problem, verified));
  }
  return verified;
}

namespace {

void SayOwnWord(const std::vector<std::string>& names, MessageId message,
                std::vector<Sentence>& lines) {
  if (names.empty()) return;
  std::vector<Sentence> words;
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) {
    words.push_back({msg::kWhyBatch, {{"batch", names[i]}}});
  }
  if (names.size() > kMostNames) {
    words.push_back({msg::kVerifyMore, {{"more", names.size() - kMostNames}}});
  }
  lines.push_back(
      {message, {{"count", names.size()}, {"names", ListOf(words)}}});
}

Sentence Shown(const std::string& json) {
  if (json.empty()) return {msg::kVerifyNothing, {}};
  return {msg::kWhyBatch, {{"batch", json}}};
}

void SayFile(const Verified& verified, std::vector<Sentence>& lines) {
  for (const Difference& of : verified.differences) {
    lines.push_back({msg::kVerifyDiffers,
                     {{"path", of.path},
                      {"said", Shown(of.said)},
                      {"expected", Shown(of.expected)}}});
  }
  if (verified.unchecked.empty()) return;
  std::vector<Sentence> sections;
  for (const std::string& section : verified.unchecked) {
    sections.push_back({msg::kWhyBatch, {{"batch", section}}});
  }
  lines.push_back({msg::kVerifyUnchecked, {{"sections", ListOf(sections)}}});
}

}  // namespace

std::vector<Sentence> VerifyLines(const Verified& verified) {
  std::vector<Sentence> lines;
  SayOwnWord(verified.out, msg::kVerifyOut, lines);
  SayOwnWord(verified.refused, msg::kVerifyRefused, lines);
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
  AddFaults(verified.faults, lines);
  SayFile(verified, lines);
  const std::size_t faults =
      verified.report.violations.size() + verified.differences.size();
  if (!verified.ok() && faults > 0 && verified.report.ok()) {
    lines.push_back({msg::kVerifyFileBroken, {{"faults", faults}}});
  } else {
    lines.push_back(OutcomeLine(verified.ok(), faults));
  }
  return lines;
}

}  // namespace quaranta::desk
