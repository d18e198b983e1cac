#include "quaranta/place/moves.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "place/audit_parts.h"
#include "place/inside.h"
#include "place/moves_parts.h"

namespace quaranta::place {
namespace {

using internal::CheckIds;

absl::Status CheckEmpty(const Problem& problem, const ToEmpty& empty) {
  QUARANTA_RETURN_IF_ERROR(
      CheckIds("empty.rooms", empty.rooms, problem.rooms.size(), "rooms"));
  QUARANTA_RETURN_IF_ERROR(
      CheckIds("empty.units", empty.units, problem.units.size(), "units"));
  return CheckIds("empty.sites", empty.sites, problem.sites.size(), "sites");
}

std::vector<bool> RoomsOf(const Problem& problem, const ToEmpty& empty) {
  const std::set<UnitId> units(empty.units.begin(), empty.units.end());
  const std::set<SiteId> sites(empty.sites.begin(), empty.sites.end());
  std::vector<bool> rooms;
  for (const Room& room : problem.rooms) {
    rooms.push_back(units.contains(room.unit) ||
                    sites.contains(problem.units[room.unit.value()].site));
  }
  for (const RoomId room : empty.rooms) rooms[room.value()] = true;
  return rooms;
}

// The house in which those who have to leave are parties of their own and
// everyone else stays, so that repairing it is to evacuate.
class Evacuator {
 public:
  Evacuator(const Problem& problem, const std::vector<Inside>& inside,
            const std::vector<bool>& empty)
      : problem_(problem), inside_(inside), empty_(empty), field_(problem) {
    for (std::size_t r = 0; r < empty.size(); ++r) {
      if (empty[r]) field_.rooms[r].state = RoomState::kOut;
    }
    field_.parties.clear();
    leaves_.resize(problem.parties.size());
    for (std::size_t p = 0; p < problem.parties.size(); ++p) {
      leaves_[p].assign(problem.parties[p].people.size(), false);
    }
    FindLeavers();
    MakeParties();
  }

  bool AnybodyLeaves() const { return anybody_; }

  absl::StatusOr<Evacuation> Run(const EvacuateOptions& options) {
    AuditReport report;
    internal::Scene scene = internal::SetScene(field_, field_inside_);
    const AuditOptions audit{options.plan_limit, options.place};
    QUARANTA_ASSIGN_OR_RETURN(const std::vector<Inside> after,
                              internal::Repair(scene, audit, report));
    Evacuation evacuation;
    evacuation.no_room = report.no_room;
    evacuation.moved = report.moved;
    evacuation.moves = internal::MovesBetween(field_inside_, after);
    for (Move& of : evacuation.moves) Translate(of);
    evacuation.without = std::move(report.without);
    for (NoRoom& of : evacuation.without) Translate(of);
    evacuation.opened_sites = std::move(report.opened_sites);
    evacuation.taken_units = std::move(report.taken_units);
    evacuation.plans = report.plans;
    evacuation.stopped_at_limit = report.stopped_at_limit;
    evacuation.substitutions =
        internal::SubstitutionsOf(problem_, evacuation.moves);
    return evacuation;
  }

 private:
  // All who are to be in one room with somebody who has to leave.
  void FindLeavers() {
    std::set<PartyId> affected;
    for (const Inside& of : inside_) {
      if (!empty_[of.room.value()] || of.pinned) continue;
      affected.insert(of.party);
      for (const std::uint32_t i : of.people) {
        leaves_[of.party.value()][i] = true;
      }
    }
    for (const PartyId party : affected) {
      const internal::Groups groups =
          internal::GroupsOf(problem_.parties[party.value()]);
      std::vector<bool>& leaves = leaves_[party.value()];
      for (const auto* lists : {&groups.rooms, &groups.without_adult}) {
        for (const std::vector<std::uint32_t>& group : *lists) {
          if (std::ranges::none_of(group, [&](auto i) { return leaves[i]; })) {
            continue;
          }
          for (const std::uint32_t i : group) leaves[i] = true;
        }
      }
      anybody_ = true;
    }
  }

