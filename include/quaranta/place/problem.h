// What there is to place and where: the input of the room `place`.
//
// Plain values with dense indices: `rooms[3].unit` is an index into `units`.
// The caller has done triage (people who go to hospital or home are
// not here), has widened floors to shared return air, and has marked every
// room that may not be offered. Nothing here names a person.
#ifndef QUARANTA_PLACE_PROBLEM_H_
#define QUARANTA_PLACE_PROBLEM_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "quaranta/core/id.h"

namespace quaranta::place {

using SiteId = Id<struct SiteTag>;
using UnitId = Id<struct UnitTag>;
using RoomId = Id<struct RoomTag>;
using CohortId = Id<struct CohortTag>;
using PartyId = Id<struct PartyTag>;

// A set of up to 64 room features (accessible, oxygen, cot, ...); which bit is
// which feature is the caller's choice.
using Features = std::uint64_t;

// At most this many priority classes, and this many tiers among the sites:
// each is one level of the objective.
inline constexpr int kMaxClasses = 16;
inline constexpr int kMaxTiers = 16;
// Risk classes and grades are numbered from 0 to below this.
inline constexpr std::uint32_t kMaxGrades = 1000;
// Memory and time grow with cohorts, whether they have people or not.
inline constexpr std::uint32_t kMaxCohorts = 1'000'000;
// What all sites together may cost to open.
inline constexpr std::int64_t kMaxOpeningCost = 1'000'000'000;

// Which sites a plan should rather open; see `LevelName::kNewSites`.
enum class TierPolicy : std::uint8_t {
  // The fewest of the last tier, then of the one before, and so on. A large
  // site of the second tier may open while one of the first does not.
  kLexicographic,
  // As kLexicographic, but a tier is begun only when the tiers before it are
  // exhausted: whoever opens a site opens every site of the same grade and an
  // earlier tier that can open and has something to offer: a kReady room with
  // a bed that is on a free unit, not closed, and no staff room. Such a site
  // counts as opened even if nobody goes there. There is nothing to wait for
  // in a site of another grade, one that cannot open, or one with no such room.
  kStrict,
  // The least sum of `Site::opening_cost`; tiers do not matter.
  kCost,
};

struct Site {
  // Sites of the first tier are opened first; any numbers, in rising order.
  std::int32_t tier = 1;
  // In service now.
  bool open = false;
  // Not in service, but can be vacated, converted, accepted and manned in
  // time. A site with neither flag is never used.
  bool can_open = false;
  // Rooms that the site's own staff will live in if this plan opens it, beyond
  // rooms that are `kOut` anyway. Which rooms those are: `StaffRooms`.
  std::int32_t staff_rooms = 0;
  // The risk class the building is run for; see `Pairing`.
  std::uint32_t grade = 0;
  // What opening it costs, in any one unit; counts with `TierPolicy::kCost`
  // only. All together at most `kMaxOpeningCost`.
  std::int32_t opening_cost = 1;
};

// A floor, already widened to all floors that share its return air: what one
// cohort holds and no other may enter.
struct Unit {
  SiteId site;
  // The cohort whose people are there, or whose last release and terminal
  // disinfection are not yet done; nothing: free. A held unit takes more of
  // its cohort only where the site is open.
  std::optional<CohortId> holder;
  // No intake whatever the holder: frozen after a positive, being disinfected.
  bool closed = false;
};

enum class RoomState : std::uint8_t {
  // Empty, disinfected, in service, meant for isolation: may be offered.
  kReady,
  // Left by someone released from a unit still held; stays empty.
  kReleased,
  // As kReleased, but the policy allows refilling it. Offered to the unit's
  // holder only; the plan marks the assignment as a refill.
  kRefillable,
  // Never offered: occupied, broken, reserve, other or unknown use.
  kOut,
};

struct Room {
  UnitId unit;
  // Place along the corridor, unique within the unit: two rooms of a unit are
  // adjacent when their positions differ by one. Leave a gap where rooms that
  // follow each other are not neighbours.
  std::int32_t position = 0;
  std::int32_t beds = 1;
  Features features = 0;
  RoomState state = RoomState::kReady;
  // In the clean zone: taken first when staff rooms are subtracted.
  bool clean_zone = false;
};

struct Person {
  bool minor = false;
  // Features that this person's room must have; see `Party::substitutable`.
  Features needs = 0;
  // Only for a minor of a `kApart` party: the adult of the same party (index
  // into `people`) who consented to share a room with the minor.
  std::optional<std::uint32_t> carer;
};

enum class Lodging : std::uint8_t {
  // The sharing rule is met: all in one room. If no room could take them
  // (see `Problem`), in several adjacent rooms.
  kTogether,
  // Each adult in a room of their own, joined only by the minors that name
  // this adult as carer; preferably all on one unit.
  kApart,
};

// People who travel together. One person is a party of one.
struct Party {
  // Names the party in the seeded tie-break; a pseudonym. Plans do not depend
  // on the order of parties when names are distinct.
  std::string name;
  CohortId cohort;
  std::uint32_t risk_class = 0;
  // 0 is served first; below kMaxClasses.
  std::int32_t priority = 0;
  Lodging lodging = Lodging::kTogether;
  // Needed features that a room may lack for want of better: the nearest
  // substitute is given and reported.
  Features substitutable = 0;
  // A carer from outside the party is named for its minors, so that they may
  // have rooms without an adult of the party.
  bool carer_named = false;
  // Cost of bringing one person of the party to each site, in any one unit
  // (minutes, 100 m); empty: no cost anywhere.
  std::vector<std::int32_t> distance;
  std::vector<Person> people;
};

// Which risk class may enter a site of which grade. By default equal numbers
// only: a better building is not a substitute.
struct Pairing {
  std::uint32_t risk_classes = 0;
  std::uint32_t grades = 0;
  // risk_classes x grades, row by row, non-zero = allowed. Empty: equal only.
  std::vector<std::uint8_t> allowed;

