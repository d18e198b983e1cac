#include "status.h"

#include <pybind11/pybind11.h>

#include "quaranta/core/mask.h"
#include "quaranta/core/status.h"

namespace quaranta::python {
namespace {

const char* ErrorName(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kAlreadyExists:
      return "InvalidArgumentError";
    case absl::StatusCode::kNotFound:
      return "NotFoundError";
    case absl::StatusCode::kOutOfRange:
      return "OutOfRangeError";
    case absl::StatusCode::kFailedPrecondition:
      return "PreconditionError";
    case absl::StatusCode::kResourceExhausted:
      return "LimitExceededError";
    case absl::StatusCode::kUnimplemented:
      return "UnimplementedError";
    default:
      return "InternalError";
  }
}

}  // namespace

void Raise(const absl::Status& status) {
  const pybind11::object type = pybind11::module_::import("quaranta._errors")
                                    .attr(ErrorName(status.code()));
  pybind11::set_error(type, MaskIdentifiers(MessageOf(status)).c_str());
  throw pybind11::error_already_set();
}

Language LanguageOf(const std::string& name) {
  const auto language = ParseLanguage(name);
  if (!language) {
    Raise(InvalidArgument("lang: expected \"en\" or \"zh\", got \"" + name +
                          "\""));
  }
  return *language;
}

}  // namespace quaranta::python
