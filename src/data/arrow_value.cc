#include "data/arrow_value.h"

#include <array>
#include <charconv>
#include <cstring>

#include "quaranta/core/status.h"

namespace quaranta::data {
namespace {

ArrowType TypeOf(std::string_view format) {
  constexpr std::array<std::pair<std::string_view, ArrowType>, 20> kTypes = {{
      {"n", ArrowType::kNull},      {"b", ArrowType::kBool},
      {"c", ArrowType::kInt8},      {"C", ArrowType::kUint8},
      {"s", ArrowType::kInt16},     {"S", ArrowType::kUint16},
      {"i", ArrowType::kInt32},     {"I", ArrowType::kUint32},
      {"l", ArrowType::kInt64},     {"L", ArrowType::kUint64},
      {"f", ArrowType::kFloat32},   {"g", ArrowType::kFloat64},
      {"u", ArrowType::kText32},    {"U", ArrowType::kText64},
      {"vu", ArrowType::kTextView}, {"tdD", ArrowType::kDate32},
      {"tdm", ArrowType::kDate64},  {"+l", ArrowType::kList32},
      {"+L", ArrowType::kList64},   {"+s", ArrowType::kStruct},
  }};
  for (const auto& [name, type] : kTypes) {
    if (name == format) return type;
  }
  const bool stamp =
      format.size() >= 4 && format.starts_with("ts") && format[3] == ':' &&
      std::string_view("smun").find(format[2]) != std::string_view::npos;
  return stamp ? ArrowType::kTimestamp : ArrowType::kUnsupported;
}

// How many buffers and children an array of a type has; -1: any number.
struct Shape {
  int buffers = 0;
  int children = 0;
};

Shape ShapeOf(ArrowType type) {
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
    case ArrowType::kStruct:
      return {1, -1};
    default:
      return {2, 0};
  }
}

bool IsInteger(ArrowType type) {
  return type >= ArrowType::kInt8 && type <= ArrowType::kUint64;
}

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

std::string ToText(const ArrowValue& value) {
  using Tag = ArrowValue::Tag;
  switch (value.tag) {
    case Tag::kNull:
    case Tag::kBad:
      return {};
    case Tag::kInt:
      return std::to_string(value.integer);
    case Tag::kUint:
      return std::to_string(static_cast<std::uint64_t>(value.integer));
    case Tag::kDouble: {
      std::array<char, 32> buffer{};
      const auto end = std::to_chars(buffer.data(),
                                     buffer.data() + buffer.size(), value.real);
      return std::string(buffer.data(), end.ptr);
    }
    case Tag::kBool:
      return value.integer != 0 ? "true" : "false";
    case Tag::kText:
      return std::string(value.text);
    case Tag::kDay:
      return FormatDay(Day{static_cast<std::int32_t>(value.integer)});
    case Tag::kInstant:
      return FormatInstant(Instant{value.integer, 0});
    case Tag::kWall: {
      std::string text = FormatInstant(Instant{value.integer, 0});
      text.pop_back();  // it is not UTC
      return text;
    }
  }
  return {};
}

ArrowColumnType ReadType(const ArrowSchema& schema) {
  ArrowColumnType type;
  type.name = schema.name == nullptr ? "" : schema.name;
  type.format = schema.format == nullptr ? "" : schema.format;
  type.type = TypeOf(type.format);
  if (schema.dictionary != nullptr) {
    const std::string name = type.name;
    const ArrowType index = type.type;
    type = ReadType(*schema.dictionary);
    type.name = name;
    // A dictionary of dictionaries, or codes that are no integers.
    if (type.dictionary || !IsInteger(index)) {
      type.type = ArrowType::kUnsupported;
    }
    type.dictionary = true;
    type.index = index;
    return type;
  }
  if (type.type == ArrowType::kTimestamp) {
    switch (type.format[2]) {
      case 's':
        type.per_second = 1;
        break;
      case 'm':
        type.per_second = 1'000;
        break;
      case 'u':
        type.per_second = 1'000'000;
        break;
      default:
        type.per_second = 1'000'000'000;
    }
    if (type.format.size() > 4) type.zone = type.format.substr(4);
  }
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    type.children.push_back(ReadType(*schema.children[i]));
  }
  return type;
}

