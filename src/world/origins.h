// Where the rows of a table came from, in runs: a file read in order costs a
// few bytes, however many rows it has.
#ifndef QUARANTA_SRC_WORLD_ORIGINS_H_
#define QUARANTA_SRC_WORLD_ORIGINS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "quaranta/world/world.h"

namespace quaranta::world {

class Origins {
 public:
  // Rows ascend; those left out have no origin.
  void Set(std::uint32_t row, Origin origin) { Extend(row, 1, origin); }
  std::optional<Origin> At(std::uint32_t row) const;
  // Takes rows out, which ascend; later rows move up.
  void Drop(std::span<const std::uint32_t> rows);
  std::size_t runs() const { return runs_.size(); }

 private:
  // Rows first .. first + rows on consecutive lines of a file.
  struct Run {
    std::uint32_t first = 0;
    std::uint32_t rows = 0;
    Origin origin;
  };
  void Extend(std::uint32_t first, std::uint32_t rows, Origin origin);

  std::vector<Run> runs_;
};

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_ORIGINS_H_
