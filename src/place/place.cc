#include "quaranta/place/place.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "place/assign.h"
#include "place/bound.h"
#include "place/city.h"
#include "place/city_bound.h"
#include "place/cohort.h"
#include "place/exact.h"
#include "place/listing.h"
#include "place/looks.h"
#include "place/model.h"
#include "place/refine.h"
#include "place/search.h"
#include "place/small.h"
#include "quaranta/core/status.h"

namespace quaranta::place {

namespace {

internal::Division DivideCounty(internal::Divider& divider,
                                const Options& options, bool& stopped) {
  internal::Improver improver(divider, options.node_limit);
  internal::Division division = internal::Search(divider, improver);
  stopped = improver.stopped_at_limit();
  return division;
}

internal::Division DivideCity(internal::Divider& divider,
                              const internal::Looks& looks,
                              const Options& options,
                              internal::CityPrices& prices, bool& stopped) {
  internal::CitySearch search(divider, looks, options.node_limit,
                              options.proof_limit);
  internal::Division division = search.Run();
  prices = search.prices();
  stopped = search.stopped_at_limit();
  return division;
}

internal::Housing HouseDivision(const internal::Model& model,
                                internal::Divider& divider,
                                internal::Division& division,
                                const Options& options, bool& stopped) {
  return internal::AssignRooms(
      model, internal::HouseAndRefine(divider, division, options.node_limit / 8,
                                      stopped));
}

// Of one cohort on given units; a problem that takes more is not small.
constexpr std::int64_t kMostEvaluations = 20'000;

std::vector<std::int64_t> ValuesOf(const Plan& plan) {
  std::vector<std::int64_t> values;
  for (const Level& level : plan.levels) values.push_back(level.value);
  return values;
}

// Of a small problem all plans are gone through where something is not proven.
void SettleIfSmall(const internal::Model& model,
                   const internal::ExactSearch& exact, std::int64_t limit,
                   Plan& plan) {
  if (std::ranges::all_of(plan.levels, [](const Level& level) {
        return level.status == LevelStatus::kOptimal;
      })) {
    return;
  }
  internal::SmallSearch small(model, std::min(limit, kMostEvaluations));
  auto cohorts = small.Run();
  if (!cohorts) return;
  const internal::Housing housing =
      internal::AssignRooms(model, std::move(*cohorts));
  Plan best = internal::ListHousing(model, housing);
  if (ValuesOf(best) < ValuesOf(plan)) {
    internal::BoundLevels(model, best.levels);
    exact.Certify(housing, best);
    plan = std::move(best);
  }
  for (Level& level : plan.levels) {
    level.bound = level.value;
    level.status = LevelStatus::kOptimal;
  }
  plan.nodes = small.evaluations();
}

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
  const internal::Model model = internal::MakeModel(problem, options.seed);
  internal::CohortEvaluator evaluator(model);
  internal::Divider divider(model, evaluator);
  bool stopped_at_limit = false;
  Plan plan;
  if (internal::IsCity(model)) {
    const internal::Looks looks(model);
    internal::CityPrices prices;
    internal::Division division =
        DivideCity(divider, looks, options, prices, stopped_at_limit);
    plan = internal::ListHousing(
        model,
        HouseDivision(model, divider, division, options, stopped_at_limit));
    internal::BoundCityLevels(model, looks, options.proof_limit > 0, prices,
                              plan);
  } else {
    internal::Division division =
        DivideCounty(divider, options, stopped_at_limit);
    internal::ExactSearch exact(model, divider, options.proof_limit,
                                options.linear_program);
    exact.Improve(division);
    stopped_at_limit = stopped_at_limit || exact.stopped_at_limit();
    const internal::Housing housing =
        HouseDivision(model, divider, division, options, stopped_at_limit);
    plan = internal::ListHousing(model, housing);
    internal::BoundLevels(model, plan.levels);
    exact.Certify(housing, plan);
    SettleIfSmall(model, exact, options.proof_limit, plan);
  }
  plan.stopped_at_limit = stopped_at_limit;
  plan.nodes += evaluator.nodes();
  return plan;
}

}  // namespace quaranta::place
