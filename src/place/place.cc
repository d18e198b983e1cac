#include "quaranta/place/place.h"

#include <optional>
#include <string>

#include "core/status_macros.h"
#include "place/assign.h"
#include "place/bound.h"
#include "place/city.h"
#include "place/city_bound.h"
#include "place/cohort.h"
#include "place/listing.h"
#include "place/looks.h"
#include "place/model.h"
#include "place/refine.h"
#include "place/search.h"
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
                              const Options& options, bool& stopped) {
  internal::CitySearch search(divider, looks, options.node_limit);
  internal::Division division = search.Run();
  stopped = search.stopped_at_limit();
  return division;
}

}  // namespace

absl::StatusOr<Plan> Place(const Problem& problem, const Options& options) {
  QUARANTA_RETURN_IF_ERROR(Validate(problem));
  if (options.node_limit < 0) {
    return InvalidArgument("options.node_limit is " +
                           std::to_string(options.node_limit) +
                           "; expected 0 or more");
  }
  const internal::Model model = internal::MakeModel(problem, options.seed);
  internal::CohortEvaluator evaluator(model);
  internal::Divider divider(model, evaluator);
  const std::optional<internal::Looks> looks =
      internal::IsCity(model) ? std::optional<internal::Looks>(model)
                              : std::nullopt;
  bool stopped_at_limit = false;
  internal::Division division =
      looks ? DivideCity(divider, *looks, options, stopped_at_limit)
            : DivideCounty(divider, options, stopped_at_limit);
  const internal::Housing housing = internal::AssignRooms(
      model, internal::HouseAndRefine(divider, division, options.node_limit / 8,
                                      stopped_at_limit));
  Plan plan = internal::ListHousing(model, housing);
  plan.stopped_at_limit = stopped_at_limit;
  if (looks) {
    internal::BoundCityLevels(model, *looks, plan);
  } else {
    internal::BoundLevels(model, plan.levels);
  }
  plan.nodes = evaluator.nodes();
  return plan;
}

}  // namespace quaranta::place
