// Tonight's arrivals into rooms: joins a world and a policy to the planner and
// says, in words that a duty officer uses, what came out and why.
//
// A plan is a proposal: it takes effect when a named person signs it. Ids of
// people are pseudonyms; no name, number, telephone or address of anybody is
// read or printed, and of health only the kind of fact that decided, never its
// value.
#ifndef QUARANTA_DESK_PLACE_PEOPLE_H_
#define QUARANTA_DESK_PLACE_PEOPLE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/desk/role.h"
#include "quaranta/place/night.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"
#include "quaranta/place/verify.h"
#include "quaranta/place/why.h"
#include "quaranta/policy/policy.h"
#include "quaranta/schema/enums.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

// The one room feature used so far, as a bit of place::Features.
inline constexpr place::Features kAccessible = 1;

struct PlaceOptions {
  // Now. Nothing is read from a clock.
  Instant as_of;
  // Decides ties, so that nobody is last every night.
  std::uint64_t seed = 0;
  std::int64_t node_limit = 4'000;
  // Id of the region whose sites take the people; its sites are those of the
  // region and of all regions below it. Empty: the only region of the world
  // that has no region above it.
  std::string region;
  // Counts by age, sex and need that are below this, but for 0, are not shown
  // by `Equity`; 1 shows all. From 1.
  std::int32_t small_count = 5;
};

// Somebody who needs no room here: to hospital, or home. Not unplaced.
struct Referral {
  std::string person;
  std::string party;
  schema::ReferralOutcome outcome = schema::ReferralOutcome::kReferHospital;
  Sentence reason;
};

// --- From the planner's indices back to records. ---

struct SiteNote {
  std::string id;    // "S1"
  std::string name;  // as in reports; the id when there is none
  schema::SiteStatus status = schema::SiteStatus::kUnspecified;
  schema::RiskLevel grade = schema::RiskLevel::kUnspecified;
  std::int32_t ready_rooms = 0;      // offered if the site is or can be opened
  std::optional<double> ready_in_h;  // from the order to the first intake
};

enum class UnitState : std::uint8_t {
  kFree,
  kHeld,   // one group is there
  kMixed,  // two groups, or somebody of unknown chain: closed
  // A hold, an open investigation, or a positive result that nobody has acted
  // on: closed.
  kFrozen,
  kAwaitingDisinfection,  // empty, terminal disinfection not recorded: closed
  kUnclear,               // rooms in use by nobody on record: closed
};

// A floor, or floors that share air or a corridor.
struct UnitNote {
  std::uint32_t site = 0;           // index into Plan::sites
  std::vector<std::string> floors;  // ids, "S1/3"
  std::string label;                // "3" or "3+4": the floors as labelled
  UnitState state = UnitState::kFree;
  std::int32_t people_inside = 0;
  // The last planned end of those inside, or the end of a hold on one of them
  // or on their room if that is later: the floor is theirs at least so long.
  // Nothing: nobody inside, or somebody's end, or a hold's, is not recorded.
  std::optional<Day> held_until;
  // `held_until` and params.disinfection_h: the first day on which others may
  // come. Nothing where that end is past and they are still there.
  std::optional<Day> free_from;
};

// Why a room is not offered.
enum class NotOffered : std::uint8_t {
  kOffered,
  kOccupied,
  kReleased,  // left by somebody of the group that still holds the floor
  kAwaitingDisinfection,
  kOutOfOrder,
  kFrozen,
  kOtherUse,
  kUnknownUse,
  kUnknownState,
  kHeldBack,  // reserved by name, or the policy's reserve share
  kNoFloor,   // such rooms are not in the problem; counted as doubts
  kNoBeds,
};

struct RoomNote {
  std::string id;     // "S1/304"
  std::string label;  // "304"
  std::string floor;  // "S1/3"
  NotOffered why = NotOffered::kOffered;
};

// People who may share a floor with one another and with nobody else.
struct CohortNote {
  Sentence label;     // "chain L1, batch B14, high risk"
  std::string chain;  // empty: unknown
  std::string batch;  // recorded id, or the local time of the first intake
  schema::RiskLevel risk = schema::RiskLevel::kUnspecified;
  CohortKey key;
  // When the first of them who is not inside yet was planned for.
  Instant since;
};

struct PartyNote {
  std::string id;  // of the party; of the person, for a party of one
  std::vector<std::string> people;  // beside place::Party::people
  bool home_assessed = false;       // of everyone in it
  std::vector<Sentence> remarks;    // doubts and conditions of this party
};

