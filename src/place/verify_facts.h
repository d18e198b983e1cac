// The problem as the verifier reads it. Shares nothing with the solver: rules
// are applied room by room as problem.h words them, once for rooms that nothing
// tells apart.
#ifndef QUARANTA_SRC_PLACE_VERIFY_FACTS_H_
#define QUARANTA_SRC_PLACE_VERIFY_FACTS_H_

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <vector>

#include "quaranta/place/problem.h"

namespace quaranta::place::verify {

using Indices = std::vector<std::uint32_t>;

inline constexpr std::uint32_t kNoIndex = 0xFFFFFFFF;

// People of one party who are placed, or not, as one.
struct Group {
  std::uint32_t party = 0;
  Indices people;
  bool no_adult = false;   // rule 5 keeps them out of every room
  bool too_large = false;  // rule 6
};

// Offered rooms that nothing tells apart: beds beyond the largest party and
// features that nobody needs and that are not special do not.
struct RoomKind {
  std::uint32_t grade = 0;
  std::int32_t beds = 0;
  Features features = 0;
  bool refill = false;

  friend auto operator<=>(const RoomKind&, const RoomKind&) = default;
};

// So many of one kind.
struct KindCount {
  std::uint32_t kind = 0;
  std::int64_t count = 0;

  friend auto operator<=>(const KindCount&, const KindCount&) = default;
};

// Lists of many owners one after the other.
template <class T>
class Lists {
 public:
  // `add` is called with a function that gives an owner an item, twice, with
  // the same calls in the same order.
  template <class Add>
  void Fill(std::size_t owners, const Add& add) {
    begin_.assign(owners + 1, 0);
    add([&](std::size_t owner, const T&) { ++begin_[owner + 1]; });
    for (std::size_t n = 0; n < owners; ++n) begin_[n + 1] += begin_[n];
    items_.resize(begin_[owners]);
    std::vector<std::size_t> next(begin_.begin(), begin_.end());
    add([&](std::size_t owner, const T& item) {
      items_[next[owner]++] = item;
    });
  }
  std::size_t size() const { return begin_.size() - 1; }
  std::span<const T> operator[](std::size_t owner) const {
    return {items_.data() + begin_[owner], begin_[owner + 1] - begin_[owner]};
  }
  std::span<T> operator[](std::size_t owner) {
    return {items_.data() + begin_[owner], begin_[owner + 1] - begin_[owner]};
  }

 private:
  std::vector<std::size_t> begin_ = {0};
  std::vector<T> items_;
};

class Facts {
 public:
  explicit Facts(const Problem& problem);

  const Problem& problem() const { return problem_; }
  // By party, then people.
  const std::vector<Group>& groups() const { return groups_; }
  std::span<const Group> groups_of(std::uint32_t party) const {
    return std::span(groups_).subspan(
        first_group_[party], first_group_[party + 1] - first_group_[party]);
  }
  // Rooms of the unit by position.
  std::span<const std::uint32_t> rooms_of(std::uint32_t unit) const {
    return rooms_of_[unit];
  }
  std::span<const std::uint32_t> units_of(std::uint32_t site) const {
    return units_of_[site];
  }
  // Units held by the cohort that take intake.
  std::span<const std::uint32_t> held_by(std::uint32_t cohort) const {
    return held_by_[cohort];
  }
  // What the site's staff would have if it opened, rising.
  const Indices& staff_of(std::uint32_t site) const { return staff_of_[site]; }

  const Room& room(std::uint32_t r) const { return problem_.rooms[r]; }
  const Unit& unit_of(std::uint32_t r) const {
    return problem_.units[room(r).unit.value()];
  }
  const Site& site_of(std::uint32_t r) const {
    return problem_.sites[unit_of(r).site.value()];
  }
  const Party& party(std::uint32_t p) const { return problem_.parties[p]; }

  const std::vector<RoomKind>& room_kinds() const { return room_kinds_; }
  // kNoIndex for a room that is not offered.
  std::uint32_t kind_of(std::uint32_t r) const { return kind_of_[r]; }
  // Offered rooms of the unit by kind, rising.
  std::span<const KindCount> kinds_in(std::uint32_t unit) const {
    return kinds_in_[unit];
  }

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
  bool Offered(std::uint32_t r) const { return kind_of_[r] != kNoIndex; }
  // Rules 1 and 2 as things are before the plan.
  bool OpenTo(std::uint32_t r, CohortId cohort) const;
  bool Paired(std::uint32_t party, std::uint32_t r) const;
  bool Equipped(std::uint32_t party, const Indices& people,
                std::uint32_t r) const;
  // Rules 3 and 4, and beds.
  bool Suits(std::uint32_t party, const Indices& people, std::uint32_t r) const;
  // The same for any room of the kind; `must` is what all people must have.
  bool Suits(std::uint32_t risk_class, std::size_t people, Features must,
             const RoomKind& kind) const {
    return people <= static_cast<std::size_t>(kind.beds) &&
           (must & ~kind.features) == 0 &&
           problem_.pairing.Allows(risk_class, kind.grade);
  }
  // Features that a room must have for these people.
  Features MustHave(const Group& group) const;

  // Rooms, by position, of every run of adjacent rooms of the unit that could
  // take the party, among offered rooms for which `usable` holds.
  std::vector<Indices> Runs(std::uint32_t party, std::uint32_t unit,
                            const std::function<bool(std::uint32_t)>& usable,
                            bool minors_free) const;

 private:
  void FindStaffRooms();
  void FindKinds();
  void CountKinds();
  void FindGroups();
  bool SomeRoomTakes(const Group& group) const;
  void FindOffers();
  bool CanDivide(std::uint32_t party, const Indices& rooms,
                 bool minors_free) const;

  const Problem& problem_;
  Lists<std::uint32_t> rooms_of_, units_of_, held_by_;
  std::vector<bool> staff_;
  std::vector<Indices> staff_of_;
  std::vector<RoomKind> room_kinds_;
  std::vector<std::uint32_t> kind_of_;
  Lists<KindCount> kinds_in_;
  // Kinds of rooms on free units that take intake.
  Indices free_kinds_;
  std::vector<bool> on_offer_;  // by site
  std::vector<Group> groups_;
  std::vector<std::size_t> first_group_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_FACTS_H_
