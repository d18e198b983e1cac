#include "quaranta/expr/static_type.h"

#include <string_view>

namespace quaranta::expr {
namespace {

std::string_view NameOf(StaticType::Kind kind) {
  using Kind = StaticType::Kind;
  switch (kind) {
    case Kind::kDyn:
      return "dyn";
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return "int";
    case Kind::kUint:
      return "uint";
    case Kind::kDouble:
      return "double";
    case Kind::kString:
      return "string";
    case Kind::kBytes:
      return "bytes";
    case Kind::kTimestamp:
      return "timestamp";
    case Kind::kDuration:
      return "duration";
    case Kind::kAny:
      return "any";
    case Kind::kWrapper:
      return "wrapper";
    case Kind::kList:
      return "list";
    case Kind::kMap:
      return "map";
    case Kind::kType:
      return "type";
    case Kind::kMessage:
    case Kind::kAbstract:
    case Kind::kParam:
      break;
  }
  return "";
}

}  // namespace

std::string ToText(const StaticType& type) {
  std::string text = type.name;
  if (text.empty()) text = NameOf(type.kind);
  if (type.params.empty()) return text;
  text += "(";
  for (const StaticType& param : type.params) {
    if (text.back() != '(') text += ", ";
    text += ToText(param);
  }
  return text + ")";
}

}  // namespace quaranta::expr
