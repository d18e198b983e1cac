// The second evening: more people come, rooms break, and those of the earlier
// plan stay where they are.
#ifndef QUARANTA_DESK_NIGHT_H_
#define QUARANTA_DESK_NIGHT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

struct NightOptions {
  // The plan whose people stay; nothing: nobody is placed yet.
  std::optional<EarlierPlan> keep;
  // Ids of rooms that are out of service from now on ("S1/304"); later plans
  // that keep this one remember them.
  std::vector<std::string> strike;
  // What is kept back for those who have not come yet, in place of the
  // policy's params.reserve_floors, reserve_groups and reserve_exempt_below;
  // see place::Reserve.
  std::optional<std::int32_t> keep_floors;
  // Least and largest number of people that a group may have: floors are
  // opened the more sparingly the fewer are left (place::ThresholdsFor).
  std::optional<std::pair<std::int32_t, std::int32_t>> groups;
};

// "1-40" as two numbers, 1 <= least <= largest <= 1,000,000; nothing otherwise.
std::optional<std::pair<std::int32_t, std::int32_t>> ParseGroups(
    std::string_view text);

// What a later plan needs to know of this one.
EarlierPlan EarlierOf(const Plan& plan);

// Plans rooms for the people in `arrivals` who have none, one party after the
// other by priority, beside everybody whom the earlier plan placed and who is
// not in a room yet: they stay where it put them. `Plan::night` says what
// changed.
//
// `arrivals` may list everybody again or only those who are new; it may be
// empty with an earlier plan. People of that plan who are not listed are taken
// as it knew them, those without a room among them; of a party of which anybody
// is listed, those count who are. Somebody of the earlier plan gets another
// room, or none, only where the room was struck or may no longer be given
// (out of order, taken by somebody else, on a floor that was closed or went to
// another group; or, at a site not yet open, staff need it in place of a struck
// one), or where the party itself changed; each with its cause in
// `Plan::night`. Where people of one floor may no longer share it, because more
// is known of some, the floor remains with the group it was given to, else with
// the one that has most people there, and the others leave.
//
// A room of the earlier plan that its people leave, because they need none any
// more or get another one, is not given to anybody: they may have come, and
// nobody has disinfected it since. (It is given only if the world records that
// they came in elsewhere, or that they left and it was disinfected.) Its floor
// remains with their group; if nobody of it has a room there in the end, all
// rooms of the floor go out of service. `NightNotes::out` lists these rooms.
//
// As desk::Place otherwise. Parameters of the policy beside its own:
// reserve_floors 0 (free floors that stay free), reserve_groups (none; a text,
// "1-40"), reserve_exempt_below 0 (priority classes below it are not refused).
// Verification is ok() but for place::Fault::kRoomWasLeft of people whom the
// reserve refused.
//
// Errors as desk::Place, and kFailedPrecondition, naming what differs, when the
// earlier plan is of another region, of other packs or other versions of them,
// of rooms or sites that the world does not have, is later than `as_of`, or
// has ids that were hidden; kNotFound for a room to strike that the world does
// not have; kInvalidArgument for a negative reserve, or when a party of the
// earlier plan is listed with none of its people. Costs one place::Place more,
// for the price of not moving.
[[nodiscard]] absl::StatusOr<Plan> PlaceNight(const world::World& world,
                                              const world::World& arrivals,
                                              const policy::Policy& policy,
                                              const PlaceOptions& options,
                                              const NightOptions& night);

// "STAYS", "MOVES", ... ; "NONE", "STRUCK", ...
std::string_view NameOf(NightChange::Kind kind);
std::string_view NameOf(NightChange::Cause cause);

// The night in sentences, to be read first: what of the earlier plan stands,
// who moves and why, who is new, what was refused, and what not moving costs.
// Empty without `Plan::night`.
std::vector<Sentence> NightLines(const Plan& plan);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_NIGHT_H_
