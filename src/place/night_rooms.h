// Who is where tonight, and the best rooms that are left for a few people.
#ifndef QUARANTA_SRC_PLACE_NIGHT_ROOMS_H_
#define QUARANTA_SRC_PLACE_NIGHT_ROOMS_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "place/model.h"
#include "place/run.h"
#include "quaranta/place/night.h"

namespace quaranta::place::internal {

// People of one party who share a room, or a run of rooms.
struct NightStay {
  std::uint32_t first_room = 0;  // into Model::rooms; of a run the first
  std::vector<std::vector<std::uint32_t>> people;  // one entry per room
};

// The state of a night: units, rooms, and what is free of them.
class NightRooms {
 public:
  // The problem must be valid and outlive this object, which changes it.
  NightRooms(Problem& problem, const Reserve& reserve);

  // The best stay for these people of the party, and why there is none.
  struct Found {
    std::optional<NightStay> stay;
    Refusal refusal = Refusal::kNone;
  };
  struct Asking {
    std::uint32_t party = 0;
    const std::vector<std::uint32_t>* people = nullptr;
    bool as_run = false;
    // Of those with the rooms wanted: people of the party not yet lodged, and
    // rooms that they will want.
    std::int32_t people_left = 0;
    std::int32_t rooms_left = 0;
    std::int32_t expected = 0;
    // The unit with the most of the party so far.
    std::uint32_t main_unit = kNone;
  };
  Found Find(const Asking& asking);

  // Whether no single room could take the party, by rule 6.
  bool IsTooLarge(std::uint32_t party,
                  const std::vector<std::uint32_t>& people) const;

  // Whether the unit was free, and the site not in use, till now.
  struct Taken {
    bool unit = false;
    std::vector<std::uint32_t> sites;  // that this opened
  };
  // Puts people of the party into a room that is free for them.
  Taken Enter(std::uint32_t party, std::uint32_t room);
  // The room is out of service for good; whoever was there has left.
  void TakeOut(std::uint32_t room);
  // Takes all rooms of a unit out that was taken and that nobody is left on.
  void EmptyUnit(std::uint32_t unit);

  // Nobody but the cohort opens this free unit from now on.
  void HoldFor(std::uint32_t unit, std::uint32_t cohort) {
    held_for_[unit] = cohort;
  }

  void AddCohort() { own_.emplace_back(); }
  bool MayEnterNow(std::uint32_t party, std::uint32_t room) const;
  std::uint32_t RoomIndex(RoomId id) const { return index_of_[id.value()]; }
  std::uint32_t holder(std::uint32_t unit) const { return holder_[unit]; }
  // Of each unit who holds it, or for whom it is held.
  std::vector<std::uint32_t> Holders() const;
  Model& model() { return model_; }
  const Model& model() const { return model_; }

 private:
  // Rooms of one unit that are alike for everyone.
  struct Alike {
    std::int32_t beds = 0;
    Features features = 0;
    std::int32_t count = 0;
  };
  struct UnitState {
    std::vector<Alike> rooms;
    std::int32_t room_count = 0;
    bool free_at_first = false;
  };
  // Free units, best first by everything but the rooms in them.
  struct Choice {
    // 0: no site; else the later the tier the more, or what opening costs.
    std::int32_t opens = 0;
    std::int64_t substitutes = 0;
    bool held_for_nobody = false;
    std::int64_t surplus = 0;
    bool too_small = false;
    std::int32_t size = 0;
    std::int32_t special = 0;
    std::int64_t distance = 0;
    std::uint32_t unit = kNone;

    auto operator<=>(const Choice&) const = default;
  };
  struct Way {
    std::int32_t opens = 0;
    std::int64_t substitutes = 0;
    bool new_unit = false;
    NightStay stay;

    auto Rank() const { return std::tuple(opens, substitutes, new_unit); }
  };

  std::vector<bool> Opened() const;  // sites, as things are
  std::optional<std::int64_t> FewestSubstitutes(const Asking& asking,
                                                std::uint32_t unit) const;
  std::optional<Way> BestOwn(const Asking& asking);
  std::optional<Way> BestFree(const Asking& asking, Refusal& refusal);
  std::optional<Way> InUnit(const Asking& asking, std::uint32_t unit);
  std::optional<Way> RoomIn(const Asking& asking,
                            const std::vector<std::uint32_t>& units) const;
  std::vector<Choice> FreeChoices(const Asking& asking, Refusal& refusal) const;
  Refusal Refuses(const Asking& asking, std::int32_t free,
                  std::int32_t at_first, std::int64_t people,
                  std::uint32_t unit) const;
  bool Pairs(std::uint32_t party, std::uint32_t unit) const;
  bool IsFree(std::uint32_t unit) const;
  // The unit is held for nobody else.
  bool IsFor(std::uint32_t cohort, std::uint32_t unit) const {
    return held_for_[unit] == kNone || held_for_[unit] == cohort;
  }

  Problem& problem_;
  const Reserve& reserve_;
  Model model_;
  RunFinder finder_;
  std::vector<bool> taken_;            // by Model::rooms
  std::vector<std::uint32_t> holder_;  // by unit, now
  // By unit that is free at first: the only cohort to open it; kNone: any.
  std::vector<std::uint32_t> held_for_;
  std::vector<UnitState> units_;
  std::vector<std::vector<std::uint32_t>> own_;  // units by cohort, rising
  std::vector<std::int32_t> used_at_;            // units taken, by site
  std::vector<std::uint32_t> index_of_;          // Model::rooms by RoomId
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_NIGHT_ROOMS_H_
