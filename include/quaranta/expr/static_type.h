// Types of the language as declarations and the checker know them.
#ifndef QUARANTA_EXPR_STATIC_TYPE_H_
#define QUARANTA_EXPR_STATIC_TYPE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace quaranta::expr {

// A type: `kind`, with its name (messages, abstract types, type parameters)
// and parameters (the item of a list, key and value of a map, what an abstract
// type or a wrapper is of). A plain value.
struct StaticType {
  enum class Kind : std::uint8_t {
    kDyn,
    kNull,
    kBool,
    kInt,
    kUint,
    kDouble,
    kString,
    kBytes,
    kTimestamp,
    kDuration,
    kAny,       // google.protobuf.Any: anything
    kWrapper,   // params[0] or null
    kList,      // of params[0]
    kMap,       // from params[0] to params[1]
    kMessage,   // `name`
    kAbstract,  // `name` of params, such as optional_type of int
    kType,      // the type of types; params[0], if there, is the type named
    kParam,     // a type parameter, `name`
  };
  Kind kind = Kind::kDyn;
  std::string name;
  std::vector<StaticType> params;

  bool Is(Kind k) const { return kind == k; }
  // Any stands for every type, as dyn does.
  bool IsDyn() const { return kind == Kind::kDyn || kind == Kind::kAny; }
  friend bool operator==(const StaticType&, const StaticType&) = default;

  static StaticType Of(Kind kind) { return {kind, "", {}}; }
  static StaticType List(StaticType item) {
    return {Kind::kList, "", {std::move(item)}};
  }
  static StaticType Map(StaticType key, StaticType value) {
    return {Kind::kMap, "", {std::move(key), std::move(value)}};
  }
  static StaticType Wrapper(Kind kind) {
    return {Kind::kWrapper, "", {Of(kind)}};
  }
  static StaticType Message(std::string name) {
    return {Kind::kMessage, std::move(name), {}};
  }
  static StaticType Param(std::string name) {
    return {Kind::kParam, std::move(name), {}};
  }
  static StaticType Abstract(std::string name, std::vector<StaticType> params) {
    return {Kind::kAbstract, std::move(name), std::move(params)};
  }
  static StaticType Optional(StaticType item) {
    return Abstract("optional_type", {std::move(item)});
  }
  bool IsOptional() const {
    return kind == Kind::kAbstract && name == "optional_type" &&
           params.size() == 1;
  }
};

// "int", "list(int)", "map(string, dyn)", "wrapper(int)",
// "optional_type(int)", "type(int)".
std::string ToText(const StaticType& type);

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_STATIC_TYPE_H_
