// One night: those of the earlier plan stay, struck rooms are left, the others
// get rooms one party after the other.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/night_floors.h"
#include "desk/night_in.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

using Cause = NightChange::Cause;

class Runner {
 public:
  Runner(const NightOptions& options,
         const std::vector<EarlierPlan::Group>& planned, Draft& draft,
         Plan& plan)
      : options_(options), planned_(planned), draft_(draft), plan_(plan) {
    for (std::uint32_t r = 0; r < plan.rooms.size(); ++r) {
      room_of_[plan.rooms[r].id] = place::RoomId(r);
    }
    for (std::uint32_t p = 0; p < plan.parties.size(); ++p) {
      const auto& people = plan.parties[p].people;
      for (std::uint32_t i = 0; i < people.size(); ++i) {
        person_of_[people[i]] = {p, i};
      }
    }
  }

  absl::Status Run() {
    NightNotes notes;
    QUARANTA_ASSIGN_OR_RETURN(
        notes.reserve,
        ReserveOf(options_, draft_.setting.params, plan_.problem));
    QUARANTA_ASSIGN_OR_RETURN(const std::vector<place::RoomId> struck,
                              RoomsToStrike(notes));
    if (options_.keep) {
      ReadStays();
      const NightFloors floors(*options_.keep, planned_, draft_, plan_);
      floors.Divide(kept_);
      QUARANTA_RETURN_IF_ERROR(LeaveWhatBreaks());
      left_ = floors.Left(kept_);
    }
    QUARANTA_ASSIGN_OR_RETURN(
        place::Night night,
        place::Night::Start(plan_.problem, KeptPlan(), notes.reserve));
    QUARANTA_RETURN_IF_ERROR(KeepFloors(night));
    QUARANTA_RETURN_IF_ERROR(Strike(struck, night));
    QUARANTA_RETURN_IF_ERROR(AskAll(night));
    QUARANTA_RETURN_IF_ERROR(TakePlan(night, notes));
    AddChanges(notes);
    plan_.night = std::move(notes);
    return Verify();
  }

 private:
  absl::StatusOr<std::vector<place::RoomId>> RoomsToStrike(NightNotes& notes) {
    std::set<place::RoomId> rooms;
    for (const std::string& id : options_.strike) {
      const auto at = room_of_.find(id);
      if (at == room_of_.end()) {
        return NotFound("strike: room \"" + id +
                        "\" is not among the rooms of region \"" +
                        plan_.region + "\"");
      }
      rooms.insert(at->second);
    }
    for (const place::RoomId room : rooms) {
      notes.struck.push_back(plan_.rooms[room.value()].id);
    }
    if (options_.keep) {
      for (const std::string& id : options_.keep->out) {
        const auto at = room_of_.find(id);
        if (at == room_of_.end()) continue;
        rooms.insert(at->second);
        // From the start: without them a party may be too large for any room.
        plan_.problem.rooms[at->second.value()].state = place::RoomState::kOut;
      }
    }
    struck_ = rooms;
    return std::vector<place::RoomId>(rooms.begin(), rooms.end());
  }

  // --- Who stays. ---

