#include "quaranta/place/place.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "place/alike.h"
#include "place/assign.h"
#include "place/bound.h"
#include "place/city.h"
#include "place/city_bound.h"
#include "place/cohort.h"
#include "place/exact.h"
#include "place/few_kinds.h"
#include "place/listing.h"
#include "place/looks.h"
#include "place/model.h"
#include "place/refine.h"
#include "place/search.h"
#include "place/small.h"
#include "quaranta/core/status.h"

namespace quaranta::place {

namespace {

// Of one cohort on given units; a problem that takes more is not small.
constexpr std::int64_t kMostEvaluations = 20'000;

std::vector<std::int64_t> ValuesOf(const Plan& plan) {
  std::vector<std::int64_t> values;
  for (const Level& level : plan.levels) values.push_back(level.value);
  return values;
}

class Planner {
 public:
  Planner(const Problem& problem, const Options& options)
      : options_(options),
        model_(internal::MakeModel(problem, options.seed)),
        evaluator_(model_),
        divider_(model_, evaluator_) {}

  Plan Run() {
    const internal::Scale scale = internal::ScaleOf(model_);
    if (const internal::AlikeUnits alike(model_); alike.recognised()) {
      PlanAtOnce(alike, scale);
    } else if (const internal::FewKinds few(model_); few.recognised()) {
      PlanAtOnce(few, scale);
    } else if (scale == internal::Scale::kCounty) {
      internal::Division division = SearchCounty();
      Prove(division);
    } else {
      internal::Division division = SearchCity();
      if (scale == internal::Scale::kTown && !ProvenBest()) Prove(division);
    }
    plan_.stopped_at_limit = stopped_;
    plan_.nodes = evaluator_.nodes() + evaluations_;
    return std::move(plan_);
  }

 private:
  // The best division up to new floors is known: the usual first one, if that
  // happens to be as good.
  template <class Known>
  void PlanAtOnce(const Known& known, internal::Scale scale) {
    internal::Division division = known.Divide(divider_);
    const bool small = scale == internal::Scale::kCounty;
    if (small) {
      internal::Improver none(divider_, 0);
      internal::Division usual = internal::Search(divider_, none);
      if (usual.objective == division.objective) division = std::move(usual);
    }
    plan_ = internal::ListHousing(model_, House(division));
    if (small) {
      internal::BoundLevels(model_, plan_.levels);
    } else {
      looks_.emplace(model_);
      internal::BoundCityLevels(model_, *looks_, false, prices_, plan_);
    }
    known.Certify(plan_);
    if (small) {
      SettleIfSmall(
          [&](const internal::Housing&, Plan& plan) { known.Certify(plan); });
    }
    evaluations_ += known.nodes();
  }

  internal::Division SearchCounty() {
    internal::Improver improver(divider_, options_.node_limit);
    internal::Division division = internal::Search(divider_, improver);
    stopped_ = improver.stopped_at_limit();
    return division;
  }

  // With a plan and what prices of rooms prove of it.
  internal::Division SearchCity() {
    looks_.emplace(model_);
    internal::CitySearch search(divider_, *looks_, options_.node_limit,
                                options_.proof_limit);
    internal::Division division = search.Run();
    prices_ = search.prices();
    stopped_ = search.stopped_at_limit();
    plan_ = internal::ListHousing(model_, House(division));
    BoundCity();
    return division;
  }

  void BoundCity() {
    internal::BoundCityLevels(model_, *looks_, options_.proof_limit > 0,
                              prices_, plan_);
  }

  bool ProvenBest() const {
    return std::ranges::all_of(plan_.levels, [](const Level& level) {
      return level.name > LevelName::kNewFloors ||
             level.status == LevelStatus::kOptimal;
    });
  }

  // Improves the division, and makes a plan of it, until it is proven.
  void Prove(internal::Division& division) {
    internal::ExactSearch exact(model_, divider_, options_.proof_limit,
                                options_.linear_program);
    exact.Improve(division);
    stopped_ = stopped_ || exact.stopped_at_limit();
    const internal::Housing housing = House(division);
    plan_ = internal::ListHousing(model_, housing);
    if (looks_) {
      BoundCity();
    } else {
      internal::BoundLevels(model_, plan_.levels);
    }
    exact.Certify(housing, plan_);
    if (looks_) return;
    SettleIfSmall([&](const internal::Housing& of, Plan& plan) {
      exact.Certify(of, plan);
    });
  }

  // Of a small problem all plans are gone through where something is not
  // proven.
  template <class Certify>
  void SettleIfSmall(const Certify& certify) {
    if (std::ranges::all_of(plan_.levels, [](const Level& level) {
          return level.status == LevelStatus::kOptimal;
        })) {
      return;
    }
    internal::SmallSearch small(
        model_, std::min(options_.proof_limit, kMostEvaluations));
    auto cohorts = small.Run();
    if (!cohorts) return;
    const internal::Housing housing =
        internal::AssignRooms(model_, std::move(*cohorts));
    Plan best = internal::ListHousing(model_, housing);
    if (ValuesOf(best) < ValuesOf(plan_)) {
      internal::BoundLevels(model_, best.levels);
      certify(housing, best);
      plan_ = std::move(best);
    }
    for (Level& level : plan_.levels) {
      level.bound = level.value;
      level.status = LevelStatus::kOptimal;
    }
    evaluations_ = small.evaluations();
  }

  internal::Housing House(internal::Division& division) {
    return internal::AssignRooms(
        model_, internal::HouseAndRefine(divider_, division,
                                         options_.node_limit / 8, stopped_));
  }

  const Options& options_;
  const internal::Model model_;
  internal::CohortEvaluator evaluator_;
  internal::Divider divider_;
  std::optional<internal::Looks> looks_;
  internal::CityPrices prices_;
  Plan plan_;
  bool stopped_ = false;
  std::int64_t evaluations_ = 0;  // of a small problem
};

}  // namespace

absl::StatusOr<Plan> Place(const Problem& problem, const Options& options) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  if (options.node_limit < 0) {
    return InvalidArgument("options.node_limit is " +
                           std::to_string(options.node_limit) +
                           "; expected 0 or more");
  }
  if (options.proof_limit < 0) {
    return InvalidArgument("options.proof_limit is " +
                           std::to_string(options.proof_limit) +
                           "; expected 0 or more");
  }
  return Planner(problem, options).Run();
}

}  // namespace quaranta::place
