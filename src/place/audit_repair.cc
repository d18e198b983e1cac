// Branch and bound over who keeps what; movers are placed by Place.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "place/audit_parts.h"
#include "place/transport.h"

namespace quaranta::place::internal {
namespace {

// Larger tables of movers and rooms are not matched: the bound is then weaker.
constexpr std::size_t kMaxMatching = 4'000'000;
// Decisions beyond these in one line take the first choice.
constexpr int kMaxDepth = 2'000;
constexpr std::int64_t kNodesPerPlan = 100;
constexpr std::uint32_t kMoves = kNone;  // in place of a choice

std::int64_t Size(const std::vector<std::uint32_t>& people) {
  return static_cast<std::int64_t>(people.size());
}

// The movers as a problem of their own, and who they are.
struct Leaf {
  Problem problem;
  std::vector<std::uint32_t> piece;  // by party of the problem
  std::vector<std::uint32_t> unfit;  // pieces that no room could take
};

class Repairer {
 public:
  Repairer(Scene& scene, const AuditOptions& options)
      : scene_(scene),
        options_(options),
        keeper_(scene.keepers.size(), kNone),
        choice_(scene.pieces.size(), kMoves),
        decided_(scene.pieces.size(), false),
        used_by_(scene.model.rooms.size(), kNone),
        wanted_by_(scene.model.rooms.size()) {
    scene_.model.problem = &scene_.problem;
    for (const NoRoom& of : scene_.hopeless) hopeless_ += Size(of.people);
    least_without_ = hopeless_;
    people_ = hopeless_;
    for (std::uint32_t p = 0; p < scene_.pieces.size(); ++p) {
      people_ += Size(scene_.pieces[p].people);
      for (const Choice& of : scene_.pieces[p].choices) {
        for (const std::uint32_t r : of.rooms) wanted_by_[r].push_back(p);
      }
    }
    for (std::uint32_t u = 0; u < keeper_.size(); ++u) {
      if (scene_.keepers[u].size() == 1) keeper_[u] = scene_.keepers[u][0];
      if (scene_.keepers[u].size() > 1 && !scene_.blocked[u]) {
        contested_.push_back(u);
      }
    }
    // Where most people are at stake first.
    const std::vector<ByCohort> staying = StayingByUnit();
    std::ranges::stable_sort(contested_, std::greater<>(), [&](auto u) {
      std::int64_t people = 0;
      for (const auto& [cohort, of] : staying[u]) people += of;
      return people;
    });
  }

  absl::StatusOr<std::vector<Inside>> Run(AuditReport& report) {
    DecideUnits(0, 0);
    QUARANTA_RETURN_IF_ERROR(status_);
    Fill(report);
    return Final();
  }

 private:
  struct Best {
    std::vector<std::uint32_t> choice;
    Leaf leaf;
    Plan plan;
    std::int64_t no_room = 0;
    std::int64_t moved = 0;
  };

  bool IsUndecided(std::uint32_t unit) const {
    return scene_.keepers[unit].size() > 1 && keeper_[unit] == kNone;
  }
  bool MayUse(std::uint32_t cohort, std::uint32_t unit) const {
    if (scene_.blocked[unit]) return false;
    if (IsUndecided(unit)) {
      return std::ranges::binary_search(scene_.keepers[unit], cohort);
    }
    return scene_.keepers[unit].empty() || keeper_[unit] == cohort;
  }
  bool IsAllowed(const Piece& piece, const Choice& choice) const {
    return MayUse(piece.cohort, choice.unit) &&
           std::ranges::all_of(choice.rooms, [&](std::uint32_t r) {
             return used_by_[r] == kNone;
           });
  }
  std::uint32_t FirstAllowed(std::uint32_t p) const {
    const Piece& piece = scene_.pieces[p];
    for (std::uint32_t n = 0; n < piece.choices.size(); ++n) {
      if (IsAllowed(piece, piece.choices[n])) return n;
    }
    return kMoves;
  }
  std::vector<std::uint32_t> AllowedOf(std::uint32_t p) const {
    std::vector<std::uint32_t> allowed;
    const Piece& piece = scene_.pieces[p];
    for (std::uint32_t n = 0; n < piece.choices.size(); ++n) {
      if (IsAllowed(piece, piece.choices[n])) allowed.push_back(n);
    }
    return allowed;
  }

  // --- Bounds. ---

