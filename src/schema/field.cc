#include "quaranta/schema/field.h"

#include <algorithm>

namespace quaranta::schema {
namespace {

template <class T, class Predicate>
const T* FindIf(std::span<const T> items, Predicate predicate) {
  const auto it = std::find_if(items.begin(), items.end(), predicate);
  return it == items.end() ? nullptr : &*it;
}

}  // namespace

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return "int";
    case Kind::kDouble:
      return "double";
    case Kind::kString:
      return "string";
    case Kind::kEnum:
      return "enum";
    case Kind::kDate:
      return "date";
    case Kind::kInstant:
      return "instant";
    case Kind::kReference:
      return "reference";
  }
  return "";
}

const Record* FindRecord(std::string_view name) {
  if (name.empty()) return nullptr;
  return FindIf(Records(), [name](const Record& record) {
    return record.name == name || record.snake == name ||
           record.plural == name || record.zh == name ||
           InList(record.aliases, name);
  });
}

std::size_t IndexOf(const Record& record) {
  return static_cast<std::size_t>(&record - Records().data());
}

const Field* FindField(const Record& record, std::string_view name) {
  return FindIf(record.fields,
                [name](const Field& field) { return field.name == name; });
}

const Enum* FindEnum(std::string_view name) {
  return FindIf(Enums(), [name](const Enum& e) { return e.name == name; });
}

const EnumValue* FindValue(const Enum& enumeration, std::string_view text) {
  if (text.empty()) return nullptr;
  return FindIf(enumeration.values, [text](const EnumValue& value) {
    return value.name == text || value.zh == text ||
           InList(value.synonym, text);
  });
}

const EnumValue* FindValue(const Enum& enumeration, std::int32_t number) {
  return FindIf(enumeration.values, [number](const EnumValue& value) {
    return value.number == number;
  });
}

bool InList(std::string_view list, std::string_view text) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    if (list.substr(0, bar) == text) return true;
    if (bar == std::string_view::npos) return false;
    list.remove_prefix(bar + 1);
  }
  return false;
}

}  // namespace quaranta::schema
