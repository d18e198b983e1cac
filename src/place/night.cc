#include "quaranta/place/night.h"

#include <algorithm>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "place/bound.h"
#include "place/check_party.h"
#include "place/city.h"
#include "place/city_bound.h"
#include "place/explain.h"
#include "place/listing.h"
#include "place/night_rooms.h"
#include "quaranta/core/status.h"

namespace quaranta::place {

using internal::Groups;
using internal::Housing;
using internal::kNone;
using internal::Model;
using internal::NightRooms;
using internal::NightStay;
using internal::OfferedRoom;

class Night::Impl {
 public:
  Impl(Problem problem, Reserve reserve)
      : problem_(std::move(problem)),
        reserve_(std::move(reserve)),
        rooms_(problem_, reserve_),
        expected_(problem_.cohorts, 0),
        stays_(problem_.parties.size()),
        party_in_(rooms_.model().rooms.size(), kNone) {
    // No more parties than rooms are lodged: none waits while lists grow.
    const std::size_t most = problem_.parties.size() + problem_.rooms.size();
    problem_.parties.reserve(most);
    stays_.reserve(most);
  }

  absl::Status Apply(const Plan& plan);
  absl::StatusOr<Answer> Arrive(Party party);
  absl::StatusOr<Answer> AskAgain(PartyId party);
  absl::StatusOr<Answer> Strike(RoomId room);
  CohortId AddCohort();
  absl::Status Expect(CohortId cohort, std::int32_t people);
  absl::Status HoldFor(UnitId unit, CohortId cohort);
  Plan AsPlan() const;

  const Problem& problem() const { return problem_; }
  const Reserve& reserve() const { return reserve_; }

 private:
  using People = std::vector<std::uint32_t>;

  Answer Lodge(std::uint32_t party, std::vector<People> groups);
  std::uint32_t MainUnit(std::uint32_t party) const;
  void Enter(std::uint32_t party, NightStay stay, Answer& answer);
  void ListTaken(std::uint32_t room, const NightRooms::Taken& taken,
                 Answer& answer);
  void Explain(std::uint32_t party, const std::vector<People>& left,
               Answer& answer);
  bool HasStay(std::uint32_t party,
               std::span<const std::uint32_t> people) const;
  // Takes the room out and lodges anew whoever was there.
  void Vacate(RoomId room, Answer& answer);

  Problem problem_;
  Reserve reserve_;
  NightRooms rooms_;
  std::vector<std::int32_t> expected_;         // people by cohort
  std::vector<std::vector<NightStay>> stays_;  // by party
  std::vector<std::uint32_t> party_in_;        // by Model::rooms
};

absl::Status Night::Impl::Apply(const Plan& plan) {
  using Stay = std::tuple<std::uint32_t, std::uint32_t, const Assignment*>;
  std::vector<Stay> stays;
  for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
    const Assignment& of = plan.assignments[i];
    const std::uint32_t p = of.party.value();
    const std::string where = "plan.assignments[" + std::to_string(i) + "]";
    if (p >= problem_.parties.size() ||
        of.room.value() >= problem_.rooms.size()) {
      return InvalidArgument(where +
                             " names a party or room that the problem has not");
    }
    const auto size = problem_.parties[p].people.size();
    if (of.people.empty() || std::ranges::any_of(of.people, [&](auto person) {
          return person >= size;
        })) {
      return InvalidArgument(where + ".people is empty or names a person " +
                             "whom the party has not");
    }
    const std::uint32_t room = rooms_.RoomIndex(of.room);
    if (room == kNone || !rooms_.MayEnterNow(p, room) ||
        !internal::MayEnter(rooms_.model(), p, of.people,
                            rooms_.model().rooms[room])) {
      return InvalidArgument(where + ".room is " +
                             std::to_string(of.room.value()) +
                             ", which is not offered, is taken, or may not " +
                             "be entered by the party");
    }
    rooms_.Enter(p, room);
    party_in_[room] = p;
    stays.emplace_back(p, room, &of);
  }
  // Adjacent rooms of one party are one stay.
  std::ranges::sort(stays);
  for (const auto& [p, room, of] : stays) {
    if (problem_.parties[p].lodging == Lodging::kApart || stays_[p].empty()) {
      stays_[p].push_back({room, {of->people}});
      continue;
    }
    NightStay& stay = stays_[p].back();
    if (room != stay.first_room + stay.people.size()) {
      return InvalidArgument("plan.assignments put parties[" +
                             std::to_string(p) +
                             "] into rooms that are not adjacent");
    }
    stay.people.push_back(of->people);
  }
  return absl::OkStatus();
}

