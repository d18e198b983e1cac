// Parties that come one at a time to a house that is nearly settled.
#ifndef QUARANTA_BENCHMARKS_PLACE_ARRIVALS_H_
#define QUARANTA_BENCHMARKS_PLACE_ARRIVALS_H_

#include <string>

#include "absl/status/statusor.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::families {

// Plans for all parties but the last 1,000 (a tenth, if there are fewer), then
// lets those arrive one by one, and tells in a line of JSON how many did, how
// many people got no room, and the mean, 99th percentile and largest time of
// one arrival in microseconds. Fails as `Place` and `Night` do.
[[nodiscard]] absl::StatusOr<std::string> TimeArrivals(const Problem& problem);

}  // namespace quaranta::place::families

#endif  // QUARANTA_BENCHMARKS_PLACE_ARRIVALS_H_
