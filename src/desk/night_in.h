// The steps of desk::PlaceNight beside those of desk::Place.
#ifndef QUARANTA_SRC_DESK_NIGHT_IN_H_
#define QUARANTA_SRC_DESK_NIGHT_IN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "desk/place_in.h"
#include "quaranta/desk/night.h"

namespace quaranta::desk {

// One state per site of the stock, in its order.
std::vector<EarlierPlan::SiteState> StatesOf(const Stock& stock);

// kFailedPrecondition, naming what differs, unless the plan can be kept here.
absl::Status CheckEarlier(const EarlierPlan& earlier, const Setting& setting,
                          const Stock& stock);

// A party as an earlier plan has it; its group is the number of its cohort.
EarlierPlan::Party EarlierParty(const place::Party& from,
                                const PartyNote& note);

// The room of everybody who is in one.
std::map<std::string, std::string> RoomsInside(const County& county);

// Adds the parties of the earlier plan that are not listed, and gives listed
// ones the group that it gave them, renamed by `batches` unless that is null.
// kInvalidArgument as PlaceNight says.
absl::Status AddEarlierParties(const EarlierPlan& earlier, const County& county,
                               const BatchBook* batches, Arrivals& arrivals);

// Reads the policy's reserve, or the options'.
absl::StatusOr<place::Reserve> ReserveOf(const NightOptions& options,
                                         const Params& params,
                                         const place::Problem& problem);

// Fills plan.plan, plan.night and plan.verification from plan.problem, which
// loses the rooms struck and left. `planned` are the groups of the earlier plan
// as they are named now. `draft.solve` is set to plan the same night again.
absl::Status RunNight(const NightOptions& options,
                      const std::vector<EarlierPlan::Group>& planned,
                      Draft& draft, Plan& plan);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_NIGHT_IN_H_