CohortId Night::Impl::AddCohort() {
  rooms_.AddCohort();
  expected_.push_back(0);
  return CohortId(problem_.cohorts++);
}

absl::Status Night::Impl::Expect(CohortId cohort, std::int32_t people) {
  if (cohort.value() >= problem_.cohorts || people < 0) {
    return InvalidArgument("Expect: cohort " + std::to_string(cohort.value()) +
                           ", people " + std::to_string(people) +
                           "; there are " + std::to_string(problem_.cohorts) +
                           " cohorts, and people is 0 or more");
  }
  expected_[cohort.value()] = people;
  return absl::OkStatus();
}

absl::Status Night::Impl::HoldFor(UnitId unit, CohortId cohort) {
  if (unit.value() >= problem_.units.size() ||
      cohort.value() >= problem_.cohorts ||
      rooms_.Holders()[unit.value()] != kNone) {
    return InvalidArgument(
        "HoldFor: unit " + std::to_string(unit.value()) + ", cohort " +
        std::to_string(cohort.value()) + "; there are " +
        std::to_string(problem_.units.size()) + " units and " +
        std::to_string(problem_.cohorts) + " cohorts, and the unit is free");
  }
  rooms_.HoldFor(unit.value(), cohort.value());
  return absl::OkStatus();
}

absl::StatusOr<Answer> Night::Impl::Arrive(Party party) {
  const std::size_t index = problem_.parties.size();
  problem_.parties.push_back(std::move(party));
  if (absl::Status status = internal::CheckParty(problem_, index);
      !status.ok()) {
    problem_.parties.pop_back();
    return status;
  }
  const Party& of = problem_.parties.back();
  stays_.emplace_back();
  std::int32_t& expected = expected_[of.cohort.value()];
  expected =
      std::max(0, expected - static_cast<std::int32_t>(of.people.size()));
  return Lodge(static_cast<std::uint32_t>(index), internal::GroupsOf(of).rooms);
}

absl::StatusOr<Answer> Night::Impl::AskAgain(PartyId party) {
  if (party.value() >= problem_.parties.size()) {
    return InvalidArgument("party is " + std::to_string(party.value()) +
                           "; there are " +
                           std::to_string(problem_.parties.size()));
  }
  Groups groups = internal::GroupsOf(problem_.parties[party.value()]);
  std::erase_if(groups.rooms, [&](const People& people) {
    return HasStay(party.value(), people);
  });
  return Lodge(party.value(), std::move(groups.rooms));
}

bool Night::Impl::HasStay(std::uint32_t party,
                          std::span<const std::uint32_t> people) const {
  return std::ranges::any_of(stays_[party], [&](const NightStay& stay) {
    return std::ranges::any_of(stay.people, [&](const People& in_room) {
      return std::ranges::find(in_room, people.front()) != in_room.end();
    });
  });
}

// The unit with most people of the party; of equal ones the first entered.
std::uint32_t Night::Impl::MainUnit(std::uint32_t party) const {
  std::vector<std::pair<std::uint32_t, std::size_t>> units;
  for (const NightStay& stay : stays_[party]) {
    const std::uint32_t unit = rooms_.model().rooms[stay.first_room].unit;
    auto it = std::ranges::find(units, unit,
                                &std::pair<std::uint32_t, std::size_t>::first);
    if (it == units.end()) it = units.insert(it, {unit, 0});
    it->second += stay.people.front().size();
  }
  const auto most = std::ranges::max_element(
      units, {}, &std::pair<std::uint32_t, std::size_t>::second);
  return most == units.end() ? kNone : most->first;
}

Answer Night::Impl::Lodge(std::uint32_t party, std::vector<People> groups) {
  Answer answer;
  answer.party = PartyId(party);
  const Party& of = problem_.parties[party];
  std::ranges::stable_sort(groups, std::greater<>(), &People::size);
  std::vector<People> left;
  NightRooms::Asking asking;
  asking.party = party;
  asking.expected = expected_[of.cohort.value()];
  asking.rooms_left = static_cast<std::int32_t>(groups.size());
  for (const People& people : groups) {
    asking.people_left += static_cast<std::int32_t>(people.size());
  }
  for (People& people : groups) {
    asking.people = &people;
    asking.as_run = of.lodging == Lodging::kTogether && people.size() > 1 &&
                    rooms_.IsTooLarge(party, people);
    asking.main_unit = MainUnit(party);
    NightRooms::Found found = rooms_.Find(asking);
    if (found.stay) {
      Enter(party, std::move(*found.stay), answer);
      --asking.rooms_left;
      asking.people_left -= static_cast<std::int32_t>(people.size());
      continue;
    }
    if (answer.refusal == Refusal::kNone) answer.refusal = found.refusal;
    left.push_back(std::move(people));
  }
  Explain(party, left, answer);
  std::ranges::sort(answer.assignments, {}, &Assignment::room);
  std::ranges::sort(answer.substitutions, {}, &Substitution::person);
  std::ranges::sort(answer.taken_units);
  std::ranges::sort(answer.opened_sites, {}, &OpenedSite::site);
  return answer;
}

