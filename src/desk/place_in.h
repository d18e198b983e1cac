// The steps of desk::Place, once the region and its parameters are known.
#ifndef QUARANTA_SRC_DESK_PLACE_IN_H_
#define QUARANTA_SRC_DESK_PLACE_IN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "desk/county.h"
#include "desk/parties.h"
#include "desk/setting.h"
#include "desk/stock.h"
#include "quaranta/desk/night.h"

namespace quaranta::desk {

// What a plan was made from, for what is said about it.
struct Draft {
  const Setting& setting;
  const County& county;
  const Stock& stock;
  const Arrivals& arrivals;
  // Plans the same evening again with something changed in the problem.
  std::function<absl::StatusOr<place::Plan>(const place::Problem&)> solve;
};

// The options' time and region are those of the setting already. `night` of a
// plan beside an earlier one, else null.
absl::StatusOr<Plan> PlaceIn(const Setting& setting,
                             const world::World& arrivals,
                             const PlaceOptions& options,
                             const NightOptions* night = nullptr);

// Cohorts of those inside and of those who come, numbered in key order.
std::map<CohortKey, place::CohortId> NumberCohorts(const Stock& stock,
                                                   const Arrivals& arrivals);
place::Problem MakeProblem(const Stock& stock, const Arrivals& arrivals,
                           const std::map<CohortKey, place::CohortId>& cohorts,
                           const Params& params);

// What must come true before the site can take people: hours, rooms for its
// own people, acceptance, posts.
std::vector<Sentence> OpeningConditions(const Setting& setting,
                                        const SiteRow& site,
                                        std::size_t staff_rooms);
// Fills plan.sites to plan.parties, and who was sorted out before. `planned`
// are the groups of an earlier plan. plan.as_of must be there.
void AddNotes(const Draft& draft,
              const std::map<CohortKey, place::CohortId>& cohorts,
              const std::vector<EarlierPlan::Group>& planned, Plan& plan);

// What a site that is to open lacks.
void AddLacks(const Setting& setting, const SiteRow& site,
              std::vector<Sentence>& conditions);

// That the unit counts as frozen for a positive result alone; nothing when
// there is none, or a hold or an investigation says it already.
std::optional<Sentence> PositiveDoubt(const County& county,
                                      const std::string& site,
                                      const UnitNote& unit);

// Fill plan.conditions and plan.doubts.
void AddConditions(const Draft& draft, Plan& plan);
void AddDoubts(const Draft& draft, Plan& plan);

// Fills plan.why.
absl::Status AddReasons(Plan& plan);

// Fill plan.relaxations and plan.way_out, and plan.merges, by planning again
// with something changed. plan.why must be there.
absl::Status AddRelaxations(const Draft& draft, Plan& plan);
absl::Status AddMerges(const Draft& draft, Plan& plan);

// How it went by age band, sex and need, of parties not left out.
std::vector<AuditRow> AuditOf(const Draft& draft,
                              const std::vector<place::Unplaced>& unplaced,
                              const std::vector<place::PartyId>& left_out = {});

// Fills plan.headline from what was found before.
void AddHeadline(const Draft& draft, Plan& plan);

// How many of the party's people have no room, beside plan.parties.
std::vector<std::int32_t> UnplacedByParty(const place::Problem& problem,
                                          const place::Plan& plan);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_PLACE_IN_H_
