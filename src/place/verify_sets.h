// What a cohort can do on each set of free units, for leaves of `sets`.
#ifndef QUARANTA_SRC_PLACE_VERIFY_SETS_H_
#define QUARANTA_SRC_PLACE_VERIFY_SETS_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "place/verify_view.h"

namespace quaranta::place::verify {

// What a cohort pays for, and what it may do.
struct SetTerms {
  std::array<std::int64_t, kMaxClasses> person{};  // of each one not placed
  std::int64_t lacking = 0;                        // of each feature
  // Of each class at most so many that could be placed are not; and features
  // that those placed lack.
  std::array<std::int64_t, kMaxClasses> most_unplaced{};
  std::int64_t most_lacking = 0;
  // By CohortView::choices: the price of a unit, and how many are taken at
  // least, which are paid for elsewhere, and at most.
  std::vector<std::int64_t> price, least, most;
};

// The sets of units of one cohort that are worth having: on each the cohort
// does worse without any one of the units. Whatever units it takes, some such
// set among them does as well. (Placing people class by class, lacking little,
// is a matching of largest weight; what one more unit adds to that falls with
// the units there are. So a unit that adds nothing to a set adds nothing to a
// larger one.)
class CohortSets {
 public:
  // Finds the sets; `usable` is false if there are too many to look at, more
  // than `most_looks` in all, or if the cohort has a party too large for one
  // room.
  CohortSets(const View& view, std::uint32_t cohort, std::int64_t most_looks);

  bool usable() const { return usable_; }
  // Sets looked at to find these.
  std::int64_t looks() const { return looked_at_; }
  std::size_t size() const { return sets_.size(); }
  // Some lodging may lack a feature in some room.
  bool some_lack() const { return some_lack_; }
  // One of the sets: so many units of any of these choices, and so on; and the
  // people of each class who then have no room although one would suit.
  struct Way {
    std::vector<std::pair<std::vector<std::uint32_t>, std::int64_t>> units;
    std::array<std::int64_t, kMaxClasses> unplaced{};
  };
  std::vector<Way> Ways() const;
  // The least that a set comes to, kNone if the terms allow none; no value if
  // that is more than can be counted. No price is below 0 or over kMostTerm.
  static constexpr std::int64_t kMostTerm = std::int64_t{1} << 44;
  static constexpr std::int64_t kNone = std::int64_t{1} << 60;
  std::optional<std::int64_t> Least(const SetTerms& terms);

 private:
  // Lodgings with the same suitable rooms, of one priority and size.
  struct Kind {
    std::int32_t priority = 0;
    std::int64_t people = 0;
    std::int64_t count = 0;
    std::vector<std::int64_t> lacking;  // by room, -1: unsuitable
  };
  using Rooms = std::vector<std::int64_t>;  // how many, by look
  struct Set {
    std::vector<std::uint32_t> units;  // of `alike_`, rising
    std::size_t value = 0;
    std::optional<std::int64_t> lacking;
  };
  // What several sets come to.
  struct Value {
    std::int64_t placed = 0;                           // lodgings
    std::array<std::int64_t, kMaxClasses> unplaced{};  // people
  };

  void FindLooks(const View& view, const CohortView& cohort);
  std::size_t IndexOf(std::uint32_t look) const;
  void FindKinds(const CohortView& cohort);
  bool FindTight();
  void FindChoices(const View& view, const CohortView& cohort);
  Rooms TightOf(const Rooms& rooms) const;
  bool IsEnough(const Rooms& tight) const;
  Rooms RoomsOf(const std::vector<std::uint32_t>& units) const;
  // Rooms in each of `tight_`, of those of the units and held ones.
  Rooms TightOn(const std::vector<std::uint32_t>& units) const;
  void Evaluate(const Rooms& there, Set& set);
  std::int64_t LackingOn(Set& set) const;
  bool DoesWorse(Set& fewer, Set& set) const;
  bool AllNeeded(Set& set);
  void Extend(std::size_t set);
  void PriceAlike(const SetTerms& terms);
  std::int64_t UnitsOf(const SetTerms& terms, const Set& set) const;

  bool usable_ = false;
  std::int64_t most_looks_ = 0;
  std::int64_t looked_at_ = 0;
  std::vector<std::uint32_t> looks_;
  std::vector<Kind> kinds_;
  // Kinds up to here are of the first groups: those of one priority and size.
  std::vector<std::size_t> groups_;
  // Sets of rooms that may be tight, and for each and each number of groups
  // the lodgings that other rooms suit as well; and all lodgings that lack
  // nothing in some other rooms.
  std::vector<std::uint64_t> tight_;
  std::vector<std::vector<std::int64_t>> elsewhere_;
  std::vector<std::int64_t> well_elsewhere_;
  Rooms held_, held_tight_;
  // Choices whose units have the same rooms, or of which any one unit is enough
  // for all: only what they cost tells them apart.
  struct Alike {
    std::vector<std::uint32_t> choices;
    Rooms rooms, tight;  // of one unit
    std::int64_t units = 0;
    // Of several choices: what 0, 1, ... units cost by the present terms.
    std::vector<std::int64_t> cost;
  };
  std::vector<Alike> alike_;
  std::vector<std::pair<std::int64_t, std::int64_t>> offers_;  // scratch
  bool some_lack_ = false;
  std::int64_t wanted_ = 0;  // lodgings
  // By lodgings placed of each group.
  std::map<std::vector<std::int64_t>, std::size_t> value_index_;
  std::vector<Value> values_;
  std::vector<Set> sets_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_SETS_H_
