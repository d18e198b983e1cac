// A horizon as plain text: a problem (problem_text.h) and before it
//
//   horizon 1 14 0            version, days looked ahead, refill window
//   site_days 0 1             open from, disinfection; of each site
//   unit_days - 1             until or -, refill before; of each unit
//   party_days 3 14 0         arrival, stay, longest wait; of each party
//   occupied 17               a room
//
// in the order of sites, units and parties; the lines of a kind may be left out
// where `Horizon` may be without them.
#ifndef QUARANTA_BENCHMARKS_PLACE_HORIZON_TEXT_H_
#define QUARANTA_BENCHMARKS_PLACE_HORIZON_TEXT_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "quaranta/place/horizon.h"

namespace quaranta::place::families {

std::string WriteHorizon(const Horizon& horizon);

// Fails with kInvalidArgument where the text is not as above; whether the
// horizon is valid is not asked.
[[nodiscard]] absl::StatusOr<Horizon> ReadHorizon(std::string_view text);

}  // namespace quaranta::place::families

#endif  // QUARANTA_BENCHMARKS_PLACE_HORIZON_TEXT_H_
