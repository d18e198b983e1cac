#include "place/assign.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "place/run.h"

namespace quaranta::place::internal {
namespace {

class Assigner {
 public:
  explicit Assigner(const Model& model) : model_(model), finder_(model) {}

  Housing Assign(std::vector<CohortHousing> cohorts) {
    housing_.room_taken.assign(model_.rooms.size(), false);
    for (const UnitInfo& unit : model_.units) {
      housing_.unit_cohort.push_back(unit.holder);
    }
    housing_.stays.resize(cohorts.size());
    for (std::uint32_t c = 0; c < cohorts.size(); ++c) {
      CohortHousing& of = cohorts[c];
      for (const Stay& stay : of.stays) Take(stay.room, c);
      housing_.stays[c] = std::move(of.stays);
      std::ranges::move(of.kept, std::back_inserter(housing_.kept));
      std::ranges::copy(of.lodgings_left,
                        std::back_inserter(housing_.lodgings_left));
      std::ranges::copy(of.runs_left, std::back_inserter(housing_.runs_left));
    }
    FillWhatIsLeft();
    return std::move(housing_);
  }

 private:
  void Put(const Stay& stay, std::uint32_t cohort) {
    Take(stay.room, cohort);
    housing_.stays[cohort].push_back(stay);
  }

  void Take(std::uint32_t room, std::uint32_t cohort) {
    housing_.room_taken[room] = true;
    housing_.unit_cohort[model_.rooms[room].unit] = cohort;
  }

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
    for (std::uint32_t r = 0; r < model_.rooms.size(); ++r) {
      if (!housing_.room_taken[r]) free_rooms_.push_back(r);
    }
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
    return model_.units[unit].usable && (housing_.unit_cohort[unit] == kNone ||
                                         housing_.unit_cohort[unit] == cohort);
  }

  bool FillRun(std::uint32_t party) {
    const std::uint32_t cohort = model_.problem->parties[party].cohort.value();
    for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
      if (!MayHold(u, cohort)) continue;
      auto ways = finder_.Find(party, u, housing_.room_taken);
      if (ways.empty()) continue;
      RunPlacement& run = ways.front();
      for (std::uint32_t n = 0; n < run.people.size(); ++n) {
        Put({party, run.first_room + n, kNone,
             Keep(std::move(run.people[n]), housing_.kept)},
            cohort);
      }
      return true;
    }
    return false;
  }

  bool FillLodging(const LodgingInfo& lodging) {
    const std::uint32_t cohort =
        model_.problem->parties[lodging.party].cohort.value();
    for (const std::uint32_t r : free_rooms_) {
      if (housing_.room_taken[r] || !MayHold(model_.rooms[r].unit, cohort) ||
          model_.missing[lodging.kind][model_.rooms[r].type] < 0) {
        continue;
      }
      Put({lodging.party, r, lodging.kind, lodging.people}, cohort);
      return true;
    }
    return false;
  }

  const Model& model_;
  RunFinder finder_;
  Housing housing_;
  std::vector<std::uint32_t> free_rooms_;  // before anything was filled
};

}  // namespace

Housing AssignRooms(const Model& model, std::vector<CohortHousing> cohorts) {
  return Assigner(model).Assign(std::move(cohorts));
}

}  // namespace quaranta::place::internal
