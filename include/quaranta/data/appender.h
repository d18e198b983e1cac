// Many rows into one column, at the speed of a loop over memory.
#ifndef QUARANTA_DATA_APPENDER_H_
#define QUARANTA_DATA_APPENDER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "quaranta/core/time.h"
#include "quaranta/data/column.h"

namespace quaranta::data {

// Appends up to kRows rows to a column, one Push...() each, and leaves it as
// the column's own Append...() would. Values are written where they stay; what
// a row costs besides is counted once, at the end of the appender, before which
// nobody else may use the column. The kind of the column says which Push...()
// may be called. To a repeated field each appends a list of one item.
class Appender {
 public:
  static constexpr std::size_t kRows = 1024;

  explicit Appender(Column& column) : column_(column) {}
  ~Appender() { Close(); }
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;

  void PushBlank() {
    if (!open_) {
      ++blanks_;
      return;
    }
    if (!has_blank_) valid_.fill(0xFF);
    has_blank_ = true;
    auto& byte = valid_[rows_ / 8];
    byte = static_cast<std::uint8_t>(byte & ~(1u << (rows_ % 8)));
    if (lists_ != nullptr) {
      lists_[rows_++] = static_cast<std::int64_t>(before_ + items_);
      return;
    }
    PutNothing();
    ++rows_;
  }
  void PushInt(std::int64_t value) { Put(Form::kInt64, value); }
  void PushDouble(double value) { Put(Form::kFloat64, value); }
  void PushDay(Day day) { Put(Form::kInt32, day.days); }
  void PushBool(bool value) {
    if (!open_) Open(Form::kBits);
    PutBit(value);
    EndValue();
  }
  void PushEnum(std::int32_t number) {
    if (!open_) OpenEnum();
    if (number > most_) return Other([=](Column& c) { AddEnum(c, number); });
    switch (width_) {
      case 1:
        return Put(form_, static_cast<std::int8_t>(number));
      case 2:
        return Put(form_, static_cast<std::int16_t>(number));
      default:
        return Put(form_, number);
    }
  }
  void PushInstant(Instant instant) {
    if (!open_) OpenInstants(instant.offset_minutes);
    if (minutes_ != nullptr) {
      minutes_[items_] = instant.offset_minutes;
    } else if (instant.offset_minutes != one_offset_) {
      return Other([=](Column& c) { c.AppendInstant(instant); });
    }
    Put(Form::kInt64, instant.micros);
  }
  void PushText(std::string_view text) {
    if (!open_) Open(Form::kText64);
    if (room_ - bytes_ < text.size() + kSlack) GrowTexts(text.size());
    CopyText(text);
    bytes_ += text.size();
    Put(Form::kText64, static_cast<std::int64_t>(bytes_));
  }

 private:
  // Beyond the texts, so that short ones are copied as whole words.
  static constexpr std::size_t kSlack = 16;

  template <class T>
  void Put(Form form, T value) {
    if (!open_) Open(form);
    std::memcpy(values_ + items_ * sizeof(T), &value, sizeof(T));
    EndValue();
  }
  void EndValue() {
    ++items_;
    if (lists_ != nullptr) {
      lists_[rows_] = static_cast<std::int64_t>(before_ + items_);
    }
    ++rows_;
  }
  void PutBit(bool value) {
    const std::size_t at = before_ + items_;
    auto& byte = reinterpret_cast<std::uint8_t*>(values_)[at / 8];
    byte = static_cast<std::uint8_t>(byte | (value ? 1u : 0u) << (at % 8));
  }
  void CopyText(std::string_view text) {
    std::byte* out = texts_ + bytes_;
    if (text.size() > kSlack) {
      std::memcpy(out, text.data(), text.size());
    } else if (text.size() >= 8) {
      std::memcpy(out, text.data(), 8);
      std::memcpy(out + text.size() - 8, text.data() + text.size() - 8, 8);
    } else if (text.size() >= 4) {
      std::memcpy(out, text.data(), 4);
      std::memcpy(out + text.size() - 4, text.data() + text.size() - 4, 4);
    } else {
      for (std::size_t i = 0; i < text.size(); ++i) {
        out[i] = static_cast<std::byte>(text[i]);
      }
    }
  }
  // A value that this cannot append, by the column's own way.
  template <class Add>
  void Other(Add add) {
    Close();
    add(column_);
  }
  static void AddEnum(Column& column, std::int32_t number) {
    column.AppendEnum(number);
    if (column.field().repeated) column.EndList();
  }

  void PutNothing();
  void Open(Form form);
  void OpenEnum();
  void OpenInstants(std::int16_t minutes);
  void GrowTexts(std::size_t more);
  void Close();

  Column& column_;
  std::size_t blanks_ = 0;  // before the first value: they open nothing
  bool open_ = false;
  bool has_blank_ = false;
  Form form_ = Form::kBlank;
  std::size_t width_ = 0;   // bytes of a value
  std::int32_t most_ = 0;   // number of an enum
  std::size_t before_ = 0;  // items of the column, when it was opened
  std::size_t items_ = 0;   // since then
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;  // of all texts of the column
  std::size_t room_ = 0;   // for them
  // Behind what the column holds; of bits and texts its begin.
  std::byte* values_ = nullptr;
  std::byte* texts_ = nullptr;
  std::int64_t* lists_ = nullptr;
  std::int16_t* minutes_ = nullptr;
  std::int16_t one_offset_ = 0;
  std::array<std::uint8_t, kRows / 8> valid_;  // bits, once there is a blank
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_APPENDER_H_
