#include "data/arrow_type.h"

#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace quaranta::data {
namespace {

// Deeper types are nobody's table.
constexpr int kMostDeep = 32;

constexpr std::array<std::pair<std::string_view, ArrowType>, 24> kPlainTypes = {
    {
        {"n", ArrowType::kNull},         {"b", ArrowType::kBool},
        {"c", ArrowType::kInt8},         {"C", ArrowType::kUint8},
        {"s", ArrowType::kInt16},        {"S", ArrowType::kUint16},
        {"i", ArrowType::kInt32},        {"I", ArrowType::kUint32},
        {"l", ArrowType::kInt64},        {"L", ArrowType::kUint64},
        {"e", ArrowType::kFloat16},      {"f", ArrowType::kFloat32},
        {"g", ArrowType::kFloat64},      {"u", ArrowType::kText32},
        {"U", ArrowType::kText64},       {"vu", ArrowType::kTextView},
        {"tdD", ArrowType::kDate32},     {"tdm", ArrowType::kDate64},
        {"+l", ArrowType::kList32},      {"+L", ArrowType::kList64},
        {"+vl", ArrowType::kListView32}, {"+vL", ArrowType::kListView64},
        {"+s", ArrowType::kStruct},      {"+r", ArrowType::kRunEnds},
    }};

// The numbers of "10,2,128".
std::optional<std::vector<int>> NumbersOf(std::string_view text) {
  std::vector<int> numbers;
  const char* at = text.data();
  const char* end = text.data() + text.size();
  while (true) {
    int number = 0;
    const auto result = std::from_chars(at, end, number);
    if (result.ec != std::errc()) return std::nullopt;
    numbers.push_back(number);
    if (result.ptr == end) return numbers;
    if (*result.ptr != ',') return std::nullopt;
    at = result.ptr + 1;
  }
}

// Ticks per second of the letter in "tsu:", "tDn"; 0 for any other.
std::int64_t TicksOf(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 1'000;
    case 'u':
      return 1'000'000;
    case 'n':
      return 1'000'000'000;
    default:
      return 0;
  }
}

void ReadFormat(std::string_view format, ArrowColumnType& type) {
  for (const auto& [name, plain] : kPlainTypes) {
    if (name == format) type.type = plain;
  }
  if (format.size() >= 4 && format.starts_with("ts") && format[3] == ':') {
    type.per_second = TicksOf(format[2]);
    type.zone = format.substr(4);
    if (type.per_second > 0) type.type = ArrowType::kTimestamp;
  } else if (format.size() == 3 && format.starts_with("tD")) {
    type.per_second = TicksOf(format[2]);
    if (type.per_second > 0) type.type = ArrowType::kDuration;
  } else if (format.starts_with("d:")) {
    const auto numbers = NumbersOf(format.substr(2));
    if (!numbers || numbers->size() < 2 || numbers->size() > 3) return;
    type.scale = (*numbers)[1];
    type.bits = numbers->size() == 3 ? (*numbers)[2] : 128;
    const bool known = type.bits == 32 || type.bits == 64 || type.bits == 128 ||
                       type.bits == 256;
    if (known && type.scale > -100 && type.scale < 100) {
      type.type = ArrowType::kDecimal;
    }
  } else if (format.starts_with("+w:")) {
    const auto numbers = NumbersOf(format.substr(3));
    if (!numbers || numbers->size() != 1 || numbers->front() < 0) return;
    type.list_size = numbers->front();
    type.type = ArrowType::kFixedList;
  }
}

ArrowColumnType Read(const ArrowSchema& schema, int depth) {
  ArrowColumnType type;
  type.name = schema.name == nullptr ? "" : schema.name;
  type.format = schema.format == nullptr ? "" : schema.format;
  if (depth > kMostDeep) return type;
  ReadFormat(type.format, type);
  if (schema.dictionary != nullptr) {
    std::string name = std::move(type.name);
    const ArrowType index = type.type;
    type = Read(*schema.dictionary, depth + 1);
    type.name = std::move(name);
    type.index = index;
    // Codes that are no integers, or a dictionary of columns.
    if (type.dictionary || !type.children.empty() || !IsInteger(index)) {
      type.type = ArrowType::kUnsupported;
    }
    type.dictionary = true;
    return type;
  }
  if (schema.n_children > 0 && schema.children == nullptr) {
    type.type = ArrowType::kUnsupported;
    return type;
  }
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    type.children.push_back(schema.children[i] == nullptr
                                ? ArrowColumnType{}
                                : Read(*schema.children[i], depth + 1));
  }
  // A list of nothing known, or of a number of columns that it cannot have.
  const int children = ShapeOf(type.type).children;
  if (children >= 0 &&
      type.children.size() != static_cast<std::size_t>(children)) {
    type.type = ArrowType::kUnsupported;
  }
  if (type.type == ArrowType::kRunEnds) {
    const ArrowType ends = type.children[0].type;
    if (type.children[0].dictionary ||
        (ends != ArrowType::kInt16 && ends != ArrowType::kInt32 &&
         ends != ArrowType::kInt64) ||
        type.children[1].type == ArrowType::kRunEnds ||
        type.children[1].type == ArrowType::kUnsupported) {
      type.type = ArrowType::kUnsupported;
    }
  }
  return type;
}

}  // namespace

ArrowColumnType ReadType(const ArrowSchema& schema) { return Read(schema, 0); }

ArrowShape ShapeOf(ArrowType type) {
  switch (type) {
    case ArrowType::kUnsupported:
      return {-1, -1};
    case ArrowType::kNull:
      return {-1, 0};  // old producers send one
    case ArrowType::kText32:
    case ArrowType::kText64:
      return {3, 0};
    case ArrowType::kTextView:
      return {-1, 0};
    case ArrowType::kList32:
    case ArrowType::kList64:
      return {2, 1};
    case ArrowType::kListView32:
    case ArrowType::kListView64:
      return {3, 1};
    case ArrowType::kFixedList:
      return {1, 1};
    case ArrowType::kStruct:
      return {1, -1};
    case ArrowType::kRunEnds:
      return {-1, 2};
    default:
      return {2, 0};
  }
}

}  // namespace quaranta::data
