#include "quaranta/expr/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "expr/facts.h"
#include "expr/text.h"
#include "expr/type_names.h"
#include "quaranta/expr/object.h"

namespace quaranta::expr {
namespace {

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

// Writes values behind each other until there is no room left. What is written
// of a value is at least a byte, so that a value whose parts are shared takes
// no longer than its text.
class Printer {
 public:
  explicit Printer(std::size_t most) : most_(most) {}

  void Print(const Value& value) {
    if (out_.size() <= most_) std::visit(*this, value.variant());
  }
  std::string Take() {
    if (out_.size() <= most_) return std::move(out_);
    std::size_t end = most_;
    const auto inside = [&](std::size_t at) {
      return (static_cast<unsigned char>(out_[at]) & 0xC0U) == 0x80U;
    };
    while (end > 0 && inside(end)) --end;
    return out_.substr(0, end) + "...";
  }

  void operator()(Null) { out_ += "null"; }
  void operator()(bool v) { out_ += v ? "true" : "false"; }
  void operator()(std::int64_t v) { out_ += std::to_string(v); }
  void operator()(std::uint64_t v) { out_ += std::to_string(v) + "u"; }
  void operator()(double v) {
    const std::string text = FormatDouble(v);
    const bool bare =
        text.find_first_not_of("-0123456789") == std::string::npos;
    out_ += bare ? text + ".0" : text;
  }
  void operator()(const std::shared_ptr<const std::string>& v) {
    out_ += Quote(*v);
  }
  void operator()(const std::shared_ptr<const Bytes>& v) {
    out_ += BytesText(v->value);
  }
  void operator()(Day v) { out_ += FormatDay(v); }
  void operator()(Instant v) { out_ += FormatInstant(v); }
  void operator()(FineInstant v) { out_ += FormatTimestamp(v); }
  void operator()(Duration v) { out_ += FormatDuration(v); }
  void operator()(EnumNumber v) { out_ += EnumText(v); }
  void operator()(data::RowRef v) {
    out_ += RecordName(v.table) + "#" + std::to_string(v.row);
  }
  void operator()(const std::shared_ptr<const List>& v) {
    out_ += "[";
    for (std::size_t i = 0; i < v->items.size() && out_.size() <= most_; ++i) {
      if (i > 0) out_ += ", ";
      Print(v->items[i]);
      if (!IsCertain(*v, i)) out_ += "?";
    }
    End(v->items.empty(), v->open, ']');
  }
  void operator()(const std::shared_ptr<const Map>& v) {
    out_ += "{";
    bool first = true;
    for (const auto& [key, value] : v->entries) {
      if (out_.size() > most_) break;
      if (!std::exchange(first, false)) out_ += ", ";
      Print(key);
      out_ += ": ";
      Print(value);
    }
    End(first, v->open, '}');
  }
  void operator()(const std::shared_ptr<const Object>& v) { out_ += v->Text(); }
  void operator()(const std::shared_ptr<const Optional>& v) {
    if (!v->present) {
      out_ += "optional.none()";
      return;
    }
    out_ += "optional.of(";
    Print(v->value);
    out_ += ")";
  }
  void operator()(const std::shared_ptr<const TypeName>& v) { out_ += v->name; }
  void operator()(const std::shared_ptr<const Hedged>& v) {
    out_ += "[" + FormatRounded(v->interval.low) + ", " +
            FormatRounded(v->interval.high) + ")";
  }
  void operator()(const std::shared_ptr<const Unknown>& v) {
    out_ += "unknown(" + std::to_string(v->facts.size()) + ")";
  }
  void operator()(const std::shared_ptr<const Error>& v) {
    out_ += "error(" + std::string(ErrorCodeName(v->code)) + ")";
  }

 private:
  void End(bool empty, const Facts& open, char bracket) {
    if (!open.empty()) out_ += empty ? "..." : ", ...";
    out_ += bracket;
  }

  const std::size_t most_;
  std::string out_;
};

constexpr std::uint64_t kScalarExtent = 16;
constexpr std::uint64_t kMostExtent = std::uint64_t{1} << 62;

std::uint64_t Sum(std::uint64_t a, std::uint64_t b) {
  return std::min(kMostExtent, a + std::min(b, kMostExtent));
}
std::uint64_t ExtentOf(const Facts& facts) {
  return kScalarExtent * facts.size();
}

struct Measure {
  template <class T>
  std::uint64_t operator()(const T&) const {
    return kScalarExtent;
  }
  std::uint64_t operator()(const std::shared_ptr<const std::string>& v) const {
    return kScalarExtent + v->size();
  }
  std::uint64_t operator()(const std::shared_ptr<const Bytes>& v) const {
    return kScalarExtent + v->value.size();
  }
  std::uint64_t operator()(const std::shared_ptr<const List>& v) const {
    return v->extent;
  }
  std::uint64_t operator()(const std::shared_ptr<const Map>& v) const {
    return v->extent;
  }
  std::uint64_t operator()(const std::shared_ptr<const Optional>& v) const {
    return v->extent;
  }
  std::uint64_t operator()(const std::shared_ptr<const Object>& v) const {
    return kScalarExtent + v->Extent();
  }
  std::uint64_t operator()(const std::shared_ptr<const Hedged>& v) const {
    return kScalarExtent + ExtentOf(v->facts);
  }
  std::uint64_t operator()(const std::shared_ptr<const Unknown>& v) const {
    return kScalarExtent + ExtentOf(v->facts);
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

std::uint64_t Extent(const Value& value) {
  return std::visit(Measure(), value.variant());
}

Value::Value(List v) {
  v.extent = kScalarExtent + ExtentOf(v.open);
  for (const Value& item : v.items) v.extent = Sum(v.extent, Extent(item));
  for (const Facts& waits : v.waits_for) {
    v.extent = Sum(v.extent, ExtentOf(waits));
  }
  variant_ = std::make_shared<const List>(std::move(v));
}

Value::Value(Map v) {
  v.extent = kScalarExtent + ExtentOf(v.open);
  for (const auto& [key, value] : v.entries) {
    v.extent = Sum(v.extent, Sum(Extent(key), Extent(value)));
  }
  variant_ = std::make_shared<const Map>(std::move(v));
}

Value::Value(Optional v) {
  v.extent = Sum(kScalarExtent, Extent(v.value));
  variant_ = std::make_shared<const Optional>(std::move(v));
}

std::string ToText(const Value& value, std::size_t most) {
  Printer printer(most);
  printer.Print(value);
  return printer.Take();
}

std::string TypeNameOf(const Value& value) {
  return std::visit(Namer(), value.variant());
}

bool IsTypeName(std::string_view name) {
  return std::find(kTypeNames.begin(), kTypeNames.end(), name) !=
         kTypeNames.end();
}

}  // namespace quaranta::expr
