// Sites, floors and rooms as the planner sees them.
#ifndef QUARANTA_SRC_DESK_STOCK_H_
#define QUARANTA_SRC_DESK_STOCK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/cohorts.h"
#include "desk/county.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/place/problem.h"

namespace quaranta::desk {

// What the rooms of a site leave in doubt.
struct SiteDoubts {
  std::int32_t unknown_use = 0;
  std::int32_t unknown_state = 0;
  std::int32_t no_floor = 0;
  std::int32_t unknown_beds = 0;      // counted as one bed
  std::int32_t ready_but_lodged = 0;  // said to be ready, somebody is there
  std::int32_t used_by_nobody = 0;    // in use, nobody on record
  bool opening_cost = false;          // not recorded
};

// Sites, units and rooms beside each other in the planner's form and as notes.
// Sites are those of the county that are not closed, in its order.
struct Stock {
  std::vector<place::Site> sites;
  std::vector<place::Unit> units;
  std::vector<place::Room> rooms;
  std::vector<SiteNote> site_notes;
  std::vector<UnitNote> unit_notes;
  std::vector<RoomNote> room_notes;
  // Holder of each unit before cohorts have numbers; at most one.
  std::vector<std::optional<CohortKey>> holders;
  // By site: the first day from today on which it can take people, see OpensOn.
  std::vector<std::int32_t> open_from;
  std::vector<SiteDoubts> doubts;                         // by site
  std::vector<std::size_t> county_site;                   // by site
  std::vector<std::size_t> county_room;                   // by room
  std::vector<std::optional<std::size_t>> unit_of_floor;  // by county floor
};

struct StockScope {
  // From today on so many count in which sites may open; 1: tonight.
  std::int32_t days = 1;
  // Closed sites count where somebody is in a room.
  bool lived_in = false;
};
Stock ReadStock(const County& county, const BatchBook& batches,
                const std::vector<std::optional<CohortKey>>& inside,
                const Setting& setting, const StockScope& scope = {});

// When somebody left a room for good: the recorded time, or now when only
// that it happened is known.
Instant LeftAt(const Lodging& lodging, Instant as_of);
bool HasLeft(const Lodging& lodging);

// What the room's own record says of giving it to somebody, floors aside.
NotOffered OwnAnswer(const RoomRow& room);
// An isolation room in use of which nobody knows by whom.
bool UsedByNobody(const RoomRow& room);
// Rooms that a newly opened site needs for its own people.
std::int64_t StaffRoomsNeeded(const SiteRow& site, const County& county,
                              const Params& params);
// Of an accepted site that is ordered to open now, the first day whose people,
// from its first minute on, wait no longer than params.open_within_h for it; 0:
// those of tonight. Nothing: nobody knows how long it takes, or years.
std::optional<std::int32_t> OpensOn(const SiteRow& site,
                                    const Setting& setting);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_STOCK_H_
