// One column: typed values, validity, and sparse notes on odd cells.
//
// A column owns its values in plain vectors laid out as Arrow lays them out, so
// that the border can hand them over. A cell is *valid* (has a value) or
// *blank*; what a blank means is the schema's `absent`. A note beside a cell
// says why it is odd (masked, hedged ...) and, for numbers, between which
// bounds it lies. A cell with a note of state other than kNone may still be
// valid (a hedged number has no value, only bounds; a suspect one has both).
#ifndef QUARANTA_DATA_COLUMN_H_
#define QUARANTA_DATA_COLUMN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/interval.h"
#include "quaranta/core/time.h"
#include "quaranta/schema/field.h"

namespace quaranta::data {

// Why a cell is odd. When several causes apply, the first of this order is
// reported.
enum class NoteState : std::uint8_t {
  kMasked,        // hidden on purpose: "*", "XX"
  kSuspect,       // impossible or damaged: a truncated id, 300 degrees
  kHedged,        // "450余万": only bounds are known
  kAskedUnknown,  // "不详": asked, and nobody knows
  kNotRecorded,   // a plain blank (never stored; the default cause)
  kConflicting,   // two sources disagree
};
std::string_view NoteStateName(NoteState state);  // "masked", "not_recorded"
std::optional<NoteState> ParseNoteState(std::string_view name);

struct Note {
  NoteState state = NoteState::kMasked;
  std::string raw;                 // what stood in the cell
  std::optional<Interval> bounds;  // for numbers
};

// A bitmap of one bit per row.
class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t size, bool value = false)
      : words_((size + 63) / 64, value ? ~std::uint64_t{0} : 0), size_(size) {}

  std::size_t size() const { return size_; }
  bool operator[](std::size_t i) const {
    return (words_[i / 64] >> (i % 64)) & 1;
  }
  void Set(std::size_t i, bool value) {
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    if (value) {
      words_[i / 64] |= bit;
    } else {
      words_[i / 64] &= ~bit;
    }
  }
  void Append(bool value) {
    if (size_ % 64 == 0) words_.push_back(0);
    ++size_;
    Set(size_ - 1, value);
  }
  // Bits beyond size() are unspecified.
  std::span<const std::uint64_t> words() const { return words_; }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

// Values of one field over all rows of a table. Which vector holds them
// follows from the kind: kBool, kInt -> ints; kEnum, kDate -> ints32 (number,
// days); kInstant -> ints (microseconds) and offsets32 (minutes); kDouble ->
// doubles; kString, kReference -> text. A repeated field keeps its items in
// the same vectors, row r at list_offsets()[r] .. [r + 1].
class Column {
 public:
  Column() = default;
  explicit Column(const schema::Field& field) : field_(&field) {
    if (field.repeated) list_offsets_.push_back(0);
    text_offsets_.push_back(0);
  }

  const schema::Field& field() const { return *field_; }
  schema::Kind kind() const { return field_->kind; }
  std::size_t size() const { return valid_.size(); }
  bool valid(std::size_t row) const { return valid_[row]; }
  const Bits& validity() const { return valid_; }

  // The note at a row, or nullptr.
  const Note* note(std::size_t row) const {
    const auto it = notes_.find(static_cast<std::uint32_t>(row));
    return it == notes_.end() ? nullptr : &it->second;
  }
  const std::map<std::uint32_t, Note>& notes() const { return notes_; }

  // Values. Call only for the matching kind and, but for lists, a valid row
  // (or an item index within a row's list).
  bool GetBool(std::size_t i) const { return ints_[i] != 0; }
  std::int64_t GetInt(std::size_t i) const { return ints_[i]; }
  double GetDouble(std::size_t i) const { return doubles_[i]; }
  std::int32_t GetEnum(std::size_t i) const { return ints32_[i]; }
  Day GetDay(std::size_t i) const { return Day{ints32_[i]}; }
  Instant GetInstant(std::size_t i) const {
    return Instant{ints_[i], static_cast<std::int16_t>(ints32_[i])};
  }
  std::string_view GetText(std::size_t i) const {
    const auto begin = static_cast<std::size_t>(text_offsets_[i]);
    const auto end = static_cast<std::size_t>(text_offsets_[i + 1]);
    return std::string_view(text_).substr(begin, end - begin);
  }
  // Items [first, second) of a repeated field's row.
  std::pair<std::size_t, std::size_t> ListRange(std::size_t row) const {
    return {static_cast<std::size_t>(list_offsets_[row]),
            static_cast<std::size_t>(list_offsets_[row + 1])};
  }

  // Appending. One call per row, in row order; for a repeated field any number
  // of item calls and then EndList().
  void AppendBlank();
  void AppendBool(bool value) { AppendInt(value ? 1 : 0); }
  void AppendInt(std::int64_t value);
  void AppendDouble(double value);
  void AppendEnum(std::int32_t number);
  void AppendDay(Day day);
  void AppendInstant(Instant instant);
  void AppendText(std::string_view text);
  void EndList();
  // A copy of another column's row, note included; the kinds are the same.
  void AppendFrom(const Column& from, std::size_t row);
  // Puts a note beside a row that was already appended.
  void SetNote(std::size_t row, Note note);

  // Replaces a row's value (used when two sources of one record are merged and
  // for computed fields); fixed-width kinds only.
  void SetBlank(std::size_t row) { valid_.Set(row, false); }
  void SetInt(std::size_t row, std::int64_t value);

  // Raw storage, for the border.
  std::span<const std::int64_t> ints() const { return ints_; }
  std::span<const std::int32_t> ints32() const { return ints32_; }
  std::span<const double> doubles() const { return doubles_; }
  std::span<const std::int64_t> text_offsets() const { return text_offsets_; }
  std::string_view text() const { return text_; }
  std::span<const std::int64_t> list_offsets() const { return list_offsets_; }

 private:
  void AppendItem(const Column& from, std::size_t i);
  void Appended() {
    if (!field_->repeated) valid_.Append(true);
  }

  const schema::Field* field_ = nullptr;
  Bits valid_;
  std::vector<std::int64_t> ints_;
  std::vector<std::int32_t> ints32_;
  std::vector<double> doubles_;
  std::string text_;
  std::vector<std::int64_t> text_offsets_;
  std::vector<std::int64_t> list_offsets_;
  std::map<std::uint32_t, Note> notes_;
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_COLUMN_H_