void Night::Impl::Enter(std::uint32_t party, NightStay stay, Answer& answer) {
  const Party& of = problem_.parties[party];
  for (std::uint32_t n = 0; n < stay.people.size(); ++n) {
    const std::uint32_t r = stay.first_room + n;
    const OfferedRoom& room = rooms_.model().rooms[r];
    ListTaken(r, rooms_.Enter(party, r), answer);
    party_in_[r] = party;
    answer.assignments.push_back(
        {PartyId(party), room.id, stay.people[n], room.refill});
    for (const std::uint32_t person : stay.people[n]) {
      const Features missing = of.people[person].needs & ~room.features;
      if (missing == 0) continue;
      answer.substitutions.push_back(
          {PartyId(party), person, room.id, missing});
    }
  }
  stays_[party].push_back(std::move(stay));
}

void Night::Impl::ListTaken(std::uint32_t room, const NightRooms::Taken& taken,
                            Answer& answer) {
  const std::uint32_t unit = rooms_.model().rooms[room].unit;
  if (taken.unit) answer.taken_units.push_back(UnitId(unit));
  for (const std::uint32_t s : taken.sites) {
    answer.opened_sites.push_back({SiteId(s), StaffRooms(problem_, SiteId(s))});
  }
}

void Night::Impl::Explain(std::uint32_t party, const std::vector<People>& left,
                          Answer& answer) {
  Model& model = rooms_.model();
  model.without_adult.clear();
  // Named by lodgings of the model as long as this lasts.
  const internal::Groups groups = internal::GroupsOf(problem_.parties[party]);
  for (const People& people : groups.without_adult) {
    model.without_adult.push_back({party, kNone, people});
  }
  if (left.empty() && model.without_adult.empty()) return;
  Housing housing;
  housing.unit_cohort = rooms_.Holders();
  for (const People& people : left) {
    if (problem_.parties[party].lodging == Lodging::kTogether &&
        people.size() > 1 && rooms_.IsTooLarge(party, people)) {
      housing.runs_left.push_back(party);
    } else {
      housing.lodgings_left.push_back({party, kNone, people});
    }
  }
  answer.unplaced = internal::ExplainUnplaced(model, housing);
  model.without_adult.clear();
}

absl::StatusOr<Answer> Night::Impl::Strike(RoomId room) {
  if (room.value() >= problem_.rooms.size()) {
    return InvalidArgument("room is " + std::to_string(room.value()) +
                           "; there are " +
                           std::to_string(problem_.rooms.size()));
  }
  const UnitId unit = problem_.rooms[room.value()].unit;
  const SiteId site = problem_.units[unit.value()].site;
  const std::vector<RoomId> staff = StaffRooms(problem_, site);
  Answer answer;
  problem_.rooms[room.value()].state = RoomState::kOut;
  Vacate(room, answer);
  if (std::ranges::find(staff, room) == staff.end()) return answer;
  for (const RoomId other : StaffRooms(problem_, site)) {
    if (std::ranges::find(staff, other) == staff.end()) Vacate(other, answer);
  }
  return answer;
}

// One room at most has guests of the two that a strike may concern: a staff
// room has none. So the other rooms of a run go out without changing which
// rooms are for the staff.
void Night::Impl::Vacate(RoomId id, Answer& answer) {
  const std::uint32_t room = rooms_.RoomIndex(id);
  if (room == kNone || rooms_.model().rooms[room].beds == 0) return;
  const std::uint32_t p = party_in_[room];
  if (p == kNone) {
    rooms_.TakeOut(room);
    return;
  }
  const auto stay = std::ranges::find_if(stays_[p], [&](const NightStay& s) {
    return s.first_room <= room && room < s.first_room + s.people.size();
  });
  People people;
  for (std::uint32_t n = 0; n < stay->people.size(); ++n) {
    const std::uint32_t r = stay->first_room + n;
    const RoomId left = rooms_.model().rooms[r].id;
    if (left != id) problem_.rooms[left.value()].state = RoomState::kOut;
    party_in_[r] = kNone;
    rooms_.TakeOut(r);
    people.insert(people.end(), stay->people[n].begin(), stay->people[n].end());
  }
  std::ranges::sort(people);
  stays_[p].erase(stay);
  answer = Lodge(p, {std::move(people)});
  const std::uint32_t u = rooms_.model().rooms[room].unit;
  const internal::UnitInfo& unit = rooms_.model().units[u];
  const auto first = party_in_.begin() + unit.first_room;
  if (unit.holder == kNone &&
      std::all_of(first, first + unit.room_count,
                  [](std::uint32_t party) { return party == kNone; })) {
    rooms_.EmptyUnit(u);
  }
}