// One act that would let people have a room, tried by planning again with it
// done. Frozen floors, the separation of groups, a minor's adult, a referral
// to hospital and the end of a stay are never bargained with.
struct Relaxation {
  enum class Kind : std::uint8_t {
    kDisinfectFloor,  // an empty floor waits for terminal disinfection
    kClearFloor,      // move the people of one floor elsewhere
    kOpenSite,        // an accepted site that needs longer than allowed
    // Adults of a party agree in writing to share with its minors, each with
    // some of them, or all in one room or adjacent ones.
    kAskConsent,
    // A party that was to share one room, each adult in a room of their own.
    kLodgeApart,
    // For minors who travel alone, or whose adults agreeing would not help.
    kNameCarer,
    // A site that is not accepted yet; rooms of unknown use count as rooms.
    kConvertSite,
    // One group into sites of another grade, as an exception that somebody
    // above the desk approves. Only where the policy names who that is
    // (params.pairing_exception_by), and params.pairing_rule, if given, names
    // no rule in force that is not waivable.
    kPairingException,
  };
  Kind kind = Kind::kOpenSite;
  // "Floor:S1/3", "Site:S4", "Party:F7", "Person:P12", "Chain:L1".
  std::string subject;
  Role approver = Role::kDutyOfficer;  // see params of desk::Place
  // From the approval until it helps; nothing: not on record, as how soon the
  // site is ready.
  std::optional<double> hours;
  // In yuan, of the first day, for sites that open or are converted; nothing:
  // not on record, or none that is known.
  std::optional<double> cost;
  std::int32_t people = 0;           // fewer without a room, over all
  std::vector<std::string> parties;  // who would get one
  Sentence text;
};

// Batches of one chain and risk class that the rules keep apart. Tried by
// planning again as if they were one; advice to whoever may change the rule,
// never done here: people would be exposed to later arrivals.
struct BatchMerge {
  std::string chain;
  schema::RiskLevel risk = schema::RiskLevel::kUnspecified;
  std::vector<std::string> batches;
  std::int32_t floors_saved = 0;  // fewer free floors used; may be negative
  std::int32_t people = 0;        // fewer without a room
  Sentence text;
};

// Acts that together let the most people have a room, tried by planning again:
// first those that can be done tonight (name carers, disinfect), then sites to
// be opened or converted, at most two unless only more of them together help.
struct WayOut {
  std::vector<Sentence> tonight;
  std::int32_t helped_tonight = 0;
  std::int32_t left_tonight = 0;  // still without a room
  std::vector<Sentence> later;
  std::int32_t helped_later = 0;
  std::optional<double> hours;  // until the last of those sites is ready
  // More might be done, by more acts together than were tried one by one.
  bool not_all_tried = false;
  // By party (index into Plan::parties) that waits for a carer and would have
  // no room with one either: why not.
  std::map<std::uint32_t, place::Reason> beyond_carer;
};

// Milder measures: was home looked at? Counts of people to be placed.
struct Milder {
  std::int32_t asked = 0;
  std::int32_t home_assessed = 0;
  std::int32_t home_suitable = 0;  // of these; placed all the same
};

// For the fairness audit: how it went by age band, sex and disability need.
// Small counts are the reader's to suppress.
enum class AgeBand : std::uint8_t { kMinor, kAdult, kOld, kUnknown };
std::string_view NameOf(AgeBand band);  // "MINOR", ...
struct AuditRow {
  AgeBand age = AgeBand::kUnknown;
  schema::Sex sex = schema::Sex::kUnspecified;
  bool accessible_need = false;
  std::int32_t asked = 0;  // arrivals less referrals
  std::int32_t placed = 0;
  std::int32_t unplaced = 0;
  // Of the unplaced: named longer ago than params.priority_clock_h.
  std::int32_t waiting_long = 0;
};

// One line of the audit by one property. Without counts where one of them is
// small: either here, or in another line that could be worked out from this
// one and the total.
struct EquityRow {
  enum class By : std::uint8_t { kAge, kSex, kNeed };
  By by = By::kAge;
  std::string group;  // "MINOR", "FEMALE", "ACCESSIBLE", "NONE", "UNKNOWN"
  struct Counts {
    std::int32_t asked = 0;
    std::int32_t placed = 0;
    std::int32_t unplaced = 0;
    std::int32_t waiting_long = 0;
  };
  std::optional<Counts> counts;
  Sentence text;
};

