// One array of the Arrow C interface, read value by value.
#ifndef QUARANTA_SRC_DATA_ARROW_VALUE_H_
#define QUARANTA_SRC_DATA_ARROW_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "quaranta/core/time.h"
#include "quaranta/data/arrow_abi.h"

namespace quaranta::data {

struct ArrowValue {
  enum class Tag : std::uint8_t {
    kNull,
    kBad,      // a broken offset or code
    kInt,      // `integer`
    kUint,     // `integer`, beyond the signed range
    kDouble,   // `real`
    kBool,     // `integer`
    kText,     // `text`
    kDay,      // `integer`: days
    kInstant,  // `integer`: microseconds since 1970 UTC
    kWall,     // `integer`: microseconds since 1970 on a local clock
  };
  Tag tag = Tag::kNull;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;
};

// What a value looked like, for notes and issues.
std::string ToText(const ArrowValue& value);

enum class ArrowType : std::uint8_t {
  kUnsupported,
  kNull,
  kBool,
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat32,
  kFloat64,
  kText32,
  kText64,
  kTextView,
  kDate32,
  kDate64,
  kTimestamp,
  kList32,
  kList64,
  kStruct,
};

// A column of a stream: what the schema says, once per stream.
struct ArrowColumnType {
  ArrowType type = ArrowType::kUnsupported;
  ArrowType index = ArrowType::kUnsupported;  // of a dictionary's codes
  bool dictionary = false;
  std::int64_t per_second = 0;  // ticks of a timestamp
  std::string zone;             // of a timestamp; empty: local
  std::string name;
  std::string format;
  std::vector<ArrowColumnType> children;
};
ArrowColumnType ReadType(const ArrowSchema& schema);

// One chunk of a column. Reads rows 0 .. length-1, counted from the offsets of
// the array and of its parents.
class ArrowChunk {
 public:
  // Checks the counts of buffers and children; kInvalidArgument when they are
  // not those of the type. `rows` values are read from `begin` on.
  static absl::Status Check(const ArrowColumnType& type,
                            const ArrowArray& array, std::int64_t begin,
                            std::int64_t rows);

  ArrowChunk(const ArrowColumnType& type, const ArrowArray& array,
             std::int64_t begin);

  bool IsNull(std::int64_t row) const;
  ArrowValue At(std::int64_t row) const;
  // Items [first, second) of a list in Child(0), whose rows then count from 0;
  // false for offsets that are broken.
  bool ListRange(std::int64_t row, std::int64_t* first,
                 std::int64_t* second) const;
  ArrowChunk Child(std::size_t i) const;

 private:
  ArrowValue Plain(ArrowType type, std::int64_t at) const;
  ArrowValue Text(std::int64_t at) const;
  ArrowValue View(std::int64_t at) const;
  ArrowValue Stamp(std::int64_t ticks) const;

  template <class T>
  T Read(int buffer, std::int64_t at) const;

  const ArrowColumnType* type_;
  const ArrowArray* array_;
  std::int64_t begin_;  // physical index of row 0
  std::vector<ArrowValue> dictionary_;
};

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_ARROW_VALUE_H_
