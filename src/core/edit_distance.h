// How far one name is from another, for "did you mean".
#ifndef QUARANTA_SRC_CORE_EDIT_DISTANCE_H_
#define QUARANTA_SRC_CORE_EDIT_DISTANCE_H_

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

namespace quaranta {

// Bytes to add, drop or change (Levenshtein). O(|a| |b|).
inline std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace quaranta

#endif  // QUARANTA_SRC_CORE_EDIT_DISTANCE_H_