  // Of one room in the end one party: the most people of it who could stay, by
  // unit and cohort.
  using ByCohort = std::map<std::uint32_t, std::int64_t>;
  struct Staying {
    std::uint32_t unit = 0, cohort = 0, room = 0;
    std::int64_t people = 0;
    auto operator<=>(const Staying&) const = default;
  };
  std::vector<ByCohort> StayingByUnit() const {
    std::vector<Staying> each;
    for (std::uint32_t p = 0; p < scene_.pieces.size(); ++p) {
      const Piece& piece = scene_.pieces[p];
      for (std::uint32_t n = 0; n < piece.choices.size(); ++n) {
        const Choice& of = piece.choices[n];
        if (decided_[p] ? choice_[p] != n : !IsAllowed(piece, of)) continue;
        for (std::size_t i = 0; i < of.rooms.size(); ++i) {
          each.push_back({of.unit, piece.cohort, of.rooms[i], of.staying[i]});
        }
      }
    }
    std::ranges::sort(each);
    std::vector<ByCohort> staying(scene_.keepers.size());
    for (std::size_t n = 0; n < each.size(); ++n) {
      const Staying& of = each[n];
      // The last of a room has the most.
      if (n + 1 < each.size() && each[n + 1].room == of.room &&
          each[n + 1].cohort == of.cohort) {
        continue;
      }
      staying[of.unit][of.cohort] += of.people;
    }
    return staying;
  }

  std::int64_t MostStaying() const {
    std::int64_t sum = 0;
    for (const ByCohort& of : StayingByUnit()) {
      std::int64_t most = 0;
      for (const auto& [cohort, people] : of) most = std::max(most, people);
      sum += most;
    }
    std::int64_t each = 0;
    for (std::uint32_t p = 0; p < scene_.pieces.size(); ++p) {
      const Piece& piece = scene_.pieces[p];
      if (decided_[p]) {
        if (choice_[p] != kMoves) each += piece.choices[choice_[p]].stays;
      } else if (const std::uint32_t n = FirstAllowed(p); n != kMoves) {
        each += piece.choices[n].stays;
      }
    }
    return std::min(sum, each);
  }

  // Those who must move anyway to any empty rooms that would do, floors aside.
  std::int64_t LeastWithoutRoom() const {
    std::vector<std::uint32_t> movers, rooms;
    for (std::uint32_t p = 0; p < scene_.pieces.size(); ++p) {
      if ((decided_[p] ? choice_[p] : FirstAllowed(p)) == kMoves) {
        movers.push_back(p);
      }
    }
    for (std::uint32_t r = 0; r < scene_.model.rooms.size(); ++r) {
      if (!scene_.occupied[r] && used_by_[r] == kNone) rooms.push_back(r);
    }
    if (movers.size() * rooms.size() > kMaxMatching) return hopeless_;
    std::ranges::stable_sort(movers, std::greater<>(), [&](std::uint32_t p) {
      return scene_.pieces[p].people.size();
    });
    Transport<std::int32_t> transport;
    transport.Reset(movers.size(), rooms.size());
    for (std::size_t i = 0; i < movers.size(); ++i) {
      const Piece& piece = scene_.pieces[movers[i]];
      transport.SetDemand(i, 1, static_cast<std::int32_t>(i));
      for (std::size_t j = 0; j < rooms.size(); ++j) {
        if (CouldTake(piece, rooms[j])) transport.Allow(i, j, 0);
      }
    }
    for (std::size_t j = 0; j < rooms.size(); ++j) transport.SetSupply(j, 1);
    transport.Solve();
    std::int64_t left = hopeless_;
    for (std::size_t i = 0; i < movers.size(); ++i) {
      if (transport.left(i) > 0) left += Size(scene_.pieces[movers[i]].people);
    }
    return left;
  }

  // An empty room; of a run, for a part of it.
  bool CouldTake(const Piece& piece, std::uint32_t r) const {
    const OfferedRoom& room = scene_.model.rooms[r];
    if (!scene_.model.CanUse(piece.cohort, room.unit) ||
        !MayUse(piece.cohort, room.unit)) {
      return false;
    }
    if (!piece.run) {
      return MayEnter(scene_.model, piece.party, piece.people, room);
    }
    return std::ranges::any_of(piece.people, [&](std::uint32_t person) {
      return MayEnter(scene_.model, piece.party, {&person, 1}, room);
    });
  }

  // What is below here has at least so many without a room, and at most so
  // many who stay.
  struct Bound {
    std::int64_t no_room = 0;
    std::int64_t staying = 0;
  };
  Bound BoundHere() const {
    Bound bound{least_without_, MostStaying()};
    if (!best_ || best_->no_room > least_without_) {
      bound.no_room = std::max(bound.no_room, LeastWithoutRoom());
    }
    return bound;
  }

