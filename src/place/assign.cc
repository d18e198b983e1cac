#include "place/assign.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "place/run.h"
#include "place/together.h"
#include "place/transport.h"

namespace quaranta::place::internal {
namespace {

// Free rooms that cost the same for everyone: filled from the first.
struct Group {
  std::vector<std::uint32_t> rooms;
};

// Lodgings that go the same ways at the same cost.
struct Batch {
  std::uint32_t kind = 0;
  std::vector<std::uint32_t> lodgings;  // into CohortInfo::lodgings
};

class Assigner {
 public:
  Assigner(const Model& model, CohortEvaluator& evaluator,
           const Division& division)
      : model_(model),
        evaluator_(evaluator),
        division_(division),
        finder_(model) {}

  Housing Assign() {
    housing_.room_taken.assign(model_.rooms.size(), false);
    housing_.unit_cohort.assign(model_.units.size(), kNone);
    for (std::size_t u = 0; u < model_.units.size(); ++u) {
      housing_.unit_cohort[u] = model_.units[u].holder;
    }
    for (const std::uint32_t c : model_.cohort_order) {
      AssignRuns(c);
      AssignLodgings(c);
    }
    FillWhatIsLeft();
    return std::move(housing_);
  }

 private:
  void Put(std::uint32_t party, std::uint32_t room,
           std::vector<std::uint32_t> people) {
    housing_.room_taken[room] = true;
    housing_.unit_cohort[model_.rooms[room].unit] =
        model_.problem->parties[party].cohort.value();
    housing_.stays.push_back({party, room, std::move(people)});
  }

  void PutRun(RunPlacement run) {
    for (std::uint32_t r = 0; r < run.people.size(); ++r) {
      Put(run.party, run.first_room + r, std::move(run.people[r]));
    }
  }

  void AssignRuns(std::uint32_t cohort) {
    std::vector<RunPlacement> placed =
        evaluator_.PlaceRuns(cohort, division_.units[cohort]);
    for (const RunInfo& info : model_.cohorts[cohort].runs) {
      const auto it =
          std::ranges::find(placed, info.party, &RunPlacement::party);
      if (it == placed.end()) {
        housing_.runs_left.push_back(info.party);
      } else {
        PutRun(std::move(*it));
      }
    }
  }

  std::vector<Group> GroupsOf(std::uint32_t cohort) const {
    std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, Group> groups;
    for (const std::uint32_t unit : division_.units[cohort]) {
      const UnitInfo& info = model_.units[unit];
      for (std::uint32_t n = 0; n < info.room_count; ++n) {
        const std::uint32_t r = info.first_room + n;
        const OfferedRoom& room = model_.rooms[r];
        if (housing_.room_taken[r]) continue;
        groups[{room.type, info.site, room.refill}].rooms.push_back(r);
      }
    }
    std::vector<Group> list;
    for (auto& [key, group] : groups) list.push_back(std::move(group));
    return list;
  }

  // Lodgings are sorted by kind; within a kind those with equal distances
  // are one batch, in the order of the first.
  std::vector<Batch> BatchesOf(std::uint32_t cohort) const {
    std::vector<Batch> batches;
    std::map<std::pair<std::uint32_t, std::vector<std::int32_t>>, std::size_t>
        index;
    const auto& lodgings = model_.cohorts[cohort].lodgings;
    for (std::uint32_t i = 0; i < lodgings.size(); ++i) {
      const Party& party = model_.problem->parties[lodgings[i].party];
      const auto [it, added] = index.try_emplace(
          {lodgings[i].kind, party.distance}, batches.size());
      if (added) batches.push_back({lodgings[i].kind, {}});
      batches[it->second].lodgings.push_back(i);
    }
    return batches;
  }

  void AssignLodgings(std::uint32_t cohort) {
    const auto& lodgings = model_.cohorts[cohort].lodgings;
    const std::vector<Group> groups = GroupsOf(cohort);
    const std::vector<Batch> batches = BatchesOf(cohort);
    transport_.Reset(batches.size(), groups.size());
    std::int32_t rank = 0;
    for (std::size_t i = 0; i < batches.size(); ++i) {
      const LodgingKind& kind = model_.kinds[batches[i].kind];
      if (i > 0) {
        const LodgingKind& before = model_.kinds[batches[i - 1].kind];
        rank +=
            before.priority != kind.priority || before.people != kind.people;
      }
      transport_.SetDemand(
          i, static_cast<std::int32_t>(batches[i].lodgings.size()), rank);
      const LodgingInfo& first = lodgings[batches[i].lodgings.front()];
      for (std::size_t j = 0; j < groups.size(); ++j) {
        const OfferedRoom& room = model_.rooms[groups[j].rooms.front()];
        if (model_.missing[first.kind][room.type] < 0) continue;
        transport_.Allow(i, j,
                         CostOf(model_, first.party, first.people, room));
      }
    }
    for (std::size_t j = 0; j < groups.size(); ++j) {
      transport_.SetSupply(
          j, static_cast<std::int32_t>(groups[j].rooms.size()));
    }
    transport_.Solve();
    ReadTransport(cohort, batches, groups);
  }

