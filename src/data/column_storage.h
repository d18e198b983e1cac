// What a column owns.
#ifndef QUARANTA_SRC_DATA_COLUMN_STORAGE_H_
#define QUARANTA_SRC_DATA_COLUMN_STORAGE_H_

#include <cstddef>
#include <cstdint>

#include "quaranta/data/column.h"

namespace quaranta::data {

struct Column::Storage {
  Buffer values;   // numbers, bits, 64-bit offsets or codes
  Buffer bytes;    // of texts held one by one
  Buffer valid;    // bits
  Buffer minutes;  // int16
  Buffer lists;    // int64
};

// The narrowest form that holds every listed value of an enum.
Form EnumForm(const schema::Enum& enumeration);

// Bytes of one value; 0 for bits and for no value.
std::size_t WidthOf(Form form);

// Calls f with a value of the form's number type; false for other forms.
template <class F>
bool WithNumber(Form form, F&& f) {
  switch (form) {
    case Form::kInt8:
      f(std::int8_t{});
      return true;
    case Form::kUint8:
      f(std::uint8_t{});
      return true;
    case Form::kInt16:
      f(std::int16_t{});
      return true;
    case Form::kUint16:
      f(std::uint16_t{});
      return true;
    case Form::kInt32:
    case Form::kDictionary:
      f(std::int32_t{});
      return true;
    case Form::kUint32:
      f(std::uint32_t{});
      return true;
    case Form::kInt64:
      f(std::int64_t{});
      return true;
    case Form::kFloat32:
      f(float{});
      return true;
    case Form::kFloat64:
      f(double{});
      return true;
    default:
      return false;
  }
}

// Appends `count` bits to `bits`, which holds `size`.
void AppendBits(Buffer& bits, std::size_t size, bool value, std::size_t count);

// Appends the first `count` bits of `from`, which has bytes.
void CopyBits(Buffer& bits, std::size_t size, BitView from, std::size_t count);

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_COLUMN_STORAGE_H_