  // A repair houses at least those who must move whatever is decided, and gives
  // a shared unit to one cohort: so no more are housed than if all of them are
  // placed with those units free. Sought once, if it may matter.
  void BoundWithoutRoom() {
    const std::vector<std::uint32_t> choice = choice_;
    const std::vector<std::uint32_t> keeper = keeper_;
    const std::vector<std::uint32_t> used_by = used_by_;
    for (const std::uint32_t u : contested_) keeper_[u] = kNone;
    used_by_.assign(used_by_.size(), kNone);
    const std::vector<bool> decided =
        std::exchange(decided_, std::vector<bool>(decided_.size(), false));
    for (std::uint32_t p = 0; p < choice_.size(); ++p) {
      choice_[p] = FirstAllowed(p);
    }
    const Leaf leaf = MakeLeaf();
    std::int64_t least = hopeless_;
    for (const std::uint32_t p : leaf.unfit) {
      least += Size(scene_.pieces[p].people);
    }
    if (!leaf.problem.parties.empty()) {
      const auto plan = place::Place(leaf.problem, options_.place);
      if (plan.ok()) least += plan->levels[0].bound;
    }
    least_without_ = std::max(least_without_, least);
    choice_ = choice;
    keeper_ = keeper;
    used_by_ = used_by;
    decided_ = decided;
  }

  void LeaveOpen(const Bound& bound) {
    const auto [it, added] = open_.try_emplace(bound.no_room, bound.staying);
    it->second = std::max(it->second, bound.staying);
  }
  // True if nothing better is below; or if the search ends here.
  bool IsCut() {
    const Bound bound = BoundHere();
    ++nodes_;
    const bool cut =
        best_ && (bound.no_room > best_->no_room ||
                  (bound.no_room == best_->no_room &&
                   people_ - bound.staying - best_->no_room >= best_->moved));
    const bool spent = best_ && (plans_ >= options_.plan_limit ||
                                 nodes_ > kNodesPerPlan * options_.plan_limit);
    if (!cut && spent) stopped_ = true;
    if (cut || spent) LeaveOpen(bound);
    return cut || spent || !status_.ok();
  }

  // --- Decisions. ---

  void DecideUnits(std::size_t n, int depth) {
    if (IsCut()) return;
    if (n == contested_.size()) return DecidePieces(0, depth);
    const std::uint32_t u = contested_[n];
    const ByCohort staying = StayingByUnit()[u];
    std::vector<std::uint32_t> keepers = scene_.keepers[u];
    std::ranges::stable_sort(keepers, std::greater<>(), [&](std::uint32_t c) {
      const auto it = staying.find(c);
      return it == staying.end() ? 0 : it->second;
    });
    for (const std::uint32_t keeper : keepers) {
      if (depth >= kMaxDepth && keeper != keepers[0]) {
        keeper_[u] = keeper;
        stopped_ = true;
        LeaveOpen(BoundHere());
        continue;
      }
      keeper_[u] = keeper;
      DecideUnits(n + 1, depth + 1);
    }
    keeper_[u] = kNone;
  }

  void Set(std::uint32_t p, std::uint32_t choice) {
    decided_[p] = true;
    choice_[p] = choice;
    if (choice == kMoves) return;
    for (const std::uint32_t r : scene_.pieces[p].choices[choice].rooms) {
      used_by_[r] = p;
    }
  }
  void Unset(std::uint32_t p) {
    if (choice_[p] != kMoves) {
      for (const std::uint32_t r : scene_.pieces[p].choices[choice_[p]].rooms) {
        used_by_[r] = kNone;
      }
    }
    decided_[p] = false;
    choice_[p] = kMoves;
  }

  // Staying where nobody else could be is never worse than anything else.
  bool IsSafe(std::uint32_t p, const Choice& choice) const {
    if (!choice.own_rooms) return false;
    for (const std::uint32_t r : choice.rooms) {
      for (const std::uint32_t other : wanted_by_[r]) {
        if (other == p || decided_[other]) continue;
        const Piece& piece = scene_.pieces[other];
        if (std::ranges::any_of(piece.choices, [&](const Choice& of) {
              return std::ranges::find(of.rooms, r) != of.rooms.end() &&
                     IsAllowed(piece, of);
            })) {
          return false;
        }
      }
    }
    return true;
  }

