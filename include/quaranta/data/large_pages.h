// Memory that is large enough to matter to the machine.
#ifndef QUARANTA_DATA_LARGE_PAGES_H_
#define QUARANTA_DATA_LARGE_PAGES_H_

#include <cstddef>
#include <utility>
#include <vector>

namespace quaranta::data {

// Asks for large pages behind a block that nobody wrote to yet: a column of
// millions of rows is then filled without half a million page faults and read
// in any order with few misses. A hint; does nothing for small blocks and where
// the machine does not know how.
void AskForLargePages(void* block, std::size_t bytes);

// As std::vector<T>(size, value), with large pages if it is large.
template <class T>
std::vector<T> LargeVector(std::size_t size, T value) {
  std::vector<T> values;
  values.reserve(size);
  AskForLargePages(values.data(), size * sizeof(T));
  values.resize(size, value);
  return values;
}

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_LARGE_PAGES_H_
