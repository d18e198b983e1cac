// Seeded random numbers that are the same on every machine.
//
// The standard library's distributions differ between implementations, so
// results that are compared (plans, generated data, tests) use only this.
#ifndef QUARANTA_CORE_RANDOM_H_
#define QUARANTA_CORE_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace quaranta {

// One step of splitmix64 (Steele, Lea and Flood 2014): a bijective mixer, good
// as a hash of an integer.
constexpr std::uint64_t Mix64(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

// A seeded hash of a text (FNV-1a, then mixed): the fair tie-break of plans.
constexpr std::uint64_t SeededHash(std::uint64_t seed, std::string_view text) {
  std::uint64_t h = 0xCBF29CE484222325ULL ^ Mix64(seed);
  for (const char c : text) {
    h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return Mix64(h);
}

// A splitmix64 stream. Not for secrets.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t Next() {
    const std::uint64_t value = Mix64(state_);
    state_ += 0x9E3779B97F4A7C15ULL;
    return value;
  }

  // Uniform in [0, bound); bound > 0. Unbiased by rejection.
  constexpr std::uint64_t Below(std::uint64_t bound) {
    const std::uint64_t limit = bound * (UINT64_MAX / bound);
    std::uint64_t value = Next();
    while (value >= limit) value = Next();
    return value % bound;
  }

  // Uniform in [low, high], both included; low <= high.
  constexpr int Range(int low, int high) {
    return low +
           static_cast<int>(Below(static_cast<std::uint64_t>(high - low) + 1));
  }

  // True with probability numerator / denominator.
  constexpr bool Chance(std::uint64_t numerator, std::uint64_t denominator) {
    return Below(denominator) < numerator;
  }

  template <class T>
  constexpr void Shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[Below(i)]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace quaranta

#endif  // QUARANTA_CORE_RANDOM_H_
