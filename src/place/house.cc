#include "place/house.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "place/together.h"

namespace quaranta::place::internal {

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
  const std::vector<Group> groups = GroupsOf(units);
  const std::vector<Batch> batches = BatchesOf(cohort);
  LoadTransport(cohort, batches, groups);
  transport_.Solve();
  ReadTransport(cohort, batches, groups, housing);
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
      housing.stays.push_back(
          {run->party, run->first_room + n, std::move(run->people[n])});
    }
  }
}

std::vector<Houser::Group> Houser::GroupsOf(
    const std::vector<std::uint32_t>& units) const {
  using Key = std::tuple<std::uint32_t, std::uint32_t, bool>;
  std::vector<std::pair<Key, std::uint32_t>> rooms;
  for (const std::uint32_t unit : units) {
    const UnitInfo& info = model_.units[unit];
    for (std::uint32_t n = 0; n < info.room_count; ++n) {
      const std::uint32_t r = info.first_room + n;
      const OfferedRoom& room = model_.rooms[r];
      if (!taken_[r]) rooms.push_back({{room.type, info.site, room.refill}, r});
    }
  }
  std::ranges::sort(rooms);
  std::vector<Group> list;
  for (std::size_t n = 0; n < rooms.size(); ++n) {
    if (n == 0 || rooms[n].first != rooms[n - 1].first) list.emplace_back();
    list.back().push_back(rooms[n].second);
  }
  return list;
}

// Lodgings are sorted by kind; within a kind those with equal distances are
// one batch, in the order of the first.
std::vector<Houser::Batch> Houser::BatchesOf(std::uint32_t cohort) const {
  std::vector<Batch> batches;
  const auto& lodgings = model_.cohorts[cohort].lodgings;
  std::size_t same_kind = 0;
  for (std::uint32_t i = 0; i < lodgings.size(); ++i) {
    const auto& distance = model_.problem->parties[lodgings[i].party].distance;
    if (i > 0 && lodgings[i].kind != lodgings[i - 1].kind) {
      same_kind = batches.size();
    }
    std::size_t b = same_kind;
    while (
        b < batches.size() &&
        model_.problem->parties[lodgings[batches[b].front()].party].distance !=
            distance) {
      ++b;
    }
    if (b == batches.size()) batches.emplace_back();
    batches[b].push_back(i);
  }
  return batches;
}

void Houser::LoadTransport(std::uint32_t cohort,
                           const std::vector<Batch>& batches,
                           const std::vector<Group>& groups) {
  const auto& lodgings = model_.cohorts[cohort].lodgings;
  transport_.Reset(batches.size(), groups.size());
  std::int32_t rank = 0;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    const LodgingInfo& first = lodgings[batches[i].front()];
    if (i > 0) {
      const LodgingKind& kind = model_.kinds[first.kind];
      const LodgingKind& before =
          model_.kinds[lodgings[batches[i - 1].front()].kind];
      rank += before.priority != kind.priority || before.people != kind.people;
    }
    transport_.SetDemand(i, static_cast<std::int32_t>(batches[i].size()), rank);
    for (std::size_t j = 0; j < groups.size(); ++j) {
      const OfferedRoom& room = model_.rooms[groups[j].front()];
      if (model_.missing[first.kind][room.type] < 0) continue;
      transport_.Allow(i, j, CostOf(model_, first.party, first.people, room));
    }
  }
  for (std::size_t j = 0; j < groups.size(); ++j) {
    transport_.SetSupply(j, static_cast<std::int32_t>(groups[j].size()));
  }
}

void Houser::ReadTransport(std::uint32_t cohort,
                           const std::vector<Batch>& batches,
                           const std::vector<Group>& groups,
                           CohortHousing& housing) {
  const auto& lodgings = model_.cohorts[cohort].lodgings;
  std::vector<Stay> stays;
  std::vector<std::size_t> used(groups.size(), 0);
  for (std::size_t i = 0; i < batches.size(); ++i) {
    std::size_t next = 0;
    for (std::size_t j = 0; j < groups.size(); ++j) {
      for (std::int32_t n = transport_.flow(i, j); n > 0; --n) {
        const LodgingInfo& lodging = lodgings[batches[i][next++]];
        stays.push_back({lodging.party, groups[j][used[j]++], lodging.people});
      }
    }
    for (; next < batches[i].size(); ++next) {
      housing.lodgings_left.push_back(lodgings[batches[i][next]]);
    }
  }
  std::vector<std::uint32_t> empty;
  for (std::size_t j = 0; j < groups.size(); ++j) {
    for (std::size_t n = used[j]; n < groups[j].size(); ++n) {
      empty.push_back(groups[j][n]);
    }
  }
  BringTogether(model_, empty, stays);
  std::ranges::move(stays, std::back_inserter(housing.stays));
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
    const OfferedRoom& room = model_.rooms[stay.room];
    worth.cost = worth.cost + CostOf(model_, stay.party, stay.people, room);
    if (model_.units[room.unit].holder == kNone) units.push_back(room.unit);
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