  void DecidePieces(std::uint32_t p, int depth) {
    std::vector<std::uint32_t> set;
    std::vector<std::uint32_t> allowed;
    for (; p < scene_.pieces.size(); ++p) {
      allowed = AllowedOf(p);
      if (allowed.empty()) {
        Set(p, kMoves);
      } else if (IsSafe(p, scene_.pieces[p].choices[allowed[0]])) {
        Set(p, allowed[0]);
      } else {
        break;
      }
      set.push_back(p);
    }
    if (p == scene_.pieces.size()) {
      if (!IsCut()) PlaceMovers();
    } else {
      allowed.push_back(kMoves);
      Branch(p, allowed, depth);
    }
    for (const std::uint32_t of : set) Unset(of);
  }

  void Branch(std::uint32_t p, const std::vector<std::uint32_t>& choices,
              int depth) {
    for (const std::uint32_t choice : choices) {
      Set(p, choice);
      if (depth >= kMaxDepth && choice != choices[0]) {
        stopped_ = true;
        LeaveOpen(BoundHere());
      } else if (!IsCut()) {
        DecidePieces(p + 1, depth + 1);
      }
      Unset(p);
    }
  }

  // --- Leaves. ---

  Leaf MakeLeaf() const {
    Leaf leaf;
    leaf.problem = scene_.problem;
    leaf.problem.parties.clear();
    for (std::uint32_t u = 0; u < keeper_.size(); ++u) {
      Unit& unit = leaf.problem.units[u];
      if (scene_.blocked[u]) unit.closed = true;
      if (keeper_[u] == kNone || unit.holder) continue;
      unit.holder = CohortId(keeper_[u]);
      // Refills need a holder who was there before.
      for (std::uint32_t r = 0; r < leaf.problem.rooms.size(); ++r) {
        Room& room = leaf.problem.rooms[r];
        if (room.unit == UnitId(u) && room.state == RoomState::kRefillable) {
          room.state = RoomState::kOut;
        }
      }
    }
    std::vector<bool> offered(leaf.problem.rooms.size(), false);
    for (std::uint32_t r = 0; r < scene_.model.rooms.size(); ++r) {
      const std::size_t id = scene_.model.rooms[r].id.value();
      offered[id] = !scene_.occupied[r] && used_by_[r] == kNone;
    }
    for (std::size_t id = 0; id < offered.size(); ++id) {
      if (offered[id]) continue;
      // A staff room stays one.
      if (!IsStaff(id)) leaf.problem.rooms[id].state = RoomState::kOut;
    }
    for (std::uint32_t p = 0; p < scene_.pieces.size(); ++p) {
      if (choice_[p] == kMoves) AddMover(p, offered, leaf);
    }
    return leaf;
  }

  bool IsStaff(std::size_t room) const {
    const Unit& unit =
        scene_.problem.units[scene_.problem.rooms[room].unit.value()];
    return !scene_.problem.sites[unit.site.value()].open && !unit.holder &&
           !unit.closed;
  }

  // One that is not too large for a room is not to be spread over several
  // because those rooms are taken.
  void AddMover(std::uint32_t p, const std::vector<bool>& offered,
                Leaf& leaf) const {
    const Piece& piece = scene_.pieces[p];
    if (!piece.run) {
      bool fits = false;
      for (std::uint32_t r = 0; r < scene_.model.rooms.size() && !fits; ++r) {
        fits = offered[scene_.model.rooms[r].id.value()] && CouldTake(piece, r);
      }
      if (!fits) {
        leaf.unfit.push_back(p);
        return;
      }
    }
    leaf.problem.parties.push_back(MoverOf(scene_.problem, piece));
    leaf.piece.push_back(p);
  }

  void PlaceMovers() {
    Leaf leaf = MakeLeaf();
    std::int64_t unfit = hopeless_;
    for (const std::uint32_t p : leaf.unfit) {
      unfit += Size(scene_.pieces[p].people);
    }
    Plan plan;
    Bounded no_room{unfit, unfit};
    if (!leaf.problem.parties.empty()) {
      ++plans_;
      auto placed = place::Place(leaf.problem, options_.place);
      if (!placed.ok()) {
        status_ = placed.status();
        return;
      }
      plan = *std::move(placed);
      no_room.value += plan.levels[0].value;
      no_room.bound += plan.levels[0].bound;
    }
    std::int64_t staying = 0;
    for (std::uint32_t p = 0; p < choice_.size(); ++p) {
      if (choice_[p] == kMoves) continue;
      staying += scene_.pieces[p].choices[choice_[p]].stays;
    }
    LeaveOpen({no_room.bound, staying});
    const std::int64_t moved = people_ - no_room.value - staying;
    if (best_ && std::pair(best_->no_room, best_->moved) <=
                     std::pair(no_room.value, moved)) {
      return;
    }
    const bool first = !best_;
    best_ =
        Best{choice_, std::move(leaf), std::move(plan), no_room.value, moved};
    if (first && no_room.value > hopeless_) BoundWithoutRoom();
  }

