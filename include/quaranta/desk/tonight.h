// The first screen at 17:00, in the order in which it is needed: alarms, people
// without a room, what can be taken tonight, who leaves, what is frozen, what
// is to be reported, who is on duty. Plain data; wording is the report's.
#ifndef QUARANTA_DESK_TONIGHT_H_
#define QUARANTA_DESK_TONIGHT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/time.h"
#include "quaranta/policy/policy.h"
#include "quaranta/schema/enums.h"
#include "quaranta/world/world.h"

namespace quaranta::desk {

struct TonightOptions {
  Instant as_of;
  std::string region;  // as PlaceOptions::region
};

// 1. Open alarms: longest-waiting of the gravest kind first.
struct Alarm {
  enum class Kind : std::uint8_t { kIncident, kPositive, kFever, kSymptoms };
  Kind kind = Kind::kIncident;
  // For kIncident.
  schema::IncidentKind incident = schema::IncidentKind::kUnspecified;
  schema::Severity severity = schema::Severity::kUnspecified;
  std::string subject;  // "Incident:I3", "Sample:...", "Observation:..."
  std::string person;   // pseudonym; empty when it is about nobody
  std::string site;
  std::string room;  // id; empty when not known
  Instant since;
  std::int64_t minutes = 0;  // from `since` to now
};

// 2. People who were named but have no room, and minors alone.
struct Waiting {
  enum class Kind : std::uint8_t {
    kMinorAlone,   // in a room without an adult
    kBetween,      // left, not yet arrived: on the road
    kNoRoom,       // registered at a site, without a room
    kNotFollowed,  // named as a contact; no stay on record
  };
  Kind kind = Kind::kNoRoom;
  std::string person;
  std::string site;  // empty when not known
  std::string room;  // for kMinorAlone
  std::optional<Instant> since;
  std::optional<std::int64_t> minutes;
};

// 3. What can be taken tonight.
struct RoomKind {
  std::string site;
  std::int64_t beds = 0;  // 0: not recorded
  bool accessible = false;
  std::int64_t rooms = 0;       // ready, on free floors
  std::int64_t rooms_held = 0;  // ready, only for the group on the floor
};
struct NextSite {
  std::string site;
  schema::SiteStatus status = schema::SiteStatus::kUnspecified;
  std::int32_t tier = 0;  // 0: not recorded
  std::optional<double> ready_in_h;
  std::int64_t isolation_rooms = 0;
  std::vector<schema::AcceptanceItem> not_accepted;
  std::int64_t posts = 0;           // on record
  std::int64_t posts_unmanned = 0;  // A or B not named
};

// 4. Leaving today and tomorrow. A certificate, a handover and the result
// itself lack only on the day; the day before, a sample is enough.
enum class LeavingLack : std::uint8_t {
  kCertificate,
  kFinalResult,  // no negative result, or no sample, of the last two days
  kHold,         // a hold on the stay or its floor
  kOrder,        // the stay refers to no order
  kHandover,     // home community has not taken over
};
std::string_view NameOf(LeavingLack lack);  // "CERTIFICATE", ...
struct Leaving {
  std::string person;
  std::string stay;  // id
  std::string site;
  std::string room;
  Day planned_end;
  std::int32_t days_over = 0;  // 0: not over-staying
  std::vector<LeavingLack> lacks;
};

// 5. Frozen floors and holds.
struct HoldLine {
  std::string subject;  // "Floor:S1/3", "Room:...", "Site:...", "Stay:..."
  std::string hold;     // "Hold:H1", or "Investigation:V1"
  schema::HoldReason reason = schema::HoldReason::kUnspecified;
  std::optional<Instant> until;
  std::optional<std::int64_t> minutes_left;  // negative: ran out, not lifted
  bool officer_named = false;
  bool basis_named = false;
};

// 6. Reports due and figures changed.
enum class ReportState : std::uint8_t {
  kDue,
  kReceived,
  kLate,
  kZero,
  kMissing
};
std::string_view NameOf(ReportState state);  // "DUE", ...
struct ReportLine {
  std::string report;  // id
  std::string unit;    // "Site:S1", as recorded
  schema::ReportStream stream = schema::ReportStream::kUnspecified;
  std::optional<Instant> deadline;
  ReportState state = ReportState::kDue;
};
struct FigureChange {
  std::string subject;
  std::string name;
  double before = 0;
  double now = 0;
  Instant before_at;
  Instant now_at;
  std::string reason;  // of the revised report; empty: none recorded
};

// 7. Who is on duty. Name and telephone are personal: the row says where.
struct OnDuty {
  std::string duty;  // "Duty:D1"
  schema::DutyRole role = schema::DutyRole::kUnspecified;
  std::string site;  // empty: the region's own
  bool has_phone = false;
  std::string site_phone;  // the site's duty telephone, not personal
};

struct TonightView {
  std::string region;
  Instant as_of;
  Day today;
  std::vector<Alarm> alarms;
  std::vector<Waiting> waiting;
  std::vector<RoomKind> rooms;
  std::int64_t ready_rooms = 0;      // on free floors
  std::int64_t cohort_slots = 0;     // free floors: new groups that can start
  std::vector<NextSite> next_sites;  // in order of opening
  std::vector<Leaving> leaving;      // today and tomorrow
  std::vector<Leaving> overstays;    // must be empty
  std::vector<HoldLine> holds;       // the first to run out first
  std::vector<ReportLine> reports;   // of today and yesterday
  std::vector<FigureChange> changes;
  std::vector<OnDuty> on_duty;
};

// Everything above for one region. Temperature alarms from params.fever_c
// (37.3). Errors as desk::Capacity. Keeps no state; safe from many threads.
[[nodiscard]] absl::StatusOr<TonightView> Tonight(
    const world::World& world, const policy::Policy& policy,
    const TonightOptions& options);

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_TONIGHT_H_
