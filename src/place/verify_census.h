// Lodgings, units and rooms counted by kind, so that a city is a few tables.
#ifndef QUARANTA_SRC_PLACE_VERIFY_CENSUS_H_
#define QUARANTA_SRC_PLACE_VERIFY_CENSUS_H_

#include <cstdint>
#include <span>
#include <vector>

#include "place/verify_facts.h"
#include "place/verify_windows.h"

namespace quaranta::place::verify {

// Groups that no bound tells apart, cohorts aside.
struct LodgingKind {
  std::uint32_t risk_class = 0;
  std::int32_t priority = 0;
  std::uint32_t people = 0;
  Features must = 0;   // of all of them
  Features needs = 0;  // those that may be substituted included
  bool apart = false;
  bool no_adult = false;
  // Of parties too large for one room: Windows::KindOf.
  std::uint32_t large = kNoIndex;
  const Group* sample = nullptr;
};

// Units that take intake and have equally many offered rooms of each kind.
struct UnitKind {
  std::uint32_t grade = 0;
  std::int64_t rooms = 0;
  std::int64_t beds = 0;
  std::vector<KindCount> kinds;  // of rooms, rising
};

class Census {
 public:
  // Rooms as in `Facts`, but told apart also by the windows that they are in.
  struct RoomKindHere : RoomKind {
    std::uint64_t windows = 0;  // by LodgingKind::large, of the first 64

    friend auto operator<=>(const RoomKindHere&, const RoomKindHere&) = default;
  };

  explicit Census(const Facts& facts);

  const Facts& facts() const { return facts_; }
  const std::vector<LodgingKind>& kinds() const { return kinds_; }
  const std::vector<RoomKindHere>& rooms() const { return rooms_; }
  const std::vector<UnitKind>& unit_kinds() const { return unit_kinds_; }
  // By index in Facts::groups().
  std::uint32_t kind_of(std::size_t group) const { return kind_of_[group]; }
  // Lodgings of the cohort by kind, rising.
  std::span<const KindCount> lodgings(std::uint32_t cohort) const {
    return lodgings_[cohort];
  }
  // kNoIndex for a unit without intake or without offered rooms.
  std::uint32_t unit_kind(std::uint32_t unit) const { return unit_kind_[unit]; }

  // Whether a lodging could have a room of that kind (of a party too large for
  // one: be in it, among others), holders aside. With `strict` it must lack
  // nothing.
  bool Fits(std::uint32_t kind, std::uint32_t room, bool strict = false) const;

 private:
  void FindLodgings();
  void FindRooms(const std::vector<std::vector<std::uint64_t>>& windows);
  std::vector<std::vector<std::uint64_t>> WindowsOfRooms();

  const Facts& facts_;
  Windows windows_;
  std::vector<LodgingKind> kinds_;
  Indices kind_of_;
  Lists<KindCount> lodgings_;
  std::vector<RoomKindHere> rooms_;
  std::vector<UnitKind> unit_kinds_;
  Indices unit_kind_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_CENSUS_H_
