#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/setup.h"

// Any bytes as a file of delimited messages: rows, issues, a world.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  quaranta::world::Builder builder;
  quaranta::io::AppendDelimited(builder, "f", bytes, {});
  if (!std::move(builder).Build().ok()) std::abort();
  return 0;
}
