#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "quaranta/io/mapping.h"

// A mapping that can be read can be written, and reads back as the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto mapping = quaranta::io::ReadMapping(bytes, "f");
  if (!mapping.ok()) {
    if (mapping.status().message().substr(0, 2) != "f:") std::abort();
    return 0;
  }
  const std::string once = quaranta::io::WriteMapping(*mapping);
  const auto again = quaranta::io::ReadMapping(once, "f");
  if (!again.ok()) std::abort();
  if (quaranta::io::WriteMapping(*again) != once) std::abort();
  return 0;
}
