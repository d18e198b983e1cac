// Who is in which room now: what breaks a rule, and the fewest moves that put
// it right, in the words of the field.
//
// Advice only: nothing is changed, and a move takes effect when a named person
// signs it. Ids of people are pseudonyms; no name, number, telephone or address
// of anybody is read or printed.
#ifndef QUARANTA_DESK_AUDIT_PEOPLE_H_
#define QUARANTA_DESK_AUDIT_PEOPLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/occupancy.h"
#include "quaranta/place/audit.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

struct AuditOptions {
  // Now: who had come and had not left by then. Nothing is read from a clock.
  Instant as_of;
  // Decides ties among rooms to move to.
  std::uint64_t seed = 0;
  // About so many placements of all who must move are tried, each with this
  // bound on its search.
  std::int64_t plan_limit = 10;
  std::int64_t node_limit = 4'000;
  std::string region;  // as PlaceOptions::region
};

// People of one group on a floor.
struct AuditGroup {
  std::uint32_t cohort = 0;  // index into AuditResult::cohorts
  Sentence label;
  std::int32_t people = 0;
};

// A rule that is broken.
struct AuditFinding {
  place::Breach breach = place::Breach::kUnitShared;
  std::string site;                 // id; of a party in several, the first's
  std::vector<std::string> floors;  // ids; more than one where they share air
  std::string room;                 // id; empty: of a floor or several rooms
  std::vector<std::string> parties;
  std::vector<std::string> people;  // whom it concerns, in those parties
  // As place::Finding::people: of a shared floor those who must leave at least.
  std::int64_t count = 0;
  // Of a shared floor: who is on it, the largest group first.
  std::vector<AuditGroup> groups;
  // People whose chain or risk class is not recorded, where the rule might not
  // be broken if it were: ask before anybody is moved.
  std::vector<std::string> ask_first;
  Sentence text;
};

// People of one party from one room to another.
struct AuditMove {
  std::string party;
  std::vector<std::string> people;
  std::string from;  // room ids
  std::string to;
  // What it puts right: indices into AuditResult::findings, rising; not empty.
  std::vector<std::size_t> findings;
  Sentence text;
};

// People who do not move: a hold, an open investigation or a positive result
// that nobody has acted on is on their floor, site or room, or on somebody of
// their party.
struct AuditFrozen {
  std::string party;
  std::vector<std::string> people;
  std::string room;
};

struct AuditResult : Occupancy {
  std::int64_t plan_limit = 0;
  place::AuditReport report;  // what place::Audit said

  // Two sentences to act on: what is wrong, and what to do now.
  std::vector<Sentence> headline;
  std::vector<AuditFinding> findings;      // as place::AuditReport orders them
  std::vector<AuditMove> moves;            // in any order; by party, from, to
  std::vector<PeopleWithoutRoom> without;  // by party, people
  std::vector<SiteOpening> opened_sites;
  std::vector<FloorTaken> taken_floors;
  std::vector<RoomsToClean> cleaning;  // by site, floor
  std::vector<AuditFrozen> frozen;     // by party, room
  std::vector<AuditFinding> left;      // still broken then: only by the frozen
  // What must come true before the moves can be carried out.
  std::vector<Sentence> conditions;

  bool ok() const { return findings.empty(); }
};

// Holds those who are in a room of the region's sites at `as_of` against the
// rules of placement, and plans the fewest moves that repair what is broken
// (see place::Audit). Groups, parties, carers, sharing, grades and rooms are
// read as desk::Place reads them, with its parameters; and of those inside:
//
// - A stay that had begun and not ended by `as_of`, with a room then. A stay
//   with an end on record counts until that end, whatever its state says.
//   Somebody with two rooms at once is in the one that began last.
// - Floors that share air or a corridor are one; a floor's groups are those of
//   the people on it. Unknown chains equal nothing, so somebody of unknown
//   chain is a group of his own, and `AuditFinding::ask_first` says so.
// - A room with people is in order unless its record says otherwise: out of
//   service, waiting for disinfection, without beds, of another use, lived in
//   by staff. (A state has no time, so it says nothing of a room of which it is
//   on record that somebody left it after `as_of`.) What is not recorded (use,
//   beds, a site's grade) breaks no rule; it is a doubt. A room that others had
//   left while their group held the floor should have stayed empty, unless the
//   policy allows refilling, it was disinfected in between, and who came is of
//   that group.
// - People on a floor, site or room that is frozen by a hold, an open
//   investigation or a positive result, and those who are held themselves, do
//   not move.
//
// Errors as desk::Place, but that nobody inside is no error; and
// kInvalidArgument for a negative limit. Same tables in any row order, same
// seed and limits: same result. Keeps no state; safe from many threads. Cost as
// place::Audit.
[[nodiscard]] absl::StatusOr<AuditResult> Audit(const world::World& world,
                                                const policy::Policy& policy,
                                                const AuditOptions& options);

// The audit in sentences, the headline first. Lists longer than `most` end in
// how many are left out; 0: no limit.
std::vector<Sentence> AuditLines(const AuditResult& result,
                                 std::size_t most = 20);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_AUDIT_PEOPLE_H_
