// Memory that is large enough to matter to the machine.
#ifndef QUARANTA_CORE_LARGE_PAGES_H_
#define QUARANTA_CORE_LARGE_PAGES_H_

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace quaranta {

// Asks for large pages behind a block that nobody wrote to yet: a column of
// millions of rows is then filled without half a million page faults and read
// in any order with few misses. A hint; does nothing for small blocks and where
// the machine does not know how.
void AskForLargePages(void* block, std::size_t bytes);

// Bytes that nobody wrote to yet, with large pages if there are many.
std::unique_ptr<char[]> UnfilledBytes(std::size_t size);

// As std::vector::reserve(), with large pages if there is much to reserve.
template <class T>
void ReserveLarge(std::vector<T>& values, std::size_t size) {
  if (size <= values.capacity()) return;
  values.reserve(size);
  AskForLargePages(values.data(), size * sizeof(T));
}

// As std::vector<T>(size, value), with large pages if it is large.
template <class T>
std::vector<T> LargeVector(std::size_t size, T value) {
  std::vector<T> values;
  ReserveLarge(values, size);
  values.resize(size, value);
  return values;
}

}  // namespace quaranta

#endif  // QUARANTA_CORE_LARGE_PAGES_H_
