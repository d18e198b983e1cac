// Puts parties into rooms so that cohorts never share a unit.
#ifndef QUARANTA_PLACE_PLACE_H_
#define QUARANTA_PLACE_PLACE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "quaranta/place/linear.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

struct Options {
  // Decides ties among parties by a hash of seed and name, so that nobody is
  // last every night.
  std::uint64_t seed = 0;
  // Improvement stops after about this many nodes (see `Plan::nodes`), those
  // of the construction not counted: a first plan and its bounds are always
  // made. 0: no improvement. The limit is why a large plan may be improved by
  // more time; it does not depend on the machine.
  std::int64_t node_limit = 4'000;
  // About so many steps of linear programs are spent on finding the best
  // first levels (kUnplaced to kNewFloors) and proving that they are; see
  // `Plan::certificate`; and in a small problem so many lodgings of a cohort on
  // given units on finding the best plan of all. 0: none, bounds come from
  // counting only, or where no search is needed from that (see Place). Neither
  // does this depend on the machine.
  std::int64_t proof_limit = 60'000;
  // Who solves the linear programs of the proofs; null: our own. Another one
  // (`quaranta/place_clp/clp.h`) may lead to another plan and other bounds, as
  // valid as ours.
  LinearProgramMaker linear_program = nullptr;
};

// A plan that keeps every hard rule of `Problem`, good in the order of
// `LevelName`, with a valid lower bound for every level.
//
// A full house is an outcome: see `Plan::unplaced`. Fails with
// kInvalidArgument where `Validate` does, or if the limit is negative. The same
// problem and options give the same bytes on every machine; the order of rooms
// does not matter, nor that of parties whose names are distinct. Keeps no
// state; safe from many threads.
//
// Method: cohorts by decreasing need take the smallest unit that finishes
// them, looking two units ahead, or when units are short the unit with the
// largest gain; sites open in tier order while people are without a room; a
// bounded local search over units follows. Then branch and bound over which
// cohort takes how many of which units, one level after the other from
// kUnplaced to kNewFloors, with linear programs whose rows are Hall cuts, or
// where these take long whose columns are sets of units that a cohort could
// take; their prices are the plan's certificate. Within a cohort and its units
// rooms are assigned exactly, by minimum-cost flow (except parties too large
// for one room, which are placed first, and the wish of kApart parties to be
// on one unit, for which rooms are swapped). Time grows with cohorts x units
// and with the limits; a county of 60 units, 1,270 rooms, 40 cohorts and 1,100
// people takes tens of milliseconds, up to half a second with too few units,
// and a second or two where the proof limit is reached. Where that leaves
// something open and no more than 12 units are free, all ways to divide them
// are gone through, with all rooms for parties too large for one: the plan is
// then the best in every level (a problem of up to 30 parties mostly takes some
// milliseconds; with very many ways it is left as it is).
//
// No search is needed, and levels up to kNewFloors are best and proven with
// both limits 0, where all free units are at open sites, no party is too large
// for one room, no need may be substituted, and either the units that a cohort
// may use have the same rooms for it or are each enough for it (and it gains by
// no more than 16), or there are up to three kinds of units and not too many:
// see docs/concepts/proofs.md.
//
// Where cohorts x units exceed 60,000 (a city) units are compared by counts of
// rooms and time grows with units + cohorts; where they exceed 20,000 (a town)
// a plan is made like that first, and then improved and proven as above where
// prices leave a gap, in seconds. Where there are distances, of which none of
// that knows, all up to 200,000 is planned as above. The proof limit then
// counts steps of small linear programs, one for each grade: flows of cohorts
// over numbers of rooms they lack, with units as arcs. They say how many sites
// of each tier must open, are rounded to who gets units of which sizes, and
// units of those sizes are exchanged until beds and features do as well. Their
// prices, as whole numbers, give bounds by an exact dynamic programme: of sites
// and floors where everyone is placed, else of people; of substitutes,
// preferences and special rooms the bound is then 0. These programs are always
// our own. 5,000 units, 100,000 rooms and 3,000 cohorts of 112,000 people take
// half a second, mostly with sites proven and floors within 0.1 %; where rooms
// are too few for everyone, about three. With both limits 0 there is a plan in
// less than a tenth of a second, and bounds of counts only.
[[nodiscard]] absl::StatusOr<Plan> Place(const Problem& problem,
                                         const Options& options = {});

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_PLACE_H_
