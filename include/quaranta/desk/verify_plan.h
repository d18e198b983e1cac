// A plan that was written down, checked again by anybody who has the world.
#ifndef QUARANTA_DESK_VERIFY_PLAN_H_
#define QUARANTA_DESK_VERIFY_PLAN_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/verify.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

// A plan as its JSON has it (report::ReadStoredPlan).
struct StoredPlan {
  // Parties and who is in which room, by id.
  EarlierPlan basis;
  // Levels, reasons, lists and the certificate, by index; without assignments.
  place::Plan plan;
  std::vector<std::string> refused;  // parties whom the reserve refused
};

struct Verified {
  // The world and the rules give the problem that the plan was made for.
  bool same_input = false;
  std::vector<std::string> changed_sites;  // names, where they do not
  place::Plan plan;
  place::TierPolicy tier_policy = place::TierPolicy::kLexicographic;
  // Of the hard rules, values and lists, and, with the same input, the bounds.
  // A room left on purpose by a reserve is no violation.
  place::Report report;

  // Nothing is wrong and every bound adds up.
  bool ok() const;
};

// Reads the plan's region at the plan's time from `world`, and checks with
// place::Verify, which shares no code with the planner. Where the world is not
// the one of the plan (rooms broke, people came in) rules and values are still
// checked, bounds are not. Errors as PlaceNight for a plan of another region,
// other rules or other rooms; kInvalidArgument when the plan names what it does
// not have itself.
[[nodiscard]] absl::StatusOr<Verified> VerifyPlan(const world::World& world,
                                                  const policy::Policy& policy,
                                                  const StoredPlan& stored);

// Per level value, bound, and whether that is shown; then what is wrong.
std::vector<Sentence> VerifyLines(const Verified& verified);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_VERIFY_PLAN_H_
