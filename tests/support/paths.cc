// The only file of the tests whose compilation depends on where the sources
// are: the compiler cache knows the others in every clone.
#include "tests/support/paths.h"

namespace quaranta::testing {

std::string SourceDir() { return QUARANTA_SOURCE_DIR; }
std::string BinaryDir() { return QUARANTA_BINARY_DIR; }

}  // namespace quaranta::testing
