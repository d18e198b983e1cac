// The parts of FreeUnits: what each cohort could leave, and where to.
#ifndef QUARANTA_SRC_PLACE_MOVES_PARTS_H_
#define QUARANTA_SRC_PLACE_MOVES_PARTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "place/audit_parts.h"
#include "quaranta/core/status.h"
#include "quaranta/place/moves.h"

namespace quaranta::place::internal {

// OK, or which of these indices is not below `count`, in words.
template <class Id>
absl::Status CheckIds(const std::string& name, const std::vector<Id>& ids,
                      std::size_t count, const char* what) {
  for (std::size_t n = 0; n < ids.size(); ++n) {
    if (ids[n].value() < count) continue;
    return InvalidArgument(name + "[" + std::to_string(n) + "] is " +
                           std::to_string(ids[n].value()) + "; there are " +
                           std::to_string(count) + " " + what);
  }
  return absl::OkStatus();
}

// In order, those pinned who may not move.
std::vector<Inside> WithMayMove(
    const std::vector<Inside>& inside,
    const std::optional<std::vector<PartyId>>& may_move);

// Needed features that those who move do not find.
std::vector<Substitution> SubstitutionsOf(const Problem& problem,
                                          const std::vector<Move>& moves);

// A unit that is a cohort's, as FreeUnits says.
struct OwnUnit {
  std::uint32_t unit = 0;
  bool can_be_freed = false;
  std::int64_t people = 0;
  std::int64_t rooms = 0;              // that are not kOut
  std::vector<std::uint32_t> pieces;   // who would go, if it can be freed
  std::vector<std::uint32_t> empties;  // rooms on offer, into Model::rooms
};

// By cohort, each by unit. `inside` as the scene's.
std::vector<std::vector<OwnUnit>> FindOwnUnits(
    const Scene& scene, const std::vector<Inside>& inside,
    const std::optional<std::vector<UnitId>>& wanted);

// What a set of units costs: the people who leave them, and among equals the
// rooms that become free.
class Weigher {
 public:
  explicit Weigher(const Problem& problem)
      : step_(static_cast<std::int64_t>(problem.rooms.size()) + 1) {}

  std::int64_t WeightOf(const OwnUnit& of) const {
    return of.people * step_ - of.rooms;
  }
  // Of a sum of weights, or the least of a bound.
  std::int64_t PeopleOf(std::int64_t weight) const {
    return (weight + step_ - 1) / step_;
  }

 private:
  std::int64_t step_;
};

// For each number of units that a cohort could leave; index 0 is none.
struct Leaving {
  std::vector<std::int64_t> weight;               // least that was found
  std::vector<std::vector<std::uint32_t>> units;  // into OwnUnits
  // No set of as many weighs less; may be longer than `weight`.
  std::vector<std::int64_t> bound;
  std::int64_t nodes = 0;
  bool stopped = false;
};
absl::StatusOr<Leaving> FindLeaving(const Scene& scene,
                                    const std::vector<OwnUnit>& own,
                                    const Weigher& weigher,
                                    const FreeOptions& options);

// Where those go who leave the units `left` (into `own`).
struct Rehousing {
  std::vector<Inside> inside;
  // People without a room.
  Bounded no_room;
};
absl::StatusOr<Rehousing> Rehouse(const Scene& scene,
                                  const std::vector<OwnUnit>& own,
                                  const std::vector<std::uint32_t>& left,
                                  const Options& options);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_MOVES_PARTS_H_