  // --- What came of it. ---

  void Fill(AuditReport& report) const {
    report.plans = plans_;
    report.stopped_at_limit = stopped_;
    report.no_room = {best_->no_room, best_->no_room};
    report.moved = {best_->moved, best_->moved};
    for (const auto& [found, staying] : open_) {
      const std::int64_t no_room = std::max(found, least_without_);
      if (no_room > best_->no_room) continue;
      report.no_room.bound = std::min(report.no_room.bound, no_room);
      report.moved.bound = std::min(
          report.moved.bound,
          std::max<std::int64_t>(0, people_ - best_->no_room - staying));
    }
    report.without = scene_.hopeless;
    for (const std::uint32_t p : best_->leaf.unfit) {
      AddWithout(p, Reason::kNoRoomLeft, report);
    }
    for (const Unplaced& of : best_->plan.unplaced) {
      AddWithout(best_->leaf.piece[of.party.value()], of.reason, report);
    }
    std::ranges::sort(report.without, {}, [](const NoRoom& of) {
      return std::pair(of.party, of.people);
    });
    report.opened_sites = best_->plan.opened_sites;
    report.taken_units = best_->plan.taken_units;
  }

  void AddWithout(std::uint32_t p, Reason reason, AuditReport& report) const {
    const Piece& piece = scene_.pieces[p];
    report.without.push_back({PartyId(piece.party), piece.people, reason});
  }

  std::vector<Inside> Final() const {
    std::vector<Inside> inside = scene_.pinned;
    for (std::uint32_t p = 0; p < scene_.pieces.size(); ++p) {
      if (best_->choice[p] == kMoves) continue;
      const Choice& of = scene_.pieces[p].choices[best_->choice[p]];
      for (std::size_t n = 0; n < of.rooms.size(); ++n) {
        inside.push_back({PartyId(scene_.pieces[p].party),
                          scene_.model.rooms[of.rooms[n]].id, of.people[n]});
      }
    }
    for (const Assignment& of : best_->plan.assignments) {
      const Piece& piece = scene_.pieces[best_->leaf.piece[of.party.value()]];
      Inside to{PartyId(piece.party), of.room, {}};
      for (const std::uint32_t i : of.people) {
        to.people.push_back(piece.people[i]);
      }
      inside.push_back(std::move(to));
    }
    return inside;
  }

  Scene& scene_;
  const AuditOptions& options_;
  std::int64_t people_ = 0;  // who are not pinned
  std::int64_t hopeless_ = 0;
  std::int64_t least_without_ = 0;        // in every repair
  std::vector<std::uint32_t> contested_;  // units
  std::vector<std::uint32_t> keeper_;     // by unit
  std::vector<std::uint32_t> choice_;     // by piece
  std::vector<bool> decided_;             // by piece
  std::vector<std::uint32_t> used_by_;    // by Model::rooms: piece
  std::vector<std::vector<std::uint32_t>> wanted_by_;
  std::optional<Best> best_;
  // Cases not looked into: fewest without a room, and the most who stay.
  std::map<std::int64_t, std::int64_t> open_;
  std::int64_t plans_ = 0;
  std::int64_t nodes_ = 0;
  bool stopped_ = false;
  absl::Status status_;
};

}  // namespace

Party MoverOf(const Problem& problem, const Piece& piece) {
  const Party& of = problem.parties[piece.party];
  Party mover = of;
  mover.name += "/" + std::to_string(piece.people.front());
  mover.priority = 0;
  mover.lodging = Lodging::kTogether;
  mover.people.clear();
  for (const std::uint32_t i : piece.people) {
    mover.people.push_back(of.people[i]);
    mover.people.back().carer.reset();
  }
  return mover;
}

absl::StatusOr<std::vector<Inside>> Repair(Scene& scene,
                                           const AuditOptions& options,
                                           AuditReport& report) {
  return Repairer(scene, options).Run(report);
}

}  // namespace quaranta::place::internal
