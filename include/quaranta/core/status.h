// Errors as values: the codes that Quaranta uses, from std::string.
//
// kInvalidArgument  meaningless input          kNotFound        an id not there
// kAlreadyExists    an id twice                kOutOfRange      beyond a limit
// kFailedPrecondition  wrong order, or a law that forbids the act now
// kResourceExhausted   a limit of an options struct was hit
// kInternal         our bug
//
// Abseil's own constructors take absl::string_view, which is not
// std::string_view in every build of Abseil; these take the standard one.
#ifndef QUARANTA_CORE_STATUS_H_
#define QUARANTA_CORE_STATUS_H_

#include <string_view>

#include "absl/status/status.h"

namespace quaranta {

absl::Status InvalidArgument(std::string_view message);
absl::Status NotFound(std::string_view message);
absl::Status AlreadyExists(std::string_view message);
absl::Status OutOfRange(std::string_view message);
absl::Status FailedPrecondition(std::string_view message);
absl::Status ResourceExhausted(std::string_view message);
absl::Status Internal(std::string_view message);

// The message of a status as a standard view; valid while the status lives.
std::string_view MessageOf(const absl::Status& status);

}  // namespace quaranta

#endif  // QUARANTA_CORE_STATUS_H_
