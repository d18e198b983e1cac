// What the stock of rooms is: against the standard, in use, free, usable
// tonight, and where reported figures and records part.
#ifndef QUARANTA_DESK_CAPACITY_LINES_H_
#define QUARANTA_DESK_CAPACITY_LINES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/capacity/standard.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/policy/policy.h"
#include "quaranta/schema/enums.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

struct CapacityOptions {
  Instant as_of;
  std::string region;  // as PlaceOptions::region
};

// A share kept as its two numbers.
struct Share {
  std::int64_t part = 0;
  std::int64_t whole = 0;
};
// Percent with one decimal, half up, by integers: {345, 587} is "58.8". Empty
// when there is no whole or a number is negative.
std::string PercentText(Share share);

// One figure twice: as reported, and counted from the records.
struct Count {
  // Summed over the units that reported it; nothing: none did.
  std::optional<std::int64_t> reported;
  // Sites of the sum that did not report it.
  std::int32_t silent = 0;
  std::int64_t records = 0;
  // Reported if there is such a figure, else counted.
  std::int64_t Best() const { return reported.value_or(records); }
};

struct PopulationLine {
  std::optional<std::int64_t> people;
  schema::PopulationBasis basis = schema::PopulationBasis::kUnspecified;
  std::optional<Day> as_of;
  Sentence text;  // says so when the figure is assumed
};

// Rooms against the standard, by one of two definitions.
struct StandardLine {
  enum class Definition : std::uint8_t {
    // Region.rooms_reported, else the sum over sites of rooms_reported, else
    // rooms_total, else rooms on record.
    kAsReported,
    // Rooms recorded as ISOLATION. Rooms of unknown use may count, as may
    // rooms that a site's total has but nobody listed.
    kIsolationOnly,
  };
  Definition definition = Definition::kAsReported;
  capacity::RoomCount rooms;
  std::int64_t per_10k = 0;
  // Nothing when the population is not recorded.
  std::optional<capacity::StandardResult> result;
  Sentence text;
};

// What a used room without an isolated person is used for.
enum class Surplus : std::uint8_t {
  kStaffLodging,
  kWorkRoom,  // office, duty, clinic
  kHolding,   // holding and buffer
  kStore,     // store and waste
  kAwaitingDisinfection,
  kUnexplained,
};
std::string_view NameOf(Surplus surplus);  // "STAFF_LODGING", ...

struct SurplusLine {
  Surplus kind = Surplus::kUnexplained;
  std::vector<std::string> rooms;  // subjects, "Room:S1/304"
  Sentence text;
};

// Why a free room cannot be given out tonight.
enum class Unusable : std::uint8_t {
  kAwaitingDisinfection,
  kOutOfOrder,
  kFrozen,      // the room, its floor or its site
  kFloorHeld,   // usable only by the group on that floor
  kUnknownUse,  // use, state or floor not recorded
  kOtherUse,
  kHeldBack,
};
std::string_view NameOf(Unusable reason);  // "AWAITING_DISINFECTION", ...

struct UnusableLine {
  Unusable reason = Unusable::kUnknownUse;
  std::vector<std::string> rooms;
  Sentence text;
};

// Where a reported figure and the records part, line by line.
struct BridgeLine {
  std::string subject;  // "Site:S1", "Region:R1"
  std::string figure;   // "rooms_total", the field that reports it
  std::int64_t reported = 0;
  std::int64_t records = 0;
  Sentence text;
};

struct CapacityLines {
  std::string region;
  Instant as_of;
  PopulationLine population;
  std::vector<StandardLine> standards;  // as reported, then isolation only

  std::int64_t sites = 0;  // not closed
  std::int64_t open_sites = 0;
  Count rooms_all;   // rooms of all sites that are not closed
  Count rooms_open;  // rooms of the open sites
  Count rooms_used;  // of these, in use or waiting for disinfection
  Count people;      // inside now
  Share occupancy;   // rooms_used of rooms_open, by Best()

  // At least so many used rooms have no isolated person, from the totals
  // alone; and by the records, sorted by kind.
  std::int64_t surplus_at_least = 0;
  std::vector<SurplusLine> surplus;

  std::int64_t rooms_free = 0;  // rooms_open less rooms_used, by Best()
  // By the records: rooms of open sites that are free, those of them that may
  // be given to a new group tonight, and why the others may not.
  std::int64_t free_on_record = 0;
  std::vector<std::string> usable;  // subjects
  std::vector<UnusableLine> unusable;
  // Floors on which a new group may start tonight, and all floors of the open
  // sites that have isolation rooms.
  std::int64_t free_floors = 0;
  std::int64_t floors = 0;

  std::vector<BridgeLine> bridge;  // only lines that differ
};

// Everything above for one region. Standard: params.rooms_per_10k, else the
// region's own rooms_standard, else 40.
//
// Missing figures are an outcome (see `Count`, `PopulationLine`), never zero.
// kInvalidArgument and kNotFound as for desk::Place; where no pack is in force
// the defaults apply. Keeps no state; safe from many threads. Linear in the
// world.
[[nodiscard]] absl::StatusOr<CapacityLines> Capacity(
    const world::World& world, const policy::Policy& policy,
    const CapacityOptions& options);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_CAPACITY_LINES_H_
