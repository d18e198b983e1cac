// Cohorts joined: how many people move for each number of freed units.
#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "place/inside.h"
#include "place/moves_parts.h"
#include "quaranta/place/moves.h"

namespace quaranta::place {
namespace {

using internal::CheckIds;
using internal::Leaving;
using internal::OwnUnit;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

absl::Status Check(const Problem& problem, const std::vector<Inside>& inside,
                   const FreeOptions& options) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  QUARANTA_RETURN_IF_ERROR(internal::CheckLimits(
      {{"most_people", options.most_people.value_or(0)},
       {"node_limit", options.node_limit},
       {"place.node_limit", options.place.node_limit},
       {"place.proof_limit", options.place.proof_limit}}));
  QUARANTA_RETURN_IF_ERROR(internal::CheckInside(problem, inside));
  if (options.wanted) {
    QUARANTA_RETURN_IF_ERROR(CheckIds("options.wanted", *options.wanted,
                                      problem.units.size(), "units"));
  }
  if (options.may_move) {
    QUARANTA_RETURN_IF_ERROR(CheckIds("options.may_move", *options.may_move,
                                      problem.parties.size(), "parties"));
  }
  return absl::OkStatus();
}

// The least sum of weights for each number of units, over cohorts one by one.
class Joiner {
 public:
  void Add(const std::vector<std::int64_t>& weight) {
    std::vector<std::int64_t> sum(best_.size() + weight.size() - 1, kNever);
    std::vector<std::uint32_t> of_this(sum.size(), 0);
    for (std::size_t i = 0; i < best_.size(); ++i) {
      for (std::size_t k = 0; k < weight.size(); ++k) {
        if (best_[i] + weight[k] >= sum[i + k]) continue;
        sum[i + k] = best_[i] + weight[k];
        of_this[i + k] = static_cast<std::uint32_t>(k);
      }
    }
    best_ = std::move(sum);
    from_.push_back(std::move(of_this));
  }

  // By number of units. Every number up to the last can be reached, since of
  // what can be left any part can.
  const std::vector<std::int64_t>& best() const { return best_; }

  // How many units of each that was added.
  std::vector<std::uint32_t> Split(std::size_t units) const {
    std::vector<std::uint32_t> split(from_.size());
    for (std::size_t n = from_.size(); n-- > 0;) {
      split[n] = from_[n][units];
      units -= split[n];
    }
    return split;
  }

 private:
  std::vector<std::int64_t> best_ = {0};
  std::vector<std::vector<std::uint32_t>> from_;
};

class Freer {
 public:
  Freer(const Problem& problem, const std::vector<Inside>& inside,
        const FreeOptions& options)
      : problem_(problem),
        now_(internal::WithMayMove(inside, options.may_move)),
        options_(options),
        weigher_(problem),
        scene_(internal::SetScene(problem, now_)) {
    scene_.model.problem = &scene_.problem;
    own_ = internal::FindOwnUnits(scene_, now_, options.wanted);
  }

  absl::StatusOr<Freeing> Run() {
    for (std::uint32_t c = 0; c < own_.size(); ++c) {
      if (std::ranges::none_of(own_[c], &OwnUnit::can_be_freed)) continue;
      QUARANTA_ASSIGN_OR_RETURN(
          Leaving leaving,
          internal::FindLeaving(scene_, own_[c], weigher_, options_));
      found_.Add(leaving.weight);
      bound_.Add(leaving.bound);
      freeing_.nodes += leaving.nodes;
      freeing_.stopped_at_limit = freeing_.stopped_at_limit || leaving.stopped;
      cohorts_.emplace_back(c, std::move(leaving));
    }
    FillChoices();
    QUARANTA_RETURN_IF_ERROR(FillMoves());
    return std::move(freeing_);
  }

 private:
  bool IsWithin(std::int64_t people) const {
    return !options_.most_people || people <= *options_.most_people;
  }

  Bounded MovedFor(std::size_t units) const {
    return {weigher_.PeopleOf(found_.best()[units]),
            weigher_.PeopleOf(bound_.best()[units])};
  }

  void FillChoices() {
    for (std::size_t k = 1; k < found_.best().size(); ++k) {
      FreeChoice choice{{}, MovedFor(k)};
      ForEachLeft(k, [&](std::uint32_t c, const OwnUnit& of) {
        static_cast<void>(c);
        choice.units.push_back(UnitId(of.unit));
      });
      std::ranges::sort(choice.units);
      freeing_.choices.push_back(std::move(choice));
      if (IsWithin(freeing_.choices.back().moved.value)) most_found_ = k;
    }
    for (std::size_t k = 0; k < bound_.best().size(); ++k) {
      freeing_.most_choices = static_cast<std::int64_t>(k);
      if (IsWithin(weigher_.PeopleOf(bound_.best()[k]))) {
        freeing_.most_units = static_cast<std::int64_t>(k);
      }
    }
    freeing_.moved = MovedFor(most_found_);
  }

  template <class Visit>
  void ForEachLeft(std::size_t units, const Visit& visit) const {
    const std::vector<std::uint32_t> split = found_.Split(units);
    for (std::size_t n = 0; n < split.size(); ++n) {
      const auto& [c, leaving] = cohorts_[n];
      for (const std::uint32_t of : leaving.units[split[n]]) {
        visit(c, own_[c][of]);
      }
    }
  }

  absl::Status FillMoves() {
    ForEachLeft(most_found_, [&](std::uint32_t c, const OwnUnit& of) {
      freeing_.units.push_back(
          {UnitId(of.unit), CohortId(c), of.people, of.rooms});
    });
    std::ranges::sort(freeing_.units, {}, &FreedUnit::unit);
    const std::vector<std::uint32_t> split = found_.Split(most_found_);
    std::vector<Inside> before, after;
    for (std::size_t n = 0; n < split.size(); ++n) {
      if (split[n] == 0) continue;
      const auto& [c, leaving] = cohorts_[n];
      QUARANTA_ASSIGN_OR_RETURN(
          const internal::Rehousing to,
          internal::Rehouse(scene_, own_[c], leaving.units[split[n]],
                            options_.place));
      if (to.no_room.value > 0) {
        return Internal("rooms that were counted were not found for cohort " +
                        std::to_string(c));
      }
      after.insert(after.end(), to.inside.begin(), to.inside.end());
    }
    std::set<UnitId> freed;
    for (const FreedUnit& of : freeing_.units) freed.insert(of.unit);
    for (const Inside& of : now_) {
      if (freed.contains(problem_.rooms[of.room.value()].unit)) {
        before.push_back(of);
      }
    }
    freeing_.moves = internal::MovesBetween(before, after);
    freeing_.substitutions =
        internal::SubstitutionsOf(problem_, freeing_.moves);
    return absl::OkStatus();
  }

  const Problem& problem_;
  const std::vector<Inside> now_;
  const FreeOptions& options_;
  const internal::Weigher weigher_;
  internal::Scene scene_;
  std::vector<std::vector<OwnUnit>> own_;
  // With units to leave.
  std::vector<std::pair<std::uint32_t, Leaving>> cohorts_;
  Joiner found_, bound_;
  std::size_t most_found_ = 0;
  Freeing freeing_;
};

}  // namespace

absl::StatusOr<Freeing> FreeUnits(const Problem& problem,
                                  const std::vector<Inside>& inside,
                                  const FreeOptions& options) {
  QUARANTA_RETURN_IF_ERROR(Check(problem, inside, options));
  return Freer(problem, inside, options).Run();
}

}  // namespace quaranta::place