// What became of people who share a room, beside an earlier plan.
struct NightChange {
  enum class Kind : std::uint8_t {
    kStays,   // in the room of the earlier plan
    kMoves,   // to another room
    kLoses,   // the room, and has none now
    kGets,    // a room, for the first time
    kWaits,   // has none, as before or because he is new
    kInside,  // came in meanwhile; no longer in the plan
    kAway,    // to hospital or home, or no longer on the list
  };
  enum class Cause : std::uint8_t {
    kNone,
    kStruck,  // the room
    kRoom,    // the room may not be given any more, see `not_offered`
    kFloor,   // the floor is closed now, or another group's
    kStaff,   // staff of the site need the room in place of a struck one
    kParty,   // the party, its group or needs, or the rule that divides it,
              // changed
  };
  Kind kind = Kind::kStays;
  Cause cause = Cause::kNone;
  NotOffered not_offered = NotOffered::kOffered;
  bool is_new = false;  // not in the earlier plan
  // The reserve refused; kNone unless somebody waits.
  place::Refusal refusal = place::Refusal::kNone;
  std::string party;
  std::vector<std::string> people;
  std::string from;  // room ids; empty: none
  std::string to;
};

struct NightLevel {
  std::size_t level = 0;       // index into the plan's levels
  std::int64_t hindsight = 0;  // had everybody been known at the start
};

// A plan beside an earlier one.
struct NightNotes {
  // The earlier plan; nothing: nobody was placed.
  std::optional<Instant> earlier;
  std::string earlier_input;        // its input hash
  bool same_input = false;          // nothing has changed since
  std::vector<std::string> struck;  // room ids; those named tonight
  // All rooms out of service although the world offers them: struck, now or by
  // an earlier plan, left by people of the earlier plan, or on a floor that
  // everybody left.
  std::vector<std::string> out;
  place::Reserve reserve;
  std::vector<NightChange> changes;        // by party, then people
  std::vector<std::string> changed_sites;  // names: not as they were
  // Levels whose value would be another one if everybody could still move. The
  // first decides; those after it are what it is paid with.
  std::vector<NightLevel> price;
};

struct Plan {
  world::World world;
  world::World arrivals;
  std::string region;  // id; empty when the world names none
  Instant as_of;       // in the region's zone
  std::uint64_t seed = 0;
  std::int64_t node_limit = 0;
  std::vector<std::string> packs;        // in force, "cn-quarantine@9"
  std::vector<std::string> pack_hashes;  // SHA-256, beside `packs`
  std::string input_hash;                // place::InputHash(problem)
  std::int32_t small_count = 5;
  std::int64_t priority_clock_h = 8;  // of the policy

  place::Problem problem;
  place::Plan plan;
  std::vector<place::Why> why;  // beside plan.unplaced
  place::Report verification;   // of `plan`; ok() (see desk/night.h for nights)
  std::optional<NightNotes> night;  // of a plan by PlaceNight

  // By index of the problem.
  std::vector<SiteNote> sites;
  std::vector<UnitNote> units;
  std::vector<RoomNote> rooms;
  std::vector<CohortNote> cohorts;
  std::vector<PartyNote> parties;
  std::vector<EarlierPlan::SiteState> site_states;  // beside `sites`

  std::vector<Referral> referred;           // by person
  std::vector<std::string> already_inside;  // arrivals who have a room already
  // Where people are left without a room: two sentences to act on, what lacks
  // and what to do now. Else empty. Print it before everything else.
  std::vector<Sentence> headline;
  // What must come true before the plan can be carried out: print it first.
  std::vector<Sentence> conditions;
  // What the plan could not know.
  std::vector<Sentence> doubts;
  // Largest effect first; empty when everyone has a room.
  std::vector<Relaxation> relaxations;
  WayOut way_out;
  std::vector<BatchMerge> merges;  // most people first, then most floors
  Milder milder;
  std::vector<AuditRow> audit;  // by age, sex, need; only rows with people
};

