#include "quaranta/place/place.h"

#include <string>

#include "core/status_macros.h"
#include "place/assign.h"
#include "place/bound.h"
#include "place/cohort.h"
#include "place/listing.h"
#include "place/model.h"
#include "place/refine.h"
#include "place/search.h"
#include "quaranta/core/status.h"

namespace quaranta::place {

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
  internal::Improver improver(divider, options.node_limit);
  internal::Division division = internal::Search(divider, improver);
  bool stopped_at_limit = improver.stopped_at_limit();
  const internal::Housing housing = internal::AssignRooms(
      model, internal::HouseAndRefine(divider, division, options.node_limit / 8,
                                      stopped_at_limit));
  Plan plan = internal::ListHousing(model, housing);
  plan.stopped_at_limit = stopped_at_limit;
  internal::BoundLevels(model, plan.levels);
  plan.nodes = evaluator.nodes();
  return plan;
}

}  // namespace quaranta::place
