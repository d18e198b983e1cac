// Names of runtime types, as type() and messages give them.
#ifndef QUARANTA_SRC_EXPR_TYPE_NAMES_H_
#define QUARANTA_SRC_EXPR_TYPE_NAMES_H_

#include <string>
#include <string_view>

#include "quaranta/expr/value.h"

namespace quaranta::expr {

// "int", "list", "google.protobuf.Timestamp", "date", "RoomUse", "Room".
std::string TypeNameOf(const Value& value);

// Whether an identifier names a built-in type.
bool IsTypeName(std::string_view name);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_TYPE_NAMES_H_
