// A plan that was written down, checked again by anybody who has the world.
#ifndef QUARANTA_DESK_VERIFY_PLAN_H_
#define QUARANTA_DESK_VERIFY_PLAN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/verify.h"
#include "quaranta/policy/policy.h"
#include "quaranta/text/node.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

// A plan as its JSON has it (report::ReadStoredPlan).
struct StoredPlan {
  // Parties and who is in which room, by id.
  EarlierPlan basis;
  // Levels, reasons, lists and the certificate, by index; without assignments.
  place::Plan plan;
  std::vector<std::string> refused;  // parties whom the reserve refused
  // How it was made, to weigh again what would help.
  std::uint64_t seed = 0;
  std::int64_t node_limit = 0;
  bool night = false;  // beside an earlier plan
  // The file but for its proof, to compare with what was checked.
  std::shared_ptr<const text::Node> file;
};

// Where the file does not say what was checked.
struct Difference {
  std::string path;      // "assignments[3].refill"
  std::string said;      // as JSON, perhaps cut; empty: nothing
  std::string expected;  // likewise
};

struct Verified {
  // The world and the rules give the problem that the plan was made for, but
  // for `out`, which no hash covers.
  bool same_input = false;
  std::vector<std::string> changed_sites;  // names, where they do not
  // Taken from the plan's own word: rooms out of service that the world offers,
  // and parties left without a room by a reserve although one would do.
  std::vector<std::string> out;
  std::vector<std::string> refused;
  place::Plan plan;
  place::TierPolicy tier_policy = place::TierPolicy::kLexicographic;
  // Of the hard rules, values and lists, and, with the same input, the bounds.
  // A room left on purpose by a reserve is no violation.
  place::Report report;
  // The violations in sentences with the parties, rooms and floors concerned;
  // one sentence for each kind.
  std::vector<Sentence> faults;
  // The plan as far as it follows from the world and what was checked; nothing
  // where the input is another or a violation was found. What would help is
  // weighed again but for a night, whose earlier plan is not there.
  std::optional<Plan> rebuilt;
  // Filled by report::VerifyStored: sections of the file that do not say what
  // `rebuilt` says, and those that were compared with nothing.
  std::vector<Difference> differences;
  std::vector<std::string> unchecked;

  // Nothing is wrong and every bound adds up.
  bool ok() const;
};

// Reads the plan's region at the plan's time from `world`, and checks with
// place::Verify, which shares no code with the planner. Where the world is not
// the one of the plan (rooms broke, people came in) rules and values are still
// checked, bounds are not. What the file has for people to read is not looked
// at: see report::VerifyStored. Errors as PlaceNight for a plan of another
// region, other rules or other rooms; kInvalidArgument when the plan names what
// it does not have itself. Cost: as place::Verify, and as the reasons of
// desk::Place where somebody is without a room.
[[nodiscard]] absl::StatusOr<Verified> VerifyPlan(const world::World& world,
                                                  const policy::Policy& policy,
                                                  const StoredPlan& stored);

// What the plan says of itself, per level value, bound, and whether that is
// shown; then what is wrong and what was not checked.
std::vector<Sentence> VerifyLines(const Verified& verified);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_VERIFY_PLAN_H_
