// The values of an enum by the texts that name them, hashed.
#ifndef QUARANTA_SRC_IO_ENUM_NAMES_H_
#define QUARANTA_SRC_IO_ENUM_NAMES_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "quaranta/schema/field.h"

namespace quaranta::io {

// Holds the names, labels and synonyms that mean one value wherever they stand
// alone in a cell; not those that need a second look, because they may be taken
// for a blank, or for several items of a list.
class EnumNames {
 public:
  explicit EnumNames(const schema::Enum& enumeration);

  // Those of an enum of the schema, made once; nullptr for another enum.
  static const EnumNames* Of(const schema::Enum& enumeration);

  const schema::Enum& of() const { return *enumeration_; }
  // The number of the value, or 0, which is none.
  std::int32_t Find(std::string_view text) const {
    for (std::size_t at = Place(text); !slots_[at].text.empty();
         at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].text == text) return slots_[at].number;
    }
    return 0;
  }

 private:
  struct Entry {
    std::string_view text;
    std::int32_t number = 0;
  };

  void Add(std::string_view text, std::int32_t number);
  std::size_t Place(std::string_view text) const;

  const schema::Enum* enumeration_;
  std::vector<Entry> slots_;  // a power of two; half of them empty
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_ENUM_NAMES_H_
