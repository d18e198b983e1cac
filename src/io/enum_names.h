// The values of an enum by the texts that name them, hashed.
#ifndef QUARANTA_SRC_IO_ENUM_NAMES_H_
#define QUARANTA_SRC_IO_ENUM_NAMES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "quaranta/schema/field.h"

namespace quaranta::io {

// Holds the names, labels and synonyms that mean one value wherever they stand
// alone in a cell; not those of more than 16 bytes, nor those that need a
// second look, because they may be taken for a blank, or for several items of a
// list.
class EnumNames {
 public:
  explicit EnumNames(const schema::Enum& enumeration);

  // Those of an enum of the schema, made once; nullptr for another enum.
  static const EnumNames* Of(const schema::Enum& enumeration);

  const schema::Enum& of() const { return *enumeration_; }
  // The number of the value, or 0, which is none.
  std::int32_t Find(std::string_view text) const {
    const Key key(text);
    for (std::size_t at = Place(key); slots_[at].number != 0;
         at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].key == key) return slots_[at].number;
    }
    return 0;
  }

 private:
  // A short text as two words, so that comparing is comparing numbers; a longer
  // one is none.
  struct Key {
    static constexpr std::size_t kMost = 16;

    Key() = default;
    explicit Key(std::string_view text) : size(text.size()) {
      const char* at = text.data();
      if (size > kMost) return;
      if (size >= 8) {
        std::memcpy(&head, at, 8);
        std::memcpy(&tail, at + size - 8, 8);
      } else if (size >= 4) {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::memcpy(&first, at, 4);
        std::memcpy(&last, at + size - 4, 4);
        head = first;
        tail = last;
      } else {
        for (std::size_t i = 0; i < size; ++i) {
          head = head << 8 | static_cast<unsigned char>(at[i]);
        }
      }
    }
    bool operator==(const Key&) const = default;

    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::size_t size = 0;
  };
  struct Entry {
    Key key;
    std::int32_t number = 0;
  };

  std::size_t Place(const Key& key) const {
    const std::uint64_t mixed =
        (key.head ^ (key.tail * 0x9E3779B97F4A7C15u) ^ key.size) *
        0xD6E8FEB86659FD93u;
    return static_cast<std::size_t>(mixed >> 32) & (slots_.size() - 1);
  }

  void Add(std::string_view text, std::int32_t number);

  const schema::Enum* enumeration_;
  std::vector<Entry> slots_;  // a power of two; half of them empty
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_ENUM_NAMES_H_
