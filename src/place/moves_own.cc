// Which units are a cohort's, who would leave them, and rooms for those.
#include <algorithm>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "place/moves_parts.h"

namespace quaranta::place::internal {
namespace {

class Finder {
 public:
  Finder(const Scene& scene, const std::vector<Inside>& inside)
      : scene_(scene), inside_(inside), facts_(scene.problem.units.size()) {
    for (const Inside& of : inside) {
      Facts& facts = facts_[UnitOf(of.room)];
      facts.cohorts.insert(
          scene.problem.parties[of.party.value()].cohort.value());
      facts.people += static_cast<std::int64_t>(of.people.size());
      facts.must_stay = facts.must_stay || of.pinned;
    }
    for (std::uint32_t p = 0; p < scene.pieces.size(); ++p) AddPiece(p);
    for (const NoRoom& of : scene.hopeless) {
      for (const std::uint32_t i : of.people) {
        const RoomId room(scene.room_of[of.party.value()][i]);
        facts_[UnitOf(room)].must_stay = true;
      }
    }
  }

  std::vector<std::vector<OwnUnit>> Run(
      const std::optional<std::vector<UnitId>>& wanted) {
    std::vector<bool> may(facts_.size(), !wanted);
    if (wanted) {
      for (const UnitId unit : *wanted) may[unit.value()] = true;
    }
    std::vector<std::int64_t> rooms(facts_.size(), 0);
    for (const Room& room : scene_.problem.rooms) {
      rooms[room.unit.value()] += room.state != RoomState::kOut;
    }
    std::vector<std::vector<OwnUnit>> own(scene_.problem.cohorts);
    for (std::uint32_t u = 0; u < facts_.size(); ++u) {
      if (!IsOwn(u)) continue;
      Facts& facts = facts_[u];
      OwnUnit of{u, may[u] && !facts.must_stay, facts.people, rooms[u], {}, {}};
      if (of.can_be_freed) of.pieces = std::move(facts.pieces);
      const UnitInfo& unit = scene_.model.units[u];
      for (std::uint32_t n = 0; n < unit.room_count; ++n) {
        const std::uint32_t r = unit.first_room + n;
        if (!scene_.occupied[r]) of.empties.push_back(r);
      }
      own[*facts.cohorts.begin()].push_back(std::move(of));
    }
    return own;
  }

 private:
  struct Facts {
    std::set<std::uint32_t> cohorts;
    std::int64_t people = 0;
    bool must_stay = false;
    std::vector<std::uint32_t> pieces;
  };

  std::uint32_t UnitOf(RoomId room) const {
    return scene_.problem.rooms[room.value()].unit.value();
  }

  void AddPiece(std::uint32_t p) {
    const Piece& piece = scene_.pieces[p];
    std::set<std::uint32_t> units;
    for (const std::uint32_t i : piece.people) {
      units.insert(UnitOf(RoomId(scene_.room_of[piece.party][i])));
    }
    for (const std::uint32_t u : units) {
      facts_[u].must_stay = facts_[u].must_stay || units.size() > 1;
    }
    facts_[*units.begin()].pieces.push_back(p);
  }

  bool IsOwn(std::uint32_t u) const {
    const std::set<std::uint32_t>& cohorts = facts_[u].cohorts;
    const UnitInfo& unit = scene_.model.units[u];
    return cohorts.size() == 1 && unit.usable &&
           scene_.problem.sites[unit.site].open &&
           (unit.holder == kNone || unit.holder == *cohorts.begin());
  }

  const Scene& scene_;
  const std::vector<Inside>& inside_;
  std::vector<Facts> facts_;
};

}  // namespace

std::vector<std::vector<OwnUnit>> FindOwnUnits(
    const Scene& scene, const std::vector<Inside>& inside,
    const std::optional<std::vector<UnitId>>& wanted) {
  return Finder(scene, inside).Run(wanted);
}

absl::StatusOr<Rehousing> Rehouse(const Scene& scene,
                                  const std::vector<OwnUnit>& own,
                                  const std::vector<std::uint32_t>& left,
                                  const Options& options) {
  Problem problem;
  problem.sites = scene.problem.sites;
  problem.pairing = scene.problem.pairing;
  problem.special_features = scene.problem.special_features;
  problem.cohorts = 1;
  const std::set<std::uint32_t> leave(left.begin(), left.end());
  std::vector<std::uint32_t> movers;
  std::vector<RoomId> id;
  for (std::uint32_t n = 0; n < own.size(); ++n) {
    if (leave.contains(n)) {
      movers.insert(movers.end(), own[n].pieces.begin(), own[n].pieces.end());
      continue;
    }
    Unit unit = scene.problem.units[own[n].unit];
    unit.holder = CohortId(0);
    for (const std::uint32_t r : own[n].empties) {
      id.push_back(scene.model.rooms[r].id);
      problem.rooms.push_back(scene.problem.rooms[id.back().value()]);
      problem.rooms.back().unit = UnitId(problem.units.size());
    }
    problem.units.push_back(unit);
  }
  std::ranges::sort(movers);
  for (const std::uint32_t p : movers) {
    problem.parties.push_back(MoverOf(scene.problem, scene.pieces[p]));
    problem.parties.back().cohort = CohortId(0);
  }
  QUARANTA_ASSIGN_OR_RETURN(const Plan plan, place::Place(problem, options));
  Rehousing to;
  to.no_room = {plan.levels[0].value, plan.levels[0].bound};
  for (const Assignment& of : plan.assignments) {
    const Piece& piece = scene.pieces[movers[of.party.value()]];
    Inside inside{PartyId(piece.party), id[of.room.value()], {}};
    for (const std::uint32_t i : of.people) {
      inside.people.push_back(piece.people[i]);
    }
    to.inside.push_back(std::move(inside));
  }
  return to;
}

}  // namespace quaranta::place::internal
