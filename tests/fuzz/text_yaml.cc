#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "quaranta/text/node.h"

// Any bytes give a tree or an error that names a place, never a crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto tree = quaranta::text::ReadYaml(bytes, "f");
  if (!tree.ok() && tree.status().message().substr(0, 2) != "f:") std::abort();
  return 0;
}
