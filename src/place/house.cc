#include "place/house.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <type_traits>
#include <utility>

#include "place/together.h"

namespace quaranta::place::internal {
namespace {

// Up to so many people the sums of costs but distance, of one cohort, are less
// than half of 2^20 each, at most 64 features missing for one person.
constexpr std::int32_t kMostPacked = 8'000;

constexpr std::int64_t Packed(const RoomCost& cost) {
  return cost.substitutes * (std::int64_t{1} << 40) +
         cost.refills * (std::int64_t{1} << 20) + cost.special;
}

}  // namespace

RoomCost CostOf(const Model& model, const Stay& stay) {
  const OfferedRoom& room = model.rooms[stay.room];
  return stay.kind == kNone ? CostOf(model, stay.party, stay.people, room)
                            : CostOfKind(model, stay.party, stay.kind, room);
}

CohortHousing Houser::House(std::uint32_t cohort,
                            const std::vector<std::uint32_t>& units) {
  CohortHousing housing = HouseOnly(cohort, units);
  housing.worth = WorthOf(housing);
  return housing;
}

CohortHousing Houser::HouseOnly(std::uint32_t cohort,
                                const std::vector<std::uint32_t>& units) {
  CohortHousing housing;
  HouseRuns(cohort, units, housing);
  FindGroups(units);
  FindBatches(cohort);
  if (model_.has_distance || model_.cohorts[cohort].people > kMostPacked) {
    Assign(cohort, transport_, housing);
  } else {
    Assign(cohort, packed_, housing);
  }
  for (const Stay& stay : housing.stays) taken_[stay.room] = false;
  return housing;
}

void Houser::HouseRuns(std::uint32_t cohort,
                       const std::vector<std::uint32_t>& units,
                       CohortHousing& housing) {
  std::vector<RunPlacement> placed = evaluator_.PlaceRuns(cohort, units);
  for (const RunInfo& info : model_.cohorts[cohort].runs) {
    const auto run =
        std::ranges::find(placed, info.party, &RunPlacement::party);
    if (run == placed.end()) {
      housing.runs_left.push_back(info.party);
      continue;
    }
    for (std::uint32_t n = 0; n < run->people.size(); ++n) {
      taken_[run->first_room + n] = true;
      housing.stays.push_back({run->party, run->first_room + n, kNone,
                               Keep(std::move(run->people[n]), housing.kept)});
    }
  }
}

void Houser::FindGroups(const std::vector<std::uint32_t>& units) {
  // By type, site and refill, then room.
  keyed_rooms_.clear();
  for (const std::uint32_t unit : units) {
    const UnitInfo& info = model_.units[unit];
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      const OfferedRoom& room = model_.rooms[r];
      if (taken_[r]) continue;
      keyed_rooms_.emplace_back((std::uint64_t{room.type} << 33) |
                                    (std::uint64_t{info.site} << 1) |
                                    (room.refill ? 1U : 0U),
                                r);
    }
  }
  std::ranges::sort(keyed_rooms_);
  rooms_in_order_.clear();
  for (const auto& [key, room] : keyed_rooms_) rooms_in_order_.push_back(room);
  groups_.clear();
  for (std::size_t from = 0, n = 1; n <= keyed_rooms_.size(); ++n) {
    const std::uint64_t key = keyed_rooms_[from].first;
    if (n < keyed_rooms_.size() && keyed_rooms_[n].first == key) continue;
    groups_.push_back({std::span(rooms_in_order_).subspan(from, n - from),
                       static_cast<std::uint32_t>(key >> 33), (key & 1) != 0});
    from = n;
  }
}

// Lodgings are sorted by kind; within a kind those with equal distances are
// one batch, in the order of the first.
void Houser::FindBatches(std::uint32_t cohort) {
  const CohortInfo& info = model_.cohorts[cohort];
  batches_.clear();
  if (model_.has_distance) return SplitByDistance(cohort);
  // In their own order, which is that of all cohorts.
  if (lodgings_in_order_.size() < info.lodgings.size()) {
    lodgings_in_order_.resize(info.lodgings.size());
    std::iota(lodgings_in_order_.begin(), lodgings_in_order_.end(), 0U);
  }
  for (const KindCount& of : info.kinds) {
    batches_.push_back(
        Batch(lodgings_in_order_)
            .subspan(of.first_lodging, static_cast<std::size_t>(of.count)));
  }
}

void Houser::SplitByDistance(std::uint32_t cohort) {
  const CohortInfo& info = model_.cohorts[cohort];
  const auto distance = [&](std::uint32_t i) -> const auto& {
    return model_.problem->parties[info.lodgings[i].party].distance;
  };
  std::vector<std::vector<std::uint32_t>> alike;
  std::size_t same_kind = 0;
  for (std::uint32_t i = 0; i < info.lodgings.size(); ++i) {
    if (i > 0 && info.lodgings[i].kind != info.lodgings[i - 1].kind) {
      same_kind = alike.size();
    }
    std::size_t b = same_kind;
    while (b < alike.size() && distance(alike[b].front()) != distance(i)) ++b;
    if (b == alike.size()) alike.emplace_back();
    alike[b].push_back(i);
  }
  lodgings_in_order_.resize(info.lodgings.size());
  std::size_t from = 0;
  for (const auto& batch : alike) {
    std::ranges::copy(
        batch, lodgings_in_order_.begin() + static_cast<std::ptrdiff_t>(from));
    batches_.push_back(Batch(lodgings_in_order_).subspan(from, batch.size()));
    from += batch.size();
  }
}

