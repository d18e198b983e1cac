// Arrivals one party at a time: each gets rooms at once and nobody moves.
#ifndef QUARANTA_PLACE_NIGHT_H_
#define QUARANTA_PLACE_NIGHT_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "quaranta/place/place.h"
#include "quaranta/place/plan.h"
#include "quaranta/place/problem.h"

namespace quaranta::place {

// What is kept back for those who have not come yet. Rooms on units of their
// own cohort are never refused to anyone; a free unit is opened for a party
// only if every rule below agrees. As constructed no rule refuses anyone, and
// then no promise is possible: as many cohorts of one person as there are
// units leave no room for the cohort of hundreds that comes last. With
// thresholds that rise as units go (`ThresholdsFor`) at least one part in
// 1 + ln(largest / smallest) of the best is reached as long as cohorts are
// small against the supply (Zhou, Chakrabarty and Lukose 2008).
//
// "People it would house" are those of the arriving party, and those whom
// `Night::Expect` announced of its cohort and who have not come yet, but no
// more than the unit has rooms left to give. "Its units" are those that some
// site of a grade paired with the party's risk class offers.
struct Reserve {
  // After opening a unit at least so many of the party's units stay free.
  std::int32_t keep_units = 0;
  // By unit, in thousandths of a person: what the unit is worth to others, as
  // a bid price of the plan made in the morning. The unit is opened only if
  // the people it would house are worth as much; and of several units the one
  // with the largest surplus is. Empty: nothing is worth anything.
  std::vector<std::int64_t> unit_price;
  // With n entries, entry k rules while at least k/n and less than (k + 1)/n
  // of the party's units, as they were free at first, are taken: the unit must
  // house at least so many people. Empty: any number.
  std::vector<std::int32_t> least_people;
  // Parties of priority classes below this are not refused for any of these.
  std::int32_t exempt_below = 0;

  friend bool operator==(const Reserve&, const Reserve&) = default;
};

// Thresholds of the online knapsack for `least_people`: with z of the units
// taken at least (largest * e / smallest)^z * smallest / e people, rounded up;
// 0 while that is below `smallest`. `steps` entries,
// rising. Fails with kInvalidArgument unless 1 <= smallest <= largest <=
// 1,000,000 and 1 <= steps <= 10,000.
absl::StatusOr<std::vector<std::int32_t>> ThresholdsFor(std::int32_t smallest,
                                                        std::int32_t largest,
                                                        std::int32_t steps);

// Which rule of `Reserve` refused, the first in their order.
enum class Refusal : std::uint8_t {
  kNone,
  kKeepUnits,
  kUnitPrice,
  kLeastPeople
};

// What became of one party, or of the people of it who had to be asked again.
struct Answer {
  PartyId party;
  std::vector<Assignment> assignments;      // by room
  std::vector<Substitution> substitutions;  // by person
  // Units that were free before, by index, and sites that this opened.
  std::vector<UnitId> taken_units;
  std::vector<OpenedSite> opened_sites;
  // Those who got no room, as in `Plan::unplaced`; kNoRoomLeft with rooms
  // reachable and a refusal means that the reserve kept them back.
  std::vector<Unplaced> unplaced;
  Refusal refusal = Refusal::kNone;
};

// One night, or any time in which those placed stay where they are: a problem,
// who is where so far, and a reserve. Every hard rule of `Problem` holds after
// every call.
//
// A party is lodged by the objective of plan.h as far as it can be seen from
// here: no site is opened if an open one will do, then the fewest substitutes,
// then no new unit; within the cohort's own units the room that wastes least
// (refill, special features, distance, beds); of free units, with the largest
// surplus over its price if prices are given, the smallest that takes the
// whole party and those still expected of its cohort, or the largest if none
// does. Large groups of a kApart party are lodged first.
//
// Not safe from several threads at once. Movable, not copyable.
class Night {
 public:
  // Those of `plan` are in their rooms from the start; its parties are the
  // problem's. An empty plan of a problem without parties: nobody is.
  // Fails with kInvalidArgument where `Validate` does, if the plan puts someone
  // into a room that is not offered, that is taken, that does not suit, or on
  // another cohort's unit (a plan that `Verify` accepts is never refused), or
  // if `reserve` has a negative number, or prices that are neither none nor one
  // per unit. O(size of problem).
  [[nodiscard]] static absl::StatusOr<Night> Start(Problem problem,
                                                   const Plan& plan = {},
                                                   Reserve reserve = {});
  Night(Night&&) noexcept;
  Night& operator=(Night&&) noexcept;
  ~Night();