absl::Status ArrowChunk::Check(const ArrowColumnType& type,
                               const ArrowArray& array, std::int64_t begin,
                               std::int64_t rows) {
  const auto fail = [&type](const char* what) {
    return InvalidArgument("Arrow column \"" + type.name + "\": " + what);
  };
  if (array.length < 0 || array.offset < 0) {
    return fail("a negative length or offset");
  }
  if (begin < 0 || rows < 0 || begin > array.length - rows) {
    return fail("shorter than the struct it belongs to");
  }
  if (type.type == ArrowType::kUnsupported) return absl::OkStatus();
  const Shape shape = ShapeOf(type.dictionary ? type.index : type.type);
  const bool view = type.type == ArrowType::kTextView && !type.dictionary;
  if ((shape.buffers >= 0 && array.n_buffers != shape.buffers) ||
      (view && array.n_buffers < 2)) {
    return fail("not the number of buffers of its type");
  }
  if (array.n_buffers > 0 && array.buffers == nullptr) {
    return fail("buffers are missing");
  }
  const bool has_data = type.type != ArrowType::kNull &&
                        type.type != ArrowType::kStruct && rows > 0;
  if (has_data && array.buffers[1] == nullptr) return fail("no data");
  if (type.dictionary) {
    if (array.dictionary == nullptr) return fail("the dictionary is missing");
    ArrowColumnType values = type;
    values.dictionary = false;
    return Check(values, *array.dictionary, 0, array.dictionary->length);
  }
  const auto children = static_cast<std::int64_t>(type.children.size());
  if (array.n_children != children ||
      (shape.children >= 0 && children != shape.children)) {
    return fail("not the number of children of its type");
  }
  for (std::int64_t i = 0; i < children; ++i) {
    const auto& child_type = type.children[static_cast<std::size_t>(i)];
    // A child of a struct has a row for each of its rows; a list says by its
    // offsets how many it has.
    const bool is_struct = type.type == ArrowType::kStruct;
    const absl::Status status =
        Check(child_type, *array.children[i],
              is_struct ? begin + array.offset : 0, is_struct ? rows : 0);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

ArrowChunk::ArrowChunk(const ArrowColumnType& type, const ArrowArray& array,
                       std::int64_t begin)
    : type_(&type), array_(&array), begin_(begin + array.offset) {
  if (!type.dictionary || type.type == ArrowType::kUnsupported) return;
  ArrowColumnType values_type = type;
  values_type.dictionary = false;
  const ArrowChunk values(values_type, *array.dictionary, 0);
  dictionary_.reserve(static_cast<std::size_t>(array.dictionary->length));
  for (std::int64_t i = 0; i < array.dictionary->length; ++i) {
    dictionary_.push_back(values.At(i));
  }
}

template <class T>
T ArrowChunk::Read(int buffer, std::int64_t at) const {
  T value;
  std::memcpy(&value,
              static_cast<const char*>(array_->buffers[buffer]) +
                  at * static_cast<std::int64_t>(sizeof(T)),
              sizeof(T));
  return value;
}

bool ArrowChunk::IsNull(std::int64_t row) const {
  if (type_->type == ArrowType::kNull) return true;
  if (array_->null_count == 0 || array_->n_buffers == 0 ||
      array_->buffers[0] == nullptr) {
    return false;
  }
  const std::int64_t at = begin_ + row;
  const auto byte = Read<std::uint8_t>(0, at / 8);
  return ((byte >> (at % 8)) & 1) == 0;
}

ArrowValue ArrowChunk::At(std::int64_t row) const {
  if (IsNull(row)) return {};
  if (!type_->dictionary) return Plain(type_->type, begin_ + row);
  const ArrowValue code = Plain(type_->index, begin_ + row);
  if (code.tag != ArrowValue::Tag::kInt || code.integer < 0 ||
      code.integer >= static_cast<std::int64_t>(dictionary_.size())) {
    return {ArrowValue::Tag::kBad};
  }
  return dictionary_[static_cast<std::size_t>(code.integer)];
}

ArrowValue ArrowChunk::Plain(ArrowType type, std::int64_t at) const {
  using Tag = ArrowValue::Tag;
  switch (type) {
    case ArrowType::kBool:
      return {Tag::kBool, (Read<std::uint8_t>(1, at / 8) >> (at % 8)) & 1};
    case ArrowType::kInt8:
      return {Tag::kInt, Read<std::int8_t>(1, at)};
    case ArrowType::kUint8:
      return {Tag::kInt, Read<std::uint8_t>(1, at)};
    case ArrowType::kInt16:
      return {Tag::kInt, Read<std::int16_t>(1, at)};
    case ArrowType::kUint16:
      return {Tag::kInt, Read<std::uint16_t>(1, at)};
    case ArrowType::kInt32:
      return {Tag::kInt, Read<std::int32_t>(1, at)};
    case ArrowType::kUint32:
      return {Tag::kInt, Read<std::uint32_t>(1, at)};
    case ArrowType::kInt64:
      return {Tag::kInt, Read<std::int64_t>(1, at)};
    case ArrowType::kUint64: {
      const auto value = Read<std::int64_t>(1, at);
      return {value < 0 ? Tag::kUint : Tag::kInt, value};
    }
    case ArrowType::kFloat32:
      return {Tag::kDouble, 0, static_cast<double>(Read<float>(1, at))};
    case ArrowType::kFloat64:
      return {Tag::kDouble, 0, Read<double>(1, at)};
    case ArrowType::kText32:
    case ArrowType::kText64:
      return Text(at);
    case ArrowType::kTextView:
      return View(at);
    case ArrowType::kDate32:
      return {Tag::kDay, Read<std::int32_t>(1, at)};
    case ArrowType::kDate64:
      return {Tag::kDay, FloorDivide(Read<std::int64_t>(1, at), 86'400'000)};
    case ArrowType::kTimestamp:
      return Stamp(Read<std::int64_t>(1, at));
    default:
      return {Tag::kBad};
  }
}

ArrowValue ArrowChunk::Text(std::int64_t at) const {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  if (type_->type == ArrowType::kText32) {
    begin = Read<std::int32_t>(1, at);
    end = Read<std::int32_t>(1, at + 1);
  } else {
    begin = Read<std::int64_t>(1, at);
    end = Read<std::int64_t>(1, at + 1);
  }
  if (begin < 0 || end < begin) return {ArrowValue::Tag::kBad};
  const char* bytes = static_cast<const char*>(array_->buffers[2]);
  if (bytes == nullptr && end > begin) return {ArrowValue::Tag::kBad};
  ArrowValue value{ArrowValue::Tag::kText};
  if (end > begin) {
    value.text = {bytes + begin, static_cast<std::size_t>(end - begin)};
  }
  return value;
}

// A view is 16 bytes: the length, and either up to 12 bytes of text or a
// prefix, the number of a data buffer and the offset in it. The data buffers
// begin at the third; one more at the end holds their sizes.
ArrowValue ArrowChunk::View(std::int64_t at) const {
  const auto length = Read<std::int32_t>(1, at * 4);
  ArrowValue value{ArrowValue::Tag::kText};
  if (length < 0) return {ArrowValue::Tag::kBad};
  if (length <= 12) {
    value.text = {static_cast<const char*>(array_->buffers[1]) + at * 16 + 4,
                  static_cast<std::size_t>(length)};
    return value;
  }
  const auto buffer = Read<std::int32_t>(1, at * 4 + 2);
  const auto offset = Read<std::int32_t>(1, at * 4 + 3);
  if (buffer < 0 || offset < 0 || buffer + 3 >= array_->n_buffers ||
      array_->buffers[buffer + 2] == nullptr) {
    return {ArrowValue::Tag::kBad};
  }
  value.text = {static_cast<const char*>(array_->buffers[buffer + 2]) + offset,
                static_cast<std::size_t>(length)};
  return value;
}

ArrowValue ArrowChunk::Stamp(std::int64_t ticks) const {
  ArrowValue value{type_->zone.empty() ? ArrowValue::Tag::kWall
                                       : ArrowValue::Tag::kInstant};
  if (type_->per_second > kMicrosPerSecond) {
    value.integer = FloorDivide(ticks, type_->per_second / kMicrosPerSecond);
  } else if (__builtin_mul_overflow(ticks, kMicrosPerSecond / type_->per_second,
                                    &value.integer)) {
    return {ArrowValue::Tag::kBad};
  }
  return value;
}

bool ArrowChunk::ListRange(std::int64_t row, std::int64_t* first,
                           std::int64_t* second) const {
  const std::int64_t at = begin_ + row;
  if (type_->type == ArrowType::kList32) {
    *first = Read<std::int32_t>(1, at);
    *second = Read<std::int32_t>(1, at + 1);
  } else {
    *first = Read<std::int64_t>(1, at);
    *second = Read<std::int64_t>(1, at + 1);
  }
  return *first >= 0 && *second >= *first &&
         *second <= array_->children[0]->length;
}

ArrowChunk ArrowChunk::Child(std::size_t i) const {
  const bool is_struct = type_->type == ArrowType::kStruct;
  return ArrowChunk(type_->children[i], *array_->children[i],
                    is_struct ? begin_ : 0);
}

}  // namespace quaranta::data
