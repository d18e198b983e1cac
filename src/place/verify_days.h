// The days of one unit after another, lived through; for the verifier only.
#ifndef QUARANTA_SRC_PLACE_VERIFY_DAYS_H_
#define QUARANTA_SRC_PLACE_VERIFY_DAYS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "quaranta/place/horizon.h"
#include "quaranta/place/verify_horizon.h"

namespace quaranta::place::check {

inline constexpr std::int32_t kForever = 1 << 28;

// People who enter a room.
struct Entry {
  CohortId cohort;
  RoomId room;
  std::int32_t from = 0;
  std::int32_t until = 0;
  std::int32_t people = 0;
  std::uint32_t index = 0;  // of the assignment
};

// What became of a unit.
struct Life {
  struct Held {
    std::optional<CohortId> cohort;
    std::int32_t from = 0;
    std::int32_t until = 0;
    bool standing = false;
    std::int32_t people = 0;
  };
  std::vector<Held> holds;
  std::vector<std::uint32_t> refilled;       // assignments
  std::vector<HorizonViolation> violations;  // of entering
  std::int64_t blocked = 0;
};

// A horizon with its defaults filled in.
class Days {
 public:
  explicit Days(const Horizon& horizon);

  const Horizon& horizon() const { return horizon_; }
  const std::vector<RoomId>& rooms(UnitId unit) const {
    return rooms_[unit.value()];
  }
  bool staff(RoomId room) const { return staff_[room.value()]; }
  std::int32_t tau(UnitId unit) const;
  // First day on which the site may have people; kForever: never.
  std::int32_t SiteOpens(SiteId site) const;
  // Whether the unit is free, of nobody and open from day 0 on.
  std::int32_t Until(UnitId unit) const;
  bool Intake(UnitId unit) const;
  std::int32_t RefillBefore(UnitId unit) const;
  // Offered in the hold that stands on day 0; in a later one.
  bool OfferedNow(RoomId room, std::int32_t day) const;
  bool OfferedLater(RoomId room) const;

  // Entries of one unit in any order.
  Life Live(UnitId unit, std::vector<Entry> entries) const;

  // Whether the room is ever offered to the cohort if nobody else enters,
  // within these days.
  bool EverOffered(RoomId room, CohortId cohort, std::int32_t first,
                   std::int32_t last) const;

 private:
  const Horizon& horizon_;
  std::vector<std::vector<RoomId>> rooms_;
  std::vector<bool> staff_;
  std::vector<bool> occupied_;
};

// Who must share a room, or be in adjacent rooms; whom nobody can be with.
struct Lodging {
  PartyId party;
  std::vector<std::uint32_t> people;
  bool without_adult = false;
};
std::vector<Lodging> LodgingsOf(const Party& party, PartyId id);

// Rules 3 to 5 of `Problem` and beds, holders aside.
bool Suits(const Problem& problem, const Party& party,
           const std::vector<std::uint32_t>& people, RoomId room);

// Compares levels and lists with what is so.
void CheckLists(const Days& days, const HorizonPlan& plan,
                const std::vector<Life>& lives,
                std::vector<HorizonViolation>& violations);
void CheckLevels(const Days& days, const HorizonPlan& plan,
                 const std::vector<Life>& lives,
                 std::vector<HorizonViolation>& violations);
std::vector<std::int64_t> CountBounds(const Days& days,
                                      const HorizonPlan& plan);

}  // namespace quaranta::place::check

#endif  // QUARANTA_SRC_PLACE_VERIFY_DAYS_H_
