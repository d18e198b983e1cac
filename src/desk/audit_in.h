// The steps of desk::Audit, and those that moves share, once the region and its
// parameters are known.
#ifndef QUARANTA_SRC_DESK_AUDIT_IN_H_
#define QUARANTA_SRC_DESK_AUDIT_IN_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "desk/county.h"
#include "desk/parties.h"
#include "desk/setting.h"
#include "desk/stock.h"
#include "quaranta/desk/audit_people.h"

namespace quaranta::desk {

// Where somebody is now.
struct Seat {
  std::size_t stay = 0;
  std::size_t room = 0;  // of the county
  std::optional<Instant> start;
  bool share_basis = false;
  std::set<std::size_t> also;  // other rooms that are on record as well
};

// Who is where, joined.
struct Insiders {
  std::map<std::string, Seat> seats;  // by id of the person
  std::vector<std::string> unseen;    // of these: in a room without a floor
  // Of the stock's rooms: who is there.
  std::map<std::size_t, std::vector<std::string>> in_room;
  // Cohort of each stay, as CohortsInside has it.
  std::vector<std::optional<CohortKey>> cohorts;
  Arrivals people;  // `groups` only
};

// What an audit, or moves, were made from, for what is said about them.
struct AuditDraft {
  const Setting& setting;
  const County& county;
  Stock stock;
  Insiders insiders;
};

// States of rooms have no time: where it is on record that somebody who is in
// the room now left it later, the state is of then.
bool StateIsOfLater(const County& county, const RoomRow& room);

// Rooms are what they would be without their people.
AuditDraft JoinAudit(const Setting& setting, const County& county);

// What holds somebody who is in that room of the stock; never kParty.
std::optional<HeldBy> HoldOn(const AuditDraft& draft, std::size_t room,
                             const std::string& person);
// Who is inside with no room on record, and at which site of the county.
struct Roomless {
  std::string person;
  std::size_t site = 0;
};
std::vector<Roomless> FindRoomless(const County& county,
                                   const Insiders& insiders);

// All but the seed and limits, and the doubts.
void FillOccupancy(const AuditDraft& draft, Occupancy& now);
// What could not be known, and whom nobody could see.
void AddDoubtsOfInside(const AuditDraft& draft, Occupancy& now);

// Fill the result from result.report: records, then texts about them.
void AddAuditRecords(const AuditDraft& draft, AuditResult& result);
void AddAuditHeadline(const AuditDraft& draft, AuditResult& result);

absl::StatusOr<AuditResult> AuditIn(const Setting& setting,
                                    const AuditOptions& options);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_AUDIT_IN_H_
