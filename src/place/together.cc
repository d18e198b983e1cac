#include "place/together.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace quaranta::place::internal {
namespace {

class Swapper {
 public:
  Swapper(const Model& model, std::vector<std::uint32_t>& empty,
          std::span<Stay> stays)
      : model_(model), empty_(empty), stays_(stays) {
    for (std::size_t i = 0; i < stays.size(); ++i) {
      const Party& party = model.problem->parties[stays[i].party];
      if (party.lodging != Lodging::kApart) continue;
      auto& members = of_[stays[i].party];
      if (members.empty()) order_.push_back(stays[i].party);
      members.push_back(i);
    }
  }

  void Run() {
    // Every accepted change lowers the cost, so this ends; the limit keeps it
    // short when a cohort is one great party.
    std::size_t rounds = 8;
    bool changed = true;
    while (changed && rounds-- > 0) {
      changed = false;
      for (const std::uint32_t party : order_) {
        const std::vector<std::size_t>& members = of_[party];
        if (members.size() > 1 && Apart(party) > 0) {
          changed = Gather(members) || changed;
        }
      }
    }
  }

 private:
  std::uint32_t UnitOf(std::size_t stay) const {
    return model_.rooms[stays_[stay].room].unit;
  }

  std::int64_t Apart(std::uint32_t party) const {
    const auto it = of_.find(party);
    if (it == of_.end()) return 0;
    std::map<std::uint32_t, std::int64_t> at;
    std::int64_t all = 0;
    std::int64_t most = 0;
    for (const std::size_t i : it->second) {
      const auto people = static_cast<std::int64_t>(stays_[i].people.size());
      all += people;
      most = std::max(most, at[UnitOf(i)] += people);
    }
    return all - most;
  }

  bool Fits(std::size_t stay, std::uint32_t room) const {
    return MayEnter(model_, stays_[stay].party, stays_[stay].people,
                    model_.rooms[room]);
  }

  RoomCost Cost(std::size_t stay) const { return CostOf(model_, stays_[stay]); }

  bool Gather(const std::vector<std::size_t>& members) {
    std::map<std::uint32_t, std::int64_t> units;
    for (const std::size_t i : members) ++units[UnitOf(i)];
    bool changed = false;
    for (const auto& [unit, count] : units) {
      for (const std::size_t i : members) {
        if (UnitOf(i) != unit) changed = MoveTo(i, unit) || changed;
      }
    }
    return changed;
  }

  bool MoveTo(std::size_t i, std::uint32_t unit) {
    for (std::uint32_t& room : empty_) {
      if (model_.rooms[room].unit == unit && Fits(i, room) &&
          TryEmpty(i, room)) {
        return true;
      }
    }
    for (std::size_t j = 0; j < stays_.size(); ++j) {
      if (UnitOf(j) == unit && stays_[j].party != stays_[i].party &&
          Fits(i, stays_[j].room) && Fits(j, stays_[i].room) && TrySwap(i, j)) {
        return true;
      }
    }
    return false;
  }

  bool TryEmpty(std::size_t i, std::uint32_t& room) {
    RoomCost before = Cost(i);
    before.apart = Apart(stays_[i].party);
    std::swap(stays_[i].room, room);
    RoomCost after = Cost(i);
    after.apart = Apart(stays_[i].party);
    if (after < before) return true;
    std::swap(stays_[i].room, room);
    return false;
  }

  bool TrySwap(std::size_t i, std::size_t j) {
    const auto cost = [&] {
      RoomCost sum = Cost(i) + Cost(j);
      sum.apart = Apart(stays_[i].party) + Apart(stays_[j].party);
      return sum;
    };
    const RoomCost before = cost();
    std::swap(stays_[i].room, stays_[j].room);
    if (cost() < before) return true;
    std::swap(stays_[i].room, stays_[j].room);
    return false;
  }

  const Model& model_;
  std::vector<std::uint32_t>& empty_;
  std::span<Stay> stays_;
  std::map<std::uint32_t, std::vector<std::size_t>> of_;  // by party
  // Parties in the order of their stays, which knows no indices.
  std::vector<std::uint32_t> order_;
};

}  // namespace

void BringTogether(const Model& model, std::vector<std::uint32_t>& empty,
                   std::span<Stay> stays) {
  Swapper(model, empty, stays).Run();
}

}  // namespace quaranta::place::internal
