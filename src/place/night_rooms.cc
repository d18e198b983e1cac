#include "place/night_rooms.h"

#include <algorithm>
#include <bit>
#include <map>

#include "place/tiers.h"

namespace quaranta::place::internal {

NightRooms::NightRooms(Problem& problem, const Reserve& reserve)
    : problem_(problem),
      reserve_(reserve),
      model_(MakeModel(problem, 0)),
      finder_(model_),
      taken_(model_.rooms.size(), false),
      held_for_(model_.units.size(), kNone),
      units_(model_.units.size()),
      own_(problem.cohorts),
      used_at_(problem.sites.size(), 0),
      index_of_(problem.rooms.size(), kNone) {
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    holder_.push_back(unit.holder);
    if (unit.holder != kNone && unit.usable) own_[unit.holder].push_back(u);
    std::map<std::pair<std::int32_t, Features>, std::int32_t> counts;
    for (std::uint32_t n = 0; n < unit.room_count; ++n) {
      const OfferedRoom& room = model_.rooms[unit.first_room + n];
      ++counts[{room.beds, room.features}];
      index_of_[room.id.value()] = unit.first_room + n;
    }
    UnitState& state = units_[u];
    for (const auto& [kind, count] : counts) {
      state.rooms.push_back({kind.first, kind.second, count});
    }
    state.room_count = static_cast<std::int32_t>(unit.room_count);
    state.free_at_first = IsFree(u);
  }
}

bool NightRooms::IsFree(std::uint32_t unit) const {
  return holder_[unit] == kNone && model_.units[unit].usable &&
         units_[unit].room_count > 0;
}

bool NightRooms::Pairs(std::uint32_t party, std::uint32_t unit) const {
  return problem_.pairing.Allows(problem_.parties[party].risk_class,
                                 problem_.sites[model_.units[unit].site].grade);
}

bool NightRooms::MayEnterNow(std::uint32_t party, std::uint32_t room) const {
  const std::uint32_t unit = model_.rooms[room].unit;
  const std::uint32_t cohort = problem_.parties[party].cohort.value();
  return !taken_[room] && model_.units[unit].usable &&
         (holder_[unit] == kNone ? IsFor(cohort, unit)
                                 : holder_[unit] == cohort);
}

std::vector<std::uint32_t> NightRooms::Holders() const {
  std::vector<std::uint32_t> holders = holder_;
  for (std::uint32_t u = 0; u < holders.size(); ++u) {
    if (holders[u] == kNone) holders[u] = held_for_[u];
  }
  return holders;
}

std::optional<std::int64_t> NightRooms::FewestSubstitutes(
    const Asking& asking, std::uint32_t unit) const {
  const Party& party = problem_.parties[asking.party];
  std::optional<std::int64_t> fewest;
  for (const Alike& alike : units_[unit].rooms) {
    if (alike.count == 0 ||
        alike.beds < static_cast<std::int32_t>(asking.people->size())) {
      continue;
    }
    std::int64_t missing = 0;
    Features must = 0;
    for (const std::uint32_t person : *asking.people) {
      const Features lacking = party.people[person].needs & ~alike.features;
      must |= lacking & ~party.substitutable;
      missing += std::popcount(lacking);
    }
    if (must == 0) fewest = std::min(fewest.value_or(missing), missing);
  }
  return fewest;
}

bool NightRooms::IsTooLarge(std::uint32_t party,
                            const std::vector<std::uint32_t>& people) const {
  Asking asking;
  asking.party = party;
  asking.people = &people;
  const std::uint32_t cohort = problem_.parties[party].cohort.value();
  for (std::uint32_t u = 0; u < units_.size(); ++u) {
    if (model_.CanUse(cohort, u) && Pairs(party, u) &&
        FewestSubstitutes(asking, u)) {
      return false;
    }
  }
  return true;
}

NightRooms::Found NightRooms::Find(const Asking& asking) {
  Found found;
  std::optional<Way> way = BestOwn(asking);
  if (!way || way->substitutes > 0) {
    std::optional<Way> other = BestFree(asking, found.refusal);
    if (other && (!way || other->Rank() < way->Rank())) way = std::move(other);
  }
  if (way) {
    found.stay = std::move(way->stay);
    found.refusal = Refusal::kNone;
  }
  return found;
}

