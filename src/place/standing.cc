#include "place/standing.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/status_macros.h"
#include "quaranta/core/status.h"

namespace quaranta::place::why {
namespace {

absl::Status Below(std::string_view what, std::size_t index,
                   std::string_view field, std::size_t value,
                   std::size_t count) {
  if (value < count) return absl::OkStatus();
  return InvalidArgument("plan." + std::string(what) + "[" +
                         std::to_string(index) + "]." + std::string(field) +
                         " is " + std::to_string(value) + "; there are " +
                         std::to_string(count));
}

absl::Status CheckPeople(const Problem& problem, std::string_view what,
                         std::size_t index, PartyId party,
                         const std::vector<std::uint32_t>& people) {
  QUARANTA_RETURN_IF_ERROR(
      Below(what, index, "party", party.value(), problem.parties.size()));
  for (const std::uint32_t person : people) {
    QUARANTA_RETURN_IF_ERROR(
        Below(what, index, "people", person,
              problem.parties[party.value()].people.size()));
  }
  if (!people.empty()) return absl::OkStatus();
  return InvalidArgument("plan." + std::string(what) + "[" +
                         std::to_string(index) + "].people is empty");
}

absl::Status CheckIndices(const Problem& problem, const Plan& plan) {
  for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
    const Assignment& of = plan.assignments[i];
    QUARANTA_RETURN_IF_ERROR(
        CheckPeople(problem, "assignments", i, of.party, of.people));
    QUARANTA_RETURN_IF_ERROR(
        Below("assignments", i, "room", of.room.value(), problem.rooms.size()));
  }
  for (std::size_t i = 0; i < plan.unplaced.size(); ++i) {
    const Unplaced& of = plan.unplaced[i];
    QUARANTA_RETURN_IF_ERROR(
        CheckPeople(problem, "unplaced", i, of.party, of.people));
  }
  for (std::size_t i = 0; i < plan.taken_units.size(); ++i) {
    const TakenUnit& of = plan.taken_units[i];
    QUARANTA_RETURN_IF_ERROR(
        Below("taken_units", i, "unit", of.unit.value(), problem.units.size()));
    QUARANTA_RETURN_IF_ERROR(
        Below("taken_units", i, "cohort", of.cohort.value(), problem.cohorts));
  }
  for (std::size_t i = 0; i < plan.opened_sites.size(); ++i) {
    QUARANTA_RETURN_IF_ERROR(Below("opened_sites", i, "site",
                                   plan.opened_sites[i].site.value(),
                                   problem.sites.size()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Standing> StandingOf(const Problem& problem, const Plan& plan) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  QUARANTA_RETURN_IF_ERROR(CheckIndices(problem, plan));
  Standing standing;
  for (const Unit& unit : problem.units) standing.holder.push_back(unit.holder);
  for (const TakenUnit& taken : plan.taken_units) {
    standing.holder[taken.unit.value()] = taken.cohort;
  }
  standing.taken_by.assign(problem.rooms.size(), kNobody);
  std::vector<std::uint32_t> rooms(problem.parties.size(), 0);
  for (std::size_t a = 0; a < plan.assignments.size(); ++a) {
    const Assignment& of = plan.assignments[a];
    standing.taken_by[of.room.value()] = static_cast<std::uint32_t>(a);
    ++rooms[of.party.value()];
  }
  for (const Assignment& of : plan.assignments) {
    const std::size_t p = of.party.value();
    standing.in_run.push_back(rooms[p] > 1 &&
                              problem.parties[p].lodging == Lodging::kTogether);
  }
  standing.staff.assign(problem.rooms.size(), false);
  for (std::size_t s = 0; s < problem.sites.size(); ++s) {
    for (const RoomId room : StaffRooms(problem, SiteId(s))) {
      standing.staff[room.value()] = true;
    }
  }
  return standing;
}

}  // namespace quaranta::place::why
