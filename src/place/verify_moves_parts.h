// What VerifyEvacuation and VerifyFreeing share. Shares nothing with the
// planner.
#ifndef QUARANTA_SRC_PLACE_VERIFY_MOVES_PARTS_H_
#define QUARANTA_SRC_PLACE_VERIFY_MOVES_PARTS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "place/verify_facts.h"
#include "quaranta/place/verify_moves.h"

namespace quaranta::place::verify {

absl::Status CheckHouse(const Problem& problem,
                        const std::vector<Inside>& inside,
                        const std::optional<std::vector<PartyId>>& may_move);
// `name` is that of the list in messages, `what` what there are `count` of.
absl::Status CheckBelow(const std::string& name, std::size_t n,
                        std::uint32_t value, std::size_t count,
                        const char* what);

// The house before and after moves.
class House {
 public:
  // Rooms in `gone` are kOut.
  House(const Problem& problem, const std::vector<Inside>& inside,
        const std::optional<std::vector<PartyId>>& may_move,
        const std::vector<bool>& gone);
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  const Facts& facts() const { return facts_; }
  bool MustStay(std::uint32_t party) const { return must_stay_[party]; }
  std::uint32_t RoomOf(std::uint32_t party, std::uint32_t person) const {
    return before_[party][person];
  }
  std::uint32_t UnitOf(std::uint32_t room) const {
    return facts_.room(room).unit.value();
  }
  bool IsEmpty(std::uint32_t room) const { return parties_in_[room].empty(); }
  const std::set<std::uint32_t>& CohortsOn(std::uint32_t unit) const {
    return cohorts_on_[unit];
  }
  std::uint32_t CohortOf(const Group& group) const {
    return facts_.party(group.party).cohort.value();
  }

  // Indices into Facts::groups, rising.
  void Ask(Indices groups);
  const Indices& asked() const { return asked_; }

  // False if something is named that does not exist.
  bool CheckIndices(const std::vector<Move>& moves,
                    const std::vector<NoRoom>& without, MovesReport& report);
  // Fills what is below. `leave`: rooms that nobody asked may stay in.
  void Carry(const std::vector<Move>& moves, const std::vector<NoRoom>& without,
             const std::vector<bool>& leave, MovesReport& report);
  void CheckRules(MovesReport& report) const;
  void CheckSubstitutions(const std::vector<Move>& moves,
                          const std::vector<Substitution>& said,
                          MovesReport& report) const;

  std::int64_t moved() const { return moved_; }
  std::int64_t without() const { return without_; }
  bool IsWithout(std::uint32_t group) const {
    return without_groups_.contains(group);
  }
  // By room: the groups in it afterwards that were asked.
  const std::map<std::uint32_t, std::set<std::uint32_t>>& after() const {
    return after_;
  }
  // Whether the cohort may have a room on the unit that is empty now, as far as
  // those go who are there now and after the moves.
  bool MayUseUnit(std::uint32_t cohort, std::uint32_t unit, bool after) const;
  // The one cohort that may; kNoIndex: any, or one of several.
  std::uint32_t OwnerOf(std::uint32_t unit) const;
  bool SomebodyStaysIn(std::uint32_t room) const {
    return staying_in_.contains(room);
  }

 private:
  void CarryMove(const Move& move, MovesReport& report);
  void CarryWithout(const NoRoom& of, MovesReport& report);
  void CheckGroup(std::uint32_t g, MovesReport& report) const;
  void CheckRoom(const Group& group, const Indices& people, std::uint32_t r,
                 MovesReport& report) const;
  void CheckTogether(const Group& group,
                     const std::map<std::uint32_t, Indices>& rooms,
                     MovesReport& report) const;

  const Problem field_;
  const Facts facts_;
  std::vector<bool> must_stay_;  // parties
  std::vector<Indices> before_, after_room_;
  std::vector<std::set<std::uint32_t>> parties_in_, cohorts_on_;
  std::vector<std::vector<std::uint32_t>> group_of_;  // by party and person
  Indices asked_;
  std::vector<bool> is_asked_;                       // groups
  std::vector<std::set<std::uint32_t>> staying_on_;  // cohorts by unit
  std::set<std::uint32_t> staying_in_;               // rooms
  std::map<std::uint32_t, std::set<std::uint32_t>> after_;
  std::map<std::uint32_t, std::set<std::uint32_t>> cohorts_after_;  // by unit
  std::set<std::uint32_t> without_groups_;
  std::int64_t moved_ = 0, without_ = 0;
};

// The most weight of these groups that have a room each among these rooms;
// `unit_matters`: rooms on a unit with people are for its cohort only. At
// least that, where too many pairs would have to be looked at.
std::int64_t MostHoused(const House& house, const Indices& groups,
                        const Indices& rooms, bool by_people,
                        bool unit_matters);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_MOVES_PARTS_H_
