// One array of the Arrow C interface, read value by value.
#ifndef QUARANTA_SRC_DATA_ARROW_VALUE_H_
#define QUARANTA_SRC_DATA_ARROW_VALUE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "data/arrow_type.h"
#include "quaranta/core/time.h"
#include "quaranta/data/arrow_abi.h"

namespace quaranta::data {

struct ArrowValue {
  enum class Tag : std::uint8_t {
    kNull,
    kBad,       // a broken offset or code
    kInt,       // `integer`
    kUint,      // `integer`, beyond the signed range
    kDouble,    // `real`
    kDecimal,   // `text`: "-12.5", without needless zeros
    kBool,      // `integer`
    kText,      // `text`
    kDay,       // `integer`: days
    kInstant,   // `integer`: microseconds since 1970 UTC
    kWall,      // `integer`: microseconds since 1970 on a local clock
    kDuration,  // `integer`: ticks of the type
  };
  Tag tag = Tag::kNull;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;  // of the array; a decimal's until the next value
};

// What a value looked like, for notes and issues.
std::string ToText(const ArrowValue& value);
// As a person types it: a number without an exponent, up to 15 digits before
// the point.
std::string ToPlainText(const ArrowValue& value);

// One chunk of a column. Reads rows 0 .. length-1, counted from the offsets of
// the array and of its parents. Not for two threads at once.
class ArrowChunk {
 public:
  // Checks the counts of buffers and children; kInvalidArgument when they are
  // not those of the type. `rows` values are read from `begin` on.
  static absl::Status Check(const ArrowColumnType& type,
                            const ArrowArray& array, std::int64_t begin,
                            std::int64_t rows);

  // The type and the array must outlive it.
  ArrowChunk(const ArrowColumnType& type, const ArrowArray& array,
             std::int64_t begin);

  const ArrowColumnType& type() const { return *type_; }
  const ArrowArray& array() const { return *array_; }
  // Where row 0 is in the buffers.
  std::int64_t begin() const { return begin_; }

  bool IsNull(std::int64_t row) const;
  // The validity bits, whose first is that of physical index 0; nullptr when
  // every row is valid.
  const std::uint8_t* valid_bits() const;
  ArrowValue At(std::int64_t row) const;
  // The code at a row that is not null; -1 for one that no dictionary has.
  std::int64_t Code(std::int64_t row) const;
  // The values of a dictionary.
  const ArrowChunk& dictionary() const { return *inner_; }
  // Items [first, second) of a list in Child(0), whose rows then count from 0;
  // false for offsets that are broken.
  bool ListRange(std::int64_t row, std::int64_t* first,
                 std::int64_t* second) const;
  ArrowChunk Child(std::size_t i) const;
  // The end of the text bytes, for texts with offsets: offsets beyond it are
  // broken.
  std::int64_t text_end() const { return text_end_; }

 private:
  ArrowValue Plain(ArrowType type, std::int64_t at) const;
  ArrowValue Text(std::int64_t at) const;
  ArrowValue View(std::int64_t at) const;
  ArrowValue Stamp(std::int64_t ticks) const;
  ArrowValue Decimal(std::int64_t at) const;
  std::int64_t RunOf(std::int64_t row) const;

  template <class T>
  T Read(int buffer, std::int64_t at) const;

  const ArrowColumnType* type_;
  const ArrowArray* array_;
  std::int64_t begin_;  // physical index of row 0
  std::int64_t text_end_ = 0;
  std::unique_ptr<const ArrowColumnType> inner_type_;
  std::unique_ptr<const ArrowChunk> inner_;  // of a dictionary or of runs
  mutable std::string digits_;               // of the last decimal
};

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_ARROW_VALUE_H_
