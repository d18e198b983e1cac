#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "place/audit_parts.h"

namespace quaranta::place::internal {
namespace {

class Inspector {
 public:
  Inspector(const Problem& problem, const std::vector<Inside>& inside)
      : problem_(problem), inside_(inside) {}

  std::vector<Finding> Run() {
    for (const Inside& of : inside_) {
      in_room_[of.room].push_back(&of);
      on_unit_[UnitOf(of.room)].push_back(&of);
      of_party_[of.party].push_back(&of);
    }
    for (const Inside& of : inside_) CheckOne(of);
    for (const auto& [room, those] : in_room_) CheckRoom(room, those);
    for (const auto& [unit, those] : on_unit_) CheckUnit(unit, those);
    CheckParties();
    std::ranges::sort(findings_, {}, [](const Finding& of) {
      return std::tuple(of.breach, of.unit, of.room, of.parties, of.people);
    });
    findings_.erase(std::unique(findings_.begin(), findings_.end()),
                    findings_.end());
    return std::move(findings_);
  }

 private:
  using Those = std::vector<const Inside*>;

  UnitId UnitOf(RoomId room) const { return problem_.rooms[room.value()].unit; }
  const Party& PartyOf(const Inside& of) const {
    return problem_.parties[of.party.value()];
  }
  static std::int64_t Size(const Inside& of) {
    return static_cast<std::int64_t>(of.people.size());
  }

  void Add(Breach breach, const Inside& of) {
    findings_.push_back(
        {breach, UnitOf(of.room), of.room, {of.party}, Size(of)});
  }

  // Rule 1 but for others in the room, and rules 3 to 5.
  void CheckOne(const Inside& of) {
    const Room& room = problem_.rooms[of.room.value()];
    const Unit& unit = problem_.units[room.unit.value()];
    const Site& site = problem_.sites[unit.site.value()];
    const Party& party = PartyOf(of);
    if (room.state == RoomState::kOut) Add(Breach::kRoomOut, of);
    if (room.state == RoomState::kReleased) Add(Breach::kRoomReleased, of);
    if (room.state == RoomState::kRefillable && unit.holder != party.cohort) {
      Add(Breach::kRoomRefilled, of);
    }
    if (unit.closed && !of.pinned) Add(Breach::kUnitClosed, of);
    if (!site.open) Add(Breach::kSiteNotOpen, of);
    if (unit.holder && *unit.holder != party.cohort) {
      Add(Breach::kUnitOfOther, of);
    }
    if (!problem_.pairing.Allows(party.risk_class, site.grade)) {
      Add(Breach::kWrongGrade, of);
    }
    bool lacks = false, minor = false, adult = party.carer_named;
    for (const std::uint32_t i : of.people) {
      const Person& person = party.people[i];
      lacks =
          lacks || (person.needs & ~room.features & ~party.substitutable) != 0;
      (person.minor ? minor : adult) = true;
    }
    if (lacks) Add(Breach::kMissingFeature, of);
    if (minor && !adult) Add(Breach::kMinorAlone, of);
  }

  static std::vector<PartyId> Parties(const Those& those) {
    std::set<PartyId> parties;
    for (const Inside* of : those) parties.insert(of->party);
    return {parties.begin(), parties.end()};
  }

  void CheckRoom(RoomId room, const Those& those) {
    std::int64_t people = 0;
    for (const Inside* of : those) people += Size(*of);
    const std::vector<PartyId> parties = Parties(those);
    if (parties.size() > 1) {
      findings_.push_back(
          {Breach::kRoomShared, UnitOf(room), room, parties, people});
    }
    const std::int32_t beds = problem_.rooms[room.value()].beds;
    if (people > beds) {
      findings_.push_back(
          {Breach::kTooManyPeople, UnitOf(room), room, parties, people - beds});
    }
  }

  void CheckUnit(UnitId unit, const Those& those) {
    std::map<CohortId, std::int64_t> people;
    std::int64_t all = 0, most = 0;
    for (const Inside* of : those) {
      std::int64_t& mine = people[PartyOf(*of).cohort];
      mine += Size(*of);
      all += Size(*of);
      most = std::max(most, mine);
    }
    if (people.size() < 2) return;
    findings_.push_back(
        {Breach::kUnitShared, unit, std::nullopt, Parties(those), all - most});
  }

  void CheckParties() {
    const Problem field = FieldOf(problem_, inside_);
    const Model model = MakeModel(field, 0);
    for (const CohortInfo& cohort : model.cohorts) {
      for (const LodgingInfo& of : cohort.lodgings) CheckLodging(of);
      for (const RunInfo& of : cohort.runs) CheckRun(of.party);
    }
    for (const LodgingInfo& of : model.without_adult) CheckLodging(of);
  }

  void AddParty(Breach breach, std::uint32_t party, const Those& those) {
    Finding finding{
        breach, UnitOf(those.front()->room), std::nullopt, {PartyId(party)}, 0};
    for (const Inside* of : those) finding.people += Size(*of);
    if (those.size() == 1) finding.room = those.front()->room;
    findings_.push_back(finding);
  }

  // Those who share a room should be in one, and nobody else of the party.
  // Parties of whom nobody is here have nothing to check.
  void CheckLodging(const LodgingInfo& lodging) {
    const Those& those = of_party_[PartyId(lodging.party)];
    if (problem_.parties[lodging.party].lodging == Lodging::kTogether) {
      if (those.size() > 1) AddParty(Breach::kPartySplit, lodging.party, those);
      return;
    }
    for (const Inside* of : those) {
      std::vector<std::uint32_t> people = of->people;
      std::ranges::sort(people);
      // One finding, where the first of them is.
      if (!std::ranges::binary_search(people, lodging.people.front())) continue;
      if (!std::ranges::equal(people, lodging.people))
        Add(Breach::kWrongRoommates, *of);
    }
  }

  void CheckRun(std::uint32_t party) {
    const Those& those = of_party_[PartyId(party)];
    std::vector<std::pair<UnitId, std::int32_t>> places;
    for (const Inside* of : those) {
      places.emplace_back(UnitOf(of->room),
                          problem_.rooms[of->room.value()].position);
    }
    std::ranges::sort(places);
    for (std::size_t n = 1; n < places.size(); ++n) {
      if (places[n].first == places[n - 1].first &&
          places[n].second == places[n - 1].second + 1) {
        continue;
      }
      AddParty(Breach::kNotAdjacent, party, those);
      return;
    }
  }

  const Problem& problem_;
  const std::vector<Inside>& inside_;
  std::map<RoomId, Those> in_room_;
  std::map<UnitId, Those> on_unit_;
  std::map<PartyId, Those> of_party_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> FindBreaches(const Problem& problem,
                                  const std::vector<Inside>& inside) {
  return Inspector(problem, inside).Run();
}

}  // namespace quaranta::place::internal
