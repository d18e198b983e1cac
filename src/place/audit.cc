#include "quaranta/place/audit.h"

#include "core/status_macros.h"
#include "place/audit_parts.h"
#include "place/inside.h"

namespace quaranta::place {
namespace {

// With the sites open that the repair opens.
Problem After(Problem after, const AuditReport& report) {
  for (const OpenedSite& of : report.opened_sites) {
    after.sites[of.site.value()].open = true;
    for (const RoomId room : of.staff_rooms) {
      after.rooms[room.value()].state = RoomState::kOut;
    }
  }
  return after;
}

}  // namespace

absl::StatusOr<AuditReport> Audit(const Problem& problem,
                                  const std::vector<Inside>& inside,
                                  const AuditOptions& options) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  QUARANTA_RETURN_IF_ERROR(internal::CheckLimits(
      {{"plan_limit", options.plan_limit},
       {"place.node_limit", options.place.node_limit},
       {"place.proof_limit", options.place.proof_limit}}));
  QUARANTA_RETURN_IF_ERROR(internal::CheckInside(problem, inside));
  const std::vector<Inside> now = internal::Ordered(inside);
  AuditReport report;
  report.findings = internal::FindBreaches(problem, now);
  if (report.findings.empty()) return report;
  internal::Scene scene = internal::SetScene(problem, now);
  QUARANTA_ASSIGN_OR_RETURN(const std::vector<Inside> after,
                            internal::Repair(scene, options, report));
  report.moves = internal::MovesBetween(now, after);
  report.left = internal::FindBreaches(After(scene.problem, report), after);
  return report;
}

}  // namespace quaranta::place
