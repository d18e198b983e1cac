// Early return on error; for our own sources, never installed.
#ifndef QUARANTA_SRC_CORE_STATUS_MACROS_H_
#define QUARANTA_SRC_CORE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define QUARANTA_RETURN_IF_ERROR(expr)                                  \
  do {                                                                  \
    if (absl::Status quaranta_status = (expr); !quaranta_status.ok()) { \
      return quaranta_status;                                           \
    }                                                                   \
  } while (false)

#define QUARANTA_CONCAT_INNER(a, b) a##b
#define QUARANTA_CONCAT(a, b) QUARANTA_CONCAT_INNER(a, b)

// QUARANTA_ASSIGN_OR_RETURN(auto x, F()): x is F()'s value, or return its
// error.
#define QUARANTA_ASSIGN_OR_RETURN(lhs, expr)                                   \
  QUARANTA_ASSIGN_OR_RETURN_IMPL(QUARANTA_CONCAT(quaranta_or_, __LINE__), lhs, \
                                 expr)
#define QUARANTA_ASSIGN_OR_RETURN_IMPL(var, lhs, expr) \
  auto var = (expr);                                   \
  if (!var.ok()) return std::move(var).status();       \
  lhs = *std::move(var)

#endif  // QUARANTA_SRC_CORE_STATUS_MACROS_H_
