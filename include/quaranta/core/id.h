// Strong ids: an index that cannot be mistaken for another kind of index.
#ifndef QUARANTA_CORE_ID_H_
#define QUARANTA_CORE_ID_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>

namespace quaranta {

// A dense index into the table of one kind of thing, `Tag`. There is no
// arithmetic and no conversion between kinds.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t value) : value_(value) {}
  constexpr explicit Id(std::size_t value)
      : value_(static_cast<std::uint32_t>(value)) {}
  constexpr explicit Id(int value)
      : value_(static_cast<std::uint32_t>(value)) {}

  constexpr std::uint32_t value() const { return value_; }

  friend constexpr auto operator<=>(Id, Id) = default;
  friend std::ostream& operator<<(std::ostream& os, Id id) {
    return os << '#' << id.value_;
  }
  template <class H>
  friend H AbslHashValue(H h, Id id) {
    return H::combine(std::move(h), id.value_);
  }

 private:
  std::uint32_t value_ = 0;
};

}  // namespace quaranta

template <class Tag>
struct std::hash<quaranta::Id<Tag>> {
  std::size_t operator()(quaranta::Id<Tag> id) const noexcept {
    return std::hash<std::uint32_t>()(id.value());
  }
};

#endif  // QUARANTA_CORE_ID_H_