  void ReadTransport(std::uint32_t cohort, const std::vector<Batch>& batches,
                     const std::vector<Group>& groups) {
    const auto& lodgings = model_.cohorts[cohort].lodgings;
    std::vector<Stay> stays;
    std::vector<std::size_t> used(groups.size(), 0);
    for (std::size_t i = 0; i < batches.size(); ++i) {
      std::size_t next = 0;
      for (std::size_t j = 0; j < groups.size(); ++j) {
        for (std::int32_t n = transport_.flow(i, j); n > 0; --n) {
          const LodgingInfo& lodging = lodgings[batches[i].lodgings[next++]];
          stays.push_back(
              {lodging.party, groups[j].rooms[used[j]++], lodging.people});
        }
      }
      for (; next < batches[i].lodgings.size(); ++next) {
        housing_.lodgings_left.push_back(lodgings[batches[i].lodgings[next]]);
      }
    }
    std::vector<std::uint32_t> empty;
    for (std::size_t j = 0; j < groups.size(); ++j) {
      for (std::size_t n = used[j]; n < groups[j].rooms.size(); ++n) {
        empty.push_back(groups[j].rooms[n]);
      }
    }
    BringTogether(model_, empty, stays);
    for (Stay& stay : stays) Put(stay.party, stay.room, std::move(stay.people));
  }

  // The search counts rooms by type and tries few windows per run; this makes
  // sure that nobody is left for whom a room is.
  void FillWhatIsLeft() {
    const auto urgency = [&](std::uint32_t party, std::size_t people) {
      return std::tuple(model_.problem->parties[party].priority,
                        -static_cast<std::int64_t>(people),
                        model_.party_tie[party], party);
    };
    std::ranges::sort(housing_.lodgings_left, {}, [&](const LodgingInfo& l) {
      return std::tuple(urgency(l.party, l.people.size()), l.people.front());
    });
    std::ranges::sort(housing_.runs_left, {}, [&](std::uint32_t party) {
      return urgency(party, model_.problem->parties[party].people.size());
    });
    std::size_t filled = 1;
    while (filled > 0) {
      filled = std::erase_if(housing_.runs_left, [&](std::uint32_t party) {
        return FillRun(party);
      });
      filled += std::erase_if(housing_.lodgings_left, [&](const auto& lodging) {
        return FillLodging(lodging);
      });
    }
  }

  bool MayHold(std::uint32_t unit, std::uint32_t cohort) const {
    return model_.units[unit].usable &&
           (housing_.unit_cohort[unit] == kNone ||
            housing_.unit_cohort[unit] == cohort);
  }

  bool FillRun(std::uint32_t party) {
    const std::uint32_t cohort = model_.problem->parties[party].cohort.value();
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (!MayHold(u, cohort)) continue;
      auto ways = finder_.Find(party, u, housing_.room_taken);
      if (ways.empty()) continue;
      PutRun(std::move(ways.front()));
      return true;
    }
    return false;
  }

  bool FillLodging(const LodgingInfo& lodging) {
    const std::uint32_t cohort =
        model_.problem->parties[lodging.party].cohort.value();
    for (std::uint32_t r = 0; r < model_.rooms.size(); ++r) {
      if (housing_.room_taken[r] || !MayHold(model_.rooms[r].unit, cohort) ||
          model_.missing[lodging.kind][model_.rooms[r].type] < 0) {
        continue;
      }
      Put(lodging.party, r, lodging.people);
      return true;
    }
    return false;
  }

  const Model& model_;
  CohortEvaluator& evaluator_;
  const Division& division_;
  RunFinder finder_;
  Transport<RoomCost> transport_;
  Housing housing_;
};

}  // namespace

Housing AssignRooms(const Model& model, CohortEvaluator& evaluator,
                    const Division& division) {
  return Assigner(model, evaluator, division).Assign();
}

}  // namespace quaranta::place::internal
