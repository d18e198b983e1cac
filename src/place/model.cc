#include "place/model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <numeric>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "place/staff.h"
#include "place/tiers.h"
#include "quaranta/core/random.h"

namespace quaranta::place::internal {
namespace {

// Most urgent first, then the larger: the order in which a matroid greedy
// takes them.
bool Heavier(const LodgingKind& a, const LodgingKind& b) {
  if (a.priority != b.priority) return a.priority < b.priority;
  if (a.people != b.people) return a.people > b.people;
  return a < b;
}

constexpr std::size_t kMostFirst = 1'000;
constexpr std::array<std::uint32_t, kMostFirst> kFirst = [] {
  std::array<std::uint32_t, kMostFirst> first{};
  for (std::uint32_t n = 0; n < kMostFirst; ++n) first[n] = n;
  return first;
}();

LodgingKind KindOf(const Party& party, std::span<const std::uint32_t> people) {
  LodgingKind kind{party.priority,
                   static_cast<std::int32_t>(people.size()),
                   party.risk_class,
                   party.substitutable,
                   {}};
  for (const std::uint32_t person : people) {
    if (const Features needs = party.people[person].needs) {
      kind.needs.push_back(needs);
    }
  }
  std::ranges::sort(kind.needs);
  return kind;
}

// Types of rooms among which the next is looked for first.
constexpr std::size_t kRecent = 12;

// Larger parties are few.
constexpr std::size_t kMostPlain = 8;

class Maker {
 public:
  Maker(const Problem& problem, std::uint64_t seed)
      : problem_(problem), seed_(seed), staff_(problem.rooms.size(), false) {}

  Model Make() {
    model_.problem = &problem_;
    AddSites();
    AddRooms();
    AddLodgings();
    SortCohorts();
    return std::move(model_);
  }

 private:
  void AddSites() {
    model_.staff_rooms = AllStaffRooms(problem_);
    for (const std::vector<RoomId>& rooms : model_.staff_rooms) {
      for (const RoomId id : rooms) staff_[id.value()] = true;
    }
    model_.site_on_offer = SitesOnOffer(problem_, staff_);
    for (const Site& site : problem_.sites) {
      model_.tiers.push_back(TierKey(problem_, site));
      model_.site_cost.push_back(OpeningCost(problem_, site));
    }
    std::ranges::sort(model_.tiers, std::greater<>());
    model_.tiers.erase(std::unique(model_.tiers.begin(), model_.tiers.end()),
                       model_.tiers.end());
    for (const Site& site : problem_.sites) {
      model_.site_tier.push_back(static_cast<std::uint32_t>(
          std::ranges::find(model_.tiers, TierKey(problem_, site)) -
          model_.tiers.begin()));
      model_.site_usable.push_back(site.open || site.can_open);
    }
  }

  void AddRooms() {
    model_.units.reserve(problem_.units.size());
    for (const Unit& unit : problem_.units) {
      UnitInfo info;
      info.site = unit.site.value();
      if (unit.holder) info.holder = unit.holder->value();
      info.usable = !unit.closed && model_.site_usable[info.site] &&
                    (!unit.holder || problem_.sites[info.site].open);
      model_.units.push_back(std::move(info));
    }
    model_.rooms.reserve(problem_.rooms.size());
    for (std::size_t i = 0; i < problem_.rooms.size(); ++i) {
      const Room& room = problem_.rooms[i];
      const UnitInfo& unit = model_.units[room.unit.value()];
      const bool refill =
          room.state == RoomState::kRefillable && unit.holder != kNone;
      if (!model_.site_usable[unit.site] || staff_[i] || room.beds == 0 ||
          !(room.state == RoomState::kReady || refill)) {
        continue;
      }
      model_.rooms.push_back({RoomId(i), room.unit.value(), room.position,
                              room.beds, room.features, refill, 0});
    }
    const auto place = [](const OfferedRoom& room) {
      return std::pair(room.unit, room.position);
    };
    if (!std::ranges::is_sorted(model_.rooms, {}, place)) {
      std::ranges::sort(model_.rooms, {}, place);
    }
    for (std::uint32_t r = 0; r < model_.rooms.size(); ++r) {
      UnitInfo& unit = model_.units[model_.rooms[r].unit];
      if (unit.room_count++ == 0) unit.first_room = r;
    }
  }

