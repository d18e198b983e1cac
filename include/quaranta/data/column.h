// One column: typed values, validity, and sparse notes on odd cells.
//
// A cell is *valid* (has a value) or *blank*; what a blank means is the
// schema's `absent`. A note beside a cell says why it is odd (masked, hedged
// ...) and, for numbers, between which bounds it lies. A cell with a note of
// state other than kNone may still be valid (a hedged number has no value, only
// bounds; a suspect one has both).
//
// Values are laid out as Arrow lays them out. They are *owned*, or *borrowed*
// from buffers that an owner keeps alive; the first write to borrowed values
// copies them. Only `raw` and `bytes` tell the difference. A column of blanks
// alone holds nothing but their number. docs/concepts/columns.md says more.
//
// Reading from many threads is safe while nobody writes.
#ifndef QUARANTA_DATA_COLUMN_H_
#define QUARANTA_DATA_COLUMN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/core/time.h"
#include "quaranta/data/bits.h"
#include "quaranta/data/buffer.h"
#include "quaranta/data/notes.h"
#include "quaranta/schema/field.h"

namespace quaranta::data {

// How the values of a column are laid out. The kind of its field says which
// forms may occur: kBool: kBits; kInt: whole numbers of any width; kEnum: kInt8
// to kInt32; kDate: kInt32; kInstant: kInt64; kDouble: floats; kString and
// kReference: text and dictionaries. kBlank: no value yet.
enum class Form : std::uint8_t {
  kBlank,
  kBits,
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kFloat32,
  kFloat64,
  kText32,      // 32-bit offsets into bytes, one more than there are values
  kText64,      // 64-bit offsets
  kDictionary,  // 32-bit codes of distinct texts
};

// Texts of a dictionary: text i is bytes[offsets[i] .. offsets[i + 1]].
struct Texts {
  std::vector<std::int64_t> offsets = {0};
  std::vector<char> bytes;

  std::size_t size() const { return offsets.size() - 1; }
  std::string_view operator[](std::size_t i) const {
    return {bytes.data() + offsets[i],
            static_cast<std::size_t>(offsets[i + 1] - offsets[i])};
  }
  void Append(std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
  }
};

// What a column is made of at once, for Column::Of. Values are either borrowed
// (`values`, `bytes`, `valid`, kept alive by `owner`) or given away
// (`own_...`).
struct Parts {
  Form form = Form::kBlank;  // any but kBlank
  std::size_t rows = 0;
  const void* values = nullptr;         // numbers, bits, offsets or codes
  const char* bytes = nullptr;          // of texts
  const std::uint8_t* valid = nullptr;  // nullptr: every row has a value
  std::size_t offset = 0;               // rows of these before the first
  std::shared_ptr<const void> owner;
  std::optional<Buffer> own_values;    // numbers, bits or codes
  std::optional<Buffer> own_valid;     // bits
  std::shared_ptr<const Texts> texts;  // of codes; all different
  // Offsets from UTC of instants, in minutes: one for all, or one of each row.
  std::int16_t minutes = 0;
  Buffer minutes_each;  // int16
};

class Column {
 public:
  Column();
  explicit Column(const schema::Field& field);
  ~Column();
  // Borrowed values stay borrowed, owned ones are copied.
  Column(const Column& other);
  Column& operator=(const Column& other);
  Column(Column&& other) noexcept;
  Column& operator=(Column&& other) noexcept;

  // A column of parts that are not copied. They must be as long as `rows` and
  // the form say, offsets ascending and codes within the texts, blank rows
  // included. The field is not repeated and its kind allows the form.
  static Column Of(const schema::Field& field, Parts parts);

  const schema::Field& field() const { return *at_.field; }
  schema::Kind kind() const { return at_.field->kind; }
  std::size_t size() const { return at_.rows; }
  bool valid(std::size_t row) const { return at_.valid[row]; }
  // A bit per row; without bytes all rows are alike.
  BitView validity() const { return at_.valid; }

