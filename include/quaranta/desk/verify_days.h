// A plan for the coming days that was written down, checked again by anybody
// who has the world.
#ifndef QUARANTA_DESK_VERIFY_DAYS_H_
#define QUARANTA_DESK_VERIFY_DAYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/coming_days.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/place/horizon.h"
#include "quaranta/place/verify_horizon.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

// A plan as its JSON has it (report::ReadStored): what it says by id, in its
// order. Days count from `today`.
struct StoredDays {
  struct Dates {
    std::int32_t arrival = 0;
    std::int32_t stay = 1;
  };
  struct Room {
    std::string party;
    std::string room;
    std::vector<std::string> people;
    std::int32_t from = 0;
    std::int32_t until = 0;
    bool refill = false;
  };
  struct Unplaced {
    std::string party;
    std::vector<std::string> people;
    std::int32_t day = 0;
    place::Reason reason = place::Reason::kNoRoomLeft;
    place::Funnel rooms;
  };
  struct Hold {
    std::vector<std::string> floors;
    std::uint32_t group = 0;  // index into basis.groups
    std::int32_t from = 0;
    std::optional<std::int32_t> until;
    std::optional<std::int32_t> free_again;
    bool standing = false;
    std::int32_t people = 0;
  };
  struct Opening {
    std::string site;
    std::int32_t day = 0;
    std::vector<std::string> staff_rooms;
  };
  struct Substitution {
    std::string person;
    std::string room;
  };

  // Parties, sites and all groups, by id; `stays` are the rooms.
  EarlierPlan basis;
  std::vector<EarlierPlan::Group> batches;  // as DaysPlan::batches
  Day today;
  std::uint64_t seed = 0;
  std::int64_t node_limit = 0;
  std::vector<Dates> dates;  // beside basis.parties
  std::vector<place::HorizonLevel> levels;
  std::vector<Room> rooms;
  std::vector<Unplaced> unplaced;
  std::vector<Hold> holds;
  std::vector<Opening> openings;
  std::vector<Substitution> substitutions;
  std::vector<std::string> beyond;
  std::vector<place::DayShortage> shortages;
  std::vector<place::DayFigures> figures;
};

// How a bound of a stored plan is known to be right.
enum class BoundShown : std::uint8_t {
  kNo,
  kCounted,  // by the verifier's own counting
  // The planner, asked again with the same seed and limit, finds it again. It
  // is not shown by code that shares nothing with the planner.
  kRepeated,
};

struct VerifiedDays {
  // The world and the rules give what the plan was made for.
  bool same_input = false;
  std::vector<std::string> changed_sites;  // names, where they do not
  place::HorizonPlan plan;
  place::TierPolicy tier_policy = place::TierPolicy::kLexicographic;
  // Of the hard rules on every day, values, lists and figures.
  place::HorizonReport report;
  std::vector<BoundShown> bounds;  // beside plan.levels
  // One line per violation, naming the field of the file and what it is about.
  std::vector<Sentence> faults;

  // Nothing is wrong and every bound is shown one way or the other.
  bool ok() const;
};

// Reads the plan's region at the plan's time from `world`, puts the people of
// the plan into it, and checks with place::VerifyHorizon, which shares no code
// with the planner. Bounds that it does not show are sought again by the
// planner. Where the world is not the one of the plan (rooms broke, people came
// in) rules and values are still checked, bounds are not. Sentences of the file
// are not read. Errors as VerifyPlan. Cost: as PlanDays.
[[nodiscard]] absl::StatusOr<VerifiedDays> VerifyDays(
    const world::World& world, const policy::Policy& policy,
    const StoredDays& stored);

// Per level value, bound, and how that is shown; then what is wrong.
std::vector<Sentence> VerifyLines(const VerifiedDays& verified);

// What a plan says of those who come, to be verified later: all groups, parties
// and sites; without rooms.
EarlierPlan EarlierOf(const DaysPlan& plan);

// The field of the JSON in which the fault is: "rooms", "holds", "levels", ...
std::string_view FieldOf(place::HorizonFault fault);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_VERIFY_DAYS_H_