  void AddLodgings() {
    model_.cohorts.resize(problem_.cohorts);
    last_risk_class_.assign(problem_.cohorts, kNone);
    model_.party_tie.reserve(problem_.parties.size());
    model_.lodgings.reserve(problem_.parties.size());
    cohort_of_.reserve(problem_.parties.size());
    for (std::uint32_t i = 0; i < problem_.parties.size(); ++i) {
      AddParty(i);
      Lodge(i);
    }
    AddTypes();
    SortKinds();
  }

  void AddParty(std::uint32_t index) {
    const Party& party = problem_.parties[index];
    model_.classes = std::max(model_.classes, party.priority + 1);
    const std::uint64_t tie = SeededHash(seed_, party.name);
    model_.party_tie.push_back(tie);
    CohortInfo& cohort = model_.cohorts[party.cohort.value()];
    if (cohort.people == 0) cohort.tie = tie;
    cohort.tie = std::min(cohort.tie, tie);
    if (last_risk_class_[party.cohort.value()] != party.risk_class) {
      last_risk_class_[party.cohort.value()] = party.risk_class;
      AddPaired(SitesFor(party.risk_class), cohort.site_paired);
    }
    const auto people = static_cast<std::int32_t>(party.people.size());
    cohort.people += people;
    model_.people[static_cast<std::size_t>(party.priority)] += people;
    if (party.lodging == Lodging::kApart) model_.has_apart = true;
    if (party.distance.empty()) return;
    model_.has_distance = true;
    cohort.site_distance.resize(problem_.sites.size(), 0);
    for (std::size_t s = 0; s < party.distance.size(); ++s) {
      cohort.site_distance[s] += std::int64_t{people} * party.distance[s];
    }
  }

  // The sites that the pairing lets the risk class enter.
  const std::vector<bool>& SitesFor(std::uint32_t risk_class) {
    const auto [it, added] = sites_for_.try_emplace(risk_class);
    std::vector<bool>& sites = it->second;
    if (!added) return sites;
    model_.risk_classes.push_back(risk_class);
    for (const Site& site : problem_.sites) {
      sites.push_back(problem_.pairing.Allows(risk_class, site.grade));
    }
    return sites;
  }

  static void AddPaired(const std::vector<bool>& sites,
                        std::vector<bool>& paired) {
    if (paired.empty()) {
      paired = sites;
      return;
    }
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (sites[s]) paired[s] = true;
    }
  }

  void Lodge(std::uint32_t index) {
    const Party& party = problem_.parties[index];
    if (party.lodging == Lodging::kTogether) return LodgeTogether(index);
    Groups groups = GroupsOf(party);
    for (auto& group : groups.without_adult) {
      model_.without_adult.push_back({index, kNone, Keep(std::move(group))});
    }
    for (auto& group : groups.rooms) {
      const std::uint32_t kind = KindIndexOf(party, group);
      AddLodging({index, kind, Keep(std::move(group))});
    }
  }

  void AddLodging(const LodgingInfo& lodging) {
    model_.lodgings.push_back(lodging);
    cohort_of_.push_back(problem_.parties[lodging.party].cohort.value());
  }

  // As GroupsOf, but for a party as most are there is nothing to look up.
  void LodgeTogether(std::uint32_t index) {
    const Party& party = problem_.parties[index];
    const auto everyone = std::span(kFirst).first(party.people.size());
    if (!party.carer_named &&
        std::ranges::all_of(party.people, &Person::minor)) {
      model_.without_adult.push_back({index, kNone, everyone});
      return;
    }
    std::uint32_t* const plain_kind = PlainKindOf(party);
    if (plain_kind != nullptr && *plain_kind != kNone) {
      AddLodging({index, *plain_kind, everyone});
      return;
    }
    const bool fits = everyone.size() == 1 || FitFreeUnit(index, everyone);
    if (!fits && !FitUnitOfCohort(index, everyone)) {
      model_.cohorts[party.cohort.value()].runs.push_back({index});
      return;
    }
    const std::uint32_t kind = KindIndexOf(party, everyone);
    AddLodging({index, kind, everyone});
    if (plain_kind != nullptr && fits) *plain_kind = kind;
  }

