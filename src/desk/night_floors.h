// Whose the floors of an earlier plan are when its people go, or turn out to be
// of another group.
#ifndef QUARANTA_SRC_DESK_NIGHT_FLOORS_H_
#define QUARANTA_SRC_DESK_NIGHT_FLOORS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desk/place_in.h"

namespace quaranta::desk {

// People of the earlier plan in one room, as the problem numbers them.
struct Kept {
  place::Assignment of;
  NightChange::Cause lost = NightChange::Cause::kNone;
};

// What people of the earlier plan leave behind.
struct LeftBehind {
  // Nobody may be put there before terminal disinfection.
  std::set<place::RoomId> rooms;
  // Units that nobody of the plan is left on: the only group that may still
  // use them tonight; nothing: nobody may.
  std::map<place::UnitId, std::optional<place::CohortId>> emptied;
  // Units where those who are left are of another group than those who went:
  // they stay, and nobody joins them.
  std::set<place::UnitId> closed;
};

class NightFloors {
 public:
  // `planned` are the groups of the earlier plan as they are named now. All
  // must outlive this object.
  NightFloors(const EarlierPlan& earlier,
              const std::vector<EarlierPlan::Group>& planned,
              const Draft& draft, const Plan& plan);

  // Where groups would share a unit that the world does not say is held, marks
  // as lost whoever is not of the group that it was given to, or if nobody is
  // any more, of the one with the most people there.
  void Divide(std::vector<Kept>& kept) const;

  // Of stays that are final.
  LeftBehind Left(const std::vector<Kept>& kept) const;

 private:
  place::UnitId UnitOf(place::RoomId room) const;
  // Whether the world says where somebody was since the earlier plan.
  bool IsRecorded(const std::string& person) const {
    return recorded_.contains(person);
  }

  const EarlierPlan& earlier_;
  const Plan& plan_;
  std::map<std::string, place::RoomId> room_of_;
  std::set<std::string> recorded_;
  // The group that the earlier plan gave a unit to; nothing: nobody of it is in
  // tonight's problem.
  std::map<place::UnitId, std::optional<place::CohortId>> given_to_;
};

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_NIGHT_FLOORS_H_
