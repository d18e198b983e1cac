// Small loops over bits and texts that run once per row.
#ifndef QUARANTA_SRC_WORLD_BYTES_H_
#define QUARANTA_SRC_WORLD_BYTES_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "quaranta/data/column.h"

namespace quaranta::world {

// Calls `visit(i)` for every bit that is set, ascending; words without any cost
// next to nothing.
template <class F>
void ForEachSet(const data::Bits& bits, F&& visit) {
  std::size_t base = 0;
  for (std::uint64_t word : bits.words()) {
    while (word != 0) {
      const std::size_t i =
          base + static_cast<std::size_t>(std::countr_zero(word));
      if (i >= bits.size()) return;
      visit(static_cast<std::uint32_t>(i));
      word &= word - 1;
    }
    base += 64;
  }
}

// As ==, without the call that short texts, as ids are, spend most time on.
inline bool SameText(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() < 8 || a.size() > 16) return a == b;
  const auto word = [](const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
  };
  const std::size_t last = a.size() - 8;
  return word(a.data()) == word(b.data()) &&
         word(a.data() + last) == word(b.data() + last);
}

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_BYTES_H_