Plan Night::Impl::AsPlan() const {
  const Model model = internal::MakeModel(problem_, 0);
  std::vector<std::uint32_t> index(problem_.rooms.size(), kNone);
  for (std::uint32_t r = 0; r < model.rooms.size(); ++r) {
    index[model.rooms[r].id.value()] = r;
  }
  Housing housing;
  housing.stays.resize(model.cohorts.size());
  for (const internal::UnitInfo& unit : model.units) {
    housing.unit_cohort.push_back(unit.holder);
  }
  for (std::uint32_t p = 0; p < stays_.size(); ++p) {
    for (const NightStay& stay : stays_[p]) {
      for (std::uint32_t n = 0; n < stay.people.size(); ++n) {
        const OfferedRoom& room = rooms_.model().rooms[stay.first_room + n];
        const std::uint32_t cohort = problem_.parties[p].cohort.value();
        housing.stays[cohort].push_back(
            {p, index[room.id.value()], kNone, stay.people[n]});
        housing.unit_cohort[room.unit] = cohort;
      }
    }
  }
  for (const internal::CohortInfo& cohort : model.cohorts) {
    for (const internal::LodgingInfo& lodging : cohort.lodgings) {
      if (!HasStay(lodging.party, lodging.people)) {
        housing.lodgings_left.push_back(lodging);
      }
    }
    for (const internal::RunInfo& run : cohort.runs) {
      if (stays_[run.party].empty()) housing.runs_left.push_back(run.party);
    }
  }
  Plan plan = internal::ListHousing(model, housing);
  if (internal::ScaleOf(model) == internal::Scale::kCity) {
    internal::BoundCityLevels(model, internal::Looks(model), true, {}, plan);
  } else {
    internal::BoundLevels(model, plan.levels);
  }
  return plan;
}

Night::Night(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Night::Night(Night&&) noexcept = default;
Night& Night::operator=(Night&&) noexcept = default;
Night::~Night() = default;

absl::StatusOr<Night> Night::Start(Problem problem, const Plan& plan,
                                   Reserve reserve) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  const bool negative =
      reserve.keep_units < 0 || reserve.exempt_below < 0 ||
      std::ranges::any_of(reserve.unit_price, [](auto n) { return n < 0; }) ||
      std::ranges::any_of(reserve.least_people, [](auto n) { return n < 0; });
  if (negative) return InvalidArgument("reserve has a negative number");
  if (!reserve.unit_price.empty() &&
      reserve.unit_price.size() != problem.units.size()) {
    return InvalidArgument("reserve.unit_price has " +
                           std::to_string(reserve.unit_price.size()) +
                           " entries; expected none or one per unit, " +
                           std::to_string(problem.units.size()));
  }
  Night night(std::make_unique<Impl>(std::move(problem), std::move(reserve)));
  QUARANTA_RETURN_IF_ERROR(night.impl_->Apply(plan));
  return night;
}

CohortId Night::AddCohort() { return impl_->AddCohort(); }
absl::Status Night::Expect(CohortId cohort, std::int32_t people) {
  return impl_->Expect(cohort, people);
}
absl::Status Night::HoldFor(UnitId unit, CohortId cohort) {
  return impl_->HoldFor(unit, cohort);
}
absl::StatusOr<Answer> Night::Arrive(Party party) {
  return impl_->Arrive(std::move(party));
}
absl::StatusOr<Answer> Night::AskAgain(PartyId party) {
  return impl_->AskAgain(party);
}
absl::StatusOr<Answer> Night::Strike(RoomId room) {
  return impl_->Strike(room);
}
const Problem& Night::problem() const { return impl_->problem(); }
const Reserve& Night::reserve() const { return impl_->reserve(); }
Plan Night::AsPlan() const { return impl_->AsPlan(); }

}  // namespace quaranta::place
