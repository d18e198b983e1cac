#include "quaranta/core/status.h"

#include "absl/strings/string_view.h"

namespace quaranta {
namespace {
absl::string_view ToAbsl(std::string_view s) { return {s.data(), s.size()}; }
}  // namespace

absl::Status InvalidArgument(std::string_view message) {
  return absl::InvalidArgumentError(ToAbsl(message));
}
absl::Status NotFound(std::string_view message) {
  return absl::NotFoundError(ToAbsl(message));
}
absl::Status AlreadyExists(std::string_view message) {
  return absl::AlreadyExistsError(ToAbsl(message));
}
absl::Status OutOfRange(std::string_view message) {
  return absl::OutOfRangeError(ToAbsl(message));
}
absl::Status FailedPrecondition(std::string_view message) {
  return absl::FailedPreconditionError(ToAbsl(message));
}
absl::Status ResourceExhausted(std::string_view message) {
  return absl::ResourceExhaustedError(ToAbsl(message));
}
absl::Status Internal(std::string_view message) {
  return absl::InternalError(ToAbsl(message));
}

std::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace quaranta
