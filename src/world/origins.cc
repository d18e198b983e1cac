#include "world/origins.h"

#include <algorithm>
#include <utility>

namespace quaranta::world {

void Origins::Extend(std::uint32_t first, std::uint32_t rows, Origin origin) {
  if (rows == 0) return;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.first + last.rows == first && last.origin.file == origin.file &&
        last.origin.line + last.rows == origin.line) {
      last.rows += rows;
      return;
    }
  }
  runs_.push_back({first, rows, origin});
}

std::optional<Origin> Origins::At(std::uint32_t row) const {
  const auto after = std::upper_bound(
      runs_.begin(), runs_.end(), row,
      [](std::uint32_t a, const Run& run) { return a < run.first; });
  if (after == runs_.begin()) return std::nullopt;
  const Run& run = *(after - 1);
  const std::uint32_t at = row - run.first;
  if (at >= run.rows) return std::nullopt;
  return Origin{run.origin.file, run.origin.line + at};
}

void Origins::Drop(std::span<const std::uint32_t> rows) {
  const std::vector<Run> before = std::exchange(runs_, {});
  std::size_t dropped = 0;  // of `rows`, those before the row at hand
  for (const Run& run : before) {
    std::uint32_t at = run.first;
    const std::uint32_t end = run.first + run.rows;
    while (at < end) {
      while (dropped < rows.size() && rows[dropped] < at) ++dropped;
      const bool here = dropped < rows.size() && rows[dropped] < end;
      const std::uint32_t until = here ? rows[dropped] : end;
      Extend(at - static_cast<std::uint32_t>(dropped), until - at,
             {run.origin.file, run.origin.line + (at - run.first)});
      at = here ? until + 1 : end;
    }
  }
}

}  // namespace quaranta::world