  // Null if somebody of the party has needs; else its kind, kNone where it is
  // not known that rooms of free units are large enough for the kind.
  std::uint32_t* PlainKindOf(const Party& party) {
    const std::size_t size = party.people.size();
    if (party.substitutable != 0 || size > kMostPlain ||
        std::ranges::any_of(party.people, [](const Person& person) {
          return person.needs != 0;
        })) {
      return nullptr;
    }
    const std::size_t place = (std::size_t{party.risk_class} * kMaxClasses +
                               static_cast<std::size_t>(party.priority)) *
                                  kMostPlain +
                              size - 1;
    if (plain_kinds_.size() <= place) plain_kinds_.resize(place + 1, kNone);
    return &plain_kinds_[place];
  }

  std::span<const std::uint32_t> Keep(std::vector<std::uint32_t> people) {
    if (people.size() <= kMostFirst &&
        std::ranges::equal(people, std::span(kFirst).first(people.size()))) {
      return std::span(kFirst).first(people.size());
    }
    return internal::Keep(std::move(people), model_.kept);
  }

  // In the order of `kind_of_`; numbered anew by SortKinds.
  std::uint32_t KindIndexOf(const Party& party,
                            std::span<const std::uint32_t> people) {
    const auto [it, added] = kind_of_.try_emplace(
        KindOf(party, people), static_cast<std::uint32_t>(kind_of_.size()));
    return it->second;
  }

  // Whether some room of a unit that nobody holds could take them.
  bool FitFreeUnit(std::uint32_t party, std::span<const std::uint32_t> people) {
    const auto [fits, added] = fits_free_unit_.try_emplace(
        KindOf(problem_.parties[party], people), false);
    if (added) {
      fits->second =
          std::ranges::any_of(model_.rooms, [&](const OfferedRoom& room) {
            return model_.units[room.unit].holder == kNone &&
                   model_.units[room.unit].usable &&
                   MayEnter(model_, party, people, room);
          });
    }
    return fits->second;
  }

  bool FitUnitOfCohort(std::uint32_t party,
                       std::span<const std::uint32_t> people) const {
    const std::uint32_t cohort = problem_.parties[party].cohort.value();
    return std::ranges::any_of(model_.rooms, [&](const OfferedRoom& room) {
      return model_.CanUse(cohort, room.unit) &&
             MayEnter(model_, party, people, room);
    });
  }

  void AddTypes() {
    Features relevant = problem_.special_features;
    std::int32_t largest = 1;
    for (const auto& [kind, index] : kind_of_) {
      largest = std::max(largest, kind.people);
      for (const Features needs : kind.needs) relevant |= needs;
    }
    // Numbered as they come, then in order. Rooms of a kind often follow each
    // other on a corridor.
    std::map<RoomType, std::uint32_t> index_of;
    std::vector<std::pair<RoomType, std::uint32_t>> recent;
    for (OfferedRoom& room : model_.rooms) {
      const RoomType type = TypeOf(room, relevant, largest);
      auto known = std::ranges::find(
          recent, type, &std::pair<RoomType, std::uint32_t>::first);
      if (known == recent.end()) {
        const auto [it, added] = index_of.try_emplace(
            type, static_cast<std::uint32_t>(index_of.size()));
        if (recent.size() == kRecent) recent.clear();
        recent.emplace_back(type, it->second);
        known = recent.end() - 1;
      }
      room.type = known->second;
    }
    std::vector<std::uint32_t> new_index(index_of.size());
    for (const auto& [type, index] : index_of) {
      new_index[index] = static_cast<std::uint32_t>(model_.types.size());
      model_.types.push_back(type);
    }
    CountTypes(new_index);
  }

  void CountTypes(const std::vector<std::uint32_t>& new_index) {
    std::vector<std::int32_t> count(model_.types.size(), 0);
    std::vector<std::uint32_t> seen;
    for (UnitInfo& unit : model_.units) {
      seen.clear();
      for (std::uint32_t r = 0; r < unit.room_count; ++r) {
        std::uint32_t& type = model_.rooms[unit.first_room + r].type;
        type = new_index[type];
        if (count[type]++ == 0) seen.push_back(type);
      }
      std::ranges::sort(seen);
      unit.types.reserve(seen.size());
      for (const std::uint32_t type : seen) {
        unit.types.push_back({type, std::exchange(count[type], 0)});
      }
    }
  }

  RoomType TypeOf(const OfferedRoom& room, Features relevant,
                  std::int32_t largest) const {
    const std::uint32_t site = model_.units[room.unit].site;
    return {std::min(room.beds, largest), room.features & relevant,
            problem_.sites[site].grade};
  }

