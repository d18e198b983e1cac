// The problem as the verifier reads it. Shares nothing with the solver: rules
// are applied room by room as problem.h words them.
#ifndef QUARANTA_SRC_PLACE_VERIFY_FACTS_H_
#define QUARANTA_SRC_PLACE_VERIFY_FACTS_H_

#include <cstdint>
#include <functional>
#include <set>
#include <vector>

#include "quaranta/place/problem.h"

namespace quaranta::place::verify {

using Indices = std::vector<std::uint32_t>;

// People of one party who are placed, or not, as one.
struct Group {
  std::uint32_t party = 0;
  Indices people;
  bool no_adult = false;   // rule 5 keeps them out of every room
  bool too_large = false;  // rule 6
};

class Facts {
 public:
  explicit Facts(const Problem& problem);

  const Problem& problem() const { return problem_; }
  const std::vector<Group>& groups() const { return groups_; }
  // Rooms of the unit by position.
  const Indices& rooms_of(std::uint32_t unit) const { return rooms_of_[unit]; }

  const Room& room(std::uint32_t r) const { return problem_.rooms[r]; }
  const Unit& unit_of(std::uint32_t r) const {
    return problem_.units[room(r).unit.value()];
  }
  const Site& site_of(std::uint32_t r) const {
    return problem_.sites[unit_of(r).site.value()];
  }
  const Party& party(std::uint32_t p) const { return problem_.parties[p]; }

  // Takes nobody, whoever holds it.
  bool NoIntake(const Unit& unit) const {
    return unit.closed ||
           (unit.holder && !problem_.sites[unit.site.value()].open);
  }
  // Sites that a plan opens which has people at these, rising; and what a site
  // counts, in which part of kNewSites.
  Indices OpenedBy(const std::set<std::uint32_t>& used) const;
  // Not open, can open, and somebody could be given a room there.
  bool OnOffer(std::uint32_t site) const { return on_offer_[site]; }
  std::int64_t CostOf(std::uint32_t site) const;
  std::int32_t KeyOf(std::uint32_t site) const;
  bool IsStrict() const { return problem_.tier_policy == TierPolicy::kStrict; }
  bool IsStaffRoom(std::uint32_t r) const { return staff_[r]; }
  // Rule 1 but for units without intake and for holders.
  bool Offered(std::uint32_t r) const;
  // Rules 1 and 2 as things are before the plan.
  bool OpenTo(std::uint32_t r, CohortId cohort) const;
  bool Paired(std::uint32_t party, std::uint32_t r) const;
  bool Equipped(std::uint32_t party, const Indices& people,
                std::uint32_t r) const;
  // Rules 3 and 4, and beds.
  bool Suits(std::uint32_t party, const Indices& people, std::uint32_t r) const;

  // Rooms, by position, of every run of adjacent rooms of the unit that could
  // take the party, among offered rooms for which `usable` holds.
  std::vector<Indices> Runs(std::uint32_t party, std::uint32_t unit,
                            const std::function<bool(std::uint32_t)>& usable,
                            bool minors_free) const;

 private:
  void FindStaffRooms();
  void FindGroups();
  void FindOffers();
  bool CanDivide(std::uint32_t party, const Indices& rooms,
                 bool minors_free) const;

  const Problem& problem_;
  std::vector<Indices> rooms_of_;
  std::vector<bool> staff_;
  std::vector<bool> on_offer_;  // by site
  std::vector<Group> groups_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_FACTS_H_