  // The note at a row, or nullptr.
  const Note* note(std::size_t row) const {
    return notes_.Find(static_cast<std::uint32_t>(row));
  }
  const Notes& notes() const { return notes_; }

  // Values. Call only for the matching kind and, but for lists, a valid row
  // (or an item index within a row's list).
  bool GetBool(std::size_t i) const { return Whole(i) != 0; }
  std::int64_t GetInt(std::size_t i) const {
    return at_.form == Form::kInt64 ? At<std::int64_t>(i) : Whole(i);
  }
  double GetDouble(std::size_t i) const {
    return at_.form == Form::kFloat64 ? At<double>(i) : Single(i);
  }
  std::int32_t GetEnum(std::size_t i) const {
    return static_cast<std::int32_t>(
        at_.form == Form::kInt8 ? At<std::int8_t>(i) : Whole(i));
  }
  Day GetDay(std::size_t i) const {
    return Day{at_.form == Form::kInt32 ? At<std::int32_t>(i) : 0};
  }
  Instant GetInstant(std::size_t i) const {
    return Instant{GetInt(i),
                   at_.minutes_each ? at_.minutes_each[i] : at_.minutes};
  }
  std::string_view GetText(std::size_t i) const {
    switch (at_.form) {
      case Form::kText32:
        return Slice(At<std::int32_t>(i), At<std::int32_t>(i + 1));
      case Form::kText64:
        return Slice(At<std::int64_t>(i), At<std::int64_t>(i + 1));
      case Form::kDictionary: {
        const auto code = static_cast<std::size_t>(At<std::int32_t>(i));
        return Slice(at_.text_offsets[code], at_.text_offsets[code + 1]);
      }
      default:
        return {};
    }
  }
  // Items [first, second) of a repeated field's row.
  std::pair<std::size_t, std::size_t> ListRange(std::size_t row) const {
    if (at_.lists == nullptr) return {0, 0};
    return {static_cast<std::size_t>(at_.lists[row]),
            static_cast<std::size_t>(at_.lists[row + 1])};
  }

  // Texts held as codes: row i is text codes[i] of `texts`, which are all
  // different. The code of a blank row is one of them too and means nothing.
  struct Dictionary {
    std::span<const std::int32_t> codes;
    const Texts& texts;
  };
  // Nothing when the texts are held one by one.
  std::optional<Dictionary> dictionary() const;

  // Appending. One call per row, in row order; for a repeated field any number
  // of item calls and then EndList().
  void AppendBlank() { AppendBlanks(1); }
  // O(1) while there is no value.
  void AppendBlanks(std::size_t rows);
  void AppendBool(bool value);
  void AppendInt(std::int64_t value);
  void AppendDouble(double value);
  void AppendEnum(std::int32_t number);
  void AppendDay(Day day);
  void AppendInstant(Instant instant);
  void AppendText(std::string_view text);
  void EndList();
  // A copy of another column's row, note included; the kinds are the same.
  void AppendFrom(const Column& from, std::size_t row);
  // Copies of the rows first <= row < last. An empty column that is given all
  // rows of a borrowed one borrows them too.
  void Append(const Column& from, std::size_t first, std::size_t last);
  // The rows of the given numbers, in that order, notes included.
  Column Take(std::span<const std::uint32_t> rows) const;
  // Room for so many rows and bytes of text in all: a hint. Borrowed values are
  // copied. The field is not repeated.
  void Reserve(std::size_t rows, std::size_t text_bytes = 0);

  // Puts a note beside a row that was already appended.
  void SetNote(std::size_t row, Note note) {
    notes_.Set(static_cast<std::uint32_t>(row), std::move(note));
  }
  // Takes a row's value away. Borrowed values stay borrowed.
  void SetBlank(std::size_t row);
  // Replaces a row's value, or fills a blank (for computed fields). The field
  // is a kBool, kInt or kEnum and not repeated.
  void SetInt(std::size_t row, std::int64_t value);

