// Branch and bound over the sets of units that one cohort could leave.
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "place/moves_parts.h"
#include "place/transport.h"

namespace quaranta::place::internal {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
// Counted rooms are not asked for by more kinds of people than that.
constexpr std::size_t kMaxCounts = 24;
// A set that needs adjacent rooms is a placement by Place.
constexpr std::int64_t kNodesOfPlace = 100;

// All that decides into which rooms people may go.
struct Kind {
  std::size_t people = 0;
  std::uint32_t risk_class = 0;
  Features needs = 0;

  friend auto operator<=>(const Kind&, const Kind&) = default;
};

// Some of those who leave need rooms out of some of the rooms, one each. To
// leave a unit takes its rooms away and asks for others: that is its load.
struct Count {
  std::vector<std::int64_t> load;    // by unit that can be freed
  std::vector<std::uint32_t> order;  // of units, lightest load first
  std::int64_t supply = 0;
  std::int64_t used = 0;
};

class Leaver {
 public:
  Leaver(const Scene& scene, const std::vector<OwnUnit>& own,
         const Weigher& weigher, const FreeOptions& options)
      : scene_(scene), own_(own), options_(options) {
    for (std::uint32_t n = 0; n < own.size(); ++n) {
      if (own[n].can_be_freed) list_.push_back(n);
    }
    std::ranges::stable_sort(
        list_, {}, [&](std::uint32_t n) { return weigher.WeightOf(own[n]); });
    sum_.push_back(0);
    for (const std::uint32_t n : list_) {
      sum_.push_back(sum_.back() + weigher.WeightOf(own[n]));
    }
    best_.assign(list_.size() + 1, kNever);
    open_.assign(list_.size() + 1, kNever);
    best_units_.resize(list_.size() + 1);
    best_[0] = open_[0] = 0;
    if (list_.empty()) return;
    FindKinds();
    MakeCounts();
  }

  absl::StatusOr<Leaving> Run() {
    if (!list_.empty()) Search(0, 0);
    if (!status_.ok()) return status_;
    Leaving leaving;
    for (std::size_t k = 0; k < best_.size(); ++k) {
      leaving.bound.push_back(std::min(best_[k], open_[k]));
    }
    while (leaving.bound.back() == kNever) leaving.bound.pop_back();
    while (best_.back() == kNever) best_.pop_back();
    leaving.weight = best_;
    best_units_.resize(best_.size());
    leaving.units = best_units_;
    leaving.nodes = nodes_;
    leaving.stopped = stopped_;
    return leaving;
  }

 private:
  void FindKinds() {
    std::map<Kind, std::uint32_t> index;
    std::vector<const Piece*> example;
    demand_.resize(own_.size());
    for (const std::uint32_t n : list_) {
      for (const std::uint32_t p : own_[n].pieces) {
        const Piece& piece = scene_.pieces[p];
        if (piece.run) continue;
        const Party& party = scene_.problem.parties[piece.party];
        Kind kind{piece.people.size(), party.risk_class, 0};
        for (const std::uint32_t i : piece.people) {
          kind.needs |= party.people[i].needs & ~party.substitutable;
        }
        const auto [it, added] =
            index.try_emplace(kind, static_cast<std::uint32_t>(example.size()));
        if (added) example.push_back(&piece);
        if (demand_[n].size() <= it->second) demand_[n].resize(it->second + 1);
        ++demand_[n][it->second];
      }
    }
    for (auto& of : demand_) of.resize(example.size());
    FindRoomKinds(example);
  }

  void FindRoomKinds(const std::vector<const Piece*>& example) {
    std::map<std::vector<bool>, std::uint32_t> index;
    supply_.resize(own_.size());
    for (std::uint32_t n = 0; n < own_.size(); ++n) {
      for (const std::uint32_t r : own_[n].empties) {
        std::vector<bool> takes;
        for (const Piece* piece : example) {
          takes.push_back(MayEnter(scene_.model, piece->party, piece->people,
                                   scene_.model.rooms[r]));
        }
        const auto [it, added] =
            index.try_emplace(takes, static_cast<std::uint32_t>(takes_.size()));
        if (added) takes_.push_back(std::move(takes));
        if (supply_[n].size() <= it->second) supply_[n].resize(it->second + 1);
        ++supply_[n][it->second];
      }
    }
    for (auto& of : supply_) of.resize(takes_.size());
  }

