#include "expr/plain_names.h"

#include <array>
#include <cstddef>
#include <utility>

namespace quaranta::expr {
namespace {

using Kind = StaticType::Kind;

struct NamedType {
  std::string_view name;
  Kind kind;
};
constexpr auto kTypes = std::to_array<NamedType>({
    {"bool", Kind::kBool},
    {"bytes", Kind::kBytes},
    {"double", Kind::kDouble},
    {"int", Kind::kInt},
    {"list", Kind::kList},
    {"map", Kind::kMap},
    {"null_type", Kind::kNull},
    {"string", Kind::kString},
    {"type", Kind::kType},
    {"uint", Kind::kUint},
    {"google.protobuf.Timestamp", Kind::kTimestamp},
    {"google.protobuf.Duration", Kind::kDuration},
});

// The type of a type name.
std::optional<StaticType> NamedStaticType(const Declarations& declarations,
                                          std::string_view name) {
  for (const NamedType& type : kTypes) {
    if (type.name != name) continue;
    if (type.kind == Kind::kList) return StaticType::List({});
    if (type.kind == Kind::kMap) return StaticType::Map({}, {});
    return StaticType::Of(type.kind);
  }
  if (declarations.libraries.optionals && name == "optional_type") {
    return StaticType::Optional({});
  }
  if (declarations.types != nullptr && declarations.types->HasMessage(name)) {
    return declarations.types->TypeOf(name);
  }
  return std::nullopt;
}

// What a declared type stands for: google.protobuf.Int64Value is a wrapper.
StaticType Standing(const Declarations& declarations, StaticType type) {
  if (type.Is(Kind::kMessage) && declarations.types != nullptr &&
      declarations.types->HasMessage(type.name)) {
    return declarations.types->TypeOf(type.name);
  }
  for (StaticType& param : type.params) {
    param = Standing(declarations, std::move(param));
  }
  return type;
}

std::optional<NameMeaning> FindFullName(const Declarations& declarations,
                                        const std::string& name) {
  NameMeaning meaning;
  for (std::size_t i = 0; i < declarations.variables.size(); ++i) {
    if (declarations.variables[i].name != name) continue;
    meaning.slot = static_cast<std::uint32_t>(i);
    meaning.type = Standing(declarations, declarations.variables[i].type);
    return meaning;
  }
  if (auto type = NamedStaticType(declarations, name)) {
    meaning.constant = Value(TypeName{name});
    meaning.type = {Kind::kType, "", {*std::move(type)}};
    return meaning;
  }
  if (declarations.types == nullptr) return std::nullopt;
  if (const auto number = declarations.types->EnumValue(name)) {
    meaning.constant = Value(*number);
    meaning.type = StaticType::Of(Kind::kInt);
    return meaning;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> CandidateNames(std::string_view container,
                                        std::string_view name, bool absolute) {
  std::vector<std::string> names;
  while (!absolute && !container.empty()) {
    names.push_back(std::string(container) + "." + std::string(name));
    const std::size_t dot = container.rfind('.');
    container = dot == container.npos ? "" : container.substr(0, dot);
  }
  names.emplace_back(name);
  return names;
}

std::optional<NameMeaning> FindName(const Declarations& declarations,
                                    std::string_view name, bool absolute) {
  for (const std::string& candidate :
       CandidateNames(declarations.container, name, absolute)) {
    if (auto meaning = FindFullName(declarations, candidate)) return meaning;
  }
  return std::nullopt;
}

std::string FindMessage(const Declarations& declarations, std::string_view name,
                        bool absolute) {
  if (declarations.types == nullptr) return "";
  for (std::string& candidate :
       CandidateNames(declarations.container, name, absolute)) {
    if (declarations.types->HasMessage(candidate)) return std::move(candidate);
  }
  return "";
}

}  // namespace quaranta::expr