  // The stays of the earlier plan, of people who still need a room. Somebody
  // who joined a party joins its room.
  void ReadStays() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::map<std::uint32_t, std::size_t> rooms_of_party;
    for (const EarlierPlan::Stay& stay : options_.keep->stays) {
      Kept kept;
      std::optional<std::uint32_t> party;
      for (const std::string& id : stay.people) {
        const auto at = person_of_.find(id);
        if (at == person_of_.end()) continue;
        earlier_room_.emplace(at->second, room_of_.at(stay.room));
        if (!party) party = at->second.first;
        if (at->second.first == *party && seen.insert(at->second).second) {
          kept.of.people.push_back(at->second.second);
        }
      }
      if (!party || kept.of.people.empty()) continue;
      kept.of.party = place::PartyId(*party);
      kept.of.room = room_of_.at(stay.room);
      kept.of.refill = plan_.problem.rooms[kept.of.room.value()].state ==
                       place::RoomState::kRefillable;
      ++rooms_of_party[*party];
      kept_.push_back(std::move(kept));
    }
    for (Kept& kept : kept_) {
      if (rooms_of_party[kept.of.party.value()] == 1) Complete(kept.of);
      std::sort(kept.of.people.begin(), kept.of.people.end());
    }
  }

  // Adds those who must be in the same room.
  void Complete(place::Assignment& of) const {
    const place::Party& party = plan_.problem.parties[of.party.value()];
    const auto has = [&of](std::uint32_t i) {
      return std::find(of.people.begin(), of.people.end(), i) !=
             of.people.end();
    };
    for (std::uint32_t i = 0; i < party.people.size(); ++i) {
      const auto& carer = party.people[i].carer;
      const bool belongs =
          party.lodging == place::Lodging::kTogether || (carer && has(*carer));
      if (belongs && !has(i)) of.people.push_back(i);
    }
  }

  place::Plan KeptPlan() const {
    place::Plan plan;
    for (const Kept& kept : kept_) {
      if (kept.lost == Cause::kNone) plan.assignments.push_back(kept.of);
    }
    std::sort(plan.assignments.begin(), plan.assignments.end(),
              [](const place::Assignment& a, const place::Assignment& b) {
                return std::tie(a.party, a.room) < std::tie(b.party, b.room);
              });
    return plan;
  }

  // Leaves out every stay that breaks a hard rule now, by the verifier.
  absl::Status LeaveWhatBreaks() {
    while (true) {
      QUARANTA_ASSIGN_OR_RETURN(const place::Report report,
                                place::Verify(plan_.problem, KeptPlan()));
      bool broken = false;
      bool left = false;
      for (const place::Violation& violation : report.violations) {
        // What follows in the enumeration is about lists and levels; who waits
        // and which sites open is not decided yet.
        if (violation.fault > place::Fault::kWrongRoommates ||
            violation.fault == place::Fault::kPersonForgotten ||
            violation.fault == place::Fault::kTierSkipped) {
          continue;
        }
        broken = true;
        left = Leave(violation) || left;
      }
      if (!broken) return absl::OkStatus();
      if (!left) {
        return Internal(
            "the earlier plan breaks a rule that names nobody: " +
            std::string(place::NameOf(report.violations.front().fault)));
      }
    }
  }

  Cause CauseOf(const place::Violation& violation) const {
    switch (violation.fault) {
      case place::Fault::kRoomNotOffered: {
        const place::Unit& unit = plan_.problem.units[violation.unit->value()];
        const place::Site& site = plan_.problem.sites[unit.site.value()];
        return unit.closed || (unit.holder && !site.open) ? Cause::kFloor
                                                          : Cause::kRoom;
      }
      case place::Fault::kUnitShared:
        return Cause::kFloor;
      case place::Fault::kStaffRoom:
      case place::Fault::kRoomHoldsTwo:
        return Cause::kRoom;
      default:
        return Cause::kParty;
    }
  }

  bool Leave(const place::Violation& violation) {
    bool left = false;
    for (Kept& kept : kept_) {
      if (kept.lost != Cause::kNone || kept.of.party != violation.party) {
        continue;
      }
      const place::Party& party = plan_.problem.parties[kept.of.party.value()];
      const bool whole = party.lodging == place::Lodging::kTogether;
      if (!whole && violation.room && *violation.room != kept.of.room) {
        continue;
      }
      kept.lost = CauseOf(violation);
      left = true;
    }
    return left;
  }

  // --- What happens tonight. ---

  // Floors that people of the earlier plan left are for their group only, and
  // their rooms for nobody.
  absl::Status KeepFloors(place::Night& night) {
    std::set<place::UnitId> closed = left_.closed;
    for (const auto& [unit, cohort] : left_.emptied) {
      if (cohort) {
        QUARANTA_RETURN_IF_ERROR(night.HoldFor(unit, *cohort));
      } else {
        closed.insert(unit);
      }
    }
    const place::Plan kept = KeptPlan();
    for (const place::UnitId unit : closed) {
      QUARANTA_RETURN_IF_ERROR(Close(unit, kept, night));
    }
    for (const place::RoomId room : left_.rooms) {
      QUARANTA_RETURN_IF_ERROR(night.Strike(room).status());
    }
    return absl::OkStatus();
  }

  // Nobody else comes to the unit. The staff of a site not open yet keep their
  // rooms, else they would get others in place of them.
  absl::Status Close(place::UnitId unit, const place::Plan& plan,
                     place::Night& night) const {
    std::set<place::RoomId> used;
    for (const place::Assignment& of : plan.assignments) used.insert(of.room);
    const place::SiteId site = plan_.problem.units[unit.value()].site;
    for (const place::RoomId room : place::StaffRooms(night.problem(), site)) {
      used.insert(room);
    }
    for (std::uint32_t r = 0; r < plan_.problem.rooms.size(); ++r) {
      const place::RoomId room(r);
      if (plan_.problem.rooms[r].unit != unit || used.contains(room)) continue;
      QUARANTA_RETURN_IF_ERROR(night.Strike(room).status());
    }
    return absl::OkStatus();
  }

  // First rooms without guests, so that nobody is sent to a struck room.
  absl::Status Strike(const std::vector<place::RoomId>& struck,
                      place::Night& night) {
    std::set<place::RoomId> taken;
    for (const place::Assignment& of : KeptPlan().assignments) {
      taken.insert(of.room);
    }
    for (const bool guests : {false, true}) {
      for (const place::RoomId room : struck) {
        if (taken.contains(room) != guests) continue;
        QUARANTA_RETURN_IF_ERROR(night.Strike(room).status());
      }
    }
    return absl::OkStatus();
  }

  // Those who lost a room first, then by priority, those who waited before
  // those who are new, then by the fair tie-break.
  std::vector<std::uint32_t> Order() const {
    std::set<std::uint32_t> lost;
    for (const Kept& kept : kept_) {
      if (kept.lost != Cause::kNone) lost.insert(kept.of.party.value());
    }
    std::set<std::string> known;
    if (options_.keep) {
      for (const EarlierPlan::Party& party : options_.keep->parties) {
        known.insert(party.id);
      }
    }
    using Key = std::tuple<bool, std::int32_t, bool, std::uint64_t>;
    std::vector<std::pair<Key, std::uint32_t>> order;
    for (std::uint32_t p = 0; p < plan_.parties.size(); ++p) {
      const place::Party& party = plan_.problem.parties[p];
      order.push_back({{!lost.contains(p), party.priority,
                        !known.contains(plan_.parties[p].id),
                        place::TieBreak(plan_.seed, party.name)},
                       p});
    }
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> parties;
    for (const auto& [key, p] : order) parties.push_back(p);
    return parties;
  }

  // People of each party who have no room.
  static std::vector<std::int32_t> Waiting(const place::Problem& problem,
                                           const place::Plan& plan) {
    std::vector<std::int32_t> waiting;
    for (const place::Party& party : problem.parties) {
      waiting.push_back(static_cast<std::int32_t>(party.people.size()));
    }
    for (const place::Assignment& of : plan.assignments) {
      waiting[of.party.value()] -= static_cast<std::int32_t>(of.people.size());
    }
    return waiting;
  }

  // Asks for everybody who has no room. Of each group it is known how many
  // still come, so that floors are chosen to suit them.
  static absl::Status Ask(const std::vector<std::uint32_t>& order,
                          place::Night& night,
                          std::map<std::uint32_t, place::Refusal>* refused) {
    const place::Plan now = night.AsPlan();
    const auto waiting = Waiting(night.problem(), now);
    std::vector<std::int32_t> expected(night.problem().cohorts);
    const auto cohort = [&night](std::uint32_t p) {
      return night.problem().parties[p].cohort;
    };
    for (const std::uint32_t p : order) {
      expected[cohort(p).value()] += waiting[p];
    }
    for (const std::uint32_t p : order) {
      if (waiting[p] == 0) continue;
      std::int32_t& left = expected[cohort(p).value()];
      left -= waiting[p];
      QUARANTA_RETURN_IF_ERROR(night.Expect(cohort(p), left));
      QUARANTA_ASSIGN_OR_RETURN(const place::Answer answer,
                                night.AskAgain(place::PartyId(p)));
      if (refused != nullptr && answer.refusal != place::Refusal::kNone) {
        (*refused)[p] = answer.refusal;
      }
    }
    return absl::OkStatus();
  }

  absl::Status AskAll(place::Night& night) {
    const std::vector<std::uint32_t> order = Order();
    draft_.solve =
        [&plan = plan_,
         order](const place::Problem& problem) -> absl::StatusOr<place::Plan> {
      QUARANTA_ASSIGN_OR_RETURN(
          place::Night again,
          place::Night::Start(problem, plan.plan, plan.night->reserve));
      QUARANTA_RETURN_IF_ERROR(Ask(order, again, nullptr));
      return again.AsPlan();
    };
    QUARANTA_RETURN_IF_ERROR(Ask(order, night, &refused_));
    if (left_.emptied.empty()) return absl::OkStatus();
    // Floors that their group did not come back to wait for disinfection.
    const place::Plan plan = night.AsPlan();
    std::set<place::UnitId> used;
    for (const place::Assignment& of : plan.assignments) {
      used.insert(plan_.problem.rooms[of.room.value()].unit);
    }
    for (const auto& [unit, cohort] : left_.emptied) {
      if (used.contains(unit)) continue;
      QUARANTA_RETURN_IF_ERROR(Close(unit, plan, night));
    }
    // Whoever is too large for any room that is left may have adjacent ones.
    return Ask(order, night, &refused_);
  }

  // --- What came out. ---

  absl::Status TakePlan(const place::Night& night, NightNotes& notes) {
    QUARANTA_ASSIGN_OR_RETURN(
        place::PriceOfNotMoving price,
        place::FindPriceOfNotMoving(night, {plan_.seed, plan_.node_limit}));
    plan_.problem = night.problem();
    plan_.plan = std::move(price.as_it_came);
    for (std::size_t i = 0; i < price.price.size(); ++i) {
      if (price.price[i] == 0) continue;
      // A hindsight plan that is worse says nothing.
      if (notes.price.empty() && price.price[i] < 0) break;
      notes.price.push_back({i, price.in_hindsight.levels[i].value});
    }
    for (std::size_t r = 0; r < plan_.rooms.size(); ++r) {
      RoomNote& note = plan_.rooms[r];
      const place::RoomState was = draft_.stock.rooms[r].state;
      if (plan_.problem.rooms[r].state != place::RoomState::kOut ||
          was == place::RoomState::kOut || was == place::RoomState::kReleased) {
        continue;
      }
      notes.out.push_back(note.id);
      const bool struck = std::find(notes.struck.begin(), notes.struck.end(),
                                    note.id) != notes.struck.end();
      // People had been sent there.
      note.why =
          struck ? NotOffered::kOutOfOrder : NotOffered::kAwaitingDisinfection;
    }
    return absl::OkStatus();
  }

  void AddChanges(NightNotes& notes) {
    if (options_.keep) {
      notes.earlier = draft_.setting.zone.Localize(options_.keep->as_of);
      notes.earlier_input = options_.keep->input_hash;
      notes.same_input =
          options_.keep->input_hash == plan_.input_hash && notes.struck.empty();
    }
    AddPeople(notes);
    if (!options_.keep) return;
    AddGone(notes);
    std::map<std::string, std::string> states;
    for (const auto& site : options_.keep->sites) {
      states[site.site] = site.state;
    }
    for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
      const auto at = states.find(plan_.sites[s].id);
      if (at == states.end() || at->second != plan_.site_states[s].state) {
        notes.changed_sites.push_back(plan_.sites[s].name);
      }
    }
  }

  void AddPeople(NightNotes& notes) {
    using Person = std::pair<std::uint32_t, std::uint32_t>;
    std::map<Person, place::RoomId> now;
    for (const place::Assignment& of : plan_.plan.assignments) {
      for (const std::uint32_t i : of.people) {
        now.emplace(Person(of.party.value(), i), of.room);
      }
    }
    std::set<std::string> known;
    if (options_.keep) {
      for (const EarlierPlan::Party& party : options_.keep->parties) {
        for (const auto& person : party.people) known.insert(person.id);
      }
    }
    for (std::uint32_t p = 0; p < plan_.parties.size(); ++p) {
      std::map<std::tuple<std::string, std::string, bool>, NightChange> of;
      for (std::uint32_t i = 0; i < plan_.parties[p].people.size(); ++i) {
        const auto to = now.find({p, i});
        const auto from = earlier_room_.find({p, i});
        const std::string& id = plan_.parties[p].people[i];
        NightChange change;
        if (from != earlier_room_.end()) change.from = RoomName(from->second);
        if (to != now.end()) change.to = RoomName(to->second);
        change.is_new = !known.contains(id);
        auto& entry =
            of.try_emplace({change.from, change.to, change.is_new}, change)
                .first->second;
        entry.people.push_back(id);
      }
      for (auto& [key, change] : of) {
        change.party = plan_.parties[p].id;
        Settle(p, change);
        notes.changes.push_back(std::move(change));
      }
    }
  }

  const std::string& RoomName(place::RoomId room) const {
    return plan_.rooms[room.value()].id;
  }

  void Settle(std::uint32_t p, NightChange& change) const {
    using Kind = NightChange::Kind;
    if (change.from.empty()) {
      change.kind = change.to.empty() ? Kind::kWaits : Kind::kGets;
    } else if (change.to.empty()) {
      change.kind = Kind::kLoses;
    } else {
      change.kind = change.from == change.to ? Kind::kStays : Kind::kMoves;
    }
    if (change.to.empty()) {
      const auto refused = refused_.find(p);
      if (refused != refused_.end()) change.refusal = refused->second;
    }
    if (change.kind != Kind::kMoves && change.kind != Kind::kLoses) return;
    const place::RoomId room = room_of_.at(change.from);
    // Whose room others of another party have now were of one party with them.
    change.cause = Cause::kParty;
    for (const Kept& kept : kept_) {
      if (kept.of.party.value() != p || kept.of.room != room) continue;
      change.cause = kept.lost != Cause::kNone ? kept.lost
                     : HadStruckRoom(p)        ? Cause::kStruck
                                               : Cause::kStaff;
    }
    if (change.cause == Cause::kRoom) {
      change.not_offered = plan_.rooms[room.value()].why;
    }
  }

  // The party had a room that is struck now; of adjacent ones all are left.
  bool HadStruckRoom(std::uint32_t p) const {
    return std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) {
      return kept.of.party.value() == p && struck_.contains(kept.of.room);
    });
  }

  // People of the earlier plan who need no room of this one.
  void AddGone(NightNotes& notes) const {
    const auto inside = RoomsInside(draft_.county);
    std::map<std::string, std::string> rooms;
    for (const EarlierPlan::Stay& stay : options_.keep->stays) {
      for (const std::string& person : stay.people) rooms[person] = stay.room;
    }
    for (const EarlierPlan::Party& party : options_.keep->parties) {
      for (const EarlierPlan::Person& person : party.people) {
        if (person_of_.contains(person.id)) continue;
        const auto in = inside.find(person.id);
        NightChange change;
        change.kind = in == inside.end() ? NightChange::Kind::kAway
                                         : NightChange::Kind::kInside;
        change.party = party.id;
        change.people = {person.id};
        change.from = rooms[person.id];
        if (in != inside.end()) change.to = in->second;
        notes.changes.push_back(std::move(change));
      }
    }
  }

  // Whoever the reserve refused was left a room on purpose.
  absl::Status Verify() {
    QUARANTA_ASSIGN_OR_RETURN(plan_.verification,
                              place::Verify(plan_.problem, plan_.plan));
    for (const place::Violation& violation : plan_.verification.violations) {
      if (violation.fault == place::Fault::kRoomWasLeft && violation.party &&
          refused_.contains(violation.party->value())) {
        continue;
      }
      return Internal("the plan breaks its own rules: " +
                      std::string(place::NameOf(violation.fault)));
    }
    return absl::OkStatus();
  }

  const NightOptions& options_;
  const std::vector<EarlierPlan::Group>& planned_;
  Draft& draft_;
  Plan& plan_;
  std::map<std::string, place::RoomId> room_of_;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> person_of_;
  // Rooms of the earlier plan, by party and person.
  std::map<std::pair<std::uint32_t, std::uint32_t>, place::RoomId>
      earlier_room_;
  std::vector<Kept> kept_;
  LeftBehind left_;
  std::set<place::RoomId> struck_;
  std::map<std::uint32_t, place::Refusal> refused_;  // by party
};

}  // namespace

