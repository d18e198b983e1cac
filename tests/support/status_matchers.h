// IsOk, IsOkAndHolds and StatusIs: Debian's Abseil has no status matchers.
#ifndef QUARANTA_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define QUARANTA_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"

namespace quaranta::testing {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return arg.ok();
}

MATCHER_P(IsOkAndHolds, matcher, "is OK and holds") {
  if (!arg.ok()) {
    *result_listener << StatusOf(arg).ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(matcher, *arg, result_listener);
}

MATCHER_P2(StatusIs, code, message, "has that code and message") {
  const absl::Status& status = StatusOf(arg);
  *result_listener << status.ToString();
  return status.code() == code &&
         ::testing::ExplainMatchResult(message, std::string(status.message()),
                                       result_listener);
}

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_SUPPORT_STATUS_MATCHERS_H_
