#include "quaranta/expr/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "expr/facts.h"
#include "expr/text.h"
#include "expr/type_names.h"
#include "quaranta/expr/object.h"

namespace quaranta::expr {
namespace {

std::string ListText(const List& list) {
  std::string text = "[";
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    if (i > 0) text += ", ";
    text += ToText(list.items[i]);
    if (!IsCertain(list, i)) text += "?";
  }
  if (!list.open.empty()) text += list.items.empty() ? "..." : ", ...";
  return text + "]";
}

std::string MapText(const Map& map) {
  std::string text = "{";
  for (const auto& [key, value] : map.entries) {
    if (text.size() > 1) text += ", ";
    text += ToText(key) + ": " + ToText(value);
  }
  if (!map.open.empty()) text += map.entries.empty() ? "..." : ", ...";
  return text + "}";
}

std::string EnumText(EnumNumber value) {
  if (value.type == nullptr) return std::to_string(value.number);
  std::string text = std::string(value.type->name) + ".";
  for (const schema::EnumValue& v : value.type->values) {
    if (v.number == value.number) return text + std::string(v.name);
  }
  return text + std::to_string(value.number);
}

std::string RecordName(std::uint32_t table) {
  const auto records = schema::Records();
  if (table < records.size()) return std::string(records[table].name);
  return "Record" + std::to_string(table);
}

std::string BytesText(const std::string& bytes) {
  std::string text = "b\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
      continue;
    }
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\x%02x", byte);
    text += escape.data();
  }
  return text + "\"";
}

struct Printer {
  std::string operator()(Null) const { return "null"; }
  std::string operator()(bool v) const { return v ? "true" : "false"; }
  std::string operator()(std::int64_t v) const { return std::to_string(v); }
  std::string operator()(std::uint64_t v) const {
    return std::to_string(v) + "u";
  }
  std::string operator()(double v) const {
    std::string text = FormatDouble(v);
    const bool bare =
        text.find_first_not_of("-0123456789") == std::string::npos;
    return bare ? text + ".0" : text;
  }
  std::string operator()(const std::shared_ptr<const std::string>& v) const {
    return Quote(*v);
  }
  std::string operator()(const std::shared_ptr<const Bytes>& v) const {
    return BytesText(v->value);
  }
  std::string operator()(Day v) const { return FormatDay(v); }
  std::string operator()(Instant v) const { return FormatInstant(v); }
  std::string operator()(FineInstant v) const { return FormatTimestamp(v); }
  std::string operator()(Duration v) const { return FormatDuration(v); }
  std::string operator()(EnumNumber v) const { return EnumText(v); }
  std::string operator()(data::RowRef v) const {
    return RecordName(v.table) + "#" + std::to_string(v.row);
  }
  std::string operator()(const std::shared_ptr<const List>& v) const {
    return ListText(*v);
  }
  std::string operator()(const std::shared_ptr<const Map>& v) const {
    return MapText(*v);
  }
  std::string operator()(const std::shared_ptr<const Object>& v) const {
    return v->Text();
  }
  std::string operator()(const std::shared_ptr<const Optional>& v) const {
    if (!v->present) return "optional.none()";
    return "optional.of(" + ToText(v->value) + ")";
  }
  std::string operator()(const std::shared_ptr<const TypeName>& v) const {
    return v->name;
  }
  std::string operator()(const std::shared_ptr<const Hedged>& v) const {
    return "[" + FormatRounded(v->interval.low) + ", " +
           FormatRounded(v->interval.high) + ")";
  }
  std::string operator()(const std::shared_ptr<const Unknown>& v) const {
    return "unknown(" + std::to_string(v->facts.size()) + ")";
  }
  std::string operator()(const std::shared_ptr<const Error>& v) const {
    return "error(" + std::string(ErrorCodeName(v->code)) + ")";
  }
};

struct Namer {
  std::string operator()(Null) const { return "null_type"; }
  std::string operator()(bool) const { return "bool"; }
  std::string operator()(std::int64_t) const { return "int"; }
  std::string operator()(std::uint64_t) const { return "uint"; }
  std::string operator()(double) const { return "double"; }
  std::string operator()(const std::shared_ptr<const std::string>&) const {
    return "string";
  }
  std::string operator()(const std::shared_ptr<const Bytes>&) const {
    return "bytes";
  }
  std::string operator()(Day) const { return "date"; }
  std::string operator()(Instant) const { return "google.protobuf.Timestamp"; }
  std::string operator()(FineInstant) const {
    return "google.protobuf.Timestamp";
  }
  std::string operator()(Duration) const { return "google.protobuf.Duration"; }
  std::string operator()(EnumNumber v) const {
    return v.type == nullptr ? "int" : std::string(v.type->name);
  }
  std::string operator()(data::RowRef v) const { return RecordName(v.table); }
  std::string operator()(const std::shared_ptr<const List>&) const {
    return "list";
  }
  std::string operator()(const std::shared_ptr<const Map>&) const {
    return "map";
  }
  std::string operator()(const std::shared_ptr<const Object>& v) const {
    return std::string(v->type_name());
  }
  std::string operator()(const std::shared_ptr<const Optional>&) const {
    return "optional_type";
  }
  std::string operator()(const std::shared_ptr<const TypeName>&) const {
    return "type";
  }
  std::string operator()(const std::shared_ptr<const Hedged>& v) const {
    return v->whole ? "int" : "double";
  }
  std::string operator()(const std::shared_ptr<const Unknown>&) const {
    return "unknown";
  }
  std::string operator()(const std::shared_ptr<const Error>&) const {
    return "error";
  }
};

constexpr auto kTypeNames = std::to_array<std::string_view>(
    {"bool", "bytes", "date", "double", "int", "list", "map", "null_type",
     "string", "type", "uint"});

}  // namespace

std::string_view ErrorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNoOverload:
      return "no_such_overload";
    case ErrorCode::kNoSuchField:
      return "no_such_field";
    case ErrorCode::kNoSuchKey:
      return "no_such_key";
    case ErrorCode::kNoSuchVariable:
      return "no_such_variable";
    case ErrorCode::kDivideByZero:
      return "divide_by_zero";
    case ErrorCode::kOverflow:
      return "overflow";
    case ErrorCode::kOutOfRange:
      return "out_of_range";
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kDuplicateKey:
      return "duplicate_key";
    case ErrorCode::kBudget:
      return "budget";
  }
  return "error";
}

std::string ToText(const Value& value) {
  return std::visit(Printer(), value.variant());
}

std::string TypeNameOf(const Value& value) {
  return std::visit(Namer(), value.variant());
}

bool IsTypeName(std::string_view name) {
  return std::find(kTypeNames.begin(), kTypeNames.end(), name) !=
         kTypeNames.end();
}

}  // namespace quaranta::expr
