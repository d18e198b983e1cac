// Test data that is not part of the project: a folder named by the environment
// variable QUARANTA_SHARED. A test that needs it is left out, and says so, when
// the variable is unset; where CI=true it fails instead.
#ifndef QUARANTA_TESTS_SUPPORT_SHARED_DATA_H_
#define QUARANTA_TESTS_SUPPORT_SHARED_DATA_H_

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace quaranta::testing {

struct SharedData {
  std::filesystem::path path;  // exists when `missing` is empty
  std::string missing;         // why there is none
  bool required = false;       // a missing folder is a failure
};

// The decision for a `folder` of the shared data, given the values of
// QUARANTA_SHARED and CI (null when unset).
inline SharedData ResolveSharedData(std::string_view folder, const char* shared,
                                    const char* ci) {
  SharedData data;
  data.required = ci != nullptr && std::string_view(ci) == "true";
  if (shared == nullptr || *shared == '\0') {
    data.missing =
        "QUARANTA_SHARED is not set; it would hold " + std::string(folder);
    return data;
  }
  data.path = std::filesystem::path(shared) / folder;
  if (!data.path.is_absolute()) {
    data.missing =
        "QUARANTA_SHARED is not an absolute path: " + std::string(shared);
    data.required = true;
  } else if (!std::filesystem::exists(data.path)) {
    data.missing = "there is no " + data.path.string();
  }
  return data;
}

inline SharedData FindSharedData(std::string_view folder) {
  return ResolveSharedData(folder, std::getenv("QUARANTA_SHARED"),
                           std::getenv("CI"));
}

}  // namespace quaranta::testing

// Leaves the test out, with the reason, unless the data is there:
//   QUARANTA_NEEDS_SHARED(path, "cel-conformance/testdata");
//   ReadAll(path);
#define QUARANTA_NEEDS_SHARED(var, folder)                  \
  const ::quaranta::testing::SharedData var##_data =        \
      ::quaranta::testing::FindSharedData(folder);          \
  if (!var##_data.missing.empty() && var##_data.required) { \
    FAIL() << var##_data.missing;                           \
  } else if (!var##_data.missing.empty()) {                 \
    GTEST_SKIP() << "left out: " << var##_data.missing;     \
  }                                                         \
  const std::filesystem::path& var = var##_data.path

#endif  // QUARANTA_TESTS_SUPPORT_SHARED_DATA_H_
