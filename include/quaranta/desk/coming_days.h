// Who goes where over the coming days: joins a world, announced arrivals and a
// policy to place::PlanHorizon, and says on which day what runs out.
//
// As place_people.h: a plan is a proposal, ids of people are pseudonyms.
#ifndef QUARANTA_DESK_COMING_DAYS_H_
#define QUARANTA_DESK_COMING_DAYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/place/horizon.h"
#include "quaranta/place/verify_horizon.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

struct DaysOptions {
  // Now; its local day is the first that is planned. Nothing is read from a
  // clock.
  Instant as_of;
  // Days looked ahead, today included.
  std::int32_t days = 14;
  // Decides ties, so that nobody is last every day.
  std::uint64_t seed = 0;
  // Improvement of the plan stops after about so many steps; 0: a first plan.
  std::int64_t node_limit = 2'000'000;
  // As PlaceOptions::region.
  std::string region;
  // As PlaceOptions::small_count.
  std::int32_t small_count = 5;
};

// Where the length of somebody's stay comes from; the most careful assumption
// last. That of a party is that of the person who stays longest.
enum class LengthBasis : std::uint8_t {
  kPlannedEnd,  // of a Stay row of the person
  kProfile,     // the profile in force for the contact type, and its anchor
  kFromIntake,  // the last exposure is not recorded: counted from the arrival
  kLongest,     // the contact type is not, or has no profile: the longest
  kUnknown,     // no profile: to the end of the days looked ahead
};

// When a party comes and goes; beside DaysPlan::parties.
struct PartyDates {
  // Of the first who comes; nothing: today, waiting or not announced.
  std::optional<Instant> expected;
  Day arrival;
  Day release;  // the day on which its rooms are left if it gets any
  LengthBasis basis = LengthBasis::kPlannedEnd;
};

// A site that the plan opens; beside DaysPlan::plan.opened_sites.
struct DaysOpening {
  Day day;  // on which the first people enter
  // The order must be given by then for the site to be ready when they come;
  // not before `as_of`: where they come sooner they wait, within
  // params.open_within_h.
  Instant order_by;
  bool late = false;  // even ordered now it is ready only after they come
};

struct DaysPlan {
  world::World world;
  world::World arrivals;
  std::string region;  // id; empty when the world names none
  Instant as_of;       // in the region's zone
  Day today;           // day 0 of `horizon`
  std::uint64_t seed = 0;
  std::int64_t node_limit = 0;
  std::vector<std::string> packs;        // in force today, "cn-quarantine@9"
  std::vector<std::string> pack_hashes;  // SHA-256, beside `packs`
  std::string input_hash;                // place::InputHash(horizon)
  std::int32_t small_count = 5;
  std::int64_t priority_clock_h = 8;  // of the policy

  place::Horizon horizon;
  place::HorizonPlan plan;
  std::vector<place::Why> why;        // beside plan.unplaced
  place::HorizonReport verification;  // of `plan`; ok()

  // By index of the problem, as in desk::Plan, as of today.
  std::vector<SiteNote> sites;
  std::vector<UnitNote> units;
  std::vector<RoomNote> rooms;
  std::vector<CohortNote> cohorts;
  std::vector<PartyNote> parties;
  std::vector<PartyDates> dates;                    // beside `parties`
  std::vector<EarlierPlan::SiteState> site_states;  // beside `sites`
  // Announced groups whose batch nobody recorded: they open one.
  std::vector<EarlierPlan::Group> batches;
  std::vector<DaysOpening> openings;  // beside `plan.opened_sites`

  std::vector<Referral> referred;           // by person
  std::vector<std::string> already_inside;  // arrivals who have a room already
  // Two sentences: the first day on which something runs out, of what, and when
  // the first floor is free again; what to do about it. Where everybody has a
  // room: that, and the day with the fewest free floors.
  std::vector<Sentence> headline;
  // What must come true before the plan can be carried out.
  std::vector<Sentence> conditions;
  // What the plan could not know, and what it assumed in its place.
  std::vector<Sentence> doubts;
  // By age, sex, need; only rows with people; those beyond the last day not.
  std::vector<AuditRow> audit;

  Day DayAt(std::int32_t day) const { return today + day; }
};

// Plans rooms over the coming days for the people in `arrivals`: Person rows,
// with Party, Consent, ClinicalNeed and Stay rows where there are any.
//
// A person comes on the local day of `arrived_at`, else of the start of a Stay
// row that is not over; today when that is past or not recorded. They leave on
// the planned end of that Stay row, else as the profile in force on the day of
// arrival says for their contact type (LengthBasis). A party comes with its
// first and leaves with its last.
//
// Those inside hold their floor until the last planned end, then it is
// disinfected for params.disinfection_h, in whole days. Where such a date is
// not known the floor is taken for held, or closed, on all days; each such case
// is a doubt. Accepted sites may be opened from the day on which nobody waits
// for them longer than params.open_within_h. Triage, cohorts, sharing, held
// back and staff rooms as in desk::Place; the reserve of nights is not kept.
// With one day, and everybody coming today, as many people have a room, and
// the same sites are opened, as by desk::Place.
//
// Parameters as desk::Place, of today, save `tier_policy` STRICT, which is
// refused with kInvalidArgument, as are days outside 1 to place::kMaxDays and a
// negative node limit. Errors otherwise as desk::Place. Same tables in any row
// order, same options: same plan. Keeps no state; safe from many threads. Cost:
// as place::PlanHorizon.
[[nodiscard]] absl::StatusOr<DaysPlan> PlanDays(const world::World& world,
                                                const world::World& arrivals,
                                                const policy::Policy& policy,
                                                const DaysOptions& options);

// How many came out how.
struct DaysSummary {
  std::int32_t asked = 0;  // arrivals = the six below
  std::int32_t placed = 0;
  std::int32_t unplaced = 0;
  std::int32_t beyond = 0;  // announced for after the last day
  std::int32_t to_hospital = 0;
  std::int32_t home = 0;
  std::int32_t already_inside = 0;

  std::vector<Sentence> levels;  // one line per level of the objective
};
DaysSummary Summarize(const DaysPlan& plan);

// What runs out: one line per day and reason, beside plan.shortages.
std::vector<Sentence> ShortageLines(const DaysPlan& plan);

// Who goes where and from when until when, or nowhere and why; one line per
// party and room, by day, then party.
std::vector<Sentence> RoomLines(const DaysPlan& plan);

// Floors that change hands: one line per hold that the plan begins or that
// ends within the days looked ahead, by day.
std::vector<Sentence> HoldLines(const DaysPlan& plan);

// Whom it hit, as of a plan for tonight.
std::vector<EquityRow> Equity(const DaysPlan& plan);

// Why this party or person goes there on that day and until when, or nowhere:
// whole sentences, the answer first. Empty when neither a party nor a person of
// the plan has that id. For people without: the rules in the way on the day
// they come, who competes for which rooms, who holds the floors until when.
std::vector<Sentence> ExplainParty(const DaysPlan& plan,
                                   std::string_view party_or_person_id);

// "PLANNED_END", "PROFILE", ...
std::string_view NameOf(LengthBasis basis);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_COMING_DAYS_H_
