// What the schema of a stream says of its columns.
#ifndef QUARANTA_SRC_DATA_ARROW_TYPE_H_
#define QUARANTA_SRC_DATA_ARROW_TYPE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "quaranta/data/arrow_abi.h"

namespace quaranta::data {

enum class ArrowType : std::uint8_t {
  kUnsupported,  // binary, times of day, maps, unions, private formats
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
  kFloat16,
  kFloat32,
  kFloat64,
  kDecimal,
  kText32,
  kText64,
  kTextView,
  kDate32,
  kDate64,
  kTimestamp,
  kDuration,
  kList32,
  kList64,
  kListView32,
  kListView64,
  kFixedList,
  kStruct,
  kRunEnds,
};

inline bool IsInteger(ArrowType type) {
  return type >= ArrowType::kInt8 && type <= ArrowType::kUint64;
}
inline bool IsText(ArrowType type) {
  return type >= ArrowType::kText32 && type <= ArrowType::kTextView;
}
inline bool IsList(ArrowType type) {
  return type >= ArrowType::kList32 && type <= ArrowType::kFixedList;
}

// A column of a stream, once per stream. Of a dictionary: its values, with the
// type of the codes beside.
struct ArrowColumnType {
  ArrowType type = ArrowType::kUnsupported;
  ArrowType index = ArrowType::kUnsupported;  // of a dictionary's codes
  bool dictionary = false;
  std::int64_t per_second = 0;  // ticks of a timestamp or duration
  int scale = 0;                // of a decimal: digits behind the point
  int bits = 0;                 // of a decimal
  std::int64_t list_size = 0;   // of a list of fixed size
  std::string zone;             // of a timestamp; empty: local
  std::string name;
  std::string format;
  std::vector<ArrowColumnType> children;
};
ArrowColumnType ReadType(const ArrowSchema& schema);

// How many buffers and children an array of a type has; -1: any number.
struct ArrowShape {
  int buffers = 0;
  int children = 0;
};
ArrowShape ShapeOf(ArrowType type);

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_ARROW_TYPE_H_
