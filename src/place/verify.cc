#include "quaranta/place/verify.h"

#include <algorithm>

#include "core/status_macros.h"
#include "place/verify_census.h"
#include "place/verify_facts.h"
#include "place/verify_parts.h"

namespace quaranta::place {
namespace verify {

bool CheckIndices(const Problem& problem, const Plan& plan, Report& report) {
  const std::size_t before = report.violations.size();
  const auto fail = [&](Violation violation) {
    violation.fault = Fault::kIndexOutOfRange;
    report.violations.push_back(violation);
  };
  const auto check = [&](PartyId party, const Indices& people) {
    if (party.value() >= problem.parties.size()) {
      fail({.party = party});
      return;
    }
    const std::size_t size = problem.parties[party.value()].people.size();
    for (const std::uint32_t person : people) {
      if (person >= size) fail({.party = party, .person = person});
    }
  };
  const auto check_room = [&](RoomId room) {
    if (room.value() >= problem.rooms.size()) fail({.room = room});
  };
  for (const Assignment& of : plan.assignments) {
    check(of.party, of.people);
    check_room(of.room);
  }
  for (const Unplaced& of : plan.unplaced) {
    check(of.party, of.people);
    for (const Blocking& blocking : of.blocking) {
      if (blocking.unit.value() >= problem.units.size()) {
        fail({.party = of.party, .unit = blocking.unit});
      }
    }
  }
  for (const Substitution& of : plan.substitutions) {
    check(of.party, {of.person});
    check_room(of.room);
  }
  for (const OpenedSite& of : plan.opened_sites) {
    if (of.site.value() >= problem.sites.size()) fail({.site = of.site});
  }
  for (const TakenUnit& of : plan.taken_units) {
    if (of.unit.value() >= problem.units.size() ||
        of.cohort.value() >= problem.cohorts) {
      fail({.unit = of.unit});
    }
  }
  return report.violations.size() == before;
}

std::vector<std::optional<CohortId>> HoldersAfter(const Facts& facts,
                                                  const Plan& plan) {
  std::vector<std::optional<CohortId>> holders;
  for (const Unit& unit : facts.problem().units) {
    holders.push_back(unit.holder);
  }
  for (const Assignment& of : plan.assignments) {
    auto& holder = holders[facts.room(of.room.value()).unit.value()];
    if (!holder) holder = facts.party(of.party.value()).cohort;
  }
  return holders;
}

}  // namespace verify

absl::StatusOr<Report> Verify(const Problem& problem, const Plan& plan) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  Report report;
  if (!verify::CheckIndices(problem, plan, report)) return report;
  const verify::Facts facts(problem);
  verify::CheckRules(facts, plan, report);
  verify::CheckLists(facts, plan, report);
  const std::vector<Level> levels = verify::CheckLevels(facts, plan, report);
  verify::CheckReasons(facts, plan, report);
  const verify::Census census(facts);
  auto certified = verify::CertifiedBounds(facts, plan, levels, report);
  const auto markets = verify::MarketBounds(census, plan, levels, report);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    certified[i] = std::max(certified[i].value_or(0), markets[i]);
  }
  report.own_bounds = verify::OwnBounds(census, plan, levels, certified);
  return report;
}

}  // namespace quaranta::place
