// The parts of Verify, each adding to one report.
#ifndef QUARANTA_SRC_PLACE_VERIFY_PARTS_H_
#define QUARANTA_SRC_PLACE_VERIFY_PARTS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "place/verify_census.h"
#include "place/verify_facts.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/verify.h"

namespace quaranta::place::verify {

// False if the plan names something that the problem does not have; then the
// other parts must not run.
bool CheckIndices(const Problem& problem, const Plan& plan, Report& report);

// Rules 1 to 7, and that everyone is accounted for once.
void CheckRules(const Facts& facts, const Plan& plan, Report& report);

// Order of lists, refills, substitutions, sites and units.
void CheckLists(const Facts& facts, const Plan& plan, Report& report);

// The levels' values, which are returned as they should be, and statuses.
std::vector<Level> CheckLevels(const Facts& facts, const Plan& plan,
                               Report& report);

// Reasons, funnels and blocking units of the unplaced.
void CheckReasons(const Facts& facts, const Plan& plan, Report& report);

// A lower bound for each of the levels, given their values, sought until it
// shows the plan's; where `certified` does it is taken as it is.
std::vector<std::int64_t> OwnBounds(
    const Census& census, const Plan& plan, const std::vector<Level>& levels,
    const std::vector<std::optional<std::int64_t>>& certified);

// What the plan's certificate proves of each level, given the levels' values;
// nothing for levels that certificates do not speak of. Violations for one that
// is not well formed, which then proves nothing.
std::vector<std::optional<std::int64_t>> CertifiedBounds(
    const Facts& facts, const Plan& plan, const std::vector<Level>& levels,
    Report& report);

// What the markets of the plan's certificate prove of each level, 0 where they
// do not speak of it. Violations as for `CertifiedBounds`.
std::vector<std::int64_t> MarketBounds(const Census& census, const Plan& plan,
                                       const std::vector<Level>& levels,
                                       Report& report);

// By unit: the cohort that holds it once the plan is carried out.
std::vector<std::optional<CohortId>> HoldersAfter(const Facts& facts,
                                                  const Plan& plan);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_PARTS_H_
