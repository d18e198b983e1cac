#include "quaranta/place/audit.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "place/audit_parts.h"
#include "quaranta/core/status.h"

namespace quaranta::place {
namespace {

std::string At(std::size_t n, const char* field) {
  return "inside[" + std::to_string(n) + "]." + field;
}

absl::Status Below(std::size_t n, const char* field, std::size_t value,
                   std::size_t count, const char* what) {
  if (value < count) return absl::OkStatus();
  return InvalidArgument(At(n, field) + " is " + std::to_string(value) +
                         "; there are " + std::to_string(count) + " " + what);
}

absl::Status CheckLimits(const AuditOptions& options) {
  for (const auto& [name, value] :
       {std::pair("plan_limit", options.plan_limit),
        std::pair("place.node_limit", options.place.node_limit),
        std::pair("place.proof_limit", options.place.proof_limit)}) {
    if (value < 0) {
      return InvalidArgument("options." + std::string(name) + " is " +
                             std::to_string(value) + "; expected 0 or more");
    }
  }
  return absl::OkStatus();
}

// Everybody is somewhere, once; and each party has one entry for a room.
absl::Status CheckInside(const Problem& problem,
                         const std::vector<Inside>& inside) {
  std::set<std::pair<PartyId, std::uint32_t>> seen;
  std::set<std::pair<PartyId, RoomId>> rooms;
  for (std::size_t n = 0; n < inside.size(); ++n) {
    const Inside& of = inside[n];
    QUARANTA_RETURN_IF_ERROR(
        Below(n, "party", of.party.value(), problem.parties.size(), "parties"));
    QUARANTA_RETURN_IF_ERROR(
        Below(n, "room", of.room.value(), problem.rooms.size(), "rooms"));
    if (of.people.empty()) {
      return InvalidArgument(At(n, "people") + " is empty; expected somebody");
    }
    if (!rooms.insert({of.party, of.room}).second) {
      return InvalidArgument(At(n, "room") + " is " +
                             std::to_string(of.room.value()) +
                             ", as in another entry of the party; expected "
                             "one entry for those in one room");
    }
    for (const std::uint32_t i : of.people) {
      QUARANTA_RETURN_IF_ERROR(
          Below(n, "people", i, problem.parties[of.party.value()].people.size(),
                "people in the party"));
      if (!seen.insert({of.party, i}).second) {
        return InvalidArgument(At(n, "people") + " names person " +
                               std::to_string(i) +
                               " of the party twice; expected one room each");
      }
    }
  }
  for (std::size_t p = 0; p < problem.parties.size(); ++p) {
    for (std::uint32_t i = 0; i < problem.parties[p].people.size(); ++i) {
      if (seen.contains({PartyId(p), i})) continue;
      return InvalidArgument("inside does not say where parties[" +
                             std::to_string(p) + "].people[" +
                             std::to_string(i) + "] is");
    }
  }
  return absl::OkStatus();
}

// People by index, and a party is pinned as a whole.
std::vector<Inside> Ordered(std::vector<Inside> inside) {
  std::set<PartyId> pinned;
  for (Inside& of : inside) {
    std::ranges::sort(of.people);
    if (of.pinned) pinned.insert(of.party);
  }
  for (Inside& of : inside) of.pinned = pinned.contains(of.party);
  std::ranges::sort(inside, {}, [](const Inside& of) {
    return std::pair(of.party, of.room);
  });
  return inside;
}

std::vector<Move> MovesBetween(const std::vector<Inside>& before,
                               const std::vector<Inside>& after) {
  std::map<std::pair<PartyId, std::uint32_t>, RoomId> was;
  for (const Inside& of : before) {
    for (const std::uint32_t i : of.people)
      was.try_emplace({of.party, i}, of.room);
  }
  std::map<std::tuple<PartyId, RoomId, RoomId>, std::vector<std::uint32_t>>
      people;
  for (const Inside& of : after) {
    for (const std::uint32_t i : of.people) {
      const RoomId from = was.at({of.party, i});
      if (from != of.room) people[{of.party, from, of.room}].push_back(i);
    }
  }
  std::vector<Move> moves;
  for (auto& [key, those] : people) {
    const auto& [party, from, to] = key;
    std::ranges::sort(those);
    moves.push_back({party, std::move(those), from, to});
  }
  return moves;
}

// With the sites open that the repair opens.
Problem After(Problem after, const AuditReport& report) {
  for (const OpenedSite& of : report.opened_sites) {
    after.sites[of.site.value()].open = true;
    for (const RoomId room : of.staff_rooms) {
      after.rooms[room.value()].state = RoomState::kOut;
    }
  }
  return after;
}

}  // namespace

absl::StatusOr<AuditReport> Audit(const Problem& problem,
                                  const std::vector<Inside>& inside,
                                  const AuditOptions& options) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  QUARANTA_RETURN_IF_ERROR(CheckLimits(options));
  QUARANTA_RETURN_IF_ERROR(CheckInside(problem, inside));
  const std::vector<Inside> now = Ordered(inside);
  AuditReport report;
  report.findings = internal::FindBreaches(problem, now);
  if (report.findings.empty()) return report;
  internal::Scene scene = internal::SetScene(problem, now);
  QUARANTA_ASSIGN_OR_RETURN(const std::vector<Inside> after,
                            internal::Repair(scene, options, report));
  report.moves = MovesBetween(now, after);
  report.left = internal::FindBreaches(After(scene.problem, report), after);
  return report;
}

}  // namespace quaranta::place
