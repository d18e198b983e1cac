#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "accounts.h"
#include "quaranta/io/io.h"
#include "quaranta/schema/field.h"

// Any bytes as a file of sites or persons: rows, issues, a world.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  quaranta::world::Builder builder;
  const auto* record =
      quaranta::schema::FindRecord((data[0] & 1) != 0 ? "Person" : "Site");
  quaranta::io::ReadOptions options;
  if ((data[0] & 2) != 0) options.zone = "UTC";
  const auto format = (data[0] & 4) != 0 ? quaranta::io::Format::kJsonl
                                         : quaranta::io::Format::kCsv;
  if (!quaranta::io::AppendText(builder, *record, bytes, format, "f", options)
           .ok()) {
    std::abort();
  }
  quaranta::testing::BuildOrAbort(std::move(builder));
  return 0;
}