  // Everyone needs a room, those too many for one two; and of each kind those
  // who could be in no other rooms than the kind need one of these each.
  void MakeCounts() {
    const std::size_t kinds = demand_[0].size();
    counts_.push_back(CountOf(std::vector<bool>(takes_.size(), true),
                              std::vector<bool>(kinds, true), 2));
    for (std::size_t k = 0; k < std::min(kinds, kMaxCounts); ++k) {
      std::vector<bool> rooms, who;
      for (const std::vector<bool>& of : takes_) rooms.push_back(of[k]);
      for (std::size_t other = 0; other < kinds; ++other) {
        bool no_others = true;
        for (const std::vector<bool>& of : takes_) {
          no_others = no_others && (of[k] || !of[other]);
        }
        who.push_back(no_others);
      }
      counts_.push_back(CountOf(rooms, who, 0));
    }
  }

  Count CountOf(const std::vector<bool>& rooms, const std::vector<bool>& who,
                std::int64_t of_run) const {
    Count count;
    const auto empty = [&](std::uint32_t n) {
      std::int64_t sum = 0;
      for (std::size_t t = 0; t < rooms.size(); ++t) {
        if (rooms[t]) sum += supply_[n][t];
      }
      return sum;
    };
    for (std::uint32_t n = 0; n < own_.size(); ++n) count.supply += empty(n);
    for (const std::uint32_t n : list_) {
      std::int64_t load = empty(n);
      for (std::size_t k = 0; k < who.size(); ++k) {
        if (who[k]) load += demand_[n][k];
      }
      for (const std::uint32_t p : own_[n].pieces) {
        if (scene_.pieces[p].run) load += of_run;
      }
      count.order.push_back(static_cast<std::uint32_t>(count.load.size()));
      count.load.push_back(load);
    }
    std::ranges::stable_sort(count.order, {},
                             [&](std::uint32_t i) { return count.load[i]; });
    return count;
  }

  // At most so many units can be left, out of those from `i` on and chosen_.
  std::size_t MostFrom(std::size_t i) const {
    std::size_t most = chosen_.size() + (list_.size() - i);
    for (const Count& of : counts_) {
      std::int64_t left = of.supply - of.used;
      std::size_t number = chosen_.size();
      for (const std::uint32_t n : of.order) {
        if (number >= most) break;
        if (n < i) continue;
        left -= of.load[n];
        if (left < 0) break;
        ++number;
      }
      most = std::min(most, number);
    }
    return most;
  }

  // The least weight of k units, chosen_ and others from `i` on.
  std::int64_t LeastFrom(std::size_t i, std::size_t k,
                         std::int64_t weight) const {
    return weight + sum_[i + k - chosen_.size()] - sum_[i];
  }
  void LeaveOpen(std::size_t first, std::size_t most, std::size_t i,
                 std::int64_t weight) {
    for (std::size_t k = first; k <= most; ++k) {
      open_[k] = std::min(open_[k], LeastFrom(i, k, weight));
    }
  }

  void Search(std::size_t i, std::int64_t weight) {
    const std::size_t most = MostFrom(i);
    bool better = false;
    for (std::size_t k = chosen_.size() + 1; k <= most && !better; ++k) {
      better = LeastFrom(i, k, weight) < best_[k];
    }
    if (!better || !status_.ok()) return;
    if (nodes_ >= options_.node_limit) {
      stopped_ = true;
      LeaveOpen(chosen_.size() + 1, most, i, weight);
      return;
    }
    Include(i, weight);
    Search(i + 1, weight);
  }