template <class Cost>
void Houser::Assign(std::uint32_t cohort, Transport<Cost>& transport,
                    CohortHousing& housing) {
  LoadTransport(cohort, transport);
  transport.Solve();
  ReadTransport(cohort, transport, housing);
}

template <class Cost>
void Houser::LoadTransport(std::uint32_t cohort,
                           Transport<Cost>& transport) const {
  const auto& lodgings = model_.cohorts[cohort].lodgings;
  transport.Reset(batches_.size(), groups_.size());
  const Features special = model_.problem->special_features;
  std::int32_t rank = 0;
  for (std::size_t i = 0; i < batches_.size(); ++i) {
    const LodgingInfo& first = lodgings[batches_[i].front()];
    const LodgingKind& kind = model_.kinds[first.kind];
    if (i > 0) {
      const LodgingKind& before =
          model_.kinds[lodgings[batches_[i - 1].front()].kind];
      rank += before.priority != kind.priority || before.people != kind.people;
    }
    transport.SetDemand(i, static_cast<std::int32_t>(batches_[i].size()), rank);
    const std::vector<std::int32_t>& missing = model_.missing[first.kind];
    const Features extra = special & ~kind.AllNeeds();
    for (std::size_t j = 0; j < groups_.size(); ++j) {
      const Group& group = groups_[j];
      if (missing[group.type] < 0) continue;
      // As CostOfKind, which looks at one room of one party.
      RoomCost cost;
      cost.substitutes = missing[group.type];
      cost.refills = group.refill ? kind.people : 0;
      cost.special = (model_.types[group.type].features & extra) != 0 ? 1 : 0;
      if constexpr (std::is_same_v<Cost, RoomCost>) {
        const auto& distance = model_.problem->parties[first.party].distance;
        if (!distance.empty()) {
          const OfferedRoom& room = model_.rooms[group.rooms.front()];
          cost.distance = std::int64_t{kind.people} *
                          distance[model_.units[room.unit].site];
        }
        transport.Allow(i, j, cost);
      } else {
        transport.Allow(i, j, Packed(cost));
      }
    }
  }
  for (std::size_t j = 0; j < groups_.size(); ++j) {
    transport.SetSupply(j, static_cast<std::int32_t>(groups_[j].rooms.size()));
  }
}

template <class Cost>
void Houser::ReadTransport(std::uint32_t cohort,
                           const Transport<Cost>& transport,
                           CohortHousing& housing) {
  const auto& lodgings = model_.cohorts[cohort].lodgings;
  const std::size_t runs = housing.stays.size();
  housing.stays.reserve(runs + lodgings.size());
  for (std::size_t i = 0; i < batches_.size(); ++i) {
    const Batch& batch = batches_[i];
    std::size_t next = 0;
    for (std::size_t j = 0; j < groups_.size(); ++j) {
      Group& group = groups_[j];
      for (std::int32_t n = transport.flow(i, j); n > 0; --n) {
        const LodgingInfo& lodging = lodgings[batch[next++]];
        housing.stays.push_back({lodging.party, group.rooms[group.used++],
                                 lodging.kind, lodging.people});
      }
    }
    for (; next < batch.size(); ++next) {
      housing.lodgings_left.push_back(lodgings[batch[next]]);
    }
  }
  if (!model_.has_apart) return;
  std::vector<std::uint32_t> empty;
  for (const Group& group : groups_) {
    const auto left = group.rooms.subspan(group.used);
    empty.insert(empty.end(), left.begin(), left.end());
  }
  BringTogether(model_, empty, std::span(housing.stays).subspan(runs));
}

Worth Houser::WorthOf(const CohortHousing& housing) const {
  Worth worth;
  const auto leave = [&](std::uint32_t party, std::size_t people) {
    const auto priority =
        static_cast<std::size_t>(model_.problem->parties[party].priority);
    worth.unplaced[priority] += static_cast<std::int32_t>(people);
  };
  for (const LodgingInfo& of : housing.lodgings_left) {
    leave(of.party, of.people.size());
  }
  for (const std::uint32_t party : housing.runs_left) {
    leave(party, model_.problem->parties[party].people.size());
  }
  std::vector<std::uint32_t> units;
  for (const Stay& stay : housing.stays) {
    const std::uint32_t unit = model_.rooms[stay.room].unit;
    worth.cost = worth.cost + CostOf(model_, stay);
    if (model_.units[unit].holder == kNone) units.push_back(unit);
  }
  std::ranges::sort(units);
  worth.new_floors = std::unique(units.begin(), units.end()) - units.begin();
  worth.cost.apart = CountApart(model_, housing.stays);
  worth.substitutes = std::exchange(worth.cost.substitutes, 0);
  return worth;
}

std::int64_t CountApart(const Model& model, const std::vector<Stay>& stays) {
  std::map<std::uint32_t, std::map<std::uint32_t, std::int64_t>> at;
  for (const Stay& stay : stays) {
    if (model.problem->parties[stay.party].lodging == Lodging::kApart) {
      at[stay.party][model.rooms[stay.room].unit] +=
          static_cast<std::int64_t>(stay.people.size());
    }
  }
  std::int64_t apart = 0;
  for (const auto& [party, units] : at) {
    std::int64_t most = 0;
    for (const auto& [unit, people] : units) {
      apart += people;
      most = std::max(most, people);
    }
    apart -= most;
  }
  return apart;
}

}  // namespace quaranta::place::internal
