// From absl::Status to Python's own families of errors.
#ifndef QUARANTA_BINDINGS_PYTHON_STATUS_H_
#define QUARANTA_BINDINGS_PYTHON_STATUS_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "quaranta/core/message.h"

namespace quaranta::python {

// Raises the error of quaranta._errors that the code maps to; the GIL is held.
[[noreturn]] void Raise(const absl::Status& status);

template <class T>
T ValueOrRaise(absl::StatusOr<T> value) {
  if (!value.ok()) Raise(value.status());
  return *std::move(value);
}

// "en" or "zh"; raises for any other name.
Language LanguageOf(const std::string& name);

}  // namespace quaranta::python

#endif  // QUARANTA_BINDINGS_PYTHON_STATUS_H_