  // A cohort that did not exist before.
  CohortId AddCohort();
  // So many people of the cohort are still to come; replaces what was said
  // before. Falls by itself as they come, not below 0. Used to choose units
  // and by the reserve only. Fails with kInvalidArgument if there is no such
  // cohort or the number is negative.
  absl::Status Expect(CohortId cohort, std::int32_t people);

  // Lodges one party, which becomes the problem's last. A full house and a
  // refusal are outcomes. Fails with kInvalidArgument as `Validate` says of a
  // party; nothing has changed then. O(units + rooms of the cohort's units);
  // about 20 times that when someone is left over, whose reasons are counted
  // room by room.
  [[nodiscard]] absl::StatusOr<Answer> Arrive(Party party);
  // Tries again for those of a party who have no room, for instance after
  // `Expect` or when more has arrived. Fails with kInvalidArgument if there is
  // no such party.
  [[nodiscard]] absl::StatusOr<Answer> AskAgain(PartyId party);
  // Takes a room out of service (`kOut`). Those who were given it tonight, and
  // no others, are lodged anew; whoever has several adjacent rooms leaves all
  // of them, and all go out: people were sent there. So do all rooms of a unit
  // that nobody is left on. A room that the staff of a site not yet open would
  // have had is made good from the site's other rooms, whose guests are lodged
  // anew too. The answer is empty if nobody was concerned. Fails with
  // kInvalidArgument if there is no such room; costs what Arrive does.
  [[nodiscard]] absl::StatusOr<Answer> Strike(RoomId room);
  // Keeps a free unit for a cohort whose people were on it and left: nobody
  // else enters it, they open it before other free units, and the reserve does
  // not count it nor refuse it to them. This lasts as long as the night does
  // and is not part of `problem()`: strike the rooms of a unit that stays empty
  // for good. Fails with kInvalidArgument if there is no such unit or cohort,
  // or the unit is held or somebody is on it.
  absl::Status HoldFor(UnitId unit, CohortId cohort);

  // The problem as it is now: with all parties that came and rooms struck.
  // Holders are those of the start.
  const Problem& problem() const;
  const Reserve& reserve() const;

  // All who are lodged as a plan of `problem()`, with its levels, bounds and
  // reasons. `Verify` finds nothing but kRoomWasLeft: of those whom the reserve
  // refused, those for whom a unit is empty that is held for others, and those
  // who were not asked again after a strike. (It may have taken the only room
  // that was large enough for a party, which may now have adjacent ones.)
  // O(size of problem) and the bounds of `Place`.
  Plan AsPlan() const;

 private:
  class Impl;
  explicit Night(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

// What it costs that nobody moves: tonight's plan beside the one that would
// have been made had all parties been known at the start, level by level.
struct PriceOfNotMoving {
  // With the bounds of the other, and their proofs, as far as they hold for it.
  Plan as_it_came;
  Plan in_hindsight;
  // as_it_came - in_hindsight, by level. The first that is not 0 decides. It is
  // negative only if the hindsight plan is not the best there is; with its
  // bound in place of its value the price is at most as_it_came - bound.
  std::vector<std::int64_t> price;
};

// Fails as `Place` does. Costs one `Place`.
[[nodiscard]] absl::StatusOr<PriceOfNotMoving> FindPriceOfNotMoving(
    const Night& night, const Options& options = {});

// "KEEP_UNITS", ...
std::string_view NameOf(Refusal refusal);

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_NIGHT_H_
