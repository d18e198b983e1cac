// Where the sources and the build tree are.
#ifndef QUARANTA_TESTS_SUPPORT_PATHS_H_
#define QUARANTA_TESTS_SUPPORT_PATHS_H_

#include <string>

namespace quaranta::testing {

// Without a slash at the end.
std::string SourceDir();
std::string BinaryDir();

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_SUPPORT_PATHS_H_
