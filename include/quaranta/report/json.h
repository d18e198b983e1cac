// Results as JSON, with their schema version in the first field.
//
// The same result gives the same bytes on every machine. Personal values never
// appear: subjects are ids, and operand values of personal fields are masked.
#ifndef QUARANTA_REPORT_JSON_H_
#define QUARANTA_REPORT_JSON_H_

#include <string>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"
#include "quaranta/check/check.h"
#include "quaranta/desk/audit_people.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/desk/moves_people.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/desk/verify_days.h"
#include "quaranta/desk/verify_plan.h"
#include "quaranta/report/brief.h"

namespace quaranta::report {

// {"schema":"quaranta.check/1","policy":[...],"as_of":...,"counts":{...},
//  "verdicts":[{"rule","subject","day","verdict","missing":[...],"clause",
//  "values",...}]}; see docs/reference/json.md. One verdict per line.
std::string ToJson(const check::Report& report);

// {"schema":"quaranta.plan/1","levels":[...],"assignments":[...],...}.
std::string ToJson(const desk::Plan& plan);

// What a later plan needs of that JSON, to leave its people where they are.
// kInvalidArgument, with `name`, line and column, for what is not the JSON of a
// plan, for a plan written before plans could be kept, and where somebody is in
// it twice.
[[nodiscard]] absl::StatusOr<desk::EarlierPlan> ReadPlan(std::string_view json,
                                                         std::string_view name);
// All of it, to verify it. Errors as ReadPlan.
[[nodiscard]] absl::StatusOr<desk::StoredPlan> ReadStoredPlan(
    std::string_view json, std::string_view name);

// Verifies it (desk::VerifyPlan) and compares what the file has for
// people to read with what follows from what was verified: levels, rooms given,
// who has none and why, lists, conditions, the headline, explanations, what
// would help. What cannot be told without the list of arrivals or, of a night,
// without the earlier plan is named in `unchecked`. Errors as VerifyPlan. Cost:
// what would help is weighed by planning again, so as desk::Place when somebody
// is without a room, but for nights.
[[nodiscard]] absl::StatusOr<desk::Verified> VerifyStored(
    const world::World& world, const policy::Policy& policy,
    const desk::StoredPlan& stored);

// A plan for tonight or for the coming days, by its schema. Errors as ReadPlan.
[[nodiscard]] absl::StatusOr<std::variant<desk::StoredPlan, desk::StoredDays>>
ReadStored(std::string_view json, std::string_view name);

// {"schema":"quaranta.audit/1","findings":[...],"moves":[...],...}.
std::string ToJson(const desk::AuditResult& result);

// {"schema":"quaranta.moves/1","question":"EVACUATE","moves":[...],...}, or
// "FREE" with "choices" and "floors".
std::string ToJson(const desk::EvacuationResult& result);
std::string ToJson(const desk::FreeingResult& result);

// {"schema":"quaranta.capacity/1","standards":[...],...}.
std::string ToJson(const desk::CapacityLines& lines);

// {"schema":"quaranta.brief/1","lang":...,"title":...,"sections":[...]}.
std::string ToJson(const Brief& brief);

}  // namespace quaranta::report

#endif  // QUARANTA_REPORT_JSON_H_