std::optional<NightRooms::Way> NightRooms::BestOwn(const Asking& asking) {
  const std::uint32_t cohort = problem_.parties[asking.party].cohort.value();
  if (!asking.as_run) return RoomIn(asking, own_[cohort]);
  std::optional<Way> best;
  for (const std::uint32_t unit : own_[cohort]) {
    std::optional<Way> way = InUnit(asking, unit);
    if (way && (!best || way->Rank() < best->Rank())) best = std::move(way);
  }
  return best;
}

// The room of the units that wastes least.
std::optional<NightRooms::Way> NightRooms::RoomIn(
    const Asking& asking, const std::vector<std::uint32_t>& units) const {
  std::optional<std::tuple<RoomCost, std::int32_t, int, std::uint32_t>> best;
  for (const std::uint32_t u : units) {
    if (!Pairs(asking.party, u)) continue;
    const UnitInfo& unit = model_.units[u];
    for (std::uint32_t n = 0; n < unit.room_count; ++n) {
      const std::uint32_t r = unit.first_room + n;
      const OfferedRoom& room = model_.rooms[r];
      if (taken_[r] || !MayEnter(model_, asking.party, *asking.people, room)) {
        continue;
      }
      RoomCost cost = CostOf(model_, asking.party, *asking.people, room);
      if (asking.main_unit != kNone && asking.main_unit != u) {
        cost.apart = static_cast<std::int64_t>(asking.people->size());
      }
      const std::tuple key(cost, room.beds, std::popcount(room.features), r);
      if (!best || key < *best) best = key;
    }
  }
  if (!best) return std::nullopt;
  Way way;
  way.substitutes = std::get<RoomCost>(*best).substitutes;
  way.stay = {std::get<3>(*best), {*asking.people}};
  return way;
}

std::optional<NightRooms::Way> NightRooms::InUnit(const Asking& asking,
                                                  std::uint32_t unit) {
  if (!asking.as_run) return RoomIn(asking, {unit});
  std::vector<RunPlacement> runs = finder_.Find(asking.party, unit, taken_);
  if (runs.empty()) return std::nullopt;
  Way way;
  way.substitutes = runs.front().substitutes;
  way.stay = {runs.front().first_room, std::move(runs.front().people)};
  return way;
}

Refusal NightRooms::Refuses(const Asking& asking, std::int32_t free,
                            std::int32_t at_first, std::int64_t people,
                            std::uint32_t unit) const {
  if (problem_.parties[asking.party].priority < reserve_.exempt_below) {
    return Refusal::kNone;
  }
  if (free <= reserve_.keep_units) return Refusal::kKeepUnits;
  if (!reserve_.unit_price.empty() &&
      people * 1000 < reserve_.unit_price[unit]) {
    return Refusal::kUnitPrice;
  }
  if (!reserve_.least_people.empty()) {
    const std::size_t steps = reserve_.least_people.size();
    const auto step = static_cast<std::size_t>(at_first - free) * steps /
                      static_cast<std::size_t>(std::max(at_first, 1));
    if (people < reserve_.least_people[std::min(step, steps - 1)]) {
      return Refusal::kLeastPeople;
    }
  }
  return Refusal::kNone;
}

// A run is looked for in the units in order, so its substitutes are not known
// here.
std::vector<NightRooms::Choice> NightRooms::FreeChoices(
    const Asking& asking, Refusal& refusal) const {
  const Party& party = problem_.parties[asking.party];
  std::vector<std::uint32_t> free;
  std::int32_t at_first = 0;
  std::int32_t for_all = 0;  // free, held for nobody
  for (std::uint32_t u = 0; u < units_.size(); ++u) {
    if (!units_[u].free_at_first || !Pairs(asking.party, u)) continue;
    ++at_first;
    if (!IsFree(u) || !IsFor(party.cohort.value(), u)) continue;
    free.push_back(u);
    if (held_for_[u] == kNone) ++for_all;
  }
  Features needs = 0;
  for (const std::uint32_t person : *asking.people) {
    needs |= party.people[person].needs;
  }
  const Features spared = problem_.special_features & ~needs;
  const std::int32_t wanted = asking.rooms_left + asking.expected;
  std::vector<Choice> choices;
  for (const std::uint32_t u : free) {
    const UnitState& unit = units_[u];
    Choice choice;
    if (!asking.as_run) {
      const auto substitutes = FewestSubstitutes(asking, u);
      if (!substitutes) continue;
      choice.substitutes = *substitutes;
    }
    const std::int64_t people =
        asking.people_left +
        std::clamp(unit.room_count - asking.rooms_left, 0, asking.expected);
    choice.held_for_nobody = held_for_[u] == kNone;
    const Refusal refuses = choice.held_for_nobody
                                ? Refuses(asking, for_all, at_first, people, u)
                                : Refusal::kNone;
    if (refuses != Refusal::kNone) {
      if (refusal == Refusal::kNone || refuses < refusal) refusal = refuses;
      continue;
    }
    const std::uint32_t site = model_.units[u].site;
    if (!problem_.sites[site].open && used_at_[site] == 0) {
      choice.opens = problem_.tier_policy == TierPolicy::kCost
                         ? model_.site_cost[site]
                         : static_cast<std::int32_t>(model_.tiers.size() -
                                                     model_.site_tier[site]);
    }
    if (!reserve_.unit_price.empty()) {
      choice.surplus = reserve_.unit_price[u] - people * 1000;
    }
    choice.too_small = unit.room_count < wanted;
    choice.size = choice.too_small ? -unit.room_count : unit.room_count;
    for (const Alike& alike : unit.rooms) {
      if ((alike.features & spared) != 0) choice.special += alike.count;
    }
    if (!party.distance.empty()) choice.distance = party.distance[site];
    choice.unit = u;
    choices.push_back(choice);
  }
  return choices;
}