// Plans rooms for the people in `arrivals` (Person rows, with Party, Consent
// and ClinicalNeed rows where there are any) at the sites of `world`.
//
// Before placement: a temperature of params.fever_c (37.3) or more, a symptom,
// a positive result or an unmet need of dialysis, labour, oxygen or in a crisis
// refers to hospital, whether it is on record in `arrivals` or in `world`
// (Person, ClinicalNeed, Sample and Observation rows; of a stay that is over
// only needs count, and nothing after which the person left for hospital);
// params.home_option 1 and home assessed as suitable refers home. A minor
// needs an adult of the party who agreed to care for it, or a carer from
// outside who is on record in `world` (Person; or Staff of either), no minor,
// not inside, and agreed; anybody else who is named is a doubt and counts as
// nobody. A full house is an outcome, see `plan.unplaced` and `relaxations`.
//
// Parameters of the policy, with defaults: fever_c 37.3, home_option 0,
// intake_window_h 24, refill_allowed 0, reserve_share 0, open_within_h 24,
// staff_group_members 14, shifts 3, staff_per_room 2, unknown_risk_as 3,
// minor_age 18, old_age 70, priority_clock_h 8, disinfection_h 24 (from the
// last release until a floor is free), and texts: `pairs` of risk classes and
// grades that go together ("LOW-LOW MEDIUM-MEDIUM HIGH-HIGH"),
// `more_rooms_from` whom to ask for rooms elsewhere (CITY_COMMAND),
// `pairing_exception_by` who may approve an exception to the pairs (nobody),
// `clear_floor_by` that people in place move (COUNTY_COMMAND), all three
// COUNTY_COMMAND, CITY_COMMAND or PROVINCE_COMMAND; who approves other acts
// that would help, one of these, SITE_HEAD or DUTY_OFFICER: `open_site_by` and
// `convert_site_by` (COUNTY_COMMAND), `disinfect_by` (SITE_HEAD), `consent_by`
// and `carer_by` (DUTY_OFFICER); `pairing_rule`,
// the id of the rule that asks for the pairs; and `tier_policy`, which sites to
// open (see place::TierPolicy): LEXICOGRAPHIC (the default), STRICT or COST.
// The cost is the site's open_cost_day in yuan; one not recorded counts as the
// dearest that is, and the plan says so.
//
// kFailedPrecondition when no pack is in force there on that day: without a
// measure in force nobody may be isolated. kInvalidArgument when there is
// nobody to place, two arrivals have one id, one has none, a parameter is out
// of its range, small_count is below 1, or the region is not named and there
// are several. kNotFound
// for a region that the world does not have.
//
// Same tables in any row order, same seed and limit: same plan. Keeps no
// state; safe from many threads. Cost: as place::Place, which runs once more
// for each of at most four chains with several batches, and when people stay
// without a room for each of at most 24 acts, those that promise most first,
// four exceptions, three floors to clear and 24 steps of the way out. Acts that
// cannot help (no rooms, another grade) are not tried; at most twelve are
// shown.
[[nodiscard]] absl::StatusOr<Plan> Place(const world::World& world,
                                         const world::World& arrivals,
                                         const policy::Policy& policy,
                                         const PlaceOptions& options);

// "DISINFECT_FLOOR", ... ; "AGE", "SEX", "NEED".
std::string_view NameOf(Relaxation::Kind kind);
std::string_view NameOf(EquityRow::By by);

// How it went by age band, then sex, then need of an accessible room.
struct EquityOf {
  const std::vector<AuditRow>& audit;
  std::int32_t small_count = 5;
  std::int64_t priority_clock_h = 8;
};
std::vector<EquityRow> Equity(const EquityOf& of);
std::vector<EquityRow> Equity(const Plan& plan);

// Why this party or person goes where, or nowhere: whole sentences, the answer
// first. Empty when neither a party nor a person of the plan has that id.
// For people with a room: the room and the floor's group, the rules that were
// checked and their values, what the other rooms lack, the next best one, and
// what the plan was made from. For people without: the rules in the way, who
// competes for which rooms, who holds the floors until when, what would help.
std::vector<Sentence> ExplainParty(const Plan& plan,
                                   std::string_view party_or_person_id);

// The figures for a first screen.
struct PlanSummary {
  std::int32_t asked = 0;  // arrivals = the five below
  std::int32_t placed = 0;
  std::int32_t unplaced = 0;
  std::int32_t to_hospital = 0;
  std::int32_t home = 0;
  std::int32_t already_inside = 0;

  std::int32_t parties = 0;
  std::int32_t rooms = 0;         // given
  std::int32_t floors_taken = 0;  // free units given away
  std::int32_t sites_opened = 0;
  std::int32_t minors_waiting_for_a_carer = 0;
  std::vector<Sentence> levels;  // one line per level of the objective
};
PlanSummary Summarize(const Plan& plan);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_PLACE_PEOPLE_H_
