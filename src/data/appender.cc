#include "quaranta/data/appender.h"

#include <algorithm>
#include <limits>

#include "data/column_storage.h"

namespace quaranta::data {

void Appender::Open(Form form) {
  if (blanks_ > 0) column_.AppendBlanks(blanks_);
  blanks_ = 0;
  column_.OwnValues(form);
  Column::Storage& storage = *column_.storage_;
  Column::Address& at = column_.at_;
  form_ = form;
  width_ = WidthOf(form);
  before_ = at.items;
  items_ = rows_ = 0;
  has_blank_ = false;
  if (form == Form::kBits) {
    const std::size_t bytes = (before_ + kRows + 7) / 8;
    storage.values.AppendZeros(bytes - storage.values.size());
    values_ = storage.values.As<std::byte>();
    // What stands behind the last bit may be anything.
    auto& last = storage.values.As<std::uint8_t>()[before_ / 8];
    last = static_cast<std::uint8_t>(last & ((1u << (before_ % 8)) - 1));
  } else {
    values_ = storage.values.Extend(kRows * width_);
  }
  if (form == Form::kText64) {
    bytes_ = storage.bytes.size();
    room_ = bytes_;
  }
  lists_ = nullptr;
  if (at.field->repeated) {
    Buffer& lists = storage.lists;
    if (lists.size() == 0) {
      lists.AppendZeros((at.rows + 1) * sizeof(std::int64_t));
    }
    lists_ = reinterpret_cast<std::int64_t*>(
        lists.Extend(kRows * sizeof(std::int64_t)));
  }
  open_ = true;
}

void Appender::OpenEnum() {
  Form form = column_.at_.form;
  if (form == Form::kBlank) form = EnumForm(*column_.field().enumeration);
  WithNumber(form, [this](auto sample) {
    using T = decltype(sample);
    if constexpr (std::is_integral_v<T> && sizeof(T) <= sizeof(most_)) {
      most_ = static_cast<std::int32_t>(
          std::min<std::int64_t>(std::numeric_limits<T>::max(),
                                 std::numeric_limits<std::int32_t>::max()));
    }
  });
  Open(form);
}

void Appender::OpenInstants(std::int16_t minutes) {
  Open(Form::kInt64);
  Column::Address& at = column_.at_;
  if (!at.has_minutes) {
    at.has_minutes = true;
    at.minutes = minutes;
  }
  one_offset_ = at.minutes;
  minutes_ =
      at.minutes_each == nullptr
          ? nullptr
          : reinterpret_cast<std::int16_t*>(
                column_.storage_->minutes.Extend(kRows * sizeof(std::int16_t)));
}

// Takes all the room that there is, or that there is once there has to be more.
void Appender::GrowTexts(std::size_t more) {
  Buffer& bytes = column_.storage_->bytes;
  bytes.Truncate(bytes_);
  bytes.Extend(more + kSlack);
  bytes.Extend(bytes.capacity() - bytes.size());
  texts_ = bytes.As<std::byte>();
  room_ = bytes.size();
}

void Appender::PutNothing() {
  if (form_ == Form::kText64) {
    const auto end = static_cast<std::int64_t>(bytes_);
    std::memcpy(values_ + items_ * width_, &end, sizeof(end));
  } else if (form_ != Form::kBits) {
    std::memset(values_ + items_ * width_, 0, width_);
  }
  if (minutes_ != nullptr) minutes_[items_] = one_offset_;
  ++items_;
}

void Appender::Close() {
  if (blanks_ > 0) column_.AppendBlanks(blanks_);
  blanks_ = 0;
  if (!open_) return;
  open_ = false;
  Column::Storage& storage = *column_.storage_;
  Column::Address& at = column_.at_;
  if (form_ == Form::kBits) {
    storage.values.Truncate((before_ + items_ + 7) / 8);
  } else {
    storage.values.Truncate(storage.values.size() - (kRows - items_) * width_);
  }
  if (form_ == Form::kText64) {
    storage.bytes.Truncate(bytes_);
  }
  if (lists_ != nullptr) {
    storage.lists.Truncate(storage.lists.size() -
                           (kRows - rows_) * sizeof(std::int64_t));
  }
  if (minutes_ != nullptr) {
    storage.minutes.Truncate(storage.minutes.size() -
                             (kRows - items_) * sizeof(std::int16_t));
  }
  minutes_ = nullptr;
  at.items += items_;
  if (has_blank_) {
    column_.AppendValidBits({valid_.data(), 0, false}, rows_);
  } else {
    column_.AppendValid(true, rows_);
  }
  at.rows += rows_;
  column_.Rebind();
}

}  // namespace quaranta::data
