#include "data/arrow_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "quaranta/core/status.h"

namespace quaranta::data {
namespace {

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

double FromHalf(std::uint16_t half) {
  const int exponent = (half >> 10) & 31;
  const double fraction = half & 1023;
  double value = 0;
  if (exponent == 31) {
    value = fraction != 0 ? std::numeric_limits<double>::quiet_NaN()
                          : std::numeric_limits<double>::infinity();
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(1024 + fraction, exponent - 25);
  }
  return (half & 0x8000) != 0 ? -value : value;
}

// The decimal digits of a number of 32-bit limbs, the lowest first.
std::string DigitsOf(std::array<std::uint32_t, 8> limbs) {
  std::string digits;
  while (std::any_of(limbs.begin(), limbs.end(),
                     [](std::uint32_t limb) { return limb != 0; })) {
    std::uint64_t rest = 0;
    for (std::size_t i = limbs.size(); i-- > 0;) {
      const std::uint64_t part = rest << 32 | limbs[i];
      limbs[i] = static_cast<std::uint32_t>(part / 10);
      rest = part % 10;
    }
    digits += static_cast<char>('0' + rest);
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

// Digits with a point `scale` before their end, without needless zeros.
std::string Pointed(std::string digits, int scale, bool negative) {
  if (digits.empty()) return "0";
  if (scale < 0) digits.append(static_cast<std::size_t>(-scale), '0');
  if (scale > 0) {
    const auto behind = static_cast<std::size_t>(scale);
    if (digits.size() <= behind) {
      digits.insert(0, behind + 1 - digits.size(), '0');
    }
    digits.insert(digits.size() - behind, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return negative ? "-" + digits : digits;
}

absl::Status Fail(const ArrowColumnType& type, const char* what) {
  return InvalidArgument("Arrow column \"" + type.name + "\": " + what);
}

absl::Status CheckBuffers(const ArrowColumnType& type, ArrowType layout,
                          const ArrowArray& array, std::int64_t rows) {
  const ArrowShape shape = ShapeOf(layout);
  const bool view = layout == ArrowType::kTextView;
  // Behind the data of views come their lengths.
  if ((shape.buffers >= 0 && array.n_buffers != shape.buffers) ||
      (view && array.n_buffers < 3)) {
    return Fail(type, "not the number of buffers of its type");
  }
  if (array.n_buffers > 0 && array.buffers == nullptr) {
    return Fail(type, "buffers are missing");
  }
  if (view && array.n_buffers > 3 &&
      array.buffers[array.n_buffers - 1] == nullptr) {
    return Fail(type, "the lengths of its buffers are missing");
  }
  const bool has_data = layout != ArrowType::kNull &&
                        layout != ArrowType::kStruct &&
                        layout != ArrowType::kRunEnds &&
                        layout != ArrowType::kFixedList && rows > 0;
  if (!has_data) return absl::OkStatus();
  const bool list_view =
      layout == ArrowType::kListView32 || layout == ArrowType::kListView64;
  if (array.buffers[1] == nullptr ||
      (list_view && array.buffers[2] == nullptr)) {
    return Fail(type, "no data");
  }
  return absl::OkStatus();
}

}  // namespace

std::string ToText(const ArrowValue& value) {
  using Tag = ArrowValue::Tag;
  switch (value.tag) {
    case Tag::kNull:
    case Tag::kBad:
      return {};
    case Tag::kInt:
    case Tag::kDuration:
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
    case Tag::kDecimal:
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

std::string ToPlainText(const ArrowValue& value) {
  constexpr double kPlain = 1e15;
  if (value.tag != ArrowValue::Tag::kDouble || !(value.real > -kPlain) ||
      !(value.real < kPlain)) {
    return ToText(value);
  }
  std::array<char, 400> buffer{};  // the smallest doubles have 330 digits
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 value.real, std::chars_format::fixed);
  if (end.ec != std::errc()) return ToText(value);
  return std::string(buffer.data(), end.ptr);
}

absl::Status ArrowChunk::Check(const ArrowColumnType& type,
                               const ArrowArray& array, std::int64_t begin,
                               std::int64_t rows) {
  if (array.length < 0 || array.offset < 0 || array.n_buffers < 0 ||
      array.offset > std::numeric_limits<std::int64_t>::max() / 64 ||
      array.length > std::numeric_limits<std::int64_t>::max() / 64) {
    return Fail(type, "a length or offset that cannot be");
  }
  if (begin < 0 || rows < 0 || begin > array.length - rows) {
    return Fail(type, "shorter than the struct it belongs to");
  }
  if (type.type == ArrowType::kUnsupported) return absl::OkStatus();
  absl::Status status =
      CheckBuffers(type, type.dictionary ? type.index : type.type, array, rows);
  if (!status.ok()) return status;
  if (type.dictionary) {
    if (array.dictionary == nullptr) {
      return Fail(type, "the dictionary is missing");
    }
    ArrowColumnType values = type;
    values.dictionary = false;
    return Check(values, *array.dictionary, 0, array.dictionary->length);
  }
  const auto children = static_cast<std::int64_t>(type.children.size());
  if (array.n_children != children ||
      (children > 0 && array.children == nullptr)) {
    return Fail(type, "not the number of children of its type");
  }
  for (std::int64_t i = 0; i < children; ++i) {
    const auto& child_type = type.children[static_cast<std::size_t>(i)];
    if (array.children[i] == nullptr) return Fail(child_type, "no array");
    const ArrowArray& child = *array.children[i];
    // A child of a struct has a row for each of its rows; a list says by its
    // offsets, and runs by their ends, which they need.
    const bool is_struct = type.type == ArrowType::kStruct;
    status = Check(child_type, child, is_struct ? begin + array.offset : 0,
                   is_struct ? rows : child.length);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

ArrowChunk::ArrowChunk(const ArrowColumnType& type, const ArrowArray& array,
                       std::int64_t begin)
    : type_(&type), array_(&array), begin_(begin + array.offset) {
  if (type.type == ArrowType::kUnsupported) return;
  if (type.dictionary) {
    auto values = std::make_unique<ArrowColumnType>(type);
    values->dictionary = false;
    inner_ = std::make_unique<const ArrowChunk>(*values, *array.dictionary, 0);
    inner_type_ = std::move(values);
  } else if (type.type == ArrowType::kRunEnds) {
    inner_ = std::make_unique<const ArrowChunk>(type.children[1],
                                                *array.children[1], 0);
  } else if (array.length > 0 && type.type == ArrowType::kText32) {
    text_end_ = Read<std::int32_t>(1, array.offset + array.length);
  } else if (array.length > 0 && type.type == ArrowType::kText64) {
    text_end_ = Read<std::int64_t>(1, array.offset + array.length);
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

const std::uint8_t* ArrowChunk::valid_bits() const {
  if (type_->type == ArrowType::kRunEnds && !type_->dictionary) return nullptr;
  if (array_->null_count == 0 || array_->n_buffers == 0) return nullptr;
  return static_cast<const std::uint8_t*>(array_->buffers[0]);
}

bool ArrowChunk::IsNull(std::int64_t row) const {
  if (!type_->dictionary) {
    if (type_->type == ArrowType::kNull) return true;
    if (type_->type == ArrowType::kRunEnds) {
      const std::int64_t run = RunOf(row);
      return run >= 0 && inner_->IsNull(run);
    }
  }
  const std::uint8_t* bits = valid_bits();
  if (bits == nullptr) return false;
  const std::int64_t at = begin_ + row;
  return ((bits[at / 8] >> (at % 8)) & 1) == 0;
}

ArrowValue ArrowChunk::At(std::int64_t row) const {
  if (IsNull(row)) return {};
  if (type_->dictionary) {
    const std::int64_t code = Code(row);
    return code < 0 ? ArrowValue{ArrowValue::Tag::kBad} : inner_->At(code);
  }
  if (type_->type == ArrowType::kRunEnds) {
    const std::int64_t run = RunOf(row);
    return run < 0 ? ArrowValue{ArrowValue::Tag::kBad} : inner_->At(run);
  }
  return Plain(type_->type, begin_ + row);
}

std::int64_t ArrowChunk::Code(std::int64_t row) const {
  const ArrowValue code = Plain(type_->index, begin_ + row);
  const bool known = code.tag == ArrowValue::Tag::kInt && code.integer >= 0 &&
                     code.integer < array_->dictionary->length;
  return known ? code.integer : -1;
}

// The first run that ends behind the row; -1 when none does.
std::int64_t ArrowChunk::RunOf(std::int64_t row) const {
  const ArrowChunk ends(type_->children[0], *array_->children[0], 0);
  const std::int64_t at = begin_ + row;
  std::int64_t first = 0;
  std::int64_t count =
      std::min(array_->children[0]->length, array_->children[1]->length);
  const std::int64_t all = count;
  while (count > 0) {
    const std::int64_t half = count / 2;
    if (ends.At(first + half).integer <= at) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first < all ? first : -1;
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
    case ArrowType::kFloat16:
      return {Tag::kDouble, 0, FromHalf(Read<std::uint16_t>(1, at))};
    case ArrowType::kFloat32:
      return {Tag::kDouble, 0, static_cast<double>(Read<float>(1, at))};
    case ArrowType::kFloat64:
      return {Tag::kDouble, 0, Read<double>(1, at)};
    case ArrowType::kDecimal:
      return Decimal(at);
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
    case ArrowType::kDuration:
      return {Tag::kDuration, Read<std::int64_t>(1, at)};
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
  if (begin < 0 || end < begin || end > text_end_) {
    return {ArrowValue::Tag::kBad};
  }
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
  const std::int64_t buffer = Read<std::int32_t>(1, at * 4 + 2);
  const std::int64_t offset = Read<std::int32_t>(1, at * 4 + 3);
  const std::int64_t last = array_->n_buffers - 1;
  if (buffer < 0 || offset < 0 || buffer + 2 >= last ||
      array_->buffers[buffer + 2] == nullptr ||
      offset + length > Read<std::int64_t>(static_cast<int>(last), buffer)) {
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

// Two's complement, the lowest byte first.
ArrowValue ArrowChunk::Decimal(std::int64_t at) const {
  std::array<std::uint32_t, 8> limbs{};
  const auto count = static_cast<std::size_t>(type_->bits) / 32;
  for (std::size_t i = 0; i < count; ++i) {
    limbs[i] = Read<std::uint32_t>(1, at * static_cast<std::int64_t>(count) +
                                          static_cast<std::int64_t>(i));
  }
  const bool negative = (limbs[count - 1] >> 31) != 0;
  std::uint64_t carry = 1;
  for (std::size_t i = 0; negative && i < count; ++i) {
    carry += static_cast<std::uint32_t>(~limbs[i]);
    limbs[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  digits_ = Pointed(DigitsOf(limbs), type_->scale, negative);
  ArrowValue value{ArrowValue::Tag::kDecimal};
  value.text = digits_;
  return value;
}

bool ArrowChunk::ListRange(std::int64_t row, std::int64_t* first,
                           std::int64_t* second) const {
  const std::int64_t at = begin_ + row;
  switch (type_->type) {
    case ArrowType::kList32:
      *first = Read<std::int32_t>(1, at);
      *second = Read<std::int32_t>(1, at + 1);
      break;
    case ArrowType::kList64:
      *first = Read<std::int64_t>(1, at);
      *second = Read<std::int64_t>(1, at + 1);
      break;
    case ArrowType::kListView32:
      *first = Read<std::int32_t>(1, at);
      *second = *first + Read<std::int32_t>(2, at);
      break;
    case ArrowType::kListView64:
      *first = Read<std::int64_t>(1, at);
      if (__builtin_add_overflow(*first, Read<std::int64_t>(2, at), second)) {
        return false;
      }
      break;
    default:
      if (__builtin_mul_overflow(at, type_->list_size, first) ||
          __builtin_add_overflow(*first, type_->list_size, second)) {
        return false;
      }
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
