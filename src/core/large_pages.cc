#include "quaranta/core/large_pages.h"

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace quaranta {

void AskForLargePages(void* block, std::size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::size_t kPage = std::size_t{2} << 20;
  if (bytes < 2 * kPage) return;
  const auto begin = reinterpret_cast<std::uintptr_t>(block);
  const std::uintptr_t before_first = (kPage - begin % kPage) % kPage;
  const std::size_t whole = (bytes - before_first) / kPage * kPage;
  // What it says does not matter: without large pages all works as well.
  madvise(static_cast<char*>(block) + before_first, whole, MADV_HUGEPAGE);
#else
  (void)block;
  (void)bytes;
#endif
}

std::unique_ptr<char[]> UnfilledBytes(std::size_t size) {
  auto bytes = std::make_unique_for_overwrite<char[]>(size);
  AskForLargePages(bytes.get(), size);
  return bytes;
}

}  // namespace quaranta