  // Those of each party who leave, and those who stay as if pinned.
  void MakeParties() {
    std::vector<std::vector<std::uint32_t>> index(leaves_.size());
    std::map<std::pair<std::uint32_t, bool>, PartyId> id;
    for (std::uint32_t p = 0; p < leaves_.size(); ++p) {
      index[p].resize(leaves_[p].size());
      for (const bool leaves : {true, false}) {
        std::vector<std::uint32_t> people;
        for (std::uint32_t i = 0; i < leaves_[p].size(); ++i) {
          if (leaves_[p][i] != leaves) continue;
          index[p][i] = static_cast<std::uint32_t>(people.size());
          people.push_back(i);
        }
        if (people.empty()) continue;
        id[{p, leaves}] = PartyId(field_.parties.size());
        AddParty(p, people, index[p]);
      }
    }
    for (const Inside& of : inside_) {
      for (const bool leaves : {true, false}) {
        Inside in{{}, of.room, {}, !leaves};
        const std::uint32_t p = of.party.value();
        for (const std::uint32_t i : of.people) {
          if (leaves_[p][i] == leaves) in.people.push_back(index[p][i]);
        }
        if (in.people.empty()) continue;
        in.party = id.at({p, leaves});
        field_inside_.push_back(std::move(in));
      }
    }
  }

  void AddParty(std::uint32_t p, const std::vector<std::uint32_t>& people,
                const std::vector<std::uint32_t>& index) {
    Party party = problem_.parties[p];
    party.people.clear();
    for (const std::uint32_t i : people) {
      party.people.push_back(problem_.parties[p].people[i]);
      // They share a room, so that both are here.
      if (auto& carer = party.people.back().carer) carer = index[*carer];
    }
    field_.parties.push_back(std::move(party));
    from_.push_back({p, people});
  }

  template <class Those>
  void Translate(Those& of) const {
    const auto& [party, people] = from_[of.party.value()];
    of.party = PartyId(party);
    for (std::uint32_t& i : of.people) i = people[i];
  }

  const Problem& problem_;
  const std::vector<Inside>& inside_;
  const std::vector<bool>& empty_;
  Problem field_;
  std::vector<Inside> field_inside_;
  std::vector<std::vector<bool>> leaves_;  // by party and person
  // Of each party of `field_`: which it was, and its people there.
  std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> from_;
  bool anybody_ = false;
};

}  // namespace

namespace internal {

std::vector<Inside> WithMayMove(
    const std::vector<Inside>& inside,
    const std::optional<std::vector<PartyId>>& may_move) {
  std::vector<Inside> now = inside;
  if (may_move) {
    const std::set<PartyId> may(may_move->begin(), may_move->end());
    for (Inside& of : now) of.pinned = of.pinned || !may.contains(of.party);
  }
  return Ordered(std::move(now));
}

std::vector<Substitution> SubstitutionsOf(const Problem& problem,
                                          const std::vector<Move>& moves) {
  std::vector<Substitution> substitutions;
  for (const Move& of : moves) {
    const Features has = problem.rooms[of.to.value()].features;
    for (const std::uint32_t i : of.people) {
      const Features missing =
          problem.parties[of.party.value()].people[i].needs & ~has;
      if (missing != 0) substitutions.push_back({of.party, i, of.to, missing});
    }
  }
  std::ranges::sort(substitutions, {}, [](const Substitution& of) {
    return std::pair(of.party, of.person);
  });
  return substitutions;
}

}  // namespace internal

absl::StatusOr<Evacuation> Evacuate(const Problem& problem,
                                    const std::vector<Inside>& inside,
                                    const ToEmpty& empty,
                                    const EvacuateOptions& options) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  QUARANTA_RETURN_IF_ERROR(internal::CheckLimits(
      {{"plan_limit", options.plan_limit},
       {"place.node_limit", options.place.node_limit},
       {"place.proof_limit", options.place.proof_limit}}));
  QUARANTA_RETURN_IF_ERROR(internal::CheckInside(problem, inside));
  QUARANTA_RETURN_IF_ERROR(CheckEmpty(problem, empty));
  if (options.may_move) {
    QUARANTA_RETURN_IF_ERROR(CheckIds("options.may_move", *options.may_move,
                                      problem.parties.size(), "parties"));
  }
  const std::vector<Inside> now =
      internal::WithMayMove(inside, options.may_move);
  const std::vector<bool> rooms = RoomsOf(problem, empty);
  Evacuation evacuation;
  Evacuator evacuator(problem, now, rooms);
  if (evacuator.AnybodyLeaves()) {
    QUARANTA_ASSIGN_OR_RETURN(evacuation, evacuator.Run(options));
    std::ranges::sort(evacuation.moves, {}, [](const Move& of) {
      return std::tuple(of.party, of.from, of.to);
    });
    std::ranges::sort(evacuation.without, {}, [](const NoRoom& of) {
      return std::pair(of.party, of.people);
    });
  }
  for (const Inside& of : now) {
    if (rooms[of.room.value()] && of.pinned) evacuation.held.push_back(of);
  }
  return evacuation;
}

}  // namespace quaranta::place
