// One bit per row.
#ifndef QUARANTA_DATA_BITS_H_
#define QUARANTA_DATA_BITS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace quaranta::data {

// A bitmap that owns its words.
class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t size, bool value = false)
      : words_((size + 63) / 64, value ? ~std::uint64_t{0} : 0), size_(size) {}

  std::size_t size() const { return size_; }
  bool operator[](std::size_t i) const {
    return (words_[i / 64] >> (i % 64)) & 1;
  }
  void Set(std::size_t i, bool value) {
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    if (value) {
      words_[i / 64] |= bit;
    } else {
      words_[i / 64] &= ~bit;
    }
  }
  void Append(bool value) {
    if (size_ % 64 == 0) words_.push_back(0);
    ++size_;
    Set(size_ - 1, value);
  }
  // Bits beyond size() are unspecified.
  std::span<const std::uint64_t> words() const { return words_; }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

// Bits of somebody else, as Arrow packs them: the lowest of a byte first,
// beginning at bit `offset` of `bytes`. Without bytes they are all `uniform`.
struct BitView {
  const std::uint8_t* bytes = nullptr;
  std::size_t offset = 0;
  bool uniform = false;

  bool operator[](std::size_t i) const {
    if (bytes == nullptr) return uniform;
    const std::size_t at = offset + i;
    return ((bytes[at >> 3] >> (at & 7)) & 1) != 0;
  }
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_BITS_H_