std::optional<NightRooms::Way> NightRooms::BestFree(const Asking& asking,
                                                    Refusal& refusal) {
  std::vector<Choice> choices = FreeChoices(asking, refusal);
  // A heap, since mostly the first will do.
  const auto later = std::greater<>();
  std::ranges::make_heap(choices, later);
  std::optional<Way> best;
  while (!choices.empty()) {
    std::ranges::pop_heap(choices, later);
    const Choice choice = choices.back();
    choices.pop_back();
    if (best && (best->substitutes == 0 || choice.opens > best->opens)) break;
    std::optional<Way> way = InUnit(asking, choice.unit);
    if (!way) continue;
    way->opens = choice.opens;
    way->new_unit = true;
    if (!best || way->Rank() < best->Rank()) best = std::move(way);
    if (!asking.as_run) break;
  }
  return best;
}

NightRooms::Taken NightRooms::Enter(std::uint32_t party, std::uint32_t room) {
  taken_[room] = true;
  Taken taken;
  const std::uint32_t u = model_.rooms[room].unit;
  if (holder_[u] != kNone) return taken;
  const std::uint32_t cohort = problem_.parties[party].cohort.value();
  holder_[u] = cohort;
  own_[cohort].insert(std::ranges::lower_bound(own_[cohort], u), u);
  taken.unit = true;
  const std::uint32_t site = model_.units[u].site;
  if (used_at_[site] > 0 || problem_.sites[site].open) {
    ++used_at_[site];
    return taken;
  }
  const std::vector<bool> before = Opened();
  ++used_at_[site];
  const std::vector<bool> after = Opened();
  for (std::uint32_t s = 0; s < after.size(); ++s) {
    if (after[s] && !before[s]) taken.sites.push_back(s);
  }
  return taken;
}

std::vector<bool> NightRooms::Opened() const {
  std::vector<bool> used;
  for (const std::int32_t units : used_at_) used.push_back(units > 0);
  return OpenedWith(problem_, model_.site_on_offer, used);
}

void NightRooms::TakeOut(std::uint32_t room) {
  taken_[room] = true;
  OfferedRoom& of = model_.rooms[room];
  UnitState& unit = units_[of.unit];
  --unit.room_count;
  for (Alike& alike : unit.rooms) {
    if (alike.beds == of.beds && alike.features == of.features) --alike.count;
  }
  of.beds = 0;
  if (problem_.tier_policy == TierPolicy::kStrict) {
    model_.site_on_offer = SitesOnOffer(problem_);
  }
}

// Closing it would change which rooms of its site are for the staff.
void NightRooms::EmptyUnit(std::uint32_t unit) {
  const UnitInfo& info = model_.units[unit];
  for (std::uint32_t n = 0; n < info.room_count; ++n) {
    const std::uint32_t room = info.first_room + n;
    // Out already, or the staff's by now.
    if (model_.rooms[room].beds == 0) continue;
    problem_.rooms[model_.rooms[room].id.value()].state = RoomState::kOut;
    TakeOut(room);
  }
  std::erase(own_[holder_[unit]], unit);
  --used_at_[info.site];
  holder_[unit] = kNone;
}

}  // namespace quaranta::place::internal