  void Include(std::size_t i, std::int64_t weight) {
    chosen_.push_back(static_cast<std::uint32_t>(i));
    for (Count& of : counts_) of.used += of.load[i];
    const std::int64_t with = weight + sum_[i + 1] - sum_[i];
    const std::size_t k = chosen_.size();
    const Answer answer = AllFit();
    if (answer == Answer::kYes) {
      if (with < best_[k]) {
        best_[k] = with;
        best_units_[k] = Chosen();
      }
      Search(i + 1, with);
    } else if (answer == Answer::kUnknown) {
      LeaveOpen(k, MostFrom(i + 1), i + 1, with);
    }
    for (Count& of : counts_) of.used -= of.load[i];
    chosen_.pop_back();
  }

  std::vector<std::uint32_t> Chosen() const {
    std::vector<std::uint32_t> units;
    for (const std::uint32_t i : chosen_) units.push_back(list_[i]);
    return units;
  }

  enum class Answer { kNo, kYes, kUnknown };

  Answer AllFit() {
    ++nodes_;
    for (const Count& of : counts_) {
      if (of.used > of.supply) return Answer::kNo;
    }
    const std::size_t kinds = demand_[0].size();
    std::vector<std::int32_t> demand(kinds, 0), supply(takes_.size(), 0);
    bool run = false;
    for (const auto& of : supply_) {
      for (std::size_t t = 0; t < supply.size(); ++t) supply[t] += of[t];
    }
    for (const std::uint32_t n : Chosen()) {
      for (std::size_t k = 0; k < kinds; ++k) demand[k] += demand_[n][k];
      for (std::size_t t = 0; t < supply.size(); ++t) {
        supply[t] -= supply_[n][t];
      }
      run = run || std::ranges::any_of(own_[n].pieces, [&](std::uint32_t p) {
              return scene_.pieces[p].run;
            });
    }
    transport_.Reset(kinds, takes_.size());
    for (std::size_t k = 0; k < kinds; ++k) {
      transport_.SetDemand(k, demand[k], 0);
      for (std::size_t t = 0; t < takes_.size(); ++t) {
        if (takes_[t][k]) transport_.Allow(k, t, 0);
      }
    }
    for (std::size_t t = 0; t < takes_.size(); ++t) {
      transport_.SetSupply(t, supply[t]);
    }
    transport_.Solve();
    for (std::size_t k = 0; k < kinds; ++k) {
      if (transport_.left(k) > 0) return Answer::kNo;
    }
    return run ? AllFitWithRuns() : Answer::kYes;
  }

  Answer AllFitWithRuns() {
    nodes_ += kNodesOfPlace - 1;
    const auto rehousing = Rehouse(scene_, own_, Chosen(), options_.place);
    if (!rehousing.ok()) {
      status_ = rehousing.status();
      return Answer::kNo;
    }
    if (rehousing->no_room.value == 0) return Answer::kYes;
    return rehousing->no_room.bound > 0 ? Answer::kNo : Answer::kUnknown;
  }

  const Scene& scene_;
  const std::vector<OwnUnit>& own_;
  const FreeOptions& options_;
  std::vector<std::uint32_t> list_;  // that can be freed, lightest first
  std::vector<std::int64_t> sum_;    // of weights, before each
  std::vector<std::vector<std::int32_t>> demand_;  // by unit and kind
  std::vector<std::vector<std::int32_t>> supply_;  // by unit and kind of room
  std::vector<std::vector<bool>> takes_;           // by kind of room and kind
  std::vector<Count> counts_;
  std::vector<std::uint32_t> chosen_;  // into list_
  std::vector<std::int64_t> best_;     // by number of units
  std::vector<std::vector<std::uint32_t>> best_units_;
  // The least weight in what was not looked into.
  std::vector<std::int64_t> open_;
  std::int64_t nodes_ = 0;
  bool stopped_ = false;
  absl::Status status_;
  Transport<std::int32_t> transport_;
};

}  // namespace

absl::StatusOr<Leaving> FindLeaving(const Scene& scene,
                                    const std::vector<OwnUnit>& own,
                                    const Weigher& weigher,
                                    const FreeOptions& options) {
  return Leaver(scene, own, weigher, options).Run();
}

}  // namespace quaranta::place::internal
