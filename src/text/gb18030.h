// GB18030 to UTF-8, at the speed of a table.
#ifndef QUARANTA_SRC_TEXT_GB18030_H_
#define QUARANTA_SRC_TEXT_GB18030_H_

#include <cstddef>
#include <memory>
#include <string_view>

#include "absl/status/status.h"
#include "quaranta/text/encoding.h"

namespace quaranta::text {

// UTF-8 in storage of its own, or how far the bytes could be read.
struct Transcoded {
  std::unique_ptr<char[]> storage;
  std::size_t size = 0;
  bool ok = false;
  std::size_t bad = 0;  // offset of the first byte that is not, unless ok
};

// Whether the C library knows GB18030: kFailedPrecondition otherwise, saying
// what to install.
absl::Status Gb18030Available();

// Call only when available. The tables of what a sequence means are asked from
// iconv once per process; the loop is ours.
Transcoded FromGb18030(std::string_view bytes);
// The same of bytes that come in pieces: `begin`, then what `more` gives.
// `size` is about how many they are.
Transcoded FromGb18030(std::string_view begin, const MoreBytes& more,
                       std::size_t size);

}  // namespace quaranta::text

#endif  // QUARANTA_SRC_TEXT_GB18030_H_
