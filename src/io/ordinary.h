// The ordinary cell of a text file, without a detour.
#ifndef QUARANTA_SRC_IO_ORDINARY_H_
#define QUARANTA_SRC_IO_ORDINARY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "io/enum_names.h"
#include "io/local_times.h"
#include "quaranta/core/time.h"
#include "quaranta/data/column.h"
#include "quaranta/io/sheet.h"
#include "quaranta/schema/field.h"

namespace quaranta::io {

// Reads the cells of one column that have one plain meaning: ASCII digits
// within the range of the field, a day or time in the usual forms, a name of an
// enum as the schema spells it, a text that is no blank, mask or the like.
class Ordinary {
 public:
  Ordinary() = default;
  // Numbers that a unit of the header stands behind are not ordinary.
  Ordinary(const schema::Field& field, bool has_unit);

  // The field it was made for; nullptr: none yet.
  const schema::Field* field() const { return field_; }

  // False, and nothing appended, for every cell that is not ordinary:
  // AppendWritten() reads those, and the ordinary ones as this does, only
  // slower. A test compares the two.
  bool Append(data::Column& column, std::string_view text, const Zone* zone);
  // Appends the cells before the first that is not ordinary; how many they are.
  // At most data::Appender::kRows cells.
  std::size_t Append(data::Column& column, std::span<const SheetCell> cells,
                     const Zone* zone);

 private:
  enum class Route : std::uint8_t {
    kNone,
    kText,
    kNumber,
    kEnum,
    kDay,
    kInstant,
    kBool,
  };

  template <class Sink>
  bool Read(std::string_view text, const Zone* zone, Sink&& sink);

  // The day that was read last, by its text: many rows stand on one day.
  struct LastDay {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::size_t size = 0;  // of the text, at least 8; 0: none
    Day day;
  };

  std::optional<Day> ReadDay(std::string_view text, std::size_t& size);
  std::optional<Instant> ReadInstant(std::string_view text, const Zone* zone);

  const schema::Field* field_ = nullptr;
  Route route_ = Route::kNone;
  bool name_ = false;    // an id, a label, a reference
  bool direct_ = false;  // names a person: may be masked in part
  const EnumNames* names_ = nullptr;
  LocalTimes times_;
  LastDay last_day_;
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_ORDINARY_H_