  // Numbers kinds by weight, and tells each where it may go.
  void SortKinds() {
    std::vector<std::pair<LodgingKind, std::uint32_t>> kinds(kind_of_.begin(),
                                                             kind_of_.end());
    std::ranges::sort(kinds, Heavier,
                      &std::pair<LodgingKind, std::uint32_t>::first);
    std::vector<std::uint32_t> new_index(kinds.size());
    for (std::uint32_t k = 0; k < kinds.size(); ++k) {
      new_index[kinds[k].second] = k;
      model_.missing.emplace_back();
      for (const RoomType& type : model_.types) {
        model_.missing.back().push_back(MissingIn(kinds[k].first, type));
      }
      model_.kinds.push_back(std::move(kinds[k].first));
    }
    for (LodgingInfo& lodging : model_.lodgings) {
      lodging.kind = new_index[lodging.kind];
    }
  }

  std::int32_t MissingIn(const LodgingKind& kind, const RoomType& type) const {
    if (kind.people > type.beds ||
        !problem_.pairing.Allows(kind.risk_class, type.grade)) {
      return -1;
    }
    std::int32_t missing = 0;
    for (const Features needs : kind.needs) {
      const Features lacking = needs & ~type.features;
      if ((lacking & ~kind.substitutable) != 0) return -1;
      missing += std::popcount(lacking);
    }
    return missing;
  }

  // By cohort, kind and tie-break.
  void SortLodgings() {
    struct Place {
      std::uint32_t kind = 0;
      std::uint32_t lodging = 0;
      std::uint64_t tie = 0;
    };
    std::vector<std::uint32_t> first(model_.cohorts.size() + 1, 0);
    for (const std::uint32_t c : cohort_of_) ++first[c + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::uint32_t> next = first;
    std::vector<Place> order(model_.lodgings.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      const LodgingInfo& of = model_.lodgings[i];
      order[next[cohort_of_[i]]++] = {of.kind, i, model_.party_tie[of.party]};
    }
    const auto name = [&](std::uint32_t lodging) {
      const LodgingInfo& of = model_.lodgings[lodging];
      return std::tuple(std::string_view(problem_.parties[of.party].name),
                        of.party, of.people.front());
    };
    for (std::uint32_t c = 0; c < model_.cohorts.size(); ++c) {
      std::ranges::sort(order.begin() + first[c], order.begin() + first[c + 1],
                        [&](const Place& a, const Place& b) {
                          if (a.kind != b.kind) return a.kind < b.kind;
                          if (a.tie != b.tie) return a.tie < b.tie;
                          return name(a.lodging) < name(b.lodging);
                        });
    }
    std::vector<LodgingInfo> sorted;
    sorted.reserve(order.size());
    for (const Place& of : order) sorted.push_back(model_.lodgings[of.lodging]);
    model_.lodgings = std::move(sorted);
    for (std::uint32_t c = 0; c < model_.cohorts.size(); ++c) {
      model_.cohorts[c].lodgings =
          std::span(model_.lodgings).subspan(first[c], first[c + 1] - first[c]);
    }
  }

  void CountKinds(CohortInfo& cohort) const {
    cohort.kinds.reserve(std::min(cohort.lodgings.size(), model_.kinds.size()));
    for (std::uint32_t i = 0; i < cohort.lodgings.size(); ++i) {
      const std::uint32_t kind = cohort.lodgings[i].kind;
      if (cohort.kinds.empty() || cohort.kinds.back().kind != kind) {
        cohort.kinds.push_back({kind, 0, i});
      }
      ++cohort.kinds.back().count;
    }
  }

  void SortCohorts() {
    SortLodgings();
    for (std::uint32_t c = 0; c < model_.cohorts.size(); ++c) {
      CohortInfo& cohort = model_.cohorts[c];
      if (cohort.people > 0) model_.cohort_order.push_back(c);
      CountKinds(cohort);
      std::ranges::sort(cohort.runs, {}, [&](const RunInfo& run) {
        const Party& party = problem_.parties[run.party];
        return std::tuple(party.priority,
                          -static_cast<std::int64_t>(party.people.size()),
                          model_.party_tie[run.party],
                          std::string_view(party.name), run.party);
      });
    }
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      const UnitInfo& unit = model_.units[u];
      if (unit.usable && unit.holder != kNone) {
        model_.cohorts[unit.holder].held_units.push_back(u);
      }
    }
    std::ranges::sort(model_.cohort_order, {}, [&](std::uint32_t c) {
      return std::pair(model_.cohorts[c].tie, c);
    });
  }

