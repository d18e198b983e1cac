#include "expr/type.h"

#include <utility>

namespace quaranta::expr {

Type ListOf(Type item) {
  Type type = Scalar(TypeKind::kList);
  if (!item.IsDyn()) type.item = std::make_shared<const Type>(std::move(item));
  return type;
}

Type MapOf(Type key, Type value) {
  Type type = Scalar(TypeKind::kMap);
  if (!key.IsDyn()) type.key = std::make_shared<const Type>(std::move(key));
  if (!value.IsDyn()) {
    type.item = std::make_shared<const Type>(std::move(value));
  }
  return type;
}

Type RecordOf(const schema::Record& record) {
  Type type = Scalar(TypeKind::kRecord);
  type.record = &record;
  return type;
}

Type EnumOf(const schema::Enum& enumeration) {
  Type type = Scalar(TypeKind::kEnum);
  type.enumeration = &enumeration;
  return type;
}

Type ItemOf(const Type& type) {
  return type.item == nullptr ? Type{} : *type.item;
}

Type KeyOf(const Type& type) {
  return type.key == nullptr ? Type{} : *type.key;
}

namespace {

Type ItemType(const schema::Field& field) {
  switch (field.kind) {
    case schema::Kind::kBool:
      return Scalar(TypeKind::kBool);
    case schema::Kind::kInt:
      return Scalar(TypeKind::kInt);
    case schema::Kind::kDouble:
      return Scalar(TypeKind::kDouble);
    case schema::Kind::kString:
    case schema::Kind::kReference:
      return Scalar(TypeKind::kString);
    case schema::Kind::kEnum:
      return field.enumeration == nullptr ? Type{} : EnumOf(*field.enumeration);
    case schema::Kind::kDate:
      return Scalar(TypeKind::kDate);
    case schema::Kind::kInstant:
      return Scalar(TypeKind::kTimestamp);
  }
  return Type{};
}

}  // namespace

Type FieldType(const schema::Field& field) {
  return field.repeated ? ListOf(ItemType(field)) : ItemType(field);
}

bool Compatible(const Type& a, const Type& b) {
  if (a.IsDyn() || b.IsDyn()) return true;
  if (a.Is(TypeKind::kNull) || b.Is(TypeKind::kNull)) return true;
  if (a.IsNumber() && b.IsNumber()) return true;  // one number line
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case TypeKind::kEnum:
      return a.enumeration == b.enumeration;
    case TypeKind::kRecord:
      return a.record == b.record;
    case TypeKind::kList:
      return Compatible(ItemOf(a), ItemOf(b));
    case TypeKind::kMap:
      return Compatible(KeyOf(a), KeyOf(b)) && Compatible(ItemOf(a), ItemOf(b));
    default:
      return true;
  }
}

Type Join(const Type& a, const Type& b) {
  if (a.Is(TypeKind::kNull)) return b;
  if (b.Is(TypeKind::kNull)) return a;
  if (a.kind != b.kind || !Compatible(a, b)) return Type{};
  if (a.Is(TypeKind::kList)) return ListOf(Join(ItemOf(a), ItemOf(b)));
  if (a.Is(TypeKind::kMap)) {
    return MapOf(Join(KeyOf(a), KeyOf(b)), Join(ItemOf(a), ItemOf(b)));
  }
  return a;
}

std::string TypeText(const Type& type) {
  switch (type.kind) {
    case TypeKind::kDyn:
      return "dyn";
    case TypeKind::kNull:
      return "null";
    case TypeKind::kBool:
      return "bool";
    case TypeKind::kInt:
      return "int";
    case TypeKind::kUint:
      return "uint";
    case TypeKind::kDouble:
      return "double";
    case TypeKind::kString:
      return "string";
    case TypeKind::kBytes:
      return "bytes";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTimestamp:
      return "timestamp";
    case TypeKind::kDuration:
      return "duration";
    case TypeKind::kEnum:
      return std::string(type.enumeration->name);
    case TypeKind::kRecord:
      return std::string(type.record->name);
    case TypeKind::kList:
      return type.item == nullptr ? "list"
                                  : "list(" + TypeText(ItemOf(type)) + ")";
    case TypeKind::kMap:
      return type.item == nullptr ? "map"
                                  : "map(" + TypeText(KeyOf(type)) + ", " +
                                        TypeText(ItemOf(type)) + ")";
    case TypeKind::kType:
      return "type";
  }
  return "";
}

}  // namespace quaranta::expr
