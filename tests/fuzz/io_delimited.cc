#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "accounts.h"
#include "io/setup.h"

// Any bytes as a file of delimited messages: rows, issues, a world.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  quaranta::world::Builder builder;
  quaranta::io::AppendDelimited(builder, "f", bytes, {});
  quaranta::testing::BuildOrAbort(std::move(builder));
  return 0;
}