  const Problem& problem_;
  const std::uint64_t seed_;
  std::map<LodgingKind, std::uint32_t> kind_of_;
  std::vector<std::uint32_t> cohort_of_;  // by Model::lodgings, while unsorted
  std::vector<bool> staff_;               // by Problem::rooms
  std::map<std::uint32_t, std::vector<bool>>
      sites_for_;                               // by risk class, once asked
  std::vector<std::uint32_t> last_risk_class_;  // by cohort; kNone before any
  std::vector<std::uint32_t> plain_kinds_;      // see PlainKindOf
  std::map<LodgingKind, bool> fits_free_unit_;  // see FitFreeUnit
  Model model_;
};

}  // namespace

Groups GroupsOf(const Party& party) {
  Groups groups;
  const auto size = static_cast<std::uint32_t>(party.people.size());
  if (party.lodging == Lodging::kTogether) {
    std::vector<std::uint32_t> all(size);
    for (std::uint32_t i = 0; i < size; ++i) all[i] = i;
    const bool has_adult = std::ranges::any_of(
        party.people, [](const Person& person) { return !person.minor; });
    auto& to =
        has_adult || party.carer_named ? groups.rooms : groups.without_adult;
    to.push_back(std::move(all));
    return groups;
  }
  for (std::uint32_t i = 0; i < size; ++i) {
    const Person& person = party.people[i];
    if (person.carer) continue;
    if (person.minor) {
      auto& to = party.carer_named ? groups.rooms : groups.without_adult;
      to.push_back({i});
      continue;
    }
    std::vector<std::uint32_t> group;
    for (std::uint32_t j = 0; j < size; ++j) {
      if (j == i || party.people[j].carer == i) group.push_back(j);
    }
    groups.rooms.push_back(std::move(group));
  }
  return groups;
}

Model MakeModel(const Problem& problem, std::uint64_t seed) {
  return Maker(problem, seed).Make();
}

RoomCost CostOf(const Model& model, std::uint32_t party,
                std::span<const std::uint32_t> people,
                const OfferedRoom& room) {
  const Party& of = model.problem->parties[party];
  RoomCost cost;
  Features needs = 0;
  for (const std::uint32_t person : people) {
    needs |= of.people[person].needs;
    cost.substitutes += std::popcount(of.people[person].needs & ~room.features);
  }
  const auto count = static_cast<std::int64_t>(people.size());
  cost.refills = room.refill ? count : 0;
  cost.special =
      (room.features & model.problem->special_features & ~needs) != 0 ? 1 : 0;
  if (!of.distance.empty()) {
    cost.distance = count * of.distance[model.units[room.unit].site];
  }
  return cost;
}

RoomCost CostOfKind(const Model& model, std::uint32_t party, std::uint32_t kind,
                    const OfferedRoom& room) {
  const LodgingKind& of = model.kinds[kind];
  RoomCost cost;
  cost.substitutes = model.missing[kind][room.type];
  cost.refills = room.refill ? of.people : 0;
  const Features extra = model.types[room.type].features & ~of.AllNeeds();
  cost.special = (extra & model.problem->special_features) != 0 ? 1 : 0;
  if (model.has_distance) {
    const auto& distance = model.problem->parties[party].distance;
    if (!distance.empty()) {
      cost.distance =
          std::int64_t{of.people} * distance[model.units[room.unit].site];
    }
  }
  return cost;
}

bool MayEnter(const Model& model, std::uint32_t party,
              std::span<const std::uint32_t> people, const OfferedRoom& room) {
  const Party& of = model.problem->parties[party];
  const Site& site = model.problem->sites[model.units[room.unit].site];
  if (static_cast<std::int64_t>(people.size()) > room.beds ||
      !model.problem->pairing.Allows(of.risk_class, site.grade)) {
    return false;
  }
  return std::ranges::all_of(people, [&](std::uint32_t person) {
    const Features lacking = of.people[person].needs & ~room.features;
    return (lacking & ~of.substitutable) == 0;
  });
}

}  // namespace quaranta::place::internal
