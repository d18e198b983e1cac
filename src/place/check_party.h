// One party of a problem, checked alone.
#ifndef QUARANTA_SRC_PLACE_CHECK_PARTY_H_
#define QUARANTA_SRC_PLACE_CHECK_PARTY_H_

#include <cstddef>

#include "absl/status/status.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::internal {

// What `Validate` says of parties[i] when all else is valid.
absl::Status CheckParty(const Problem& problem, std::size_t i);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_CHECK_PARTY_H_
