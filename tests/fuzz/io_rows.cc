#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/reader.h"
#include "quaranta/schema/field.h"

// Any bytes as a file of rooms or persons: rows, issues, a world.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  static const quaranta::Zone utc;
  quaranta::world::Builder builder;
  const auto* record =
      quaranta::schema::FindRecord((data[0] & 1) != 0 ? "Person" : "Site");
  quaranta::io::TableReader(builder, *record, "f",
                            (data[0] & 2) != 0 ? &utc : nullptr, {})
      .Read(bytes, (data[0] & 4) != 0 ? ".jsonl" : ".csv");
  if (!std::move(builder).Build().ok()) std::abort();
  return 0;
}
