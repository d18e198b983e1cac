// Two chains of infection and a house of two floors: who goes where.
#include <iostream>
#include <string>

#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"

int main() {
  namespace place = quaranta::place;
  place::Problem problem;
  problem.sites = {{.open = true}};
  problem.units = {{.site = place::SiteId(0)}, {.site = place::SiteId(0)}};
  for (const int unit : {0, 0, 1}) {
    const auto position = static_cast<int>(problem.rooms.size());
    problem.rooms.push_back(
        {.unit = place::UnitId(unit), .position = position, .beds = 2});
  }
  problem.cohorts = 2;
  for (const int cohort : {0, 0, 1, 1}) {
    place::Party party;
    party.name = "party " + std::to_string(problem.parties.size());
    party.cohort = place::CohortId(cohort);
    party.people.emplace_back();
    problem.parties.push_back(party);
  }

  const absl::StatusOr<place::Plan> plan = place::Place(problem);
  if (!plan.ok()) {
    std::cerr << plan.status() << "\n";
    return 1;
  }
  const auto report = place::Verify(problem, *plan);
  std::cout << plan->assignments.size() << " placed, " << plan->unplaced.size()
            << " without a room: " << NameOf(plan->levels.front().status)
            << "\n";
  // Three rooms and four parties; the chains must not share a floor.
  return plan->assignments.size() == 3 && report.ok() && report->ok() ? 0 : 1;
}
