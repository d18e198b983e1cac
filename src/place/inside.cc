#include "place/inside.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>

#include "core/status_macros.h"
#include "quaranta/core/status.h"

namespace quaranta::place::internal {
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

}  // namespace

absl::Status CheckLimits(
    const std::vector<std::pair<std::string, std::int64_t>>& limits) {
  for (const auto& [name, value] : limits) {
    if (value < 0) {
      return InvalidArgument("options." + name + " is " +
                             std::to_string(value) + "; expected 0 or more");
    }
  }
  return absl::OkStatus();
}

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

}  // namespace quaranta::place::internal