  bool Allows(std::uint32_t risk_class, std::uint32_t grade) const {
    if (allowed.empty()) return risk_class == grade;
    return allowed[std::size_t{risk_class} * grades + grade] != 0;
  }
};

// The hard rules, all of which `Verify` checks (and with them, for
// `TierPolicy::kStrict`, the order of tiers):
//
//  1. A room holds people of one party, at most `beds` of them, and only if it
//     is *offered*: its state is kReady, or kRefillable on a unit held by the
//     party's cohort; its unit is not closed; its site is open, or can open and
//     the unit is free; and it is not a staff room.
//  2. A unit holds one cohort: its holder, or if it is free the one cohort
//     that the plan gives it to.
//  3. The pairing allows the party's risk class at the site's grade.
//  4. A room has every needed feature of each person in it, except those in
//     the party's `substitutable`.
//  5. No minor is in a room without an adult of the party unless
//     `carer_named`.
//  6. A kTogether party is in one room, whole, or not placed at all. It is
//     *too large* when no single room could take it under rules 1 to 5 even
//     if nobody else had to be placed; then, and only then, it has several
//     rooms of one unit at consecutive positions, each with at least one
//     person of the party, and is again placed whole or not at all.
//     So a room more can leave a party with none: once a single room could
//     take it, though others get that room, it has no right to several. Where
//     all parties are kApart no plan is worse for a room more.
//  7. In a kApart party each adult has a room, with exactly the minors that
//     name this adult as carer. Rooms may be on several units, and some of the
//     party may be placed and others not. With `carer_named`, a minor without
//     carer has a room alone; without it such a minor is not placed.
struct Problem {
  std::vector<Site> sites;
  std::vector<Unit> units;
  std::vector<Room> rooms;
  // How many cohorts there are, those with people in place but no arrivals
  // included. A cohort is a group that may share a unit with itself only;
  // whoever equals nothing (chain unknown) is a cohort of one. At most
  // kMaxCohorts.
  std::uint32_t cohorts = 0;
  std::vector<Party> parties;
  Pairing pairing;
  // Features too scarce to be given to those who do not need them.
  Features special_features = 0;
  TierPolicy tier_policy = TierPolicy::kLexicographic;
};

// OK, or kInvalidArgument naming the first wrong field and what was expected,
// such as "parties[3].cohort is 7; there are 4 cohorts". O(size of problem).
[[nodiscard]] absl::Status Validate(const Problem& problem);

// The rooms that go to the site's staff if the plan opens it: `staff_rooms` of
// its kReady rooms (all, if there are fewer) on units that are free and not
// closed; clean-zone rooms first, then those of the highest unit, then of the
// highest position. Empty for a site that is open. Sorted by index.
// The problem must be valid.
std::vector<RoomId> StaffRooms(const Problem& problem, SiteId site);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_PROBLEM_H_
