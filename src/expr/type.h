// What is known of a node's value before there is data.
#ifndef QUARANTA_SRC_EXPR_TYPE_H_
#define QUARANTA_SRC_EXPR_TYPE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "quaranta/schema/field.h"

namespace quaranta::expr {

enum class TypeKind : std::uint8_t {
  kDyn,
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kDate,
  kTimestamp,
  kDuration,
  kEnum,
  kRecord,
  kList,
  kMap,
  kType,
};

struct Type {
  TypeKind kind = TypeKind::kDyn;
  const schema::Record* record = nullptr;     // kRecord
  const schema::Enum* enumeration = nullptr;  // kEnum
  std::shared_ptr<const Type> key;            // kMap; nullptr is dyn
  std::shared_ptr<const Type> item;           // kList, kMap; nullptr is dyn

  bool Is(TypeKind k) const { return kind == k; }
  bool IsDyn() const { return kind == TypeKind::kDyn; }
  bool IsNumber() const {
    return kind == TypeKind::kInt || kind == TypeKind::kUint ||
           kind == TypeKind::kDouble;
  }
};

inline Type Scalar(TypeKind kind) { return Type{kind, {}, {}, {}, {}}; }
Type ListOf(Type item);
Type MapOf(Type key, Type value);
Type RecordOf(const schema::Record& record);
Type EnumOf(const schema::Enum& enumeration);
// Of a list's items or a map's values; dyn when that is not known.
Type ItemOf(const Type& type);
Type KeyOf(const Type& type);
// The type of a field's value.
Type FieldType(const schema::Field& field);

// Whether a value of the one may be a value of the other.
bool Compatible(const Type& a, const Type& b);
// The type of a value that is one or the other.
Type Join(const Type& a, const Type& b);

// As CEL writes types: "int", "list(Room)", "map(string, dyn)", "RoomUse".
std::string TypeText(const Type& type);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_TYPE_H_
