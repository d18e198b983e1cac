// The steps of desk::Evacuate and desk::FreeFloors, once the region and its
// parameters are known.
#ifndef QUARANTA_SRC_DESK_MOVES_IN_H_
#define QUARANTA_SRC_DESK_MOVES_IN_H_

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "desk/audit_in.h"
#include "quaranta/desk/moves_people.h"

namespace quaranta::desk {

// What somebody named: indices of the county, rising.
struct Named {
  std::set<std::size_t> sites;
  std::set<std::size_t> floors;
  std::set<std::size_t> rooms;
};

// kNotFound, with the nearest ids, for one that nothing has; kInvalidArgument
// for one that several have, and for a room where those are not `wanted`.
// Errors begin with `field`.
struct NamedScope {
  std::string_view field;
  std::string_view region;
  bool rooms = true;
};
absl::StatusOr<Named> FindNamed(const County& county,
                                const std::vector<std::string>& ids,
                                const NamedScope& scope);

// "Site:S1", "Floor:S1/3", "Room:S1/304"; sites first, then floors.
std::vector<std::string> SubjectsOf(const County& county, const Named& named);
// "Hotel A, Hotel B, floor 3 and Hotel B 201".
Sentence NamedWord(const County& county, const Named& named);

// Moves and substitutes as records.
void AddMoves(const std::vector<place::Move>& moves,
              const std::vector<place::Substitution>& substitutions,
              const std::function<MoveCause(place::RoomId from)>& cause,
              MovesResult& result);

// What stands in the way of these rooms of the county being empty: who is there
// without a record, who is promised one, and staff if they have to leave, too.
void AddBeforeEmpty(const County& county, const std::set<std::size_t>& rooms,
                    bool staff, std::vector<Sentence>& conditions);

absl::StatusOr<EvacuationResult> EvacuateIn(const Setting& setting,
                                            const EvacuateOptions& options);
absl::StatusOr<FreeingResult> FreeFloorsIn(const Setting& setting,
                                           const FreeOptions& options);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_MOVES_IN_H_
