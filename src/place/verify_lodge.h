// One cohort on given units: what the best that it can do comes to.
#ifndef QUARANTA_SRC_PLACE_VERIFY_LODGE_H_
#define QUARANTA_SRC_PLACE_VERIFY_LODGE_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "place/verify_facts.h"

namespace quaranta::place::verify {

// What people come to, sites and floors left out: people unplaced class by
// class, then features lacking; and refills, people apart, special rooms and
// ways. Each in one number, so that both are compared as the levels are for
// plans that take the same units.
struct Ledger {
  std::int64_t first = 0, wishes = 0;

  friend auto operator<=>(const Ledger&, const Ledger&) = default;
  friend Ledger operator+(const Ledger& a, const Ledger& b) {
    return {a.first + b.first, a.wishes + b.wishes};
  }
  friend Ledger operator-(const Ledger& a, const Ledger& b) {
    return {a.first - b.first, a.wishes - b.wishes};
  }
};

// How much one of each counts in those numbers.
class Scales {
 public:
  enum Wish : std::size_t { kRefilled, kApart, kSpecial, kWay };

  explicit Scales(const Facts& facts);

  // False if the numbers would not hold what there is.
  bool usable() const { return usable_; }
  Ledger OnePerson(std::int32_t priority) const {
    return {person_[static_cast<std::size_t>(priority)], 0};
  }
  Ledger Lacking() const { return {1, 0}; }
  Ledger Of(Wish wish) const { return {0, wish_[wish]}; }
  // More than everything together.
  Ledger Never() const { return {kMost * 2, 0}; }

  std::int64_t Unplaced(const Ledger& ledger, std::int32_t priority) const;
  std::int64_t LackingIn(const Ledger& ledger) const {
    return ledger.first % person_[classes_ - 1];
  }
  std::int64_t CountOf(Wish wish, const Ledger& ledger) const;

 private:
  // Sums of some hundreds of such numbers are in range.
  static constexpr std::int64_t kMost = std::int64_t{1} << 48;

  bool usable_ = true;
  std::size_t classes_ = 1;
  std::array<std::int64_t, kMaxClasses> person_{};
  std::array<std::int64_t, 4> wish_{};
};

// Parties too large for one room go every way into adjacent rooms, and of each
// kApart party every unit is tried as the one where the rest should be. Then
// each group has a room or none, which is a table of what it costs where, and
// the Hungarian method finds the cheapest way (Kuhn 1955).
class Lodger {
 public:
  // `groups`: indices of Facts::groups() of the cohort. `tables_left` counts
  // down with each table.
  Lodger(const Facts& facts, const Scales& scales, std::uint32_t cohort,
         const Indices& groups, std::int64_t& tables_left);

  // False if a party has too many ways to be divided.
  bool usable() const { return usable_; }
  bool HasUseFor(std::uint32_t unit) const;
  // The least on these units and those that it holds; without `all` only
  // people unplaced and features lacking count. Nothing if no tables are left.
  std::optional<Ledger> Best(const Indices& units, bool all);

 private:
  // A party in a run of rooms.
  struct Way {
    Indices rooms;
    Ledger cost;
  };
  using Ways = std::vector<std::pair<std::uint32_t, std::vector<Way>>>;

  Ledger Unplaced(const Group& group) const;
  Ledger CostIn(const Group& group, const Indices& people,
                std::uint32_t room) const;
  Ways WaysOf(const Group& group);
  std::optional<Ledger> Divide(const Group& group, const Indices& rooms);
  bool TryLarge(std::size_t large, const Ledger& so_far);
  bool TryHomes(std::size_t party, const Ledger& so_far);
  Indices RoomsLeft() const;
  bool Solve(const Ledger& so_far);

  const Facts& facts_;
  const Scales& scales_;
  const CohortId cohort_;
  std::int64_t& tables_left_;
  bool usable_ = true;
  std::vector<const Group*> single_, large_;
  std::vector<Ways> ways_;  // by large_
  // kApart parties of several groups; by `single_`: which, or kNoIndex.
  std::vector<std::uint32_t> apart_;
  Indices apart_of_;
  // Of the present call of Best.
  Indices units_, rooms_;
  bool all_ = false;
  std::vector<bool> taken_;  // by room
  Indices home_;             // by apart_
  std::optional<Ledger> best_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_LODGE_H_