  // Where the values are, for the border and for kernels over whole columns.
  struct Raw {
    Form form = Form::kBlank;
    const void* values = nullptr;  // of the first item; of kBits: see offset
    const char* bytes = nullptr;
    std::size_t items = 0;   // values held: rows, or items of all lists
    std::size_t offset = 0;  // items of the buffer before the first; for kBits
                             // the bit of the first
    std::int16_t minutes = 0;  // when minutes_each is nullptr
    const std::int16_t* minutes_each = nullptr;
    const std::int64_t* lists = nullptr;  // nullptr: every list is blank
    bool borrowed = false;
  };
  Raw raw() const;

  // Memory held, notes and dictionary included, and memory of others used.
  struct Bytes {
    std::size_t owned = 0;
    std::size_t borrowed = 0;
  };
  Bytes bytes() const;

 private:
  friend class Appender;
  struct Storage;

  // All that reading needs; the addresses are of the storage or the owner.
  struct Address {
    const schema::Field* field = nullptr;
    std::size_t rows = 0;
    std::size_t items = 0;
    BitView valid;
    Form form = Form::kBlank;
    bool borrowed = false;     // the values are another's
    bool owns_valid = false;   // valid.bytes are the storage's
    bool has_minutes = false;  // an instant has set the offset from UTC
    std::int16_t minutes = 0;
    const void* values = nullptr;
    std::size_t offset = 0;
    const char* bytes = nullptr;
    const std::int64_t* text_offsets = nullptr;  // of a dictionary
    const std::int16_t* minutes_each = nullptr;
    const std::int64_t* lists = nullptr;
  };

  template <class T>
  T At(std::size_t i) const {
    return static_cast<const T*>(at_.values)[i];
  }
  std::string_view Slice(std::int64_t begin, std::int64_t end) const {
    return {at_.bytes + begin, static_cast<std::size_t>(end - begin)};
  }
  double Single(std::size_t i) const {
    return at_.form == Form::kFloat32 ? static_cast<double>(At<float>(i)) : 0;
  }
  std::int64_t Whole(std::size_t i) const {
    switch (at_.form) {
      case Form::kBits:
        return BitView{static_cast<const std::uint8_t*>(at_.values), at_.offset,
                       false}[i]
                   ? 1
                   : 0;
      case Form::kInt8:
        return At<std::int8_t>(i);
      case Form::kUint8:
        return At<std::uint8_t>(i);
      case Form::kInt16:
        return At<std::int16_t>(i);
      case Form::kUint16:
        return At<std::uint16_t>(i);
      case Form::kInt32:
        return At<std::int32_t>(i);
      case Form::kUint32:
        return At<std::uint32_t>(i);
      case Form::kInt64:
        return At<std::int64_t>(i);
      default:
        return 0;
    }
  }

  Storage& Own();
  void Rebind();
  void OwnValues(Form form);
  void OwnTexts();
  void OwnValidity();
  void OwnMinutes();
  void AppendValid(bool valid, std::size_t rows);
  void AppendValidBits(BitView valid, std::size_t rows);
  void AppendMinutes(std::int16_t minutes);
  void AppendNumber(std::int64_t number, Form form);
  void Appended();
  void AppendItem(const Column& from, std::size_t i);
  template <class RowAt>
  void AppendRows(const Column& from, std::size_t rows, RowAt row_at);
  template <class RowAt>
  void AppendNumbers(const Column& from, std::size_t rows, RowAt row_at);
  template <class RowAt>
  void AppendTexts(const Column& from, std::size_t rows, RowAt row_at);
  template <class RowAt>
  void AppendCodes(const Column& from, std::size_t rows, RowAt row_at);
  template <class RowAt>
  void AppendAllMinutes(const Column& from, std::size_t rows, RowAt row_at);
  template <class RowAt>
  void AppendAllValid(const Column& from, std::size_t rows, RowAt row_at);

  Address at_;
  std::shared_ptr<const void> owner_;   // of borrowed values
  std::shared_ptr<const Texts> texts_;  // of a dictionary
  std::unique_ptr<Storage> storage_;
  Notes notes_;
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_COLUMN_H_
