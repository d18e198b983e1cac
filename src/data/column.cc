#include "quaranta/data/column.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "data/column_storage.h"

namespace quaranta::data {
namespace {

using schema::Kind;

bool Fits(std::int64_t number, Form form) {
  bool fits = false;
  WithNumber(form, [&](auto sample) {
    using T = decltype(sample);
    if constexpr (std::is_integral_v<T>) {
      fits =
          number >= static_cast<std::int64_t>(std::numeric_limits<T>::min()) &&
          number <= static_cast<std::int64_t>(std::numeric_limits<T>::max());
    }
  });
  return fits;
}

void SetBit(Buffer& bits, std::size_t i, bool value) {
  auto& byte = bits.As<std::uint8_t>()[i / 8];
  const auto bit = static_cast<std::uint8_t>(1u << (i % 8));
  byte = static_cast<std::uint8_t>(value ? byte | bit : byte & ~bit);
}

std::size_t BytesOf(Form form, std::size_t items) {
  if (form == Form::kBits) return (items + 7) / 8;
  const bool text = form == Form::kText32 || form == Form::kText64;
  return (items + (text ? 1 : 0)) * WidthOf(form);
}

}  // namespace

Form EnumForm(const schema::Enum& enumeration) {
  std::int32_t most = 0;
  for (const schema::EnumValue& value : enumeration.values) {
    most = std::max(most, value.number);
  }
  if (most <= std::numeric_limits<std::int8_t>::max()) return Form::kInt8;
  return most <= std::numeric_limits<std::int16_t>::max() ? Form::kInt16
                                                          : Form::kInt32;
}

std::size_t WidthOf(Form form) {
  if (form == Form::kText32) return sizeof(std::int32_t);
  if (form == Form::kText64) return sizeof(std::int64_t);
  std::size_t width = 0;
  WithNumber(form, [&width](auto sample) { width = sizeof(sample); });
  return width;
}

void AppendBits(Buffer& bits, std::size_t size, bool value, std::size_t count) {
  for (; count > 0 && size % 8 != 0; ++size, --count) SetBit(bits, size, value);
  if (count == 0) return;
  const std::size_t bytes = (count + 7) / 8;
  std::memset(bits.Extend(bytes), value ? 0xFF : 0, bytes);
}

void CopyBits(Buffer& bits, std::size_t size, BitView from, std::size_t count) {
  std::size_t i = 0;
  for (; i < count && (size + i) % 8 != 0; ++i) {
    SetBit(bits, size + i, from[i]);
  }
  if (i == count) return;
  auto* out = reinterpret_cast<std::uint8_t*>(bits.Extend((count - i + 7) / 8));
  for (; i < count; i += 8, ++out) {
    const std::size_t at = from.offset + i;
    unsigned byte = from.bytes[at / 8] >> (at % 8);
    // The last byte of the bits may be the last that there is.
    if (at % 8 + std::min<std::size_t>(count - i, 8) > 8) {
      byte |= static_cast<unsigned>(from.bytes[at / 8 + 1]) << (8 - at % 8);
    }
    *out = static_cast<std::uint8_t>(byte);
  }
}

Column::Column() = default;
Column::~Column() = default;
Column::Column(const schema::Field& field) { at_.field = &field; }

Column::Column(const Column& other)
    : at_(other.at_),
      owner_(other.owner_),
      texts_(other.texts_),
      storage_(other.storage_ ? std::make_unique<Storage>(*other.storage_)
                              : nullptr),
      notes_(other.notes_) {
  Rebind();
}

Column& Column::operator=(const Column& other) {
  if (this != &other) *this = Column(other);
  return *this;
}

Column::Column(Column&& other) noexcept
    : at_(std::exchange(other.at_, {})),
      owner_(std::move(other.owner_)),
      texts_(std::move(other.texts_)),
      storage_(std::move(other.storage_)),
      notes_(std::exchange(other.notes_, {})) {}

Column& Column::operator=(Column&& other) noexcept {
  if (this == &other) return *this;
  at_ = std::exchange(other.at_, {});
  owner_ = std::move(other.owner_);
  texts_ = std::move(other.texts_);
  storage_ = std::move(other.storage_);
  notes_ = std::exchange(other.notes_, {});
  return *this;
}

Column Column::Of(const schema::Field& field, Parts parts) {
  Column column(field);
  // A dictionary of nothing has no code that a blank could have.
  if (parts.form == Form::kDictionary && parts.texts->size() == 0) {
    column.AppendBlanks(parts.rows);
    return column;
  }
  Address& at = column.at_;
  at.rows = at.items = parts.rows;
  at.form = parts.form;
  at.borrowed = !parts.own_values.has_value();
  at.has_minutes = true;
  at.minutes = parts.minutes;
  if (at.borrowed) {
    at.offset = parts.offset;
    at.bytes = parts.bytes;
    const std::size_t shift =
        at.form == Form::kBits ? 0 : at.offset * WidthOf(at.form);
    at.values = static_cast<const char*>(parts.values) + shift;
  }
  at.owns_valid = parts.own_valid.has_value() && parts.rows > 0;
  at.valid = {parts.valid, parts.offset, true};
  column.owner_ = std::move(parts.owner);
  column.texts_ = std::move(parts.texts);
  Storage& storage = column.Own();
  if (!at.borrowed) storage.values = *std::move(parts.own_values);
  if (at.owns_valid) storage.valid = *std::move(parts.own_valid);
  storage.minutes = std::move(parts.minutes_each);
  column.Rebind();
  return column;
}

Column::Storage& Column::Own() {
  if (!storage_) storage_ = std::make_unique<Storage>();
  return *storage_;
}

// Points at what is owned, after it may have moved.
void Column::Rebind() {
  if (texts_) {
    at_.bytes = texts_->bytes.data();
    at_.text_offsets = texts_->offsets.data();
  }
  if (!storage_) return;
  if (!at_.borrowed && at_.form != Form::kBlank) {
    at_.values = storage_->values.As<char>();
    at_.offset = 0;
    if (at_.form == Form::kText64) at_.bytes = storage_->bytes.As<char>();
  }
  if (at_.owns_valid) {
    at_.valid.bytes = storage_->valid.As<std::uint8_t>();
    at_.valid.offset = 0;
  }
  at_.minutes_each = storage_->minutes.size() > 0
                         ? storage_->minutes.As<std::int16_t>()
                         : nullptr;
  at_.lists =
      storage_->lists.size() > 0 ? storage_->lists.As<std::int64_t>() : nullptr;
}

// --- Copies on write ---------------------------------------------------------

// Makes the values owned and of a form that can hold those there are.
void Column::OwnValues(Form form) {
  if (at_.form == form && !at_.borrowed) return;
  Storage& storage = Own();
  if (at_.form == Form::kBlank) {
    if (!at_.field->repeated) at_.items = at_.rows;
    storage.values.AppendZeros(BytesOf(form, at_.items));
  } else {
    OwnValidity();
    if (form == Form::kText64) {
      OwnTexts();
    } else if (form == Form::kBits) {
      Buffer bits;
      for (std::size_t i = 0; i < at_.items; ++i) {
        AppendBits(bits, i, GetBool(i), 1);
      }
      storage.values = std::move(bits);
    } else {
      Buffer values;
      WithNumber(form, [&](auto sample) {
        using T = decltype(sample);
        T* out = reinterpret_cast<T*>(values.Extend(at_.items * sizeof(T)));
        for (std::size_t i = 0; i < at_.items; ++i) {
          if constexpr (std::is_floating_point_v<T>) {
            out[i] = static_cast<T>(GetDouble(i));
          } else {
            out[i] = form == Form::kDictionary ? static_cast<T>(At<T>(i))
                                               : static_cast<T>(Whole(i));
          }
        }
      });
      storage.values = std::move(values);
    }
  }
  if (form != Form::kDictionary) texts_ = nullptr;
  at_.form = form;
  at_.borrowed = false;
  owner_ = nullptr;
  Rebind();
}

// Copies texts into the storage, one after the other.
void Column::OwnTexts() {
  Buffer offsets;
  Buffer bytes;
  offsets.Reserve((at_.items + 1) * sizeof(std::int64_t));
  offsets.Push(std::int64_t{0});
  for (std::size_t i = 0; i < at_.items; ++i) {
    const std::string_view text = GetText(i);
    bytes.Append(text.data(), text.size());
    offsets.Push(static_cast<std::int64_t>(bytes.size()));
  }
  storage_->values = std::move(offsets);
  storage_->bytes = std::move(bytes);
}

void Column::OwnValidity() {
  if (at_.owns_valid || at_.rows == 0) return;
  // All alike, and nothing borrowed: there is nothing to own.
  if (at_.valid.bytes == nullptr) return;
  Buffer bits;
  CopyBits(bits, 0, at_.valid, at_.rows);
  Own().valid = std::move(bits);
  at_.owns_valid = true;
  Rebind();
}

void Column::OwnMinutes() {
  Buffer& minutes = Own().minutes;
  if (minutes.size() > 0) return;
  for (std::size_t i = 0; i < at_.items; ++i) minutes.Push(at_.minutes);
}

// --- Appending ---------------------------------------------------------------

// Of the rows from at_.rows on; the caller counts them.
void Column::AppendValid(bool valid, std::size_t rows) {
  if (at_.rows == 0) {
    at_.valid = {nullptr, 0, valid};
    at_.owns_valid = false;
    if (storage_) storage_->valid = Buffer();
    return;
  }
  if (at_.valid.bytes == nullptr) {
    if (at_.valid.uniform == valid) return;
    AppendBits(Own().valid, 0, at_.valid.uniform, at_.rows);
    at_.owns_valid = true;
  } else {
    OwnValidity();
  }
  AppendBits(storage_->valid, at_.rows, valid, rows);
  at_.valid.bytes = storage_->valid.As<std::uint8_t>();
  at_.valid.offset = 0;
}

// The same, row by row.
void Column::AppendValidBits(BitView valid, std::size_t rows) {
  if (valid.bytes == nullptr) return AppendValid(valid.uniform, rows);
  if (rows == 0) return;
  if (at_.rows == 0 || at_.valid.bytes == nullptr) {
    const bool alike = at_.rows == 0 ? valid[0] : at_.valid.uniform;
    std::size_t row = 0;
    while (row < rows && valid[row] == alike) ++row;
    if (row == rows) return AppendValid(alike, rows);
  }
  if (at_.rows == 0) {
    Own().valid = Buffer();
  } else if (at_.valid.bytes == nullptr) {
    AppendBits(Own().valid, 0, at_.valid.uniform, at_.rows);
  } else {
    OwnValidity();
  }
  at_.owns_valid = true;
  CopyBits(Own().valid, at_.rows, valid, rows);
  at_.valid.bytes = storage_->valid.As<std::uint8_t>();
  at_.valid.offset = 0;
}

void Column::AppendBlanks(std::size_t rows) {
  if (rows == 0) return;
  if (at_.field->repeated) {
    if (at_.lists != nullptr) {
      for (std::size_t i = 0; i < rows; ++i) {
        storage_->lists.Push(static_cast<std::int64_t>(at_.items));
      }
    }
  } else if (at_.form != Form::kBlank) {
    OwnValues(at_.form == Form::kText32 ? Form::kText64 : at_.form);
    if (at_.form == Form::kBits) {
      AppendBits(storage_->values, at_.items, false, rows);
    } else if (at_.form == Form::kText64) {
      for (std::size_t i = 0; i < rows; ++i) {
        storage_->values.Push(
            static_cast<std::int64_t>(storage_->bytes.size()));
      }
    } else {
      storage_->values.AppendZeros(rows * WidthOf(at_.form));
    }
    if (at_.minutes_each != nullptr) {
      for (std::size_t i = 0; i < rows; ++i)
        storage_->minutes.Push(at_.minutes);
    }
    at_.items += rows;
  }
  AppendValid(false, rows);
  at_.rows += rows;
  Rebind();
}

// After an item: a row, unless it is one of a list.
void Column::Appended() {
  ++at_.items;
  at_.values = storage_->values.As<char>();
  if (at_.field->repeated) return;
  AppendValid(true, 1);
  ++at_.rows;
}

void Column::AppendNumber(std::int64_t number, Form form) {
  // What is wider already may stay so.
  if (at_.form != form && WidthOf(at_.form) > WidthOf(form)) form = at_.form;
  OwnValues(form);
  WithNumber(form, [&](auto sample) {
    storage_->values.Push(static_cast<decltype(sample)>(number));
  });
  Appended();
}

void Column::AppendBool(bool value) {
  OwnValues(Form::kBits);
  AppendBits(storage_->values, at_.items, value, 1);
  Appended();
}

void Column::AppendInt(std::int64_t value) {
  if (kind() == Kind::kBool) return AppendBool(value != 0);
  OwnValues(Form::kInt64);
  storage_->values.Push(value);
  Appended();
}

void Column::AppendDouble(double value) {
  OwnValues(Form::kFloat64);
  storage_->values.Push(value);
  Appended();
}

void Column::AppendEnum(std::int32_t number) {
  if (kind() == Kind::kDate) return AppendDay(Day{number});
  Form form =
      at_.form == Form::kBlank ? EnumForm(*at_.field->enumeration) : at_.form;
  if (!Fits(number, form)) form = Form::kInt32;
  AppendNumber(number, form);
}

void Column::AppendDay(Day day) {
  OwnValues(Form::kInt32);
  storage_->values.Push(day.days);
  Appended();
}

void Column::AppendMinutes(std::int16_t minutes) {
  if (!at_.has_minutes) {
    at_.has_minutes = true;
    at_.minutes = minutes;
  }
  if (at_.minutes_each == nullptr && minutes == at_.minutes) return;
  OwnMinutes();
  storage_->minutes.Push(minutes);
  at_.minutes_each = storage_->minutes.As<std::int16_t>();
}

void Column::AppendInstant(Instant instant) {
  OwnValues(Form::kInt64);
  AppendMinutes(instant.offset_minutes);
  storage_->values.Push(instant.micros);
  Appended();
}

void Column::AppendText(std::string_view text) {
  OwnValues(Form::kText64);
  // Offsets begin with a 0 of their own, bytes or none.
  storage_->bytes.Append(text.data(), text.size());
  storage_->values.Push(static_cast<std::int64_t>(storage_->bytes.size()));
  at_.bytes = storage_->bytes.As<char>();
  Appended();
}

void Column::EndList() {
  Buffer& lists = Own().lists;
  if (lists.size() == 0) {
    lists.AppendZeros((at_.rows + 1) * sizeof(std::int64_t));
  }
  lists.Push(static_cast<std::int64_t>(at_.items));
  at_.lists = lists.As<std::int64_t>();
  AppendValid(true, 1);
  ++at_.rows;
}

void Column::SetBlank(std::size_t row) {
  if (!at_.valid[row]) return;
  OwnValidity();
  if (!at_.owns_valid) {
    AppendBits(Own().valid, 0, true, at_.rows);
    at_.owns_valid = true;
    Rebind();
  }
  SetBit(storage_->valid, row, false);
}

void Column::SetInt(std::size_t row, std::int64_t value) {
  switch (kind()) {
    case Kind::kBool:
      OwnValues(Form::kBits);
      SetBit(storage_->values, row, value != 0);
      break;
    case Kind::kEnum: {
      Form form = at_.form == Form::kBlank ? EnumForm(*at_.field->enumeration)
                                           : at_.form;
      if (!Fits(value, form)) form = Form::kInt32;
      OwnValues(form);
      WithNumber(form, [&](auto sample) {
        using T = decltype(sample);
        storage_->values.As<T>()[row] = static_cast<T>(value);
      });
      break;
    }
    default:
      OwnValues(Form::kInt64);
      storage_->values.As<std::int64_t>()[row] = value;
  }
  if (at_.valid[row]) return;
  if (!at_.owns_valid) {  // all were blank
    AppendBits(Own().valid, 0, false, at_.rows);
    at_.owns_valid = true;
    Rebind();
  }
  SetBit(storage_->valid, row, true);
}

void Column::Reserve(std::size_t rows, std::size_t text_bytes) {
  const bool text = kind() == Kind::kString || kind() == Kind::kReference;
  Form form = at_.form;
  if (form == Form::kBlank) {
    switch (kind()) {
      case Kind::kBool:
        form = Form::kBits;
        break;
      case Kind::kEnum:
        form = EnumForm(*at_.field->enumeration);
        break;
      case Kind::kDate:
        form = Form::kInt32;
        break;
      default:
        form = text ? Form::kText64 : Form::kInt64;
    }
  }
  if (at_.borrowed) OwnValues(form == Form::kText32 ? Form::kText64 : form);
  Own().values.Reserve(
      BytesOf(form == Form::kText32 ? Form::kText64 : form, rows));
  if (text_bytes > 0) storage_->bytes.Reserve(text_bytes);
  if (at_.field->repeated) {
    storage_->lists.Reserve((rows + 1) * sizeof(std::int64_t));
  }
  Rebind();
}

// --- Measures ----------------------------------------------------------------

Column::Raw Column::raw() const {
  return {at_.form,    at_.values,       at_.bytes, at_.items,   at_.offset,
          at_.minutes, at_.minutes_each, at_.lists, at_.borrowed};
}

Column::Bytes Column::bytes() const {
  Bytes bytes;
  bytes.owned = notes_.bytes();
  if (storage_) {
    for (const Buffer* buffer :
         {&storage_->values, &storage_->bytes, &storage_->valid,
          &storage_->minutes, &storage_->lists}) {
      bytes.owned += buffer->capacity();
    }
  }
  if (texts_) {
    bytes.owned += texts_->bytes.capacity() +
                   texts_->offsets.capacity() * sizeof(std::int64_t);
  }
  if (at_.borrowed) {
    bytes.borrowed = BytesOf(at_.form, at_.items);
    if (at_.form == Form::kText32) {
      bytes.borrowed += static_cast<std::size_t>(At<std::int32_t>(at_.items) -
                                                 At<std::int32_t>(0));
    } else if (at_.form == Form::kText64) {
      bytes.borrowed += static_cast<std::size_t>(At<std::int64_t>(at_.items) -
                                                 At<std::int64_t>(0));
    }
  }
  if (at_.valid.bytes != nullptr && !at_.owns_valid) {
    bytes.borrowed += (at_.rows + 7) / 8;
  }
  return bytes;
}

}  // namespace quaranta::data