absl::StatusOr<place::Reserve> ReserveOf(const NightOptions& options,
                                         const Params& params,
                                         const place::Problem& problem) {
  place::Reserve reserve;
  reserve.keep_units = options.keep_floors.value_or(
      static_cast<std::int32_t>(params.reserve_floors));
  reserve.exempt_below = static_cast<std::int32_t>(params.reserve_exempt_below);
  const auto& groups = options.groups ? options.groups : params.reserve_groups;
  if (reserve.keep_units < 0) {
    return InvalidArgument("keep_floors is " +
                           std::to_string(reserve.keep_units) +
                           "; expected 0 or more");
  }
  if (!groups) return reserve;
  const auto free = std::count_if(
      problem.units.begin(), problem.units.end(),
      [](const place::Unit& unit) { return !unit.holder && !unit.closed; });
  QUARANTA_ASSIGN_OR_RETURN(
      reserve.least_people,
      place::ThresholdsFor(
          groups->first, groups->second,
          static_cast<std::int32_t>(std::clamp<std::ptrdiff_t>(free, 1, 100))));
  return reserve;
}

absl::Status RunNight(const NightOptions& options,
                      const std::vector<EarlierPlan::Group>& planned,
                      Draft& draft, Plan& plan) {
  return Runner(options, planned, draft, plan).Run();
}

}  // namespace quaranta::desk
