// One value of an Arrow array as a cell of a field.
#ifndef QUARANTA_SRC_DATA_ARROW_CELLS_H_
#define QUARANTA_SRC_DATA_ARROW_CELLS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/arrow_value.h"
#include "data/zone_clock.h"
#include "quaranta/data/arrow.h"
#include "quaranta/data/column.h"

namespace quaranta::data {

// The years 1 to 9999.
inline constexpr std::int64_t kFirstDay = -719'162;
inline constexpr std::int64_t kLastDay = 2'932'896;
inline constexpr std::int64_t kFirstMicros = (kFirstDay + 1) * kMicrosPerDay;
inline constexpr std::int64_t kLastMicros = kLastDay * kMicrosPerDay;

// What was wrong with a cell.
struct CellTrouble {
  std::string_view code;
  std::string raw;
};

// A whole number as it is; others, and those beyond 64 bits, are none.
std::optional<std::int64_t> WholeOf(double value);

// Writes values of one column of a stream into columns of one field. It is the
// meaning of every import; faster ways give the same cells.
class CellWriter {
 public:
  // The options and the type must outlive it.
  CellWriter(const ArrowOptions& options, const ArrowColumnType& type);

  // Whether values of a type may be some of a field at all.
  static bool Readable(const ArrowColumnType& type, const schema::Field& field);

  // Appends one row, whatever it holds.
  std::optional<CellTrouble> Append(Column& column, const ArrowValue& value);
  std::optional<CellTrouble> AppendText(Column& column, std::string_view text);
  // The list of items [first, second); `good` is false for broken offsets.
  std::optional<CellTrouble> AppendList(Column& column, const ArrowChunk& items,
                                        std::int64_t first, std::int64_t second,
                                        bool good);

  // The offsets from UTC that instants of the type get; nullptr: none, UTC.
  ZoneClock* label() { return label_ ? &*label_ : nullptr; }
  // Where local timestamps were read; nullptr: nobody knows.
  ZoneClock* wall() { return wall_ ? &*wall_ : nullptr; }
  // Minutes of a label such as "+05:00".
  std::int16_t fixed_minutes() const { return fixed_minutes_; }

 private:
  std::string_view AppendValue(Column& column, const ArrowValue& value);
  std::string_view AppendInstant(Column& column, const ArrowValue& value);
  bool AppendItem(Column& column, const ArrowValue& value);
  std::optional<double> InUnit(const schema::Field& field,
                               std::int64_t ticks) const;

  const ArrowOptions& options_;
  const ArrowColumnType& type_;
  std::optional<ZoneClock> label_;
  std::optional<ZoneClock> wall_;
  std::int16_t fixed_minutes_ = 0;
};

}  // namespace quaranta::data

#endif  // QUARANTA_SRC_DATA_ARROW_CELLS_H_
