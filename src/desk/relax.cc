// What single act would let people have a room: each is tried by planning
// again.
#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/place_in.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/place/place.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kMost = 8;

struct Candidate {
  Relaxation relaxation;
  place::Problem problem;
  std::vector<MessageArg> args;
  MessageId message{};
};

class Relaxer {
 public:
  explicit Relaxer(Plan& plan) : plan_(plan) {}

  absl::Status Run() {
    if (plan_.plan.unplaced.empty()) return absl::OkStatus();
    NameCarers();
    DisinfectFloors();
    OpenSites();
    ClearFloors();
    const auto before = UnplacedByParty(plan_.problem, plan_.plan);
    for (Candidate& candidate : candidates_) {
      QUARANTA_RETURN_IF_ERROR(Try(before, candidate));
    }
    std::stable_sort(plan_.relaxations.begin(), plan_.relaxations.end(),
                     [](const Relaxation& a, const Relaxation& b) {
                       const auto key = [](const Relaxation& r) {
                         // Moving people comes last, whatever it brings.
                         return std::tuple(
                             r.kind == Relaxation::Kind::kClearFloor, -r.people,
                             r.kind, std::string_view(r.subject));
                       };
                       return key(a) < key(b);
                     });
    return absl::OkStatus();
  }

 private:
  Candidate* Add(Relaxation::Kind kind, std::string subject, MessageId message,
                 std::vector<MessageArg> args) {
    if (candidates_.size() == kMost) return nullptr;
    Candidate& candidate = candidates_.emplace_back();
    candidate.relaxation.kind = kind;
    candidate.relaxation.subject = std::move(subject);
    candidate.problem = plan_.problem;
    candidate.message = message;
    candidate.args = std::move(args);
    return &candidate;
  }

  void NameCarers() {
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      if (entry.reason != place::Reason::kMinorWithoutAdult) continue;
      const PartyNote& party = plan_.parties[entry.party.value()];
      const bool one =
          party.people.size() == 1 && party.people.front() == party.id;
      Candidate* candidate = Add(Relaxation::Kind::kNameCarer,
                                 (one ? "Person:" : "Party:") + party.id,
                                 msg::kPlaceRelaxCarer, {{"party", party.id}});
      if (candidate == nullptr) return;
      candidate->problem.parties[entry.party.value()].carer_named = true;
    }
  }

  std::vector<MessageArg> FloorArgs(std::size_t u) const {
    const UnitNote& unit = plan_.units[u];
    return {{"site", plan_.sites[unit.site].name}, {"floor", unit.label}};
  }

  bool Usable(std::size_t u) const {
    const place::Site& site = plan_.problem.sites[plan_.units[u].site];
    return site.open || site.can_open;
  }

  // Opens a unit and the rooms on it that are closed for one of the reasons.
  static void Free(std::size_t u, const std::set<NotOffered>& reasons,
                   const Plan& plan, place::Problem& problem) {
    problem.units[u].closed = false;
    problem.units[u].holder.reset();
    for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
      if (problem.rooms[r].unit.value() == u &&
          reasons.count(plan.rooms[r].why) != 0) {
        problem.rooms[r].state = place::RoomState::kReady;
      }
    }
  }

  void DisinfectFloors() {
    for (std::size_t u = 0; u < plan_.units.size(); ++u) {
      if (plan_.units[u].state != UnitState::kAwaitingDisinfection ||
          !Usable(u)) {
        continue;
      }
      Candidate* candidate = Add(Relaxation::Kind::kDisinfectFloor,
                                 "Floor:" + plan_.units[u].floors.front(),
                                 msg::kPlaceRelaxDisinfect, FloorArgs(u));
      if (candidate == nullptr) return;
      Free(u, {NotOffered::kAwaitingDisinfection}, plan_, candidate->problem);
    }
  }

  void OpenSites() {
    for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
      const place::Site& site = plan_.problem.sites[s];
      if (site.open || site.can_open || plan_.sites[s].ready_rooms == 0) {
        continue;
      }
      Candidate* candidate =
          Add(Relaxation::Kind::kOpenSite, "Site:" + plan_.sites[s].id,
              msg::kPlaceRelaxOpen, {{"site", plan_.sites[s].name}});
      if (candidate == nullptr) return;
      candidate->problem.sites[s].can_open = true;
    }
  }

  // Held floors that stand in the way, fewest people first.
  void ClearFloors() {
    std::set<std::pair<std::int32_t, std::uint32_t>> floors;
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      for (const place::Blocking& block : entry.blocking) {
        const UnitNote& unit = plan_.units[block.unit.value()];
        if (unit.state == UnitState::kHeld && !block.taken_by_plan) {
          floors.emplace(unit.people_inside, block.unit.value());
        }
      }
    }
    std::size_t tried = 0;
    for (const auto& [inside, u] : floors) {
      if (tried++ == 3) return;
      auto args = FloorArgs(u);
      args.emplace_back("inside", inside);
      Candidate* candidate = Add(Relaxation::Kind::kClearFloor,
                                 "Floor:" + plan_.units[u].floors.front(),
                                 msg::kPlaceRelaxClear, std::move(args));
      if (candidate == nullptr) return;
      Free(u,
           {NotOffered::kOccupied, NotOffered::kReleased,
            NotOffered::kAwaitingDisinfection},
           plan_, candidate->problem);
    }
  }

  absl::Status Try(const std::vector<std::int32_t>& before,
                   Candidate& candidate) {
    QUARANTA_ASSIGN_OR_RETURN(
        const place::Plan after,
        place::Place(candidate.problem, {plan_.seed, plan_.node_limit}));
    const auto left = UnplacedByParty(candidate.problem, after);
    Relaxation& relaxation = candidate.relaxation;
    for (std::size_t p = 0; p < before.size(); ++p) {
      relaxation.people += before[p] - left[p];
      if (left[p] < before[p]) {
        relaxation.parties.push_back(plan_.parties[p].id);
      }
    }
    if (relaxation.people <= 0) return absl::OkStatus();
    candidate.args.emplace_back("people", relaxation.people);
    relaxation.text = {candidate.message, std::move(candidate.args)};
    plan_.relaxations.push_back(std::move(relaxation));
    return absl::OkStatus();
  }

  Plan& plan_;
  std::vector<Candidate> candidates_;
};

}  // namespace

absl::Status AddRelaxations(Plan& plan) { return Relaxer(plan).Run(); }

}  // namespace quaranta::desk
